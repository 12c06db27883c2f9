//! Runs scripts in tests and prints what is said, one line each, as psql does with VERBOSITY verbose.

use medlar_syntax::Target;

use crate::{Outcome, ServerMessage, Session};

/// Executes the statements one by one.
pub(crate) fn run(session: &mut Session, script: &str) -> Vec<String> {
    let parse = medlar_syntax::parse(script, session.target());
    assert_eq!(parse.error, None, "{script}");
    parse.statements.iter().flat_map(|parsed| print(&session.execute(script, &parsed.statement))).collect()
}

fn print(outcome: &Outcome) -> Vec<String> {
    let mut lines: Vec<String> = outcome.notices.iter().flat_map(print_message).collect();
    match &outcome.result {
        Ok(tag) => lines.push(tag.0.to_string()),
        Err(failure) => lines.extend(print_message(&failure.error)),
    }
    lines
}

fn print_message(message: &ServerMessage) -> Vec<String> {
    let ServerMessage { severity, sqlstate, message, detail, hint, .. } = message;
    let mut lines = vec![format!("{}:  {}: {message}", severity.as_str(), sqlstate.code())];
    lines.extend(detail.iter().map(|detail| format!("DETAIL:  {detail}")));
    lines.extend(hint.iter().map(|hint| format!("HINT:  {hint}")));
    lines
}

/// Pairs of statements and what the server says to them, in one session.
pub(crate) fn check(target: Target, cases: &[(&str, &[&str])]) {
    let mut session = Session::new(target);
    for (script, expected) in cases {
        assert_eq!(run(&mut session, script), *expected, "{script}");
    }
}
