//! Backslash commands about how results are printed: `\pset` and its shorthands.

use crate::arguments::{Argument, Arguments};
use crate::client::{Level, Psql};
use crate::command::argument;
use crate::format::{Expanded, Format, Lines, Style};
use crate::line_style::Weight;
use crate::variables::{c_integer, parse_boolean as boolean};

/// The formats, in psql's order; the second of LaTeX is only found where no other begins so.
const FORMATS: &[(&str, Style)] = &[
    ("aligned", Style::Aligned),
    ("asciidoc", Style::Asciidoc),
    ("csv", Style::Csv),
    ("html", Style::Html),
    ("latex", Style::Latex),
    ("troff-ms", Style::TroffMs),
    ("unaligned", Style::Unaligned),
    ("wrapped", Style::Wrapped),
    ("jsonl", Style::JsonLines),
    ("latex-longtable", Style::LatexLongtable),
];

/// The styles of lines, in psql's order.
const LINES: &[(&str, Lines)] = &[("ascii", Lines::Ascii), ("old-ascii", Lines::OldAscii), ("unicode", Lines::Unicode)];

/// What `\pset` knows, as it lists it.
const OPTIONS: &[&str] = &[
    "border",
    "columns",
    "csv_fieldsep",
    "expanded",
    "fieldsep",
    "fieldsep_zero",
    "footer",
    "format",
    "linestyle",
    "null",
    "numericlocale",
    "pager",
    "pager_min_lines",
    "recordsep",
    "recordsep_zero",
    "tableattr",
    "title",
    "tuples_only",
    "unicode_border_linestyle",
    "unicode_column_linestyle",
    "unicode_header_linestyle",
];

impl Psql<'_> {
    /// Runs a command about printing; whether it succeeded. `None` of any other command.
    pub(crate) fn print_command(&mut self, name: &str, arguments: &mut Arguments<'_>) -> Option<bool> {
        let toggled = |style: Style, now: Style, other: Style| if now == style { other } else { style };
        let option = match name {
            "a" => {
                self.format.style = toggled(Style::Aligned, self.format.style, Style::Unaligned);
                self.tell("format");
                return Some(true);
            }
            "H" | "html" => {
                self.format.style = toggled(Style::Html, self.format.style, Style::Aligned);
                self.tell("format");
                return Some(true);
            }
            "pset" => {
                let Some(option) = argument(self, arguments) else {
                    self.print_settings();
                    return Some(true);
                };
                option.text
            }
            "x" => "expanded".to_owned(),
            "t" => "tuples_only".to_owned(),
            "f" => "fieldsep".to_owned(),
            "C" => "title".to_owned(),
            "T" => "tableattr".to_owned(),
            _ => return None,
        };
        let value = argument(self, arguments).map(|Argument { text, .. }| text);
        Some(match self.format.set(&option, value.as_deref()) {
            Ok(Change::Told) => {
                self.tell(&option);
                true
            }
            Ok(Change::Silent) => true,
            Err(message) => {
                self.log(Level::Error, &message);
                false
            }
        })
    }

    /// What psql says of a setting.
    fn tell(&mut self, option: &str) {
        if !self.variables.settings().quiet {
            self.print(&(self.format.told(option) + "\n"));
        }
    }

    /// `\pset` alone: all settings.
    fn print_settings(&mut self) {
        let list: String = OPTIONS.iter().map(|name| format!("{name:24} {}\n", self.format.value_of(name))).collect();
        self.print(&list);
    }
}

/// Whether psql tells the new value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Told,
    /// Nothing is said of a Boolean that was asked for by name.
    Silent,
}

