//! Storage servers and their user mappings: Cloudberry only. Options are stored as they are.
//!
//! Where the server has no text of its own for who is not the owner (it ends in an internal error),
//! the words are those of its other objects.

use std::sync::Arc;

use medlar_catalog::{Acl, Name, Oid, OptionList, StorageServer, StorageUserMapping};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{RoleSpec, Storage, StorageAction};

use crate::context::Context;
use crate::dependency::{Address, describe};
use crate::drop::{push_rest, reported};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::role_specification::undefined_role;
use crate::validators::Level;
use crate::{options, privileges};

pub(crate) fn execute(context: &mut Context<'_>, statement: &Storage<'_>) -> Checked {
    context.footprint.read(KeyKind::StorageServer, &statement.server.name);
    match (&statement.user, statement.action) {
        (None, StorageAction::Create) => create_server(context, statement),
        (None, StorageAction::Alter) => alter_server(context, statement),
        (None, StorageAction::Drop) => drop_server(context, statement),
        (Some(user), StorageAction::Create) => create_mapping(context, statement, user),
        (Some(user), StorageAction::Alter) => alter_mapping(context, statement, user),
        (Some(user), StorageAction::Drop) => drop_mapping(context, statement, user),
    }
}

fn create_server(context: &mut Context<'_>, statement: &Storage<'_>) -> Checked {
    let name = &statement.server.name;
    if context.catalog.storage_server(name).is_some() {
        return refuse_or_skip(
            context,
            statement,
            SqlState::DuplicateObject,
            format!("storage server \"{name}\" already exists"),
        );
    }
    let options = changed(context, &OptionList::default(), statement)?;
    let owner = context.user();
    context.footprint.write(KeyKind::StorageServer, name);
    context.write_references([owner]);
    let oid = context.catalog.allocate_oid();
    let server = StorageServer { oid, name: Name::from(&**name), owner, acl: Acl::default(), options };
    context.catalog.insert_storage_server(server);
    Ok(())
}

fn alter_server(context: &mut Context<'_>, statement: &Storage<'_>) -> Checked {
    let name = &statement.server.name;
    let Some(server) = context.catalog.storage_server(name).map(Arc::clone) else {
        let message = format!("storage server \"{name}\" does not exist");
        return Err(Failure::new(SqlState::UndefinedObject, message).about(statement.server.span));
    };
    if !context.owns(server.owner) {
        return Err(not_owner(statement));
    }
    let options = changed(context, &server.options, statement)?;
    context.footprint.write(KeyKind::StorageServer, name);
    context.catalog.update_storage_server(server.oid, |server| server.options = options);
    Ok(())
}

fn drop_server(context: &mut Context<'_>, statement: &Storage<'_>) -> Checked {
    let name = &statement.server.name;
    let Some(server) = context.catalog.storage_server(name).map(Arc::clone) else {
        // The server's code for it is the one of duplicates.
        let message = format!("storage server \"{name}\" not exists");
        return refuse_or_skip(context, statement, SqlState::DuplicateObject, message);
    };
    if !context.owns(server.owner) {
        return Err(not_owner(statement));
    }
    let dependents: Vec<Oid> = context.catalog.dependents_of(server.oid).collect();
    if !dependents.is_empty() {
        let shown = dependents.iter().take(reported(dependents.len()));
        let naming = context.naming();
        let mut lines: Vec<String> = shown.map(|object| describe(&naming, Address::whole(*object))).collect();
        push_rest(&mut lines, dependents.len());
        let message = format!("storage server \"{name}\" cannot be dropped because some objects depend on it");
        return Err(Failure::new(SqlState::DependentObjectsStillExist, message)
            .detail(lines.join("\n"))
            .about(statement.server.span));
    }
    context.footprint.write(KeyKind::StorageServer, name);
    context.write_references([server.owner]);
    context.catalog.remove(server.oid);
    Ok(())
}

fn create_mapping(context: &mut Context<'_>, statement: &Storage<'_>, role: &RoleSpec<'_>) -> Checked {
    let user = context.role_or_public(role)?;
    let server = existing_server(context, statement)?;
    check_right(context, &server, user, statement)?;
    if context.catalog.storage_user_mapping(server.oid, user).is_some() {
        let message = format!(
            "storage user mapping for \"{}\" already exists for storage server \"{}\"",
            printed(context, user),
            server.name
        );
        return refuse_or_skip(context, statement, SqlState::DuplicateObject, message);
    }
    let options = changed(context, &OptionList::default(), statement)?;
    context.footprint.write(KeyKind::StorageServer, &server.name);
    context.write_references(user);
    let oid = context.catalog.allocate_oid();
    let mapping = StorageUserMapping { oid, user, server: server.oid, options };
    context.catalog.insert_storage_user_mapping(mapping);
    Ok(())
}

