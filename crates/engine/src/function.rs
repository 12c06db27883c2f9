//! Looking up the functions that handlers and validators are named by.

use medlar_catalog::{Function, Oid};
use medlar_syntax::SqlState;
use medlar_syntax::ast::QualifiedName;

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};

/// The database of every session.
pub(crate) const DATABASE: &str = "postgres";

/// Functions without arguments in pg_catalog that come to mind first. None of them is a handler.
const BUILT_IN: &str = "version now random pi timeofday current_database current_schema clock_timestamp \
    statement_timestamp transaction_timestamp pg_backend_pid gen_random_uuid txid_current lastval";

/// The function without arguments of that name, which must return fdw_handler.
pub(crate) fn handler(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Checked<Oid> {
    let is_built_in = match split(context, name)? {
        (None | Some("pg_catalog"), function) => BUILT_IN.split(' ').any(|known| known == function),
        _ => false,
    };
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

fn find<'c>(
    context: &'c mut Context<'_>,
    name: &QualifiedName<'_>,
    arguments: &str,
    printed_arguments: &str,
) -> Checked<&'c Function> {
    let (schema, function) = split(context, name)?;
    context.footprint.read(KeyKind::Functions, "");
    let found = context.catalog.function_by_signature(&format!("{function}({arguments})"));
    // Without a schema, the search path: pg_catalog and public.
    let visible = |found: &Function| match schema {
        Some(schema) => &*found.schema == schema,
        None => matches!(&*found.schema, "pg_catalog" | "public"),
    };
    match found {
        Some(found) if visible(found) => Ok(found),
        _ => {
            let message = format!("function {}({printed_arguments}) does not exist", printed(name));
            Err(Failure::new(SqlState::UndefinedFunction, message).about(name.span))
        }
    }
}

/// Schema and name; the schema exists.
pub(crate) fn split<'a>(context: &Context<'_>, name: &'a QualifiedName<'_>) -> Checked<(Option<&'a str>, &'a str)> {
    let parts: Vec<&str> = name.parts.iter().map(|part| &*part.name).collect();
    let (schema, function) = match parts[..] {
        [function] => return Ok((None, function)),
        [schema, function] => (schema, function),
        [DATABASE, schema, function] => (schema, function),
        [_, _, _] => {
            let message = format!("cross-database references are not implemented: {}", printed(name));
            return Err(Failure::new(SqlState::FeatureNotSupported, message).about(name.span));
        }
        _ => {
            let message = format!("improper qualified name (too many dotted names): {}", printed(name));
            return Err(Failure::new(SqlState::SyntaxError, message).about(name.span));
        }
    };
    if !schema_exists(context, schema) {
        let message = format!("schema \"{schema}\" does not exist");
        return Err(Failure::new(SqlState::InvalidSchemaName, message).about(name.span));
    }
    Ok((Some(schema), function))
}

/// Whether a schema is one of those of a fresh database; statements here make none.
pub(crate) fn schema_exists(context: &Context<'_>, schema: &str) -> bool {
    matches!(schema, "pg_catalog" | "public" | "information_schema" | "pg_toast")
        || (context.rules.cloudberry && matches!(schema, "gp_toolkit" | "pg_aoseg" | "pg_bitmapindex" | "pg_ext_aux"))
}

/// As written, with dots and without quotes.
pub(crate) fn printed(name: &QualifiedName<'_>) -> String {
    let parts: Vec<&str> = name.parts.iter().map(|part| &*part.name).collect();
    parts.join(".")
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
