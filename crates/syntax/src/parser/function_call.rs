//! Functions with arguments between commas.

use super::cursor::{Parser, Result};
use crate::ast::{Expression, ExpressionKind, FunctionCall, QualifiedName, SortKey, TypeName, TypeReference};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind};
use crate::{Span, SqlState, SyntaxError};

impl<'a> Parser<'a> {
    /// ```text
    /// name ( [ ALL | DISTINCT ] argument [, ...] [, VARIADIC argument] [ ORDER BY ... ] ) | name ( * )
    ///     [ WITHIN GROUP ( ORDER BY ... ) ] [ FILTER ( WHERE ... ) ] [ OVER window ]
    /// name ( modifier [, ...] ) 'value'
    /// ```
    /// From the parenthesis on.
    pub(super) fn function_call(&mut self, name: QualifiedName<'a>, first: Token) -> Result<Expression<'a>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut call = FunctionCall::new(name, Vec::new());
        let mut order = self.peek();
        let mut may_be_type = false;
        if self.is_operator("*") {
            self.advance();
            call.star = true;
        } else if self.peek_kind() != TokenKind::CloseParenthesis {
            call.distinct = self.accept(Keyword::Distinct);
            may_be_type = !call.distinct && !self.accept(Keyword::All);
            self.arguments(&mut call, may_be_type)?;
            order = self.peek();
            call.order_by = self.order_by()?;
            may_be_type &= !call.variadic;
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        if may_be_type && self.peek().is_string() {
            return self.constant_of_type(call, first, order);
        }
        let within = self.peek();
        if self.accept(Keyword::Within) {
            self.expect([Keyword::Group])?;
            self.within_group(&mut call, within)?;
        }
        if self.accept(Keyword::Filter) {
            self.expect_kind(TokenKind::OpenParenthesis)?;
            self.expect([Keyword::Where])?;
            call.filter = Some(self.expression()?);
            self.expect_kind(TokenKind::CloseParenthesis)?;
        }
        if self.accept(Keyword::Over) {
            call.over = Some(self.window()?);
        }
        Ok(self.node(ExpressionKind::Function(Box::new(call)), first, first.span().start))
    }

    /// `argument [, ...] [, VARIADIC argument ]`, each with a name or without.
    pub(super) fn arguments(&mut self, call: &mut FunctionCall<'a>, may_be_variadic: bool) -> Result<()> {
        loop {
            call.variadic = may_be_variadic && self.accept(Keyword::Variadic);
            let first = self.peek();
            let value = self.expression()?;
            let argument = match value.kind {
                ExpressionKind::Column { name, all: false }
                    if self.is_type_or_function_name(first)
                        && name.parts.len() == 1
                        && value.span.end.index() == self.last_end()
                        && (self.is_operator("=>") || self.is_symbol(":=")) =>
                {
                    self.advance();
                    let value = self.expression()?;
                    let mut parts = name.parts;
                    let Some(name) = parts.pop() else { return self.fail() };
                    self.grow()?;
                    self.node(ExpressionKind::NamedArgument(name, Box::new(value)), first, first.span().start)
                }
                kind => Expression { kind, ..value },
            };
            call.arguments.push(argument);
            if call.variadic || !self.accept_kind(TokenKind::Comma) {
                return Ok(());
            }
        }
    }

    /// `name ( modifiers ) 'value'` is a constant of that type.
    fn constant_of_type(&mut self, call: FunctionCall<'a>, first: Token, order: Token) -> Result<Expression<'a>> {
        let literal = self.peek();
        let value = self.string()?.value;
        let is_named = |argument: &&Expression<'a>| matches!(argument.kind, ExpressionKind::NamedArgument(..));
        if let Some(argument) = call.arguments.iter().find(is_named) {
            return Err(refused("type modifier cannot have parameter name".to_owned(), argument.span));
        }
        if !call.order_by.is_empty() {
            return Err(refused("type modifier cannot have ORDER BY".to_owned(), order.span()));
        }
        let type_name = TypeName {
            set_of: false,
            span: call.name.span,
            name: TypeReference::Named(call.name),
            modifiers: call.arguments,
            array_bounds: Vec::new(),
        };
        let constant = self.node(ExpressionKind::String(value), literal, literal.span().start);
        let kind = ExpressionKind::Cast(Box::new(constant), Box::new(type_name));
        Ok(self.node(kind, first, first.span().start))
    }

    /// `( ORDER BY ... )` behind WITHIN GROUP.
    fn within_group(&mut self, call: &mut FunctionCall<'a>, within: Token) -> Result<()> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        if self.peek_keyword() != Some(Keyword::Order) {
            return self.fail();
        }
        let sort = self.order_by()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        let message = if !call.order_by.is_empty() {
            "cannot use multiple ORDER BY clauses with WITHIN GROUP"
        } else if call.distinct {
            "cannot use DISTINCT with WITHIN GROUP"
        } else if call.variadic {
            "cannot use VARIADIC with WITHIN GROUP"
        } else {
            call.order_by = sort;
            call.within_group = true;
            return Ok(());
        };
        Err(refused(message.to_owned(), within.span()))
    }

    /// ```text
    /// [ ORDER BY expression [ ASC | DESC | USING operator ] [ NULLS { FIRST | LAST } ] [, ...] ]
    /// ```
    pub(super) fn order_by(&mut self) -> Result<Vec<SortKey<'a>>> {
        let mut keys = Vec::new();
        if !self.accept(Keyword::Order) {
            return Ok(keys);
        }
        self.expect([Keyword::By])?;
        loop {
            let expression = self.expression()?;
            let first = self.peek();
            match first.keyword() {
                Some(Keyword::Asc | Keyword::Desc) => self.advance(),
                Some(Keyword::Using) => {
                    self.advance();
                    self.sort_operator()?;
                }
                _ => {}
            }
            let nulls = self.peek();
            if nulls.word() == Some(Keyword::Nulls) && nulls.keyword().is_none() {
                // The word behind it is what makes it one.
                self.advance();
                self.peek();
                self.advance();
            }
            let end = self.last_end().max(first.start());
            let order = Span::new(first.start(), end).of(self.text);
            keys.push(SortKey { expression, order });
            if !self.accept_kind(TokenKind::Comma) {
                return Ok(keys);
            }
        }
    }

    fn sort_operator(&mut self) -> Result<()> {
        if self.accept(Keyword::Operator) {
            self.operator_in_parentheses().map(|_| ())
        } else if self.peek_kind() == TokenKind::Operator && !self.is_operator("=>") {
            self.advance();
            Ok(())
        } else {
            self.fail()
        }
    }

    /// `{ name | ( definition ) }` behind OVER.
    fn window(&mut self) -> Result<&'a str> {
        let first = self.peek();
        if self.accept_kind(TokenKind::OpenParenthesis) {
            self.skip_to_close()?;
            self.expect_kind(TokenKind::CloseParenthesis)?;
        } else {
            self.column_id()?;
        }
        Ok(self.span_from(first).of(self.text))
    }
}

/// What the server's grammar refuses beyond its rules.
pub(super) fn refused(message: String, subject: Span) -> Box<SyntaxError> {
    Box::new(SyntaxError {
        sqlstate: SqlState::SyntaxError,
        message,
        detail: None,
        hint: None,
        position: Some(subject.start),
        subject,
    })
}
