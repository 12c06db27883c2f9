//! ALTER … RENAME and ALTER … SET SCHEMA of relations.

use std::sync::Arc;

use medlar_catalog::{ConstraintKind, Name, Oid, PrivilegeSet, Relation, RelationKind};
use medlar_syntax::ast::{Ident, RenameRelation, RenamedPart, SetRelationSchema};
use medlar_syntax::{SqlState, Target};

use crate::alter_relation::{check_kind, find};
use crate::context::Context;
use crate::define::{already_exists, has_system_column};
use crate::deparse::with_column_renamed;
use crate::dependency::{index_of, key_of};
use crate::footprint::KeyKind;
use crate::inheritance::descendants;
use crate::like::unsupported;
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::sequence;
use crate::temporary;
use crate::types;
use crate::{constraint, partition};

pub(crate) fn rename(context: &mut Context<'_>, statement: &RenameRelation<'_>) -> Checked {
    let name = &statement.relation.name;
    let Some(relation) = find(context, name, statement.if_exists)? else { return Ok(()) };
    let about = |failure: Box<Failure>| match failure.subject {
        Some(_) => failure,
        None => failure.about(name.span),
    };
    match &statement.part {
        RenamedPart::Relation => {
            check_owned(context, &relation).map_err(about)?;
            context.check_schema(relation.schema, PrivilegeSet::CREATE).map_err(about)?;
            check_kind(&relation, statement.kind, true).map_err(about)?;
            rename_relation(context, &relation, &statement.new_name)
        }
        RenamedPart::Column(column) => {
            refuse_sequence(&relation).map_err(about)?;
            check_owned(context, &relation).map_err(about)?;
            rename_column(context, &relation, column, &statement.new_name, statement.relation.only)
        }
        RenamedPart::Constraint(constraint) => {
            refuse_sequence(&relation).map_err(about)?;
            check_owned(context, &relation).map_err(about)?;
            rename_constraint(context, &relation, constraint, &statement.new_name, statement.relation.only)
        }
    }
}

/// The parts of a sequence keep their names.
fn refuse_sequence(relation: &Relation) -> Checked {
    if relation.kind != RelationKind::Sequence {
        return Ok(());
    }
    let message = format!("cannot rename columns of relation \"{}\"", relation.name);
    Err(Failure::new(SqlState::WrongObjectType, message).detail(unsupported(relation.kind)))
}

fn check_owned(context: &mut Context<'_>, relation: &Relation) -> Checked {
    if context.owns(relation.owner) { Ok(()) } else { Err(not_owner_of(context.catalog, relation.oid)) }
}

fn rename_relation(context: &mut Context<'_>, relation: &Relation, new_name: &Ident<'_>) -> Checked {
    if context.relation_at(Some(relation.schema), &new_name.name).is_some() {
        return Err(already_exists(&new_name.name).about(new_name.span));
    }
    if relation.kind.has_row_type() && context.made_type_at(Some(relation.schema), &new_name.name).is_some() {
        return Err(types::already_exists(&new_name.name).about(new_name.span));
    }
    context.write_object_and_lists(relation.oid);
    context.footprint.write(KeyKind::Relation, &new_name.name);
    write_relatives(context, relation);
    // A key has the name of its index.
    if let Some((table, key)) = key_of(context.catalog, relation.oid) {
        context.write_object(table);
        context.catalog.update_relation(table, |table| {
            if let Some(key) = table.constraints.iter_mut().find(|constraint| constraint.oid == key) {
                key.name = Name::from(&*new_name.name);
            }
        });
    }
    context.catalog.rename(relation.oid, Name::from(&*new_name.name));
    Ok(())
}

/// Messages about these name the relation.
fn write_relatives(context: &mut Context<'_>, relation: &Relation) {
    for parent in &relation.parents {
        context.write_object(*parent);
    }
    for dependent in context.catalog.dependents_of(relation.oid).collect::<Vec<_>>() {
        context.write_object(dependent);
    }
}

