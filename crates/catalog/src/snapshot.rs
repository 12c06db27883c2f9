//! The catalog as plain data, for a store: objects refer to each other by name.
//!
//! [`Catalog::from_snapshot`] trusts nothing: a store may be damaged, edited by hand or made by
//! another version.

mod relations;
mod restore;
mod rights;
#[cfg(test)]
mod tests;
mod types;

pub use relations::{
    ColumnSnapshot, ConstraintSnapshot, DefaultSnapshot, ForeignSegmentSnapshot, IndexElementSnapshot, IndexSnapshot,
    RelationSnapshot, SystemColumnSnapshot,
};
pub use restore::SnapshotError;
pub use rights::{DefaultAclSnapshot, SchemaSnapshot};
pub use types::{DomainSnapshot, TypeSnapshot};

use crate::catalog::Object;
use crate::{Acl, Catalog, Function, FunctionBody, Oid, OptionList, RoleAttributes};

/// The version of the form of these structures.
const VERSION: u32 = 2;

/// Everything a catalog holds. Objects of a kind stand in the order of their creation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
pub struct CatalogSnapshot {
    /// The version of this form.
    pub version: u32,
    /// The OID of the next object.
    pub next_oid: u32,
    /// Roles, the bootstrap superuser and the predefined ones included.
    pub roles: Vec<RoleSnapshot>,
    /// Extensions.
    pub extensions: Vec<ExtensionSnapshot>,
    /// Functions.
    pub functions: Vec<FunctionSnapshot>,
    /// Foreign-data wrappers.
    pub wrappers: Vec<WrapperSnapshot>,
    /// Foreign servers.
    pub servers: Vec<ServerSnapshot>,
    /// User mappings.
    pub user_mappings: Vec<UserMappingSnapshot>,
    /// The database; `None` in version 1.
    pub database: Option<SchemaSnapshot>,
    /// Schemas; `None` in version 1, which knew those of a fresh database only.
    pub schemas: Option<Vec<SchemaSnapshot>>,
    /// Procedural languages; without them, those of a fresh database.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub languages: Option<Vec<SchemaSnapshot>>,
    /// Tablespaces; without them, those of a fresh database.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub tablespaces: Option<Vec<SchemaSnapshot>>,
    /// Parameters that rights have been granted on, if there are any.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub parameters: Option<Vec<SchemaSnapshot>>,
    /// Tables of pg_catalog whose rights have been changed, if there are any.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub system_tables: Option<Vec<SchemaSnapshot>>,
    /// The privileges that are given on what is made later, if there are any.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub default_acls: Option<Vec<DefaultAclSnapshot>>,
    /// What roles own and have rights on, in the order in which the server wrote it down. Three numbers each: the OID
    /// of the role, that of the object, and what the role is to it. Without them the older objects come first.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub role_uses: Option<Vec<u32>>,
    /// Relations; `None` in version 1.
    pub relations: Option<Vec<RelationSnapshot>>,
    /// Types that stand for no relation, if there are any.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub types: Option<Vec<TypeSnapshot>>,
    /// Storage servers, if there are any.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub storage_servers: Option<Vec<StorageServerSnapshot>>,
    /// User mappings of storage servers, if there are any.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub storage_user_mappings: Option<Vec<UserMappingSnapshot>>,
    /// Foreign catalogs and volumes, if there are any.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub foreign_catalogs: Option<Vec<ForeignCatalogSnapshot>>,
}

/// A storage server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct StorageServerSnapshot {
    pub oid: u32,
    pub name: String,
    pub owner: String,
    pub acl: Option<Vec<AclItemSnapshot>>,
    pub options: Vec<(String, String)>,
}

/// A foreign catalog or volume.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct ForeignCatalogSnapshot {
    pub oid: u32,
    pub name: String,
    pub is_volume: bool,
    pub owner: String,
    pub server: String,
    pub options: Vec<(String, String)>,
}

/// A role.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct RoleSnapshot {
    pub oid: u32,
    pub name: String,
    pub superuser: bool,
    pub inherit: bool,
    pub create_role: bool,
    pub create_db: bool,
    pub login: bool,
    pub replication: bool,
    pub bypass_rls: bool,
    pub connection_limit: i32,
    pub valid_until: Option<String>,
    pub member_of: Vec<MembershipSnapshot>,
    pub comment: Option<String>,
}

/// A membership.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct MembershipSnapshot {
    pub role: String,
    pub grantor: String,
    pub admin_option: bool,
}

