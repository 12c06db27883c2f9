//! Indexes that come with something else: with a key, or with the index of a partitioned table.

use std::sync::Arc;

use medlar_catalog::{Column, ColumnReference, Index, IndexElement, Name, Oid, Relation, RelationKind};

use super::definition::NewIndex;
use crate::columns::new_column;
use crate::context::Context;
use crate::dependency::key_of;
use crate::object_name::relation_name;

/// The index of a key of a table that is made or changed.
pub(crate) fn insert_of_key(context: &mut Context<'_>, table: &Relation, name: &Name, columns: &[ColumnReference]) {
    let mut made = NewIndex::new(table, name.clone(), "btree");
    made.index.is_unique = true;
    for used in columns {
        let Some(known) = table.columns.get(usize::from(used.column).wrapping_sub(1)) else { continue };
        made.columns.push(new_column(&known.name, known.type_name.clone()));
        made.index.elements.push(IndexElement {
            column: used.column,
            expression: None,
            order: "".into(),
            is_included: false,
        });
    }
    made.used = columns.to_vec();
    made.insert(context, table);
}

/// The direct partitions of a table, oldest first.
pub(super) fn partitions(context: &Context<'_>, table: Oid) -> Vec<Oid> {
    let is_part = |oid: &Oid| context.catalog.relation(*oid).is_some_and(|child| child.parents.contains(&table));
    context.catalog.dependents_of(table).filter(is_part).collect()
}

/// A partition gets an index like that of its parent, and its own partitions, too; foreign tables get none.
pub(super) fn inherit(context: &mut Context<'_>, parent: Oid, child: Oid) {
    let mut open = vec![(parent, child)];
    while let Some((parent, child)) = open.pop() {
        let (Some(of_parent), Some(child)) = (
            context.catalog.relation(parent).map(Arc::clone),
            context.catalog.relation(child).filter(|child| child.kind != RelationKind::ForeignTable).map(Arc::clone),
        ) else {
            continue;
        };
        let Some(index) = &of_parent.index else { continue };
        let names: Vec<&str> = of_parent.columns.iter().map(|column| &*column.name).collect();
        let name = relation_name(context, child.schema, &child.name, Some(&names.join("_")), "idx");
        let mut made = NewIndex::new(&child, name, &index.method);
        made.index = Index { table: child.oid, ..index.clone() };
        // The columns of a partition may have other numbers.
        let number = |column: &Column| child.column(&column.name).map_or(0, |(number, _)| number);
        for (element, column) in made.index.elements.iter_mut().zip(&of_parent.columns) {
            if element.column > 0 {
                element.column = number(column);
            }
        }
        (made.columns, made.parent) = (of_parent.columns.clone(), Some(parent));
        let numbers = made.index.elements.iter().map(|element| element.column).filter(|column| *column > 0);
        made.used = numbers.map(|column| ColumnReference { oid: child.oid, column }).collect();
        let oid = made.insert(context, &child);
        open.extend(partitions(context, child.oid).into_iter().map(|grandchild| (oid, grandchild)));
    }
}

/// A new partition gets the indexes of its parent that are part of no key.
pub(crate) fn inherit_all(context: &mut Context<'_>, parent: &Relation, child: Oid) {
    for oid in context.catalog.dependents_of(parent.oid).collect::<Vec<_>>() {
        let index = context.catalog.relation(oid).and_then(|index| index.index.as_ref());
        let is_of_key = key_of(context.catalog, oid).is_some();
        if index.is_some_and(|index| index.table == parent.oid) && !is_of_key {
            inherit(context, oid, child);
        }
    }
}

/// The indexes of a table that is no partition any more are indexes of their own.
pub(crate) fn disinherit_all(context: &mut Context<'_>, table: Oid) {
    for oid in context.catalog.dependents_of(table).collect::<Vec<_>>() {
        if context.catalog.relation(oid).is_some_and(|index| index.index.is_some() && !index.parents.is_empty()) {
            context.write_object(oid);
            context.catalog.update_relation(oid, |index| index.parents.clear());
        }
    }
}
