//! INHERIT, NO INHERIT, ATTACH PARTITION and DETACH PARTITION: tables that are there get and lose parents.

use std::sync::Arc;

use medlar_catalog::{Catalog, ConstraintKind, Oid, OptionList, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{DetachMode, PartitionBound, QualifiedName};

use crate::context::Context;
use crate::index;
use crate::inheritance::descendants;
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::partition;
use crate::temporary;

pub(crate) fn inherit(context: &mut Context<'_>, child: &Arc<Relation>, parent: &QualifiedName<'_>) -> Checked {
    let wrong = |message: String| Err(Failure::new(SqlState::WrongObjectType, message).about(parent.span));
    if child.is_partition() {
        return wrong("cannot change inheritance of a partition".to_owned());
    }
    if child.kind == RelationKind::PartitionedTable {
        return wrong("cannot change inheritance of partitioned table".to_owned());
    }
    let found = context.relation(parent)?;
    check_table(context, &found, "INHERIT").map_err(|failure| failure.about(parent.span))?;
    temporary::check_parent(context, child.schema, &found, false).map_err(|failure| failure.about(parent.span))?;
    let name = &found.name;
    if found.kind == RelationKind::PartitionedTable {
        return wrong(format!("cannot inherit from partitioned table \"{name}\""));
    }
    if found.is_partition() {
        return wrong("cannot inherit from a partition".to_owned());
    }
    check_circle(context, child, &found).map_err(|failure| failure.about(parent.span))?;
    if child.parents.contains(&found.oid) {
        let message = format!("relation \"{name}\" would be inherited from more than once");
        return Err(Failure::new(SqlState::DuplicateTable, message).about(parent.span));
    }
    take_on(context, child, &found).map_err(|failure| failure.about(parent.span))
}

/// The other relation of an action is a table, too, and of the same owner.
fn check_table(context: &mut Context<'_>, relation: &Relation, action: &str) -> Checked {
    let name = &relation.name;
    if relation.kind.is_table() {
        return if context.owns(relation.owner) { Ok(()) } else { Err(not_owner_of(context.catalog, relation.oid)) };
    }
    if !context.rules.wrong_kind_names_the_operation {
        let message = format!("\"{name}\" is not a table or foreign table");
        return Err(Failure::new(SqlState::WrongObjectType, message));
    }
    let message = format!("ALTER action {action} cannot be performed on relation \"{name}\"");
    Err(Failure::new(SqlState::WrongObjectType, message).detail(crate::like::unsupported(relation.kind)))
}

/// No table is its own ancestor.
fn check_circle(context: &mut Context<'_>, child: &Relation, parent: &Relation) -> Checked {
    if child.oid != parent.oid && !descendants(context, child.oid).contains(&parent.oid) {
        return Ok(());
    }
    Err(Failure::new(SqlState::DuplicateTable, "circular inheritance not allowed")
        .detail(format!("\"{}\" is already a child of \"{}\".", parent.name, child.name)))
}

/// The child must have what the parent has; it inherits it from now on.
fn take_on(context: &mut Context<'_>, child: &Arc<Relation>, parent: &Arc<Relation>) -> Checked {
    let mut changed = Relation::clone(child);
    let mismatch = |message: String| Err(Failure::new(SqlState::DatatypeMismatch, message));
    for (_, column) in parent.numbered_columns() {
        let Some((number, known)) = child.column(&column.name) else {
            return mismatch(format!("child table is missing column \"{}\"", column.name));
        };
        if known.type_name != column.type_name {
            return mismatch(format!(
                "child table \"{}\" has different type for column \"{}\"",
                child.name, column.name
            ));
        }
        if known.collation != column.collation {
            let message =
                format!("child table \"{}\" has different collation for column \"{}\"", child.name, column.name);
            return Err(Failure::new(SqlState::CollationMismatch, message));
        }
        if column.is_not_null && !known.is_not_null {
            return mismatch(format!("column \"{}\" in child table must be marked NOT NULL", column.name));
        }
        if let Some(column) = changed.columns.get_mut(usize::from(number) - 1) {
            column.inherited_from += 1;
        }
    }
    for constraint in &parent.constraints {
        if constraint.kind != ConstraintKind::Check || constraint.is_no_inherit {
            continue;
        }
        match changed.constraints.iter_mut().find(|known| known.name == constraint.name) {
            Some(known) if known.definition == constraint.definition => known.inherited_from += 1,
            Some(_) => {
                return mismatch(format!(
                    "child table \"{}\" has different definition for check constraint \"{}\"",
                    child.name, constraint.name
                ));
            }
            None => return mismatch(format!("child table is missing constraint \"{}\"", constraint.name)),
        }
    }
    context.write_object(parent.oid);
    let parent = parent.oid;
    context.catalog.update_relation(child.oid, |child| {
        child.parents.push(parent);
        (child.columns, child.constraints) = (changed.columns, changed.constraints);
    });
    Ok(())
}

pub(crate) fn disinherit(context: &mut Context<'_>, child: &Arc<Relation>, parent: &QualifiedName<'_>) -> Checked {
    if child.is_partition() {
        let message = "cannot change inheritance of a partition";
        return Err(Failure::new(SqlState::WrongObjectType, message).about(parent.span));
    }
    let found = context.relation(parent)?;
    if !child.parents.contains(&found.oid) {
        let message = format!("relation \"{}\" is not a parent of relation \"{}\"", found.name, child.name);
        return Err(Failure::new(SqlState::UndefinedTable, message).about(parent.span));
    }
    leave(context, child, &found);
    Ok(())
}

/// What the child had from the parent is its own.
fn leave(context: &mut Context<'_>, child: &Arc<Relation>, parent: &Arc<Relation>) {
    context.write_object(parent.oid);
    context.catalog.update_relation(child.oid, |child| {
        child.parents.retain(|other| *other != parent.oid);
        for column in &mut child.columns {
            if parent.column(&column.name).is_some() && column.inherited_from > 0 {
                column.inherited_from -= 1;
                column.is_local |= column.inherited_from == 0;
            }
        }
        for constraint in &mut child.constraints {
            let is_inherited = parent.constraints.iter().any(|known| known.name == constraint.name);
            if is_inherited && constraint.inherited_from > 0 {
                constraint.inherited_from -= 1;
                constraint.is_local |= constraint.inherited_from == 0;
            }
        }
    });
}

pub(crate) fn partition(
    context: &mut Context<'_>,
    parent: &Arc<Relation>,
    name: &QualifiedName<'_>,
    bound: &PartitionBound<'_>,
) -> Checked {
    let wrong = |message: String| Err(Failure::new(SqlState::WrongObjectType, message).about(name.span));
    if parent.kind != RelationKind::PartitionedTable {
        let message = format!("table \"{}\" is not partitioned", parent.name);
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(name.span));
    }
    let child = context.relation(name)?;
    check_table(context, &child, "ATTACH PARTITION").map_err(|failure| failure.about(name.span))?;
    if child.is_partition() {
        return wrong(format!("\"{}\" is already a partition", child.name));
    }
    if !child.parents.is_empty() {
        return wrong("cannot attach inheritance child as partition".to_owned());
    }
    let children = descendants(context, child.oid);
    if !children.is_empty() && child.kind != RelationKind::PartitionedTable {
        return wrong("cannot attach inheritance parent as partition".to_owned());
    }
    check_circle(context, &child, parent).map_err(|failure| failure.about(name.span))?;
    let is_temporary = |relation: &Relation| temporary::is_temporary(context.catalog, relation);
    match (is_temporary(parent), is_temporary(&child)) {
        (false, true) => {
            let of = format!("permanent relation \"{}\"", parent.name);
            return wrong(format!("cannot attach a temporary relation as partition of {of}"));
        }
        (true, false) => {
            let of = format!("temporary relation \"{}\"", parent.name);
            return wrong(format!("cannot attach a permanent relation as partition of {of}"));
        }
        _ => {}
    }
    for (_, column) in child.numbered_columns() {
        if parent.column(&column.name).is_none() {
            let message = format!(
                "table \"{}\" contains column \"{}\" not found in parent \"{}\"",
                child.name, column.name, parent.name
            );
            return Err(Failure::new(SqlState::DatatypeMismatch, message)
                .detail("The new partition may contain only the columns present in parent.")
                .about(name.span));
        }
    }
    take_on(context, &child, parent).map_err(|failure| failure.about(name.span))?;
    let stored = partition::bound(context, parent, &child.name, bound, false)?;
    if child.kind == RelationKind::ForeignTable && partition::has_unique(context.catalog, parent) {
        let message = format!(
            "cannot attach foreign table \"{}\" as partition of partitioned table \"{}\"",
            child.name, parent.name
        );
        return Err(Failure::new(SqlState::WrongObjectType, message)
            .detail(format!("Partitioned table \"{}\" contains unique indexes.", parent.name))
            .about(name.span));
    }
    context.write_object_and_lists(child.oid);
    context.catalog.update_relation(child.oid, |child| {
        child.partition_bound = stored;
        child.columns.iter_mut().for_each(|column| column.is_local = false);
    });
    index::inherit_all(context, parent, child.oid);
    Ok(())
}

