//! The catalog value and its look-ups.

use std::ops::Deref;
use std::sync::Arc;

use crate::full::OnlyInFull;
use crate::map::{Index, Objects, RoleUses};
use crate::names::{Key, Kind, Names};
use crate::sort::sort;
use crate::{
    AclItem, DefaultAcl, Extension, ForeignCatalog, ForeignDataWrapper, ForeignServer, Function, Name, Oid, Relation,
    Role, RoleUse, Schema, StorageServer, StorageUserMapping, Type, UserMapping,
};

/// Any object.
#[derive(Clone, Debug)]
pub(crate) enum Object {
    Wrapper(Arc<ForeignDataWrapper>),
    Server(Arc<ForeignServer>),
    Mapping(Arc<UserMapping>),
    Role(Arc<Role>),
    Function(Arc<Function>),
    Extension(Arc<Extension>),
    StorageServer(OnlyInFull<Arc<StorageServer>>),
    StorageMapping(OnlyInFull<Arc<StorageUserMapping>>),
    ForeignCatalog(OnlyInFull<Arc<ForeignCatalog>>),
    Schema(Arc<Schema>),
    /// The database of the catalog, of which as much is known as of a schema; so too of the next ones.
    Database(Arc<Schema>),
    Language(Arc<Schema>),
    Tablespace(Arc<Schema>),
    /// A parameter that rights have been granted on.
    Parameter(OnlyInFull<Arc<Schema>>),
    /// A table of pg_catalog whose rights have been changed.
    SystemTable(OnlyInFull<Arc<Schema>>),
    DefaultAcl(OnlyInFull<Arc<DefaultAcl>>),
    Relation(OnlyInFull<Arc<Relation>>),
    Type(OnlyInFull<Arc<Type>>),
}

impl Object {
    /// What has little more than an owner and privileges.
    pub(crate) fn as_schema(&self) -> Option<&Arc<Schema>> {
        match self {
            Object::Schema(object)
            | Object::Database(object)
            | Object::Language(object)
            | Object::Tablespace(object) => Some(object),
            Object::Parameter(object) | Object::SystemTable(object) => Some(object),
            _ => None,
        }
    }
}

/// All objects of one database. Clone is O(1).
#[derive(Clone, Debug)]
pub struct Catalog {
    pub(crate) objects: Objects,
    pub(crate) names: Names,
    /// The dependents of each object. In the order of their OIDs, which is the order of their
    /// creation and the order in which the server lists them.
    pub(crate) links: Index,
    /// The rows of pg_shdepend.
    pub(crate) role_uses: RoleUses,
    pub(crate) next_oid: u32,
}

impl Default for Catalog {
    /// A catalog without any object, not even a role.
    fn default() -> Catalog {
        Catalog {
            objects: Objects::default(),
            names: Names::default(),
            links: Index::default(),
            role_uses: RoleUses::default(),
            next_oid: Oid::FIRST_NORMAL.0,
        }
    }
}

macro_rules! only {
    ($object:expr, $variant:ident) => {
        match $object {
            Some(Object::$variant(object)) => Some(object),
            _ => None,
        }
    };
}

impl Catalog {
    pub(crate) fn object(&self, oid: Oid) -> Option<&Object> {
        self.objects.get(oid)
    }

    pub(crate) fn find(&self, key: &Key<'_>) -> Option<&Object> {
        self.names.candidates(key).filter_map(|oid| self.object(oid)).find(|object| object.key() == *key)
    }

    /// Every object of a kind, by name, bytewise.
    fn by_name(&self, kind: Kind) -> impl Iterator<Item = &Object> {
        let named = |object| match Object::key(object) {
            Key::Named(of_kind, name) if of_kind == kind => Some((name, object)),
            _ => None,
        };
        let objects: Vec<_> = self.objects.iter().filter_map(named).collect();
        sort(objects, |(left, _), (right, _)| left < right).into_iter().map(|(_, object)| object)
    }

    /// The wrapper of that name.
    pub fn wrapper(&self, name: &str) -> Option<&Arc<ForeignDataWrapper>> {
        only!(self.find(&Key::named(Kind::Wrapper, name)), Wrapper)
    }

    /// The wrapper with that OID.
    pub fn wrapper_by_oid(&self, oid: Oid) -> Option<&Arc<ForeignDataWrapper>> {
        only!(self.object(oid), Wrapper)
    }

    /// Every wrapper, by name, bytewise.
    pub fn wrappers(&self) -> impl Iterator<Item = &Arc<ForeignDataWrapper>> {
        self.by_name(Kind::Wrapper).filter_map(|object| only!(Some(object), Wrapper))
    }

    /// The server of that name.
    pub fn server(&self, name: &str) -> Option<&Arc<ForeignServer>> {
        only!(self.find(&Key::named(Kind::Server, name)), Server)
    }

