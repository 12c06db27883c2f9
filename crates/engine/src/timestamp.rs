//! Times with a time zone as the server reads and prints them, in UTC: the forms of ISO 8601 that dumps
//! and documentation have. Of the server's many other styles nothing is said here.

use medlar_syntax::SqlState;

use crate::message::{Checked, Failure};

/// A time as the server prints it; `None` of a style that is not read here.
pub(crate) fn normalised(text: &str) -> Checked<Option<String>> {
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r', '\x0B', '\x0C']);
    match &*trimmed.to_ascii_lowercase() {
        word @ ("infinity" | "-infinity") => return Ok(Some(word.to_owned())),
        "epoch" => return Ok(Some("1970-01-01 00:00:00+00".to_owned())),
        _ => {}
    }
    let Some(parts) = Parts::read(trimmed) else { return Ok(None) };
    parts.printed(text).map(Some)
}

/// The numbers of a time.
struct Parts {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// Rounded to microseconds.
    microseconds: i64,
    /// East of Greenwich, hours and minutes.
    offset: (i64, i64),
}

impl Parts {
    /// `year-month-day [hour:minute[:second[.fraction]]] [Z | UTC | ±hours[:minutes]]`
    fn read(text: &str) -> Option<Parts> {
        let end = text.find([' ', 'T', 't']).unwrap_or(text.len());
        let (date, rest) = text.split_at(end);
        let mut numbers = date.split('-');
        let year = numbers.next().filter(|year| year.len() == 4)?;
        let (month, day) = (numbers.next()?, numbers.next()?);
        if numbers.next().is_some() {
            return None;
        }
        let mut parts = Parts {
            year: number(year)?,
            month: number(month)?,
            day: number(day)?,
            hour: 0,
            minute: 0,
            second: 0,
            microseconds: 0,
            offset: (0, 0),
        };
        let rest = rest.trim_start_matches([' ', 'T', 't']);
        if rest.is_empty() {
            return Some(parts);
        }
        let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(rest.len());
        let (time, zone) = rest.split_at(end);
        let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
        let mut numbers = time.split(':');
        parts.hour = number(numbers.next()?)?;
        parts.minute = number(numbers.next()?)?;
        parts.second = numbers.next().map_or(Some(0), number)?;
        if numbers.next().is_some() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(7);
        let tenths = digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        parts.microseconds = (tenths + 5) / 10;
        parts.offset = zone_offset(zone.trim_start())?;
        Some(parts)
    }

    fn printed(&self, text: &str) -> Checked<String> {
        check_date(self.year, self.month, self.day, text)?;
        let is_last = self.hour == 24 && self.minute == 0 && self.second == 0 && self.microseconds == 0;
        let is_time = (self.hour < 24 || is_last) && self.minute < 60 && self.second <= 60;
        if !is_time {
            return Err(out_of_range(text));
        }
        let (hours, minutes) = self.offset;
        if hours.abs() > 15 || minutes.abs() > 59 {
            let message = format!("time zone displacement out of range: \"{text}\"");
            return Err(Failure::new(SqlState::InvalidTimeZoneDisplacementValue, message));
        }
        let seconds = ((self.hour - hours) * 60 + self.minute - minutes) * 60 + self.second;
        let seconds = seconds + self.microseconds / 1_000_000;
        let (year, month, day) = date_of(day_number(self.year, self.month, self.day) + seconds.div_euclid(86_400));
        let second = seconds.rem_euclid(86_400);
        let fraction = match self.microseconds % 1_000_000 {
            0 => String::new(),
            rest => format!(".{rest:06}").trim_end_matches('0').to_owned(),
        };
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        Ok(format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction}+00"))
    }
}

/// Whether there is such a day; `text` is what messages show.
pub(crate) fn check_date(year: i64, month: i64, day: i64, text: &str) -> Checked {
    // Where another order of the fields may have been meant, there is a hint.
    if year > 0 && (!(1..=12).contains(&month) || !(1..=31).contains(&day)) {
        return Err(out_of_range(text).hint("Perhaps you need a different \"datestyle\" setting."));
    }
    if year == 0 || day > days_of(year, month) {
        return Err(out_of_range(text));
    }
    Ok(())
}

