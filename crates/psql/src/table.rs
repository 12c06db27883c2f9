//! Tables, and the aligned format, which is psql's default.

use medlar_engine::{ResultColumn, ResultSet};

use crate::width::char_width;

/// A result to be printed as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Printed above, centred.
    pub title: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The cells of each row; `None` is NULL and prints as nothing.
    pub rows: Vec<Vec<Option<String>>>,
    /// What is printed below.
    pub footer: Footer,
}

/// What stands below a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Footer {
    /// `(n rows)`
    #[default]
    RowCount,
    /// These lines; such a table describes one object and is never printed in expanded mode.
    Lines(Vec<String>),
    /// Nothing.
    Nothing,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub header: String,
    /// Numbers are aligned on the right, all else on the left.
    pub align_right: bool,
}

impl Column {
    /// A column of text.
    pub fn text(header: &str) -> Column {
        Column { header: header.to_owned(), align_right: false }
    }
}

/// One printed line of a cell.
#[derive(Debug, Default)]
pub(crate) struct CellLine {
    pub(crate) text: String,
    pub(crate) width: usize,
}

impl From<&ResultSet> for Table {
    fn from(result: &ResultSet) -> Table {
        let ResultSet { columns, rows } = result;
        let column = |column: &ResultColumn| Column { header: column.name.clone(), align_right: column.is_number };
        Table {
            title: None,
            columns: columns.iter().map(column).collect(),
            rows: rows.clone(),
            footer: Footer::RowCount,
        }
    }
}

/// How a table is drawn: psql's `\pset`, as far as aligned tables need it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawing<'f> {
    /// 0 has no lines between columns, 1 has them, 2 has them around the table, too.
    pub(crate) border: u8,
    pub(crate) tuples_only: bool,
    /// Whether `(n rows)` is printed.
    pub(crate) row_count: bool,
    /// What stands for NULL.
    pub(crate) null: &'f str,
}

impl Drawing<'_> {
    pub(crate) const DEFAULT: Drawing<'static> = Drawing { border: 1, tuples_only: false, row_count: true, null: "" };
}

impl Table {
    /// The table with its title and its `(n rows)`, as psql prints it, the empty line behind it included.
    pub fn format(&self) -> String {
        self.aligned(Drawing::DEFAULT)
    }

    /// The lines below the table.
    pub(crate) fn footer_lines(&self, drawing: Drawing<'_>) -> Vec<String> {
        match &self.footer {
            _ if drawing.tuples_only => Vec::new(),
            Footer::RowCount if drawing.row_count => {
                let count = self.rows.len();
                vec![format!("({count} {})", if count == 1 { "row" } else { "rows" })]
            }
            Footer::RowCount | Footer::Nothing => Vec::new(),
            Footer::Lines(lines) => lines.clone(),
        }
    }

    pub(crate) fn aligned(&self, drawing: Drawing<'_>) -> String {
        if self.columns.is_empty() {
            // Rows without columns are counted, and nothing is drawn of them.
            let lines = self.footer_lines(drawing);
            return lines.iter().fold("--\n".to_owned(), |text, line| text + line + "\n") + "\n";
        }
        let headers: Vec<Vec<CellLine>> = self.columns.iter().map(|column| cell_lines(&column.header)).collect();
        let rows: Vec<Vec<Vec<CellLine>>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell_lines(cell.as_deref().unwrap_or(drawing.null))).collect())
            .collect();
        let mut widths: Vec<usize> = headers.iter().map(|lines| cell_width(lines)).collect();
        for row in &rows {
            for (width, lines) in widths.iter_mut().zip(row) {
                *width = cell_width(lines).max(*width);
            }
        }

        let mut text = String::new();
        if !drawing.tuples_only {
            self.push_title(&mut text, &widths, drawing.border);
            if drawing.border == 2 {
                push_rule(&mut text, &widths, 2);
            }
            push_headers(&mut text, &headers, &widths, drawing.border);
        }
        for row in &rows {
            self.push_row(&mut text, row, &widths, drawing.border);
        }
        if drawing.border == 2 {
            push_rule(&mut text, &widths, 2);
        }
        for line in self.footer_lines(drawing) {
            text.push_str(&line);
            text.push('\n');
        }
        text.push('\n');
        text
    }

    fn push_title(&self, text: &mut String, widths: &[usize], border: u8) {
        let Some(title) = &self.title else { return };
        let count = widths.len();
        let between = match border {
            0 => count,
            1 => (3 * count).saturating_sub(1),
            _ => 3 * count + 1,
        };
        let total = widths.iter().sum::<usize>() + between;
        let width = cell_width(&cell_lines(title));
        push_blanks(text, total.saturating_sub(width) / 2);
        text.push_str(title);
        text.push('\n');
    }

    fn push_row(&self, text: &mut String, row: &[Vec<CellLine>], widths: &[usize], border: u8) {
        let height = row.iter().map(Vec::len).max().unwrap_or(0);
        for index in 0..height {
            text.push_str(if border == 2 { "|" } else { "" });
            for (number, (lines, width)) in row.iter().zip(widths).enumerate() {
                let last = number + 1 == widths.len();
                let continues = index + 1 < lines.len();
                let pad_after = !last || continues || border == 2;
                let align_right = self.columns.get(number).is_some_and(|column| column.align_right);
                text.push_str(if border > 0 { " " } else { "" });
                match lines.get(index) {
                    None if !pad_after => {}
                    None => push_blanks(text, *width),
                    Some(line) if align_right => {
                        push_blanks(text, width - line.width);
                        text.push_str(&line.text);
                    }
                    Some(line) => {
                        text.push_str(&line.text);
                        if pad_after {
                            push_blanks(text, width - line.width);
                        }
                    }
                }
                match (continues, pad_after) {
                    (true, _) => text.push('+'),
                    (false, true) => text.push(' '),
                    (false, false) => {}
                }
                if border == 2 || border == 1 && !last {
                    text.push('|');
                }
            }
            text.push('\n');
        }
    }
}

