//! Where the work of a foreign server or table is executed: `mpp_execute` and `num_segments` of Cloudberry.

use medlar_catalog::{Catalog, ForeignServer, Relation};
use medlar_syntax::SqlState;
use medlar_syntax::target::NumSegmentsParser;

use crate::message::Failure;
use crate::number::is_space;
use crate::options::{OptionFault, Pair};
use crate::validators::Part;

/// Where foreign data are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// On the coordinator (also `master`).
    Coordinator,
    /// On the coordinator or on one segment, whichever is cheaper.
    Any,
    /// On as many segments as `num_segments` says.
    AllSegments,
}

impl Location {
    /// The value of the option, in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Location::Coordinator => "coordinator",
            Location::Any => "any",
            Location::AllSegments => "all segments",
        }
    }

    /// Reads a value; ASCII letters in either case, nothing trimmed.
    fn from_value(value: &str) -> Option<Location> {
        let names = [
            ("coordinator", Location::Coordinator),
            ("master", Location::Coordinator),
            ("any", Location::Any),
            ("all segments", Location::AllSegments),
        ];
        names.into_iter().find(|(name, _)| value.eq_ignore_ascii_case(name)).map(|(_, location)| location)
    }
}

/// How many segments take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segments {
    /// This many.
    Count(i32),
    /// As many as the cluster has.
    Cluster,
}

/// The level that a value in effect comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The foreign table's own option.
    Table,
    /// The segments that were added to the foreign table.
    ForeignSegments,
    /// The option of the server.
    Server,
    /// The option of the wrapper.
    Wrapper,
    /// None of them has it.
    Default,
}

/// A value in effect, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effective<T> {
    /// The value.
    pub value: T,
    /// The level that decides.
    pub level: Level,
}

/// What is in effect for a server or a foreign table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EffectiveExecution {
    /// The table's `mpp_execute`, else the server's, else the wrapper's, else the coordinator.
    pub location: Effective<Location>,
    /// The table's `num_segments`, else the number of segments added to it, else the server's, else the
    /// size of the cluster. That of the wrapper is stored but never consulted.
    pub segments: Effective<Segments>,
}

/// What is in effect for a server of a catalog, or for a foreign table of that server; `None` where
/// the target does not know these options.
pub fn effective_execution(
    catalog: &Catalog,
    server: &ForeignServer,
    table: Option<&Relation>,
    parser: Option<NumSegmentsParser>,
) -> Option<EffectiveExecution> {
    let parser = parser?;
    let mut location = Effective { value: Location::Coordinator, level: Level::Default };
    let mut segments = Effective { value: Segments::Cluster, level: Level::Default };
    let wrapper = catalog.wrapper_by_oid(server.wrapper);
    let levels = [
        (Level::Wrapper, wrapper.map(|wrapper| &wrapper.options)),
        (Level::Server, Some(&server.options)),
        (Level::Table, table.map(|table| &table.options)),
    ];
    let added = table.map_or(0, |table| table.segments.len());
    // From the farthest to the nearest, which decides.
    for (level, options) in levels {
        let Some(options) = options else { continue };
        if let (Level::Table, Ok(count @ 1..)) = (level, i32::try_from(added)) {
            segments = Effective { value: Segments::Count(count), level: Level::ForeignSegments };
        }
        if let Some(value) = options.get("mpp_execute").and_then(Location::from_value) {
            location = Effective { value, level };
        }
        let count = options.get("num_segments").and_then(|text| parse(text, parser).ok());
        if let Some(count) = count.filter(|_| level != Level::Wrapper) {
            segments = Effective { value: Segments::Count(count), level };
        }
    }
    Some(EffectiveExecution { location, segments })
}

/// Whether an option is handled here and kept from validators.
pub(crate) fn is_execution_option(name: &str) -> bool {
    name == "mpp_execute" || name == "num_segments"
}

