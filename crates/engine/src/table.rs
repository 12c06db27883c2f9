//! CREATE TABLE, as far as foreign tables stand among tables.

use medlar_catalog::RelationKind;
use medlar_syntax::SqlState;
use medlar_syntax::ast::{CreateTable, OnCommit, QualifiedName, TableSource};

use crate::columns::{self, Table};
use crate::context::Context;
use crate::define::{self, NewTable, bare_name, skip_existing, undefined};
use crate::message::{Checked, Failure};
use crate::session::not_run;
use crate::temporary;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateTable<'_>) -> Checked {
    if matches!(statement.source, TableSource::Type { .. }) {
        return Err(not_run("CREATE TABLE").about(statement.name.span));
    }
    let (schema, existing) = define::place(context, &statement.name, statement.persistence)?;
    let name = bare_name(&statement.name);
    if existing.is_some() && statement.if_not_exists {
        skip_existing(context, &name);
        return Ok(());
    }
    let (elements, parents, bound) = statement.source.parts();
    let table = Table { name: &name, is_foreign: false, is_partition: bound.is_some() };
    let mut definition = columns::analyse(context, table, elements)?;
    if context.rules.cloudberry {
        refuse_mixture(context, &name, parents)?;
    }
    let kind = match statement.partition_by {
        Some(_) => RelationKind::PartitionedTable,
        None => RelationKind::Table,
    };
    let new =
        NewTable { name: &statement.name, schema, kind, parents, bound, partition_by: statement.partition_by.as_ref() };
    let is_temporary = temporary::schema(context.catalog) == Some(schema);
    if statement.on_commit.is_some() && !is_temporary {
        return Err(temporary::on_commit_of_permanent().about(statement.name.span));
    }
    let oid = define::define(context, &new, &mut definition)?;
    if statement.on_commit == Some(OnCommit::Drop) {
        context.dropped_at_commit.push(oid);
    }
    match definition.columns.iter().find(|column| !column.options.is_empty()) {
        Some(column) => {
            let message = format!("\"{name}\" is not a foreign table");
            Err(Failure::new(SqlState::WrongObjectType, message).about(column.span))
        }
        None => Ok(()),
    }
}

/// Cloudberry: a table is distributed, and a foreign table is not.
fn refuse_mixture(context: &mut Context<'_>, name: &str, parents: &[QualifiedName<'_>]) -> Checked {
    for parent in parents {
        let found = context.find_relation(parent)?.ok_or_else(|| undefined(parent))?;
        if found.kind == RelationKind::ForeignTable {
            let message = format!("cannot inherit from foreign table \"{}\" to create table \"{name}\"", found.name);
            return Err(Failure::new(SqlState::WrongObjectType, message)
                .detail("An inheritance hierarchy cannot contain a mixture of distributed and non-distributed tables.")
                .about(parent.span));
        }
    }
    Ok(())
}
