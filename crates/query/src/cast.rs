//! Conversions of values from type to type.

use std::rc::Rc;

use medlar_engine::{Checked, Failure, check_input};
use medlar_syntax::{SqlState, Target};

use crate::database::Database;
use crate::number::Decimal;
use crate::tables::types::BuiltInType;
use crate::unsupported;
use crate::value::{OidKind, TextKind, Value, Width};

/// What a value is converted to: the name of a type in pg_catalog.
#[derive(Clone, Copy)]
pub(crate) struct Goal {
    pub(crate) name: &'static str,
    pub(crate) is_array: bool,
    /// As the server stores it; -1 for none.
    pub(crate) modifier: i32,
}

/// The kinds of OIDs, by the names of their types.
fn oid_kind(name: &str) -> Option<OidKind> {
    Some(match name {
        "oid" => OidKind::Oid,
        "regclass" => OidKind::Class,
        "regproc" => OidKind::Function,
        "regprocedure" => OidKind::Procedure,
        "regrole" => OidKind::Role,
        "regnamespace" => OidKind::Namespace,
        "regtype" => OidKind::Type,
        "xid" => OidKind::Transaction,
        _ => return None,
    })
}

/// `value::type`
pub(crate) fn cast(database: &Database<'_>, value: &Value, goal: Goal) -> Checked<Value> {
    if goal.is_array {
        return to_array(database, value, goal);
    }
    if value.is_null() {
        return Ok(Value::Null);
    }
    if let Some(kind) = oid_kind(goal.name) {
        return to_oid(database, value, kind);
    }
    let text = || database.text_of(value).unwrap_or_default();
    Ok(match goal.name {
        "text" | "varchar" | "bpchar" | "cstring" | "unknown" | "pg_node_tree" => {
            let converted = database.to_text(value);
            match usize::try_from(goal.modifier - 4) {
                Ok(length) => shortened(&converted, length, goal.name == "bpchar"),
                Err(_) => converted,
            }
        }
        "name" => {
            let text = database.to_text(value);
            let text = text.as_text().map_or("", |text| &**text);
            let end = (0..=text.len().min(63)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            Value::name(text.get(..end).unwrap_or_default())
        }
        "char" => {
            let text = text();
            Value::letter(text.chars().next().map_or("", |first| text.get(..first.len_utf8()).unwrap_or_default()))
        }
        "int2" => to_integer(database, value, Width::Small)?,
        "int4" => to_integer(database, value, Width::Integer)?,
        "int8" => to_integer(database, value, Width::Big)?,
        "numeric" => match value.as_decimal() {
            Some(decimal) if goal.modifier >= 4 => {
                Value::Numeric(decimal.rounded(((goal.modifier - 4) & 0x7ff) as u32))
            }
            Some(decimal) => Value::Numeric(decimal),
            None => {
                let text = text();
                check_input("numeric", &text, target(database))?;
                Decimal::parse(&text).map(Value::Numeric).ok_or_else(|| unsupported("numeric"))?
            }
        },
        "float8" | "float4" => {
            let text = text();
            check_input(goal.name, &text, target(database))?;
            text.trim_ascii().parse().map(Value::Float).map_err(|_| unsupported(goal.name))?
        }
        "bool" => match value {
            Value::Boolean(value) => Value::Boolean(*value),
            Value::Integer(number, _) => Value::Boolean(*number != 0),
            _ => {
                let text = text();
                check_input("bool", &text, target(database))?;
                Value::Boolean(
                    matches!(text.trim_ascii().as_bytes().first(), Some(b't' | b'T' | b'y' | b'Y' | b'1'))
                        || text.trim_ascii().eq_ignore_ascii_case("on"),
                )
            }
        },
        _ => match value {
            Value::AclItem(_) if goal.name == "aclitem" => value.clone(),
            _ => return Err(unsupported(goal.name)),
        },
    })
}

fn target(database: &Database<'_>) -> Target {
    database.session.target()
}

fn shortened(value: &Value, length: usize, padded: bool) -> Value {
    let text = value.as_text().map_or("", |text| &**text);
    let mut short: String = text.chars().take(length).collect();
    if padded {
        let missing = length.saturating_sub(short.chars().count());
        short.extend(std::iter::repeat_n(' ', missing));
    }
    Value::text(&short)
}

fn to_integer(database: &Database<'_>, value: &Value, width: Width) -> Checked<Value> {
    let (name, printed, bits) = match width {
        Width::Small => ("int2", "smallint", 15),
        Width::Integer => ("int4", "integer", 31),
        Width::Big => ("int8", "bigint", 63),
    };
    let number = match value {
        Value::Boolean(value) => Some(i64::from(*value)),
        Value::Numeric(decimal) => decimal.to_integer(),
        Value::Float(number) => Some(number.round_ties_even() as i64),
        Value::Text(text, kind) => {
            if *kind == TextKind::Letter {
                return Ok(Value::Integer(text.bytes().next().map_or(0, |byte| i64::from(byte as i8)), width));
            }
            check_input(name, text, target(database))?;
            text.trim_ascii().trim_start_matches('+').parse().ok()
        }
        other => other.as_integer(),
    };
    match number {
        Some(number) if width == Width::Big || (-(1_i64 << bits)..1_i64 << bits).contains(&number) => {
            Ok(Value::Integer(number, width))
        }
        _ => Err(Failure::new(SqlState::NumericValueOutOfRange, format!("{printed} out of range"))),
    }
}

fn to_oid(database: &Database<'_>, value: &Value, kind: OidKind) -> Checked<Value> {
    if let Value::Text(text, _) = value {
        return from_name(database, text, kind);
    }
    let number = value.as_integer().ok_or_else(|| unsupported(value.type_name()))?;
    // A negative number of 32 bits is taken as it stands.
    let is_wide = matches!(value, Value::Integer(_, Width::Big));
    match u32::try_from(number) {
        Ok(oid) => Ok(Value::Oid(oid, kind)),
        Err(_) if !is_wide => Ok(Value::Oid(number as u32, kind)),
        Err(_) => Err(Failure::new(SqlState::NumericValueOutOfRange, "OID out of range")),
    }
}

/// The object that a text names: a number, `-`, or a name as SQL writes it.
fn from_name(database: &Database<'_>, text: &str, kind: OidKind) -> Checked<Value> {
    if matches!(kind, OidKind::Oid | OidKind::Transaction) {
        check_input("oid", text, target(database))?;
        let number: i64 = text.trim_ascii().parse().map_err(|_| unsupported("oid"))?;
        return Ok(Value::Oid(number as u32, kind));
    }
    if text == "-" {
        return Ok(Value::Oid(0, kind));
    }
    if let Ok(oid) = text.parse()
        && text.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Ok(Value::Oid(oid, kind));
    }
    if kind == OidKind::Type {
        return type_named(database, text);
    }
    let parts = name_parts(text, kind)?;
    if let Some(oid) = database.named(kind, &parts) {
        return Ok(Value::Oid(oid, kind));
    }
    let printed = parts.join(".");
    if let [schema, _] = parts.as_slice()
        && database.schema_oid(schema).is_none()
        && matches!(kind, OidKind::Class | OidKind::Function)
    {
        let message = format!("schema \"{schema}\" does not exist");
        return Err(Failure::new(SqlState::InvalidSchemaName, message));
    }
    let (sqlstate, message) = match kind {
        OidKind::Class => (SqlState::UndefinedTable, format!("relation \"{printed}\" does not exist")),
        OidKind::Role => (SqlState::UndefinedObject, format!("role \"{printed}\" does not exist")),
        OidKind::Namespace => (SqlState::InvalidSchemaName, format!("schema \"{printed}\" does not exist")),
        OidKind::Function => {
            let count = database
                .catalog()
                .functions()
                .filter(|one| Some(&*one.name) == parts.last().map(|name| &**name))
                .count();
            match count {
                0 => (SqlState::UndefinedFunction, format!("function \"{printed}\" does not exist")),
                _ => (SqlState::AmbiguousFunction, format!("more than one function named \"{printed}\"")),
            }
        }
        _ => return Err(unsupported("regprocedure")),
    };
    Err(Failure::new(sqlstate, message))
}

