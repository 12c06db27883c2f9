//! Columns beside aggregates: each must be one that rows are grouped by.

use medlar_catalog::{ColumnReference, ConstraintKind};
use medlar_syntax::ast::{Expression, ExpressionKind, Query, Select, SelectItem};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::expression::{QueryColumn, Scope, is_aggregate_name};
use crate::message::{Checked, Failure};
use crate::uses;

/// Refuses the first column that is not grouped by. Where rows are grouped by more than columns, or by
/// what may be a primary key, nothing is refused.
pub(super) fn check(context: &mut Context<'_>, select: &Select<'_>, query: &Query<'_>, scope: &Scope<'_>) -> Checked {
    let mut grouped = Vec::new();
    for expression in &select.group_by {
        match column(scope, expression) {
            Some(column) => grouped.extend(column.source),
            None => return Ok(()),
        }
    }
    let has_key = |oid| {
        let relation = context.catalog.relation(oid);
        relation
            .is_none_or(|relation| relation.constraints.iter().any(|known| known.kind == ConstraintKind::PrimaryKey))
    };
    let is_simple = scope.tables.iter().all(|table| table.relation.is_some_and(|(oid, _)| !has_key(oid)));
    if !is_simple || select.is_grouped && select.group_by.is_empty() {
        return Ok(());
    }
    for item in &select.items {
        match item {
            SelectItem::All(span) => {
                for column in &scope.columns {
                    refuse(scope, column, &grouped, *span)?;
                }
            }
            SelectItem::Expression(expression, _) => in_expression(scope, expression, &grouped)?,
        }
    }
    if let Some(having) = &select.having {
        in_expression(scope, having, &grouped)?;
    }
    let is_output = |expression: &Expression<'_>| matches!(&expression.kind, ExpressionKind::Column { name, .. } if name.parts.len() == 1);
    for key in query.order_by.iter().filter(|key| !is_output(&key.expression)) {
        in_expression(scope, &key.expression, &grouped)?;
    }
    Ok(())
}

/// The column of FROM that an expression is.
fn column<'s>(scope: &'s Scope<'_>, expression: &Expression<'_>) -> Option<&'s QueryColumn> {
    let ExpressionKind::Column { name, all: false } = &expression.kind else { return None };
    match name.parts.as_slice() {
        [name] => scope.columns.iter().find(|column| *column.name == *name.name),
        [.., table, name] => {
            let table = scope.tables.iter().find(|known| *known.name == *table.name)?;
            table.columns.iter().find(|column| *column.name == *name.name)
        }
        [] => None,
    }
}

fn in_expression(scope: &Scope<'_>, expression: &Expression<'_>, grouped: &[ColumnReference]) -> Checked {
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        if let Some(column) = column(scope, expression) {
            refuse(scope, column, grouped, expression.span)?;
        }
        if let ExpressionKind::Function(call) = &expression.kind
            && call.over.is_none()
            && call.name.parts.last().is_some_and(|name| is_aggregate_name(&name.name))
        {
            continue;
        }
        uses::open_operands(expression, &mut open);
    }
    Ok(())
}

fn refuse(scope: &Scope<'_>, column: &QueryColumn, grouped: &[ColumnReference], place: Span) -> Checked {
    let Some(source) = column.source.filter(|source| !grouped.contains(source)) else { return Ok(()) };
    let owner = scope.tables.iter().find(|table| table.columns.iter().any(|known| known.source == Some(source)));
    let message = format!(
        "column \"{}.{}\" must appear in the GROUP BY clause or be used in an aggregate function",
        owner.map_or("", |table| &*table.name),
        column.name
    );
    Err(Failure::new(SqlState::GroupingError, message).at(place))
}
