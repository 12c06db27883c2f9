//! What a table gets from its parents, and how its own definition goes with it.

use std::sync::Arc;

use medlar_catalog::{Acl, Column, Constraint, ConstraintKind, Generation, Oid, OptionList, Relation, RelationKind};
use medlar_syntax::SqlState;

use crate::columns::NewColumn;
use crate::context::Context;
use crate::define::{NewTable, undefined};
use crate::message::{Checked, Failure};
use crate::object::{check_openable, not_owner_of};
use crate::temporary;
use crate::types;

/// The parents that the statement names, each once.
pub(crate) fn parents(context: &mut Context<'_>, table: &NewTable<'_, '_>) -> Checked<Vec<Arc<Relation>>> {
    let mut parents: Vec<Arc<Relation>> = Vec::with_capacity(table.parents.len());
    for name in table.parents {
        let parent = context.find_relation(name)?.ok_or_else(|| undefined(name))?;
        check_openable(&parent).map_err(|failure| failure.about(name.span))?;
        if parents.iter().any(|other| other.oid == parent.oid) {
            let message = format!("relation \"{}\" would be inherited from more than once", parent.name);
            return Err(Failure::new(SqlState::DuplicateTable, message).about(name.span));
        }
        parents.push(parent);
    }
    Ok(parents)
}

/// The columns of a table, inherited ones first, and the constraints that it inherits.
pub(crate) fn merge(
    context: &mut Context<'_>,
    table: &NewTable<'_, '_>,
    parents: &[Arc<Relation>],
    own: &mut [NewColumn<'_, '_>],
) -> Checked<(Vec<Column>, Vec<Constraint>)> {
    for (place, first) in own.iter().enumerate() {
        if let Some(new) = own.iter().skip(place + 1).find(|other| other.column.name == first.column.name) {
            let message = format!("column \"{}\" specified more than once", new.column.name);
            return Err(Failure::new(SqlState::DuplicateColumn, message).about(new.span));
        }
    }
    let is_partition = table.bound.is_some();
    let (mut columns, mut constraints) = (Vec::new(), Vec::new());
    // Columns whose parents disagree about the default.
    let mut disputed = Vec::new();
    for (parent, name) in parents.iter().zip(table.parents) {
        check_parent(context, parent, table.schema, is_partition).map_err(|failure| failure.about(name.span))?;
        for (_, column) in parent.numbered_columns() {
            inherit_column(context, &mut columns, column, &mut disputed).map_err(|failure| failure.about(name.span))?;
        }
        for constraint in &parent.constraints {
            if constraint.kind == ConstraintKind::Check && !constraint.is_no_inherit {
                inherit_constraint(&mut constraints, parent.oid, constraint)
                    .map_err(|failure| failure.about(name.span))?;
            }
        }
    }
    for (place, new) in own.iter_mut().enumerate() {
        let found = columns.iter().position(|column: &Column| column.name == new.column.name);
        match found.and_then(|found| Some((found, columns.get_mut(found)?))) {
            Some((found, inherited)) => {
                if !is_partition {
                    announce(context, &new.column, found != place);
                    // From here on the type is the parent's.
                    if let Some(type_name) = new.type_name.take() {
                        types::look_again(context, type_name)?;
                    }
                    check_same(context, inherited, &new.column, "").map_err(|failure| failure.about(new.span))?;
                    check_generation(context, inherited, new).map_err(|failure| failure.about(new.span))?;
                    inherited.is_local = true;
                }
                inherited.is_not_null |= new.column.is_not_null;
                if new.value.is_some() || new.has_sequence {
                    inherited.default = None;
                    inherited.generation = new.column.generation;
                    disputed.retain(|name| *name != new.column.name);
                }
            }
            None if is_partition => {
                let message = format!("column \"{}\" does not exist", new.column.name);
                return Err(Failure::new(SqlState::UndefinedColumn, message).about(new.span));
            }
            None => columns.push(new.column.clone()),
        }
    }
    if let Some(name) = disputed.first() {
        let message = format!("column \"{name}\" inherits conflicting default values");
        return Err(Failure::new(SqlState::InvalidColumnDefinition, message)
            .hint("To resolve the conflict, specify a default explicitly.")
            .about(table.name.span));
    }
    Ok((columns, constraints))
}

fn announce(context: &mut Context<'_>, column: &Column, is_moved: bool) {
    let verb = if is_moved { "moving and merging" } else { "merging" };
    let message = format!("{verb} column \"{}\" with inherited definition", column.name);
    context.notice(SqlState::SuccessfulCompletion, message);
    if let Some(notice) = context.notices.last_mut().filter(|_| is_moved) {
        notice.detail = Some("User-specified column moved to the position of the inherited column.".to_owned());
    }
}

/// What can be a parent, and whose.
fn check_parent(context: &mut Context<'_>, parent: &Relation, child: Oid, is_partition: bool) -> Checked {
    let name = &parent.name;
    let message = if parent.kind == RelationKind::PartitionedTable && !is_partition {
        format!("cannot inherit from partitioned table \"{name}\"")
    } else if parent.is_partition() && !is_partition {
        format!("cannot inherit from partition \"{name}\"")
    } else if !parent.kind.is_table() {
        format!("inherited relation \"{name}\" is not a table or foreign table")
    } else {
        temporary::check_parent(context, child, parent, is_partition)?;
        let is_owner = context.owns(parent.owner);
        return if is_owner { Ok(()) } else { Err(not_owner_of(context.catalog, parent.oid)) };
    };
    Err(Failure::new(SqlState::WrongObjectType, message))
}

