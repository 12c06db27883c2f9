//! The configuration parameters of a session: what they are, and which values have been set.
//!
//! A parameter that was not set has the value of the table. Values are kept as SHOW prints them.

mod number;
mod time_zone;
pub(crate) mod value;

use std::sync::Arc;

use medlar_catalog::Name;
use medlar_syntax::TargetRules;
use medlar_syntax::ast::SetScope;
use medlar_syntax::scanner::StringRules;

use crate::encoding;
use crate::message::Severity;

/// Every parameter of the server, one a line: name, kind, value at the start, and what its values are.
///
/// | Kind | Values |
/// | --- | --- |
/// | `b` | Boolean |
/// | `e` | a word of the list; behind a bar other spellings of words, which come first |
/// | `o` | as `e`, and Boolean |
/// | `t` | isolation levels |
/// | `i`, `r` | integers, other numbers: the least, the greatest, the unit |
/// | `s`, `l` | text, a list of names |
/// | `p`, `k`, `g`, `n` | fixed at the start of the server or of the session, in the server's files, for ever |
///
/// A capital is for superusers only. Marks behind the kind: `c` in Cloudberry only, `>15` from
/// PostgreSQL 15 on, `<16` before 16, `!` shown to superusers only.
static PARAMETERS: &str = include_str!("settings/parameters.txt");

/// A parameter that the server knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// As SHOW prints it.
    pub(crate) name: &'static str,
    /// The letter of its kind, in lower case.
    pub(crate) kind: u8,
    pub(crate) superuser_only: bool,
    pub(crate) shown_to_superusers_only: bool,
    /// The value at the start, and what the values are.
    rest: &'static str,
}

impl Parameter {
    /// The parameter of that name, in any case.
    pub(crate) fn find(name: &str, rules: &TargetRules) -> Option<Parameter> {
        let name = match name {
            _ if name.eq_ignore_ascii_case("sort_mem") => "work_mem",
            _ if name.eq_ignore_ascii_case("vacuum_mem") => "maintenance_work_mem",
            _ if name.eq_ignore_ascii_case("force_parallel_mode") && rules.server_version_number >= 160_000 => {
                "debug_parallel_query"
            }
            _ => name,
        };
        PARAMETERS.lines().find_map(|line| {
            let known = line.get(..name.len())?;
            let line_rest = line.get(name.len()..)?.strip_prefix(' ')?;
            if !known.eq_ignore_ascii_case(name) {
                return None;
            }
            let (kind, rest) = line_rest.split_once(' ').unwrap_or((line_rest, ""));
            let (letter, marks) = kind.split_at_checked(1)?;
            let letter = *letter.as_bytes().first()?;
            let major = rules.server_version_number / 10_000;
            let version = |mark: char| marks.split_once(mark).and_then(|(_, rest)| rest.get(..2)?.parse().ok());
            let missing = marks.starts_with('c') && !rules.cloudberry
                || version('>').is_some_and(|first: u32| major < first)
                || version('<').is_some_and(|end: u32| major >= end);
            (!missing).then_some(Parameter {
                name: known,
                kind: letter.to_ascii_lowercase(),
                superuser_only: letter.is_ascii_uppercase(),
                shown_to_superusers_only: marks.ends_with('!'),
                rest,
            })
        })
    }

    /// The value at the start, as it would be written.
    pub(crate) fn start(&self) -> &'static str {
        match self.kind {
            b'i' | b'r' | b'e' | b'o' => self.words().next().unwrap_or_default(),
            _ => self.rest,
        }
    }

    /// The parts of the rest of the line.
    fn words(&self) -> std::str::Split<'static, char> {
        self.rest.split(' ')
    }
}

/// The values set in a session. Clone is O(1).
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// In force now.
    now: Arc<Values>,
    /// In force when the transaction has ended: without the effect of SET LOCAL.
    lasting: Arc<Values>,
}

/// Names as SHOW prints them, and values.
type Values = Vec<(Name, Name)>;

impl Settings {
    /// The value of a parameter, unless it has the one of the start.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.find(name).map(|(_, value)| value)
    }

    /// Name and value of what was set under this name, in any case.
    pub(crate) fn find(&self, name: &str) -> Option<(&str, &str)> {
        let (name, value) = self.now.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some((name, value))
    }

    /// Sets a value, or with `None` the one of the start.
    pub(crate) fn set(&mut self, scope: SetScope, name: &str, value: Option<&str>) {
        put(Arc::make_mut(&mut self.now), name, value);
        if scope == SetScope::Session {
            put(Arc::make_mut(&mut self.lasting), name, value);
        }
    }

    /// Every parameter has the value of the start again; what has none has an empty one.
    pub(crate) fn reset(&mut self) {
        let mut values = std::mem::take(&mut self.now);
        let custom = Arc::make_mut(&mut values);
        custom.retain(|(name, _)| name.contains('.'));
        custom.iter_mut().for_each(|(_, value)| *value = "".into());
        self.lasting = Arc::clone(&values);
        self.now = values;
    }

    /// The transaction is over: SET LOCAL is, too.
    pub(crate) fn end_transaction(&mut self) {
        let ended = std::mem::replace(&mut self.now, Arc::clone(&self.lasting));
        self.keep_names(&ended);
    }

    /// What was set is undone by a return to these settings. A parameter of anybody's that was new
    /// stays, without a value.
    pub(crate) fn undo_to(&mut self, before: Settings) {
        let undone = std::mem::replace(self, before);
        self.keep_names(&undone.now);
    }

    fn keep_names(&mut self, undone: &Values) {
        for (name, _) in undone.iter().filter(|(name, _)| name.contains('.')) {
            if self.find(name).is_none() {
                self.set(SetScope::Session, name, Some(""));
            }
        }
    }

    /// How string literals are read.
    pub(crate) fn strings(&self) -> StringRules {
        let is_on = |name| self.get(name) != Some("off");
        StringRules {
            standard: is_on("standard_conforming_strings"),
            escape_warning: is_on("escape_string_warning"),
            backslash_quote: match self.get("backslash_quote") {
                Some("on") => true,
                Some("off") => false,
                _ => !self.get("client_encoding").is_some_and(encoding::is_client_only),
            },
        }
    }

    /// The least grave messages that are sent: `client_min_messages`.
    pub(crate) fn least_sent(&self) -> Severity {
        match self.get("client_min_messages") {
            Some("error") => Severity::Error,
            Some("warning") => Severity::Warning,
            _ => Severity::Notice,
        }
    }
}

fn put(values: &mut Values, name: &str, value: Option<&str>) {
    let place = values.iter().position(|(known, _)| known.eq_ignore_ascii_case(name));
    match (place, value) {
        (Some(place), None) => drop(values.swap_remove(place)),
        (Some(place), Some(value)) => {
            if let Some((_, old)) = values.get_mut(place) {
                *old = value.into();
            }
        }
        (None, Some(value)) => values.push((name.into(), value.into())),
        (None, None) => {}
    }
}