fn push_headers(text: &mut String, headers: &[Vec<CellLine>], widths: &[usize], border: u8) {
    let height = headers.iter().map(Vec::len).max().unwrap_or(0);
    for index in 0..height {
        text.push_str(if border == 2 { "|" } else { "" });
        for (number, (lines, width)) in headers.iter().zip(widths).enumerate() {
            let last = number + 1 == widths.len();
            text.push_str(if border > 0 { " " } else { "" });
            match lines.get(index) {
                Some(line) => {
                    let blanks = width - line.width;
                    push_blanks(text, blanks / 2);
                    text.push_str(&line.text);
                    push_blanks(text, blanks.div_ceil(2));
                }
                None => push_blanks(text, *width),
            }
            text.push(if index + 1 < lines.len() { '+' } else { ' ' });
            if border == 2 || border == 1 && !last {
                text.push('|');
            }
        }
        text.push('\n');
    }
    push_rule(text, widths, border);
}

/// The line below the headers, and around a table with borders.
fn push_rule(text: &mut String, widths: &[usize], border: u8) {
    let (start, between, end) = match border {
        0 => ("", " ", ""),
        1 => ("-", "-+-", "-"),
        _ => ("+-", "-+-", "-+"),
    };
    text.push_str(start);
    for (number, width) in widths.iter().enumerate() {
        text.push_str(if number == 0 { "" } else { between });
        text.extend(std::iter::repeat_n('-', *width));
    }
    text.push_str(end);
    text.push('\n');
}

pub(crate) fn push_blanks(text: &mut String, count: usize) {
    text.extend(std::iter::repeat_n(' ', count));
}

pub(crate) fn cell_width(lines: &[CellLine]) -> usize {
    lines.iter().map(|line| line.width).max().unwrap_or(0)
}

/// The lines of a cell: tabs go to the next multiple of eight, control characters are spelled out.
pub(crate) fn cell_lines(cell: &str) -> Vec<CellLine> {
    cell.split('\n')
        .map(|source| {
            let mut line = CellLine::default();
            for character in source.chars() {
                match (character, char_width(character)) {
                    ('\t', _) => {
                        let blanks = 8 - line.width % 8;
                        push_blanks(&mut line.text, blanks);
                        line.width += blanks;
                    }
                    (_, Some(width)) => {
                        line.text.push(character);
                        line.width += width;
                    }
                    (control, None) => {
                        let spelled = match control {
                            '\r' => "\\r".to_owned(),
                            control if control.is_ascii() => format!("\\x{:02X}", control as u32),
                            control => format!("\\u{:04X}", control as u32),
                        };
                        line.width += spelled.len();
                        line.text.push_str(&spelled);
                    }
                }
            }
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(title: &str, headers: &[&str], rows: &[&[&str]]) -> String {
        Table {
            title: (!title.is_empty()).then(|| title.to_owned()),
            columns: headers.iter().map(|header| Column::text(header)).collect(),
            rows: rows.iter().map(|row| row.iter().map(|cell| Some((*cell).to_owned())).collect()).collect(),
            footer: Footer::RowCount,
        }
        .format()
    }

    #[test]
    fn an_empty_table_keeps_its_headers() {
        assert_eq!(
            table("List of foreign servers", &["Name", "Owner", "Foreign-data wrapper"], &[]),
            "       List of foreign servers\n Name | Owner | Foreign-data wrapper \n\
             ------+-------+----------------------\n(0 rows)\n\n"
        );
    }

    #[test]
    fn a_title_wider_than_the_table_is_not_indented() {
        assert_eq!(
            table("List of user mappings", &["Server", "User name"], &[&["s1", "é"]]),
            "List of user mappings\n Server | User name \n--------+-----------\n s1     | é\n(1 row)\n\n"
        );
    }

    #[test]
    fn cells_of_several_lines_are_continued_with_a_plus() {
        assert_eq!(
            table("", &["Name", "Access privileges", "Description"], &[&["s", "a=U/a\nb=U/a", "x\ty\rd\u{1}\nz"]]),
            concat!(
                " Name | Access privileges |   Description    \n",
                "------+-------------------+------------------\n",
                " s    | a=U/a            +| x       y\\rd\\x01+\n",
                "      | b=U/a             | z\n",
                "(1 row)\n\n",
            )
        );
    }

    #[test]
    fn numbers_are_aligned_on_the_right() {
        let table = Table {
            title: None,
            columns: vec![Column { header: "?column?".to_owned(), align_right: true }],
            rows: vec![vec![Some("1".to_owned())], vec![None]],
            footer: Footer::RowCount,
        };
        assert_eq!(table.format(), " ?column? \n----------\n        1\n         \n(2 rows)\n\n");
    }
}
