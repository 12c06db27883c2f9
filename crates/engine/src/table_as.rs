//! CREATE TABLE AS, SELECT INTO and materialized views: relations that queries make.

mod rows;

use std::borrow::Cow;
use std::sync::Arc;

use medlar_catalog::{ColumnReference, Index, Oid, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{CreateTableAs, MadeOfQuery, OnCommit, Persistence, QueryBody, RefreshMaterializedView};

use crate::columns::{Definition, NewColumn, new_column};
use crate::context::Context;
use crate::define::{self, NewTable, already_exists, bare_name, skip_existing};
use crate::expression::QueryColumn;
use crate::index::check_tablespace;
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::query;
use crate::query_columns::{self, Analysed};
use crate::row_use;
use crate::session::not_run;
use crate::temporary;
use crate::view;

/// The command tag tells how many rows there are.
pub(crate) fn create(context: &mut Context<'_>, statement: &CreateTableAs<'_>) -> Checked<Cow<'static, str>> {
    let span = statement.name.span;
    let about = |failure: Box<Failure>| match failure.subject {
        Some(_) => failure.without_position(),
        None => failure.about(span),
    };
    let is_view = statement.made == MadeOfQuery::MaterializedView;
    let (tag, not_ours) = match is_view {
        true => ("CREATE MATERIALIZED VIEW", "CREATE MATERIALIZED VIEW over rows that are not known"),
        false => ("CREATE TABLE AS", "CREATE TABLE AS over rows that are not known"),
    };
    if let QueryBody::Select(select) = &statement.query.body
        && let Some(into) = select.into.as_ref().filter(|_| statement.made != MadeOfQuery::SelectInto)
    {
        return Err(Failure::new(SqlState::SyntaxError, "SELECT ... INTO is not allowed here").at(into.name.span));
    }
    let Analysed { columns, used } = query_columns::analyse(context, &statement.query, None)?;
    if is_view && statement.query.with.iter().any(|table| table.query.is_none()) {
        let message = "materialized views must not use data-modifying statements in WITH";
        return Err(Failure::new(SqlState::FeatureNotSupported, message).about(statement.query.span));
    }
    if is_view && temporary::reads_temporary(context.catalog, &used) {
        let message = "materialized views must not use temporary tables or views";
        return Err(Failure::new(SqlState::FeatureNotSupported, message).about(statement.query.span));
    }
    if is_view && statement.persistence == Persistence::Unlogged {
        return Err(Failure::new(SqlState::FeatureNotSupported, "materialized views cannot be unlogged").about(span));
    }
    let (schema, existing) = define::unchecked_place(context, &statement.name, statement.persistence).map_err(about)?;
    let name = bare_name(&statement.name);
    if existing.is_some() {
        if !statement.if_not_exists {
            return Err(already_exists(&name).about(span));
        }
        skip_existing(context, &name);
        return Ok(tag.into());
    }
    let mut rows = None;
    if statement.with_data {
        let uses = query::tables(context, &used);
        row_use::carry_out(context, &uses, tag)?;
        rows = Some(rows::count(context, &statement.query).ok_or_else(|| not_run(not_ours).about(span))?);
    }
    define::check_place(context, schema, statement.persistence).map_err(about)?;
    if is_view && temporary::schema(context.catalog) == Some(schema) {
        let message = "cannot create temporary table within security-restricted operation";
        return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(span));
    }
    let columns = columns.ok_or_else(|| not_run(not_ours).about(span))?;
    let mut definition = definition(statement, columns)?;
    if statement.on_commit.is_some() && temporary::schema(context.catalog) != Some(schema) {
        return Err(temporary::on_commit_of_permanent().about(span));
    }
    check_tablespace(statement.tablespace.as_ref())?;
    if let Some(method) = statement.access_method.as_ref().filter(|method| method.name != "heap") {
        let message = format!("access method \"{}\" does not exist", method.name);
        return Err(Failure::new(SqlState::UndefinedObject, message).about(method.span));
    }
    let kind = if is_view { RelationKind::MaterializedView } else { RelationKind::Table };
    let new = NewTable { name: &statement.name, schema, kind, parents: &[], bound: None, partition_by: None };
    let oid = define::define(context, &new, &mut definition).map_err(about)?;
    if statement.on_commit == Some(OnCommit::Drop) {
        context.dropped_at_commit.push(oid);
    }
    if is_view {
        let query = context.text(statement.query.span);
        for source in used.iter().filter(|used| used.column == 0) {
            context.write_object(source.oid);
        }
        context.catalog.update_relation(oid, |view| {
            (view.uses, view.query) = (view::uses(&used), Some(query.into()));
            view.is_populated = statement.with_data;
        });
    }
    Ok(rows.map_or(tag.into(), |rows| format!("SELECT {rows}").into()))
}

