//! Constraints of columns and tables.

use super::cursor::{Parser, Result, action_error};
use super::table::without_position;
use crate::ast::{
    Collation, ColumnConstraint, ColumnConstraintKind, ConstraintAttribute, ConstraintAttributes, ExclusionElement,
    GeneratedWhen, IndexClauses, KeyAction, References, TableConstraint, TableConstraintKind,
};
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
    /// `COLLATE any_name`
    pub(super) fn collation(&mut self) -> Result<Collation<'a>> {
        let first = self.peek();
        self.expect([Keyword::Collate])?;
        let name = self.qualified_name()?;
        Ok(Collation { name, span: self.span_from(first) })
    }

    /// `[ COLLATE any_name ]`
    pub(super) fn optional_collation(&mut self) -> Result<Option<Collation<'a>>> {
        if self.peek_keyword() == Some(Keyword::Collate) { self.collation().map(Some) } else { Ok(None) }
    }

    /// ```text
    /// [ CONSTRAINT constraint_name ]
    ///     { NOT NULL | NULL | CHECK ( expression ) [ NO INHERIT ] | DEFAULT expression
    ///     | GENERATED ALWAYS AS ( expression ) STORED
    ///     | GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY [ ( sequence_options ) ]
    ///     | UNIQUE [ NULLS [ NOT ] DISTINCT ] index_parameters | PRIMARY KEY index_parameters
    ///     | REFERENCES reftable [ ( refcolumn ) ] [ MATCH matchtype ] [ ON DELETE action ] [ ON UPDATE action ] }
    /// [ NOT ] DEFERRABLE | INITIALLY { DEFERRED | IMMEDIATE }
    /// ```
    /// None where no constraint is ahead.
    pub(super) fn column_constraint(&mut self) -> Result<Option<ColumnConstraint<'a>>> {
        use Keyword::{
            Check, Constraint, Default, Deferrable, Generated, Initially, Not, Null, Primary, References, Unique,
        };
        let first = self.peek();
        let name = if self.accept(Constraint) { Some(self.column_id()?) } else { None };
        let token = self.peek();
        let Some(word) = token.keyword() else { return if name.is_some() { self.fail() } else { Ok(None) } };
        let kind = match word {
            Not => {
                self.advance();
                if name.is_none() && self.accept(Deferrable) {
                    ColumnConstraintKind::Attribute(ConstraintAttribute::NotDeferrable)
                } else {
                    self.expect([Null])?;
                    ColumnConstraintKind::NotNull
                }
            }
            Null => {
                self.advance();
                ColumnConstraintKind::Null
            }
            Check => {
                let expression = self.check_expression()?;
                let no_inherit = self.accept(Keyword::No);
                if no_inherit {
                    self.expect([Keyword::Inherit])?;
                }
                ColumnConstraintKind::Check { expression, no_inherit }
            }
            Default => {
                self.advance();
                ColumnConstraintKind::Default(self.restricted_expression()?)
            }
            Generated => self.generated()?,
            Unique => {
                self.advance();
                let nulls_not_distinct = self.nulls_not_distinct()?;
                ColumnConstraintKind::Unique { nulls_not_distinct, index: self.column_index()? }
            }
            Primary => {
                self.advance();
                self.expect([Keyword::Key])?;
                ColumnConstraintKind::PrimaryKey(self.column_index()?)
            }
            References => ColumnConstraintKind::References(self.references()?),
            Deferrable if name.is_none() => {
                self.advance();
                ColumnConstraintKind::Attribute(ConstraintAttribute::Deferrable)
            }
            Initially if name.is_none() => ColumnConstraintKind::Attribute(self.initially()?),
            _ if name.is_some() => return self.fail(),
            _ => return Ok(None),
        };
        Ok(Some(ColumnConstraint { name, kind, span: self.span_from(first) }))
    }

    /// `CHECK ( expression )`
    fn check_expression(&mut self) -> Result<crate::ast::Expression<'a>> {
        self.advance();
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let expression = self.expression()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(expression)
    }

    fn generated(&mut self) -> Result<ColumnConstraintKind<'a>> {
        self.advance();
        let word = self.peek();
        let when = self.generated_when()?;
        self.expect([Keyword::As])?;
        if self.accept(Keyword::Identity) {
            return Ok(ColumnConstraintKind::Identity { when, options: self.enclosed_sequence_options()? });
        }
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let expression = self.expression()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        self.expect([Keyword::Stored])?;
        if when == GeneratedWhen::ByDefault {
            let message = "for a generated column, GENERATED ALWAYS must be specified".to_owned();
            return Err(action_error(SqlState::SyntaxError, message, word.span()));
        }
        Ok(ColumnConstraintKind::Generated(expression))
    }

    /// `{ ALWAYS | BY DEFAULT }`
    pub(super) fn generated_when(&mut self) -> Result<GeneratedWhen> {
        if self.accept(Keyword::Always) {
            return Ok(GeneratedWhen::Always);
        }
        self.expect([Keyword::By, Keyword::Default])?;
        Ok(GeneratedWhen::ByDefault)
    }

    /// `[ NULLS [ NOT ] DISTINCT ]`
    fn nulls_not_distinct(&mut self) -> Result<bool> {
        if !self.rules().postgresql_15_table_clauses || !self.accept(Keyword::Nulls) {
            return Ok(false);
        }
        let not = self.accept(Keyword::Not);
        self.expect([Keyword::Distinct])?;
        Ok(not)
    }

    /// `[ WITH ( ... ) ] [ USING INDEX TABLESPACE name ]`
    fn column_index(&mut self) -> Result<IndexClauses<'a>> {
        let parameters = self.with_parameters(false)?;
        let mut tablespace = None;
        if self.accept(Keyword::Using) {
            self.expect([Keyword::Index, Keyword::Tablespace])?;
            tablespace = Some(self.column_id()?);
        }
        Ok(IndexClauses { include: Vec::new(), parameters, tablespace })
    }

    /// `[ INCLUDE ( columns ) ]`, then as [`Parser::column_index`].
    fn table_index(&mut self) -> Result<IndexClauses<'a>> {
        let include = if self.accept(Keyword::Include) { self.enclosed_column_ids()? } else { Vec::new() };
        Ok(IndexClauses { include, ..self.column_index()? })
    }

    /// `INITIALLY { DEFERRED | IMMEDIATE }`
    fn initially(&mut self) -> Result<ConstraintAttribute> {
        self.advance();
        if self.accept(Keyword::Deferred) {
            return Ok(ConstraintAttribute::InitiallyDeferred);
        }
        self.expect([Keyword::Immediate])?;
        Ok(ConstraintAttribute::InitiallyImmediate)
    }

    /// ```text
    /// REFERENCES reftable [ ( refcolumn [, ... ] ) ] [ MATCH matchtype ] [ ON DELETE action ] [ ON UPDATE action ]
    /// ```
    fn references(&mut self) -> Result<References<'a>> {
        self.expect([Keyword::References])?;
        let table = self.relation_name()?;
        let columns = self.columns()?;
        let mut match_full = false;
        let word = self.peek();
        if self.accept(Keyword::Match) {
            match self.peek_keyword() {
                Some(Keyword::Full) => match_full = true,
                Some(Keyword::Simple) => {}
                Some(Keyword::Partial) => {
                    self.advance();
                    let message = "MATCH PARTIAL not yet implemented".to_owned();
                    return Err(action_error(SqlState::FeatureNotSupported, message, word.span()));
                }
                _ => return self.fail(),
            }
            self.advance();
        }
        let (mut on_delete, mut on_update) = (None, None);
        while on_delete.is_none() || on_update.is_none() {
            let on = self.peek();
            if !self.accept(Keyword::On) {
                break;
            }
            match self.peek_keyword() {
                Some(Keyword::Delete) if on_delete.is_none() => {
                    self.advance();
                    on_delete = Some(self.key_action()?);
                }
                Some(Keyword::Update) if on_update.is_none() => {
                    self.advance();
                    let action = self.key_action()?;
                    let what = match &action {
                        KeyAction::SetNull(columns) if !columns.is_empty() => "SET NULL",
                        KeyAction::SetDefault(columns) if !columns.is_empty() => "SET DEFAULT",
                        _ => "",
                    };
                    if !what.is_empty() {
                        let message = format!("a column list with {what} is only supported for ON DELETE actions");
                        return self.refuse(action_error(SqlState::FeatureNotSupported, message, on.span()));
                    }
                    on_update = Some(action);
                }
                _ => return self.fail(),
            }
        }
        let (on_delete, on_update) = (on_delete.unwrap_or_default(), on_update.unwrap_or_default());
        Ok(References { table, columns, match_full, on_delete, on_update })
    }

    /// `NO ACTION | RESTRICT | CASCADE | SET NULL [ ( columns ) ] | SET DEFAULT [ ( columns ) ]`
    fn key_action(&mut self) -> Result<KeyAction<'a>> {
        match self.peek_keyword() {
            Some(Keyword::No) => {
                self.advance();
                self.expect([Keyword::Action])?;
                Ok(KeyAction::NoAction)
            }
            Some(Keyword::Restrict) => {
                self.advance();
                Ok(KeyAction::Restrict)
            }
            Some(Keyword::Cascade) => {
                self.advance();
                Ok(KeyAction::Cascade)
            }
            Some(Keyword::Set) => {
                self.advance();
                let is_null = self.accept(Keyword::Null);
                if !is_null {
                    self.expect([Keyword::Default])?;
                }
                let columns = if self.rules().postgresql_15_table_clauses { self.columns()? } else { Vec::new() };
                Ok(if is_null { KeyAction::SetNull(columns) } else { KeyAction::SetDefault(columns) })
            }
            _ => self.fail(),
        }
    }

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
