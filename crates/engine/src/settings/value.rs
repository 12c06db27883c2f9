//! What values parameters take, and how SHOW prints them.

use medlar_syntax::ast::SettingValue;
use medlar_syntax::printer::quote_ident;
use medlar_syntax::{SqlState, Target, TargetRules};

use super::number::{self, NumberFault};
use super::{Parameter, time_zone};
use crate::encoding;
use crate::message::{Checked, Failure};
use crate::number::parse_decimal;

/// The spellings of the Boolean values; those of several letters can be cut where they stay apart.
const BOOLEANS: &[(&str, usize, bool)] = &[
    ("true", 1, true),
    ("false", 1, false),
    ("yes", 1, true),
    ("no", 1, false),
    ("on", 2, true),
    ("off", 2, false),
    ("1", 1, true),
    ("0", 1, false),
];

/// The words of a list of words: what is written, what is shown.
const BOOLEAN_WORDS: &[(&str, &str)] =
    &[("true", "on"), ("false", "off"), ("yes", "on"), ("no", "off"), ("1", "on"), ("0", "off")];

const ISOLATION_LEVELS: &str = "serializable,repeatable read,read committed,read uncommitted";

/// The languages of the built-in text search configurations.
const TEXT_SEARCH: &str = "simple arabic armenian basque catalan danish dutch english finnish french german greek \
    hindi hungarian indonesian irish italian lithuanian nepali norwegian portuguese romanian russian serbian spanish \
    swedish tamil turkish yiddish";

/// The parameters that are lists of words.
const LISTS: &[&str] =
    &["DateStyle", "createrole_self_grant", "restrict_nonsystem_relation_kind", "wal_consistency_checking"];

/// What `restrict_nonsystem_relation_kind` can name.
const RESTRICTED_KINDS: &str = "view foreign-table";

/// What `wal_consistency_checking` can name.
const CHECKED_LOGS: &str = "all heap2 heap btree hash gin gist sequence spgist brin generic";

/// What SHOW prints after this value was set. `name` is as the statement spells it.
pub(crate) fn check(
    parameter: &Parameter,
    name: &str,
    value: &str,
    current: Option<&str>,
    rules: &TargetRules,
) -> Checked<String> {
    match parameter.kind {
        b'b' => match boolean(value) {
            Some(value) => Ok(if value { "on" } else { "off" }.to_owned()),
            None => {
                let message = format!("parameter \"{name}\" requires a Boolean value");
                Err(Failure::new(SqlState::InvalidParameterValue, message))
            }
        },
        b't' => word(name, value, ISOLATION_LEVELS, "", false),
        b'e' | b'o' => {
            let words = parameter.words().nth(1).unwrap_or_default();
            let (words, others) = words.split_once('|').unwrap_or((words, ""));
            word(name, value, words, others, parameter.kind == b'o')
        }
        b'i' | b'r' => number(parameter, name, value),
        b'l' => {
            if list(value).is_none() {
                return Err(invalid(parameter.name, value).detail("List syntax is invalid."));
            }
            Ok(value.to_owned())
        }
        _ => text(parameter.name, value, current, rules),
    }
}

