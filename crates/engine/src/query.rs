//! Queries and changes of rows that are whole statements, or stand in one: checked as the server analyses
//! them, planned, and carried out up to where there would be rows.

use std::borrow::Cow;
use std::sync::Arc;

use medlar_catalog::{Catalog, ColumnReference, Oid, PrivilegeSet, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Change, QualifiedName, Query, QueryBody, Statement};

use crate::context::Context;
use crate::expression::QueryColumn;
use crate::foreign_access::Access;
use crate::message::{Checked, Failure};
use crate::namespace::undefined_relation;
use crate::object::check_openable;
use crate::query_columns::{self, Analysed, analyse_change};
use crate::row_use::{self, Use};
use crate::session::not_run;
use crate::uses;

/// Carries out a query that stands in a statement; `name` is what the whole is called. There are no rows
/// to succeed with.
pub(crate) fn execute(context: &mut Context<'_>, query: &Query<'_>, name: &str) -> Box<Failure> {
    check_statement(context, query, name).err().unwrap_or_else(|| not_run(name))
}

/// The columns of a query that is a statement, and whether it reads nothing but what the system has:
/// of other relations there are no rows here.
pub(crate) fn check_statement(
    context: &mut Context<'_>,
    query: &Query<'_>,
    name: &str,
) -> Checked<(Option<Vec<QueryColumn>>, bool)> {
    let Analysed { columns, used } = query_columns::analyse(context, query, None)?;
    let uses = tables(context, &used);
    let makes_table = matches!(&query.body, QueryBody::Select(select) if select.into.is_some());
    if uses.is_empty() {
        return Ok((columns, !makes_table));
    }
    match &query.body {
        _ if query.locking.is_some() || query.with.iter().any(|table| table.query.is_none()) => {}
        // What nothing refers to is not read.
        QueryBody::Select(select) if select.from.is_empty() && !query.with.is_empty() => {}
        // Without a column in it, a condition may be false before anything is read.
        QueryBody::Select(select) if select.filter.as_ref().is_some_and(|filter| !uses::has_column(filter)) => {
            row_use::plan(context, &uses, name)?;
        }
        _ => row_use::carry_out(context, &uses, name)?,
    }
    let is_of_system = uses.iter().all(|used| is_catalog_view(context.catalog, &used.relation));
    Ok((columns, is_of_system && !makes_table && query.locking.is_none()))
}

/// Whether it is a view of nothing but what the system has.
fn is_catalog_view(catalog: &Catalog, relation: &Relation) -> bool {
    let is_one = |oid| catalog.relation(oid).is_none_or(|used| is_catalog_view(catalog, used));
    relation.kind == RelationKind::View && relation.uses.iter().all(|used| is_one(used.oid))
}

/// As [`execute`], of INSERT, UPDATE and DELETE.
pub(crate) fn change(context: &mut Context<'_>, change: &Change<'_>, name: &str) -> Box<Failure> {
    let done = match analyse_change(context, change) {
        Ok(Some(uses)) => row_use::carry_out(context, &uses, name),
        Ok(None) => Ok(()),
        Err(failure) => Err(failure),
    };
    done.err().unwrap_or_else(|| not_run(name))
}

/// A statement that stands in another one, from this byte of the text up to that one.
pub(crate) fn execute_part(context: &mut Context<'_>, (from, to): (usize, usize), name: &str) -> Box<Failure> {
    // Places in it are places in the whole.
    let text = " ".repeat(from) + context.sql.get(from..to).unwrap_or_default();
    let parse = medlar_syntax::parse_with_strings(&text, context.target, context.settings.strings());
    if let Some(error) = parse.error {
        let mut failure = Failure::new(error.sqlstate, error.message).about(error.subject);
        failure.error.detail = error.detail.map(Cow::into_owned);
        (failure.error.hint, failure.error.position) = (error.hint, error.position);
        return failure;
    }
    match parse.statements.first() {
        Some(parsed) => execute_statement(context, &parsed.statement, name),
        None => not_run(name),
    }
}

/// A query or a change of rows; nothing else is carried out.
pub(crate) fn execute_statement(context: &mut Context<'_>, statement: &Statement<'_>, name: &str) -> Box<Failure> {
    match statement {
        Statement::Query(query) => execute(context, query, name),
        Statement::Change(statement) => change(context, statement, name),
        _ => not_run(name),
    }
}

/// The relations that are read, with the columns that are, each once, in the order of FROM.
pub(crate) fn tables(context: &Context<'_>, used: &[ColumnReference]) -> Vec<Use> {
    let mut found: Vec<Use> = Vec::new();
    for whole in used.iter().filter(|used| used.column == 0) {
        let Some(relation) = context.catalog.relation(whole.oid).map(Arc::clone) else { continue };
        let columns = columns_of(used, whole.oid);
        // What only stands in nextval is not read.
        let is_read = relation.kind != RelationKind::Sequence || !columns.is_empty();
        if is_read && !found.iter().any(|known| known.relation.oid == whole.oid) {
            found.push(Use { relation, access: Access::Select, privilege: PrivilegeSet::SELECT, columns });
        }
    }
    found
}

/// The columns of a relation that are used.
pub(crate) fn columns_of(used: &[ColumnReference], relation: Oid) -> Vec<u16> {
    let of_it = used.iter().filter(|used| used.oid == relation && used.column > 0);
    let mut columns: Vec<u16> = of_it.map(|used| used.column).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// A table that a query names. A schema that is not there makes it a table that is not there.
pub(crate) fn open(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Checked<Arc<Relation>> {
    let found = match context.find_relation(name) {
        Err(failure) if failure.error.sqlstate == SqlState::InvalidSchemaName => None,
        found => found.map_err(|failure| failure.at(name.span))?,
    };
    match found {
        Some(found) => {
            check_openable(&found).map_err(|failure| failure.at(name.span))?;
            Ok(found)
        }
        // The system's own tables and views are not kept.
        None if is_of_system(name) => Err(not_run("SELECT").about(name.span)),
        None => Err(undefined_relation(name).at(name.span)),
    }
}

/// Whether a name may be that of a view of the system that is not known here.
pub(crate) fn may_be_of_system(name: &str) -> bool {
    ["pg_stat", "_pg_", "gp_"].iter().any(|start| name.starts_with(start))
}

pub(crate) fn is_of_system(name: &QualifiedName<'_>) -> bool {
    // All tables and views of pg_catalog begin so.
    let is_catalog =
        |name: &str| (name.starts_with("pg_") || name.starts_with("gp_")) && !matches!(name, "pg_catalog" | "pg_toast");
    match name.parts.as_slice() {
        [table] => is_catalog(&table.name),
        [.., schema, table] => match &*schema.name {
            "pg_catalog" => is_catalog(&table.name),
            schema => matches!(schema, "pg_toast" | "information_schema" | "gp_toolkit"),
        },
        [] => false,
    }
}
