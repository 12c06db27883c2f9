//! Constraints of tables.

use super::cursor::{Parser, Result, action_error};
use super::table::without_position;
use crate::ast::{ConstraintAttribute, ConstraintAttributes, ExclusionElement, TableConstraint, TableConstraintKind};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind};
use crate::{Span, SqlState};

/// What may stand behind a constraint of a table.
#[derive(Clone, Copy)]
pub(super) struct Allowed {
    /// How the server calls the constraint.
    noun: &'static str,
    deferrable: bool,
    not_valid: bool,
    no_inherit: bool,
}

impl Allowed {
    const CHECK: Allowed = Allowed { noun: "CHECK", deferrable: false, not_valid: true, no_inherit: true };
    const UNIQUE: Allowed = Allowed { noun: "UNIQUE", deferrable: true, not_valid: false, no_inherit: false };
    const PRIMARY_KEY: Allowed = Allowed { noun: "PRIMARY KEY", ..Allowed::UNIQUE };
    const EXCLUDE: Allowed = Allowed { noun: "EXCLUDE", ..Allowed::UNIQUE };
    const FOREIGN_KEY: Allowed = Allowed { noun: "FOREIGN KEY", not_valid: true, ..Allowed::UNIQUE };
    /// ALTER CONSTRAINT
    pub(super) const ALTERED: Allowed = Allowed { noun: "FOREIGN KEY", ..Allowed::UNIQUE };
}

impl<'a> Parser<'a> {
    /// Whether a constraint of a table is ahead: EXCLUDE may also be the name of a column.
    pub(super) fn is_table_constraint(&mut self) -> bool {
        use Keyword::{Check, Constraint, Exclude, Foreign, Primary, Unique};
        match self.peek_keyword() {
            Some(Constraint | Check | Unique | Primary | Foreign) => true,
            Some(Exclude) => {
                let mark = self.mark();
                self.advance();
                let is_constraint =
                    self.peek_kind() == TokenKind::OpenParenthesis || self.peek_keyword() == Some(Keyword::Using);
                self.restore(mark);
                is_constraint
            }
            _ => false,
        }
    }

