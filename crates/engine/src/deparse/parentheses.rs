//! Which operands stand without parentheses in what psql shows.

use medlar_syntax::ast::{Expression, ExpressionKind, Form, TypeReference};

/// What an operand belongs to.
#[derive(Clone, Copy)]
pub(super) enum Parent<'p> {
    /// An operator between two operands.
    Operator { operator: &'p str, is_left: bool },
    /// AND, OR or NOT.
    Boolean(Form),
    /// A cast, a test, a comparison with the elements of an array …
    Other,
}

/// How tightly an operator binds: only `+ - * / %` are compared.
fn priority(operator: &str) -> Option<u8> {
    match operator {
        "+" | "-" => Some(0),
        "*" | "/" | "%" => Some(1),
        _ => None,
    }
}

/// Whether the operand is understood without parentheses.
pub(super) fn needs_none(expression: &Expression<'_>, parent: Parent<'_>) -> bool {
    let mut expression = expression;
    let mut parent = parent;
    // What is made a text is looked at itself; other casts are functions.
    while let ExpressionKind::Cast(operand, type_name) = &expression.kind {
        let is_literal = matches!(operand.kind, ExpressionKind::String(_) | ExpressionKind::Null);
        let name = match &type_name.name {
            TypeReference::Named(name) => name.parts.last().map_or("", |part| &part.name),
            TypeReference::Standard(name) => name,
            TypeReference::Interval(_) | TypeReference::ColumnType(_) => "",
        };
        if is_literal || !matches!(name, "text" | "varchar" | "bpchar" | "name") {
            return true;
        }
        (expression, parent) = (operand, Parent::Other);
    }
    match &expression.kind {
        ExpressionKind::Operation(operation) => match (parent, &operation.quantifier, &operation.left) {
            (Parent::Boolean(_), None, _) => true,
            (Parent::Operator { operator, is_left }, None, Some(_)) => {
                match (priority(&operation.operator), priority(operator)) {
                    (Some(inner), Some(outer)) => inner > outer || inner == outer && is_left,
                    _ => false,
                }
            }
            _ => false,
        },
        ExpressionKind::Form(Form::And | Form::Not, _) => matches!(parent, Parent::Boolean(Form::And | Form::Or)),
        ExpressionKind::Form(Form::Or, _) => matches!(parent, Parent::Boolean(Form::Or)),
        ExpressionKind::Form(
            Form::IsNull
            | Form::IsNotNull
            | Form::IsTrue
            | Form::IsNotTrue
            | Form::IsFalse
            | Form::IsNotFalse
            | Form::IsUnknown
            | Form::IsNotUnknown
            | Form::IsDistinctFrom
            | Form::IsNotDistinctFrom,
            _,
        ) => matches!(parent, Parent::Boolean(_)),
        ExpressionKind::Collate(..) => false,
        _ => true,
    }
}
