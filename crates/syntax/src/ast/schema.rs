//! Schemas, and IMPORT FOREIGN SCHEMA.

use super::{Ident, OptionItem, RelationExpression, RoleSpec, Statement};

/// `CREATE SCHEMA`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateSchema<'a> {
    pub if_not_exists: bool,
    /// `None` where the schema gets its owner's name.
    pub name: Option<Ident<'a>>,
    pub authorization: Option<RoleSpec<'a>>,
    /// Tables, views, indexes, sequences, triggers and grants that are made in it.
    pub elements: Vec<Statement<'a>>,
}

/// Which tables are imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportSelection<'a> {
    /// All of them.
    All,
    /// `LIMIT TO (…)`
    LimitTo(Vec<RelationExpression<'a>>),
    /// `EXCEPT (…)`
    Except(Vec<RelationExpression<'a>>),
}

/// `IMPORT FOREIGN SCHEMA`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct ImportForeignSchema<'a> {
    pub remote_schema: Ident<'a>,
    pub selection: ImportSelection<'a>,
    pub server: Ident<'a>,
    pub local_schema: Ident<'a>,
    pub options: Vec<OptionItem<'a>>,
}
