//! A set of OIDs, small and without a hash table.

use medlar_catalog::{Oid, sort};

/// OIDs in ascending order.
#[derive(Default)]
pub(crate) struct OidSet(Vec<Oid>);

impl OidSet {
    /// Of OIDs in any order, each once or more.
    pub(crate) fn new(oids: Vec<Oid>) -> OidSet {
        let mut oids = sort(oids, |left, right| left < right);
        oids.dedup();
        OidSet(oids)
    }

    /// Where an OID stands in the set, or where it would.
    pub(crate) fn place(&self, oid: Oid) -> Result<usize, usize> {
        self.0.binary_search(&oid)
    }

    pub(crate) fn contains(&self, oid: Oid) -> bool {
        self.place(oid).is_ok()
    }

    /// Whether the OID is new.
    pub(crate) fn insert(&mut self, oid: Oid) -> bool {
        match self.place(oid) {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, oid);
                true
            }
        }
    }

    /// Those of this set that are not in the other.
    pub(crate) fn without(&self, other: &OidSet) -> Vec<Oid> {
        self.0.iter().copied().filter(|oid| !other.contains(*oid)).collect()
    }
}

#[cfg(test)]
mod tests {
    use medlar_catalog::Oid;

    use super::OidSet;

    #[test]
    fn oids_are_kept_once_and_found() {
        let mut set = OidSet::new(vec![Oid(3), Oid(1), Oid(3)]);
        assert!(set.insert(Oid(2)) && !set.insert(Oid(1)));
        assert_eq!(set.place(Oid(3)), Ok(2));
        assert!(!set.contains(Oid(4)));
        assert_eq!(set.without(&OidSet::new(vec![Oid(2)])), [Oid(1), Oid(3)]);
    }
}
