//! Role specifications: which role is meant by `CURRENT_USER`, `PUBLIC` or a name.

use medlar_catalog::Oid;
use medlar_syntax::SqlState;
use medlar_syntax::ast::{RoleName, RoleSpec};

use crate::context::Context;
use crate::message::{Checked, Failure};

impl Context<'_> {
    /// The role, or `None` for PUBLIC; `Err` with the name of a role that does not exist.
    pub(crate) fn find_role_or_public<'a>(&mut self, specification: &'a RoleSpec<'_>) -> Result<Option<Oid>, &'a str> {
        match &specification.role {
            RoleName::Named(name) => self.find_role(name).map(|role| Some(role.oid)).ok_or(name),
            RoleName::CurrentUser | RoleName::CurrentRole => Ok(Some(self.identity.current_user())),
            RoleName::SessionUser => Ok(Some(self.identity.session_user())),
            RoleName::Public => Ok(None),
        }
    }

    /// The role, or `None` for PUBLIC.
    pub(crate) fn role_or_public(&mut self, specification: &RoleSpec<'_>) -> Checked<Option<Oid>> {
        self.find_role_or_public(specification).map_err(|name| undefined_role(name, specification))
    }

    /// The role; PUBLIC is none.
    pub(crate) fn role(&mut self, specification: &RoleSpec<'_>) -> Checked<Oid> {
        self.role_or_public(specification)?.ok_or_else(|| undefined_role("public", specification))
    }
}

pub(crate) fn undefined_role(name: &str, specification: &RoleSpec<'_>) -> Box<Failure> {
    Failure::new(SqlState::UndefinedObject, format!("role \"{name}\" does not exist")).about(specification.span)
}
