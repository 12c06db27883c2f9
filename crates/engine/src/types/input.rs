//! What the input functions of the types refuse. What is not looked at here is taken.

use medlar_syntax::{SqlState, TargetRules};

use super::table::BaseType;
use crate::message::{Checked, Failure};
use crate::timestamp::check_date;

/// Whether the text is a value of the type. The failure has no position yet.
pub(crate) fn check_input(base: BaseType, text: &str, rules: &TargetRules) -> Checked {
    // Of a time, the words `without time zone` are left out.
    let printed = base.printed();
    let printed = printed.split_once(" without").map_or(printed, |(word, _)| word);
    let trimmed = trim(text);
    let is_valid = match base.name() {
        "json" | "jsonb" => return super::json::check(text),
        "int2" | "int4" | "int8" => return integer(text, printed, rules).map(|_| ()),
        "oid" | "float4" | "float8" | "numeric" => return check_number(base, text),
        "bool" => is_boolean(trimmed),
        "uuid" => is_uuid(text),
        "date" | "timestamp" | "timestamptz" | "time" | "timetz" => return check_time(base, printed, text),
        "interval" => is_interval(trimmed),
        "inet" | "cidr" => has_digit(trimmed) && (trimmed.contains('.') || trimmed.matches(':').count() > 1),
        "money" => has_digit(trimmed) && is_money(trimmed),
        "bit" | "varbit" => return check_bits(text),
        "bytea" => return check_bytes(text),
        _ => true,
    };
    if is_valid {
        return Ok(());
    }
    let sqlstate = if base.name() == "interval" { SqlState::InvalidDatetimeFormat } else { INVALID };
    Err(invalid(sqlstate, printed, text))
}

const INVALID: SqlState = SqlState::InvalidTextRepresentation;

fn invalid(sqlstate: SqlState, printed: &str, text: &str) -> Box<Failure> {
    Failure::new(sqlstate, format!("invalid input syntax for type {printed}: \"{text}\""))
}

/// The server's white space.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r', '\x0B', '\x0C'])
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether the text is one of the words, in any case.
fn is_word(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| word.eq_ignore_ascii_case(text))
}

/// Digits with marks, and a sign before or behind them.
fn is_money(text: &str) -> bool {
    let inside = text.trim_matches(|c: char| !c.is_ascii_digit());
    text.bytes().all(|byte| b"$,.-+() 0123456789".contains(&byte)) && !inside.contains(['-', '+'])
}

/// An integer of the type: `smallint`, `integer` or `bigint`.
pub(super) fn integer(text: &str, printed: &str, rules: &TargetRules) -> Checked<i64> {
    let trimmed = trim(text);
    let (negative, digits) = match trimmed.as_bytes().first() {
        Some(b'-') => (true, trimmed.get(1..).unwrap_or_default()),
        Some(b'+') => (false, trimmed.get(1..).unwrap_or_default()),
        _ => (false, trimmed),
    };
    let mut radix = 10;
    let mut body = digits;
    if rules.hexadecimal_integers
        && let [b'0', letter, _, ..] = digits.as_bytes()
    {
        radix = match letter {
            b'x' | b'X' => 16,
            b'o' | b'O' => 8,
            b'b' | b'B' => 2,
            _ => 10,
        };
        if radix != 10 {
            body = digits.get(2..).unwrap_or_default();
        }
    }
    let mut value = Some(0_i128);
    let mut before = b'_';
    for byte in body.bytes() {
        match char::from(byte).to_digit(radix) {
            Some(digit) => value = value.map(|value| (value * i128::from(radix) + i128::from(digit)).min(1 << 70)),
            // Underscores stand between digits.
            None if byte == b'_' && before != b'_' && rules.hexadecimal_integers => {}
            None => value = None,
        }
        before = byte;
    }
    let value = match value {
        Some(value) if before != b'_' => {
            if negative {
                -value
            } else {
                value
            }
        }
        _ => return Err(invalid(INVALID, printed, text)),
    };
    let bits = match printed {
        "smallint" => 15,
        "integer" => 31,
        _ => 63,
    };
    if value >= 1_i128 << bits || value < -(1_i128 << bits) {
        return Err(out_of_range(&format!("value \"{text}\""), printed));
    }
    Ok(value as i64)
}

