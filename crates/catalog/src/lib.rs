//! The catalog: foreign-data wrappers, servers, user mappings, roles, schemas, relations, extensions and
//! functions.
//!
//! A [`Catalog`] is a value: cloning it is O(1) and a clone never sees later changes of the other.
//! Transactions, savepoints, dry runs and history are all "keep the old value". The catalog checks
//! nothing and knows nothing of SQL text; the engine decides what may be done.

mod acl;
mod catalog;
mod change;
mod cloudberry;
mod common;
mod default_acl;
mod fresh;
mod full;
mod map;
mod names;
mod objects;
mod options;
mod relation;
mod snapshot;
mod sort;
mod types;

pub use acl::{Acl, AclItem, AclKind, PrivilegeSet};
pub use catalog::Catalog;
pub use cloudberry::{ForeignCatalog, StorageServer, StorageUserMapping};
pub use common::{Common, ObjectClass};
pub use default_acl::DefaultAcl;
pub use map::Index as OidIndex;
pub use objects::{
    Extension, ForeignDataWrapper, ForeignServer, Function, FunctionBody, Membership, Role, RoleAttributes, RolePart,
    RoleUse, Schema, UserMapping,
};
pub use options::OptionList;
pub use relation::{
    Column, ColumnDefault, ColumnReference, ColumnStorage, Constraint, ConstraintKind, ForeignSegment, Generation,
    Index, IndexElement, Relation, RelationKind, SYSTEM_COLUMNS, SystemColumn,
};
pub use snapshot::{
    AclItemSnapshot, CatalogSnapshot, ColumnSnapshot, ConstraintSnapshot, DefaultAclSnapshot, DefaultSnapshot,
    DomainSnapshot, ExtensionSnapshot, ForeignCatalogSnapshot, ForeignSegmentSnapshot, FunctionSnapshot,
    IndexElementSnapshot, IndexSnapshot, MembershipSnapshot, RelationSnapshot, RoleSnapshot, SchemaSnapshot,
    ServerSnapshot, SnapshotError, StorageServerSnapshot, SystemColumnSnapshot, TypeSnapshot, UserMappingSnapshot,
    WrapperSnapshot,
};
pub use types::{Domain, MadeType, Type, TypeKind};

pub use sort::sort;

use std::sync::Arc;

/// A name as stored: folded, at most 63 bytes.
pub type Name = Arc<str>;

/// An object identifier. Objects made by statements count up from 16384.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid(pub u32);

impl From<Oid> for u64 {
    fn from(oid: Oid) -> u64 {
        oid.0.into()
    }
}

impl Oid {
    /// The bootstrap superuser.
    pub const BOOTSTRAP_ROLE: Oid = Oid(10);
    /// The database of the catalog.
    pub const DATABASE: Oid = Oid(5);
    /// The schema pg_catalog.
    pub const PG_CATALOG: Oid = Oid(11);
    /// The schema public, which can be dropped.
    pub const PUBLIC_SCHEMA: Oid = Oid(2200);
    /// The first OID of an object made by a statement.
    pub const FIRST_NORMAL: Oid = Oid(16384);
    /// Below it, objects belong to the database system: they cannot be dropped, and that something
    /// depends on them is not recorded.
    pub const FIRST_UNPINNED: Oid = Oid(12000);

    /// Whether the object belongs to the database system.
    pub fn is_pinned(self) -> bool {
        self < Oid::FIRST_UNPINNED
    }
}
