//! The actions of ALTER TABLE that change columns.

use std::sync::Arc;

use medlar_catalog::{Column, ColumnDefault, ConstraintKind, Generation, Oid, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{
    ColumnChange, ColumnDefinition, DropBehavior, GeneratedWhen, Ident, IdentityChange, SequenceOption, TypeName,
};

use crate::alter_relation::{Added, Recursion};
use crate::column_parameter;
use crate::columns::{self, Definition, NewConstraint, Table};
use crate::constraint;
use crate::context::Context;
use crate::define::{expression_columns, has_system_column, is_no_default, make_sequences, set_sequences, set_values};
use crate::dependency::{Address, Part, relation_noun};
use crate::drop::drop_addresses;
use crate::expression;
use crate::foreign_table::change_column_options;
use crate::index;
use crate::inheritance::{descendants, inherited_generation};
use crate::message::{Checked, Failure};
use crate::sequence;
use crate::types::{self, DataType};
use crate::uses;

fn no_column(relation: &Relation, column: &Ident<'_>) -> Box<Failure> {
    let message = format!("column \"{}\" of relation \"{}\" does not exist", column.name, relation.name);
    Failure::new(SqlState::UndefinedColumn, message).about(column.span)
}

/// The number of a column that can be changed.
pub(crate) fn number_of(relation: &Relation, column: &Ident<'_>) -> Checked<u16> {
    if has_system_column(relation, &column.name) {
        let message = format!("cannot alter system column \"{}\"", column.name);
        return Err(Failure::new(SqlState::FeatureNotSupported, message).about(column.span));
    }
    relation.column(&column.name).map(|(number, _)| number).ok_or_else(|| no_column(relation, column))
}

/// Changes one column of a relation in place.
fn update(context: &mut Context<'_>, oid: Oid, number: u16, change: &mut dyn FnMut(&mut Column)) {
    context.write_object(oid);
    context.catalog.update_relation(oid, |relation| {
        if let Some(column) = relation.columns.get_mut(usize::from(number) - 1) {
            change(column);
        }
    });
}

/// As [`update`], of the column of this name, if there is one.
fn update_named(context: &mut Context<'_>, oid: Oid, name: &str, change: &mut dyn FnMut(&mut Column)) {
    let number = context.catalog.relation(oid).and_then(|relation| relation.column(name)).map(|(number, _)| number);
    if let Some(number) = number {
        update(context, oid, number, change);
    }
}

/// Adds a column. Its constraints come later, when columns and defaults are as they will be.
pub(crate) fn add<'s, 'a>(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    definition: &'s ColumnDefinition<'a>,
    if_not_exists: bool,
    recursion: Recursion,
    later: &mut Added<'s, 'a>,
) -> Checked {
    let name = &definition.name;
    if relation.is_partition() {
        return Err(Failure::new(SqlState::WrongObjectType, "cannot add column to a partition"));
    }
    if relation.column(&name.name).is_some() {
        let message = format!("column \"{}\" of relation \"{}\" already exists", name.name, relation.name);
        if !if_not_exists {
            return Err(Failure::new(SqlState::DuplicateColumn, message).about(name.span));
        }
        context.notice(SqlState::DuplicateColumn, message + ", skipping");
        return Ok(());
    }
    if has_system_column(relation, &name.name) {
        let message = format!("column name \"{}\" conflicts with a system column name", name.name);
        return Err(Failure::new(SqlState::DuplicateColumn, message).about(name.span));
    }
    let table =
        Table { name: &relation.name, is_foreign: relation.kind == RelationKind::ForeignTable, is_partition: false };
    let mut found = Definition::default();
    columns::analyse_column(context, table, definition, &mut found)?;
    let sequences = make_sequences(context, relation.schema, &relation.name, &found.columns)?;
    let Some(new) = found.columns.first() else { return Ok(()) };
    if let Some(data_type) = new.data_type {
        types::check_usage(context, data_type).map_err(|failure| failure.about(new.span))?;
    }
    if let Some(type_name) = new.type_name {
        types::describe(context, &name.name, type_name)?;
    }
    if let Some(data_type) = new.data_type {
        types::check_storable(&name.name, data_type, new.span)?;
        types::refuse_circle(context, relation.oid, data_type)?;
    }
    let children = descendants(context, relation.oid);
    if recursion.is_only && !children.is_empty() {
        let message = "column must be added to child tables too";
        return Err(Failure::new(SqlState::InvalidTableDefinition, message));
    }
    let mut changed = Relation::clone(relation);
    changed.columns.push(new.column.clone());
    set_sequences(context, &mut changed, &sequences);
    set_values(context, &mut changed, &found.columns).map_err(|failure| failure.without_position())?;
    later.constraints.append(&mut found.constraints);
    later.columns.push(definition);
    let added = changed.columns.last().cloned();
    context.catalog.update_relation(relation.oid, |relation| relation.columns = changed.columns);
    if let Some(added) = added {
        add_to_children(context, &children, &added)?;
    }
    Ok(())
}

/// The constraints of columns that were added.
pub(crate) fn add_constraints(context: &mut Context<'_>, oid: Oid, constraints: &[NewConstraint<'_, '_>]) -> Checked {
    for new in constraints {
        let Some(relation) = context.catalog.relation(oid) else { return Ok(()) };
        let mut changed = Relation::clone(relation);
        constraint::add(context, &mut changed, new).map_err(|failure| failure.without_position())?;
        context.catalog.update_relation(oid, |relation| relation.constraints = changed.constraints);
    }
    Ok(())
}

/// The options of a column that was added come when all else has been done.
pub(crate) fn set_added_options(context: &mut Context<'_>, oid: Oid, definition: &ColumnDefinition<'_>) -> Checked {
    let Some(relation) = context.catalog.relation(oid).filter(|_| !definition.options.is_empty()) else {
        return Ok(());
    };
    if relation.kind != RelationKind::ForeignTable {
        let message = format!("\"{}\" is not a foreign table", relation.name);
        return Err(Failure::new(SqlState::WrongObjectType, message).about(definition.span));
    }
    change_column_options(context, oid, &definition.name.name, &definition.options)
}

/// A child has the column from now on, or inherits one that it has.
fn add_to_children(context: &mut Context<'_>, children: &[Oid], added: &Column) -> Checked {
    for child in children {
        let Some(found) = context.catalog.relation(*child).map(Arc::clone) else { continue };
        context.write_object(*child);
        if let Some((number, known)) = found.column(&added.name) {
            if known.type_name != added.type_name {
                let message =
                    format!("child table \"{}\" has different type for column \"{}\"", found.name, added.name);
                return Err(Failure::new(SqlState::DatatypeMismatch, message));
            }
            let message = format!("merging definition of column \"{}\" for child \"{}\"", added.name, found.name);
            context.notice(SqlState::SuccessfulCompletion, message);
            update(context, *child, number, &mut |column| column.inherited_from += 1);
            continue;
        }
        let default = added.default.as_ref().map(|default| ColumnDefault {
            oid: context.catalog.allocate_oid(),
            expression: Arc::clone(&default.expression),
            uses: default.uses.iter().filter(|used| used.column == 0).copied().collect(),
        });
        let copy = Column {
            default,
            is_local: false,
            inherited_from: 1,
            generation: inherited_generation(added.generation),
            ..added.clone()
        };
        context.catalog.update_relation(*child, |child| child.columns.push(copy));
    }
    Ok(())
}

pub(crate) fn drop(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    column: &Ident<'_>,
    if_exists: bool,
    behavior: DropBehavior,
    recursion: Recursion,
) -> Checked {
    if has_system_column(relation, &column.name) {
        let message = format!("cannot drop system column \"{}\"", column.name);
        return Err(Failure::new(SqlState::FeatureNotSupported, message).about(column.span));
    }
    let Some((number, known)) = relation.column(&column.name) else {
        let failure = no_column(relation, column);
        if !if_exists {
            return Err(failure);
        }
        context.notice(SqlState::SuccessfulCompletion, failure.error.message + ", skipping");
        return Ok(());
    };
    if known.inherited_from > 0 {
        let message = format!("cannot drop inherited column \"{}\"", column.name);
        return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(column.span));
    }
    if crate::partition::is_key_column(relation, &column.name) {
        let message = format!(
            "cannot drop column \"{}\" because it is part of the partition key of relation \"{}\"",
            column.name, relation.name
        );
        return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(column.span));
    }
    let mut targets = vec![(Address { oid: relation.oid, part: Part::Column(number) }, column.span)];
    for child in descendants(context, relation.oid) {
        let Some(found) = context.catalog.relation(child).map(Arc::clone) else { continue };
        let Some((number, known)) = found.column(&column.name) else { continue };
        if known.inherited_from <= 1 && !known.is_local && !recursion.is_only {
            targets.push((Address { oid: child, part: Part::Column(number) }, column.span));
        } else {
            update(context, child, number, &mut |column| {
                column.inherited_from = column.inherited_from.saturating_sub(1);
                column.is_local |= recursion.is_only;
            });
        }
    }
    drop_addresses(context, &targets, behavior)
}