/// Checks the two options of a list: `mpp_execute` first, whatever their order.
pub(crate) fn check(options: &[Pair<'_>], parser: NumSegmentsParser) -> Result<(), OptionFault<'static>> {
    let fault = |name, failure| OptionFault { failure, name, part: Part::Value };
    let value_of = |wanted| options.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    if let Some(value) = value_of("mpp_execute")
        && Location::from_value(value).is_none()
    {
        let message = format!("\"{value}\" is not a valid mpp_execute value");
        return Err(fault("mpp_execute", Failure::new(SqlState::SyntaxError, message)));
    }
    if let Some(text) = value_of("num_segments") {
        let number = parse(text, parser).map_err(|failure| fault("num_segments", failure))?;
        if number <= 0 {
            let message = format!("\"{number}\" is not a valid num_segments value");
            return Err(fault("num_segments", Failure::new(SqlState::SyntaxError, message)));
        }
    }
    Ok(())
}

fn parse(text: &str, parser: NumSegmentsParser) -> Result<i32, Box<Failure>> {
    match parser {
        NumSegmentsParser::Strict => strict(text),
        NumSegmentsParser::Lenient => Ok(lenient(text)),
    }
}

/// The sign and the digits that a text starts with, after white space; the rest.
fn leading_integer(text: &str) -> (bool, &str, &str) {
    let text = text.trim_start_matches(is_space);
    let negative = text.starts_with('-');
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = text.len() - text.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let (digits, rest) = text.split_at(digits);
    (negative, digits, rest)
}

/// The integer input of the server.
fn strict(text: &str) -> Result<i32, Box<Failure>> {
    let (negative, digits, rest) = leading_integer(text);
    let number = digits.bytes().try_fold(0i64, |number, digit| {
        let number = number * 10 + i64::from(digit - b'0');
        (number <= 1 << 31).then_some(number)
    });
    let number = number.map(|number| if negative { -number } else { number });
    // An overflow is found while the digits are read, before what follows them is seen.
    let Some(number) = number.and_then(|number| i32::try_from(number).ok()) else {
        let message = format!("value \"{text}\" is out of range for type integer");
        return Err(Failure::new(SqlState::NumericValueOutOfRange, message));
    };
    if digits.is_empty() || !rest.trim_start_matches(is_space).is_empty() {
        let message = format!("invalid input syntax for type integer: \"{text}\"");
        return Err(Failure::new(SqlState::InvalidTextRepresentation, message));
    }
    Ok(number)
}

/// `atoi` of the C library: a 64-bit number, saturated, of which the low 32 bits are taken.
fn lenient(text: &str) -> i32 {
    let (negative, digits, _) = leading_integer(text);
    let number = digits.bytes().fold(0i64, |number, digit| {
        let digit = i64::from(digit - b'0');
        number.saturating_mul(10).saturating_add(if negative { -digit } else { digit })
    });
    number as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Session;
    use crate::testing::{check, run};
    use medlar_syntax::Target;

    #[test]
    fn mpp_execute_is_checked_before_num_segments_and_the_validator() {
        for target in [Target::Cloudberry2, Target::CloudberryMain] {
            check(
                target,
                &[
                    (
                        "CREATE FOREIGN DATA WRAPPER w VALIDATOR postgresql_fdw_validator",
                        &["CREATE FOREIGN DATA WRAPPER"],
                    ),
                    (
                        "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (foo 'x', num_segments '0', mpp_execute 'bad')",
                        &["ERROR:  42601: \"bad\" is not a valid mpp_execute value"],
                    ),
                    (
                        "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (foo 'x', num_segments '0', mpp_execute 'Any')",
                        &["ERROR:  42601: \"0\" is not a valid num_segments value"],
                    ),
                    (
                        "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'ALL Segments', num_segments '3')",
                        &["CREATE SERVER"],
                    ),
                    (
                        "ALTER FOREIGN DATA WRAPPER w OPTIONS (DROP mpp_execute)",
                        &["ERROR:  42601: \"mpp_execute\" of foreign data wrapper is not allowed to be altered"],
                    ),
                ],
            );
        }
    }

    #[test]
    fn num_segments_is_read_as_each_line_reads_it() {
        let syntax = |text: &str| Err(format!("invalid input syntax for type integer: \"{text}\""));
        let range = |text: &str| Err(format!("value \"{text}\" is out of range for type integer"));
        let cases = [
            ("3", Ok(3), 3),
            ("+3", Ok(3), 3),
            (" 3", Ok(3), 3),
            ("3 ", Ok(3), 3),
            ("3abc", syntax("3abc"), 3),
            ("3.9", syntax("3.9"), 3),
            ("abc", syntax("abc"), 0),
            ("", syntax(""), 0),
            ("0", Ok(0), 0),
            ("-1", Ok(-1), -1),
            ("2147483648", range("2147483648"), i32::MIN),
            ("4294967297", range("4294967297"), 1),
            ("99999999999999999999", range("99999999999999999999"), -1),
        ];
        for (text, expected_strict, expected_lenient) in cases {
            assert_eq!(strict(text).map_err(|failure| failure.error.message), expected_strict, "{text:?}");
            assert_eq!(lenient(text), expected_lenient, "{text:?}");
        }
    }

    #[test]
    fn the_server_decides_before_its_wrapper() {
        let mut session = Session::new(Target::Cloudberry2);
        let script = "CREATE FOREIGN DATA WRAPPER plain;
            CREATE FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all segments', num_segments '9');
            CREATE SERVER a FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'master', num_segments '2');
            CREATE SERVER b FOREIGN DATA WRAPPER w;
            CREATE SERVER c FOREIGN DATA WRAPPER plain";
        run(&mut session, script);
        let cluster = (Segments::Cluster, Level::Default);
        let cases = [
            ("a", (Location::Coordinator, Level::Server), (Segments::Count(2), Level::Server)),
            ("b", (Location::AllSegments, Level::Wrapper), cluster),
            ("c", (Location::Coordinator, Level::Default), cluster),
        ];
        for (name, location, segments) in cases {
            let catalog = session.catalog();
            let server = catalog.server(name).unwrap();
            let effective =
                effective_execution(catalog, server, None, Target::Cloudberry2.rules().num_segments).unwrap();
            assert_eq!((effective.location.value, effective.location.level), location, "{name}");
            assert_eq!((effective.segments.value, effective.segments.level), segments, "{name}");
        }
    }
}
