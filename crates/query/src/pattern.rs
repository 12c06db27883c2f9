//! LIKE and regular expressions.

use medlar_engine::{Checked, Failure};
use medlar_syntax::SqlState;
use regex_lite::{Regex, RegexBuilder};

use crate::unsupported;

/// Whether upper and lower case are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Counts,
    /// Those of ASCII are not.
    OfAscii,
    /// None are.
    OfAll,
}

/// `text LIKE pattern`, or ILIKE.
pub(crate) fn is_like(text: &str, pattern: &str, case: Case) -> Checked<bool> {
    let lower = |text: &str| match case {
        Case::Counts => text.to_owned(),
        Case::OfAscii => text.to_ascii_lowercase(),
        Case::OfAll => text.to_lowercase(),
    };
    let (text, pattern) = (lower(text), lower(pattern));
    let mut parts = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        parts.push(match character {
            '%' => Part::Any,
            '_' => Part::One,
            '\\' => characters.next().map_or(Part::Nothing, Part::Character),
            other => Part::Character(other),
        });
    }
    let text: Vec<char> = text.chars().collect();
    fits(&text, &parts)
}

enum Part {
    Any,
    One,
    Character(char),
    /// A backslash with nothing behind it.
    Nothing,
}

/// Goes back only to the last `%`, which is enough.
fn fits(text: &[char], parts: &[Part]) -> Checked<bool> {
    let (mut at, mut part) = (0, 0);
    let mut retry = None;
    loop {
        let step = match (parts.get(part), text.get(at)) {
            (None, None) => return Ok(true),
            (Some(Part::Any), _) => {
                retry = Some((at, part + 1));
                part += 1;
                continue;
            }
            (Some(Part::One), Some(_)) => true,
            (Some(Part::Character(wanted)), Some(found)) => wanted == found,
            (Some(Part::Nothing), Some(_)) => {
                let message = "LIKE pattern must not end with escape character";
                return Err(Failure::new(SqlState::InvalidEscapeSequence, message));
            }
            _ => false,
        };
        if step {
            (at, part) = (at + 1, part + 1);
            continue;
        }
        match retry {
            Some((from, behind)) if from < text.len() => {
                (at, part) = (from + 1, behind);
                retry = Some((from + 1, behind));
            }
            _ => return Ok(false),
        }
    }
}

/// `text ~ pattern`
pub(crate) fn matches(text: &str, pattern: &str, ignores_case: bool) -> Checked<bool> {
    Ok(compile(pattern, ignores_case)?.is_match(text))
}

/// A regular expression; those of the server and of the library agree in what is common.
pub(crate) fn compile(pattern: &str, ignores_case: bool) -> Checked<Regex> {
    let regex = RegexBuilder::new(pattern).case_insensitive(ignores_case).build();
    regex.map_err(|_| unsupported(&format!("The regular expression \"{pattern}\"")))
}

#[cfg(test)]
mod tests {
    use super::{Case, is_like};

    #[test]
    fn like_goes_back_to_the_last_percent_sign() {
        for (text, pattern, expected) in [
            ("pg_foreign_server", "pg\\_%", true),
            ("pgxforeign", "pg\\_%", false),
            ("aXbXc", "%X%c", true),
            ("abc", "a_c", true),
            ("abc", "a%b", false),
            ("", "%", true),
            ("aab", "%ab", true),
        ] {
            assert_eq!(is_like(text, pattern, Case::Counts).unwrap(), expected, "{text} {pattern}");
        }
        assert!(is_like("ABC", "a%", Case::OfAll).unwrap());
    }
}