pub(crate) fn change(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    column: &Ident<'_>,
    change: &ColumnChange<'_>,
    recursion: Recursion,
) -> Checked {
    let oid = relation.oid;
    match change {
        ColumnChange::Options(items) => {
            if has_system_column(relation, &column.name) {
                number_of(relation, column)?;
            }
            relation.column(&column.name).ok_or_else(|| no_column(relation, column))?;
            return change_column_options(context, oid, &column.name, items);
        }
        ColumnChange::SetStatistics(target) => {
            // The target is looked at before the column is.
            let least = -1;
            if *target < least {
                let message = format!("statistics target {target} is too low");
                return Err(Failure::new(SqlState::InvalidParameterValue, message).about(column.span));
            }
            if *target > MOST_STATISTICS {
                let message = format!("lowering statistics target to {MOST_STATISTICS}");
                context.warn(SqlState::InvalidParameterValue, message);
            }
            let number = number_of(relation, column)?;
            if relation.kind.is_index() {
                return index::check_statistics(relation, number.into(), column.span);
            }
            let target = u16::try_from((*target).min(MOST_STATISTICS)).ok();
            for table in recursion.tables(context, oid) {
                update_named(context, table, &column.name, &mut |column| column.statistics_target = target);
            }
            return Ok(());
        }
        ColumnChange::SetStorage(storage) => {
            let storage = column_parameter::check_storage(context, relation, column, storage)?;
            for table in recursion.tables(context, oid) {
                update_named(context, table, &column.name, &mut |column| column.storage = Some(storage));
            }
            return Ok(());
        }
        ColumnChange::SetParameters(parameters) => {
            number_of(relation, column)?;
            return column_parameter::check_parameters(context, parameters);
        }
        ColumnChange::ResetParameters(parameters) => {
            number_of(relation, column)?;
            return column_parameter::check_reset(parameters);
        }
        ColumnChange::SetCompression(_) => return number_of(relation, column).map(|_| ()),
        ColumnChange::AlterIdentity(changes) => return alter_identity(context, relation, column, changes),
        ColumnChange::DropIdentity { if_exists } => return drop_identity(context, relation, column, *if_exists),
        ColumnChange::DropExpression { if_exists } => {
            return drop_expression(context, relation, column, *if_exists);
        }
        ColumnChange::AddIdentity { when, options } => {
            return add_identity(context, relation, column, (*when, options));
        }
        ColumnChange::SetDefault(_)
        | ColumnChange::DropDefault
        | ColumnChange::SetNotNull
        | ColumnChange::DropNotNull
        | ColumnChange::Type { .. } => {}
    }
    // These go on to the tables that inherit.
    let tables = recursion.tables(context, oid);
    for table in tables.iter().copied() {
        let Some(relation) = context.catalog.relation(table).map(Arc::clone) else { continue };
        let number = number_of(&relation, column)?;
        let Some(known) = relation.columns.get(usize::from(number) - 1) else { continue };
        match change {
            ColumnChange::SetDefault(expression) => {
                refuse_generated(&relation, known, "")?;
                let data_type = DataType::of_column(context.catalog, &known.type_name, context.target);
                let text = expression::check_default(context, &column.name, data_type, expression)
                    .map_err(|failure| failure.without_position())?;
                if is_no_default(context, expression, data_type)? {
                    update(context, table, number, &mut |column| column.default = None);
                    continue;
                }
                let uses = uses::of_expression(context, &relation, expression)?;
                let default_oid = context.catalog.allocate_oid();
                update(context, table, number, &mut |column| {
                    let (expression, uses) = (Arc::clone(&text), uses.clone());
                    column.default = Some(ColumnDefault { oid: default_oid, expression, uses });
                });
            }
            ColumnChange::DropDefault => {
                refuse_generated(&relation, known, "DROP")?;
                update(context, table, number, &mut |column| column.default = None);
            }
            ColumnChange::SetNotNull => update(context, table, number, &mut |column| column.is_not_null = true),
            ColumnChange::DropNotNull => {
                check_nullable(context, &relation, known, number).map_err(|failure| failure.about(column.span))?;
                update(context, table, number, &mut |column| column.is_not_null = false);
            }
            ColumnChange::Type { type_name, collation, .. } => {
                let altered = relation.parents.iter().filter(|parent| tables.contains(parent)).count();
                if usize::from(known.inherited_from) > altered {
                    let message =
                        format!("cannot alter inherited column \"{}\" of relation \"{}\"", column.name, relation.name);
                    return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(column.span));
                }
                let collation = collation.as_ref().and_then(|collation| collation.name.parts.last());
                let collation = collation.map(|part| medlar_catalog::Name::from(&*part.name));
                set_type(context, &relation, number, type_name, collation)
                    .map_err(|failure| failure.about(column.span))?;
            }
            _ => {}
        }
    }
    Ok(())
}

