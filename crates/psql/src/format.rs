//! What `\pset` sets: how results are printed.

use crate::aligned::Layout;
use crate::line_style::{LineStyle, UnicodeLines};
use crate::table::{Drawing, Footer, Table, cell_width};
use crate::wrap::shrink;

/// The formats: those of psql, and lines of JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    #[default]
    Aligned,
    Asciidoc,
    Csv,
    Html,
    JsonLines,
    Latex,
    LatexLongtable,
    TroffMs,
    Unaligned,
    Wrapped,
}

/// When each record is a table of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Expanded {
    #[default]
    Off,
    On,
    /// When a table is wider than is wished; without a screen only `\pset columns` wishes.
    Auto,
}

/// Which lines tables have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lines {
    #[default]
    Ascii,
    OldAscii,
    Unicode,
}

/// How results are printed.
#[derive(Clone, Debug)]
pub(crate) struct Format {
    pub(crate) style: Style,
    pub(crate) expanded: Expanded,
    pub(crate) border: u16,
    /// The width wished of a table; none at 0 or below.
    pub(crate) columns: i32,
    pub(crate) tuples_only: bool,
    pub(crate) row_count: bool,
    pub(crate) null: String,
    /// A zero byte where that was asked for.
    pub(crate) field_separator: String,
    /// As the separator of fields.
    pub(crate) record_separator: String,
    pub(crate) csv_separator: char,
    pub(crate) lines: Lines,
    pub(crate) unicode_lines: UnicodeLines,
    /// Digits in groups.
    pub(crate) numeric_locale: bool,
    pub(crate) table_attributes: Option<String>,
    /// Above every result of a query.
    pub(crate) title: Option<String>,
    /// 0 never, 1 for long output, 2 always. There is none here, but it can be set.
    pub(crate) pager: u8,
    pub(crate) pager_min_lines: i32,
}

impl Default for Format {
    fn default() -> Format {
        Format {
            style: Style::Aligned,
            expanded: Expanded::Off,
            border: 1,
            columns: 0,
            tuples_only: false,
            row_count: true,
            null: String::new(),
            field_separator: "|".to_owned(),
            record_separator: "\n".to_owned(),
            csv_separator: ',',
            lines: Lines::Ascii,
            unicode_lines: UnicodeLines::default(),
            numeric_locale: false,
            table_attributes: None,
            title: None,
            pager: 1,
            pager_min_lines: 0,
        }
    }
}

impl Format {
    pub(crate) fn drawing<'f>(&'f self, lines: &'f LineStyle) -> Drawing<'f> {
        let border = if self.border < 2 { u8::from(self.border == 1) } else { 2 };
        Drawing { border, tuples_only: self.tuples_only, row_count: self.row_count, lines }
    }

    pub(crate) fn line_style(&self) -> LineStyle {
        match self.lines {
            Lines::Ascii => LineStyle::ASCII,
            Lines::OldAscii => LineStyle::OLD_ASCII,
            Lines::Unicode => LineStyle::unicode(self.unicode_lines),
        }
    }

    /// The width wished of a table.
    pub(crate) fn wished_width(&self) -> Option<usize> {
        usize::try_from(self.columns).ok().filter(|width| *width > 0)
    }

    pub(crate) fn wraps(&self) -> bool {
        self.style == Style::Wrapped
    }

    /// What is printed for a cell.
    pub(crate) fn cell<'c>(&'c self, cell: &'c Option<String>) -> &'c str {
        cell.as_deref().unwrap_or(&self.null)
    }

    /// The result of a query of the user's.
    pub(crate) fn query_result(&self, table: &Table) -> String {
        match &self.title {
            Some(title) => self.print(&Table { title: Some(title.clone()), ..table.clone() }),
            None => self.print(table),
        }
    }

    /// The result of a query of psql's own, in which NULL is always empty.
    pub(crate) fn list(&self, table: &Table) -> String {
        Format { null: String::new(), ..self.clone() }.print(table)
    }

    /// As results go to a log: in aligned columns, whatever their format.
    pub(crate) fn logged(&self, table: &Table) -> String {
        Format { style: Style::Aligned, expanded: Expanded::Off, ..self.clone() }.query_result(table)
    }

    fn print(&self, table: &Table) -> String {
        let grouped = self.numeric_locale.then(|| with_groups(table));
        let table = grouped.as_ref().unwrap_or(table);
        let is_expanded = self.expanded == Expanded::On && !matches!(table.footer, Footer::Lines(_));
        match (self.style, is_expanded) {
            (Style::Aligned | Style::Wrapped, true) => self.records(table),
            (Style::Aligned | Style::Wrapped, false) => self.in_columns(table),
            (Style::Unaligned, _) => self.unaligned(table, is_expanded),
            (Style::Csv, _) => self.csv(table, is_expanded),
            (Style::Html, _) => self.html(table, is_expanded),
            (Style::Asciidoc, _) => self.asciidoc(table, is_expanded),
            (Style::Latex, false) => self.latex(table),
            (Style::LatexLongtable, false) => self.latex_longtable(table),
            (Style::Latex | Style::LatexLongtable, true) => self.latex_records(table),
            (Style::TroffMs, false) => self.troff(table),
            (Style::TroffMs, true) => self.troff_records(table),
            (Style::JsonLines, _) => Format::json_lines(table),
        }
    }

    fn in_columns(&self, table: &Table) -> String {
        let style = self.line_style();
        let drawing = self.drawing(&style);
        let mut layout = Layout::new(table, &self.null);
        let headers: Vec<usize> = layout.headers.iter().map(|lines| cell_width(lines)).collect();
        if let Some(wished) = self.wished_width() {
            if self.wraps() {
                shrink(&mut layout, wished, drawing.border);
            }
            let total = |widths: &[usize]| Layout::total(widths, drawing.border);
            let is_too_wide = wished < total(&headers).max(total(&layout.widths));
            let may_expand = self.expanded == Expanded::Auto && !matches!(table.footer, Footer::Lines(_));
            if may_expand && table.columns.len() > 1 && is_too_wide {
                return self.records(table);
            }
        }
        table.aligned(&layout, drawing)
    }
}

/// The table with the digits of its numbers in groups of three.
fn with_groups(table: &Table) -> Table {
    let mut table = table.clone();
    for row in &mut table.rows {
        for (cell, column) in row.iter_mut().zip(&table.columns) {
            if let Some(value) = cell.as_mut().filter(|_| column.align_right) {
                *value = grouped(value);
            }
        }
    }
    table
}

fn grouped(value: &str) -> String {
    if !value.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
        return value.to_owned();
    }
    let unsigned = value.trim_start_matches(['+', '-']);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let mut written = value.strip_suffix(unsigned).unwrap_or_default().to_owned();
    for (place, character) in unsigned.chars().enumerate() {
        if place > 0 && place < digits && (digits - place) % 3 == 0 {
            written.push(',');
        }
        written.push(character);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped() {
        for (value, expected) in
            [("1", "1"), ("1234", "1,234"), ("-1234567.891", "-1,234,567.891"), ("$1,000.00", "$1,000.00"), ("", "")]
        {
            assert_eq!(grouped(value), expected);
        }
    }
}
