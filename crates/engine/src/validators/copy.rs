//! The rules of COPY for the options that say how a file is written: file_fdw has them from there.

use medlar_syntax::{SqlState, TargetRules};

use super::wrong_value;
use crate::encoding;
use crate::message::Failure;
use crate::options::OptionFault;

/// What cannot be the delimiter of the text format.
const NO_DELIMITERS: &str = "\\.abcdefghijklmnopqrstuvwxyz0123456789";

/// Checks options of the names that COPY has; others are passed over.
pub(super) fn check<'a>(rules: &TargetRules, options: &[(&'a str, &'a str)]) -> Result<(), OptionFault<'a>> {
    let mut format = "text";
    let (mut delimiter, mut null, mut quote, mut escape, mut header) = (None, None, None, None, None);
    for (name, value) in options.iter().copied() {
        match name {
            "format" if matches!(value, "text" | "csv" | "binary") => format = value,
            "format" => {
                let message = format!("COPY format \"{value}\" not recognized");
                return wrong_value(name, Failure::new(SqlState::InvalidParameterValue, message));
            }
            "delimiter" => delimiter = Some((name, value)),
            "null" => null = Some((name, value)),
            "quote" => quote = Some((name, value)),
            "escape" => escape = Some((name, value)),
            "header" => header = is_header(rules, name, value)?.then_some((name, value)),
            "encoding" if encoding::by_name(value).is_none() => {
                let message = format!("argument to option \"{name}\" must be a valid encoding name");
                return wrong_value(name, Failure::new(SqlState::InvalidParameterValue, message));
            }
            _ => {}
        }
    }
    let (is_csv, is_binary) = (format == "csv", format == "binary");
    let unsupported = SqlState::FeatureNotSupported;
    let refuse = |option: Option<(&'a str, &'a str)>, sqlstate, message: String| {
        wrong_value(option.map_or("", |(name, _)| name), Failure::new(sqlstate, message))
    };
    for (option, word) in [(delimiter, "DELIMITER"), (null, "NULL")] {
        if is_binary && option.is_some() {
            return refuse(option, SqlState::SyntaxError, format!("cannot specify {word} in BINARY mode"));
        }
    }
    let value = |option: Option<(&'a str, &'a str)>, default| option.map_or(default, |(_, value)| value);
    let delimiter_text = value(delimiter, if is_csv { "," } else { "\t" });
    let null_text = value(null, if is_csv { "" } else { "\\N" });
    let quote_text = value(quote, "\"");
    if delimiter_text.len() != 1 {
        return refuse(delimiter, unsupported, "COPY delimiter must be a single one-byte character".to_owned());
    }
    if matches!(delimiter_text, "\n" | "\r") {
        let message = "COPY delimiter cannot be newline or carriage return".to_owned();
        return refuse(delimiter, SqlState::InvalidParameterValue, message);
    }
    if null_text.contains(['\n', '\r']) {
        let message = "COPY null representation cannot use newline or carriage return".to_owned();
        return refuse(null, SqlState::InvalidParameterValue, message);
    }
    if !is_csv && NO_DELIMITERS.contains(delimiter_text) {
        let message = format!("COPY delimiter cannot be \"{delimiter_text}\"");
        return refuse(delimiter, SqlState::InvalidParameterValue, message);
    }
    if is_binary && header.is_some() {
        return refuse(header, unsupported, "cannot specify HEADER in BINARY mode".to_owned());
    }
    for (option, word) in [(quote, "quote"), (escape, "escape")] {
        if !is_csv && option.is_some() {
            return refuse(option, unsupported, format!("COPY {word} available only in CSV mode"));
        }
        if value(option, "\"").len() != 1 {
            return refuse(option, unsupported, format!("COPY {word} must be a single one-byte character"));
        }
        if word == "quote" && is_csv && delimiter_text == quote_text {
            let message = "COPY delimiter and quote must be different".to_owned();
            return refuse(delimiter.or(quote), SqlState::InvalidParameterValue, message);
        }
    }
    if null_text.contains(delimiter_text) {
        let message = "COPY delimiter must not appear in the NULL specification".to_owned();
        return refuse(null.or(delimiter), unsupported, message);
    }
    if is_csv && null_text.contains(quote_text) {
        let message = "CSV quote character must not appear in the NULL specification".to_owned();
        return refuse(null.or(quote), unsupported, message);
    }
    Ok(())
}

/// `header`: a Boolean, or where the target has it `match`.
fn is_header<'a>(rules: &TargetRules, name: &'a str, value: &str) -> Result<bool, OptionFault<'a>> {
    if !rules.file_fdw_header_match {
        return super::boolean(name, value);
    }
    let is = |word: &str| value.eq_ignore_ascii_case(word);
    if is("true") || is("on") || is("match") {
        return Ok(true);
    }
    if is("false") || is("off") {
        return Ok(false);
    }
    let message = format!("{name} requires a Boolean value or \"match\"");
    wrong_value(name, Failure::new(SqlState::SyntaxError, message)).map(|()| false)
}
