//! What a byte can begin or continue, and where quoted things and comments end.
//!
//! All functions take a whole text and an index into it, return an index, and never look behind.

/// White space in every target.
pub const SPACE: u8 = 1;
/// May begin an identifier.
pub const IDENTIFIER_START: u8 = 2;
/// May continue an identifier.
pub const IDENTIFIER_PART: u8 = 4;
/// A decimal digit.
pub const DIGIT: u8 = 8;
/// May stand in an operator.
pub const OPERATOR: u8 = 16;
/// An upper-case ASCII letter, which folding changes.
pub const UPPER: u8 = 32;
/// In no keyword: a digit, a dollar sign or a non-ASCII byte.
pub const NOT_IN_KEYWORDS: u8 = 64;
/// Vertical tab, white space in some targets.
pub const VERTICAL_TAB: u8 = 128;

/// The properties of every byte.
pub static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0C => SPACE,
            0x0B => VERTICAL_TAB,
            b'A'..=b'Z' => IDENTIFIER_START | IDENTIFIER_PART | UPPER,
            b'a'..=b'z' | b'_' => IDENTIFIER_START | IDENTIFIER_PART,
            0x80..=0xFF => IDENTIFIER_START | IDENTIFIER_PART | NOT_IN_KEYWORDS,
            b'0'..=b'9' => IDENTIFIER_PART | DIGIT | NOT_IN_KEYWORDS,
            b'$' => IDENTIFIER_PART | NOT_IN_KEYWORDS,
            b'~' | b'!' | b'@' | b'#' | b'^' | b'&' | b'|' | b'`' | b'?' | b'+' | b'-' | b'*' | b'/' | b'%' | b'<'
            | b'>' | b'=' => OPERATOR,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// The byte at an index, 0 past the end.
#[inline(always)]
pub fn at(bytes: &[u8], index: usize) -> u8 {
    bytes.get(index).copied().unwrap_or(0)
}

/// Whether the byte has one of the properties.
#[inline(always)]
pub fn is(byte: u8, class: u8) -> bool {
    CLASS[byte as usize] & class != 0
}

/// The first index from `from` on whose byte has none of the properties.
#[inline(always)]
pub fn skip(bytes: &[u8], from: usize, class: u8) -> usize {
    let mut index = from;
    while let Some(byte) = bytes.get(index)
        && is(*byte, class)
    {
        index += 1;
    }
    index
}

/// The end of the identifier that begins at `from`, and the properties of its bytes or-ed.
#[inline(always)]
pub fn identifier(bytes: &[u8], from: usize) -> (usize, u8) {
    let mut index = from;
    let mut seen = 0;
    while let Some(byte) = bytes.get(index) {
        let class = CLASS[*byte as usize];
        if class & IDENTIFIER_PART == 0 {
            break;
        }
        seen |= class;
        index += 1;
    }
    (index, seen)
}

/// The line end or end of text that ends a `--` comment.
pub fn line_comment_end(bytes: &[u8], from: usize) -> usize {
    let mut index = from;
    while let Some(byte) = bytes.get(index)
        && !matches!(byte, b'\n' | b'\r')
    {
        index += 1;
    }
    index
}

/// The end of the block comment that begins at `from`; comments nest. `None` when it does not end.
pub fn block_comment_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut depth = 1_usize;
    let mut index = from + 2;
    loop {
        match bytes.get(index)? {
            b'*' if at(bytes, index + 1) == b'/' => {
                index += 2;
                depth -= 1;
                if depth == 0 {
                    return Some(index);
                }
            }
            b'/' if at(bytes, index + 1) == b'*' => {
                index += 2;
                depth += 1;
            }
            _ => index += 1,
        }
    }
}

/// Whether a comment begins at the index: `--` or `/*`.
#[inline(always)]
pub fn begins_comment(bytes: &[u8], index: usize) -> bool {
    matches!((at(bytes, index), at(bytes, index + 1)), (b'-', b'-') | (b'/', b'*'))
}

/// The index after the quote that ends what began before `from`; a doubled quote does not end it.
/// `doubled` tells whether there was one.
#[inline(always)]
pub fn quoted_end(bytes: &[u8], from: usize, quote: u8) -> (Option<usize>, bool) {
    let mut index = from;
    let mut doubled = false;
    while let Some(byte) = bytes.get(index) {
        index += 1;
        if *byte == quote {
            if at(bytes, index) != quote {
                return (Some(index), doubled);
            }
            doubled = true;
            index += 1;
        }
    }
    (None, doubled)
}

/// As [`quoted_end`] for `B'…'` and `X'…'`, in which a quote cannot be doubled.
pub fn bit_string_end(bytes: &[u8], from: usize) -> Option<usize> {
    Some(from + bytes.get(from..)?.iter().position(|byte| *byte == b'\'')? + 1)
}

/// As [`quoted_end`] for `E'…'`, where a backslash takes the next byte with it; `changed` tells
/// whether there was a doubled quote or a backslash.
pub fn escape_string_end(bytes: &[u8], from: usize) -> (Option<usize>, bool) {
    let mut index = from;
    let mut changed = false;
    while let Some(byte) = bytes.get(index) {
        index += 1;
        match byte {
            b'\\' => {
                changed = true;
                index += 1;
            }
            b'\'' => {
                if at(bytes, index) != b'\'' {
                    return (Some(index), changed);
                }
                changed = true;
                index += 1;
            }
            _ => {}
        }
    }
    (None, changed)
}

/// After the closing quote of a literal: the index after the opening quote of its continuation.
/// Only white space with a newline in it may stand between; line comments count as white space.
pub fn continuation(bytes: &[u8], after_quote: usize, space: u8) -> Option<usize> {
    let mut index = after_quote;
    let mut newline = false;
    loop {
        match *bytes.get(index)? {
            b'\n' | b'\r' => newline = true,
            b'\'' => return newline.then_some(index + 1),
            b'-' if at(bytes, index + 1) == b'-' => {
                index = line_comment_end(bytes, index);
                continue;
            }
            byte if is(byte, space) => {}
            _ => return None,
        }
        index += 1;
    }
}

/// The end of the opening delimiter `$tag$` at `from`, if there is one.
pub fn dollar_delimiter_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut index = from + 1;
    if is(at(bytes, index), IDENTIFIER_START) {
        index += 1;
        while bytes.get(index).is_some_and(|byte| *byte != b'$' && is(*byte, IDENTIFIER_PART)) {
            index += 1;
        }
    }
    (at(bytes, index) == b'$').then_some(index + 1)
}

/// The end of a dollar-quoted string whose opening delimiter is `from..body`.
pub fn dollar_quote_end(bytes: &[u8], from: usize, body: usize) -> Option<usize> {
    let delimiter = bytes.get(from..body)?;
    let mut index = body;
    loop {
        index += bytes.get(index..)?.iter().position(|byte| *byte == b'$')?;
        if bytes.get(index..)?.starts_with(delimiter) {
            return Some(index + delimiter.len());
        }
        index += 1;
    }
}
