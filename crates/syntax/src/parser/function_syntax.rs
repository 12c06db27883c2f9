//! Functions that the SQL standard gives a syntax of their own.

use super::cursor::{Parser, Result};
use super::type_name::system_name;
use crate::ast::{Expression, ExpressionKind, Form, FunctionCall, QualifiedName, TypeReference};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind, near};

impl<'a> Parser<'a> {
    /// A function with a syntax of its own, from the parenthesis on.
    pub(super) fn function_syntax(&mut self, token: Token, word: Keyword) -> Result<Expression<'a>> {
        let open = self.peek();
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let form = match word {
            Keyword::Coalesce => Form::Coalesce,
            Keyword::Greatest => Form::Greatest,
            Keyword::Least => Form::Least,
            Keyword::Nullif => return self.null_if(token),
            Keyword::Cast | Keyword::Treat => return self.cast(token, word),
            Keyword::Extract => return self.extract(token),
            Keyword::Position => return self.position(token),
            Keyword::Overlay => return self.overlay(token),
            Keyword::Substring => return self.substring(token),
            Keyword::Trim => return self.trim(token),
            Keyword::Normalize => return self.normalize(token),
            Keyword::Median | Keyword::GroupId | Keyword::Decode => return self.plain_arguments(token),
            Keyword::Xmlconcat
            | Keyword::Xmlelement
            | Keyword::Xmlexists
            | Keyword::Xmlforest
            | Keyword::Xmlparse
            | Keyword::Xmlpi
            | Keyword::Xmlroot
            | Keyword::Xmlserialize => {
                if word == Keyword::Xmlconcat {
                    self.expressions()?;
                } else {
                    self.skip_to_close()?;
                }
                self.expect_kind(TokenKind::CloseParenthesis)?;
                let text = self.span_from(token).of(self.text);
                return Ok(self.node(ExpressionKind::Xml { text }, token, token.span().start));
            }
            _ => return Err(near(self.text, "syntax error", open.span())),
        };
        let operands = self.expressions()?;
        self.close_form(form, operands, token)
    }

    fn close_form(&mut self, form: Form, operands: Vec<Expression<'a>>, token: Token) -> Result<Expression<'a>> {
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(self.form(form, operands, token))
    }

    fn close_call(
        &mut self,
        name: &'static str,
        arguments: Vec<Expression<'a>>,
        token: Token,
    ) -> Result<Expression<'a>> {
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(self.system_call(name, arguments, token, token.span().start))
    }

    fn null_if(&mut self, token: Token) -> Result<Expression<'a>> {
        let first = self.expression()?;
        self.expect_kind(TokenKind::Comma)?;
        let second = self.expression()?;
        self.close_form(Form::NullIf, vec![first, second], token)
    }

    /// `expression AS type )`
    fn cast(&mut self, token: Token, word: Keyword) -> Result<Expression<'a>> {
        let operand = self.expression()?;
        self.expect([Keyword::As])?;
        let type_name = self.type_name()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        if word == Keyword::Cast {
            let kind = ExpressionKind::Cast(Box::new(operand), Box::new(type_name));
            return Ok(self.node(kind, token, token.span().start));
        }
        // TREAT is the function in pg_catalog that has the type's name.
        let mut name = system_name("interval", type_name.span);
        match type_name.name {
            TypeReference::Standard(known) => name = system_name(known, type_name.span),
            TypeReference::Named(QualifiedName { mut parts, .. }) => {
                name.parts.truncate(1);
                name.parts.extend(parts.pop());
            }
            TypeReference::Interval(_) | TypeReference::ColumnType(_) => {}
        }
        let call = FunctionCall::new(name, vec![operand]);
        Ok(self.node(ExpressionKind::Function(Box::new(call)), token, token.span().start))
    }

    /// `{ field | 'field' } FROM expression )`
    fn extract(&mut self, token: Token) -> Result<Expression<'a>> {
        let first = self.peek();
        let field = match first.keyword() {
            Some(Keyword::Year | Keyword::Month | Keyword::Day | Keyword::Hour | Keyword::Minute | Keyword::Second) => {
                self.ident(first).name
            }
            _ if first.is_string() => self.string_literal(first).value,
            _ if first.is_identifier() => self.ident(first).name,
            _ => return self.fail(),
        };
        self.advance();
        let field = self.node(ExpressionKind::String(field), first, first.span().start);
        self.expect([Keyword::From])?;
        let source = self.expression()?;
        self.close_call("extract", vec![field, source], token)
    }

    /// `b_expr IN b_expr )`
    fn position(&mut self, token: Token) -> Result<Expression<'a>> {
        let part = self.restricted_expression()?;
        self.expect([Keyword::In])?;
        let whole = self.restricted_expression()?;
        self.close_call("position", vec![whole, part], token)
    }

    /// `expression PLACING expression FROM expression [ FOR expression ] )`, or arguments.
    fn overlay(&mut self, token: Token) -> Result<Expression<'a>> {
        if self.peek_kind() == TokenKind::CloseParenthesis {
            return self.plain_arguments(token);
        }
        let mut call = self.first_argument(token)?;
        if call.arguments.len() != 1 || !self.accept(Keyword::Placing) {
            return self.close_plain(call, token);
        }
        call.arguments.push(self.expression()?);
        self.expect([Keyword::From])?;
        call.arguments.push(self.expression()?);
        if self.accept(Keyword::For) {
            call.arguments.push(self.expression()?);
        }
        self.close_call("overlay", call.arguments, token)
    }

    /// ```text
    /// expression { FROM expression [ FOR expression ] | FOR expression [ FROM expression ] } )
    /// expression SIMILAR expression ESCAPE expression )
    /// ```
    /// or arguments.
    fn substring(&mut self, token: Token) -> Result<Expression<'a>> {
        if self.peek_kind() == TokenKind::CloseParenthesis {
            return self.plain_arguments(token);
        }
        let mut call = self.first_argument(token)?;
        let single = call.arguments.len() == 1;
        if single && self.accept(Keyword::Similar) {
            call.arguments.push(self.expression()?);
            self.expect([Keyword::Escape])?;
            call.arguments.push(self.expression()?);
        } else if single && self.accept(Keyword::From) {
            call.arguments.push(self.expression()?);
            if self.accept(Keyword::For) {
                call.arguments.push(self.expression()?);
            }
        } else if single && self.accept(Keyword::For) {
            let length = self.expression()?;
            if self.accept(Keyword::From) {
                call.arguments.push(self.expression()?);
                call.arguments.push(length);
            } else {
                // From the first character; the length is made an integer.
                let span = length.span;
                call.arguments.push(self.node(ExpressionKind::Integer(1), token, token.span().start));
                let integer = self.new_type(token, TypeReference::Standard("int4"), Vec::new());
                let kind = ExpressionKind::Cast(Box::new(length), Box::new(integer));
                call.arguments.push(Expression { kind, location: span.start, span });
            }
        } else {
            return self.close_plain(call, token);
        }
        self.close_call("substring", call.arguments, token)
    }

    /// `[ BOTH | LEADING | TRAILING ] { expression FROM expressions | [ FROM ] expressions } )`
    fn trim(&mut self, token: Token) -> Result<Expression<'a>> {
        let name = match self.peek_keyword() {
            Some(Keyword::Leading) => "ltrim",
            Some(Keyword::Trailing) => "rtrim",
            _ => "btrim",
        };
        if matches!(self.peek_keyword(), Some(Keyword::Both | Keyword::Leading | Keyword::Trailing)) {
            self.advance();
        }
        let mut characters = None;
        if !self.accept(Keyword::From) {
            let first = self.expression()?;
            if !self.accept(Keyword::From) {
                let arguments = self.expressions_from(first)?;
                return self.close_call(name, arguments, token);
            }
            characters = Some(first);
        }
        let mut arguments = self.expressions()?;
        arguments.extend(characters);
        self.close_call(name, arguments, token)
    }

    /// `expression [, form ] )`
    fn normalize(&mut self, token: Token) -> Result<Expression<'a>> {
        let mut arguments = vec![self.expression()?];
        if self.accept_kind(TokenKind::Comma) {
            let form = self.peek();
            if !matches!(form.keyword(), Some(Keyword::Nfc | Keyword::Nfd | Keyword::Nfkc | Keyword::Nfkd)) {
                return self.fail();
            }
            self.advance();
            let name = form.word().map_or("", Keyword::word).to_ascii_uppercase();
            arguments.push(self.node(ExpressionKind::String(name.into()), form, form.span().start));
        }
        self.close_call("normalize", arguments, token)
    }

    /// `( expression )` behind COLLATION FOR.
    pub(super) fn collation_for(&mut self, token: Token) -> Result<Expression<'a>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let operand = self.expression()?;
        self.close_call("pg_collation_for", vec![operand], token)
    }

    /// The first arguments of a function that also has a syntax of its own.
    fn first_argument(&mut self, token: Token) -> Result<FunctionCall<'a>> {
        let name = QualifiedName { parts: vec![self.ident(token)], span: token.span() };
        let mut call = FunctionCall::new(name, Vec::new());
        self.arguments(&mut call, false)?;
        Ok(call)
    }

    /// `[ argument [, ...] ] )`
    fn plain_arguments(&mut self, token: Token) -> Result<Expression<'a>> {
        let name = QualifiedName { parts: vec![self.ident(token)], span: token.span() };
        let mut call = FunctionCall::new(name, Vec::new());
        if self.peek_kind() != TokenKind::CloseParenthesis {
            self.arguments(&mut call, false)?;
        }
        self.close_plain(call, token)
    }

    fn close_plain(&mut self, call: FunctionCall<'a>, token: Token) -> Result<Expression<'a>> {
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(self.node(ExpressionKind::Function(Box::new(call)), token, token.span().start))
    }
}
