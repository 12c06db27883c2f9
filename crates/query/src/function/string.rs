//! Functions of texts and numbers.

use std::borrow::Cow;

use medlar_engine::{Checked, Failure};
use medlar_syntax::SqlState;
use medlar_syntax::printer::quote_literal;

use crate::evaluate::Evaluator;
use crate::pattern;
use crate::unsupported;
use crate::value::{OidKind, Value};

/// The value of the function, if it is one of these.
pub(crate) fn call(evaluator: &Evaluator<'_>, name: &str, arguments: &[Value]) -> Checked<Option<Value>> {
    let text = |place: usize| arguments.get(place).map_or_else(String::new, |value| evaluator.text(value));
    let number = |place: usize| -> Checked<i64> {
        let value = arguments.get(place).unwrap_or(&Value::Null);
        let value = crate::cast::like(&evaluator.database, value, &Value::integer(0))?;
        value.as_integer().ok_or_else(|| unsupported(&format!("Function {name}")))
    };
    let quoted = |text: &str| evaluator.database.quoted(text).into_owned();
    let count = arguments.len();
    let is_plain = arguments.iter().any(Value::is_plain);
    Ok(Some(match (name, count) {
        ("lower", 1) if is_plain => Value::text(&text(0).to_ascii_lowercase()),
        ("lower", 1) => Value::text(&text(0).to_lowercase()),
        ("upper", 1) if is_plain => Value::text(&text(0).to_ascii_uppercase()),
        ("upper", 1) => Value::text(&text(0).to_uppercase()),
        ("initcap", 1) => Value::text(&initcap(&text(0), is_plain)),
        ("length" | "char_length" | "character_length", 1) => Value::integer(text(0).chars().count() as i64),
        ("octet_length", 1) => Value::integer(text(0).len() as i64),
        ("bit_length", 1) => Value::integer(text(0).len() as i64 * 8),
        ("quote_ident", 1) => Value::text(&quoted(&text(0))),
        ("quote_literal", 1) => Value::text(&quote_literal(&text(0))),
        ("quote_nullable", 1) => match &arguments[0] {
            Value::Null => Value::text("NULL"),
            _ => Value::text(&quote_literal(&text(0))),
        },
        ("concat", _) => Value::text(&(0..count).map(text).collect::<String>()),
        ("concat_ws", 2..) => match &arguments[0] {
            Value::Null => Value::Null,
            _ => {
                let known = (1..count).filter(|place| !arguments.get(*place).is_none_or(Value::is_null));
                Value::text(&known.map(text).collect::<Vec<_>>().join(&text(0)))
            }
        },
        ("format", 1..) => match &arguments[0] {
            Value::Null => Value::Null,
            _ => Value::text(&format(evaluator, &text(0), arguments.get(1..).unwrap_or_default())?),
        },
        ("btrim" | "ltrim" | "rtrim", 1 | 2) => {
            let set: Vec<char> = if count == 2 { text(1).chars().collect() } else { vec![' '] };
            let text = text(0);
            let text = if name == "rtrim" { &text } else { text.trim_start_matches(&*set) };
            Value::text(if name == "ltrim" { text } else { text.trim_end_matches(&*set) })
        }
        ("replace", 3) => match text(1).is_empty() {
            true => Value::text(&text(0)),
            false => Value::text(&text(0).replace(&text(1), &text(2))),
        },
        ("translate", 3) => {
            let (from, to): (Vec<char>, Vec<char>) = (text(1).chars().collect(), text(2).chars().collect());
            let text = text(0);
            let changed = text.chars().filter_map(|c| match from.iter().position(|known| *known == c) {
                Some(place) => to.get(place).copied(),
                None => Some(c),
            });
            Value::text(&changed.collect::<String>())
        }
        ("left" | "right", 2) => {
            let characters: Vec<char> = text(0).chars().collect();
            let wanted = number(1)?;
            let length = characters.len() as i64;
            let taken = if wanted < 0 { (length + wanted).max(0) } else { wanted.min(length) } as usize;
            let from = if name == "left" { 0 } else { characters.len() - taken };
            Value::text(&characters.iter().skip(from).take(taken).collect::<String>())
        }
        ("substr" | "substring", 2 | 3) if arguments.get(1).is_some_and(|value| value.as_integer().is_some()) => {
            let start = number(1)?;
            let end = if count == 3 { start.saturating_add(length_of(number(2)?)?) } else { i64::MAX };
            let characters = (1_i64..).zip(text(0).chars().collect::<Vec<_>>());
            let inside = characters.filter(|(place, _)| (start..end).contains(place)).map(|(_, c)| c);
            Value::text(&inside.collect::<String>())
        }
        ("substring", 2) => {
            let (text, regex) = (text(0), pattern::compile(&text(1), false)?);
            match regex.captures(&text) {
                // The first group, if there is one.
                Some(found) => match found.get(usize::from(found.len() > 1)) {
                    Some(part) => Value::text(part.as_str()),
                    None => Value::Null,
                },
                None => Value::Null,
            }
        }
        ("strpos" | "position", 2) => {
            let (text, part) = (text(0), text(1));
            let before = text.find(&part).and_then(|at| text.get(..at));
            Value::integer(before.map_or(0, |before| before.chars().count() as i64 + 1))
        }
        ("split_part", 3) => {
            let (text, separator) = (text(0), text(1));
            let parts = split(&text, &separator);
            let place = match number(2)? {
                0 => return Err(Failure::new(SqlState::InvalidParameterValue, "field position must not be zero")),
                wanted if wanted < 0 => parts.len() as i64 + wanted,
                wanted => wanted - 1,
            };
            let part = usize::try_from(place).ok().and_then(|place| parts.get(place).copied());
            Value::text(part.unwrap_or_default())
        }
        ("lpad" | "rpad", 2 | 3) => {
            let fill: Vec<char> = if count == 3 { text(2).chars().collect() } else { vec![' '] };
            let wanted = usize::try_from(number(1)?).unwrap_or(0);
            crate::evaluate::check_size(wanted)?;
            let own: Vec<char> = text(0).chars().take(wanted).collect();
            let missing = if fill.is_empty() { 0 } else { wanted - own.len() };
            let padding = fill.iter().cycle().take(missing);
            let padded: String = match name {
                "lpad" => padding.chain(&own).collect(),
                _ => own.iter().chain(padding).collect(),
            };
            Value::text(&padded)
        }
        ("repeat", 2) => {
            let times = usize::try_from(number(1)?).unwrap_or(0);
            crate::evaluate::check_size(text(0).len().saturating_mul(times))?;
            Value::text(&text(0).repeat(times))
        }
        ("reverse", 1) => Value::text(&text(0).chars().rev().collect::<String>()),
        ("starts_with", 2) => Value::Boolean(text(0).starts_with(&text(1))),
        ("ascii", 1) => Value::integer(text(0).chars().next().map_or(0, |c| i64::from(u32::from(c)))),
        ("md5", 1) => return Err(unsupported("Function md5")),
        ("regexp_replace", 3 | 4) => {
            let flags = text(3);
            let regex = pattern::compile(&text(1), flags.contains('i'))?;
            let replacement = replacement(&text(2));
            let text = text(0);
            Value::text(&match flags.contains('g') {
                true => regex.replace_all(&text, &*replacement),
                false => regex.replace(&text, &*replacement),
            })
        }
        ("regexp_match", 2) => {
            let (text, regex) = (text(0), pattern::compile(&text(1), false)?);
            match regex.captures(&text) {
                Some(found) => {
                    let first = usize::from(found.len() > 1);
                    let part = |place| found.get(place).map_or(Value::Null, |part| Value::text(part.as_str()));
                    Value::Array((first..found.len()).map(part).collect())
                }
                None => Value::Null,
            }
        }
        ("abs", 1) => return crate::operator::apply(&evaluator.database, "@", None, &arguments[0]).map(Some),
        ("mod", 2) => {
            return crate::operator::apply(&evaluator.database, "%", arguments.first(), &arguments[1]).map(Some);
        }
        ("round", 1 | 2) => {
            let scale = if count == 2 { u32::try_from(number(1)?).unwrap_or(0) } else { 0 };
            match arguments[0].as_decimal() {
                Some(decimal) => Value::Numeric(decimal.rounded(scale)),
                None => return Ok(None),
            }
        }
        ("to_regclass" | "to_regrole" | "to_regnamespace" | "to_regtype" | "to_regproc", 1) => {
            let kind = match name {
                "to_regclass" => "regclass",
                "to_regrole" => "regrole",
                "to_regnamespace" => "regnamespace",
                "to_regtype" => "regtype",
                _ => "regproc",
            };
            let goal = crate::cast::Goal { name: kind, is_array: false, modifier: -1 };
            match crate::cast::cast(&evaluator.database, &Value::text(&text(0)), goal) {
                // A number is no name here.
                Ok(Value::Oid(oid, found)) if found != OidKind::Oid => Value::Oid(oid, found),
                Err(failure) if failure.error.sqlstate == SqlState::FeatureNotSupported => return Err(failure),
                _ => Value::Null,
            }
        }
        _ => return Ok(None),
    }))
}

