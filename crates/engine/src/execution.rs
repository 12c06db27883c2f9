//! Where a foreign server's work is executed: `mpp_execute` and `num_segments` of Cloudberry.

use medlar_catalog::{Catalog, ForeignServer, OptionList};
use medlar_syntax::SqlState;
use medlar_syntax::target::NumSegmentsParser;

use crate::message::Failure;
use crate::options::OptionFault;
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
    /// The server's own option.
    Server,
    /// The option of its wrapper.
    Wrapper,
    /// Neither has it.
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

/// What is in effect for a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EffectiveExecution {
    /// The server's `mpp_execute`, else its wrapper's, else the coordinator.
    pub location: Effective<Location>,
    /// The server's `num_segments`, else the size of the cluster. That of the wrapper is stored but
    /// never consulted.
    pub segments: Effective<Segments>,
}

/// What is in effect for a server of a catalog; `None` where the target does not know these options.
pub fn effective_execution(
    catalog: &Catalog,
    server: &ForeignServer,
    parser: Option<NumSegmentsParser>,
) -> Option<EffectiveExecution> {
    let parser = parser?;
    let location_of = |options: &OptionList| options.get("mpp_execute").and_then(Location::from_value);
    let own = location_of(&server.options).map(|value| Effective { value, level: Level::Server });
    let inherited = || {
        let wrapper = catalog.wrapper_by_oid(server.wrapper)?;
        location_of(&wrapper.options).map(|value| Effective { value, level: Level::Wrapper })
    };
    let default = Effective { value: Location::Coordinator, level: Level::Default };
    let segments = server.options.get("num_segments").and_then(|text| parse(text, parser).ok());
    Some(EffectiveExecution {
        location: own.or_else(inherited).unwrap_or(default),
        segments: match segments {
            Some(count) => Effective { value: Segments::Count(count), level: Level::Server },
            None => Effective { value: Segments::Cluster, level: Level::Default },
        },
    })
}

/// Whether an option is handled here and kept from validators.
pub(crate) fn is_execution_option(name: &str) -> bool {
    name == "mpp_execute" || name == "num_segments"
}

/// Checks the two options of a list: `mpp_execute` first, whatever their order.
pub(crate) fn check(options: &OptionList, parser: NumSegmentsParser) -> Result<(), OptionFault<'static>> {
    let fault = |name, failure| OptionFault { failure, name, part: Part::Value };
    if let Some(value) = options.get("mpp_execute")
        && Location::from_value(value).is_none()
    {
        let message = format!("\"{value}\" is not a valid mpp_execute value");
        return Err(fault("mpp_execute", Failure::new(SqlState::SyntaxError, message)));
    }
    if let Some(text) = options.get("num_segments") {
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

/// The white space of C.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r')
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
