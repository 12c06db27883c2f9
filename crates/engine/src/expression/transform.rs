//! `ALTER COLUMN … TYPE … USING expression`: values of a new type, made of the rows as they are.

use medlar_syntax::SqlState;
use medlar_syntax::ast::Expression;

use super::coercion::{Level, is_coercible};
use super::{Checker, ExpressionColumn, ExpressionType, Purpose};
use crate::context::Context;
use crate::message::{Checked, Failure};
use crate::types::DataType;

pub(super) static TRANSFORM: Purpose = Purpose { plural: TRANSFORMS, singular: "transform expression" };

/// What no name of the table may be used in, only those of its columns.
pub(super) const TRANSFORMS: &str = "transform expressions";

/// The type of the expression, which is analysed before anything of the statement is carried out.
pub(crate) fn check_transform(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked<ExpressionType> {
    Checker::new(context, &TRANSFORM, Some(table), columns).check(expression)
}

/// Whether its values can be stored in the column under its new type.
pub(crate) fn check_transformed(
    context: &mut Context<'_>,
    column: &str,
    expression: &Expression<'_>,
    found: ExpressionType,
    data_type: DataType,
) -> Checked {
    let Some(found) = found else { return Ok(()) };
    if is_coercible(found, data_type, Level::Assignment) {
        let mut checker = Checker::new(context, &TRANSFORM, None, &[]);
        return checker.check_literal(expression, found, data_type).map_err(Failure::without_position);
    }
    let type_name = context.type_name(data_type);
    let message =
        format!("result of USING clause for column \"{column}\" cannot be cast automatically to type {type_name}");
    let hint = "You might need to add an explicit cast.";
    Err(Failure::new(SqlState::DatatypeMismatch, message).hint(hint).about(expression.span))
}
