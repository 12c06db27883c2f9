//! CREATE INDEX.

use super::{Collation, Expression, Ident, PartitionKey, QualifiedName, RelationExpression, StorageParameter};
use crate::Span;

/// What an index has of each row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the element")]
pub struct IndexElement<'a> {
    pub key: PartitionKey<'a>,
    pub collation: Option<Collation<'a>>,
    pub operator_class: Option<QualifiedName<'a>>,
    /// Of the operator class.
    pub parameters: Vec<StorageParameter<'a>>,
    /// The words behind it, e.g. `DESC NULLS LAST`.
    pub order: &'a str,
    pub span: Span,
}

/// `CREATE INDEX`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateIndex<'a> {
    pub is_unique: bool,
    pub concurrently: bool,
    pub if_not_exists: bool,
    pub name: Option<Ident<'a>>,
    pub relation: RelationExpression<'a>,
    pub access_method: Option<Ident<'a>>,
    pub elements: Vec<IndexElement<'a>>,
    pub include: Vec<IndexElement<'a>>,
    pub nulls_not_distinct: bool,
    pub parameters: Vec<StorageParameter<'a>>,
    pub tablespace: Option<Ident<'a>>,
    pub condition: Option<Expression<'a>>,
}
