//! CREATE FUNCTION and CREATE PROCEDURE.

use std::sync::Arc;

use medlar_catalog::{AclKind, Function, FunctionBody, Name, Oid, PrivilegeSet};
use medlar_syntax::ast::{
    ArgumentMode, CreateRoutine, FunctionResult, Ident, QualifiedName, RoutineArgument, RoutineKind, TypeName,
};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::expression;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::object::{denied, not_owner_of};
use crate::privileges::has_privileges;
use crate::routine_body::{self, Language};
use crate::routine_option::{self, Options};
use crate::session::not_run;
use crate::types::{self, DataType};

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateRoutine<'_>) -> Checked {
    let is_procedure = statement.kind == RoutineKind::Procedure;
    let (schema, name) = place(context, &statement.name)?;
    context.check_schema(schema, PrivilegeSet::CREATE).map_err(|failure| failure.about(statement.name.span))?;
    let options = routine_option::collect(&statement.options, is_procedure)?;
    routine_option::check_values(context, &options)?;
    let language = language(context, statement, &options)?;
    routine_option::check_leakproof(context, &options)?;
    routine_option::check_transforms(context, &options)?;
    let signature = signature(context, statement, language)?;
    let body = routine_body::split(statement, &options, language)?;
    routine_option::check_rows(&options, signature.returns.starts_with(SET_OF))?;
    check_internal(&signature)?;

    let arguments = types::joined(&signature.arguments);
    let existing = context.catalog.function_in(schema, &format!("{}({arguments})", name.name)).map(Arc::clone);
    context.footprint.read(KeyKind::Functions, "");
    if let Some(existing) = &existing {
        check_replaced(context, statement, existing, &signature.returns)
            .map_err(|failure| failure.about(statement.name.span))?;
    }
    let body = routine_body::check(context, statement, language, &body, &signature)?;
    let source = (language == Language::Plpgsql).then(|| options.body()).flatten().and_then(|text| text.first());
    let source = source.map(|text| Arc::from(&*text.value));
    context.footprint.write(KeyKind::Functions, "");
    if let Some(existing) = existing {
        context.catalog.update_function(existing.oid, |function| {
            function.body = body;
            function.source = source;
        });
        return Ok(());
    }
    let owner = context.user();
    let function = Function {
        oid: context.catalog.allocate_oid(),
        schema,
        name: Name::from(&*name.name),
        owner,
        acl: context.acl_of_new(AclKind::Function, owner, Some(schema)),
        arguments: arguments.into(),
        returns: signature.returns.into(),
        body,
        source,
        comment: None,
        extension: None,
    };
    let oid = function.oid;
    context.catalog.insert_function(function);
    context.write_object_and_lists(oid);
    Ok(())
}

/// Before the type of what a function returns a set of.
pub(crate) const SET_OF: &str = "SETOF ";

/// What a routine takes and gives.
#[derive(Default)]
pub(crate) struct Signature {
    /// Of the arguments that go in.
    pub(crate) arguments: Vec<DataType>,
    /// As the catalog has it.
    pub(crate) returns: String,
    /// Without SETOF; `None` of a procedure.
    pub(crate) result: Option<DataType>,
}

/// The schema that a routine is made in. The right to look into it is not asked for.
fn place<'n, 'a>(context: &mut Context<'_>, name: &'n QualifiedName<'a>) -> Checked<(Oid, &'n Ident<'a>)> {
    match name.parts.as_slice() {
        [schema, name] => Ok((context.schema_to_create_in(schema)?, name)),
        [database, schema, name] if database.name == crate::namespace::DATABASE => {
            Ok((context.schema_to_create_in(schema)?, name))
        }
        _ => {
            let (_, name) = context.split(name)?;
            Ok((context.creation_schema()?, name))
        }
    }
}

fn language(context: &mut Context<'_>, statement: &CreateRoutine<'_>, options: &Options<'_, '_>) -> Checked<Language> {
    let (name, span) = match options.language() {
        Some(name) => (&*name.name, name.span),
        None if statement.body.is_some() => ("sql", statement.name.span),
        None => {
            let failure = Failure::new(SqlState::InvalidFunctionDefinition, "no language specified");
            return Err(failure.about(statement.name.span));
        }
    };
    context.footprint.read(KeyKind::Language, name);
    let kept = context.catalog.language(name).map(Arc::clone);
    let (Some(language), Some(kept)) = (Language::find(name), kept) else {
        let message = format!("language \"{name}\" does not exist");
        let failure = Failure::new(SqlState::UndefinedObject, message).about(span);
        return Err(match Language::find(name) {
            Some(_) => failure.hint("Use CREATE EXTENSION to load the language into the database."),
            None => failure,
        });
    };
    context.read_memberships();
    let may_use = match language.is_trusted() {
        true => {
            let (user, wanted) = (context.user(), PrivilegeSet::USAGE);
            has_privileges(context.catalog, user, AclKind::Language, kept.owner, &kept.acl, wanted)
        }
        false => context.is_superuser(),
    };
    if !may_use {
        return Err(denied(context.catalog, kept.oid).about(span));
    }
    Ok(language)
}

