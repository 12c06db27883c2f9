//! Looking up the functions that handlers and validators are named by.

use std::sync::Arc;

use medlar_catalog::{Function, Oid};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{ArgumentMode, QualifiedName, RoutineArgument, RoutineKind, RoutineSignature};

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

/// The function that a signature names; without arguments the only one of its name.
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
        let mut found = None;
        for function in context.catalog.functions() {
            if *function.name == *name.name && searched.contains(&function.schema) {
                if found.is_some() {
                    let noun = kind.word().to_ascii_lowercase();
                    let message = format!("{noun} name \"{}\" is not unique", printed(&signature.name));
                    return Err(Failure::new(SqlState::AmbiguousFunction, message)
                        .hint(format!("Specify the argument list to select the {noun} unambiguously."))
                        .about(signature.span));
                }
                found = Some(Arc::clone(function));
            }
        }
        return Ok(found);
    };
    let types = input_types(context, arguments)?;
    let (schema, name) = context.split(&signature.name)?;
    Ok(at(context, schema, &format!("{}({types})", name.name)))
}

/// The types of the arguments that go in, joined by commas.
pub(crate) fn input_types(context: &mut Context<'_>, arguments: &[RoutineArgument<'_>]) -> Checked<String> {
    let mut types = String::new();
    for argument in arguments.iter().filter(|argument| argument.mode != Some(ArgumentMode::Out)) {
        if !types.is_empty() {
            types.push(',');
        }
        types.push_str(
            &types::resolve(context, &argument.type_name, false).map_err(|failure| failure.without_position())?.name(),
        );
    }
    Ok(types)
}

/// There is no such function.
pub(crate) fn undefined_routine(
    context: &mut Context<'_>,
    kind: RoutineKind,
    signature: &RoutineSignature<'_>,
) -> Checked<Box<Failure>> {
    let noun = kind.word().to_ascii_lowercase();
    let name = printed(&signature.name);
    let message = match &signature.arguments {
        Some(arguments) => {
            let types = input_types(context, arguments)?.replace(',', ", ");
            format!("{noun} {name}({types}) does not exist")
        }
        None => format!("could not find a {noun} named \"{name}\""),
    };
    Ok(Failure::new(SqlState::UndefinedFunction, message).about(signature.span))
}

impl Context<'_> {
    /// The function that a signature names.
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
