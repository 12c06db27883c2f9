//! What backslash commands need of the place they run in, and the smallest such place.

use medlar_engine::{ServerMessage, Session};

use crate::arguments::Arguments;
use crate::command;
use crate::io::Output;
use crate::message::{ShowContext, Verbosity, format_message};
use crate::reference::Values;
use crate::table::Table;

/// Where backslash commands run.
pub(crate) trait Host {
    /// The database session.
    fn session(&self) -> &Session;
    /// Where results go.
    fn output(&mut self) -> &mut dyn Output;
    /// Prints where results go, which may be a file.
    fn print_result(&mut self, text: &str) {
        self.output().stdout(text);
    }
    /// Prints the table of a command's list.
    fn print_list(&mut self, table: &Table);
    /// Whether nothing is said that was not asked for.
    fn is_quiet(&self) -> bool;
    /// Variables, if there are any.
    fn values(&mut self) -> Option<&mut dyn Values>;
    /// Prints an error of psql's own.
    fn error(&mut self, text: &str);
    /// Prints a warning of psql's own.
    fn warning(&mut self, text: &str);
    /// A query of psql's own is sent: it is one of the open transaction.
    fn sends_query(&mut self) {}
    /// The server refuses a query of psql's own: prints its message, and fails the open transaction.
    fn server_refuses(&mut self, message: &ServerMessage);
    /// The core does not have the command.
    fn leave_to_full(&mut self);
}

/// Commands about variables, files, the query buffer and the form of results: without a psql session there are none.
const OF_A_PSQL_SESSION: &[&str] = &[
    "C",
    "H",
    "T",
    "a",
    "c",
    "connect",
    "conninfo",
    "elif",
    "else",
    "endif",
    "errverbose",
    "f",
    "g",
    "gdesc",
    "gexec",
    "gset",
    "gx",
    "html",
    "i",
    "if",
    "include",
    "include_relative",
    "ir",
    "o",
    "out",
    "p",
    "print",
    "pset",
    "r",
    "reset",
    "set",
    "t",
    "timing",
    "unset",
    "w",
    "write",
    "x",
];

/// Runs one backslash command on a session, outside of any psql session; whether this build can. What the
/// core cannot run the full build must, and then nothing has been printed.
pub fn run_command(session: &Session, command: &str, output: &mut dyn Output) -> bool {
    let mut position = 0;
    let mut arguments = Arguments::new(command.strip_prefix('\\').unwrap_or(command), &mut position);
    let mut host = SessionAlone { session, output, needs_full: false };
    let name = arguments.command_name();
    let succeeded = match name {
        "q" | "quit" => true,
        // There is nothing here that a script must be kept from.
        "restrict" | "unrestrict" => command::argument(&mut host, &mut arguments).is_some(),
        _ if OF_A_PSQL_SESSION.contains(&name) => {
            host.error(&format!("\\{name} works in medlar psql only"));
            false
        }
        _ => command::execute(&mut host, name, &mut arguments),
    };
    if succeeded {
        command::warn_of_extra_arguments(&mut host, name, &mut arguments);
    }
    !host.needs_full
}

/// A session and no psql around it.
struct SessionAlone<'a> {
    session: &'a Session,
    output: &'a mut dyn Output,
    needs_full: bool,
}

impl Host for SessionAlone<'_> {
    fn session(&self) -> &Session {
        self.session
    }

    fn output(&mut self) -> &mut dyn Output {
        self.output
    }

    fn print_list(&mut self, table: &Table) {
        self.output.stdout(&table.format());
    }

    fn is_quiet(&self) -> bool {
        false
    }

    fn values(&mut self) -> Option<&mut dyn Values> {
        None
    }

    fn error(&mut self, text: &str) {
        self.output.stderr(&format!("{text}\n"));
    }

    fn warning(&mut self, text: &str) {
        self.error(text);
    }

    // Without regular expressions the one refusal is that the transaction has failed already.
    fn server_refuses(&mut self, message: &ServerMessage) {
        self.output.stderr(&format_message(message, "", Verbosity::Default, ShowContext::Errors));
    }

    fn leave_to_full(&mut self) {
        self.needs_full = true;
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use super::*;

    /// What both streams receive, in order.
    #[derive(Default)]
    struct Written(String);

    impl Output for Written {
        fn stdout(&mut self, text: &str) {
            self.0.push_str(text);
        }

        fn stderr(&mut self, text: &str) {
            self.0.push_str(text);
        }
    }

    fn run(setup: &str, command: &str) -> String {
        let mut session = Session::new(Target::Postgresql15);
        session.simple_query(setup);
        let mut written = Written::default();
        run_command(&session, command, &mut written);
        written.0
    }

    #[test]
    fn lists_are_printed() {
        let setup = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s1 FOREIGN DATA WRAPPER w; \
                     CREATE SERVER s2 FOREIGN DATA WRAPPER w";
        let expected = "        List of foreign servers\n Name |  Owner   | Foreign-data wrapper \n\
                        ------+----------+----------------------\n s2   | postgres | w\n(1 row)\n\n";
        assert_eq!(run(setup, "\\des *2"), expected);
        assert_eq!(run(setup, "\\des *2 x"), format!("{expected}\\des: extra argument \"x\" ignored\n"));
    }

    #[test]
    fn failures_are_told() {
        for (setup, command, expected) in [
            ("", "\\nosuch x", "invalid command \\nosuch\n"),
            ("", "\\dt", "Did not find any relations.\n"),
            ("CREATE SEQUENCE q", "\\d q", "\\d of a sequence is not available in Medlar yet\n"),
            ("", "\\df", "\\df is not available in Medlar yet\n"),
            ("", "\\des a.b", "improper qualified name (too many dotted names): a.b\n"),
            ("", "\\set a b", "\\set works in medlar psql only\n"),
            ("", "\\echo 'a", "unterminated quoted string\n\n"),
            (
                "BEGIN; DROP SERVER x",
                "\\dew",
                "ERROR:  current transaction is aborted, commands ignored until end of transaction block\n",
            ),
        ] {
            assert_eq!(run(setup, command), expected, "{command}");
        }
    }

    #[test]
    fn references_stay_where_there_are_no_variables() {
        assert_eq!(run("", "\\echo -n :a :'a' :{?a} b"), ":a :'a' FALSE b");
        assert_eq!(run("", "\\q"), "");
    }
}
