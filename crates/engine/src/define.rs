//! Making a table: what is checked once its definition is analysed, in the server's order.

use std::sync::Arc;

use medlar_catalog::{
    AclKind, ColumnDefault, ColumnReference, ConstraintKind, Name, Oid, PrivilegeSet, Relation, RelationKind,
    SYSTEM_COLUMNS,
};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{
    Expression, ExpressionKind, PartitionBound, PartitionBy, Persistence, QualifiedName, SequenceOptionKind,
};

use crate::columns::{Definition, NewColumn};
use crate::constraint;
use crate::context::Context;
use crate::deparse;
use crate::expression::{self, ExpressionColumn};
use crate::footprint::KeyKind;
use crate::index;
use crate::inheritance;
use crate::message::{Checked, Failure};
use crate::namespace::printed;
use crate::object_name::relation_name;
use crate::partition;
use crate::sequence;
use crate::system_catalog;
use crate::temporary;
use crate::types::{self, DataType};
use crate::uses;

/// A table to be made.
pub(crate) struct NewTable<'s, 'a> {
    pub(crate) name: &'s QualifiedName<'a>,
    pub(crate) schema: Oid,
    pub(crate) kind: RelationKind,
    /// The tables that it inherits from, or the one that it is a partition of.
    pub(crate) parents: &'s [QualifiedName<'a>],
    pub(crate) bound: Option<&'s PartitionBound<'a>>,
    pub(crate) partition_by: Option<&'s PartitionBy<'a>>,
}

/// Where a relation is to be made, and the relation of that name that is there already.
pub(crate) fn place(
    context: &mut Context<'_>,
    name: &QualifiedName<'_>,
    persistence: Persistence,
) -> Checked<(Oid, Option<Arc<Relation>>)> {
    let (schema, existing) = unchecked_place(context, name, persistence)?;
    check_place(context, schema, persistence).map_err(|failure| failure.at(name.span))?;
    Ok((schema, existing))
}

/// The right to make something in a schema, and whether it is one for what is temporary.
pub(crate) fn check_place(context: &mut Context<'_>, schema: Oid, persistence: Persistence) -> Checked {
    context.check_schema(schema, PrivilegeSet::CREATE)?;
    temporary::check_persistence(context, schema, persistence)
}

/// As [`place`], without [`check_place`].
pub(crate) fn unchecked_place(
    context: &mut Context<'_>,
    name: &QualifiedName<'_>,
    persistence: Persistence,
) -> Checked<(Oid, Option<Arc<Relation>>)> {
    let at = |failure: Box<Failure>| failure.at(name.span);
    let (schema, relation) = match name.parts.as_slice() {
        // The right to look into the schema is not asked for, only that to make something in it.
        [schema, relation] | [_, schema, relation] if !is_elsewhere(name) => {
            (context.schema_to_create_in(schema).map_err(at)?, relation)
        }
        [relation] if persistence == Persistence::Temporary && context.creating_in.is_none() => {
            (temporary::make_schema(context).map_err(at)?, relation)
        }
        _ => {
            let (_, relation) = context.split_relation(name).map_err(at)?;
            (context.creation_schema().map_err(at)?, relation)
        }
    };
    let existing = context.relation_at(Some(schema), &relation.name);
    Ok((schema, existing.or_else(|| system_catalog::in_schema(schema, &relation.name, context.target))))
}

/// A name in another database.
fn is_elsewhere(name: &QualifiedName<'_>) -> bool {
    matches!(name.parts.as_slice(), [database, _, _] if database.name != crate::namespace::DATABASE)
}

/// The name itself, without schema and database.
pub(crate) fn bare_name(name: &QualifiedName<'_>) -> Name {
    name.parts.last().map_or_else(|| "".into(), |part| Name::from(&*part.name))
}

