//! Names of objects in literals, `'public'::regnamespace`: the server reads them before a query begins.

use medlar_engine::Checked;
use medlar_syntax::ast::{Expression, ExpressionKind, FromItem, Query, QueryBody, Select, SelectItem};

use crate::evaluate::Evaluator;
use crate::frame::{Common, Frame, Sources};

impl Evaluator<'_> {
    /// Refuses a query with a name in it that stands for nothing.
    pub(crate) fn read_names(&self, query: &Query<'_>) -> Checked {
        let mut expressions = Vec::new();
        of_query(query, &mut expressions);
        let (common, sources) = (Common::default(), Sources::default());
        let frame = Frame { outer: None, common: &common, sources: &sources, row: &[], group: None, sets: &[] };
        // The last one is looked at first.
        expressions.reverse();
        while let Some(expression) = expressions.pop() {
            match &expression.kind {
                ExpressionKind::Cast(operand, _) if matches!(operand.kind, ExpressionKind::String(_)) => {
                    self.value(expression, &frame)?;
                }
                ExpressionKind::Subquery(query) => {
                    let mut inner = Vec::new();
                    of_query(query, &mut inner);
                    expressions.extend(inner.into_iter().rev());
                }
                _ => expression.push_operands(&mut expressions),
            }
        }
        Ok(())
    }
}

/// The expressions of a query, in the order in which the server looks at them.
fn of_query<'q>(query: &'q Query<'q>, found: &mut Vec<&'q Expression<'q>>) {
    for table in &query.with {
        table.query.iter().for_each(|query| of_query(query, found));
    }
    match &query.body {
        QueryBody::Select(select) => of_select(select, found),
        QueryBody::Values(rows) => found.extend(rows.iter().flatten()),
        QueryBody::Combined { sides, .. } => sides.iter().for_each(|side| of_query(side, found)),
    }
    found.extend(query.order_by.iter().map(|key| &key.expression));
    found.extend(query.offset.iter().chain(&query.limit));
}

fn of_select<'q>(select: &'q Select<'q>, found: &mut Vec<&'q Expression<'q>>) {
    select.from.iter().for_each(|item| of_item(item, found));
    for item in &select.items {
        if let SelectItem::Expression(expression, _) = item {
            found.push(expression);
        }
    }
    found.extend(select.filter.iter().chain(&select.having).chain(&select.group_by).chain(&select.distinct_on));
}

fn of_item<'q>(item: &'q FromItem<'q>, found: &mut Vec<&'q Expression<'q>>) {
    match item {
        FromItem::Relation(..) | FromItem::Sample(..) => {}
        FromItem::Function(function, _) => found.extend(function.as_deref()),
        FromItem::Query { query, .. } => of_query(query, found),
        FromItem::Join(join) => {
            of_item(&join.left, found);
            of_item(&join.right, found);
            found.extend(&join.on);
        }
    }
}