impl Format {
    /// Sets an option; without a value it is switched, or stays.
    ///
    /// # Errors
    /// psql's message.
    pub(crate) fn set(&mut self, option: &str, value: Option<&str>) -> Result<Change, String> {
        match (option, value) {
            ("format", Some(value)) => self.style = style(value)?,
            ("linestyle", Some(value)) => {
                let found = LINES.iter().find(|(name, _)| begins(name, value));
                let (_, lines) = found.ok_or("\\pset: allowed line styles are ascii, old-ascii, unicode")?;
                self.lines = *lines;
            }
            ("unicode_border_linestyle", Some(value)) => self.unicode_lines.border = weight("border", value)?,
            ("unicode_column_linestyle", Some(value)) => self.unicode_lines.column = weight("column", value)?,
            ("unicode_header_linestyle", Some(value)) => self.unicode_lines.header = weight("header", value)?,
            // A number is cut to 16 bits.
            ("border", Some(value)) => self.border = c_integer(value) as u16,
            ("columns", Some(value)) => self.columns = c_integer(value),
            ("expanded" | "x" | "vertical", None) => {
                let is_off = self.expanded == Expanded::Off;
                self.expanded = if is_off { Expanded::On } else { Expanded::Off };
            }
            ("expanded" | "x" | "vertical", Some(value)) => {
                self.expanded = match boolean(value) {
                    _ if value.eq_ignore_ascii_case("auto") => Expanded::Auto,
                    Some(true) => Expanded::On,
                    Some(false) => Expanded::Off,
                    None => return Err(unrecognized(option, value, "on, off, auto")),
                };
            }
            ("csv_fieldsep", Some(value)) => self.csv_separator = csv_separator(value)?,
            ("tuples_only" | "t", value) => return switch(&mut self.tuples_only, option, value),
            ("footer", value) => return switch(&mut self.row_count, option, value),
            ("numericlocale", value) => return switch(&mut self.numeric_locale, option, value),
            ("null", Some(value)) => value.clone_into(&mut self.null),
            ("fieldsep", Some(value)) => value.clone_into(&mut self.field_separator),
            ("fieldsep_zero", _) => "\0".clone_into(&mut self.field_separator),
            ("recordsep", Some(value)) => value.clone_into(&mut self.record_separator),
            ("recordsep_zero", _) => "\0".clone_into(&mut self.record_separator),
            ("title" | "C", value) => self.title = value.map(str::to_owned),
            ("tableattr" | "T", value) => self.table_attributes = value.map(str::to_owned),
            ("pager", None) => self.pager = u8::from(self.pager != 1),
            ("pager", Some(value)) => {
                self.pager = match boolean(value) {
                    _ if value.eq_ignore_ascii_case("always") => 2,
                    Some(is_on) => u8::from(is_on),
                    None => return Err(unrecognized(option, value, "on, off, always")),
                };
            }
            ("pager_min_lines", Some(value)) => self.pager_min_lines = c_integer(value),
            (option, None) if OPTIONS.contains(&option) => {}
            _ => return Err(format!("\\pset: unknown option: {option}")),
        }
        Ok(Change::Told)
    }

    /// What psql says of an option that has been set.
    fn told(&self, option: &str) -> String {
        let separator = |what: &str, separator: &str| match separator {
            "\0" => format!("{what} separator is zero byte."),
            "\n" if what == "Record" => "Record separator is <newline>.".to_owned(),
            text => format!("{what} separator is \"{text}\"."),
        };
        let unicode = |what: &str, weight: Weight| format!("Unicode {what} line style is \"{}\".", weight.name());
        match option {
            "format" => format!("Output format is {}.", self.style_name()),
            "linestyle" => format!("Line style is {}.", self.lines_name()),
            "unicode_border_linestyle" => unicode("border", self.unicode_lines.border),
            "unicode_column_linestyle" => unicode("column", self.unicode_lines.column),
            "unicode_header_linestyle" => unicode("header", self.unicode_lines.header),
            "border" => format!("Border style is {}.", self.border),
            "columns" if self.columns == 0 => "Target width is unset.".to_owned(),
            "columns" => format!("Target width is {}.", self.columns),
            "expanded" | "x" | "vertical" => match self.expanded {
                Expanded::On => "Expanded display is on.".to_owned(),
                Expanded::Off => "Expanded display is off.".to_owned(),
                Expanded::Auto => "Expanded display is used automatically.".to_owned(),
            },
            "tuples_only" | "t" => format!("Tuples only is {}.", on(self.tuples_only)),
            "footer" => format!("Default footer is {}.", on(self.row_count)),
            "numericlocale" => format!("Locale-adjusted numeric output is {}.", on(self.numeric_locale)),
            "null" => format!("Null display is \"{}\".", self.null),
            "fieldsep" | "fieldsep_zero" => separator("Field", &self.field_separator),
            "recordsep" | "recordsep_zero" => separator("Record", &self.record_separator),
            "csv_fieldsep" => format!("Field separator for CSV is \"{}\".", self.csv_separator),
            "pager" => match self.pager {
                0 => "Pager usage is off.".to_owned(),
                1 => "Pager is used for long output.".to_owned(),
                _ => "Pager is always used.".to_owned(),
            },
            "pager_min_lines" => {
                let plural = if self.pager_min_lines == 1 { "" } else { "s" };
                format!("Pager won't be used for less than {} line{plural}.", self.pager_min_lines)
            }
            "tableattr" | "T" => match &self.table_attributes {
                Some(attributes) => format!("Table attributes are \"{attributes}\"."),
                None => "Table attributes unset.".to_owned(),
            },
            _ => match &self.title {
                Some(title) => format!("Title is \"{title}\"."),
                None => "Title is unset.".to_owned(),
            },
        }
    }

