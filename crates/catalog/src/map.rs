//! A persistent map from numbers to values, in the order of the numbers: a clone is O(1), and neither
//! sees later changes of the other.
//!
//! One key type serves names, objects and links, so that the tree is compiled for few types.

use imbl::OrdMap;

#[derive(Clone, Debug)]
pub(crate) struct Map<V: Clone>(OrdMap<u64, V>);

impl<V: Clone> Default for Map<V> {
    fn default() -> Map<V> {
        Map(OrdMap::new())
    }
}

impl<V: Clone> Map<V> {
    pub(crate) fn get(&self, key: u64) -> Option<&V> {
        self.0.get(&key)
    }

    pub(crate) fn get_mut(&mut self, key: u64) -> Option<&mut V> {
        self.0.get_mut(&key)
    }

    /// Sets the value of a key; whether the key is new.
    pub(crate) fn insert(&mut self, key: u64, value: V) -> bool {
        self.0.insert(key, value).is_none()
    }

    pub(crate) fn remove(&mut self, key: u64) -> Option<V> {
        self.0.remove(&key)
    }

    /// The first key that is not less than this one, and its value.
    pub(crate) fn first_from(&self, key: u64) -> Option<(u64, &V)> {
        self.0.get_next(&key).map(|(key, value)| (*key, value))
    }

    /// The last key that is less than this one, and its value.
    pub(crate) fn last_before(&self, key: u64) -> Option<(u64, &V)> {
        self.0.get_prev(&key.checked_sub(1)?).map(|(key, value)| (*key, value))
    }

    /// Keys and values, in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, &V)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_found_on_either_side() {
        let mut map = Map::default();
        for key in [10, 20, u64::MAX] {
            assert!(map.insert(key, key));
        }
        assert!(!map.insert(20, 21));
        assert_eq!(map.first_from(11), Some((20, &21)));
        assert_eq!(map.first_from(20), Some((20, &21)));
        assert_eq!(map.last_before(20), Some((10, &10)));
        assert_eq!((map.last_before(10), map.last_before(0)), (None, None));
        assert_eq!(map.first_from(21), Some((u64::MAX, &u64::MAX)));
    }

    #[test]
    fn a_clone_stays_as_it_was() {
        let mut map = Map::default();
        (0..1000).for_each(|key| assert!(map.insert(key, key)));
        let kept = map.clone();
        (0..1000).step_by(2).for_each(|key| assert_eq!(map.remove(key), Some(key)));
        assert_eq!((kept.iter().count(), map.iter().count()), (1000, 500));
    }
}