fn invalid(message: impl Into<std::borrow::Cow<'static, str>>, span: Span) -> Box<Failure> {
    Failure::new(SqlState::InvalidFunctionDefinition, message).about(span)
}

/// The arguments from left to right, then what is returned.
fn signature(context: &mut Context<'_>, statement: &CreateRoutine<'_>, language: Language) -> Checked<Signature> {
    let is_procedure = statement.kind == RoutineKind::Procedure;
    let mut signature = Signature::default();
    let mut outputs = Vec::new();
    let (mut has_variadic, mut has_default) = (false, false);
    for (place, argument) in statement.arguments.iter().enumerate() {
        let data_type = argument_type(context, statement.kind, &argument.type_name)?;
        let mode = argument.mode.unwrap_or(ArgumentMode::In);
        let is_input = mode != ArgumentMode::Out;
        if has_variadic && (is_input || is_procedure) {
            let which = if is_input { "last input parameter" } else { "last parameter" };
            return Err(invalid(format!("VARIADIC parameter must be the {which}"), argument.span));
        }
        if is_input {
            signature.arguments.push(data_type);
        }
        if matches!(mode, ArgumentMode::Out | ArgumentMode::InOut) {
            outputs.push(data_type);
        }
        if mode == ArgumentMode::Variadic {
            has_variadic = true;
            let is_list = matches!(data_type.base.name(), "any" | "anyarray" | "anycompatiblearray");
            if !data_type.is_array && !is_list {
                return Err(invalid("VARIADIC parameter must be an array", argument.span));
            }
        }
        if let Some(name) = &argument.name {
            let earlier = statement.arguments.get(..place).unwrap_or_default();
            check_name(earlier, name, Some(mode))?;
        }
        match &argument.default {
            Some(_) if !is_input => {
                return Err(invalid("only input parameters can have default values", argument.span));
            }
            Some(default) => {
                expression::check_argument_default(context, data_type, default)?;
                has_default = true;
            }
            None if has_default && is_input => {
                let message = "input parameters after one with a default value must also have defaults";
                return Err(invalid(message, argument.span));
            }
            None if has_default && is_procedure => {
                let message = "procedure OUT parameters cannot appear after one with a default value";
                return Err(invalid(message, argument.span));
            }
            None => {}
        }
    }
    let returned = match &statement.result {
        Some(FunctionResult::Table(columns)) => {
            for (place, (name, type_name)) in columns.iter().enumerate() {
                outputs.push(argument_type(context, statement.kind, type_name)?);
                let is_repeated = columns.iter().take(place).any(|(earlier, _)| earlier.name == name.name);
                if is_repeated {
                    return Err(repeated(name));
                }
                check_name(&statement.arguments, name, None)?;
            }
            None
        }
        Some(FunctionResult::Type(type_name)) => Some((result_type(context, language, type_name)?, type_name)),
        None => None,
    };
    if is_procedure {
        return Ok(signature);
    }
    // Several outputs make a row.
    let of_outputs = match *outputs {
        [] => None,
        [single] => Some(single),
        _ => types::BaseType::find("record").map(DataType::new),
    };
    let is_table = matches!(statement.result, Some(FunctionResult::Table(_)));
    let (result, is_set) = match (returned, of_outputs) {
        (Some((result, type_name)), Some(needed)) if result.stored_name() != needed.stored_name() => {
            let needed = context.type_name(needed);
            let message = format!("function result type must be {needed} because of OUT parameters");
            return Err(invalid(message, type_name.span));
        }
        (Some((result, type_name)), _) => (result, type_name.set_of),
        (None, Some(needed)) => (needed, is_table),
        (None, None) => return Err(invalid("function result type must be specified", statement.name.span)),
    };
    signature.returns = format!("{}{}", if is_set { SET_OF } else { "" }, result.stored_name());
    signature.result = Some(result);
    Ok(signature)
}

