//! What `\pset` sets: how results are printed, in formats other than the aligned one, too.

use crate::table::{CellLine, Drawing, Footer, Table, cell_lines, cell_width, push_blanks};

/// The formats that are known here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    #[default]
    Aligned,
    Unaligned,
    Csv,
}

/// When each record is a table of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Expanded {
    #[default]
    Off,
    On,
    /// When a table is too wide for the screen; a script has none.
    Auto,
}

/// How results are printed.
#[derive(Clone, Debug)]
pub(crate) struct Format {
    pub(crate) style: Style,
    pub(crate) expanded: Expanded,
    pub(crate) border: u8,
    pub(crate) tuples_only: bool,
    pub(crate) row_count: bool,
    pub(crate) null: String,
    pub(crate) field_separator: String,
    /// Above every result of a query.
    pub(crate) title: Option<String>,
}

impl Default for Format {
    fn default() -> Format {
        Format {
            style: Style::Aligned,
            expanded: Expanded::Off,
            border: 1,
            tuples_only: false,
            row_count: true,
            null: String::new(),
            field_separator: "|".to_owned(),
            title: None,
        }
    }
}

impl Format {
    fn drawing(&self) -> Drawing<'_> {
        let Format { border, tuples_only, row_count, null, .. } = self;
        Drawing { border: *border, tuples_only: *tuples_only, row_count: *row_count, null }
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

    fn print(&self, table: &Table) -> String {
        let is_expanded = self.expanded == Expanded::On && !matches!(table.footer, Footer::Lines(_));
        match (self.style, is_expanded) {
            (Style::Aligned, false) => table.aligned(self.drawing()),
            (Style::Aligned, true) => self.records(table),
            (Style::Unaligned, _) => self.unaligned(table, is_expanded),
            (Style::Csv, _) => self.csv(table, is_expanded),
        }
    }

    /// One block for each record: a line for each column.
    fn records(&self, table: &Table) -> String {
        let mut text = String::new();
        if table.rows.is_empty() {
            for line in table.footer_lines(self.drawing()) {
                text.push_str(&line);
                text.push('\n');
            }
            text.push('\n');
            return text;
        }
        if let Some(title) = table.title.as_ref().filter(|_| !self.tuples_only) {
            text.push_str(title);
            text.push('\n');
        }
        let headers: Vec<Vec<CellLine>> = table.columns.iter().map(|column| cell_lines(&column.header)).collect();
        let header_width = headers.iter().map(|lines| cell_width(lines)).max().unwrap_or(0);
        let mut rows: Vec<Vec<Vec<CellLine>>> = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            rows.push(row.iter().map(|cell| cell_lines(cell.as_deref().unwrap_or(&self.null))).collect());
        }
        let data_width = rows.iter().flatten().map(|lines| cell_width(lines)).max().unwrap_or(0);
        let widths = (header_width, data_width);
        for (number, row) in rows.iter().enumerate() {
            if !self.tuples_only {
                self.push_record_line(&mut text, Some(number + 1), widths);
            } else if number > 0 || self.border == 2 {
                self.push_record_line(&mut text, None, widths);
            }
            for (header, cell) in headers.iter().zip(row) {
                self.push_record_cell(&mut text, header, cell, widths);
            }
        }
        if self.border == 2 {
            self.push_record_line(&mut text, None, widths);
        }
        text.push('\n');
        text
    }

    /// `-[ RECORD n ]-+---`, or the line between records without their numbers.
    fn push_record_line(&self, text: &mut String, number: Option<usize>, (header, data): (usize, usize)) {
        let rule = if self.border > 0 { '-' } else { ' ' };
        match self.border {
            0 => {}
            1 => text.push('-'),
            _ => text.push_str("+-"),
        }
        let label = match number {
            Some(number) if self.border == 0 => format!("* Record {number}"),
            Some(number) => format!("[ RECORD {number} ]"),
            None => String::new(),
        };
        text.push_str(&label);
        let length = label.len() + usize::from(self.border != 2);
        text.extend(std::iter::repeat_n(rule, header.saturating_sub(length)));
        // The label may reach over the crossing of the lines into the second column.
        let mut beyond = length.saturating_sub(header);
        let crossing: &[char] = if self.border > 0 { &['-', '+', '-'] } else { &[' '] };
        for mark in crossing {
            match beyond {
                0 => text.push(*mark),
                _ => beyond -= 1,
            }
        }
        text.extend(std::iter::repeat_n(rule, data.saturating_sub(beyond)));
        text.push_str(if self.border == 2 { "-+\n" } else { "\n" });
    }

    fn push_record_cell(
        &self,
        text: &mut String,
        header: &[CellLine],
        cell: &[CellLine],
        (header_width, data_width): (usize, usize),
    ) {
        for index in 0..header.len().max(cell.len()) {
            text.push_str(if self.border == 2 { "| " } else { "" });
            let line = header.get(index);
            text.push_str(line.map_or("", |line| &line.text));
            push_blanks(text, header_width - line.map_or(0, |line| line.width));
            text.push(if index + 1 < header.len() { '+' } else { ' ' });
            text.push_str(if self.border > 0 { "| " } else { "" });
            let continues = index + 1 < cell.len();
            let line = cell.get(index);
            text.push_str(line.map_or("", |line| &line.text));
            if continues || self.border == 2 {
                push_blanks(text, data_width - line.map_or(0, |line| line.width));
                text.push(if continues { '+' } else { ' ' });
            }
            text.push_str(if self.border == 2 { "|\n" } else { "\n" });
        }
    }

    fn unaligned(&self, table: &Table, is_expanded: bool) -> String {
        let mut text = String::new();
        let title = table.title.iter().filter(|_| !self.tuples_only);
        let mut lines: Vec<String> = title.cloned().collect();
        let headers: Vec<&str> = table.columns.iter().map(|column| &*column.header).collect();
        if !is_expanded && !self.tuples_only {
            lines.push(headers.join(&self.field_separator));
        }
        for (number, row) in table.rows.iter().enumerate() {
            let cells: Vec<&str> = row.iter().map(|cell| cell.as_deref().unwrap_or(&self.null)).collect();
            if !is_expanded {
                lines.push(cells.join(&self.field_separator));
                continue;
            }
            if number > 0 || !lines.is_empty() {
                lines.push(String::new());
            }
            for (header, cell) in headers.iter().zip(cells) {
                lines.push([*header, cell].join(&self.field_separator));
            }
        }
        if !is_expanded {
            lines.extend(table.footer_lines(self.drawing()));
        }
        for line in &lines {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    fn csv(&self, table: &Table, is_expanded: bool) -> String {
        let mut text = String::new();
        if !is_expanded && !self.tuples_only {
            push_csv(&mut text, &mut table.columns.iter().map(|column| &*column.header));
        }
        for row in &table.rows {
            let mut cells = row.iter().map(|cell| cell.as_deref().unwrap_or(&self.null));
            if !is_expanded {
                push_csv(&mut text, &mut cells);
                continue;
            }
            for (column, cell) in table.columns.iter().zip(cells) {
                push_csv(&mut text, &mut [&*column.header, cell].into_iter());
            }
        }
        text
    }
}

fn push_csv<'c>(text: &mut String, cells: &mut dyn Iterator<Item = &'c str>) {
    for (number, cell) in cells.enumerate() {
        text.push_str(if number > 0 { "," } else { "" });
        let is_quoted = cell.contains([',', '"', '\n', '\r']) || cell == "\\.";
        if is_quoted {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}
