//! CREATE SEQUENCE, and OWNED BY of ALTER SEQUENCE.

use std::sync::Arc;

use medlar_catalog::{AclKind, ColumnReference, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{AlterSequence, CreateSequence, Number, QualifiedName, SequenceOption, SequenceOptionKind};

use crate::alter_relation::{check_owner, find};
use crate::context::Context;
use crate::define::{
    already_exists, bare_name, has_system_column, place, refuse_system_schema, refuse_type, skip_existing,
};
use crate::dependency::{Address, whole_of};
use crate::message::{Checked, Failure};
use crate::types;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateSequence<'_>) -> Checked {
    let name = bare_name(&statement.name);
    let find = |context: &mut Context<'_>| {
        place(context, &statement.name, statement.persistence).map_err(|failure| failure.without_position())
    };
    // Only IF NOT EXISTS asks where it is to be before the options are looked at.
    if statement.if_not_exists && find(context)?.1.is_some() {
        skip_existing(context, &name);
        return Ok(());
    }
    let owned_by = check_options(context, &statement.options, None)?;
    let (schema, existing) = find(context)?;
    if existing.is_some() {
        return Err(already_exists(&name).about(statement.name.span));
    }
    let about = |failure: Box<Failure>| failure.about(statement.name.span);
    refuse_type(context, schema, &name).map_err(about)?;
    refuse_system_schema(context, schema, &name).map_err(about)?;
    let oid = context.catalog.allocate_oid();
    let owner = context.user();
    let mut sequence = Relation::new(oid, RelationKind::Sequence, schema, name, owner);
    sequence.acl = context.acl_of_new(AclKind::Sequence, owner, Some(schema));
    context.catalog.insert_relation(sequence.clone());
    // Its owner is looked for when the sequence is there.
    if let Some(column) = owned_by {
        let owned_by = owner_column(context, &sequence, column)?;
        context.catalog.update_relation(oid, |sequence| sequence.owned_by = owned_by);
    }
    context.write_object_and_lists(oid);
    Ok(())
}

pub(crate) fn alter(context: &mut Context<'_>, statement: &AlterSequence<'_>) -> Checked {
    let Some(sequence) = find(context, &statement.name, statement.if_exists)? else { return Ok(()) };
    check_owner(context, &sequence, medlar_syntax::ast::RelationKind::Sequence)
        .map_err(|failure| failure.about(statement.name.span))?;
    if let Some(column) = check_options(context, &statement.options, None)? {
        let owned_by = owner_column(context, &sequence, column)?;
        if whole_of(context.catalog, Address::whole(sequence.oid)).is_some() {
            refuse_linked(context, &sequence, "cannot change ownership of identity sequence".into())
                .map_err(|failure| failure.about(column.span))?;
        }
        context.catalog.update_relation(sequence.oid, |sequence| sequence.owned_by = owned_by);
    }
    context.write_object_and_lists(sequence.oid);
    Ok(())
}

/// What is not done to a sequence that belongs to a column.
pub(crate) fn refuse_linked(context: &Context<'_>, sequence: &Relation, message: String) -> Checked {
    match sequence.owned_by.and_then(|column| context.catalog.relation(column.oid)) {
        Some(table) => {
            let detail = format!("Sequence \"{}\" is linked to table \"{}\".", sequence.name, table.name);
            Err(Failure::new(SqlState::FeatureNotSupported, message).detail(detail))
        }
        None => Ok(()),
    }
}

/// Sequences count with integers only.
pub(crate) fn refused_type(what: &str) -> Box<Failure> {
    let message = format!("{what} type must be smallint, integer, or bigint");
    Failure::new(SqlState::InvalidParameterValue, message)
}