fn type_named(database: &Database<'_>, text: &str) -> Checked<Value> {
    let found = medlar_syntax::parse_type_name(text, target(database)).ok();
    let goal = found.and_then(|name| medlar_engine::built_in_type(&name, target(database)));
    let Some(goal) = goal else {
        let message = format!("type \"{text}\" does not exist");
        return Err(Failure::new(SqlState::UndefinedObject, message));
    };
    let found = BuiltInType::of(goal.name, goal.is_array);
    found.map(|known| Value::Oid(known.oid, OidKind::Type)).ok_or_else(|| unsupported("regtype"))
}

/// The parts of a name with dots, folded, without quotes.
fn name_parts(text: &str, kind: OidKind) -> Checked<Vec<String>> {
    let invalid = || Failure::new(SqlState::InvalidName, "invalid name syntax");
    let mut parts = Vec::new();
    let mut rest = text.trim_ascii();
    loop {
        let part = if let Some(quoted) = rest.strip_prefix('"') {
            let mut name = String::new();
            let mut inside = quoted;
            loop {
                let (before, after) = inside.split_once('"').ok_or_else(invalid)?;
                name.push_str(before);
                match after.strip_prefix('"') {
                    Some(more) => {
                        name.push('"');
                        inside = more;
                    }
                    None => {
                        rest = after;
                        break;
                    }
                }
            }
            name
        } else {
            let end = rest.find(|c: char| c == '.' || c.is_ascii_whitespace()).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            rest = after;
            name.to_ascii_lowercase()
        };
        if part.is_empty() {
            return Err(invalid());
        }
        parts.push(part);
        rest = rest.trim_ascii_start();
        if rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix('.').ok_or_else(invalid)?.trim_ascii_start();
    }
    if parts.len() > 1 && matches!(kind, OidKind::Role | OidKind::Namespace) {
        return Err(invalid());
    }
    Ok(parts)
}