const MOST_STATISTICS: i32 = 10_000;

/// Identity and generated columns have no default of their own.
fn refuse_generated(relation: &Relation, column: &Column, verb: &str) -> Checked {
    let (what, word) = match column.generation {
        Generation::Default => return Ok(()),
        Generation::Stored => ("a generated", "EXPRESSION"),
        Generation::IdentityAlways | Generation::IdentityByDefault => ("an identity", "IDENTITY"),
    };
    let message = format!("column \"{}\" of relation \"{}\" is {what} column", column.name, relation.name);
    let failure = Failure::new(SqlState::SyntaxError, message);
    Err(if verb.is_empty() {
        failure
    } else {
        failure.hint(format!("Use ALTER TABLE ... ALTER COLUMN ... DROP {word} instead."))
    })
}

fn check_nullable(context: &Context<'_>, relation: &Relation, column: &Column, number: u16) -> Checked {
    let (name, table) = (&column.name, &relation.name);
    if matches!(column.generation, Generation::IdentityAlways | Generation::IdentityByDefault) {
        let message = format!("column \"{name}\" of relation \"{table}\" is an identity column");
        return Err(Failure::new(SqlState::SyntaxError, message));
    }
    let in_key = relation.constraints.iter().any(|key| {
        key.kind == ConstraintKind::PrimaryKey
            && key.uses.iter().any(|used| used.oid == relation.oid && used.column == number)
    });
    if in_key {
        let message = format!("column \"{name}\" is in a primary key");
        return Err(Failure::new(SqlState::InvalidTableDefinition, message));
    }
    let of_parent =
        |parent: &Oid| context.catalog.relation(*parent)?.column(name).map(|(_, column)| column.is_not_null);
    if relation.is_partition() && relation.parents.first().and_then(of_parent) == Some(true) {
        let message = format!("column \"{name}\" is marked NOT NULL in parent table");
        return Err(Failure::new(SqlState::InvalidTableDefinition, message));
    }
    Ok(())
}

