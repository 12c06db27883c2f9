//! Constraints of columns and tables.

use super::cursor::{Parser, Result, action_error};
use crate::SqlState;
use crate::ast::{
    Collation, ColumnConstraint, ColumnConstraintKind, ConstraintAttribute, GeneratedWhen, IndexClauses, KeyAction,
    References,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

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
    pub(super) fn check_expression(&mut self) -> Result<crate::ast::Expression<'a>> {
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
    pub(super) fn nulls_not_distinct(&mut self) -> Result<bool> {
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
    pub(super) fn table_index(&mut self) -> Result<IndexClauses<'a>> {
        let include = if self.accept(Keyword::Include) { self.enclosed_column_ids()? } else { Vec::new() };
        Ok(IndexClauses { include, ..self.column_index()? })
    }

    /// `INITIALLY { DEFERRED | IMMEDIATE }`
    pub(super) fn initially(&mut self) -> Result<ConstraintAttribute> {
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
    pub(super) fn references(&mut self) -> Result<References<'a>> {
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
}
