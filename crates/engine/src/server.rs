//! CREATE SERVER and ALTER SERVER … VERSION / OPTIONS.

use std::sync::Arc;

use medlar_catalog::{Acl, ForeignServer, Name, OptionList};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{AlterServer, CreateServer, ObjectKind, Version};

use crate::context::{Context, already_exists, not_owner, permission_denied};
use crate::footprint::KeyKind;
use crate::message::Checked;
use crate::validators::{Level, validator_of};
use crate::{options, privileges};

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateServer<'_>) -> Checked {
    let name = &statement.name;
    context.footprint.read(KeyKind::Server, &name.name);
    if context.catalog.server(&name.name).is_some() {
        if !statement.if_not_exists {
            return Err(already_exists(ObjectKind::Server, name));
        }
        // With IF NOT EXISTS nothing else is looked at.
        let message = format!("server \"{}\" already exists, skipping", name.name);
        context.notice(SqlState::DuplicateObject, message);
        return Ok(());
    }
    let wrapper = Arc::clone(context.wrapper(&statement.wrapper)?);
    context.read_memberships();
    let owner = context.user();
    if !privileges::has_usage_on(context.catalog, owner, wrapper.owner, &wrapper.acl) {
        return Err(permission_denied(ObjectKind::ForeignDataWrapper, &wrapper.name).about(statement.wrapper.span));
    }
    let validator = validator_of(context.catalog, &wrapper);
    let options = options::transform(context, &OptionList::default(), &statement.options, Level::Server, validator)?;

    let server = ForeignServer {
        oid: context.catalog.allocate_oid(),
        name: Name::from(&*name.name),
        owner,
        wrapper: wrapper.oid,
        server_type: statement.server_type.as_ref().map(|literal| Arc::from(&*literal.value)),
        version: statement.version.as_ref().and_then(version),
        acl: Acl::default(),
        options,
        comment: None,
        extension: None,
    };
    context.footprint.write(KeyKind::Server, &name.name);
    context.footprint.write(KeyKind::ServersOf, &wrapper.name);
    context.write_references([owner]);
    context.catalog.insert_server(server);
    Ok(())
}

pub(crate) fn alter(context: &mut Context<'_>, statement: &AlterServer<'_>) -> Checked {
    let name = &statement.name;
    let server = Arc::clone(context.server(name)?);
    if !context.owns(server.owner) {
        return Err(not_owner(ObjectKind::Server, name));
    }
    let options = match &statement.options {
        Some(items) => {
            let wrapper = context.wrapper_of(&server).map(Arc::clone);
            let validator = wrapper.and_then(|wrapper| validator_of(context.catalog, &wrapper));
            Some(options::transform(context, &server.options, items, Level::Server, validator)?)
        }
        None => None,
    };
    let oid = server.oid;
    drop(server);
    context.footprint.write(KeyKind::Server, &name.name);
    context.catalog.update_server(oid, |server| {
        if let Some(given) = &statement.version {
            server.version = version(given);
        }
        if let Some(options) = options {
            server.options = options;
        }
    });
    Ok(())
}

/// `VERSION NULL` is no version.
fn version(version: &Version<'_>) -> Option<Arc<str>> {
    match version {
        Version::Value(literal) => Some(Arc::from(&*literal.value)),
        Version::Null => None,
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn checks_come_in_the_order_of_the_server() {
        check(
            Target::Postgresql15,
            &[
                ("CREATE FOREIGN DATA WRAPPER w", &["CREATE FOREIGN DATA WRAPPER"]),
                ("CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (a '1', b '2')", &["CREATE SERVER"]),
                (
                    "CREATE SERVER IF NOT EXISTS s FOREIGN DATA WRAPPER nope OPTIONS (a '1', a '2')",
                    &["NOTICE:  42710: server \"s\" already exists, skipping", "CREATE SERVER"],
                ),
                ("CREATE SERVER s FOREIGN DATA WRAPPER nope", &["ERROR:  42710: server \"s\" already exists"]),
                (
                    "CREATE SERVER s2 FOREIGN DATA WRAPPER nope OPTIONS (a '1', a '2')",
                    &["ERROR:  42704: foreign-data wrapper \"nope\" does not exist"],
                ),
                (
                    "CREATE SERVER s2 FOREIGN DATA WRAPPER w OPTIONS (a '1', a '2')",
                    &["ERROR:  42710: option \"a\" provided more than once"],
                ),
                (
                    "CREATE ROLE r; SET ROLE r; CREATE SERVER s2 FOREIGN DATA WRAPPER w; ALTER SERVER s VERSION '1'",
                    &[
                        "CREATE ROLE",
                        "SET",
                        "ERROR:  42501: permission denied for foreign-data wrapper w",
                        "ERROR:  42501: must be owner of foreign server s",
                    ],
                ),
                (
                    "RESET ROLE; ALTER SERVER s VERSION '2' OPTIONS (DROP nope)",
                    &["RESET", "ERROR:  42704: option \"nope\" not found"],
                ),
                ("ALTER SERVER nope VERSION '2'", &["ERROR:  42704: server \"nope\" does not exist"]),
                ("ALTER SERVER s OPTIONS (SET b 'x', SET b 'y', DROP a, ADD a 'z')", &["ALTER SERVER"]),
            ],
        );
    }

    #[test]
    fn a_failed_alter_keeps_the_old_version() {
        let mut session = crate::Session::new(Target::Postgresql15);
        let script = "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s VERSION '1' FOREIGN DATA WRAPPER w;
            ALTER SERVER s VERSION '2' OPTIONS (DROP nope)";
        crate::testing::run(&mut session, script);
        assert_eq!(session.catalog().server("s").and_then(|server| server.version.as_deref()), Some("1"));
        crate::testing::run(
            &mut session,
            "ALTER SERVER s VERSION NULL OPTIONS (b '1', a '2'); ALTER SERVER s OPTIONS (DROP b, b '3')",
        );
        let server = session.catalog().server("s").unwrap();
        assert_eq!(server.version, None);
        assert_eq!(server.options.iter().collect::<Vec<_>>(), [("a", "2"), ("b", "3")]);
    }
}
