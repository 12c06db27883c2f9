//! Options, exit statuses and the order of output of `medlar psql`, as recorded from psql 15.18.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

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
    let caller = std::panic::Location::caller().line();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("psql-{caller}.out"));
    let file = File::create(&path).unwrap();
    let mut child =
        medlar(arguments).stdin(Stdio::piped()).stdout(file.try_clone().unwrap()).stderr(file).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let given = child.wait().unwrap();
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, output, "{arguments:?}");
    assert_eq!(given.code(), Some(status), "{arguments:?}");
}

/// A script given with `-f` is named in messages; standard input is not.
#[test]
fn scripts_and_their_messages() {
    check(
        &["-f", "mixed.sql"],
        "",
        0,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "CREATE SERVER\n",
            "psql:mixed.sql:6: ERROR:  server \"s\" already exists\n",
            "same line\n",
            "psql:mixed.sql:8: ERROR:  syntax error at or near \";\"\n",
            "LINE 2:   foreign data;\n",
            "                      ^\n",
            "        List of foreign servers\n",
            " Name |  Owner   | Foreign-data wrapper \n",
            "------+----------+----------------------\n",
            " s    | postgres | w\n",
            "(1 row)\n",
            "\n",
            "psql:mixed.sql:10: error: invalid command \\nosuch\n",
            "CREATE SERVER\n",
        ),
    );
    check(
        &[],
        "create foreign data wrapper w;\ncreate server;\n\\nosuch\n",
        0,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "ERROR:  syntax error at or near \";\"\n",
            "LINE 1: create server;\n",
            "                     ^\n",
            "invalid command \\nosuch\n",
        ),
    );
    check(
        &["-f", "-"],
        "create server;\n\\nosuch\n",
        0,
        concat!(
            "psql:<stdin>:1: ERROR:  syntax error at or near \";\"\n",
            "LINE 1: create server;\n",
            "                     ^\n",
            "psql:<stdin>:2: error: invalid command \\nosuch\n",
        ),
    );
    check(
        &["-f", "byte-order-mark.sql"],
        "",
        0,
        concat!(
            "psql:byte-order-mark.sql:1: ERROR:  syntax error at or near \";\"\n",
            "LINE 1: create server;\n",
            "                     ^\n",
        ),
    );
    check(
        &["-f", "carriage-returns.sql"],
        "",
        0,
        concat!(
            "psql:carriage-returns.sql:3: ERROR:  syntax error at or near \"wrapper\"\n",
            "LINE 3:   wrapper;\n",
            "          ^\n",
        ),
    );
    check(
        &["-f", "includes.sql"],
        "",
        0,
        concat!(
            "outer\n",
            "psql:sub/deepest.sql:1: ERROR:  syntax error at or near \";\"\n",
            "LINE 1: alter server;\n",
            "                    ^\n",
            "psql:sub/inner.sql:2: ERROR:  syntax error at or near \";\"\n",
            "LINE 1: drop server;\n",
            "                   ^\n",
            "psql:sub/deepest.sql:1: ERROR:  syntax error at or near \";\"\n",
            "LINE 1: alter server;\n",
            "                    ^\n",
            "psql:sub/inner.sql:2: ERROR:  syntax error at or near \";\"\n",
            "LINE 1: drop server;\n",
            "                   ^\n",
            "psql:includes.sql:4: error: nosuch.sql: No such file or directory\n",
            "psql:includes.sql:5: ERROR:  syntax error at or near \";\"\n",
            "LINE 1: create;\n",
            "              ^\n",
        ),
    );
    check(&["-f", "nosuch.sql"], "", 1, "psql: error: nosuch.sql: No such file or directory\n");
    check(&["-c", "begin", "-f", "nosuch.sql"], "", 1, concat!("BEGIN\n", "nosuch.sql: No such file or directory\n",));
    check(&["-f", "sub"], "", 1, "psql:sub: error: could not read from input file: Is a directory\n");
}

