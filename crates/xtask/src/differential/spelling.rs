//! The ways in which one name, string or keyword can be written, and the space between tokens.

use fastrand::Rng;

/// Longer than the 63 bytes that a name keeps; cut in the middle of a character.
const OVERLONG: &str = "server_with_a_name_that_is_longer_than_the_sixty_three_bytes_it_éé_keeps";

/// Words that are keywords of one class or another, used as names.
const KEYWORDS: &[&str] =
    &["select", "user", "table", "options", "wrapper", "left", "between", "type", "version", "none", "public"];

/// A keyword in upper, lower or mixed case.
pub fn keyword(word: &str, rng: &mut Rng) -> String {
    match rng.u8(..10) {
        0..=5 => word.to_owned(),
        6..=8 => word.to_lowercase(),
        _ => mixed_case(word, rng),
    }
}

/// A name in one of its spellings; now and then another name that is hard to read.
pub fn name(name: &str, rng: &mut Rng) -> String {
    let plain =
        name.chars().all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_');
    match rng.u8(..100) {
        0 => OVERLONG.to_owned(),
        1 => format!("\"{OVERLONG}\""),
        2 => rng.choice(KEYWORDS).copied().unwrap_or_default().to_owned(),
        3 => "\"\"".to_owned(),
        4 => format!("\"{name}\"\"\""),
        5..=7 => format!("U&\"{}\"", escaped(name, rng)),
        8 => format!("U&\"{}\" UESCAPE '!'", escaped(name, rng).replace('\\', "!")),
        9..=19 if plain => mixed_case(name, rng),
        20..=39 => format!("\"{name}\""),
        _ if plain => name.to_owned(),
        _ => format!("\"{name}\""),
    }
}

/// A string literal with that value; now and then one that the scanner refuses.
pub fn string(value: &str, rng: &mut Rng) -> String {
    let doubled = value.replace('\'', "''");
    match rng.u8(..60) {
        0..=1 => format!("E'{}'", value.replace('\\', "\\\\").replace('\'', "\\'")),
        2 => format!("E'\\x41\\101\\u00e9{doubled}'").replace("\\'", "'"),
        3 => format!("$${value}$$"),
        4 => format!("$tag$ {value} $tag$"),
        5 => format!("U&'{}'", escaped(&doubled, rng)),
        6 => format!("'{doubled}'\n  'and more'"),
        7 => format!("N'{doubled}'"),
        8 => rng
            .choice(&["B'101'", "X'1F'", "12", "E'\\u00'", "U&'\\00'", "1.5e", "$1", "E'\\xff'"])
            .copied()
            .unwrap_or_default()
            .to_owned(),
        9 => value.split_whitespace().next().unwrap_or("x").to_owned(),
        _ => format!("'{doubled}'"),
    }
}

/// What stands between two tokens.
pub fn space(rng: &mut Rng) -> &'static str {
    match rng.u8(..60) {
        0 => "\n",
        1 => "\t ",
        2 => " /* a comment */ ",
        3 => " /* /* nested */ é */ ",
        4 => " -- to the end\n",
        5 => "   ",
        6 => "\n\n  ",
        _ => " ",
    }
}

fn mixed_case(word: &str, rng: &mut Rng) -> String {
    word.chars()
        .map(|character| if rng.bool() { character.to_ascii_uppercase() } else { character.to_ascii_lowercase() })
        .collect()
}

/// Some characters as `\XXXX` or `\+XXXXXX`, a backslash doubled.
fn escaped(text: &str, rng: &mut Rng) -> String {
    let one = |character: char| match (character, rng.u8(..6)) {
        ('\\', _) => "\\\\".to_owned(),
        ('\'', _) => "'".to_owned(),
        (character, 0) => format!("\\{:04x}", u32::from(character)),
        (character, 1) => format!("\\+{:06X}", u32::from(character)),
        (character, _) => character.to_string(),
    };
    text.chars().map(one).collect()
}