fn length_of(number: i64) -> Checked<i64> {
    match number {
        0.. => Ok(number),
        _ => Err(Failure::new(SqlState::SubstringError, "negative substring length not allowed")),
    }
}

/// The parts of a text between separators.
pub(crate) fn split<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    if text.is_empty() {
        return Vec::new();
    }
    if separator.is_empty() { vec![text] } else { text.split(separator).collect() }
}

fn initcap(text: &str, is_plain: bool) -> String {
    let mut result = String::with_capacity(text.len());
    let mut in_word = false;
    for character in text.chars() {
        match (in_word, is_plain) {
            (true, true) => result.push(character.to_ascii_lowercase()),
            (false, true) => result.push(character.to_ascii_uppercase()),
            (true, false) => result.extend(character.to_lowercase()),
            (false, false) => result.extend(character.to_uppercase()),
        }
        in_word = if is_plain { character.is_ascii_alphanumeric() } else { character.is_alphanumeric() };
    }
    result
}

/// `\1` and `\&` of the server as the library has them.
fn replacement(text: &str) -> String {
    let mut result = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '$' => result.push_str("$$"),
            '\\' => match characters.next() {
                Some('&') => result.push_str("${0}"),
                Some(digit) if digit.is_ascii_digit() => result.push_str(&format!("${{{digit}}}")),
                other => result.extend(other),
            },
            other => result.push(other),
        }
    }
    result
}