/// The options that echo, alone and together: the last one counts.
#[test]
fn echo_options() {
    check(
        &["-a", "-f", "mixed.sql"],
        "",
        0,
        concat!(
            "-- not sent\n",
            "  /* sent */ create foreign data wrapper w;\n",
            "CREATE FOREIGN DATA WRAPPER\n",
            "create server s\n",
            "  foreign data wrapper w; create server s foreign data wrapper w; \\echo same line\n",
            "CREATE SERVER\n",
            "psql:mixed.sql:6: ERROR:  server \"s\" already exists\n",
            "same line\n",
            "create server t\n",
            "  foreign data;\n",
            "psql:mixed.sql:8: ERROR:  syntax error at or near \";\"\n",
            "LINE 2:   foreign data;\n",
            "                      ^\n",
            "\\des\n",
            "        List of foreign servers\n",
            " Name |  Owner   | Foreign-data wrapper \n",
            "------+----------+----------------------\n",
            " s    | postgres | w\n",
            "(1 row)\n",
            "\n",
            "\\nosuch\n",
            "psql:mixed.sql:10: error: invalid command \\nosuch\n",
            "create server u foreign data wrapper w\n",
            "CREATE SERVER\n",
        ),
    );
    check(
        &["-e", "-f", "mixed.sql"],
        "",
        0,
        concat!(
            "/* sent */ create foreign data wrapper w;\n",
            "CREATE FOREIGN DATA WRAPPER\n",
            "create server s\n",
            "  foreign data wrapper w;\n",
            "CREATE SERVER\n",
            "create server s foreign data wrapper w;\n",
            "psql:mixed.sql:6: ERROR:  server \"s\" already exists\n",
            "same line\n",
            "create server t\n",
            "  foreign data;\n",
            "psql:mixed.sql:8: ERROR:  syntax error at or near \";\"\n",
            "LINE 2:   foreign data;\n",
            "                      ^\n",
            "        List of foreign servers\n",
            " Name |  Owner   | Foreign-data wrapper \n",
            "------+----------+----------------------\n",
            " s    | postgres | w\n",
            "(1 row)\n",
            "\n",
            "psql:mixed.sql:10: error: invalid command \\nosuch\n",
            "create server u foreign data wrapper w\n",
            "CREATE SERVER\n",
        ),
    );
    check(
        &["-b", "-f", "fails.sql"],
        "",
        0,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "psql:fails.sql:2: ERROR:  foreign-data wrapper \"w\" already exists\n",
            "psql:fails.sql:2: STATEMENT:  create foreign data wrapper w;\n",
            "after\n",
        ),
    );
    check(
        &["-a", "-q", "-f", "mixed.sql"],
        "",
        0,
        concat!(
            "-- not sent\n",
            "  /* sent */ create foreign data wrapper w;\n",
            "create server s\n",
            "  foreign data wrapper w; create server s foreign data wrapper w; \\echo same line\n",
            "psql:mixed.sql:6: ERROR:  server \"s\" already exists\n",
            "same line\n",
            "create server t\n",
            "  foreign data;\n",
            "psql:mixed.sql:8: ERROR:  syntax error at or near \";\"\n",
            "LINE 2:   foreign data;\n",
            "                      ^\n",
            "\\des\n",
            "        List of foreign servers\n",
            " Name |  Owner   | Foreign-data wrapper \n",
            "------+----------+----------------------\n",
            " s    | postgres | w\n",
            "(1 row)\n",
            "\n",
            "\\nosuch\n",
            "psql:mixed.sql:10: error: invalid command \\nosuch\n",
            "create server u foreign data wrapper w\n",
        ),
    );
    check(
        &["-a", "-b", "-c", "create"],
        "",
        1,
        concat!(
            "ERROR:  syntax error at end of input\n",
            "LINE 1: create\n",
            "              ^\n",
            "STATEMENT:  create\n",
        ),
    );
    check(
        &["-b", "-e", "-c", "create"],
        "",
        1,
        concat!("create\n", "ERROR:  syntax error at end of input\n", "LINE 1: create\n", "              ^\n",),
    );
    check(&["-a", "-c", "begin", "-c", "\\echo x"], "", 0, concat!("begin\n", "BEGIN\n", "echo x\n", "x\n",));
}

#[test]
fn verbosity() {
    check(
        &["-v", "VERBOSITY=verbose", "-c", "create server", "-c", "drop server if exists s"],
        "",
        0,
        concat!(
            "ERROR:  42601: syntax error at end of input\n",
            "LINE 1: create server\n",
            "                     ^\n",
            "NOTICE:  00000: server \"s\" does not exist, skipping\n",
            "DROP SERVER\n",
        ),
    );
    check(
        &["-v", "VERBOSITY=terse", "-c", "create server", "-c", "drop server if exists s"],
        "",
        0,
        concat!(
            "ERROR:  syntax error at end of input at character 14\n",
            "NOTICE:  server \"s\" does not exist, skipping\n",
            "DROP SERVER\n",
        ),
    );
    check(
        &["-v", "VERBOSITY=sqlstate", "-c", "create server", "-c", "drop server if exists s"],
        "",
        0,
        concat!("ERROR:  42601\n", "NOTICE:  00000\n", "DROP SERVER\n",),
    );
    check(
        &["-v", "VERBOSITY=loud", "-c", "begin"],
        "",
        1,
        concat!(
            "psql: error: unrecognized value \"loud\" for \"VERBOSITY\"\n",
            "Available values are: default, verbose, terse, sqlstate.\n",
        ),
    );
}

