//! A persistent map from numbers to values, in the order of the numbers.
//!
//! It is a B+ tree whose nodes are shared by all clones until one of them changes: a clone is O(1),
//! and a change copies the nodes on the path to the key, or none if nothing else holds them. Nodes
//! that become empty are taken out; others are not merged, so the tree is never higher than it was
//! with the most keys.

use std::sync::Arc;

/// The most items of a node.
const WIDTH: usize = 32;

#[derive(Clone, Debug)]
pub(crate) struct Map<V> {
    root: Node<V>,
}

/// In ascending order of the keys.
type Items<T> = Vec<(u64, T)>;

#[derive(Clone, Debug)]
enum Node<V> {
    Leaf(Arc<Items<V>>),
    /// Each child with the least key that it may hold; none is empty.
    Branch(Arc<Items<Node<V>>>),
}

impl<V> Default for Map<V> {
    fn default() -> Map<V> {
        Map { root: Node::Leaf(Arc::default()) }
    }
}

impl<V: Clone> Map<V> {
    pub(crate) fn get(&self, key: u64) -> Option<&V> {
        let mut node = &self.root;
        loop {
            match node {
                Node::Branch(children) => node = &children.get(child_of(children, key))?.1,
                Node::Leaf(items) => return items.get(find(items, key).ok()?).map(|(_, value)| value),
            }
        }
    }

    pub(crate) fn get_mut(&mut self, key: u64) -> Option<&mut V> {
        let mut node = &mut self.root;
        loop {
            match node {
                Node::Branch(children) => {
                    let place = child_of(children, key);
                    node = &mut Arc::make_mut(children).get_mut(place)?.1;
                }
                Node::Leaf(items) => {
                    let place = find(items, key).ok()?;
                    return Arc::make_mut(items).get_mut(place).map(|(_, value)| value);
                }
            }
        }
    }

    /// Sets the value of a key; whether the key is new.
    pub(crate) fn insert(&mut self, key: u64, value: V) -> bool {
        let (is_new, right) = self.root.insert(key, value);
        if let Some(right) = right {
            let left = std::mem::take(self).root;
            self.root = Node::Branch(Arc::new(vec![(0, left), right]));
        }
        is_new
    }

    pub(crate) fn remove(&mut self, key: u64) -> Option<V> {
        let removed = self.root.remove(key);
        while let Node::Branch(children) = &self.root {
            match children.as_slice() {
                [] => *self = Map::default(),
                [(_, only)] => self.root = only.clone(),
                _ => break,
            }
        }
        removed
    }

    /// The first key that is not less than this one, and its value.
    pub(crate) fn first_from(&self, key: u64) -> Option<(u64, &V)> {
        let (mut node, mut behind) = (&self.root, None);
        loop {
            match node {
                Node::Branch(children) => {
                    let place = child_of(children, key);
                    behind = children.get(place + 1).or(behind);
                    node = &children.get(place)?.1;
                }
                Node::Leaf(items) => match items.get(find(items, key).unwrap_or_else(|place| place)) {
                    Some((key, value)) => return Some((*key, value)),
                    None => node = &behind.take()?.1,
                },
            }
        }
    }

    /// The last key that is less than this one, and its value.
    pub(crate) fn last_before(&self, key: u64) -> Option<(u64, &V)> {
        let (mut node, mut before) = (&self.root, None);
        loop {
            match node {
                Node::Branch(children) => {
                    let place = child_of(children, key);
                    before = place.checked_sub(1).and_then(|place| children.get(place)).or(before);
                    node = &children.get(place)?.1;
                }
                Node::Leaf(items) => match find(items, key).unwrap_or_else(|place| place).checked_sub(1) {
                    Some(place) => return items.get(place).map(|(key, value)| (*key, value)),
                    None => node = &before.take()?.1,
                },
            }
        }
    }

    /// Keys and values, in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, &V)> {
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let found = self.first_from(next?)?;
            next = found.0.checked_add(1);
            Some(found)
        })
    }
}

