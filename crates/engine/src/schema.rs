//! CREATE SCHEMA, and what is particular about renaming and dropping schemas.

use medlar_catalog::{AclKind, Name, Oid, PrivilegeSet, Schema};
use medlar_syntax::ast::{CreateSchema, Ident, Statement};
use medlar_syntax::{Span, SqlState};

use crate::context::{Context, roles_of};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::namespace::DATABASE;
use crate::object::{denied, not_owner_of};
use crate::privileges;
use crate::session::not_run;

pub(crate) fn create(
    context: &mut Context<'_>,
    statement: &CreateSchema<'_>,
    run: &mut dyn FnMut(&mut Context<'_>, &Statement<'_>) -> Checked,
) -> Checked {
    let owner = match &statement.authorization {
        Some(role) => context.role(role)?,
        None => context.user(),
    };
    // Without a name the schema is called as its owner.
    let (name, span) = match (&statement.name, &statement.authorization) {
        (Some(name), _) => (Name::from(&*name.name), name.span),
        (None, Some(role)) => (context.catalog.role_name(owner), role.span),
        (None, None) => (context.catalog.role_name(owner), Span::default()),
    };
    check_database(context, context.user()).map_err(|failure| failure.about(span))?;
    if !privileges::is_member_of(context.catalog, context.user(), owner) {
        let message = format!("must be member of role \"{}\"", context.catalog.role_name(owner));
        return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(span));
    }
    check_reserved(context, &name).map_err(|failure| failure.about(span))?;
    if context.find_schema(&name).is_some() {
        if !statement.if_not_exists {
            return Err(already_exists(&name).about(span));
        }
        context.notice(SqlState::DuplicateSchema, format!("schema \"{name}\" already exists, skipping"));
        return Ok(());
    }
    let oid = context.catalog.allocate_oid();
    context.footprint.write(KeyKind::Schema, &name);
    context.footprint.write(KeyKind::ContentsOf, &name);
    let acl = context.acl_of_new(AclKind::Schema, owner, None);
    context.write_references(roles_of(owner, &acl));
    context.catalog.insert_schema(Schema { oid, name: name.clone(), owner, acl, comment: None, extension: None });
    statement.elements.iter().try_for_each(|element| check_element(element, &name))?;
    if statement.elements.is_empty() {
        return Ok(());
    }
    // What is made with the schema is made in it, by its owner.
    let schema = context.creating_in.replace(oid);
    let identity = *context.identity;
    *context.identity = identity.acting_as(owner);
    let result = statement.elements.iter().try_for_each(|element| run(context, element));
    *context.identity = identity;
    context.creating_in = schema;
    result
}

/// What is made with a schema is made in no other.
fn check_element(element: &Statement<'_>, schema: &str) -> Checked {
    let made = match element {
        Statement::CreateTable(statement) => &statement.name,
        Statement::CreateView(statement) => &statement.name,
        Statement::CreateSequence(statement) => &statement.name,
        _ => return Ok(()),
    };
    match made.parts.iter().rev().nth(1).filter(|other| other.name != schema) {
        Some(other) => {
            let message =
                format!("CREATE specifies a schema ({}) different from the one being created ({schema})", other.name);
            Err(Failure::new(SqlState::InvalidSchemaDefinition, message).about(made.span))
        }
        None => Ok(()),
    }
}

/// The new name must be free; the owner needs the right to create schemas.
pub(crate) fn rename(context: &mut Context<'_>, name: &Ident<'_>, new_name: &Ident<'_>) -> Checked {
    let oid = context.schema(name)?.oid;
    if context.find_schema(&new_name.name).is_some() {
        return Err(already_exists(&new_name.name).about(new_name.span));
    }
    if !context.owns_object(oid) {
        return Err(not_owner_of(context.catalog, oid).about(name.span));
    }
    check_database(context, context.user()).map_err(|failure| failure.about(name.span))?;
    check_reserved(context, &new_name.name).map_err(|failure| failure.about(new_name.span))?;
    if oid == Oid::PG_CATALOG {
        // The server does it, and is of little use from then on.
        return Err(not_run("ALTER SCHEMA pg_catalog RENAME").about(name.span));
    }
    for schema in [name, new_name] {
        context.footprint.write(KeyKind::Schema, &schema.name);
        context.footprint.write(KeyKind::ContentsOf, &schema.name);
    }
    // What is in it is found under another name.
    for object in context.catalog.dependents_of(oid).collect::<Vec<_>>() {
        context.write_object(object);
    }
    context.catalog.rename(oid, Name::from(&*new_name.name));
    Ok(())
}

fn already_exists(name: &str) -> Box<Failure> {
    Failure::new(SqlState::DuplicateSchema, format!("schema \"{name}\" already exists"))
}

/// Names that begin with `pg_` are the system's; in Cloudberry those with `gp_`, too.
fn check_reserved(context: &Context<'_>, name: &str) -> Checked {
    let prefix = ["pg_", "gp_"].into_iter().find(|prefix| name.starts_with(prefix));
    let Some(prefix) = prefix.filter(|prefix| *prefix == "pg_" || context.rules.cloudberry) else { return Ok(()) };
    Err(Failure::new(SqlState::ReservedName, format!("unacceptable schema name \"{name}\""))
        .detail(format!("The prefix \"{prefix}\" is reserved for system schemas.")))
}

/// Who makes a schema has the right to create in the database.
pub(crate) fn check_database(context: &mut Context<'_>, role: Oid) -> Checked {
    context.read_memberships();
    context.footprint.read(KeyKind::Database, DATABASE);
    let database = context.catalog.database();
    let is_allowed = database.is_some_and(|database| {
        let (owner, acl) = (database.owner, &database.acl);
        privileges::has_privileges(context.catalog, role, AclKind::Database, owner, acl, PrivilegeSet::CREATE)
    });
    if is_allowed { Ok(()) } else { Err(denied(context.catalog, Oid::DATABASE)) }
}