fn rename_column(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    column: &Ident<'_>,
    new_name: &Ident<'_>,
    is_only: bool,
) -> Checked {
    let children = descendants(context, relation.oid);
    let has = |oid: &Oid| context.catalog.relation(*oid).is_some_and(|child| child.column(&column.name).is_some());
    if is_only && children.iter().any(has) {
        let message = format!("inherited column \"{}\" must be renamed in child tables too", column.name);
        return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(column.span));
    }
    for (place, table) in std::iter::once(relation.oid).chain(children).enumerate() {
        let Some(found) = context.catalog.relation(table).map(Arc::clone) else { continue };
        if has_system_column(&found, &column.name) {
            let message = format!("cannot rename system column \"{}\"", column.name);
            return Err(Failure::new(SqlState::FeatureNotSupported, message).about(column.span));
        }
        let Some((number, known)) = found.column(&column.name) else {
            let message = format!("column \"{}\" does not exist", column.name);
            return Err(Failure::new(SqlState::UndefinedColumn, message).about(column.span));
        };
        if place == 0 && known.inherited_from > 0 {
            let message = format!("cannot rename inherited column \"{}\"", column.name);
            return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(column.span));
        }
        if has_system_column(&found, &new_name.name) {
            let message = format!("column name \"{}\" conflicts with a system column name", new_name.name);
            return Err(Failure::new(SqlState::DuplicateColumn, message).about(new_name.span));
        }
        if found.column(&new_name.name).is_some() {
            let message = format!("column \"{}\" of relation \"{}\" already exists", new_name.name, found.name);
            return Err(Failure::new(SqlState::DuplicateColumn, message).about(new_name.span));
        }
        context.write_object(table);
        let target = context.target;
        context.catalog.update_relation(table, |table| {
            if let Some(column) = table.columns.get_mut(usize::from(number) - 1) {
                column.name = Name::from(&*new_name.name);
            }
            rename_in_expressions(table, &column.name, &new_name.name, target);
        });
        rename_in_indexes(context, table, &column.name, &new_name.name);
    }
    Ok(())
}

/// Stored expressions name the column anew.
fn rename_in_expressions(table: &mut Relation, from: &str, to: &str, target: Target) {
    let rename = |expression: &mut Arc<str>| {
        if let Some(renamed) = with_column_renamed(expression, from, to, target) {
            *expression = renamed.into();
        }
    };
    let defaults = table.columns.iter_mut().filter_map(|column| column.default.as_mut());
    defaults.for_each(|default| rename(&mut default.expression));
    let checks = table.constraints.iter_mut().filter(|constraint| constraint.kind == ConstraintKind::Check);
    checks.for_each(|constraint| rename(&mut constraint.definition));
    table.partition_key = table.partition_key.as_deref().map(|key| partition::with_column_renamed(key, from, to));
}

/// So do those of indexes.
fn rename_in_indexes(context: &mut Context<'_>, table: Oid, from: &str, to: &str) {
    let target = context.target;
    for part in context.catalog.dependents_of(table).collect::<Vec<_>>() {
        if context.catalog.relation(part).is_none_or(|part| part.index.is_none()) {
            continue;
        }
        context.catalog.update_relation(part, |part| {
            let Some(index) = &mut part.index else { return };
            let expressions = index.elements.iter_mut().filter_map(|element| element.expression.as_mut());
            for expression in expressions.chain(&mut index.condition) {
                if let Some(renamed) = with_column_renamed(expression, from, to, target) {
                    *expression = renamed.into();
                }
            }
        });
    }
}

