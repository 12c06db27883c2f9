//! WITH CHECK OPTION: only views whose rows can be changed have it.

use medlar_catalog::RelationKind;
use medlar_syntax::SqlState;
use medlar_syntax::ast::{CreateView, Expression, ExpressionKind, FromItem, Query, QueryBody, Select, SelectItem};

use crate::context::Context;
use crate::expression::{QueryColumn, is_aggregate_name, is_function_name, returns_set};
use crate::message::{Checked, Failure};

const NO_COLUMNS: &str = "Views that have no updatable columns are not automatically updatable.";
const SEVERAL: &str = "Views that do not select from a single table or view are not automatically updatable.";

/// Refuses the option where the rows of the view cannot be changed; `columns` are those of its query.
pub(super) fn check(context: &mut Context<'_>, statement: &CreateView<'_>, columns: Option<&[QueryColumn]>) -> Checked {
    let mut parameters = statement.parameters.iter();
    let is_parameter = parameters.any(|parameter| parameter.name.name == "check_option");
    if statement.check_option.is_empty() && !is_parameter {
        return Ok(());
    }
    let Some(hint) = obstacle(context, &statement.query, columns)? else { return Ok(()) };
    let message = "WITH CHECK OPTION is supported only on automatically updatable views";
    Err(Failure::new(SqlState::FeatureNotSupported, message).hint(hint).about(statement.query.span))
}

/// What keeps the rows of a query from being changed, in the order in which the server looks.
fn obstacle(
    context: &mut Context<'_>,
    query: &Query<'_>,
    columns: Option<&[QueryColumn]>,
) -> Checked<Option<&'static str>> {
    let select = match &query.body {
        QueryBody::Select(select) => Some(select),
        QueryBody::Values(_) | QueryBody::Combined { .. } => None,
    };
    let is_select = |holds: fn(&Select<'_>) -> bool| select.is_some_and(|select| holds(select));
    Ok(Some(if is_select(|select| select.distinct) {
        "Views containing DISTINCT are not automatically updatable."
    } else if is_select(|select| select.is_grouped) {
        "Views containing GROUP BY are not automatically updatable."
    } else if is_select(|select| select.having.is_some()) {
        "Views containing HAVING are not automatically updatable."
    } else if matches!(query.body, QueryBody::Combined { .. }) {
        "Views containing UNION, INTERSECT, or EXCEPT are not automatically updatable."
    } else if !query.with.is_empty() {
        "Views containing WITH are not automatically updatable."
    } else if query.limit.is_some() || query.offset.is_some() {
        "Views containing LIMIT or OFFSET are not automatically updatable."
    } else if let Some(select) = select {
        match calls_obstacle(select, query) {
            Some(hint) => hint,
            None => return source_obstacle(context, select, columns),
        }
    } else {
        SEVERAL
    }))
}

/// Functions that make other rows of those that they get.
fn calls_obstacle(select: &Select<'_>, query: &Query<'_>) -> Option<&'static str> {
    let mut open: Vec<&Expression<'_>> = query.order_by.iter().map(|key| &key.expression).collect();
    open.extend(select.items.iter().filter_map(|item| match item {
        SelectItem::Expression(expression, _) => Some(expression),
        SelectItem::All(_) => None,
    }));
    let (mut aggregates, mut windows, mut sets) = (false, false, false);
    while let Some(expression) = open.pop() {
        expression.push_operands(&mut open);
        let ExpressionKind::Function(call) = &expression.kind else { continue };
        let Some(name) = call.name.parts.last() else { continue };
        windows |= call.over.is_some();
        aggregates |= call.over.is_none() && is_aggregate_name(&name.name);
        sets |= is_function_name(&name.name) && returns_set(&name.name);
    }
    if aggregates {
        Some("Views that return aggregate functions are not automatically updatable.")
    } else if windows {
        Some("Views that return window functions are not automatically updatable.")
    } else if sets {
        Some("Views that return set-returning functions are not automatically updatable.")
    } else {
        None
    }
}

/// The rows must be those of one relation, and the view must have a column of it.
fn source_obstacle(
    context: &mut Context<'_>,
    select: &Select<'_>,
    columns: Option<&[QueryColumn]>,
) -> Checked<Option<&'static str>> {
    let relation = match select.from.as_slice() {
        [FromItem::Relation(relation, _)] => context.find_relation(&relation.name)?,
        // Analysis takes this of tables and materialized views only.
        [FromItem::Sample(relation, _)] => match context.find_relation(&relation.name)? {
            Some(table) if table.kind == RelationKind::MaterializedView => Some(table),
            _ => return Ok(Some("Views containing TABLESAMPLE are not automatically updatable.")),
        },
        _ => return Ok(Some(SEVERAL)),
    };
    use RelationKind::{ForeignTable, PartitionedTable, Table, View};
    let Some(relation) = relation else {
        // A catalog of the system; its columns are not known by number.
        let has_column = select.items.iter().any(|item| match item {
            SelectItem::All(_) => true,
            SelectItem::Expression(expression, _) => matches!(expression.kind, ExpressionKind::Column { .. }),
        });
        return Ok((!has_column).then_some(NO_COLUMNS));
    };
    if !matches!(relation.kind, Table | ForeignTable | View | PartitionedTable) {
        return Ok(Some(SEVERAL));
    }
    let is_updatable = |column: &QueryColumn| column.source.is_some_and(|source| source.column > 0);
    let has_column = columns.is_none_or(|columns| columns.iter().any(is_updatable));
    Ok((!has_column).then_some(NO_COLUMNS))
}
