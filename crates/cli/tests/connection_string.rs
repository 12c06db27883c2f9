//! `medlar connection-string`: what dblink of PostgreSQL 15.18 hands to the client library.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::process::{Command, Stdio};

const SCRIPT: &str = "CREATE FOREIGN DATA WRAPPER w;
CREATE ROLE alice;
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'foo', dbname 'foodb', fetch_size '5', port '5432', \"Host\" 'x');
CREATE USER MAPPING FOR alice SERVER s OPTIONS (user 'bob', password 'it''s');
";

/// Runs the command after a script on standard input; gives status, output and messages.
fn medlar(script: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_medlar"));
    command.arg("connection-string").args(arguments).args(["-f", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_string_of_a_role_is_printed() {
    let masked = "host='foo' dbname='foodb' port='5432' user='bob' password='********'\n";
    assert_eq!(medlar(SCRIPT, &["s", "-U", "alice"]), (Some(0), masked.to_owned(), String::new()));
    let plain = "host='foo' dbname='foodb' port='5432' user='bob' password='it\\'s'\n";
    assert_eq!(medlar(SCRIPT, &["s", "-U", "alice", "--with-secrets"]).1, plain);
    assert_eq!(medlar(&format!("{SCRIPT}SET ROLE alice;"), &["s"]).1, masked);
}

#[test]
fn what_is_missing_is_named() {
    let said = |arguments: &[&str]| {
        let (status, output, messages) = medlar(SCRIPT, arguments);
        assert_eq!((status, output.as_str()), (Some(1), ""));
        messages
    };
    assert_eq!(said(&["S"]), "medlar: server \"S\" does not exist\n");
    assert_eq!(said(&["s"]), "medlar: user mapping not found for \"gpadmin\"\n");
    assert_eq!(said(&["s", "-U", "eve"]), "medlar: role \"eve\" does not exist\n");
    let (status, output, messages) = medlar("CREATE SERVER;", &["s"]);
    assert_eq!((status, output.as_str()), (Some(3), ""));
    assert!(messages.contains("syntax error at or near \";\""), "{messages}");
}
