//! Numbers as the server's configuration parameters read them, which postgres_fdw shares: the C
//! library's `strtol` and `strtod`.

mod decimal;
pub(crate) mod real;

use std::cmp::Ordering;

use decimal::Decimal;

/// How a real number compares with zero. Infinity is one; not-a-number is none, nor is what is too
/// large or too small.
pub(crate) fn parse_real(value: &str) -> Option<Ordering> {
    let (negative, number, rest) = real_prefix(value)?;
    let is_zero = match number {
        Real::Infinity => false,
        Real::Decimal(number) => number.is_zero(),
        Real::Hexadecimal(number) => number == 0.0,
    };
    let sign = match negative {
        _ if is_zero => Ordering::Equal,
        true => Ordering::Less,
        false => Ordering::Greater,
    };
    rest.trim_start_matches(is_space).is_empty().then_some(sign)
}

/// An integer of 32 bits: decimal, hexadecimal or octal, or a real number, which is rounded.
pub(crate) fn parse_integer(value: &str) -> Option<i32> {
    let (number, rest) = prefix(value, true)?;
    if !rest.trim_start_matches(is_space).is_empty() {
        return None;
    }
    i32::try_from(number.rounded()?).ok()
}

/// The number at the start of a text and what follows it. Where integers are wanted it may be octal.
pub(crate) fn leading(value: &str, is_integer: bool) -> Option<(f64, &str)> {
    let (number, rest) = prefix(value, is_integer)?;
    Some((number.value(), rest))
}

/// The number that a text of decimal digits is, which may have a point and an exponent.
pub(crate) fn parse_decimal(text: &str) -> Option<f64> {
    match decimal_real(text)? {
        (Real::Decimal(number), "") => Some(number.value()),
        _ => None,
    }
}

/// A number with its sign.
enum Number<'a> {
    Whole(i64),
    Real { is_negative: bool, number: Real<'a> },
}

impl Number<'_> {
    /// The nearest whole number, if it is not far beyond 32 bits.
    fn rounded(&self) -> Option<i64> {
        let (is_negative, rounded) = match self {
            Number::Whole(number) => return Some(*number),
            Number::Real { number: Real::Infinity, .. } => return None,
            Number::Real { is_negative, number: Real::Decimal(number) } => (is_negative, number.rounded()?),
            Number::Real { is_negative, number: Real::Hexadecimal(number) } => {
                (is_negative, number.round_ties_even() as i64)
            }
        };
        Some(if *is_negative { -rounded } else { rounded })
    }

    fn value(&self) -> f64 {
        match self {
            Number::Whole(number) => *number as f64,
            Number::Real { is_negative, number } => {
                let value = match number {
                    Real::Infinity => f64::INFINITY,
                    Real::Decimal(number) => number.value(),
                    Real::Hexadecimal(number) => *number,
                };
                if *is_negative { -value } else { value }
            }
        }
    }
}

/// Only a point or an exponent right behind the digits, or too many digits, make a real number of what
/// begins with an integer, where integers are wanted.
fn prefix(value: &str, is_integer: bool) -> Option<(Number<'_>, &str)> {
    if is_integer {
        let (whole, rest) = integer_prefix(value).unwrap_or((Some(0), value));
        if let Some(whole) = whole.filter(|_| !rest.starts_with(['.', 'e', 'E'])) {
            return (rest.len() < value.len()).then_some((Number::Whole(whole), rest));
        }
    }
    let (is_negative, number, rest) = real_prefix(value)?;
    Some((Number::Real { is_negative, number }, rest))
}

/// A real number without its sign.
enum Real<'a> {
    Infinity,
    Decimal(Decimal<'a>),
    Hexadecimal(f64),
}

/// White space of the C library.
pub(crate) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r')
}

/// Splits off `count` bytes, all of them ASCII.
fn split(text: &str, count: usize) -> (&str, &str) {
    text.split_at_checked(count).unwrap_or((text, ""))
}

/// How many bytes at the start belong to a set.
fn run(text: &str, belongs: impl Fn(&u8) -> bool) -> usize {
    text.bytes().take_while(|byte| belongs(byte)).count()
}