    /// The value of an option, as `\pset` alone lists it.
    fn value_of(&self, option: &str) -> String {
        let quoted = |text: &str| format!("'{}'", text.replace('\n', "\\n").replace('\'', "\\'"));
        let separator = |text: &str| quoted(if text == "\0" { "" } else { text });
        match option {
            "border" => self.border.to_string(),
            "columns" => self.columns.to_string(),
            "csv_fieldsep" => quoted(&self.csv_separator.to_string()),
            "expanded" if self.expanded == Expanded::Auto => "auto".to_owned(),
            "expanded" => on(self.expanded == Expanded::On).to_owned(),
            "fieldsep" => separator(&self.field_separator),
            "fieldsep_zero" => on(self.field_separator == "\0").to_owned(),
            "footer" => on(self.row_count).to_owned(),
            "format" => self.style_name().to_owned(),
            "linestyle" => self.lines_name().to_owned(),
            "null" => quoted(&self.null),
            "numericlocale" => on(self.numeric_locale).to_owned(),
            "pager" => self.pager.to_string(),
            "pager_min_lines" => self.pager_min_lines.to_string(),
            "recordsep" => separator(&self.record_separator),
            "recordsep_zero" => on(self.record_separator == "\0").to_owned(),
            "tableattr" => self.table_attributes.as_deref().map(quoted).unwrap_or_default(),
            "title" => self.title.as_deref().map(quoted).unwrap_or_default(),
            "tuples_only" => on(self.tuples_only).to_owned(),
            "unicode_border_linestyle" => self.unicode_lines.border.name().to_owned(),
            "unicode_column_linestyle" => self.unicode_lines.column.name().to_owned(),
            _ => self.unicode_lines.header.name().to_owned(),
        }
    }

    fn style_name(&self) -> &'static str {
        FORMATS.iter().find(|(_, style)| *style == self.style).map_or("", |(name, _)| name)
    }

    fn lines_name(&self) -> &'static str {
        LINES.iter().find(|(_, lines)| *lines == self.lines).map_or("", |(name, _)| name)
    }
}

fn on(is_on: bool) -> &'static str {
    if is_on { "on" } else { "off" }
}

fn begins(name: &str, start: &str) -> bool {
    name.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

fn unrecognized(option: &str, value: &str, words: &str) -> String {
    format!("unrecognized value \"{value}\" for \"{option}\"\nAvailable values are: {words}.")
}

fn switch(place: &mut bool, option: &str, value: Option<&str>) -> Result<Change, String> {
    let Some(value) = value else {
        *place = !*place;
        return Ok(Change::Told);
    };
    *place =
        boolean(value).ok_or_else(|| format!("unrecognized value \"{value}\" for \"{option}\": Boolean expected"))?;
    Ok(Change::Silent)
}

fn weight(what: &str, value: &str) -> Result<Weight, String> {
    let found = [Weight::Single, Weight::Double].into_iter().find(|weight| begins(weight.name(), value));
    found.ok_or_else(|| format!("\\pset: allowed Unicode {what} line styles are single, double"))
}

fn csv_separator(value: &str) -> Result<char, String> {
    match value.chars().next().filter(|_| value.len() == 1) {
        None => Err("\\pset: csv_fieldsep must be a single one-byte character".to_owned()),
        Some('"' | '\n' | '\r') => {
            Err("\\pset: csv_fieldsep cannot be a double quote, a newline, or a carriage return".to_owned())
        }
        Some(separator) => Ok(separator),
    }
}

/// The style of a format, whose name may be cut short.
fn style(value: &str) -> Result<Style, String> {
    let mut found: Option<&(&str, Style)> = None;
    for format in FORMATS.iter().filter(|(name, _)| begins(name, value)) {
        match found {
            // One of the two of LaTeX begins like the other.
            Some((name, _)) if format.1 != Style::LatexLongtable => {
                let second = format.0;
                return Err(format!(
                    "\\pset: ambiguous abbreviation \"{value}\" matches both \"{name}\" and \"{second}\""
                ));
            }
            Some(_) => {}
            None => found = Some(format),
        }
    }
    let allowed = "\\pset: allowed formats are aligned, asciidoc, csv, html, latex, latex-longtable, troff-ms, \
                   unaligned, wrapped";
    found.map(|(_, style)| *style).ok_or_else(|| allowed.to_owned())
}
