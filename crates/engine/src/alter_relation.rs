//! ALTER TABLE and ALTER FOREIGN TABLE: who may, which actions a kind of relation has, and in which
//! order they are carried out.

use std::sync::Arc;

use medlar_catalog::{ConstraintKind, Oid, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{
    self, AlterAction, AlterActionKind, AlterRelation, ColumnChange, ColumnDefinition, DetachMode, Ident, NamedAction,
    PlainAction, QualifiedName, TableConstraintKind,
};

use crate::alter_column;
use crate::columns::{self, Definition, NewConstraint, Table};
use crate::constraint;
use crate::context::Context;
use crate::define::expression_columns;
use crate::dependency::{Address, Part};
use crate::drop::drop_addresses;
use crate::drop_relation::{is_of_kind, wrong_kind};
use crate::foreign_table::validator_of_server;
use crate::inheritance::{descendants, inherited};
use crate::like::unsupported;
use crate::message::{Checked, Failure};
use crate::object::{check_openable, not_owner_of};
use crate::partition;
use crate::sequence;
use crate::session::not_run;
use crate::system_catalog;
use crate::validators::Level;
use crate::{attach, column_type, expression, index, options, owner};

pub(crate) fn execute(context: &mut Context<'_>, statement: &AlterRelation<'_>, in_block: bool) -> Checked {
    let name = &statement.relation.name;
    let is_concurrent = |action: &AlterAction<'_>| {
        matches!(action.kind, AlterActionKind::DetachPartition { mode: DetachMode::Concurrently, .. })
    };
    if in_block && statement.actions.iter().any(is_concurrent) {
        let message = "ALTER TABLE ... DETACH CONCURRENTLY cannot run inside a transaction block";
        return Err(Failure::new(SqlState::ActiveSqlTransaction, message));
    }
    let Some(relation) = find(context, name, statement.if_exists)? else { return Ok(()) };
    check_owner(context, &relation, statement.kind).map_err(|failure| failure.about(name.span))?;
    let oid = relation.oid;
    // First each action is looked at, then all are carried out, not in the order of the text.
    let recursion = Recursion { is_only: statement.relation.only };
    for action in &statement.actions {
        check_action(context, &relation, action).map_err(|failure| failure.about(action.span))?;
        if let AlterActionKind::AlterColumn { column, change } = &action.kind {
            column_type::prepare(context, &relation, column, change, recursion)?;
        }
    }
    let mut ordered: Vec<&AlterAction<'_>> = statement.actions.iter().collect();
    ordered.sort_by_key(|action| pass(&action.kind));
    let mut added = Added::default();
    for action in ordered {
        if pass(&action.kind) >= CHECKS {
            alter_column::add_constraints(context, oid, &std::mem::take(&mut added.constraints))?;
        }
        if let AlterActionKind::AlterColumn { column, change: ColumnChange::Type { .. } } = &action.kind {
            refuse_second_type(context, &relation, column)?;
        }
        carry_out(context, oid, action, recursion, &mut added).map_err(|failure| match failure.subject {
            Some(_) => failure,
            None => failure.about(action.span),
        })?;
    }
    alter_column::add_constraints(context, oid, &added.constraints)?;
    for column in added.columns {
        alter_column::set_added_options(context, oid, column)?;
    }
    context.write_object_and_lists(oid);
    Ok(())
}

/// A statement changes the type of a column once.
fn refuse_second_type(context: &Context<'_>, before: &Relation, column: &Ident<'_>) -> Checked {
    let type_in = |relation: &Relation| relation.column(&column.name).map(|(_, column)| column.type_name.clone());
    let now = context.catalog.relation(before.oid).and_then(|relation| type_in(relation));
    if now.is_none() || now == type_in(before) {
        return Ok(());
    }
    let message = format!("cannot alter type of column \"{}\" twice", column.name);
    Err(Failure::new(SqlState::FeatureNotSupported, message).about(column.span))
}

/// What the columns that a statement adds leave for later.
#[derive(Default)]
pub(crate) struct Added<'s, 'a> {
    pub(crate) constraints: Vec<NewConstraint<'s, 'a>>,
    /// Those that were not there before; their options are set last.
    pub(crate) columns: Vec<&'s ColumnDefinition<'a>>,
}

/// Whether an action goes on to the tables that inherit.
#[derive(Clone, Copy)]
pub(crate) struct Recursion {
    pub(crate) is_only: bool,
}

