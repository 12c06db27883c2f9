//! Numbers with units, as parameters take them and SHOW prints them.

use crate::number::{is_space, leading, real};

/// Why a text is no value of a parameter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// It is no number.
    Syntax,
    /// What follows the number is no unit.
    Unit,
    /// It fits no integer.
    Integer,
}

/// Memory, the greatest unit first.
const MEMORY: &[(&str, f64)] = &[
    ("TB", 1024.0 * 1024.0 * 1024.0 * 1024.0),
    ("GB", 1024.0 * 1024.0 * 1024.0),
    ("MB", 1024.0 * 1024.0),
    ("kB", 1024.0),
    ("B", 1.0),
];

/// Time.
const TIME: &[(&str, f64)] = &[("d", 86_400e6), ("h", 3_600e6), ("min", 60e6), ("s", 1e6), ("ms", 1e3), ("us", 1.0)];

/// The units that go with the unit of a parameter, and how large that one is among them.
fn units(unit: &str) -> Option<(&'static [(&'static str, f64)], f64)> {
    if unit == "8kB" {
        return Some((MEMORY, 8192.0));
    }
    [MEMORY, TIME].into_iter().find_map(|units| {
        let (_, size) = units.iter().find(|(name, _)| *name == unit)?;
        Some((units, *size))
    })
}

/// What the server says of units.
pub(super) fn unit_hint(unit: &str) -> Option<&'static str> {
    Some(match units(unit)?.0.len() {
        5 => "Valid units for this parameter are \"B\", \"kB\", \"MB\", \"GB\", and \"TB\".",
        _ => "Valid units for this parameter are \"us\", \"ms\", \"s\", \"min\", \"h\", and \"d\".",
    })
}

/// The number of a text, in the unit of the parameter.
pub(super) fn parse(text: &str, unit: &str, is_integer: bool) -> Result<f64, NumberFault> {
    let (number, rest) = leading(text, is_integer).ok_or(NumberFault::Syntax)?;
    let rest = rest.trim_matches(is_space);
    let number = if rest.is_empty() {
        number
    } else {
        let (units, base) = units(unit).ok_or(NumberFault::Syntax)?;
        let place = units.iter().position(|(name, _)| *name == rest).ok_or(NumberFault::Unit)?;
        let size = |place: usize| units.get(place).map(|(_, size)| *size / base);
        let number = number * size(place).unwrap_or(1.0);
        // A fraction is rounded to the next smaller unit.
        match size(place + 1) {
            Some(smaller) => (number / smaller).round_ties_even() * smaller,
            None => number,
        }
    };
    if !is_integer {
        return Ok(number);
    }
    let number = number.round_ties_even();
    if number > f64::from(i32::MAX) || number < f64::from(i32::MIN) { Err(NumberFault::Integer) } else { Ok(number) }
}

/// As SHOW prints it: with the greatest unit in which it is a whole number.
pub(super) fn show(number: f64, unit: &str, is_integer: bool) -> String {
    let Some((units, base)) = units(unit).filter(|_| number > 0.0) else { return print(number, is_integer) };
    let found = units.iter().find_map(|(name, size)| {
        let in_unit = number * base / size;
        let whole = (in_unit.round_ties_even() / in_unit - 1.0).abs() <= 1e-8;
        let least = is_integer && *size <= base;
        (whole || least).then_some((in_unit, *name))
    });
    match found {
        Some((in_unit, name)) => format!("{}{name}", print(in_unit, is_integer)),
        None => format!("{}{unit}", print(number, is_integer)),
    }
}

/// An integer in full; another number with six digits.
pub(super) fn print(number: f64, is_integer: bool) -> String {
    if is_integer { (number as i64).to_string() } else { real::print(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_units() {
        for (text, unit, expected) in [
            ("1.5MB", "kB", Ok(1536.0)),
            ("10 kB", "kB", Ok(10.0)),
            ("0x2000", "kB", Ok(8192.0)),
            ("010000", "kB", Ok(4096.0)),
            ("abc", "kB", Err(NumberFault::Syntax)),
            ("64XB", "kB", Err(NumberFault::Unit)),
            ("1e10", "kB", Err(NumberFault::Integer)),
            ("1500us", "ms", Ok(2.0)),
            ("2MB", "8kB", Ok(256.0)),
            ("1 ms", "", Err(NumberFault::Syntax)),
        ] {
            assert_eq!(parse(text, unit, true), expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_shown_in_the_greatest_unit() {
        for (number, unit, is_integer, expected) in [
            (65536.0, "kB", true, "64MB"),
            (1536.0, "kB", true, "1536kB"),
            (5_400_000.0, "ms", true, "90min"),
            (0.0, "ms", true, "0"),
            (1024.0, "8kB", true, "8MB"),
            (1.5, "ms", false, "1500us"),
            (1e100, "", false, "1e+100"),
            (1e-6, "", false, "1e-06"),
            (0.0001, "", false, "0.0001"),
            (f64::MAX, "", false, "1.79769e+308"),
        ] {
            assert_eq!(show(number, unit, is_integer), expected);
        }
    }
}
