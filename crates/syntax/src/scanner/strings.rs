//! How the server reads literals between single quotes, which its parameters can change.

use super::bytes::at;
use super::unicode_escape::hexadecimal;
use super::value::first_escape;
use crate::{ScanNotice, Span, SqlState, SyntaxError};

/// What the parameters of a session say of string literals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StringRules {
    /// `standard_conforming_strings`: a backslash in `'…'` is a character like others.
    pub standard: bool,
    /// `escape_string_warning`: where it is not, the first one of a literal is worth a warning.
    pub escape_warning: bool,
    /// `backslash_quote`: `\'` is a quote where a backslash begins an escape.
    pub backslash_quote: bool,
}

impl Default for StringRules {
    /// As a server starts.
    fn default() -> StringRules {
        StringRules { standard: true, escape_warning: true, backslash_quote: true }
    }
}

impl StringRules {
    /// The warning of the first escape in a `'…'` that has escapes. An escape that is refused gets none.
    pub(super) fn warning(self, text: &str, start: usize, end: usize) -> Option<ScanNotice> {
        let escape = first_escape(text, start, end).filter(|_| self.escape_warning)?;
        let (message, hint) = match at(text.as_bytes(), escape + 1) {
            b'\'' if !self.backslash_quote => return None,
            b'u' if hexadecimal(text.get(escape + 2..)?, 4).is_none() => return None,
            b'U' if hexadecimal(text.get(escape + 2..)?, 8).is_none() => return None,
            b'\'' => (
                "nonstandard use of \\' in a string literal",
                "Use '' to write quotes in strings, or use the escape string syntax (E'...').",
            ),
            b'\\' => (
                "nonstandard use of \\\\ in a string literal",
                "Use the escape string syntax for backslashes, e.g., E'\\\\'.",
            ),
            _ => (
                "nonstandard use of escape in a string literal",
                "Use the escape string syntax for escapes, e.g., E'\\r\\n'.",
            ),
        };
        let subject = Span::new(start, end);
        Some(ScanNotice {
            sqlstate: SqlState::NonstandardUseOfEscapeCharacter,
            message: message.to_owned(),
            hint: Some(hint),
            position: Some(subject.start),
            subject,
        })
    }
}

/// `\'` where it is no quote.
pub(super) fn unsafe_quote(start: usize, end: usize) -> Box<SyntaxError> {
    let subject = Span::new(start, end);
    Box::new(SyntaxError {
        sqlstate: SqlState::NonstandardUseOfEscapeCharacter,
        message: "unsafe use of \\' in a string literal".to_owned(),
        detail: None,
        hint: Some("Use '' to write quotes in strings. \\' is insecure in client-only encodings.".into()),
        position: Some(subject.start),
        subject,
    })
}

/// `U&'…'` where a backslash might be read twice.
pub(super) fn unsafe_unicode_string(start: usize) -> Box<SyntaxError> {
    let subject = Span::new(start, start + 3);
    Box::new(SyntaxError {
        sqlstate: SqlState::FeatureNotSupported,
        message: "unsafe use of string constant with Unicode escapes".to_owned(),
        detail: Some(
            "String constants with Unicode escapes cannot be used when standard_conforming_strings is off.".into(),
        ),
        hint: None,
        position: Some(subject.start),
        subject,
    })
}
