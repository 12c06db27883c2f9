//! Type modifiers: lengths, precisions and the fields of an interval.

use medlar_syntax::ast::{Expression, ExpressionKind, TypeName, TypeReference};
use medlar_syntax::{Span, SqlState, TargetRules};

use super::input::integer;
use super::table::BaseType;
use crate::message::{Checked, Failure};

/// A modifier as it is stored, and what is warned of.
pub(super) struct Modifier {
    pub(super) value: i32,
    pub(super) warning: Option<String>,
}

/// The longest string in bytes, also of a length in characters.
const LONGEST: i32 = 10 * 1024 * 1024;

/// The size of the header that a stored length includes.
const HEADER: i32 = 4;

/// The finest precision of seconds.
const MAX_PRECISION: i32 = 6;

/// All fields of an interval.
const FULL_RANGE: i32 = 0x7FFF;
const FULL_PRECISION: i32 = 0xFFFF;

/// The times, and how messages about their precision name them.
static TIMES: &[(&str, &str, &str)] = &[
    ("time", "TIME", ""),
    ("timetz", "TIME", " WITH TIME ZONE"),
    ("timestamp", "TIMESTAMP", ""),
    ("timestamptz", "TIMESTAMP", " WITH TIME ZONE"),
];

/// What is said of too great a precision of a time.
pub(crate) fn precision_warning(base: BaseType, precision: i32) -> Option<String> {
    let (_, word, zone) = TIMES.iter().find(|(time, _, _)| *time == base.name())?;
    precise(word, zone, precision, |precision| precision).ok()?.warning
}

/// The fields of an interval as the bits of a modifier.
static FIELDS: &[(i32, &str)] = &[
    (FULL_RANGE, ""),
    (0x0004, "year"),
    (0x0002, "month"),
    (0x0008, "day"),
    (0x0400, "hour"),
    (0x0800, "minute"),
    (0x1000, "second"),
    (0x0006, "year to month"),
    (0x0408, "day to hour"),
    (0x0C08, "day to minute"),
    (0x1C08, "day to second"),
    (0x0C00, "hour to minute"),
    (0x1C00, "hour to second"),
    (0x1800, "minute to second"),
];

/// The modifier of a type's name.
pub(super) fn read(base: BaseType, type_name: &TypeName<'_>, rules: &TargetRules) -> Checked<Modifier> {
    let mut given: Vec<i32> = Vec::new();
    match type_name.name {
        TypeReference::Standard("bpchar" | "bit") if type_name.modifiers.is_empty() => given.push(1),
        TypeReference::Interval(fields) if !fields.is_empty() || !type_name.modifiers.is_empty() => {
            given.extend(FIELDS.iter().find(|(_, name)| *name == fields).map(|(bits, _)| *bits));
        }
        _ if type_name.modifiers.is_empty() => return Ok(Modifier { value: -1, warning: None }),
        _ => {}
    }
    if !base.takes_modifier() {
        return Err(not_allowed(&super::as_written(type_name), type_name.span));
    }
    let mut texts = Vec::new();
    for modifier in &type_name.modifiers {
        let Some(text) = simple_text(modifier) else {
            let message = "type modifiers must be simple constants or identifiers";
            return Err(Failure::new(SqlState::SyntaxError, message).at(type_name.span));
        };
        texts.push(text);
    }
    for text in texts {
        let value = integer(&text, "integer", rules).map_err(|failure| failure.at(type_name.span))?;
        given.push(value as i32);
    }
    encode(base, &given, rules)
        .map_err(|message| Failure::new(SqlState::InvalidParameterValue, message).at(type_name.span))
}

pub(super) fn not_allowed(type_name: &str, span: Span) -> Box<Failure> {
    let message = format!("type modifier is not allowed for type \"{type_name}\"");
    Failure::new(SqlState::SyntaxError, message).at(span)
}

fn simple_text(modifier: &Expression<'_>) -> Option<String> {
    Some(match &modifier.kind {
        ExpressionKind::Integer(value) => value.to_string(),
        ExpressionKind::Numeric(text) | ExpressionKind::String(text) => text.to_string(),
        ExpressionKind::Column { name, all: false } => match &*name.parts {
            [part] => part.name.to_string(),
            _ => return None,
        },
        _ => return None,
    })
}

