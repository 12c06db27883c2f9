//! ALTER … OWNER TO and ALTER … RENAME TO of wrappers and servers.

use std::sync::Arc;

use medlar_catalog::{ForeignDataWrapper, Name, ObjectClass, Oid, PrivilegeSet, Relation};
use medlar_syntax::ast::{AlterOwner, Ident, ObjectKind, Rename};
use medlar_syntax::{Span, SqlState};

use crate::context::{Context, already_exists, not_owner, permission_denied, undefined};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::privileges;
use crate::schema::{self, check_database};
use crate::types::Found;

pub(crate) fn alter_owner(context: &mut Context<'_>, statement: &AlterOwner<'_>) -> Checked {
    let owner = context.role(&statement.owner)?;
    let name = &statement.name;
    let object = match statement.kind {
        ObjectKind::ForeignDataWrapper => context.wrapper(name)?.oid,
        ObjectKind::Schema => context.schema(name)?.oid,
        _ => context.server(name)?.oid,
    };
    give(context, object, owner, Spans { object: name.span, owner: statement.owner.span })
}

/// The texts that name the object and its new owner.
#[derive(Clone, Copy)]
pub(crate) struct Spans {
    pub(crate) object: Span,
    pub(crate) owner: Span,
}

/// Makes a role the owner of an object that ALTER … OWNER TO or REASSIGN OWNED names. What no
/// statement gives to another owner (a user mapping, privileges on what is made later) stays as it is.
pub(crate) fn give(context: &mut Context<'_>, object: Oid, owner: Oid, spans: Spans) -> Checked {
    match context.catalog.class(object) {
        Some(ObjectClass::Mapping | ObjectClass::Role | ObjectClass::DefaultAcl) | None => Ok(()),
        Some(ObjectClass::Wrapper) => match context.catalog.wrapper_by_oid(object).map(Arc::clone) {
            Some(wrapper) => give_wrapper(context, &wrapper, owner, spans),
            None => Ok(()),
        },
        Some(class) => give_other(context, object, class, owner, spans),
    }
}

/// As [`give`], by REASSIGN OWNED: of relations and types it asks for no rights.
pub(crate) fn reassign(context: &mut Context<'_>, object: Oid, owner: Oid, spans: Spans) -> Checked {
    match context.catalog.class(object) {
        Some(ObjectClass::Relation | ObjectClass::Type) => {
            hand_over(context, object, owner);
            Ok(())
        }
        _ => give(context, object, owner, spans),
    }
}

fn give_wrapper(context: &mut Context<'_>, wrapper: &ForeignDataWrapper, owner: Oid, spans: Spans) -> Checked {
    let denied = |hint: &'static str| {
        let message = format!("permission denied to change owner of foreign-data wrapper \"{}\"", wrapper.name);
        Failure::new(SqlState::InsufficientPrivilege, message).hint(hint)
    };
    if !context.is_superuser() {
        return Err(denied("Must be superuser to change owner of a foreign-data wrapper.").about(spans.object));
    }
    context.footprint.read(KeyKind::Memberships, "");
    if !privileges::is_superuser(context.catalog, owner) {
        return Err(denied("The owner of a foreign-data wrapper must be a superuser.").about(spans.owner));
    }
    if wrapper.owner == owner {
        return Ok(());
    }
    context.write_wrapper_and_lists(wrapper);
    context.write_references([owner]);
    context.catalog.set_owner(wrapper.oid, owner);
    Ok(())
}

fn give_other(context: &mut Context<'_>, object: Oid, class: ObjectClass, owner: Oid, spans: Spans) -> Checked {
    // Nothing to change: nothing to check.
    if context.catalog.common(object).is_none_or(|common| common.owner == owner) {
        return Ok(());
    }
    if !context.is_superuser() && class != ObjectClass::Extension {
        if !context.owns_object(object) {
            return Err(not_owner_of(context.catalog, object).about(spans.object));
        }
        if !privileges::is_member_of(context.catalog, context.user(), owner) {
            let role = context.catalog.role_name(owner);
            let message = if context.rules.postgresql_16_role_texts {
                format!("must be able to SET ROLE \"{role}\"")
            } else {
                format!("must be member of role \"{role}\"")
            };
            return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(spans.owner));
        }
        check_new_owner(context, object, owner).map_err(|failure| failure.about(spans.owner))?;
    }
    hand_over(context, object, owner);
    Ok(())
}

fn hand_over(context: &mut Context<'_>, object: Oid, owner: Oid) {
    match context.catalog.server_by_oid(object).map(Arc::clone) {
        Some(server) => context.write_server_and_lists(&server),
        None => context.write_object_and_lists(object),
    }
    context.write_references([owner]);
    context.catalog.set_owner(object, owner);
    // The sequences of a table's columns go along, and its indexes.
    let is_owned = |part: &Oid| {
        let found = context.catalog.relation(*part);
        let is_index = |found: &Relation| found.index.as_ref().is_some_and(|index| index.table == object);
        found.is_some_and(|found| is_index(found) || found.owned_by.is_some_and(|column| column.oid == object))
    };
    for sequence in context.catalog.dependents_of(object).filter(is_owned).collect::<Vec<_>>() {
        context.write_object_and_lists(sequence);
        context.catalog.set_owner(sequence, owner);
    }
}

/// What the new owner must be allowed to do: to have made the object itself.
fn check_new_owner(context: &mut Context<'_>, object: Oid, owner: Oid) -> Checked {
    if let Some(server) = context.catalog.server_by_oid(object).map(Arc::clone) {
        if let Some(wrapper) = context.wrapper_of(&server).map(Arc::clone)
            && !privileges::has_usage_on(context.catalog, owner, wrapper.owner, &wrapper.acl)
        {
            return Err(permission_denied(ObjectKind::ForeignDataWrapper, &wrapper.name));
        }
        return Ok(());
    }
    let schema = match (Found::of(context.catalog, object), context.catalog.function(object)) {
        (Some(Found::Rows(relation)), _) => relation.schema,
        (Some(Found::Type(found)), _) => found.schema,
        (None, Some(function)) => function.schema,
        // A schema: the right to create in the database is asked of the user, not of the new owner.
        (None, None) => return check_database(context, context.user()),
    };
    context.check_schema_of(schema, owner, PrivilegeSet::CREATE)
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
        ObjectKind::Schema => return schema::rename(context, name, new_name),
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
