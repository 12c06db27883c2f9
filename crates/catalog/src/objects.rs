//! The objects of the catalog, each as the server's system catalog describes it.

use std::sync::Arc;

use crate::{Acl, Name, Oid, OptionList};

/// A row of pg_foreign_data_wrapper.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct ForeignDataWrapper {
    pub oid: Oid,
    pub name: Name,
    pub owner: Oid,
    /// The handler function.
    pub handler: Option<Oid>,
    /// The validator function.
    pub validator: Option<Oid>,
    pub acl: Acl,
    pub options: OptionList,
    pub comment: Option<Arc<str>>,
    /// The extension it is a member of.
    pub extension: Option<Oid>,
}

/// A row of pg_foreign_server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct ForeignServer {
    pub oid: Oid,
    pub name: Name,
    pub owner: Oid,
    pub wrapper: Oid,
    pub server_type: Option<Arc<str>>,
    pub version: Option<Arc<str>>,
    pub acl: Acl,
    pub options: OptionList,
    pub comment: Option<Arc<str>>,
    /// The extension it is a member of.
    pub extension: Option<Oid>,
}

/// A row of pg_user_mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct UserMapping {
    pub oid: Oid,
    /// `None` is PUBLIC.
    pub user: Option<Oid>,
    pub server: Oid,
    pub options: OptionList,
}

/// The attributes of a role.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct RoleAttributes {
    pub superuser: bool,
    pub inherit: bool,
    pub create_role: bool,
    pub create_db: bool,
    pub login: bool,
    pub replication: bool,
    pub bypass_rls: bool,
    /// -1 is no limit.
    pub connection_limit: i32,
    pub valid_until: Option<Arc<str>>,
}

/// That a role is a member of another: a row of pg_auth_members, kept at the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct Membership {
    pub role: Oid,
    pub grantor: Oid,
    pub admin_option: bool,
}

/// A row of pg_roles and the groups the role is a direct member of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct Role {
    pub oid: Oid,
    pub name: Name,
    pub attributes: RoleAttributes,
    pub member_of: Vec<Membership>,
    pub comment: Option<Arc<str>>,
}

/// What a role is to an object: a row of pg_shdepend, kept at the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleUse {
    /// The object.
    pub object: Oid,
    /// What the role is to it.
    pub part: RolePart,
}

/// What a role is to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RolePart {
    /// Its owner; of a mapping its user.
    Owner,
    /// It has rights on the whole object.
    Rights,
    /// It has rights on the column at this place.
    ColumnRights(u16),
    /// It has rights on the column of the system at this place.
    SystemColumnRights(u8),
}

/// What a function does, as far as this playground runs functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
pub enum FunctionBody {
    /// `postgres_fdw_handler`
    PostgresFdwHandler,
    /// `file_fdw_handler`
    FileFdwHandler,
    /// Any other handler: returns fdw_handler.
    Handler,
    /// `postgresql_fdw_validator`
    PostgresqlValidator,
    /// `postgres_fdw_validator`
    PostgresFdwValidator,
    /// `file_fdw_validator`
    FileFdwValidator,
    /// `dblink_fdw_validator`
    DblinkFdwValidator,
    /// `gp_exttable_permission_check`
    ExttableValidator,
    /// `pxf_fdw_validator`
    PxfValidator,
    /// Any other: known by name and arguments only.
    Other,
}

/// A row of pg_proc, as far as handlers, validators and dependencies need it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct Function {
    pub oid: Oid,
    pub schema: Oid,
    pub name: Name,
    pub owner: Oid,
    pub acl: Acl,
    /// Argument types as `format_type` prints them, joined by commas: `text[],oid`.
    pub arguments: Name,
    /// The result type as `format_type` prints it, behind `SETOF` where it is a set; empty of a procedure.
    pub returns: Name,
    pub body: FunctionBody,
    /// Its text in PL/pgSQL, of one that was made in that language.
    pub source: Option<Arc<str>>,
    pub comment: Option<Arc<str>>,
    /// The extension it is a member of.
    pub extension: Option<Oid>,
}

impl Function {
    /// Whether it is a procedure.
    pub fn is_procedure(&self) -> bool {
        self.returns.is_empty()
    }

    /// Name and argument types as the server prints them in messages: `loud(text[],oid)`.
    pub fn signature(&self) -> String {
        format!("{}({})", self.name, self.arguments)
    }
}

/// A row of pg_namespace, or the one of pg_database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct Schema {
    pub oid: Oid,
    pub name: Name,
    pub owner: Oid,
    pub acl: Acl,
    pub comment: Option<Arc<str>>,
    /// The extension it is a member of.
    pub extension: Option<Oid>,
}

/// A row of pg_extension.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct Extension {
    pub oid: Oid,
    pub name: Name,
    pub owner: Oid,
    pub schema: Oid,
    pub version: Name,
    pub comment: Option<Arc<str>>,
}
