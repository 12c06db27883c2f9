//! Tables for typesetters: LaTeX, LaTeX of several pages, and troff with the macros ms.

use std::fmt::Write;

use crate::format::Format;
use crate::table::Table;

impl Format {
    pub(crate) fn latex(&self, table: &Table) -> String {
        let border = self.border.min(3);
        let mut text = self.latex_title(table);
        let alignment: Vec<&str> = table.columns.iter().map(|column| letter(column.align_right)).collect();
        let _ = writeln!(text, "\\begin{{tabular}}{{{}}}", ruled(&alignment, border));
        if !self.tuples_only {
            text.push_str(if border >= 2 { "\\hline\n" } else { "" });
            let headers = table.columns.iter().map(|column| format!("\\textit{{{}}}", latex(&column.header)));
            let _ = writeln!(text, "{} \\\\\n\\hline", headers.collect::<Vec<_>>().join(" & "));
        }
        for row in &table.rows {
            let cells = row.iter().map(|cell| latex(self.cell(cell)));
            let _ = writeln!(text, "{} \\\\", cells.collect::<Vec<_>>().join(" & "));
            text.push_str(if border == 3 { "\\hline\n" } else { "" });
        }
        self.push_latex_end(&mut text, table, border == 2, false);
        text
    }

    pub(crate) fn latex_records(&self, table: &Table) -> String {
        let border = self.border.min(2);
        let mut text = self.latex_title(table);
        let alignment = match border {
            0 => "cl",
            1 => "c|l",
            _ => "|c|l|",
        };
        let _ = writeln!(text, "\\begin{{tabular}}{{{alignment}}}");
        for (number, row) in table.rows.iter().enumerate() {
            if !self.tuples_only {
                let (line, sides) = if border == 2 { ("\\hline\n", "|c|") } else { ("", "c") };
                let record = format!("\\textit{{Record {}}}", number + 1);
                let _ = writeln!(text, "{line}\\multicolumn{{2}}{{{sides}}}{{{record}}} \\\\");
            }
            text.push_str(if border >= 1 { "\\hline\n" } else { "" });
            for (column, cell) in table.columns.iter().zip(row) {
                let _ = writeln!(text, "{} & {} \\\\", latex(&column.header), latex(self.cell(cell)));
            }
        }
        self.push_latex_end(&mut text, table, border == 2, true);
        text
    }

    fn latex_title(&self, table: &Table) -> String {
        let title = table.title.as_ref().filter(|_| !self.tuples_only);
        title.map_or_else(String::new, |title| format!("\\begin{{center}}\n{}\n\\end{{center}}\n\n", latex(title)))
    }

    fn push_latex_end(&self, text: &mut String, table: &Table, has_line: bool, is_expanded: bool) {
        text.push_str(if has_line { "\\hline\n" } else { "" });
        text.push_str("\\end{tabular}\n\n\\noindent ");
        for line in self.markup_footer(table, is_expanded) {
            let _ = writeln!(text, "{} \\\\", latex(&line));
        }
        text.push('\n');
    }

    /// The table may go on over pages. The widths of its text columns are the table's attributes, as
    /// parts of the line; the last one counts for all that follow.
    pub(crate) fn latex_longtable(&self, table: &Table) -> String {
        let border = self.border.min(3);
        let mut shares = self.table_attributes.as_deref().unwrap_or_default().split_ascii_whitespace();
        let mut share = None;
        let mut alignment = Vec::new();
        for column in &table.columns {
            if !column.align_right {
                share = shares.next().or(share);
            }
            alignment.push(match share {
                Some(share) if !column.align_right => format!("p{{{share}\\textwidth}}"),
                _ => letter(column.align_right).to_owned(),
            });
        }
        let mut text = format!("\\begin{{longtable}}{{{}}}\n", ruled(&alignment, border));
        if !self.tuples_only {
            let header =
                |column: &crate::table::Column| format!("\\small\\textbf{{\\textit{{{}}}}}", latex(&column.header));
            let headers = table.columns.iter().map(header).collect::<Vec<_>>().join(" & ");
            let top = if border >= 2 { "\\toprule\n" } else { "" };
            let middle = if border == 3 { "" } else { "\\midrule\n" };
            let bottom = "\\bottomrule\n";
            let _ = write!(
                text,
                "{top}{headers} \\\\\n\\midrule\n\\endfirsthead\n{top}{headers} \\\\\n{middle}\\endhead\n"
            );
            if let Some(title) = table.title.as_deref().map(latex) {
                let bottom = if border == 2 { bottom } else { "" };
                let _ = write!(
                    text,
                    "{bottom}\\caption[{title} (Continued)]{{{title}}}\n\\endfoot\n\
                     {bottom}\\caption[{title}]{{{title}}}\n\\endlastfoot\n"
                );
            } else if border >= 2 {
                let _ = write!(text, "{bottom}\\endfoot\n{bottom}\\endlastfoot\n");
            }
        }
        for row in &table.rows {
            let cells = row.iter().map(|cell| format!("\\raggedright{{{}}}", latex(self.cell(cell))));
            let _ = writeln!(text, "{} \\tabularnewline", cells.collect::<Vec<_>>().join("\n&\n"));
            text.push_str(if border == 3 { " \\hline\n" } else { "" });
        }
        text.push_str("\\end{longtable}\n");
        text
    }

