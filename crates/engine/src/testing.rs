//! Runs scripts in tests and prints what is said, one line each, as psql does with VERBOSITY verbose.

use medlar_syntax::{SyntaxError, Target};

use crate::context::Context;
use crate::message::{Checked, Severity};
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

/// What a step says to a context of a fresh session of PostgreSQL 15, in the form of the files of
/// answers: warnings, then the failure or `ok`, with positions in characters behind the first
/// `before`.
pub(crate) fn answer(text: &str, before: u32, step: impl FnOnce(&mut Context<'_>) -> Checked) -> String {
    let mut session = Session::new(Target::Postgresql15);
    let mut notices = Vec::new();
    let mut context = Context {
        is_read_only: false,
        sql: text,
        target: Target::Postgresql15,
        settings: &session.state.settings,
        creating_in: None,
        table_in_making: None,
        catalog: &mut session.state.catalog,
        identity: &mut session.state.identity,
        rules: Target::Postgresql15.rules(),
        notices: &mut notices,
        footprint: &mut session.footprint,
        dropped_at_commit: &mut session.state.dropped_at_commit,
    };
    let result = step(&mut context);
    let mut lines: Vec<String> = notices.iter().map(|notice| shown(notice, text, before)).collect();
    lines.push(match result {
        Ok(()) => "ok".to_owned(),
        Err(failure) => shown(&failure.error, text, before),
    });
    lines.join(" || ")
}

/// A message of the parser in the same form.
pub(crate) fn syntax_answer(error: &SyntaxError, text: &str, before: u32) -> String {
    let position = error.position.map_or(0, |position| position.to_char_position(text).0 - before);
    format!("{} {position} {}", error.sqlstate.code(), error.message)
}

fn shown(message: &ServerMessage, text: &str, before: u32) -> String {
    let position = message.position.map_or(0, |position| position.to_char_position(text).0 - before);
    let warning = if message.severity == Severity::Error { "" } else { "WARNING " };
    let mut line = format!("{warning}{} {position} {}", message.sqlstate.code(), message.message);
    for (word, part) in [
        ("DETAIL", message.detail.as_deref()),
        ("HINT", message.hint.as_deref()),
        ("CONTEXT", message.context.as_deref()),
    ] {
        if let Some(part) = part {
            line.push_str(&format!(" | {word} {}", part.replace('\n', "\\n")));
        }
    }
    line
}

/// Asks every case of a file of answers, a line of ` ; `-separated parts and the answer below it,
/// and shows those that differ.
pub(crate) fn check_answers(file: &str, ask: impl Fn(&[&str]) -> String) {
    let mut wrong = String::new();
    let mut lines = file.lines();
    while let (Some(case), Some(expected)) = (lines.next(), lines.next()) {
        let parts: Vec<&str> = case.splitn(3, " ; ").collect();
        let answer = ask(&parts);
        if answer != expected.trim_start() {
            wrong.push_str(&format!("{case}\n- {}\n+ {answer}\n", expected.trim_start()));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
