//! A query as the server analyses it: what it is made from, the columns it has, and what it uses.
//! Where something in it is not known here, nothing that depends on it is refused.

mod change;
mod distinct;
mod from;
mod grouping;
mod label;
mod output;
mod same;

use medlar_catalog::ColumnReference;
use medlar_syntax::SqlState;
use medlar_syntax::ast::{CommonTable, Expression, ExpressionKind, Query, QueryBody, Select, SelectItem, SetOperator};

use crate::context::Context;
use crate::expression::{
    Clause, Found, QueryColumn, Scope, ScopeTable, Visibility, check_in_clause, common_column, query_column,
    table_in_scope, value_span,
};
use crate::message::{Checked, Failure};
use crate::uses;
pub(crate) use change::analyse_change;
pub use from::record_columns;
pub(crate) use label::label;
use output::{Output, Outputs};

pub(crate) use label::name_of;

/// What is known of a query.
pub(crate) struct Analysed {
    /// Its columns; none where not all are known.
    pub(crate) columns: Option<Vec<QueryColumn>>,
    /// The columns and functions that it uses; relations as a whole where it is made from them.
    pub(crate) used: Vec<ColumnReference>,
}

/// The rows of a query before literals in them have become texts.
struct Rows<'e> {
    columns: Option<Vec<QueryColumn>>,
    /// Where each column stands: a literal, or NULL at the place of anything else.
    places: Vec<Expression<'e>>,
}

/// Analyses a query in another one.
pub(crate) fn analyse(context: &mut Context<'_>, query: &Query<'_>, outer: Option<&Scope<'_>>) -> Checked<Analysed> {
    let mut used = Vec::new();
    let rows = rows(context, query, outer, &mut used)?;
    let columns = rows.columns.map(|columns| {
        let resolve = |column: QueryColumn| match column.data_type {
            Some(found) if found.base.name() == "unknown" => query_column(column.name, column.data_type),
            _ => column,
        };
        columns.into_iter().map(resolve).collect()
    });
    Ok(Analysed { columns, used })
}

fn rows<'e>(
    context: &mut Context<'_>,
    query: &Query<'e>,
    outer: Option<&Scope<'_>>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Rows<'e>> {
    let mut scope = Scope::inside(outer);
    common_tables(context, &query.with, query.recursive, &mut scope, used)?;
    match &query.body {
        QueryBody::Select(select) => select_rows(context, select, query, scope, used),
        QueryBody::Values(values) => {
            let rows = values_rows(context, values, &scope, used)?;
            end(context, query, &scope, &rows, used)?;
            Ok(rows)
        }
        QueryBody::Combined { operator, sides, .. } => {
            let rows = combined_rows(context, *operator, sides, &mut scope, used)?;
            end(context, query, &scope, &rows, used)?;
            Ok(rows)
        }
    }
}

