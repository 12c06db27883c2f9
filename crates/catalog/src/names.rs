//! The index under which objects are found by name: one for every kind.
//!
//! It holds hashes of names, not the names: what is found is compared with what was looked for.

use std::borrow::Cow;

use crate::catalog::Object;
use crate::map::Map;
use crate::{ForeignCatalog, Oid, hash};

/// What a name names. Each kind has a name space of its own; a user mapping is named by its server
/// and role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Wrapper,
    Server,
    Role,
    Extension,
    /// By its signature.
    Function,
    Mapping,
    StorageServer,
    ForeignCatalog,
    ForeignVolume,
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
        hash::of(self)
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
            Object::StorageServer(object) => Key::named(Kind::StorageServer, &object.name),
            Object::StorageMapping(mapping) => Key::Mapping(mapping.server, mapping.user),
            Object::ForeignCatalog(object) => Key::named(ForeignCatalog::kind(object.is_volume), &object.name),
        }
    }
}

/// The objects whose keys have the same hash; nearly always one.
#[derive(Clone, Debug)]
struct Bucket {
    first: Oid,
    more: Vec<Oid>,
}

/// By the hash of the key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Map<Bucket>);

impl Names {
    /// The objects whose keys have the hash of this one.
    pub(crate) fn candidates(&self, key: &Key<'_>) -> impl Iterator<Item = Oid> {
        let buckets = self.0.get(key.hash()).into_iter();
        buckets.flat_map(|bucket| std::iter::once(bucket.first).chain(bucket.more.iter().copied()))
    }

    pub(crate) fn insert(&mut self, key: &Key<'_>, oid: Oid) {
        let hash = key.hash();
        if self.0.get(hash).is_none() {
            self.0.insert(hash, Bucket { first: oid, more: Vec::new() });
        } else if let Some(bucket) = self.0.get_mut(hash) {
            bucket.more.push(oid);
        }
    }

    pub(crate) fn remove(&mut self, key: &Key<'_>, oid: Oid) {
        let hash = key.hash();
        let Some(mut bucket) = self.0.remove(hash) else { return };
        if bucket.first != oid {
            bucket.more.retain(|other| *other != oid);
        } else if let Some(last) = bucket.more.pop() {
            bucket.first = last;
        } else {
            return;
        }
        self.0.insert(hash, bucket);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_whose_keys_have_one_hash_are_kept_apart() {
        let key = Key::named(Kind::Server, "s");
        let mut names = Names::default();
        for oid in [1, 2, 3] {
            names.insert(&key, Oid(oid));
        }
        let found = |names: &Names| names.candidates(&key).map(|oid| oid.0).collect::<Vec<_>>();
        assert_eq!(found(&names), [1, 2, 3]);
        for (oid, rest) in [(4, vec![1, 2, 3]), (1, vec![3, 2]), (2, vec![3]), (3, vec![])] {
            names.remove(&key, Oid(oid));
            assert_eq!(found(&names), rest);
        }
    }
}
