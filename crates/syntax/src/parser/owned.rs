//! Statements about everything that a role owns.

use super::cursor::{Parser, Result};
use crate::ast::{DropOwned, ReassignOwned, Statement};
use crate::keyword::Keyword;

impl<'a> Parser<'a> {
    /// ```text
    /// DROP OWNED BY { name | CURRENT_ROLE | CURRENT_USER | SESSION_USER } [, ...] [ CASCADE | RESTRICT ]
    /// ```
    /// From `OWNED` on.
    pub(super) fn drop_owned(&mut self) -> Result<Statement<'a>> {
        self.expect([Keyword::Owned, Keyword::By])?;
        let roles = self.role_specs()?;
        Ok(Statement::DropOwned(DropOwned { roles, behavior: self.drop_behavior()? }))
    }

    /// ```text
    /// REASSIGN OWNED BY { old_role | CURRENT_ROLE | CURRENT_USER | SESSION_USER } [, ...]
    ///     TO { new_role | CURRENT_ROLE | CURRENT_USER | SESSION_USER }
    /// ```
    /// From `REASSIGN` on.
    pub(super) fn reassign_owned(&mut self) -> Result<Statement<'a>> {
        self.expect([Keyword::Reassign, Keyword::Owned, Keyword::By])?;
        let roles = self.role_specs()?;
        self.expect([Keyword::To])?;
        Ok(Statement::ReassignOwned(ReassignOwned { roles, new_owner: self.role_spec()? }))
    }
}
