//! Options, exit statuses and the order of output of `medlar psql`, as recorded from psql 15.18.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod flow;
mod formats;
mod options;
mod output;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts")
}

fn medlar(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_medlar"));
    command.args(["psql", "-X", "--target", "postgresql-15"]).args(arguments).current_dir(scripts());
    command
}

/// Runs psql with both outputs in one file, and compares the file and the exit status.
#[track_caller]
fn check(arguments: &[&str], input: &str, status: i32, output: &str) {
    let caller = std::panic::Location::caller();
    let file = Path::new(caller.file()).file_stem().unwrap().display();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("psql-{file}-{}.out", caller.line()));
    let file = File::create(&path).unwrap();
    let mut child =
        medlar(arguments).stdin(Stdio::piped()).stdout(file.try_clone().unwrap()).stderr(file).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let given = child.wait().unwrap();
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, output, "{arguments:?}");
    assert_eq!(given.code(), Some(status), "{arguments:?}");
}
