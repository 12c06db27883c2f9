//! Expressions of queries and of changes of rows, clause by clause. They may have queries of their own.

use medlar_catalog::ColumnReference;
use medlar_syntax::ast::{Expression, QualifiedName};
use medlar_syntax::{Span, SqlState};

use super::coercion::{self, Level, value_span};
use super::scope::{Scope, ScopeTable};
use super::{Checker, ExpressionType, Purpose, plain};
use crate::context::Context;
use crate::message::{Checked, Failure};

/// What is checked of an expression of a query that was read.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) data_type: ExpressionType,
    /// The columns of relations that it names.
    pub(crate) used: Vec<ColumnReference>,
    pub(crate) aggregates: bool,
}

/// The clauses of a query.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clause {
    List,
    Function,
    Join,
    Where,
    Having,
    OrderBy,
    GroupBy,
    Limit,
    Offset,
    Values,
    /// The values behind SET.
    Set,
    Returning,
}

static SELECT: Purpose = Purpose { plural: "", singular: "" };
static WHERE: Purpose = Purpose { plural: "WHERE", singular: "" };
static VALUES: Purpose = Purpose { plural: "VALUES", singular: "" };
static UPDATE: Purpose = Purpose { plural: "UPDATE", singular: "" };
static RETURNING: Purpose = Purpose { plural: "RETURNING", singular: "" };
static FUNCTION: Purpose = Purpose { plural: "functions in FROM", singular: "" };
static JOIN: Purpose = Purpose { plural: "JOIN conditions", singular: "" };
static GROUP_BY: Purpose = Purpose { plural: "GROUP BY", singular: "" };
static LIMIT: Purpose = Purpose { plural: "LIMIT", singular: "" };
static OFFSET: Purpose = Purpose { plural: "OFFSET", singular: "" };

impl Clause {
    fn purpose(self) -> &'static Purpose {
        match self {
            Clause::List | Clause::OrderBy | Clause::Having => &SELECT,
            Clause::Function => &FUNCTION,
            Clause::Join => &JOIN,
            Clause::Where => &WHERE,
            Clause::GroupBy => &GROUP_BY,
            Clause::Limit => &LIMIT,
            Clause::Offset => &OFFSET,
            Clause::Values => &VALUES,
            Clause::Set => &UPDATE,
            Clause::Returning => &RETURNING,
        }
    }

    /// What a condition is called, and the word of a number of rows.
    fn construct(self) -> &'static str {
        match self {
            Clause::Join => "JOIN/ON",
            Clause::Where => "WHERE",
            Clause::Having => "HAVING",
            _ => "",
        }
    }
}

/// An expression of a query that was read, as its clause takes it.
pub(crate) fn check_in_clause(
    context: &mut Context<'_>,
    clause: Clause,
    scope: &Scope<'_>,
    expression: &Expression<'_>,
) -> Checked<Found> {
    let mut checker = Checker::new(context, clause.purpose(), None, &[]);
    checker.scope = Some(scope);
    let data_type = checker.check(expression)?;
    if matches!(clause, Clause::Limit | Clause::Offset) {
        let word = checker.purpose.plural;
        if let (Some(found), Some(bigint)) = (data_type, plain("int8")) {
            if !coercion::is_coercible(found, bigint, Level::Assignment) {
                let message =
                    format!("argument of {word} must be type bigint, not type {}", checker.context.type_name(found));
                return Err(Failure::new(SqlState::DatatypeMismatch, message).at(value_span(expression)));
            }
            checker.check_literal(expression, found, bigint)?;
        }
        if !checker.used.is_empty() {
            let message = format!("argument of {word} must not contain variables");
            return Err(Failure::new(SqlState::InvalidColumnReference, message).at(value_span(expression)));
        }
    } else if !clause.construct().is_empty() {
        checker.coerce_to_boolean(expression, data_type, clause.construct())?;
    }
    Ok(Found { data_type, used: checker.used, aggregates: checker.aggregates })
}

/// A value of this type becomes one of a column.
pub(crate) fn assign_value(
    context: &mut Context<'_>,
    (column, target): (&str, ExpressionType),
    found: ExpressionType,
    value: &Expression<'_>,
) -> Checked {
    let mut checker = Checker::new(context, &VALUES, None, &[]);
    checker.assign(column, target, found, value, "expression").map_err(|failure| match failure.error.sqlstate {
        SqlState::DatatypeMismatch => failure.at(value_span(value)),
        _ => failure,
    })
}

/// The table that `name.*` stands for.
pub(crate) fn table_in_scope<'q>(
    context: &mut Context<'_>,
    scope: &'q Scope<'q>,
    name: &QualifiedName<'_>,
    place: Span,
) -> Checked<&'q ScopeTable> {
    Checker::new(context, &SELECT, None, &[]).table_in_scope(scope, &name.parts, 0, place)
}

/// Types that rows of several queries have in a column: the one they have in common.
pub(crate) fn common_column(
    context: &mut Context<'_>,
    found: &[(&Expression<'_>, ExpressionType)],
    construct: &str,
) -> Checked<ExpressionType> {
    Checker::new(context, &VALUES, None, &[]).common_type(found, construct)
}
