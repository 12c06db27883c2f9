//! Whether the core answers as the full build does: `answers FOLDER` prints what this build answers to each
//! statement and psql command of the scripts in a folder, `answers FOLDER FILE` compares it with what another
//! build has printed. What the core leaves to the full build is skipped by both, and has no effect.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use medlar_engine::Session;
use medlar_psql::{Output, run_command};
use medlar_syntax::split::{PieceKind, pieces};
use medlar_syntax::{ByteOffset, Span, Target};

/// What stands for an answer that the core leaves to the full build.
const LEFT: &str = "-";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments.next().ok_or("usage: answers FOLDER [FILE]")?;
    let mut scripts = Vec::new();
    collect(&folder, &mut scripts)?;
    scripts.sort();
    let Some(file) = arguments.next() else {
        for_each_answer(&scripts, &mut |_, answer| println!("{}", answer().as_deref().unwrap_or(LEFT)))?;
        return Ok(());
    };
    let expected = fs::read_to_string(file)?;
    let mut lines = expected.lines();
    let (mut passed, mut failed) = (0, 0);
    for_each_answer(&scripts, &mut |statement, answer| match lines.next() {
        Some(LEFT) => {}
        expected => {
            let found = answer();
            if expected == found.as_deref() {
                passed += 1;
            } else {
                failed += 1;
                println!("{statement}\ncore: {expected:?}\nfull: {found:?}\n");
            }
        }
    })?;
    failed += lines.count();
    println!("test result: {passed} passed; {failed} failed");
    if failed > 0 { Err("the core answers otherwise than the full build".into()) } else { Ok(()) }
}

fn collect(folder: &Path, scripts: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, scripts)?;
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            scripts.push(path);
        }
    }
    Ok(())
}

/// Answers a statement when it is called; `None` where this build leaves that to another.
type Answer<'a> = &'a mut dyn FnMut() -> Option<String>;

/// Calls `visit` with every statement of the scripts and with what answers it, in a session for each script and
/// target. An answer that is not asked for, or that this build leaves to another, has no effect.
fn for_each_answer(scripts: &[PathBuf], visit: &mut dyn FnMut(&str, Answer<'_>)) -> std::io::Result<()> {
    for script in scripts {
        let text = fs::read_to_string(script)?;
        for target in [Target::Postgresql15, Target::Cloudberry2] {
            let mut session = Session::new(target);
            for piece in pieces(&text, ByteOffset(0), target).filter(|piece| piece.kind != PieceKind::Blank) {
                let content = Span { start: piece.content_start, end: piece.span.end }.of(&text);
                visit(content, &mut || match piece.kind {
                    PieceKind::MetaCommand => meta_command(&session, content),
                    _ => query(&mut session, content),
                });
            }
        }
    }
    Ok(())
}

fn query(session: &mut Session, text: &str) -> Option<String> {
    let mut after = session.clone();
    let outcome = after.simple_query(text);
    if after.needs_full() {
        return None;
    }
    let answer = format!("{outcome:?} {:?} {:?}", after.footprint(), after.transaction_status());
    *session = after;
    Some(answer)
}

fn meta_command(session: &Session, command: &str) -> Option<String> {
    let mut printed = Printed::default();
    run_command(session, command, &mut printed).then(|| format!("{:?}", printed.0))
}

/// What both streams receive, in order.
#[derive(Default)]
struct Printed(String);

impl Output for Printed {
    fn stdout(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn stderr(&mut self, text: &str) {
        self.0.push_str(text);
    }
}
