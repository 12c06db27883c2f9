//! Who depends on whom: pairs (referenced object, dependent object), both ways of asking indexed.
//!
//! The dependents of an object are kept in the order of their OIDs, which is the order of their
//! creation and the order in which the server lists them. The hash of the links is the sum over all
//! neighbours in these lists, so it depends on the order of the dependents of each object and on
//! nothing else: not on the numbers of the OIDs, not on the history.

use imbl::OrdMap;

use crate::{Oid, hash};

/// The links, and the hash of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// (referenced, dependent) → identity of the dependent.
    map: OrdMap<(Oid, Oid), u64>,
    pub(crate) hash: u64,
}

impl Links {
    /// Records that `dependent` depends on `referenced`; a link that is there already stays.
    pub(crate) fn insert(&mut self, referenced: Oid, referenced_identity: u64, dependent: Oid, identity: u64) {
        if self.map.contains_key(&(referenced, dependent)) {
            return;
        }
        let (before, after) = self.neighbours(referenced, dependent);
        self.hash = self
            .hash
            .wrapping_sub(hash::neighbours(referenced_identity, before, after))
            .wrapping_add(hash::neighbours(referenced_identity, before, identity))
            .wrapping_add(hash::neighbours(referenced_identity, identity, after));
        self.map.insert((referenced, dependent), identity);
    }

    /// Forgets a link.
    pub(crate) fn remove(&mut self, referenced: Oid, referenced_identity: u64, dependent: Oid) {
        let Some(identity) = self.map.remove(&(referenced, dependent)) else { return };
        let (before, after) = self.neighbours(referenced, dependent);
        self.hash = self
            .hash
            .wrapping_add(hash::neighbours(referenced_identity, before, after))
            .wrapping_sub(hash::neighbours(referenced_identity, before, identity))
            .wrapping_sub(hash::neighbours(referenced_identity, identity, after));
    }

    /// The objects that depend on this one, oldest first.
    pub(crate) fn dependents(&self, referenced: Oid) -> impl DoubleEndedIterator<Item = Oid> {
        self.map.range((referenced, Oid(0))..=(referenced, Oid(u32::MAX))).map(|((_, dependent), _)| *dependent)
    }

    /// The identities of the dependents created just before and just after; 0 at either end.
    fn neighbours(&self, referenced: Oid, dependent: Oid) -> (u64, u64) {
        let before = self.map.range((referenced, Oid(0))..(referenced, dependent)).next_back();
        let after =
            self.map.range((referenced, dependent)..=(referenced, Oid(u32::MAX))).find(|(key, _)| key.1 != dependent);
        (before.map_or(0, |(_, identity)| *identity), after.map_or(0, |(_, identity)| *identity))
    }
}
