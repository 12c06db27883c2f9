//! psql's variables: the built-in ones with their checks, and the user's.

use std::collections::BTreeMap;

use crate::message::{ShowContext, Verbosity};
use crate::reference::{Form, Reference, Values, is_variable_byte, push_identifier, push_literal};

/// What is echoed: psql's variable ECHO.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Echo {
    #[default]
    None,
    Errors,
    Queries,
    All,
}

/// Settings read on every line or statement, kept beside the texts of their variables.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) echo: Echo,
    pub(crate) verbosity: Verbosity,
    pub(crate) show_context: ShowContext,
    pub(crate) quiet: bool,
    pub(crate) single_line: bool,
    pub(crate) autocommit: bool,
    pub(crate) on_error_stop: bool,
    /// ON_ERROR_ROLLBACK is `on`; `interactive` does nothing here.
    pub(crate) on_error_rollback: bool,
    pub(crate) show_all_results: bool,
}

/// How the last query went: what ERROR, SQLSTATE and ROW_COUNT tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LastQuery {
    /// With how many rows.
    Succeeded(usize),
    Failed(&'static str),
}

/// The values a built-in variable takes.
enum Kind {
    Boolean,
    /// One of these words; the text lists them as psql does.
    Words(&'static [&'static str], &'static str),
    /// One of these words, or a Boolean.
    WordOrBoolean(&'static str, &'static str),
    Integer,
    Text,
}

/// Name, kind, and initial value.
const BUILT_IN: &[(&str, Kind, &str)] = &[
    ("AUTOCOMMIT", Kind::Boolean, "on"),
    (
        "COMP_KEYWORD_CASE",
        Kind::Words(
            &["lower", "upper", "preserve-lower", "preserve-upper"],
            "lower, upper, preserve-lower, preserve-upper",
        ),
        "preserve-upper",
    ),
    ("ECHO", Kind::Words(&["errors", "queries", "all", "none"], "none, errors, queries, all"), "none"),
    ("ECHO_HIDDEN", Kind::WordOrBoolean("noexec", "on, off, noexec"), "off"),
    ("FETCH_COUNT", Kind::Integer, "0"),
    ("HIDE_TABLEAM", Kind::Boolean, "off"),
    ("HIDE_TOAST_COMPRESSION", Kind::Boolean, "off"),
    (
        "HISTCONTROL",
        Kind::Words(&["ignorespace", "ignoredups", "ignoreboth", "none"], "none, ignorespace, ignoredups, ignoreboth"),
        "none",
    ),
    ("HISTSIZE", Kind::Integer, "500"),
    ("IGNOREEOF", Kind::Integer, "0"),
    ("ON_ERROR_ROLLBACK", Kind::WordOrBoolean("interactive", "on, off, interactive"), "off"),
    ("ON_ERROR_STOP", Kind::Boolean, "off"),
    ("PROMPT1", Kind::Text, "%/%R%x%# "),
    ("PROMPT2", Kind::Text, "%/%R%x%# "),
    ("PROMPT3", Kind::Text, ">> "),
    ("QUIET", Kind::Boolean, "off"),
    ("SHOW_ALL_RESULTS", Kind::Boolean, "on"),
    ("SHOW_CONTEXT", Kind::Words(&["never", "errors", "always"], "never, errors, always"), "errors"),
    ("SINGLELINE", Kind::Boolean, "off"),
    ("SINGLESTEP", Kind::Boolean, "off"),
    (
        "VERBOSITY",
        Kind::Words(&["default", "verbose", "terse", "sqlstate"], "default, verbose, terse, sqlstate"),
        "default",
    ),
];

/// All variables by name.
#[derive(Debug)]
pub(crate) struct Variables {
    values: BTreeMap<String, String>,
    settings: Settings,
    last_query: Option<LastQuery>,
    /// Whether any statement without rows has succeeded, which LASTOID tells.
    has_status: bool,
}