/// The columns of the query under the names that are given.
fn definition<'s>(statement: &'s CreateTableAs<'_>, columns: Vec<QueryColumn>) -> Checked<Definition<'s, 's>> {
    if statement.columns.len() > columns.len() {
        let message = "too many column names were specified";
        return Err(Failure::new(SqlState::SyntaxError, message).about(statement.name.span));
    }
    let mut definition = Definition::default();
    for (place, column) in columns.into_iter().enumerate() {
        let name = statement.columns.get(place).map_or(&*column.name, |name| &name.name);
        let mut new = new_column(name, column.type_name);
        new.collation = column.collation;
        definition.columns.push(NewColumn {
            column: new,
            data_type: column.data_type,
            type_name: None,
            value: None,
            has_sequence: false,
            sequence_options: &[],
            options: &[],
            span: statement.name.span,
        });
    }
    Ok(definition)
}

pub(crate) fn refresh(context: &mut Context<'_>, statement: &RefreshMaterializedView<'_>) -> Checked {
    let span = statement.name.span;
    let view = context.relation(&statement.name)?;
    let refused = |sqlstate, message: String| Err(Failure::new(sqlstate, message).about(span));
    match view.kind {
        RelationKind::MaterializedView | RelationKind::Table | RelationKind::PartitionedTable => {}
        _ => {
            let message = format!("\"{}\" is not a table or materialized view", view.name);
            return refused(SqlState::WrongObjectType, message);
        }
    }
    if !context.owns(view.owner) {
        return Err(not_owner_of(context.catalog, view.oid).about(span));
    }
    if view.kind != RelationKind::MaterializedView {
        let message = format!("\"{}\" is not a materialized view", view.name);
        return refused(SqlState::FeatureNotSupported, message);
    }
    if statement.concurrently {
        check_concurrently(context, statement, &view).map_err(|failure| failure.about(span))?;
    }
    if statement.with_data {
        let whole = view.uses.iter().map(|used| ColumnReference { oid: used.oid, column: 0 });
        let uses = query::tables(context, &whole.chain(view.uses.iter().copied()).collect::<Vec<_>>());
        row_use::carry_out(context, &uses, "REFRESH MATERIALIZED VIEW").map_err(|failure| failure.about(span))?;
    }
    context.write_object(view.oid);
    context.catalog.update_relation(view.oid, |view| view.is_populated = statement.with_data);
    Ok(())
}

/// CONCURRENTLY changes rows that are there, which a unique index tells apart.
fn check_concurrently(
    context: &mut Context<'_>,
    statement: &RefreshMaterializedView<'_>,
    view: &Arc<Relation>,
) -> Checked {
    if !view.is_populated {
        let message = "CONCURRENTLY cannot be used when the materialized view is not populated";
        return Err(Failure::new(SqlState::FeatureNotSupported, message));
    }
    if !statement.with_data {
        let message = "CONCURRENTLY and WITH NO DATA options cannot be used together";
        return Err(Failure::new(SqlState::SyntaxError, message));
    }
    let tells_apart = |index: &Index| {
        index.table == view.oid
            && index.is_unique
            && index.condition.is_none()
            && index.elements.iter().all(|element| element.column > 0)
    };
    let indexes: Vec<Oid> = context.catalog.dependents_of(view.oid).collect();
    let found =
        |oid: &Oid| context.catalog.relation(*oid).and_then(|index| index.index.as_ref()).is_some_and(tells_apart);
    if indexes.iter().any(found) {
        return Ok(());
    }
    let (catalog, target) = (&context.catalog, context.target);
    let quoted = |name| medlar_syntax::printer::quote_ident(name, target).into_owned();
    let name = format!("{}.{}", quoted(catalog.schema_name(view.schema)), quoted(&view.name));
    let message = format!("cannot refresh materialized view \"{name}\" concurrently");
    Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message)
        .hint("Create a unique index with no WHERE clause on one or more columns of the materialized view."))
}
