//! Functions that return sets.

use std::rc::Rc;

use medlar_catalog::Oid;
use medlar_engine::{Checked, Failure, record_columns};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Expression, ExpressionKind, FunctionCall};

use crate::cast::{Goal, cast};
use crate::evaluate::{Evaluator, check_size};
use crate::frame::Frame;
use crate::pattern;
use crate::unsupported;
use crate::value::{OidKind, Record, Value, Width};

/// Whether a call gives any number of values.
pub(crate) fn returns_set(call: &FunctionCall<'_>) -> bool {
    let known = [
        "unnest",
        "pg_options_to_table",
        "aclexplode",
        "generate_series",
        "generate_subscripts",
        "string_to_table",
        "regexp_split_to_table",
        "regexp_matches",
    ];
    call.name.parts.last().is_some_and(|name| known.contains(&&*name.name))
}

/// The names of the columns of a function whose values are rows.
pub(crate) fn columns(call: &FunctionCall<'_>) -> Option<Vec<&'static str>> {
    let columns = record_columns(&call.name.parts.last()?.name)?;
    Some(columns.iter().map(|(name, _)| *name).collect())
}

/// The calls in an expression that return sets, outside of queries in it.
pub(crate) fn calls<'e, 'a>(expression: &'e Expression<'a>) -> Vec<&'e FunctionCall<'a>> {
    let mut found = Vec::new();
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        match &expression.kind {
            ExpressionKind::Function(call) if returns_set(call) => found.push(&**call),
            _ => expression.push_operands(&mut open),
        }
    }
    found
}

/// By which a call is known as long as the tree stands.
pub(crate) fn address(call: &FunctionCall<'_>) -> usize {
    std::ptr::from_ref(call).addr()
}

impl Evaluator<'_> {
    /// The values that a call gives.
    pub(crate) fn set(&self, call: &FunctionCall<'_>, frame: &Frame<'_>) -> Checked<Vec<Value>> {
        let mut arguments = Vec::with_capacity(call.arguments.len());
        let name = call.name.parts.last().map_or("", |name| &*name.name);
        for argument in &call.arguments {
            let value = self.value(argument, frame)?;
            // A literal is read as the array that these take.
            let is_array = matches!(name, "pg_options_to_table" | "unnest") && matches!(value, Value::Text(..));
            arguments.push(match is_array {
                true => cast(&self.database, &value, Goal { name: "text", is_array: true, modifier: -1 })
                    .map_err(|failure| failure.at(argument.span))?,
                false => value,
            });
        }
        if arguments.iter().any(Value::is_null) {
            return Ok(Vec::new());
        }
        match (name, arguments.as_slice()) {
            ("unnest", [Value::Array(items)]) => {
                let mut values = Vec::new();
                flatten(items, &mut values);
                Ok(values)
            }
            ("pg_options_to_table", [Value::Array(items)]) => items.iter().map(option_row).collect(),
            ("aclexplode", [Value::Array(items)]) => Ok(self.exploded(items)),
            ("generate_series", [first, last, rest @ ..]) => series(first, last, rest.first()),
            ("generate_subscripts", [Value::Array(items), Value::Integer(1, _)]) => {
                Ok((1..=items.len() as i64).map(Value::integer).collect())
            }
            ("string_to_table", [text, separator]) => {
                let (text, separator) = (self.text(text), self.text(separator));
                Ok(crate::function::string::split(&text, &separator).into_iter().map(Value::text).collect())
            }
            ("regexp_split_to_table", [text, pattern]) => {
                let (text, regex) = (self.text(text), pattern::compile(&self.text(pattern), false)?);
                Ok(regex.split(&text).map(Value::text).collect())
            }
            _ => Err(unsupported(&format!("Function {name}"))),
        }
    }

    fn exploded(&self, items: &[Value]) -> Vec<Value> {
        let names: Vec<Rc<str>> = ["grantor", "grantee", "privilege_type", "is_grantable"].map(Rc::from).to_vec();
        let mut rows = Vec::new();
        for item in items {
            let Value::AclItem(item) = item else { continue };
            for privilege in item.privileges.each() {
                let values = vec![
                    Value::oid(item.grantor.0),
                    Value::oid(item.grantee.unwrap_or(Oid(0)).0),
                    Value::text(privilege.keyword()),
                    Value::Boolean(item.grant_options.intersects(privilege)),
                ];
                rows.push(Value::Record(Rc::new(Record { names: names.clone(), values })));
            }
        }
        rows
    }
}

fn flatten(items: &[Value], values: &mut Vec<Value>) {
    for item in items {
        match item {
            Value::Array(inner) => flatten(inner, values),
            item => values.push(item.clone()),
        }
    }
}

/// An option as a row of its name and its value, which is behind the first `=`.
fn option_row(item: &Value) -> Checked<Value> {
    let Some(text) = item.as_text() else {
        let message = "null array element not allowed in this context";
        return Err(Failure::new(SqlState::NullValueNotAllowed, message));
    };
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Value::text(value)),
        None => (&**text, Value::Null),
    };
    let names = ["option_name", "option_value"].map(Rc::from).to_vec();
    Ok(Value::Record(Rc::new(Record { names, values: vec![Value::text(name), value] })))
}

fn series(first: &Value, last: &Value, step: Option<&Value>) -> Checked<Vec<Value>> {
    let integer = |value: &Value| value.as_integer().ok_or_else(|| unsupported("generate_series of other types"));
    let (mut at, last) = (integer(first)?, integer(last)?);
    let step = step.map_or(Ok(1), integer)?;
    if step == 0 {
        return Err(Failure::new(SqlState::InvalidParameterValue, "step size cannot equal zero"));
    }
    let width = match (first, last) {
        (Value::Integer(_, width), _) => *width,
        (Value::Oid(_, OidKind::Oid), _) => Width::Big,
        _ => Width::Integer,
    };
    let mut values = Vec::new();
    while if step > 0 { at <= last } else { at >= last } {
        values.push(Value::Integer(at, width));
        check_size(values.len())?;
        match at.checked_add(step) {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(values)
}
