//! Privileges and memberships.

use super::{DropBehavior, Ident, Number, ObjectKind, QualifiedName, RoleSpec, RoutineKind, RoutineSignature};

/// One word of a privilege list, with its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Privilege<'a> {
    /// In lower case where it was a bare word, e.g. `usage`, `select`, `foo`.
    pub name: Ident<'a>,
    /// Empty without a column list.
    pub columns: Vec<Ident<'a>>,
}

/// What a GRANT gives.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub enum Privileges<'a> {
    /// `ALL [PRIVILEGES] [(columns)]`
    All { columns: Vec<Ident<'a>> },
    /// Words.
    List(Vec<Privilege<'a>>),
}

/// What `ALL … IN SCHEMA` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of its name")]
pub enum AllInSchema {
    Tables,
    Sequences,
    Functions,
    Procedures,
    Routines,
}

impl AllInSchema {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            AllInSchema::Tables => "TABLES",
            AllInSchema::Sequences => "SEQUENCES",
            AllInSchema::Functions => "FUNCTIONS",
            AllInSchema::Procedures => "PROCEDURES",
            AllInSchema::Routines => "ROUTINES",
        }
    }
}

/// What a privilege is given on; each list has at least one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrivilegeTarget<'a> {
    /// Objects without a schema: `FOREIGN DATA WRAPPER`, `FOREIGN SERVER`, `SCHEMA`, `DATABASE`, `LANGUAGE`
    /// or `TABLESPACE`.
    Objects(ObjectKind, Vec<Ident<'a>>),
    /// `[TABLE] name, …`
    Tables(Vec<QualifiedName<'a>>),
    /// `SEQUENCE name, …`
    Sequences(Vec<QualifiedName<'a>>),
    /// `{ FUNCTION | PROCEDURE | ROUTINE } …`
    Routines(RoutineKind, Vec<RoutineSignature<'a>>),
    /// `TYPE name, …`
    Types(Vec<QualifiedName<'a>>),
    /// `DOMAIN name, …`
    Domains(Vec<QualifiedName<'a>>),
    /// `LARGE OBJECT number, …`
    LargeObjects(Vec<Number<'a>>),
    /// `PARAMETER name, …`
    Parameters(Vec<QualifiedName<'a>>),
    /// `ALL … IN SCHEMA name, …`
    AllInSchema(AllInSchema, Vec<Ident<'a>>),
}

/// `GRANT … ON …` and its REVOKE.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct GrantOnObjects<'a> {
    /// GRANT or REVOKE.
    pub is_grant: bool,
    /// `WITH GRANT OPTION` or `GRANT OPTION FOR`.
    pub grant_option: bool,
    pub privileges: Privileges<'a>,
    pub target: PrivilegeTarget<'a>,
    pub grantees: Vec<RoleSpec<'a>>,
    pub granted_by: Option<RoleSpec<'a>>,
    /// REVOKE only.
    pub behavior: DropBehavior,
}

/// `GRANT role TO role` and its REVOKE.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct GrantRole<'a> {
    /// GRANT or REVOKE.
    pub is_grant: bool,
    /// `WITH ADMIN OPTION` or `ADMIN OPTION FOR`.
    pub admin_option: bool,
    /// The grammar takes columns here, too, and the server refuses them when it executes.
    pub roles: Vec<Privilege<'a>>,
    pub grantees: Vec<RoleSpec<'a>>,
    pub granted_by: Option<RoleSpec<'a>>,
    /// REVOKE only.
    pub behavior: DropBehavior,
}
