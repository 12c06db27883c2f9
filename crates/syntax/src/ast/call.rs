//! Queries that call one function with constants.

use std::borrow::Cow;

use super::{Ident, QualifiedName};
use crate::Span;

/// `SELECT function(constant, …) [AS name]` and `SELECT * FROM function(constant, …) [AS name …]`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct Call<'a> {
    pub function: QualifiedName<'a>,
    pub arguments: Vec<Constant<'a>>,
    /// The name of the column, or behind FROM of the table.
    pub alias: Option<Ident<'a>>,
    /// Whether the function stands behind `SELECT * FROM`.
    pub from: bool,
    /// What stands between the parentheses behind the alias of a function in FROM.
    pub columns: Option<Cow<'a, str>>,
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "kind and place")]
pub struct Constant<'a> {
    pub kind: ConstantKind<'a>,
    pub span: Span,
}

/// Which constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstantKind<'a> {
    /// `NULL`
    Null,
    /// `TRUE` or `FALSE`
    Boolean(bool),
    /// An integer, as written.
    Integer(Cow<'a, str>),
    /// A string.
    Text(Cow<'a, str>),
    /// A string that is said to be of type text: `'…'::text`.
    TypedText(Cow<'a, str>),
}
