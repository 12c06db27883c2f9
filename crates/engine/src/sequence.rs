//! CREATE SEQUENCE, and OWNED BY of ALTER SEQUENCE.

use std::sync::Arc;

use medlar_catalog::{ColumnReference, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{
    AlterSequence, CreateSequence, Number, Persistence, QualifiedName, SequenceOption, SequenceOptionKind,
};

use crate::alter_relation::{check_owner, find};
use crate::context::Context;
use crate::define::{already_exists, bare_name, place, refuse_system_schema};
use crate::message::{Checked, Failure};
use crate::session::not_run;
use crate::types;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateSequence<'_>) -> Checked {
    if statement.persistence == Persistence::Temporary {
        return Err(not_run("CREATE SEQUENCE").about(statement.name.span));
    }
    let name = bare_name(&statement.name);
    let placed = place(context, &statement.name).map_err(|failure| failure.without_position())?;
    let (schema, existing) = placed;
    if existing.is_some() && statement.if_not_exists {
        let message = format!("relation \"{name}\" already exists, skipping");
        context.notice(SqlState::DuplicateTable, message);
        return Ok(());
    }
    let owned_by = check_options(context, &statement.options, range_of(""))?;
    if existing.is_some() {
        return Err(already_exists(&name).about(statement.name.span));
    }
    refuse_system_schema(context, schema, &name).map_err(|failure| failure.about(statement.name.span))?;
    let oid = context.catalog.allocate_oid();
    let owner = context.user();
    let mut sequence = Relation::new(oid, RelationKind::Sequence, schema, name, owner);
    sequence.owned_by = match owned_by {
        Some(column) => owner_column(context, &sequence, column)?,
        None => None,
    };
    context.catalog.insert_relation(sequence);
    context.write_object_and_lists(oid);
    Ok(())
}

pub(crate) fn alter(context: &mut Context<'_>, statement: &AlterSequence<'_>) -> Checked {
    let Some(sequence) = find(context, &statement.name, statement.if_exists)? else { return Ok(()) };
    check_owner(context, &sequence, medlar_syntax::ast::RelationKind::Sequence)
        .map_err(|failure| failure.about(statement.name.span))?;
    if let Some(column) = check_options(context, &statement.options, range_of(""))? {
        let owned_by = owner_column(context, &sequence, column)?;
        context.catalog.update_relation(sequence.oid, |sequence| sequence.owned_by = owned_by);
    }
    context.write_object_and_lists(sequence.oid);
    Ok(())
}

/// One option of each kind, with values that go together; gives the column of OWNED BY.
pub(crate) fn check_options<'s, 'a>(
    context: &mut Context<'_>,
    options: &'s [SequenceOption<'a>],
    (mut data_type, mut range): (&'static str, (i64, i64)),
) -> Checked<Option<&'s QualifiedName<'a>>> {
    let mut seen = Vec::with_capacity(options.len());
    for option in options {
        let kind = std::mem::discriminant(&option.kind);
        if seen.contains(&kind) {
            return Err(Failure::new(SqlState::SyntaxError, "conflicting or redundant options").at(option.span));
        }
        seen.push(kind);
    }
    let (mut owned_by, mut increment, mut least, mut greatest, mut start) = (None, 1, None, None, None);
    for option in options {
        let refused = |message: String| Err(Failure::new(SqlState::InvalidParameterValue, message).about(option.span));
        match &option.kind {
            SequenceOptionKind::As(type_name) => {
                let name = types::resolve(context, type_name, false)?.name();
                if !matches!(&*name, "smallint" | "integer" | "bigint") {
                    return refused("sequence type must be smallint, integer, or bigint".to_owned());
                }
                (data_type, range) = range_of(&name);
            }
            SequenceOptionKind::IncrementBy(number) => {
                increment = value(number);
                if increment == 0 {
                    return refused("INCREMENT must not be zero".to_owned());
                }
            }
            SequenceOptionKind::Cache(number) if value(number) <= 0 => {
                return refused(format!("CACHE ({}) must be greater than zero", value(number)));
            }
            SequenceOptionKind::MinValue(number) => least = number.as_ref().map(value),
            SequenceOptionKind::MaxValue(number) => greatest = number.as_ref().map(value),
            SequenceOptionKind::Start(number) => start = Some(value(number)),
            SequenceOptionKind::OwnedBy(name) => owned_by = Some(name),
            _ => {}
        }
    }
    let (least, greatest) = if increment > 0 {
        (least.unwrap_or(1), greatest.unwrap_or(range.1))
    } else {
        (least.unwrap_or(range.0), greatest.unwrap_or(-1))
    };
    let bounds = [("MAXVALUE", greatest), ("MINVALUE", least)];
    let beyond = bounds.into_iter().find(|(_, value)| *value < range.0 || *value > range.1);
    let message = if let Some((bound, value)) = beyond {
        format!("{bound} ({value}) is out of range for sequence data type {data_type}")
    } else if least >= greatest {
        format!("MINVALUE ({least}) must be less than MAXVALUE ({greatest})")
    } else {
        match start {
            Some(start) if start < least => format!("START value ({start}) cannot be less than MINVALUE ({least})"),
            Some(start) if start > greatest => {
                format!("START value ({start}) cannot be greater than MAXVALUE ({greatest})")
            }
            _ => return Ok(owned_by),
        }
    };
    Err(Failure::new(SqlState::InvalidParameterValue, message))
}

/// The least and the greatest value of an integer type.
pub(crate) fn range_of(type_name: &str) -> (&'static str, (i64, i64)) {
    match type_name {
        "smallint" => ("smallint", (i16::MIN.into(), i16::MAX.into())),
        "integer" => ("integer", (i32::MIN.into(), i32::MAX.into())),
        _ => ("bigint", (i64::MIN, i64::MAX)),
    }
}

fn value(number: &Number<'_>) -> i64 {
    let value: i64 = number.digits.parse().unwrap_or(i64::MAX);
    if number.negative { -value } else { value }
}

/// `OWNED BY table.column`; `None` for `OWNED BY NONE`.
fn owner_column(
    context: &mut Context<'_>,
    sequence: &Relation,
    name: &QualifiedName<'_>,
) -> Checked<Option<ColumnReference>> {
    let Some((column, parts)) = name.parts.split_last().filter(|(_, parts)| !parts.is_empty()) else {
        if name.parts.iter().any(|part| part.name == "none") {
            return Ok(None);
        }
        return Err(Failure::new(SqlState::SyntaxError, "invalid OWNED BY option")
            .hint("Specify OWNED BY table.column or OWNED BY NONE.")
            .about(name.span));
    };
    let table: Arc<Relation> = context.relation(&QualifiedName { parts: parts.to_vec(), span: name.span })?;
    let refused =
        |message: &'static str| Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message).about(name.span));
    if table.kind == RelationKind::Sequence {
        let message = format!("sequence cannot be owned by relation \"{}\"", table.name);
        return Err(Failure::new(SqlState::WrongObjectType, message)
            .detail(crate::like::unsupported(table.kind))
            .about(name.span));
    }
    if table.owner != sequence.owner {
        return refused("sequence must have same owner as table it is linked to");
    }
    if table.schema != sequence.schema {
        return refused("sequence must be in same schema as table it is linked to");
    }
    let Some((number, _)) = table.column(&column.name) else {
        let message = format!("column \"{}\" of relation \"{}\" does not exist", column.name, table.name);
        return Err(Failure::new(SqlState::UndefinedColumn, message).about(column.span));
    };
    context.write_object(table.oid);
    Ok(Some(ColumnReference { oid: table.oid, column: number }))
}
