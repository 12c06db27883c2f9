//! Tables and foreign tables: what CREATE says of them.

use super::{
    Collation, ColumnConstraint, Expression, Ident, OptionItem, Persistence, QualifiedName, StorageParameter,
    StringLiteral, TableConstraint, TypeName,
};
use crate::Span;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the column")]
pub struct ColumnDefinition<'a> {
    pub name: Ident<'a>,
    /// `None` exactly in the column of a typed table or a partition.
    pub type_name: Option<TypeName<'a>>,
    /// `STORAGE word` or `DEFAULT`, where the target has it.
    pub storage: Option<Ident<'a>>,
    /// `COMPRESSION word` or `DEFAULT`.
    pub compression: Option<Ident<'a>>,
    pub options: Vec<OptionItem<'a>>,
    pub collation: Option<Collation<'a>>,
    /// In the order written.
    pub constraints: Vec<ColumnConstraint<'a>>,
    /// Cloudberry's `ENCODING (…)`.
    pub encoding: Vec<StorageParameter<'a>>,
    pub span: Span,
}

/// What LIKE copies besides names and types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the option of its name")]
pub enum LikeOption {
    All,
    Comments,
    Compression,
    Constraints,
    Defaults,
    Generated,
    Identity,
    Indexes,
    Statistics,
    Storage,
    /// Cloudberry's.
    Encoding,
}

impl LikeOption {
    /// Every option and its word.
    pub const WORDS: &'static [(LikeOption, &'static str)] = &[
        (LikeOption::All, "ALL"),
        (LikeOption::Comments, "COMMENTS"),
        (LikeOption::Compression, "COMPRESSION"),
        (LikeOption::Constraints, "CONSTRAINTS"),
        (LikeOption::Defaults, "DEFAULTS"),
        (LikeOption::Generated, "GENERATED"),
        (LikeOption::Identity, "IDENTITY"),
        (LikeOption::Indexes, "INDEXES"),
        (LikeOption::Statistics, "STATISTICS"),
        (LikeOption::Storage, "STORAGE"),
        (LikeOption::Encoding, "ENCODING"),
    ];
}

/// `LIKE name { INCLUDING | EXCLUDING } …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikeClause<'a> {
    /// Whose columns.
    pub relation: QualifiedName<'a>,
    /// In the order written; true for INCLUDING.
    pub options: Vec<(bool, LikeOption)>,
    /// From `LIKE` on.
    pub span: Span,
}

/// What stands between the parentheses of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the element of its name")]
pub enum TableElement<'a> {
    Column(Box<ColumnDefinition<'a>>),
    Constraint(Box<TableConstraint<'a>>),
    Like(LikeClause<'a>),
}

/// Which rows a partition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the bound")]
pub enum PartitionBoundKind<'a> {
    /// `DEFAULT`
    Default,
    /// `FOR VALUES IN (…)`
    In(Vec<Expression<'a>>),
    /// `FOR VALUES FROM (…) TO (…)`; `MINVALUE` and `MAXVALUE` are column references here.
    Range { from: Vec<Expression<'a>>, to: Vec<Expression<'a>> },
    /// `FOR VALUES WITH (MODULUS n, REMAINDER m)`
    Hash { modulus: i32, remainder: i32 },
}

/// The bound of a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionBound<'a> {
    /// Which.
    pub kind: PartitionBoundKind<'a>,
    /// As written.
    pub span: Span,
    /// From where the server counts its position: behind `FOR VALUES`, or `DEFAULT`.
    pub location: crate::ByteOffset,
}

/// Where the columns of a table come from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub enum TableSource<'a> {
    /// `( … ) [ INHERITS ( … ) ]`
    Elements { elements: Vec<TableElement<'a>>, inherits: Vec<QualifiedName<'a>> },
    /// `OF type [ ( … ) ]`; the columns have no types.
    Type { name: QualifiedName<'a>, elements: Vec<TableElement<'a>> },
    /// `PARTITION OF parent [ ( … ) ] bound`; the columns have no types.
    Partition { parent: QualifiedName<'a>, elements: Vec<TableElement<'a>>, bound: PartitionBound<'a> },
}

impl<'a> TableSource<'a> {
    /// Its elements, what it inherits from or is a partition of, and the bound of a partition.
    pub fn parts(&self) -> (&[TableElement<'a>], &[QualifiedName<'a>], Option<&PartitionBound<'a>>) {
        match self {
            TableSource::Elements { elements, inherits } => (elements, inherits, None),
            TableSource::Type { name: _, elements } => (elements, &[], None),
            TableSource::Partition { parent, elements, bound } => (elements, std::slice::from_ref(parent), Some(bound)),
        }
    }
}

/// What a table is partitioned by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartitionKey<'a> {
    /// A column.
    Column(Ident<'a>),
    /// A function call, or an expression in parentheses (without them).
    Expression(Expression<'a>),
}

/// One element of a partition key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the element")]
pub struct PartitionElement<'a> {
    pub key: PartitionKey<'a>,
    pub collation: Option<Collation<'a>>,
    pub operator_class: Option<QualifiedName<'a>>,
    pub span: Span,
}

/// `PARTITION BY strategy (…)`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionBy<'a> {
    /// Any word; which ones there are is checked later.
    pub strategy: Ident<'a>,
    /// At least one.
    pub elements: Vec<PartitionElement<'a>>,
    /// From `PARTITION` on.
    pub span: Span,
}

/// What happens to a temporary table at the end of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the clause of its name")]
pub enum OnCommit {
    Drop,
    DeleteRows,
    PreserveRows,
}

/// Cloudberry's `DISTRIBUTED`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Distribution<'a> {
    /// `BY (column [operator_class], …)`
    By(Vec<(Ident<'a>, Option<QualifiedName<'a>>)>),
    /// `RANDOMLY`
    Randomly,
    /// `REPLICATED`
    Replicated,
}

/// Cloudberry's `TAG (name = 'value', …)`, one pair of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The tag.
    pub name: Ident<'a>,
    /// Its value.
    pub value: StringLiteral<'a>,
}

/// `CREATE TABLE`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateTable<'a> {
    pub persistence: Persistence,
    pub if_not_exists: bool,
    pub name: QualifiedName<'a>,
    pub source: TableSource<'a>,
    pub partition_by: Option<PartitionBy<'a>>,
    pub access_method: Option<Ident<'a>>,
    /// `WITH (…)`
    pub parameters: Vec<StorageParameter<'a>>,
    pub on_commit: Option<OnCommit>,
    pub tablespace: Option<Ident<'a>>,
    pub distribution: Option<Distribution<'a>>,
    pub tags: Vec<Tag<'a>>,
}

/// `CREATE FOREIGN TABLE`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateForeignTable<'a> {
    pub if_not_exists: bool,
    pub name: QualifiedName<'a>,
    /// Never of a type.
    pub source: TableSource<'a>,
    pub server: Ident<'a>,
    pub options: Vec<OptionItem<'a>>,
    pub distribution: Option<Distribution<'a>>,
    pub tags: Vec<Tag<'a>>,
}
