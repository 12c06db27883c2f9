//! IMPORT FOREIGN SCHEMA, up to where a network would be needed.

use std::sync::Arc;

use medlar_catalog::{ForeignServer, FunctionBody, PrivilegeSet};
use medlar_syntax::SqlState;
use medlar_syntax::ast::ImportForeignSchema;

use crate::connection;
use crate::context::Context;
use crate::dblink::connection_string;
use crate::foreign_table::usable_server;
use crate::message::{Checked, Failure};
use crate::validators::boolean;

/// What postgres_fdw takes.
static POSTGRES_FDW: &[&str] = &["import_collate", "import_default", "import_generated", "import_not_null"];

pub(crate) fn execute(context: &mut Context<'_>, statement: &ImportForeignSchema<'_>) -> Checked {
    let server = usable_server(context, &statement.server)?;
    // The schema of temporary tables is there for everyone.
    if statement.local_schema.name != "pg_temp" {
        let schema = context.schema(&statement.local_schema)?.oid;
        let about = |failure: Box<Failure>| failure.about(statement.local_schema.span);
        context.check_schema(schema, PrivilegeSet::CREATE).map_err(about)?;
    }
    let Some(wrapper) = context.wrapper_of(&server).map(Arc::clone) else { return Ok(()) };
    let name = &wrapper.name;
    let handler = wrapper.handler.and_then(|handler| context.catalog.function(handler)).map(Arc::clone);
    let Some(handler) = handler else {
        let message = format!("foreign-data wrapper \"{name}\" has no handler");
        return Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message).about(statement.server.span));
    };
    if handler.body != FunctionBody::PostgresFdwHandler {
        let message = format!("foreign-data wrapper \"{name}\" does not support IMPORT FOREIGN SCHEMA");
        return Err(Failure::new(SqlState::FdwNoSchemas, message).about(statement.server.span));
    }
    for option in &statement.options {
        let name = &*option.name.name;
        if !POSTGRES_FDW.contains(&name) {
            let message = format!("invalid option \"{name}\"");
            return Err(Failure::new(SqlState::FdwInvalidOptionName, message).about(option.name.span));
        }
        let value = option.value.as_ref().map_or("", |value| &*value.value);
        boolean(name, value).map_err(|fault| fault.failure.about(option.span))?;
    }
    connect(context, &server).map_err(|failure| failure.about(statement.server.span))
}

/// The connection of postgres_fdw: there never is one.
pub(crate) fn connect(context: &mut Context<'_>, server: &ForeignServer) -> Checked {
    let user = context.user();
    let Some(string) = connection_string(context.catalog, server, user) else {
        let message = format!("user mapping not found for \"{}\"", context.catalog.role_name(user));
        return Err(Failure::new(SqlState::UndefinedObject, message));
    };
    let refused = |reason: String| {
        let message = format!("could not connect to server \"{}\"", server.name);
        Err(Failure::new(SqlState::SqlclientUnableToEstablishSqlconnection, message).detail(reason))
    };
    let connection = match connection::parse(&string.text) {
        Ok(connection) => connection,
        Err(reason) => return refused(reason),
    };
    let mapping = context.catalog.user_mapping(server.oid, Some(user));
    let mapping = mapping.or_else(|| context.catalog.user_mapping(server.oid, None));
    let requires = mapping.is_none_or(|mapping| mapping.options.get("password_required") != Some("false"));
    if requires && !connection.has_password() && !context.is_superuser() {
        let message = "password is required";
        return Err(Failure::new(SqlState::ProhibitedSqlStatementAttempted, message)
            .detail("Non-superusers must provide a password in the user mapping."));
    }
    refused(connection.refusal())
}
