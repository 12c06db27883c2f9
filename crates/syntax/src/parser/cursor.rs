//! The parser's place in the text: one token of look-ahead, scanned when first looked at.

use crate::keyword::{Keyword, KeywordClass};
use crate::scanner::{self, Scan, Scanner, StringRules, Token, TokenKind, near};
use crate::{FULL, ScanNotice, Span, SqlState, SyntaxError, Target, TargetRules};

pub type Result<T> = Scan<T>;

pub struct Parser<'a> {
    pub text: &'a str,
    scanner: Scanner<'a>,
    /// The look-ahead, while `is_scanned`.
    ahead: Token,
    is_scanned: bool,
    /// The end of the last token taken.
    last_end: usize,
    /// Whether an element of a new schema is read, which knows fewer forms of a statement.
    pub(super) in_schema: bool,
    /// How many expressions the parser is inside of.
    pub(super) depth: u16,
    /// The depth of an expression that a label may follow without AS; 0 for none.
    pub(super) label_depth: u16,
    /// At least the height of every operand taken so far of the expression that the parser is in.
    pub(super) height: u16,
    /// Whether the core has come to what only the full build reads.
    needs_full: bool,
}

/// A place to which the parser can go back where one token does not tell what follows.
#[derive(Clone, Copy)]
pub struct Mark {
    scanner: scanner::Mark,
    ahead: Token,
    is_scanned: bool,
    last_end: usize,
}

impl<'a> Parser<'a> {
    pub fn mark(&self) -> Mark {
        let Parser { ahead, is_scanned, last_end, .. } = *self;
        Mark { scanner: self.scanner.mark(), ahead, is_scanned, last_end }
    }

    pub fn restore(&mut self, mark: Mark) {
        self.scanner.restore(mark.scanner);
        (self.ahead, self.is_scanned, self.last_end) = (mark.ahead, mark.is_scanned, mark.last_end);
    }

    pub fn new(text: &'a str, target: Target, strings: StringRules) -> Parser<'a> {
        let mut scanner = Scanner::new(text, target).with_strings(strings);
        let ahead = scanner.next_token();
        Parser {
            text,
            scanner,
            ahead,
            is_scanned: true,
            last_end: 0,
            in_schema: false,
            depth: 0,
            label_depth: 0,
            height: 0,
            needs_full: false,
        }
    }

    /// Whether the core has come to what only the full build reads.
    pub fn needs_full(&self) -> bool {
        self.needs_full
    }

    /// Reads what the core leaves to the full build.
    #[inline(always)]
    pub fn only_in_full<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if FULL { read(self) } else { self.leave_to_full() }
    }

    /// Notes that the full build must read the text. Whether the text holds an error, and which, is
    /// for it to say.
    #[cold]
    pub fn leave_to_full<T>(&mut self) -> Result<T> {
        self.needs_full = true;
        self.fail()
    }

    pub fn into_notices(self) -> Vec<ScanNotice> {
        self.scanner.into_notices()
    }

    /// Adds what a grammar action has noticed.
    pub fn notice(&mut self, notice: ScanNotice) {
        self.scanner.notice(notice);
    }

    pub fn rules(&self) -> &'static TargetRules {
        self.scanner.rules()
    }

    /// The end of the last token taken.
    pub fn last_end(&self) -> usize {
        self.last_end
    }

    /// From the start of `first` to the end of the last token taken.
    pub fn span_from(&self, first: Token) -> Span {
        Span::new(first.start(), self.last_end)
    }

    /// The token ahead. A lexical error is a token that no grammar takes, and comes out of
    /// [`Parser::fail`].
    #[inline(always)]
    pub fn peek(&mut self) -> Token {
        if !self.is_scanned {
            self.scan_ahead();
        }
        self.ahead
    }

    #[inline(never)]
    fn scan_ahead(&mut self) {
        self.ahead = self.scanner.next_token();
        self.is_scanned = true;
    }

    #[inline]
    pub fn peek_kind(&mut self) -> TokenKind {
        self.peek().kind()
    }

    /// The key word ahead; none for `WITH TIME` and the like, which are words of their own.
    #[inline]
    pub fn peek_keyword(&mut self) -> Option<Keyword> {
        self.peek().keyword()
    }

    /// Takes the token ahead, which must have been looked at.
    #[inline]
    pub fn advance(&mut self) {
        self.last_end = self.ahead.clause_end();
        self.is_scanned = false;
    }

    /// Takes the key word if it is ahead.
    #[inline]
    pub fn accept(&mut self, keyword: Keyword) -> bool {
        let found = self.peek().is_keyword(keyword);
        if found {
            self.advance();
        }
        found
    }

    /// Takes the token if one of the kind is ahead.
    #[inline]
    pub fn accept_kind(&mut self, kind: TokenKind) -> bool {
        let found = self.peek().is(kind);
        if found {
            self.advance();
        }
        found
    }

    /// Takes the key words, one after the other.
    #[inline]
    pub fn expect<const N: usize>(&mut self, keywords: [Keyword; N]) -> Result<()> {
        for keyword in keywords {
            if !self.accept(keyword) {
                return self.fail();
            }
        }
        Ok(())
    }

    #[inline]
    pub fn expect_kind(&mut self, kind: TokenKind) -> Result<()> {
        if self.accept_kind(kind) { Ok(()) } else { self.fail() }
    }

    /// `syntax error` at the token ahead, or the lexical error there.
    #[cold]
    pub fn fail<T>(&mut self) -> Result<T> {
        let token = self.peek();
        Err(match self.scanner.take_error() {
            Some(error) if token.is(TokenKind::Failed) => error,
            _ => near(self.text, "syntax error", Span::new(token.start(), token.clause_end())),
        })
    }

    /// An error of a grammar action that the server runs when it has seen the token ahead: a lexical
    /// error there comes first.
    #[cold]
    pub fn refuse<T>(&mut self, error: Box<SyntaxError>) -> Result<T> {
        if self.peek().is(TokenKind::Failed) { self.fail() } else { Err(error) }
    }

    /// The class of the key word in this target; none for a word that is none by itself.
    #[inline]
    pub fn class(&self, token: Token) -> KeywordClass {
        match token.keyword() {
            Some(keyword) => keyword.class(self.rules().keywords),
            None => KeywordClass::None,
        }
    }
}

/// An error that a grammar action raises.
#[cold]
pub fn action_error(sqlstate: SqlState, message: String, at: Span) -> Box<SyntaxError> {
    Box::new(SyntaxError { sqlstate, message, detail: None, hint: None, position: Some(at.start), subject: at })
}