fn to_array(database: &Database<'_>, value: &Value, goal: Goal) -> Checked<Value> {
    let element = Goal { is_array: false, ..goal };
    match value {
        Value::Null => Ok(Value::Null),
        Value::Array(items) => items
            .iter()
            .map(|item| match item {
                Value::Array(_) => to_array(database, item, goal),
                item => cast(database, item, element),
            })
            .collect::<Checked<Rc<[Value]>>>()
            .map(Value::Array),
        Value::Text(text, _) => {
            let items = array_items(text)?;
            let read = |item: Option<String>| match item {
                None => Ok(Value::Null),
                Some(item) => cast(database, &Value::Text(item.into(), TextKind::Unknown), element),
            };
            items.into_iter().map(read).collect::<Checked<Rc<[Value]>>>().map(Value::Array)
        }
        other => Err(unsupported(other.type_name())),
    }
}

/// The items of the text of an array of one dimension.
fn array_items(text: &str) -> Checked<Vec<Option<String>>> {
    let malformed = |detail: &'static str| {
        let message = format!("malformed array literal: \"{text}\"");
        Failure::new(SqlState::InvalidTextRepresentation, message).detail(detail)
    };
    let trimmed = text.trim_ascii();
    let Some(inside) = trimmed.strip_prefix('{') else {
        return Err(malformed("Array value must start with \"{\" or dimension information."));
    };
    let mut items = Vec::new();
    let mut item = String::new();
    let (mut is_quoted, mut in_quotes) = (false, false);
    let mut characters = inside.chars();
    loop {
        let Some(character) = characters.next() else {
            return Err(malformed("Unexpected end of input."));
        };
        match character {
            '\\' => item.extend(characters.next()),
            '"' => {
                in_quotes = !in_quotes;
                is_quoted = true;
            }
            _ if in_quotes => item.push(character),
            '{' => return Err(unsupported("Arrays of several dimensions")),
            ',' | '}' => {
                let found = if is_quoted { item.clone() } else { item.trim_ascii().to_owned() };
                if found.is_empty() && !is_quoted {
                    if character == '}' && items.is_empty() {
                        break;
                    }
                    return Err(malformed(match character {
                        ',' => "Unexpected \",\" character.",
                        _ => "Unexpected \"}\" character.",
                    }));
                }
                let is_null = !is_quoted && found.eq_ignore_ascii_case("null");
                items.push((!is_null).then_some(found));
                item.clear();
                is_quoted = false;
                if character == '}' {
                    break;
                }
            }
            _ => item.push(character),
        }
    }
    if !characters.as_str().trim_ascii().is_empty() {
        return Err(malformed("Junk after closing right brace."));
    }
    Ok(items)
}

/// A literal whose type is open becomes a value of the type of another one.
pub(crate) fn like(database: &Database<'_>, value: &Value, other: &Value) -> Checked<Value> {
    let Value::Text(_, TextKind::Unknown) = value else { return Ok(value.clone()) };
    let (name, is_array) = match other {
        Value::Array(items) => {
            let item = items.first().map_or(Value::Null, Value::clone);
            return match item {
                Value::AclItem(_) => Err(unsupported("aclitem")),
                item => to_array(database, value, Goal { name: goal_name(&item), is_array: true, modifier: -1 }),
            };
        }
        other => (goal_name(other), false),
    };
    cast(database, value, Goal { name, is_array, modifier: -1 })
}

/// The name of the type of a value in pg_catalog; of a text that is open, or NULL, it is text.
fn goal_name(value: &Value) -> &'static str {
    match value {
        Value::Boolean(_) => "bool",
        Value::Integer(_, Width::Small) => "int2",
        Value::Integer(_, Width::Integer) => "int4",
        Value::Integer(_, Width::Big) => "int8",
        Value::Numeric(_) => "numeric",
        Value::Float(_) => "float8",
        Value::Oid(_, OidKind::Oid) => "oid",
        // A name is looked up.
        Value::Oid(..) => value.type_name(),
        Value::Text(_, TextKind::Name) => "name",
        Value::Text(_, TextKind::Letter) => "char",
        Value::AclItem(_) => "aclitem",
        Value::Null | Value::NotKept | Value::Text(..) | Value::Array(_) | Value::Record(_) => "text",
    }
}
