//! Names of data types.

use super::{Expression, QualifiedName};
use crate::Span;

/// The name of a data type, e.g. `numeric(10, 2)[]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName<'a> {
    /// `SETOF`
    pub set_of: bool,
    /// Which type.
    pub name: TypeReference<'a>,
    /// In parentheses behind the name; without the length that `character` and `bit` have by default.
    pub modifiers: Vec<Expression<'a>>,
    /// One for each pair of brackets, with its number if one is written; `ARRAY` is one, too.
    pub array_bounds: Vec<Option<i32>>,
    /// From the name on, where the server puts the caret.
    pub span: Span,
}

/// How a data type is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeReference<'a> {
    /// By its own name.
    Named(QualifiedName<'a>),
    /// By words of the SQL standard: the server's name in pg_catalog, e.g. `timestamptz` for
    /// `timestamp with time zone`.
    Standard(&'static str),
    /// `interval`, with its fields as in `year to month`, or nothing.
    Interval(&'static str),
    /// `table.column%TYPE`
    ColumnType(QualifiedName<'a>),
}
