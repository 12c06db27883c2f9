//! What operators stand between (c_expr): constants, columns, rows, arrays, CASE, queries.

use super::cursor::{Parser, Result};
use super::function_call::refused;
use crate::ast::{Case, CaseBranch, Expression, ExpressionKind, Form, QualifiedName, TypeName, TypeReference};
use crate::keyword::{Keyword, KeywordClass};
use crate::scanner::{Token, TokenKind, string_value};

/// Words that are an expression by themselves.
static VALUES: &[(Keyword, Form)] = &[
    (Keyword::CurrentDate, Form::CurrentDate),
    (Keyword::CurrentRole, Form::CurrentRole),
    (Keyword::CurrentUser, Form::CurrentUser),
    (Keyword::SessionUser, Form::SessionUser),
    (Keyword::SystemUser, Form::SystemUser),
    (Keyword::User, Form::User),
    (Keyword::CurrentCatalog, Form::CurrentCatalog),
];

/// Words that may have a precision in parentheses.
static CLOCKS: &[(Keyword, Form)] = &[
    (Keyword::CurrentTime, Form::CurrentTime),
    (Keyword::CurrentTimestamp, Form::CurrentTimestamp),
    (Keyword::Localtime, Form::Localtime),
    (Keyword::Localtimestamp, Form::Localtimestamp),
];

fn find(table: &[(Keyword, Form)], word: Keyword) -> Option<Form> {
    table.iter().find(|(known, _)| *known == word).map(|(_, form)| *form)
}