/// The queries of WITH.
fn common_tables(
    context: &mut Context<'_>,
    with: &[CommonTable<'_>],
    recursive: bool,
    scope: &mut Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked {
    for (at, CommonTable { name, .. }) in with.iter().enumerate() {
        if with.iter().take(at).any(|other| other.name.name == name.name) {
            let message = format!("WITH query name \"{}\" specified more than once", name.name);
            return Err(Failure::new(SqlState::DuplicateAlias, message).at(name.span));
        }
    }
    for table in with {
        let mut known = ScopeTable::unknown(table.name.name.as_ref().into());
        if recursive {
            // The columns of one that refers to itself are those of its first part.
            if let Some(Query { body: QueryBody::Combined { sides, .. }, .. }) = &table.query {
                let first = analyse(context, &sides[0], Some(scope))?;
                known = common_table(table, first, used)?;
            }
            scope.common.push(known.clone());
        }
        if let Some(query) = &table.query {
            let found = analyse(context, query, Some(scope))?;
            known = common_table(table, found, used)?;
        }
        scope.common.push(known);
    }
    Ok(())
}

/// A query of WITH under the names that it and its columns are given.
fn common_table(table: &CommonTable<'_>, found: Analysed, used: &mut Vec<ColumnReference>) -> Checked<ScopeTable> {
    let name = &table.name;
    let mut known = ScopeTable::unknown(name.name.as_ref().into());
    used.extend(found.used);
    if let Some(columns) = found.columns {
        let (available, given) = (columns.len(), table.columns.len());
        if given > available {
            let message =
                format!("WITH query \"{}\" has {available} columns available but {given} columns specified", name.name);
            return Err(Failure::new(SqlState::InvalidColumnReference, message).at(name.span));
        }
        (known.columns, known.is_known) = (columns, true);
        from::rename(&mut known.columns, &table.columns);
    }
    Ok(known)
}

/// ORDER BY, OFFSET and LIMIT of a query without a FROM of its own.
fn end(
    context: &mut Context<'_>,
    query: &Query<'_>,
    scope: &Scope<'_>,
    rows: &Rows<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked {
    // Behind ORDER BY, the columns of the result have names.
    let mut results = Scope::inside(Some(scope));
    results.columns = rows.columns.clone().unwrap_or_default();
    results.columns.iter_mut().for_each(|column| column.source = None);
    for key in &query.order_by {
        let is_output = sort_key(Clause::OrderBy, &key.expression, rows.columns.as_deref())?;
        if is_output || rows.columns.is_none() {
            continue;
        }
        check(context, Clause::OrderBy, &results, &key.expression, used)?;
        if matches!(query.body, QueryBody::Combined { .. }) {
            return Err(Failure::new(SqlState::FeatureNotSupported, "invalid UNION/INTERSECT/EXCEPT ORDER BY clause")
                .detail("Only result column names can be used, not expressions or functions.")
                .hint("Add the expression/function to every SELECT, or move the UNION into a FROM clause.")
                .at(value_span(&key.expression)));
        }
    }
    limits(context, query, scope, used)
}

fn limits(context: &mut Context<'_>, query: &Query<'_>, scope: &Scope<'_>, used: &mut Vec<ColumnReference>) -> Checked {
    for (clause, count) in [(Clause::Offset, &query.offset), (Clause::Limit, &query.limit)] {
        if let Some(count) = count {
            check(context, clause, scope, count, used)?;
        }
    }
    Ok(())
}

/// Checks an expression and notes what it uses.
fn check(
    context: &mut Context<'_>,
    clause: Clause,
    scope: &Scope<'_>,
    expression: &Expression<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Found> {
    let found = check_in_clause(context, clause, scope, expression)?;
    used.extend_from_slice(&found.used);
    used.extend(uses::of_query_expression(context, expression)?);
    Ok(found)
}

fn values_rows<'e>(
    context: &mut Context<'_>,
    rows: &[Vec<Expression<'e>>],
    scope: &Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Rows<'e>> {
    let width = rows.first().map_or(0, Vec::len);
    let mut types = Vec::new();
    for row in rows {
        for value in row {
            types.push(check(context, Clause::Values, scope, value, used)?.data_type);
        }
        if let Some(first) = row.first().filter(|_| row.len() != width) {
            let message = "VALUES lists must all be the same length";
            return Err(Failure::new(SqlState::SyntaxError, message).at(value_span(first)));
        }
    }
    let mut columns = Vec::with_capacity(width);
    for at in 0..width {
        let mut found = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            if let (Some(value), Some(known)) = (row.get(at), types.get(index * width + at)) {
                found.push((value, *known));
            }
        }
        let data_type = match found.as_slice() {
            [(_, known)] => *known,
            _ => common_column(context, &found, "VALUES")?,
        };
        columns.push(QueryColumn { data_type, ..query_column(format!("column{}", at + 1).into(), data_type) });
    }
    let places = rows.first().map_or(Vec::new(), |row| row.iter().map(place_of).collect());
    Ok(Rows { columns: Some(columns), places })
}

/// The rows of a side of a combined query. What stands further right, and ORDER BY, cannot see it.
fn side_rows<'e>(
    context: &mut Context<'_>,
    side: &Query<'e>,
    scope: &mut Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Rows<'e>> {
    let has_end = !side.order_by.is_empty() || side.limit.is_some() || side.offset.is_some();
    if let (QueryBody::Combined { operator, sides, .. }, true, false) = (&side.body, side.with.is_empty(), has_end) {
        return combined_rows(context, *operator, sides, scope, used);
    }
    let rows = rows(context, side, Some(scope), used)?;
    let table = ScopeTable::unknown(format!("*SELECT* {}", scope.tables.len() + 1).into());
    let columns = rows.columns.clone().unwrap_or_default();
    scope.tables.push(ScopeTable { visibility: Visibility::Hidden, columns, ..table });
    Ok(rows)
}

fn combined_rows<'e>(
    context: &mut Context<'_>,
    operator: SetOperator,
    sides: &[Query<'e>; 2],
    scope: &mut Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Rows<'e>> {
    let [left, right] = sides;
    let left = side_rows(context, left, scope, used)?;
    let right = side_rows(context, right, scope, used)?;
    let word = match operator {
        SetOperator::Union => "UNION",
        SetOperator::Except => "EXCEPT",
        SetOperator::Intersect => "INTERSECT",
    };
    let (Some(mut columns), Some(others)) = (left.columns, right.columns) else {
        return Ok(Rows { columns: None, places: Vec::new() });
    };
    if columns.len() != others.len() {
        let message = format!("each {word} query must have the same number of columns");
        let failure = Failure::new(SqlState::SyntaxError, message);
        return Err(match right.places.first() {
            Some(first) => failure.at(first.span),
            None => failure,
        });
    }
    for (at, (column, other)) in columns.iter_mut().zip(&others).enumerate() {
        let (Some(left), Some(right)) = (left.places.get(at), right.places.get(at)) else { continue };
        let common = common_column(context, &[(left, column.data_type), (right, other.data_type)], word)?;
        let is_same = column.type_name == other.type_name;
        let name = column.name.clone();
        if !is_same {
            *column = query_column(name, common);
        }
        column.source = None;
    }
    Ok(Rows { columns: Some(columns), places: left.places })
}

/// Where an expression stands, as [`Rows`] has it.
fn place_of<'e>(expression: &Expression<'e>) -> Expression<'e> {
    let kind = match &expression.kind {
        ExpressionKind::String(value) => ExpressionKind::String(value.clone()),
        _ => ExpressionKind::Null,
    };
    Expression { kind, location: expression.location, span: value_span(expression) }
}