impl<V: Clone> Node<V> {
    /// Whether the key is new, and the right half if the node had to be split.
    fn insert(&mut self, key: u64, value: V) -> (bool, Option<(u64, Node<V>)>) {
        match self {
            Node::Leaf(items) => {
                let place = find(items, key);
                let items = Arc::make_mut(items);
                match place {
                    Ok(place) => {
                        if let Some((_, old)) = items.get_mut(place) {
                            *old = value;
                        }
                        (false, None)
                    }
                    Err(place) => {
                        (true, insert_at(items, place, (key, value)).map(|(key, right)| (key, Node::Leaf(right))))
                    }
                }
            }
            Node::Branch(children) => {
                let place = child_of(children, key);
                let children = Arc::make_mut(children);
                let Some((_, child)) = children.get_mut(place) else { return (false, None) };
                let (is_new, right) = child.insert(key, value);
                let right = right.and_then(|right| insert_at(children, place + 1, right));
                (is_new, right.map(|(key, right)| (key, Node::Branch(right))))
            }
        }
    }

    fn remove(&mut self, key: u64) -> Option<V> {
        match self {
            Node::Leaf(items) => {
                let place = find(items, key).ok()?;
                Some(Arc::make_mut(items).remove(place).1)
            }
            Node::Branch(children) => {
                let place = child_of(children, key);
                let children = Arc::make_mut(children);
                let child = &mut children.get_mut(place)?.1;
                let removed = child.remove(key);
                if child.is_empty() {
                    children.remove(place);
                }
                removed
            }
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Node::Leaf(items) => items.is_empty(),
            Node::Branch(children) => children.is_empty(),
        }
    }
}

/// The place of a key, or the place where it would be.
fn find<T>(items: &[(u64, T)], key: u64) -> Result<usize, usize> {
    items.binary_search_by_key(&key, |(key, _)| *key)
}

/// The place of the child that holds a key, if any does.
fn child_of<T>(children: &[(u64, T)], key: u64) -> usize {
    match find(children, key) {
        Ok(place) => place,
        Err(place) => place.saturating_sub(1),
    }
}

/// Inserts an item; the right half with its first key if there is no room. A node that grows at its
/// end stays full, because keys mostly ascend.
fn insert_at<T>(items: &mut Items<T>, place: usize, item: (u64, T)) -> Option<(u64, Arc<Items<T>>)> {
    if items.len() < WIDTH {
        items.insert(place, item);
        return None;
    }
    let mut right = if place == WIDTH { Vec::new() } else { items.split_off(WIDTH / 2) };
    match place.checked_sub(items.len()) {
        Some(place) => right.insert(place, item),
        None => items.insert(place, item),
    }
    Some((right.first()?.0, Arc::new(right)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn content(map: &Map<u32>) -> Vec<(u64, u32)> {
        map.iter().map(|(key, value)| (key, *value)).collect()
    }

    proptest! {
        #[test]
        fn it_is_the_map_of_the_standard_library_and_clones_stay_as_they_were(
            steps in proptest::collection::vec((0..4u8, 0..300u64, any::<u32>()), 0..1500),
        ) {
            let (mut map, mut expected) = (Map::default(), BTreeMap::new());
            let mut kept = Vec::new();
            for (number, (step, key, value)) in steps.into_iter().enumerate() {
                match step {
                    0 | 1 => prop_assert_eq!(map.insert(key, value), expected.insert(key, value).is_none()),
                    2 => prop_assert_eq!(map.remove(key), expected.remove(&key)),
                    _ => {
                        prop_assert_eq!(map.get(key), expected.get(&key));
                        let (found, wanted) = (map.get_mut(key), expected.get_mut(&key));
                        prop_assert_eq!(&found, &wanted);
                        if let (Some(found), Some(wanted)) = (found, wanted) {
                            (*found, *wanted) = (value, value);
                        }
                    }
                }
                let owned = |found: Option<(&u64, &u32)>| found.map(|(key, value)| (*key, *value));
                prop_assert_eq!(map.first_from(key).map(|(key, value)| (key, *value)), owned(expected.range(key..).next()));
                prop_assert_eq!(map.last_before(key).map(|(key, value)| (key, *value)), owned(expected.range(..key).next_back()));
                if number % 100 == 0 {
                    kept.push((map.clone(), expected.clone()));
                }
            }
            kept.push((map, expected));
            for (map, expected) in kept {
                prop_assert_eq!(content(&map), expected.into_iter().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn ascending_keys_fill_the_nodes_and_removing_all_leaves_nothing() {
        let mut map = Map::default();
        (0..5000).for_each(|key| assert!(map.insert(key, 7)));
        assert_eq!(map.iter().count(), 5000);
        (0..5000).for_each(|key| assert_eq!(map.remove(key), Some(7)));
        assert!(map.first_from(0).is_none() && map.last_before(u64::MAX).is_none());
        assert!(map.insert(u64::MAX, 1));
        assert_eq!(content(&map), [(u64::MAX, 1)]);
    }
}
