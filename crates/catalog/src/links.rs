//! Who depends on whom: pairs (referenced object, dependent object), both ways of asking indexed.
//!
//! The dependents of an object are kept in the order of their OIDs, which is the order of their
//! creation and the order in which the server lists them. The hash of the links is the sum over all
//! neighbours in these lists, so it depends on the order of the dependents of each object and on
//! nothing else: not on the numbers of the OIDs, not on the history.

use imbl::OrdMap;

use crate::{Oid, hash};

/// A link, and its neighbours among the links to the same object; OID 0 is the end of the list.
#[derive(Clone, Copy, Debug, Default)]
struct Link {
    /// Identity of the dependent; 0 at the end of the list.
    identity: u64,
    before: Oid,
    after: Oid,
}

/// The links, and the hash of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// By (referenced, dependent). The dependent 0 stands for the end of the list: before it is the
    /// youngest dependent, after it the oldest.
    map: OrdMap<(Oid, Oid), Link>,
    pub(crate) hash: u64,
}

const END: Oid = Oid(0);

impl Links {
    /// Records that `dependent` depends on `referenced`; a link that is there already stays.
    pub(crate) fn insert(&mut self, referenced: Oid, referenced_identity: u64, dependent: Oid, identity: u64) {
        let youngest = self.map.get(&(referenced, END)).map_or(END, |end| end.before);
        let before = match youngest.cmp(&dependent) {
            std::cmp::Ordering::Less => youngest,
            std::cmp::Ordering::Equal => return,
            // An older object than the youngest dependent: its place has to be looked for.
            std::cmp::Ordering::Greater if self.map.contains_key(&(referenced, dependent)) => return,
            std::cmp::Ordering::Greater => {
                let older = self.map.range((referenced, END)..(referenced, dependent)).next_back();
                older.map_or(END, |((_, older), _)| *older)
            }
        };
        let (before_identity, after) = self.join(referenced, before, None, Some(dependent));
        let (after_identity, _) = self.join(referenced, after, Some(dependent), None);
        self.map.insert((referenced, dependent), Link { identity, before, after });
        self.hash = self
            .hash
            .wrapping_sub(hash::neighbours(referenced_identity, before_identity, after_identity))
            .wrapping_add(hash::neighbours(referenced_identity, before_identity, identity))
            .wrapping_add(hash::neighbours(referenced_identity, identity, after_identity));
    }

    /// Forgets a link.
    pub(crate) fn remove(&mut self, referenced: Oid, referenced_identity: u64, dependent: Oid) {
        let Some(Link { identity, before, after }) = self.map.remove(&(referenced, dependent)) else { return };
        let (before_identity, _) = self.join(referenced, before, None, Some(after));
        let (after_identity, _) = self.join(referenced, after, Some(before), None);
        if (before, after) == (END, END) {
            self.map.remove(&(referenced, END));
        }
        self.hash = self
            .hash
            .wrapping_add(hash::neighbours(referenced_identity, before_identity, after_identity))
            .wrapping_sub(hash::neighbours(referenced_identity, before_identity, identity))
            .wrapping_sub(hash::neighbours(referenced_identity, identity, after_identity));
    }

    /// Gives a place in a list new neighbours; its identity, and the neighbour after it until now.
    fn join(&mut self, referenced: Oid, place: Oid, before: Option<Oid>, after: Option<Oid>) -> (u64, Oid) {
        let key = (referenced, place);
        let apply = |link: &mut Link| {
            let old = (link.identity, link.after);
            link.before = before.unwrap_or(link.before);
            link.after = after.unwrap_or(link.after);
            old
        };
        match self.map.get_mut(&key) {
            Some(link) => apply(link),
            None => {
                let mut end = Link::default();
                let old = apply(&mut end);
                self.map.insert(key, end);
                old
            }
        }
    }

    /// Whether anything depends on this object.
    pub(crate) fn any(&self, referenced: Oid) -> bool {
        self.map.contains_key(&(referenced, END))
    }

    /// The objects that depend on this one, oldest first.
    pub(crate) fn dependents(&self, referenced: Oid) -> impl DoubleEndedIterator<Item = Oid> {
        self.map.range((referenced, Oid(1))..=(referenced, Oid(u32::MAX))).map(|((_, dependent), _)| *dependent)
    }
}
