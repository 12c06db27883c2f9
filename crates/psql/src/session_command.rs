//! Backslash commands about a psql session: its variables, files and query buffer.

use medlar_engine::{ServerMessage, Session};

use crate::arguments::{Argument, Arguments};
use crate::client::{EXIT_SUCCESS, Level, Psql, QueryBuffer};
use crate::command::{argument, execute, warn_of_extra_arguments};
use crate::host::Host;
use crate::io::Output;
use crate::path::canonical;
use crate::pattern::DATABASE;
use crate::reference::Values;
use crate::table::Table;

/// What follows from a backslash command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommandStatus {
    /// Go on.
    Done,
    /// The command failed.
    Error,
    /// Leave this script.
    Quit,
    /// Send the query buffer.
    Send,
    /// The query buffer has been emptied.
    Reset,
}

impl Psql<'_> {
    /// Runs the command behind a backslash, and moves `position` behind it.
    pub(crate) fn backslash_command(
        &mut self,
        text: &str,
        position: &mut usize,
        buffer: &mut QueryBuffer,
    ) -> CommandStatus {
        let mut arguments = Arguments::new(text, position);
        let name = arguments.command_name();
        if self.restricted.is_some() && name != "unrestrict" {
            self.log(Level::Error, "backslash commands are restricted; only \\unrestrict is allowed");
            arguments.discard_line();
            arguments.end_command();
            return CommandStatus::Error;
        }
        let is_condition = matches!(name, "if" | "elif" | "else" | "endif");
        if !self.runs_here() && (!is_condition || matches!(name, "if" | "elif")) {
            // Arguments are read over, and no variable in them is looked at.
            let status =
                if is_condition { self.change_branch(name, &mut arguments, buffer) } else { CommandStatus::Done };
            while matches!(arguments.next(None), Ok(Some(_))) {}
            arguments.end_command();
            return status;
        }
        let status = if is_condition {
            self.change_branch(name, &mut arguments, buffer)
        } else {
            self.execute_command(name, &mut arguments, buffer)
        };
        if status == CommandStatus::Error {
            arguments.discard_line();
        } else {
            warn_of_extra_arguments(self, name, &mut arguments);
        }
        arguments.end_command();
        status
    }

    fn execute_command(
        &mut self,
        name: &str,
        arguments: &mut Arguments<'_>,
        buffer: &mut QueryBuffer,
    ) -> CommandStatus {
        match name {
            "set" => self.set(arguments),
            "unset" => self.unset(arguments),
            "q" | "quit" => CommandStatus::Quit,
            "i" | "include" => self.include(name, arguments, false),
            "ir" | "include_relative" => self.include(name, arguments, true),
            "g" | "gx" | "gset" | "gdesc" | "gexec" => self.send_command(name, arguments, buffer),
            "errverbose" => self.repeat_error(),
            "timing" => self.set_timing(arguments),
            "o" | "out" => self.set_output(arguments),
            "w" | "write" => self.write_buffer(name, arguments, buffer),
            "restrict" | "unrestrict" => self.restrict(name, arguments),
            "p" | "print" => self.print_buffer(buffer),
            "r" | "reset" => {
                buffer.query.clear();
                if !self.variables.settings().quiet {
                    self.print("Query buffer reset (cleared).\n");
                }
                CommandStatus::Reset
            }
            "c" | "connect" => self.connect_again(arguments),
            "conninfo" => {
                let role = self.session.catalog().role_name(self.session.session_user());
                let (host, port) = (crate::client::HOST, crate::client::PORT);
                self.print(&format!(
                    "You are connected to database \"{DATABASE}\" as user \"{role}\" via socket in \"{host}\" at port \
                     \"{port}\".\n"
                ));
                CommandStatus::Done
            }
            _ => {
                let succeeded = match self.print_command(name, arguments) {
                    Some(succeeded) => succeeded,
                    None => execute(self, name, arguments),
                };
                if succeeded { CommandStatus::Done } else { CommandStatus::Error }
            }
        }
    }

    /// `\connect database role`: `-` is what there is now, and there is one database.
    fn connect_again(&mut self, arguments: &mut Arguments<'_>) -> CommandStatus {
        let mut next = || argument(self, arguments).map(|argument| argument.text).filter(|text| text != "-");
        let (database, role) = (next(), next());
        if let Some(database) = database.filter(|database| database != DATABASE) {
            let message =
                format!("\\connect: database \"{database}\" is not available: Medlar has one, \"{DATABASE}\"");
            self.log(Level::Error, &message);
            return CommandStatus::Error;
        }
        let now = self.session.catalog().role_name(self.session.session_user());
        let role = role.as_deref().unwrap_or(&now);
        if let Err(error) = self.session.log_in(role) {
            let refusal = crate::client::refusal(error);
            let message = format!("\\connect: connection to server failed: FATAL:  role \"{role}\" {refusal}");
            self.log(Level::Error, &message);
            return CommandStatus::Error;
        }
        self.variables.assign("USER", role);
        if !self.variables.settings().quiet {
            self.print(&format!("You are now connected to database \"{DATABASE}\" as user \"{role}\".\n"));
        }
        CommandStatus::Done
    }

    pub(crate) fn missing_argument(&mut self, name: &str) -> CommandStatus {
        self.log(Level::Error, &format!("\\{name}: missing required argument"));
        CommandStatus::Error
    }

    /// Allows no backslash command until the same key comes back: scripts of pg_dump begin and end so.
    fn restrict(&mut self, name: &str, arguments: &mut Arguments<'_>) -> CommandStatus {
        let Some(key) = argument(self, arguments).map(|key| key.text).filter(|key| !key.is_empty()) else {
            return self.missing_argument(name);
        };
        if name == "restrict" {
            self.restricted = Some(key);
            return CommandStatus::Done;
        }
        let fault = match &self.restricted {
            None => "\\unrestrict: not currently in restricted mode",
            Some(expected) if *expected != key => "\\unrestrict: wrong key",
            Some(_) => {
                self.restricted = None;
                return CommandStatus::Done;
            }
        };
        self.log(Level::Error, fault);
        CommandStatus::Error
    }

    fn set(&mut self, arguments: &mut Arguments<'_>) -> CommandStatus {
        let Some(name) = argument(self, arguments) else {
            let list: String = self.variables.iter().map(|(name, value)| format!("{name} = '{value}'\n")).collect();
            self.print(&list);
            return CommandStatus::Done;
        };
        // Several values are joined without a blank.
        let mut value = String::new();
        while let Some(part) = argument(self, arguments) {
            value.push_str(&part.text);
        }
        let result = self.variables.set(&name.text, &value);
        self.report_result(result)
    }

    fn unset(&mut self, arguments: &mut Arguments<'_>) -> CommandStatus {
        let Some(name) = argument(self, arguments) else { return self.missing_argument("unset") };
        let result = self.variables.unset(&name.text);
        self.report_result(result)
    }

    fn report_result(&mut self, result: Result<(), String>) -> CommandStatus {
        match result {
            Ok(()) => CommandStatus::Done,
            Err(message) => {
                self.log(Level::Error, &message);
                CommandStatus::Error
            }
        }
    }

    fn include(&mut self, name: &str, arguments: &mut Arguments<'_>, relative: bool) -> CommandStatus {
        let Some(path) = argument(self, arguments).and_then(Argument::without_semicolons) else {
            return self.missing_argument(name);
        };
        // Relative to the script that includes it.
        let path = match self.input_file.as_deref().and_then(|file| file.rsplit_once('/')) {
            Some((folder, _)) if relative && !path.starts_with('/') => format!("{folder}/{path}"),
            _ => path,
        };
        let path = canonical(&path);
        let shown = if path == "-" { "<stdin>" } else { &path };
        match self.run_file(&path, Some(shown)) {
            EXIT_SUCCESS => CommandStatus::Done,
            _ => CommandStatus::Error,
        }
    }

    fn print_buffer(&mut self, buffer: &QueryBuffer) -> CommandStatus {
        let shown = if buffer.query.is_empty() { &buffer.previous } else { &buffer.query };
        if !shown.is_empty() {
            self.print(&format!("{shown}\n"));
        } else if !self.variables.settings().quiet {
            self.print("Query buffer is empty.\n");
        }
        CommandStatus::Done
    }
}

impl Host for Psql<'_> {
    fn session(&self) -> &Session {
        &self.session
    }

    fn output(&mut self) -> &mut dyn Output {
        self.output
    }

    fn print_result(&mut self, text: &str) {
        self.write_result(text);
    }

    fn print_list(&mut self, table: &Table) {
        let text = self.format.list(table);
        self.write_result(&text);
    }

    fn is_quiet(&self) -> bool {
        self.variables.settings().quiet
    }

    fn values(&mut self) -> Option<&mut dyn Values> {
        Some(&mut self.variables)
    }

    fn error(&mut self, text: &str) {
        self.log(Level::Error, text);
    }

    fn warning(&mut self, text: &str) {
        self.log(Level::Warning, text);
    }

    fn sends_query(&mut self) {
        self.session.note_query();
    }

    fn server_refuses(&mut self, message: &ServerMessage) {
        self.session.fail_transaction();
        self.print_message(message, "");
    }

    fn leave_to_full(&mut self) {
        self.log(Level::Error, "this build does not have the command");
    }
}
