//! Names of time zones. The server has a database of them; here a name is taken when its form is the
//! one of names in it.

use crate::number::parse_decimal;

/// The continents and the like that names of places begin with.
const AREAS: &str = "Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian \
    Mexico Pacific US";

/// The names without a place.
const OTHERS: &str = "CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GMT Greenwich HST Hongkong Iceland Iran Israel \
    Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT \
    UTC Universal W-SU WET Zulu";

/// As SHOW prints a time zone, or the DETAIL of why the text is none.
pub(super) fn check(value: &str) -> Result<String, String> {
    if let Some(interval) = value.get(..8).filter(|start| start.eq_ignore_ascii_case("interval")) {
        let text = value.get(interval.len()..).unwrap_or_default().trim().trim_matches('\'');
        return offset(interval_hours(text).ok_or("")?);
    }
    if let Some(hours) = signed(value.trim()) {
        return offset(hours);
    }
    let find = |names: &'static str, name: &str| names.split(' ').find(|known| known.eq_ignore_ascii_case(name));
    if let Some(name) = find(OTHERS, value) {
        return Ok(name.to_owned());
    }
    if let Some((area, place)) = value.split_once('/') {
        let is_place = place.starts_with(|first: char| first.is_ascii_alphabetic())
            && place.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_-+".contains(&byte));
        return match find(AREAS, area) {
            Some(area) if is_place => Ok(format!("{area}/{}", capitals(place))),
            _ => Err(String::new()),
        };
    }
    if is_rule(value) { Ok(value.to_owned()) } else { Err(String::new()) }
}

/// A place is written with capitals at the start of its words; one that has some is taken as it is.
fn capitals(place: &str) -> String {
    if place.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return place.to_owned();
    }
    let mut starts = true;
    let capital = |character: char| {
        let first = std::mem::replace(&mut starts, !character.is_ascii_alphanumeric());
        if first { character.to_ascii_uppercase() } else { character }
    };
    place.chars().map(capital).collect()
}

/// A rule as POSIX writes it: a name of three letters or more, or one in angle brackets, and hours.
fn is_rule(value: &str) -> bool {
    let hours = match value.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((_, hours)) => hours,
        None => {
            let hours = value.trim_start_matches(|character: char| character.is_ascii_alphabetic());
            if value.len() - hours.len() < 3 {
                return false;
            }
            hours
        }
    };
    hours.trim_start_matches(['+', '-']).starts_with(|character: char| character.is_ascii_digit())
}

/// The hours of an interval like `-08:00` or `2 hours`.
fn interval_hours(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut parts = digits.split(':');
    let mut hours = 0.0;
    for size in [1.0, 60.0, 3600.0] {
        if let Some(part) = parts.next() {
            let unit = |character: char| character.is_ascii_alphabetic() || character == ' ';
            hours += parse_decimal(part.trim().trim_end_matches(unit))? / size;
        }
    }
    Some(sign * hours)
}

/// A number with or without a sign.
fn signed(text: &str) -> Option<f64> {
    match text.strip_prefix('-') {
        Some(number) => parse_decimal(number).map(|number| -number),
        None => parse_decimal(text.strip_prefix('+').unwrap_or(text)),
    }
}

/// So many hours east of Greenwich, as the server writes such a zone: with the sign of POSIX.
fn offset(hours: f64) -> Result<String, String> {
    const DAY: i64 = 24 * 3600;
    let seconds = (hours * 3600.0).round() as i64;
    if seconds.abs() >= 7 * DAY {
        return Err("UTC timezone offset is out of range.".to_owned());
    }
    let (hour, minute, second) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    let mut text = format!("{hour:02}");
    if minute != 0 || second != 0 {
        text.push_str(&format!(":{minute:02}"));
    }
    if second != 0 {
        text.push_str(&format!(":{second:02}"));
    }
    let (east, west) = if seconds < 0 { ('-', '+') } else { ('+', '-') };
    Ok(format!("<{east}{text}>{west}{text}"))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn zones_are_shown_as_the_server_writes_them() {
        for (value, expected) in [
            ("utc", Some("UTC")),
            ("europe/berlin", Some("Europe/Berlin")),
            ("america/argentina/buenos_aires", Some("America/Argentina/Buenos_Aires")),
            ("nowhere/x", None),
            ("-7", Some("<-07>+07")),
            ("5.5", Some("<+05:30>-05:30")),
            ("INTERVAL '-08:00'", Some("<-08>+08")),
            ("<X>5", Some("<X>5")),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(check(value).ok().as_deref(), expected, "{value}");
        }
        assert_eq!(check("200"), Err("UTC timezone offset is out of range.".to_owned()));
    }
}
