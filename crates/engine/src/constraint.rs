//! Constraints of tables: CHECK, and what plain tables have besides.

use std::sync::Arc;

use medlar_catalog::{ColumnReference, Constraint, ConstraintKind, Name, Oid, Relation};
use medlar_syntax::SqlState;
use medlar_syntax::ast::References;

use crate::columns::NewConstraint;
use crate::context::Context;
use crate::define::expression_columns;
use crate::expression;
use crate::index;
use crate::message::{Checked, Failure};
use crate::object::check_openable;
use crate::object_name::{constraint_name, relation_name};
use crate::temporary;
use crate::uses;

/// Adds a constraint to a relation that is being made or changed; gives its place.
pub(crate) fn add(context: &mut Context<'_>, relation: &mut Relation, new: &NewConstraint<'_, '_>) -> Checked {
    let about = |failure: Box<Failure>| match failure.subject {
        Some(_) => failure,
        None => failure.about(new.span),
    };
    let made = match new.kind {
        ConstraintKind::Check => check(context, relation, new).map_err(about)?,
        ConstraintKind::PrimaryKey | ConstraintKind::Unique | ConstraintKind::Exclusion => {
            Some(key(context, relation, new).map_err(about)?)
        }
        ConstraintKind::ForeignKey => Some(foreign_key(context, relation, new).map_err(about)?),
    };
    relation.constraints.extend(made);
    Ok(())
}

fn made(context: &mut Context<'_>, new: &NewConstraint<'_, '_>, name: Name, uses: Vec<ColumnReference>) -> Constraint {
    Constraint {
        oid: context.catalog.allocate_oid(),
        name,
        kind: new.kind,
        definition: "".into(),
        uses,
        is_validated: !new.is_not_valid,
        is_no_inherit: new.is_no_inherit,
        is_local: true,
        inherited_from: 0,
        comment: None,
    }
}

/// `None` where it is merged into an inherited one.
fn check(
    context: &mut Context<'_>,
    relation: &mut Relation,
    new: &NewConstraint<'_, '_>,
) -> Checked<Option<Constraint>> {
    let (definition, uses): (Arc<str>, _) = match (new.expression, &new.copied) {
        (Some(expression), _) => {
            let columns = expression_columns(context, relation);
            let definition = expression::check_constraint(context, &relation.name, &columns, expression)?;
            (definition, uses::of_expression(context, relation, expression)?)
        }
        (None, Some(copied)) => (Arc::clone(&copied.definition), Vec::new()),
        (None, None) => return Ok(None),
    };
    let name = match &new.name {
        Some(name) => {
            if let Some(known) = relation.constraints.iter_mut().find(|known| known.name == *name) {
                return merge(context, known, (relation.oid, &relation.name), new, &definition);
            }
            name.clone()
        }
        None => {
            // With one column, the name has it.
            let is_own = |used: &&ColumnReference| used.oid == relation.oid && used.column > 0;
            let own: Vec<&ColumnReference> = uses.iter().filter(is_own).collect();
            let column = match &*own {
                [only] => relation.columns.get(usize::from(only.column) - 1).map(|column| column.name.clone()),
                _ => None,
            };
            constraint_name(context, relation, column.as_deref(), "check")
        }
    };
    Ok(Some(Constraint { definition, ..made(context, new, name, uses) }))
}

/// A constraint of a name that is there: the inherited one, if they say the same.
fn merge(
    context: &mut Context<'_>,
    known: &mut Constraint,
    (relation_oid, relation): (Oid, &str),
    new: &NewConstraint<'_, '_>,
    definition: &str,
) -> Checked<Option<Constraint>> {
    let name = &known.name;
    let is_altered = context.catalog.relation(relation_oid).is_some();
    if known.is_local && !is_altered {
        let message = format!("check constraint \"{name}\" already exists");
        return Err(Failure::new(SqlState::DuplicateObject, message));
    }
    if known.is_local || known.kind != ConstraintKind::Check || *known.definition != *definition {
        let message = format!("constraint \"{name}\" for relation \"{relation}\" already exists");
        return Err(Failure::new(SqlState::DuplicateObject, message));
    }
    if new.is_no_inherit {
        let message = format!("constraint \"{name}\" conflicts with inherited constraint on relation \"{relation}\"");
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message));
    }
    let message = format!("merging constraint \"{name}\" with inherited definition");
    context.notice(SqlState::SuccessfulCompletion, message);
    known.is_local = true;
    Ok(None)
}

