//! CREATE FUNCTION and ALTER FUNCTION, as far as handlers, validators and dependencies need functions.
//! What a function does is known of those in C libraries of the server only.

use std::mem::discriminant;
use std::sync::Arc;

use medlar_catalog::{Acl, Function, FunctionBody, Name, Oid, PrivilegeSet};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{
    AlterRoutine, ArgumentMode, CreateRoutine, FunctionResult, Ident, RoutineArgument, RoutineChange, RoutineKind,
    RoutineOption, RoutineOptionKind, StringLiteral,
};

use crate::context::Context;
use crate::extension;
use crate::function::{input_types, undefined_routine};
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::owner;
use crate::session::not_run;
use crate::types;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateRoutine<'_>) -> Checked {
    if statement.kind != RoutineKind::Function {
        return Err(not_run("CREATE PROCEDURE").about(statement.name.span));
    }
    let about = |failure: Box<Failure>| match failure.subject {
        Some(_) => failure,
        None => failure.about(statement.name.span),
    };
    let (schema, name) = match statement.name.parts.as_slice() {
        [name] => (context.creation_schema().map_err(about)?, name),
        [schema, name] | [_, schema, name] => (context.schema(schema)?.oid, name),
        _ => {
            let (_, name) = context.split(&statement.name)?;
            (context.creation_schema().map_err(about)?, name)
        }
    };
    context.check_schema(schema, PrivilegeSet::CREATE).map_err(about)?;
    check_options(&statement.options)?;
    let language = language(context, statement)?;
    check_arguments(&statement.arguments)?;
    let arguments = argument_types(context, &statement.arguments)?;
    let returns = result_type(context, statement)?;
    let texts = texts(statement, &language).map_err(about)?;
    let signature = format!("{}({arguments})", name.name);
    context.footprint.read(crate::footprint::KeyKind::Functions, "");
    if let Some(known) = context.catalog.function_in(schema, &signature).map(Arc::clone) {
        if !statement.or_replace {
            let message = format!("function \"{}\" already exists with same argument types", name.name);
            return Err(Failure::new(SqlState::DuplicateFunction, message).about(name.span));
        }
        if !context.owns(known.owner) {
            return Err(not_owner_of(context.catalog, known.oid).about(name.span));
        }
        if *known.returns != *returns {
            let hint = format!("Use DROP FUNCTION {} first.", context.naming().function(&known));
            let message = "cannot change return type of existing function";
            return Err(Failure::new(SqlState::InvalidFunctionDefinition, message).hint(hint).about(name.span));
        }
        let body = body(context, texts, &language, &returns, &name.name).map_err(about)?;
        context.write_object_and_lists(known.oid);
        context.catalog.update_function(known.oid, |function| function.body = body);
        return Ok(());
    }
    let body = body(context, texts, &language, &returns, &name.name).map_err(about)?;
    let oid = context.catalog.allocate_oid();
    let owner = context.user();
    context.catalog.insert_function(Function {
        oid,
        schema,
        name: Name::from(&*name.name),
        owner,
        acl: Acl::default(),
        arguments: arguments.into(),
        returns: returns.into(),
        body,
        comment: None,
        extension: None,
    });
    context.write_object_and_lists(oid);
    Ok(())
}

/// One option of each kind.
fn check_options(options: &[RoutineOption<'_>]) -> Checked {
    let mut seen = Vec::with_capacity(options.len());
    for option in options {
        let kind = discriminant(&option.kind);
        if seen.contains(&kind) && !matches!(option.kind, RoutineOptionKind::Setting(..)) {
            return Err(Failure::new(SqlState::SyntaxError, "conflicting or redundant options").at(option.span));
        }
        seen.push(kind);
    }
    Ok(())
}

/// The language, which the user may use.
fn language(context: &mut Context<'_>, statement: &CreateRoutine<'_>) -> Checked<String> {
    let named = statement.options.iter().find_map(|option| match &option.kind {
        RoutineOptionKind::Language(name) => Some(name),
        _ => None,
    });
    let Some(name) = named else {
        if statement.body.is_some() {
            return Ok("sql".to_owned());
        }
        let message = "no language specified";
        return Err(Failure::new(SqlState::InvalidFunctionDefinition, message).about(statement.name.span));
    };
    let language = name.name.to_string();
    let is_known = match &*language {
        "sql" | "c" | "internal" => true,
        "plpgsql" => {
            context.footprint.read(crate::footprint::KeyKind::Extension, "plpgsql");
            context.catalog.extension("plpgsql").is_some()
        }
        _ => false,
    };
    if !is_known {
        let message = format!("language \"{language}\" does not exist");
        return Err(Failure::new(SqlState::UndefinedObject, message).about(name.span));
    }
    if matches!(&*language, "c" | "internal") && !context.is_superuser() {
        let message = format!("permission denied for language {language}");
        return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(name.span));
    }
    Ok(language)
}

