//! Expressions and conditions of indexes.

use std::sync::Arc;

use medlar_syntax::ast::Expression;

use super::{Checker, ExpressionColumn, ExpressionType, Purpose};
use crate::context::Context;
use crate::message::Checked;

static INDEX_EXPRESSION: Purpose = Purpose { plural: INDEX_EXPRESSIONS, singular: "index expression" };
static INDEX_PREDICATE: Purpose = Purpose { plural: INDEX_PREDICATES, singular: "index predicate" };
pub(super) const INDEX_EXPRESSIONS: &str = "index expressions";
pub(super) const INDEX_PREDICATES: &str = "index predicates";

/// An expression or a condition of an index.
pub(crate) struct Indexed {
    /// As it is stored.
    pub(crate) stored: Arc<str>,
    pub(crate) data_type: ExpressionType,
    pub(crate) is_mutable: bool,
}

/// An expression that an index is over.
pub(crate) fn check_index_expression(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked<Indexed> {
    let mut checker = Checker::new(context, &INDEX_EXPRESSION, Some(table), columns);
    let data_type = checker.check(expression)?;
    Ok(Indexed { stored: checker.stored(expression), data_type, is_mutable: checker.is_mutable })
}

/// The condition of a partial index.
pub(crate) fn check_index_predicate(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked<Indexed> {
    let mut checker = Checker::new(context, &INDEX_PREDICATE, Some(table), columns);
    let data_type = checker.check(expression)?;
    checker.coerce_to_boolean(expression, data_type, "WHERE")?;
    Ok(Indexed { stored: checker.stored(expression), data_type, is_mutable: checker.is_mutable })
}
