//! The hash of the catalog's content.
//!
//! Two catalogs with the same content have the same hash, whatever statements made them. Content is
//! everything that can change what a later statement says or does:
//!
//! * every field of every object, with references by identity instead of by OID. The identity of an
//!   object is its kind and name (of a mapping: its server and role; of a function: its signature);
//! * the order of creation among the dependents of one object, because the server lists them in
//!   that order. Only the order counts, not the OIDs, so a server that was created and dropped
//!   leaves no trace.
//!
//! The order of two objects that depend on nothing in common is not content: no message lists them
//! together by age. The bootstrap superuser is no exception, for it cannot be dropped.
//!
//! The whole is a sum of one term per object and one per pair of neighbours, so a change costs as
//! much as the objects it touches.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::catalog::Object;
use crate::names::Kind;
use crate::{Acl, Catalog, ForeignCatalog, Oid, Role};

/// The bootstrap superuser is the same role under any name.
pub(crate) const BOOTSTRAP_IDENTITY: u64 = 0x626f_6f74_7374_7261;

fn finish(hasher: FxHasher) -> u64 {
    // The terms are summed up, so the bits of each must be well mixed: the finalizer of SplitMix64.
    let mut word = hasher.finish();
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

pub(crate) fn of(parts: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    parts.hash(&mut hasher);
    finish(hasher)
}

/// The term of two dependents of one object between which there is no third.
pub(crate) fn neighbours(referenced: u64, before: u64, after: u64) -> u64 {
    if before == 0 && after == 0 { 0 } else { of((referenced, before, after)) }
}

/// What an object is known by.
pub(crate) fn identity(object: &Object, catalog: &Catalog) -> u64 {
    match object {
        Object::Wrapper(wrapper) => of((Kind::Wrapper, &*wrapper.name)),
        Object::Server(server) => of((Kind::Server, &*server.name)),
        Object::Role(role) if role.oid == Oid::BOOTSTRAP_ROLE => BOOTSTRAP_IDENTITY,
        Object::Role(role) => of((Kind::Role, &*role.name)),
        Object::Extension(extension) => of((Kind::Extension, &*extension.name)),
        Object::Mapping(mapping) => {
            let user = mapping.user.map_or(0, |user| catalog.identity_of(user));
            of((Kind::Mapping, catalog.identity_of(mapping.server), user))
        }
        Object::StorageServer(server) => of((Kind::StorageServer, &*server.name)),
        Object::StorageMapping(mapping) => {
            let user = mapping.user.map_or(0, |user| catalog.identity_of(user));
            of((Kind::Mapping, catalog.identity_of(mapping.server), user))
        }
        Object::ForeignCatalog(object) => of((ForeignCatalog::kind(object.is_volume), &*object.name)),
        Object::Function(function) => of((&*function.schema, &*function.name, &*function.arguments)),
    }
}

/// The term of an object: its identity and its fields. References that have a link of their own
/// kind are covered by the links.
pub(crate) fn term(object: &Object, identity: u64, catalog: &Catalog) -> u64 {
    let identity_of = |oid| catalog.identity_of(oid);
    let mut hasher = FxHasher::default();
    identity.hash(&mut hasher);
    let hasher_ref = &mut hasher;
    match object {
        Object::Wrapper(wrapper) => {
            identity_of(wrapper.owner).hash(hasher_ref);
            (wrapper.handler.map(identity_of), wrapper.validator.map(identity_of)).hash(hasher_ref);
            (wrapper.options.as_text(), &wrapper.comment).hash(hasher_ref);
            acl_term(&wrapper.acl, catalog, hasher_ref);
        }
        Object::Server(server) => {
            (identity_of(server.owner), &server.server_type, &server.version).hash(hasher_ref);
            (server.options.as_text(), &server.comment).hash(hasher_ref);
            acl_term(&server.acl, catalog, hasher_ref);
        }
        Object::Mapping(mapping) => mapping.options.as_text().hash(hasher_ref),
        Object::StorageServer(server) => {
            (identity_of(server.owner), server.options.as_text()).hash(hasher_ref);
            acl_term(&server.acl, catalog, hasher_ref);
        }
        Object::StorageMapping(mapping) => mapping.options.as_text().hash(hasher_ref),
        Object::ForeignCatalog(object) => {
            (identity_of(object.owner), identity_of(object.server), object.options.as_text()).hash(hasher_ref);
        }
        Object::Role(role) => role_term(role, catalog, hasher_ref),
        Object::Function(function) => (&*function.returns, function.body).hash(hasher_ref),
        Object::Extension(extension) => {
            (&extension.schema, &extension.version, &extension.comment).hash(hasher_ref);
            identity_of(extension.owner).hash(hasher_ref);
        }
    }
    finish(hasher)
}

fn acl_term(acl: &Acl, catalog: &Catalog, hasher: &mut FxHasher) {
    let identity_of = |oid| catalog.identity_of(oid);
    let Some(items) = &acl.0 else { return };
    items.len().hash(hasher);
    for item in items.iter() {
        (item.grantee.map(identity_of), identity_of(item.grantor), item.usage, item.grant_option).hash(hasher);
    }
}

fn role_term(role: &Role, catalog: &Catalog, hasher: &mut FxHasher) {
    let identity_of = |oid| catalog.identity_of(oid);
    (&role.name, &role.attributes).hash(hasher);
    for membership in &role.member_of {
        (identity_of(membership.role), identity_of(membership.grantor), membership.admin_option).hash(hasher);
    }
}
