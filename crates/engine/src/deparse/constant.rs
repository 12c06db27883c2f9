//! Constants as the server shows them.

use crate::types::DataType;

/// A literal as it is stored and shown: a backslash in it is a character like others.
pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A value of a type, from the text of a literal that is one: with the type unless the bare form is
/// read as one. None where the server would write the value in a form of its own.
pub(crate) fn constant(text: &str, data_type: DataType) -> Option<String> {
    let labelled = |text: &str| Some(format!("{}::{}", literal(text), data_type.printed()));
    if data_type.is_array {
        let is_plain = !text.contains(['"', '\\', '=']);
        let words: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
        return labelled(if is_plain { &words } else { text });
    }
    let trimmed = text.trim_ascii();
    match data_type.base.name() {
        "bool" => {
            let is_true = crate::settings::value::boolean(trimmed)?;
            Some(if is_true { "true" } else { "false" }.to_owned())
        }
        "int4" => match trimmed.parse::<i32>().ok()? {
            value if value >= 0 => Some(value.to_string()),
            value => labelled(&value.to_string()),
        },
        "int2" | "int8" | "oid" => labelled(&trimmed.parse::<i64>().ok()?.to_string()),
        "numeric" => {
            if trimmed.contains(['e', 'E', '_']) {
                return None;
            }
            let digits = match trimmed.strip_prefix('.') {
                Some(fraction) => format!("0.{fraction}"),
                None => trimmed.trim_end_matches('.').to_owned(),
            };
            let is_bare = digits.starts_with(|first: char| first.is_ascii_digit()) && digits.contains('.');
            match is_bare && data_type.modifier < 0 {
                true => Some(digits),
                false if is_bare => Some(format!("{digits}::{}", data_type.printed())),
                false => labelled(&digits),
            }
        }
        "float4" | "float8" => labelled(match &*trimmed.to_ascii_lowercase() {
            "inf" | "infinity" | "+inf" | "+infinity" => "Infinity",
            "-inf" | "-infinity" => "-Infinity",
            "nan" => "NaN",
            lower if lower.contains('e') => return None,
            _ => trimmed,
        }),
        "uuid" => labelled(&trimmed.to_ascii_lowercase()),
        "unknown" => Some(literal(text)),
        _ => labelled(text),
    }
}