impl Variables {
    /// The variables of a fresh psql.
    pub(crate) fn new() -> Variables {
        let values = BUILT_IN.iter().map(|(name, _, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let settings = Settings { autocommit: true, show_all_results: true, ..Settings::default() };
        let mut variables = Variables { values, settings, last_query: None, has_status: false };
        variables.assign("LAST_ERROR_MESSAGE", "");
        variables.assign("LAST_ERROR_SQLSTATE", "00000");
        variables
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The value of a variable.
    pub(crate) fn get(&mut self, name: &str) -> Option<&str> {
        self.settle();
        self.values.get(name).map(String::as_str)
    }

    /// Every variable with its value, by name, bytewise.
    pub(crate) fn iter(&mut self) -> impl Iterator<Item = (&str, &str)> {
        self.settle();
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Sets a variable without any check, as psql itself does.
    pub(crate) fn assign(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.to_owned());
    }

    /// Sets a variable.
    ///
    /// # Errors
    /// psql's message, when the name or the value is not allowed.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        if !is_variable_name(name) {
            return Err(format!("invalid variable name: \"{name}\""));
        }
        self.settle();
        let value = match built_in(name) {
            None => value,
            Some(kind) => checked_value(name, value, kind)?,
        };
        self.assign(name, value);
        self.apply(name);
        Ok(())
    }

    /// Unsets a variable; a built-in one goes back to `off`, or to what psql takes for it.
    ///
    /// # Errors
    /// psql's message, when the name cannot be one.
    pub(crate) fn unset(&mut self, name: &str) -> Result<(), String> {
        self.settle();
        let fallback = match name {
            "COMP_KEYWORD_CASE" => "preserve-upper",
            "ECHO" | "HISTCONTROL" => "none",
            "FETCH_COUNT" | "IGNOREEOF" => "0",
            "HISTSIZE" => "500",
            "SHOW_CONTEXT" => "errors",
            "VERBOSITY" => "default",
            _ => match built_in(name) {
                Some(Kind::Boolean | Kind::WordOrBoolean(..)) => "off",
                _ => {
                    self.values.remove(name);
                    return Ok(());
                }
            },
        };
        self.assign(name, fallback);
        self.apply(name);
        Ok(())
    }

    /// Notes that a query succeeded, and gave so many rows.
    pub(crate) fn query_succeeded(&mut self, rows: usize) {
        self.last_query = Some(LastQuery::Succeeded(rows));
    }

    /// Notes that a statement without rows succeeded: no row has an OID any more.
    pub(crate) fn status_told(&mut self) {
        self.has_status = true;
    }

    /// Whether psql itself does something with a variable.
    pub(crate) fn is_special(name: &str) -> bool {
        built_in(name).is_some()
    }

    /// Notes that a query failed.
    pub(crate) fn query_failed(&mut self, sqlstate: &'static str, message: &str) {
        self.last_query = Some(LastQuery::Failed(sqlstate));
        self.assign("LAST_ERROR_SQLSTATE", sqlstate);
        self.assign("LAST_ERROR_MESSAGE", message);
    }

    /// Writes down how the last query went. Done only when somebody looks: most scripts never do.
    fn settle(&mut self) {
        if std::mem::take(&mut self.has_status) {
            self.assign("LASTOID", "0");
        }
        let (error, sqlstate, rows) = match self.last_query.take() {
            None => return,
            Some(LastQuery::Succeeded(rows)) => ("false", "00000", rows),
            Some(LastQuery::Failed(sqlstate)) => ("true", sqlstate, 0),
        };
        self.assign("ERROR", error);
        self.assign("SQLSTATE", sqlstate);
        self.assign("ROW_COUNT", &rows.to_string());
    }

    /// Brings the setting in line with the text of its variable.
    fn apply(&mut self, name: &str) {
        let value = self.values.get(name).map_or("", String::as_str);
        let on = parse_boolean(value).unwrap_or(false);
        let is = |word: &str| value.eq_ignore_ascii_case(word);
        let settings = &mut self.settings;
        match name {
            "AUTOCOMMIT" => settings.autocommit = on,
            "ON_ERROR_ROLLBACK" => settings.on_error_rollback = on,
            "ON_ERROR_STOP" => settings.on_error_stop = on,
            "QUIET" => settings.quiet = on,
            "SHOW_ALL_RESULTS" => settings.show_all_results = on,
            "SINGLELINE" => settings.single_line = on,
            "ECHO" => {
                settings.echo = match () {
                    () if is("errors") => Echo::Errors,
                    () if is("queries") => Echo::Queries,
                    () if is("all") => Echo::All,
                    () => Echo::None,
                };
            }
            "SHOW_CONTEXT" => {
                settings.show_context = match () {
                    () if is("never") => ShowContext::Never,
                    () if is("always") => ShowContext::Always,
                    () => ShowContext::Errors,
                };
            }
            "VERBOSITY" => {
                settings.verbosity = match () {
                    () if is("verbose") => Verbosity::Verbose,
                    () if is("terse") => Verbosity::Terse,
                    () if is("sqlstate") => Verbosity::Sqlstate,
                    () => Verbosity::Default,
                };
            }
            _ => {}
        }
    }
}

impl Values for Variables {
    fn push_value(&mut self, reference: Reference, source: &str, argument: &mut String) {
        match (self.get(reference.name(source)), reference.form) {
            (Some(_), Form::Test) => argument.push_str("TRUE"),
            (None, Form::Test) => argument.push_str("FALSE"),
            (Some(value), Form::Plain) => argument.push_str(value),
            (Some(value), Form::Literal) => push_literal(argument, value),
            (Some(value), Form::Identifier) => push_identifier(argument, value),
            (None, _) => argument.push_str(source),
        }
    }
}

fn is_variable_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(is_variable_byte)
}

