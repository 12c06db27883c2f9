//! What `medlar export` writes, and where it fails.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::process::{Command, Stdio};

fn export(options: &[&str], script: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_medlar"));
    command.arg("export").args(options);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.code(), stdout, stderr)
}

#[test]
fn secrets_are_written_where_they_are_asked_for() {
    let script = "\\echo not part of it\nCREATE FOREIGN DATA WRAPPER w;\nCREATE SERVER s FOREIGN DATA WRAPPER w;\n\
                  CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'u', password 'p');\n";
    let mapping = "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (\"user\" 'u', password";
    let (status, hidden, _) = export(&[], script);
    assert_eq!(status, Some(0));
    assert!(hidden.starts_with("SET standard_conforming_strings = on;\n"), "{hidden}");
    assert!(hidden.contains(&format!("-- The value of password has been left out.\n{mapping} 'REPLACE_ME');")));
    let (_, shown, _) = export(&["--with-secrets", "--file", "-"], script);
    assert!(shown.contains(&format!("{mapping} 'p');")), "{shown}");
    assert!(!shown.contains("not part of it") && !shown.contains("left out"));
}

#[test]
fn what_is_exported_can_be_exported_again() {
    let script = include_str!("../../../tests/dump/family.sql");
    let options = ["--with-secrets", "--target", "postgresql-15"];
    let (status, once, problems) = export(&options, script);
    assert_eq!((status, &*problems), (Some(0), ""));
    let (status, twice, problems) = export(&options, &once);
    assert_eq!((status, &*problems), (Some(0), ""));
    assert_eq!(twice, once);
}

#[test]
fn a_script_that_fails_exports_nothing() {
    let (status, text, problem) = export(&[], "CREATE SCHEMA s;\nCREATE SERVER;\n");
    assert_eq!((status, &*text), (Some(3), ""));
    assert!(problem.starts_with("ERROR:  syntax error at or near \";\""), "{problem}");
}
