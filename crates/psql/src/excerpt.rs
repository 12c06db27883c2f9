//! The `LINE n:` excerpt of the query and the caret under it, as libpq cuts them.

use std::fmt::Write;

use medlar_syntax::ByteOffset;

use crate::width::char_width;

/// Widest excerpt, in columns.
const DISPLAY_SIZE: usize = 60;
/// Columns kept to the right of the caret when the line must be cut on the left.
const MIN_RIGHT_CUT: usize = 10;

/// Appends the excerpt line and the caret line for a position in `query`; nothing when the position
/// lies outside.
pub(crate) fn push_excerpt(text: &mut String, query: &str, position: ByteOffset) {
    let Some((before, after)) = query.split_at_checked(position.index()) else { return };
    let (line_number, line_start) = last_line(before);
    let before = before.get(line_start..).unwrap_or_default();
    let after = after.split(['\n', '\r']).next().unwrap_or_default();

    // More than a whole excerpt on either side of the caret decides nothing.
    let mut left: Vec<(char, usize)> = window(before.chars().rev());
    left.reverse();
    let mut right: Vec<(char, usize)> = window(after.chars());
    let mut left_width = width(&left);
    let mut right_width = width(&right);
    let (mut left_cut, mut right_cut) = (0, false);
    if left_width + right_width > DISPLAY_SIZE {
        let right_limit = if left_width + MIN_RIGHT_CUT <= DISPLAY_SIZE {
            // Cutting on the right is enough.
            DISPLAY_SIZE - left_width
        } else {
            MIN_RIGHT_CUT
        };
        while right_width > right_limit {
            right_width -= right.pop().map_or(right_width, |(_, width)| width);
            right_cut = true;
        }
        while left_width + right_width > DISPLAY_SIZE {
            left_width -= left.get(left_cut).map_or(left_width, |(_, width)| *width);
            left_cut += 1;
        }
    }

    let label = text.len();
    let _ = write!(text, "LINE {line_number}: ");
    if left_cut > 0 {
        text.push_str("...");
    }
    let indent = text.len() - label + left_width;
    let shown = left.iter().skip(left_cut).chain(&right);
    text.extend(shown.map(|(character, _)| if *character == '\t' { ' ' } else { *character }));
    if right_cut {
        text.push_str("...");
    }
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
    text.push_str("^\n");
}

/// The number of the last line of a text, from 1, and where it begins. Lines end at `\n`, `\r` or
/// `\r\n`.
fn last_line(text: &str) -> (usize, usize) {
    let mut number = 1;
    let mut start = 0;
    let mut previous = 0;
    for (index, byte) in text.bytes().enumerate() {
        if matches!(byte, b'\n' | b'\r') {
            start = index + 1;
            number += usize::from(byte == b'\r' || previous != b'\r');
        }
        previous = byte;
    }
    (number, start)
}

/// Characters with their widths, up to the first that goes beyond a whole excerpt.
fn window(characters: impl Iterator<Item = char>) -> Vec<(char, usize)> {
    let mut total = 0;
    characters
        .map(|character| {
            // Control characters and combining marks count as one column here.
            (character, char_width(character).filter(|width| *width > 0).unwrap_or(1))
        })
        .take_while(|(_, width)| {
            let fits = total <= DISPLAY_SIZE;
            total += width;
            fits
        })
        .collect()
}

fn width(characters: &[(char, usize)]) -> usize {
    characters.iter().map(|(_, width)| width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(query: &str, position: usize) -> String {
        let mut text = String::new();
        push_excerpt(&mut text, query, ByteOffset(position as u32));
        text
    }

    #[test]
    fn short_lines_are_shown_whole() {
        assert_eq!(excerpt("create server", 13), "LINE 1: create server\n                     ^\n");
        assert_eq!(excerpt("select\n\tx;\nz", 8), "LINE 2:  x;\n         ^\n");
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        assert_eq!(excerpt("a\rb\r\nc\n\nd x", 10), "LINE 5: d x\n          ^\n");
        assert_eq!(excerpt("a;\n", 3), "LINE 2: \n        ^\n", "end of input after a line feed");
    }

    #[test]
    fn long_lines_are_cut_on_the_right_first() {
        let query = "CREATE SERVER s8 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute all segments, host 'x')";
        assert_eq!(
            excerpt(query, 61),
            concat!(
                "LINE 1: ...ER s8 FOREIGN DATA WRAPPER w OPTIONS (mpp_execute all segmen...\n",
                "                                                             ^\n",
            )
        );
        let query = query.replacen(' ', "; ", 2).replacen("; ", " ", 1);
        assert_eq!(
            excerpt(&query, 13),
            concat!(
                "LINE 1: CREATE SERVER; s8 FOREIGN DATA WRAPPER w OPTIONS (mpp_execut...\n",
                "                     ^\n",
            )
        );
    }

    #[test]
    fn a_position_outside_shows_nothing() {
        assert_eq!(excerpt("abc", 4), "");
    }

    #[test]
    fn very_long_lines_cost_little() {
        let query = "x".repeat(1_000_000);
        assert!(excerpt(&query, 500_000).starts_with("LINE 1: ...xxx"));
    }
}