/// The type of an argument; what is wrong with it has no position.
fn argument_type(context: &mut Context<'_>, kind: RoutineKind, type_name: &TypeName<'_>) -> Checked<DataType> {
    let found = types::resolve(context, type_name, false).map_err(|failure| {
        if failure.error.sqlstate != SqlState::UndefinedObject {
            return failure.without_position();
        }
        let message = format!("type {} does not exist", types::as_written(type_name));
        Failure::new(SqlState::UndefinedObject, message).about(type_name.span)
    })?;
    types::check_usage(context, found).map_err(|failure| failure.about(type_name.span))?;
    if type_name.set_of {
        let who = if kind == RoutineKind::Procedure { "procedures" } else { "functions" };
        return Err(invalid(format!("{who} cannot accept set arguments"), type_name.span));
    }
    Ok(found)
}

fn result_type(context: &mut Context<'_>, language: Language, type_name: &TypeName<'_>) -> Checked<DataType> {
    let found = types::resolve(context, type_name, false).map_err(|failure| {
        // In these languages a type can be made that is defined later.
        let makes_shell = matches!(language, Language::Internal | Language::C);
        match makes_shell && failure.error.sqlstate == SqlState::UndefinedObject {
            true => not_run("CREATE TYPE").about(type_name.span),
            false => failure.without_position(),
        }
    })?;
    types::check_usage(context, found).map_err(|failure| failure.about(type_name.span))?;
    Ok(found)
}

/// Two arguments may only have one name when one goes in and the other out.
fn check_name(earlier: &[RoutineArgument<'_>], name: &Ident<'_>, mode: Option<ArgumentMode>) -> Checked {
    let is_one_way = |mode: ArgumentMode| matches!(mode, ArgumentMode::In | ArgumentMode::Variadic);
    for argument in earlier {
        let other = argument.mode.unwrap_or(ArgumentMode::In);
        let is_apart = match mode {
            None => is_one_way(other),
            Some(mode) => {
                (is_one_way(mode) && other == ArgumentMode::Out) || (mode == ArgumentMode::Out && is_one_way(other))
            }
        };
        if !is_apart && argument.name.as_ref().is_some_and(|other| other.name == name.name) {
            return Err(repeated(name));
        }
    }
    Ok(())
}

fn repeated(name: &Ident<'_>) -> Box<Failure> {
    invalid(format!("parameter name \"{}\" used more than once", name.name), name.span)
}

/// What only the server itself may hold comes from nowhere but an argument.
fn check_internal(signature: &Signature) -> Checked {
    let is_internal = |data_type: &DataType| data_type.base.name() == "internal";
    if signature.result.as_ref().is_some_and(is_internal) && !signature.arguments.iter().any(is_internal) {
        let message = "unsafe use of pseudo-type \"internal\"";
        return Err(Failure::new(SqlState::InvalidFunctionDefinition, message)
            .detail("A result of type internal requires at least one input of type internal."));
    }
    Ok(())
}

/// Whether OR REPLACE may replace the function that is there.
fn check_replaced(
    context: &mut Context<'_>,
    statement: &CreateRoutine<'_>,
    existing: &Function,
    returns: &str,
) -> Checked {
    if !statement.or_replace {
        let message = format!("function \"{}\" already exists with same argument types", existing.name);
        return Err(Failure::new(SqlState::DuplicateFunction, message));
    }
    if !context.owns(existing.owner) {
        return Err(not_owner_of(context.catalog, existing.oid));
    }
    if existing.is_procedure() != (statement.kind == RoutineKind::Procedure) {
        let kind = if existing.is_procedure() { "procedure" } else { "function" };
        return Err(Failure::new(SqlState::WrongObjectType, "cannot change routine kind")
            .detail(format!("\"{}\" is a {kind}.", existing.name)));
    }
    if *existing.returns != *returns {
        let hint = format!("Use DROP FUNCTION {} first.", context.naming().function(existing));
        let message = "cannot change return type of existing function";
        return Err(Failure::new(SqlState::InvalidFunctionDefinition, message).hint(hint));
    }
    Ok(())
}

/// What a body in the language C or `internal` is, of those that Medlar knows.
pub(crate) fn known_body(symbol: &str, returns: &str) -> FunctionBody {
    match symbol {
        "postgresql_fdw_validator" => FunctionBody::PostgresqlValidator,
        _ => crate::extension::body_of(symbol, returns),
    }
}