fn encode(base: BaseType, given: &[i32], rules: &TargetRules) -> Result<Modifier, String> {
    let plain = |value| Ok(Modifier { value, warning: None });
    let name = base.name();
    match (name, given) {
        ("numeric", [precision, rest @ ..]) if rest.len() < 2 => {
            if !(1..=1000).contains(precision) {
                return Err(format!("NUMERIC precision {precision} must be between 1 and 1000"));
            }
            let scale = rest.first().copied().unwrap_or_default();
            if rules.numeric_scale_beyond_precision && !(-1000..=1000).contains(&scale) {
                return Err(format!("NUMERIC scale {scale} must be between -1000 and 1000"));
            }
            if !rules.numeric_scale_beyond_precision && !(0..=*precision).contains(&scale) {
                return Err(format!("NUMERIC scale {scale} must be between 0 and precision {precision}"));
            }
            plain((precision << 16 | scale & 0x7FF) + HEADER)
        }
        ("numeric", _) => Err("invalid NUMERIC type modifier".to_owned()),
        ("interval", [fields, rest @ ..]) if rest.len() < 2 && FIELDS.iter().any(|(bits, _)| bits == fields) => {
            match *rest {
                [precision] => precise("INTERVAL", "", precision, |precision| fields << 16 | precision),
                _ if *fields == FULL_RANGE => plain(-1),
                _ => plain(fields << 16 | FULL_PRECISION),
            }
        }
        ("interval", _) => Err("invalid INTERVAL type modifier".to_owned()),
        (_, [value]) => {
            let value = *value;
            if let Some((_, word, zone)) = TIMES.iter().find(|(time, _, _)| *time == name) {
                return precise(word, zone, value, |precision| precision);
            }
            let (word, longest) = match name {
                "bpchar" => ("char", LONGEST),
                "bit" | "varbit" => (name, LONGEST * 8),
                _ => (name, LONGEST),
            };
            if value < 1 {
                return Err(format!("length for type {word} must be at least 1"));
            }
            if value > longest {
                return Err(format!("length for type {word} cannot exceed {longest}"));
            }
            plain(if longest == LONGEST { value + HEADER } else { value })
        }
        _ => Err("invalid type modifier".to_owned()),
    }
}

/// A precision of seconds, cut to what the server keeps.
fn precise(word: &str, zone: &str, precision: i32, encode: impl Fn(i32) -> i32) -> Result<Modifier, String> {
    if precision < 0 {
        return Err(format!("{word}({precision}){zone} precision must not be negative"));
    }
    let warning = (precision > MAX_PRECISION)
        .then(|| format!("{word}({precision}){zone} precision reduced to maximum allowed, {MAX_PRECISION}"));
    Ok(Modifier { value: encode(precision.min(MAX_PRECISION)), warning })
}

/// The type with its modifier.
pub(super) fn printed(base: BaseType, modifier: i32) -> String {
    let printed = base.printed();
    let name = base.name();
    if modifier < 0 {
        return match name {
            // Without a length they are other types than the words of the standard mean.
            "bpchar" => name.to_owned(),
            "bit" => "\"bit\"".to_owned(),
            _ => printed.to_owned(),
        };
    }
    match name {
        "numeric" => {
            let packed = modifier - HEADER;
            // The scale has 11 bits with a sign.
            let scale = ((packed & 0x7FF) ^ 0x400) - 0x400;
            format!("numeric({},{scale})", packed >> 16 & 0xFFFF)
        }
        "interval" => {
            let mut text = printed.to_owned();
            if let Some((_, fields)) = FIELDS.iter().skip(1).find(|(bits, _)| *bits == modifier >> 16) {
                text.push(' ');
                text.push_str(fields);
            }
            match modifier & FULL_PRECISION {
                FULL_PRECISION => text,
                precision => format!("{text}({precision})"),
            }
        }
        _ => {
            let value = if matches!(name, "bpchar" | "varchar") { modifier - HEADER } else { modifier };
            // The precision of a time stands before its zone.
            let (word, zone) = match printed.split_once(" with") {
                Some((word, _)) => (word, printed.get(word.len()..).unwrap_or_default()),
                None => (printed, ""),
            };
            format!("{word}({value}){zone}")
        }
    }
}