fn rename_constraint(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    name: &Ident<'_>,
    new_name: &Ident<'_>,
    is_only: bool,
) -> Checked {
    let children = descendants(context, relation.oid);
    for (place, table) in std::iter::once(relation.oid).chain(children.iter().copied()).enumerate() {
        let Some(found) = context.catalog.relation(table).map(Arc::clone) else { continue };
        let Some((at, _)) = constraint::find(&found, &name.name) else {
            if place > 0 {
                continue;
            }
            let message = format!("constraint \"{}\" for table \"{}\" does not exist", name.name, found.name);
            return Err(Failure::new(SqlState::UndefinedObject, message).about(name.span));
        };
        let is_inherited = found.constraints.get(at).is_some_and(|known| known.inherited_from > 0);
        let goes_on =
            found.constraints.get(at).is_some_and(|known| known.kind == ConstraintKind::Check && !known.is_no_inherit);
        let refused = if place == 0 && is_only && goes_on && !children.is_empty() {
            Some(format!("inherited constraint \"{}\" must be renamed in child tables too", name.name))
        } else if place == 0 && is_inherited {
            Some(format!("cannot rename inherited constraint \"{}\"", name.name))
        } else {
            None
        };
        if let Some(message) = refused {
            return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(name.span));
        }
        if constraint::find(&found, &new_name.name).is_some() {
            let message = format!("constraint \"{}\" for relation \"{}\" already exists", new_name.name, found.name);
            return Err(Failure::new(SqlState::DuplicateObject, message).about(new_name.span));
        }
        let index = found.constraints.get(at).and_then(|known| index_of(context.catalog, &found, known));
        if let Some(index) = index.and_then(|index| context.catalog.relation(index)).map(Arc::clone) {
            rename_relation(context, &index, new_name)?;
            continue;
        }
        context.write_object(table);
        context.catalog.update_relation(table, |table| {
            if let Some(constraint) = table.constraints.get_mut(at) {
                constraint.name = Name::from(&*new_name.name);
            }
        });
    }
    Ok(())
}

pub(crate) fn set_schema(context: &mut Context<'_>, statement: &SetRelationSchema<'_>) -> Checked {
    let name = &statement.relation.name;
    let Some(relation) = find(context, name, statement.if_exists)? else { return Ok(()) };
    check_owned(context, &relation).map_err(|failure| failure.about(name.span))?;
    check_kind(&relation, statement.kind, false).map_err(|failure| failure.about(name.span))?;
    if relation.kind.is_index() {
        let message = format!("cannot change schema of index \"{}\"", relation.name);
        return Err(Failure::new(SqlState::WrongObjectType, message)
            .hint("Change the schema of the table instead.")
            .about(name.span));
    }
    sequence::refuse_linked(context, &relation, "cannot move an owned sequence into another schema".into())
        .map_err(|failure| failure.about(name.span))?;
    let about = |failure: Box<Failure>| failure.about(statement.schema.span);
    let schema = context.schema_to_create_in(&statement.schema)?;
    context.check_schema(schema, PrivilegeSet::CREATE).map_err(about)?;
    if temporary::schema(context.catalog).is_some_and(|temporary| schema == temporary || relation.schema == temporary) {
        let message = "cannot move objects into or out of temporary schemas";
        return Err(about(Failure::new(SqlState::FeatureNotSupported, message)));
    }
    if schema == relation.schema {
        return Ok(());
    }
    if &*statement.schema.name == "pg_toast" {
        let message = "cannot move objects into or out of TOAST schema";
        return Err(about(Failure::new(SqlState::FeatureNotSupported, message)));
    }
    // Indexes and the sequences of columns go along.
    let owned = context.catalog.dependents_of(relation.oid).filter(|oid| {
        let Some(part) = context.catalog.relation(*oid) else { return false };
        let is_index = part.index.as_ref().is_some_and(|index| index.table == relation.oid);
        is_index || part.owned_by.is_some_and(|owned_by| owned_by.oid == relation.oid)
    });
    let moved: Vec<Oid> = std::iter::once(relation.oid).chain(owned).collect();
    for oid in moved {
        let Some(found) = context.catalog.relation(oid).map(Arc::clone) else { continue };
        if context.relation_at(Some(schema), &found.name).is_some() {
            let message = format!("relation \"{}\" already exists in schema \"{}\"", found.name, statement.schema.name);
            return Err(about(Failure::new(SqlState::DuplicateTable, message)));
        }
        context.write_object_and_lists(oid);
        context.footprint.write(KeyKind::ContentsOf, &statement.schema.name);
        write_relatives(context, &found);
        context.catalog.set_schema(oid, schema);
    }
    Ok(())
}
