//! What only Cloudberry has: external tables and foreign segments.

use super::Printer;
use crate::ast::{
    AddForeignSegment, CreateExternalTable, ErrorHandling, ExecuteOn, ExternalEncoding, ExternalSource, FormatOption,
    Ident, StringLiteral,
};

impl Printer {
    pub(super) fn add_foreign_segment(&mut self, statement: &AddForeignSegment) {
        let AddForeignSegment { server, options, table } = statement;
        self.word_and_ident("ADD FOREIGN SEGMENT FROM SERVER", Some(server));
        self.options(options);
        self.word_and_ident("INTO", Some(table));
    }

    pub(super) fn create_external_table(&mut self, statement: &CreateExternalTable) {
        let CreateExternalTable {
            is_writable,
            is_web,
            is_temporary,
            name,
            elements,
            source,
            execute_on,
            format,
            format_options,
            options,
            encoding,
            error_handling,
            distribution,
        } = statement;
        self.word("CREATE");
        self.word_if(*is_writable, "WRITABLE");
        self.word("EXTERNAL");
        self.word_if(*is_web, "WEB");
        self.word_if(*is_temporary, "TEMPORARY");
        self.word("TABLE");
        self.qualified_name(name);
        self.enclosed(elements, Self::table_element);
        match source {
            ExternalSource::Locations(locations) => {
                self.word("LOCATION");
                self.enclosed(locations, Self::string);
            }
            ExternalSource::Command(command) => self.word_and_string("EXECUTE", command),
        }
        if let Some(execute_on) = execute_on {
            self.execute_on(execute_on);
        }
        self.word_and_string("FORMAT", format);
        self.format_options(format_options);
        self.options(options);
        match encoding {
            None => {}
            Some(ExternalEncoding::Name(name)) => self.word_and_string("ENCODING", name),
            Some(ExternalEncoding::Number(number)) => {
                self.word("ENCODING");
                self.number(number);
            }
        }
        if let Some(ErrorHandling { log_errors, persistently, limit, is_percent }) = error_handling {
            self.word_if(*log_errors, "LOG ERRORS");
            self.word_if(*persistently, "PERSISTENTLY");
            self.word("SEGMENT REJECT LIMIT");
            self.number(limit);
            self.word_if(*is_percent, "PERCENT");
        }
        self.distribution(distribution.as_ref());
    }

    fn execute_on(&mut self, execute_on: &ExecuteOn) {
        match execute_on {
            ExecuteOn::All => self.word("ON ALL"),
            ExecuteOn::Coordinator => self.word("ON COORDINATOR"),
            ExecuteOn::Host(None) => self.word("ON HOST"),
            ExecuteOn::Host(Some(host)) => self.word_and_string("ON HOST", host),
            ExecuteOn::Segment(segment) => {
                self.word("ON SEGMENT");
                self.number(segment);
            }
            ExecuteOn::Segments(count) => {
                self.word("ON");
                self.number(count);
            }
        }
    }

    fn format_options(&mut self, options: &[FormatOption]) {
        if options.is_empty() {
            return;
        }
        self.word("(");
        for (index, option) in options.iter().enumerate() {
            match option {
                FormatOption::Delimiter(value) => self.word_and_string("DELIMITER", value),
                FormatOption::Null(value) => self.word_and_string("NULL", value),
                FormatOption::Quote(value) => self.word_and_string("QUOTE", value),
                FormatOption::Escape(value) => self.word_and_string("ESCAPE", value),
                FormatOption::Newline(value) => self.word_and_string("NEWLINE", value),
                FormatOption::Csv => self.word("CSV"),
                FormatOption::Header => self.word("HEADER"),
                FormatOption::FillMissingFields => self.word("FILL MISSING FIELDS"),
                FormatOption::ForceNotNull(columns) => self.word_and_idents("FORCE NOT NULL", columns),
                FormatOption::ForceQuote(columns) if columns.is_empty() => self.word("FORCE QUOTE *"),
                FormatOption::ForceQuote(columns) => self.word_and_idents("FORCE QUOTE", columns),
                FormatOption::Custom(name, value) => {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.ident(name);
                    self.word("=");
                    self.parameter_value(value);
                }
            }
        }
        self.out.push(')');
    }

    fn word_and_string(&mut self, words: &str, string: &StringLiteral) {
        self.word(words);
        self.string(string);
    }

    fn word_and_idents(&mut self, words: &str, names: &[Ident]) {
        self.word(words);
        self.idents(names);
    }
}
