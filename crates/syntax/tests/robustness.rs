//! Whatever the text is, there is an answer at once, and it makes sense.

use std::time::{Duration, Instant};

use medlar_syntax::lexeme::lexemes;
use medlar_syntax::split::pieces;
use medlar_syntax::{ByteOffset, Target, parse};
use proptest::prelude::*;

const STATEMENTS: &[&str] = &[
    "CREATE SERVER IF NOT EXISTS s TYPE 'a' VERSION E'\\x41' FOREIGN DATA WRAPPER w OPTIONS (host 'h', \"Port\" $$1$$);",
    "ALTER SERVER s VERSION NULL OPTIONS (ADD a '1', SET b '2', DROP c);",
    "CREATE FOREIGN DATA WRAPPER w HANDLER a.b NO VALIDATOR OPTIONS (a U&'d!0061' UESCAPE '!');",
    "CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (user 'é');",
    "GRANT USAGE, SELECT (a) ON FOREIGN SERVER s, t TO GROUP a, PUBLIC WITH GRANT OPTION GRANTED BY b;",
    "CREATE ROLE a WITH LOGIN CONNECTION LIMIT -1 IN ROLE b, c VALID UNTIL 'x';",
    "COMMENT ON SERVER s IS /* c /* d */ */ 'x' -- y\n 'z';",
    "CREATE FOREIGN TABLE s.t (a int OPTIONS (b 'c') DEFAULT f(1) + 2, CHECK (a > 0)) INHERITS (p) SERVER s;",
    "CREATE TABLE t (a int PRIMARY KEY, EXCLUDE USING g (b WITH =)) PARTITION BY RANGE (a, (b + 1)) WITH (c = 1);",
    "ALTER TABLE ONLY t ADD a int, ALTER b SET DEFAULT 1, ENABLE ROW LEVEL SECURITY, ADD UNIQUE (c) NOT DEFERRABLE;",
    "CREATE FUNCTION f(a int, OUT b t.c%TYPE DEFAULT 1) RETURNS TABLE (d int) LANGUAGE sql AS 'x' SET e TO f;",
    "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1 GRANT SELECT ON a.b TO c;",
    "CREATE WRITABLE EXTERNAL WEB TABLE t (LIKE u) EXECUTE 'x' FORMAT 'csv' (QUOTE '\"', FORCE QUOTE *) ENCODING 6;",
    "CREATE FOREIGN TABLE t (a numeric(3)[] DEFAULT -1 + f(x => CASE WHEN b THEN interval '1' day END), CHECK (a IN (1, NULL) AND NOT b[1:2] LIKE ANY (c) OR (d).e IS NOT DISTINCT FROM ROW(1, 2)::t)) SERVER s;",
    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET ROLE = 'a'; ROLLBACK TO SAVEPOINT b;",
];

const FRAGMENTS: &[&str] = &[
    "'", "\"", "$$", "$a$", "/*", "*/", "--", "\\", "E'", "U&\"", "U&'", "UESCAPE", "(", ")", ";", ",", ".", "\n",
    "\0", "é", "😀", "1e", "0x", "::", "@+-", "\\u12", "\\D800", " NOT ", " WITH ", "[", "]", " IS ", " CASE ", "= ",
    " nulls ", "\u{B}", "",
];

