//! Where things stand in a list: a table of hashes, without the code of another hash table.

use std::hash::{Hash, Hasher};

use medlar_catalog::{Oid, OidIndex};
use rustc_hash::FxHasher;

/// The places of things by their hashes.
#[derive(Default)]
pub(crate) struct Places(OidIndex);

impl Places {
    /// The place of a thing among those with its hash, which `is_there` looks through.
    pub(crate) fn find(&self, thing: &impl Hash, is_there: impl Fn(usize) -> bool) -> Option<usize> {
        self.0.oids(hash(thing)).map(|place| place.0 as usize).find(|place| is_there(*place))
    }

    pub(crate) fn insert(&mut self, thing: &impl Hash, place: usize) {
        self.0.insert(hash(thing), Oid(place as u32));
    }

    pub(crate) fn remove(&mut self, thing: &impl Hash, place: usize) {
        self.0.remove(hash(thing), Oid(place as u32));
    }
}

fn hash(thing: &impl Hash) -> u32 {
    let mut hasher = FxHasher::default();
    thing.hash(&mut hasher);
    hasher.finish() as u32
}
