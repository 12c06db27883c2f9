//! Functions of pg_catalog by their names.

pub(crate) mod array;
pub(crate) mod catalog;
pub(crate) mod privilege;
pub(crate) mod string;

use medlar_engine::Checked;
use medlar_syntax::ast::FunctionCall;

use crate::evaluate::Evaluator;
use crate::unsupported;
use crate::value::Value;

/// The functions that are called even with NULL.
const TAKES_NULL: [&str; 14] = [
    "concat",
    "concat_ws",
    "format",
    "quote_nullable",
    "array_append",
    "array_prepend",
    "array_cat",
    "array_to_string",
    "string_to_array",
    "array_position",
    "num_nulls",
    "num_nonnulls",
    "array_remove",
    "array_replace",
];

/// The value of a function that returns one value.
pub(crate) fn call(evaluator: &Evaluator<'_>, call: &FunctionCall<'_>, arguments: Vec<Value>) -> Checked<Value> {
    let name = call.name.parts.last().map_or("", |name| &*name.name);
    let refused = || Err(unsupported(&format!("Function {name}")));
    if call.variadic {
        return refused();
    }
    if arguments.iter().any(Value::is_null) && !TAKES_NULL.contains(&name) {
        return Ok(Value::Null);
    }
    if let "num_nulls" | "num_nonnulls" = name {
        let nulls = arguments.iter().filter(|argument| argument.is_null()).count();
        let found = if name == "num_nulls" { nulls } else { arguments.len() - nulls };
        return Ok(Value::integer(found as i64));
    }
    if let Some(value) = string::call(evaluator, name, &arguments)? {
        return Ok(value.made_of(arguments.iter()));
    }
    if let Some(value) = array::call(evaluator, name, &arguments)? {
        return Ok(value.made_of(arguments.iter()));
    }
    if let Some(value) = privilege::call(evaluator, name, &arguments)? {
        return Ok(value);
    }
    match catalog::call(evaluator, name, &arguments)? {
        Some(value) => Ok(value),
        None => refused(),
    }
}
