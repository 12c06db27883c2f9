//! Functions of arrays.

use std::rc::Rc;

use medlar_engine::Checked;

use crate::cast::{Goal, cast, like};
use crate::evaluate::Evaluator;
use crate::function::string::split;
use crate::value::Value;

/// The value of the function, if it is one of these.
pub(crate) fn call(evaluator: &Evaluator<'_>, name: &str, arguments: &[Value]) -> Checked<Option<Value>> {
    let database = &evaluator.database;
    let text = |place: usize| arguments.get(place).map_or_else(String::new, |value| evaluator.text(value));
    let is_array_function = name.starts_with("array_") || name == "cardinality";
    // A literal is read as an array of texts.
    let first = match arguments.first() {
        Some(value @ Value::Text(..)) if is_array_function && name != "array_prepend" => {
            cast(database, value, Goal { name: "text", is_array: true, modifier: -1 })?
        }
        Some(value) => value.clone(),
        None => return Ok(None),
    };
    let items = match &first {
        Value::Array(items) => items.clone(),
        _ => Rc::from([]),
    };
    if first.is_null() && matches!(name, "array_remove" | "array_replace" | "array_position") {
        return Ok(Some(Value::Null));
    }
    let is_same = Value::is_same;
    let other = |place: usize| -> Checked<Value> {
        let value = arguments.get(place).unwrap_or(&Value::Null);
        like(database, value, items.first().unwrap_or(&Value::Null))
    };
    Ok(Some(match (name, arguments.len()) {
        ("array_length" | "array_upper", 2) if evaluator.text(&arguments[1]) == "1" && !items.is_empty() => {
            Value::integer(items.len() as i64)
        }
        ("array_lower", 2) if evaluator.text(&arguments[1]) == "1" && !items.is_empty() => Value::integer(1),
        ("array_length" | "array_upper" | "array_lower", 2) => Value::Null,
        ("array_ndims", 1) if items.is_empty() => Value::Null,
        ("array_ndims", 1) => Value::integer(1),
        ("cardinality", 1) => Value::integer(items.len() as i64),
        ("array_to_string", 2 | 3) => {
            if first.is_null() || arguments[1].is_null() {
                return Ok(Some(Value::Null));
            }
            let null = arguments.get(2).filter(|value| !value.is_null()).map(|value| evaluator.text(value));
            let mut parts = Vec::new();
            for item in items.iter() {
                match item {
                    Value::Null => parts.extend(null.clone()),
                    item => parts.push(evaluator.text(item)),
                }
            }
            Value::text(&parts.join(&text(1)))
        }
        ("string_to_array", 2 | 3) => {
            if arguments[0].is_null() {
                return Ok(Some(Value::Null));
            }
            let whole = text(0);
            let null = arguments.get(2).filter(|value| !value.is_null()).map(|value| evaluator.text(value));
            let letters: Vec<String>;
            let separator = text(1);
            let parts: Vec<&str> = match arguments[1].is_null() {
                // Without a separator each character is an item.
                true => {
                    letters = whole.chars().map(String::from).collect();
                    letters.iter().map(|letter| &**letter).collect()
                }
                false => split(&whole, &separator),
            };
            let item = |part: &str| if null.as_deref() == Some(part) { Value::Null } else { Value::text(part) };
            Value::Array(parts.into_iter().map(item).collect())
        }
        ("array_append", 2) => Value::Array(items.iter().cloned().chain([other(1)?]).collect()),
        ("array_prepend", 2) => match &arguments[1] {
            Value::Array(items) => {
                let item = like(database, &first, items.first().unwrap_or(&Value::Null))?;
                Value::Array([item].into_iter().chain(items.iter().cloned()).collect())
            }
            _ => Value::Array([first].into()),
        },
        ("array_cat", 2) => return crate::operator::apply(database, "||", Some(&first), &arguments[1]).map(Some),
        ("array_position", 2) => {
            let wanted = other(1)?;
            let place = items.iter().position(|item| is_same(item, &wanted));
            place.map_or(Value::Null, |place| Value::integer(place as i64 + 1))
        }
        ("array_remove", 2) => {
            let unwanted = other(1)?;
            Value::Array(items.iter().filter(|item| !is_same(item, &unwanted)).cloned().collect())
        }
        ("array_replace", 3) => {
            let (from, to) = (other(1)?, other(2)?);
            Value::Array(
                items.iter().map(|item| if is_same(item, &from) { to.clone() } else { item.clone() }).collect(),
            )
        }
        _ => return Ok(None),
    }))
}