fn set_type(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    number: u16,
    type_name: &TypeName<'_>,
    collation: Option<medlar_catalog::Name>,
) -> Checked {
    let data_type = types::resolve(context, type_name, false)?;
    let oid = relation.oid;
    let Some(known) = relation.columns.get(usize::from(number) - 1) else { return Ok(()) };
    for dependent in context.catalog.dependents_of(oid).collect::<Vec<_>>() {
        let Some(view) = context.catalog.relation(dependent).filter(|view| view.kind.is_view()) else {
            continue;
        };
        if view.uses.iter().any(|used| used.oid == oid && used.column == number) {
            let view = Arc::clone(view);
            let printed = context.naming().relation(&view);
            let detail =
                format!("rule _RETURN on {} {printed} depends on column \"{}\"", relation_noun(view.kind), known.name);
            let message = "cannot alter type of a column used by a view or rule";
            return Err(Failure::new(SqlState::FeatureNotSupported, message).detail(detail));
        }
    }
    for (_, column) in relation.numbered_columns().filter(|(_, column)| column.generation == Generation::Stored) {
        let mut uses = column.default.iter().flat_map(|default| &default.uses);
        if uses.any(|used| used.oid == oid && used.column == number) {
            let detail = format!("Column \"{}\" is used by generated column \"{}\".", known.name, column.name);
            let message = "cannot alter type of a column used by a generated column";
            return Err(Failure::new(SqlState::FeatureNotSupported, message).detail(detail));
        }
    }
    if let Some(default) = &known.default
        && !expression::default_fits(context, &default.expression, &known.type_name, data_type)
    {
        let type_name = context.type_name(data_type);
        let message = format!("default for column \"{}\" cannot be cast automatically to type {type_name}", known.name);
        return Err(Failure::new(SqlState::DatatypeMismatch, message));
    }
    update(context, oid, number, &mut |column| {
        column.type_name = data_type.stored().into();
        column.collation.clone_from(&collation);
        column.storage = None;
    });
    store_checks_again(context, oid, number)
}