fn alter_mapping(context: &mut Context<'_>, statement: &Storage<'_>, role: &RoleSpec<'_>) -> Checked {
    let user = context.role_or_public(role)?;
    let server = existing_server(context, statement)?;
    let Some(mapping) = context.catalog.storage_user_mapping(server.oid, user).map(Arc::clone) else {
        let role_name = printed(context, user);
        let message = format!("storage user mapping for \"{role_name}\" does not exist for server \"{}\"", server.name);
        return Err(Failure::new(SqlState::UndefinedObject, message).about(role.span));
    };
    check_right(context, &server, user, statement)?;
    let options = changed(context, &mapping.options, statement)?;
    context.footprint.write(KeyKind::StorageServer, &server.name);
    context.catalog.update_storage_user_mapping(mapping.oid, |mapping| mapping.options = options);
    Ok(())
}

fn drop_mapping(context: &mut Context<'_>, statement: &Storage<'_>, role: &RoleSpec<'_>) -> Checked {
    let user = match context.find_role_or_public(role) {
        Ok(user) => user,
        Err(name) if statement.conditional => {
            context.notice(SqlState::SuccessfulCompletion, format!("role \"{name}\" does not exist, skipping"));
            return Ok(());
        }
        Err(name) => return Err(undefined_role(name, role)),
    };
    let name = &statement.server.name;
    let Some(server) = context.catalog.storage_server(name).map(Arc::clone) else {
        return refuse_or_skip(
            context,
            statement,
            SqlState::UndefinedObject,
            format!("storage server \"{name}\" does not exist"),
        );
    };
    let Some(oid) = context.catalog.storage_user_mapping(server.oid, user).map(|mapping| mapping.oid) else {
        let role_name = printed(context, user);
        let message =
            format!("storage user mapping for \"{role_name}\" does not exist for storage server \"{}\"", server.name);
        return refuse_or_skip(context, statement, SqlState::UndefinedObject, message);
    };
    check_right(context, &server, user, statement)?;
    context.footprint.write(KeyKind::StorageServer, &server.name);
    context.write_references(user);
    context.catalog.remove(oid);
    Ok(())
}

/// With IF [NOT] EXISTS a notice, otherwise the error. What is not there is no error of its own in a
/// notice.
fn refuse_or_skip(context: &mut Context<'_>, statement: &Storage<'_>, sqlstate: SqlState, message: String) -> Checked {
    if !statement.conditional {
        return Err(Failure::new(sqlstate, message).about(statement.server.span));
    }
    let sqlstate = match sqlstate {
        SqlState::UndefinedObject => SqlState::SuccessfulCompletion,
        other => other,
    };
    context.notice(sqlstate, message + ", skipping");
    Ok(())
}

/// Options are stored without validator, and the ones about execution are like any other.
fn changed(context: &mut Context<'_>, stored: &OptionList, statement: &Storage<'_>) -> Checked<OptionList> {
    options::transform(context, stored, &statement.options, Level::UserMapping, None)
}

fn existing_server(context: &Context<'_>, statement: &Storage<'_>) -> Checked<Arc<StorageServer>> {
    let name = &statement.server.name;
    context.catalog.storage_server(name).map(Arc::clone).ok_or_else(|| {
        let message = format!("server \"{name}\" does not exist");
        Failure::new(SqlState::UndefinedObject, message).about(statement.server.span)
    })
}

/// As for user mappings of foreign servers.
fn check_right(
    context: &mut Context<'_>,
    server: &StorageServer,
    user: Option<Oid>,
    statement: &Storage<'_>,
) -> Checked {
    if context.owns(server.owner) {
        return Ok(());
    }
    if user != Some(context.user()) {
        return Err(not_owner(statement));
    }
    if !privileges::has_usage_on(context.catalog, context.user(), server.owner, &server.acl) {
        let message = format!("permission denied for storage server {}", server.name);
        return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(statement.server.span));
    }
    Ok(())
}

fn not_owner(statement: &Storage<'_>) -> Box<Failure> {
    let message = format!("must be owner of storage server {}", statement.server.name);
    Failure::new(SqlState::InsufficientPrivilege, message).about(statement.server.span)
}

fn printed(context: &Context<'_>, user: Option<Oid>) -> Name {
    user.map_or_else(|| "public".into(), |user| context.catalog.role_name(user))
}
