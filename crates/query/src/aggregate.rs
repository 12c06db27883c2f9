//! Aggregates over the rows of a group.

use std::collections::HashSet;
use std::rc::Rc;

use medlar_engine::{Checked, is_aggregate_name};
use medlar_syntax::ast::{Expression, ExpressionKind, FunctionCall};

use crate::evaluate::Evaluator;
use crate::frame::Frame;
use crate::number::Decimal;
use crate::operator::{Comparison, apply, compare};
use crate::select::{SortOrder, sort_rows};
use crate::unsupported;
use crate::value::{Value, Width, row_key};

pub(crate) fn is_aggregate(call: &FunctionCall<'_>) -> bool {
    call.over.is_none() && call.name.parts.last().is_some_and(|name| is_aggregate_name(&name.name))
}

/// Whether an expression takes several rows together, outside of queries in it.
pub(crate) fn has_aggregate(expression: &Expression<'_>) -> bool {
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        match &expression.kind {
            ExpressionKind::Function(call) if is_aggregate(call) => return true,
            _ => expression.push_operands(&mut open),
        }
    }
    false
}

/// The value of an aggregate over the group of the frame.
pub(crate) fn value(evaluator: &Evaluator<'_>, call: &FunctionCall<'_>, frame: &Frame<'_>) -> Checked<Value> {
    let name = call.name.parts.last().map_or("", |name| &*name.name);
    let Some(group) = frame.group else { return Err(unsupported("An aggregate of a query around")) };
    let mut rows = Vec::new();
    for row in group {
        let inner = Frame { row, group: None, ..*frame };
        if let Some(filter) = &call.filter
            && !evaluator.value(filter, &inner)?.is_true()
        {
            continue;
        }
        let mut values = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            values.push(evaluator.value(argument, &inner)?);
        }
        let mut keys = Vec::with_capacity(call.order_by.len());
        for key in &call.order_by {
            keys.push(evaluator.value(&key.expression, &inner)?);
        }
        rows.push((keys, values));
    }
    if call.distinct {
        // They are sorted to be told apart.
        if call.order_by.is_empty() {
            rows.iter_mut().for_each(|(keys, values)| keys.clone_from(values));
            sort_rows(&mut rows, &vec![SortOrder::default(); call.arguments.len()]);
        }
        let mut seen = HashSet::new();
        rows.retain(|(_, values)| seen.insert(row_key(values)));
    }
    if !call.order_by.is_empty() {
        let orders: Vec<_> = call.order_by.iter().map(|key| SortOrder::read(key.order)).collect();
        sort_rows(&mut rows, &orders);
    }
    if call.star {
        return Ok(count(rows.len()));
    }
    let values: Vec<Vec<Value>> = rows.into_iter().map(|(_, values)| values).collect();
    of_values(evaluator, name, &values)
}

fn count(rows: usize) -> Value {
    Value::Integer(rows as i64, Width::Big)
}

fn of_values(evaluator: &Evaluator<'_>, name: &str, rows: &[Vec<Value>]) -> Checked<Value> {
    let firsts = || rows.iter().filter_map(|row| row.first());
    let known = || firsts().filter(|value| !value.is_null());
    Ok(match name {
        "count" => count(known().count()),
        "min" | "max" => {
            let comparison = if name == "min" { Comparison::Less } else { Comparison::Greater };
            let mut best = Value::Null;
            for value in known() {
                if best.is_null() || compare(&evaluator.database, comparison, value, &best)? {
                    best = value.clone();
                }
            }
            best
        }
        "sum" | "avg" => {
            let mut sum = Value::Null;
            for value in known() {
                // The sum of integers is wider than they are; that of the widest is a decimal number.
                let value = match value {
                    Value::Integer(number, Width::Small | Width::Integer) if name == "sum" => {
                        Value::Integer(*number, Width::Big)
                    }
                    Value::Integer(number, _) => Value::Numeric(Decimal::from_integer(*number)),
                    other => other.clone(),
                };
                sum = if sum.is_null() { value } else { apply(&evaluator.database, "+", Some(&sum), &value)? };
            }
            match name {
                "sum" => sum,
                _ => apply(&evaluator.database, "/", Some(&sum), &count(known().count()))?,
            }
        }
        "bool_and" | "every" | "bool_or" => {
            let ends = name == "bool_or";
            match known().any(|value| value.is_true() == ends) {
                true => Value::Boolean(ends),
                false if known().next().is_none() => Value::Null,
                false => Value::Boolean(!ends),
            }
        }
        "array_agg" if rows.is_empty() => Value::Null,
        "array_agg" => Value::Array(firsts().cloned().collect::<Rc<[Value]>>()),
        "string_agg" => {
            let mut text: Option<String> = None;
            for row in rows {
                let [value, separator, ..] = row.as_slice() else { continue };
                if value.is_null() {
                    continue;
                }
                match &mut text {
                    None => text = Some(evaluator.text(value)),
                    Some(text) => {
                        text.push_str(&evaluator.text(separator));
                        text.push_str(&evaluator.text(value));
                    }
                }
            }
            text.map_or(Value::Null, |text| Value::text(&text))
        }
        _ => return Err(unsupported(&format!("Aggregate {name}"))),
    })
}
