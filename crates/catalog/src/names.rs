//! The index under which objects are found by name: one for every kind.
//!
//! It holds hashes of names, not the names: what is found is compared with what was looked for.

use std::borrow::Cow;
use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::catalog::Object;
use crate::map::Index;
use crate::{AclKind, ForeignCatalog, Oid};

/// What a name names. Relations and functions have one name space in each schema, all other kinds one of
/// their own; a user mapping is named by its server and role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Wrapper,
    Server,
    Role,
    Extension,
    Schema,
    Database,
    Language,
    Tablespace,
    Parameter,
    SystemTable,
    /// By its schema and its signature.
    Function,
    StorageServer,
    ForeignCatalog,
    ForeignVolume,
    /// By its schema.
    Relation,
    /// By its schema.
    Type,
    /// By the schema of its relation; what is found is the relation.
    Constraint,
}

/// What an object is looked for by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key<'a> {
    Named(Kind, Cow<'a, str>),
    InSchema(Kind, Oid, Cow<'a, str>),
    /// `None` is PUBLIC.
    Mapping(Oid, Option<Oid>),
    /// Role, schema and kind of what is made later.
    DefaultAcl(Oid, Option<Oid>, AclKind),
}

impl<'a> Key<'a> {
    pub(crate) fn named(kind: Kind, name: &'a str) -> Key<'a> {
        Key::Named(kind, Cow::Borrowed(name))
    }

    fn number(&self) -> u32 {
        let mut hasher = FxHasher::default();
        match self {
            Key::Named(kind, name) => {
                hasher.write_u8(*kind as u8);
                hasher.write(name.as_bytes());
            }
            Key::InSchema(kind, schema, name) => {
                hasher.write_u8(*kind as u8);
                hasher.write_u32(schema.0);
                hasher.write(name.as_bytes());
            }
            Key::Mapping(server, user) => {
                hasher.write_u32(server.0);
                hasher.write_u32(user.map_or(0, |user| user.0));
            }
            Key::DefaultAcl(role, schema, kind) => {
                hasher.write_u32(role.0);
                hasher.write_u32(schema.map_or(0, |schema| schema.0));
                hasher.write_u8(*kind as u8);
            }
        }
        hasher.finish() as u32
    }
}

impl Object {
    /// The key in the index of names.
    pub(crate) fn key(&self) -> Key<'_> {
        match self {
            Object::Wrapper(object) => Key::named(Kind::Wrapper, &object.name),
            Object::Server(object) => Key::named(Kind::Server, &object.name),
            Object::Role(object) => Key::named(Kind::Role, &object.name),
            Object::Extension(object) => Key::named(Kind::Extension, &object.name),
            Object::Schema(object) => Key::named(Kind::Schema, &object.name),
            Object::Database(object) => Key::named(Kind::Database, &object.name),
            Object::Language(object) => Key::named(Kind::Language, &object.name),
            Object::Tablespace(object) => Key::named(Kind::Tablespace, &object.name),
            Object::Parameter(object) => Key::named(Kind::Parameter, &object.name),
            Object::SystemTable(object) => Key::named(Kind::SystemTable, &object.name),
            Object::DefaultAcl(object) => Key::DefaultAcl(object.role, object.schema, object.kind),
            Object::Relation(object) => Key::InSchema(Kind::Relation, object.schema, Cow::Borrowed(&object.name)),
            Object::Function(object) => Key::InSchema(Kind::Function, object.schema, Cow::Owned(object.signature())),
            Object::Type(object) => Key::InSchema(Kind::Type, object.schema, Cow::Borrowed(&object.name)),
            Object::Mapping(mapping) => Key::Mapping(mapping.server, mapping.user),
            Object::StorageServer(object) => Key::named(Kind::StorageServer, &object.name),
            Object::StorageMapping(mapping) => Key::Mapping(mapping.server, mapping.user),
            Object::ForeignCatalog(object) => Key::named(ForeignCatalog::kind(object.is_volume), &object.name),
        }
    }
}

/// By a hash of the key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Index);

impl Names {
    /// The objects whose keys have the hash of this one; nearly always one.
    pub(crate) fn candidates(&self, key: &Key<'_>) -> impl Iterator<Item = Oid> {
        self.0.oids(key.number())
    }

    pub(crate) fn insert(&mut self, key: &Key<'_>, oid: Oid) {
        self.0.insert(key.number(), oid);
    }

    /// Adds the names of the constraints of a relation, or takes them out.
    pub(crate) fn index_constraints(&mut self, object: &Object, is_added: bool) {
        let Object::Relation(relation) = object else { return };
        for constraint in &relation.constraints {
            let key = Key::InSchema(Kind::Constraint, relation.schema, Cow::Borrowed(&constraint.name));
            match is_added {
                true => self.insert(&key, relation.oid),
                false => self.remove(&key, relation.oid),
            }
        }
    }

    pub(crate) fn remove(&mut self, key: &Key<'_>, oid: Oid) {
        self.0.remove(key.number(), oid);
    }
}
