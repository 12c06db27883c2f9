//! Backslash commands that send a query and say what becomes of its rows: `\g`, `\gx`, `\gset`,
//! `\gdesc`, `\gexec`; and those about queries: `\o`, `\w`, `\timing`, `\errverbose`.

use std::time::Duration;

use medlar_engine::{ResultColumn, ResultSet};

use crate::arguments::{Argument, Arguments};
use crate::client::{Level, Psql, QueryBuffer};
use crate::command::argument;
use crate::format::Expanded;
use crate::message::{ShowContext, Verbosity, format_message};
use crate::session_command::CommandStatus;
use crate::table::{Column, Footer, Table};
use crate::variables::{Echo, Variables, parse_boolean};

/// What is asked of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Request {
    /// To print its rows.
    #[default]
    Print,
    /// To put its row into variables whose names begin so.
    SetVariables(String),
    /// To send the values of its rows as queries.
    Execute,
    /// To tell the columns it would give.
    Describe,
}

impl Psql<'_> {
    /// Sends what is in the buffer, or else the query before it.
    pub(crate) fn send_command(
        &mut self,
        name: &str,
        arguments: &mut Arguments<'_>,
        buffer: &mut QueryBuffer,
    ) -> CommandStatus {
        match name {
            "gset" => {
                let prefix = argument(self, arguments).map(|argument| argument.text);
                self.request = Request::SetVariables(prefix.unwrap_or_default());
            }
            "gexec" => self.request = Request::Execute,
            "gdesc" => self.request = Request::Describe,
            _ => {
                if !self.redirect_query(name, arguments) {
                    return CommandStatus::Error;
                }
            }
        }
        if buffer.query.is_empty() {
            buffer.query.push_str(&buffer.previous);
        }
        CommandStatus::Send
    }

    /// `\g (option=value …) FILE`; whether all of it is known.
    fn redirect_query(&mut self, name: &str, arguments: &mut Arguments<'_>) -> bool {
        let saved = self.format.clone();
        let mut word = argument(self, arguments).map(|argument| argument.text);
        if let Some(first) = word.as_deref().and_then(|word| word.strip_prefix('(')) {
            if !self.set_options_of_query(first.to_owned(), name, arguments) {
                self.format = saved;
                return false;
            }
            word = argument(self, arguments).map(|argument| argument.text);
        }
        if let Some(path) = word {
            let Some(file) = self.create_file(name, &path) else {
                self.format = saved;
                return false;
            };
            self.results.for_query = Some(file);
        }
        if name == "gx" {
            self.format.expanded = Expanded::On;
        }
        self.saved_format = Some(saved);
        true
    }

    fn set_options_of_query(&mut self, first: String, name: &str, arguments: &mut Arguments<'_>) -> bool {
        let mut next = Some(first);
        let mut succeeded = true;
        while let Some(word) = next {
            let (option, is_last) = match word.strip_suffix(')') {
                Some(option) => (option, true),
                None => (&*word, false),
            };
            if !option.is_empty() {
                let (option, value) =
                    option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
                if let Err(message) = self.format.set(option, value) {
                    self.log(Level::Error, &message);
                    succeeded = false;
                }
            }
            if is_last {
                return succeeded;
            }
            next = argument(self, arguments).map(|argument| argument.text);
        }
        self.log(Level::Error, &format!("\\{name}: missing right parenthesis"));
        false
    }

    /// A file to write to; the reason is told where there is none.
    fn create_file(&mut self, name: &str, path: &str) -> Option<Box<dyn std::fmt::Write>> {
        if path.starts_with('|') {
            self.log(Level::Error, &format!("\\{name} |…: commands are not run: Medlar has no shell"));
            return None;
        }
        match self.files.create(path) {
            Ok(file) => Some(file),
            Err(reason) => {
                self.log(Level::Error, &format!("{path}: {reason}"));
                None
            }
        }
    }

    /// `\o FILE`; without one results go to standard output again.
    pub(crate) fn set_output(&mut self, arguments: &mut Arguments<'_>) -> CommandStatus {
        let path = argument(self, arguments).map(|argument| argument.text).filter(|path| !path.is_empty());
        let file = path.as_ref().and_then(|path| self.create_file("o", path));
        if path.is_some() && file.is_none() {
            return CommandStatus::Error;
        }
        self.results.file = file;
        CommandStatus::Done
    }

    /// `\w FILE`: the query buffer, or else the query before it.
    pub(crate) fn write_buffer(
        &mut self,
        name: &str,
        arguments: &mut Arguments<'_>,
        buffer: &QueryBuffer,
    ) -> CommandStatus {
        let Some(path) = argument(self, arguments).and_then(Argument::without_semicolons) else {
            return self.missing_argument(name);
        };
        let Some(mut file) = self.create_file(name, &path) else { return CommandStatus::Error };
        let shown = if buffer.query.is_empty() { &buffer.previous } else { &buffer.query };
        let written = if shown.is_empty() { Ok(()) } else { writeln!(file, "{shown}") };
        match written {
            Ok(()) => CommandStatus::Done,
            Err(_) => {
                self.log(Level::Error, &format!("{path}: the file cannot be written"));
                CommandStatus::Error
            }
        }
    }

    /// Does with rows what was asked for; whether that succeeded.
    pub(crate) fn use_rows(&mut self, rows: &ResultSet) -> bool {
        match std::mem::take(&mut self.request) {
            Request::SetVariables(prefix) => self.set_variables(&prefix, rows),
            Request::Execute => self.execute_values(rows),
            Request::Print | Request::Describe => true,
        }
    }

    /// One variable for each column; NULL unsets it.
    fn set_variables(&mut self, prefix: &str, rows: &ResultSet) -> bool {
        let [row] = &*rows.rows else {
            let number = if rows.rows.is_empty() { "no rows" } else { "more than one row" };
            self.log(Level::Error, &format!("{number} returned for \\gset"));
            return false;
        };
        for (column, value) in rows.columns.iter().zip(row) {
            let name = format!("{prefix}{}", column.name);
            if Variables::is_special(&name) {
                let message = format!("attempt to \\gset into specially treated variable \"{name}\" ignored");
                self.log(Level::Warning, &message);
                continue;
            }
            let done = match value {
                Some(value) => self.variables.set(&name, value),
                None => self.variables.unset(&name),
            };
            if let Err(message) = done {
                self.log(Level::Error, &message);
                return false;
            }
        }
        true
    }

    /// Sends each value as a query.
    fn execute_values(&mut self, rows: &ResultSet) -> bool {
        let mut succeeded = true;
        for query in rows.rows.iter().flatten().flatten() {
            if self.variables.settings().echo == Echo::All {
                self.print(&format!("{query}\n"));
            }
            if !self.send_query(query) {
                succeeded = false;
                if self.variables.settings().on_error_stop {
                    break;
                }
            }
        }
        succeeded
    }

    /// Tells the columns that a query would give, and their types.
    pub(crate) fn describe_query(&mut self, query: &str) -> bool {
        let columns = match self.session.describe(query) {
            Ok(columns) => columns,
            Err(failure) => {
                self.session.fail_transaction();
                self.print_error(&failure.error, query);
                return false;
            }
        };
        let rows = columns.len();
        if columns.is_empty() {
            self.write_result("The command has no result, or the result has no columns.\n");
        } else {
            let row = |column: ResultColumn| vec![Some(column.name), Some(column.type_name)];
            let table = Table {
                title: None,
                columns: vec![Column::text("Column"), Column::text("Type")],
                rows: columns.into_iter().map(row).collect(),
                footer: Footer::RowCount,
            };
            self.print_table(&table);
        }
        self.variables.query_succeeded(rows);
        true
    }

    /// `\errverbose`: the last error with everything that is known of it.
    pub(crate) fn repeat_error(&mut self) -> CommandStatus {
        match &self.last_error {
            Some((error, query)) => {
                let text = format_message(error, query, Verbosity::Verbose, ShowContext::Always);
                self.log(Level::Error, &text);
            }
            None => self.print("There is no previous error.\n"),
        }
        CommandStatus::Done
    }

    pub(crate) fn set_timing(&mut self, arguments: &mut Arguments<'_>) -> CommandStatus {
        let wanted = argument(self, arguments).map(|argument| argument.text);
        let is_on = wanted.as_deref().map_or(Some(!self.is_timed), parse_boolean);
        match is_on {
            Some(is_on) => self.is_timed = is_on,
            None => {
                let text = wanted.unwrap_or_default();
                let message = format!("unrecognized value \"{text}\" for \"\\timing\": Boolean expected");
                self.log(Level::Error, &message);
            }
        }
        if !self.variables.settings().quiet {
            self.print(if self.is_timed { "Timing is on.\n" } else { "Timing is off.\n" });
        }
        if is_on.is_some() { CommandStatus::Done } else { CommandStatus::Error }
    }

    /// From a second on, minutes and seconds are told, too.
    pub(crate) fn print_time(&mut self, time: Duration) {
        let milliseconds = time.as_secs_f64() * 1000.0;
        let seconds = time.as_secs_f64() % 60.0;
        let minutes = time.as_secs() / 60;
        self.print(&match minutes {
            _ if milliseconds < 1000.0 => format!("Time: {milliseconds:.3} ms\n"),
            0..60 => format!("Time: {milliseconds:.3} ms ({minutes:02}:{seconds:06.3})\n"),
            _ => {
                let hours = minutes / 60;
                format!("Time: {milliseconds:.3} ms ({hours:02}:{:02}:{seconds:06.3})\n", minutes % 60)
            }
        });
    }
}
