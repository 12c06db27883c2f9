//! Tables: what is printed, before any format is chosen.

use medlar_engine::{ResultColumn, ResultSet};

use crate::aligned::Layout;
use crate::line_style::LineStyle;
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
    /// The next line goes on with it because it was too wide.
    pub(crate) wraps: bool,
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
    pub(crate) lines: &'f LineStyle,
}

impl Drawing<'_> {
    pub(crate) const DEFAULT: Drawing<'static> =
        Drawing { border: 1, tuples_only: false, row_count: true, lines: &LineStyle::ASCII };
}

impl Table {
    /// The table with its title and its `(n rows)`, as psql prints it, the empty line behind it included.
    pub fn format(&self) -> String {
        self.aligned(&Layout::new(self, ""), Drawing::DEFAULT)
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