pub(crate) fn define(
    context: &mut Context<'_>,
    table: &NewTable<'_, '_>,
    definition: &mut Definition<'_, '_>,
) -> Checked<Oid> {
    let name = bare_name(table.name);
    let sequences = make_sequences(context, table.schema, &name, &definition.columns)?;
    let parents = inheritance::parents(context, table)?;
    let (columns, inherited) = inheritance::merge(context, table, &parents, &mut definition.columns)?;
    for new in &definition.columns {
        if let Some(data_type) = new.data_type {
            types::check_usage(context, data_type).map_err(|failure| failure.about(new.span))?;
        }
        if let Some(type_name) = new.type_name {
            types::describe(context, &new.column.name, type_name)?;
        }
    }
    for column in &columns {
        if is_system_column(&column.name) {
            let message = format!("column name \"{}\" conflicts with a system column name", column.name);
            return Err(Failure::new(SqlState::DuplicateColumn, message).about(table.name.span));
        }
    }
    for new in &definition.columns {
        if let Some(data_type) = new.data_type {
            types::check_storable(&new.column.name, data_type, new.span)?;
        }
    }
    if context.relation_at(Some(table.schema), &name).is_some()
        || system_catalog::in_schema(table.schema, &name, context.target).is_some()
    {
        return Err(already_exists(&name).about(table.name.span));
    }
    refuse_type(context, table.schema, &name).map_err(|failure| failure.about(table.name.span))?;
    refuse_system_schema(context, table.schema, &name).map_err(|failure| failure.about(table.name.span))?;

    let oid = context.catalog.allocate_oid();
    let owner = context.user();
    let mut relation = Relation::new(oid, table.kind, table.schema, name, owner);
    relation.acl = context.acl_of_new(AclKind::Table, owner, Some(table.schema));
    relation.parents = parents.iter().map(|parent| parent.oid).collect();
    (relation.columns, relation.constraints) = (columns, inherited);
    for column in &mut relation.columns {
        if let Some(default) = &mut column.default {
            default.oid = context.catalog.allocate_oid();
        }
    }
    for constraint in &mut relation.constraints {
        constraint.oid = context.catalog.allocate_oid();
    }
    set_sequences(context, &mut relation, &sequences);
    context.table_in_making = Some((table.schema, relation.name.clone()));
    set_values(context, &mut relation, &definition.columns)?;
    if let (Some(bound), [parent]) = (table.bound, &*parents) {
        relation.partition_bound = partition::bound(context, parent, &relation.name, bound, true)?;
    }
    if let Some(partition_by) = table.partition_by {
        relation.partition_key = Some(partition::key(context, &relation, partition_by)?);
    }
    if let (true, [parent], true) = (table.bound.is_some(), &*parents, table.kind == RelationKind::ForeignTable) {
        partition::refuse_unique_parent(context.catalog, parent)?;
    }
    for new in &definition.constraints {
        if new.kind == ConstraintKind::Check {
            constraint::add(context, &mut relation, new)?;
        }
    }
    for new in &definition.constraints {
        if new.kind != ConstraintKind::Check {
            constraint::add(context, &mut relation, new)?;
        }
    }
    context.table_in_making = None;
    for parent in &parents {
        context.write_object(parent.oid);
    }
    context.catalog.insert_relation(relation);
    if let (Some(_), [parent]) = (table.bound, &*parents) {
        index::inherit_all(context, parent, oid);
    }
    for (_, sequence) in &sequences {
        context.catalog.update_relation(*sequence, |sequence| {
            if let Some(column) = &mut sequence.owned_by {
                column.oid = oid;
            }
        });
    }
    context.write_object_and_lists(oid);
    Ok(oid)
}

/// The rows of a relation have a type of its name, so that no other may have it.
pub(crate) fn refuse_type(context: &mut Context<'_>, schema: Oid, name: &str) -> Checked {
    if context.made_type_at(Some(schema), name).is_none() {
        return Ok(());
    }
    Err(types::already_exists(name).hint(
        "A relation has an associated type of the same name, so you must use a name that doesn't conflict with any \
         existing type.",
    ))
}

/// The columns that every table has.
pub(crate) fn is_system_column(name: &str) -> bool {
    SYSTEM_COLUMNS.contains(&name)
}