    /// The server with that OID.
    pub fn server_by_oid(&self, oid: Oid) -> Option<&Arc<ForeignServer>> {
        only!(self.object(oid), Server)
    }

    /// Every server, by name, bytewise.
    pub fn servers(&self) -> impl Iterator<Item = &Arc<ForeignServer>> {
        self.by_name(Kind::Server).filter_map(|object| only!(Some(object), Server))
    }

    /// The servers of a wrapper, oldest first.
    pub fn servers_of(&self, wrapper: Oid) -> impl Iterator<Item = &Arc<ForeignServer>> {
        self.links.oids(wrapper.0).filter_map(|oid| self.server_by_oid(oid))
    }

    /// The mapping of a role (`None` is PUBLIC) for a server.
    pub fn user_mapping(&self, server: Oid, user: Option<Oid>) -> Option<&Arc<UserMapping>> {
        only!(self.find(&Key::Mapping(server, user)), Mapping)
    }

    /// The mapping with that OID.
    pub fn user_mapping_by_oid(&self, oid: Oid) -> Option<&Arc<UserMapping>> {
        only!(self.object(oid), Mapping)
    }

    /// Every mapping of a server, in creation order.
    pub fn user_mappings_of(&self, server: Oid) -> Vec<&Arc<UserMapping>> {
        self.links.oids(server.0).filter_map(|oid| self.user_mapping_by_oid(oid)).collect()
    }

    /// The role of that name.
    pub fn role(&self, name: &str) -> Option<&Arc<Role>> {
        only!(self.find(&Key::named(Kind::Role, name)), Role)
    }

    /// The role with that OID.
    pub fn role_by_oid(&self, oid: Oid) -> Option<&Arc<Role>> {
        only!(self.object(oid), Role)
    }

    /// Every role, by name, bytewise.
    pub fn roles(&self) -> impl Iterator<Item = &Arc<Role>> {
        self.by_name(Kind::Role).filter_map(|object| only!(Some(object), Role))
    }

    /// The roles that are direct members of a role, oldest first.
    pub fn members_of(&self, role: Oid) -> impl Iterator<Item = &Arc<Role>> {
        self.links
            .oids(role.0)
            .filter_map(|oid| self.role_by_oid(oid))
            .filter(move |member| member.member_of.iter().any(|membership| membership.role == role))
    }

    /// The function with that OID.
    pub fn function(&self, oid: Oid) -> Option<&Arc<Function>> {
        only!(self.object(oid), Function)
    }

    /// The function of that schema and signature, e.g. `loud(text[],oid)`.
    pub fn function_in(&self, schema: Oid, signature: &str) -> Option<&Arc<Function>> {
        only!(self.find(&Key::InSchema(Kind::Function, schema, signature.into())), Function)
    }

    /// Every function, oldest first.
    pub fn functions(&self) -> impl Iterator<Item = &Arc<Function>> {
        self.objects.iter().filter_map(|object| only!(Some(object), Function))
    }

    /// The database of the catalog.
    pub fn database(&self) -> Option<&Arc<Schema>> {
        only!(self.object(Oid::DATABASE), Database)
    }

    /// The procedural language of that name.
    pub fn language(&self, name: &str) -> Option<&Arc<Schema>> {
        only!(self.find(&Key::named(Kind::Language, name)), Language)
    }

    /// The tablespace of that name.
    pub fn tablespace(&self, name: &str) -> Option<&Arc<Schema>> {
        only!(self.find(&Key::named(Kind::Tablespace, name)), Tablespace)
    }

    /// The parameter of that name, if rights have been granted on it.
    pub fn parameter(&self, name: &str) -> Option<&Arc<Schema>> {
        only!(self.find(&Key::named(Kind::Parameter, name)), Parameter)
    }

    /// The table of pg_catalog of that name, if its rights have been changed.
    pub fn system_table(&self, name: &str) -> Option<&Arc<Schema>> {
        only!(self.find(&Key::named(Kind::SystemTable, name)), SystemTable)
    }

    /// As [`Catalog::system_table`], by its OID.
    pub fn system_table_by_oid(&self, oid: Oid) -> Option<&Arc<Schema>> {
        only!(self.object(oid), SystemTable)
    }

    /// The schema of that name.
    pub fn schema(&self, name: &str) -> Option<&Arc<Schema>> {
        only!(self.find(&Key::named(Kind::Schema, name)), Schema)
    }

    /// The schema with that OID.
    pub fn schema_by_oid(&self, oid: Oid) -> Option<&Arc<Schema>> {
        only!(self.object(oid), Schema)
    }

    /// Every schema, by name, bytewise.
    pub fn schemas(&self) -> impl Iterator<Item = &Arc<Schema>> {
        self.by_name(Kind::Schema).filter_map(|object| only!(Some(object), Schema))
    }

