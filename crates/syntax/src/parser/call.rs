//! Queries that call one function with constants; every other query is known by its name only.

use std::borrow::Cow;

use super::cursor::{Parser, Result};
use crate::Span;
use crate::ast::{Call, Constant, ConstantKind, QualifiedName, Statement};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// SELECT function_name ( [ constant [, ...] ] ) [ [ AS ] output_name ]
    /// SELECT * FROM function_name ( [ constant [, ...] ] ) [ [ AS ] alias [ ( column_definition [, ...] ) ] ]
    /// ```
    /// or any other query.
    pub(super) fn call_or_query(&mut self) -> Result<Statement<'a>> {
        let mark = self.mark();
        self.advance();
        let mut open = 0;
        match self.call(&mut open) {
            Some(call) if matches!(self.peek_kind(), TokenKind::Semicolon | TokenKind::End) => {
                Ok(Statement::Call(call))
            }
            _ => {
                self.restore(mark);
                self.query_statement()
            }
        }
    }

    /// Takes as much of a call as there is; `open` counts the parentheses that are open behind it.
    fn call(&mut self, open: &mut usize) -> Option<Call<'a>> {
        let star = self.peek();
        let from = star.kind() == TokenKind::Operator && star.span().of(self.text) == "*";
        if from {
            self.advance();
            if !self.accept(Keyword::From) {
                return None;
            }
        }
        let first = self.peek();
        if !first.is_identifier() {
            return None;
        }
        self.advance();
        let mut parts = vec![self.ident(first)];
        while self.accept_kind(TokenKind::Dot) {
            let part = self.peek();
            if !self.is_label(part) {
                return None;
            }
            self.advance();
            parts.push(self.ident(part));
        }
        let function = QualifiedName { parts, span: self.span_from(first) };
        if !function.parts.last().is_some_and(|name| is_called(&name.name)) {
            return None;
        }
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return None;
        }
        *open += 1;
        let mut arguments = Vec::new();
        while !self.accept_kind(TokenKind::CloseParenthesis) {
            if !arguments.is_empty() && !self.accept_kind(TokenKind::Comma) {
                return None;
            }
            arguments.push(self.argument()?);
        }
        *open -= 1;
        let named = self.accept(Keyword::As);
        let token = self.peek();
        let alias = match named {
            true if self.is_label(token) => Some(self.ident(token)),
            true => return None,
            // Without AS, a name that can be nothing else.
            false if token.is_identifier() => Some(self.ident(token)),
            false => None,
        };
        if alias.is_some() {
            self.advance();
        }
        let mut columns = None;
        if from && alias.is_some() && self.peek_kind() == TokenKind::OpenParenthesis {
            columns = Some(Cow::Borrowed(self.parenthesized(open)?));
        }
        Some(Call { function, arguments, alias, from, columns })
    }

    fn argument(&mut self) -> Option<Constant<'a>> {
        let token = self.peek();
        let kind = match token.keyword() {
            Some(Keyword::Null) => ConstantKind::Null,
            Some(Keyword::True) => ConstantKind::Boolean(true),
            Some(Keyword::False) => ConstantKind::Boolean(false),
            _ if token.is_string() => ConstantKind::Text(self.string_literal(token).value),
            _ if token.kind() == TokenKind::Integer => ConstantKind::Integer(token.span().of(self.text).into()),
            _ => return None,
        };
        self.advance();
        let cast = self.peek();
        if cast.kind() == TokenKind::Symbol && cast.span().of(self.text) == "::" {
            self.advance();
            let ConstantKind::Text(text) = kind else { return None };
            if !self.accept(Keyword::Text) {
                return None;
            }
            return Some(Constant { kind: ConstantKind::TypedText(text), span: self.span_from(token) });
        }
        Some(Constant { kind, span: token.span() })
    }

    /// The text between this parenthesis and the one that closes it.
    fn parenthesized(&mut self, open: &mut usize) -> Option<&'a str> {
        let start = self.peek().span().end;
        loop {
            let token = self.peek();
            match token.kind() {
                TokenKind::End | TokenKind::Failed => return None,
                TokenKind::OpenParenthesis => *open += 1,
                TokenKind::CloseParenthesis => *open -= 1,
                _ => {}
            }
            self.advance();
            if *open == 0 {
                return Some(Span { start, end: token.span().start }.of(self.text));
            }
        }
    }
}

/// The functions that a session runs by itself: all others are a query engine's.
fn is_called(name: &str) -> bool {
    name.starts_with("dblink") || name.starts_with("postgres_fdw_") || matches!(name, "set_config" | "current_setting")
}
