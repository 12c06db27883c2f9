//! `gp_exttable_permission_check`: the options of foreign tables that stand for external tables. What
//! it does not know, and what other objects have, it takes.

use medlar_syntax::SqlState;

use super::{Level, boolean, wrong_value};
use crate::context::Context;
use crate::encoding;
use crate::message::Failure;
use crate::options::OptionFault;

type Checked<'a> = Result<(), OptionFault<'a>>;

fn refuse<'a>(name: &'a str, sqlstate: SqlState, message: impl Into<std::borrow::Cow<'static, str>>) -> Checked<'a> {
    wrong_value(name, Failure::new(sqlstate, message))
}

/// Looks at the options one by one, then at all of them.
pub(super) fn check<'a>(context: &mut Context<'_>, level: Level, options: &[(&'a str, &'a str)]) -> Checked<'a> {
    if level != Level::ForeignTable {
        return Ok(());
    }
    let mut is_writable = false;
    for (name, value) in options.iter().copied() {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("is_writable") {
            is_writable = boolean("is_writable", value)?;
        } else if is("command") && !context.is_superuser() {
            let message = "must be superuser to create an EXECUTE external web table";
            return refuse(name, SqlState::InsufficientPrivilege, message);
        } else if is("format_type") && !matches!(value, "t" | "c" | "b") {
            let message = "format_type must be [t | c | b], t(text), c(csv), b(custom)";
            return refuse(name, SqlState::FdwInvalidAttributeValue, message);
        } else if is("reject_limit_type") && !matches!(value, "r" | "p") {
            let message = "reject_limit_type must be [r | p], r(ROW) or p(PERCENT)";
            return refuse(name, SqlState::FdwInvalidAttributeValue, message);
        } else if is("encoding") {
            check_encoding(context.rules.exttable_encoding_names, name, value)?;
        }
    }
    check_all(context, options, is_writable)
}

fn check_encoding<'a>(names: bool, name: &'a str, value: &str) -> Checked<'a> {
    if encoding::is_code(value) || names && encoding::by_name(value).is_some() {
        return Ok(());
    }
    let message = match names {
        true => format!("\"{value}\" is not a valid encoding name or code"),
        false => format!("{value} is not a valid encoding code"),
    };
    refuse(name, SqlState::FdwInvalidAttributeValue, message)
}

fn check_all<'a>(context: &mut Context<'_>, options: &[(&'a str, &'a str)], is_writable: bool) -> Checked<'a> {
    let find = |wanted: &str| options.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).copied();
    if find("format_type").is_none() {
        let message = "must specify format_type option([t | c | b], t(text), c(csv), b(custom))";
        return refuse("", SqlState::UndefinedObject, message);
    }
    let locations = match (find("location_uris"), find("command")) {
        (Some((name, _)), Some(_)) => {
            let message = "location_uris and command options conflict with each other";
            return refuse(name, SqlState::SyntaxError, message);
        }
        (None, None) => {
            return refuse("", SqlState::SyntaxError, "must specify one of location_uris and command option");
        }
        (locations, _) => locations,
    };
    if let Some((name, uris)) = locations.filter(|_| !context.is_superuser()) {
        for uri in uris.split('|') {
            let starts = |scheme: &str| uri.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
            // Roles have no attributes here that would allow it.
            let message = if starts("file:") {
                "must be superuser to create an external table with a file protocol"
            } else if starts("http:") {
                "permission denied: no privilege to create an http external table"
            } else if starts("gpfdist") && is_writable {
                "permission denied: no privilege to create a writable gpfdist(s) external table"
            } else if starts("gpfdist") {
                "permission denied: no privilege to create a readable gpfdist(s) external table"
            } else {
                continue;
            };
            return refuse(name, SqlState::InsufficientPrivilege, message);
        }
    }
    let Some((name, limit)) = find("reject_limit") else { return Ok(()) };
    if is_writable {
        let message = "single row error handling may not be used with a writable external table";
        return refuse(name, SqlState::SyntaxError, message);
    }
    let limit = limit.trim().parse::<i32>().unwrap_or_default();
    let in_percent = find("reject_limit_type").is_some_and(|(_, value)| value == "p");
    if in_percent && !(1..=100).contains(&limit) {
        let message = format!("segment reject limit in PERCENT must be between 1 and 100 (got {limit})");
        return refuse(name, SqlState::InvalidTableDefinition, message);
    }
    if !in_percent && limit < 2 {
        let message = format!("segment reject limit in ROWS must be 2 or larger (got {limit})");
        return refuse(name, SqlState::InvalidTableDefinition, message);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::run;

    #[test]
    fn tables_are_checked_option_by_option_and_then_as_a_whole() {
        let cases = [
            ("is_writable 'yes'", "42601: is_writable requires a Boolean value"),
            ("FORMAT_TYPE 'x'", "HV024: format_type must be [t | c | b], t(text), c(csv), b(custom)"),
            ("encoding 'utf8'", "HV024: utf8 is not a valid encoding code"),
            ("anything '1'", "42704: must specify format_type option([t | c | b], t(text), c(csv), b(custom))"),
            ("format_type 't'", "42601: must specify one of location_uris and command option"),
            (
                "format_type 't', command 'c', location_uris 'u'",
                "42601: location_uris and command options conflict with each other",
            ),
            (
                "format_type 't', command 'c', reject_limit '1', is_writable 'true'",
                "42601: single row error handling may not be used with a writable external table",
            ),
            (
                "format_type 't', command 'c', reject_limit '1'",
                "42P16: segment reject limit in ROWS must be 2 or larger (got 1)",
            ),
            (
                "format_type 't', command 'c', reject_limit '101', reject_limit_type 'p'",
                "42P16: segment reject limit in PERCENT must be between 1 and 100 (got 101)",
            ),
        ];
        let mut session = crate::Session::new(Target::Cloudberry2);
        for (options, expected) in cases {
            let create = format!("CREATE FOREIGN TABLE t (a int) SERVER gp_exttable_server OPTIONS ({options})");
            assert_eq!(run(&mut session, &create), [format!("ERROR:  {expected}")], "{options}");
        }
    }
}
