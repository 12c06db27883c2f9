//! ALTER DEFAULT PRIVILEGES.

use super::cursor::{Parser, Result};
use crate::ast::{
    AlterDefaultPrivileges, DefaultObjects, DefaultPrivilegesOption, DefaultPrivilegesOptionKind, DropBehavior,
    Statement,
};
use crate::keyword::Keyword;

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
        let mut options = Vec::new();
        loop {
            let first = self.peek();
            let kind = if self.accept(Keyword::In) {
                self.expect([Keyword::Schema])?;
                DefaultPrivilegesOptionKind::Schemas(self.column_ids()?)
            } else if self.accept(Keyword::For) {
                if !self.accept(Keyword::Role) {
                    self.expect([Keyword::User])?;
                }
                DefaultPrivilegesOptionKind::Roles(self.role_specs()?)
            } else {
                break;
            };
            options.push(DefaultPrivilegesOption { kind, span: self.span_from(first) });
        }
        let is_grant = self.accept(Keyword::Grant);
        let mut grant_option = false;
        if !is_grant {
            self.expect([Keyword::Revoke])?;
            grant_option = self.accept(Keyword::Grant);
            if grant_option {
                self.expect([Keyword::Option, Keyword::For])?;
            }
        }
        let privileges = self.privileges()?;
        self.expect([Keyword::On])?;
        let objects = match self.peek_keyword() {
            Some(Keyword::Tables) => DefaultObjects::Tables,
            Some(Keyword::Sequences) => DefaultObjects::Sequences,
            Some(Keyword::Functions | Keyword::Routines) => DefaultObjects::Functions,
            Some(Keyword::Types) => DefaultObjects::Types,
            Some(Keyword::Schemas) => DefaultObjects::Schemas,
            _ => return self.fail(),
        };
        self.advance();
        self.expect([if is_grant { Keyword::To } else { Keyword::From }])?;
        let grantees = self.grantees()?;
        let behavior = if is_grant {
            grant_option = self.with_option(Keyword::Grant)?;
            DropBehavior::Restrict
        } else {
            self.drop_behavior()?
        };
        Ok(Statement::AlterDefaultPrivileges(Box::new(AlterDefaultPrivileges {
            options,
            is_grant,
            grant_option,
            privileges,
            objects,
            grantees,
            behavior,
        })))
    }
}