/// Nothing panics, and every place that is named lies in the text.
fn examine(text: &str) {
    for target in Target::ALL {
        let parse = parse(text, target);
        for statement in &parse.statements {
            assert!(!statement.span.of(text).is_empty());
        }
        if let Some(error) = &parse.error {
            assert!(parse.statements.is_empty());
            assert!(error.subject.end.index() <= text.len());
            assert!(error.position.is_none_or(|position| position.index() <= text.len()));
        }
        let mut end = 0;
        for piece in pieces(text, ByteOffset(0), target) {
            assert_eq!(piece.span.start.index(), end);
            assert!(piece.span.start <= piece.content_start && piece.content_start <= piece.span.end);
            assert!(piece.span.end > piece.span.start);
            end = piece.span.end.index();
        }
        assert_eq!(end, text.len());
        let mut end = 0;
        for lexeme in lexemes(text, ByteOffset(0), target) {
            assert!(lexeme.span.start.index() >= end);
            assert!(!lexeme.span.of(text).is_empty());
            end = lexeme.span.end.index();
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        examine(&text);
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        examine(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn mutated_statements_are_answered(
        statements in prop::collection::vec(prop::sample::select(STATEMENTS), 1..3),
        mutations in prop::collection::vec((any::<prop::sample::Index>(), 0..8_usize, prop::sample::select(FRAGMENTS)), 1..4),
    ) {
        let mut text: Vec<char> = statements.concat().chars().collect();
        for (place, length, fragment) in mutations {
            let start = place.index(text.len() + 1);
            let end = (start + length).min(text.len());
            text.splice(start..end, fragment.chars());
        }
        examine(&text.into_iter().collect::<String>());
    }
}

/// A statement with the expression.
fn check(before: &str, inside: &str, behind: &str) -> String {
    format!("CREATE FOREIGN TABLE t (a text, CHECK ({before}{inside}{behind})) SERVER s")
}

#[test]
fn large_and_deep_texts_are_answered_at_once() {
    let megabyte = 1 << 20;
    for text in [
        format!("'{}", "x".repeat(10 * megabyte)),
        format!("E'{}", "\\x41".repeat(megabyte / 4)),
        format!("CREATE SERVER {}", "a".repeat(megabyte)),
        format!("CREATE SERVER \"{}\"", "é".repeat(megabyte / 2)),
        "/*".repeat(100_000),
        format!("{}{}", "/*".repeat(100_000), "*/".repeat(100_000)),
        "(".repeat(100_000),
        format!("SELECT {}{};", "(".repeat(100_000), ")".repeat(100_000)),
        check(&"(".repeat(100_000), "1", &")".repeat(100_000)),
        check(&"f(".repeat(100_000), "1", &")".repeat(100_000)),
        check(&"- ".repeat(100_000), "a", ""),
        check(&"not ".repeat(100_000), "a", ""),
        check(&"array[".repeat(100_000), "1", &"]".repeat(100_000)),
        check(&format!("array{}", "[".repeat(100_000)), "1", &"]".repeat(100_000)),
        check(&"case when ".repeat(100_000), "", ""),
        check("1", &" + 1".repeat(100_000), ""),
        check("a", &" and a".repeat(100_000), ""),
        check("a", &"[1]".repeat(100_000), ""),
        check("(a)", &".b".repeat(100_000), ""),
        check("a", &"::text".repeat(100_000), ""),
        check("a", &" is null".repeat(100_000), ""),
        check("1 in (", &"1,".repeat(100_000), "1)"),
        "$a".repeat(megabyte / 2),
        "$a$b".repeat(megabyte / 4),
        "'a'\n".repeat(megabyte / 4),
        "'a' \n--\n".repeat(megabyte / 8),
        ";".repeat(megabyte),
        "\\\n".repeat(megabyte / 2),
        "+-".repeat(megabyte / 2),
        "1".repeat(megabyte),
        "U&'a'".repeat(megabyte / 5),
        "not ".repeat(megabyte / 4),
        "CREATE FOREIGN DATA WRAPPER w ".to_owned() + &"NO HANDLER ".repeat(megabyte / 11),
    ] {
        let start = Instant::now();
        let parse = parse(&text, Target::Postgresql15);
        let pieces = pieces(&text, ByteOffset(0), Target::Postgresql15).count();
        let lexemes = lexemes(&text, ByteOffset(0), Target::Postgresql15).count();
        let elapsed = start.elapsed();
        let beginning: String = text.chars().take(12).collect();
        assert!(elapsed < Duration::from_secs(20), "{beginning}… took {elapsed:?}");
        assert!(pieces > 0 && lexemes > 0 && (parse.error.is_some() || parse.statements.len() <= 1));
    }
}

#[test]
fn null_characters_are_refused() {
    let parse = parse("CREATE SERVER a\0b", Target::Postgresql15);
    assert_eq!(parse.error.unwrap().message, "invalid byte sequence for encoding \"UTF8\": 0x00");
}
