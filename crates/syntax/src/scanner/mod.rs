//! The scanner: from bytes to tokens, without allocation.
//!
//! [`Scanner`] reads what the server's scanner reads, in its order, and stops at the first lexical
//! error. A token is a kind and a range; its value is decoded when somebody asks for it.

pub(crate) mod bytes;
pub(crate) mod number;
mod strings;
mod token;
mod unicode_escape;
mod value;

pub use strings::StringRules;
pub use token::{Token, TokenKind};
pub(crate) use value::name_value;
pub use value::{string_value, truncate};

use crate::keyword::Keyword;
use crate::{ByteOffset, ScanNotice, Span, SqlState, SyntaxError, Target, TargetRules};
use bytes::{
    CLASS, DIGIT, IDENTIFIER_START, NOT_IN_KEYWORDS, OPERATOR, SPACE, UPPER, VERTICAL_TAB, at, begins_comment, is,
};
use strings::unsafe_unicode_string;

/// The longest name in bytes.
pub const NAME_BYTES: usize = 63;

/// A result whose error is the one that ends the scan.
pub type Scan<T> = Result<T, Box<SyntaxError>>;

/// Reads the tokens of a query string one by one.
pub struct Scanner<'a> {
    text: &'a str,
    rules: &'static TargetRules,
    strings: StringRules,
    space: u8,
    position: usize,
    /// A token read ahead, whose own look-ahead is still to be done.
    pending: Option<Token>,
    notices: Vec<ScanNotice>,
    error: Option<Box<SyntaxError>>,
}

/// A place to which a scanner can go back.
#[derive(Clone, Copy)]
pub struct Mark {
    position: usize,
    pending: Option<Token>,
    notices: usize,
}

impl<'a> Scanner<'a> {
    /// Where the scanner is.
    pub fn mark(&self) -> Mark {
        Mark { position: self.position, pending: self.pending, notices: self.notices.len() }
    }

    /// Goes back, to give the same tokens again.
    pub fn restore(&mut self, mark: Mark) {
        self.position = mark.position;
        self.pending = mark.pending;
        self.notices.truncate(mark.notices);
    }

    /// A scanner at the start of the text.
    pub fn new(text: &'a str, target: Target) -> Scanner<'a> {
        let rules = target.rules();
        let space = if rules.vertical_tab_is_space { SPACE | VERTICAL_TAB } else { SPACE };
        let strings = StringRules::default();
        Scanner { text, rules, strings, space, position: 0, pending: None, notices: Vec::new(), error: None }
    }

    /// The same, with string literals read by these rules.
    pub fn with_strings(self, strings: StringRules) -> Scanner<'a> {
        Scanner { strings, ..self }
    }