/// An extension.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct ExtensionSnapshot {
    pub oid: u32,
    pub name: String,
    pub owner: String,
    pub schema: String,
    pub version: String,
    pub comment: Option<String>,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct FunctionSnapshot {
    pub oid: u32,
    pub schema: String,
    pub name: String,
    pub arguments: String,
    pub returns: String,
    pub body: FunctionBody,
    /// In PL/pgSQL, if it was made in that language.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub source: Option<String>,
    pub extension: Option<String>,
    /// `None` in version 1: the owner of the extension.
    pub owner: Option<String>,
    pub acl: Option<Vec<AclItemSnapshot>>,
    pub comment: Option<String>,
}

/// A wrapper; its functions by schema and signature, in version 1 by signature.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct WrapperSnapshot {
    pub oid: u32,
    pub name: String,
    pub owner: String,
    pub handler: Option<String>,
    pub validator: Option<String>,
    pub acl: Option<Vec<AclItemSnapshot>>,
    pub options: Vec<(String, String)>,
    pub comment: Option<String>,
    pub extension: Option<String>,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct ServerSnapshot {
    pub oid: u32,
    pub name: String,
    pub owner: String,
    pub wrapper: String,
    pub server_type: Option<String>,
    pub version: Option<String>,
    pub acl: Option<Vec<AclItemSnapshot>>,
    pub options: Vec<(String, String)>,
    pub comment: Option<String>,
    pub extension: Option<String>,
}

/// A user mapping; `None` is PUBLIC.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct UserMappingSnapshot {
    pub oid: u32,
    pub user: Option<String>,
    pub server: String,
    pub options: Vec<(String, String)>,
}

/// An entry of an access control list; no grantee is PUBLIC.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the parts of an aclitem")]
pub struct AclItemSnapshot {
    pub grantee: Option<String>,
    pub grantor: String,
    /// As between `=` and `/`; `None` in version 1.
    pub privileges: Option<String>,
    /// Version 1 only.
    pub usage: Option<bool>,
    /// Version 1 only.
    pub grant_option: Option<bool>,
}

impl Catalog {
    /// The catalog as plain data.
    pub fn to_snapshot(&self) -> CatalogSnapshot {
        let mut snapshot = CatalogSnapshot {
            version: VERSION,
            next_oid: self.next_oid,
            roles: Vec::new(),
            extensions: Vec::new(),
            functions: Vec::new(),
            wrappers: Vec::new(),
            servers: Vec::new(),
            user_mappings: Vec::new(),
            storage_servers: None,
            storage_user_mappings: None,
            foreign_catalogs: None,
            types: None,
            database: None,
            schemas: Some(Vec::new()),
            languages: Some(Vec::new()),
            tablespaces: Some(Vec::new()),
            parameters: None,
            system_tables: None,
            default_acls: None,
            role_uses: self.role_use_numbers(),
            relations: Some(Vec::new()),
        };
        for object in self.objects.iter() {
            self.add(&mut snapshot, object.oid().0, object);
        }
        snapshot
    }

