//! Display width of text in columns, as psql and libpq count it.

use std::cmp::Ordering;

use crate::width_table::{DOUBLE_WIDTH, ZERO_WIDTH};

/// The columns a character takes; `None` for a control character.
pub fn char_width(character: char) -> Option<usize> {
    let code = character as u32;
    match code {
        0 => Some(0),
        0x20..=0x7E => Some(1),
        0x01..=0x1F | 0x7F..=0x9F => None,
        _ if contains(&ZERO_WIDTH, code) => Some(0),
        _ if contains(&DOUBLE_WIDTH, code) => Some(2),
        _ => Some(1),
    }
}

fn contains(ranges: &[(u32, u32)], code: u32) -> bool {
    let order = |&(first, last): &(u32, u32)| match () {
        () if last < code => Ordering::Less,
        () if first > code => Ordering::Greater,
        () => Ordering::Equal,
    };
    ranges.binary_search_by(order).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_psql() {
        for (character, width) in [
            ('a', Some(1)),
            ('é', Some(1)),
            ('日', Some(2)),
            ('😀', Some(2)),
            ('\u{301}', Some(0)),
            ('\u{1F9FF}', Some(2)),
        ] {
            assert_eq!(char_width(character), width, "{character}");
        }
        for control in ['\t', '\u{7F}', '\u{85}'] {
            assert_eq!(char_width(control), None);
        }
    }
}
