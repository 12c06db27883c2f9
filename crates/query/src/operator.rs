//! Operators over values that are not NULL.

use std::cmp::Ordering;

use medlar_engine::{Checked, Failure};
use medlar_syntax::SqlState;

use crate::cast::like;
use crate::database::Database;
use crate::pattern::{self, Case};
use crate::unsupported;
use crate::value::{Value, Width};

/// `left operator right`; without a left operand the operator stands before the right one.
pub(crate) fn apply(database: &Database<'_>, operator: &str, left: Option<&Value>, right: &Value) -> Checked<Value> {
    let Some(left) = left else { return prefix(operator, right) };
    if left.is_null() || right.is_null() {
        return match (operator, left, right) {
            // Of arrays, NULL adds nothing.
            ("||", Value::Array(_), Value::Null) => Ok(left.clone()),
            ("||", Value::Null, Value::Array(_)) => Ok(right.clone()),
            _ => Ok(Value::Null),
        };
    }
    if let Some(comparison) = Comparison::of(operator) {
        return compare(database, comparison, left, right).map(Value::Boolean);
    }
    match operator {
        "||" => joined(database, left, right),
        "~~" | "!~~" | "~~*" | "!~~*" => {
            let (folds, is_plain) = (operator.ends_with('*'), left.is_plain() || right.is_plain());
            let case = match (folds, is_plain) {
                (false, _) => Case::Counts,
                (true, true) => Case::OfAscii,
                (true, false) => Case::OfAll,
            };
            let found = pattern::is_like(&text(database, left), &text(database, right), case)?;
            Ok(Value::Boolean(found != operator.starts_with('!')))
        }
        "~" | "!~" | "~*" | "!~*" => {
            let found = pattern::matches(&text(database, left), &text(database, right), operator.ends_with('*'))?;
            Ok(Value::Boolean(found != operator.starts_with('!')))
        }
        "^@" => Ok(Value::Boolean(text(database, left).starts_with(&*text(database, right)))),
        "@>" | "<@" | "&&" => {
            let (left, right) = (like(database, left, right)?, like(database, right, left)?);
            let (Value::Array(left), Value::Array(right)) = (&left, &right) else { return Err(not_run(operator)) };
            let has = |all: &[Value], one: &Value| all.iter().any(|item| item.compare(one) == Some(Ordering::Equal));
            Ok(Value::Boolean(match operator {
                "@>" => right.iter().all(|item| has(left, item)),
                "<@" => left.iter().all(|item| has(right, item)),
                _ => left.iter().any(|item| has(right, item)),
            }))
        }
        "+" | "-" | "*" | "/" | "%" | "^" => {
            let (left, right) = (like(database, left, right)?, like(database, right, left)?);
            calculate(operator, &left, &right)
        }
        _ => Err(not_run(operator)),
    }
}

fn not_run(operator: &str) -> Box<Failure> {
    unsupported(&format!("Operator {operator}"))
}

fn text(database: &Database<'_>, value: &Value) -> String {
    database.text_of(value).unwrap_or_default()
}

fn prefix(operator: &str, operand: &Value) -> Checked<Value> {
    Ok(match (operator, operand) {
        (_, Value::Null) => Value::Null,
        ("+", value) => value.clone(),
        ("-", Value::Integer(number, width)) => sized(number.checked_neg(), *width)?,
        ("-", Value::Numeric(decimal)) => Value::Numeric(decimal.negated()),
        ("-", Value::Float(number)) => Value::Float(-number),
        ("@", Value::Integer(number, width)) => sized(number.checked_abs(), *width)?,
        ("@", Value::Numeric(decimal)) => Value::Numeric(decimal.absolute()),
        ("@", Value::Float(number)) => Value::Float(number.abs()),
        _ => return Err(not_run(operator)),
    })
}