    fn add(&self, snapshot: &mut CatalogSnapshot, oid: u32, object: &Object) {
        match object {
            Object::Role(role) => {
                let RoleAttributes {
                    superuser,
                    inherit,
                    create_role,
                    create_db,
                    login,
                    replication,
                    bypass_rls,
                    connection_limit,
                    ref valid_until,
                } = role.attributes;
                let memberships = role.member_of.iter().map(|membership| MembershipSnapshot {
                    role: self.printed_role(membership.role),
                    grantor: self.printed_role(membership.grantor),
                    admin_option: membership.admin_option,
                });
                snapshot.roles.push(RoleSnapshot {
                    oid,
                    name: role.name.to_string(),
                    superuser,
                    inherit,
                    create_role,
                    create_db,
                    login,
                    replication,
                    bypass_rls,
                    connection_limit,
                    valid_until: text(valid_until.as_deref()),
                    member_of: memberships.collect(),
                    comment: text(role.comment.as_deref()),
                });
            }
            Object::Extension(extension) => snapshot.extensions.push(ExtensionSnapshot {
                oid,
                name: extension.name.to_string(),
                owner: self.printed_role(extension.owner),
                schema: self.schema_name(extension.schema).to_owned(),
                version: extension.version.to_string(),
                comment: text(extension.comment.as_deref()),
            }),
            Object::Function(function) => snapshot.functions.push(FunctionSnapshot {
                oid,
                schema: self.schema_name(function.schema).to_owned(),
                name: function.name.to_string(),
                arguments: function.arguments.to_string(),
                returns: function.returns.to_string(),
                body: function.body,
                source: text(function.source.as_deref()),
                extension: self.printed_extension(function.extension),
                owner: Some(self.printed_role(function.owner)),
                acl: self.printed_acl(&function.acl),
                comment: text(function.comment.as_deref()),
            }),
            Object::Wrapper(wrapper) => {
                let signature = |oid| self.function(oid).map(|function| self.printed_function(function));
                snapshot.wrappers.push(WrapperSnapshot {
                    oid,
                    name: wrapper.name.to_string(),
                    owner: self.printed_role(wrapper.owner),
                    handler: wrapper.handler.and_then(signature),
                    validator: wrapper.validator.and_then(signature),
                    acl: self.printed_acl(&wrapper.acl),
                    options: pairs(&wrapper.options),
                    comment: text(wrapper.comment.as_deref()),
                    extension: self.printed_extension(wrapper.extension),
                });
            }
            Object::Server(server) => snapshot.servers.push(ServerSnapshot {
                oid,
                name: server.name.to_string(),
                owner: self.printed_role(server.owner),
                wrapper: self
                    .wrapper_by_oid(server.wrapper)
                    .map_or_else(String::new, |wrapper| wrapper.name.to_string()),
                server_type: text(server.server_type.as_deref()),
                version: text(server.version.as_deref()),
                acl: self.printed_acl(&server.acl),
                options: pairs(&server.options),
                comment: text(server.comment.as_deref()),
                extension: self.printed_extension(server.extension),
            }),
            Object::StorageServer(server) => {
                snapshot.storage_servers.get_or_insert_default().push(StorageServerSnapshot {
                    oid,
                    name: server.name.to_string(),
                    owner: self.printed_role(server.owner),
                    acl: self.printed_acl(&server.acl),
                    options: pairs(&server.options),
                });
            }
            Object::StorageMapping(mapping) => {
                let server = self.storage_server_by_oid(mapping.server);
                snapshot.storage_user_mappings.get_or_insert_default().push(UserMappingSnapshot {
                    oid,
                    user: mapping.user.map(|user| self.printed_role(user)),
                    server: server.map_or_else(String::new, |server| server.name.to_string()),
                    options: pairs(&mapping.options),
                });
            }
            Object::ForeignCatalog(object) => {
                let server = self.server_by_oid(object.server);
                snapshot.foreign_catalogs.get_or_insert_default().push(ForeignCatalogSnapshot {
                    oid,
                    name: object.name.to_string(),
                    is_volume: object.is_volume,
                    owner: self.printed_role(object.owner),
                    server: server.map_or_else(String::new, |server| server.name.to_string()),
                    options: pairs(&object.options),
                });
            }
            Object::Database(database) => snapshot.database = Some(self.schema_snapshot(database)),
            Object::Schema(schema) => snapshot.schemas.get_or_insert_default().push(self.schema_snapshot(schema)),
            Object::Language(language) => {
                snapshot.languages.get_or_insert_default().push(self.schema_snapshot(language))
            }
            Object::Tablespace(tablespace) => {
                snapshot.tablespaces.get_or_insert_default().push(self.schema_snapshot(tablespace));
            }
            Object::Parameter(parameter) => {
                snapshot.parameters.get_or_insert_default().push(self.schema_snapshot(parameter));
            }
            Object::SystemTable(table) => {
                snapshot.system_tables.get_or_insert_default().push(self.schema_snapshot(table));
            }
            Object::DefaultAcl(found) => {
                snapshot.default_acls.get_or_insert_default().push(self.default_acl_snapshot(found));
            }
            Object::Relation(relation) => {
                snapshot.relations.get_or_insert_default().push(self.relation_snapshot(relation));
            }
            Object::Type(object) => snapshot.types.get_or_insert_default().push(self.type_snapshot(object)),
            Object::Mapping(mapping) => snapshot.user_mappings.push(UserMappingSnapshot {
                oid,
                user: mapping.user.map(|user| self.printed_role(user)),
                server: self.server_by_oid(mapping.server).map_or_else(String::new, |server| server.name.to_string()),
                options: pairs(&mapping.options),
            }),
        }
    }

    /// Schema and signature.
    fn printed_function(&self, function: &Function) -> String {
        format!("{}.{}", self.schema_name(function.schema), function.signature())
    }

    fn printed_role(&self, oid: Oid) -> String {
        self.role_name(oid).to_string()
    }

    fn printed_extension(&self, oid: Option<Oid>) -> Option<String> {
        Some(self.extension_by_oid(oid?)?.name.to_string())
    }

    fn printed_acl(&self, acl: &Acl) -> Option<Vec<AclItemSnapshot>> {
        let items = acl.0.as_deref()?.iter().map(|item| AclItemSnapshot {
            grantee: item.grantee.map(|grantee| self.printed_role(grantee)),
            grantor: self.printed_role(item.grantor),
            privileges: Some(item.letters()),
            usage: None,
            grant_option: None,
        });
        Some(items.collect())
    }
}

fn text(value: Option<&str>) -> Option<String> {
    value.map(str::to_owned)
}

fn pairs(options: &OptionList) -> Vec<(String, String)> {
    options.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
