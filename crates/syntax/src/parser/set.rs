//! SET and RESET.

use super::cursor::{Parser, Result};
use super::parameter::parameter_text;
use crate::ast::{self, Ident, Parameter, SetIdentity, SetScope, SettingValue, Statement};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind};

impl<'a> Parser<'a> {
    /// ```text
    /// SET [ SESSION | LOCAL ] ROLE { role_name | NONE }
    /// SET [ SESSION | LOCAL ] SESSION AUTHORIZATION { user_name | DEFAULT }
    /// SET [ SESSION | LOCAL ] configuration_parameter { TO | = } { value | 'value' | DEFAULT }
    /// SET [ SESSION | LOCAL ] TRANSACTION { transaction_mode [, ...] | SNAPSHOT snapshot_id }
    /// SET [ SESSION | LOCAL ] SESSION CHARACTERISTICS AS TRANSACTION transaction_mode [, ...]
    /// SET CONSTRAINTS { ALL | name [, ...] } { DEFERRED | IMMEDIATE }
    /// ```
    /// From `SET` on.
    pub(super) fn set(&mut self) -> Result<Statement<'a>> {
        use Keyword::{Authorization, Characteristics, Constraints, Local, Session};
        self.advance();
        let mut scope = SetScope::Session;
        let first = self.peek();
        match first.keyword() {
            Some(Constraints) => {
                self.advance();
                if self.is_assignment() {
                    return self.only_in_full(|parser| parser.setting(scope, parser.ident(first)));
                }
                return self.only_in_full(Parser::set_constraints);
            }
            Some(word @ (Local | Session)) => {
                self.advance();
                if self.is_assignment() {
                    return self.only_in_full(|parser| parser.setting(scope, parser.ident(first)));
                }
                if word == Session {
                    match self.peek_keyword() {
                        Some(Authorization) => return self.session_authorization(scope),
                        Some(Characteristics) => return self.characteristics(scope),
                        _ => {}
                    }
                }
                if word == Local {
                    scope = SetScope::Local;
                }
            }
            _ => {}
        }
        self.set_rest(scope)
    }

    /// `{ ALL | name [, ...] } { DEFERRED | IMMEDIATE }`
    fn set_constraints(&mut self) -> Result<Statement<'a>> {
        if !self.accept(Keyword::All) {
            self.qualified_name()?;
            while self.accept_kind(TokenKind::Comma) {
                self.qualified_name()?;
            }
        }
        if !matches!(self.peek_keyword(), Some(Keyword::Deferred | Keyword::Immediate)) {
            return self.fail();
        }
        self.advance();
        self.unsupported_at_end("SET CONSTRAINTS")
    }

    /// set_rest: what stands behind SET and its scope, also for a role or a database.
    pub(super) fn set_rest(&mut self, scope: SetScope) -> Result<Statement<'a>> {
        use Keyword::{Characteristics, Session, Transaction};
        let first = self.peek();
        if first.keyword() == Some(Session) {
            self.advance();
            if !self.is_assignment() && self.peek_keyword() == Some(Characteristics) {
                return self.characteristics(scope);
            }
            return self.set_word(scope, first);
        }
        if first.keyword() == Some(Transaction) {
            self.advance();
            if !self.is_assignment() && self.peek_keyword() != Some(Keyword::Snapshot) {
                // How long the modes last is the transaction's business: SESSION and LOCAL mean nothing.
                return Ok(Statement::Transaction(ast::Transaction::SetModes(self.transaction_modes()?)));
            }
            return self.set_word(scope, first);
        }
        self.set_more(scope)
    }

    /// set_rest_more, which is also an option of a routine: no modes of transactions, and no scope.
    pub(super) fn set_more(&mut self, scope: SetScope) -> Result<Statement<'a>> {
        let first = self.peek();
        if !self.is_column_id(first) {
            return self.fail();
        }
        self.advance();
        self.set_word(scope, first)
    }

    /// As [`Parser::set_more`], behind its first word.
    fn set_word(&mut self, scope: SetScope, first: Token) -> Result<Statement<'a>> {
        use Keyword::{Role, Session, Transaction};
        if self.is_assignment() {
            return self.only_in_full(|parser| parser.setting(scope, parser.ident(first)));
        }
        match first.keyword() {
            Some(Role) => {
                let role = self.word_or_string()?;
                Ok(Statement::SetIdentity(role_setting(scope, role)))
            }
            Some(Session) => self.session_authorization(scope),
            Some(Transaction) => {
                self.expect([Keyword::Snapshot])?;
                let snapshot = self.string()?;
                let local = scope == SetScope::Local;
                Ok(Statement::Transaction(ast::Transaction::SetSnapshot { local, snapshot }))
            }
            Some(word) => self.only_in_full(|parser| parser.set_by_words(scope, first, word)),
            None => self.fail(),
        }
    }

    /// As [`Parser::set_word`], of parameters that have words of their own.
    fn set_by_words(&mut self, scope: SetScope, first: Token, word: Keyword) -> Result<Statement<'a>> {
        use Keyword::{Catalog, Names, Schema, Time, Xml};
        match word {
            Time => {
                self.expect([Keyword::Zone])?;
                let name = Ident { name: "timezone".into(), span: self.span_from(first) };
                Ok(Statement::Parameter(self.time_zone(scope, name)?))
            }
            Catalog => self.catalog_change(),
            Schema => {
                let name = Ident { name: "search_path".into(), span: first.span() };
                if !self.peek().is_string() {
                    return self.fail();
                }
                Ok(Statement::Parameter(Parameter::Set(scope, name, vec![self.parameter_text()?])))
            }
            Xml => {
                self.expect([Keyword::Option])?;
                let name = Ident { name: "xmloption".into(), span: self.span_from(first) };
                let value = self.peek();
                if !matches!(value.keyword(), Some(Keyword::Document | Keyword::Content)) {
                    return self.fail();
                }
                self.advance();
                Ok(Statement::Parameter(Parameter::Set(scope, name, vec![parameter_text(self.ident(value))])))
            }
            Names => {
                let name = Ident { name: "client_encoding".into(), span: first.span() };
                Ok(Statement::Parameter(self.names(scope, name)?))
            }
            _ => self.fail(),
        }
    }

    /// ```text
    /// RESET { configuration_parameter | ALL | ROLE | SESSION AUTHORIZATION | TIME ZONE | TRANSACTION ISOLATION LEVEL }
    /// ```
    /// From `RESET` on.
    pub(super) fn reset(&mut self) -> Result<Statement<'a>> {
        self.advance();
        if self.accept(Keyword::All) {
            return self.only_in_full(|_| Ok(Statement::Parameter(Parameter::ResetAll)));
        }
        let name = self.parameter_to_read()?;
        match &*name.name {
            "role" => Ok(Statement::SetIdentity(SetIdentity::ResetRole)),
            "session_authorization" => Ok(Statement::SetIdentity(SetIdentity::ResetSessionAuthorization)),
            _ => self.only_in_full(|_| Ok(Statement::Parameter(Parameter::Reset(name)))),
        }
    }

    /// `CHARACTERISTICS AS TRANSACTION modes`
    fn characteristics(&mut self, scope: SetScope) -> Result<Statement<'a>> {
        self.expect([Keyword::Characteristics, Keyword::As, Keyword::Transaction])?;
        Ok(Statement::Transaction(ast::Transaction::SetCharacteristics(scope, self.transaction_modes()?)))
    }

    /// `AUTHORIZATION { DEFAULT | word | string }`
    fn session_authorization(&mut self, scope: SetScope) -> Result<Statement<'a>> {
        self.expect([Keyword::Authorization])?;
        Ok(Statement::SetIdentity(if self.accept(Keyword::Default) {
            SetIdentity::SessionAuthorizationDefault(scope)
        } else {
            SetIdentity::SessionAuthorization(scope, self.word_or_string()?)
        }))
    }

    /// Whether the word before is the name of a parameter.
    fn is_assignment(&mut self) -> bool {
        let token = self.peek();
        matches!(token.keyword(), Some(Keyword::To | Keyword::From))
            || token.kind() == TokenKind::Dot
            || token.kind() == TokenKind::Operator && token.span().of(self.text) == "="
    }

    /// `name { TO | = } value`, where `role` and `session_authorization` are parameters, too.
    fn setting(&mut self, scope: SetScope, name: Ident<'a>) -> Result<Statement<'a>> {
        let name = self.parameter_name(name)?;
        if self.accept(Keyword::From) {
            self.expect([Keyword::Current])?;
            return Ok(Statement::Parameter(Parameter::SetFromCurrent(scope, name)));
        }
        if !self.is_assignment() {
            return self.fail();
        }
        self.advance();
        let parameter = self.parameter_values(scope, name)?;
        let identity = match &parameter {
            Parameter::SetDefault(_, name) => match &*name.name {
                "role" => SetIdentity::RoleDefault(scope),
                "session_authorization" => SetIdentity::SessionAuthorizationDefault(scope),
                _ => return Ok(Statement::Parameter(parameter)),
            },
            Parameter::Set(_, name, values) => match (&*name.name, &values[..]) {
                ("role", [role]) => role_setting(scope, ident(role)),
                ("session_authorization", [user]) => SetIdentity::SessionAuthorization(scope, ident(user)),
                _ => return Ok(Statement::Parameter(parameter)),
            },
            _ => return Ok(Statement::Parameter(parameter)),
        };
        Ok(Statement::SetIdentity(identity))
    }
}

/// `none` means no role, also as a string.
fn role_setting(scope: SetScope, role: Ident<'_>) -> SetIdentity<'_> {
    if role.name == "none" { SetIdentity::RoleNone(scope) } else { SetIdentity::Role(scope, role) }
}

fn ident<'a>(value: &SettingValue<'a>) -> Ident<'a> {
    Ident { name: value.text.clone(), span: value.span }
}
