//! Roles and memberships.

use std::fmt::Write;

use medlar_catalog::{Oid, Role};
use medlar_syntax::printer::quote_literal;

use super::Dump;

impl Dump<'_> {
    pub(super) fn roles(&mut self) {
        let mut roles: Vec<&Role> =
            self.catalog().roles().map(|role| &**role).filter(|role| role.oid >= Oid::FIRST_NORMAL).collect();
        roles.sort_unstable_by_key(|role| role.oid);
        for role in &roles {
            self.heading(&format!("Role {}", role.name));
            let name = self.ident(&role.name);
            let attributes = attributes(role);
            self.statement(&format!("CREATE ROLE {name}{attributes}"));
            self.comment("ROLE", &name, role.comment.as_deref());
        }
        for role in self.catalog().roles() {
            for membership in &role.member_of {
                if role.oid < Oid::FIRST_NORMAL && membership.role < Oid::FIRST_NORMAL {
                    continue;
                }
                let (group, member, grantor) = (membership.role, role.oid, membership.grantor);
                let admin = if membership.admin_option { " WITH ADMIN OPTION" } else { "" };
                // One who is there no more cannot be named.
                let by = match self.catalog().role_by_oid(grantor) {
                    Some(_) => format!(" GRANTED BY {}", self.role(grantor)),
                    None => String::new(),
                };
                self.statement(&format!("GRANT {} TO {}{admin}{by}", self.role(group), self.role(member)));
            }
        }
    }
}

/// What a role has that a new one does not have.
fn attributes(role: &Role) -> String {
    let medlar_catalog::RoleAttributes {
        superuser,
        inherit,
        create_role,
        create_db,
        login,
        replication,
        bypass_rls,
        connection_limit,
        valid_until,
    } = &role.attributes;
    let mut text = String::new();
    for (is_set, word) in [
        (*superuser, " SUPERUSER"),
        (!*inherit, " NOINHERIT"),
        (*create_role, " CREATEROLE"),
        (*create_db, " CREATEDB"),
        (*login, " LOGIN"),
        (*replication, " REPLICATION"),
        (*bypass_rls, " BYPASSRLS"),
    ] {
        text.push_str(if is_set { word } else { "" });
    }
    if *connection_limit != -1 {
        let _ = write!(text, " CONNECTION LIMIT {connection_limit}");
    }
    if let Some(until) = valid_until {
        let _ = write!(text, " VALID UNTIL {}", quote_literal(until));
    }
    text
}