/// The operators that compare.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub(crate) fn of(operator: &str) -> Option<Comparison> {
        Some(match operator {
            "=" => Comparison::Equal,
            "<>" => Comparison::NotEqual,
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterOrEqual,
            _ => return None,
        })
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// Compares two values, neither of them NULL.
pub(crate) fn compare(database: &Database<'_>, comparison: Comparison, left: &Value, right: &Value) -> Checked<bool> {
    let (left, right) = (like(database, left, right)?, like(database, right, left)?);
    match left.compare(&right) {
        Some(order) => Ok(comparison.holds(order)),
        None if matches!((&left, &right), (Value::AclItem(_), Value::AclItem(_))) => {
            Ok(comparison == Comparison::NotEqual)
        }
        None => Err(unsupported(&format!("Comparing {} with {}", left.type_name(), right.type_name()))),
    }
}

fn joined(database: &Database<'_>, left: &Value, right: &Value) -> Checked<Value> {
    let items = match (left, right) {
        (Value::Array(_), _) | (_, Value::Array(_)) => {
            let (left, right) = match (left, right) {
                (Value::Array(left), Value::Array(right)) => (left.to_vec(), right.to_vec()),
                // A literal is read as an array; anything else is an element.
                (Value::Array(items), Value::Text(_, crate::value::TextKind::Unknown)) => {
                    match like(database, right, left)? {
                        Value::Array(more) => (items.to_vec(), more.to_vec()),
                        other => (items.to_vec(), vec![other]),
                    }
                }
                (Value::Array(items), item) => (items.to_vec(), vec![item.clone()]),
                (item, Value::Array(items)) => (vec![item.clone()], items.to_vec()),
                _ => return Err(not_run("||")),
            };
            left.into_iter().chain(right).collect()
        }
        _ => {
            let sides = [database.to_text(left), database.to_text(right)];
            let text: String = sides.iter().filter_map(Value::as_text).map(|text| &**text).collect();
            return Ok(Value::text(&text).made_of(sides.iter()));
        }
    };
    Ok(Value::Array(items))
}

/// A number of that width, unless it does not fit.
fn sized(number: Option<i64>, width: Width) -> Checked<Value> {
    let (bits, printed) = match width {
        Width::Small => (15, "smallint"),
        Width::Integer => (31, "integer"),
        Width::Big => (63, "bigint"),
    };
    match number {
        Some(number) if bits == 63 || (-(1_i64 << bits)..1_i64 << bits).contains(&number) => {
            Ok(Value::Integer(number, width))
        }
        _ => Err(Failure::new(SqlState::NumericValueOutOfRange, format!("{printed} out of range"))),
    }
}

fn division_by_zero() -> Box<Failure> {
    Failure::new(SqlState::DivisionByZero, "division by zero")
}

fn calculate(operator: &str, left: &Value, right: &Value) -> Checked<Value> {
    if let (Value::Integer(first, left_width), Value::Integer(second, right_width)) = (left, right) {
        let width = (*left_width).max(*right_width);
        let number = match operator {
            "+" => first.checked_add(*second),
            "-" => first.checked_sub(*second),
            "*" => first.checked_mul(*second),
            "/" | "%" if *second == 0 => return Err(division_by_zero()),
            "/" => first.checked_div(*second),
            "%" => Some(first.checked_rem(*second).unwrap_or(0)),
            _ => return Ok(Value::Float((*first as f64).powf(*second as f64))),
        };
        return sized(number, width);
    }
    if let (Some(first), Some(second)) = (left.as_decimal(), right.as_decimal()) {
        let too_long = || unsupported("A number of more than 37 digits");
        let number = match operator {
            "+" => first.plus(second),
            "-" => first.plus(second.negated()),
            "*" => first.times(second),
            "/" | "%" if second.is_zero() => return Err(division_by_zero()),
            "/" => first.divided_by(second),
            "%" => first.remainder(second),
            _ => return Err(not_run(operator)),
        };
        return number.map(Value::Numeric).ok_or_else(too_long);
    }
    Err(unsupported(&format!("{} {operator} {}", left.type_name(), right.type_name())))
}
