//! Relations: how they are named, and what drops, renames and moves them.

use super::{DropBehavior, Ident, QualifiedName, Query, StorageParameter};

/// Kinds of relations, which live in a schema and share one name space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the kind of its name")]
pub enum RelationKind {
    Table,
    ForeignTable,
    View,
    MaterializedView,
    Sequence,
    Index,
}

impl RelationKind {
    /// The kind's words in a statement.
    pub fn words(self) -> &'static str {
        match self {
            RelationKind::Table => "TABLE",
            RelationKind::ForeignTable => "FOREIGN TABLE",
            RelationKind::View => "VIEW",
            RelationKind::MaterializedView => "MATERIALIZED VIEW",
            RelationKind::Sequence => "SEQUENCE",
            RelationKind::Index => "INDEX",
        }
    }
}

/// A relation with or without those that inherit from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationExpression<'a> {
    /// `ONLY name` or `ONLY (name)`; otherwise `name` or `name *`.
    pub only: bool,
    /// One to three parts.
    pub name: QualifiedName<'a>,
}

/// How long a relation lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Persistence {
    /// No word.
    #[default]
    Permanent,
    /// `TEMP` or `TEMPORARY`, also behind `LOCAL` or `GLOBAL`.
    Temporary,
    /// `UNLOGGED`
    Unlogged,
}

/// `DROP { TABLE | FOREIGN TABLE | VIEW | … }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct DropRelations<'a> {
    pub kind: RelationKind,
    /// Indexes only.
    pub concurrently: bool,
    pub if_exists: bool,
    /// At least one, of any number of parts.
    pub names: Vec<QualifiedName<'a>>,
    pub behavior: DropBehavior,
}

/// What RENAME renames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenamedPart<'a> {
    /// The relation.
    Relation,
    /// A column.
    Column(Ident<'a>),
    /// A constraint.
    Constraint(Ident<'a>),
}

/// `ALTER { TABLE | … } … RENAME`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct RenameRelation<'a> {
    pub kind: RelationKind,
    pub if_exists: bool,
    pub relation: RelationExpression<'a>,
    pub part: RenamedPart<'a>,
    pub new_name: Ident<'a>,
}

/// `ALTER { TABLE | … } … SET SCHEMA`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct SetRelationSchema<'a> {
    pub kind: RelationKind,
    pub if_exists: bool,
    pub relation: RelationExpression<'a>,
    pub schema: Ident<'a>,
}

/// `CREATE [OR REPLACE] VIEW`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateView<'a> {
    pub or_replace: bool,
    pub persistence: Persistence,
    pub recursive: bool,
    pub name: QualifiedName<'a>,
    /// Empty without a column list.
    pub columns: Vec<Ident<'a>>,
    /// `WITH (…)`
    pub parameters: Vec<StorageParameter<'a>>,
    pub query: Query<'a>,
    /// `WITH … CHECK OPTION` as written; empty without one.
    pub check_option: &'a str,
}
