//! Statements about everything that a role owns.

use super::{DropBehavior, RoleSpec};

/// `DROP OWNED BY`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct DropOwned<'a> {
    /// At least one.
    pub roles: Vec<RoleSpec<'a>>,
    pub behavior: DropBehavior,
}

/// `REASSIGN OWNED BY … TO`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct ReassignOwned<'a> {
    /// At least one.
    pub roles: Vec<RoleSpec<'a>>,
    pub new_owner: RoleSpec<'a>,
}
