//! Statements that change rows.

use super::{CommonTable, Expression, FromItem, Ident, IndexElement, Query, RelationExpression, SelectItem};
use crate::Span;

/// `INSERT`, `UPDATE` or `DELETE`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct Change<'a> {
    /// As written.
    pub text: &'a str,
    /// From the first token to the last.
    pub span: Span,
    pub with: Vec<CommonTable<'a>>,
    pub recursive: bool,
    pub table: RelationExpression<'a>,
    pub alias: Option<Ident<'a>>,
    pub action: ChangeAction<'a>,
    pub returning: Vec<SelectItem<'a>>,
}

/// What is done to the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub enum ChangeAction<'a> {
    Insert {
        /// Empty without a column list.
        columns: Vec<Target<'a>>,
        /// None for `DEFAULT VALUES`.
        source: Option<Box<Query<'a>>>,
        conflict: Option<Box<Conflict<'a>>>,
    },
    Update {
        assignments: Vec<Assignment<'a>>,
        from: Vec<FromItem<'a>>,
        filter: Option<Filter<'a>>,
    },
    Delete {
        using: Vec<FromItem<'a>>,
        filter: Option<Filter<'a>>,
    },
}

/// A column that is given a value, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the parts of the name")]
pub struct Target<'a> {
    pub column: Ident<'a>,
    pub part: Option<TargetPart<'a>>,
}

/// The first part of a column's value that stands behind its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetPart<'a> {
    /// `.name`
    Field(Ident<'a>),
    /// `[…]`
    Element,
}

/// `column = value`, or `(column, …) = value`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sides of the sign")]
pub struct Assignment<'a> {
    pub targets: Vec<Target<'a>>,
    /// Whether the targets stand in parentheses.
    pub is_row: bool,
    pub value: Expression<'a>,
}

/// `WHERE`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter<'a> {
    /// A condition.
    Condition(Expression<'a>),
    /// `CURRENT OF cursor`
    Current(Ident<'a>),
}

/// `ON CONFLICT`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct Conflict<'a> {
    pub elements: Vec<IndexElement<'a>>,
    pub constraint: Option<Ident<'a>>,
    /// `DO UPDATE SET`; none for `DO NOTHING`.
    pub assignments: Option<Vec<Assignment<'a>>>,
    /// The condition of DO UPDATE.
    pub filter: Option<Expression<'a>>,
}

impl ChangeAction<'_> {
    /// The word of the statement.
    pub fn word(&self) -> &'static str {
        match self {
            ChangeAction::Insert { .. } => "INSERT",
            ChangeAction::Update { .. } => "UPDATE",
            ChangeAction::Delete { .. } => "DELETE",
        }
    }
}
