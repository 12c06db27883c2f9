//! In which order objects can be made.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use medlar_catalog::{Catalog, Oid};

/// Wrappers, servers, functions, types and relations that statements have made: each behind what it
/// depends on, and otherwise the oldest first. What depends on itself in a circle comes last.
pub(super) fn ordered(catalog: &Catalog) -> Vec<Oid> {
    let all = catalog.wrappers().map(|wrapper| wrapper.oid);
    let all = all.chain(catalog.servers().map(|server| server.oid));
    let all = all.chain(catalog.functions().map(|function| function.oid));
    let all = all.chain(catalog.types().map(|made| made.oid));
    let all = all.chain(catalog.relations().map(|relation| relation.oid));
    let mut missing: BTreeMap<Oid, usize> = all.filter(|oid| *oid >= Oid::FIRST_NORMAL).map(|oid| (oid, 0)).collect();
    let objects: Vec<Oid> = missing.keys().copied().collect();
    for oid in &objects {
        for dependent in dependents(catalog, *oid) {
            if let Some(count) = missing.get_mut(&dependent) {
                *count += 1;
            }
        }
    }
    let mut ready: BinaryHeap<Reverse<Oid>> = BinaryHeap::new();
    ready.extend(missing.iter().filter(|(_, count)| **count == 0).map(|(oid, _)| Reverse(*oid)));
    let mut found = Vec::with_capacity(objects.len());
    while let Some(Reverse(oid)) = ready.pop() {
        found.push(oid);
        missing.remove(&oid);
        for dependent in dependents(catalog, oid) {
            if let Some(count) = missing.get_mut(&dependent) {
                *count -= 1;
                if *count == 0 {
                    ready.push(Reverse(dependent));
                }
            }
        }
    }
    found.extend(missing.into_keys());
    found
}

/// What depends on an object, but for sequences that belong to a column: they are made before its table.
fn dependents(catalog: &Catalog, oid: Oid) -> impl Iterator<Item = Oid> {
    let owned = move |dependent: &Oid| {
        let relation = catalog.relation(*dependent);
        relation.and_then(|relation| relation.owned_by).is_some_and(|column| column.oid == oid)
    };
    catalog.dependents_of(oid).filter(move |dependent| *dependent != oid && !owned(dependent))
}