/// The text of a list of values, as the parameter takes it.
pub(crate) fn join(parameter: Option<Parameter>, values: &[SettingValue<'_>], target: Target) -> Option<String> {
    let is_list = parameter.is_some_and(|parameter| parameter.kind == b'l' || LISTS.contains(&parameter.name));
    if let ([value], false) = (values, is_list) {
        return Some(value.text.clone().into_owned());
    }
    if !is_list {
        return None;
    }
    let quoted = parameter.is_some_and(|parameter| parameter.kind == b'l');
    let mut joined = String::new();
    for value in values {
        if !joined.is_empty() {
            joined.push_str(", ");
        }
        if quoted && !value.is_number {
            joined.push_str(&quote_ident(&value.text, target));
        } else {
            joined.push_str(&value.text);
        }
    }
    Some(joined)
}

/// The names of a list, folded and without their quotes; `None` where it is none.
pub(crate) fn list(text: &str) -> Option<Vec<String>> {
    let is_space = |character: char| character.is_ascii_whitespace();
    let mut names = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    if rest.is_empty() {
        return Some(names);
    }
    loop {
        let mut name = String::new();
        if let Some(quoted) = rest.strip_prefix('"') {
            rest = quoted;
            loop {
                let end = rest.find('"')?;
                name.push_str(rest.get(..end)?);
                rest = rest.get(end + 1..)?;
                match rest.strip_prefix('"') {
                    Some(more) => {
                        name.push('"');
                        rest = more;
                    }
                    None => break,
                }
            }
        } else {
            let end = rest.find(|character| character == ',' || is_space(character)).unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            name = rest.get(..end)?.to_ascii_lowercase();
            rest = rest.get(end..)?;
        }
        names.push(name);
        rest = rest.trim_start_matches(is_space);
        if rest.is_empty() {
            return Some(names);
        }
        rest = rest.strip_prefix(',')?.trim_start_matches(is_space);
    }
}

pub(crate) fn boolean(value: &str) -> Option<bool> {
    let spells = |(word, least, _): &&(&str, usize, bool)| {
        value.len() >= *least && word.get(..value.len()).is_some_and(|start| start.eq_ignore_ascii_case(value))
    };
    BOOLEANS.iter().find(spells).map(|(_, _, value)| *value)
}

fn invalid(name: &str, value: &str) -> Box<Failure> {
    Failure::new(SqlState::InvalidParameterValue, format!("invalid value for parameter \"{name}\": \"{value}\""))
}

fn word(name: &str, value: &str, words: &'static str, others: &str, boolean: bool) -> Checked<String> {
    let mut pairs = others.split(',').filter_map(|other| other.split_once('='));
    if let Some((_, word)) = pairs.find(|(spelling, _)| spelling.eq_ignore_ascii_case(value)) {
        return Ok(word.to_owned());
    }
    let known = words.split(',').find(|word| word.eq_ignore_ascii_case(value));
    let known = known.or_else(|| {
        let spelling = |pair: &'static (&str, &str)| pair.0.eq_ignore_ascii_case(value).then_some(pair.1);
        BOOLEAN_WORDS.iter().find_map(spelling).filter(|_| boolean)
    });
    if let Some(word) = known {
        return Ok(word.to_owned());
    }
    Err(invalid(name, value).hint(format!("Available values: {}.", words.replace(',', ", "))))
}

fn number(parameter: &Parameter, name: &str, value: &str) -> Checked<String> {
    let is_integer = parameter.kind == b'i';
    let mut words = parameter.words().skip(1);
    let (least, greatest, unit) = (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next());
    let unit = unit.unwrap_or_default();
    let number = number::parse(value, unit, is_integer).map_err(|fault| {
        let failure = invalid(name, value);
        match (fault, number::unit_hint(unit)) {
            (NumberFault::Integer, _) => failure.hint("Value exceeds integer range."),
            (NumberFault::Unit, Some(hint)) => failure.hint(hint),
            _ => failure,
        }
    })?;
    let limit = |text: &str| {
        let number = parse_decimal(text.trim_start_matches('-')).unwrap_or_default();
        if text.starts_with('-') { -number } else { number }
    };
    // The greatest of all numbers is rounded in the table.
    let too_great = greatest != "1.79769e+308" && number > limit(greatest) || number.is_infinite();
    if number < limit(least) || too_great {
        let blank = if unit.is_empty() { "" } else { " " };
        let message = format!(
            "{}{blank}{unit} is outside the valid range for parameter \"{name}\" ({least} .. {greatest})",
            number::print(number, is_integer)
        );
        return Err(Failure::new(SqlState::InvalidParameterValue, message));
    }
    Ok(number::show(number, unit, is_integer))
}

/// Texts, of which some must name something.
fn text(name: &str, value: &str, current: Option<&str>, rules: &TargetRules) -> Checked<String> {
    let detail = match name {
        "DateStyle" => match date_style(value, current) {
            Ok(style) => return Ok(style),
            Err(detail) => detail,
        },
        "TimeZone" => match time_zone::check(value) {
            Ok(zone) => return Ok(zone),
            Err(detail) => detail,
        },
        "client_encoding" => match encoding::by_name(value) {
            Some("MULE_INTERNAL") => {
                let message = format!("invalid value for parameter \"{name}\": \"{value}\"");
                return Err(Failure::new(SqlState::FeatureNotSupported, message)
                    .detail("Conversion between MULE_INTERNAL and UTF8 is not supported."));
            }
            Some(encoding) => return Ok(encoding.to_owned()),
            None => String::new(),
        },
        "application_name" => {
            let is_plain = |character: char| matches!(character, ' '..='~');
            let plain = |character: char| match is_plain(character) {
                true => String::from(character),
                false => "?".repeat(character.len_utf8()),
            };
            return Ok(value.chars().map(plain).collect());
        }
        "default_tablespace" if !matches!(value, "" | "pg_default" | "pg_global") => {
            format!("Tablespace \"{value}\" does not exist.")
        }
        "default_table_access_method" if value.is_empty() => "default_table_access_method cannot be empty.".to_owned(),
        "default_table_access_method" if !is_access_method(value, rules) => {
            format!("Table access method \"{value}\" does not exist.")
        }
        "default_text_search_config" if value.is_empty() => {
            return Err(Failure::new(SqlState::InvalidName, "invalid name syntax"));
        }
        "default_text_search_config" => {
            let language = value.strip_prefix("pg_catalog.").unwrap_or(value);
            if TEXT_SEARCH.split(' ').any(|known| known == language) {
                return Ok(format!("pg_catalog.{language}"));
            }
            String::new()
        }
        "wal_consistency_checking" | "restrict_nonsystem_relation_kind" => {
            let known = if name.starts_with("wal") { CHECKED_LOGS } else { RESTRICTED_KINDS };
            match list(value) {
                None => "List syntax is invalid.".to_owned(),
                Some(names) => match names.iter().find(|name| !known.split(' ').any(|known| known == *name)) {
                    Some(unknown) => format!("Unrecognized key word: \"{unknown}\"."),
                    None => return Ok(value.to_owned()),
                },
            }
        }
        "backtrace_functions"
            if value.contains(|character: char| !matches!(character, '0'..='9' | 'a'..='z' | 'A'..='Z' | '_' | ',' | ' ' | '\n' | '\t')) =>
        {
            "invalid character".to_owned()
        }
        "lc_messages" if value.is_empty() => String::new(),
        "timezone_abbreviations" if !matches!(value, "Default" | "India" | "Australia") => String::new(),
        // Locales are those of the system: what looks like none is none.
        "lc_messages" | "lc_monetary" | "lc_numeric" | "lc_time"
            if !matches!(value, "" | "C" | "POSIX" | "C.UTF-8" | "C.utf8") && !value.contains('_') =>
        {
            String::new()
        }
        _ => return Ok(value.to_owned()),
    };
    let failure = invalid(name, value);
    Err(if detail.is_empty() { failure } else { failure.detail(detail) })
}

fn is_access_method(name: &str, rules: &TargetRules) -> bool {
    name == "heap" || rules.cloudberry && matches!(name, "ao_row" | "ao_column" | "pax")
}

/// A style and an order of day, month and year, in any order, where what is not said stays as it is; or
/// why a text is none.
fn date_style(value: &str, current: Option<&str>) -> Result<String, String> {
    const CONFLICT: &str = "Conflicting \"datestyle\" specifications.";
    let words = list(value).ok_or("List syntax is invalid.")?;
    let (mut style, mut order) = (None, None);
    for word in &words {
        let starts = |prefix: &str| word.starts_with(prefix);
        let (new_style, new_order) = match &**word {
            "iso" => (Some("ISO"), None),
            "sql" => (Some("SQL"), None),
            "german" => (Some("German"), order.is_none().then_some("DMY")),
            _ if starts("postgres") => (Some("Postgres"), None),
            "ymd" => (None, Some("YMD")),
            "dmy" => (None, Some("DMY")),
            "mdy" | "us" => (None, Some("MDY")),
            _ if starts("euro") => (None, Some("DMY")),
            _ if starts("noneuro") => (None, Some("MDY")),
            "default" => (style.is_none().then_some("ISO"), order.is_none().then_some("MDY")),
            _ => return Err(format!("Unrecognized key word: \"{word}\".")),
        };
        for (kept, new) in [(&mut style, new_style), (&mut order, new_order)] {
            if new.is_some() {
                if kept.is_some() && *kept != new {
                    return Err(CONFLICT.to_owned());
                }
                *kept = new;
            }
        }
    }
    let (old_style, old_order) = current.and_then(|current| current.split_once(", ")).unwrap_or(("ISO", "MDY"));
    Ok(format!("{}, {}", style.unwrap_or(old_style), order.unwrap_or(old_order)))
}
