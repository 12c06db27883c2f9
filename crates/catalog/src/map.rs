//! Persistent maps: a clone is O(1), and neither sees later changes of the other.
//!
//! One type serves objects, names, links and uses of roles, so that the tree is compiled once: the module
//! that browsers load pays for every copy.

use imbl::OrdMap;

use crate::Oid;
use crate::RoleUse;
use crate::catalog::Object;

type Tree = OrdMap<u64, Entry>;

/// What stands at a key.
#[derive(Clone, Debug)]
enum Entry {
    /// The key says it all.
    Key,
    Object(Object),
    Use(RoleUse),
}

/// Objects by OID.
#[derive(Clone, Debug, Default)]
pub(crate) struct Objects(Tree);

impl Objects {
    pub(crate) fn get(&self, oid: Oid) -> Option<&Object> {
        match self.0.get(&u64::from(oid))? {
            Entry::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(crate) fn get_mut(&mut self, oid: Oid) -> Option<&mut Object> {
        match self.0.get_mut(&u64::from(oid))? {
            Entry::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(crate) fn insert(&mut self, oid: Oid, object: Object) {
        self.0.insert(oid.into(), Entry::Object(object));
    }

    pub(crate) fn remove(&mut self, oid: Oid) -> Option<Object> {
        match self.0.remove(&u64::from(oid))? {
            Entry::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Objects in the order of their OIDs.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Object> {
        self.0.values().filter_map(|entry| match entry {
            Entry::Object(object) => Some(object),
            _ => None,
        })
    }
}

/// Pairs of a number and an OID.
#[derive(Clone, Debug, Default)]
pub struct Index(Tree);

impl Index {
    /// Adds a pair; whether it is new.
    pub fn insert(&mut self, number: u32, oid: Oid) -> bool {
        self.0.insert(pair(number, oid), Entry::Key).is_none()
    }

    /// Takes a pair out.
    pub fn remove(&mut self, number: u32, oid: Oid) {
        self.0.remove(&pair(number, oid));
    }

    /// The OIDs that stand with this number, in ascending order.
    pub fn oids(&self, number: u32) -> impl Iterator<Item = Oid> {
        let mut next = Some(pair(number, Oid(0)));
        std::iter::from_fn(move || {
            let (found, _) = self.0.get_next(&next?)?;
            next = found.checked_add(1);
            ((found >> 32) as u32 == number).then_some(Oid(*found as u32))
        })
    }
}

/// The uses of each role, in the order in which they were written down.
#[derive(Clone, Debug, Default)]
pub(crate) struct RoleUses {
    tree: Tree,
    next: u32,
}

impl RoleUses {
    /// Writes down a use that is not there yet.
    pub(crate) fn push(&mut self, role: Oid, found: RoleUse) {
        self.tree.insert(pair(role.0, Oid(self.next)), Entry::Use(found));
        self.next = self.next.wrapping_add(1);
    }

    /// Strikes a use out. The last ones, which mostly go first, are looked at first.
    pub(crate) fn remove(&mut self, role: Oid, found: RoleUse) {
        let mut end = pair(role.0, Oid(u32::MAX));
        while let Some((&key, entry)) = self.tree.get_prev(&end).filter(|(key, _)| (**key >> 32) as u32 == role.0) {
            if matches!(entry, Entry::Use(known) if *known == found) {
                self.tree.remove(&key);
                return;
            }
            let Some(before) = key.checked_sub(1) else { return };
            end = before;
        }
    }

    /// The uses of every role, as [`RoleUses::of`] gives them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Oid, RoleUse)> {
        self.tree.iter().filter_map(|(key, entry)| match entry {
            Entry::Use(found) => Some((Oid((*key >> 32) as u32), *found)),
            _ => None,
        })
    }

    /// The uses of a role, from the first that was written down.
    pub(crate) fn of(&self, role: Oid) -> impl Iterator<Item = RoleUse> {
        let range = pair(role.0, Oid(0))..=pair(role.0, Oid(u32::MAX));
        self.tree.range(range).filter_map(|(_, entry)| match entry {
            Entry::Use(found) => Some(*found),
            _ => None,
        })
    }
}

fn pair(number: u32, oid: Oid) -> u64 {
    (u64::from(number) << 32) | u64::from(oid.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oids(index: &Index, number: u32) -> Vec<u32> {
        index.oids(number).map(|oid| oid.0).collect()
    }

    #[test]
    fn every_number_has_its_own_oids() {
        let mut index = Index::default();
        for (number, oid) in [(1, 7), (2, 9), (1, 3), (u32::MAX, u32::MAX), (2, 9)] {
            index.insert(number, Oid(oid));
        }
        assert!(!index.insert(2, Oid(9)));
        assert_eq!((oids(&index, 1), oids(&index, 2), oids(&index, 3)), (vec![3, 7], vec![9], vec![]));
        assert_eq!(oids(&index, u32::MAX), [u32::MAX]);
        index.remove(1, Oid(3));
        index.remove(1, Oid(4));
        assert_eq!((oids(&index, 1), oids(&index, 2)), (vec![7], vec![9]));
    }

    #[test]
    fn a_clone_stays_as_it_was() {
        let mut index = Index::default();
        (0..1000).for_each(|oid| assert!(index.insert(5, Oid(oid))));
        let kept = index.clone();
        (0..1000).step_by(2).for_each(|oid| index.remove(5, Oid(oid)));
        assert_eq!((kept.oids(5).count(), index.oids(5).count()), (1000, 500));
    }
}
