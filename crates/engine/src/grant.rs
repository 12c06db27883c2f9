//! GRANT and REVOKE of USAGE on wrappers and servers.

use std::sync::Arc;

use medlar_catalog::{Acl, AclItem, Catalog, Oid};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{DropBehavior, GrantOnObjects, Ident, ObjectKind, Privilege, Privileges};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::context::{Context, permission_denied, privilege_noun, roles_of};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::privileges::{has_grant_option, has_usage, inherited_roles, is_superuser};

/// What is granted or revoked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Granted {
    /// USAGE, as a word or within ALL.
    Usage,
    /// Only `RULE`, which the server takes and ignores.
    Nothing,
}

pub(crate) fn execute(
    context: &mut Context<'_>,
    statement: &GrantOnObjects<'_>,
    kind: ObjectKind,
    names: &[Ident<'_>],
) -> Checked<&'static str> {
    if let Some(grantor) = &statement.granted_by
        && context.role(grantor)? != context.user()
    {
        let failure = Failure::new(SqlState::FeatureNotSupported, "grantor must be current user");
        return Err(failure.about(grantor.span));
    }
    // Objects, then grantees, then privileges: each list is looked through before the next.
    let mut objects = Vec::with_capacity(names.len());
    for name in names {
        objects.push(match kind {
            ObjectKind::Server => context.server(name)?.oid,
            _ => context.wrapper(name)?.oid,
        });
    }
    let mut grantees = Vec::with_capacity(statement.grantees.len());
    for grantee in &statement.grantees {
        grantees.push(context.role_or_public(grantee)?);
    }
    let granted = privileges(context, statement, kind)?;

    for (object, name) in objects.iter().zip(names) {
        change(context, statement, granted, (kind, *object), &grantees).map_err(|failure| match failure.subject {
            Some(_) => failure,
            None => failure.about(name.span),
        })?;
    }
    Ok(if statement.is_grant { "GRANT" } else { "REVOKE" })
}

fn privileges(context: &Context<'_>, statement: &GrantOnObjects<'_>, kind: ObjectKind) -> Checked<Granted> {
    let columns = |span| {
        let message = "column privileges are only valid for relations";
        Failure::new(SqlState::InvalidGrantOperation, message).about(span)
    };
    let list = match &statement.privileges {
        Privileges::All { columns: names } => {
            return match names.first() {
                Some(first) => Err(columns(names.iter().fold(first.span, |span, name| span.to(name.span)))),
                None => Ok(Granted::Usage),
            };
        }
        Privileges::List(list) => list,
    };
    let mut granted = Granted::Nothing;
    for privilege in list {
        if let Some(first) = privilege.columns.first() {
            return Err(columns(privilege.columns.iter().fold(first.span, |span, name| span.to(name.span))));
        }
        granted = match privilege_word(context, privilege)? {
            None => granted,
            Some("USAGE") => Granted::Usage,
            Some(other) => {
                let noun = privilege_noun(kind);
                let message = format!("invalid privilege type {other} for {noun}");
                return Err(Failure::new(SqlState::InvalidGrantOperation, message).about(privilege.name.span));
            }
        };
    }
    Ok(granted)
}

/// The server's name of a privilege; `None` for `rule`, which means nothing any more.
fn privilege_word(context: &Context<'_>, privilege: &Privilege<'_>) -> Checked<Option<&'static str>> {
    Ok(Some(match &*privilege.name.name {
        "usage" => "USAGE",
        "select" => "SELECT",
        "insert" => "INSERT",
        "update" => "UPDATE",
        "delete" => "DELETE",
        "truncate" => "TRUNCATE",
        "references" => "REFERENCES",
        "trigger" => "TRIGGER",
        "execute" => "EXECUTE",
        "create" => "CREATE",
        "temporary" | "temp" => "TEMP",
        "connect" => "CONNECT",
        "set" if context.rules.parameter_privileges => "SET",
        "alter system" if context.rules.parameter_privileges => "ALTER SYSTEM",
        "rule" => return Ok(None),
        other => {
            let message = format!("unrecognized privilege type \"{other}\"");
            return Err(Failure::new(SqlState::SyntaxError, message).about(privilege.name.span));
        }
    }))
}

