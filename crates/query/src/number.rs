//! Decimal numbers of up to 38 digits: what counts and averages over catalogs need.

use std::cmp::Ordering;

/// A decimal number: digits, and how many of them are behind the point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal {
    digits: i128,
    scale: u32,
}

/// More digits than these are not held.
const MOST_DIGITS: usize = 37;

/// The server divides to at least so many significant digits.
const DIVISION_DIGITS: i64 = 16;

impl Decimal {
    pub(crate) fn from_integer(number: i64) -> Decimal {
        Decimal { digits: number.into(), scale: 0 }
    }

    /// The number that a text is; none of any other text.
    pub(crate) fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim_ascii();
        if let Some((mantissa, exponent)) = text.split_once(['e', 'E']) {
            let mantissa = Decimal::parse(mantissa)?;
            let exponent: i32 = exponent.parse().ok()?;
            let scale = i64::from(mantissa.scale) - i64::from(exponent);
            return match u32::try_from(scale) {
                Ok(scale) if scale as usize <= MOST_DIGITS => Some(Decimal { scale, ..mantissa }),
                Ok(_) => None,
                Err(_) => {
                    let factor = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
                    Some(Decimal { digits: mantissa.digits.checked_mul(factor)?, scale: 0 })
                }
            };
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let count = whole.len() + fraction.len();
        if count == 0 || count > MOST_DIGITS || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        let digits = whole.bytes().chain(fraction.bytes()).fold(0, |sum, byte| sum * 10 + i128::from(byte - b'0'));
        Some(Decimal { digits: if negative { -digits } else { digits }, scale: fraction.len() as u32 })
    }

    /// As text without zeros at the end of the fraction.
    pub(crate) fn shortest(self) -> String {
        let text = self.to_string();
        if self.scale == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
    }

    pub(crate) fn to_float(self) -> f64 {
        self.digits as f64 / 10_f64.powi(self.scale as i32)
    }

    pub(crate) fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// Rounded, halves away from zero; none of what a 64-bit integer does not hold.
    pub(crate) fn to_integer(self) -> Option<i64> {
        i64::try_from(self.rounded(0).digits).ok()
    }

    /// With so many digits behind the point.
    pub(crate) fn rounded(self, scale: u32) -> Decimal {
        if scale >= self.scale {
            let factor = 10_i128.checked_pow(scale - self.scale);
            let digits = factor.and_then(|factor| self.digits.checked_mul(factor));
            return digits.map_or(self, |digits| Decimal { digits, scale });
        }
        let Some(factor) = 10_i128.checked_pow(self.scale - scale) else { return Decimal { digits: 0, scale } };
        let half = if self.digits < 0 { -factor / 2 } else { factor / 2 };
        Decimal { digits: self.digits.saturating_add(half) / factor, scale }
    }

    fn aligned(self, other: Decimal) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let widen = |one: Decimal| one.digits.checked_mul(10_i128.checked_pow(scale - one.scale)?);
        Some((widen(self)?, widen(other)?, scale))
    }

    pub(crate) fn compare(self, other: Decimal) -> Ordering {
        match self.aligned(other) {
            Some((left, right, _)) => left.cmp(&right),
            None => self.to_float().partial_cmp(&other.to_float()).unwrap_or(Ordering::Equal),
        }
    }

    pub(crate) fn absolute(self) -> Decimal {
        Decimal { digits: self.digits.abs(), ..self }
    }

    pub(crate) fn negated(self) -> Decimal {
        Decimal { digits: -self.digits, ..self }
    }

    pub(crate) fn plus(self, other: Decimal) -> Option<Decimal> {
        let (left, right, scale) = self.aligned(other)?;
        Some(Decimal { digits: left.checked_add(right)?, scale })
    }

    pub(crate) fn times(self, other: Decimal) -> Option<Decimal> {
        Some(Decimal { digits: self.digits.checked_mul(other.digits)?, scale: self.scale + other.scale })
    }

    /// The quotient with as many digits as the server gives; none where the divisor is zero.
    pub(crate) fn divided_by(self, other: Decimal) -> Option<Decimal> {
        // The server counts in groups of four digits.
        let weight = |one: Decimal| {
            let whole =
                one.digits.unsigned_abs().checked_ilog10().map_or(0, |log| i64::from(log) - i64::from(one.scale));
            whole.div_euclid(4)
        };
        let first = |one: Decimal, weight: i64| {
            let shift = weight * 4 + i64::from(one.scale);
            let digits = one.digits.unsigned_abs();
            match u32::try_from(shift) {
                Ok(shift) => 10_u128.checked_pow(shift).map_or(0, |power| digits / power),
                Err(_) => digits.saturating_mul(10_u128.saturating_pow(shift.unsigned_abs() as u32)),
            }
        };
        let (left, right) = (weight(self), weight(other));
        let quotient = left - right - i64::from(first(self, left) <= first(other, right));
        let scale = (DIVISION_DIGITS - quotient * 4).max(self.scale.max(other.scale).into());
        let scale = u32::try_from(scale).ok()?;
        let wider = (scale + 1 + other.scale).checked_sub(self.scale)?;
        let digits = self.digits.checked_mul(10_i128.checked_pow(wider)?)?.checked_div(other.digits)?;
        Some(Decimal { digits, scale: scale + 1 }.rounded(scale))
    }

    /// What is left of whole divisions; none where the divisor is zero.
    pub(crate) fn remainder(self, other: Decimal) -> Option<Decimal> {
        let (left, right, scale) = self.aligned(other)?;
        Some(Decimal { digits: left.checked_rem(right)?, scale })
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if scale == 0 {
            return write!(out, "{sign}{digits}");
        }
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        write!(out, "{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    /// What the server prints for these divisions.
    #[test]
    fn quotients_have_the_servers_digits() {
        for (left, right, expected) in [
            ("7", "2", "3.5000000000000000"),
            ("1", "3", "0.33333333333333333333"),
            ("10", "3", "3.3333333333333333"),
            ("100000", "3", "33333.333333333333"),
            ("2.5", "0.5", "5.0000000000000000"),
            ("1", "10000", "0.000100000000000000000000"),
        ] {
            assert_eq!(decimal(left).divided_by(decimal(right)).unwrap().to_string(), expected, "{left} / {right}");
        }
    }

    #[test]
    fn numbers_round_away_from_zero() {
        assert_eq!(decimal("2.5").to_integer(), Some(3));
        assert_eq!(decimal("-2.5").to_integer(), Some(-3));
        assert_eq!(decimal("1.005").rounded(2).to_string(), "1.01");
        assert_eq!(decimal("-0.5").to_string(), "-0.5");
    }
}