/// 0 when the last action succeeds, 1 after a failed `-c`, 3 where ON_ERROR_STOP ends a script.
#[test]
fn exit_status() {
    check(
        &["-c", "create", "-c", "begin"],
        "",
        0,
        concat!("ERROR:  syntax error at end of input\n", "LINE 1: create\n", "              ^\n", "BEGIN\n",),
    );
    check(
        &["-c", "begin", "-c", "create"],
        "",
        1,
        concat!("BEGIN\n", "ERROR:  syntax error at end of input\n", "LINE 1: create\n", "              ^\n",),
    );
    check(
        &["-v", "ON_ERROR_STOP=1", "-c", "create", "-c", "begin"],
        "",
        1,
        concat!("ERROR:  syntax error at end of input\n", "LINE 1: create\n", "              ^\n",),
    );
    check(
        &["-f", "fails.sql"],
        "",
        0,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "psql:fails.sql:2: ERROR:  foreign-data wrapper \"w\" already exists\n",
            "after\n",
        ),
    );
    check(
        &["-v", "ON_ERROR_STOP=1", "-f", "fails.sql", "-c", "begin"],
        "",
        3,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "psql:fails.sql:2: ERROR:  foreign-data wrapper \"w\" already exists\n",
        ),
    );
    check(
        &["-v", "ON_ERROR_STOP=1", "-f", "includes.sql"],
        "",
        3,
        concat!(
            "outer\n",
            "psql:sub/deepest.sql:1: ERROR:  syntax error at or near \";\"\n",
            "LINE 1: alter server;\n",
            "                    ^\n",
        ),
    );
    check(
        &["-v", "ON_ERROR_STOP=1"],
        "create;\n\\echo no\n",
        3,
        concat!("ERROR:  syntax error at or near \";\"\n", "LINE 1: create;\n", "              ^\n",),
    );
    check(&["-c", "\\nosuch"], "", 1, "invalid command \\nosuch\n");
    check(&["-c", "\\q"], "", 0, "");
    check(&["-v", "a b=c"], "", 1, "psql: error: invalid variable name: \"a b\"\n");
    check(&[], "", 0, "");
}

#[test]
fn single_transaction() {
    check(
        &["-1", "-c", "create foreign data wrapper w", "-c", "create", "-c", "\\dew"],
        "",
        1,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "ERROR:  syntax error at end of input\n",
            "LINE 1: create\n",
            "              ^\n",
            "ERROR:  current transaction is aborted, commands ignored until end of transaction block\n",
        ),
    );
    check(
        &["-1", "-v", "ON_ERROR_STOP=1", "-c", "create foreign data wrapper w", "-c", "create", "-c", "\\dew"],
        "",
        1,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "ERROR:  syntax error at end of input\n",
            "LINE 1: create\n",
            "              ^\n",
        ),
    );
    check(
        &["-1", "-f", "fails.sql"],
        "",
        0,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "psql:fails.sql:2: ERROR:  foreign-data wrapper \"w\" already exists\n",
            "after\n",
        ),
    );
    check(
        &["-1", "-v", "ON_ERROR_STOP=1", "-f", "fails.sql"],
        "",
        3,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "psql:fails.sql:2: ERROR:  foreign-data wrapper \"w\" already exists\n",
        ),
    );
    check(
        &["-1", "-c", "begin", "-c", "commit"],
        "",
        0,
        concat!(
            "WARNING:  there is already a transaction in progress\n",
            "BEGIN\n",
            "COMMIT\n",
            "WARNING:  there is no transaction in progress\n",
        ),
    );
    check(&["-1"], "create foreign data wrapper w;\n", 0, "CREATE FOREIGN DATA WRAPPER\n");
}

