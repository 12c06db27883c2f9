//! Numbers.

use super::cursor::{Parser, Result};
use crate::ast::Number;
use crate::scanner::{Token, TokenKind};

impl<'a> Parser<'a> {
    /// The value of an integer that fits 32 bits.
    pub(super) fn integer_value(&self, token: Token) -> Option<i32> {
        if !token.is(TokenKind::Integer) {
            return None;
        }
        let written = token.span().of(self.text);
        let plain = written.replace('_', "");
        let (digits, radix) = match plain.as_bytes() {
            [b'0', b'x' | b'X', ..] => (plain.get(2..)?, 16),
            [b'0', b'o' | b'O', ..] => (plain.get(2..)?, 8),
            [b'0', b'b' | b'B', ..] => (plain.get(2..)?, 2),
            _ => (&*plain, 10),
        };
        i32::from_str_radix(digits, radix).ok()
    }

    /// Iconst: an integer that fits 32 bits with a sign.
    pub(super) fn integer(&mut self) -> Result<i32> {
        let token = self.peek();
        match self.integer_value(token) {
            Some(value) => {
                self.advance();
                Ok(value)
            }
            None => self.fail(),
        }
    }

    /// SignedIconst
    pub(super) fn signed_integer(&mut self) -> Result<i32> {
        let negative = self.is_operator("-");
        if negative || self.is_operator("+") {
            self.advance();
        }
        let value = self.integer()?;
        Ok(if negative { -value } else { value })
    }

    /// Whether a number or a sign is ahead.
    pub(super) fn is_number(&mut self) -> bool {
        matches!(self.peek_kind(), TokenKind::Integer | TokenKind::Float)
            || self.is_operator("-")
            || self.is_operator("+")
    }

    /// NumericOnly: an integer or another number, with a sign or without.
    pub(super) fn signed_number(&mut self) -> Result<Number<'a>> {
        let first = self.peek();
        let negative = self.is_operator("-");
        if negative || self.is_operator("+") {
            self.advance();
        }
        let token = self.peek();
        if !matches!(token.kind(), TokenKind::Integer | TokenKind::Float) {
            return self.fail();
        }
        self.advance();
        Ok(Number { negative, digits: token.span().of(self.text), span: self.span_from(first) })
    }
}
