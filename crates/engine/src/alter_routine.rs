//! ALTER FUNCTION, PROCEDURE and ROUTINE.

use std::sync::Arc;

use medlar_catalog::{Function, Name, Oid, PrivilegeSet};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{AlterRoutine, Ident, ObjectKind, RoutineChange, RoutineKind};

use crate::context::{Context, undefined};
use crate::footprint::KeyKind;
use crate::function::{find_routine, spaced, undefined_routine};
use crate::message::{Checked, Failure};
use crate::object::not_owner_of_routine;
use crate::owner;
use crate::routine::SET_OF;
use crate::routine_option;

pub(crate) fn execute(context: &mut Context<'_>, statement: &AlterRoutine<'_>) -> Checked {
    let span = statement.routine.span;
    let owner = match &statement.change {
        RoutineChange::Owner(owner) => Some((context.role(owner)?, owner.span)),
        _ => None,
    };
    let Some(function) = find_routine(context, statement.kind, &statement.routine)? else {
        return Err(undefined_routine(context, statement.kind, &statement.routine)?);
    };
    match &statement.change {
        RoutineChange::Owner(_) => {
            let Some((owner, owner_span)) = owner else { return Ok(()) };
            owner::give(context, function.oid, owner, owner::Spans { object: span, owner: owner_span })
        }
        RoutineChange::Rename(name) => rename(context, &function, name).map_err(|failure| failure.about(span)),
        RoutineChange::Schema(name) => set_schema(context, &function, name).map_err(|failure| failure.about(span)),
        RoutineChange::Options(options) => {
            check_owner_of(context, &function, statement.kind).map_err(|failure| failure.about(span))?;
            let options = routine_option::collect(options, function.is_procedure())?;
            routine_option::check_leakproof(context, &options)?;
            routine_option::check_values(context, &options)?;
            routine_option::check_rows(&options, function.returns.starts_with(SET_OF))
        }
        RoutineChange::DependsOnExtension(_, name) => {
            context.footprint.read(KeyKind::Extension, &name.name);
            if context.catalog.extension(&name.name).is_none() {
                return Err(undefined(ObjectKind::Extension, name));
            }
            check_owner_of(context, &function, statement.kind).map_err(|failure| failure.about(span))
        }
    }
}

/// Where a name or a schema is changed, every routine is called a function.
fn check_owner(context: &mut Context<'_>, function: &Function) -> Checked {
    check_owner_of(context, function, RoutineKind::Function)
}

fn check_owner_of(context: &mut Context<'_>, function: &Function, kind: RoutineKind) -> Checked {
    match context.owns(function.owner) {
        true => Ok(()),
        false => Err(not_owner_of_routine(context.catalog, function.oid, kind)),
    }
}

fn rename(context: &mut Context<'_>, function: &Arc<Function>, name: &Ident<'_>) -> Checked {
    check_owner(context, function)?;
    if !context.is_superuser() {
        context.check_schema(function.schema, PrivilegeSet::CREATE)?;
    }
    check_free(context, function.schema, &name.name, function)?;
    context.write_object_and_lists(function.oid);
    context.catalog.rename(function.oid, Name::from(&*name.name));
    Ok(())
}

fn set_schema(context: &mut Context<'_>, function: &Arc<Function>, name: &Ident<'_>) -> Checked {
    let schema = context.schema(name)?.oid;
    context.check_schema(schema, PrivilegeSet::CREATE)?;
    if schema == function.schema {
        return Ok(());
    }
    check_owner(context, function)?;
    check_free(context, schema, &function.name, function)?;
    context.write_object_and_lists(function.oid);
    context.catalog.set_schema(function.oid, schema);
    context.write_object_and_lists(function.oid);
    Ok(())
}

/// No other function of the schema has the name and these arguments.
fn check_free(context: &mut Context<'_>, schema: Oid, name: &str, function: &Function) -> Checked {
    context.footprint.read(KeyKind::Functions, "");
    let signature = format!("{name}({})", function.arguments);
    if context.catalog.function_in(schema, &signature).is_none() {
        return Ok(());
    }
    let arguments = spaced(context, &function.arguments);
    let schema = context.catalog.schema_name(schema);
    let message = format!("function {name}({arguments}) already exists in schema \"{schema}\"");
    Err(Failure::new(SqlState::DuplicateFunction, message))
}
