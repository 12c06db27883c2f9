//! dblink: from a name to a connection, up to where a network would be needed.

use std::borrow::Cow;

use medlar_catalog::{AclKind, Catalog, ForeignServer, Function, Oid, PrivilegeSet};
use medlar_syntax::SqlState;
use medlar_syntax::ast::ObjectKind;

use crate::connection::{Connection, parse};
use crate::context::permission_denied;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::privileges;
use crate::session::Session;
use crate::validators::libpq::{PARAMETERS, Place};

/// A server is looked for by so many bytes of what dblink is given.
const LONGEST_NAME: usize = 63;

/// What a function of dblink gives.
pub(crate) enum Answer {
    /// One row.
    Value(Option<String>),
    /// A set without rows.
    NoRow,
    /// What we do not know of.
    NotRun,
}

/// A connection string, and the same for human eyes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionString {
    /// As dblink hands it to the client library.
    pub text: String,
    /// With stars in the place of passwords.
    pub masked: String,
}

/// The connection string that dblink makes of a server for a role: the options of the server and of
/// the role's user mapping, or the one of PUBLIC, that are connection parameters at their place, in
/// the order in which they are stored. `None` where there is no mapping.
pub fn connection_string(catalog: &Catalog, server: &ForeignServer, user: Oid) -> Option<ConnectionString> {
    let own = catalog.user_mapping(server.oid, Some(user));
    let mapping = own.or_else(|| catalog.user_mapping(server.oid, None))?;
    let mut string = ConnectionString::default();
    for (options, of_mapping) in [(&server.options, false), (&mapping.options, true)] {
        for (name, value) in options.iter() {
            let here = |place| (place == Place::UserMapping) == of_mapping;
            if !PARAMETERS.iter().any(|parameter| parameter.name == name && here(parameter.place)) {
                continue;
            }
            let mut quoted = String::with_capacity(value.len());
            for character in value.chars() {
                if matches!(character, '\\' | '\'') {
                    quoted.push('\\');
                }
                quoted.push(character);
            }
            let shown = if name.ends_with("password") { "********" } else { &*quoted };
            for (text, value) in [(&mut string.text, &*quoted), (&mut string.masked, shown)] {
                text.push_str(name);
                text.push_str("='");
                text.push_str(value);
                text.push_str("' ");
            }
        }
    }
    Some(string)
}

/// Whether the user may execute a function of the extension.
pub(crate) fn check_right(session: &mut Session, function: &Function) -> Checked {
    session.footprint.read(KeyKind::Memberships, "");
    let (catalog, user, wanted) = (session.catalog(), session.current_user(), PrivilegeSet::EXECUTE);
    if privileges::has_privileges(catalog, user, AclKind::Function, function.owner, &function.acl, wanted) {
        return Ok(());
    }
    let message = format!("permission denied for function {}", function.name);
    Err(Failure::new(SqlState::InsufficientPrivilege, message))
}

/// Calls a function of the extension; no value is NULL.
pub(crate) fn call(session: &mut Session, function: &Function, values: &[Option<Cow<'_, str>>]) -> Checked<Answer> {
    let text = |place: usize| values.get(place).and_then(Option::as_deref).unwrap_or_default();
    let (name, types) = (&*function.name, &*function.arguments);
    // Which functions are told a connection by its name, and which take the unnamed one.
    let is_named = match name {
        "dblink_connect" | "dblink_connect_u" => {
            return connect(session, function, text(values.len().saturating_sub(1)));
        }
        "dblink" | "dblink_exec" if types.starts_with("text,text") => return connect(session, function, text(0)),
        "dblink" | "dblink_exec" => false,
        "dblink_get_connections" => return Ok(Answer::Value(None)),
        "dblink_get_notify" if values.is_empty() => return Ok(Answer::NoRow),
        "dblink_open" => types.starts_with("text,text,text"),
        "dblink_fetch" | "dblink_close" => types.starts_with("text,text"),
        "dblink_disconnect" => !values.is_empty(),
        "dblink_send_query"
        | "dblink_is_busy"
        | "dblink_get_result"
        | "dblink_cancel_query"
        | "dblink_error_message"
        | "dblink_get_notify" => true,
        _ => return Ok(Answer::NotRun),
    };
    let message = match is_named {
        true => format!("connection \"{}\" not available", text(0)),
        false => "connection not available".to_owned(),
    };
    Err(Failure::new(SqlState::ConnectionDoesNotExist, message))
}

fn connect(session: &mut Session, function: &Function, argument: &str) -> Checked<Answer> {
    let user = session.current_user();
    let is_superuser = privileges::is_superuser(session.catalog(), user);
    let text = resolve(session, argument, user)?;
    let text = text.as_deref().unwrap_or(argument);
    let connection = parse(text);
    let has_password = connection.as_ref().is_ok_and(Connection::has_password);
    if !is_superuser && !has_password && &*function.name != "dblink_connect_u" {
        let (message, detail) = match session.rules().postgresql_16_role_texts {
            true => (
                "password or GSSAPI delegated credentials required",
                "Non-superusers must provide a password in the connection string or send delegated GSSAPI credentials.",
            ),
            false => ("password is required", "Non-superusers must provide a password in the connection string."),
        };
        return Err(Failure::new(SqlState::ProhibitedSqlStatementAttempted, message).detail(detail));
    }
    let detail = connection.map_or_else(|fault| fault, |connection| connection.refusal());
    let message = "could not establish connection";
    Err(Failure::new(SqlState::SqlclientUnableToEstablishSqlconnection, message).detail(detail))
}

/// The connection string of the server of that name; `None` where there is no such server.
fn resolve(session: &mut Session, argument: &str, user: Oid) -> Checked<Option<String>> {
    let name = argument.get(..argument.floor_char_boundary(LONGEST_NAME)).unwrap_or_default();
    session.footprint.read(KeyKind::Server, name);
    let catalog = session.state.catalog.clone();
    let Some(server) = catalog.server(name) else { return Ok(None) };
    let Some(string) = connection_string(&catalog, server, user) else {
        let message = format!("user mapping not found for \"{}\"", catalog.role_name(user));
        return Err(Failure::new(SqlState::UndefinedObject, message));
    };
    session.footprint.read(KeyKind::Memberships, "");
    if !privileges::has_usage_on(&catalog, user, server.owner, &server.acl) {
        return Err(permission_denied(ObjectKind::Server, &server.name));
    }
    Ok(Some(string.text))
}
