//! DROP TABLE, FOREIGN TABLE, VIEW, SEQUENCE and their like, and DROP FUNCTION.

use medlar_catalog::{Relation, RelationKind};
use medlar_syntax::ast::{self, DropBehavior, DropRelations, DropRoutines, QualifiedName};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::dependency::relation_noun;
use crate::drop::drop_objects;
use crate::footprint::KeyKind;
use crate::function::{find_routine, skip_missing as skip_missing_routine, undefined_routine};
use crate::message::{Checked, Failure};
use crate::object::{not_owner_of, not_owner_of_routine};
use crate::system_catalog;

pub(crate) fn execute(context: &mut Context<'_>, statement: &DropRelations<'_>, in_block: bool) -> Checked {
    check_concurrently(statement, in_block)?;
    let mut targets = Vec::with_capacity(statement.names.len());
    for name in &statement.names {
        if let Some(table) = system_catalog::find(context, name) {
            check_kind(statement.kind, RelationKind::Table, table).map_err(|failure| failure.about(name.span))?;
            return Err(system_catalog::refusal(context, table).about(name.span));
        }
        match find(context, statement, name)? {
            Some(relation) => {
                check_kind(statement.kind, relation.kind, &relation.name)
                    .map_err(|failure| failure.about(name.span))?;
                check_owner(context, &relation).map_err(|failure| failure.about(name.span))?;
                targets.push((relation.oid, name.span));
            }
            None => skip_missing(context, statement, name)?,
        }
    }
    drop_objects(context, &targets, statement.behavior)
}

/// DROP INDEX CONCURRENTLY drops one index, by itself.
fn check_concurrently(statement: &DropRelations<'_>, in_block: bool) -> Checked {
    let refused = |sqlstate, what| Err(Failure::new(sqlstate, format!("DROP INDEX CONCURRENTLY {what}")));
    match statement.concurrently {
        true if in_block => refused(SqlState::ActiveSqlTransaction, "cannot run inside a transaction block"),
        true if statement.names.len() > 1 => {
            refused(SqlState::FeatureNotSupported, "does not support dropping multiple objects")
        }
        true if statement.behavior == DropBehavior::Cascade => {
            refused(SqlState::FeatureNotSupported, "does not support CASCADE")
        }
        _ => Ok(()),
    }
}

/// With IF EXISTS, a schema need not exist either.
fn find(
    context: &mut Context<'_>,
    statement: &DropRelations<'_>,
    name: &QualifiedName<'_>,
) -> Checked<Option<std::sync::Arc<Relation>>> {
    match context.find_relation(name) {
        Err(failure) if statement.if_exists && failure.error.sqlstate == SqlState::InvalidSchemaName => Ok(None),
        found => found,
    }
}

fn skip_missing(context: &mut Context<'_>, statement: &DropRelations<'_>, name: &QualifiedName<'_>) -> Checked {
    let schema = name.parts.iter().rev().nth(1);
    let missing_schema = schema.filter(|schema| context.find_schema(&schema.name).is_none());
    if let Some(schema) = missing_schema {
        let message = format!("schema \"{}\" does not exist, skipping", schema.name);
        context.notice(SqlState::SuccessfulCompletion, message);
        return Ok(());
    }
    let relation = name.parts.last().map_or("", |part| &*part.name);
    let (noun, sqlstate) = words(statement.kind);
    let message = format!("{noun} \"{relation}\" does not exist");
    if statement.if_exists {
        context.notice(SqlState::SuccessfulCompletion, format!("{message}, skipping"));
        return Ok(());
    }
    Err(Failure::new(sqlstate, message).about(name.span))
}

/// What is dropped, and the code for its not being there.
fn words(kind: ast::RelationKind) -> (&'static str, SqlState) {
    match kind {
        ast::RelationKind::Table => ("table", SqlState::UndefinedTable),
        ast::RelationKind::ForeignTable => ("foreign table", SqlState::UndefinedObject),
        ast::RelationKind::View => ("view", SqlState::UndefinedTable),
        ast::RelationKind::MaterializedView => ("materialized view", SqlState::UndefinedTable),
        ast::RelationKind::Sequence => ("sequence", SqlState::UndefinedTable),
        ast::RelationKind::Index => ("index", SqlState::UndefinedObject),
    }
}

