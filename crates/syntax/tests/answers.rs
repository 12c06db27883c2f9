//! Every query string of `postgresql_15.answers` gets the answer that the server gave.

#![expect(clippy::unwrap_used, reason = "a test file")]

use std::fmt::Write;

use medlar_syntax::{Target, parse};

fn escaped(text: &str) -> String {
    let mut result = String::new();
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' | '\\' | '\0'..='\x1F' | '\x7F' => result.extend(character.escape_default()),
            _ => result.push(character),
        }
    }
    result
}

fn unescaped(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        result.push_str(before);
        let (character, length) = match after.as_bytes()[0] {
            b'n' => ('\n', 1),
            b'r' => ('\r', 1),
            b't' => ('\t', 1),
            b'u' => {
                let digits = after[2..].split_once('}').unwrap().0;
                (char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap(), digits.len() + 3)
            }
            _ => ('\\', 1),
        };
        result.push(character);
        rest = &after[length..];
    }
    result + rest
}

fn answer(text: &str) -> String {
    let parse = parse(text, Target::Postgresql15);
    let mut answer = String::new();
    for notice in &parse.notices {
        writeln!(answer, "NOTICE {}", escaped(&notice.message)).unwrap();
    }
    match parse.error {
        None => answer.push_str("ok\n"),
        Some(error) => {
            let position = error.position.map_or(0, |position| position.to_char_position(text).0);
            writeln!(answer, "{} {position} {}", error.sqlstate.code(), escaped(&error.message)).unwrap();
            if let Some(hint) = error.hint {
                writeln!(answer, "HINT {}", escaped(&hint)).unwrap();
            }
        }
    }
    answer
}

#[test]
fn answers_are_the_servers() {
    let recorded = include_str!("postgresql_15.answers");
    let cases = recorded.split("\n> ").skip(1);
    let mut count = 0;
    let mut differences = String::new();
    for case in cases {
        let (query, expected) = case.split_once('\n').unwrap();
        let answer = answer(&unescaped(query));
        if answer.trim_end() != expected.trim_end() {
            write!(differences, "> {query}\nserver: {expected}\nours:   {answer}\n").unwrap();
        }
        count += 1;
    }
    assert!(count > 500, "{count} cases");
    assert!(differences.is_empty(), "{differences}");
}
