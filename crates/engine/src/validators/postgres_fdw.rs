//! `postgres_fdw_validator`: the connection parameters of the client library and options of its own.

use std::cmp::Ordering;

use medlar_syntax::{SqlState, TargetRules};

use super::hint::invalid_option;
use super::libpq::{PARAMETERS, Place};
use super::{Level, boolean, wrong_value};
use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::Failure;
use crate::number::{is_space, parse_integer, parse_real};
use crate::options::OptionFault;

/// How a value is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Check {
    Nothing,
    Boolean,
    Cost,
    Count,
    Extensions,
    Sampling,
    PasswordRequired,
    Certificate,
}

/// An option of postgres_fdw's own, and whether the target has it.
struct Own {
    name: &'static str,
    level: Level,
    check: Check,
    known: fn(&TargetRules) -> bool,
}

const fn server(name: &'static str, check: Check) -> Own {
    Own { name, level: Level::Server, check, known: |_| true }
}

const fn server_if(name: &'static str, check: Check, known: fn(&TargetRules) -> bool) -> Own {
    Own { name, level: Level::Server, check, known }
}

const fn table(name: &'static str, check: Check) -> Own {
    Own { name, level: Level::ForeignTable, check, known: |_| true }
}

const fn mapping(name: &'static str, check: Check) -> Own {
    Own { name, level: Level::UserMapping, check, known: |_| true }
}

/// In the order of the hint, after the connection parameters.
static OWN: &[Own] = &[
    server("use_remote_estimate", Check::Boolean),
    server("fdw_startup_cost", Check::Cost),
    server("fdw_tuple_cost", Check::Cost),
    server("extensions", Check::Extensions),
    server("updatable", Check::Boolean),
    server("truncatable", Check::Boolean),
    server("fetch_size", Check::Count),
    server("batch_size", Check::Count),
    server("async_capable", Check::Boolean),
    server_if("parallel_commit", Check::Boolean, |rules| rules.postgres_fdw_parallel_commit),
    server_if("parallel_abort", Check::Boolean, |rules| rules.postgres_fdw_16_options),
    server("keep_connections", Check::Boolean),
    mapping("password_required", Check::PasswordRequired),
    server_if("analyze_sampling", Check::Sampling, |rules| rules.postgres_fdw_16_options),
    mapping("sslcert", Check::Certificate),
    mapping("sslkey", Check::Certificate),
    Own {
        name: "gssdelegation",
        level: Level::UserMapping,
        check: Check::Boolean,
        known: |rules| rules.postgres_fdw_16_options,
    },
    server_if("num_segments", Check::Nothing, |rules| rules.num_segments.is_some()),
    table("schema_name", Check::Nothing),
    table("table_name", Check::Nothing),
    table("use_remote_estimate", Check::Boolean),
    table("updatable", Check::Boolean),
    table("truncatable", Check::Boolean),
    table("fetch_size", Check::Count),
    table("batch_size", Check::Count),
    table("async_capable", Check::Boolean),
    Own {
        name: "analyze_sampling",
        level: Level::ForeignTable,
        check: Check::Sampling,
        known: |rules| rules.postgres_fdw_16_options,
    },
    Own { name: "column_name", level: Level::Column, check: Check::Nothing, known: |_| true },
];

pub(super) fn check<'a>(
    context: &mut Context<'_>,
    level: Level,
    name: &'a str,
    value: &str,
) -> Result<(), OptionFault<'a>> {
    let rules = context.rules;
    let place = match level {
        Level::Wrapper | Level::ForeignTable | Level::Column => None,
        Level::Server => Some(Place::Server),
        Level::UserMapping => Some(Place::UserMapping),
    };
    let parameters = PARAMETERS.iter().filter(|parameter| Some(parameter.place) == place);
    let own = OWN.iter().filter(|option| option.level == level && (option.known)(rules));
    match own.clone().find(|option| option.name == name) {
        Some(option) => check_value(context, option.check, name, value),
        None if parameters.clone().any(|parameter| parameter.name == name) => Ok(()),
        None => {
            let valid = parameters.map(|parameter| parameter.name).chain(own.map(|option| option.name));
            invalid_option(SqlState::FdwInvalidOptionName, name, rules.invalid_option_hint, valid)
        }
    }
}

