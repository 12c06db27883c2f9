//! Composite types as parts of others: what cannot contain itself, and what is stored somewhere.

use medlar_catalog::{Catalog, MadeType, Oid, Relation, RelationKind, TypeKind};
use medlar_syntax::SqlState;

use super::{DataType, Found};
use crate::context::Context;
use crate::message::{Checked, Failure};

/// A column of the relation cannot have a type that holds rows of the relation itself.
pub(crate) fn refuse_circle(context: &mut Context<'_>, relation: Oid, data_type: DataType) -> Checked {
    let Some(made) = data_type.made else { return Ok(()) };
    if !holds(context.catalog, made.oid, relation) {
        return Ok(());
    }
    let name = context.naming().made_type(MadeType { oid: relation, is_array: false });
    let message = format!("composite type {name} cannot be made a member of itself");
    Err(Failure::new(SqlState::InvalidTableDefinition, message))
}

/// Whether values of the type hold rows of the relation, in whatever depth.
fn holds(catalog: &Catalog, oid: Oid, relation: Oid) -> bool {
    let mut open = vec![oid];
    let mut seen = Vec::new();
    while let Some(oid) = open.pop() {
        if oid == relation {
            return true;
        }
        if seen.contains(&oid) {
            continue;
        }
        seen.push(oid);
        match Found::of(catalog, oid) {
            Some(Found::Rows(rows)) => {
                let made = rows.numbered_columns().filter_map(|(_, column)| MadeType::read(&column.type_name));
                open.extend(made.map(|made| made.oid));
            }
            Some(Found::Type(found)) => {
                if let TypeKind::Domain(domain) = &found.kind {
                    open.extend(MadeType::read(&domain.base).map(|made| made.oid));
                }
            }
            None => {}
        }
    }
    false
}

/// The columns of the relation stay as they are while a table has a column of its row type.
pub(crate) fn refuse_stored(context: &Context<'_>, relation: &Relation) -> Checked {
    let Some(column) = stored_column(context.catalog, relation.oid) else { return Ok(()) };
    let name = &relation.name;
    let (what, how) = match relation.kind {
        RelationKind::CompositeType => ("type", "it"),
        RelationKind::ForeignTable => ("foreign table", "its row type"),
        _ => ("table", "its row type"),
    };
    let message = format!("cannot alter {what} \"{name}\" because column \"{column}\" uses {how}");
    Err(Failure::new(SqlState::FeatureNotSupported, message))
}

/// The first column of a relation with rows of its own that values of the type are kept in.
fn stored_column(catalog: &Catalog, oid: Oid) -> Option<String> {
    let mut open = vec![oid];
    let mut seen = Vec::new();
    while let Some(oid) = open.pop() {
        if seen.contains(&oid) {
            continue;
        }
        seen.push(oid);
        for user in catalog.dependents_of(oid) {
            let Some(relation) = catalog.relation(user).filter(|relation| relation.index.is_none()) else {
                open.extend(catalog.type_by_oid(user).map(|found| found.oid));
                continue;
            };
            let is_of = |text: &str| MadeType::read(text).is_some_and(|made| made.oid == oid);
            let Some((_, column)) = relation.numbered_columns().find(|(_, column)| is_of(&column.type_name)) else {
                continue;
            };
            match relation.kind {
                RelationKind::Table | RelationKind::PartitionedTable | RelationKind::MaterializedView => {
                    return Some(format!("{}.{}", relation.name, column.name));
                }
                RelationKind::CompositeType => open.push(user),
                _ => {}
            }
        }
    }
    None
}
