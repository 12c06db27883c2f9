//! The rows of foreign tables: what a wrapper says before it would have to read a file or a network.

use std::sync::Arc;

use medlar_catalog::{ForeignServer, FunctionBody, Relation};
use medlar_syntax::SqlState;

use crate::context::Context;
use crate::import;
use crate::message::{Checked, Failure};
use crate::session::not_run;

/// What is done to the rows of a foreign table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Select,
    Insert,
    Update,
    Delete,
    Truncate,
    Analyze,
}

impl Access {
    /// As file_fdw and postgres_fdw refuse it; nobody refuses to read.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Access::Select | Access::Analyze => ("", ""),
            Access::Insert => ("insert into", "inserts"),
            Access::Update => ("update", "updates"),
            Access::Delete => ("delete from", "deletes"),
            Access::Truncate => ("truncate", "truncates"),
        }
    }
}

fn server_of(context: &Context<'_>, table: &Relation) -> Option<Arc<ForeignServer>> {
    context.catalog.server_by_oid(table.server?).map(Arc::clone)
}

/// What the handler of a table's wrapper is.
fn handler(context: &mut Context<'_>, table: &Relation) -> Checked<FunctionBody> {
    let Some(server) = server_of(context, table) else { return Ok(FunctionBody::Handler) };
    context.find_server(&server.name);
    let Some(wrapper) = context.wrapper_of(&server).map(Arc::clone) else { return Ok(FunctionBody::Handler) };
    match wrapper.handler.and_then(|handler| context.catalog.function(handler)) {
        Some(function) => Ok(function.body),
        None => {
            let message = format!("foreign-data wrapper \"{}\" has no handler", wrapper.name);
            Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message))
        }
    }
}

/// What comes out while the statement is planned, before privileges are looked at.
pub(crate) fn plan(context: &mut Context<'_>, table: &Relation, access: Access) -> Checked {
    if handler(context, table)? != FunctionBody::FileFdwHandler || access == Access::Insert {
        return Ok(());
    }
    if access == Access::Truncate {
        return check_changes(context, table, access);
    }
    if file_of(table).is_none() {
        let message = "either filename or program is required for file_fdw foreign tables";
        return Err(Failure::new(SqlState::InternalError, message));
    }
    Ok(())
}

fn file_of(table: &Relation) -> Option<(&str, &str)> {
    table.options.iter().find(|(name, _)| matches!(*name, "filename" | "program"))
}

/// Whether the wrapper can change rows, and the table and its server allow it.
pub(crate) fn check_changes(context: &mut Context<'_>, table: &Relation, access: Access) -> Checked {
    if matches!(access, Access::Select | Access::Analyze) {
        return Ok(());
    }
    let name = &table.name;
    match handler(context, table)? {
        FunctionBody::FileFdwHandler => {
            let message = format!("cannot {} foreign table \"{name}\"", access.words().0);
            Err(Failure::new(SqlState::FeatureNotSupported, message))
        }
        FunctionBody::PostgresFdwHandler => {
            let option = if access == Access::Truncate { "truncatable" } else { "updatable" };
            let server = server_of(context, table);
            let of_server = server.as_ref().and_then(|server| server.options.get(option));
            let value = table.options.get(option).or(of_server).unwrap_or_default();
            if !["false", "off"].iter().any(|word| value.eq_ignore_ascii_case(word)) {
                return Ok(());
            }
            let message = format!("foreign table \"{name}\" does not allow {}", access.words().1);
            Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message))
        }
        _ => Ok(()),
    }
}

/// How the statement ends when it is carried out: never with rows. ANALYZE may succeed.
pub(crate) fn carry_out(context: &mut Context<'_>, table: &Relation, access: Access) -> Checked {
    check_changes(context, table, access)?;
    let file = match (handler(context, table)?, server_of(context, table)) {
        (FunctionBody::FileFdwHandler, _) => file_of(table),
        (FunctionBody::PostgresFdwHandler, Some(server)) => return import::connect(context, &server),
        _ => return Err(not_run("SELECT")),
    };
    match (access, file) {
        (Access::Analyze, Some(("filename", file))) => {
            let message = format!("could not stat file \"{file}\": No such file or directory");
            Err(Failure::new(SqlState::UndefinedFile, message))
        }
        (Access::Analyze, _) => {
            let message = format!("skipping \"{}\" --- cannot analyze this foreign table", table.name);
            context.warn(SqlState::Warning, message);
            Ok(())
        }
        (_, Some(("filename", file))) => Err(no_file(file)),
        _ => Err(not_run("SELECT")),
    }
}

/// There are no files to be read.
pub(crate) fn no_file(file: &str) -> Box<Failure> {
    let message = format!("could not open file \"{file}\" for reading: No such file or directory");
    Failure::new(SqlState::UndefinedFile, message).hint(
        "COPY FROM instructs the PostgreSQL server process to read a file. \
         You may want a client-side facility such as psql's \\copy.",
    )
}
