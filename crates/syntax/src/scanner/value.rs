//! The values of tokens: folding, unquoting, escapes, truncation.

use std::borrow::Cow;

use super::bytes::{SPACE, VERTICAL_TAB, at, continuation};
use super::strings::{StringRules, unsafe_quote};
use super::token::{Token, TokenKind};
use super::unicode_escape::{codepoint, hexadecimal, unescape};
use super::{NAME_BYTES, Scan, near};
use crate::keyword::Keyword;
use crate::{ByteOffset, Span, SqlState, SyntaxError, TargetRules};

/// The name cut to what fits: at most 63 bytes, ending with a whole character.
pub fn truncate(name: &str) -> &str {
    if name.len() <= NAME_BYTES {
        return name;
    }
    let mut end = NAME_BYTES;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

/// A bare word, folded; not truncated.
pub(super) fn folded(text: &str, token: Token) -> Cow<'_, str> {
    let written = token.span().of(text);
    if token.changed() { Cow::Owned(written.to_ascii_lowercase()) } else { Cow::Borrowed(written) }
}

/// The text between the quotes, doubled quotes halved; not truncated.
pub(super) fn quoted(text: &str, token: Token) -> Cow<'_, str> {
    let prefix = if token.kind() == TokenKind::UnicodeIdentifier { 3 } else { 1 };
    let written = inside(text, token, prefix);
    if token.changed() { Cow::Owned(written.replace("\"\"", "\"")) } else { Cow::Borrowed(written) }
}

fn inside(text: &str, token: Token, prefix: usize) -> &str {
    Span::new(token.start() + prefix, token.end() - 1).of(text)
}

/// The name that an identifier or key word stands for.
#[inline]
pub(crate) fn name_value(text: &str, token: Token) -> Cow<'_, str> {
    let name = match token.kind() {
        TokenKind::QuotedIdentifier => quoted(text, token),
        TokenKind::UnicodeIdentifier => unicode_value(text, token).unwrap_or_default(),
        TokenKind::Keyword => match token.word() {
            // The `N` of a string is a word whose name is longer than the text.
            Some(keyword) if token.changed() || keyword == Keyword::Nchar => Cow::Borrowed(keyword.word()),
            _ => Cow::Borrowed(token.span().of(text)),
        },
        _ => folded(text, token),
    };
    if name.len() <= NAME_BYTES {
        return name;
    }
    match name {
        Cow::Borrowed(name) => Cow::Borrowed(truncate(name)),
        Cow::Owned(mut name) => {
            name.truncate(truncate(&name).len());
            Cow::Owned(name)
        }
    }
}

/// The value of a string literal.
#[inline]
pub fn string_value<'a>(text: &'a str, token: Token, rules: &TargetRules) -> Cow<'a, str> {
    match token.kind() {
        TokenKind::String if !token.changed() => Cow::Borrowed(inside(text, token, 1)),
        TokenKind::EscapeString if !token.changed() => {
            Cow::Borrowed(inside(text, token, escape_string_prefix(text, token.start())))
        }
        TokenKind::DollarString => {
            let delimiter =
                token.span().of(text).bytes().skip(1).position(|byte| byte == b'$').map_or(0, |end| end + 2);
            Span::new(token.start() + delimiter, token.end() - delimiter).of(text).into()
        }
        TokenKind::EscapeString => {
            let (start, end) = (token.start(), token.end());
            let value = escape_string_value(text, start, end, rules, StringRules::default()).unwrap_or_default();
            String::from_utf8(value).map_or_else(|_| Cow::Borrowed(""), Cow::Owned)
        }
        TokenKind::UnicodeString => unicode_value(text, token).unwrap_or_default(),
        TokenKind::BitString | TokenKind::HexString => joined(text, token, 2).into(),
        _ => joined(text, token, 1).into(),
    }
}

