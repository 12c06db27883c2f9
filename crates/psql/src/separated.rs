//! Formats without columns of one width: unaligned, CSV, and lines of JSON, which psql does not have.

use std::fmt::Write;

use crate::format::Format;
use crate::table::Table;

impl Format {
    pub(crate) fn unaligned(&self, table: &Table, is_expanded: bool) -> String {
        let (between, record) = (&*self.field_separator, &*self.record_separator);
        let headers: Vec<&str> = table.columns.iter().map(|column| &*column.header).collect();
        let title = table.title.as_deref().filter(|_| !self.tuples_only);
        let mut text = String::new();
        let mut records: Vec<String> = Vec::new();
        if is_expanded {
            records.extend(title.map(str::to_owned));
            for row in &table.rows {
                let pairs = headers.iter().zip(row).map(|(header, cell)| [*header, self.cell(cell)].join(between));
                records.push(pairs.collect::<Vec<_>>().join(record));
            }
            text.push_str(&records.join(&record.repeat(2)));
        } else {
            records.extend(title.map(str::to_owned));
            if !self.tuples_only {
                records.push(headers.join(between));
            }
            for row in &table.rows {
                records.push(row.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(between));
            }
            records.extend(table.footer_lines(self.drawing(&self.line_style())));
            text.push_str(&records.join(record));
        }
        if !records.is_empty() {
            // The last record ends with a line feed, whatever separates them, unless that is a zero byte.
            text.push_str(if record == "\0" { record } else { "\n" });
        }
        text
    }

    pub(crate) fn csv(&self, table: &Table, is_expanded: bool) -> String {
        let mut text = String::new();
        let separator = self.csv_separator;
        if !is_expanded && !self.tuples_only {
            push_csv(&mut text, separator, &mut table.columns.iter().map(|column| &*column.header));
        }
        for row in &table.rows {
            let mut cells = row.iter().map(|cell| self.cell(cell));
            if !is_expanded {
                push_csv(&mut text, separator, &mut cells);
                continue;
            }
            for (column, cell) in table.columns.iter().zip(cells) {
                push_csv(&mut text, separator, &mut [&*column.header, cell].into_iter());
            }
        }
        text
    }

    /// Each record an object on a line of its own. Numbers are numbers and NULL is null.
    pub(crate) fn json_lines(table: &Table) -> String {
        let mut text = String::new();
        for row in &table.rows {
            text.push('{');
            for (number, (column, cell)) in table.columns.iter().zip(row).enumerate() {
                text.push_str(if number > 0 { "," } else { "" });
                push_json_string(&mut text, &column.header);
                text.push(':');
                match cell {
                    None => text.push_str("null"),
                    Some(value) if column.align_right && is_json_number(value) => text.push_str(value),
                    Some(value) => push_json_string(&mut text, value),
                }
            }
            text.push_str("}\n");
        }
        text
    }
}

fn push_csv(text: &mut String, separator: char, cells: &mut dyn Iterator<Item = &str>) {
    // `\.` would end the data of COPY, and a separator could make one.
    let quotes_all = matches!(separator, '\\' | '.');
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            text.push(separator);
        }
        if quotes_all || cell.contains([separator, '"', '\n', '\r']) || cell == "\\." {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}

fn push_json_string(text: &mut String, value: &str) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(text, "\\u{:04x}", u32::from(control));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

/// Whether a number of the server's is written as one of JSON: NaN, Infinity and amounts of money are not.
fn is_json_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let whole = digits.split(['.', 'e', 'E']).next().unwrap_or_default();
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    !has_leading_zero && whole.starts_with(|first: char| first.is_ascii_digit()) && value.parse::<f64>().is_ok()
}
