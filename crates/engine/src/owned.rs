//! DROP OWNED and REASSIGN OWNED: everything that a role owns, whatever kind it is.

use std::sync::Arc;

use medlar_catalog::{Catalog, Oid, RolePart, RoleUse};
use medlar_syntax::ast::{DropOwned, ReassignOwned, RoleSpec};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::{drop, grant, owner, privileges};

pub(crate) fn drop_owned(context: &mut Context<'_>, statement: &DropOwned<'_>) -> Checked {
    let roles = roles(context, &statement.roles)?;
    for (role, span) in &roles {
        check_right(context, *role, "drop objects", "drop objects owned by it")
            .map_err(|failure| failure.about(*span))?;
    }
    let mut targets = Vec::new();
    for (role, span) in roles {
        refuse_pinned(context.catalog, role, "drop objects owned by role", span)?;
        for RoleUse { object, part } in uses(context, role) {
            match part {
                RolePart::Owner => targets.push((object, span)),
                // Its rights are revoked as by REVOKE … CASCADE, and once more for each column.
                _ => grant::revoke_all(context, object, role)?,
            }
        }
    }
    // The youngest first.
    targets.sort_unstable_by_key(|(object, _)| std::cmp::Reverse(*object));
    drop::drop_objects(context, &targets, statement.behavior)
}

pub(crate) fn reassign_owned(context: &mut Context<'_>, statement: &ReassignOwned<'_>) -> Checked {
    let roles = roles(context, &statement.roles)?;
    for (role, span) in &roles {
        check_right(context, *role, "reassign objects", "reassign objects owned by it")
            .map_err(|failure| failure.about(*span))?;
    }
    let new_owner = context.role(&statement.new_owner)?;
    let new_span = statement.new_owner.span;
    check_right(context, new_owner, "reassign objects", "reassign objects to it")
        .map_err(|failure| failure.about(new_span))?;
    for (role, span) in roles {
        refuse_pinned(context.catalog, role, "reassign ownership of objects owned by role", span)?;
        for RoleUse { object, part } in uses(context, role) {
            if part == RolePart::Owner {
                owner::reassign(context, object, new_owner, owner::Spans { object: span, owner: new_span })?;
            }
        }
    }
    Ok(())
}

/// The roles, all of which exist.
fn roles(context: &mut Context<'_>, specifications: &[RoleSpec<'_>]) -> Checked<Vec<(Oid, Span)>> {
    let mut roles = Vec::with_capacity(specifications.len());
    for specification in specifications {
        roles.push((context.role(specification)?, specification.span));
    }
    Ok(roles)
}

/// Only who has the privileges of a role may do something to all that it owns.
fn check_right(context: &mut Context<'_>, role: Oid, action: &str, detail: &str) -> Checked {
    context.read_memberships();
    if privileges::has_privileges_of(context.catalog, context.user(), role) {
        return Ok(());
    }
    let failure = Failure::new(SqlState::InsufficientPrivilege, format!("permission denied to {action}"));
    Err(if context.rules.postgresql_16_role_texts {
        let name = context.catalog.role_name(role);
        failure.detail(format!("Only roles with privileges of role \"{name}\" may {detail}."))
    } else {
        failure
    })
}

/// What belongs to the roles of the database system stays with them.
fn refuse_pinned(catalog: &Catalog, role: Oid, action: &str, span: Span) -> Checked {
    if !role.is_pinned() {
        return Ok(());
    }
    let name = catalog.role_name(role);
    let message = format!("cannot {action} {name} because they are required by the database system");
    Err(Failure::new(SqlState::DependentObjectsStillExist, message).about(span))
}

/// What a role owns and has rights on, in the order in which it came to that.
fn uses(context: &mut Context<'_>, role: Oid) -> Vec<RoleUse> {
    let name = context.catalog.role_name(role);
    context.footprint.read(KeyKind::ReferencesTo, &name);
    let uses: Vec<RoleUse> = context.catalog.uses_of_role(role).collect();
    for RoleUse { object, .. } in &uses {
        if let Some(server) = context.catalog.server_by_oid(*object).map(Arc::clone) {
            context.find_server(&server.name);
            context.wrapper_of(&server);
        } else if let Some(wrapper) = context.catalog.wrapper_by_oid(*object).map(Arc::clone) {
            context.find_wrapper(&wrapper.name);
        } else if let Some(server) = context.catalog.storage_server_by_oid(*object) {
            context.footprint.read(KeyKind::StorageServer, &server.name);
        } else if let Some(found) = context.catalog.foreign_catalog_by_oid(*object) {
            context.footprint.read(KeyKind::ForeignCatalog, &found.name);
        }
    }
    uses
}