/// The parts of a literal and its continuations, doubled quotes halved.
fn joined(text: &str, token: Token, prefix: usize) -> String {
    let bytes = text.as_bytes();
    let end = token.end();
    let mut result = String::with_capacity(end - token.start());
    let mut index = token.start() + prefix;
    let mut copied = index;
    while index < end {
        if at(bytes, index) != b'\'' {
            index += 1;
            continue;
        }
        result.push_str(Span::new(copied, index).of(text));
        index += 1;
        if at(bytes, index) == b'\'' && index < end {
            copied = index;
            index += 1;
        } else if index < end {
            let Some(next) = continuation(bytes, index, SPACE | VERTICAL_TAB) else { break };
            index = next;
            copied = index;
        }
    }
    result
}

/// The value of a `U&` form.
pub(super) fn unicode_value(text: &str, token: Token) -> Scan<Cow<'_, str>> {
    let raw = match token.kind() {
        TokenKind::UnicodeIdentifier => quoted(text, token),
        _ if token.changed() => Cow::Owned(joined(text, token, 3)),
        _ => Cow::Borrowed(inside(text, token, 3)),
    };
    if raw.as_bytes().contains(&token.escape()) {
        return unescape(&raw, token.escape(), token.start()).map(Cow::Owned);
    }
    Ok(raw)
}

/// Finds the first bad escape of the literal in `start..end`, or the bad encoding that its bytes add up to.
pub(super) fn check_escapes(
    text: &str,
    start: usize,
    end: usize,
    rules: &TargetRules,
    strings: StringRules,
) -> Scan<()> {
    let value = escape_string_value(text, start, end, rules, strings)?;
    let invalid = match std::str::from_utf8(&value) {
        Ok(_) => value.iter().position(|byte| *byte == 0),
        Err(error) => {
            let valid = error.valid_up_to();
            Some(value.iter().take(valid).position(|byte| *byte == 0).unwrap_or(valid))
        }
    };
    match invalid {
        None => Ok(()),
        Some(index) => {
            let bytes = value.get(index..).unwrap_or_default();
            Err(Box::new(SyntaxError {
                sqlstate: SqlState::CharacterNotInRepertoire,
                message: format!("invalid byte sequence for encoding \"UTF8\": {}", shown(bytes)),
                detail: None,
                hint: None,
                position: None,
                subject: Span::new(start, end),
            }))
        }
    }
}

/// As many bytes as the first one announces.
fn shown(bytes: &[u8]) -> String {
    let length = match at(bytes, 0) {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => 1,
    };
    let shown: Vec<String> = bytes.iter().take(length).map(|byte| format!("0x{byte:02x}")).collect();
    shown.join(" ")
}

/// Finds the first bad escape of a literal that does not end.
pub(super) fn check_unterminated_escapes(
    text: &str,
    start: usize,
    rules: &TargetRules,
    strings: StringRules,
) -> Scan<()> {
    escape_string_value(text, start, text.len(), rules, strings).map(drop)
}

/// What stands before the characters of a literal with escapes: `E'`, or only the quote.
fn escape_string_prefix(text: &str, start: usize) -> usize {
    if at(text.as_bytes(), start) == b'\'' { 1 } else { 2 }
}

/// Where the first escape of a literal with escapes begins, if a character follows the backslash.
pub(super) fn first_escape(text: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut index = start + escape_string_prefix(text, start);
    while index < end {
        match at(bytes, index) {
            b'\\' => return Some(index).filter(|index| index + 1 < end),
            b'\'' if at(bytes, index + 1) == b'\'' => index += 2,
            b'\'' => index = continuation(bytes, index + 1, SPACE | VERTICAL_TAB)?,
            _ => index += 1,
        }
    }
    None
}

