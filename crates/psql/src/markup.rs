//! Tables for other programs to set: HTML and AsciiDoc.

use std::fmt::Write;

use crate::format::Format;
use crate::table::{Footer, Table};

/// Whether a cell shows nothing.
fn is_blank(cell: &str) -> bool {
    cell.chars().all(|character| matches!(character, ' ' | '\t'))
}

impl Format {
    /// The lines below a table; in expanded mode there is no number of rows.
    pub(crate) fn markup_footer(&self, table: &Table, is_expanded: bool) -> Vec<String> {
        match table.footer {
            Footer::RowCount if is_expanded => Vec::new(),
            _ => table.footer_lines(self.drawing(&self.line_style())),
        }
    }

    pub(crate) fn html(&self, table: &Table, is_expanded: bool) -> String {
        let mut text = format!("<table border=\"{}\"", self.border);
        if let Some(attributes) = &self.table_attributes {
            let _ = write!(text, " {attributes}");
        }
        text.push_str(">\n");
        if let Some(title) = table.title.as_ref().filter(|_| !self.tuples_only) {
            let _ = writeln!(text, "  <caption>{}</caption>", html(title));
        }
        if !is_expanded && !self.tuples_only {
            text.push_str("  <tr>\n");
            for column in &table.columns {
                let _ = writeln!(text, "    <th align=\"center\">{}</th>", html(&column.header));
            }
            text.push_str("  </tr>\n");
        }
        for (number, row) in table.rows.iter().enumerate() {
            if !is_expanded {
                text.push_str("  <tr valign=\"top\">\n");
            } else if self.tuples_only {
                text.push_str("\n  <tr><td colspan=\"2\">&nbsp;</td></tr>\n");
            } else {
                let label = format!("Record {}", number + 1);
                let _ = writeln!(text, "\n  <tr><td colspan=\"2\" align=\"center\">{label}</td></tr>");
            }
            for (column, cell) in table.columns.iter().zip(row) {
                if is_expanded {
                    let _ = writeln!(text, "  <tr valign=\"top\">\n    <th>{}</th>", html(&column.header));
                }
                let cell = self.cell(cell);
                let shown = if is_blank(cell) { "&nbsp; ".to_owned() } else { html(cell) };
                let align = if column.align_right { "right" } else { "left" };
                let _ = writeln!(text, "    <td align=\"{align}\">{shown}</td>");
                text.push_str(if is_expanded { "  </tr>\n" } else { "" });
            }
            text.push_str(if is_expanded { "" } else { "  </tr>\n" });
        }
        text.push_str("</table>\n");
        let footer = self.markup_footer(table, is_expanded);
        if !footer.is_empty() {
            text.push_str("<p>");
            for line in footer {
                let _ = writeln!(text, "{}<br />", html(&line));
            }
            text.push_str("</p>");
        }
        text.push('\n');
        text
    }

    pub(crate) fn asciidoc(&self, table: &Table, is_expanded: bool) -> String {
        let escaped = |text: &str| text.replace('|', "\\|");
        let mut text = "\n".to_owned();
        if let Some(title) = table.title.as_ref().filter(|_| !self.tuples_only) {
            let _ = writeln!(text, ".{title}");
        }
        let align = |right: bool| if right { ">l" } else { "<l" };
        let alignments: Vec<&str> = table.columns.iter().map(|column| align(column.align_right)).collect();
        let (options, columns) = match is_expanded {
            true => ("", "h,l".to_owned()),
            false if self.tuples_only => ("", alignments.join(",")),
            false => ("options=\"header\",", alignments.join(",")),
        };
        let frame = match self.border {
            0 => ",frame=\"none\",grid=\"none\"",
            1 => ",frame=\"none\"",
            2 => ",frame=\"all\",grid=\"all\"",
            _ => "",
        };
        let _ = writeln!(text, "[{options}cols=\"{columns}\"{frame}]\n|====");
        if !is_expanded && !self.tuples_only {
            let headers = table.columns.iter().map(|column| format!("^l|{}", escaped(&column.header)));
            let _ = writeln!(text, "{}", headers.collect::<Vec<_>>().join(" "));
        }
        for (number, row) in table.rows.iter().enumerate() {
            if is_expanded {
                let label = if self.tuples_only { "2+|".to_owned() } else { format!("2+^|Record {}", number + 1) };
                let _ = writeln!(text, "{label}");
                for ((column, align), cell) in table.columns.iter().zip(&alignments).zip(row) {
                    let cell = self.cell(cell);
                    let shown = if is_blank(cell) { " ".to_owned() } else { escaped(cell) };
                    let _ = writeln!(text, "<l|{} {align}|{shown}", escaped(&column.header));
                }
                continue;
            }
            for (place, cell) in row.iter().enumerate() {
                text.push_str(if place > 0 { " |" } else { "|" });
                let cell = self.cell(cell);
                match is_blank(cell) {
                    true => text.push_str(if place + 1 < row.len() { " " } else { "" }),
                    false => text.push_str(&escaped(cell)),
                }
            }
            text.push('\n');
        }
        text.push_str("|====\n");
        let footer = self.markup_footer(table, is_expanded);
        if !footer.is_empty() {
            let _ = writeln!(text, "\n....\n{}\n....", footer.join("\n"));
        }
        text
    }
}

/// Text as HTML; blanks at its start are kept.
pub(crate) fn html(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut leading = true;
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\n' => written.push_str("<br />\n"),
            ' ' if leading => written.push_str("&nbsp;"),
            other => written.push(other),
        }
        leading &= character == ' ';
    }
    written
}