/// The place of a relation's column of the system by that name among those.
pub(crate) fn system_column(relation: &Relation, name: &str) -> Option<u8> {
    let mut places = (0..)
        .zip(SYSTEM_COLUMNS)
        .filter(|_| !matches!(relation.kind, RelationKind::View | RelationKind::CompositeType));
    places.find(|(_, known)| *known == name).map(|(place, _)| place)
}

/// Whether a relation has a column of the system by that name: all but views and composite types have them.
pub(crate) fn has_system_column(relation: &Relation, name: &str) -> bool {
    system_column(relation, name).is_some()
}

/// IF NOT EXISTS, of a relation that is there.
pub(crate) fn skip_existing(context: &mut Context<'_>, name: &str) {
    context.notice(SqlState::DuplicateTable, format!("relation \"{name}\" already exists, skipping"));
}

pub(crate) fn already_exists(name: &str) -> Box<Failure> {
    Failure::new(SqlState::DuplicateTable, format!("relation \"{name}\" already exists"))
}

/// Makes the sequences of serial and identity columns; which column each is for.
pub(crate) fn make_sequences(
    context: &mut Context<'_>,
    schema: Oid,
    table: &str,
    columns: &[NewColumn<'_, '_>],
) -> Checked<Vec<(Name, Oid)>> {
    // All have their names before the first one is there: two of a column of the same name clash.
    let mut placed = Vec::new();
    for new in columns.iter().filter(|new| new.has_sequence) {
        let named = new.sequence_options.iter().find_map(|option| match &option.kind {
            SequenceOptionKind::Name(name) => Some(name),
            _ => None,
        });
        let (schema, name) = match named {
            Some(name) => (
                place(context, name, Persistence::Permanent).map_err(|failure| failure.without_position())?.0,
                bare_name(name),
            ),
            None => (schema, relation_name(context, schema, table, Some(&new.column.name), "seq")),
        };
        placed.push((new, schema, name));
    }
    let mut made = Vec::new();
    for (new, schema, name) in placed {
        let type_name = new.data_type.map_or("".into(), DataType::stored_name);
        let about = |failure: Box<Failure>| failure.about(new.span);
        sequence::check_options(context, new.sequence_options, Some(&type_name)).map_err(about)?;
        if context.relation_at(Some(schema), &name).is_some() {
            return Err(already_exists(&name).about(new.span));
        }
        refuse_type(context, schema, &name).map_err(about)?;
        refuse_system_schema(context, schema, &name).map_err(|failure| failure.about(new.span))?;
        let oid = context.catalog.allocate_oid();
        let owner = context.user();
        let mut sequence = Relation::new(oid, RelationKind::Sequence, schema, name, owner);
        sequence.acl = context.acl_of_new(AclKind::Sequence, owner, Some(schema));
        // The table is made after its sequences.
        sequence.owned_by = Some(ColumnReference { oid: Oid::default(), column: 0 });
        context.footprint.write(KeyKind::Relation, &sequence.name);
        context.catalog.insert_relation(sequence);
        context.write_object_and_lists(oid);
        made.push((new.column.name.clone(), oid));
    }
    if !made.is_empty() {
        // Table and sequences are tied together by their names.
        context.check_schema(schema, PrivilegeSet::USAGE)?;
    }
    Ok(made)
}

/// Nothing is made in the schema of the system.
pub(crate) fn refuse_system_schema(context: &Context<'_>, schema: Oid, name: &str) -> Checked {
    if !schema.is_pinned() || schema == Oid::PUBLIC_SCHEMA {
        return Ok(());
    }
    let message = format!("permission denied to create \"{}.{name}\"", context.catalog.schema_name(schema));
    Err(Failure::new(SqlState::InsufficientPrivilege, message)
        .detail("System catalog modifications are currently disallowed."))
}

