//! The privileges that are given on what is made later.

use crate::Span;

use super::{DropBehavior, Ident, Privileges, RoleSpec};

/// What is made later, and the words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of its name")]
pub enum DefaultObjects {
    Tables,
    Sequences,
    /// `FUNCTIONS` or `ROUTINES`
    Functions,
    Types,
    Schemas,
}

impl DefaultObjects {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            DefaultObjects::Tables => "TABLES",
            DefaultObjects::Sequences => "SEQUENCES",
            DefaultObjects::Functions => "FUNCTIONS",
            DefaultObjects::Types => "TYPES",
            DefaultObjects::Schemas => "SCHEMAS",
        }
    }
}

/// For whose objects, or in which schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultPrivilegesOptionKind<'a> {
    /// `FOR ROLE role, …`
    Roles(Vec<RoleSpec<'a>>),
    /// `IN SCHEMA schema, …`
    Schemas(Vec<Ident<'a>>),
}

/// An option of ALTER DEFAULT PRIVILEGES and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "kind and place")]
pub struct DefaultPrivilegesOption<'a> {
    pub kind: DefaultPrivilegesOptionKind<'a>,
    pub span: Span,
}

/// `ALTER DEFAULT PRIVILEGES`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterDefaultPrivileges<'a> {
    /// In the order written; a second one of a kind is refused when executed.
    pub options: Vec<DefaultPrivilegesOption<'a>>,
    /// GRANT or REVOKE.
    pub is_grant: bool,
    /// `WITH GRANT OPTION` or `GRANT OPTION FOR`.
    pub grant_option: bool,
    pub privileges: Privileges<'a>,
    pub objects: DefaultObjects,
    pub grantees: Vec<RoleSpec<'a>>,
    /// REVOKE only.
    pub behavior: DropBehavior,
}
