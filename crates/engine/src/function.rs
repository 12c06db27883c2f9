//! Looking up functions: as handlers and validators are named, and by a signature.

use std::sync::Arc;

use medlar_catalog::{Function, Oid};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{ArgumentMode, QualifiedName, RoutineArgument, RoutineKind, RoutineSignature, TypeReference};

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::namespace::printed;
use crate::types;

/// Functions without arguments in pg_catalog that come to mind first. None of them is a handler.
const BUILT_IN: &str = "version now random pi timeofday current_database current_schema clock_timestamp \
    statement_timestamp transaction_timestamp pg_backend_pid gen_random_uuid txid_current lastval";

/// The function without arguments of that name, which must return fdw_handler.
pub(crate) fn handler(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Checked<Oid> {
    let (schema, function) = context.split(name)?;
    let is_built_in = schema.is_none_or(|schema| schema == Oid::PG_CATALOG)
        && BUILT_IN.split(' ').any(|known| known == function.name);
    let handler = match is_built_in {
        true => None,
        false => Some(find(context, name, "", "")?).filter(|function| &*function.returns == "fdw_handler"),
    };
    handler.map(|function| function.oid).ok_or_else(|| {
        let message = format!("function {} must return type fdw_handler", printed(name));
        Failure::new(SqlState::WrongObjectType, message).about(name.span)
    })
}

/// The function of that name that takes (text[], oid), whatever it returns.
pub(crate) fn validator(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Checked<Oid> {
    Ok(find(context, name, "text[],oid", "text[], oid")?.oid)
}

fn find(
    context: &mut Context<'_>,
    name: &QualifiedName<'_>,
    arguments: &str,
    printed_arguments: &str,
) -> Checked<Arc<Function>> {
    let (schema, function) = context.split(name)?;
    let found = at(context, schema, &format!("{}({arguments})", function.name));
    found.ok_or_else(|| {
        let message = format!("function {}({printed_arguments}) does not exist", printed(name));
        Failure::new(SqlState::UndefinedFunction, message).about(name.span)
    })
}

/// The function of that signature, in this schema or where the search path finds it.
pub(crate) fn at(context: &mut Context<'_>, schema: Option<Oid>, signature: &str) -> Option<Arc<Function>> {
    context.footprint.read(KeyKind::Functions, "");
    let searched = match schema {
        Some(schema) => vec![schema],
        None => context.searched(),
    };
    searched.into_iter().find_map(|schema| context.catalog.function_in(schema, signature)).map(Arc::clone)
}

/// Whether a function of that name, whatever its arguments, is in this schema or in the search path.
pub(crate) fn is_named(context: &mut Context<'_>, schema: Option<Oid>, name: &str) -> bool {
    context.footprint.read(KeyKind::Functions, "");
    let searched = match schema {
        Some(schema) => vec![schema],
        None => context.searched(),
    };
    context.catalog.functions().any(|function| *function.name == *name && searched.contains(&function.schema))
}

/// The routine that a signature names; without arguments the only one of its name.
pub(crate) fn find_routine(
    context: &mut Context<'_>,
    kind: RoutineKind,
    signature: &RoutineSignature<'_>,
) -> Checked<Option<Arc<Function>>> {
    let Some(arguments) = &signature.arguments else {
        let (schema, name) = context.split(&signature.name)?;
        context.footprint.read(KeyKind::Functions, "");
        let searched = match schema {
            Some(schema) => vec![schema],
            None => context.searched(),
        };
        let mut found: Option<Arc<Function>> = None;
        // One that another of the same signature hides is none.
        for function in searched.iter().flat_map(|schema| in_schema(context, *schema, &name.name)) {
            let is_hidden = found.as_ref().is_some_and(|found| found.arguments == function.arguments);
            if is_hidden || !is_of_kind(&function, kind) {
                continue;
            }
            if found.is_some() {
                let noun = kind.word().to_ascii_lowercase();
                let message = format!("{noun} name \"{}\" is not unique", printed(&signature.name));
                return Err(Failure::new(SqlState::AmbiguousFunction, message)
                    .hint(format!("Specify the argument list to select the {noun} unambiguously."))
                    .about(signature.span));
            }
            found = Some(function);
        }
        return Ok(found);
    };
    let types = input_types(context, arguments)?;
    let (schema, name) = context.split(&signature.name)?;
    let found = at(context, schema, &format!("{}({types})", name.name));
    if let Some(function) = found.as_ref().filter(|function| !is_of_kind(function, kind)) {
        let noun = kind.word().to_ascii_lowercase();
        let message = {
            let arguments = spaced(context, &function.arguments);
            format!("{}({arguments}) is not a {noun}", printed(&signature.name))
        };
        return Err(Failure::new(SqlState::WrongObjectType, message).about(signature.span));
    }
    Ok(found)
}

fn in_schema(context: &Context<'_>, schema: Oid, name: &str) -> Vec<Arc<Function>> {
    let is_meant = |function: &&Arc<Function>| *function.name == *name && function.schema == schema;
    context.catalog.functions().filter(is_meant).map(Arc::clone).collect()
}

/// Whether a routine is of the kind that a statement names.
fn is_of_kind(function: &Function, kind: RoutineKind) -> bool {
    kind == RoutineKind::Routine || (kind == RoutineKind::Procedure) == function.is_procedure()
}

/// Argument types as messages that name a signature have them.
pub(crate) fn spaced(context: &mut Context<'_>, arguments: &str) -> String {
    context.naming().type_list(arguments).replace(',', ", ")
}

/// The types of the arguments that go in, joined by commas.
fn input_types(context: &mut Context<'_>, arguments: &[RoutineArgument<'_>]) -> Checked<String> {
    let mut found = Vec::with_capacity(arguments.len());
    for argument in arguments.iter().filter(|argument| argument.mode != Some(ArgumentMode::Out)) {
        found.push(types::resolve(context, &argument.type_name, false).map_err(Failure::without_position)?);
    }
    Ok(types::joined(&found))
}

/// There is no such routine.
pub(crate) fn undefined_routine(
    context: &mut Context<'_>,
    kind: RoutineKind,
    signature: &RoutineSignature<'_>,
) -> Checked<Box<Failure>> {
    let noun = if kind == RoutineKind::Procedure { "procedure" } else { "function" };
    let name = printed(&signature.name);
    let message = match &signature.arguments {
        Some(arguments) => {
            let types = input_types(context, arguments)?;
            let types = spaced(context, &types);
            format!("{noun} {name}({types}) does not exist")
        }
        None => format!("could not find a {noun} named \"{name}\""),
    };
    Ok(Failure::new(SqlState::UndefinedFunction, message).about(signature.span))
}

/// The notice of IF EXISTS: of the schema, of a type or of the routine that is not there.
pub(crate) fn skip_missing(context: &mut Context<'_>, kind: RoutineKind, signature: &RoutineSignature<'_>) -> String {
    if let Some(schema) = missing_schema(context, &signature.name) {
        return schema;
    }
    let arguments = signature.arguments.as_deref().unwrap_or_default();
    let mut types = Vec::with_capacity(arguments.len());
    for argument in arguments {
        let written = types::as_written(&argument.type_name);
        if types::resolve(context, &argument.type_name, false).is_err() {
            let missing = match &argument.type_name.name {
                TypeReference::Named(name) => missing_schema(context, name),
                _ => None,
            };
            return missing.unwrap_or_else(|| format!("type \"{written}\" does not exist, skipping"));
        }
        types.push(written);
    }
    let noun = kind.word().to_ascii_lowercase();
    format!("{noun} {}({}) does not exist, skipping", printed(&signature.name), types.join(","))
}

fn missing_schema(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Option<String> {
    let schema = name.parts.iter().rev().nth(1)?;
    let is_there = context.find_schema(&schema.name).is_some();
    (!is_there).then(|| format!("schema \"{}\" does not exist, skipping", schema.name))
}

impl Context<'_> {
    /// The routine that a signature names.
    pub(crate) fn routine(&mut self, kind: RoutineKind, signature: &RoutineSignature<'_>) -> Checked<Oid> {
        match find_routine(self, kind, signature)? {
            Some(function) => Ok(function.oid),
            None => Err(undefined_routine(self, kind, signature)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn a_function_that_is_no_handler_is_told_from_one_that_is_not_there() {
        check(
            Target::Postgresql15,
            &[
                (
                    "CREATE FOREIGN DATA WRAPPER x HANDLER version",
                    &["ERROR:  42809: function version must return type fdw_handler"],
                ),
                (
                    "CREATE FOREIGN DATA WRAPPER x HANDLER pg_catalog.pg_backend_pid",
                    &["ERROR:  42809: function pg_catalog.pg_backend_pid must return type fdw_handler"],
                ),
                ("CREATE FOREIGN DATA WRAPPER x HANDLER abs", &["ERROR:  42883: function abs() does not exist"]),
            ],
        );
    }
}