fn out_of_range(value: &str, printed: &str) -> Box<Failure> {
    Failure::new(SqlState::NumericValueOutOfRange, format!("{value} is out of range for type {printed}"))
}

/// Floating-point and decimal numbers, and object identifiers.
fn check_number(base: BaseType, text: &str) -> Checked {
    let printed = base.printed();
    let trimmed = trim(text);
    let unsigned = trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed);
    let name = base.name();
    if name == "oid" {
        let value = trimmed.parse::<i128>();
        return match value {
            Ok(value) if (-(1 << 31)..1 << 32).contains(&value) => Ok(()),
            Ok(_) => Err(out_of_range(&format!("value \"{text}\""), printed)),
            Err(_) => Err(invalid(INVALID, printed, text)),
        };
    }
    if is_word(unsigned, "infinity inf") || is_word(trimmed, "nan") {
        return Ok(());
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent),
        None => (unsigned, "0"),
    };
    let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_decimal = is_digits(whole) && is_digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    if !is_decimal || digits.is_empty() || !is_digits(digits) {
        let is_hexadecimal = unsigned.starts_with("0x") || unsigned.starts_with("0X");
        return if is_hexadecimal && name != "numeric" { Ok(()) } else { Err(invalid(INVALID, printed, text)) };
    }
    // Where the first digit that is not zero stands, counted from the point.
    let power = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i64>().unwrap_or(i64::MAX >> 1);
    let significant = whole.trim_start_matches('0');
    let place = match fraction.bytes().position(|byte| byte != b'0') {
        _ if !significant.is_empty() => significant.len() as i64,
        Some(zeros) => -(zeros as i64),
        None => return Ok(()),
    };
    let borders = match name {
        "float4" => -44..39,
        "float8" => -323..309,
        _ => i64::MIN..131_073,
    };
    if borders.contains(&place.saturating_add(power)) {
        return Ok(());
    }
    match name {
        "numeric" => Err(Failure::new(SqlState::NumericValueOutOfRange, "value overflows numeric format")),
        _ => Err(out_of_range(&format!("\"{trimmed}\""), printed)),
    }
}

/// A beginning of `true`, `false`, `yes`, `no`, or enough of `on` and `off`, or a digit.
fn is_boolean(text: &str) -> bool {
    let begins = |word: &str| {
        !text.is_empty() && word.get(..text.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(text))
    };
    begins("true") || begins("false") || begins("yes") || begins("no") || is_word(text, "on of off 0 1")
}

/// 32 hexadecimal digits, perhaps in braces, with hyphens between groups of four.
fn is_uuid(text: &str) -> bool {
    let body = match text.strip_prefix('{') {
        Some(rest) => match rest.strip_suffix('}') {
            Some(body) => body,
            None => return false,
        },
        None => text,
    };
    let mut digits = 0;
    let mut before = b'-';
    for byte in body.bytes() {
        match byte {
            b'-' if before != b'-' && digits % 4 == 0 && digits < 32 => {}
            _ if byte.is_ascii_hexdigit() => digits += 1,
            _ => return false,
        }
        before = byte;
    }
    digits == 32
}

/// Words of intervals, which no date has.
const UNITS: &str = "second seconds sec secs minute minutes min mins hour hours day days week weeks month months \
    mon mons year years yr yrs decade decades century centuries ago";

/// More words of intervals.
const SHORT_UNITS: &str = "s m h d w y c us ms usec msec usecs msecs microsecond microseconds millisecond \
    milliseconds hr hrs cent mil millennium millennia mils dec decs";

