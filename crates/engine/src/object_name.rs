//! The names that the server chooses: of sequences, indexes and constraints.

use medlar_catalog::{Name, Oid, Relation};

use crate::context::Context;
use crate::footprint::KeyKind;

/// The longest name, in bytes.
const LONGEST: usize = 63;

/// `table_column_label`, where the longer of the two names is cut until all of it is short enough.
fn joined(table: &str, column: Option<&str>, label: &str) -> String {
    let mut parts = [table, column.unwrap_or_default()];
    let overhead = label.len() + 1 + usize::from(column.is_some());
    let mut lengths = [parts[0].len(), parts[1].len()];
    while lengths[0] + lengths[1] + overhead > LONGEST {
        let longer = usize::from(lengths[0] <= lengths[1]);
        let Some(length) = lengths.get_mut(longer).filter(|length| **length > 0) else { break };
        *length -= 1;
    }
    for (part, length) in parts.iter_mut().zip(lengths) {
        let end = (0..=length).rev().find(|end| part.is_char_boundary(*end)).unwrap_or(0);
        *part = part.get(..end).unwrap_or_default();
    }
    match column {
        Some(_) => format!("{}_{}_{label}", parts[0], parts[1]),
        None => format!("{}_{label}", parts[0]),
    }
}

/// The first of the names with `label`, `label1`, `label2` … that is free.
fn choose(table: &str, column: Option<&str>, label: &str, is_free: &mut dyn FnMut(&str) -> bool) -> Name {
    let mut name = joined(table, column, label);
    let mut number = 0u32;
    while !is_free(&name) {
        number += 1;
        name = joined(table, column, &format!("{label}{number}"));
    }
    name.into()
}

/// A name with a label, of an object that has no columns.
pub(crate) fn numbered(name: &str, label: &str, is_free: &mut dyn FnMut(&str) -> bool) -> Name {
    choose(name, None, label, is_free)
}

/// A name for a relation.
pub(crate) fn relation_name(
    context: &mut Context<'_>,
    schema: Oid,
    table: &str,
    column: Option<&str>,
    label: &str,
) -> Name {
    choose(table, column, label, &mut |name| {
        context.footprint.read(KeyKind::Relation, name);
        context.catalog.relation_in(schema, name).is_none()
    })
}

/// A name for a constraint: no other in the schema has it.
pub(crate) fn constraint_name(
    context: &mut Context<'_>,
    relation: &Relation,
    column: Option<&str>,
    label: &str,
) -> Name {
    context.footprint.read(KeyKind::ContentsOf, context.catalog.schema_name(relation.schema));
    choose(&relation.name, column, label, &mut |name| {
        let has_it = relation.constraints.iter().any(|other| *other.name == *name);
        !has_it && !context.catalog.has_constraint(relation.schema, name)
    })
}
