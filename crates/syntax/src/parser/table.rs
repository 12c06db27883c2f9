//! CREATE TABLE and CREATE FOREIGN TABLE.

use super::cursor::{Parser, Result};
use super::table_as::NewRelation;
use crate::ast::{
    CreateForeignTable, CreateTable, Distribution, Ident, MadeOfQuery, OnCommit, Persistence, QualifiedName, Statement,
    TableSource, Tag,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;
use crate::{ScanNotice, Span, SqlState, SyntaxError};

/// The server whose tables have a distribution in Cloudberry.
const EXTERNAL_TABLE_SERVER: &str = "gp_exttable_server";

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE [ { TEMPORARY | TEMP } | UNLOGGED ] TABLE [ IF NOT EXISTS ] table_name
    ///     { ( [ element [, ...] ] ) [ INHERITS ( parent_table [, ... ] ) ]
    ///       | OF type_name [ ( element [, ... ] ) ]
    ///       | PARTITION OF parent_table [ ( element [, ... ] ) ] { FOR VALUES bound | DEFAULT } }
    ///     [ PARTITION BY { RANGE | LIST | HASH } ( element [, ... ] ) ]
    ///     [ USING method ]
    ///     [ WITH ( storage_parameter [= value] [, ... ] ) | WITHOUT OIDS ]
    ///     [ ON COMMIT { PRESERVE ROWS | DELETE ROWS | DROP } ]
    ///     [ TABLESPACE tablespace_name ]
    /// ```
    /// and Cloudberry's `[ DISTRIBUTED ... ]` and `[ TAG ( ... ) ]`. From `IF` on.
    pub(super) fn create_table(&mut self, persistence: Persistence) -> Result<Statement<'a>> {
        let (if_not_exists, name) = self.new_relation_name()?;
        let source = match self.peek_keyword() {
            Some(Keyword::Of) => {
                self.advance();
                let name = self.qualified_name()?;
                TableSource::Type { name, elements: self.typed_elements()? }
            }
            Some(Keyword::Partition) => self.partition_source()?,
            _ if self.peek_kind() == TokenKind::OpenParenthesis => {
                let mark = self.mark();
                if !self.in_schema && self.begins_table_of_query() {
                    let columns = self.enclosed_column_ids()?;
                    let made = MadeOfQuery::Table;
                    return self.create_of_query(NewRelation { made, persistence, if_not_exists, name, columns });
                }
                self.restore(mark);
                self.element_source()?
            }
            Some(
                Keyword::Using | Keyword::With | Keyword::Without | Keyword::On | Keyword::Tablespace | Keyword::As,
            ) if !self.in_schema => {
                let (made, columns) = (MadeOfQuery::Table, Vec::new());
                return self.create_of_query(NewRelation { made, persistence, if_not_exists, name, columns });
            }
            _ => return self.fail(),
        };
        let partition_by = self.partition_by()?;
        let access_method = self.access_method()?;
        let parameters = self.table_parameters()?;
        let on_commit = self.on_commit()?;
        let tablespace = self.tablespace()?;
        let distribution = self.distribution()?;
        if self.rules().cloudberry && self.peek_keyword() == Some(Keyword::Partition) {
            // The syntax of partitions of old.
            return self.unsupported("CREATE TABLE");
        }
        let tags = self.tags()?;
        Ok(Statement::CreateTable(Box::new(CreateTable {
            persistence,
            if_not_exists,
            name,
            source,
            partition_by,
            access_method,
            parameters,
            on_commit,
            tablespace,
            distribution,
            tags,
        })))
    }

    /// ```text
    /// CREATE FOREIGN TABLE [ IF NOT EXISTS ] table_name
    ///     { ( [ element [, ...] ] ) [ INHERITS ( parent_table [, ... ] ) ]
    ///       | PARTITION OF parent_table [ ( element [, ... ] ) ] { FOR VALUES bound | DEFAULT } }
    ///     SERVER server_name
    ///     [ OPTIONS ( option 'value' [, ... ] ) ]
    /// ```
    /// and Cloudberry's `[ DISTRIBUTED ... ]` and `[ TAG ( ... ) ]`. From `IF` on.
    pub(super) fn create_foreign_table(&mut self) -> Result<Statement<'a>> {
        let (if_not_exists, name) = self.new_relation_name()?;
        let is_partition = self.peek_keyword() == Some(Keyword::Partition);
        let source = if is_partition { self.partition_source()? } else { self.element_source()? };
        self.expect([Keyword::Server])?;
        let server = self.column_id()?;
        let options = self.create_options()?;
        let distribution = if if_not_exists || is_partition { None } else { self.distribution()? };
        if distribution.is_some() && server.name != EXTERNAL_TABLE_SERVER {
            let message = "DISTRIBUTED BY clause is only supported by FOREIGN SERVER \"gp_exttable_server\"".to_owned();
            return self.refuse(without_position(SqlState::FeatureNotSupported, message, server.span));
        }
        let tags = self.tags()?;
        Ok(Statement::CreateForeignTable(Box::new(CreateForeignTable {
            if_not_exists,
            name,
            source,
            server,
            options,
            distribution,
            tags,
        })))
    }

    /// Whether a list of bare names is ahead, which only CREATE TABLE AS has.
    fn begins_table_of_query(&mut self) -> bool {
        let mark = self.mark();
        self.advance();
        let first = self.peek();
        let mut is_list = self.is_column_id(first);
        if is_list {
            self.advance();
            is_list = matches!(self.peek_kind(), TokenKind::Comma | TokenKind::CloseParenthesis);
        }
        self.restore(mark);
        is_list
    }

    /// `( [ element [, ...] ] ) [ INHERITS ( name [, ...] ) ]`
    pub(super) fn element_source(&mut self) -> Result<TableSource<'a>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut elements = Vec::new();
        if self.peek_kind() != TokenKind::CloseParenthesis {
            elements.push(self.table_element()?);
            while self.accept_kind(TokenKind::Comma) {
                elements.push(self.table_element()?);
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        let mut inherits = Vec::new();
        if self.accept(Keyword::Inherits) {
            self.expect_kind(TokenKind::OpenParenthesis)?;
            inherits = self.relation_names()?;
            self.expect_kind(TokenKind::CloseParenthesis)?;
        }
        Ok(TableSource::Elements { elements, inherits })
    }

    /// `PARTITION OF name [ ( element [, ...] ) ] bound`
    fn partition_source(&mut self) -> Result<TableSource<'a>> {
        self.expect([Keyword::Partition, Keyword::Of])?;
        let parent = self.relation_name()?;
        let elements = self.typed_elements()?;
        Ok(TableSource::Partition { parent, elements, bound: self.partition_bound()? })
    }

    /// `[ USING method ]`
    pub(super) fn access_method(&mut self) -> Result<Option<Ident<'a>>> {
        if self.accept(Keyword::Using) { self.column_id().map(Some) } else { Ok(None) }
    }

    /// `[ WITH ( ... ) | WITHOUT OIDS ]`
    pub(super) fn table_parameters(&mut self) -> Result<Vec<crate::ast::StorageParameter<'a>>> {
        if self.accept(Keyword::Without) {
            self.expect([Keyword::Oids])?;
            return Ok(Vec::new());
        }
        self.with_parameters(true)
    }

    pub(super) fn on_commit(&mut self) -> Result<Option<OnCommit>> {
        if !self.accept(Keyword::On) {
            return Ok(None);
        }
        self.expect([Keyword::Commit])?;
        let action = match self.peek_keyword() {
            Some(Keyword::Drop) => OnCommit::Drop,
            Some(Keyword::Delete) => OnCommit::DeleteRows,
            Some(Keyword::Preserve) => OnCommit::PreserveRows,
            _ => return self.fail(),
        };
        self.advance();
        if action != OnCommit::Drop {
            self.expect([Keyword::Rows])?;
        }
        Ok(Some(action))
    }

    pub(super) fn tablespace(&mut self) -> Result<Option<Ident<'a>>> {
        if self.accept(Keyword::Tablespace) { self.column_id().map(Some) } else { Ok(None) }
    }

    /// Cloudberry's `[ DISTRIBUTED { BY ( column [ opclass ] [, ...] ) | RANDOMLY | REPLICATED } ]`
    pub(super) fn distribution(&mut self) -> Result<Option<Distribution<'a>>> {
        if !self.rules().cloudberry || !self.accept(Keyword::Distributed) {
            return Ok(None);
        }
        Ok(Some(match self.peek_keyword() {
            Some(Keyword::Randomly) => {
                self.advance();
                Distribution::Randomly
            }
            Some(Keyword::Replicated) => {
                self.advance();
                Distribution::Replicated
            }
            Some(Keyword::By) => {
                self.advance();
                self.expect_kind(TokenKind::OpenParenthesis)?;
                let mut columns = vec![self.distribution_column()?];
                while self.accept_kind(TokenKind::Comma) {
                    columns.push(self.distribution_column()?);
                }
                self.expect_kind(TokenKind::CloseParenthesis)?;
                Distribution::By(columns)
            }
            _ => return self.fail(),
        }))
    }

    fn distribution_column(&mut self) -> Result<(Ident<'a>, Option<QualifiedName<'a>>)> {
        Ok((self.column_id()?, self.optional_qualified_name()?))
    }

    /// `[ any_name ]`
    pub(super) fn optional_qualified_name(&mut self) -> Result<Option<QualifiedName<'a>>> {
        let token = self.peek();
        if self.is_column_id(token) { self.qualified_name().map(Some) } else { Ok(None) }
    }

    /// Cloudberry's `[ TAG ( name = 'value' [, ...] ) ]`
    fn tags(&mut self) -> Result<Vec<Tag<'a>>> {
        let mut tags = Vec::new();
        if !self.rules().cloudberry || !self.accept(Keyword::Tag) {
            return Ok(tags);
        }
        self.expect_kind(TokenKind::OpenParenthesis)?;
        loop {
            let name = self.column_id()?;
            if !self.is_operator("=") {
                return self.fail();
            }
            self.advance();
            tags.push(Tag { name, value: self.string()? });
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(tags)
    }

    /// The persistence of a new relation:
    /// ```text
    /// [ [ GLOBAL | LOCAL ] { TEMPORARY | TEMP } | UNLOGGED ]
    /// ```
    pub(super) fn persistence(&mut self) -> Result<Persistence> {
        let first = self.peek();
        let word = first.keyword();
        match word {
            Some(Keyword::Temp | Keyword::Temporary) => {
                self.advance();
                Ok(Persistence::Temporary)
            }
            Some(Keyword::Global | Keyword::Local) => {
                self.advance();
                if !matches!(self.peek_keyword(), Some(Keyword::Temp | Keyword::Temporary)) {
                    return self.fail();
                }
                self.advance();
                if word == Some(Keyword::Global) {
                    self.notice(ScanNotice {
                        sqlstate: SqlState::Warning,
                        message: "GLOBAL is deprecated in temporary table creation".to_owned(),
                        hint: None,
                        position: Some(first.span().start),
                        subject: first.span(),
                    });
                }
                Ok(Persistence::Temporary)
            }
            Some(Keyword::Unlogged) => {
                self.advance();
                Ok(Persistence::Unlogged)
            }
            _ => Ok(Persistence::Permanent),
        }
    }
}

/// An error to which the server gives no position.
pub(super) fn without_position(sqlstate: SqlState, message: String, subject: Span) -> Box<SyntaxError> {
    let error = super::cursor::action_error(sqlstate, message, subject);
    Box::new(SyntaxError { position: None, ..*error })
}