fn inherit_column(
    context: &mut Context<'_>,
    columns: &mut Vec<Column>,
    column: &Column,
    disputed: &mut Vec<medlar_catalog::Name>,
) -> Checked {
    let Some(known) = columns.iter_mut().find(|known| known.name == column.name) else {
        columns.push(Column {
            is_local: false,
            inherited_from: 1,
            generation: inherited_generation(column.generation),
            options: OptionList::default(),
            acl: Acl::default(),
            comment: None,
            ..column.clone()
        });
        return Ok(());
    };
    let message = format!("merging multiple inherited definitions of column \"{}\"", column.name);
    context.notice(SqlState::SuccessfulCompletion, message);
    check_same(context, known, column, "inherited ")?;
    if (known.generation == Generation::Stored) != (column.generation == Generation::Stored) {
        let message = format!("inherited column \"{}\" has a generation conflict", column.name);
        return Err(Failure::new(SqlState::DatatypeMismatch, message));
    }
    known.inherited_from += 1;
    known.is_not_null |= column.is_not_null;
    match (&known.default, &column.default) {
        (None, Some(_)) => known.default.clone_from(&column.default),
        (Some(first), Some(second)) if first.expression != second.expression => disputed.push(column.name.clone()),
        _ => {}
    }
    Ok(())
}

/// That a column is an identity is not inherited.
pub(crate) fn inherited_generation(generation: Generation) -> Generation {
    if generation == Generation::Stored { Generation::Stored } else { Generation::Default }
}

/// Two definitions of one column have the same type and collation.
pub(crate) fn check_same(context: &mut Context<'_>, known: &Column, column: &Column, what: &str) -> Checked {
    if known.type_name != column.type_name {
        let message = format!("{what}column \"{}\" has a type conflict", column.name);
        let naming = context.naming();
        let (known, other) = (naming.type_text(&known.type_name), naming.type_text(&column.type_name));
        return Err(Failure::new(SqlState::DatatypeMismatch, message).detail(format!("{known} versus {other}")));
    }
    if known.collation != column.collation {
        let printed = |column: &Column| column.collation.as_deref().unwrap_or("default").to_owned();
        let message = format!("{what}column \"{}\" has a collation conflict", column.name);
        return Err(Failure::new(SqlState::CollationMismatch, message).detail(format!(
            "\"{}\" versus \"{}\"",
            printed(known),
            printed(column)
        )));
    }
    Ok(())
}

/// A generated column stays one.
fn check_generation(context: &Context<'_>, inherited: &Column, new: &NewColumn<'_, '_>) -> Checked {
    let name = &new.column.name;
    let is_inherited = inherited.generation == Generation::Stored;
    if new.column.generation == Generation::Stored {
        if is_inherited == context.rules.generation_is_overridden {
            return Ok(());
        }
        let message = format!("child column \"{name}\" specifies generation expression");
        return Err(Failure::new(SqlState::InvalidColumnDefinition, message).hint(
            "Omit the generation expression in the definition of the child table column to inherit the generation \
             expression from the parent table.",
        ));
    }
    let what = match new.column.generation {
        Generation::Default if is_inherited && new.value.is_some() => "default",
        Generation::IdentityAlways | Generation::IdentityByDefault if is_inherited => "identity",
        _ => return Ok(()),
    };
    let message = format!("column \"{name}\" inherits from generated column but specifies {what}");
    Err(Failure::new(SqlState::InvalidColumnDefinition, message))
}

fn inherit_constraint(constraints: &mut Vec<Constraint>, parent: Oid, constraint: &Constraint) -> Checked {
    match constraints.iter_mut().find(|known| known.name == constraint.name) {
        Some(known) if known.definition == constraint.definition => known.inherited_from += 1,
        Some(_) => {
            let message = format!(
                "check constraint name \"{}\" appears multiple times but with different expressions",
                constraint.name
            );
            return Err(Failure::new(SqlState::DuplicateObject, message));
        }
        None => constraints.push(inherited(parent, constraint)),
    }
    Ok(())
}

/// A constraint as a child of this parent has it. Its columns have other numbers there.
pub(crate) fn inherited(parent: Oid, constraint: &Constraint) -> Constraint {
    let mut inherited = Constraint { is_local: false, inherited_from: 1, comment: None, ..constraint.clone() };
    inherited.uses.retain(|used| used.oid != parent);
    inherited
}

/// The tables that inherit from one, directly or not, each once and parents first.
pub(crate) fn descendants(context: &mut Context<'_>, oid: Oid) -> Vec<Oid> {
    let mut found = vec![oid];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        next += 1;
        for child in context.catalog.dependents_of(parent).collect::<Vec<_>>() {
            let Some(relation) = context.catalog.relation(child) else { continue };
            if relation.parents.contains(&parent) && !found.contains(&child) {
                found.push(child);
            }
        }
    }
    found.remove(0);
    found
}