    pub(crate) fn troff(&self, table: &Table) -> String {
        let border = self.border.min(2);
        let mut text = self.troff_start(table, border);
        let alignment: Vec<&str> = table.columns.iter().map(|column| letter(column.align_right)).collect();
        let _ = writeln!(text, "{}.", alignment.join(if border > 0 { " | " } else { "" }));
        if !self.tuples_only {
            let headers = table.columns.iter().map(|column| format!("\\fI{}\\fP", troff(&column.header)));
            let _ = writeln!(text, "{}\n_", headers.collect::<Vec<_>>().join("\t"));
        }
        for row in &table.rows {
            let cells = row.iter().map(|cell| troff(self.cell(cell)));
            let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join("\t"));
        }
        self.push_troff_end(&mut text, table, false);
        text
    }

    pub(crate) fn troff_records(&self, table: &Table) -> String {
        let border = self.border.min(2);
        let mut text = self.troff_start(table, border);
        text.push_str(if self.tuples_only { "c l;\n" } else { "" });
        let pair = if border == 1 { "c | l.\n" } else { "c l.\n" };
        for (number, row) in table.rows.iter().enumerate() {
            if !self.tuples_only {
                if number > 0 {
                    text.push_str(if border == 2 { "_\n" } else { "" });
                    text.push_str(".T&\n");
                }
                let _ = writeln!(text, "c s.\n\\fIRecord {}\\fP", number + 1);
            }
            text.push_str(if border >= 1 { "_\n" } else { "" });
            if !self.tuples_only {
                let _ = write!(text, ".T&\n{pair}");
            }
            for (column, cell) in table.columns.iter().zip(row) {
                let _ = writeln!(text, "{}\t{}", troff(&column.header), troff(self.cell(cell)));
            }
        }
        self.push_troff_end(&mut text, table, true);
        text
    }

    fn troff_start(&self, table: &Table, border: u16) -> String {
        let title = table.title.as_ref().filter(|_| !self.tuples_only);
        let title = title.map_or_else(String::new, |title| format!(".LP\n.DS C\n{}\n.DE\n", troff(title)));
        format!("{title}.LP\n.TS\n{}", if border == 2 { "center box;\n" } else { "center;\n" })
    }

    fn push_troff_end(&self, text: &mut String, table: &Table, is_expanded: bool) {
        text.push_str(".TE\n.DS L\n");
        for line in self.markup_footer(table, is_expanded) {
            let _ = writeln!(text, "{}", troff(&line));
        }
        text.push_str(".DE\n");
    }
}

fn letter(align_right: bool) -> &'static str {
    if align_right { "r" } else { "l" }
}

/// The columns of a tabular, with lines between them and around.
fn ruled<S: AsRef<str>>(alignment: &[S], border: u16) -> String {
    let columns: Vec<&str> = alignment.iter().map(AsRef::as_ref).collect();
    let columns = columns.join(if border > 0 { " | " } else { "" });
    if border >= 2 { format!("| {columns} |") } else { columns }
}

fn latex(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '#' | '$' | '%' | '&' | '_' | '{' | '}' => written.extend(['\\', character]),
            '<' => written.push_str("\\textless{}"),
            '>' => written.push_str("\\textgreater{}"),
            '\\' => written.push_str("\\textbackslash{}"),
            '^' => written.push_str("\\^{}"),
            '|' => written.push_str("\\textbar{}"),
            '~' => written.push_str("\\~{}"),
            '\n' => written.push_str("\\\\"),
            other => written.push(other),
        }
    }
    written
}

fn troff(text: &str) -> String {
    text.replace('\\', "\\(rs")
}
