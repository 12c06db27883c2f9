//! `pxf_fdw_validator`: options it does not know are taken everywhere; those it knows belong to some
//! kind of object.

use medlar_syntax::target::InvalidOptionHint;
use medlar_syntax::{SqlState, TargetRules};

use super::hint::invalid_option;
use super::{Level, boolean, copy, wrong_value};
use crate::message::Failure;
use crate::options::OptionFault;
use crate::validators::Part;

/// Options that belong to one kind of object, and the catalog of that kind.
const PLACES: &[(&str, &str)] = &[
    ("protocol", "pg_foreign_data_wrapper"),
    ("config", "pg_foreign_server"),
    ("resource", "pg_foreign_table"),
    ("format", "pg_foreign_table"),
    ("reject_limit", "pg_foreign_table"),
    ("reject_limit_type", "pg_foreign_table"),
    ("log_errors", "pg_foreign_table"),
];

/// Options of COPY, which only foreign tables and columns have.
const COPY_OPTIONS: &[&str] = &[
    "format",
    "header",
    "delimiter",
    "quote",
    "escape",
    "null",
    "encoding",
    "newline",
    "fill_missing_fields",
    "force_not_null",
    "force_null",
];

/// Where the options of columns begin.
const OF_COLUMNS: usize = 9;

const LEAST_PORT: i64 = 1024;
const GREATEST_PORT: i64 = 65535;

/// An option in its turn.
pub(super) fn check<'a>(level: Level, name: &'a str, value: &str) -> Result<(), OptionFault<'a>> {
    let here = match level {
        Level::Wrapper => "pg_foreign_data_wrapper",
        Level::Server => "pg_foreign_server",
        Level::UserMapping => "pg_user_mapping",
        Level::ForeignTable => "pg_foreign_table",
        Level::Column => "pg_attribute",
    };
    let invalid = |message: String| wrong_value(name, Failure::new(SqlState::FdwInvalidStringFormat, message));
    let misplaced = |message: String| {
        Err(OptionFault { failure: Failure::new(SqlState::FdwInvalidOptionName, message), name, part: Part::Name })
    };
    if let Some((_, place)) = PLACES.iter().find(|(known, place)| *known == name && *place != here) {
        return misplaced(format!("the {name} option can only be defined at the {place} level"));
    }
    match name {
        "mpp_execute" if level == Level::UserMapping => {
            misplaced("the mpp_execute option cannot be defined at the user mapping level".to_owned())
        }
        "disable_ppd" => {
            boolean(name, value)?;
            match level {
                Level::Server | Level::ForeignTable | Level::Column => Ok(()),
                Level::UserMapping => {
                    misplaced("the disable_ppd option cannot be defined at the user mapping level".to_owned())
                }
                Level::Wrapper => {
                    misplaced("the disable_ppd option cannot be defined at the foreign-data wrapper level".to_owned())
                }
            }
        }
        "pxf_port" => {
            let port = leading_integer(value);
            if (LEAST_PORT..=GREATEST_PORT).contains(&port) {
                return Ok(());
            }
            let range = format!("valid port numbers are {LEAST_PORT} to {GREATEST_PORT}");
            invalid(format!("invalid port number: {port}. {range}"))
        }
        "reject_limit" if !value.parse::<i32>().is_ok_and(|limit| limit > 0) => {
            invalid(format!("invalid reject_limit value '{value}', should be a positive integer"))
        }
        "reject_limit_type" if !is_percent(value) && !value.eq_ignore_ascii_case("rows") => {
            invalid("invalid reject_limit_type value, only 'rows' and 'percent' are supported".to_owned())
        }
        "log_errors" => boolean(name, value).map(|_| ()),
        _ => Ok(()),
    }
}

fn is_percent(value: &str) -> bool {
    value.eq_ignore_ascii_case("percent")
}

