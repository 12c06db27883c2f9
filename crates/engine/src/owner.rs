//! ALTER … OWNER TO and ALTER … RENAME TO of wrappers and servers.

use std::sync::Arc;

use medlar_catalog::{Name, Oid};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{AlterOwner, Ident, ObjectKind, Rename};

use crate::context::{Context, already_exists, not_owner, permission_denied, roles_of, undefined};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::privileges;

pub(crate) fn alter_owner(context: &mut Context<'_>, statement: &AlterOwner<'_>) -> Checked {
    let owner = context.role(&statement.owner)?;
    match statement.kind {
        ObjectKind::ForeignDataWrapper => alter_wrapper_owner(context, statement, owner),
        _ => alter_server_owner(context, statement, owner),
    }
}

fn alter_wrapper_owner(context: &mut Context<'_>, statement: &AlterOwner<'_>, owner: Oid) -> Checked {
    let name = &statement.name;
    let wrapper = Arc::clone(context.wrapper(name)?);
    let denied = |hint: &'static str| {
        let message = format!("permission denied to change owner of foreign-data wrapper \"{}\"", name.name);
        Failure::new(SqlState::InsufficientPrivilege, message).hint(hint)
    };
    if !context.is_superuser() {
        return Err(denied("Must be superuser to change owner of a foreign-data wrapper.").about(name.span));
    }
    context.footprint.read(KeyKind::Memberships, "");
    if !privileges::is_superuser(context.catalog, owner) {
        return Err(denied("The owner of a foreign-data wrapper must be a superuser.").about(statement.owner.span));
    }
    if wrapper.owner == owner {
        return Ok(());
    }
    let acl = wrapper.acl.with_owner(wrapper.owner, owner);
    context.write_wrapper_and_lists(&wrapper);
    context.write_references(roles_of(owner, &acl));
    context.catalog.update_wrapper(wrapper.oid, |wrapper| (wrapper.owner, wrapper.acl) = (owner, acl));
    Ok(())
}

fn alter_server_owner(context: &mut Context<'_>, statement: &AlterOwner<'_>, owner: Oid) -> Checked {
    let name = &statement.name;
    let server = Arc::clone(context.server(name)?);
    // Nothing to change: nothing to check.
    if server.owner == owner {
        return Ok(());
    }
    if !context.is_superuser() {
        if !context.owns(server.owner) {
            return Err(not_owner(ObjectKind::Server, name));
        }
        if !privileges::is_member_of(context.catalog, context.user(), owner) {
            let role = context.catalog.role_name(owner);
            let message = if context.rules.postgresql_16_role_texts {
                format!("must be able to SET ROLE \"{role}\"")
            } else {
                format!("must be member of role \"{role}\"")
            };
            return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(statement.owner.span));
        }
        // USAGE on the wrapper is asked of the new owner.
        if let Some(wrapper) = context.wrapper_of(&server).map(Arc::clone)
            && !privileges::has_usage_on(context.catalog, owner, wrapper.owner, &wrapper.acl)
        {
            let denied = permission_denied(ObjectKind::ForeignDataWrapper, &wrapper.name);
            return Err(denied.about(statement.owner.span));
        }
    }
    let acl = server.acl.with_owner(server.owner, owner);
    context.write_server_and_lists(&server);
    context.write_references(roles_of(owner, &acl));
    context.catalog.update_server(server.oid, |server| (server.owner, server.acl) = (owner, acl));
    Ok(())
}

pub(crate) fn rename(context: &mut Context<'_>, statement: &Rename<'_>) -> Checked {
    let (name, new_name) = (&statement.name, &statement.new_name);
    let oid = match statement.kind {
        ObjectKind::ForeignDataWrapper => {
            let wrapper = Arc::clone(context.wrapper(name)?);
            if !context.owns(wrapper.owner) {
                return Err(not_owner(statement.kind, name));
            }
            if context.find_wrapper(&new_name.name).is_some() {
                return Err(already_exists(statement.kind, new_name));
            }
            context.write_wrapper_and_lists(&wrapper);
            write_names(context, KeyKind::Wrapper, name, new_name);
            write_names(context, KeyKind::ServersOf, name, new_name);
            wrapper.oid
        }
        ObjectKind::Server => {
            let server = Arc::clone(context.server(name)?);
            if !context.owns(server.owner) {
                return Err(not_owner(statement.kind, name));
            }
            if context.find_server(&new_name.name).is_some() {
                return Err(already_exists(statement.kind, new_name));
            }
            context.write_server_and_lists(&server);
            write_names(context, KeyKind::Server, name, new_name);
            server.oid
        }
        _ => return Err(undefined(statement.kind, name)),
    };
    context.catalog.rename(oid, Name::from(&*new_name.name));
    Ok(())
}