/// `format (text, …)`
fn format(evaluator: &Evaluator<'_>, template: &str, values: &[Value]) -> Checked<String> {
    let refuse = |message: String| Err(Failure::new(SqlState::InvalidParameterValue, message));
    let mut result = String::new();
    let mut next = 0;
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('%') {
        result.push_str(before);
        rest = behind;
        if let Some(more) = rest.strip_prefix('%') {
            result.push('%');
            rest = more;
            continue;
        }
        // `%[position$][-][width]type`
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mut place = None;
        if digits > 0
            && let (Some(number), Some(more)) =
                (rest.get(..digits), rest.get(digits..).and_then(|more| more.strip_prefix('$')))
        {
            place = number.parse::<usize>().ok();
            rest = more;
            if place == Some(0) {
                return refuse("format specifies argument 0, but arguments are numbered from 1".to_owned());
            }
        }
        let (is_left, more) = match rest.strip_prefix('-') {
            Some(more) => (true, more),
            None => (false, rest),
        };
        let behind = more.trim_start_matches(|c: char| c.is_ascii_digit());
        let width: usize = more.get(..more.len() - behind.len()).and_then(|width| width.parse().ok()).unwrap_or(0);
        crate::evaluate::check_size(width)?;
        let Some(letter) = behind.chars().next() else {
            return Err(Failure::new(SqlState::InvalidParameterValue, "unterminated format() type specifier")
                .hint("For a single \"%\" use \"%%\"."));
        };
        rest = behind.get(letter.len_utf8()..).unwrap_or_default();
        if !matches!(letter, 's' | 'I' | 'L') {
            let message = format!("unrecognized format() type specifier \"{letter}\"");
            return Err(Failure::new(SqlState::InvalidParameterValue, message).hint("For a single \"%\" use \"%%\"."));
        }
        let index = match place {
            Some(place) => place - 1,
            None => next,
        };
        next = index + 1;
        let Some(value) = values.get(index) else { return refuse("too few arguments for format()".to_owned()) };
        let text = evaluator.text(value);
        let shown: Cow<'_, str> = match letter {
            'I' if value.is_null() => {
                let message = "null values cannot be formatted as an SQL identifier";
                return Err(Failure::new(SqlState::NullValueNotAllowed, message));
            }
            'I' => evaluator.database.quoted(&text),
            'L' if value.is_null() => "NULL".into(),
            'L' => quote_literal(&text).into(),
            _ => text.into(),
        };
        let padding = " ".repeat(width.saturating_sub(shown.chars().count()));
        let [first, second] = if is_left { [&*shown, &padding] } else { [&padding, &*shown] };
        result.push_str(first);
        result.push_str(second);
    }
    result.push_str(rest);
    Ok(result)
}