/// Whether a relation is of the kind that a statement is for.
pub(crate) fn is_of_kind(relation: RelationKind, kind: ast::RelationKind) -> bool {
    use ast::RelationKind as Wanted;
    match relation {
        RelationKind::Table | RelationKind::PartitionedTable => kind == Wanted::Table,
        RelationKind::ForeignTable => kind == Wanted::ForeignTable,
        RelationKind::View => kind == Wanted::View,
        RelationKind::MaterializedView => kind == Wanted::MaterializedView,
        RelationKind::Index | RelationKind::PartitionedIndex => kind == Wanted::Index,
        RelationKind::CompositeType => false,
        RelationKind::Sequence => kind == Wanted::Sequence,
    }
}

/// `"x" is not a view`
pub(crate) fn wrong_kind(kind: ast::RelationKind, name: &str) -> Box<Failure> {
    let noun = words(kind).0;
    let article = if kind == ast::RelationKind::Index { "an" } else { "a" };
    Failure::new(SqlState::WrongObjectType, format!("\"{name}\" is not {article} {noun}"))
}

fn check_kind(kind: ast::RelationKind, relation: RelationKind, name: &str) -> Checked {
    if is_of_kind(relation, kind) {
        return Ok(());
    }
    let noun = match relation {
        RelationKind::CompositeType => "type",
        relation => relation_noun(relation),
    };
    let article = if relation.is_index() { "an" } else { "a" };
    let hint = format!("Use DROP {} to remove {article} {noun}.", noun.to_ascii_uppercase());
    Err(wrong_kind(kind, name).hint(hint))
}

/// The owner of a relation drops it, and the owner of its schema.
fn check_owner(context: &mut Context<'_>, relation: &Relation) -> Checked {
    let schema_owner = context.catalog.schema_by_oid(relation.schema).map(|schema| schema.owner);
    if context.owns(relation.owner) || schema_owner.is_some_and(|owner| context.owns(owner)) {
        return Ok(());
    }
    Err(not_owner_of(context.catalog, relation.oid))
}

/// What IF EXISTS takes for a routine that is not there.
fn is_missing(sqlstate: SqlState) -> bool {
    matches!(sqlstate, SqlState::InvalidSchemaName | SqlState::UndefinedObject)
}

pub(crate) fn drop_routines(context: &mut Context<'_>, statement: &DropRoutines<'_>) -> Checked {
    let mut targets: Vec<(medlar_catalog::Oid, Span)> = Vec::with_capacity(statement.routines.len());
    for signature in &statement.routines {
        let found = match find_routine(context, statement.kind, signature) {
            Err(failure) if statement.if_exists && is_missing(failure.error.sqlstate) => None,
            found => found?,
        };
        let Some(function) = found else {
            if !statement.if_exists {
                return Err(undefined_routine(context, statement.kind, signature)?);
            }
            let notice = skip_missing_routine(context, statement.kind, signature);
            context.notice(SqlState::SuccessfulCompletion, notice);
            continue;
        };
        let schema_owner = context.catalog.schema_by_oid(function.schema).map(|schema| schema.owner);
        if !context.owns(function.owner) && !schema_owner.is_some_and(|owner| context.owns(owner)) {
            return Err(not_owner_of_routine(context.catalog, function.oid, statement.kind).about(signature.span));
        }
        if function.oid.is_pinned() {
            let described = format!("function {}", context.naming().function(&function));
            let message = format!("cannot drop {described} because it is required by the database system");
            return Err(Failure::new(SqlState::DependentObjectsStillExist, message).about(signature.span));
        }
        context.footprint.write(KeyKind::Functions, "");
        targets.push((function.oid, signature.span));
    }
    drop_objects(context, &targets, statement.behavior)
}
