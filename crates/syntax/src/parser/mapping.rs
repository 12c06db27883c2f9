//! User mappings.

use super::cursor::{Parser, Result};
use crate::ast::{AlterUserMapping, CreateUserMapping, DropUserMapping, Ident, RoleName, RoleSpec, Statement};
use crate::keyword::Keyword;

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE USER MAPPING [ IF NOT EXISTS ] FOR { user_name | USER | CURRENT_ROLE | CURRENT_USER | PUBLIC }
    ///     SERVER server_name
    ///     [ OPTIONS ( option 'value' [ , ... ] ) ]
    /// ```
    /// From `IF` on.
    pub(super) fn create_mapping(&mut self) -> Result<Statement<'a>> {
        let if_not_exists = self.accept(Keyword::If);
        if if_not_exists {
            self.expect([Keyword::Not, Keyword::Exists])?;
        }
        let (user, server) = self.mapping()?;
        let options = self.create_options()?;
        Ok(Statement::CreateUserMapping(CreateUserMapping { if_not_exists, user, server, options }))
    }

    /// ```text
    /// ALTER USER MAPPING FOR { user_name | USER | CURRENT_ROLE | CURRENT_USER | SESSION_USER | PUBLIC }
    ///     SERVER server_name
    ///     OPTIONS ( [ ADD | SET | DROP ] option ['value'] [, ... ] )
    /// ```
    /// From `FOR` on.
    pub(super) fn alter_mapping(&mut self) -> Result<Statement<'a>> {
        let (user, server) = self.mapping()?;
        let options = self.alter_options()?;
        Ok(Statement::AlterUserMapping(AlterUserMapping { user, server, options }))
    }

    /// ```text
    /// DROP USER MAPPING [ IF EXISTS ] FOR { user_name | USER | CURRENT_ROLE | CURRENT_USER | PUBLIC }
    ///     SERVER server_name
    /// ```
    /// From `IF` on.
    pub(super) fn drop_mapping(&mut self) -> Result<Statement<'a>> {
        let if_exists = self.accept(Keyword::If);
        if if_exists {
            self.expect([Keyword::Exists])?;
        }
        let (user, server) = self.mapping()?;
        Ok(Statement::DropUserMapping(DropUserMapping { if_exists, user, server }))
    }

    /// `FOR { RoleSpec | USER } SERVER name`
    fn mapping(&mut self) -> Result<(RoleSpec<'a>, Ident<'a>)> {
        self.expect([Keyword::For])?;
        let token = self.peek();
        let user = if self.accept(Keyword::User) {
            RoleSpec { role: RoleName::CurrentUser, span: token.span() }
        } else {
            self.role_spec()?
        };
        self.expect([Keyword::Server])?;
        Ok((user, self.column_id()?))
    }
}
