//! What an expression uses: columns of its table, sequences, functions that were made.

use medlar_catalog::{ColumnReference, Oid, Relation};
use medlar_syntax::ast::{Expression, ExpressionKind, FunctionCall, TypeReference};

use crate::context::Context;
use crate::message::Checked;

/// As [`of_expression`], where the columns are known from elsewhere.
pub(crate) fn of_query_expression(
    context: &mut Context<'_>,
    expression: &Expression<'_>,
) -> Checked<Vec<ColumnReference>> {
    collect(context, None, expression)
}

/// What an expression of this table, which has been checked, uses, each once.
pub(crate) fn of_expression(
    context: &mut Context<'_>,
    table: &Relation,
    expression: &Expression<'_>,
) -> Checked<Vec<ColumnReference>> {
    collect(context, Some(table), expression)
}

fn collect(
    context: &mut Context<'_>,
    table: Option<&Relation>,
    expression: &Expression<'_>,
) -> Checked<Vec<ColumnReference>> {
    let mut uses: Vec<ColumnReference> = Vec::new();
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        let found = match &expression.kind {
            ExpressionKind::Column { name, .. } => {
                let found = table.zip(name.parts.last());
                let column = found.and_then(|(table, part)| Some((table.oid, table.column(&part.name)?.0)));
                column.map(|(oid, column)| ColumnReference { oid, column })
            }
            ExpressionKind::Function(call) => of_call(context, call)?.map(|oid| ColumnReference { oid, column: 0 }),
            _ => None,
        };
        expression.push_operands(&mut open);
        uses.extend(found.filter(|found| !uses.contains(found)));
    }
    Ok(uses)
}

/// Whether a column or a query stands in an expression.
pub(crate) fn has_column(expression: &Expression<'_>) -> bool {
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        if matches!(expression.kind, ExpressionKind::Column { .. } | ExpressionKind::Subquery(_)) {
            return true;
        }
        expression.push_operands(&mut open);
    }
    false
}

/// The sequence of `nextval('…')`, or the function that was made.
fn of_call(context: &mut Context<'_>, call: &FunctionCall<'_>) -> Checked<Option<Oid>> {
    let Some(name) = call.name.parts.last() else { return Ok(None) };
    let takes_sequence = matches!(&*name.name, "nextval" | "currval" | "setval");
    if let Some(argument) = call.arguments.first().filter(|_| takes_sequence) {
        let literal = match &argument.kind {
            ExpressionKind::Cast(operand, type_name) if is_regclass(&type_name.name) => operand,
            _ => argument,
        };
        let ExpressionKind::String(text) = &literal.kind else { return Ok(None) };
        let Ok(parsed) = medlar_syntax::parse_type_name(text, context.target) else { return Ok(None) };
        let TypeReference::Named(name) = &parsed.name else { return Ok(None) };
        // One that is not there has been refused; those of the system are in no catalog here.
        let (schema, name) = context.split_relation(name).map_err(|failure| failure.at(literal.span))?;
        return Ok(context.relation_at(schema, &name.name).map(|sequence| sequence.oid));
    }
    let (schema, name) = context.split(&call.name)?;
    let searched = match schema {
        Some(schema) => vec![schema],
        None => context.searched(),
    };
    let made = context.catalog.functions().find(|function| {
        let arguments = function.arguments.split(',').filter(|argument| !argument.is_empty()).count();
        *function.name == *name.name
            && searched.contains(&function.schema)
            && arguments == call.arguments.len()
            && !function.oid.is_pinned()
    });
    Ok(made.map(|function| function.oid))
}

fn is_regclass(name: &TypeReference<'_>) -> bool {
    matches!(name, TypeReference::Named(name) if name.parts.last().is_some_and(|part| part.name == "regclass"))
}
