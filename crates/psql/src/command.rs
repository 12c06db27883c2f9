//! Backslash commands that need no more than a database session: `\\echo`, the lists, and the answers
//! to commands that there are not.

use medlar_engine::{ServerMessage, Severity, TransactionStatus};
use medlar_syntax::{FULL, SqlState};

use crate::arguments::{Argument, ArgumentError, Arguments};
use crate::describe::{self, List, NotFound, Request};
use crate::host::Host;
use crate::pattern::{ObjectPattern, PatternError};

/// psql's commands that are not here yet; all that begin with `d` are beside them.
const NOT_AVAILABLE: &[&str] = &[
    "!",
    "?",
    "cd",
    "copy",
    "copyright",
    "crosstabview",
    "e",
    "edit",
    "ef",
    "encoding",
    "ev",
    "getenv",
    "h",
    "help",
    "l",
    "list",
    "lo_export",
    "lo_import",
    "lo_list",
    "lo_unlink",
    "password",
    "prompt",
    "s",
    "setenv",
    "sf",
    "sv",
    "watch",
];

/// Runs a command; whether it succeeded.
pub(crate) fn execute<H: Host>(host: &mut H, name: &str, arguments: &mut Arguments<'_>) -> bool {
    match name {
        "echo" | "qecho" | "warn" => {
            echo(host, name, arguments);
            true
        }
        _ if let Some(kind) = list_of(name) => list(host, kind, name, arguments),
        _ if !FULL && list_in_schemas(name).is_some() => {
            host.leave_to_full();
            false
        }
        _ if NOT_AVAILABLE.contains(&name) || describes(name) => {
            host.error(&format!("\\{name} is not available in Medlar yet"));
            false
        }
        _ => {
            host.error(&format!("invalid command \\{name}"));
            false
        }
    }
}

/// Reads the arguments that a command has left, and warns of each.
pub(crate) fn warn_of_extra_arguments<H: Host>(host: &mut H, name: &str, arguments: &mut Arguments<'_>) {
    loop {
        let argument = arguments.next(None);
        let Some(extra) = without_fault(host, argument) else { break };
        host.warning(&format!("\\{name}: extra argument \"{}\" ignored", extra.text));
    }
}

/// The next argument; a fault in it is reported and ends the arguments.
pub(crate) fn argument<H: Host>(host: &mut H, arguments: &mut Arguments<'_>) -> Option<Argument> {
    let argument = arguments.next(host.values());
    without_fault(host, argument)
}

fn without_fault<H: Host>(host: &mut H, argument: Result<Option<Argument>, ArgumentError>) -> Option<Argument> {
    argument.unwrap_or_else(|error| {
        report_fault(host, &error);
        None
    })
}

fn report_fault<H: Host>(host: &mut H, error: &ArgumentError) {
    host.error(match error {
        ArgumentError::UnterminatedQuote => "unterminated quoted string",
        ArgumentError::BackQuote => "commands in back quotes are not run: Medlar has no shell",
    });
}

fn echo<H: Host>(host: &mut H, name: &str, arguments: &mut Arguments<'_>) {
    let write = |host: &mut H, text: &str| match name {
        "warn" => host.output().stderr(text),
        "qecho" => host.print_result(text),
        _ => host.output().stdout(text),
    };
    let mut text = String::new();
    let mut line_feed = true;
    let mut first = true;
    loop {
        match arguments.next(host.values()) {
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
                write(host, &text);
                text.clear();
                report_fault(host, &error);
                break;
            }
        }
    }
    if line_feed {
        text.push('\n');
    }
    write(host, &text);
}

/// The lists by the letters that their commands begin with: those of the core.
const LISTS: &[(&str, List)] = &[
    ("des", List::Servers),
    ("deu", List::UserMappings),
    ("dew", List::Wrappers),
    ("du", List::Roles),
    ("dg", List::Roles),
];

/// The lists that the core leaves to the full build.
const OTHER_LISTS: &[(&str, List)] = &[
    ("det", List::ForeignTables),
    ("dp", List::AccessPrivileges),
    ("ddp", List::DefaultPrivileges),
    ("z", List::AccessPrivileges),
    ("dn", List::Schemas),
    ("dx", List::Extensions),
    ("dt", List::Relations),
    ("dv", List::Relations),
    ("dm", List::Relations),
    ("ds", List::Relations),
    ("dE", List::Relations),
    ("di", List::Relations),
];

/// A list that the core leaves to the full build.
fn list_in_schemas(name: &str) -> Option<List> {
    // `\\d`, which with a name describes each relation.
    if name.trim_end_matches(['+', 'S']) == "d" { Some(List::Relation) } else { find_list(name, OTHER_LISTS) }
}

fn find_list(name: &str, lists: &[(&str, List)]) -> Option<List> {
    let (_, list) = lists.iter().find(|(start, _)| name.starts_with(start))?;
    Some(*list)
}

/// The list that a command prints.
fn list_of(name: &str) -> Option<List> {
    find_list(name, LISTS).or_else(|| if FULL { list_in_schemas(name) } else { None })
}

fn list<H: Host>(host: &mut H, mut list: List, name: &str, arguments: &mut Arguments<'_>) -> bool {
    let argument = argument(host, arguments).and_then(Argument::without_semicolons);
    if list == List::Relation && argument.is_none() {
        list = List::Relations;
    }
    let failed = host.session().transaction_status() == TransactionStatus::Failed;
    let pattern = argument.as_deref().map(|pattern| ObjectPattern::new(pattern, list.most_parts())).transpose();
    let pattern = match pattern {
        Ok(pattern) => pattern,
        Err(error @ (PatternError::TooManyDots | PatternError::OtherDatabase)) => {
            let pattern = argument.unwrap_or_default();
            host.error(&match error {
                PatternError::OtherDatabase => format!("cross-database references are not implemented: {pattern}"),
                _ => format!("improper qualified name (too many dotted names): {pattern}"),
            });
            return false;
        }
        #[cfg(not(feature = "client"))]
        Err(PatternError::RegularExpression) => {
            host.error("regular expressions in patterns work in medlar psql only");
            return false;
        }
        #[cfg(feature = "client")]
        Err(PatternError::InvalidRegularExpression(reason)) if !failed => {
            let message = format!("invalid regular expression: {reason}");
            refuse(host, SqlState::InvalidRegularExpression, message);
            return false;
        }
        #[cfg(feature = "client")]
        Err(PatternError::InvalidRegularExpression(_)) => None,
    };
    if failed {
        let message = "current transaction is aborted, commands ignored until end of transaction block";
        refuse(host, SqlState::InFailedSqlTransaction, message.to_owned());
        return false;
    }
    host.sends_query();
    let request = Request { list, command: name, pattern: pattern.as_ref(), pattern_text: argument.as_deref() };
    match describe::list(host.session(), &request) {
        Ok(tables) => {
            for table in &tables {
                host.print_list(table);
            }
            true
        }
        Err(NotFound { message, fails }) => {
            if !host.is_quiet() {
                host.error(&message);
            }
            !fails
        }
    }
}

/// The server refuses the query behind a command.
fn refuse<H: Host>(host: &mut H, sqlstate: SqlState, message: String) {
    let severity = Severity::Error;
    host.server_refuses(&ServerMessage {
        severity,
        sqlstate,
        message,
        detail: None,
        hint: None,
        context: None,
        position: None,
    });
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
