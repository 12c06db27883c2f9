//! Backslash commands.

use medlar_engine::{ServerMessage, Severity, TransactionStatus};
use medlar_syntax::SqlState;

use crate::arguments::{Argument, ArgumentError, Arguments};
use crate::client::{EXIT_SUCCESS, Level, Psql, QueryBuffer};
use crate::describe::{self, List};
use crate::pattern::{NamePattern, PatternError};

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

/// psql's commands that are not here yet; all that begin with `d` are beside them.
const NOT_AVAILABLE: &[&str] = &[
    "!",
    "?",
    "C",
    "H",
    "T",
    "a",
    "c",
    "cd",
    "connect",
    "conninfo",
    "copy",
    "copyright",
    "crosstabview",
    "e",
    "edit",
    "ef",
    "elif",
    "else",
    "encoding",
    "endif",
    "errverbose",
    "ev",
    "f",
    "gdesc",
    "getenv",
    "gexec",
    "gset",
    "gx",
    "h",
    "help",
    "html",
    "if",
    "l",
    "list",
    "lo_export",
    "lo_import",
    "lo_list",
    "lo_unlink",
    "o",
    "out",
    "password",
    "prompt",
    "pset",
    "restrict",
    "s",
    "setenv",
    "sf",
    "sv",
    "t",
    "timing",
    "unrestrict",
    "w",
    "watch",
    "write",
    "x",
    "z",
];

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
        let status = self.execute_command(name, &mut arguments, buffer);
        if status == CommandStatus::Error {
            arguments.discard_line();
        } else {
            while let Some(extra) = self.extra_argument(&mut arguments) {
                self.log(Level::Warning, &format!("\\{name}: extra argument \"{}\" ignored", extra.text));
            }
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
            "echo" | "qecho" | "warn" => self.echo(name, arguments),
            "set" => self.set(arguments),
            "unset" => self.unset(arguments),
            "q" | "quit" => CommandStatus::Quit,
            "i" | "include" => self.include(name, arguments, false),
            "ir" | "include_relative" => self.include(name, arguments, true),
            "g" => {
                if self.argument(arguments).is_some() {
                    self.log(Level::Error, "\\g with a file or options is not available in Medlar yet");
                    return CommandStatus::Error;
                }
                if buffer.query.is_empty() {
                    buffer.query.push_str(&buffer.previous);
                }
                if buffer.query.is_empty() { CommandStatus::Done } else { CommandStatus::Send }
            }
            "p" | "print" => self.print_buffer(buffer),
            "r" | "reset" => {
                buffer.query.clear();
                if !self.variables.settings().quiet {
                    self.print("Query buffer reset (cleared).\n");
                }
                CommandStatus::Reset
            }
            _ if name.starts_with("des") => self.list(List::Servers, name, arguments),
            _ if name.starts_with("deu") => self.list(List::UserMappings, name, arguments),
            _ if name.starts_with("dew") => self.list(List::Wrappers, name, arguments),
            _ if NOT_AVAILABLE.contains(&name) || describes(name) => {
                self.log(Level::Error, &format!("\\{name} is not available in Medlar yet"));
                CommandStatus::Error
            }
            _ => {
                self.log(Level::Error, &format!("invalid command \\{name}"));
                CommandStatus::Error
            }
        }
    }

    /// The next argument; a fault in it is reported and ends the arguments.
    fn argument(&mut self, arguments: &mut Arguments<'_>) -> Option<Argument> {
        let argument = arguments.next(&mut self.variables);
        self.without_fault(argument)
    }

    fn extra_argument(&mut self, arguments: &mut Arguments<'_>) -> Option<Argument> {
        let argument = arguments.next_extra(&mut self.variables);
        self.without_fault(argument)
    }

    fn without_fault(&mut self, argument: Result<Option<Argument>, ArgumentError>) -> Option<Argument> {
        argument.unwrap_or_else(|error| {
            self.report_fault(&error);
            None
        })
    }

    fn report_fault(&mut self, error: &ArgumentError) {
        let message = match error {
            ArgumentError::UnterminatedQuote => "unterminated quoted string",
            ArgumentError::BackQuote => "commands in back quotes are not run: Medlar has no shell",
        };
        self.log(Level::Error, message);
    }

    fn missing_argument(&mut self, name: &str) -> CommandStatus {
        self.log(Level::Error, &format!("\\{name}: missing required argument"));
        CommandStatus::Error
    }

    fn echo(&mut self, name: &str, arguments: &mut Arguments<'_>) -> CommandStatus {
        let write = |psql: &mut Self, text: &str| match name {
            "warn" => psql.output.stderr(text),
            _ => psql.output.stdout(text),
        };
        let mut text = String::new();
        let mut line_feed = true;
        let mut first = true;
        loop {
            match arguments.next(&mut self.variables) {
                Ok(None) => break,
                Ok(Some(argument)) if first && line_feed && !argument.quoted && argument.text == "-n" => {
                    line_feed = false;
                }
                Ok(Some(argument)) => {
                    if !first {
                        text.push(' ');
                    }
                    text.push_str(&argument.text);
                    first = false;
                }
                Err(error) => {
                    write(self, &text);
                    text.clear();
                    self.report_fault(&error);
                    break;
                }
            }
        }
        if line_feed {
            text.push('\n');
        }
        write(self, &text);
        CommandStatus::Done
    }

    fn set(&mut self, arguments: &mut Arguments<'_>) -> CommandStatus {
        let Some(name) = self.argument(arguments) else {
            let list: String = self.variables.iter().map(|(name, value)| format!("{name} = '{value}'\n")).collect();
            self.print(&list);
            return CommandStatus::Done;
        };
        // Several values are joined without a blank.
        let mut value = String::new();
        while let Some(part) = self.argument(arguments) {
            value.push_str(&part.text);
        }
        let result = self.variables.set(&name.text, &value);
        self.report_result(result)
    }

    fn unset(&mut self, arguments: &mut Arguments<'_>) -> CommandStatus {
        let Some(name) = self.argument(arguments) else { return self.missing_argument("unset") };
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
        let Some(path) = self.argument(arguments).and_then(Argument::without_semicolons) else {
            return self.missing_argument(name);
        };
        // Relative to the script that includes it.
        let path = match self.input_file.as_deref().and_then(|file| file.rsplit_once('/')) {
            Some((folder, _)) if relative && !path.starts_with('/') => format!("{folder}/{path}"),
            _ => path,
        };
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

    fn list(&mut self, list: List, name: &str, arguments: &mut Arguments<'_>) -> CommandStatus {
        let argument = self.argument(arguments).and_then(Argument::without_semicolons);
        let pattern = match argument.as_deref().map(NamePattern::new).transpose() {
            Ok(pattern) => pattern,
            Err(PatternError::TooManyDots) => {
                let pattern = argument.unwrap_or_default();
                self.log(Level::Error, &format!("improper qualified name (too many dotted names): {pattern}"));
                return CommandStatus::Error;
            }
            Err(PatternError::InvalidRegularExpression(reason)) => {
                return match self.session.transaction_status() {
                    TransactionStatus::Failed => self.refuse_in_failed_transaction(),
                    _ => {
                        let message = format!("invalid regular expression: {reason}");
                        self.refuse(SqlState::InvalidRegularExpression, message)
                    }
                };
            }
        };
        if self.session.transaction_status() == TransactionStatus::Failed {
            return self.refuse_in_failed_transaction();
        }
        let table = describe::list(&self.session, list, pattern.as_ref(), name.contains('+'));
        let text = table.format();
        self.print(&text);
        CommandStatus::Done
    }

    /// The server refuses the query behind a command, in a transaction that has failed.
    fn refuse_in_failed_transaction(&mut self) -> CommandStatus {
        let message = "current transaction is aborted, commands ignored until end of transaction block";
        self.refuse(SqlState::InFailedSqlTransaction, message.to_owned())
    }

    fn refuse(&mut self, sqlstate: SqlState, message: String) -> CommandStatus {
        let severity = Severity::Error;
        let error =
            ServerMessage { severity, sqlstate, message, detail: None, hint: None, context: None, position: None };
        self.print_message(&error, "");
        CommandStatus::Error
    }
}

/// Whether a name is one of psql's commands that describe objects: `\d`, `\dt+`, `\dconfig` …
fn describes(name: &str) -> bool {
    let Some(rest) = name.strip_prefix('d') else { return false };
    let mut letters = rest.chars();
    match (letters.next(), letters.next()) {
        (None | Some('+' | 'S'), _) => true,
        (Some('f'), second) => matches!(second, None | Some('+' | 'S' | 'a' | 'n' | 'p' | 't' | 'w')),
        (Some('A'), second) => matches!(second, Some('c' | 'f' | 'o' | 'p')),
        (Some('F'), second) => matches!(second, None | Some('+' | 'd' | 'p' | 't')),
        (Some('P'), second) => matches!(second, None | Some('+' | 't' | 'i' | 'n')),
        (Some('R'), second) => matches!(second, Some('p' | 's')),
        (Some('r'), second) => matches!(second, Some('d')),
        (Some('e'), second) => matches!(second, Some('t')),
        (Some(first), _) => "CDELOTXabcdgilmnopstuvxy".contains(first),
    }
}
