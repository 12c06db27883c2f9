//! Looking up the functions that handlers and validators are named by.

use std::sync::Arc;

use medlar_catalog::{Function, Oid};
use medlar_syntax::SqlState;
use medlar_syntax::ast::QualifiedName;

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::namespace::printed;

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
