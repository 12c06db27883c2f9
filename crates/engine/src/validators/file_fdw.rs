//! `file_fdw_validator`: its options are those of foreign tables and their columns.

use medlar_catalog::Oid;
use medlar_syntax::{FULL, SqlState};

use super::hint::invalid_option;
use super::{Level, Part, boolean, copy};
use crate::context::Context;
use crate::message::Failure;
use crate::options::OptionFault;
use crate::privileges::has_privileges_of;

static TABLE: &[&str] = &["filename", "program", "format", "header", "delimiter", "quote", "escape", "null"];
static COLUMN: &[&str] = &["force_not_null", "force_null"];

/// The role that may name files, and the one that may run programs.
const PG_READ_SERVER_FILES: Oid = Oid(4569);
const PG_EXECUTE_SERVER_PROGRAM: Oid = Oid(4571);

pub(super) fn check<'a>(
    context: &mut Context<'_>,
    level: Level,
    options: &[(&'a str, &'a str)],
) -> Result<(), OptionFault<'a>> {
    let mut valid: Vec<&'static str> = match level {
        Level::ForeignTable => TABLE.to_vec(),
        Level::Column => COLUMN.to_vec(),
        Level::Wrapper | Level::Server | Level::UserMapping => Vec::new(),
    };
    if level == Level::ForeignTable {
        valid.extend(context.rules.file_fdw_default_option.then_some("default"));
        valid.push("encoding");
    }
    let mut source = None;
    for (name, value) in options.iter().copied() {
        if !valid.contains(&name) {
            let style = context.rules.file_fdw_invalid_option_hint;
            return invalid_option(SqlState::FdwInvalidOptionName, name, style, valid.iter().copied());
        }
        match name {
            "filename" | "program" => {
                if source.replace(name).is_some() {
                    let failure = Failure::new(SqlState::SyntaxError, "conflicting or redundant options");
                    return Err(OptionFault { failure, name, part: Part::Name });
                }
                check_role(context, name)?;
            }
            "force_not_null" | "force_null" => {
                boolean(name, value)?;
            }
            _ => {}
        }
    }
    if !FULL || level != Level::ForeignTable {
        return Ok(());
    }
    copy::check(context.rules, options)?;
    if source.is_none() {
        let message = "either filename or program is required for file_fdw foreign tables";
        let failure = Failure::new(SqlState::FdwDynamicParameterValueNeeded, message);
        return Err(OptionFault { failure, name: "", part: Part::Name });
    }
    Ok(())
}

/// Only some may let the server read files and run programs.
fn check_role<'a>(context: &mut Context<'_>, name: &'a str) -> Result<(), OptionFault<'a>> {
    let (role, oid) = match name {
        "filename" => ("pg_read_server_files", PG_READ_SERVER_FILES),
        _ => ("pg_execute_server_program", PG_EXECUTE_SERVER_PROGRAM),
    };
    context.read_memberships();
    if has_privileges_of(context.catalog, context.user(), oid) {
        return Ok(());
    }
    let failure = if context.rules.postgresql_16_role_texts {
        let message = format!("permission denied to set the \"{name}\" option of a file_fdw foreign table");
        Failure::new(SqlState::InsufficientPrivilege, message)
            .detail(format!("Only roles with privileges of the \"{role}\" role may set this option."))
    } else {
        let who = if context.rules.wrong_kind_names_the_operation { "role with privileges" } else { "member" };
        let message = format!(
            "only superuser or a {who} of the {role} role may specify the {name} option of a file_fdw foreign table"
        );
        Failure::new(SqlState::InsufficientPrivilege, message)
    };
    Err(OptionFault { failure, name, part: Part::Name })
}
