//! Queries.

use super::{Expression, Ident, IntoTable, RelationExpression, SortKey, TypeName};
use crate::Span;

/// A query. Of what is only read over, the text has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query<'a> {
    /// As written, without parentheses around it.
    pub text: &'a str,
    /// From the first token to the last.
    pub span: Span,
    /// `WITH`
    pub with: Vec<CommonTable<'a>>,
    /// `WITH RECURSIVE`
    pub recursive: bool,
    /// What gives the rows.
    pub body: QueryBody<'a>,
    /// `ORDER BY`
    pub order_by: Vec<SortKey<'a>>,
    /// The number of `LIMIT` or `FETCH`, which is 1 where `FETCH` has none.
    pub limit: Option<Expression<'a>>,
    /// `WITH TIES` behind `FETCH`.
    pub with_ties: bool,
    /// `OFFSET`
    pub offset: Option<Expression<'a>>,
    /// The first `FOR UPDATE` or the like.
    pub locking: Option<Span>,
}

/// What gives the rows of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryBody<'a> {
    /// `SELECT`; also `TABLE name`, which selects everything from it.
    Select(Box<Select<'a>>),
    /// `VALUES`: at least one row, each of at least one value.
    Values(Vec<Vec<Expression<'a>>>),
    /// Two queries and what stands between them.
    Combined {
        /// What combines the rows.
        operator: SetOperator,
        /// `ALL`: rows that are equal stay as many as they are.
        all: bool,
        /// Left and right of it.
        sides: Box<[Query<'a>; 2]>,
    },
}

/// What combines the rows of two queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of its name")]
pub enum SetOperator {
    Union,
    Except,
    Intersect,
}

/// `name [ ( columns ) ] AS ( … )` in `WITH`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonTable<'a> {
    /// Its name.
    pub name: Ident<'a>,
    /// Empty without a column list.
    pub columns: Vec<Ident<'a>>,
    /// The query; none where it is a statement that changes rows.
    pub query: Option<Query<'a>>,
}

/// `SELECT`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Select<'a> {
    /// `DISTINCT`, with or without `ON`.
    pub distinct: bool,
    /// `DISTINCT ON ( … )`
    pub distinct_on: Vec<Expression<'a>>,
    /// What is selected.
    pub items: Vec<SelectItem<'a>>,
    /// The table behind `INTO`.
    pub into: Option<IntoTable<'a>>,
    /// What it is selected from.
    pub from: Vec<FromItem<'a>>,
    /// `WHERE`
    pub filter: Option<Expression<'a>>,
    /// Whether there is a `GROUP BY`.
    pub is_grouped: bool,
    /// The expressions of `GROUP BY`, also those inside of `CUBE`, `ROLLUP` and `GROUPING SETS`.
    pub group_by: Vec<Expression<'a>>,
    /// `HAVING`
    pub having: Option<Expression<'a>>,
}

/// What is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectItem<'a> {
    /// `*`
    All(Span),
    /// An expression, and the name it is given.
    Expression(Expression<'a>, Option<Ident<'a>>),
}

/// What is selected from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromItem<'a> {
    /// A relation.
    Relation(RelationExpression<'a>, Option<Alias<'a>>),
    /// A relation with `TABLESAMPLE` behind it.
    Sample(RelationExpression<'a>, Option<Alias<'a>>),
    /// A function; none where it is `ROWS FROM`, `XMLTABLE` or `WITH ORDINALITY`, which are only read over.
    Function(Option<Box<Expression<'a>>>, Option<Alias<'a>>),
    /// A query in parentheses.
    Query {
        /// The query.
        query: Box<Query<'a>>,
        /// Whether `LATERAL` stands before it.
        lateral: bool,
        /// Only some targets let it be left out.
        alias: Option<Alias<'a>>,
    },
    /// Two of these, joined.
    Join(Box<Join<'a>>),
}

/// A name for something in FROM and for its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias<'a> {
    /// None where only columns are defined.
    pub name: Option<Ident<'a>>,
    /// Empty without a column list.
    pub columns: Vec<Ident<'a>>,
    /// The types of the columns, where they are defined.
    pub types: Vec<TypeName<'a>>,
}

/// Which rows without a partner a join keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of its name")]
pub enum JoinKind {
    /// `[ INNER ] JOIN` and `CROSS JOIN`
    Inner,
    Left,
    Right,
    Full,
}

/// `left [ NATURAL ] JOIN right [ ON … | USING … ]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join<'a> {
    /// Its left side.
    pub left: FromItem<'a>,
    /// Its right side.
    pub right: FromItem<'a>,
    /// Which rows without a partner it keeps.
    pub kind: JoinKind,
    /// `NATURAL`
    pub natural: bool,
    /// The columns of `USING`.
    pub using: Vec<Ident<'a>>,
    /// `ON`
    pub on: Option<Expression<'a>>,
    /// The name of the columns of `USING`.
    pub using_alias: Option<Ident<'a>>,
    /// The name of the join in parentheses, which hides those in it.
    pub alias: Option<Alias<'a>>,
}