fn check_value<'a>(context: &mut Context<'_>, check: Check, name: &'a str, value: &str) -> Result<(), OptionFault<'a>> {
    match check {
        Check::Nothing => Ok(()),
        Check::Boolean => boolean(name, value).map(|_| ()),
        Check::Cost => match parse_real(value) {
            None => invalid(name, format!("invalid value for floating point option \"{name}\": {value}")),
            Some(Ordering::Less) => {
                invalid(name, format!("\"{name}\" must be a floating point value greater than or equal to zero"))
            }
            Some(_) => Ok(()),
        },
        Check::Count => match parse_integer(value) {
            None => invalid(name, format!("invalid value for integer option \"{name}\": {value}")),
            Some(count) if count <= 0 => {
                invalid(name, format!("\"{name}\" must be an integer value greater than zero"))
            }
            Some(_) => Ok(()),
        },
        Check::Extensions => match split_identifiers(value) {
            None => invalid(name, "parameter \"extensions\" must be a list of extension names".into()),
            Some(extensions) => {
                for extension in extensions {
                    context.footprint.read(KeyKind::Extension, &extension);
                    if context.catalog.extension(&extension).is_none() {
                        let message = format!("extension \"{extension}\" is not installed");
                        context.warn(SqlState::UndefinedObject, message);
                    }
                }
                Ok(())
            }
        },
        Check::Sampling => match value {
            "off" | "auto" | "random" | "system" | "bernoulli" => Ok(()),
            _ => invalid(name, format!("invalid value for string option \"{name}\": {value}")),
        },
        Check::PasswordRequired => {
            if boolean(name, value)? || context.is_superuser() {
                return Ok(());
            }
            superuser_only(
                context.rules,
                name,
                "password_required=false is superuser-only",
                "User mappings with the password_required option set to false may only be created or modified by the superuser",
            )
        }
        Check::Certificate if context.is_superuser() => Ok(()),
        Check::Certificate => superuser_only(
            context.rules,
            name,
            "sslcert and sslkey are superuser-only",
            "User mappings with the sslcert or sslkey options set may only be created or modified by the superuser",
        ),
    }
}

fn invalid<'a>(name: &'a str, message: String) -> Result<(), OptionFault<'a>> {
    wrong_value(name, Failure::new(SqlState::InvalidParameterValue, message))
}

fn superuser_only<'a>(
    rules: &TargetRules,
    name: &'a str,
    message: &'static str,
    hint: &'static str,
) -> Result<(), OptionFault<'a>> {
    let full_stop = if rules.superuser_only_hint_full_stop { "." } else { "" };
    let failure = Failure::new(SqlState::InsufficientPrivilege, message).hint(format!("{hint}{full_stop}"));
    wrong_value(name, failure)
}

/// A list of identifiers, separated by commas: folded to lower case unless quoted. An empty text is
/// an empty list, an empty member is not a name.
fn split_identifiers(value: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut rest = value.trim_start_matches(is_space);
    if rest.is_empty() {
        return Some(names);
    }
    loop {
        let name;
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut text = String::new();
            let mut remaining = quoted;
            loop {
                let end = remaining.find('"')?;
                let (part, after) = remaining.split_at(end);
                text.push_str(part);
                remaining = after.strip_prefix('"')?;
                match remaining.strip_prefix('"') {
                    Some(after) => {
                        text.push('"');
                        remaining = after;
                    }
                    None => break,
                }
            }
            (name, rest) = (text, remaining);
        } else {
            let end = rest.find(|character| character == ',' || is_space(character)).unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            let (text, after) = rest.split_at(end);
            (name, rest) = (text.to_ascii_lowercase(), after);
        }
        names.push(truncate(name));
        rest = rest.trim_start_matches(is_space);
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start_matches(is_space),
            None if rest.is_empty() => return Some(names),
            None => return None,
        }
    }
}

/// Cuts a name to 63 bytes, at a character.
fn truncate(mut name: String) -> String {
    let end = (0..=63).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    if name.len() > 63 {
        name.truncate(end);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_lists_of_identifiers() {
        let cases: [(&str, Option<&[&str]>); 7] = [
            ("", Some(&[])),
            ("dblink, File_FDW,nosuch", Some(&["dblink", "file_fdw", "nosuch"])),
            ("nope1, \"Nope 2\"", Some(&["nope1", "Nope 2"])),
            ("\"a\"\"b\"", Some(&["a\"b"])),
            ("a,,b", None),
            ("foo; bar", None),
            ("\"open", None),
        ];
        for (text, expected) in cases {
            assert_eq!(
                split_identifiers(text).as_deref(),
                expected.map(|names| names.iter().map(|name| name.to_string()).collect::<Vec<_>>()).as_deref(),
                "{text:?}"
            );
        }
    }
}
