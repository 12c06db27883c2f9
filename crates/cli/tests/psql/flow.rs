//! Where a run ends, and with which status.

use std::process::Command;

use super::check;

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

/// A condition ends with the script or the command that it stands in.
#[test]
fn open_conditions() {
    check(&["-c", "\\if false", "-c", "\\echo x"], "", 0, "x\n");
    let message = "reached EOF without finding closing \\endif(s)\n";
    check(&["-v", "ON_ERROR_STOP=1"], "\\if false\nDROP ROLE nope;\n", 3, message);
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

/// Rows that stand in a script are not executed, although COPY is not run.
#[test]
fn rows_of_copy_are_no_statements() {
    check(
        &["-c", "create table t (a text)", "-f", "-"],
        concat!("COPY public.t (a) FROM stdin;\n", "drop table t;\n", "it's\n", "\\.\n", "create table t (a text);\n"),
        0,
        concat!(
            "CREATE TABLE\n",
            "psql:<stdin>:1: ERROR:  COPY is recognised but not run by Medlar\n",
            "psql:<stdin>:5: ERROR:  relation \"t\" already exists\n",
        ),
    );
}
