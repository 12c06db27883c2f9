//! Roles and memberships.

use std::sync::Arc;

use medlar_catalog::Role;

use super::{oid, text_or_null};
use crate::database::Database;
use crate::value::Value;

pub(super) fn rows(database: &Database<'_>, name: &str) -> Option<Vec<Vec<Value>>> {
    let catalog = database.catalog();
    let mut roles: Vec<&Arc<Role>> = catalog.roles().collect();
    roles.sort_by_key(|role| role.oid);
    Some(match name {
        "pg_authid" => roles.iter().map(|role| authid(role)).collect(),
        "pg_roles" => roles.iter().map(|role| public(role)).collect(),
        "pg_user" | "pg_shadow" => {
            let logins = roles.iter().filter(|role| role.attributes.login);
            logins.map(|role| user(role, name == "pg_user")).collect()
        }
        "pg_group" => roles
            .iter()
            .filter(|role| !role.attributes.login)
            .map(|role| {
                let members = catalog.members_of(role.oid).map(|member| oid(member.oid));
                vec![Value::name(&role.name), oid(role.oid), Value::Array(members.collect())]
            })
            .collect(),
        "pg_auth_members" => {
            let mut rows = Vec::new();
            for member in roles {
                rows.extend(member.member_of.iter().map(|membership| {
                    vec![
                        oid(membership.role),
                        oid(member.oid),
                        oid(membership.grantor),
                        Value::Boolean(membership.admin_option),
                    ]
                }));
            }
            rows
        }
        _ => return None,
    })
}

/// The attributes in the order of pg_authid, up to the limit of connections.
fn attributes(role: &Role) -> Vec<Value> {
    let attributes = &role.attributes;
    let flags = [
        attributes.superuser,
        attributes.inherit,
        attributes.create_role,
        attributes.create_db,
        attributes.login,
        attributes.replication,
    ];
    flags.map(Value::Boolean).to_vec()
}

fn authid(role: &Role) -> Vec<Value> {
    let mut row = vec![oid(role.oid), Value::name(&role.name)];
    row.extend(attributes(role));
    row.extend([
        Value::Boolean(role.attributes.bypass_rls),
        Value::integer(role.attributes.connection_limit.into()),
        Value::Null,
        text_or_null(role.attributes.valid_until.as_deref()),
    ]);
    row
}

fn public(role: &Role) -> Vec<Value> {
    let mut row = vec![Value::name(&role.name)];
    row.extend(attributes(role));
    row.extend([
        Value::integer(role.attributes.connection_limit.into()),
        Value::text("********"),
        text_or_null(role.attributes.valid_until.as_deref()),
        Value::Boolean(role.attributes.bypass_rls),
        Value::Null,
        oid(role.oid),
    ]);
    row
}

fn user(role: &Role, hides_password: bool) -> Vec<Value> {
    let attributes = &role.attributes;
    vec![
        Value::name(&role.name),
        oid(role.oid),
        Value::Boolean(attributes.create_db),
        Value::Boolean(attributes.superuser),
        Value::Boolean(attributes.replication),
        Value::Boolean(attributes.bypass_rls),
        if hides_password { Value::text("********") } else { Value::Null },
        text_or_null(attributes.valid_until.as_deref()),
        Value::Null,
    ]
}
