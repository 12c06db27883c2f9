//! The parser's place in the text: one token of look-ahead, scanned when first looked at.

use crate::keyword::{Keyword, KeywordClass};
use crate::scanner::{Scan, Scanner, Token, TokenKind, near};
use crate::{ScanNotice, Span, Target, TargetRules};

pub type Result<T> = Scan<T>;

pub struct Parser<'a> {
    pub text: &'a str,
    scanner: Scanner<'a>,
    /// The look-ahead, once it has been scanned.
    ahead: Option<Token>,
    /// The end of the last token taken.
    last_end: u32,
}

impl<'a> Parser<'a> {
    pub fn new(text: &'a str, target: Target) -> Parser<'a> {
        Parser { text, scanner: Scanner::new(text, target), ahead: None, last_end: 0 }
    }

    pub fn into_notices(self) -> Vec<ScanNotice> {
        self.scanner.into_notices()
    }

    pub fn rules(&self) -> &'static TargetRules {
        self.scanner.rules()
    }

    /// The end of the last token taken.
    pub fn last_end(&self) -> usize {
        self.last_end as usize
    }

    /// From the start of `first` to the end of the last token taken.
    pub fn span_from(&self, first: Token) -> Span {
        Span::new(first.start as usize, self.last_end as usize)
    }

    #[inline]
    pub fn peek(&mut self) -> Result<Token> {
        match self.ahead {
            Some(token) => Ok(token),
            None => {
                let token = self.scanner.next_token()?;
                self.ahead = Some(token);
                Ok(token)
            }
        }
    }

    #[inline]
    pub fn peek_kind(&mut self) -> Result<TokenKind> {
        Ok(self.peek()?.kind)
    }

    /// The key word ahead; none for `WITH TIME` and the like, which are words of their own.
    #[inline]
    pub fn peek_keyword(&mut self) -> Result<Option<Keyword>> {
        let token = self.peek()?;
        Ok(if token.joined { None } else { token.keyword })
    }

    /// Takes the token ahead, which must have been looked at.
    #[inline]
    pub fn advance(&mut self) {
        if let Some(token) = self.ahead.take() {
            self.last_end = token.clause_end;
        }
    }

    /// Takes the key word if it is ahead.
    #[inline]
    pub fn accept(&mut self, keyword: Keyword) -> Result<bool> {
        let found = self.peek_keyword()? == Some(keyword);
        if found {
            self.advance();
        }
        Ok(found)
    }

    /// Takes the token if one of the kind is ahead.
    #[inline]
    pub fn accept_kind(&mut self, kind: TokenKind) -> Result<bool> {
        let found = self.peek_kind()? == kind;
        if found {
            self.advance();
        }
        Ok(found)
    }

    /// Takes the key words, one after the other.
    #[inline]
    pub fn expect<const N: usize>(&mut self, keywords: [Keyword; N]) -> Result<()> {
        for keyword in keywords {
            if !self.accept(keyword)? {
                return self.fail();
            }
        }
        Ok(())
    }

    #[inline]
    pub fn expect_kind(&mut self, kind: TokenKind) -> Result<()> {
        if self.accept_kind(kind)? { Ok(()) } else { self.fail() }
    }

    /// `syntax error` at the token ahead.
    #[cold]
    pub fn fail<T>(&mut self) -> Result<T> {
        let token = self.peek()?;
        Err(self.syntax_error(token))
    }

    #[cold]
    fn syntax_error(&self, token: Token) -> Box<crate::SyntaxError> {
        let span = Span::new(token.start as usize, token.clause_end as usize);
        near(self.text, "syntax error", span)
    }

    /// The class of the key word ahead in this target.
    #[inline]
    pub fn class(&self, token: Token) -> KeywordClass {
        match token.keyword {
            Some(keyword) if !token.joined => keyword.class(self.rules().keywords),
            _ => KeywordClass::None,
        }
    }
}
