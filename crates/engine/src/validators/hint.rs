//! `invalid option "…"` and its HINT, in which the versions differ.

use medlar_syntax::SqlState;
use medlar_syntax::target::InvalidOptionHint;

use crate::message::Failure;
use crate::options::OptionFault;
use crate::validators::Part;

/// Names and candidates longer than this have no distance.
const LONGEST_COMPARED: usize = 255;
/// A candidate at a greater distance is not meant.
const GREATEST_DISTANCE: usize = 4;

const NO_VALID_OPTIONS: &str = "There are no valid options in this context.";

/// The error for an option that is not in the list, which is in the server's order.
pub(super) fn invalid_option<'a>(
    sqlstate: SqlState,
    name: &'a str,
    style: InvalidOptionHint,
    valid: impl Iterator<Item = &'static str> + Clone,
) -> Result<(), OptionFault<'a>> {
    let failure = Failure::new(sqlstate, format!("invalid option \"{name}\""));
    let empty = valid.clone().next().is_none();
    let failure = match style {
        InvalidOptionHint::ListOrNone | InvalidOptionHint::ClosestMatch if empty => failure.hint(NO_VALID_OPTIONS),
        InvalidOptionHint::List | InvalidOptionHint::ListOrNone => {
            let list: Vec<&str> = valid.collect();
            failure.hint(format!("Valid options in this context are: {}", list.join(", ")))
        }
        InvalidOptionHint::ClosestMatch => match closest(name, valid) {
            Some(candidate) => failure.hint(format!("Perhaps you meant the option \"{candidate}\".")),
            None => failure,
        },
    };
    Err(OptionFault { failure, name, part: Part::Name })
}

/// The candidate at the smallest distance, the first of several; none that is farther than four or
/// than half the length of the name.
fn closest(name: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    if name.is_empty() || name.len() > LONGEST_COMPARED {
        return None;
    }
    let limit = GREATEST_DISTANCE.min(name.len() / 2);
    candidates
        .map(|candidate| (levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The number of characters to insert, delete or substitute.
pub(crate) fn levenshtein(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (line, from) in from.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(to.chars()) {
            let substituted = diagonal + usize::from(from != to);
            diagonal = *cell;
            left = substituted.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_option_that_was_meant() {
        let mapping = ["user", "password", "sslpassword"];
        let cases =
            [("username", Some("user")), ("foo", None), ("passwort", Some("password")), ("", None), ("u", None)];
        for (name, expected) in cases {
            assert_eq!(closest(name, mapping.into_iter()), expected, "{name}");
        }
        assert_eq!(closest("hots", ["service", "host", "port"].into_iter()), Some("host"));
    }

    #[test]
    fn counts_characters() {
        assert_eq!(levenshtein("kitten", "sitting"), 3);
        assert_eq!(levenshtein("é", "e"), 1);
        assert_eq!(levenshtein("", "abc"), 3);
    }
}
