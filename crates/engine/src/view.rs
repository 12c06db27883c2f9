//! CREATE VIEW

mod check_option;

use medlar_catalog::{AclKind, Column, ColumnReference, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{CreateView, Persistence, Query, QueryBody};

use crate::columns::new_column;
use crate::context::Context;
use crate::define::{already_exists, bare_name, place, refuse_system_schema, refuse_type};
use crate::drop_relation::wrong_kind;
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::query_columns::{self, Analysed};
use crate::session::not_run;
use crate::temporary;
use crate::types;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateView<'_>) -> Checked {
    if statement.recursive {
        return Err(not_run("CREATE VIEW").about(statement.name.span));
    }
    let Analysed { columns: found, used } = query_columns::analyse(context, &statement.query, None)?;
    refuse_shape(&statement.query)?;
    check_option::check(context, statement, found.as_deref())?;
    let (mut columns, mut types_of_columns) = (Vec::new(), Vec::new());
    if let Some(found) = found {
        if statement.columns.len() > found.len() {
            let message = "CREATE VIEW specifies more column names than columns";
            return Err(Failure::new(SqlState::SyntaxError, message).about(statement.name.span));
        }
        for (at, column) in found.into_iter().enumerate() {
            let name = statement.columns.get(at).map_or(&*column.name, |name| &name.name);
            types_of_columns.extend(column.data_type);
            let mut new = new_column(name, column.type_name);
            new.collation = column.collation;
            columns.push(new);
        }
    }
    let mut persistence = statement.persistence;
    let name = bare_name(&statement.name);
    if persistence == Persistence::Unlogged {
        let message = "views cannot be unlogged because they do not have storage";
        return Err(Failure::new(SqlState::SyntaxError, message).about(statement.name.span));
    }
    if persistence == Persistence::Permanent && temporary::reads_temporary(context.catalog, &used) {
        persistence = Persistence::Temporary;
        let message = format!("view \"{name}\" will be a temporary view");
        context.notice(SqlState::SuccessfulCompletion, message);
    }
    let (schema, existing) =
        place(context, &statement.name, persistence).map_err(|failure| failure.without_position())?;
    for data_type in types_of_columns {
        types::check_usage(context, data_type).map_err(|failure| failure.about(statement.name.span))?;
    }
    for (at, column) in columns.iter().enumerate() {
        if columns.iter().take(at).any(|other| other.name == column.name) {
            let message = format!("column \"{}\" specified more than once", column.name);
            return Err(Failure::new(SqlState::DuplicateColumn, message).about(statement.name.span));
        }
    }
    let mut view = match existing {
        Some(existing) if statement.or_replace => {
            check_replaced(context, &existing, &columns).map_err(|failure| failure.about(statement.name.span))?;
            Relation::clone(&existing)
        }
        Some(_) => return Err(already_exists(&name).about(statement.name.span)),
        None => {
            refuse_type(context, schema, &name).map_err(|failure| failure.about(statement.name.span))?;
            refuse_system_schema(context, schema, &name).map_err(|failure| failure.about(statement.name.span))?;
            let oid = context.catalog.allocate_oid();
            let owner = context.user();
            let acl = context.acl_of_new(AclKind::Table, owner, Some(schema));
            Relation { acl, ..Relation::new(oid, RelationKind::View, schema, name, owner) }
        }
    };
    let is_new = context.catalog.relation(view.oid).is_none();
    view.uses = uses(&used);
    view.query = Some(context.text(statement.query.span).into());
    view.columns = columns;
    for source in used.iter().filter(|used| used.column == 0) {
        context.write_object(source.oid);
    }
    let oid = view.oid;
    if is_new {
        context.catalog.insert_relation(view);
    } else {
        context.catalog.update_relation(oid, |known| *known = view);
    }
    context.write_object_and_lists(oid);
    Ok(())
}

/// What no view may be.
fn refuse_shape(query: &Query<'_>) -> Checked {
    let refused = |message| Err(Failure::new(SqlState::FeatureNotSupported, message).about(query.span));
    if matches!(&query.body, QueryBody::Select(select) if select.into.is_some()) {
        return refused("views must not contain SELECT INTO");
    }
    if query.with.iter().any(|table| table.query.is_none()) {
        return refused("views must not contain data-modifying statements in WITH");
    }
    Ok(())
}

/// The columns of each relation that is used, one relation after the other, and the whole of one of
/// which none is.
pub(crate) fn uses(used: &[ColumnReference]) -> Vec<ColumnReference> {
    let mut uses: Vec<ColumnReference> = Vec::new();
    for whole in used.iter().filter(|used| used.column == 0) {
        if uses.iter().any(|known| known.oid == whole.oid) {
            continue;
        }
        let mut columns: Vec<ColumnReference> =
            used.iter().filter(|used| used.oid == whole.oid && used.column > 0).copied().collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.is_empty() {
            columns.push(*whole);
        }
        uses.extend(columns);
    }
    uses
}

/// A view keeps the columns that it has and may get more.
fn check_replaced(context: &mut Context<'_>, view: &Relation, columns: &[Column]) -> Checked {
    if !context.owns(view.owner) {
        return Err(not_owner_of(context.catalog, view.oid));
    }
    if view.kind != RelationKind::View {
        return Err(wrong_kind(medlar_syntax::ast::RelationKind::View, &view.name));
    }
    let refused = |message: String| Err(Failure::new(SqlState::InvalidTableDefinition, message));
    if columns.len() < view.columns.len() {
        return refused("cannot drop columns from view".to_owned());
    }
    for (known, column) in view.columns.iter().zip(columns) {
        if known.name != column.name {
            let message = format!("cannot change name of view column \"{}\" to \"{}\"", known.name, column.name);
            return Err(Failure::new(SqlState::InvalidTableDefinition, message)
                .hint("Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead."));
        }
        if known.type_name != column.type_name && !known.type_name.is_empty() && !column.type_name.is_empty() {
            return refused(format!(
                "cannot change data type of view column \"{}\" from {} to {}",
                known.name,
                context.naming().type_text(&known.type_name),
                context.naming().type_text(&column.type_name)
            ));
        }
    }
    Ok(())
}