fn out_of_range(text: &str) -> Box<Failure> {
    Failure::new(SqlState::DatetimeFieldOverflow, format!("date/time field value out of range: \"{text}\""))
}

fn number(text: &str) -> Option<i64> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// Hours and minutes, both with the sign.
fn zone_offset(zone: &str) -> Option<(i64, i64)> {
    if zone.is_empty() || ["z", "utc", "gmt"].iter().any(|name| zone.eq_ignore_ascii_case(name)) {
        return Some((0, 0));
    }
    let (sign, digits) = match zone.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, zone.strip_prefix('-')?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(both) => both,
        None if digits.len() == 4 => digits.split_at(2),
        None => (digits, "0"),
    };
    Some((sign * number(hours)?, sign * number(minutes)?))
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since a day long ago; the year begins in March, so that a leap day ends it.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + day - 1
}

/// Year, month and day of a day number.
fn date_of(number: i64) -> (i64, i64, i64) {
    let centuries = (number * 4 + 3).div_euclid(146_097);
    let in_century = number - (centuries * 146_097).div_euclid(4);
    let years = (in_century * 4 + 3).div_euclid(1_461);
    let in_year = in_century - (years * 1_461).div_euclid(4);
    let month = (in_year * 5 + 2) / 153;
    let day = in_year - (month * 153 + 2) / 5 + 1;
    let year = centuries * 100 + years;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use super::normalised;

    /// What the server makes of these in `VALID UNTIL`.
    #[test]
    fn times_are_printed_as_the_server_prints_them() {
        for (text, expected) in [
            ("2030-01-01", "2030-01-01 00:00:00+00"),
            (" 2030-01-01 ", "2030-01-01 00:00:00+00"),
            ("2030-1-5", "2030-01-05 00:00:00+00"),
            ("2030-01-01  10:00", "2030-01-01 10:00:00+00"),
            ("2030-01-01 10:00:00.5", "2030-01-01 10:00:00.5+00"),
            ("2030-01-01 10:00:00.1234567", "2030-01-01 10:00:00.123457+00"),
            ("2030-01-01 10:00+02", "2030-01-01 08:00:00+00"),
            ("2030-01-01 00:30+01", "2029-12-31 23:30:00+00"),
            ("2030-01-01 10:00+15:59", "2029-12-31 18:01:00+00"),
            ("2030-01-01 10:00-0530", "2030-01-01 15:30:00+00"),
            ("2030-01-01T10:00:00Z", "2030-01-01 10:00:00+00"),
            ("2030-01-01 10:00 UTC", "2030-01-01 10:00:00+00"),
            ("2030-01-01 24:00", "2030-01-02 00:00:00+00"),
            ("2030-01-01 10:00:60", "2030-01-01 10:01:00+00"),
            ("1999-12-31 23:59:60", "2000-01-01 00:00:00+00"),
            ("infinity", "infinity"),
            ("epoch", "1970-01-01 00:00:00+00"),
        ] {
            assert_eq!(normalised(text).unwrap().as_deref(), Some(expected), "{text}");
        }
        for text in ["Jan 5 2031", "1/2/2030", "2030-01-01 BC", "2030-01-01 10:00 PST", "2030-01-01 10", "99-01-01"] {
            assert_eq!(normalised(text).unwrap(), None, "{text}");
        }
    }

    #[test]
    fn times_that_are_none_are_refused_as_the_server_refuses_them() {
        for (text, expected, has_hint) in [
            ("2030-13-01", "date/time field value out of range: \"2030-13-01\"", true),
            ("2030-00-01", "date/time field value out of range: \"2030-00-01\"", true),
            ("2030-01-32", "date/time field value out of range: \"2030-01-32\"", true),
            ("2030-02-30", "date/time field value out of range: \"2030-02-30\"", false),
            ("0000-01-01", "date/time field value out of range: \"0000-01-01\"", false),
            ("2030-01-01 25:00", "date/time field value out of range: \"2030-01-01 25:00\"", false),
            ("2030-01-01 10:60", "date/time field value out of range: \"2030-01-01 10:60\"", false),
            ("2030-01-01 10:00+25", "time zone displacement out of range: \"2030-01-01 10:00+25\"", false),
        ] {
            let failure = normalised(text).unwrap_err();
            assert_eq!((&*failure.error.message, failure.error.hint.is_some()), (expected, has_hint));
        }
    }
}
