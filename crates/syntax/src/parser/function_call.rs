//! Functions, among them those that the SQL standard gives a syntax of their own.

use super::cursor::{Parser, Result};
use super::type_name::system_name;
use crate::ast::{Expression, ExpressionKind, Form, FunctionCall, QualifiedName, SortKey, TypeName, TypeReference};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind, near};
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
    fn arguments(&mut self, call: &mut FunctionCall<'a>, may_be_variadic: bool) -> Result<()> {
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
    fn order_by(&mut self) -> Result<Vec<SortKey<'a>>> {
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
