//! How psql prints a message of the server.

use std::fmt::Write;

use medlar_engine::{ServerMessage, Severity};

use crate::excerpt::push_excerpt;

/// How much of a message is printed: psql's variable VERBOSITY.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verbosity {
    /// Message, excerpt, DETAIL, HINT and CONTEXT.
    #[default]
    Default,
    /// The same, with the SQLSTATE.
    Verbose,
    /// One line, with the position as a number.
    Terse,
    /// The severity and the SQLSTATE only.
    Sqlstate,
}

/// For which messages CONTEXT is printed: psql's variable SHOW_CONTEXT.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShowContext {
    /// For none.
    Never,
    /// For errors.
    #[default]
    Errors,
    /// For every message.
    Always,
}

/// The lines psql prints for a message about `query`, the text that was sent; each ends in a line feed.
///
/// There is never a LOCATION line: it names a place in the server's source.
pub fn format_message(message: &ServerMessage, query: &str, verbosity: Verbosity, show_context: ShowContext) -> String {
    let ServerMessage { severity, sqlstate, message, detail, hint, context, position } = message;
    let mut text = String::with_capacity(message.len() + 32);
    text.push_str(severity.as_str());
    text.push_str(":  ");
    if verbosity == Verbosity::Sqlstate {
        text.push_str(sqlstate.code());
        text.push('\n');
        return text;
    }
    if verbosity == Verbosity::Verbose {
        text.push_str(sqlstate.code());
        text.push_str(": ");
    }
    text.push_str(message);
    if verbosity == Verbosity::Terse {
        if let Some(position) = position {
            let _ = write!(text, " at character {}", position.to_char_position(query).0);
        }
        text.push('\n');
        return text;
    }
    text.push('\n');
    if let Some(position) = position {
        push_excerpt(&mut text, query, *position);
    }
    let context = context.as_deref().filter(|_| match show_context {
        ShowContext::Never => false,
        ShowContext::Errors => *severity == Severity::Error,
        ShowContext::Always => true,
    });
    for (label, part) in [("DETAIL", detail.as_deref()), ("HINT", hint.as_deref()), ("CONTEXT", context)] {
        if let Some(part) = part {
            let _ = writeln!(text, "{label}:  {part}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use medlar_syntax::{ByteOffset, SqlState};

    use super::*;

    fn message(severity: Severity) -> ServerMessage {
        ServerMessage {
            severity,
            sqlstate: SqlState::SyntaxError,
            message: "syntax error at end of input".to_owned(),
            detail: Some("a\nb".to_owned()),
            hint: Some("c".into()),
            context: Some("d".to_owned()),
            position: Some(ByteOffset(13)),
        }
    }

    fn format(severity: Severity, verbosity: Verbosity, show_context: ShowContext) -> String {
        format_message(&message(severity), "create server", verbosity, show_context)
    }

    #[test]
    fn every_verbosity() {
        let excerpt = "LINE 1: create server\n                     ^\nDETAIL:  a\nb\nHINT:  c\n";
        for (verbosity, expected) in [
            (Verbosity::Default, format!("ERROR:  syntax error at end of input\n{excerpt}CONTEXT:  d\n")),
            (Verbosity::Verbose, format!("ERROR:  42601: syntax error at end of input\n{excerpt}CONTEXT:  d\n")),
            (Verbosity::Terse, "ERROR:  syntax error at end of input at character 14\n".to_owned()),
            (Verbosity::Sqlstate, "ERROR:  42601\n".to_owned()),
        ] {
            assert_eq!(format(Severity::Error, verbosity, ShowContext::Errors), expected);
        }
    }

    #[test]
    fn context_is_shown_for_errors_unless_asked_otherwise() {
        for (severity, show_context, shown) in [
            (Severity::Error, ShowContext::Never, false),
            (Severity::Notice, ShowContext::Errors, false),
            (Severity::Notice, ShowContext::Always, true),
        ] {
            assert_eq!(format(severity, Verbosity::Default, show_context).contains("CONTEXT"), shown);
        }
    }
}