/// Changes the list of one object.
fn change(
    context: &mut Context<'_>,
    statement: &GrantOnObjects<'_>,
    granted: Granted,
    (kind, object): (ObjectKind, Oid),
    grantees: &[Option<Oid>],
) -> Checked {
    let (owner, acl, name) = match kind {
        ObjectKind::Server => match context.catalog.server_by_oid(object) {
            Some(server) => (server.owner, server.acl.clone(), Arc::clone(&server.name)),
            None => return Ok(()),
        },
        _ => match context.catalog.wrapper_by_oid(object) {
            Some(wrapper) => (wrapper.owner, wrapper.acl.clone(), Arc::clone(&wrapper.name)),
            None => return Ok(()),
        },
    };
    context.read_memberships();
    let before: FxHashSet<Oid> = roles_of(owner, &acl).collect();
    let mut list = List { catalog: context.catalog, owner, items: acl.items(owner) };
    let (grantor, has_option) = list.best_grantor(context.identity.current_user());
    if !has_option && !list.has_any_right(grantor) {
        return Err(permission_denied(kind, &name));
    }
    let granted = granted == Granted::Usage && has_option;
    if granted {
        for (grantee, specification) in grantees.iter().zip(&statement.grantees) {
            list.apply(statement, grantor, *grantee).map_err(|failure| failure.about(specification.span))?;
        }
    }
    let items = list.items;
    if !granted {
        if statement.is_grant {
            let message = format!("no privileges were granted for \"{name}\"");
            context.warn(SqlState::PrivilegeNotGranted, message);
            // Whether a grant option may be granted to the grantees is checked all the same.
            let public = grantees.iter().zip(&statement.grantees).find(|(grantee, _)| grantee.is_none());
            if let Some((_, specification)) = public.filter(|_| statement.grant_option) {
                return Err(grant_option_to_public().about(specification.span));
            }
        } else {
            let message = format!("no privileges could be revoked for \"{name}\"");
            context.warn(SqlState::PrivilegeNotRevoked, message);
        }
    }
    drop(acl);
    let acl = Acl(Some(items.into()));
    let after: FxHashSet<Oid> = roles_of(owner, &acl).collect();
    context.write_references(before.symmetric_difference(&after).copied());
    match kind {
        ObjectKind::Server => {
            context.footprint.write(KeyKind::Server, &name);
            context.catalog.update_server(object, |server| server.acl = acl);
        }
        _ => {
            context.footprint.write(KeyKind::Wrapper, &name);
            context.catalog.update_wrapper(object, |wrapper| wrapper.acl = acl);
        }
    }
    Ok(())
}

fn grant_option_to_public() -> Box<Failure> {
    Failure::new(SqlState::InvalidGrantOperation, "grant options can only be granted to roles")
}

/// A list being changed.
struct List<'c> {
    catalog: &'c Catalog,
    owner: Oid,
    items: Vec<AclItem>,
}

