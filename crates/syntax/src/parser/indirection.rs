//! What follows a column or an operand in parentheses: fields and subscripts.

use super::cursor::{Parser, Result};
use crate::Span;
use crate::ast::{Expression, ExpressionKind, Form};
use crate::scanner::{Token, TokenKind, near};

impl<'a> Parser<'a> {
    pub(super) fn accept_star(&mut self) -> bool {
        let found = self.is_operator("*");
        if found {
            self.advance();
        }
        found
    }

    /// `{ .name | .* | [i] | [i:j] } ...`
    pub(super) fn indirection(&mut self, base: Expression<'a>, first: Token) -> Result<Expression<'a>> {
        let start = base.span.start;
        let mut base = base;
        loop {
            let kind = if self.accept_kind(TokenKind::Dot) {
                let field = if self.accept_star() { None } else { Some(self.label()?) };
                ExpressionKind::Field(Box::new(base), field)
            } else if self.accept_symbol("[") {
                let (form, bounds) = self.subscript()?;
                let mut operands = vec![base];
                operands.extend(bounds);
                ExpressionKind::Form(form, operands)
            } else {
                return Ok(base);
            };
            self.grow()?;
            let is_star = matches!(kind, ExpressionKind::Field(_, None));
            base = self.node(kind, first, start);
            if is_star {
                self.check_star_is_last()?;
                return Ok(base);
            }
        }
    }

    /// Nothing may follow `.*`; the server says so at the token behind what follows.
    pub(super) fn check_star_is_last(&mut self) -> Result<()> {
        let mut is_last = true;
        loop {
            if self.accept_kind(TokenKind::Dot) {
                if !self.accept_star() {
                    self.label()?;
                }
            } else if self.accept_symbol("[") {
                self.subscript()?;
            } else if is_last {
                return Ok(());
            } else {
                let token = self.peek();
                return Err(near(self.text, "improper use of \"*\"", Span::new(token.start(), token.clause_end())));
            }
            is_last = false;
        }
    }

    /// Behind `[`: what stands in the brackets.
    fn subscript(&mut self) -> Result<(Form, Vec<Expression<'a>>)> {
        let mut bounds = Vec::new();
        let mut form = Form::SliceAll;
        if !self.is_symbol(":") {
            bounds.push(self.expression()?);
            if self.accept_symbol("]") {
                return Ok((Form::Subscript, bounds));
            }
            form = Form::SliceFrom;
        }
        if !self.accept_symbol(":") {
            return self.fail();
        }
        if !self.accept_symbol("]") {
            form = if form == Form::SliceAll { Form::SliceTo } else { Form::Slice };
            bounds.push(self.expression()?);
            if !self.accept_symbol("]") {
                return self.fail();
            }
        }
        Ok((form, bounds))
    }

    pub(super) fn is_symbol(&mut self, symbol: &str) -> bool {
        let token = self.peek();
        token.is(TokenKind::Symbol) && token.span().of(self.text) == symbol
    }
}
