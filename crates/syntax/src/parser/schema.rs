//! Schemas, views, and IMPORT FOREIGN SCHEMA.

use super::cursor::{Parser, Result, action_error};
use super::name::IfClause;
use crate::SqlState;
use crate::ast::{
    CreateSchema, CreateView, ImportForeignSchema, ImportSelection, Persistence, RelationExpression, Statement,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE SCHEMA [ IF NOT EXISTS ] { name [ AUTHORIZATION role ] | AUTHORIZATION role } [ element ... ]
    /// ```
    /// From `IF` on.
    pub(super) fn create_schema(&mut self) -> Result<Statement<'a>> {
        let (if_not_exists, mut name) = match self.if_clause([Keyword::Not, Keyword::Exists])? {
            IfClause::Absent => (false, None),
            IfClause::Present => (true, None),
            IfClause::Name(name, _) => (false, Some(name)),
        };
        if name.is_none() && self.peek_keyword() != Some(Keyword::Authorization) {
            name = Some(self.column_id()?);
        }
        let authorization = if self.accept(Keyword::Authorization) { Some(self.role_spec()?) } else { None };
        let first = self.peek();
        let mut elements = Vec::new();
        self.in_schema = true;
        loop {
            match self.peek_keyword() {
                Some(Keyword::Create) => {
                    self.advance();
                    elements.push(self.schema_element()?);
                }
                Some(Keyword::Grant) => elements.push(self.grant()?),
                _ => break,
            }
        }
        self.in_schema = false;
        if if_not_exists && !elements.is_empty() {
            let message = "CREATE SCHEMA IF NOT EXISTS cannot include schema elements".to_owned();
            return self.refuse(action_error(SqlState::FeatureNotSupported, message, first.span()));
        }
        Ok(Statement::CreateSchema(CreateSchema { if_not_exists, name, authorization, elements }))
    }

    /// What CREATE makes inside of a new schema.
    fn schema_element(&mut self) -> Result<Statement<'a>> {
        match self.peek_keyword() {
            Some(Keyword::Or) => {
                self.advance();
                self.expect([Keyword::Replace])?;
                if matches!(self.peek_keyword(), Some(Keyword::Trigger | Keyword::Constraint)) {
                    return self.unsupported("CREATE TRIGGER");
                }
                match self.create_relation(true)? {
                    Some(view) => Ok(view),
                    None => self.fail(),
                }
            }
            Some(Keyword::Trigger | Keyword::Constraint) => self.unsupported("CREATE TRIGGER"),
            Some(Keyword::Index | Keyword::Unique) => self.create_index(),
            _ => match self.create_relation(false)? {
                Some(relation) => Ok(relation),
                None => self.fail(),
            },
        }
    }

    /// ```text
    /// [ [ GLOBAL | LOCAL ] { TEMP | TEMPORARY } | UNLOGGED ] { TABLE | SEQUENCE | [ RECURSIVE ] VIEW } ...
    /// ```
    /// of CREATE, or only views of CREATE OR REPLACE; none where no such word is ahead.
    pub(super) fn create_relation(&mut self, or_replace: bool) -> Result<Option<Statement<'a>>> {
        let mark = self.mark();
        let persistence = self.persistence()?;
        match self.peek_keyword() {
            Some(Keyword::Table) if !or_replace => {
                self.advance();
                self.create_table(persistence).map(Some)
            }
            Some(Keyword::Sequence) if !or_replace => {
                self.advance();
                self.create_sequence(persistence).map(Some)
            }
            Some(Keyword::View) => {
                self.advance();
                self.create_view(or_replace, persistence, false).map(Some)
            }
            Some(Keyword::Recursive) => {
                self.advance();
                self.expect([Keyword::View])?;
                self.create_view(or_replace, persistence, true).map(Some)
            }
            Some(Keyword::Materialized) if !or_replace && !self.in_schema && persistence != Persistence::Temporary => {
                self.create_materialized_view(persistence).map(Some)
            }
            _ if persistence != Persistence::Permanent => self.fail(),
            _ => {
                self.restore(mark);
                Ok(None)
            }
        }
    }

    /// ```text
    /// CREATE [ OR REPLACE ] [ TEMP | TEMPORARY ] [ RECURSIVE ] VIEW name [ ( column_name [, ...] ) ]
    ///     [ WITH ( view_option_name [= view_option_value] [, ... ] ) ]
    ///     AS query
    ///     [ WITH [ CASCADED | LOCAL ] CHECK OPTION ]
    /// ```
    /// From the name on.
    fn create_view(&mut self, or_replace: bool, persistence: Persistence, recursive: bool) -> Result<Statement<'a>> {
        let name = self.relation_name()?;
        let columns = if recursive { self.enclosed_column_ids()? } else { self.columns()? };
        let parameters = self.with_parameters(true)?;
        self.expect([Keyword::As])?;
        if !self.is_query_ahead() {
            return self.fail();
        }
        let query = self.query()?;
        let with = self.peek();
        let mut check_option = "";
        if self.accept(Keyword::With) {
            if !self.accept(Keyword::Cascaded) {
                self.accept(Keyword::Local);
            }
            self.expect([Keyword::Check, Keyword::Option])?;
            check_option = self.span_from(with).of(self.text);
        }
        Ok(Statement::CreateView(Box::new(CreateView {
            or_replace,
            persistence,
            recursive,
            name,
            columns,
            parameters,
            query,
            check_option,
        })))
    }

    /// ```text
    /// IMPORT FOREIGN SCHEMA remote_schema
    ///     [ { LIMIT TO | EXCEPT } ( table_name [, ...] ) ]
    ///     FROM SERVER server_name
    ///     INTO local_schema
    ///     [ OPTIONS ( option 'value' [, ... ] ) ]
    /// ```
    /// From `FOREIGN` on.
    pub(super) fn import_foreign_schema(&mut self) -> Result<Statement<'a>> {
        self.expect([Keyword::Foreign, Keyword::Schema])?;
        let remote_schema = self.column_id()?;
        let selection = if self.accept(Keyword::Limit) {
            self.expect([Keyword::To])?;
            ImportSelection::LimitTo(self.enclosed_relations()?)
        } else if self.accept(Keyword::Except) {
            ImportSelection::Except(self.enclosed_relations()?)
        } else {
            ImportSelection::All
        };
        self.expect([Keyword::From, Keyword::Server])?;
        let server = self.column_id()?;
        self.expect([Keyword::Into])?;
        let local_schema = self.column_id()?;
        let options = self.create_options()?;
        Ok(Statement::ImportForeignSchema(Box::new(ImportForeignSchema {
            remote_schema,
            selection,
            server,
            local_schema,
            options,
        })))
    }

    /// `( relation_expr [, ...] )`
    fn enclosed_relations(&mut self) -> Result<Vec<RelationExpression<'a>>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut relations = vec![self.relation_expression()?];
        while self.accept_kind(TokenKind::Comma) {
            relations.push(self.relation_expression()?);
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(relations)
    }
}
