//! Sends queries to the session and prints what comes back, in the order in which psql does.

use medlar_engine::{QueryOutcome, ServerMessage, StatementOutcome, TransactionStatus};
use medlar_syntax::SqlState;

use crate::client::{Level, Psql};
use crate::message::format_message;
use crate::query_command::Request;
use crate::table::Table;
use crate::variables::Echo;

const SAVEPOINT: &str = "pg_psql_temporary_savepoint";

impl Psql<'_> {
    /// Sends a query, and does with its results what was asked for; whether all of it succeeded.
    pub(crate) fn send_query(&mut self, query: &str) -> bool {
        let succeeded = self.send(query);
        // What a command asked of this query it does not ask of the next one.
        self.request = Request::default();
        self.results.for_query = None;
        if let Some(format) = self.saved_format.take() {
            self.format = format;
        }
        succeeded
    }

    fn send(&mut self, query: &str) -> bool {
        let settings = *self.variables.settings();
        if settings.echo == Echo::Queries {
            self.print(query);
            self.print("\n");
        }
        self.log_query(query);
        if !settings.autocommit
            && self.session.transaction_status() == TransactionStatus::Idle
            && !needs_no_begin(query)
            && !self.execute_silently("BEGIN")
        {
            return false;
        }
        let savepoint = settings.on_error_rollback && self.session.transaction_status() == TransactionStatus::InBlock;
        if savepoint && !self.execute_silently(&format!("SAVEPOINT {SAVEPOINT}")) {
            return false;
        }
        if self.request == Request::Describe {
            return self.describe_query(query);
        }
        let started = self.is_timed.then(self.clock);
        let outcome = self.session.simple_query(query);
        let is_not_run = |one: &StatementOutcome| {
            one.outcome.result.as_ref().is_err_and(|failure| failure.error.sqlstate == SqlState::FeatureNotSupported)
        };
        self.rows_follow = outcome.statements.last().is_some_and(is_not_run) && copies_from_stdin(query);
        let ended = started.map(|started| (self.clock)().saturating_sub(started));
        let succeeded = self.print_outcome(query, &outcome);
        if let Some(time) = ended {
            self.print_time(time);
        }
        if !succeeded && settings.echo == Echo::Errors {
            self.log(Level::Server, &format!("STATEMENT:  {query}"));
        }
        if savepoint {
            match self.session.transaction_status() {
                TransactionStatus::Failed => {
                    self.execute_silently(&format!("ROLLBACK TO {SAVEPOINT}"));
                }
                // A statement about savepoints has already removed this one.
                TransactionStatus::InBlock if !ends_savepoint(&outcome) => {
                    self.execute_silently(&format!("RELEASE {SAVEPOINT}"));
                }
                TransactionStatus::InBlock | TransactionStatus::Idle => {}
            }
        }
        succeeded
    }

    /// Sends a query of psql's own: nothing is printed but messages.
    pub(crate) fn execute_silently(&mut self, query: &str) -> bool {
        let outcome = self.session.simple_query(query);
        let (messages, error) = messages_of(&outcome);
        for message in messages {
            self.print_message(message, query);
        }
        if let Some(error) = error {
            self.print_message(error, query);
        }
        error.is_none()
    }

    /// Prints a message about a query.
    pub(crate) fn print_message(&mut self, message: &ServerMessage, query: &str) {
        let settings = self.variables.settings();
        let text = format_message(message, query, settings.verbosity, settings.show_context);
        self.log(Level::Server, &text);
    }

    /// Prints messages and command tags.
    ///
    /// psql asks for the next result before it prints one, and the messages that follow a result
    /// reach it with that result: the tag of a statement is printed after the messages of the next
    /// two statements. An error is printed in its turn, like a result.
    fn print_outcome(&mut self, query: &str, outcome: &QueryOutcome) -> bool {
        let QueryOutcome { scan_notices, statements, syntax_error } = outcome;
        for (notice, _) in scan_notices {
            self.print_message(notice, query);
        }
        let settings = *self.variables.settings();
        let mut succeeded = true;
        let mut rows_of_last = 0;
        let mut announced = 0;
        for (index, statement) in statements.iter().enumerate() {
            let reach = if statement.outcome.result.is_ok() { index + 3 } else { index + 1 };
            while announced < reach.min(statements.len()) {
                for notice in statements.get(announced).map_or(&[][..], |statement| &statement.outcome.notices) {
                    self.print_message(notice, query);
                }
                announced += 1;
            }
            match &statement.outcome.result {
                Ok(tag) => {
                    let last = index + 1 == statements.len() && syntax_error.is_none();
                    let shown = last || settings.show_all_results;
                    rows_of_last = statement.outcome.rows.as_ref().map_or(0, |rows| rows.rows.len());
                    match &statement.outcome.rows {
                        Some(rows) if last && self.request != Request::Print => succeeded &= self.use_rows(rows),
                        Some(rows) if shown => self.print_table(&Table::from(rows)),
                        Some(_) => {}
                        None if shown => self.print_status(&tag.0),
                        None => {}
                    }
                }
                Err(failure) => {
                    self.print_error(&failure.error, query);
                    succeeded = false;
                }
            }
        }
        if let Some(failure) = syntax_error {
            self.print_error(&failure.error, query);
            succeeded = false;
        }
        if succeeded {
            self.variables.query_succeeded(rows_of_last);
        }
        succeeded
    }

    pub(crate) fn print_error(&mut self, error: &ServerMessage, query: &str) {
        self.print_message(error, query);
        self.variables.query_failed(error.sqlstate.code(), &error.message);
        self.last_error = Some((error.clone(), query.to_owned()));
    }
}

/// All messages of an outcome, and its error.
fn messages_of(outcome: &QueryOutcome) -> (Vec<&ServerMessage>, Option<&ServerMessage>) {
    let QueryOutcome { scan_notices, statements, syntax_error } = outcome;
    let scanned = scan_notices.iter().map(|(notice, _)| notice);
    let executed = statements.iter().flat_map(|StatementOutcome { outcome, .. }| &outcome.notices);
    let failed = statements.iter().filter_map(|statement| statement.outcome.result.as_ref().err());
    let error = failed.chain(syntax_error).next().map(|failure| &failure.error);
    (scanned.chain(executed).collect(), error)
}

/// Whether the last statement removed savepoints, or the transaction, itself.
fn ends_savepoint(outcome: &QueryOutcome) -> bool {
    let last = outcome.statements.last().and_then(|statement| statement.outcome.result.as_ref().ok());
    last.is_some_and(|tag| matches!(&*tag.0, "COMMIT" | "SAVEPOINT" | "RELEASE" | "ROLLBACK"))
}

/// Whether rows of a table stand behind the statement, up to a line `\.`.
fn copies_from_stdin(query: &str) -> bool {
    let words: Vec<&str> = query.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is = |word: &str, wanted: &str| word.eq_ignore_ascii_case(wanted);
    words.first().is_some_and(|first| is(first, "copy"))
        && words.windows(2).any(|pair| matches!(pair, [from, stdin] if is(from, "from") && is(stdin, "stdin")))
}

/// Whether a query begins or ends a transaction itself: with AUTOCOMMIT off no BEGIN goes before it.
fn needs_no_begin(query: &str) -> bool {
    let first = query
        .trim_start_matches(|character: char| character.is_ascii_whitespace())
        .split(|character: char| !character.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    ["abort", "begin", "start", "commit", "end", "rollback", "prepare", "vacuum", "cluster", "discard"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word))
}
