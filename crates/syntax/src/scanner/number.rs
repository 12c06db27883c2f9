//! Numbers, which differ most between the targets.

use super::bytes::{DIGIT, IDENTIFIER_START, at, identifier, is, skip};
use super::token::TokenKind;
use crate::TargetRules;

const JUNK: &str = "trailing junk after numeric literal";

/// The kind and end of the number that begins at `start`, or the error and the end of the text it names.
pub fn number(bytes: &[u8], start: usize, rules: &TargetRules) -> Result<(TokenKind, usize), (&'static str, usize)> {
    if rules.hexadecimal_integers
        && at(bytes, start) == b'0'
        && let Some((radix, name)) = radix(at(bytes, start + 1))
    {
        let end = digits(bytes, start + 2, radix, true);
        if end == start + 2 {
            // Upstream takes a lone underscore into the token it names.
            return Err((name, end + usize::from(at(bytes, end) == b'_')));
        }
        return checked(bytes, end, TokenKind::Integer, rules);
    }
    let underscores = rules.hexadecimal_integers;
    let mut end = decimal(bytes, start, underscores);
    let mut kind = TokenKind::Integer;
    // `1..2` is an integer and a symbol.
    if at(bytes, end) == b'.' && (at(bytes, end + 1) != b'.' || end == start) {
        kind = TokenKind::Float;
        end = decimal(bytes, end + 1, underscores);
    }
    if matches!(at(bytes, end), b'e' | b'E') {
        let signed = end + 1 + usize::from(matches!(at(bytes, end + 1), b'+' | b'-'));
        if is(at(bytes, signed), DIGIT) {
            kind = TokenKind::Float;
            end = decimal(bytes, signed, underscores);
        } else if signed > end + 1 && rules.trailing_junk_after_number {
            return Err((JUNK, signed));
        }
    }
    checked(bytes, end, kind, rules)
}

/// Letters directly after a number are junk, or the next token in older targets.
fn checked(
    bytes: &[u8],
    end: usize,
    kind: TokenKind,
    rules: &TargetRules,
) -> Result<(TokenKind, usize), (&'static str, usize)> {
    if rules.trailing_junk_after_number && is(at(bytes, end), IDENTIFIER_START) {
        return Err((JUNK, identifier(bytes, end).0));
    }
    Ok((kind, end))
}

fn radix(letter: u8) -> Option<(u32, &'static str)> {
    match letter {
        b'x' | b'X' => Some((16, "invalid hexadecimal integer")),
        b'o' | b'O' => Some((8, "invalid octal integer")),
        b'b' | b'B' => Some((2, "invalid binary integer")),
        _ => None,
    }
}

fn decimal(bytes: &[u8], from: usize, underscores: bool) -> usize {
    if underscores && is(at(bytes, from), DIGIT) { digits(bytes, from, 10, false) } else { skip(bytes, from, DIGIT) }
}

/// Digits with single underscores between them, and before the first where `leading`.
fn digits(bytes: &[u8], from: usize, radix: u32, leading: bool) -> usize {
    let is_digit = |index| char::from(at(bytes, index)).is_digit(radix);
    let mut end = from;
    loop {
        if is_digit(end) {
            end += 1;
        } else if at(bytes, end) == b'_' && is_digit(end + 1) && (leading || end > from) {
            end += 2;
        } else {
            return end;
        }
    }
}
