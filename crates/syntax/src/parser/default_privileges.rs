//! ALTER DEFAULT PRIVILEGES, which is read and not run.

use super::cursor::{Parser, Result};
use crate::ast::Statement;
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// ALTER DEFAULT PRIVILEGES [ FOR { ROLE | USER } role_specification [, ...] | IN SCHEMA schema_name [, ...] ]...
    ///     { GRANT privileges ON { TABLES | SEQUENCES | FUNCTIONS | ROUTINES | TYPES | SCHEMAS }
    ///         TO role_specification [, ...] [ WITH GRANT OPTION ]
    ///     | REVOKE [ GRANT OPTION FOR ] privileges ON { ... } FROM role_specification [, ...]
    ///         [ CASCADE | RESTRICT ] }
    /// ```
    /// From `DEFAULT` on.
    pub(super) fn alter_default_privileges(&mut self) -> Result<Statement<'a>> {
        self.expect([Keyword::Default, Keyword::Privileges])?;
        loop {
            if self.accept(Keyword::In) {
                self.expect([Keyword::Schema])?;
                self.column_id()?;
                while self.accept_kind(TokenKind::Comma) {
                    self.column_id()?;
                }
            } else if self.accept(Keyword::For) {
                if !self.accept(Keyword::Role) {
                    self.expect([Keyword::User])?;
                }
                self.role_specs()?;
            } else {
                break;
            }
        }
        let is_grant = self.accept(Keyword::Grant);
        if !is_grant {
            self.expect([Keyword::Revoke])?;
            if self.accept(Keyword::Grant) {
                self.expect([Keyword::Option, Keyword::For])?;
            }
        }
        self.privileges()?;
        self.expect([Keyword::On])?;
        use Keyword::{Functions, Routines, Schemas, Sequences, Tables, Types};
        if !matches!(self.peek_keyword(), Some(Functions | Routines | Schemas | Sequences | Tables | Types)) {
            return self.fail();
        }
        self.advance();
        self.expect([if is_grant { Keyword::To } else { Keyword::From }])?;
        self.grantees()?;
        if is_grant {
            self.with_option(Keyword::Grant)?;
        } else {
            self.drop_behavior()?;
        }
        self.unsupported_at_end("ALTER DEFAULT PRIVILEGES")
    }
}