/// The bytes of a literal with escapes, which begins at `start`, and its continuations, up to `end`.
fn escape_string_value(
    text: &str,
    start: usize,
    end: usize,
    rules: &TargetRules,
    strings: StringRules,
) -> Scan<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut value = Vec::with_capacity(end - start);
    let mut index = start + escape_string_prefix(text, start);
    let mut high: Option<u32> = None;
    while index < end {
        let byte = at(bytes, index);
        if high.is_some() && !(byte == b'\\' && matches!(at(bytes, index + 1), b'u' | b'U')) {
            let next = text.get(index..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            return Err(near(text, "invalid Unicode surrogate pair", Span::new(index, index + next)));
        }
        index += 1;
        match byte {
            b'\\' if at(bytes, index) == b'\'' && !strings.backslash_quote => return Err(unsafe_quote(start, end)),
            b'\\' => index = escape(text, index - 1, rules, &mut high, &mut value)?,
            b'\'' if at(bytes, index) == b'\'' && index < end => {
                value.push(b'\'');
                index += 1;
            }
            b'\'' => match continuation(bytes, index, SPACE | VERTICAL_TAB) {
                Some(next) if index < end => index = next,
                _ => break,
            },
            _ => value.push(byte),
        }
    }
    if high.is_some() {
        return Err(near(text, "invalid Unicode surrogate pair", Span::new(end, end)));
    }
    Ok(value)
}

/// Appends what the escape at `start` stands for and returns its end.
fn escape(text: &str, start: usize, rules: &TargetRules, high: &mut Option<u32>, value: &mut Vec<u8>) -> Scan<usize> {
    let bytes = text.as_bytes();
    let letter = at(bytes, start + 1);
    let digits = |from: usize, most: usize, radix: u32| {
        let run = bytes.iter().skip(from).take(most).map_while(|byte| char::from(*byte).to_digit(radix));
        run.fold((0_u32, from), |(code, end), digit| (code * radix + digit, end + 1))
    };
    let simple = match letter {
        b'u' | b'U' => return unicode_escape(text, start, high, value),
        b'0'..=b'7' => {
            let (code, end) = digits(start + 1, 3, 8);
            value.push(code as u8);
            return Ok(end);
        }
        b'x' => {
            let (code, end) = digits(start + 2, 2, 16);
            value.push(if end == start + 2 { b'x' } else { code as u8 });
            return Ok(end);
        }
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' if rules.vertical_tab_is_space => 0x0B,
        _ => match text.get(start + 1..).and_then(|rest| rest.chars().next()) {
            Some(character) => {
                let mut buffer = [0; 4];
                value.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
                return Ok(start + 1 + character.len_utf8());
            }
            None => {
                value.push(b'\\');
                return Ok(start + 1);
            }
        },
    };
    value.push(simple);
    Ok(start + 2)
}

/// `\uXXXX` and `\UXXXXXXXX`.
fn unicode_escape(text: &str, start: usize, high: &mut Option<u32>, value: &mut Vec<u8>) -> Scan<usize> {
    let length = if at(text.as_bytes(), start + 1) == b'u' { 4 } else { 8 };
    let Some(code) = text.get(start + 2..).and_then(|rest| hexadecimal(rest, length)) else {
        return Err(Box::new(SyntaxError {
            sqlstate: SqlState::InvalidEscapeSequence,
            message: "invalid Unicode escape".to_owned(),
            detail: None,
            hint: Some("Unicode escapes must be \\uXXXX or \\UXXXXXXXX.".into()),
            position: Some(ByteOffset(start as u32)),
            subject: Span::new(start, start + 2),
        }));
    };
    let end = start + 2 + length;
    let bad = |message: &str| near(text, message, Span::new(start, end));
    match (high.take(), code) {
        (None, 0xD800..=0xDBFF) => *high = Some(code),
        (first, 0xDC00..=0xDFFF) if first.is_none() => return Err(bad("invalid Unicode surrogate pair")),
        (first, _) => {
            let Some(character) = codepoint(first, code).filter(|character| *character != '\0') else {
                let message =
                    if first.is_some() { "invalid Unicode surrogate pair" } else { "invalid Unicode escape value" };
                return Err(bad(message));
            };
            let mut buffer = [0; 4];
            value.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
        }
    }
    Ok(end)
}
