//! Backslash commands about how results are printed: `\pset` and its shorthands.

use crate::arguments::{Argument, Arguments};
use crate::client::{Level, Psql};
use crate::command::argument;
use crate::format::{Expanded, Style};
use crate::variables::parse_boolean as boolean;

/// The formats of psql; those without a style are not known here.
const FORMATS: &[(&str, Option<Style>)] = &[
    ("aligned", Some(Style::Aligned)),
    ("asciidoc", None),
    ("csv", Some(Style::Csv)),
    ("html", None),
    ("latex", None),
    ("troff-ms", None),
    ("unaligned", Some(Style::Unaligned)),
    ("wrapped", None),
    ("latex-longtable", None),
];

impl Psql<'_> {
    /// Runs a command about printing; whether it succeeded. `None` of any other command.
    pub(crate) fn print_command(&mut self, name: &str, arguments: &mut Arguments<'_>) -> Option<bool> {
        let option = match name {
            "a" => {
                let is_aligned = self.format.style == Style::Aligned;
                self.format.style = if is_aligned { Style::Unaligned } else { Style::Aligned };
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
            _ => return None,
        };
        let value = argument(self, arguments).map(|Argument { text, .. }| text);
        Some(self.set_format(&option, value.as_deref(), name == "C"))
    }

    fn set_format(&mut self, option: &str, value: Option<&str>, unsets_title: bool) -> bool {
        let option = match option {
            "x" | "vertical" => "expanded",
            "t" => "tuples_only",
            option => option,
        };
        match (option, value) {
            ("format", Some(value)) => {
                let Some(style) = self.style(value) else { return false };
                self.format.style = style;
            }
            ("border", Some(value)) => {
                let digits = value.trim_start();
                let length = digits.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
                // As the C library reads a number; the formats know no more than two.
                self.format.border = digits.get(..length).and_then(|digits| digits.parse().ok()).unwrap_or(0).min(2);
            }
            ("expanded", Some("auto")) => self.format.expanded = Expanded::Auto,
            ("expanded", value) => {
                self.format.expanded = match value.map(boolean) {
                    Some(Some(true)) => Expanded::On,
                    Some(Some(false)) => Expanded::Off,
                    Some(None) => {
                        let value = value.unwrap_or_default();
                        self.log(
                            Level::Error,
                            &format!(
                                "unrecognized value \"{value}\" for \"{option}\"\nAvailable values are: on, off, auto."
                            ),
                        );
                        return false;
                    }
                    None if self.format.expanded == Expanded::Off => Expanded::On,
                    None => Expanded::Off,
                };
            }
            ("tuples_only" | "footer", value) => {
                let is_footer = option == "footer";
                let place = if is_footer { &mut self.format.row_count } else { &mut self.format.tuples_only };
                match value.map(boolean) {
                    None => *place = !*place,
                    // Nothing is said of what was asked for by name.
                    Some(Some(is_on)) => {
                        *place = is_on;
                        return true;
                    }
                    Some(None) => {
                        let value = value.unwrap_or_default();
                        let message = format!("unrecognized value \"{value}\" for \"{option}\": Boolean expected");
                        self.log(Level::Error, &message);
                        return false;
                    }
                }
            }
            ("null", Some(value)) => self.format.null = value.to_owned(),
            ("fieldsep", Some(value)) => self.format.field_separator = value.to_owned(),
            ("title", Some(value)) => self.format.title = Some(value.to_owned()),
            ("title", None) if unsets_title => self.format.title = None,
            ("format" | "border" | "null" | "fieldsep" | "title", None) => {}
            // Nothing here depends on these: there is no screen and no pager.
            ("pager" | "pager_min_lines" | "columns" | "linestyle", _) => return true,
            _ => {
                self.log(Level::Error, &format!("\\pset: unknown option: {option}"));
                return false;
            }
        }
        self.tell(option);
        true
    }

    /// The style of a format, whose name may be cut short.
    fn style(&mut self, value: &str) -> Option<Style> {
        let mut found: Option<&(&str, Option<Style>)> = None;
        for format in FORMATS.iter().filter(|(name, _)| name.starts_with(value)) {
            // One of the two of LaTeX begins like the other.
            match found {
                Some((name, _)) if format.0 != "latex-longtable" || *name != "latex" => {
                    let message = format!(
                        "\\pset: ambiguous abbreviation \"{value}\" matches both \"{name}\" and \"{}\"",
                        format.0
                    );
                    self.log(Level::Error, &message);
                    return None;
                }
                Some(_) => {}
                None => found = Some(format),
            }
        }
        match found {
            Some((_, Some(style))) => Some(*style),
            Some((name, None)) => {
                self.log(Level::Error, &format!("\\pset format {name} is not available in Medlar yet"));
                None
            }
            None => {
                let message = "\\pset: allowed formats are aligned, asciidoc, csv, html, latex, latex-longtable, \
                               troff-ms, unaligned, wrapped";
                self.log(Level::Error, message);
                None
            }
        }
    }

    /// What psql says of a setting.
    fn tell(&mut self, option: &str) {
        if self.variables.settings().quiet {
            return;
        }
        let format = &self.format;
        let on = |is_on: bool| if is_on { "on" } else { "off" };
        let text = match option {
            "format" => format!("Output format is {}.", self.style_name()),
            "border" => format!("Border style is {}.", format.border),
            "expanded" => match format.expanded {
                Expanded::On => "Expanded display is on.".to_owned(),
                Expanded::Off => "Expanded display is off.".to_owned(),
                Expanded::Auto => "Expanded display is used automatically.".to_owned(),
            },
            "tuples_only" => format!("Tuples only is {}.", on(format.tuples_only)),
            "footer" => format!("Default footer is {}.", on(format.row_count)),
            "null" => format!("Null display is \"{}\".", format.null),
            "fieldsep" => format!("Field separator is \"{}\".", format.field_separator),
            _ => match &format.title {
                Some(title) => format!("Title is \"{title}\"."),
                None => "Title is unset.".to_owned(),
            },
        };
        self.print(&(text + "\n"));
    }

    fn style_name(&self) -> &'static str {
        FORMATS.iter().find(|(_, style)| *style == Some(self.format.style)).map_or("", |(name, _)| name)
    }

    /// `\pset` alone: all settings.
    fn print_settings(&mut self) {
        let format = &self.format;
        let on = |is_on: bool| if is_on { "on" } else { "off" };
        let expanded = match format.expanded {
            Expanded::On => "on",
            Expanded::Off => "off",
            Expanded::Auto => "auto",
        };
        let border = format.border.to_string();
        let field_separator = format!("'{}'", format.field_separator);
        let null = format!("'{}'", format.null);
        let mut text = String::new();
        for (name, value) in [
            ("border", &*border),
            ("columns", "0"),
            ("csv_fieldsep", "','"),
            ("expanded", expanded),
            ("fieldsep", &field_separator),
            ("fieldsep_zero", "off"),
            ("footer", on(format.row_count)),
            ("format", self.style_name()),
            ("linestyle", "ascii"),
            ("null", &null),
            ("numericlocale", "off"),
            ("pager", "1"),
            ("pager_min_lines", "0"),
            ("recordsep", "'\\n'"),
            ("recordsep_zero", "off"),
            ("tableattr", ""),
            ("title", format.title.as_deref().unwrap_or_default()),
            ("tuples_only", on(format.tuples_only)),
            ("unicode_border_linestyle", "single"),
            ("unicode_column_linestyle", "single"),
            ("unicode_header_linestyle", "single"),
        ] {
            text.push_str(&format!("{name:24} {value}\n"));
        }
        self.print(&text);
    }
}