fn check_arguments(arguments: &[RoutineArgument<'_>]) -> Checked {
    for (at, argument) in arguments.iter().enumerate() {
        if argument.mode == Some(ArgumentMode::Variadic) && argument.type_name.array_bounds.is_empty() {
            let message = "VARIADIC parameter must be an array";
            return Err(Failure::new(SqlState::InvalidFunctionDefinition, message).about(argument.span));
        }
        let Some(name) = &argument.name else { continue };
        let is_same = |other: &RoutineArgument<'_>| other.name.as_ref().is_some_and(|other| other.name == name.name);
        if arguments.iter().take(at).any(is_same) {
            let message = format!("parameter name \"{}\" used more than once", name.name);
            return Err(Failure::new(SqlState::InvalidFunctionDefinition, message).about(argument.span));
        }
    }
    Ok(())
}

/// The types of the arguments; that one is not there is said without quotes and position.
fn argument_types(context: &mut Context<'_>, arguments: &[RoutineArgument<'_>]) -> Checked<String> {
    for argument in arguments {
        types::resolve(context, &argument.type_name, false).map_err(|mut failure| {
            if failure.error.sqlstate == SqlState::UndefinedObject {
                failure.error.message = failure.error.message.replace('"', "");
            }
            failure.without_position()
        })?;
    }
    input_types(context, arguments)
}

fn result_type(context: &mut Context<'_>, statement: &CreateRoutine<'_>) -> Checked<String> {
    match &statement.result {
        Some(FunctionResult::Type(type_name)) => {
            let found = types::resolve(context, type_name, false).map_err(|failure| failure.without_position())?;
            Ok(found.name().into_owned())
        }
        Some(FunctionResult::Table(_)) => Ok("record".to_owned()),
        None => {
            let mut out = statement
                .arguments
                .iter()
                .filter(|argument| matches!(argument.mode, Some(ArgumentMode::Out | ArgumentMode::InOut)));
            let Some(first) = out.next() else {
                let message = "function result type must be specified";
                return Err(Failure::new(SqlState::InvalidFunctionDefinition, message).about(statement.name.span));
            };
            if out.next().is_some() {
                return Ok("record".to_owned());
            }
            Ok(types::resolve(context, &first.type_name, false)?.name().into_owned())
        }
    }
}

/// The texts of AS; none where the body is written in SQL.
fn texts<'s, 'a>(statement: &'s CreateRoutine<'a>, language: &str) -> Checked<&'s [StringLiteral<'a>]> {
    let written = statement.options.iter().find_map(|option| match &option.kind {
        RoutineOptionKind::As(texts) => Some(texts.as_slice()),
        _ => None,
    });
    let message = match written {
        None if statement.body.is_none() => "no function body specified".to_owned(),
        Some([_, _, ..]) if language != "c" => format!("only one AS item needed for language \"{language}\""),
        _ => return Ok(written.unwrap_or_default()),
    };
    Err(Failure::new(SqlState::InvalidFunctionDefinition, message))
}