/// A string of several statements is one query: messages overtake the tags before them.
#[test]
fn several_statements_in_one_command() {
    check(
        &[
            "-c",
            "drop server if exists a; create foreign data wrapper w; drop server if exists b; begin; drop server if exists c; drop server if exists d; drop server e; create foreign data wrapper x",
        ],
        "",
        1,
        concat!(
            "NOTICE:  server \"a\" does not exist, skipping\n",
            "NOTICE:  server \"b\" does not exist, skipping\n",
            "DROP SERVER\n",
            "CREATE FOREIGN DATA WRAPPER\n",
            "NOTICE:  server \"c\" does not exist, skipping\n",
            "DROP SERVER\n",
            "NOTICE:  server \"d\" does not exist, skipping\n",
            "BEGIN\n",
            "DROP SERVER\n",
            "DROP SERVER\n",
            "ERROR:  server \"e\" does not exist\n",
        ),
    );
    check(
        &["-v", "SHOW_ALL_RESULTS=off", "-c", "drop server if exists a; create foreign data wrapper w"],
        "",
        0,
        concat!("NOTICE:  server \"a\" does not exist, skipping\n", "CREATE FOREIGN DATA WRAPPER\n",),
    );
    check(
        &["-c", "create foreign data wrapper w; create foreign data wrapper w", "-c", "\\dew"],
        "",
        0,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "ERROR:  foreign-data wrapper \"w\" already exists\n",
            "   List of foreign-data wrappers\n",
            " Name | Owner | Handler | Validator \n",
            "------+-------+---------+-----------\n",
            "(0 rows)\n",
            "\n",
        ),
    );
    check(&["-c", ";;", "-c", "", "-c", "-- nothing"], "", 0, "");
}

#[test]
fn variables() {
    check(
        &[
            "-v",
            "w=my wrapper",
            "-c",
            "\\echo :w :'w' :\"w\" :{?w} :{?x} :x",
            "-c",
            "create foreign data wrapper :\"w\"",
        ],
        "",
        1,
        concat!(
            "my wrapper 'my wrapper' \"my wrapper\" TRUE FALSE :x\n",
            "ERROR:  syntax error at or near \":\"\n",
            "LINE 1: create foreign data wrapper :\"w\"\n",
            "                                    ^\n",
        ),
    );
    check(
        &["-v", "w=my wrapper"],
        "create foreign data wrapper :\"w\";\n\\dew\n\\set x :w\n\\set v :v\ncreate :v :'x';\n\\unset x\ncreate :x;\n",
        0,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "        List of foreign-data wrappers\n",
            "    Name    |  Owner   | Handler | Validator \n",
            "------------+----------+---------+-----------\n",
            " my wrapper | postgres | -       | -\n",
            "(1 row)\n",
            "\n",
            "skipping recursive expansion of variable \"v\"\n",
            "ERROR:  syntax error at or near \":\"\n",
            "LINE 1: create :v 'my wrapper';\n",
            "               ^\n",
            "ERROR:  syntax error at or near \":\"\n",
            "LINE 1: create :x;\n",
            "               ^\n",
        ),
    );
    check(&["-v", "QUIET", "-c", "\\echo :QUIET", "-v", "QUIET=", "-c", "begin"], "", 0, "on\n");
    check(
        &[],
        "create server;\n\\echo :ERROR :SQLSTATE :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE\nbegin;\n\\echo :ERROR :SQLSTATE :LAST_ERROR_SQLSTATE\n",
        0,
        concat!(
            "ERROR:  syntax error at or near \";\"\n",
            "LINE 1: create server;\n",
            "                     ^\n",
            "true 42601 42601 syntax error at or near \";\"\n",
            "BEGIN\n",
            "false 00000 42601\n",
        ),
    );
    check(
        &[],
        "\\set ON_ERROR_ROLLBACK on\nbegin;\ncreate;\ncreate foreign data wrapper w;\ncommit;\n\\dew\n",
        0,
        concat!(
            "BEGIN\n",
            "ERROR:  syntax error at or near \";\"\n",
            "LINE 1: create;\n",
            "              ^\n",
            "CREATE FOREIGN DATA WRAPPER\n",
            "COMMIT\n",
            "     List of foreign-data wrappers\n",
            " Name |  Owner   | Handler | Validator \n",
            "------+----------+---------+-----------\n",
            " w    | postgres | -       | -\n",
            "(1 row)\n",
            "\n",
        ),
    );
    check(
        &[],
        "\\set AUTOCOMMIT off\ncreate foreign data wrapper w;\nrollback;\n\\dew\n",
        0,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "ROLLBACK\n",
            "   List of foreign-data wrappers\n",
            " Name | Owner | Handler | Validator \n",
            "------+-------+---------+-----------\n",
            "(0 rows)\n",
            "\n",
        ),
    );
    check(
        &["-S"],
        "create foreign data wrapper w\ncreate server (\n) s\n",
        0,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "ERROR:  syntax error at or near \"(\"\n",
            "LINE 1: create server (\n",
            "                      ^\n",
        ),
    );
}

