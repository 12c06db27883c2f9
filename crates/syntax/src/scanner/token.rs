//! Tokens.

use crate::keyword::Keyword;
use crate::{ByteOffset, Span};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
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
    /// A lexical error, which ends the scan.
    Failed,
}

impl TokenKind {
    /// Every kind, in the order of declaration.
    const ALL: &'static [TokenKind] = &[
        TokenKind::Keyword,
        TokenKind::Identifier,
        TokenKind::QuotedIdentifier,
        TokenKind::UnicodeIdentifier,
        TokenKind::String,
        TokenKind::EscapeString,
        TokenKind::UnicodeString,
        TokenKind::DollarString,
        TokenKind::BitString,
        TokenKind::HexString,
        TokenKind::Integer,
        TokenKind::Float,
        TokenKind::Parameter,
        TokenKind::Operator,
        TokenKind::Comma,
        TokenKind::OpenParenthesis,
        TokenKind::CloseParenthesis,
        TokenKind::Semicolon,
        TokenKind::Dot,
        TokenKind::Symbol,
        TokenKind::Invalid,
        TokenKind::End,
        TokenKind::Failed,
    ];
}

/// A token: its kind and place, packed into two words that travel in registers.
///
/// From low to high, `head` holds the kind (8 bits), the escape character (8), the key word (14, all
/// ones for none), two flags and the start (32); `tail` holds the end and the end with the clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    head: u64,
    tail: u64,
}

const NO_KEYWORD: u64 = 0x3FFF;
const KEYWORD_SHIFT: u32 = 16;
const CHANGED: u64 = 1 << 30;
const JOINED: u64 = 1 << 31;

impl Token {
    #[inline(always)]
    pub(super) fn new(kind: TokenKind, start: usize, end: usize) -> Token {
        let end = u64::from(end as u32);
        let head = kind as u64 | u64::from(b'\\') << 8 | NO_KEYWORD << KEYWORD_SHIFT | (start as u64) << 32;
        Token { head, tail: end | end << 32 }
    }

    #[inline(always)]
    pub(super) fn with_keyword(self, keyword: Keyword) -> Token {
        Token { head: self.head & !(NO_KEYWORD << KEYWORD_SHIFT) | (keyword as u64) << KEYWORD_SHIFT, ..self }
    }

    #[inline(always)]
    pub(super) fn with_changed(self, changed: bool) -> Token {
        Token { head: if changed { self.head | CHANGED } else { self.head }, ..self }
    }

    pub(super) fn with_joined(self, joined: bool) -> Token {
        Token { head: if joined { self.head | JOINED } else { self.head }, ..self }
    }

    pub(super) fn with_escape(self, escape: u8, clause_end: usize) -> Token {
        Token {
            head: self.head & !0xFF00 | u64::from(escape) << 8,
            tail: self.tail & 0xFFFF_FFFF | (clause_end as u64) << 32,
        }
    }

    /// What it is.
    #[inline(always)]
    pub fn kind(self) -> TokenKind {
        TokenKind::ALL.get(self.head as usize & 0xFF).copied().unwrap_or(TokenKind::Failed)
    }

    /// Whether it is of the kind.
    #[inline(always)]
    pub fn is(self, kind: TokenKind) -> bool {
        self.head as u8 == kind as u8
    }

    /// Which key word; none for a word that the token after it makes another one.
    #[inline(always)]
    pub fn keyword(self) -> Option<Keyword> {
        if self.head & JOINED != 0 { None } else { self.word() }
    }

    /// Which key word it is by itself.
    #[inline(always)]
    pub fn word(self) -> Option<Keyword> {
        Keyword::ALL.get((self.head >> KEYWORD_SHIFT & NO_KEYWORD) as usize).copied()
    }

    /// Whether it is the key word, and the token after it does not make it another one.
    #[inline(always)]
    pub fn is_keyword(self, keyword: Keyword) -> bool {
        self.head >> KEYWORD_SHIFT & (NO_KEYWORD | JOINED >> KEYWORD_SHIFT) == keyword as u64
    }

    /// Whether the value differs from the text between the quotes.
    #[inline(always)]
    pub fn changed(self) -> bool {
        self.head & CHANGED != 0
    }

    /// The escape character of a `U&` form.
    pub fn escape(self) -> u8 {
        (self.head >> 8) as u8
    }

    /// First byte.
    #[inline(always)]
    pub fn start(self) -> usize {
        (self.head >> 32) as usize
    }

    /// One past the last byte, without a UESCAPE clause.
    #[inline(always)]
    pub fn end(self) -> usize {
        self.tail as u32 as usize
    }

    /// One past the last byte, with a UESCAPE clause.
    #[inline(always)]
    pub fn clause_end(self) -> usize {
        (self.tail >> 32) as usize
    }

    /// The token, without a UESCAPE clause.
    #[inline(always)]
    pub fn span(self) -> Span {
        Span { start: ByteOffset((self.head >> 32) as u32), end: ByteOffset(self.tail as u32) }
    }

    /// Whether the token is a string literal that the grammar takes for one.
    #[inline(always)]
    pub fn is_string(self) -> bool {
        (TokenKind::String as u8..=TokenKind::DollarString as u8).contains(&(self.head as u8))
    }

    /// Whether the token is an identifier and no key word.
    #[inline(always)]
    pub fn is_identifier(self) -> bool {
        (TokenKind::Identifier as u8..=TokenKind::UnicodeIdentifier as u8).contains(&(self.head as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_and_unpacks() {
        for (index, kind) in TokenKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, index);
        }
        let token =
            Token::new(TokenKind::UnicodeString, 5, 4_000_000_000).with_changed(true).with_escape(b'!', 4_000_000_009);
        assert_eq!(token.kind(), TokenKind::UnicodeString);
        assert_eq!((token.start(), token.end(), token.clause_end()), (5, 4_000_000_000, 4_000_000_009));
        assert_eq!((token.escape(), token.changed(), token.keyword()), (b'!', true, None));
        let word = Token::new(TokenKind::Keyword, 1, 5).with_keyword(Keyword::With).with_changed(true);
        assert_eq!((word.keyword(), word.escape()), (Some(Keyword::With), b'\\'));
        assert!(word.is_keyword(Keyword::With) && !word.is_keyword(Keyword::Without));
        let joined = word.with_joined(true);
        assert_eq!((joined.keyword(), joined.word()), (None, Some(Keyword::With)));
        assert!(!joined.is_keyword(Keyword::With));
    }
}
