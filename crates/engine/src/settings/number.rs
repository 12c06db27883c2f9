//! Numbers with units, as parameters take them and SHOW prints them.

use super::real;
use crate::validators::is_space;

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
    let text = text.trim_start_matches(is_space);
    let (number, length) = leading_number(text, is_integer).ok_or(NumberFault::Syntax)?;
    let rest = text.get(length..).unwrap_or_default().trim_matches(is_space);
    if number.is_nan() {
        return Err(NumberFault::Syntax);
    }
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

/// The number at the start of a text, and its length: decimal, hexadecimal, or octal where an
/// integer begins with a zero.
fn leading_number(text: &str, is_integer: bool) -> Option<(f64, usize)> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let start = text.len() - unsigned.len();
    let count = |text: &str, is_digit: fn(&u8) -> bool| text.bytes().take_while(is_digit).count();
    if let Some(digits) = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X")) {
        let length = count(digits, u8::is_ascii_hexdigit);
        if length > 0 {
            let value = digits.bytes().take(length).fold(0.0, |value, digit| {
                let digit = char::from(digit).to_digit(16).unwrap_or_default();
                value * 16.0 + f64::from(digit)
            });
            return Some((sign * value, start + 2 + length));
        }
    }
    for word in ["infinity", "inf", "nan"] {
        if !is_integer && unsigned.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            let value = if word == "nan" { f64::NAN } else { f64::INFINITY };
            return Some((sign * value, start + word.len()));
        }
    }
    let whole = count(unsigned, u8::is_ascii_digit);
    let mut length = whole;
    let after = |length: usize| unsigned.get(length..).unwrap_or_default();
    if after(length).starts_with('.') {
        let fraction = count(after(length + 1), u8::is_ascii_digit);
        if whole + fraction == 0 {
            return None;
        }
        length += 1 + fraction;
    } else if whole == 0 {
        return None;
    }
    if let Some(exponent) = after(length).strip_prefix(['e', 'E']) {
        let sign = usize::from(exponent.starts_with(['-', '+']));
        let digits = count(exponent.get(sign..).unwrap_or_default(), u8::is_ascii_digit);
        if digits > 0 {
            length += 1 + sign + digits;
        }
    }
    let digits = unsigned.get(..length)?;
    // Only a whole number that begins with a zero is octal.
    let octal = length - digits.bytes().take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    if is_integer && whole == length && digits.starts_with('0') {
        let digits = digits.get(..length - octal)?;
        return Some((
            sign * digits.bytes().fold(0.0, |value, digit| value * 8.0 + f64::from(digit - b'0')),
            start + digits.len(),
        ));
    }
    Some((sign * real::parse(digits)?, start + length))
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
