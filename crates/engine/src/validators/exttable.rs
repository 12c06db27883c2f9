//! `gp_exttable_permission_check`: it looks at foreign tables only, and takes options that it does
//! not know. Names are compared without regard to case.

use medlar_syntax::SqlState;

use super::copy::{encoding_number, is_encoding_number};
use super::number::leading_integer;
use super::{boolean, wrong_value};
use crate::context::Context;
use crate::message::Failure;
use crate::options::OptionFault;

pub(super) fn check<'a>(context: &Context<'_>, options: &[(&'a str, &'a str)]) -> Result<(), OptionFault<'a>> {
    let is_superuser = context.is_superuser();
    let [mut locations, mut command, mut format, mut limit] = [None; 4];
    let (mut is_writable, mut is_percent) = (false, false);
    for (name, value) in options.iter().copied() {
        let refuse = |sqlstate, message: String| wrong_value(name, Failure::new(sqlstate, message));
        match name.to_ascii_lowercase().as_str() {
            "is_writable" => {
                is_writable = boolean(name, value)?;
            }
            "location_uris" => locations = Some((name, value)),
            "command" => {
                if !is_superuser {
                    let message = "must be superuser to create an EXECUTE external web table";
                    return refuse(SqlState::InsufficientPrivilege, message.to_owned());
                }
                command = Some((name, value));
            }
            "format_type" => {
                if !matches!(value, "t" | "c" | "b") {
                    return refuse(SqlState::FdwInvalidAttributeValue, ["format_type must be ", FORMAT_TYPES].concat());
                }
                format = Some((name, value));
            }
            "reject_limit" => limit = Some((name, value)),
            "reject_limit_type" => {
                if !matches!(value, "r" | "p") {
                    let message = "reject_limit_type must be [r | p], r(ROW) or p(PERCENT)";
                    return refuse(SqlState::FdwInvalidAttributeValue, message.to_owned());
                }
                is_percent = value == "p";
            }
            "encoding" => {
                let by_name = context.rules.exttable_encoding_names;
                let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
                let is_known = match is_number {
                    true => is_encoding_number(leading_integer(value)),
                    false => by_name && encoding_number(value).is_some(),
                };
                if !is_known {
                    let message = match by_name {
                        true => format!("\"{value}\" is not a valid encoding name or code"),
                        false => format!("{value} is not a valid encoding code"),
                    };
                    return refuse(SqlState::FdwInvalidAttributeValue, message);
                }
            }
            _ => {}
        }
    }
    let refuse = |option: Option<(&'a str, &'a str)>, sqlstate, message: String| {
        wrong_value(option.map_or("", |(name, _)| name), Failure::new(sqlstate, message))
    };
    if format.is_none() {
        let message = format!("must specify format_type option({FORMAT_TYPES})");
        return refuse(None, SqlState::UndefinedObject, message);
    }
    match (locations, command) {
        (Some(_), Some(_)) => {
            let message = "location_uris and command options conflict with each other".to_owned();
            return refuse(command, SqlState::SyntaxError, message);
        }
        (None, None) => {
            let message = "must specify one of location_uris and command option".to_owned();
            return refuse(None, SqlState::SyntaxError, message);
        }
        _ => {}
    }
    if let (Some((_, uris)), false) = (locations, is_superuser) {
        for uri in uris.split('|') {
            if let Some(message) = protocol_refused(uri, is_writable) {
                return refuse(locations, SqlState::InsufficientPrivilege, message.to_owned());
            }
        }
    }
    let Some((_, text)) = limit else { return Ok(()) };
    if is_writable {
        let message = "single row error handling may not be used with a writable external table".to_owned();
        return refuse(limit, SqlState::SyntaxError, message);
    }
    let number = leading_integer(text);
    let range = match is_percent {
        true if !(1..=100).contains(&number) => "PERCENT must be between 1 and 100",
        false if number < 2 => "ROWS must be 2 or larger",
        _ => return Ok(()),
    };
    refuse(limit, SqlState::InvalidTableDefinition, format!("segment reject limit in {range} (got {number})"))
}

const FORMAT_TYPES: &str = "[t | c | b], t(text), c(csv), b(custom)";

/// What a role is told that is no superuser. The attributes that roles can have for these protocols
/// are not among those that Medlar knows.
fn protocol_refused(uri: &str, is_writable: bool) -> Option<&'static str> {
    let (protocol, _) = uri.split_once("://")?;
    let is = |name| protocol.eq_ignore_ascii_case(name);
    if is("file") {
        Some("must be superuser to create an external table with a file protocol")
    } else if is("http") {
        Some("permission denied: no privilege to create an http external table")
    } else if !is("gpfdist") && !is("gpfdists") {
        None
    } else if is_writable {
        Some("permission denied: no privilege to create a writable gpfdist(s) external table")
    } else {
        Some("permission denied: no privilege to create a readable gpfdist(s) external table")
    }
}
