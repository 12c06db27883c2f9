//! The escapes of `U&"…"` and `U&'…'`.

use std::borrow::Cow;

use super::Scan;
use super::bytes::is;
use crate::{ByteOffset, Span, SqlState, SyntaxError};

/// Whether the character may follow UESCAPE.
pub fn may_escape(byte: u8, space: u8) -> bool {
    !(byte.is_ascii_hexdigit() || matches!(byte, b'+' | b'\'' | b'"') || is(byte, space))
}

/// Replaces the escapes in `value`, whose literal begins at `start` in the text.
///
/// The server counts positions in the value, in which doubled quotes are one character already and
/// continued parts are joined, from behind the three characters `U&"`; so do we.
pub fn unescape(value: &str, escape: u8, start: usize) -> Scan<String> {
    let mut result = String::with_capacity(value.len());
    let mut rest = value;
    let mut high: Option<u32> = None;
    let at = |rest: &str| start + 3 + value.len() - rest.len();
    while let Some(character) = rest.chars().next() {
        if character != char::from(escape) {
            if high.is_some() {
                return Err(error("invalid Unicode surrogate pair", at(rest), None));
            }
            result.push(character);
            rest = &rest[character.len_utf8()..];
            continue;
        }
        let after = &rest[1..];
        if after.as_bytes().first() == Some(&escape) {
            if high.is_some() {
                return Err(error("invalid Unicode surrogate pair", at(rest), None));
            }
            result.push(character);
            rest = &after[1..];
            continue;
        }
        let (code, length) = if let Some(code) = hexadecimal(after, 4) {
            (code, 4)
        } else if let Some(code) = after.strip_prefix('+').and_then(|digits| hexadecimal(digits, 6)) {
            (code, 7)
        } else {
            let hint = "Unicode escapes must be \\XXXX or \\+XXXXXX.";
            return Err(error("invalid Unicode escape", at(rest), Some(hint)));
        };
        if code == 0 || code > 0x10_FFFF {
            return Err(error("invalid Unicode escape value", at(rest), None));
        }
        match (high.take(), code) {
            (None, 0xD800..=0xDBFF) => high = Some(code),
            (first, _) => match codepoint(first, code) {
                Some(character) => result.push(character),
                None => return Err(error("invalid Unicode surrogate pair", at(rest), None)),
            },
        }
        rest = &after[length..];
    }
    match high {
        Some(_) => Err(error("invalid Unicode surrogate pair", at(rest), None)),
        None => Ok(result),
    }
}

/// The character of a code, joined with the high surrogate before it.
pub fn codepoint(high: Option<u32>, code: u32) -> Option<char> {
    match (high, code) {
        (Some(high), 0xDC00..=0xDFFF) => char::from_u32(0x1_0000 + ((high & 0x3FF) << 10) + (code & 0x3FF)),
        (Some(_), _) => None,
        (None, _) => char::from_u32(code),
    }
}

/// The value of exactly that many hexadecimal digits at the start of the text.
pub fn hexadecimal(text: &str, digits: usize) -> Option<u32> {
    let digits = text.get(..digits)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}

fn error(message: &str, position: usize, hint: Option<&'static str>) -> Box<SyntaxError> {
    Box::new(SyntaxError {
        sqlstate: SqlState::SyntaxError,
        message: message.to_owned(),
        detail: None,
        hint: hint.map(Cow::Borrowed),
        position: Some(ByteOffset(position as u32)),
        subject: Span::new(position, position + 1),
    })
}
