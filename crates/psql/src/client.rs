//! A psql session: the options it starts with, its input loop, and its messages.

use std::fmt::Write;
use std::time::Duration;

use medlar_engine::{LoginError, Queries, ServerMessage, Session};
use medlar_syntax::Target;

use crate::condition::Condition;
use crate::format::Format;
use crate::input::{InputError, LineReader};
use crate::io::{Files, Lines, Output};
use crate::path::canonical;
use crate::query_command::Request;
use crate::results::Results;
use crate::scan::{StatementScanner, Stop};
use crate::session_command::CommandStatus;
use crate::variables::{Echo, Variables};

/// Exit status when all went well.
pub(crate) const EXIT_SUCCESS: i32 = 0;
/// Exit status of psql's own failures, and of a failed `-c`.
pub(crate) const EXIT_FAILURE: i32 = 1;
/// Exit status without a connection.
const EXIT_BAD_CONNECTION: i32 = 2;
/// Exit status when a script fails with ON_ERROR_STOP.
const EXIT_USER: i32 = 3;

/// How deep scripts may include each other; beyond, files cannot be opened any more.
const MAX_INCLUDE_DEPTH: usize = 200;

/// Something to do, in the order of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `-c COMMAND`: one query string, or one backslash command.
    Command(String),
    /// `-f FILE`; `-` is standard input.
    File(String),
    /// Standard input without `-f`: messages carry no file and line.
    StandardInput,
}

/// The options psql starts with.
#[derive(Clone, Debug)]
pub struct Startup {
    /// The server imitated.
    pub target: Target,
    /// What becomes of queries.
    pub queries: Queries,
    /// `-U`: the role to connect as; the bootstrap superuser otherwise.
    pub role: Option<String>,
    /// Variables in the order of the command line; `None` unsets.
    pub variables: Vec<(String, Option<String>)>,
    /// `-1`: all actions in one transaction.
    pub single_transaction: bool,
    /// Settings of `\pset`, in the order of the command line.
    pub format: Vec<(String, Option<String>)>,
    /// `-o`: the file that results go to.
    pub output_file: Option<String>,
    /// `-L`: the file that queries and results go to, besides.
    pub log_file: Option<String>,
    /// Gives the time since any fixed moment, to tell how long queries take.
    pub clock: fn() -> Duration,
    /// What to do.
    pub actions: Vec<Action>,
}

impl Startup {
    /// These actions, and everything else as without any option.
    pub fn new(target: Target, queries: Queries, actions: Vec<Action>, clock: fn() -> Duration) -> Startup {
        Startup {
            target,
            queries,
            role: None,
            variables: Vec::new(),
            single_transaction: false,
            format: Vec::new(),
            output_file: None,
            log_file: None,
            clock,
            actions,
        }
    }
}

/// Why psql does not come to run anything: the message for standard error, and the exit status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionError {
    /// The whole text, `psql: error: ` and line feed included.
    pub message: String,
    /// The exit status.
    pub status: i32,
}

/// What is put before psql's own words in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Nothing: the server speaks.
    Server,
    /// `error: `
    Error,
    /// `warning: `
    Warning,
}

/// What has been read of a query, and the query before it.
#[derive(Debug, Default)]
pub(crate) struct QueryBuffer {
    pub(crate) query: String,
    pub(crate) previous: String,
}

impl QueryBuffer {
    fn sent(&mut self) {
        std::mem::swap(&mut self.query, &mut self.previous);
        self.query.clear();
    }
}

/// How a line went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineResult {
    Succeeded,
    /// Its last query or command failed.
    Failed,
    /// `\q`
    Quit,
}

/// The folder of the server's socket, and its port.
pub(crate) const HOST: &str = "/var/run/postgresql";
pub(crate) const PORT: &str = "5432";

