//! CREATE, ALTER and DROP USER MAPPING.

use std::sync::Arc;

use medlar_catalog::{ForeignServer, Name, Oid, OptionList, UserMapping};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{AlterUserMapping, CreateUserMapping, DropUserMapping, Ident, ObjectKind, RoleSpec};

use crate::context::{Context, not_owner, permission_denied, undefined};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::role_specification::undefined_role;
use crate::validators::{Level, Validator, validator_of};
use crate::{options, privileges};

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateUserMapping<'_>) -> Checked {
    // Role and server must exist even with IF NOT EXISTS.
    let user = context.role_or_public(&statement.user)?;
    let server = Arc::clone(context.server(&statement.server)?);
    check_right(context, &server, user, &statement.user, &statement.server)?;
    if context.catalog.user_mapping(server.oid, user).is_some() {
        let role = printed(context, user);
        let message = format!("user mapping for \"{role}\" already exists for server \"{}\"", server.name);
        if !statement.if_not_exists {
            return Err(Failure::new(SqlState::DuplicateObject, message).about(statement.user.span));
        }
        context.notice(SqlState::DuplicateObject, message + ", skipping");
        return Ok(());
    }
    let validator = validator(context, &server);
    let options =
        options::transform(context, &OptionList::default(), &statement.options, Level::UserMapping, validator)?;

    context.footprint.write(KeyKind::Server, &server.name);
    context.write_references(user);
    let oid = context.catalog.allocate_oid();
    context.catalog.insert_user_mapping(UserMapping { oid, user, server: server.oid, options });
    Ok(())
}

pub(crate) fn alter(context: &mut Context<'_>, statement: &AlterUserMapping<'_>) -> Checked {
    let user = context.role_or_public(&statement.user)?;
    let server = Arc::clone(context.server(&statement.server)?);
    let Some(mapping) = context.catalog.user_mapping(server.oid, user) else {
        let message = does_not_exist(context, user, &server);
        return Err(Failure::new(SqlState::UndefinedObject, message).about(statement.user.span));
    };
    let (oid, stored) = (mapping.oid, mapping.options.clone());
    check_right(context, &server, user, &statement.user, &statement.server)?;
    let validator = validator(context, &server);
    let options = options::transform(context, &stored, &statement.options, Level::UserMapping, validator)?;

    drop(stored);
    context.footprint.write(KeyKind::Server, &server.name);
    context.catalog.update_user_mapping(oid, |mapping| mapping.options = options);
    Ok(())
}

pub(crate) fn drop_mapping(context: &mut Context<'_>, statement: &DropUserMapping<'_>) -> Checked {
    let user = match context.find_role_or_public(&statement.user) {
        Ok(user) => user,
        Err(name) if statement.if_exists => {
            let message = format!("role \"{name}\" does not exist, skipping");
            context.notice(SqlState::SuccessfulCompletion, message);
            return Ok(());
        }
        Err(name) => return Err(undefined_role(name, &statement.user)),
    };
    let Some(server) = context.find_server(&statement.server.name).map(Arc::clone) else {
        if !statement.if_exists {
            return Err(undefined(ObjectKind::Server, &statement.server));
        }
        let message = format!("server \"{}\" does not exist, skipping", statement.server.name);
        context.notice(SqlState::SuccessfulCompletion, message);
        return Ok(());
    };
    let Some(oid) = context.catalog.user_mapping(server.oid, user).map(|mapping| mapping.oid) else {
        let message = does_not_exist(context, user, &server);
        if !statement.if_exists {
            return Err(Failure::new(SqlState::UndefinedObject, message).about(statement.user.span));
        }
        context.notice(SqlState::SuccessfulCompletion, message + ", skipping");
        return Ok(());
    };
    check_right(context, &server, user, &statement.user, &statement.server)?;

    context.footprint.write(KeyKind::Server, &server.name);
    context.write_references(user);
    context.catalog.remove(oid);
    Ok(())
}

/// The owner of the server may handle every mapping. Others may handle their own (membership does
/// not count) if they have USAGE on the server.
fn check_right(
    context: &mut Context<'_>,
    server: &ForeignServer,
    user: Option<Oid>,
    role: &RoleSpec<'_>,
    server_name: &Ident<'_>,
) -> Checked {
    if context.owns(server.owner) {
        return Ok(());
    }
    if user != Some(context.user()) {
        return Err(not_owner(ObjectKind::Server, server_name).about(role.span));
    }
    if !privileges::has_usage_on(context.catalog, context.user(), server.owner, &server.acl) {
        return Err(permission_denied(ObjectKind::Server, &server.name).about(server_name.span));
    }
    Ok(())
}

fn validator(context: &mut Context<'_>, server: &ForeignServer) -> Validator {
    let wrapper = context.wrapper_of(server).map(Arc::clone)?;
    validator_of(context.catalog, &wrapper)
}

fn does_not_exist(context: &Context<'_>, user: Option<Oid>, server: &ForeignServer) -> String {
    let role = printed(context, user);
    format!("user mapping for \"{role}\" does not exist for server \"{}\"", server.name)
}

fn printed(context: &Context<'_>, user: Option<Oid>) -> Name {
    user.map_or_else(|| "public".into(), |user| context.catalog.role_name(user))
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn existence_comes_before_rights_but_not_in_create() {
        check(
            Target::Postgresql15,
            &[
                (
                    "CREATE ROLE p1; CREATE ROLE p2; CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w",
                    &["CREATE ROLE", "CREATE ROLE", "CREATE FOREIGN DATA WRAPPER", "CREATE SERVER"],
                ),
                ("CREATE USER MAPPING FOR p1 SERVER s OPTIONS (a '1')", &["CREATE USER MAPPING"]),
                (
                    "CREATE USER MAPPING FOR p1 SERVER s",
                    &["ERROR:  42710: user mapping for \"p1\" already exists for server \"s\""],
                ),
                (
                    "CREATE USER MAPPING IF NOT EXISTS FOR p1 SERVER s",
                    &[
                        "NOTICE:  42710: user mapping for \"p1\" already exists for server \"s\", skipping",
                        "CREATE USER MAPPING",
                    ],
                ),
                (
                    "CREATE USER MAPPING IF NOT EXISTS FOR nope SERVER nope",
                    &["ERROR:  42704: role \"nope\" does not exist"],
                ),
                (
                    "DROP USER MAPPING IF EXISTS FOR PUBLIC SERVER s",
                    &[
                        "NOTICE:  00000: user mapping for \"public\" does not exist for server \"s\", skipping",
                        "DROP USER MAPPING",
                    ],
                ),
                ("SET ROLE p1", &["SET"]),
                ("CREATE USER MAPPING FOR p1 SERVER s", &["ERROR:  42501: permission denied for foreign server s"]),
                ("CREATE USER MAPPING FOR p2 SERVER s", &["ERROR:  42501: must be owner of foreign server s"]),
                (
                    "ALTER USER MAPPING FOR p2 SERVER s OPTIONS (DROP nope)",
                    &["ERROR:  42704: user mapping for \"p2\" does not exist for server \"s\""],
                ),
                (
                    "ALTER USER MAPPING FOR p1 SERVER s OPTIONS (DROP nope)",
                    &["ERROR:  42501: permission denied for foreign server s"],
                ),
            ],
        );
    }
}
