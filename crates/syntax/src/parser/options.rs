//! `OPTIONS (…)`.

use super::cursor::{Parser, Result};
use crate::ast::{OptionAction, OptionItem};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// [ OPTIONS ( option 'value' [, ... ] ) ]
    /// ```
    pub(super) fn create_options(&mut self) -> Result<Vec<OptionItem<'a>>> {
        if !self.accept(Keyword::Options) {
            return Ok(Vec::new());
        }
        self.list(|parser| parser.option(OptionAction::Plain))
    }

    /// ```text
    /// OPTIONS ( [ ADD | SET | DROP ] option ['value'] [, ... ] )
    /// ```
    pub(super) fn alter_options(&mut self) -> Result<Vec<OptionItem<'a>>> {
        self.expect([Keyword::Options])?;
        self.list(Self::change)
    }

    fn list(&mut self, item: impl Fn(&mut Self) -> Result<OptionItem<'a>>) -> Result<Vec<OptionItem<'a>>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut items = Vec::with_capacity(4);
        loop {
            items.push(item(self)?);
            match self.peek_kind() {
                TokenKind::Comma => self.advance(),
                TokenKind::CloseParenthesis => {
                    self.advance();
                    return Ok(items);
                }
                _ => return self.fail(),
            }
        }
    }

    pub(super) fn option(&mut self, action: OptionAction) -> Result<OptionItem<'a>> {
        let name = self.label()?;
        let value = self.string()?;
        let span = name.span.to(value.span);
        Ok(OptionItem { action, name, value: Some(value), span })
    }

    /// `ADD`, `SET` and `DROP` are names when a value follows them at once.
    fn change(&mut self) -> Result<OptionItem<'a>> {
        let word = self.peek();
        let action = match word.keyword() {
            Some(Keyword::Add) => OptionAction::Add,
            Some(Keyword::Set) => OptionAction::Set,
            Some(Keyword::Drop) => OptionAction::Drop,
            _ => return self.option(OptionAction::Plain),
        };
        self.advance();
        if self.peek().is_string() {
            let name = self.ident(word);
            let value = self.string()?;
            return Ok(OptionItem {
                action: OptionAction::Plain,
                name,
                value: Some(value),
                span: self.span_from(word),
            });
        }
        if action == OptionAction::Drop {
            let name = self.label()?;
            return Ok(OptionItem { action, name, value: None, span: self.span_from(word) });
        }
        let item = self.option(action)?;
        Ok(OptionItem { span: self.span_from(word), ..item })
    }
}
