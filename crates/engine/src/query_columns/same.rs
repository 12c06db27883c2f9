//! Whether two expressions of a query are the same, however they are written.

use medlar_syntax::ast::{Expression, ExpressionKind, QualifiedName, TypeReference};

use crate::expression::Scope;

/// Whether they say the same of the columns in the scope. Of queries in them, the texts count.
pub(super) fn is_same(scope: &Scope<'_>, left: &Expression<'_>, right: &Expression<'_>) -> bool {
    let mut open = vec![(left, right)];
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    while let Some((left, right)) = open.pop() {
        if !is_same_node(scope, left, right) {
            return false;
        }
        left.push_operands(&mut lefts);
        right.push_operands(&mut rights);
        if lefts.len() != rights.len() {
            return false;
        }
        open.extend(lefts.drain(..).zip(rights.drain(..)));
    }
    true
}

/// Whether they are the same, their operands aside.
fn is_same_node(scope: &Scope<'_>, left: &Expression<'_>, right: &Expression<'_>) -> bool {
    use ExpressionKind::*;
    match (&left.kind, &right.kind) {
        (Null, Null) => true,
        (Boolean(left), Boolean(right)) => left == right,
        (Integer(left), Integer(right)) | (Parameter(left), Parameter(right)) => left == right,
        (Numeric(left), Numeric(right)) | (String(left), String(right)) | (BitString(left), BitString(right)) => {
            left == right
        }
        (Column { name: left, all }, Column { name: right, all: other }) => {
            let [left_column, right_column] = [left, right].map(|name| scope.column(name));
            let origins = left_column.zip(right_column).map(|(left, right)| left.origin == right.origin);
            all == other && origins.unwrap_or_else(|| is_same_name(left, right))
        }
        (Operation(left), Operation(right)) => {
            left.operator == right.operator
                && left.quantifier == right.quantifier
                && left.left.is_some() == right.left.is_some()
        }
        (Form(left, _), Form(right, _)) => left == right,
        (Function(left), Function(right)) => {
            let flags = |call: &medlar_syntax::ast::FunctionCall<'_>| {
                (call.star, call.distinct, call.variadic, call.within_group, call.filter.is_some(), call.order_by.len())
            };
            let last = |name: &QualifiedName<'_>| name.parts.last().map(|name| name.name.to_string());
            last(&left.name) == last(&right.name) && flags(left) == flags(right) && left.over == right.over
        }
        (NamedArgument(left, _), NamedArgument(right, _)) => left.name == right.name,
        (Cast(_, left), Cast(_, right)) => {
            let is_same_type = match (&left.name, &right.name) {
                (TypeReference::Named(left), TypeReference::Named(right)) => is_same_name(left, right),
                (left, right) => left == right,
            };
            is_same_type && left.modifiers.len() == right.modifiers.len()
        }
        (Collate(_, left), Collate(_, right)) => is_same_name(left, right),
        (Field(_, left), Field(_, right)) => {
            left.as_ref().map(|field| &field.name) == right.as_ref().map(|field| &field.name)
        }
        (Case(left), Case(right)) => {
            left.operand.is_some() == right.operand.is_some()
                && left.branches.len() == right.branches.len()
                && left.otherwise.is_some() == right.otherwise.is_some()
        }
        (Subquery(left), Subquery(right)) => left.text == right.text,
        (Xml { text }, Xml { text: other }) => text == other,
        _ => false,
    }
}

fn is_same_name(left: &QualifiedName<'_>, right: &QualifiedName<'_>) -> bool {
    left.parts.iter().map(|part| &part.name).eq(right.parts.iter().map(|part| &part.name))
}
