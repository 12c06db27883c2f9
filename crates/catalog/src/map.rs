//! Persistent maps: a clone is O(1), and neither sees later changes of the other.
//!
//! One type serves objects, names and links, so that the tree is compiled once: the module that
//! browsers load pays for every copy.

use imbl::OrdMap;

use crate::Oid;
use crate::catalog::Object;

type Tree = OrdMap<u64, Option<Object>>;

/// Objects by OID.
#[derive(Clone, Debug, Default)]
pub(crate) struct Objects(Tree);

impl Objects {
    pub(crate) fn get(&self, oid: Oid) -> Option<&Object> {
        self.0.get(&u64::from(oid))?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, oid: Oid) -> Option<&mut Object> {
        self.0.get_mut(&u64::from(oid))?.as_mut()
    }

    pub(crate) fn insert(&mut self, oid: Oid, object: Object) {
        self.0.insert(oid.into(), Some(object));
    }

    pub(crate) fn remove(&mut self, oid: Oid) -> Option<Object> {
        self.0.remove(&u64::from(oid))?
    }

    /// Objects in the order of their OIDs.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Object> {
        self.0.iter().filter_map(|(_, object)| object.as_ref())
    }
}

/// Pairs of a number and an OID.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index(Tree);

impl Index {
    /// Adds a pair; whether it is new.
    pub(crate) fn insert(&mut self, number: u32, oid: Oid) -> bool {
        self.0.insert(pair(number, oid), None).is_none()
    }

    pub(crate) fn remove(&mut self, number: u32, oid: Oid) {
        self.0.remove(&pair(number, oid));
    }

    /// The OIDs that stand with this number, in ascending order.
    pub(crate) fn oids(&self, number: u32) -> impl Iterator<Item = Oid> {
        let mut next = Some(pair(number, Oid(0)));
        std::iter::from_fn(move || {
            let (found, _) = self.0.get_next(&next?)?;
            next = found.checked_add(1);
            ((found >> 32) as u32 == number).then_some(Oid(*found as u32))
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