fn write_names(context: &mut Context<'_>, kind: KeyKind, name: &Ident<'_>, new_name: &Ident<'_>) {
    context.footprint.write(kind, &name.name);
    context.footprint.write(kind, &new_name.name);
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    const SETUP: (&str, &[&str]) = (
        "CREATE ROLE super SUPERUSER; CREATE ROLE r1; CREATE ROLE r2; GRANT r1 TO r2; CREATE FOREIGN DATA WRAPPER v; \
         CREATE SERVER sv FOREIGN DATA WRAPPER v; CREATE SERVER s2 FOREIGN DATA WRAPPER v",
        &[
            "CREATE ROLE",
            "CREATE ROLE",
            "CREATE ROLE",
            "GRANT ROLE",
            "CREATE FOREIGN DATA WRAPPER",
            "CREATE SERVER",
            "CREATE SERVER",
        ],
    );

    #[test]
    fn a_wrapper_belongs_to_a_superuser() {
        let denied = "ERROR:  42501: permission denied to change owner of foreign-data wrapper \"v\"";
        check(
            Target::Postgresql15,
            &[
                SETUP,
                (
                    "ALTER FOREIGN DATA WRAPPER v OWNER TO r1",
                    &[denied, "HINT:  The owner of a foreign-data wrapper must be a superuser."],
                ),
                ("ALTER FOREIGN DATA WRAPPER nope OWNER TO nobody", &["ERROR:  42704: role \"nobody\" does not exist"]),
                (
                    "ALTER FOREIGN DATA WRAPPER nope OWNER TO r1",
                    &["ERROR:  42704: foreign-data wrapper \"nope\" does not exist"],
                ),
                ("ALTER FOREIGN DATA WRAPPER v OWNER TO super", &["ALTER FOREIGN DATA WRAPPER"]),
                ("SET ROLE r2", &["SET"]),
                (
                    "ALTER FOREIGN DATA WRAPPER v OWNER TO r2",
                    &[denied, "HINT:  Must be superuser to change owner of a foreign-data wrapper."],
                ),
                (
                    "ALTER FOREIGN DATA WRAPPER v RENAME TO w",
                    &["ERROR:  42501: must be owner of foreign-data wrapper v"],
                ),
            ],
        );
    }

    #[test]
    fn a_server_goes_to_a_role_of_the_user_that_may_use_the_wrapper() {
        check(
            Target::Postgresql15,
            &[
                SETUP,
                ("ALTER SERVER sv OWNER TO r1; SET ROLE r2", &["ALTER SERVER", "SET"]),
                ("ALTER SERVER sv OWNER TO r1", &["ALTER SERVER"]),
                ("ALTER SERVER sv OWNER TO super", &["ERROR:  42501: must be member of role \"super\""]),
                ("ALTER SERVER sv OWNER TO r2", &["ERROR:  42501: permission denied for foreign-data wrapper v"]),
                ("ALTER SERVER s2 OWNER TO r2", &["ERROR:  42501: must be owner of foreign server s2"]),
                ("RESET ROLE; GRANT USAGE ON FOREIGN DATA WRAPPER v TO r2; SET ROLE r2", &["RESET", "GRANT", "SET"]),
                ("ALTER SERVER sv OWNER TO r2", &["ALTER SERVER"]),
                ("ALTER SERVER sv OWNER TO r1", &["ERROR:  42501: permission denied for foreign-data wrapper v"]),
            ],
        );
    }

    #[test]
    fn a_new_name_is_free_and_its_own_name_is_not() {
        check(
            Target::Postgresql15,
            &[
                SETUP,
                ("ALTER SERVER sv RENAME TO sv", &["ERROR:  42710: server \"sv\" already exists"]),
                ("ALTER SERVER nope RENAME TO sv", &["ERROR:  42704: server \"nope\" does not exist"]),
                ("ALTER FOREIGN DATA WRAPPER v RENAME TO w", &["ALTER FOREIGN DATA WRAPPER"]),
                ("ALTER SERVER sv OWNER TO r1; SET ROLE r2", &["ALTER SERVER", "SET"]),
                ("ALTER SERVER s2 RENAME TO s3", &["ERROR:  42501: must be owner of foreign server s2"]),
                ("ALTER SERVER sv RENAME TO s3", &["ALTER SERVER"]),
            ],
        );
    }
}
