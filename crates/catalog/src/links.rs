//! Who depends on whom: pairs (referenced object, dependent object).
//!
//! The dependents of an object are kept in the order of their OIDs, which is the order of their
//! creation and the order in which the server lists them. The hash of the links is the sum over all
//! neighbours in these lists, so it depends on the order of the dependents of each object and on
//! nothing else: not on the numbers of the OIDs, not on the history.

use crate::map::Map;
use crate::{Oid, hash};

/// The links, and the hash of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// From (referenced, dependent) to the identity of the dependent.
    map: Map<u64>,
    pub(crate) hash: u64,
}

fn key(referenced: Oid, dependent: Oid) -> u64 {
    (u64::from(referenced.0) << 32) | u64::from(dependent.0)
}

/// The dependent of a link, if the link is one to this object.
fn dependent_in(referenced: Oid, key: u64) -> Option<Oid> {
    ((key >> 32) as u32 == referenced.0).then_some(Oid(key as u32))
}

impl Links {
    /// Records that `dependent` depends on `referenced`; a link that is there already stays.
    pub(crate) fn insert(&mut self, referenced: Oid, referenced_identity: u64, dependent: Oid, identity: u64) {
        if self.map.insert(key(referenced, dependent), identity) {
            let change = self.change(referenced, referenced_identity, dependent, identity);
            self.hash = self.hash.wrapping_add(change);
        }
    }

    /// Forgets a link.
    pub(crate) fn remove(&mut self, referenced: Oid, referenced_identity: u64, dependent: Oid) {
        if let Some(identity) = self.map.remove(key(referenced, dependent)) {
            let change = self.change(referenced, referenced_identity, dependent, identity);
            self.hash = self.hash.wrapping_sub(change);
        }
    }

    /// What a link adds to the hash: two pairs of neighbours in the place of one. The identity of a
    /// neighbour that is not there is 0.
    fn change(&self, referenced: Oid, referenced_identity: u64, dependent: Oid, identity: u64) -> u64 {
        let key = key(referenced, dependent);
        let neighbour = |link: Option<(u64, &u64)>| {
            link.filter(|(key, _)| dependent_in(referenced, *key).is_some()).map_or(0, |(_, identity)| *identity)
        };
        let before = neighbour(self.map.last_before(key));
        let after = neighbour(key.checked_add(1).and_then(|next| self.map.first_from(next)));
        hash::neighbours(referenced_identity, before, identity)
            .wrapping_add(hash::neighbours(referenced_identity, identity, after))
            .wrapping_sub(hash::neighbours(referenced_identity, before, after))
    }

    /// Whether anything depends on this object.
    pub(crate) fn any(&self, referenced: Oid) -> bool {
        self.dependents(referenced).next().is_some()
    }

    /// The objects that depend on this one, oldest first.
    pub(crate) fn dependents(&self, referenced: Oid) -> impl Iterator<Item = Oid> {
        let mut next = Some(key(referenced, Oid(0)));
        std::iter::from_fn(move || {
            let (key, _) = self.map.first_from(next?)?;
            next = key.checked_add(1);
            dependent_in(referenced, key)
        })
    }
}
