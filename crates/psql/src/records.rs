//! The aligned format in expanded mode: one block for each record, one line for each column.

use crate::format::Format;
use crate::line_style::{LineStyle, Rule};
use crate::table::{CellLine, Table, cell_lines, cell_width, push_blanks};
use crate::wrap::wrapped;

/// The widths of both columns, and whether marks of lines that go on need a place of their own.
#[derive(Clone, Copy)]
struct Widths {
    header: usize,
    data: usize,
    header_marks: bool,
    data_marks: bool,
}

impl Format {
    /// One block for each record.
    pub(crate) fn records(&self, table: &Table) -> String {
        let style = &self.line_style();
        let border = self.border.min(2);
        let mut text = String::new();
        if table.rows.is_empty() {
            for line in table.footer_lines(self.drawing(style)) {
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
        let cells = |row: &Vec<Option<String>>| {
            row.iter().map(|cell| cell_lines(cell.as_deref().unwrap_or(&self.null))).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<Vec<CellLine>>> = table.rows.iter().map(cells).collect();
        let mut widths = Widths {
            header: headers.iter().map(|lines| cell_width(lines)).max().unwrap_or(0),
            data: rows.iter().flatten().map(|lines| cell_width(lines)).max().unwrap_or(0),
            header_marks: headers.iter().any(|lines| lines.len() > 1),
            data_marks: rows.iter().flatten().any(|lines| lines.len() > 1),
        };
        if self.wraps() {
            self.fit(&mut widths, rows.len(), style);
        }
        for (number, row) in rows.iter().enumerate() {
            let rule = if number == 0 { &style.top } else { &style.below_headers };
            let extra = usize::from(border < 2 && widths.header_marks && !style.marks_on_right);
            let widths_of_line = (widths.header + extra, widths.data);
            if !self.tuples_only {
                self.push_record_line(&mut text, Some(number + 1), widths_of_line, rule);
            } else if number > 0 || border == 2 {
                self.push_record_line(&mut text, None, widths_of_line, rule);
            }
            for (header, cell) in headers.iter().zip(row) {
                push_pair(&mut text, header, &wrapped(cell, widths.data), widths, border, style);
            }
        }
        if border == 2 {
            self.push_record_line(&mut text, None, (widths.header, widths.data), &style.bottom);
        }
        text.push('\n');
        text
    }

    /// Chooses the width of the values, so that lines are no wider than wished.
    fn fit(&self, widths: &mut Widths, records: usize, style: &LineStyle) {
        let border = self.border.min(2);
        let mut between = match border {
            0 => 1 + usize::from(widths.header_marks),
            1 => 3 + usize::from(widths.header_marks && !style.marks_on_right),
            _ => 7,
        };
        let has_marks = border < 2 && style.marks_on_right;
        between += usize::from(widths.data_marks && has_marks);
        let least = match border {
            _ if self.tuples_only => 0,
            0 => 9,
            1 => 12,
            _ => 15,
        };
        let record = if self.tuples_only { 0 } else { least + records.to_string().len() };
        loop {
            let whole = (widths.header + between + widths.data).max(record);
            let narrowest = (widths.header + between + 3).max(record);
            let total = self.wished_width().map_or(whole, |wished| wished.clamp(narrowest, whole.max(narrowest)));
            let data = total - widths.header - between;
            if data < widths.data && !widths.data_marks && has_marks {
                widths.data_marks = true;
                between += 1;
                continue;
            }
            widths.data = data;
            return;
        }
    }

    /// `-[ RECORD n ]-+---`, or the line between records without their numbers.
    fn push_record_line(&self, text: &mut String, number: Option<usize>, (header, data): (usize, usize), rule: &Rule) {
        let border = self.border.min(2);
        let line = if border > 0 { rule.line } else { " " };
        text.push_str(if border == 2 { rule.left } else { "" });
        text.push_str(if matches!(border, 1 | 2) { rule.line } else { "" });
        let label = match number {
            Some(number) if border == 0 => format!("* Record {number}"),
            Some(number) => format!("[ RECORD {number} ]"),
            None => String::new(),
        };
        text.push_str(&label);
        let length = label.len() + usize::from(border != 2);
        text.extend(std::iter::repeat_n(line, header.saturating_sub(length)));
        // The label may reach over the crossing of the lines into the second column.
        let mut beyond = length.saturating_sub(header);
        let crossing: &[&str] = if border > 0 { &[line, rule.middle, line] } else { &[" "] };
        for mark in crossing {
            match beyond {
                0 => text.push_str(mark),
                _ => beyond -= 1,
            }
        }
        text.extend(std::iter::repeat_n(line, data.saturating_sub(beyond)));
        text.push_str(if border == 2 { rule.line } else { "" });
        text.push_str(if border == 2 { rule.right } else { "" });
        text.push('\n');
    }
}

/// The name of a column and its value.
fn push_pair(
    text: &mut String,
    header: &[CellLine],
    cell: &[CellLine],
    widths: Widths,
    border: u16,
    style: &LineStyle,
) {
    let old_marks = widths.header_marks && !style.marks_on_right;
    let new_marks = widths.header_marks && style.marks_on_right;
    for index in 0..header.len().max(cell.len()) {
        text.push_str(if border == 2 { style.side } else { "" });
        match header.get(index) {
            Some(line) => {
                if border == 2 || old_marks {
                    text.push_str(if index > 0 { style.header_left } else { " " });
                }
                text.push_str(&line.text);
                push_blanks(text, widths.header - line.width);
                if border > 0 || new_marks {
                    text.push_str(if index + 1 < header.len() { style.header_right } else { " " });
                }
            }
            None => {
                let marks = usize::from(border < 2 && old_marks) + usize::from(border == 0 && new_marks);
                // A blank stands here even where nothing has a width.
                push_blanks(text, (widths.header + usize::from(border) + marks).max(1));
            }
        }
        let continues_wrapped = index.checked_sub(1).and_then(|before| cell.get(before)).is_some_and(|line| line.wraps);
        if border > 0 {
            // A value that has ended counts as one that is being wrapped, if its last line is not empty.
            let has_ended = index >= cell.len() && cell.last().is_some_and(|line| !line.text.is_empty());
            text.push_str(match index {
                _ if continues_wrapped || has_ended => style.between_wrapped,
                0 => style.between,
                _ if cell.len() == 1 => style.between,
                _ => style.between_newline,
            });
        }
        match cell.get(index) {
            Some(line) => {
                text.push_str(if continues_wrapped { style.wrapped_left } else { " " });
                text.push_str(&line.text);
                let mark = match index + 1 < cell.len() {
                    _ if border < 2 && (index + 1 == cell.len() || !widths.data_marks || !style.marks_on_right) => None,
                    true if line.wraps => Some(style.wrapped_right),
                    true => Some(style.newline_right),
                    false => Some(" "),
                };
                if let Some(mark) = mark {
                    push_blanks(text, widths.data.saturating_sub(line.width));
                    text.push_str(mark);
                }
                text.push_str(if border == 2 { style.side } else { "" });
            }
            None if border == 2 => {
                push_blanks(text, widths.data + 2);
                text.push_str(style.side);
            }
            None => {}
        }
        text.push('\n');
    }
}
