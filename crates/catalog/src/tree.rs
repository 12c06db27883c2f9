//! A persistent ordered map of numbers: a clone is O(1), and neither sees later changes of the other.
//!
//! A trie of sixteen branches a node, by the hexadecimal digits of the keys, the highest first. Digits in which no
//! keys differ have no nodes, so that a way down is short, also for keys that are hashes.

use std::sync::Arc;

/// The map.
#[derive(Clone, Debug)]
pub(crate) struct Tree<V> {
    root: Option<Child<V>>,
}

#[derive(Clone, Debug)]
enum Child<V> {
    Leaf(u64, V),
    Branch(Arc<Branch<V>>),
}

/// Keys that have the same digits above one in which some differ.
#[derive(Clone, Debug)]
struct Branch<V> {
    /// The number of bits below the digit.
    shift: u32,
    /// The digits above it, in their places.
    prefix: u64,
    /// Which digits there are, one bit each.
    digits: u16,
    /// By digit.
    children: Vec<Child<V>>,
}

impl<V> Default for Tree<V> {
    fn default() -> Tree<V> {
        Tree { root: None }
    }
}

impl<V> Tree<V> {
    pub(crate) fn get(&self, key: u64) -> Option<&V> {
        let mut child = self.root.as_ref()?;
        loop {
            match child {
                Child::Leaf(known, value) => return (*known == key).then_some(value),
                Child::Branch(branch) => child = branch.children.get(branch.place(key).ok()?)?,
            }
        }
    }

    /// The first key from this one on.
    pub(crate) fn next(&self, key: u64) -> Option<(u64, &V)> {
        self.root.as_ref()?.next(key)
    }

    /// The last key up to this one.
    pub(crate) fn previous(&self, key: u64) -> Option<(u64, &V)> {
        self.root.as_ref()?.previous(key)
    }

    /// Keys from this one on, in order.
    pub(crate) fn iter_from(&self, key: u64) -> impl Iterator<Item = (u64, &V)> {
        let mut next = Some(key);
        std::iter::from_fn(move || {
            let found = self.next(next?)?;
            next = found.0.checked_add(1);
            Some(found)
        })
    }
}

impl<V: Clone> Tree<V> {
    pub(crate) fn get_mut(&mut self, key: u64) -> Option<&mut V> {
        let mut child = self.root.as_mut()?;
        loop {
            match child {
                Child::Leaf(known, value) => return (*known == key).then_some(value),
                Child::Branch(branch) => {
                    let place = branch.place(key).ok()?;
                    child = Arc::make_mut(branch).children.get_mut(place)?;
                }
            }
        }
    }

    /// Sets a value; gives the one before.
    pub(crate) fn insert(&mut self, key: u64, value: V) -> Option<V> {
        match &mut self.root {
            Some(root) => root.insert(key, value),
            None => {
                self.root = Some(Child::Leaf(key, value));
                None
            }
        }
    }

    pub(crate) fn remove(&mut self, key: u64) -> Option<V> {
        // What is not there leaves the nodes shared.
        self.get(key)?;
        match &mut self.root {
            Some(root @ Child::Branch(_)) => root.remove(key),
            _ => match self.root.take() {
                Some(Child::Leaf(_, value)) => Some(value),
                _ => None,
            },
        }
    }
}

/// The bit of the digit above so many bits.
fn digit(key: u64, shift: u32) -> u16 {
    1 << (key >> shift & 15)
}

impl<V> Branch<V> {
    /// Whether a key has other digits above.
    fn is_other(&self, key: u64) -> bool {
        (key ^ self.prefix) >> self.shift >> 4 != 0
    }

    /// Where the child with the digit of this key stands among the children, or where it would.
    fn place(&self, key: u64) -> Result<usize, usize> {
        let digit = digit(key, self.shift);
        let place = (self.digits & (digit - 1)).count_ones() as usize;
        if self.digits & digit != 0 { Ok(place) } else { Err(place) }
    }
}

impl<V> Child<V> {
    fn next(&self, key: u64) -> Option<(u64, &V)> {
        match self {
            Child::Leaf(known, value) => (*known >= key).then_some((*known, value)),
            Child::Branch(branch) => {
                let from = match branch.is_other(key) {
                    true if key > branch.prefix => return None,
                    true => 0,
                    false => branch.place(key).unwrap_or_else(|place| place),
                };
                branch.children.get(from..)?.iter().find_map(|child| child.next(key))
            }
        }
    }