fn built_in(name: &str) -> Option<&'static Kind> {
    BUILT_IN.iter().find(|(built_in, ..)| *built_in == name).map(|(_, kind, _)| kind)
}

/// The value as stored: an empty Boolean is `on`.
fn checked_value<'a>(name: &str, value: &'a str, kind: &Kind) -> Result<&'a str, String> {
    let choose =
        |words: &str| Err(format!("unrecognized value \"{value}\" for \"{name}\"\nAvailable values are: {words}."));
    match kind {
        Kind::Boolean | Kind::WordOrBoolean(..) if value.is_empty() => Ok("on"),
        Kind::Boolean => match parse_boolean(value) {
            Some(_) => Ok(value),
            None => Err(format!("unrecognized value \"{value}\" for \"{name}\": Boolean expected")),
        },
        Kind::WordOrBoolean(word, _) if value.eq_ignore_ascii_case(word) || parse_boolean(value).is_some() => Ok(value),
        Kind::WordOrBoolean(_, words) => choose(words),
        Kind::Words(allowed, _) if allowed.iter().any(|word| value.eq_ignore_ascii_case(word)) => Ok(value),
        Kind::Words(_, words) => choose(words),
        Kind::Integer if is_integer(value) => Ok(value),
        Kind::Integer if name == "IGNOREEOF" => Ok("10"),
        Kind::Integer => Err(format!("invalid value \"{value}\" for \"{name}\": integer expected")),
        Kind::Text => Ok(value),
    }
}

/// A Boolean as psql reads it: any beginning of a word that tells which word it is, in any case.
pub(crate) fn parse_boolean(text: &str) -> Option<bool> {
    let text = text.to_ascii_lowercase();
    let begins = |word: &str, least: usize| text.len() >= least && word.starts_with(&text);
    match text.as_str() {
        "1" => Some(true),
        "0" => Some(false),
        _ if begins("true", 1) || begins("yes", 1) || begins("on", 2) => Some(true),
        _ if begins("false", 1) || begins("no", 1) || begins("off", 2) => Some(false),
        _ => None,
    }
}

/// The number that a text begins with, as the C library's `atoi` reads it; 0 of none.
pub(crate) fn c_integer(text: &str) -> i32 {
    let text = text.trim_start_matches([' ', '\t', '\n', '\x0B', '\x0C', '\r']);
    let signed = usize::from(text.starts_with(['+', '-']));
    let digits = text.bytes().skip(signed).take_while(u8::is_ascii_digit).count();
    // It reads a long integer, and cuts it.
    text.get(..signed + digits).and_then(|number| number.parse::<i64>().ok()).unwrap_or(0) as i32
}

/// An integer as the C library reads it: decimal, or octal after `0`, or hexadecimal after `0x`.
fn is_integer(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t', '\n', '\x0B', '\x0C', '\r']);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (digits, radix) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(digits) => (digits, 16),
        None if digits.len() > 1 && digits.starts_with('0') => (digits, 8),
        None => (digits, 10),
    };
    !digits.starts_with(['+', '-']) && i32::from_str_radix(digits, radix).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_values_are_checked() {
        let mut variables = Variables::new();
        for (name, value, message) in [
            ("a b", "", "invalid variable name: \"a b\""),
            ("QUIET", "foo", "unrecognized value \"foo\" for \"QUIET\": Boolean expected"),
            ("FETCH_COUNT", "x", "invalid value \"x\" for \"FETCH_COUNT\": integer expected"),
            (
                "VERBOSITY",
                "foo",
                "unrecognized value \"foo\" for \"VERBOSITY\"\n\
                 Available values are: default, verbose, terse, sqlstate.",
            ),
        ] {
            assert_eq!(variables.set(name, value), Err(message.to_owned()));
        }
        assert_eq!(variables.set("VERBOSITY", "TERSE"), Ok(()));
        assert_eq!(variables.settings().verbosity, Verbosity::Terse);
        assert_eq!(variables.unset("VERBOSITY"), Ok(()));
        assert_eq!(variables.get("VERBOSITY"), Some("default"));
        assert_eq!(variables.set("QUIET", ""), Ok(()));
        assert_eq!(variables.get("QUIET"), Some("on"));
    }

    #[test]
    fn the_last_query_shows_in_variables() {
        let mut variables = Variables::new();
        assert_eq!(variables.get("ERROR"), None);
        variables.query_failed("42601", "no");
        variables.query_succeeded(0);
        assert_eq!(variables.get("ERROR"), Some("false"));
        assert_eq!(variables.get("SQLSTATE"), Some("00000"));
        assert_eq!(variables.get("LAST_ERROR_SQLSTATE"), Some("42601"));
        assert_eq!(variables.get("LAST_ERROR_MESSAGE"), Some("no"));
    }
}
