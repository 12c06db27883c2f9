//! The aligned format, which is psql's default: one line for each record, columns of one width.

use crate::line_style::{LineStyle, Rule};
use crate::table::{CellLine, Drawing, Table, cell_lines, cell_width, push_blanks};

/// The lines of every cell, row by row.
pub(crate) type CellRows = Vec<Vec<Vec<CellLine>>>;

/// A table whose cells are cut into lines, with the width of each column.
pub(crate) struct Layout {
    pub(crate) headers: Vec<Vec<CellLine>>,
    pub(crate) rows: CellRows,
    pub(crate) widths: Vec<usize>,
}

impl Layout {
    /// Columns as wide as their widest line.
    pub(crate) fn new(table: &Table, null: &str) -> Layout {
        let headers: Vec<Vec<CellLine>> = table.columns.iter().map(|column| cell_lines(&column.header)).collect();
        let row = |row: &Vec<Option<String>>| {
            row.iter().map(|cell| cell_lines(cell.as_deref().unwrap_or(null))).collect::<Vec<_>>()
        };
        let rows: CellRows = table.rows.iter().map(row).collect();
        let mut widths: Vec<usize> = headers.iter().map(|lines| cell_width(lines)).collect();
        for row in &rows {
            for (width, lines) in widths.iter_mut().zip(row) {
                *width = cell_width(lines).max(*width);
            }
        }
        Layout { headers, rows, widths }
    }

    /// What columns of these widths take, with the lines between them.
    pub(crate) fn total(widths: &[usize], border: u8) -> usize {
        let count = widths.len();
        let between = match border {
            0 => count,
            1 => (3 * count).saturating_sub(1),
            _ => 3 * count + 1,
        };
        widths.iter().sum::<usize>() + between
    }
}

impl Table {
    /// The table in aligned columns.
    pub(crate) fn aligned(&self, layout: &Layout, drawing: Drawing<'_>) -> String {
        let Layout { headers, rows, widths } = layout;
        let Drawing { border, lines, .. } = drawing;
        let mut text = String::new();
        if !drawing.tuples_only {
            self.push_title(&mut text, Layout::total(widths, border));
            if border == 2 {
                push_rule(&mut text, widths, 2, &lines.top);
            }
            push_headers(&mut text, headers, widths, border, lines);
            push_rule(&mut text, widths, border, &lines.below_headers);
        }
        for row in rows {
            self.push_row(&mut text, row, widths, border, lines);
        }
        if border == 2 {
            push_rule(&mut text, widths, 2, &lines.bottom);
        }
        for line in self.footer_lines(drawing) {
            text.push_str(&line);
            text.push('\n');
        }
        text.push('\n');
        text
    }

    fn push_title(&self, text: &mut String, total: usize) {
        let Some(title) = &self.title else { return };
        let width = cell_width(&cell_lines(title));
        push_blanks(text, total.saturating_sub(width) / 2);
        text.push_str(title);
        text.push('\n');
    }

    fn push_row(&self, text: &mut String, row: &[Vec<CellLine>], widths: &[usize], border: u8, style: &LineStyle) {
        let height = row.iter().map(Vec::len).max().unwrap_or(0);
        for index in 0..height {
            text.push_str(if border == 2 { style.side } else { "" });
            for (number, (lines, width)) in row.iter().zip(widths).enumerate() {
                let last = number + 1 == widths.len();
                let (before, now) = (state_before(lines, index), state_before(lines, index + 1));
                let pads = !last || border == 2;
                let align_right = self.columns.get(number).is_some_and(|column| column.align_right);
                if border > 0 {
                    text.push_str(if before == State::Wrapped { style.wrapped_left } else { " " });
                }
                match lines.get(index) {
                    None if pads => push_blanks(text, *width),
                    None => {}
                    Some(line) if align_right => {
                        push_blanks(text, width.saturating_sub(line.width));
                        text.push_str(&line.text);
                    }
                    Some(line) => {
                        text.push_str(&line.text);
                        if pads || matches!(now, State::Newline | State::Wrapped) {
                            push_blanks(text, width.saturating_sub(line.width));
                        }
                    }
                }
                text.push_str(match now {
                    State::Newline => style.newline_right,
                    State::Wrapped => style.wrapped_right,
                    _ if pads => " ",
                    _ => "",
                });
                if border > 0 && !last {
                    text.push_str(match row.get(number + 1).map(|next| state_before(next, index)) {
                        Some(State::Wrapped) => style.between_wrapped,
                        Some(State::Newline) => style.between_newline,
                        Some(State::Ended) => style.between_blank,
                        Some(State::Start) | None => style.between,
                    });
                }
            }
            text.push_str(if border == 2 { style.side } else { "" });
            text.push('\n');
        }
    }
}

/// Where a cell stands at a line of its row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    /// It goes on behind a line feed.
    Newline,
    /// It goes on because it was too wide.
    Wrapped,
    Ended,
}

fn state_before(lines: &[CellLine], index: usize) -> State {
    match index.checked_sub(1).and_then(|before| lines.get(before)) {
        _ if index >= lines.len() => State::Ended,
        None => State::Start,
        Some(CellLine { wraps: true, .. }) => State::Wrapped,
        Some(_) => State::Newline,
    }
}

fn push_headers(text: &mut String, headers: &[Vec<CellLine>], widths: &[usize], border: u8, style: &LineStyle) {
    let height = headers.iter().map(Vec::len).max().unwrap_or(0);
    for index in 0..height {
        text.push_str(if border == 2 { style.side } else { "" });
        for (number, (lines, width)) in headers.iter().zip(widths).enumerate() {
            let last = number + 1 == widths.len();
            if border > 0 || !style.marks_on_right && number > 0 {
                text.push_str(if index > 0 { style.header_left } else { " " });
            }
            match lines.get(index) {
                Some(line) => {
                    let blanks = width - line.width;
                    push_blanks(text, blanks / 2);
                    text.push_str(&line.text);
                    push_blanks(text, blanks.div_ceil(2));
                }
                None => push_blanks(text, *width),
            }
            if border > 0 || style.marks_on_right {
                text.push_str(if index + 1 < lines.len() { style.header_right } else { " " });
            }
            if border > 0 && !last {
                text.push_str(style.between);
            }
        }
        text.push_str(if border == 2 { style.side } else { "" });
        text.push('\n');
    }
}

/// A line across the table.
fn push_rule(text: &mut String, widths: &[usize], border: u8, rule: &Rule) {
    text.push_str(if border == 2 { rule.left } else { "" });
    text.push_str(if border > 0 { rule.line } else { "" });
    for (number, width) in widths.iter().enumerate() {
        if number > 0 && border == 0 {
            text.push(' ');
        } else if number > 0 {
            text.extend([rule.line, rule.middle, rule.line]);
        }
        text.extend(std::iter::repeat_n(rule.line, *width));
    }
    text.push_str(if border > 0 { rule.line } else { "" });
    text.push_str(if border == 2 { rule.right } else { "" });
    text.push('\n');
}
