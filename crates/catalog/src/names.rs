//! The key under which objects are found by name: one ordered map serves every kind.

use std::cmp::Ordering;

use imbl::shared_ptr::DefaultSharedPtr;
use imbl::{GenericOrdMap, OrdMap};

use crate::{Name, Oid};

/// What a name names. Wrappers, servers, roles and extensions each have a name space of their own;
/// a user mapping is named by its server and role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Wrapper,
    Server,
    Role,
    Extension,
    /// By its signature.
    Function,
    Mapping,
}

/// A key of the map: the first sixteen bytes of the name as a number, so that most comparisons
/// need not follow a pointer; then the name. Ordered by kind, then bytewise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    kind: Kind,
    head: u128,
    name: Option<Name>,
}

/// A key that borrows the name it looks for.
struct Probe<'a> {
    kind: Kind,
    head: u128,
    name: &'a str,
}

impl equivalent::Equivalent<Key> for Probe<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        equivalent::Comparable::compare(self, key) == Ordering::Equal
    }
}

impl equivalent::Comparable<Key> for Probe<'_> {
    fn compare(&self, key: &Key) -> Ordering {
        self.kind
            .cmp(&key.kind)
            .then(self.head.cmp(&key.head))
            .then_with(|| self.name.cmp(key.name.as_deref().unwrap_or_default()))
    }
}

fn head(name: &str) -> u128 {
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(name.bytes()) {
        *byte = from;
    }
    u128::from_be_bytes(bytes)
}

fn mapping_key(server: Oid, user: Option<Oid>) -> Key {
    let user = user.unwrap_or_default();
    Key { kind: Kind::Mapping, head: (u128::from(server.0) << 32) | u128::from(user.0), name: None }
}

/// From names to OIDs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(OrdMap<Key, Oid>);

impl Names {
    pub(crate) fn find(&self, kind: Kind, name: &str) -> Option<Oid> {
        self.0.get(&Probe { kind, head: head(name), name }).copied()
    }

    pub(crate) fn insert(&mut self, kind: Kind, name: &Name, oid: Oid) {
        self.0.insert(Key { kind, head: head(name), name: Some(name.clone()) }, oid);
    }

    pub(crate) fn remove(&mut self, kind: Kind, name: &str) {
        self.0.remove(&Probe { kind, head: head(name), name });
    }

    pub(crate) fn find_mapping(&self, server: Oid, user: Option<Oid>) -> Option<Oid> {
        self.0.get(&mapping_key(server, user)).copied()
    }

    pub(crate) fn insert_mapping(&mut self, server: Oid, user: Option<Oid>, oid: Oid) {
        self.0.insert(mapping_key(server, user), oid);
    }

    pub(crate) fn remove_mapping(&mut self, server: Oid, user: Option<Oid>) {
        self.0.remove(&mapping_key(server, user));
    }

    /// The OIDs of a kind in the order of their names, bytewise.
    pub(crate) fn iter(&self, kind: Kind) -> impl Iterator<Item = Oid> {
        let map: &GenericOrdMap<Key, Oid, DefaultSharedPtr> = &self.0;
        map.range(Key { kind, head: 0, name: None }..).take_while(move |(key, _)| key.kind == kind).map(|(_, oid)| *oid)
    }
}
