//! What is printed, where and how much of it.

use std::io::Write;
use std::process::Stdio;

use super::{check, medlar};

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
