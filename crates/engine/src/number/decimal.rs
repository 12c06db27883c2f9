//! Decimal numbers as a 64-bit floating-point number would hold them, without becoming one: that
//! would take large tables, and only a few borders matter. They are compared digit by digit.

use std::cmp::Ordering;

use super::real::scaled;

/// Digits that a whole number of 64 bits surely holds.
const MOST_DIGITS: usize = 19;

/// A number that is not negative.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimal<'a> {
    /// Digits, perhaps with a point among them, the first not zero; empty for zero.
    digits: &'a str,
    /// Where the point is, counted in digits from the first one.
    point: i64,
}

impl<'a> Decimal<'a> {
    /// Digits with at most one point, times a power of ten.
    pub(super) fn new(mantissa: &'a str, exponent: i32) -> Decimal<'a> {
        let digits = mantissa.trim_start_matches(['0', '.']);
        let behind_point = |text: &str| text.split_once('.').map(|(_, fraction)| fraction.len());
        let whole = match (behind_point(digits), behind_point(mantissa)) {
            (None, Some(fraction)) => digits.len() as i64 - fraction as i64,
            (fraction, _) => digits.len() as i64 - fraction.map_or(0, |fraction| fraction as i64 + 1),
        };
        Decimal { digits, point: whole + i64::from(exponent) }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Not too large, and not so small that nothing or not everything of it is left.
    pub(super) fn is_in_range(&self) -> bool {
        match self.point {
            _ if self.is_zero() => true,
            // What is nearer to 2^1024 than to the greatest number: at least 2^1024 - 2^970.
            309 => self.compare((1 << 54) - 1, 2, 970, 0) == Ordering::Less,
            // What is nearer to the greatest subnormal number than to 2^-1022: less than 2^-1022 - 2^-1075.
            -307 => self.compare((1 << 53) - 1, 5, 1075, 1075) != Ordering::Less,
            point => (-306..309).contains(&point),
        }
    }

    /// As a floating-point number, which the last digits may miss by a little.
    pub(super) fn value(&self) -> f64 {
        let kept = self.values().take(MOST_DIGITS);
        let (number, count) =
            kept.fold((0_u64, 0), |(number, count), digit| (number * 10 + u64::from(digit), count + 1));
        scaled(number as f64, self.point.saturating_sub(count).clamp(-5000, 5000) as i32)
    }

    /// Rounded to a whole number, halves to the even one; `None` for what has more than ten digits.
    /// A number counts as a half if that is the nearest floating-point number.
    pub(super) fn rounded(&self) -> Option<i64> {
        if self.is_zero() || self.point < 0 {
            return Some(0);
        }
        let length = usize::try_from(self.point).ok().filter(|length| *length <= 10)?;
        let digits = self.values().chain(std::iter::repeat(0)).take(length);
        let floor = digits.fold(0_u64, |number, digit| number * 10 + u64::from(digit));
        // Half-way to the next whole number, as 53 bits and a power of two, and the borders of what
        // is nearest to it. It is even in the last place, so the borders belong to it.
        let exponent = floor.checked_ilog2().map_or(54, |bits| 53 - bits);
        let half = (2 * floor + 1) << (exponent - 1);
        let (below, exponent_below) = if floor == 0 { (2 * half - 1, exponent + 1) } else { (half - 1, exponent) };
        let goes_up = if self.compare(below, 5, exponent_below, exponent_below) == Ordering::Less {
            false
        } else if self.compare(half + 1, 5, exponent, exponent) == Ordering::Greater {
            true
        } else {
            floor % 2 == 1
        };
        i64::try_from(floor + u64::from(goes_up)).ok()
    }

    /// The digits as numbers.
    fn values(&self) -> impl Iterator<Item = u8> {
        self.digits.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0')
    }

    /// Compares with `number * factor^times / 10^scale`.
    fn compare(&self, number: u64, factor: u32, times: u32, scale: u32) -> Ordering {
        let border = product(number, factor, times);
        self.point.cmp(&(border.len() as i64 - i64::from(scale))).then_with(|| {
            let count = self.digits.len().max(border.len());
            let padded = self.values().chain(std::iter::repeat(0)).take(count);
            padded.cmp(border.iter().rev().copied().chain(std::iter::repeat(0)).take(count))
        })
    }
}

/// The decimal digits of `number * factor^times`, the last one first.
fn product(mut number: u64, factor: u32, times: u32) -> Vec<u8> {
    let mut digits = Vec::new();
    while number > 0 {
        digits.push((number % 10) as u8);
        number /= 10;
    }
    for _ in 0..times {
        let mut carry = 0;
        for digit in &mut digits {
            carry += u32::from(*digit) * factor;
            *digit = (carry % 10) as u8;
            carry /= 10;
        }
        if carry > 0 {
            digits.push(carry as u8);
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the standard library makes of the same number.
    fn check(mantissa: &str, exponent: i32) {
        let decimal = Decimal::new(mantissa, exponent);
        let number: f64 = format!("{mantissa}e{exponent}").parse().unwrap();
        let is_zero = mantissa.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        assert_eq!(decimal.is_zero(), is_zero, "{mantissa}e{exponent}");
        assert_eq!(decimal.is_in_range(), is_zero || number.is_normal(), "{mantissa}e{exponent}");
        let rounded = number.round_ties_even();
        match decimal.rounded() {
            Some(whole) => assert_eq!(whole as f64, rounded, "{mantissa}e{exponent}"),
            None => assert!(rounded >= 1e10, "{mantissa}e{exponent}"),
        }
    }

    /// A text of digits and the same changed by one in the last place, or made a little longer.
    fn check_around(digits: &[u8], exponent: i32) {
        let text = |digits: &[u8]| digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect::<String>();
        check(&text(digits), exponent);
        check(&(text(digits) + "000"), exponent - 3);
        check(&(text(digits) + "0001"), exponent - 4);
        let mut below = digits.to_vec();
        let place = below.iter().position(|digit| *digit > 0).unwrap();
        below[..place].fill(9);
        below[place] -= 1;
        check(&text(&below), exponent);
        check(&(text(&below) + "999"), exponent - 3);
    }

    #[test]
    fn values_are_those_of_the_standard_library() {
        for (mantissa, exponent) in
            [("0", 0), ("1.5", 0), (".5", 0), ("5.", 0), ("123456789.25", 0), ("1", 22), ("2.5", -3), ("00012", 0)]
        {
            let expected: f64 = format!("{mantissa}e{exponent}").parse().unwrap();
            assert_eq!(Decimal::new(mantissa, exponent).value(), expected, "{mantissa}e{exponent}");
        }
    }

    #[test]
    fn the_ends_of_the_range_are_exact() {
        check_around(&product((1 << 54) - 1, 2, 970), 0);
        check_around(&product((1 << 53) - 1, 5, 1075), -1075);
        check_around(&product(1, 5, 1074), -1074);
        check_around(&product(1, 5, 1022), -1022);
    }

    #[test]
    fn the_borders_of_halves_are_exact() {
        for floor in (0..20).chain([1023, 1024, 65535, 2_147_483_646, 2_147_483_647, 2_147_483_648, 9_999_999_999]) {
            let exponent = f64::from_bits((floor as f64 + 0.5).to_bits());
            let exponent = 54 - (exponent.log2().floor() as i32 + 1);
            let half = (2 * floor + 1) << (exponent - 1);
            for (number, exponent) in
                [(half - 1, exponent), (half, exponent), (half + 1, exponent), (2 * half - 1, exponent + 1)]
            {
                check_around(&product(number, 5, exponent as u32), -exponent);
            }
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_floating_point_numbers(
            mantissa in "0{0,3}[0-9]{1,25}|0{0,3}[0-9]{0,12}\\.[0-9]{1,25}|[0-9]{1,12}\\.|[0-9]{1,10}\\.(5|49{12,20}|50{12,20}1)",
            exponent in prop_oneof![-330..330, -15..15, -2..2],
        ) {
            check(&mantissa, exponent);
        }
    }
}