pub(crate) fn detach(
    context: &mut Context<'_>,
    parent: &Arc<Relation>,
    name: &QualifiedName<'_>,
    mode: DetachMode,
) -> Checked {
    if mode == DetachMode::Finalize {
        return refuse_finalizing(context, parent, name);
    }
    if parent.kind != RelationKind::PartitionedTable {
        let message = format!("table \"{}\" is not partitioned", parent.name);
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(name.span));
    }
    if mode == DetachMode::Concurrently && default_partition(context.catalog, parent).is_some() {
        let message = "cannot detach partitions concurrently when a default partition exists";
        return Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message).about(name.span));
    }
    let child = context.relation(name)?;
    if !child.is_partition() || child.parents.first() != Some(&parent.oid) {
        let message = format!("relation \"{}\" is not a partition of relation \"{}\"", child.name, parent.name);
        return Err(Failure::new(SqlState::UndefinedTable, message).about(name.span));
    }
    let oid: Oid = child.oid;
    leave(context, &child, parent);
    index::disinherit_all(context, oid);
    context.write_object_and_lists(oid);
    context.catalog.update_relation(oid, |child| child.partition_bound = OptionList::default());
    Ok(())
}

/// FINALIZE ends a detaching that was interrupted, which none is here.
fn refuse_finalizing(context: &mut Context<'_>, parent: &Relation, name: &QualifiedName<'_>) -> Checked {
    let child = context.relation(name)?;
    let undefined = |message| Err(Failure::new(SqlState::UndefinedTable, message).about(name.span));
    if child.is_partition() && child.parents.first() == Some(&parent.oid) {
        let message = format!("cannot complete detaching partition \"{}\"", child.name);
        return Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message)
            .detail("There's no pending concurrent detach.")
            .about(name.span));
    }
    if parent.kind == RelationKind::PartitionedTable {
        return undefined(format!("relation \"{}\" is not a partition of relation \"{}\"", child.name, parent.name));
    }
    undefined(format!("relation \"{}\" is not a parent of relation \"{}\"", parent.name, child.name))
}

fn default_partition<'c>(catalog: &'c Catalog, parent: &Relation) -> Option<&'c Arc<Relation>> {
    let mut children = catalog.dependents_of(parent.oid).filter_map(|oid| catalog.relation(oid));
    children.find(|child| child.parents.contains(&parent.oid) && partition::is_default(child))
}
