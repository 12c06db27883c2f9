//! SET and RESET, of which the role, the session authorization and the transaction's modes are kept.

use super::cursor::{Parser, Result};
use crate::ast::{self, Ident, SetIdentity, SetScope, Statement};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// SET [ SESSION | LOCAL ] ROLE { role_name | NONE }
    /// SET [ SESSION | LOCAL ] SESSION AUTHORIZATION { user_name | DEFAULT }
    /// SET [ SESSION | LOCAL ] configuration_parameter { TO | = } { value | 'value' | DEFAULT }
    /// SET [ SESSION | LOCAL ] TRANSACTION { transaction_mode [, ...] | SNAPSHOT snapshot_id }
    /// SET [ SESSION | LOCAL ] SESSION CHARACTERISTICS AS TRANSACTION transaction_mode [, ...]
    /// SET CONSTRAINTS ...
    /// ```
    /// From `SET` on.
    pub(super) fn set(&mut self) -> Result<Statement<'a>> {
        use Keyword::{Authorization, Catalog, Characteristics, Constraints, Local, Names, Role, Schema, Session};
        use Keyword::{Time, Transaction, Xml};
        self.advance();
        let mut scope = SetScope::Session;
        let mut first = self.peek();
        let mut scoped = false;
        match first.keyword() {
            Some(Constraints) => {
                self.advance();
                if self.is_assignment() {
                    return self.setting(scope, self.ident(first));
                }
                return self.unsupported("SET CONSTRAINTS");
            }
            Some(word @ (Local | Session)) => {
                self.advance();
                if self.is_assignment() {
                    return self.setting(scope, self.ident(first));
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
                scoped = true;
                first = self.peek();
            }
            _ => {}
        }
        if !self.is_column_id(first) {
            return self.fail();
        }
        self.advance();
        if self.is_assignment() {
            return self.setting(scope, self.ident(first));
        }
        match first.keyword() {
            Some(Role) => {
                let role = self.word_or_string()?;
                Ok(Statement::SetIdentity(role_setting(scope, role)))
            }
            Some(Session) if scoped => match self.peek_keyword() {
                Some(Authorization) => self.session_authorization(scope),
                Some(Characteristics) => self.characteristics(scope),
                _ => self.fail(),
            },
            Some(Time) => {
                self.expect([Keyword::Zone])?;
                self.unsupported("SET")
            }
            Some(Catalog | Schema) => {
                self.string()?;
                self.unsupported_at_end("SET")
            }
            Some(Xml) => {
                self.expect([Keyword::Option])?;
                self.unsupported("SET")
            }
            Some(Names) => self.unsupported("SET"),
            Some(Transaction) => {
                // How long the modes last is the transaction's business: SESSION and LOCAL mean nothing.
                Ok(Statement::Transaction(if self.accept(Keyword::Snapshot) {
                    ast::Transaction::SetSnapshot { local: scope == SetScope::Local, snapshot: self.string()? }
                } else {
                    ast::Transaction::SetModes(self.transaction_modes()?)
                }))
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
            return self.unsupported_at_end("RESET");
        }
        let first = self.peek();
        let name = self.column_id()?;
        let next = self.peek_keyword();
        match (first.keyword(), next) {
            (Some(Keyword::Session), Some(Keyword::Authorization)) => {
                self.advance();
                return Ok(Statement::SetIdentity(SetIdentity::ResetSessionAuthorization));
            }
            (Some(Keyword::Time), Some(Keyword::Zone)) => self.advance(),
            (Some(Keyword::Transaction), Some(Keyword::Isolation)) => {
                self.advance();
                self.expect([Keyword::Level])?;
            }
            _ if self.peek_kind() == TokenKind::Dot => {
                while self.accept_kind(TokenKind::Dot) {
                    self.column_id()?;
                }
            }
            _ => match &*name.name {
                "role" => return Ok(Statement::SetIdentity(SetIdentity::ResetRole)),
                "session_authorization" => {
                    return Ok(Statement::SetIdentity(SetIdentity::ResetSessionAuthorization));
                }
                _ => {}
            },
        }
        self.unsupported_at_end("RESET")
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
        let mut dotted = false;
        while self.accept_kind(TokenKind::Dot) {
            self.column_id()?;
            dotted = true;
        }
        if self.accept(Keyword::From) {
            self.expect([Keyword::Current])?;
            return self.unsupported_at_end("SET");
        }
        if !self.is_assignment() {
            return self.fail();
        }
        self.advance();
        let is_default = self.accept(Keyword::Default);
        let value = if is_default { None } else { Some(self.setting_value()?) };
        let mut single = true;
        while !is_default && self.accept_kind(TokenKind::Comma) {
            self.setting_value()?;
            single = false;
        }
        let parameter = if dotted || !single { "" } else { &*name.name };
        Ok(Statement::SetIdentity(match (parameter, value) {
            ("role", None) => SetIdentity::RoleDefault(scope),
            ("role", Some(role)) => role_setting(scope, role),
            ("session_authorization", None) => SetIdentity::SessionAuthorizationDefault(scope),
            ("session_authorization", Some(user)) => SetIdentity::SessionAuthorization(scope, user),
            _ => return self.unsupported_at_end("SET"),
        }))
    }

    /// var_value: `TRUE | FALSE | ON | word | string | number`
    fn setting_value(&mut self) -> Result<Ident<'a>> {
        let token = self.peek();
        if matches!(token.keyword(), Some(Keyword::True | Keyword::False | Keyword::On)) {
            self.advance();
            return Ok(self.ident(token));
        }
        let signed = token.kind() == TokenKind::Operator && matches!(token.span().of(self.text), "+" | "-");
        if signed {
            self.advance();
        }
        let number = self.peek();
        if matches!(number.kind(), TokenKind::Integer | TokenKind::Float) {
            self.advance();
            return Ok(Ident { name: number.span().of(self.text).into(), span: self.span_from(token) });
        }
        if signed {
            return self.fail();
        }
        self.word_or_string()
    }
}

/// `none` means no role, also as a string.
fn role_setting(scope: SetScope, role: Ident<'_>) -> SetIdentity<'_> {
    if role.name == "none" { SetIdentity::RoleNone(scope) } else { SetIdentity::Role(scope, role) }
}