impl Recursion {
    /// The table and, unless ONLY is written, those that inherit from it.
    pub(crate) fn tables(self, context: &mut Context<'_>, oid: Oid) -> Vec<Oid> {
        let mut tables = vec![oid];
        if !self.is_only {
            tables.extend(descendants(context, oid));
        }
        tables
    }
}

/// The relation, or with IF EXISTS a notice.
pub(crate) fn find(
    context: &mut Context<'_>,
    name: &QualifiedName<'_>,
    if_exists: bool,
) -> Checked<Option<Arc<Relation>>> {
    if let Some(table) = system_catalog::find(context, name) {
        return Err(system_catalog::refusal(context, table).about(name.span));
    }
    let found = match context.find_relation(name) {
        Err(failure) if if_exists && failure.error.sqlstate == SqlState::InvalidSchemaName => None,
        found => found?,
    };
    if found.is_none() {
        if !if_exists {
            return Err(crate::define::undefined(name));
        }
        let relation = name.parts.last().map_or("", |part| &*part.name);
        let message = format!("relation \"{relation}\" does not exist, skipping");
        context.notice(SqlState::SuccessfulCompletion, message);
    }
    Ok(found)
}

/// Whose the relation is, and whether it is of the kind that the statement names. ALTER TABLE takes
/// most kinds.
pub(crate) fn check_owner(context: &mut Context<'_>, relation: &Relation, kind: ast::RelationKind) -> Checked {
    if !context.owns(relation.owner) {
        return Err(not_owner_of(context.catalog, relation.oid));
    }
    check_kind(relation, kind, false)
}

/// ALTER INDEX … RENAME takes most kinds, too; composite types have ALTER TYPE.
pub(crate) fn check_kind(relation: &Relation, kind: ast::RelationKind, is_rename: bool) -> Checked {
    let takes_most = kind == ast::RelationKind::Table || kind == ast::RelationKind::Index && is_rename;
    if !takes_most && !is_of_kind(relation.kind, kind) {
        return Err(wrong_kind(kind, &relation.name));
    }
    match check_openable(relation) {
        Err(failure) if relation.kind == RelationKind::CompositeType => Err(failure.hint("Use ALTER TYPE instead.")),
        _ => Ok(()),
    }
}

/// The kinds of relations that have an action; partitioned tables are tables here.
const TABLE: &[RelationKind] = &[RelationKind::Table];
const FOREIGN_TABLE: &[RelationKind] = &[RelationKind::ForeignTable];
const TABLES: &[RelationKind] = &[RelationKind::Table, RelationKind::ForeignTable];
const TABLES_AND_VIEWS: &[RelationKind] = &[RelationKind::Table, RelationKind::ForeignTable, RelationKind::View];
const WITH_COLUMNS: &[RelationKind] =
    &[RelationKind::Table, RelationKind::MaterializedView, RelationKind::Index, RelationKind::ForeignTable];
const STORED_AND_FOREIGN: &[RelationKind] =
    &[RelationKind::Table, RelationKind::MaterializedView, RelationKind::ForeignTable];
const STORED: &[RelationKind] = &[RelationKind::Table, RelationKind::MaterializedView];
const STORED_AND_INDEX: &[RelationKind] = &[RelationKind::Table, RelationKind::MaterializedView, RelationKind::Index];
const WITH_PARAMETERS: &[RelationKind] =
    &[RelationKind::Table, RelationKind::View, RelationKind::MaterializedView, RelationKind::Index];
const TABLE_AND_SEQUENCE: &[RelationKind] = &[RelationKind::Table, RelationKind::Sequence];

