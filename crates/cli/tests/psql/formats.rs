//! Options about the form of results, and files that results go to.

use crate::{check, medlar};

const QUERY: &str = "select nspname, 1 as n from pg_namespace where nspname = 'public'";

#[test]
fn options_choose_the_format() {
    for (options, expected) in [
        (&["-A"][..], "nspname|n\npublic|1\n(1 row)\n"),
        (&["-At"], "public|1\n"),
        (&["-At", "-F", ","], "public,1\n"),
        (&["-Atz"], "public\x001\n"),
        (&["-A", "-R", ";"], "nspname|n;public|1;(1 row)\n"),
        (&["-At0"], "public|1\0"),
        (&["--csv"], "nspname,n\npublic,1\n"),
        (&["-Ax"], "nspname|public\nn|1\n"),
        (&["-t", "-P", "border=2"], "| public  | 1 |\n+---------+---+\n\n"),
        (&["-P", "format=jsonl"], "{\"nspname\":\"public\",\"n\":1}\n"),
        (
            &["-Ht", "-T", "x"],
            concat!(
                "<table border=\"1\" x>\n  <tr valign=\"top\">\n    <td align=\"left\">public</td>\n",
                "    <td align=\"right\">1</td>\n  </tr>\n</table>\n\n"
            ),
        ),
    ] {
        check(&[options, &["-c", QUERY]].concat(), "", 0, expected);
    }
    let refused = "psql: error: \\pset: unknown option: y\npsql: error: could not set printing parameter \"y\"\n";
    check(&["-P", "y=1"], "", 1, refused);
}

#[test]
fn results_go_to_files() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let [output, log] = ["psql-output", "psql-log"].map(|name| folder.join(name).display().to_string());
    check(&["-At", "-o", &output, "-L", &log, "-c", QUERY, "-c", "\\qecho x", "-c", "create schema s"], "", 0, "");
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "public|1\nx\nCREATE SCHEMA\n");
    let stars = "**************************\n\n";
    let expected = format!(
        "********* QUERY **********\n{QUERY}\n{stars} public  | 1\n\n\
         ********* QUERY **********\ncreate schema s\n{stars}CREATE SCHEMA\n"
    );
    assert_eq!(std::fs::read_to_string(&log).unwrap(), expected);

    let script =
        format!("{QUERY} \\g {output}\n\\o {log}\n{QUERY};\n\\w {output}.sql\n\\o\n{QUERY};\n\\i {output}.sql\n");
    check(&["-At"], &script, 0, "public|1\npublic|1\n");
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "public|1\n");
    assert_eq!(std::fs::read_to_string(&log).unwrap(), "public|1\n");
}

#[test]
fn programs_are_not_run() {
    let refused = |number, name| {
        format!("psql:<stdin>:{number}: error: \\{name} |…: commands are not run: Medlar has no shell\n")
    };
    let expected = [refused(1, "o"), refused(2, "g"), refused(3, "w")].concat();
    check(&["-f", "-"], "\\o |cat\n\\g |cat\n\\w |cat\n", 0, &expected);
}

#[test]
fn queries_are_timed() {
    let output = medlar(&["-At", "-c", "\\timing", "-c", QUERY]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let time = text.strip_prefix("Timing is on.\npublic|1\nTime: ").and_then(|rest| rest.strip_suffix(" ms\n"));
    assert!(time.is_some_and(|time| time.parse::<f64>().is_ok()), "{text}");
}