impl List<'_> {
    /// The role in whose name the user grants, and whether it may: the owner for a superuser, the
    /// owner and its members; else the user, or a role whose privileges it has, that holds the
    /// grant option; else the user, in vain.
    fn best_grantor(&self, user: Oid) -> (Oid, bool) {
        if user == self.owner || is_superuser(self.catalog, user) {
            return (self.owner, true);
        }
        let holders: FxHashSet<Oid> =
            self.items.iter().filter(|item| item.grant_option).filter_map(|item| item.grantee).collect();
        let holds = |role: &Oid| *role == self.owner || holders.contains(role);
        match inherited_roles(self.catalog, user).into_iter().find(holds) {
            Some(role) => (role, true),
            None => (user, false),
        }
    }

    fn has_any_right(&self, role: Oid) -> bool {
        has_usage(self.catalog, role, &self.items) || has_grant_option(self.catalog, role, self.owner, &self.items)
    }

    fn apply(&mut self, statement: &GrantOnObjects<'_>, grantor: Oid, grantee: Option<Oid>) -> Checked {
        if !statement.is_grant {
            return self.revoke(grantor, grantee, !statement.grant_option, statement.behavior);
        }
        if statement.grant_option {
            let Some(grantee) = grantee else { return Err(grant_option_to_public()) };
            self.check_circularity(grantor, grantee)?;
        }
        let item = self.items.iter_mut().find(|item| item.grantee == grantee && item.grantor == grantor);
        match item {
            Some(item) => {
                item.usage = true;
                item.grant_option |= statement.grant_option;
            }
            None => {
                self.items.push(AclItem { grantee, grantor, usage: true, grant_option: statement.grant_option });
            }
        }
        Ok(())
    }

    /// Takes away the grant option, and USAGE itself with `usage`, and what was granted on with it.
    fn revoke(&mut self, grantor: Oid, grantee: Option<Oid>, usage: bool, behavior: DropBehavior) -> Checked {
        let mut open = vec![(grantor, grantee, usage)];
        while let Some((grantor, grantee, usage)) = open.pop() {
            let place = self.items.iter().position(|item| item.grantee == grantee && item.grantor == grantor);
            let Some(item) = place.and_then(|place| self.items.get_mut(place)) else { continue };
            let lost_option = item.grant_option;
            item.grant_option = false;
            item.usage &= !usage;
            if let Some(place) = place.filter(|_| !item.usage) {
                self.items.remove(place);
            }
            let Some(role) = grantee.filter(|_| lost_option) else { continue };
            // The owner cannot lose the option, and another grantor may have given it, too.
            if role == self.owner || has_grant_option(self.catalog, role, self.owner, &self.items) {
                continue;
            }
            for granted_on in self.items.iter().filter(|item| item.grantor == role) {
                if behavior == DropBehavior::Restrict {
                    return Err(Failure::new(SqlState::DependentObjectsStillExist, "dependent privileges exist")
                        .hint("Use CASCADE to revoke them too."));
                }
                open.push((role, granted_on.grantee, true));
            }
        }
        Ok(())
    }

    /// Refuses to give the grant option to a role from which the grantor has it.
    fn check_circularity(&self, grantor: Oid, grantee: Oid) -> Checked {
        let holds = self.items.iter().any(|item| item.grantee == Some(grantee) && item.grant_option);
        let leads_on = grantor == grantee || self.items.iter().any(|item| item.grantor == grantee);
        if grantor == self.owner || !holds || !leads_on || self.keeps_option_without(grantor, grantee) {
            return Ok(());
        }
        let message = "grant options cannot be granted back to your own grantor";
        Err(Failure::new(SqlState::InvalidGrantOperation, message))
    }

    /// Whether a role would keep the grant option if another had none, and had given none on.
    fn keeps_option_without(&self, role: Oid, other: Oid) -> bool {
        let mut options: FxHashMap<Oid, usize> = FxHashMap::default();
        let mut granted_on: FxHashMap<Oid, Vec<Oid>> = FxHashMap::default();
        for item in self.items.iter().filter(|item| item.grant_option) {
            let Some(grantee) = item.grantee else { continue };
            *options.entry(grantee).or_default() += 1;
            granted_on.entry(item.grantor).or_default().push(grantee);
        }
        let keeps = |options: &FxHashMap<Oid, usize>, role| {
            is_superuser(self.catalog, role)
                || inherited_roles(self.catalog, role)
                    .iter()
                    .any(|role| *role == self.owner || options.get(role).is_some_and(|count| *count > 0))
        };
        options.remove(&other);
        let mut open = vec![other];
        while let Some(loser) = open.pop() {
            if loser == self.owner || keeps(&options, loser) {
                continue;
            }
            for grantee in granted_on.remove(&loser).unwrap_or_default() {
                if let Some(count) = options.get_mut(&grantee) {
                    *count = count.saturating_sub(1);
                    open.push(grantee);
                }
            }
        }
        keeps(&options, role)
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn the_oldest_of_several_groups_is_the_grantor() {
        check(
            Target::Postgresql15,
            &[
                (
                    "CREATE ROLE a1; CREATE ROLE a2; CREATE ROLE u; GRANT a2 TO u; GRANT a1 TO u",
                    &["CREATE ROLE", "CREATE ROLE", "CREATE ROLE", "GRANT ROLE", "GRANT ROLE"],
                ),
                (
                    "CREATE FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN DATA WRAPPER w TO a1, a2 WITH GRANT OPTION",
                    &["CREATE FOREIGN DATA WRAPPER", "GRANT"],
                ),
                ("SET ROLE u; GRANT USAGE ON FOREIGN DATA WRAPPER w TO u; RESET ROLE", &["SET", "GRANT", "RESET"]),
                ("REVOKE USAGE ON FOREIGN DATA WRAPPER w FROM a2", &["REVOKE"]),
                (
                    "REVOKE USAGE ON FOREIGN DATA WRAPPER w FROM a1",
                    &["ERROR:  2BP01: dependent privileges exist", "HINT:  Use CASCADE to revoke them too."],
                ),
            ],
        );
    }

    #[test]
    fn long_chains_are_granted_and_revoked() {
        use std::fmt::Write;

        let mut script = "CREATE FOREIGN DATA WRAPPER w; CREATE ROLE r0;\n".to_owned();
        let grant = "GRANT USAGE ON FOREIGN DATA WRAPPER w";
        for role in 1..=300 {
            let grantor = role - 1;
            // The second time the grantee holds the option and, from the third role on, grants on with it.
            let _ = writeln!(
                script,
                "CREATE ROLE r{role}; GRANT r{grantor} TO r{role}; {grant} TO r{grantor} WITH GRANT OPTION; \
                 SET ROLE r{grantor}; {grant} TO r{role} WITH GRANT OPTION; RESET ROLE;"
            );
        }
        script.push_str("REVOKE USAGE ON FOREIGN DATA WRAPPER w FROM r0 CASCADE");
        let mut session = crate::Session::new(Target::Postgresql15);
        let outcome = session.simple_query(&script);
        assert!(outcome.statements.iter().all(|statement| statement.outcome.result.is_ok()));
        let wrapper = session.catalog().wrapper("w").unwrap();
        assert_eq!(wrapper.acl.stored_items().len(), 599);
    }

    #[test]
    fn grant_options_are_followed() {
        check(
            Target::Postgresql15,
            &[
                (
                    "CREATE ROLE a1; CREATE ROLE a2; CREATE ROLE a3; CREATE FOREIGN DATA WRAPPER w",
                    &["CREATE ROLE", "CREATE ROLE", "CREATE ROLE", "CREATE FOREIGN DATA WRAPPER"],
                ),
                (
                    "CREATE SERVER cg FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN SERVER cg TO a1 WITH GRANT OPTION",
                    &["CREATE SERVER", "GRANT"],
                ),
                (
                    "SET ROLE a1; GRANT USAGE ON FOREIGN SERVER cg TO a2 WITH GRANT OPTION; SET ROLE a2",
                    &["SET", "GRANT", "SET"],
                ),
                (
                    "GRANT USAGE ON FOREIGN SERVER cg TO a1 WITH GRANT OPTION",
                    &["ERROR:  0LP01: grant options cannot be granted back to your own grantor"],
                ),
                ("GRANT USAGE ON FOREIGN SERVER cg TO a3; SET ROLE a3", &["GRANT", "SET"]),
                (
                    "GRANT USAGE ON FOREIGN SERVER cg TO a1",
                    &["WARNING:  01007: no privileges were granted for \"cg\"", "GRANT"],
                ),
                (
                    "GRANT USAGE ON FOREIGN SERVER cg TO PUBLIC WITH GRANT OPTION",
                    &[
                        "WARNING:  01007: no privileges were granted for \"cg\"",
                        "ERROR:  0LP01: grant options can only be granted to roles",
                    ],
                ),
                (
                    "RESET ROLE; REVOKE USAGE ON FOREIGN SERVER cg FROM a1",
                    &["RESET", "ERROR:  2BP01: dependent privileges exist", "HINT:  Use CASCADE to revoke them too."],
                ),
                ("REVOKE USAGE ON FOREIGN SERVER cg FROM a1 CASCADE; SET ROLE a3", &["REVOKE", "SET"]),
                (
                    "REVOKE USAGE ON FOREIGN SERVER cg FROM a1",
                    &["ERROR:  42501: permission denied for foreign server cg"],
                ),
            ],
        );
    }

    #[test]
    fn lists_are_looked_through_one_after_the_other() {
        let said = |script, expected| check(Target::Postgresql15, &[(script, &[expected])]);
        said("GRANT SELECT ON FOREIGN SERVER nonexist TO nobody", "ERROR:  42704: server \"nonexist\" does not exist");
        check(
            Target::Postgresql15,
            &[
                ("CREATE FOREIGN DATA WRAPPER w; CREATE ROLE r9", &["CREATE FOREIGN DATA WRAPPER", "CREATE ROLE"]),
                (
                    "GRANT SELECT ON FOREIGN DATA WRAPPER w TO nobody",
                    &["ERROR:  42704: role \"nobody\" does not exist"],
                ),
                (
                    "GRANT SELECT ON FOREIGN DATA WRAPPER nope TO nobody GRANTED BY r9",
                    &["ERROR:  0A000: grantor must be current user"],
                ),
                (
                    "GRANT USAGE, FOO ON FOREIGN DATA WRAPPER w TO r9",
                    &["ERROR:  42601: unrecognized privilege type \"foo\""],
                ),
                (
                    "GRANT TEMPORARY ON FOREIGN DATA WRAPPER w TO r9",
                    &["ERROR:  0LP01: invalid privilege type TEMP for foreign-data wrapper"],
                ),
                (
                    "GRANT ALL (a) ON FOREIGN DATA WRAPPER w TO r9",
                    &["ERROR:  0LP01: column privileges are only valid for relations"],
                ),
                (
                    "GRANT USAGE ON FOREIGN DATA WRAPPER w TO r9, PUBLIC WITH GRANT OPTION",
                    &["ERROR:  0LP01: grant options can only be granted to roles"],
                ),
            ],
        );
    }
}