/// The CHECK constraints over a column of another type convert anew.
fn store_checks_again(context: &mut Context<'_>, oid: Oid, number: u16) -> Checked {
    let Some(relation) = context.catalog.relation(oid).map(Arc::clone) else { return Ok(()) };
    let columns = expression_columns(context, &relation);
    for (place, constraint) in relation.constraints.iter().enumerate() {
        let uses = constraint.uses.iter().any(|used| used.oid == oid && used.column == number);
        if constraint.kind != ConstraintKind::Check || !uses {
            continue;
        }
        let Ok(expression) = medlar_syntax::parse_expression(&constraint.definition, context.target) else { continue };
        let definition = expression::check_stored(context, &relation.name, &columns, &expression)
            .map_err(|failure| failure.without_position())?;
        context.catalog.update_relation(oid, |relation| {
            if let (Some(constraint), Some(definition)) = (relation.constraints.get_mut(place), &definition) {
                constraint.definition = Arc::clone(definition);
            }
        });
    }
    Ok(())
}

fn identity_failure(relation: &Relation, column: &str, what: &str) -> Box<Failure> {
    let message = format!("column \"{column}\" of relation \"{}\" {what}", relation.name);
    Failure::new(SqlState::ObjectNotInPrerequisiteState, message)
}

fn generation_of(when: GeneratedWhen) -> Generation {
    match when {
        GeneratedWhen::Always => Generation::IdentityAlways,
        GeneratedWhen::ByDefault => Generation::IdentityByDefault,
    }
}