fn select_rows<'e>(
    context: &mut Context<'_>,
    select: &Select<'e>,
    query: &Query<'e>,
    mut scope: Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Rows<'e>> {
    let from = from::items(context, &select.from, &scope, used)?;
    scope.extend(&from);
    let mut rows = Rows { columns: Some(Vec::new()), places: Vec::new() };
    let mut aggregates = false;
    for item in &select.items {
        aggregates |= select_item(context, select, item, &scope, &mut rows, used)?;
    }
    if let Some(filter) = &select.filter {
        check(context, Clause::Where, &scope, filter, used)?;
    }
    if let Some(having) = &select.having {
        check(context, Clause::Having, &scope, having, used)?;
    }
    for key in &query.order_by {
        if !sort_key(Clause::OrderBy, &key.expression, rows.columns.as_deref())? {
            aggregates |= check(context, Clause::OrderBy, &scope, &key.expression, used)?.aggregates;
        }
    }
    for expression in &select.group_by {
        // A column of FROM comes before one of the list.
        let is_column = matches!(&expression.kind, ExpressionKind::Column { name, .. }
            if matches!(name.parts.as_slice(), [name] if scope.columns.iter().any(|column| *column.name == *name.name)));
        if is_column || !sort_key(Clause::GroupBy, expression, rows.columns.as_deref())? {
            check(context, Clause::GroupBy, &scope, expression, used)?;
        } else {
            let outputs = Outputs::new(select, &scope, rows.columns.as_deref().unwrap_or_default());
            // What it stands for in the list may take no rows together.
            if let Output::Expression(meant) = outputs.key(Clause::GroupBy, expression)
                && !std::ptr::eq(meant, expression)
            {
                check(context, Clause::GroupBy, &scope, meant, &mut Vec::new())?;
            }
        }
    }
    for expression in &select.distinct_on {
        if !sort_key(Clause::List, expression, rows.columns.as_deref())? {
            check(context, Clause::OrderBy, &scope, expression, used)?;
        }
    }
    let outputs = Outputs::new(select, &scope, rows.columns.as_deref().unwrap_or_default());
    if rows.columns.is_some() {
        distinct::check(select, query, &outputs)?;
    }
    limits(context, query, &scope, used)?;
    if aggregates || select.is_grouped || select.having.is_some() {
        grouping::check(context, select, query, &scope, &outputs)?;
    }
    Ok(rows)
}

