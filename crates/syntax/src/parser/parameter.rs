//! Names and values of configuration parameters, SHOW and DISCARD.

use std::borrow::Cow;

use super::cursor::{Parser, Result};
use crate::ast::{Discarded, Ident, Parameter, SetScope, SettingValue, Statement};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;
use crate::{SqlState, SyntaxError};

impl<'a> Parser<'a> {
    /// var_name: ColId { '.' ColId }*, behind the first part.
    pub(super) fn parameter_name(&mut self, first: Ident<'a>) -> Result<Ident<'a>> {
        let mut name = first;
        while self.accept_kind(TokenKind::Dot) {
            let part = self.column_id()?;
            name = Ident { name: Cow::Owned(format!("{}.{}", name.name, part.name)), span: name.span.to(part.span) };
        }
        Ok(name)
    }

    /// var_list, or DEFAULT, behind `TO` or `=`.
    pub(super) fn parameter_values(&mut self, scope: SetScope, name: Ident<'a>) -> Result<Parameter<'a>> {
        if self.accept(Keyword::Default) {
            return Ok(Parameter::SetDefault(scope, name));
        }
        let mut values = vec![self.setting_value()?];
        while self.accept_kind(TokenKind::Comma) {
            values.push(self.setting_value()?);
        }
        Ok(Parameter::Set(scope, name, values))
    }

    /// var_value: `TRUE | FALSE | ON | word | string | number`
    fn setting_value(&mut self) -> Result<SettingValue<'a>> {
        let token = self.peek();
        if matches!(token.keyword(), Some(Keyword::True | Keyword::False | Keyword::On)) {
            self.advance();
            return Ok(parameter_text(self.ident(token)));
        }
        if let Some(number) = self.signed_setting()? {
            return Ok(number);
        }
        self.parameter_text()
    }

    /// NonReservedWord_or_Sconst
    pub(super) fn parameter_text(&mut self) -> Result<SettingValue<'a>> {
        self.word_or_string().map(parameter_text)
    }

    /// NumericOnly; none where no number and no sign is ahead.
    fn signed_setting(&mut self) -> Result<Option<SettingValue<'a>>> {
        let first = self.peek();
        let sign = if first.kind() == TokenKind::Operator { first.span().of(self.text) } else { "" };
        let signed = matches!(sign, "+" | "-");
        if signed {
            self.advance();
        }
        let number = self.peek();
        let text = number.span().of(self.text);
        let text = match number.kind() {
            // The server keeps an integer as a number: zeros in front of it are lost.
            TokenKind::Integer if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                let digits = text.trim_start_matches('0');
                if digits.is_empty() { "0" } else { digits }
            }
            TokenKind::Integer | TokenKind::Float => text,
            _ if signed => return self.fail(),
            _ => return Ok(None),
        };
        self.advance();
        let text = if sign == "-" { Cow::Owned(format!("-{text}")) } else { Cow::Borrowed(text) };
        Ok(Some(SettingValue { text, is_number: true, span: self.span_from(first) }))
    }

    /// ```text
    /// TIME ZONE { value | 'value' | INTERVAL 'value' [ HOUR [ TO MINUTE ] ] | LOCAL | DEFAULT }
    /// ```
    /// Behind `TIME ZONE`.
    pub(super) fn time_zone(&mut self, scope: SetScope, name: Ident<'a>) -> Result<Parameter<'a>> {
        let first = self.peek();
        let value = match first.keyword() {
            Some(Keyword::Default | Keyword::Local) => {
                self.advance();
                return Ok(Parameter::SetDefault(scope, name));
            }
            Some(Keyword::Interval) => {
                self.advance();
                let value = self.string()?.value;
                if self.accept(Keyword::Hour) && self.accept(Keyword::To) {
                    self.expect([Keyword::Minute])?;
                }
                let text = Cow::Owned(format!("INTERVAL '{value}'"));
                SettingValue { text, is_number: false, span: self.span_from(first) }
            }
            _ if first.is_string() || first.is_identifier() => self.parameter_text()?,
            _ => match self.signed_setting()? {
                Some(number) => number,
                None => return self.fail(),
            },
        };
        Ok(Parameter::Set(scope, name, vec![value]))
    }

    /// opt_encoding: `'encoding' | DEFAULT |`
    pub(super) fn names(&mut self, scope: SetScope, name: Ident<'a>) -> Result<Parameter<'a>> {
        if !self.peek().is_string() {
            self.accept(Keyword::Default);
            return Ok(Parameter::SetDefault(scope, name));
        }
        let encoding = self.parameter_text()?;
        Ok(Parameter::Set(scope, name, vec![encoding]))
    }

    /// `SET CATALOG 'name'`, which the grammar refuses at the name.
    pub(super) fn catalog_change<T>(&mut self) -> Result<T> {
        let span = self.string()?.span;
        Err(Box::new(SyntaxError {
            sqlstate: SqlState::FeatureNotSupported,
            message: "current database cannot be changed".to_owned(),
            detail: None,
            hint: None,
            position: Some(span.start),
            subject: span,
        }))
    }

    /// ```text
    /// SHOW { configuration_parameter | TIME ZONE | TRANSACTION ISOLATION LEVEL | SESSION AUTHORIZATION | ALL }
    /// ```
    /// From `SHOW` on.
    pub(super) fn show(&mut self) -> Result<Statement<'a>> {
        self.advance();
        if self.accept(Keyword::All) {
            return self.unsupported_at_end("SHOW ALL");
        }
        Ok(Statement::Parameter(Parameter::Show(self.parameter_to_read()?)))
    }

    /// The name behind SHOW and RESET, where some parameters have words of their own.
    pub(super) fn parameter_to_read(&mut self) -> Result<Ident<'a>> {
        let first = self.peek();
        let name = self.column_id()?;
        let named = |name: &'static str, parser: &Self| Ident { name: name.into(), span: parser.span_from(first) };
        match (first.keyword(), self.peek_keyword()) {
            (Some(Keyword::Session), Some(Keyword::Authorization)) => {
                self.advance();
                Ok(named("session_authorization", self))
            }
            (Some(Keyword::Time), Some(Keyword::Zone)) => {
                self.advance();
                Ok(named("timezone", self))
            }
            (Some(Keyword::Transaction), Some(Keyword::Isolation)) => {
                self.advance();
                self.expect([Keyword::Level])?;
                Ok(named("transaction_isolation", self))
            }
            _ => self.parameter_name(name),
        }
    }

    /// ```text
    /// DISCARD { ALL | PLANS | SEQUENCES | TEMPORARY | TEMP }
    /// ```
    /// From `DISCARD` on.
    pub(super) fn discard(&mut self) -> Result<Statement<'a>> {
        self.advance();
        let discarded = match self.peek_keyword() {
            Some(Keyword::All) => Discarded::All,
            Some(Keyword::Plans) => Discarded::Plans,
            Some(Keyword::Sequences) => Discarded::Sequences,
            Some(Keyword::Temp | Keyword::Temporary) => Discarded::Temp,
            _ => return self.fail(),
        };
        self.advance();
        Ok(Statement::Parameter(Parameter::Discard(discarded)))
    }
}

/// A value that is no number.
pub(super) fn parameter_text(ident: Ident<'_>) -> SettingValue<'_> {
    SettingValue { text: ident.name, is_number: false, span: ident.span }
}