/// What the function does, where that is known, and whether the language can do it.
fn body(
    context: &Context<'_>,
    texts: &[StringLiteral<'_>],
    language: &str,
    returns: &str,
    name: &str,
) -> Checked<FunctionBody> {
    let text = |at: usize| texts.get(at).map(|text: &StringLiteral<'_>| &*text.value);
    match language {
        "c" => {
            let file = text(0).unwrap_or_default();
            let symbol = text(1).unwrap_or(name);
            library_function(context, file, symbol)
        }
        "internal" => match text(0) {
            Some("postgresql_fdw_validator") => Ok(FunctionBody::PostgresqlValidator),
            other => {
                let message = format!("there is no built-in function named \"{}\"", other.unwrap_or_default());
                Err(Failure::new(SqlState::UndefinedFunction, message))
            }
        },
        "sql" if returns == "fdw_handler" => {
            let message = format!("SQL functions cannot return type {returns}");
            Err(Failure::new(SqlState::InvalidFunctionDefinition, message))
        }
        "plpgsql" if returns == "fdw_handler" => {
            let message = format!("PL/pgSQL functions cannot return type {returns}");
            Err(Failure::new(SqlState::FeatureNotSupported, message))
        }
        _ => Ok(FunctionBody::Other),
    }
}

/// A function in a library: those of the extensions are there.
fn library_function(context: &Context<'_>, file: &str, symbol: &str) -> Checked<FunctionBody> {
    let library = file.strip_prefix("$libdir/").unwrap_or(file);
    let library = library.strip_suffix(".so").unwrap_or(library);
    if !extension::has_library(library, context.rules) {
        let message = format!("could not access file \"{file}\": No such file or directory");
        return Err(Failure::new(SqlState::UndefinedFile, message));
    }
    extension::library_body(library, symbol).ok_or_else(|| {
        let path = format!("{}/{library}.so", context.rules.library_directory);
        let message = format!("could not find function \"{symbol}\" in file \"{path}\"");
        Failure::new(SqlState::UndefinedFunction, message)
    })
}

pub(crate) fn alter(context: &mut Context<'_>, statement: &AlterRoutine<'_>) -> Checked {
    let span = statement.routine.span;
    let oid = match crate::function::find_routine(context, statement.kind, &statement.routine)? {
        Some(function) => function.oid,
        None => return Err(undefined_routine(context, statement.kind, &statement.routine)?),
    };
    match &statement.change {
        RoutineChange::Owner(role) => {
            let new_owner = context.role(role)?;
            owner::give(context, oid, new_owner, owner::Spans { object: span, owner: role.span })
        }
        RoutineChange::Rename(name) => {
            let Some(function) = context.catalog.function(oid).map(Arc::clone) else { return Ok(()) };
            refuse_taken(context, function.schema, &name.name, &function.arguments)
                .map_err(|failure| failure.about(name.span))?;
            check_owned(context, oid).map_err(|failure| failure.about(span))?;
            context.check_schema(function.schema, PrivilegeSet::CREATE).map_err(|failure| failure.about(span))?;
            context.write_object_and_lists(oid);
            context.catalog.rename(oid, Name::from(&*name.name));
            Ok(())
        }
        RoutineChange::Schema(name) => set_schema(context, oid, name).map_err(|failure| match failure.subject {
            Some(_) => failure,
            None => failure.about(span),
        }),
        RoutineChange::Options(options) => {
            check_owned(context, oid).map_err(|failure| failure.about(span))?;
            check_options(options)
        }
        RoutineChange::DependsOnExtension(..) => Err(not_run("ALTER FUNCTION").about(span)),
    }
}

fn check_owned(context: &mut Context<'_>, oid: Oid) -> Checked {
    if context.owns_object(oid) { Ok(()) } else { Err(not_owner_of(context.catalog, oid)) }
}

fn refuse_taken(context: &Context<'_>, schema: Oid, name: &str, arguments: &str) -> Checked {
    if context.catalog.function_in(schema, &format!("{name}({arguments})")).is_none() {
        return Ok(());
    }
    let arguments = arguments.replace(',', ", ");
    let schema = context.catalog.schema_name(schema);
    let message = format!("function {name}({arguments}) already exists in schema \"{schema}\"");
    Err(Failure::new(SqlState::DuplicateFunction, message))
}

fn set_schema(context: &mut Context<'_>, oid: Oid, name: &Ident<'_>) -> Checked {
    let Some(function) = context.catalog.function(oid).map(Arc::clone) else { return Ok(()) };
    let schema = context.schema_to_use(name)?;
    if schema == function.schema {
        return Ok(());
    }
    check_owned(context, oid)?;
    context.check_schema(schema, PrivilegeSet::CREATE)?;
    refuse_taken(context, schema, &function.name, &function.arguments)?;
    context.write_object_and_lists(oid);
    context.footprint.write(crate::footprint::KeyKind::ContentsOf, &name.name);
    context.catalog.set_schema(oid, schema);
    Ok(())
}
