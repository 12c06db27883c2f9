//! CREATE TABLE AS, SELECT INTO, CREATE and REFRESH MATERIALIZED VIEW.

use super::cursor::{Parser, Result};
use crate::ast::{
    CreateTableAs, Ident, IntoTable, MadeOfQuery, Persistence, QualifiedName, Query, QueryBody,
    RefreshMaterializedView, Select, Statement,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

/// What has been read of a statement that makes a relation of a query.
pub(super) struct NewRelation<'a> {
    pub(super) made: MadeOfQuery,
    pub(super) persistence: Persistence,
    pub(super) if_not_exists: bool,
    pub(super) name: QualifiedName<'a>,
    pub(super) columns: Vec<Ident<'a>>,
}

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE [ UNLOGGED ] MATERIALIZED VIEW [ IF NOT EXISTS ] name [ ( column_name [, ...] ) ]
    ///     [ USING method ] [ WITH ( ... ) ] [ TABLESPACE tablespace_name ] AS query [ WITH [ NO ] DATA ]
    /// ```
    /// From `MATERIALIZED` on.
    pub(super) fn create_materialized_view(&mut self, persistence: Persistence) -> Result<Statement<'a>> {
        self.expect([Keyword::Materialized, Keyword::View])?;
        let (if_not_exists, name) = self.new_relation_name()?;
        let columns = self.columns()?;
        let new = NewRelation { made: MadeOfQuery::MaterializedView, persistence, if_not_exists, name, columns };
        self.create_of_query(new)
    }

    /// From `USING` on.
    pub(super) fn create_of_query(&mut self, new: NewRelation<'a>) -> Result<Statement<'a>> {
        let NewRelation { made, persistence, if_not_exists, name, columns } = new;
        let is_table = made == MadeOfQuery::Table;
        let access_method = self.access_method()?;
        let parameters = if is_table { self.table_parameters()? } else { self.with_parameters(true)? };
        let on_commit = if is_table { self.on_commit()? } else { None };
        let tablespace = self.tablespace()?;
        self.expect([Keyword::As])?;
        if is_table && self.accept(Keyword::Execute) {
            return self.table_of_prepared();
        }
        if !self.is_query_ahead() {
            return self.fail();
        }
        let query = self.query()?;
        let with_data = self.with_data()?;
        let distribution = self.distribution()?;
        Ok(Statement::CreateTableAs(Box::new(CreateTableAs {
            made,
            persistence,
            if_not_exists,
            name,
            columns,
            access_method,
            parameters,
            on_commit,
            tablespace,
            query,
            with_data,
            distribution,
        })))
    }

    /// `name [ ( expression [, ...] ) ] [ WITH [ NO ] DATA ]`, behind `EXECUTE`
    fn table_of_prepared(&mut self) -> Result<Statement<'a>> {
        self.column_id()?;
        if self.accept_kind(TokenKind::OpenParenthesis) {
            self.expressions()?;
            self.expect_kind(TokenKind::CloseParenthesis)?;
        }
        self.with_data()?;
        self.unsupported_at_end("CREATE TABLE")
    }

    /// `[ WITH [ NO ] DATA ]`: whether there are to be rows.
    fn with_data(&mut self) -> Result<bool> {
        if !self.accept(Keyword::With) {
            return Ok(true);
        }
        let with_data = !self.accept(Keyword::No);
        self.expect([Keyword::Data])?;
        Ok(with_data)
    }

    /// `[ [ LOCAL | GLOBAL ] { TEMPORARY | TEMP } | UNLOGGED ] [ TABLE ] name`
    pub(super) fn table_behind_into(&mut self) -> Result<IntoTable<'a>> {
        let persistence = self.persistence()?;
        self.accept(Keyword::Table);
        Ok(IntoTable { persistence, name: self.relation_name()? })
    }

    /// A query that is a statement, or one that makes a table.
    pub(super) fn statement_of_query(&self, query: Query<'a>) -> Statement<'a> {
        let QueryBody::Select(select) = &query.body else { return Statement::Query(Box::new(query)) };
        let Select { into: Some(IntoTable { persistence, name }), .. } = &**select else {
            return Statement::Query(Box::new(query));
        };
        Statement::CreateTableAs(Box::new(CreateTableAs {
            made: MadeOfQuery::SelectInto,
            persistence: *persistence,
            if_not_exists: false,
            name: name.clone(),
            columns: Vec::new(),
            access_method: None,
            parameters: Vec::new(),
            on_commit: None,
            tablespace: None,
            with_data: true,
            distribution: None,
            query,
        }))
    }

    /// `REFRESH MATERIALIZED VIEW [ CONCURRENTLY ] name [ WITH [ NO ] DATA ]`, from `MATERIALIZED` on.
    pub(super) fn refresh_materialized_view(&mut self) -> Result<Statement<'a>> {
        self.expect([Keyword::Materialized, Keyword::View])?;
        let concurrently = self.accept(Keyword::Concurrently);
        let name = self.relation_name()?;
        let with_data = self.with_data()?;
        Ok(Statement::RefreshMaterializedView(RefreshMaterializedView { concurrently, name, with_data }))
    }
}