/// White space and a sign before a number; whether the sign is a minus.
fn sign(value: &str) -> (bool, &str) {
    let text = value.trim_start_matches(is_space);
    match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// What stands behind `0x`, if a hexadecimal digit does.
fn hexadecimal(unsigned: &str) -> Option<&str> {
    let digits = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X"))?;
    let first = digits.strip_prefix('.').unwrap_or(digits);
    first.starts_with(|first: char| first.is_ascii_hexdigit()).then_some(digits)
}

/// The integer at the start, as `strtol` finds it with base 0, and the rest; its value is `None`
/// where it does not fit 64 bits.
fn integer_prefix(value: &str) -> Option<(Option<i64>, &str)> {
    let (negative, unsigned) = sign(value);
    let (radix, digits) = match hexadecimal(unsigned).filter(|digits| !digits.starts_with('.')) {
        Some(digits) => (16, digits),
        None if unsigned.starts_with('0') => (8, unsigned),
        None => (10, unsigned),
    };
    let length = run(digits, |byte| char::from(*byte).is_digit(radix));
    if length == 0 {
        return None;
    }
    let (digits, rest) = split(digits, length);
    let number = i64::from_str_radix(digits, radix).ok();
    Some((number.map(|number| if negative { -number } else { number }), rest))
}

/// The real number at the start, as `strtod` finds it, whether it has a minus, and the rest; `None`
/// also for not-a-number and for a number out of range, at either end.
fn real_prefix(value: &str) -> Option<(bool, Real<'_>, &str)> {
    let (negative, unsigned) = sign(value);
    let (number, rest) = infinity(unsigned).or_else(|| match hexadecimal(unsigned) {
        Some(digits) => hexadecimal_real(digits),
        None => decimal_real(unsigned),
    })?;
    Some((negative, number, rest))
}

fn infinity(unsigned: &str) -> Option<(Real<'_>, &str)> {
    ["infinity", "inf"].into_iter().find_map(|word| {
        let (start, rest) = unsigned.split_at_checked(word.len())?;
        start.eq_ignore_ascii_case(word).then_some((Real::Infinity, rest))
    })
}

fn decimal_real(unsigned: &str) -> Option<(Real<'_>, &str)> {
    let whole = run(unsigned, u8::is_ascii_digit);
    let mut length = whole;
    if let Some(fraction) = split(unsigned, whole).1.strip_prefix('.') {
        let digits = run(fraction, u8::is_ascii_digit);
        if whole + digits > 0 {
            length += 1 + digits;
        }
    }
    if length == 0 {
        return None;
    }
    let (mantissa, rest) = split(unsigned, length);
    let (power, length) = exponent(rest, ['e', 'E']).unwrap_or((0, 0));
    let number = Decimal::new(mantissa, power);
    number.is_in_range().then_some((Real::Decimal(number), split(rest, length).1))
}

fn hexadecimal_real(digits: &str) -> Option<(Real<'_>, &str)> {
    let mut mantissa = 0_u64;
    let mut scale = 0_i32;
    let mut length = 0;
    let mut behind_point = false;
    for byte in digits.bytes() {
        match char::from(byte).to_digit(16) {
            // 60 bits are more than a real number keeps.
            Some(digit) if mantissa >> 56 == 0 => {
                mantissa = mantissa * 16 + u64::from(digit);
                scale = scale.saturating_sub(if behind_point { 4 } else { 0 });
            }
            Some(_) => scale = scale.saturating_add(if behind_point { 0 } else { 4 }),
            None if byte == b'.' && !behind_point => behind_point = true,
            None => break,
        }
        length += 1;
    }
    let rest = split(digits, length).1;
    let (power, length) = exponent(rest, ['p', 'P']).unwrap_or((0, 0));
    let scale = scale.saturating_add(power).clamp(-4000, 4000);
    let number = mantissa as f64 * 2_f64.powi(scale / 2) * 2_f64.powi(scale - scale / 2);
    let is_in_range = mantissa == 0 || number.is_normal();
    is_in_range.then_some((Real::Hexadecimal(number), split(rest, length).1))
}

/// An exponent and its length; without digits it is none.
fn exponent(text: &str, letters: [char; 2]) -> Option<(i32, usize)> {
    let behind = text.strip_prefix(letters)?;
    let unsigned = behind.strip_prefix(['+', '-']).unwrap_or(behind);
    let digits = run(unsigned, u8::is_ascii_digit);
    if digits == 0 {
        return None;
    }
    let size = split(unsigned, digits).0.parse().unwrap_or(i32::MAX);
    Some((if behind.starts_with('-') { -size } else { size }, text.len() - unsigned.len() + digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_integers_as_the_server_does() {
        let integers = [
            ("5", Some(5)),
            (" 5 ", Some(5)),
            ("+5", Some(5)),
            ("-1", Some(-1)),
            ("0x10", Some(16)),
            ("0X1f", Some(31)),
            ("0x1.8", Some(2)),
            ("010", Some(8)),
            ("00", Some(0)),
            ("017777777777", Some(i32::MAX)),
            ("1.", Some(1)),
            (".9", Some(1)),
            ("1.5", Some(2)),
            ("2.5", Some(2)),
            ("0.4", Some(0)),
            ("-0.6", Some(-1)),
            ("1e2", Some(100)),
            ("0e5", Some(0)),
            ("99999999999999999999e-18", Some(100)),
            ("2147483647", Some(i32::MAX)),
            ("2147483648", None),
            ("2147483647.5", None),
            ("040000000000", None),
            ("99999999999999999999", None),
            ("08", None),
            ("08.5", None),
            ("08e1", None),
            ("0x", None),
            ("0x1g", None),
            ("0x1p4", None),
            ("1e", None),
            ("1e999", None),
            ("5kB", None),
            ("infinity", None),
            ("abc", None),
            ("--1", None),
            (".", None),
            ("e5", None),
            ("", None),
            (" ", None),
            ("100$%$#$#", None),
        ];
        for (text, expected) in integers {
            assert_eq!(parse_integer(text), expected, "{text:?}");
        }
    }

    #[test]
    fn reads_real_numbers_as_the_server_does() {
        let accepted = ["1e3", " 5 ", "+2", ".5", "5.", "0x10", "0x1p4", "0x1.8", "0e-999", "0.0", "2.3e-308"];
        for text in accepted.into_iter().chain(["1.7976931348623157e308", "infinity", "Inf", "-infinity", "-0"]) {
            assert!(parse_real(text).is_some(), "{text:?}");
        }
        let refused = ["NaN", "1e999", "1e-400", "1e-310", "4.9e-324", "", " ", "1x", "1e", "0x", "1,5", "- 1", "."];
        for text in refused {
            assert!(parse_real(text).is_none(), "{text:?}");
        }
        assert_eq!(parse_real("0x1.8p1"), Some(Ordering::Greater));
        assert_eq!(parse_real("-.5e1 "), Some(Ordering::Less));
        assert_eq!(parse_real("-0x0"), Some(Ordering::Equal));
        assert_eq!(parse_real("-0.0e5"), Some(Ordering::Equal));
    }
}