    fn previous(&self, key: u64) -> Option<(u64, &V)> {
        match self {
            Child::Leaf(known, value) => (*known <= key).then_some((*known, value)),
            Child::Branch(branch) => {
                let end = match branch.is_other(key) {
                    true if key < branch.prefix => return None,
                    true => branch.children.len(),
                    false => branch.place(key).map_or_else(|place| place, |place| place + 1),
                };
                branch.children.get(..end)?.iter().rev().find_map(|child| child.previous(key))
            }
        }
    }
}

// A key has sixteen digits, and no way down is longer.
impl<V: Clone> Child<V> {
    fn insert(&mut self, key: u64, value: V) -> Option<V> {
        let other = match self {
            Child::Leaf(known, old) if *known == key => return Some(std::mem::replace(old, value)),
            Child::Leaf(known, _) => *known,
            Child::Branch(branch) if branch.is_other(key) => branch.prefix,
            Child::Branch(branch) => {
                let branch = Arc::make_mut(branch);
                match branch.place(key) {
                    Ok(place) => return branch.children.get_mut(place)?.insert(key, value),
                    Err(place) => {
                        branch.digits |= digit(key, branch.shift);
                        branch.children.insert(place, Child::Leaf(key, value));
                        return None;
                    }
                }
            }
        };
        // A branch at the highest digit that differs takes both.
        let shift = (63 - (key ^ other).leading_zeros()) & !3;
        let (prefix, digits) = (key >> shift >> 4 << shift << 4, digit(key, shift) | digit(other, shift));
        let branch = Branch { shift, prefix, digits, children: vec![Child::Leaf(key, value)] };
        let old = std::mem::replace(self, Child::Branch(Arc::new(branch)));
        if let Child::Branch(branch) = self {
            Arc::make_mut(branch).children.insert(usize::from(other > key), old);
        }
        None
    }

    /// Takes a key out of a branch. A branch of one child gives way to it.
    fn remove(&mut self, key: u64) -> Option<V> {
        let Child::Branch(branch) = self else { return None };
        let branch = Arc::make_mut(branch);
        let place = branch.place(key).ok()?;
        let removed = match branch.children.get_mut(place)? {
            child @ Child::Branch(_) => child.remove(key),
            Child::Leaf(..) => {
                branch.digits &= !digit(key, branch.shift);
                match branch.children.remove(place) {
                    Child::Leaf(_, value) => Some(value),
                    Child::Branch(_) => None,
                }
            }
        };
        if branch.children.len() == 1
            && let Some(only) = branch.children.pop()
        {
            *self = only;
        }
        removed
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Tree;

    /// Numbers that differ in few digits and in many.
    fn keys() -> impl Iterator<Item = u64> {
        let mut state = 7_u64;
        std::iter::from_fn(move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Some(
                [state >> 40, state >> 56, (state >> 60) << 60, state, u64::MAX - (state >> 58)]
                    [(state >> 33) as usize % 5],
            )
        })
    }

    #[test]
    fn it_is_an_ordered_map() {
        let mut tree = Tree::default();
        let mut map = BTreeMap::new();
        for (step, key) in keys().take(20_000).enumerate() {
            if step % 3 == 0 {
                assert_eq!(tree.remove(key), map.remove(&key));
            } else {
                assert_eq!(tree.insert(key, step), map.insert(key, step));
            }
            if let Some(value) = tree.get_mut(key) {
                *value += 1;
                *map.get_mut(&key).unwrap() += 1;
            }
            let probe = key ^ (step as u64 % 32);
            assert_eq!(tree.get(probe), map.get(&probe));
            let pair = |(key, value): (&u64, &usize)| (*key, *value);
            assert_eq!(tree.next(probe).map(|(key, value)| (key, *value)), map.range(probe..).next().map(pair));
            assert_eq!(
                tree.previous(probe).map(|(key, value)| (key, *value)),
                map.range(..=probe).next_back().map(pair)
            );
        }
        assert!(tree.iter_from(0).eq(map.iter().map(|(key, value)| (*key, value))));
        for key in map.keys() {
            assert!(tree.remove(*key).is_some());
        }
        assert_eq!(tree.next(0), None);
    }

    #[test]
    fn a_clone_stays_as_it_was() {
        let mut tree = Tree::default();
        (0..1000).for_each(|key| assert_eq!(tree.insert(key * 17, key), None));
        let kept = tree.clone();
        (0..1000).step_by(2).for_each(|key| assert_eq!(tree.remove(key * 17), Some(key)));
        assert_eq!((kept.iter_from(0).count(), tree.iter_from(0).count()), (1000, 500));
    }
}