    /// The rules of the target.
    pub fn rules(&self) -> &'static TargetRules {
        self.rules
    }

    /// What has been noticed so far.
    pub fn into_notices(self) -> Vec<ScanNotice> {
        self.notices
    }

    /// Adds what the grammar has noticed.
    pub fn notice(&mut self, notice: ScanNotice) {
        self.notices.push(notice);
    }

    /// The error behind [`TokenKind::Failed`].
    pub fn take_error(&mut self) -> Option<Box<SyntaxError>> {
        self.error.take()
    }

    /// The next token, [`TokenKind::End`] at the end of the text, [`TokenKind::Failed`] at a lexical
    /// error, after which there are no more.
    ///
    /// A few words and the `U&` forms are told apart by the token after them, which is therefore
    /// scanned, with its errors and notices, before they are returned.
    #[inline]
    pub fn next_token(&mut self) -> Token {
        let token = match self.pending.take() {
            Some(token) => token,
            None => self.scan(),
        };
        match token.kind() {
            TokenKind::Keyword => match token.word() {
                Some(word @ (Keyword::With | Keyword::Not | Keyword::Nulls)) => self.look_behind_word(token, word),
                _ => token,
            },
            TokenKind::UnicodeIdentifier | TokenKind::UnicodeString => {
                self.unicode_token(token).unwrap_or_else(|error| self.failed(error))
            }
            _ => token,
        }
    }

    #[cold]
    fn failed(&mut self, error: Box<SyntaxError>) -> Token {
        self.error = Some(error);
        Token::new(TokenKind::Failed, self.position, self.position)
    }

    /// `WITH TIME`, `NOT IN` and the like are words of their own to the grammar.
    fn look_behind_word(&mut self, token: Token, word: Keyword) -> Token {
        use Keyword::{Between, First, Ilike, In, Last, Like, Not, Nulls, Ordinality, Similar, Time, With};
        let next = self.scan();
        if next.is(TokenKind::Failed) {
            return next;
        }
        self.pending = Some(next);
        token.with_joined(matches!(
            (word, next.word()),
            (With, Some(Time | Ordinality))
                | (Not, Some(Between | In | Like | Ilike | Similar))
                | (Nulls, Some(First | Last))
        ))
    }

    /// A `U&` form takes `UESCAPE 'c'` along and is decoded to find its errors.
    fn unicode_token(&mut self, token: Token) -> Scan<Token> {
        let mut token = token;
        let next = self.scan();
        if next.is(TokenKind::Failed) {
            return Ok(next);
        }
        if next.is_keyword(Keyword::Uescape) {
            let literal = self.scan();
            if literal.is(TokenKind::Failed) {
                return Ok(literal);
            }
            if !matches!(literal.kind(), TokenKind::String | TokenKind::EscapeString | TokenKind::DollarString) {
                return Err(self.error_at("UESCAPE must be followed by a simple string literal", literal.span()));
            }
            let escape = match string_value(self.text, literal, self.rules).as_bytes() {
                [byte] if unicode_escape::may_escape(*byte, self.space) => *byte,
                _ => return Err(self.error_at("invalid Unicode escape character", literal.span())),
            };
            token = token.with_escape(escape, literal.end());
        } else {
            self.pending = Some(next);
        }
        let value = value::unicode_value(self.text, token)?;
        if token.is(TokenKind::UnicodeIdentifier) {
            self.notice_truncation(&value, token.span());
        }
        Ok(token)
    }

    /// One token as the server's scanner proper returns it.
    #[inline]
    fn scan(&mut self) -> Token {
        let bytes = self.text.as_bytes();
        let mut start = self.position;
        loop {
            start = bytes::skip(bytes, start, self.space);
            let Some(&byte) = bytes.get(start) else {
                self.position = start;
                return Token::new(TokenKind::End, start, start);
            };
            let class = CLASS[byte as usize];
            if class & IDENTIFIER_START != 0 {
                return self.word(start, byte);
            }
            let kind = match byte {
                b'\'' if self.strings.standard => return self.quoted_string(TokenKind::String, start, start + 1),
                b'\'' => return self.quoted_string(TokenKind::EscapeString, start, start + 1),
                b',' => TokenKind::Comma,
                b'(' => TokenKind::OpenParenthesis,
                b')' => TokenKind::CloseParenthesis,
                b';' => TokenKind::Semicolon,
                b'"' => return self.quoted_identifier(TokenKind::QuotedIdentifier, start, start + 1),
                b'-' if at(bytes, start + 1) == b'-' => {
                    start = bytes::line_comment_end(bytes, start);
                    continue;
                }
                b'/' if at(bytes, start + 1) == b'*' => match bytes::block_comment_end(bytes, start) {
                    Some(end) => {
                        start = end;
                        continue;
                    }
                    None => return self.unterminated("unterminated /* comment", start),
                },
                b'0'..=b'9' => return self.number(start),
                b'.' if is(at(bytes, start + 1), DIGIT) => return self.number(start),
                b'$' => return self.dollar(start),
                b'.' if at(bytes, start + 1) == b'.' => return self.token(TokenKind::Symbol, start, start + 2),
                b'.' => TokenKind::Dot,
                b':' if matches!(at(bytes, start + 1), b':' | b'=') => {
                    return self.token(TokenKind::Symbol, start, start + 2);
                }
                b'[' | b']' | b':' => TokenKind::Symbol,
                _ if class & OPERATOR != 0 => return self.operator(start),
                _ => TokenKind::Invalid,
            };
            return self.token(kind, start, start + 1);
        }
    }

    #[inline(always)]
    fn token(&mut self, kind: TokenKind, start: usize, end: usize) -> Token {
        self.position = end;
        Token::new(kind, start, end)
    }

    /// A key word or identifier, or the prefix of a quoted form.
    #[inline(always)]
    fn word(&mut self, start: usize, first: u8) -> Token {
        let bytes = self.text.as_bytes();
        let (end, seen) = bytes::identifier(bytes, start);
        if end == start + 1 {
            let after = at(bytes, end);
            match (first, after) {
                (b'e' | b'E', b'\'') => return self.quoted_string(TokenKind::EscapeString, start, end + 1),
                (b'b' | b'B', b'\'') => return self.quoted_string(TokenKind::BitString, start, end + 1),
                (b'x' | b'X', b'\'') => return self.quoted_string(TokenKind::HexString, start, end + 1),
                // N'…' is the word NCHAR and a string.
                (b'n' | b'N', b'\'') => {
                    return self.token(TokenKind::Keyword, start, end).with_keyword(Keyword::Nchar);
                }
                (b'u' | b'U', b'&') => match at(bytes, end + 1) {
                    b'\'' if !self.strings.standard => return self.failed(unsafe_unicode_string(start)),
                    b'\'' => return self.quoted_string(TokenKind::UnicodeString, start, end + 2),
                    b'"' => return self.quoted_identifier(TokenKind::UnicodeIdentifier, start, end + 2),
                    _ => {}
                },
                _ => {}
            }
        }
        let keyword = if seen & NOT_IN_KEYWORDS == 0 {
            Keyword::lookup(bytes.get(start..end).unwrap_or_default(), self.rules.keywords)
        } else {
            None
        };
        if let Some(keyword) = keyword {
            return self.token(TokenKind::Keyword, start, end).with_keyword(keyword).with_changed(seen & UPPER != 0);
        }
        let token = self.token(TokenKind::Identifier, start, end).with_changed(seen & UPPER != 0);
        if end - start > NAME_BYTES {
            self.notice_truncation(&value::folded(self.text, token), token.span());
        }
        token
    }

    #[inline]
    fn quoted_identifier(&mut self, kind: TokenKind, start: usize, body: usize) -> Token {
        let (end, changed) = bytes::quoted_end(self.text.as_bytes(), body, b'"');
        let Some(end) = end else {
            return self.unterminated("unterminated quoted identifier", start);
        };
        if end == body + 1 {
            return self.refuse("zero-length delimited identifier", start, end);
        }
        let token = self.token(kind, start, end).with_changed(changed);
        if end - body > NAME_BYTES && kind == TokenKind::QuotedIdentifier {
            self.notice_truncation(&value::quoted(self.text, token), token.span());
        }
        token
    }

    /// Every form with single quotes, with its continuations.
    #[inline]
    fn quoted_string(&mut self, kind: TokenKind, start: usize, body: usize) -> Token {
        let bytes = self.text.as_bytes();
        let mut from = body;
        let mut changed = false;
        let end = loop {
            let (end, escaped) = match kind {
                TokenKind::EscapeString => bytes::escape_string_end(bytes, from),
                TokenKind::BitString | TokenKind::HexString => (bytes::bit_string_end(bytes, from), false),
                _ => bytes::quoted_end(bytes, from, b'\''),
            };
            changed |= escaped;
            let Some(end) = end else {
                if kind == TokenKind::EscapeString {
                    self.warn_of_escape(start, body, bytes.len());
                    if let Err(error) = value::check_unterminated_escapes(self.text, start, self.rules, self.strings) {
                        return self.failed(error);
                    }
                }
                return self.unterminated(unterminated_message(kind), start);
            };
            // Cheap look before the search: most literals are followed by a comma or parenthesis.
            if !matches!(at(bytes, end), b',' | b')' | b';')
                && let Some(next) = bytes::continuation(bytes, end, self.space)
            {
                changed = true;
                from = next;
                continue;
            }
            break end;
        };
        let token = self.token(kind, start, end).with_changed(changed);
        if kind == TokenKind::EscapeString && changed {
            self.warn_of_escape(start, body, end);
            if let Err(error) = value::check_escapes(self.text, start, end, self.rules, self.strings) {
                return self.failed(error);
            }
        }
        token
    }

    /// Of an escape in a literal without the letter E.
    fn warn_of_escape(&mut self, start: usize, body: usize, end: usize) {
        if body == start + 1 {
            self.notices.extend(self.strings.warning(self.text, start, end));
        }
    }

    /// A dollar-quoted string, a parameter, or a lone dollar sign.
    fn dollar(&mut self, start: usize) -> Token {
        let bytes = self.text.as_bytes();
        if is(at(bytes, start + 1), DIGIT) {
            let end = bytes::skip(bytes, start + 1, DIGIT);
            if self.rules.trailing_junk_after_number && is(at(bytes, end), IDENTIFIER_START) {
                let junk = bytes::identifier(bytes, end).0;
                return self.refuse("trailing junk after parameter", start, junk);
            }
            return self.token(TokenKind::Parameter, start, end);
        }
        let Some(body) = bytes::dollar_delimiter_end(bytes, start) else {
            return self.token(TokenKind::Invalid, start, start + 1);
        };
        match bytes::dollar_quote_end(bytes, start, body) {
            Some(end) => self.token(TokenKind::DollarString, start, end),
            None => self.unterminated("unterminated dollar-quoted string", start),
        }
    }

    fn number(&mut self, start: usize) -> Token {
        match number::number(self.text.as_bytes(), start, self.rules) {
            Ok((kind, end)) => self.token(kind, start, end),
            Err((message, end)) => self.refuse(message, start, end),
        }
    }

    /// The longest run of operator characters, cut at a comment; of several characters it keeps a
    /// trailing `+` or `-` only beside a character that no standard operator has.
    fn operator(&mut self, start: usize) -> Token {
        let bytes = self.text.as_bytes();
        let mut end = start;
        while is(at(bytes, end), OPERATOR) && !begins_comment(bytes, end) {
            end += 1;
        }
        let run = bytes.get(start..end).unwrap_or_default();
        if matches!(run, [_, .., b'+' | b'-']) {
            let is_special =
                |byte: &u8| matches!(byte, b'~' | b'!' | b'@' | b'#' | b'^' | b'&' | b'|' | b'`' | b'?' | b'%');
            // The special character must stand before the signs that would be cut off.
            let kept = run.iter().rposition(|byte| !matches!(byte, b'+' | b'-')).map_or(1, |index| index + 1);
            if !run.get(..kept).unwrap_or_default().iter().any(is_special) {
                end = start + kept;
            }
        }
        if end - start > NAME_BYTES {
            return self.refuse("operator too long", start, end);
        }
        self.token(TokenKind::Operator, start, end)
    }

    fn notice_truncation(&mut self, name: &str, subject: Span) {
        let cut = truncate(name);
        if cut.len() < name.len() {
            let message = format!("identifier \"{name}\" will be truncated to \"{cut}\"");
            let sqlstate = SqlState::NameTooLong;
            self.notices.push(ScanNotice { sqlstate, message, hint: None, position: None, subject });
        }
    }

    #[cold]
    fn unterminated(&mut self, message: &str, start: usize) -> Token {
        self.refuse(message, start, self.text.len())
    }

    #[cold]
    fn refuse(&mut self, message: &str, start: usize, end: usize) -> Token {
        let error = self.error_at(message, Span::new(start, end));
        self.failed(error)
    }

    /// An error of the kind `message at or near "token"`.
    fn error_at(&self, message: &str, span: Span) -> Box<SyntaxError> {
        near(self.text, message, span)
    }
}

/// `message at or near "text of the span"`, or `message at end of input`.
pub(crate) fn near(text: &str, message: &str, span: Span) -> Box<SyntaxError> {
    let place = if span.start.index() >= text.len() {
        format!("{message} at end of input")
    } else {
        format!("{message} at or near \"{}\"", span.of(text))
    };
    Box::new(SyntaxError {
        sqlstate: SqlState::SyntaxError,
        message: place,
        detail: None,
        hint: None,
        position: Some(span.start),
        subject: if span.start == span.end { last_character(text) } else { span },
    })
}

/// Where an editor shows what is missing at the end: the last character that is no blank.
fn last_character(text: &str) -> Span {
    let content = text.trim_end();
    let start = content.char_indices().next_back().map_or(0, |(index, _)| index);
    Span { start: ByteOffset(start as u32), end: ByteOffset(content.len() as u32) }
}

fn unterminated_message(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::BitString => "unterminated bit string literal",
        TokenKind::HexString => "unterminated hexadecimal string literal",
        _ => "unterminated quoted string",
    }
}
