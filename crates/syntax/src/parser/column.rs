//! What stands between the parentheses of a table: columns, constraints and LIKE.

use super::cursor::{Parser, Result, action_error};
use crate::SqlState;
use crate::ast::{ColumnDefinition, Ident, LikeClause, LikeOption, TableElement};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    pub(super) fn table_element(&mut self) -> Result<TableElement<'a>> {
        if self.peek_keyword() == Some(Keyword::Like) {
            return self.like_clause().map(TableElement::Like);
        }
        if self.is_table_constraint() {
            return Ok(TableElement::Constraint(Box::new(self.table_constraint()?)));
        }
        Ok(TableElement::Column(Box::new(self.column_definition()?)))
    }

    /// `[ ( { column [ WITH OPTIONS ] constraint ... | table_constraint } [, ...] ) ]`
    pub(super) fn typed_elements(&mut self) -> Result<Vec<TableElement<'a>>> {
        let mut elements = Vec::new();
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return Ok(elements);
        }
        loop {
            elements.push(if self.is_table_constraint() {
                TableElement::Constraint(Box::new(self.table_constraint()?))
            } else {
                let first = self.peek();
                let name = self.column_id()?;
                if self.accept(Keyword::With) {
                    self.expect([Keyword::Options])?;
                }
                let mut column = new_column(name);
                self.column_constraints(&mut column)?;
                column.span = self.span_from(first);
                TableElement::Column(Box::new(column))
            });
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(elements)
    }

    /// ```text
    /// column_name data_type [ STORAGE word ] [ COMPRESSION word ] [ OPTIONS ( ... ) ]
    ///     [ COLLATE collation | constraint ] ... [ ENCODING ( ... ) ]
    /// ```
    pub(super) fn column_definition(&mut self) -> Result<ColumnDefinition<'a>> {
        let first = self.peek();
        let mut column = new_column(self.column_id()?);
        column.type_name = Some(self.type_name()?);
        if self.rules().column_storage_clause && self.accept(Keyword::Storage) {
            column.storage = Some(self.word_or_default()?);
        }
        if self.accept(Keyword::Compression) {
            column.compression = Some(self.word_or_default()?);
        }
        column.options = self.create_options()?;
        self.column_constraints(&mut column)?;
        if self.rules().cloudberry && self.accept(Keyword::Encoding) {
            column.encoding = self.storage_parameters(false)?;
        }
        column.span = self.span_from(first);
        Ok(column)
    }

    /// ColId | DEFAULT
    pub(super) fn word_or_default(&mut self) -> Result<Ident<'a>> {
        let token = self.peek();
        if self.accept(Keyword::Default) { Ok(self.ident(token)) } else { self.column_id() }
    }

    /// `{ COLLATE collation | constraint } ...`
    pub(super) fn column_constraints(&mut self, column: &mut ColumnDefinition<'a>) -> Result<()> {
        let mut second = None;
        loop {
            if self.peek_keyword() == Some(Keyword::Collate) {
                let collation = self.collation()?;
                match &column.collation {
                    None => column.collation = Some(collation),
                    Some(_) => second = second.or(Some(collation.span)),
                }
                continue;
            }
            match self.column_constraint()? {
                Some(constraint) => column.constraints.push(constraint),
                None => break,
            }
        }
        match second {
            Some(span) => {
                let message = "multiple COLLATE clauses not allowed".to_owned();
                self.refuse(action_error(SqlState::SyntaxError, message, span))
            }
            None => Ok(()),
        }
    }

    /// `LIKE source_table [ { INCLUDING | EXCLUDING } option ] ...`
    pub(super) fn like_clause(&mut self) -> Result<LikeClause<'a>> {
        let first = self.peek();
        self.expect([Keyword::Like])?;
        let relation = self.relation_name()?;
        let mut options = Vec::new();
        while let Some(word @ (Keyword::Including | Keyword::Excluding)) = self.peek_keyword() {
            self.advance();
            let Some(option) = self.peek_keyword().and_then(|word| self.like_option(word)) else { return self.fail() };
            self.advance();
            options.push((word == Keyword::Including, option));
        }
        Ok(LikeClause { relation, options, span: self.span_from(first) })
    }

    fn like_option(&self, word: Keyword) -> Option<LikeOption> {
        let (option, _) = LikeOption::WORDS.iter().find(|(_, known)| known.eq_ignore_ascii_case(word.word()))?;
        (*option != LikeOption::Encoding || self.rules().cloudberry).then_some(*option)
    }
}

/// A column of which only the name is known.
pub(super) fn new_column(name: Ident<'_>) -> ColumnDefinition<'_> {
    ColumnDefinition {
        span: name.span,
        name,
        type_name: None,
        storage: None,
        compression: None,
        options: Vec::new(),
        collation: None,
        constraints: Vec::new(),
        encoding: Vec::new(),
    }
}
