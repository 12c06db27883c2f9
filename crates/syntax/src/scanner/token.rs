//! Tokens.

use crate::keyword::Keyword;
use crate::{ByteOffset, Span};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A key word of the target.
    Keyword,
    /// A bare identifier.
    Identifier,
    /// `"…"`
    QuotedIdentifier,
    /// `U&"…"`
    UnicodeIdentifier,
    /// `'…'`
    String,
    /// `E'…'`
    EscapeString,
    /// `U&'…'`
    UnicodeString,
    /// `$tag$…$tag$`
    DollarString,
    /// `B'…'`
    BitString,
    /// `X'…'`
    HexString,
    /// An integer, of any size.
    Integer,
    /// A number with a decimal point or exponent.
    Float,
    /// `$1`
    Parameter,
    /// Operator characters.
    Operator,
    /// `,`
    Comma,
    /// `(`
    OpenParenthesis,
    /// `)`
    CloseParenthesis,
    /// `;`
    Semicolon,
    /// `.`
    Dot,
    /// `[ ] : :: := ..`
    Symbol,
    /// A character that begins no token.
    Invalid,
    /// The end of the text.
    End,
}

/// A token: its kind and place. 20 bytes, copied freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Which key word.
    pub keyword: Option<Keyword>,
    /// A word that the token after it makes another one: `WITH TIME`, `NOT IN`, `NULLS FIRST`.
    pub joined: bool,
    /// Whether the value differs from the text between the quotes.
    pub changed: bool,
    /// The escape character of a `U&` form.
    pub escape: u8,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// As `end`, with the UESCAPE clause of a `U&` form.
    pub clause_end: u32,
}

impl Token {
    #[inline(always)]
    pub(super) fn new(kind: TokenKind, start: usize, end: usize) -> Token {
        Token {
            kind,
            keyword: None,
            joined: false,
            changed: false,
            escape: b'\\',
            start: start as u32,
            end: end as u32,
            clause_end: end as u32,
        }
    }

    /// The token, without a UESCAPE clause.
    #[inline(always)]
    pub fn span(self) -> Span {
        Span { start: ByteOffset(self.start), end: ByteOffset(self.end) }
    }

    /// Whether the token is a string literal that the grammar takes for one.
    #[inline(always)]
    pub fn is_string(self) -> bool {
        matches!(
            self.kind,
            TokenKind::String | TokenKind::EscapeString | TokenKind::UnicodeString | TokenKind::DollarString
        )
    }

    /// Whether the token is an identifier and no key word.
    #[inline(always)]
    pub fn is_identifier(self) -> bool {
        matches!(self.kind, TokenKind::Identifier | TokenKind::QuotedIdentifier | TokenKind::UnicodeIdentifier)
    }
}