/// What the server calls an action, and which relations have it; `None` of what all have.
fn action_name(kind: &AlterActionKind<'_>) -> Option<(&'static str, &'static [RelationKind])> {
    use AlterActionKind as Kind;
    Some(match kind {
        Kind::AddColumn { .. } => ("ADD COLUMN", TABLES),
        Kind::DropColumn { .. } => ("DROP COLUMN", TABLES),
        Kind::AlterColumn { change, .. } => match change {
            ColumnChange::SetDefault(_) | ColumnChange::DropDefault => {
                ("ALTER COLUMN ... SET DEFAULT", TABLES_AND_VIEWS)
            }
            ColumnChange::SetNotNull => ("ALTER COLUMN ... SET NOT NULL", TABLES),
            ColumnChange::DropNotNull => ("ALTER COLUMN ... DROP NOT NULL", TABLES),
            ColumnChange::DropExpression { .. } => ("ALTER COLUMN ... DROP EXPRESSION", TABLES),
            ColumnChange::SetStatistics(_) => ("ALTER COLUMN ... SET STATISTICS", WITH_COLUMNS),
            ColumnChange::SetParameters(_) => ("ALTER COLUMN ... SET", STORED_AND_FOREIGN),
            ColumnChange::ResetParameters(_) => ("ALTER COLUMN ... RESET", STORED_AND_FOREIGN),
            ColumnChange::SetStorage(_) => ("ALTER COLUMN ... SET STORAGE", STORED_AND_FOREIGN),
            ColumnChange::SetCompression(_) => ("ALTER COLUMN ... SET COMPRESSION", STORED),
            ColumnChange::AddIdentity { .. } => ("ALTER COLUMN ... ADD IDENTITY", TABLES_AND_VIEWS),
            ColumnChange::AlterIdentity(_) => ("ALTER COLUMN ... SET", TABLES_AND_VIEWS),
            ColumnChange::DropIdentity { .. } => ("ALTER COLUMN ... DROP IDENTITY", TABLES_AND_VIEWS),
            ColumnChange::Type { .. } => ("ALTER COLUMN ... SET DATA TYPE", TABLES),
            ColumnChange::Options(_) => ("ALTER COLUMN ... OPTIONS", FOREIGN_TABLE),
        },
        Kind::SetStatisticsOfNumber { .. } => ("ALTER COLUMN ... SET STATISTICS", WITH_COLUMNS),
        Kind::AddConstraint(_) => ("ADD CONSTRAINT", TABLES),
        Kind::AlterConstraint { .. } => ("ALTER CONSTRAINT", TABLE),
        Kind::ValidateConstraint(_) => ("VALIDATE CONSTRAINT", TABLES),
        Kind::DropConstraint { .. } => ("DROP CONSTRAINT", TABLES),
        Kind::OwnerTo(_) => return None,
        Kind::Options(_) => ("OPTIONS", FOREIGN_TABLE),
        Kind::Inherit(_) => ("INHERIT", TABLES),
        Kind::NoInherit(_) => ("NO INHERIT", TABLES),
        Kind::OfType(_) => ("OF", TABLE),
        Kind::SetParameters(_) => ("SET", WITH_PARAMETERS),
        Kind::ResetParameters(_) => ("RESET", WITH_PARAMETERS),
        Kind::AttachPartition { .. } => ("ATTACH PARTITION", TABLE),
        Kind::DetachPartition { mode: DetachMode::Finalize, .. } => ("DETACH PARTITION ... FINALIZE", TABLE),
        Kind::DetachPartition { .. } => ("DETACH PARTITION", TABLE),
        Kind::AttachIndex(_) => ("ATTACH PARTITION", &[]),
        Kind::SetDistribution { .. } => ("SET DISTRIBUTED", TABLE),
        Kind::Plain(action) => match action {
            PlainAction::SetWithoutOids
            | PlainAction::EnableTriggerAll
            | PlainAction::EnableTriggerUser
            | PlainAction::DisableTriggerAll
            | PlainAction::DisableTriggerUser => (words(PlainAction::WORDS, *action), TABLES),
            PlainAction::SetLogged | PlainAction::SetUnlogged => {
                (words(PlainAction::WORDS, *action), TABLE_AND_SEQUENCE)
            }
            PlainAction::ReplicaIdentityNothing
            | PlainAction::ReplicaIdentityFull
            | PlainAction::ReplicaIdentityDefault => ("REPLICA IDENTITY", TABLE),
            PlainAction::EnableRowLevelSecurity => ("ENABLE ROW SECURITY", TABLE),
            PlainAction::DisableRowLevelSecurity => ("DISABLE ROW SECURITY", TABLE),
            PlainAction::ForceRowLevelSecurity => ("FORCE ROW SECURITY", TABLE),
            PlainAction::NoForceRowLevelSecurity => ("NO FORCE ROW SECURITY", TABLE),
            PlainAction::SetWithoutCluster => (words(PlainAction::WORDS, *action), STORED),
            PlainAction::NotOf => (words(PlainAction::WORDS, *action), TABLE),
        },
        Kind::Named(action, _) => match action {
            NamedAction::EnableTrigger
            | NamedAction::EnableAlwaysTrigger
            | NamedAction::EnableReplicaTrigger
            | NamedAction::DisableTrigger => (words(NamedAction::WORDS, *action), TABLES),
            NamedAction::ReplicaIdentityUsingIndex => ("REPLICA IDENTITY", TABLE),
            NamedAction::ClusterOn => (words(NamedAction::WORDS, *action), STORED),
            NamedAction::SetTablespace => (words(NamedAction::WORDS, *action), STORED_AND_INDEX),
            _ => (words(NamedAction::WORDS, *action), TABLE),
        },
    })
}

