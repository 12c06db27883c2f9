//! Where results go: to standard output, to a file, and to a log besides.

use std::fmt::Write;

use crate::client::Psql;
use crate::format::Style;
use crate::markup::html;
use crate::table::Table;

/// Where results go; standard output without a file.
#[derive(Default)]
pub(crate) struct Results {
    /// `\o`
    pub(crate) file: Option<Box<dyn Write>>,
    /// `\g FILE`, for one query.
    pub(crate) for_query: Option<Box<dyn Write>>,
    /// `-L`
    pub(crate) log: Option<Box<dyn Write>>,
}

impl Psql<'_> {
    /// Writes where results go. A file that cannot be written any more is given up silently, as psql does.
    pub(crate) fn write_result(&mut self, text: &str) {
        let Results { file, for_query, .. } = &mut self.results;
        match for_query.as_mut().or(file.as_mut()) {
            Some(file) => {
                let _ = file.write_str(text);
            }
            None => self.output.stdout(text),
        }
    }

    /// Prints the rows of a query.
    pub(crate) fn print_table(&mut self, table: &Table) {
        let text = self.format.query_result(table);
        self.write_result(&text);
        if let Some(log) = &mut self.results.log {
            let _ = log.write_str(&self.format.logged(table));
        }
    }

    /// Prints the command tag of a statement without rows.
    pub(crate) fn print_status(&mut self, tag: &str) {
        if !self.variables.settings().quiet {
            self.text.clear();
            match self.format.style {
                Style::Html => self.text.extend(["<p>", &html(tag), "</p>\n"]),
                _ => self.text.extend([tag, "\n"]),
            }
            let text = std::mem::take(&mut self.text);
            self.write_result(&text);
            self.text = text;
        }
        if let Some(log) = &mut self.results.log {
            let _ = writeln!(log, "{tag}");
        }
        self.variables.status_told();
    }

    /// Writes a query down before it is sent.
    pub(crate) fn log_query(&mut self, query: &str) {
        if let Some(log) = &mut self.results.log {
            let _ = write!(log, "********* QUERY **********\n{query}\n**************************\n\n");
        }
    }
}
