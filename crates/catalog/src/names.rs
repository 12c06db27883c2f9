//! The index under which objects are found by name: one for every kind.
//!
//! It holds hashes of names, not the names: what is found is compared with what was looked for.

use std::borrow::Cow;

use crate::catalog::Object;
use crate::map::Map;
use crate::{Oid, hash};

/// What a name names. Wrappers, servers, roles and extensions each have a name space of their own;
/// a user mapping is named by its server and role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Wrapper,
    Server,
    Role,
    Extension,
    /// By its signature.
    Function,
    Mapping,
}

/// What an object is looked for by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key<'a> {
    Named(Kind, Cow<'a, str>),
    /// `None` is PUBLIC.
    Mapping(Oid, Option<Oid>),
}

impl<'a> Key<'a> {
    pub(crate) fn named(kind: Kind, name: &'a str) -> Key<'a> {
        Key::Named(kind, Cow::Borrowed(name))
    }

    fn hash(&self) -> u64 {
        hash::of(self) & !u64::from(u32::MAX)
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
            Object::Function(object) => Key::Named(Kind::Function, Cow::Owned(object.signature())),
            Object::Mapping(mapping) => Key::Mapping(mapping.server, mapping.user),
        }
    }
}

/// The hash of a key in the upper half, the OID in the lower.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Map<()>);

impl Names {
    /// The objects whose keys have the hash of this one.
    pub(crate) fn candidates(&self, key: &Key<'_>) -> impl Iterator<Item = Oid> {
        let hash = key.hash();
        let mut next = Some(hash);
        std::iter::from_fn(move || {
            let (found, ()) = self.0.first_from(next?)?;
            next = found.checked_add(1);
            (found >> 32 == hash >> 32).then_some(Oid(found as u32))
        })
    }

    pub(crate) fn insert(&mut self, key: &Key<'_>, oid: Oid) {
        self.0.insert(key.hash() | u64::from(oid.0), ());
    }

    pub(crate) fn remove(&mut self, key: &Key<'_>, oid: Oid) {
        self.0.remove(key.hash() | u64::from(oid.0));
    }
}