fn add_identity(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    column: &Ident<'_>,
    (when, options): (GeneratedWhen, &[SequenceOption<'_>]),
) -> Checked {
    // The sequence is made first, and no column of the system has a type that sequences have.
    if has_system_column(relation, &column.name) {
        return Err(sequence::refused_type("identity column").about(column.span));
    }
    let number = number_of(relation, column)?;
    let Some(known) = relation.columns.get(usize::from(number) - 1) else { return Ok(()) };
    let refused = |what| Err(identity_failure(relation, &column.name, what).about(column.span));
    let mut new = columns::NewColumn {
        column: known.clone(),
        data_type: DataType::of_column(context.catalog, &known.type_name, context.target),
        type_name: None,
        value: None,
        has_sequence: true,
        sequence_options: options,
        options: &[],
        span: column.span,
    };
    new.column.generation = generation_of(when);
    let sequences = make_sequences(context, relation.schema, &relation.name, std::slice::from_ref(&new))?;
    if !known.is_not_null {
        return refused("must be declared NOT NULL before identity can be added");
    }
    if matches!(known.generation, Generation::IdentityAlways | Generation::IdentityByDefault) {
        return refused("is already an identity column");
    }
    if known.default.is_some() {
        return refused("already has a default value");
    }
    update(context, relation.oid, number, &mut |column| column.generation = generation_of(when));
    for (_, sequence) in sequences {
        let owned_by = Some(medlar_catalog::ColumnReference { oid: relation.oid, column: number });
        context.catalog.update_relation(sequence, |sequence| sequence.owned_by = owned_by);
    }
    Ok(())
}

fn alter_identity(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    column: &Ident<'_>,
    changes: &[IdentityChange<'_>],
) -> Checked {
    let number = number_of(relation, column)?;
    let known = relation.columns.get(usize::from(number) - 1).map(|column| column.generation);
    if !matches!(known, Some(Generation::IdentityAlways | Generation::IdentityByDefault)) {
        return Err(identity_failure(relation, &column.name, "is not an identity column").about(column.span));
    }
    for change in changes {
        if let IdentityChange::Generated(when) = change {
            update(context, relation.oid, number, &mut |column| column.generation = generation_of(*when));
        }
    }
    Ok(())
}

fn drop_identity(context: &mut Context<'_>, relation: &Arc<Relation>, column: &Ident<'_>, if_exists: bool) -> Checked {
    let number = number_of(relation, column)?;
    let known = relation.columns.get(usize::from(number) - 1).map(|column| column.generation);
    if !matches!(known, Some(Generation::IdentityAlways | Generation::IdentityByDefault)) {
        let failure = identity_failure(relation, &column.name, "is not an identity column");
        if !if_exists {
            return Err(failure.about(column.span));
        }
        context.notice(SqlState::SuccessfulCompletion, failure.error.message + ", skipping");
        return Ok(());
    }
    update(context, relation.oid, number, &mut |column| column.generation = Generation::Default);
    for sequence in context.catalog.dependents_of(relation.oid).collect::<Vec<_>>() {
        let owned_by = context.catalog.relation(sequence).and_then(|sequence| sequence.owned_by);
        if owned_by.is_some_and(|owned_by| owned_by.oid == relation.oid && owned_by.column == number) {
            context.write_object_and_lists(sequence);
            context.catalog.remove(sequence);
        }
    }
    Ok(())
}

fn drop_expression(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    column: &Ident<'_>,
    if_exists: bool,
) -> Checked {
    let number = number_of(relation, column)?;
    let known = relation.columns.get(usize::from(number) - 1).map(|column| column.generation);
    if known != Some(Generation::Stored) {
        let failure = identity_failure(relation, &column.name, "is not a stored generated column");
        if !if_exists {
            return Err(failure.about(column.span));
        }
        context.notice(SqlState::SuccessfulCompletion, failure.error.message + ", skipping");
        return Ok(());
    }
    update(context, relation.oid, number, &mut |column| {
        (column.generation, column.default) = (Generation::Default, None);
    });
    Ok(())
}
