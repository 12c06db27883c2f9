//! Tables and materialized views that queries make.

use super::{Distribution, Ident, OnCommit, Persistence, QualifiedName, Query, StorageParameter};

/// Which statement makes the relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeOfQuery {
    /// `CREATE TABLE … AS`
    Table,
    /// `SELECT … INTO`; everything but the query is in it.
    SelectInto,
    /// `CREATE MATERIALIZED VIEW`
    MaterializedView,
}

/// `CREATE TABLE AS`, `SELECT INTO` and `CREATE MATERIALIZED VIEW`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateTableAs<'a> {
    pub made: MadeOfQuery,
    pub persistence: Persistence,
    pub if_not_exists: bool,
    pub name: QualifiedName<'a>,
    /// Empty without a column list.
    pub columns: Vec<Ident<'a>>,
    pub access_method: Option<Ident<'a>>,
    /// `WITH (…)`
    pub parameters: Vec<StorageParameter<'a>>,
    pub on_commit: Option<OnCommit>,
    pub tablespace: Option<Ident<'a>>,
    pub query: Query<'a>,
    /// Not so with `WITH NO DATA`.
    pub with_data: bool,
    pub distribution: Option<Distribution<'a>>,
}

/// `REFRESH MATERIALIZED VIEW`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct RefreshMaterializedView<'a> {
    pub concurrently: bool,
    pub name: QualifiedName<'a>,
    /// Not so with `WITH NO DATA`.
    pub with_data: bool,
}

/// The table behind `INTO`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct IntoTable<'a> {
    pub persistence: Persistence,
    pub name: QualifiedName<'a>,
}