/// PRIMARY KEY, UNIQUE and EXCLUDE: an index of the constraint's name goes with them.
fn key(context: &mut Context<'_>, relation: &mut Relation, new: &NewConstraint<'_, '_>) -> Checked<Constraint> {
    let is_primary = new.kind == ConstraintKind::PrimaryKey;
    if is_primary && relation.constraints.iter().any(|other| other.kind == ConstraintKind::PrimaryKey) {
        let message = format!("multiple primary keys for table \"{}\" are not allowed", relation.name);
        return Err(Failure::new(SqlState::InvalidTableDefinition, message).at(new.span));
    }
    let mut uses = Vec::with_capacity(new.columns.len());
    for name in &new.columns {
        let Some((number, _)) = relation.column(name) else {
            let message = format!("column \"{name}\" named in key does not exist");
            return Err(Failure::new(SqlState::UndefinedColumn, message).at(new.span));
        };
        let used = ColumnReference { oid: relation.oid, column: number };
        if uses.contains(&used) {
            let which = if is_primary { "primary key" } else { "unique" };
            let message = format!("column \"{name}\" appears twice in {which} constraint");
            return Err(Failure::new(SqlState::DuplicateColumn, message).at(new.span));
        }
        uses.push(used);
    }
    for used in uses.iter().filter(|_| is_primary) {
        if let Some(column) = relation.columns.get_mut(usize::from(used.column) - 1) {
            column.is_not_null = true;
        }
    }
    let name = match &new.name {
        Some(name) => {
            if context.relation_at(Some(relation.schema), name).is_some() {
                return Err(crate::define::already_exists(name));
            }
            name.clone()
        }
        None => {
            let columns = new.columns.join("_");
            let (column, label) = match new.kind {
                ConstraintKind::PrimaryKey => (None, "pkey"),
                ConstraintKind::Exclusion => (None, "excl"),
                _ => (Some(&*columns), "key"),
            };
            relation_name(context, relation.schema, &relation.name, column, label)
        }
    };
    if relation.constraints.iter().any(|other| other.name == name) {
        return Err(duplicate(&name, &relation.name));
    }
    index::insert_of_key(context, relation, &name, &uses);
    Ok(made(context, new, name, uses))
}

fn duplicate(name: &str, relation: &str) -> Box<Failure> {
    let message = format!("constraint \"{name}\" for relation \"{relation}\" already exists");
    Failure::new(SqlState::DuplicateObject, message)
}

fn foreign_key(context: &mut Context<'_>, relation: &mut Relation, new: &NewConstraint<'_, '_>) -> Checked<Constraint> {
    let mut uses = Vec::new();
    if let Some(References { table, columns: names, .. }) = new.references {
        let is_own = table.parts.len() == 1 && table.parts.last().is_some_and(|part| *part.name == *relation.name);
        let other = match context.find_relation(table)? {
            Some(other) => other,
            None if is_own => Arc::new(relation.clone()),
            None => return Err(crate::define::undefined(table)),
        };
        check_openable(&other).map_err(|failure| failure.about(table.span))?;
        if !matches!(other.kind, medlar_catalog::RelationKind::Table | medlar_catalog::RelationKind::PartitionedTable) {
            let message = format!("referenced relation \"{}\" is not a table", other.name);
            return Err(Failure::new(SqlState::WrongObjectType, message).about(table.span));
        }
        let kind = match (
            temporary::is_temporary(context.catalog, relation),
            temporary::is_temporary(context.catalog, &other),
        ) {
            (true, false) => Some("temporary"),
            (false, true) => Some("permanent"),
            _ => None,
        };
        if let Some(kind) = kind {
            let message = format!("constraints on {kind} tables may reference only {kind} tables");
            return Err(Failure::new(SqlState::InvalidTableDefinition, message));
        }
        uses.extend(referring(relation, &new.columns)?);
        let key = other.constraints.iter().find(|key| key.kind == ConstraintKind::PrimaryKey);
        let referenced = if names.is_empty() {
            let Some(key) = key else {
                let message = format!("there is no primary key for referenced table \"{}\"", other.name);
                return Err(Failure::new(SqlState::UndefinedObject, message).about(table.span));
            };
            key.uses.clone()
        } else {
            let names: Vec<Name> = names.iter().map(|name| Name::from(&*name.name)).collect();
            referring(&other, &names)?
        };
        if referenced.len() != uses.len() {
            let message = "number of referencing and referenced columns for foreign key disagree";
            return Err(Failure::new(SqlState::InvalidForeignKey, message));
        }
        let is_unique = |key: &&Constraint| {
            matches!(key.kind, ConstraintKind::PrimaryKey | ConstraintKind::Unique)
                && key.uses.len() == referenced.len()
                && key.uses.iter().all(|used| referenced.contains(used))
        };
        if other.constraints.iter().find(is_unique).is_none() {
            let message =
                format!("there is no unique constraint matching given keys for referenced table \"{}\"", other.name);
            return Err(Failure::new(SqlState::InvalidForeignKey, message).about(table.span));
        }
        context.write_object(other.oid);
        uses.extend(referenced.iter().filter(|used| used.oid != relation.oid));
    }
    let name = match &new.name {
        Some(name) if relation.constraints.iter().any(|other| other.name == *name) => {
            return Err(duplicate(name, &relation.name));
        }
        Some(name) => name.clone(),
        None => constraint_name(context, relation, Some(&new.columns.join("_")), "fkey"),
    };
    Ok(made(context, new, name, uses))
}

/// The columns of a foreign key, on either side of it.
fn referring(relation: &Relation, names: &[Name]) -> Checked<Vec<ColumnReference>> {
    let mut found = Vec::with_capacity(names.len());
    for name in names {
        let Some((number, _)) = relation.column(name) else {
            let message = format!("column \"{name}\" referenced in foreign key constraint does not exist");
            return Err(Failure::new(SqlState::UndefinedColumn, message));
        };
        found.push(ColumnReference { oid: relation.oid, column: number });
    }
    Ok(found)
}

/// The constraint of this name; its place in the list.
pub(crate) fn find(relation: &Relation, name: &str) -> Option<(usize, Oid)> {
    let place = relation.constraints.iter().position(|constraint| *constraint.name == *name)?;
    Some((place, relation.constraints.get(place)?.oid))
}
