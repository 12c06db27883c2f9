//! CREATE INDEX.

use super::cursor::{Parser, Result};
use crate::Span;
use crate::ast::{CreateIndex, IndexElement, Statement};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE [ UNIQUE ] INDEX [ CONCURRENTLY ] [ [ IF NOT EXISTS ] name ] ON [ ONLY ] table_name [ USING method ]
    ///     ( element [, ...] ) [ INCLUDE ( element [, ...] ) ] [ NULLS [ NOT ] DISTINCT ]
    ///     [ WITH ( storage_parameter [= value] [, ... ] ) ] [ TABLESPACE tablespace_name ] [ WHERE condition ]
    /// ```
    /// From `UNIQUE` on.
    pub(super) fn create_index(&mut self) -> Result<Statement<'a>> {
        let is_unique = self.accept(Keyword::Unique);
        self.expect([Keyword::Index])?;
        let concurrently = self.accept(Keyword::Concurrently);
        let (if_not_exists, name) = match self.peek_keyword() {
            Some(Keyword::On) => (false, None),
            _ => self.new_name().map(|(if_not_exists, name)| (if_not_exists, Some(name)))?,
        };
        self.expect([Keyword::On])?;
        let relation = self.relation_expression()?;
        let access_method = self.access_method()?;
        let elements = self.index_elements()?;
        let include = if self.accept(Keyword::Include) { self.index_elements()? } else { Vec::new() };
        let nulls_not_distinct = self.nulls_not_distinct()?;
        let parameters = self.with_parameters(true)?;
        let tablespace = self.tablespace()?;
        let condition = if self.accept(Keyword::Where) { Some(self.expression()?) } else { None };
        Ok(Statement::CreateIndex(Box::new(CreateIndex {
            is_unique,
            concurrently,
            if_not_exists,
            name,
            relation,
            access_method,
            elements,
            include,
            nulls_not_distinct,
            parameters,
            tablespace,
            condition,
        })))
    }

    /// `( { column | function_call | ( expression ) } [ COLLATE name ] [ opclass [ ( ... ) ] ] [ order ] [, ...] )`
    pub(super) fn index_elements(&mut self) -> Result<Vec<IndexElement<'a>>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut elements = Vec::new();
        loop {
            let first = self.peek();
            let key = self.partition_key()?;
            let collation = if self.peek_keyword() == Some(Keyword::Collate) { Some(self.collation()?) } else { None };
            let operator_class = if self.is_nulls_order() { None } else { self.optional_qualified_name()? };
            let mut parameters = Vec::new();
            if operator_class.is_some() && self.peek_kind() == TokenKind::OpenParenthesis {
                parameters = self.storage_parameters(true)?;
            }
            let order = self.index_order();
            let span = self.span_from(first);
            elements.push(IndexElement { key, collation, operator_class, parameters, order, span });
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(elements)
    }

    /// `NULLS` with the word behind it that makes it one of an order.
    fn is_nulls_order(&mut self) -> bool {
        let nulls = self.peek();
        nulls.word() == Some(Keyword::Nulls) && nulls.keyword().is_none()
    }

    /// `[ ASC | DESC ] [ NULLS { FIRST | LAST } ]` as written.
    fn index_order(&mut self) -> &'a str {
        let first = self.peek();
        if matches!(first.keyword(), Some(Keyword::Asc | Keyword::Desc)) {
            self.advance();
        }
        if self.is_nulls_order() {
            self.advance();
            self.peek();
            self.advance();
        }
        let end = self.last_end().max(first.start());
        Span::new(first.start(), end).of(self.text)
    }
}
