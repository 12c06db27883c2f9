//! Columns beside aggregates: each must be one that rows are grouped by, or stand in an expression that
//! they are grouped by.

use medlar_catalog::ConstraintKind;
use medlar_syntax::ast::{Expression, ExpressionKind, Form, QualifiedName, Query, Select, SelectItem};
use medlar_syntax::{Span, SqlState};

use super::output::{Output, Outputs, table_columns};
use super::same::is_same;
use crate::context::Context;
use crate::define::is_system_column;
use crate::expression::{Clause, Origin, QueryColumn, Scope, ScopeTable, is_aggregate_name};
use crate::message::{Checked, Failure};

/// What rows are grouped by.
struct Groups<'q> {
    scope: &'q Scope<'q>,
    columns: Vec<&'q Origin>,
    expressions: Vec<&'q Expression<'q>>,
}

/// Refuses the first column that is not grouped by: of the list, of the keys that the result is sorted
/// and made distinct by, and of HAVING. Queries in expressions are not looked into.
pub(super) fn check<'q>(
    context: &Context<'_>,
    select: &'q Select<'q>,
    query: &'q Query<'q>,
    scope: &'q Scope<'q>,
    outputs: &Outputs<'q>,
) -> Checked {
    let mut groups = Groups { scope, columns: Vec::new(), expressions: Vec::new() };
    let mut open: Vec<&Expression<'_>> = select.group_by.iter().rev().collect();
    while let Some(key) = open.pop() {
        match &key.kind {
            // A list in parentheses is one of several keys.
            ExpressionKind::Form(Form::Row, fields) => open.extend(fields),
            _ => groups.add(outputs.key(Clause::GroupBy, key)),
        }
    }
    for item in &select.items {
        match item {
            SelectItem::All(span) => groups.check_columns(context, &scope.columns, *span)?,
            SelectItem::Expression(expression, _) => groups.check_expression(context, expression)?,
        }
    }
    let sorted = query.order_by.iter().map(|key| &key.expression).chain(&select.distinct_on);
    for key in sorted.filter(|key| !outputs.has(outputs.key(Clause::OrderBy, key))).chain(&select.having) {
        groups.check_expression(context, key)?;
    }
    Ok(())
}

impl<'q> Groups<'q> {
    fn add(&mut self, key: Output<'q>) {
        match (key.origin(self.scope), key) {
            (Some(origin), _) => self.columns.push(origin),
            (None, Output::Expression(expression)) => self.expressions.push(expression),
            (None, Output::Column(_)) => {}
        }
    }

    fn check_columns(&self, context: &Context<'_>, columns: &[QueryColumn], place: Span) -> Checked {
        columns.iter().try_for_each(|column| self.check_column(context, column, place))
    }

    fn check_expression(&self, context: &Context<'_>, expression: &Expression<'_>) -> Checked {
        let mut open = vec![expression];
        while let Some(expression) = open.pop() {
            if self.expressions.iter().any(|known| is_same(self.scope, known, expression)) {
                continue;
            }
            match &expression.kind {
                ExpressionKind::Column { name, all: true } => {
                    self.check_columns(context, table_columns(self.scope, name), expression.span)?;
                }
                ExpressionKind::Column { name, all: false } => match self.scope.column(name) {
                    Some(column) => self.check_column(context, column, expression.span)?,
                    None => self.check_other(context, name, expression.span)?,
                },
                ExpressionKind::Function(call)
                    if call.over.is_none()
                        && call.name.parts.last().is_some_and(|name| is_aggregate_name(&name.name)) =>
                {
                    continue;
                }
                _ => {}
            }
            expression.push_operands(&mut open);
        }
        Ok(())
    }

    fn check_column(&self, context: &Context<'_>, column: &QueryColumn, place: Span) -> Checked {
        match &column.origin {
            Some(origin) if !self.columns.contains(&origin) && !self.is_by_key(context, origin) => {
                Err(ungrouped(&origin.table, &column.name, place))
            }
            _ => Ok(()),
        }
    }

    /// A column of the system, or a row as a whole.
    fn check_other(&self, context: &Context<'_>, name: &QualifiedName<'_>, place: Span) -> Checked {
        let (qualifier, column) = match name.parts.as_slice() {
            [column] => (None, &*column.name),
            [.., table, column] => (Some(&*table.name), &*column.name),
            [] => return Ok(()),
        };
        let is_of = |table: &&ScopeTable| qualifier.is_none_or(|qualifier| *table.name == *qualifier);
        let mut tables = self.scope.visible_tables();
        let (table, column) = if is_system_column(column) {
            (tables.find(|table| is_of(table) && table.has_system_column(context, column)), column)
        } else {
            (tables.find(|table| qualifier.is_none() && *table.name == *column), "*")
        };
        table.map_or(Ok(()), |table| Err(ungrouped(&table.name, column, place)))
    }

    /// Where rows are grouped by the primary key of a table, its other columns depend on that.
    fn is_by_key(&self, context: &Context<'_>, origin: &Origin) -> bool {
        let Some(table) = self.scope.tables.iter().find(|table| table.name == origin.table) else { return false };
        let relation = table.relation.and_then(|(oid, _)| context.catalog.relation(oid));
        let Some(relation) = relation else { return false };
        let is_grouped = |number| {
            let mut columns = table.columns.iter();
            let column = columns.find(|column| column.source.is_some_and(|source| source.column == number));
            column.and_then(|column| column.origin.as_ref()).is_some_and(|origin| self.columns.contains(&origin))
        };
        relation.constraints.iter().any(|key| {
            let mut columns = key.uses.iter().filter(|used| used.oid == relation.oid);
            key.kind == ConstraintKind::PrimaryKey && columns.all(|used| is_grouped(used.column))
        })
    }
}

fn ungrouped(table: &str, column: &str, place: Span) -> Box<Failure> {
    let message =
        format!("column \"{table}.{column}\" must appear in the GROUP BY clause or be used in an aggregate function");
    Failure::new(SqlState::GroupingError, message).at(place)
}