fn words<T: PartialEq>(table: &[(T, &'static str)], action: T) -> &'static str {
    table.iter().find(|(known, _)| *known == action).map_or("", |(_, words)| words)
}

fn check_action(context: &Context<'_>, relation: &Relation, action: &AlterAction<'_>) -> Checked {
    let Some((words, kinds)) = action_name(&action.kind) else { return Ok(()) };
    let kind = match relation.kind {
        RelationKind::PartitionedTable => RelationKind::Table,
        RelationKind::PartitionedIndex => RelationKind::Index,
        kind => kind,
    };
    if kinds.contains(&kind) {
        return Ok(());
    }
    let name = &relation.name;
    if context.rules.wrong_kind_names_the_operation {
        let message = format!("ALTER action {words} cannot be performed on relation \"{name}\"");
        return Err(Failure::new(SqlState::WrongObjectType, message).detail(unsupported(relation.kind)));
    }
    let what = match kinds {
        [RelationKind::ForeignTable] => "a foreign table",
        [RelationKind::Table] => "a table",
        [_, RelationKind::View, _, RelationKind::Index] => "a table, view, materialized view, or index",
        [_, RelationKind::MaterializedView, RelationKind::Index, RelationKind::ForeignTable] => {
            "a table, materialized view, index, or foreign table"
        }
        [_, RelationKind::MaterializedView, RelationKind::Index] => "a table, materialized view, or index",
        [_, RelationKind::MaterializedView, RelationKind::ForeignTable] => {
            "a table, materialized view, or foreign table"
        }
        [_, RelationKind::MaterializedView] => "a table or materialized view",
        [_, _, RelationKind::View] => "a table, view, or foreign table",
        _ if words == "ADD COLUMN" || words == "DROP COLUMN" || words.ends_with("DATA TYPE") => {
            "a table, composite type, or foreign table"
        }
        _ => "a table or foreign table",
    };
    Err(Failure::new(SqlState::WrongObjectType, format!("\"{name}\" is not {what}")))
}

/// When checks are added, those of added columns first.
const CHECKS: u8 = 10;

/// When an action is carried out: what drops comes before what changes types, that before what adds.
fn pass(kind: &AlterActionKind<'_>) -> u8 {
    use AlterActionKind as Kind;
    match kind {
        Kind::DropColumn { .. } | Kind::DropConstraint { .. } => 0,
        Kind::AlterColumn { change, .. } => match change {
            ColumnChange::DropDefault
            | ColumnChange::DropNotNull
            | ColumnChange::DropExpression { .. }
            | ColumnChange::DropIdentity { .. } => 0,
            ColumnChange::Type { .. } => 1,
            ColumnChange::SetNotNull => 6,
            ColumnChange::SetDefault(_) | ColumnChange::AddIdentity { .. } => 9,
            _ => 11,
        },
        Kind::AddColumn { .. } => 4,
        // Behind the defaults that stand in the same statement.
        Kind::AddConstraint(constraint) if matches!(constraint.kind, TableConstraintKind::Check(_)) => CHECKS,
        Kind::AddConstraint(_) => 5,
        _ => 11,
    }
}

fn carry_out<'s, 'a>(
    context: &mut Context<'_>,
    oid: Oid,
    action: &'s AlterAction<'a>,
    recursion: Recursion,
    added: &mut Added<'s, 'a>,
) -> Checked {
    let Some(relation) = context.catalog.relation(oid).map(Arc::clone) else { return Ok(()) };
    match &action.kind {
        AlterActionKind::AddColumn { if_not_exists, column } => {
            alter_column::add(context, &relation, column, *if_not_exists, recursion, added)
        }
        AlterActionKind::DropColumn { if_exists, column, behavior } => {
            alter_column::drop(context, &relation, column, *if_exists, *behavior, recursion)
        }
        AlterActionKind::AlterColumn { column, change } => {
            alter_column::change(context, &relation, column, change, recursion)
        }
        AlterActionKind::SetStatisticsOfNumber { number, .. } if relation.kind.is_index() => {
            index::check_statistics(&relation, *number, action.span)
        }
        AlterActionKind::SetStatisticsOfNumber { .. } => {
            let message = "cannot refer to non-index column by number";
            Err(Failure::new(SqlState::FeatureNotSupported, message))
        }
        AlterActionKind::AddConstraint(constraint) => add_constraint(context, &relation, constraint, recursion),
        AlterActionKind::ValidateConstraint(name) => {
            let Some((place, _)) = constraint::find(&relation, &name.name) else {
                return Err(no_constraint(&relation, &name.name));
            };
            context.catalog.update_relation(oid, |relation| {
                if let Some(constraint) = relation.constraints.get_mut(place) {
                    constraint.is_validated = true;
                }
            });
            Ok(())
        }
        AlterActionKind::DropConstraint { if_exists, name, behavior } => {
            let Some((place, found)) = constraint::find(&relation, &name.name) else {
                let failure = no_constraint(&relation, &name.name);
                if !if_exists {
                    return Err(failure);
                }
                context.notice(SqlState::SuccessfulCompletion, failure.error.message + ", skipping");
                return Ok(());
            };
            if relation.constraints.get(place).is_some_and(|constraint| constraint.inherited_from > 0) {
                let message =
                    format!("cannot drop inherited constraint \"{}\" of relation \"{}\"", name.name, relation.name);
                return Err(Failure::new(SqlState::InvalidTableDefinition, message));
            }
            let address = Address { oid, part: Part::Constraint(found) };
            drop_addresses(context, &[(address, name.span)], *behavior)?;
            drop_inherited_constraint(context, oid, &name.name, recursion);
            Ok(())
        }
        AlterActionKind::AlterConstraint { name, .. } => match constraint::find(&relation, &name.name) {
            None => Err(no_constraint(&relation, &name.name)),
            Some((place, _)) => match relation.constraints.get(place).map(|constraint| constraint.kind) {
                Some(ConstraintKind::ForeignKey) => Ok(()),
                _ => {
                    let message = format!(
                        "constraint \"{}\" of relation \"{}\" is not a foreign key constraint",
                        name.name, relation.name
                    );
                    Err(Failure::new(SqlState::WrongObjectType, message))
                }
            },
        },
        AlterActionKind::OwnerTo(role) => {
            let new_owner = context.role(role)?;
            if relation.kind.is_index() {
                if relation.owner != new_owner {
                    context
                        .warn(SqlState::WrongObjectType, format!("cannot change owner of index \"{}\"", relation.name));
                    if let Some(warning) = context.notices.last_mut() {
                        warning.hint = Some("Change the ownership of the index's table, instead.".into());
                    }
                }
                return Ok(());
            }
            if relation.owner != new_owner {
                let message = format!("cannot change owner of sequence \"{}\"", relation.name);
                sequence::refuse_linked(context, &relation, message)?;
            }
            let spans = owner::Spans { object: action.span, owner: role.span };
            owner::give(context, oid, new_owner, spans)
        }
        AlterActionKind::Options(items) => {
            let server = relation.server.and_then(|server| context.catalog.server_by_oid(server)).map(Arc::clone);
            let validator = server.and_then(|server| validator_of_server(context, &server));
            let options = options::transform(context, &relation.options, items, Level::ForeignTable, validator)?;
            context.catalog.update_relation(oid, |relation| relation.options = options);
            Ok(())
        }
        AlterActionKind::Inherit(parent) => attach::inherit(context, &relation, parent),
        AlterActionKind::NoInherit(parent) => attach::disinherit(context, &relation, parent),
        AlterActionKind::AttachPartition { partition, bound } => {
            attach::partition(context, &relation, partition, bound)
        }
        AlterActionKind::DetachPartition { partition, mode } => attach::detach(context, &relation, partition, *mode),
        AlterActionKind::Named(named, name) => match named {
            NamedAction::EnableTrigger
            | NamedAction::EnableAlwaysTrigger
            | NamedAction::EnableReplicaTrigger
            | NamedAction::DisableTrigger => {
                let message = format!("trigger \"{}\" for table \"{}\" does not exist", name.name, relation.name);
                Err(Failure::new(SqlState::UndefinedObject, message).about(name.span))
            }
            NamedAction::SetTablespace => index::check_tablespace(Some(name)),
            NamedAction::ClusterOn => match index::of_table(context, &relation, name) {
                Some(_) => Ok(()),
                None => {
                    let message = format!("index \"{}\" for table \"{}\" does not exist", name.name, relation.name);
                    Err(Failure::new(SqlState::UndefinedObject, message).about(name.span))
                }
            },
            _ => Err(not_run("ALTER TABLE")),
        },
        // What they set has no effect here.
        AlterActionKind::Plain(_)
        | AlterActionKind::SetParameters(_)
        | AlterActionKind::ResetParameters(_)
        | AlterActionKind::SetDistribution { .. } => Ok(()),
        AlterActionKind::OfType(_) | AlterActionKind::AttachIndex(_) => Err(not_run("ALTER TABLE")),
    }
}

fn no_constraint(relation: &Relation, name: &str) -> Box<Failure> {
    let message = format!("constraint \"{name}\" of relation \"{}\" does not exist", relation.name);
    Failure::new(SqlState::UndefinedObject, message)
}

fn add_constraint(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    written: &ast::TableConstraint<'_>,
    recursion: Recursion,
) -> Checked {
    let table =
        Table { name: &relation.name, is_foreign: relation.kind == RelationKind::ForeignTable, is_partition: false };
    let mut definition = Definition::default();
    columns::analyse_constraint(table, written, &mut definition)?;
    let Some(new) = definition.constraints.first() else { return Ok(()) };
    let children = descendants(context, relation.oid);
    if recursion.is_only && !children.is_empty() && !new.is_no_inherit && new.kind == ConstraintKind::Check {
        let message = "constraint must be added to child tables too";
        return Err(Failure::new(SqlState::InvalidTableDefinition, message));
    }
    if relation.kind == RelationKind::PartitionedTable
        && matches!(new.kind, ConstraintKind::PrimaryKey | ConstraintKind::Unique)
    {
        partition::refuse_foreign_children(context, relation)?;
    }
    let mut changed = Relation::clone(relation);
    constraint::add(context, &mut changed, new).map_err(|failure| match new.kind {
        ConstraintKind::Check => failure.without_position(),
        _ => failure,
    })?;
    let added = changed.constraints.last().cloned().filter(|_| changed.constraints.len() > relation.constraints.len());
    context.catalog.update_relation(relation.oid, |relation| {
        relation.constraints = changed.constraints;
        relation.columns = changed.columns;
    });
    let Some(added) = added.filter(|added| added.kind == ConstraintKind::Check && !added.is_no_inherit) else {
        return Ok(());
    };
    for child in children {
        let Some(found) = context.catalog.relation(child).map(Arc::clone) else { continue };
        if let Some(expression) = new.expression {
            let columns = expression_columns(context, &found);
            expression::check_constraint(context, &found.name, &columns, expression)
                .map_err(|failure| failure.without_position())?;
        }
        let mut copy = inherited(relation.oid, &added);
        copy.oid = context.catalog.allocate_oid();
        let known = constraint::find(&found, &copy.name).map(|(place, _)| place);
        if known.is_some() {
            let message = format!("merging constraint \"{}\" with inherited definition", copy.name);
            context.notice(SqlState::SuccessfulCompletion, message);
        }
        context.write_object(child);
        context.catalog.update_relation(child, |child| {
            match known.and_then(|place| child.constraints.get_mut(place)) {
                Some(constraint) => constraint.inherited_from += 1,
                None => child.constraints.push(copy),
            }
        });
    }
    Ok(())
}

/// What was inherited goes with what it was inherited from.
fn drop_inherited_constraint(context: &mut Context<'_>, oid: Oid, name: &str, recursion: Recursion) {
    for child in descendants(context, oid) {
        context.write_object(child);
        context.catalog.update_relation(child, |child| {
            child.constraints.retain_mut(|constraint| {
                if *constraint.name != *name || constraint.inherited_from == 0 {
                    return true;
                }
                constraint.inherited_from -= 1;
                constraint.is_local |= recursion.is_only;
                constraint.inherited_from > 0 || constraint.is_local
            });
        });
    }
}