/// Ties sequences to the columns that they are for.
pub(crate) fn set_sequences(context: &mut Context<'_>, relation: &mut Relation, sequences: &[(Name, Oid)]) {
    for (name, sequence) in sequences {
        let Some((number, _)) = relation.column(name) else { continue };
        let printed = context.catalog.relation(*sequence).map(Arc::clone);
        let printed = printed.map(|sequence| context.naming().relation(&sequence)).unwrap_or_default();
        let column = ColumnReference { oid: relation.oid, column: number };
        context.catalog.update_relation(*sequence, |sequence| sequence.owned_by = Some(column));
        let default_oid = context.catalog.allocate_oid();
        let Some(column) = relation.columns.get_mut(usize::from(number) - 1) else { continue };
        if column.generation == medlar_catalog::Generation::Default {
            let literal = deparse::literal(&printed);
            column.default = Some(ColumnDefault {
                oid: default_oid,
                expression: format!("nextval({literal}::regclass)").into(),
                uses: vec![ColumnReference { oid: *sequence, column: 0 }],
            });
        }
    }
}

/// Checks and stores defaults and generation expressions, column by column.
pub(crate) fn set_values(context: &mut Context<'_>, relation: &mut Relation, columns: &[NewColumn<'_, '_>]) -> Checked {
    for new in columns {
        let Some(value) = new.value else { continue };
        let Some((number, column)) = relation.column(&new.column.name) else { continue };
        let data_type = DataType::of_column(context.catalog, &column.type_name, context.target);
        let expression = if new.column.generation == medlar_catalog::Generation::Stored {
            let all = expression_columns(context, relation);
            expression::check_generated(context, &relation.name, &all, &column.name, data_type, value)?
        } else {
            expression::check_default(context, &column.name, data_type, value)?
        };
        let is_generated = new.column.generation == medlar_catalog::Generation::Stored;
        if !is_generated && is_no_default(context, value, data_type)? {
            if let Some(column) = relation.columns.get_mut(usize::from(number) - 1) {
                column.default = None;
            }
            continue;
        }
        let uses = uses::of_expression(context, relation, value)?;
        let default = ColumnDefault { oid: context.catalog.allocate_oid(), expression, uses };
        if let Some(column) = relation.columns.get_mut(usize::from(number) - 1) {
            column.default = Some(default);
            column.generation = new.column.generation;
        }
    }
    Ok(())
}

/// NULL is not stored, unless it is cut to a length or becomes the value of a domain.
/// A cast to the very type of the column changes nothing.
pub(crate) fn is_no_default(
    context: &mut Context<'_>,
    mut value: &Expression<'_>,
    data_type: Option<DataType>,
) -> Checked<bool> {
    let is_converted =
        |data_type: DataType| data_type.modifier >= 0 || data_type.made.is_some_and(|made| made.is_domain);
    if data_type.is_some_and(is_converted) {
        return Ok(false);
    }
    loop {
        value = match &value.kind {
            ExpressionKind::Null => return Ok(true),
            ExpressionKind::Collate(operand, _) => operand,
            ExpressionKind::Cast(operand, type_name)
                if data_type.is_some() && Some(types::resolve(context, type_name, false)?) == data_type =>
            {
                operand
            }
            _ => return Ok(false),
        };
    }
}

/// The columns of a relation as expressions see them.
pub(crate) fn expression_columns<'r>(context: &Context<'_>, relation: &'r Relation) -> Vec<ExpressionColumn<'r>> {
    let column = |(_, column): (u16, &'_ medlar_catalog::Column)| {
        DataType::of_column(context.catalog, &column.type_name, context.target)
    };
    let mut columns = Vec::with_capacity(relation.columns.len());
    for numbered in relation.numbered_columns() {
        columns.push(ExpressionColumn {
            name: &numbered.1.name,
            data_type: column(numbered),
            is_generated: numbered.1.generation == medlar_catalog::Generation::Stored,
        });
    }
    columns
}

/// A relation by a name that was not found where it had to be.
pub(crate) fn undefined(name: &QualifiedName<'_>) -> Box<Failure> {
    let message = format!("relation \"{}\" does not exist", printed(name));
    Failure::new(SqlState::UndefinedTable, message).about(name.span)
}