/// Why the server lets no session begin.
pub(crate) fn refusal(error: LoginError) -> &'static str {
    match error {
        LoginError::UndefinedRole => "does not exist",
        LoginError::NotPermitted => "is not permitted to log in",
    }
}

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// A psql session.
pub struct Psql<'io> {
    pub(crate) session: Session,
    pub(crate) variables: Variables,
    pub(crate) output: &'io mut dyn Output,
    pub(crate) files: &'io mut dyn Files,
    /// The script being read, where messages name it.
    pub(crate) input_file: Option<String>,
    /// Lines read of it.
    line_number: u64,
    include_depth: usize,
    /// The branches of the script being read that are open, innermost last.
    pub(crate) conditions: Vec<Condition>,
    /// The key of `\restrict`, while only `\unrestrict` is allowed.
    pub(crate) restricted: Option<String>,
    /// How results are printed.
    pub(crate) format: Format,
    /// As it was before a command asked something else of one query.
    pub(crate) saved_format: Option<Format>,
    /// What is asked of the next query.
    pub(crate) request: Request,
    /// Where results go.
    pub(crate) results: Results,
    /// The last error of the server, with its query.
    pub(crate) last_error: Option<(ServerMessage, String)>,
    /// `\timing`
    pub(crate) is_timed: bool,
    pub(crate) clock: fn() -> Duration,
    /// Messages begin with `psql:` and a level.
    names_itself: bool,
    /// Rows for a COPY that is not run follow in the script: they are no statements.
    pub(crate) rows_follow: bool,
    /// A reused buffer for output.
    pub(crate) text: String,
}