/// What is asked of all options together, when each has been looked at.
pub(super) fn check_all<'a>(
    rules: &TargetRules,
    level: Level,
    options: &[(&'a str, &'a str)],
) -> Result<(), OptionFault<'a>> {
    let value_of = |wanted: &str| options.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let required = |name: &'static str, message: &'static str| {
        let failure = Failure::new(SqlState::FdwDynamicParameterValueNeeded, message);
        Err(OptionFault { failure, name, part: Part::Value })
    };
    let is_missing = |name| value_of(name).is_none_or(str::is_empty);
    if level == Level::Wrapper && is_missing("protocol") {
        return required("protocol", "the protocol option must be defined for PXF foreign-data wrappers");
    }
    if level == Level::ForeignTable {
        if is_missing("resource") {
            return required("resource", "the resource option must be defined at the foreign table level");
        }
        check_limit(value_of("reject_limit"), value_of("reject_limit_type"), value_of("log_errors"))?;
    }
    // Each kind has its own end of the list.
    let valid: &[&str] = match level {
        Level::ForeignTable => COPY_OPTIONS.get(..OF_COLUMNS).unwrap_or_default(),
        Level::Column => COPY_OPTIONS.get(OF_COLUMNS..).unwrap_or_default(),
        Level::Wrapper | Level::Server | Level::UserMapping => &[],
    };
    for (name, value) in options.iter().copied().filter(|(name, _)| COPY_OPTIONS.contains(name)) {
        if !valid.contains(&name) {
            return invalid_option(
                SqlState::FdwInvalidOptionName,
                name,
                InvalidOptionHint::ListOrNone,
                valid.iter().copied(),
            );
        }
        if level == Level::Column {
            boolean(name, value)?;
        }
    }
    if level == Level::ForeignTable { copy::check(rules, options) } else { Ok(()) }
}

/// How many rows that cannot be read are passed over.
fn check_limit<'a>(
    limit: Option<&str>,
    limit_type: Option<&str>,
    log_errors: Option<&str>,
) -> Result<(), OptionFault<'a>> {
    let limit_is = |test: fn(i32) -> bool| limit.and_then(|limit| limit.parse().ok()).is_some_and(test);
    let message = if !limit_type.is_some_and(is_percent) && limit_is(|limit| limit < 2) {
        "invalid (ROWS) reject_limit value '1', valid values are 2 or larger".to_owned()
    } else if limit_type.is_some_and(is_percent) && limit_is(|limit| limit > 100) {
        let limit = limit.unwrap_or_default();
        format!("invalid (PERCENT) reject_limit value '{limit}', valid values are 1 to 100")
    } else if limit.is_none() && log_errors.is_some() {
        "the log_errors option cannot be set without reject_limit".to_owned()
    } else {
        return Ok(());
    };
    wrong_value("reject_limit", Failure::new(SqlState::FdwInvalidStringFormat, message))
}

/// As C's `atoi` reads it.
fn leading_integer(text: &str) -> i64 {
    let text = text.trim_start_matches(|character: char| character.is_ascii_whitespace());
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = digits.bytes().take_while(u8::is_ascii_digit);
    sign * digits.fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn options_belong_to_kinds_of_objects() {
        let no_protocol = "ERROR:  HV002: the protocol option must be defined for PXF foreign-data wrappers";
        check(
            Target::Cloudberry2,
            &[
                ("CREATE EXTENSION pxf_fdw", &["CREATE EXTENSION"]),
                ("CREATE FOREIGN DATA WRAPPER p VALIDATOR pxf_fdw_validator", &[no_protocol]),
                ("ALTER FOREIGN DATA WRAPPER jdbc_pxf_fdw OPTIONS (DROP protocol)", &[no_protocol]),
                (
                    "CREATE SERVER s FOREIGN DATA WRAPPER s3_pxf_fdw OPTIONS (config 'c', extra 'x', pxf_port '80')",
                    &["ERROR:  HV00A: invalid port number: 80. valid port numbers are 1024 to 65535"],
                ),
                (
                    "CREATE SERVER s FOREIGN DATA WRAPPER s3_pxf_fdw OPTIONS (resource 'r')",
                    &["ERROR:  HV00D: the resource option can only be defined at the pg_foreign_table level"],
                ),
                (
                    "CREATE SERVER s FOREIGN DATA WRAPPER s3_pxf_fdw OPTIONS (config 'c', disable_ppd 'on')",
                    &["CREATE SERVER"],
                ),
                (
                    "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (mpp_execute 'any')",
                    &["ERROR:  HV00D: the mpp_execute option cannot be defined at the user mapping level"],
                ),
                (
                    "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (header 'true')",
                    &["ERROR:  HV00D: invalid option \"header\"", "HINT:  There are no valid options in this context."],
                ),
            ],
        );
    }
}
