//! Real numbers between text and floating point, as exact as settings need them. The conversions of
//! the standard library come with tables that would weigh more than all settings together.

/// Decimal digits that a number of 64 bits surely holds.
const MOST_DIGITS: usize = 19;

/// The number of a text of digits, with at most one point, and an exponent.
pub(super) fn parse(text: &str) -> Option<f64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() + fraction.len() == 0 {
        return None;
    }
    let (mut number, mut digits, mut scale) = (0_u64, 0, 0_i32);
    for (index, digit) in whole.bytes().chain(fraction.bytes()).enumerate() {
        if !digit.is_ascii_digit() {
            return None;
        }
        let behind_point = index >= whole.len();
        if digits < MOST_DIGITS {
            number = number * 10 + u64::from(digit - b'0');
            digits += usize::from(number > 0);
            scale -= i32::from(behind_point);
        } else {
            scale += i32::from(!behind_point);
        }
    }
    Some(scaled(number as f64, exponent.saturating_add(scale)))
}

/// A number times a power of ten. Exact where the result of one step is.
fn scaled(mut number: f64, exponent: i32) -> f64 {
    let mut left = exponent.unsigned_abs().min(700);
    while left > 0 && number != 0.0 {
        // The powers up to this one are exact.
        let step = left.min(22);
        let power = 10_f64.powi(step as i32);
        number = if exponent > 0 { number * power } else { number / power };
        left -= step;
    }
    number
}

/// As C's `%g` prints it: six digits, with an exponent where it is below -4 or above 5.
pub(super) fn print(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let number = number.abs();
    if number == 0.0 {
        return format!("{sign}0");
    }
    // The digits as a whole number from 100000 to 999999.
    let mut exponent = 0_i32;
    while exponent < 308 && scaled(number, -exponent) >= 10.0 {
        exponent += 1;
    }
    while scaled(number, -exponent) < 1.0 {
        exponent -= 1;
    }
    let mut digits = scaled(number, 5 - exponent).round_ties_even() as u64;
    if digits >= 1_000_000 {
        digits /= 10;
        exponent += 1;
    }
    let digits = digits.to_string();
    let with_point = |digits: &str, place: usize| {
        let (whole, fraction) = digits.split_at_checked(place).unwrap_or((digits, ""));
        [whole, ".", fraction].concat().trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match exponent {
        0..=5 => format!("{sign}{}", with_point(&digits, exponent as usize + 1)),
        -4..=-1 => {
            let zeros = "0".repeat(exponent.unsigned_abs() as usize);
            format!("{sign}{}", with_point(&[&*zeros, &digits].concat(), 1))
        }
        _ => {
            let letter = if exponent < 0 { '-' } else { '+' };
            format!("{sign}{}e{letter}{:02}", with_point(&digits, 1), exponent.unsigned_abs())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_standard_library_reads_them() {
        for text in
            ["0", "1", "1.5", ".5", "5.", "0.1", "123456789.25", "1e22", "2.5E-3", "1e-7", "00012", "9007199254740993"]
        {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
        for text in ["", ".", "x", "1x", "e5", "1e", "-1"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("1e999"), Some(f64::INFINITY));
        assert_eq!(parse("1e-999"), Some(0.0));
    }

    #[test]
    fn numbers_are_printed_as_c_prints_them() {
        for (number, expected) in [
            (0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (0.1, "0.1"),
            (0.0025, "0.0025"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (123456.0, "123456"),
            (1234567.0, "1.23457e+06"),
            (999999.5, "1e+06"),
            (99999.95, "100000"),
            (1e100, "1e+100"),
            (f64::MAX, "1.79769e+308"),
            (f64::INFINITY, "Infinity"),
        ] {
            assert_eq!(print(number), expected);
        }
    }
}
