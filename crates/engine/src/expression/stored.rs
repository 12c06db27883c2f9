//! Expressions that are stored: defaults, checks, generated columns, partitions.

use std::sync::Arc;

use medlar_syntax::SqlState;
use medlar_syntax::ast::{Expression, ExpressionKind};

use super::coercion::{self, Level};
use super::{Checker, ExpressionColumn, ExpressionType, Purpose};
use crate::context::Context;
use crate::deparse;
use crate::message::{Checked, Failure};
use crate::types::DataType;

static DEFAULT: Purpose = Purpose { plural: "DEFAULT expressions", singular: "DEFAULT expression" };
static ARGUMENT_DEFAULT: Purpose = Purpose { plural: "DEFAULT expressions", singular: "DEFAULT expression" };
static CHECK: Purpose = Purpose { plural: "check constraints", singular: "check constraint" };
static GENERATED: Purpose =
    Purpose { plural: "column generation expressions", singular: "column generation expression" };

static BOUND: Purpose = Purpose { plural: "partition bound", singular: "partition bound" };
static PARTITION_KEY: Purpose = Purpose { plural: "partition key expressions", singular: "partition key expression" };

/// `DEFAULT expression` of a column; as it is stored.
pub(crate) fn check_default(
    context: &mut Context<'_>,
    column: &str,
    data_type: ExpressionType,
    expression: &Expression<'_>,
) -> Checked<Arc<str>> {
    let mut checker = Checker::new(context, &DEFAULT, None, &[]);
    let found = checker.check(expression)?;
    checker.assign(column, data_type, found, expression, "default expression")?;
    Ok(checker.stored(expression))
}

/// `DEFAULT expression` of an argument of a function.
pub(crate) fn check_argument_default(
    context: &mut Context<'_>,
    target: DataType,
    expression: &Expression<'_>,
) -> Checked {
    let mut checker = Checker::new(context, &ARGUMENT_DEFAULT, Some(""), &[]);
    let Some(found) = checker.check(expression)? else { return Ok(()) };
    if coercion::is_coercible(found, target, Level::Assignment) {
        return checker.check_literal(expression, found, target);
    }
    let (target, found) = (context.type_name(target), context.type_name(found));
    let message = format!("argument of DEFAULT must be type {target}, not type {found}");
    Err(Failure::new(SqlState::DatatypeMismatch, message).at(expression.span))
}

/// `GENERATED ALWAYS AS (expression) STORED` of a column of the table; as it is stored.
pub(crate) fn check_generated(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    column: &str,
    data_type: ExpressionType,
    expression: &Expression<'_>,
) -> Checked<Arc<str>> {
    let mut checker = Checker::new(context, &GENERATED, Some(table), columns);
    let found = checker.check(expression)?;
    if let Some(nested) = checker.nested.take() {
        return Err(nested);
    }
    if let Some(function) = checker.uncollated {
        let message = format!("could not determine which collation to use for {function}() function");
        return Err(Failure::new(SqlState::IndeterminateCollation, message)
            .hint("Use the COLLATE clause to set the collation explicitly.")
            .about(expression.span));
    }
    if checker.is_mutable {
        let message = "generation expression is not immutable";
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(expression.span));
    }
    checker.assign(column, data_type, found, expression, "default expression")?;
    Ok(checker.stored(expression))
}

/// `CHECK (expression)` over the columns of the table; as it is stored.
pub(crate) fn check_constraint(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked<Arc<str>> {
    let mut checker = Checker::new(context, &CHECK, Some(table), columns);
    let found = checker.check(expression)?;
    checker.coerce_to_boolean(expression, found, "CHECK")?;
    Ok(checker.stored(expression))
}

/// A CHECK constraint that is stored already, as it is to be stored over other columns; none where its
/// form is not known.
pub(crate) fn check_stored(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked<Option<Arc<str>>> {
    let mut checker = Checker::new(context, &CHECK, Some(table), columns);
    let found = checker.check(expression)?;
    checker.coerce_to_boolean(expression, found, "CHECK")?;
    Ok(deparse::stored(expression, &checker.conversions, checker.context.target).map(Arc::from))
}

/// The type of an expression over these columns; none where it is not known, or wrong.
pub(crate) fn type_of(
    context: &mut Context<'_>,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> ExpressionType {
    let notices = context.notices.len();
    let found = Checker::new(context, &CHECK, Some(""), columns).check(expression);
    context.notices.truncate(notices);
    found.ok().flatten()
}

/// Whether a stored default of a column of one type can be the default of another type. A literal has
/// become a value of the column's type.
pub(crate) fn default_fits(context: &mut Context<'_>, text: &str, of_type: &str, target: DataType) -> bool {
    let Ok(parsed) = medlar_syntax::parse_expression(text, context.target) else { return true };
    let is_literal = matches!(parsed.kind, ExpressionKind::String(_) | ExpressionKind::Null);
    let found = if is_literal {
        DataType::of_column(context.catalog, of_type, context.target)
    } else {
        type_of(context, &[], &parsed)
    };
    found.is_none_or(|found| is_assignable(found, target))
}

/// Whether a value of one type can be stored as one of the other. What is not known is taken to.
pub(crate) fn is_assignable(from: DataType, to: DataType) -> bool {
    coercion::is_coercible(from, to, Level::Assignment)
}

/// A value of the bound of a partition, for a column of the key.
pub(crate) fn check_bound(
    context: &mut Context<'_>,
    column: &str,
    data_type: ExpressionType,
    expression: &Expression<'_>,
) -> Checked {
    let mut checker = Checker::new(context, &BOUND, None, &[]);
    let found = checker.check(expression)?;
    let (Some(target), Some(found)) = (data_type, found) else { return Ok(()) };
    if coercion::is_coercible(found, target, Level::Assignment) {
        return checker.check_literal(expression, found, target);
    }
    let target = context.type_name(target);
    let message = format!("specified value cannot be cast to type {target} for column \"{column}\"");
    Err(Failure::new(SqlState::DatatypeMismatch, message).at(expression.span))
}

/// An expression of a partition key that was analysed.
pub(crate) struct KeyExpression {
    pub(crate) data_type: ExpressionType,
    pub(crate) is_mutable: bool,
}

/// An expression of a partition key; what is wrong with it has no position.
pub(crate) fn check_partition_key(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked<KeyExpression> {
    let mut checker = Checker::new(context, &PARTITION_KEY, Some(table), columns);
    let data_type = checker.check(expression).map_err(|mut failure| {
        failure.error.position = None;
        failure
    })?;
    Ok(KeyExpression { data_type, is_mutable: checker.is_mutable })
}