/// Numbers and units, or the form of ISO 8601.
fn is_interval(text: &str) -> bool {
    let is_known = |word: &str| word.is_empty() || is_word(word, UNITS) || is_word(word, SHORT_UNITS);
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).all(is_known);
    let signs = |byte: u8| byte.is_ascii_alphanumeric() || b" +-.:@,\t\n/".contains(&byte);
    let is_date = text.split(' ').any(|word| word.trim_start_matches('-').split('-').count() > 2);
    has_digit(text) && !is_date && (text.starts_with('P') || words && text.bytes().all(signs))
}

/// Dates and times: what has no digit must be a word that is known; of a date in the order of ISO
/// 8601 the month and the day are looked at.
fn check_time(base: BaseType, printed: &str, text: &str) -> Checked {
    let trimmed = trim(text);
    let is_time = matches!(base.name(), "time" | "timetz");
    let words = if is_time { "now allballs" } else { "now today tomorrow yesterday epoch infinity -infinity" };
    let is_span = trimmed.split(|c: char| !c.is_ascii_alphabetic()).any(|word| is_word(word, UNITS));
    let signs = |byte: u8| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || b"+-.:,/_".contains(&byte);
    // Neither a time nor a few digits are a date.
    let is_digits = trimmed.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = if is_time {
        is_digits && trimmed.len() < 3 || trimmed.contains('-') && !trimmed.contains(':')
    } else {
        trimmed.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.')
            && (trimmed.contains(':') || trimmed.len() < 6)
    };
    let is_known = is_word(trimmed, words) || has_digit(trimmed) && trimmed.bytes().all(signs) && !is_short;
    if !is_known || is_span {
        return Err(invalid(SqlState::InvalidDatetimeFormat, printed, text));
    }
    let date = trimmed.split([' ', 'T']).next().unwrap_or_default();
    let mut parts = date.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Ok(());
    };
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.len() <= 4).map(i64::from);
    match (number(year).filter(|_| year.len() == 4), number(month), number(day)) {
        (Some(year), Some(month), Some(day)) => check_date(year, month, day, text),
        _ => Ok(()),
    }
}

fn check_bits(text: &str) -> Checked {
    let (digits, radix, word) = match text.as_bytes().first() {
        Some(b'b' | b'B') => (text.get(1..), 2, "binary"),
        Some(b'x' | b'X') => (text.get(1..), 16, "hexadecimal"),
        _ => (Some(text), 2, "binary"),
    };
    match digits.unwrap_or_default().chars().find(|digit| !digit.is_digit(radix)) {
        Some(digit) => Err(Failure::new(INVALID, format!("\"{digit}\" is not a valid {word} digit"))),
        None => Ok(()),
    }
}

fn check_bytes(text: &str) -> Checked {
    if let Some(digits) = text.strip_prefix("\\x") {
        let mut count = 0;
        for digit in digits.chars().filter(|digit| !digit.is_ascii_whitespace()) {
            if !digit.is_ascii_hexdigit() {
                let message = format!("invalid hexadecimal digit: \"{digit}\"");
                return Err(Failure::new(SqlState::InvalidParameterValue, message));
            }
            count += 1;
        }
        return match count % 2 {
            0 => Ok(()),
            _ => Err(Failure::new(SqlState::InvalidParameterValue, "invalid hexadecimal data: odd number of digits")),
        };
    }
    // A backslash stands before another one or before three octal digits.
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('\\') {
        rest = match behind.as_bytes() {
            [b'\\', ..] => behind.get(1..).unwrap_or_default(),
            [b'0'..=b'3', b'0'..=b'7', b'0'..=b'7', ..] => behind.get(3..).unwrap_or_default(),
            _ => return Err(Failure::new(INVALID, "invalid input syntax for type bytea")),
        };
    }
    Ok(())
}