/// One option of each kind, with values that go together; gives the column of OWNED BY. The sequence of
/// a column has the type of the column.
pub(crate) fn check_options<'s, 'a>(
    context: &mut Context<'_>,
    options: &'s [SequenceOption<'a>],
    column_type: Option<&str>,
) -> Checked<Option<&'s QualifiedName<'a>>> {
    let mut seen = Vec::with_capacity(options.len());
    for option in options {
        let kind = std::mem::discriminant(&option.kind);
        let is_of_column = column_type.is_some() && matches!(option.kind, SequenceOptionKind::As(_));
        if seen.contains(&kind) || is_of_column {
            return Err(Failure::new(SqlState::SyntaxError, "conflicting or redundant options").at(option.span));
        }
        if column_type.is_none() && matches!(option.kind, SequenceOptionKind::Name(_)) {
            let message = "invalid sequence option SEQUENCE NAME";
            return Err(Failure::new(SqlState::SyntaxError, message).at(option.span));
        }
        seen.push(kind);
    }
    let mut data_type = column_type.unwrap_or("bigint").to_owned();
    let (mut owned_by, mut increment, mut start, mut restart, mut cache) = (None, 1, None, None, 1);
    let (mut least, mut greatest) = (None, None);
    for option in options {
        match &option.kind {
            SequenceOptionKind::As(type_name) => {
                data_type = types::resolve(context, type_name, true)?.stored_name().into()
            }
            SequenceOptionKind::IncrementBy(number) => increment = value(number),
            SequenceOptionKind::Cache(number) => cache = value(number),
            SequenceOptionKind::MinValue(number) => least = number.as_ref().map(value),
            SequenceOptionKind::MaxValue(number) => greatest = number.as_ref().map(value),
            SequenceOptionKind::Start(number) => start = Some(value(number)),
            SequenceOptionKind::Restart(number) => restart = number.as_ref().map(value),
            SequenceOptionKind::OwnedBy(name) => owned_by = Some(name),
            _ => {}
        }
    }
    let range: (i64, i64) = match &*data_type {
        "smallint" => (i16::MIN.into(), i16::MAX.into()),
        "integer" => (i32::MIN.into(), i32::MAX.into()),
        "bigint" => (i64::MIN, i64::MAX),
        _ => {
            return Err(refused_type(if column_type.is_some() { "identity column" } else { "sequence" }));
        }
    };
    let is_outside = |number: &i64| *number < range.0 || *number > range.1;
    let (most, fewest) = if increment > 0 { (range.1, 1) } else { (-1, range.0) };
    let message = if increment == 0 {
        "INCREMENT must not be zero".to_owned()
    } else if let Some(greatest) = greatest.filter(is_outside) {
        format!("MAXVALUE ({greatest}) is out of range for sequence data type {data_type}")
    } else if let Some(least) = least.filter(is_outside) {
        format!("MINVALUE ({least}) is out of range for sequence data type {data_type}")
    } else {
        let (least, greatest) = (least.unwrap_or(fewest), greatest.unwrap_or(most));
        let first = if increment > 0 { least } else { greatest };
        let mut message = if least >= greatest {
            format!("MINVALUE ({least}) must be less than MAXVALUE ({greatest})")
        } else {
            String::new()
        };
        for (word, number) in [("START", start.unwrap_or(first)), ("RESTART", restart.unwrap_or(first))] {
            if message.is_empty() && number < least {
                message = format!("{word} value ({number}) cannot be less than MINVALUE ({least})");
            } else if message.is_empty() && number > greatest {
                message = format!("{word} value ({number}) cannot be greater than MAXVALUE ({greatest})");
            }
        }
        if message.is_empty() && cache <= 0 {
            message = format!("CACHE ({cache}) must be greater than zero");
        }
        message
    };
    if message.is_empty() { Ok(owned_by) } else { Err(Failure::new(SqlState::InvalidParameterValue, message)) }
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
    // One of the system has no number here.
    let number = match table.column(&column.name) {
        Some((number, _)) => Some(number),
        None => has_system_column(&table, &column.name).then_some(0),
    };
    let Some(number) = number else {
        let message = format!("column \"{}\" of relation \"{}\" does not exist", column.name, table.name);
        return Err(Failure::new(SqlState::UndefinedColumn, message).about(column.span));
    };
    context.write_object(table.oid);
    Ok(Some(ColumnReference { oid: table.oid, column: number }))
}
