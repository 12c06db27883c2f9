//! `pxf_fdw_validator`: options it does not know are taken everywhere; those it knows belong to some
//! kind of object.

use medlar_syntax::SqlState;

use super::{Level, boolean, wrong_value};
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

const LEAST_PORT: i64 = 1024;
const GREATEST_PORT: i64 = 65535;

/// An option in its turn.
pub(super) fn check<'a>(level: Level, name: &'a str, value: &str) -> Result<(), OptionFault<'a>> {
    let here = match level {
        Level::Wrapper => "pg_foreign_data_wrapper",
        Level::Server => "pg_foreign_server",
        Level::UserMapping => "pg_user_mapping",
    };
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
                Level::Server => Ok(()),
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
            let message = format!("invalid port number: {port}. {range}");
            wrong_value(name, Failure::new(SqlState::FdwInvalidStringFormat, message))
        }
        _ => Ok(()),
    }
}

/// What is asked of all options together, when each has been looked at.
pub(super) fn check_all<'a>(
    level: Level,
    mut options: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Result<(), OptionFault<'a>> {
    let protocol = options.clone().find(|(name, _)| *name == "protocol");
    if level == Level::Wrapper && protocol.is_none_or(|(_, value)| value.is_empty()) {
        let message = "the protocol option must be defined for PXF foreign-data wrappers";
        let failure = Failure::new(SqlState::FdwDynamicParameterValueNeeded, message);
        return Err(OptionFault { failure, name: "protocol", part: Part::Value });
    }
    match options.find(|(name, _)| COPY_OPTIONS.contains(name)) {
        Some((name, _)) => {
            let failure = Failure::new(SqlState::FdwInvalidOptionName, format!("invalid option \"{name}\""))
                .hint("There are no valid options in this context.");
            Err(OptionFault { failure, name, part: Part::Name })
        }
        None => Ok(()),
    }
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