impl<'io> Psql<'io> {
    /// Connects a session with the variables of `startup`.
    ///
    /// # Errors
    /// When a variable cannot have its value, or the role cannot connect.
    pub fn connect(
        startup: &Startup,
        output: &'io mut dyn Output,
        files: &'io mut dyn Files,
    ) -> Result<Psql<'io>, ConnectionError> {
        let mut session = Session::new(startup.target);
        session.set_queries(startup.queries);
        let rules = startup.target.rules();
        let mut variables = Variables::new();
        if !rules.psql_shows_all_results {
            let _ = variables.set("SHOW_ALL_RESULTS", "off");
        }
        let fatal = |text: String| ConnectionError { message: format!("psql: error: {text}\n"), status: EXIT_FAILURE };
        for (name, value) in &startup.variables {
            match value {
                Some(value) => variables.set(name, value),
                None => variables.unset(name),
            }
            .map_err(fatal)?;
        }
        let mut format = Format::default();
        for (option, value) in &startup.format {
            format.set(option, value.as_deref()).map_err(|message| {
                fatal(format!("{message}\npsql: error: could not set printing parameter \"{option}\""))
            })?;
        }
        let mut results = Results::default();
        for (path, place) in [(&startup.output_file, &mut results.file), (&startup.log_file, &mut results.log)] {
            if let Some(path) = path {
                *place = Some(files.create(path).map_err(|reason| fatal(format!("{path}: {reason}")))?);
            }
        }
        let role = startup.role.as_deref().unwrap_or(rules.session_user);
        session.log_in(role).map_err(|error| {
            let refusal = refusal(error);
            ConnectionError {
                message: format!("psql: error: connection to server failed: FATAL:  role \"{role}\" {refusal}\n"),
                status: EXIT_BAD_CONNECTION,
            }
        })?;
        let version = rules.server_version;
        let number = rules.server_version_number.to_string();
        for (name, value) in [
            ("DBNAME", "postgres"),
            ("ENCODING", "UTF8"),
            ("HOST", HOST),
            ("PORT", PORT),
            ("SERVER_VERSION_NAME", version),
            ("SERVER_VERSION_NUM", &number),
            ("USER", role),
            ("VERSION", &format!("PostgreSQL {version}")),
            ("VERSION_NAME", version),
            ("VERSION_NUM", &number),
        ] {
            variables.assign(name, value);
        }
        Ok(Psql {
            session,
            variables,
            output,
            files,
            input_file: None,
            line_number: 0,
            include_depth: 0,
            conditions: Vec::new(),
            restricted: None,
            format,
            saved_format: None,
            request: Request::default(),
            results,
            last_error: None,
            is_timed: false,
            clock: startup.clock,
            names_itself: true,
            rows_follow: false,
            text: String::new(),
        })
    }

    /// Does everything, and gives the exit status.
    pub fn run(&mut self, startup: &Startup) -> i32 {
        let stops = |psql: &Self| psql.variables.settings().on_error_stop;
        let mut status = EXIT_SUCCESS;
        if startup.single_transaction && !self.execute_silently("BEGIN") && stops(self) {
            return EXIT_USER;
        }
        for action in &startup.actions {
            status = match action {
                Action::Command(command) => self.run_command(command),
                Action::File(path) => {
                    let path = canonical(path);
                    self.run_file(&path, Some(if path == "-" { "<stdin>" } else { &path }))
                }
                Action::StandardInput => self.run_file("-", None),
            };
            if status != EXIT_SUCCESS && stops(self) {
                break;
            }
        }
        if startup.single_transaction {
            let end = if status != EXIT_SUCCESS && stops(self) { "ROLLBACK" } else { "COMMIT" };
            if !self.execute_silently(end) && stops(self) {
                return EXIT_USER;
            }
        }
        status
    }

    /// The session as it is now.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Goes on in another session.
    pub fn set_session(&mut self, session: Session) {
        self.session = session;
    }

    fn run_command(&mut self, command: &str) -> i32 {
        self.names_itself = false;
        if self.variables.settings().echo == Echo::All {
            // A backslash command is echoed without its backslash.
            let shown = command.strip_prefix('\\').unwrap_or(command);
            self.print(&format!("{shown}\n"));
        }
        let succeeded = match command.strip_prefix('\\') {
            Some(command) => {
                let mut position = 0;
                self.backslash_command(command, &mut position, &mut QueryBuffer::default()) != CommandStatus::Error
            }
            None => self.send_query(command),
        };
        // An `\\if` does not reach into the next command.
        self.conditions.clear();
        if succeeded { EXIT_SUCCESS } else { EXIT_FAILURE }
    }

    /// Runs a script; `name` is what messages call it.
    pub(crate) fn run_file(&mut self, path: &str, name: Option<&str>) -> i32 {
        let opened = if self.include_depth < MAX_INCLUDE_DEPTH {
            self.files.open(path)
        } else {
            Err("Too many open files".to_owned())
        };
        let mut lines = match opened {
            Ok(lines) => lines,
            Err(reason) => {
                self.log(Level::Error, &format!("{path}: {reason}"));
                return EXIT_FAILURE;
            }
        };
        let outer_file = std::mem::replace(&mut self.input_file, name.map(str::to_owned));
        let outer_line = std::mem::take(&mut self.line_number);
        self.names_itself = self.input_file.is_some();
        let outer_conditions = std::mem::take(&mut self.conditions);
        self.include_depth += 1;
        let status = self.main_loop(lines.as_mut());
        self.include_depth -= 1;
        self.conditions = outer_conditions;
        self.line_number = outer_line;
        self.input_file = outer_file;
        self.names_itself = self.input_file.is_some();
        status
    }

    /// Reads a script to its end.
    fn main_loop(&mut self, lines: &mut dyn Lines) -> i32 {
        let mut reader = LineReader::new(lines);
        let mut scanner = StatementScanner::default();
        let mut buffer = QueryBuffer::default();
        let mut line = String::new();
        let mut stops_on_error = false;
        loop {
            if !reader.is_ready() {
                self.output.flush();
            }
            match reader.read(&mut line) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    self.line_number += u64::from(matches!(error, InputError::NotUtf8 { .. }));
                    let name = if self.input_file.is_none() { Some("standard input") } else { None };
                    self.log(Level::Error, &error.message(name));
                    return EXIT_FAILURE;
                }
            }
            self.line_number += 1;
            if self.line_number == 1 && line.starts_with(BYTE_ORDER_MARK) {
                line.drain(..BYTE_ORDER_MARK.len_utf8());
            }
            if line.is_empty() && !scanner.in_quote() {
                continue;
            }
            if self.variables.settings().echo == Echo::All {
                self.print(&line);
                self.print("\n");
            }
            stops_on_error = self.variables.settings().on_error_stop;
            scanner.begin_line(line, self.session.has_standard_strings());
            match self.run_line(&mut scanner, &mut buffer, stops_on_error) {
                LineResult::Quit => {
                    self.conditions.clear();
                    break;
                }
                LineResult::Failed if stops_on_error => return EXIT_USER,
                LineResult::Failed | LineResult::Succeeded => {}
            }
            line = scanner.finish_line();
            if std::mem::take(&mut self.rows_follow) {
                while reader.read(&mut line).unwrap_or(false) {
                    self.line_number += 1;
                    if line == "\\." {
                        break;
                    }
                }
            }
        }
        // What is left without a semicolon is sent as well, also after `\q`.
        let runs_rest = self.runs_here() && !buffer.query.is_empty();
        if runs_rest && !self.send_query(&buffer.query) && stops_on_error {
            return EXIT_USER;
        }
        if !self.conditions.is_empty() {
            self.log(Level::Error, "reached EOF without finding closing \\endif(s)");
            if stops_on_error {
                return EXIT_USER;
            }
        }
        EXIT_SUCCESS
    }

    /// Runs what the scanner's line completes.
    fn run_line(
        &mut self,
        scanner: &mut StatementScanner,
        buffer: &mut QueryBuffer,
        stops_on_error: bool,
    ) -> LineResult {
        let mut warnings = Vec::new();
        let mut result = LineResult::Succeeded;
        // A line feed between lines; it goes again when the line holds a backslash command only.
        let mut line_feed_end = None;
        if !buffer.query.is_empty() {
            buffer.query.push('\n');
            line_feed_end = Some(buffer.query.len());
        }
        while result == LineResult::Succeeded || !stops_on_error {
            let stop = scanner.scan(&mut buffer.query, &mut self.variables, &mut warnings);
            for warning in warnings.drain(..) {
                self.log(Level::Warning, &warning);
            }
            let ends_query = self.variables.settings().single_line && !buffer.query.is_empty() && !scanner.is_open();
            let status = match stop {
                Stop::EndOfLine if !ends_query => break,
                Stop::EndOfLine | Stop::Semicolon => CommandStatus::Send,
                Stop::Backslash => {
                    if line_feed_end.take() == Some(buffer.query.len()) {
                        buffer.query.pop();
                    }
                    let (text, position) = scanner.command_text();
                    self.backslash_command(text, position, buffer)
                }
            };
            result = match status {
                CommandStatus::Done => LineResult::Succeeded,
                CommandStatus::Error => LineResult::Failed,
                CommandStatus::Quit => return LineResult::Quit,
                CommandStatus::Reset => {
                    scanner.reset();
                    LineResult::Succeeded
                }
                CommandStatus::Send if !self.runs_here() => LineResult::Succeeded,
                CommandStatus::Send => {
                    let succeeded = self.send_query(&buffer.query);
                    buffer.sent();
                    line_feed_end = None;
                    if stop == Stop::Backslash {
                        scanner.reset();
                    }
                    if succeeded { LineResult::Succeeded } else { LineResult::Failed }
                }
            };
        }
        result
    }

    pub(crate) fn print(&mut self, text: &str) {
        self.output.stdout(text);
    }

    /// Prints a message with file and line where psql does. `text` may end in a line feed.
    pub(crate) fn log(&mut self, level: Level, text: &str) {
        let mut message = String::with_capacity(text.len() + 32);
        if self.names_itself {
            message.push_str("psql:");
        }
        if let Some(file) = &self.input_file {
            let _ = write!(message, "{file}:");
            if self.line_number > 0 {
                let _ = write!(message, "{}:", self.line_number);
            }
        }
        if !message.is_empty() {
            message.push(' ');
        }
        message.push_str(match level {
            Level::Error if self.names_itself => "error: ",
            Level::Warning if self.names_itself => "warning: ",
            _ => "",
        });
        message.push_str(text.strip_suffix('\n').unwrap_or(text));
        message.push('\n');
        self.output.stderr(&message);
    }
}