#[test]
fn long_options() {
    check(
        &["--command=begin", "--set=VERBOSITY=verbose", "--command=create", "--quiet", "--echo-errors", "--no-psqlrc"],
        "",
        1,
        concat!(
            "ERROR:  42601: syntax error at end of input\n",
            "LINE 1: create\n",
            "              ^\n",
            "STATEMENT:  create\n",
        ),
    );
    check(
        &["--single-transaction", "--echo-queries", "--file", "fails.sql", "--variable", "ON_ERROR_STOP=1"],
        "",
        3,
        concat!(
            "create foreign data wrapper w;\n",
            "CREATE FOREIGN DATA WRAPPER\n",
            "create foreign data wrapper w;\n",
            "psql:fails.sql:2: ERROR:  foreign-data wrapper \"w\" already exists\n",
        ),
    );
    check(
        &["--echo-all", "--single-line", "--file=fails.sql"],
        "",
        0,
        concat!(
            "create foreign data wrapper w;\n",
            "CREATE FOREIGN DATA WRAPPER\n",
            "create foreign data wrapper w;\n",
            "psql:fails.sql:2: ERROR:  foreign-data wrapper \"w\" already exists\n",
            "\\echo after\n",
            "after\n",
        ),
    );
}

/// A caret stands under its character also behind wide ones.
#[test]
fn wide_characters() {
    check(
        &[
            "-c",
            "create foreign data wrapper \"日本\" options (\"語\" 'x')",
            "-c",
            "\\dew+",
            "-c",
            "create server \"日本語日本語日本語日本語日本語日本語\" foreign data wrapper w options (\"é\" 'x') nowhere and a long way to the end",
            "-c",
            "create\tserver\t日\tx",
        ],
        "",
        1,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "                             List of foreign-data wrappers\n",
            " Name |  Owner   | Handler | Validator | Access privileges | FDW options | Description \n",
            "------+----------+---------+-----------+-------------------+-------------+-------------\n",
            " 日本 | postgres | -       | -         |                   | (\"語\" 'x')  | \n",
            "(1 row)\n",
            "\n",
            "ERROR:  syntax error at or near \"nowhere\"\n",
            "LINE 1: ...日本語\" foreign data wrapper w options (\"é\" 'x') nowhere an...\n",
            "                                                            ^\n",
            "ERROR:  syntax error at or near \"x\"\n",
            "LINE 1: create server 日 x\n",
            "                         ^\n",
        ),
    );
}

/// A server that is not there can be named, and is not asked.
#[test]
fn options_about_the_server() {
    check(&["-w", "-n", "-h", "nowhere", "-p", "1", "-d", "none", "-c", "BEGIN"], "", 0, "BEGIN\n");
}

/// A condition ends with the script or the command that it stands in.
#[test]
fn open_conditions() {
    check(&["-c", "\\if false", "-c", "\\echo x"], "", 0, "x\n");
    let message = "reached EOF without finding closing \\endif(s)\n";
    check(&["-v", "ON_ERROR_STOP=1"], "\\if false\nDROP ROLE nope;\n", 3, message);
}

/// Results go to standard output and messages to standard error.
#[test]
fn two_outputs() {
    let output = medlar(&["-c", "begin", "-c", "create"]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "BEGIN\n");
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "ERROR:  syntax error at end of input\nLINE 1: create\n              ^\n"
    );
}

/// A role that is not there cannot connect.
#[test]
fn roles() {
    check(
        &["-U", "nosuch", "-c", "begin"],
        "",
        2,
        "psql: error: connection to server failed: FATAL:  role \"nosuch\" does not exist\n",
    );
    check(&["-U", "postgres", "-c", "begin", "-c", "\\echo :USER"], "", 0, "BEGIN\npostgres\n");
}

/// A script that is not UTF-8 ends with the file's name and the byte.
#[test]
fn not_utf8() {
    check(
        &["-f", "latin1.sql"],
        "",
        1,
        concat!(
            "CREATE FOREIGN DATA WRAPPER\n",
            "psql:latin1.sql:2: error: not UTF-8: invalid byte 0xe9 at offset 49\n",
        ),
    );
}

/// A reader that goes away ends the command without a word.
#[test]
fn a_closed_pipe() {
    let mut child =
        medlar(&["-f", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all("begin;\n".repeat(50_000).as_bytes());
    drop(stdin);
    child.wait().unwrap();
}

/// The target is PostgreSQL 14's psql for Cloudberry 2: only the last result of a string is shown.
#[test]
fn the_target_decides_how_many_results_are_shown() {
    for (target, output) in [("cloudberry-2", "COMMIT\n"), ("cloudberry-main", "BEGIN\nCOMMIT\n")] {
        let given = Command::new(env!("CARGO_BIN_EXE_medlar"))
            .args(["psql", "--target", target, "-c", "begin; commit"])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(given.stdout).unwrap(), output);
    }
}
