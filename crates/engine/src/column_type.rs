//! ALTER COLUMN … TYPE, as far as it is checked before any action of the statement is carried out.

use std::sync::Arc;

use medlar_catalog::{Generation, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{ColumnChange, Ident};
use medlar_syntax::printer::quote_ident;

use crate::alter_column::number_of;
use crate::alter_relation::Recursion;
use crate::context::Context;
use crate::define::expression_columns;
use crate::expression;
use crate::inheritance::descendants;
use crate::message::{Checked, Failure};
use crate::types::{self, DataType};

/// The rows of a table must become of the type by themselves.
fn check_cast(context: &mut Context<'_>, table: &Relation, column: &Ident<'_>, data_type: DataType) -> Checked {
    let has_rows = matches!(table.kind, RelationKind::Table | RelationKind::PartitionedTable);
    let Some((_, known)) = table.column(&column.name).filter(|_| has_rows) else { return Ok(()) };
    let old = DataType::of_column(context.catalog, &known.type_name, context.target);
    if old.is_none_or(|old| expression::is_assignable(old, data_type)) {
        return Ok(());
    }
    let type_name = context.type_name(data_type);
    let message = format!("column \"{}\" cannot be cast automatically to type {type_name}", column.name);
    let failure = Failure::new(SqlState::DatatypeMismatch, message).about(column.span);
    if known.generation == Generation::Stored {
        return Err(failure);
    }
    let column = quote_ident(&column.name, context.target);
    let data_type = if data_type.made.is_some() { type_name } else { data_type.printed() };
    Err(failure.hint(format!("You might need to specify \"USING {column}::{data_type}\".")))
}

/// What is checked of a change before any action is carried out: a new type.
pub(crate) fn prepare(
    context: &mut Context<'_>,
    relation: &Relation,
    column: &Ident<'_>,
    change: &ColumnChange<'_>,
    recursion: Recursion,
) -> Checked {
    let ColumnChange::Type { type_name, collation, using } = change else { return Ok(()) };
    // The new values are looked at before the column is.
    let transformed = match using {
        Some(using) => {
            let columns = expression_columns(context, relation);
            Some((using, expression::check_transform(context, &relation.name, &columns, using)?))
        }
        None => None,
    };
    let number = number_of(relation, column)?;
    let Some(known) = relation.columns.get(usize::from(number) - 1) else { return Ok(()) };
    if known.generation == Generation::Stored && using.is_some() {
        let message = "cannot specify USING when altering type of generated column";
        return Err(Failure::new(SqlState::InvalidColumnDefinition, message)
            .detail(format!("Column \"{}\" is a generated column.", column.name))
            .about(column.span));
    }
    if known.inherited_from > 0 {
        let message = format!("cannot alter inherited column \"{}\"", column.name);
        return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(column.span));
    }
    let data_type = types::resolve(context, type_name, false).map_err(|failure| failure.without_position())?;
    types::check_usage(context, data_type).map_err(|failure| failure.about(type_name.span))?;
    if let Some(collation) = collation {
        types::check_collation(context, data_type, &collation.name, collation.span)
            .map_err(|failure| failure.without_position())?;
    }
    types::check_storable(&column.name, data_type, type_name.span)?;
    types::refuse_circle(context, relation.oid, data_type).map_err(|failure| failure.about(type_name.span))?;
    if let (Some((using, found)), RelationKind::Table | RelationKind::PartitionedTable) = (transformed, relation.kind) {
        expression::check_transformed(context, &column.name, using, found, data_type)?;
    } else if using.is_some() {
        let message = format!("\"{}\" is not a table", relation.name);
        return Err(Failure::new(SqlState::WrongObjectType, message).about(column.span));
    }
    if using.is_none() {
        for table in recursion.tables(context, relation.oid) {
            let Some(table) = context.catalog.relation(table).map(Arc::clone) else { continue };
            check_cast(context, &table, column, data_type)?;
        }
    }
    // The rows of a table are looked at only when they are written anew.
    let is_rewritten = relation.kind != RelationKind::Table || *known.type_name != *data_type.stored();
    if is_rewritten {
        types::refuse_stored(context, relation).map_err(|failure| failure.about(column.span))?;
    }
    if recursion.is_only && !descendants(context, relation.oid).is_empty() {
        let message = format!("type of inherited column \"{}\" must be changed in child tables too", column.name);
        return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(column.span));
    }
    Ok(())
}
