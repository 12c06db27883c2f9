//! What only Cloudberry has: external tables and foreign segments.

use std::borrow::Cow;

use super::column::new_column;
use super::cursor::{Parser, Result, action_error};
use super::table::without_position;
use crate::ast::{
    AddForeignSegment, CreateExternalTable, ErrorHandling, ExecuteOn, ExternalEncoding, ExternalSource, FormatOption,
    OptionAction, OptionItem, Statement, TableElement,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;
use crate::{SqlState, SyntaxError};

impl<'a> Parser<'a> {
    /// ```text
    /// ADD FOREIGN SEGMENT FROM SERVER server_name [ OPTIONS ( ... ) ] INTO table_name
    /// ```
    /// From `FOREIGN` on.
    pub(super) fn add_foreign_segment(&mut self) -> Result<Statement<'a>> {
        self.expect([Keyword::Foreign, Keyword::Segment, Keyword::From, Keyword::Server])?;
        let server = self.column_id()?;
        let options = self.create_options()?;
        self.expect([Keyword::Into])?;
        Ok(Statement::AddForeignSegment(AddForeignSegment { server, options, table: self.column_id()? }))
    }

    /// ```text
    /// CREATE [ WRITABLE | READABLE ] EXTERNAL [ WEB ] [ TEMPORARY | TEMP ] TABLE name
    ///     ( [ { column_name data_type | LIKE other_table } [, ...] ] )
    ///     { LOCATION ( 'uri' [, ...] ) | EXECUTE 'command' } [ ON ... ]
    ///     FORMAT 'format' [ ( ... ) ]
    ///     [ OPTIONS ( [ option 'value' [, ...] ] ) ]
    ///     [ ENCODING { 'name' | number } ]
    ///     [ [ LOG ERRORS [ PERSISTENTLY ] ] SEGMENT REJECT LIMIT count [ ROWS | PERCENT ] ]
    ///     [ DISTRIBUTED ... ]
    /// ```
    /// From `WRITABLE` on.
    pub(super) fn create_external_table(&mut self) -> Result<Statement<'a>> {
        let is_writable = self.accept(Keyword::Writable);
        if !is_writable {
            self.accept(Keyword::Readable);
        }
        self.expect([Keyword::External])?;
        let is_web = self.accept(Keyword::Web);
        let is_temporary = matches!(self.peek_keyword(), Some(Keyword::Temp | Keyword::Temporary));
        if is_temporary {
            self.advance();
        }
        self.expect([Keyword::Table])?;
        let name = self.relation_name()?;
        let elements = self.external_elements()?;
        let word = self.peek();
        let source = if self.accept(Keyword::Location) {
            self.expect_kind(TokenKind::OpenParenthesis)?;
            let locations = self.strings()?;
            self.expect_kind(TokenKind::CloseParenthesis)?;
            ExternalSource::Locations(locations)
        } else {
            self.expect([Keyword::Execute])?;
            ExternalSource::Command(self.string()?)
        };
        let execute_on = self.execute_on()?;
        self.expect([Keyword::Format])?;
        let format = self.string()?;
        let format_options = self.format_options()?;
        let options = self.external_options()?;
        let encoding = self.external_encoding()?;
        let error_handling = self.error_handling()?;
        let distribution = self.distribution()?;
        let is_command = matches!(source, ExternalSource::Command(_));
        let (message, hint) = if is_command && !is_web {
            let hint = "Use CREATE EXTERNAL WEB TABLE instead.";
            ("EXECUTE may not be used with a regular external table", Some(Cow::Borrowed(hint)))
        } else if is_command && is_writable && execute_on.is_some() {
            ("ON clause may not be used with a writable external table", None)
        } else if is_writable && error_handling.is_some() {
            ("single row error handling may not be used with a writable external table", None)
        } else {
            return Ok(Statement::CreateExternalTable(Box::new(CreateExternalTable {
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
            })));
        };
        let error = without_position(SqlState::SyntaxError, message.to_owned(), word.span());
        self.refuse(Box::new(SyntaxError { hint, ..*error }))
    }

    /// `( [ { column type | LIKE name } [, ...] ] )`
    fn external_elements(&mut self) -> Result<Vec<TableElement<'a>>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut elements = Vec::new();
        if self.accept_kind(TokenKind::CloseParenthesis) {
            return Ok(elements);
        }
        loop {
            elements.push(if self.peek_keyword() == Some(Keyword::Like) {
                TableElement::Like(self.like_clause()?)
            } else {
                let first = self.peek();
                let mut column = new_column(self.column_id()?);
                column.type_name = Some(self.type_name()?);
                column.span = self.span_from(first);
                TableElement::Column(Box::new(column))
            });
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(elements)
    }

    /// `[ ON { ALL | MASTER | COORDINATOR | HOST [ 'name' ] | SEGMENT n | n } ]`
    fn execute_on(&mut self) -> Result<Option<ExecuteOn<'a>>> {
        if !self.accept(Keyword::On) {
            return Ok(None);
        }
        let word = self.peek_keyword();
        if word.is_none() {
            return self.integer().map(|count| Some(ExecuteOn::Segments(count)));
        }
        use Keyword::{All, Coordinator, Host, Master, Segment};
        if !matches!(word, Some(All | Coordinator | Host | Master | Segment)) {
            return self.fail();
        }
        self.advance();
        Ok(Some(match word {
            Some(All) => ExecuteOn::All,
            Some(Host) => ExecuteOn::Host(if self.peek().is_string() { Some(self.string()?) } else { None }),
            Some(Segment) => ExecuteOn::Segment(self.integer()?),
            _ => ExecuteOn::Coordinator,
        }))
    }

    /// `[ ( [ option ... | name = value [, ...] ] ) ]`
    fn format_options(&mut self) -> Result<Vec<FormatOption<'a>>> {
        let mut options = Vec::new();
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return Ok(options);
        }
        while self.peek_kind() != TokenKind::CloseParenthesis {
            let mark = self.mark();
            if let Ok(name) = self.label()
                && self.is_operator("=")
            {
                self.advance();
                options.push(FormatOption::Custom(name, self.parameter_value()?));
                if self.accept_kind(TokenKind::Comma) && self.peek_kind() == TokenKind::CloseParenthesis {
                    return self.fail();
                }
                continue;
            }
            self.restore(mark);
            options.push(self.format_option()?);
        }
        self.advance();
        Ok(options)
    }

    /// ```text
    ///       { DELIMITER | NULL | QUOTE | ESCAPE | NEWLINE } [ AS ] 'value' | CSV | HEADER
    ///     | FORCE NOT NULL columns | FORCE QUOTE { columns | * } | FILL MISSING FIELDS
    /// ```
    fn format_option(&mut self) -> Result<FormatOption<'a>> {
        let Some(word) = self.peek_keyword() else { return self.fail() };
        self.advance();
        match word {
            Keyword::Csv => Ok(FormatOption::Csv),
            Keyword::Header => Ok(FormatOption::Header),
            Keyword::Fill => {
                self.expect([Keyword::Missing, Keyword::Fields])?;
                Ok(FormatOption::FillMissingFields)
            }
            Keyword::Force => {
                if self.accept(Keyword::Not) {
                    self.expect([Keyword::Null])?;
                    return self.column_ids().map(FormatOption::ForceNotNull);
                }
                self.expect([Keyword::Quote])?;
                if self.is_operator("*") {
                    self.advance();
                    return Ok(FormatOption::ForceQuote(Vec::new()));
                }
                self.column_ids().map(FormatOption::ForceQuote)
            }
            Keyword::Delimiter | Keyword::Null | Keyword::Quote | Keyword::Escape | Keyword::Newline => {
                self.accept(Keyword::As);
                let value = self.string()?;
                Ok(match word {
                    Keyword::Delimiter => FormatOption::Delimiter(value),
                    Keyword::Null => FormatOption::Null(value),
                    Keyword::Quote => FormatOption::Quote(value),
                    Keyword::Escape => FormatOption::Escape(value),
                    _ => FormatOption::Newline(value),
                })
            }
            _ => self.fail(),
        }
    }

    /// `[ OPTIONS ( [ option 'value' [, ...] ] ) ]`: unlike elsewhere the list may be empty.
    fn external_options(&mut self) -> Result<Vec<OptionItem<'a>>> {
        let mut options = Vec::new();
        if !self.accept(Keyword::Options) {
            return Ok(options);
        }
        self.expect_kind(TokenKind::OpenParenthesis)?;
        if self.accept_kind(TokenKind::CloseParenthesis) {
            return Ok(options);
        }
        loop {
            options.push(self.option(OptionAction::Plain)?);
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(options)
    }

    fn external_encoding(&mut self) -> Result<Option<ExternalEncoding<'a>>> {
        if !self.accept(Keyword::Encoding) {
            return Ok(None);
        }
        if self.is_operator("=") {
            self.advance();
        }
        Ok(Some(if self.peek().is_string() {
            ExternalEncoding::Name(self.string()?)
        } else {
            ExternalEncoding::Number(self.integer()?)
        }))
    }

    /// `[ [ LOG ERRORS [ PERSISTENTLY ] ] SEGMENT REJECT LIMIT count [ ROWS | PERCENT ] ]`
    fn error_handling(&mut self) -> Result<Option<ErrorHandling>> {
        let log_errors = self.accept(Keyword::Log);
        let mut persistently = false;
        if log_errors {
            self.expect([Keyword::Errors])?;
            let into = self.peek();
            if self.accept(Keyword::Into) {
                self.relation_name()?;
                let hint =
                    "Set gp_ignore_error_table to ignore the [INTO error-table] clause for backward compatibility.";
                let message = "error table is not supported".to_owned();
                let error = action_error(SqlState::FeatureNotSupported, message, into.span());
                return self.refuse(Box::new(SyntaxError { hint: Some(hint.into()), ..*error }));
            }
            persistently = self.accept(Keyword::Persistently);
        } else if self.peek_keyword() != Some(Keyword::Segment) {
            return Ok(None);
        }
        self.expect([Keyword::Segment, Keyword::Reject, Keyword::Limit])?;
        let word = self.peek().span();
        let limit = self.integer()?;
        let is_percent = self.accept(Keyword::Percent);
        if !is_percent {
            self.accept(Keyword::Rows);
        }
        let message = if is_percent && !(1..=100).contains(&limit) {
            "invalid PERCENT value. Should be (1 - 100)"
        } else if !is_percent && limit < 2 {
            "invalid (ROWS) reject limit. Should be 2 or larger"
        } else {
            return Ok(Some(ErrorHandling { log_errors, persistently, limit, is_percent }));
        };
        self.refuse(without_position(SqlState::InvalidParameterValue, message.to_owned(), word))
    }
}
