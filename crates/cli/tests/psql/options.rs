//! Options of the command line, and variables.

use super::check;

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

/// A server that is not there can be named, and is not asked.
#[test]
fn options_about_the_server() {
    check(&["-w", "-n", "-h", "nowhere", "-p", "1", "-d", "none", "-c", "BEGIN"], "", 0, "BEGIN\n");
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