    /// ```text
    /// [ CONSTRAINT constraint_name ]
    ///     { CHECK ( expression ) | UNIQUE ... | PRIMARY KEY ... | EXCLUDE ... | FOREIGN KEY ... }
    ///     [ attribute ... ]
    /// ```
    pub(super) fn table_constraint(&mut self) -> Result<TableConstraint<'a>> {
        let first = self.peek();
        let name = if self.accept(Keyword::Constraint) { Some(self.column_id()?) } else { None };
        let (kind, allowed) = match self.peek_keyword() {
            Some(Keyword::Check) => (TableConstraintKind::Check(self.check_expression()?), Allowed::CHECK),
            Some(Keyword::Unique) => {
                self.advance();
                let kind = if self.accept(Keyword::Using) {
                    self.expect([Keyword::Index])?;
                    TableConstraintKind::UniqueIndex(self.column_id()?)
                } else {
                    let nulls_not_distinct = self.nulls_not_distinct()?;
                    let columns = self.enclosed_column_ids()?;
                    TableConstraintKind::Unique { nulls_not_distinct, columns, index: self.table_index()? }
                };
                (kind, Allowed::UNIQUE)
            }
            Some(Keyword::Primary) => {
                self.advance();
                self.expect([Keyword::Key])?;
                let kind = if self.accept(Keyword::Using) {
                    self.expect([Keyword::Index])?;
                    TableConstraintKind::PrimaryKeyIndex(self.column_id()?)
                } else {
                    TableConstraintKind::PrimaryKey { columns: self.enclosed_column_ids()?, index: self.table_index()? }
                };
                (kind, Allowed::PRIMARY_KEY)
            }
            Some(Keyword::Exclude) => (self.exclusion()?, Allowed::EXCLUDE),
            Some(Keyword::Foreign) => {
                self.advance();
                self.expect([Keyword::Key])?;
                let columns = self.enclosed_column_ids()?;
                (TableConstraintKind::ForeignKey { columns, references: self.references()? }, Allowed::FOREIGN_KEY)
            }
            _ => return self.fail(),
        };
        let attributes = self.constraint_attributes(allowed, first)?;
        Ok(TableConstraint { name, kind, attributes, span: self.span_from(first) })
    }

    /// ```text
    /// EXCLUDE [ USING method ] ( element WITH operator [, ... ] ) index_parameters [ WHERE ( predicate ) ]
    /// ```
    fn exclusion(&mut self) -> Result<TableConstraintKind<'a>> {
        self.advance();
        let access_method = self.access_method()?;
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut elements = vec![self.exclusion_element()?];
        while self.accept_kind(TokenKind::Comma) {
            elements.push(self.exclusion_element()?);
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        let index = self.table_index()?;
        let mut predicate = None;
        if self.accept(Keyword::Where) {
            self.expect_kind(TokenKind::OpenParenthesis)?;
            predicate = Some(self.expression()?);
            self.expect_kind(TokenKind::CloseParenthesis)?;
        }
        Ok(TableConstraintKind::Exclude { access_method, elements, index, predicate })
    }

    fn exclusion_element(&mut self) -> Result<ExclusionElement<'a>> {
        let key = self.partition_key()?;
        let collation = self.optional_collation()?;
        let operator_class = self.optional_qualified_name()?;
        let mut operator_class_parameters = Vec::new();
        if operator_class.is_some() && self.peek_kind() == TokenKind::OpenParenthesis {
            operator_class_parameters = self.storage_parameters(true)?;
        }
        let descending = self.peek_keyword() == Some(Keyword::Desc);
        let ascending = (descending || self.peek_keyword() == Some(Keyword::Asc)).then_some(!descending);
        if ascending.is_some() {
            self.advance();
        }
        let mut nulls_first = None;
        if self.peek().word() == Some(Keyword::Nulls) && self.peek_keyword().is_none() {
            self.advance();
            nulls_first = Some(self.peek_keyword() == Some(Keyword::First));
            self.advance();
        }
        self.expect([Keyword::With])?;
        let operator =
            if self.accept(Keyword::Operator) { self.enclosed_operator_name()? } else { self.operator_name()? };
        Ok(ExclusionElement {
            key,
            collation,
            operator_class,
            operator_class_parameters,
            ascending,
            nulls_first,
            operator,
        })
    }

    /// ```text
    /// { [ NOT ] DEFERRABLE | INITIALLY { DEFERRED | IMMEDIATE } | NOT VALID | NO INHERIT } ...
    /// ```
    /// of a constraint that begins with `first`.
    pub(super) fn constraint_attributes(&mut self, allowed: Allowed, first: Token) -> Result<ConstraintAttributes> {
        let mut attributes = ConstraintAttributes::default();
        let (mut not_deferrable, mut immediate) = (false, false);
        loop {
            let token = self.peek();
            match token.keyword() {
                Some(Keyword::Deferrable) => {
                    self.advance();
                    attributes.deferrable = true;
                }
                Some(Keyword::Initially) => match self.initially()? {
                    ConstraintAttribute::InitiallyDeferred => attributes.initially_deferred = true,
                    _ => immediate = true,
                },
                Some(Keyword::Not) => {
                    self.advance();
                    if self.accept(Keyword::Deferrable) {
                        not_deferrable = true;
                    } else {
                        self.expect([Keyword::Valid])?;
                        attributes.not_valid = true;
                    }
                }
                Some(Keyword::No) => {
                    self.advance();
                    self.expect([Keyword::Inherit])?;
                    attributes.no_inherit = true;
                }
                _ => break,
            }
            let message = if not_deferrable && attributes.initially_deferred {
                "constraint declared INITIALLY DEFERRED must be DEFERRABLE"
            } else if not_deferrable && attributes.deferrable || immediate && attributes.initially_deferred {
                "conflicting constraint properties"
            } else {
                continue;
            };
            return Err(action_error(SqlState::SyntaxError, message.to_owned(), token.span()));
        }
        attributes.deferrable |= attributes.initially_deferred;
        let refused = if attributes.deferrable && !allowed.deferrable {
            "DEFERRABLE"
        } else if attributes.not_valid && !allowed.not_valid {
            "NOT VALID"
        } else if attributes.no_inherit && !allowed.no_inherit {
            "NO INHERIT"
        } else {
            return Ok(attributes);
        };
        let message = format!("{} constraints cannot be marked {refused}", allowed.noun);
        let subject = Span::new(first.start(), self.last_end());
        self.refuse(without_position(SqlState::FeatureNotSupported, message, subject))
    }
}