    /// The name of the schema of what is temporary.
    pub const TEMPORARY_SCHEMA: &str = "pg_temp_3";
    /// The name of the schema beside it.
    pub const TEMPORARY_TOAST_SCHEMA: &str = "pg_toast_temp_3";

    /// The schema of what is temporary, once there has been something.
    pub fn temporary_schema(&self) -> Option<Oid> {
        self.schema(Catalog::TEMPORARY_SCHEMA).map(|schema| schema.oid)
    }

    /// The name of a schema; empty without one.
    pub fn schema_name(&self, oid: Oid) -> &str {
        self.schema_by_oid(oid).map_or("", |schema| &schema.name)
    }

    /// The relation of that schema and name.
    pub fn relation_in(&self, schema: Oid, name: &str) -> Option<&Arc<Relation>> {
        only!(self.find(&Key::InSchema(Kind::Relation, schema, name.into())), Relation).map(Deref::deref)
    }

    /// Whether a relation of that schema has a constraint of that name.
    pub fn has_constraint(&self, schema: Oid, name: &str) -> bool {
        let key = Key::InSchema(Kind::Constraint, schema, name.into());
        let has = |relation: &Arc<Relation>| {
            relation.schema == schema && relation.constraints.iter().any(|constraint| *constraint.name == *name)
        };
        self.names.candidates(&key).filter_map(|oid| self.relation(oid)).any(has)
    }

    /// The relation with that OID.
    pub fn relation(&self, oid: Oid) -> Option<&Arc<Relation>> {
        only!(self.object(oid), Relation).map(Deref::deref)
    }

    /// Every relation, oldest first.
    pub fn relations(&self) -> impl Iterator<Item = &Arc<Relation>> {
        self.objects.iter().filter_map(|object| only!(Some(object), Relation).map(Deref::deref))
    }

    /// The type of that schema and name that stands for no relation.
    pub fn type_in(&self, schema: Oid, name: &str) -> Option<&Arc<Type>> {
        only!(self.find(&Key::InSchema(Kind::Type, schema, name.into())), Type)
    }

    /// The type with that OID, if it stands for no relation.
    pub fn type_by_oid(&self, oid: Oid) -> Option<&Arc<Type>> {
        only!(self.object(oid), Type)
    }

    /// Every type that stands for no relation, oldest first.
    pub fn types(&self) -> impl Iterator<Item = &Arc<Type>> {
        self.objects.iter().filter_map(|object| only!(Some(object), Type).map(Deref::deref))
    }

    /// The extension of that name.
    pub fn extension(&self, name: &str) -> Option<&Arc<Extension>> {
        only!(self.find(&Key::named(Kind::Extension, name)), Extension)
    }

    /// The extension with that OID.
    pub fn extension_by_oid(&self, oid: Oid) -> Option<&Arc<Extension>> {
        only!(self.object(oid), Extension)
    }

    /// Every extension, by name, bytewise.
    pub fn extensions(&self) -> impl Iterator<Item = &Arc<Extension>> {
        self.by_name(Kind::Extension).filter_map(|object| only!(Some(object), Extension))
    }

    /// The objects that depend on this one, oldest first: the servers of a wrapper, the mappings and
    /// foreign tables of a server, what is in a schema, the views over a table and what inherits from
    /// it, the wrappers of a function, the members of an extension; of a role the objects that it
    /// owns, that it has rights on or a mapping for, and its members.
    pub fn dependents_of(&self, oid: Oid) -> impl Iterator<Item = Oid> {
        self.links.oids(oid.0)
    }

    /// What a role owns and has rights on, in the order in which the server wrote it down: in which it
    /// became so. A role that stays the owner, or keeps any right, keeps its place.
    pub fn uses_of_role(&self, role: Oid) -> impl Iterator<Item = RoleUse> {
        self.role_uses.of(role)
    }

    /// Whether anything depends on this object.
    pub fn has_dependents(&self, oid: Oid) -> bool {
        self.links.oids(oid.0).next().is_some()
    }

    /// The name of a role, or what the server prints for an OID without a role.
    pub fn role_name(&self, oid: Oid) -> Name {
        match self.role_by_oid(oid) {
            Some(role) => role.name.clone(),
            None => format!("unknown (OID={})", oid.0).into(),
        }
    }

    /// An `aclitem` as the server prints it: `grantee=U*/grantor`.
    pub fn printed_acl_item(&self, item: &AclItem) -> String {
        let name = |role: Oid| match self.role_by_oid(role) {
            // Quoted unless it is made of ASCII letters, digits and underscores.
            Some(role) if role.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') => {
                role.name.to_string()
            }
            Some(role) => format!("\"{}\"", role.name.replace('"', "\"\"")),
            None => role.0.to_string(),
        };
        format!("{}={}/{}", item.grantee.map_or_else(String::new, name), item.letters(), name(item.grantor))
    }
}