/// Adds the columns that an item of the list is; tells whether it aggregates.
fn select_item<'e>(
    context: &mut Context<'_>,
    select: &Select<'e>,
    item: &SelectItem<'e>,
    scope: &Scope<'_>,
    rows: &mut Rows<'e>,
    used: &mut Vec<ColumnReference>,
) -> Checked<bool> {
    let (columns, is_known, span) = match item {
        SelectItem::All(span) if select.from.is_empty() => {
            let message = "SELECT * with no tables specified is not valid";
            return Err(Failure::new(SqlState::SyntaxError, message).at(*span));
        }
        SelectItem::All(span) => (scope.columns.clone(), !scope.is_open, *span),
        SelectItem::Expression(Expression { kind: ExpressionKind::Column { name, all: true }, span, .. }, _) => {
            let table = table_in_scope(context, scope, name, *span)?;
            (table.columns.clone(), table.is_known, *span)
        }
        SelectItem::Expression(expression @ Expression { kind: ExpressionKind::Field(base, None), span, .. }, _) => {
            check(context, Clause::List, scope, expression, used)?;
            let columns = from::columns_of_function(base);
            let is_known = columns.is_some();
            (columns.unwrap_or_default(), is_known, *span)
        }
        SelectItem::Expression(expression, given) => {
            let found = check(context, Clause::List, scope, expression, used)?;
            let name = match given {
                Some(given) => given.name.as_ref().into(),
                None => label(expression, context.rules).into(),
            };
            let column = query_column(name, found.data_type);
            // A column alone has the type of its relation to the letter.
            let is_alone = matches!(expression.kind, ExpressionKind::Column { .. }) && found.data_type.is_some();
            let alone = found.used.first().filter(|_| is_alone);
            let source = alone.and_then(|source| scope.columns.iter().find(|known| known.source == Some(*source)));
            let column = match source {
                Some(source) => QueryColumn { name: column.name, ..source.clone() },
                None => QueryColumn { data_type: found.data_type, ..column },
            };
            rows.columns.iter_mut().for_each(|columns| columns.push(column.clone()));
            rows.places.push(place_of(expression));
            return Ok(found.aggregates);
        }
    };
    used.extend(columns.iter().filter_map(|column| column.source));
    for _ in &columns {
        rows.places.push(Expression { kind: ExpressionKind::Null, location: span.start, span });
    }
    match &mut rows.columns {
        Some(known) if is_known => known.extend(columns),
        known => *known = None,
    }
    Ok(false)
}

/// An expression behind ORDER BY or GROUP BY may be the name or the number of a column of the list.
/// Tells whether it is.
fn sort_key(clause: Clause, expression: &Expression<'_>, columns: Option<&[QueryColumn]>) -> Checked<bool> {
    let word = match clause {
        Clause::OrderBy => "ORDER BY",
        Clause::GroupBy => "GROUP BY",
        _ => "DISTINCT ON",
    };
    match &expression.kind {
        ExpressionKind::Column { name, all: false } => {
            let ([name], Some(columns)) = (name.parts.as_slice(), columns) else { return Ok(false) };
            let mut named = columns.iter().filter(|column| *column.name == *name.name);
            let Some(first) = named.next() else { return Ok(false) };
            if named.any(|other| other.source.is_none() || other.source != first.source) {
                let message = format!("{word} \"{}\" is ambiguous", name.name);
                return Err(Failure::new(SqlState::AmbiguousColumn, message).at(expression.span));
            }
            Ok(true)
        }
        ExpressionKind::Integer(number) => {
            let is_there = match columns {
                Some(columns) => usize::try_from(*number).is_ok_and(|number| (1..=columns.len()).contains(&number)),
                None => true,
            };
            if is_there {
                return Ok(true);
            }
            let message = format!("{word} position {number} is not in select list");
            Err(Failure::new(SqlState::InvalidColumnReference, message).at(expression.span))
        }
        ExpressionKind::Null
        | ExpressionKind::Boolean(_)
        | ExpressionKind::Numeric(_)
        | ExpressionKind::String(_)
        | ExpressionKind::BitString(_) => {
            let message = format!("non-integer constant in {word}");
            Err(Failure::new(SqlState::SyntaxError, message).at(expression.span))
        }
        _ => Ok(false),
    }
}
