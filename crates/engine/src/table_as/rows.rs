//! How many rows a query gives, where that is known: tables hold none here.

use medlar_catalog::RelationKind;
use medlar_syntax::ast::{Expression, ExpressionKind, FromItem, Query, QueryBody, Select, SelectItem};

use crate::context::Context;
use crate::expression::{is_aggregate_name, returns_set};

/// The number of rows; none where it is not known.
pub(super) fn count(context: &mut Context<'_>, query: &Query<'_>) -> Option<u64> {
    let rows = match &query.body {
        QueryBody::Values(rows) => rows.len() as u64,
        QueryBody::Combined { sides, .. } => {
            let [left, right] = &**sides;
            match (count(context, left)?, count(context, right)?) {
                (0, 0) => 0,
                _ => return None,
            }
        }
        QueryBody::Select(select) => of_select(context, select, query)?,
    };
    let is_cut = query.limit.is_some() || query.offset.is_some();
    (rows == 0 || !is_cut).then_some(rows)
}

fn of_select(context: &mut Context<'_>, select: &Select<'_>, query: &Query<'_>) -> Option<u64> {
    let aggregates = select.items.iter().any(|item| match item {
        SelectItem::Expression(expression, _) => calls(expression, true),
        SelectItem::All(_) => false,
    });
    let has_sets = select.items.iter().any(|item| match item {
        SelectItem::Expression(expression, _) => calls(expression, false),
        SelectItem::All(_) => false,
    });
    let is_plain = !select.is_grouped && select.having.is_none();
    if select.from.is_empty() {
        return (is_plain && select.filter.is_none() && !has_sets).then_some(1);
    }
    if !select.from.iter().all(|item| is_empty(context, item, query)) {
        return None;
    }
    match (aggregates, is_plain, has_sets) {
        (true, true, false) => Some(1),
        (true, true, true) => None,
        _ => Some(0),
    }
}

/// Whether an expression calls an aggregate, or else a function that may return a set.
fn calls(expression: &Expression<'_>, aggregate: bool) -> bool {
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        if let ExpressionKind::Function(call) = &expression.kind {
            let name = call.name.parts.last().map_or("", |name| &*name.name);
            let is_meant = match aggregate {
                true => call.over.is_none() && is_aggregate_name(name),
                false => returns_set(name),
            };
            if is_meant {
                return true;
            }
        }
        expression.push_operands(&mut open);
    }
    false
}

/// Whether something in FROM is known to have no rows.
fn is_empty(context: &mut Context<'_>, item: &FromItem<'_>, query: &Query<'_>) -> bool {
    match item {
        FromItem::Relation(relation, _) | FromItem::Sample(relation, _) => {
            if let [name] = relation.name.parts.as_slice()
                && let Some(common) = query.with.iter().find(|table| table.name.name == name.name)
            {
                return common.query.as_ref().is_some_and(|common| count(context, common) == Some(0));
            }
            let found = context.find_relation(&relation.name).ok().flatten();
            found.is_some_and(|found| matches!(found.kind, RelationKind::Table | RelationKind::PartitionedTable))
        }
        FromItem::Query { query, .. } => count(context, query) == Some(0),
        FromItem::Join(join) => is_empty(context, &join.left, query) && is_empty(context, &join.right, query),
        FromItem::Function(..) => false,
    }
}