impl<'a> Parser<'a> {
    /// An operand; without the words that only a_expr has where `restricted`.
    pub(super) fn operand(&mut self, restricted: bool) -> Result<Expression<'a>> {
        let token = self.peek();
        match token.kind() {
            TokenKind::Keyword => match token.keyword() {
                Some(word) => self.word_operand(token, word, restricted),
                None => self.fail(),
            },
            TokenKind::OpenParenthesis => self.parentheses(token, restricted),
            TokenKind::Parameter => {
                self.advance();
                let digits = token.span().of(self.text).trim_start_matches('$');
                // The server keeps the low bits of what does not fit.
                let number = digits.parse::<i64>().unwrap_or(i64::MAX) as i32;
                let parameter = self.node(ExpressionKind::Parameter(number), token, token.span().start);
                self.indirection(parameter, token)
            }
            _ if token.is_identifier() => {
                self.advance();
                self.named_operand(token)
            }
            _ => match self.constant(token) {
                Some(kind) => {
                    self.advance();
                    Ok(self.node(kind, token, token.span().start))
                }
                None => self.fail(),
            },
        }
    }

    /// The value of a token that is a constant.
    fn constant(&self, token: Token) -> Option<ExpressionKind<'a>> {
        Some(match token.kind() {
            TokenKind::Integer => match self.integer_value(token) {
                Some(value) => ExpressionKind::Integer(value),
                None => ExpressionKind::Numeric(token.span().of(self.text).into()),
            },
            TokenKind::Float => ExpressionKind::Numeric(token.span().of(self.text).into()),
            TokenKind::BitString | TokenKind::HexString => {
                let letter = if token.is(TokenKind::BitString) { "b" } else { "x" };
                ExpressionKind::BitString(format!("{letter}{}", string_value(self.text, token, self.rules())).into())
            }
            _ if token.is_string() => ExpressionKind::String(self.string_literal(token).value),
            _ => return None,
        })
    }

    /// An operand that begins with a key word.
    fn word_operand(&mut self, token: Token, word: Keyword, restricted: bool) -> Result<Expression<'a>> {
        let start = token.span().start;
        let kind = match word {
            Keyword::Null => ExpressionKind::Null,
            Keyword::True | Keyword::False => ExpressionKind::Boolean(word == Keyword::True),
            Keyword::Default if !restricted => ExpressionKind::Form(Form::Default, Vec::new()),
            Keyword::Case => return self.case(token),
            Keyword::Array => return self.array(token),
            Keyword::Row | Keyword::Exists | Keyword::Grouping => {
                return self.word_with_parentheses(token, word, restricted);
            }
            _ => {
                if let Some(form) = find(CLOCKS, word) {
                    self.advance();
                    let precision = self.optional_precision()?;
                    return Ok(self.form(form, precision.into_iter().collect(), token));
                }
                return match find(VALUES, word).filter(|_| self.class(token) == KeywordClass::Reserved) {
                    Some(form) => {
                        self.advance();
                        Ok(self.form(form, Vec::new(), token))
                    }
                    None => self.name_or_type(token, word),
                };
            }
        };
        self.advance();
        Ok(self.node(kind, token, start))
    }

    /// A word that is a column's, a function's or a type's name, or begins a function with a syntax of its own.
    fn name_or_type(&mut self, token: Token, word: Keyword) -> Result<Expression<'a>> {
        match self.class(token) {
            KeywordClass::ColumnName => {
                if let Some(type_name) = self.standard_type(token, true)? {
                    // Without a value, the word alone is a column's name.
                    let is_word_alone = self.last_end() == token.end() && !self.peek().is_string();
                    return if is_word_alone { self.column(token) } else { self.typed_constant(type_name, token) };
                }
                self.advance();
                match self.peek_kind() {
                    TokenKind::OpenParenthesis => self.function_syntax(token, word),
                    _ => self.column(token),
                }
            }
            KeywordClass::Unreserved => {
                self.advance();
                if word == Keyword::Double && self.accept(Keyword::Precision) {
                    let name = TypeReference::Standard("float8");
                    return self.typed_constant(self.new_type(token, name, Vec::new()), token);
                }
                self.named_operand(token)
            }
            KeywordClass::TypeOrFunctionName => {
                self.advance();
                match word {
                    Keyword::CurrentSchema
                        if self.peek_kind() != TokenKind::OpenParenthesis && !self.peek().is_string() =>
                    {
                        Ok(self.form(Form::CurrentSchema, Vec::new(), token))
                    }
                    Keyword::Collation if self.accept(Keyword::For) => self.collation_for(token),
                    _ => self.named_operand(token),
                }
            }
            KeywordClass::Reserved if matches!(word, Keyword::Cast | Keyword::Decode) => {
                self.advance();
                self.function_syntax(token, word)
            }
            _ => self.fail(),
        }
    }

    /// `type 'value'`, from the value on.
    fn typed_constant(&mut self, mut type_name: TypeName<'a>, first: Token) -> Result<Expression<'a>> {
        let literal = self.peek();
        let value = self.string()?.value;
        let constant = self.node(ExpressionKind::String(value), literal, literal.span().start);
        if let TypeReference::Interval(fields) = &mut type_name.name
            && type_name.modifiers.is_empty()
        {
            *fields = self.interval_fields(&mut type_name.modifiers)?;
        }
        let kind = ExpressionKind::Cast(Box::new(constant), Box::new(type_name));
        Ok(self.node(kind, first, first.span().start))
    }

    /// A column, a function or a type's name before a value, from behind its first word on.
    pub(super) fn named_operand(&mut self, first: Token) -> Result<Expression<'a>> {
        let mut parts = vec![self.ident(first)];
        let mut all = false;
        if self.is_column_id(first) {
            while !all && self.accept_kind(TokenKind::Dot) {
                all = self.accept_star();
                if !all {
                    parts.push(self.label()?);
                }
            }
        }
        let name = QualifiedName { parts, span: self.span_from(first) };
        if all {
            return self.column_and_indirection(name, all, first);
        }
        match self.peek_kind() {
            TokenKind::OpenParenthesis => self.function_call(name, first),
            _ if self.peek().is_string() => {
                let type_name = self.new_type(first, TypeReference::Named(name), Vec::new());
                self.typed_constant(type_name, first)
            }
            // The name of an argument.
            _ if self.is_column_id(first) || self.is_operator("=>") || self.is_symbol(":=") => {
                self.column_and_indirection(name, all, first)
            }
            _ => self.fail(),
        }
    }

    /// A column whose name begins with the word just taken.
    fn column(&mut self, first: Token) -> Result<Expression<'a>> {
        let mut parts = vec![self.ident(first)];
        let mut all = false;
        while !all && self.accept_kind(TokenKind::Dot) {
            all = self.accept_star();
            if !all {
                parts.push(self.label()?);
            }
        }
        let name = QualifiedName { parts, span: self.span_from(first) };
        self.column_and_indirection(name, all, first)
    }

    fn column_and_indirection(&mut self, name: QualifiedName<'a>, all: bool, first: Token) -> Result<Expression<'a>> {
        let column = self.node(ExpressionKind::Column { name, all }, first, first.span().start);
        if all {
            self.check_star_is_last()?;
            return Ok(column);
        }
        self.indirection(column, first)
    }

    /// `( query )`, `( expression )` or a row.
    fn parentheses(&mut self, token: Token, restricted: bool) -> Result<Expression<'a>> {
        self.advance();
        let first = self.query_or_expression()?;
        // One in parentheses of its own is an operand, which may be the field of a row.
        let is_query = matches!(first.kind, ExpressionKind::Subquery(_)) && self.peek_kind() != TokenKind::Comma;
        if is_query || self.peek_kind() != TokenKind::Comma {
            self.expect_kind(TokenKind::CloseParenthesis)?;
            // The parentheses of a query belong to it.
            let first = if is_query { self.node(first.kind, token, token.span().start) } else { first };
            return self.indirection(first, token);
        }
        let fields = self.expressions_from(first)?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        let row = self.form(Form::Row, fields, token);
        self.overlaps(row, token, restricted)
    }

    /// `ROW ( ... )`, `EXISTS ( query )`, `GROUPING ( ... )`; without parentheses a column's name.
    fn word_with_parentheses(&mut self, token: Token, word: Keyword, restricted: bool) -> Result<Expression<'a>> {
        self.advance();
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return self.column(token);
        }
        if word == Keyword::Exists {
            let Some(query) = self.subquery()? else { return self.fail() };
            self.expect_kind(TokenKind::CloseParenthesis)?;
            return Ok(self.form(Form::Exists, vec![query], token));
        }
        let is_empty = word == Keyword::Row && self.peek_kind() == TokenKind::CloseParenthesis;
        let fields = if is_empty { Vec::new() } else { self.expressions()? };
        self.expect_kind(TokenKind::CloseParenthesis)?;
        if word == Keyword::Grouping {
            return Ok(self.form(Form::Grouping, fields, token));
        }
        let row = self.form(Form::Row, fields, token);
        self.overlaps(row, token, restricted)
    }

    /// `row [ OVERLAPS row ]`
    fn overlaps(&mut self, left: Expression<'a>, first: Token, restricted: bool) -> Result<Expression<'a>> {
        let token = self.peek();
        if restricted || !self.accept(Keyword::Overlaps) {
            return Ok(left);
        }
        let second = self.peek();
        let is_row = self.accept(Keyword::Row);
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let fields = match is_row && self.peek_kind() == TokenKind::CloseParenthesis {
            true => Vec::new(),
            false => self.expressions()?,
        };
        if !is_row && fields.len() < 2 {
            return self.fail();
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        let mut arguments = match left.kind {
            ExpressionKind::Form(_, fields) => fields,
            _ => Vec::new(),
        };
        for (side, place, count) in [("left", first, arguments.len()), ("right", second, fields.len())] {
            if count != 2 {
                let message = format!("wrong number of parameters on {side} side of OVERLAPS expression");
                return Err(refused(message, place.span()));
            }
        }
        arguments.extend(fields);
        Ok(self.system_call("overlaps", arguments, token, first.span().start))
    }

    /// `ARRAY ( query )` or `ARRAY[ ... ]`
    fn array(&mut self, token: Token) -> Result<Expression<'a>> {
        self.advance();
        if self.accept_kind(TokenKind::OpenParenthesis) {
            let Some(query) = self.subquery()? else { return self.fail() };
            self.expect_kind(TokenKind::CloseParenthesis)?;
            return Ok(self.form(Form::ArrayQuery, vec![query], token));
        }
        if !self.is_symbol("[") {
            return self.fail();
        }
        let elements = self.elements()?;
        Ok(self.form(Form::Array, elements, token))
    }

    /// `[ { expression [, ...] | list in brackets [, ...] } ]`
    fn elements(&mut self) -> Result<Vec<Expression<'a>>> {
        self.advance();
        let mut elements = Vec::new();
        if self.accept_symbol("]") {
            return Ok(elements);
        }
        if self.is_symbol("[") {
            loop {
                self.enter()?;
                let token = self.peek();
                if !self.is_symbol("[") {
                    return self.fail();
                }
                let nested = self.elements()?;
                elements.push(self.form(Form::NestedArray, nested, token));
                self.leave();
                if !self.accept_kind(TokenKind::Comma) {
                    break;
                }
            }
        } else {
            elements = self.expressions()?;
        }
        if !self.accept_symbol("]") {
            return self.fail();
        }
        Ok(elements)
    }

    /// ```text
    /// CASE [ expression ] { WHEN expression THEN expression } ... [ ELSE expression ] END
    /// ```
    fn case(&mut self, token: Token) -> Result<Expression<'a>> {
        self.advance();
        let operand = if self.peek_keyword() == Some(Keyword::When) { None } else { Some(self.expression()?) };
        let mut branches = Vec::new();
        while branches.is_empty() || self.peek_keyword() == Some(Keyword::When) {
            let when = self.peek();
            self.expect([Keyword::When])?;
            let condition = self.expression()?;
            self.expect([Keyword::Then])?;
            let result = self.expression()?;
            branches.push(CaseBranch { condition, result, span: self.span_from(when) });
        }
        let otherwise = if self.accept(Keyword::Else) { Some(self.expression()?) } else { None };
        self.expect([Keyword::End])?;
        let case = Case { operand, branches, otherwise };
        Ok(self.node(ExpressionKind::Case(Box::new(case)), token, token.span().start))
    }

    /// A query without its parentheses, if the words of one are ahead.
    pub(super) fn subquery(&mut self) -> Result<Option<Expression<'a>>> {
        let token = self.peek();
        if token.is(TokenKind::OpenParenthesis) || !self.is_query_ahead() || self.is_values_a_name() {
            return Ok(None);
        }
        let query = Box::new(self.query()?);
        Ok(Some(self.node(ExpressionKind::Subquery(query), token, token.span().start)))
    }

    /// What stands in parentheses, where a query in parentheses of its own may be a part of another one.
    pub(super) fn query_or_expression(&mut self) -> Result<Expression<'a>> {
        if let Some(query) = self.subquery()? {
            return Ok(query);
        }
        let token = self.peek();
        let expression = self.expression()?;
        Ok(match expression.kind {
            ExpressionKind::Subquery(query) if self.is_query_continued() => {
                let query = self.continued_query(*query, token)?;
                self.node(ExpressionKind::Subquery(Box::new(query)), token, token.span().start)
            }
            kind => Expression { kind, ..expression },
        })
    }

    /// Takes everything up to the closing parenthesis that is not opened there.
    pub(super) fn skip_to_close(&mut self) -> Result<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek_kind() {
                TokenKind::OpenParenthesis => depth += 1,
                TokenKind::CloseParenthesis if depth == 0 => return Ok(()),
                TokenKind::CloseParenthesis => depth -= 1,
                TokenKind::End | TokenKind::Failed | TokenKind::Semicolon | TokenKind::Invalid => return self.fail(),
                _ => {}
            }
            self.advance();
        }
    }
}
