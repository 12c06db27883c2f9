//! Real numbers as text, as exact as settings need them. The conversions of
//! the standard library come with tables that would weigh more than all settings together.

/// A number times a power of ten. Exact where the result of one step is.
pub(super) fn scaled(mut number: f64, exponent: i32) -> f64 {
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
pub(crate) fn print(number: f64) -> String {
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
