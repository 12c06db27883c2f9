//! CREATE FOREIGN TABLE.

use std::sync::Arc;

use medlar_catalog::{ForeignServer, Oid, OptionList, RelationKind};
use medlar_syntax::ast::{CreateForeignTable, Ident, ObjectKind, OptionItem, Persistence};

use crate::columns::{self, Definition, Table};
use crate::context::{Context, permission_denied};
use crate::define::{self, NewTable, bare_name, skip_existing};
use crate::message::Checked;
use crate::validators::{Level, Validator, validator_of};
use crate::{index, like, options, privileges};

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateForeignTable<'_>) -> Checked {
    let (schema, existing) = define::place(context, &statement.name, Persistence::Permanent)?;
    let name = bare_name(&statement.name);
    if existing.is_some() && statement.if_not_exists {
        skip_existing(context, &name);
        return Ok(());
    }
    let (elements, parents, bound) = statement.source.parts();
    let table = Table { name: &name, is_foreign: true, is_partition: bound.is_some() };
    let mut definition = columns::analyse(context, table, elements)?;
    let new = NewTable {
        name: &statement.name,
        schema,
        kind: RelationKind::ForeignTable,
        parents,
        bound,
        partition_by: None,
    };
    let has_index = like::without_indexes(&mut definition);
    let oid = define::define(context, &new, &mut definition)?;
    place_on_server(context, oid, &statement.server, &statement.options)?;
    set_column_options(context, oid, &definition)?;
    // Indexes are made when the table is.
    match has_index {
        true => Err(index::refused(context, RelationKind::ForeignTable, &name).about(statement.name.span)),
        false => Ok(()),
    }
}

/// The server, the right to use it, and the options of the table.
pub(crate) fn place_on_server(
    context: &mut Context<'_>,
    table: Oid,
    server: &Ident<'_>,
    items: &[OptionItem<'_>],
) -> Checked {
    let server = usable_server(context, server)?;
    set_server(context, table, &server, items)
}

/// Puts a table on a server, without asking for a right.
pub(crate) fn set_server(
    context: &mut Context<'_>,
    table: Oid,
    server: &ForeignServer,
    items: &[OptionItem<'_>],
) -> Checked {
    let validator = validator_of_server(context, server);
    let options = options::transform(context, &OptionList::default(), items, Level::ForeignTable, validator)?;
    context.footprint.write(crate::footprint::KeyKind::TablesOf, &server.name);
    context.catalog.update_relation(table, |table| {
        table.server = Some(server.oid);
        table.options = options;
    });
    Ok(())
}

/// A server that the user may use.
pub(crate) fn usable_server(context: &mut Context<'_>, name: &Ident<'_>) -> Checked<Arc<ForeignServer>> {
    let server = Arc::clone(context.server(name)?);
    context.read_memberships();
    if !privileges::has_usage_on(context.catalog, context.user(), server.owner, &server.acl) {
        return Err(permission_denied(ObjectKind::Server, &server.name).about(name.span));
    }
    Ok(server)
}

pub(crate) fn validator_of_server(context: &mut Context<'_>, server: &ForeignServer) -> Validator {
    let wrapper = context.wrapper_of(server).map(Arc::clone);
    wrapper.and_then(|wrapper| validator_of(context.catalog, &wrapper))
}

/// The options of the columns come last, column by column.
fn set_column_options(context: &mut Context<'_>, table: Oid, definition: &Definition<'_, '_>) -> Checked {
    for new in &definition.columns {
        if !new.options.is_empty() {
            change_column_options(context, table, &new.column.name, new.options)?;
        }
    }
    Ok(())
}

/// Changes the options of a column of a foreign table.
pub(crate) fn change_column_options(
    context: &mut Context<'_>,
    table: Oid,
    column: &str,
    items: &[OptionItem<'_>],
) -> Checked {
    let Some(relation) = context.catalog.relation(table).map(Arc::clone) else { return Ok(()) };
    let Some((number, column)) = relation.column(column) else { return Ok(()) };
    let server = relation.server.and_then(|server| context.catalog.server_by_oid(server)).map(Arc::clone);
    let validator = server.and_then(|server| validator_of_server(context, &server));
    let options = options::transform(context, &column.options, items, Level::Column, validator)?;
    context.catalog.update_relation(table, |table| {
        if let Some(column) = table.columns.get_mut(usize::from(number) - 1) {
            column.options = options;
        }
    });
    Ok(())
}
