//! GRANT and REVOKE of privileges on objects.

pub(crate) mod privilege;
mod relation;
mod target;

use std::sync::Arc;

use medlar_catalog::{Acl, AclItem, AclKind, ObjectClass, Oid, PrivilegeSet, Relation, RelationKind, TypeKind};
use medlar_syntax::ast::{AllInSchema, DropBehavior, GrantOnObjects, PrivilegeTarget, RoleSpec};
use medlar_syntax::{Span, SqlState};

use self::privilege::{Granted, privileges};
use self::relation::change_relation;
use self::target::objects;
use crate::acl_list::{Change, List, differing_roles};
use crate::context::Context;
use crate::default_privileges;
use crate::message::{Checked, Failure};
use crate::object::grant_denied;
use crate::privileges::{grant_options, held};
use crate::routine_body::Language;
use crate::system_catalog;

/// Whom something is granted to, and how the statement names it.
pub(crate) type Grantees = [(Option<Oid>, Span)];

/// The roles that a statement names, PUBLIC among them.
pub(crate) fn grantees(
    context: &mut Context<'_>,
    specifications: &[RoleSpec<'_>],
) -> Checked<Vec<(Option<Oid>, Span)>> {
    let mut grantees = Vec::with_capacity(specifications.len());
    for grantee in specifications {
        grantees.push((context.role_or_public(grantee)?, grantee.span));
    }
    Ok(grantees)
}

pub(crate) fn execute(context: &mut Context<'_>, statement: &GrantOnObjects<'_>) -> Checked<&'static str> {
    if let Some(grantor) = &statement.granted_by
        && context.role(grantor)? != context.user()
    {
        let failure = Failure::new(SqlState::FeatureNotSupported, "grantor must be current user");
        return Err(failure.about(grantor.span));
    }
    // Objects, then grantees, then privileges: each list is looked through before the next.
    let (objects, noun, all) = objects(context, statement)?;
    let grantees = grantees(context, &statement.grantees)?;
    let granted = privileges(context, statement, noun, all)?;
    let change =
        Change { is_grant: statement.is_grant, grant_option: statement.grant_option, behavior: statement.behavior };
    for (object, span) in objects {
        let about = |failure: Box<Failure>| match failure.subject {
            Some(_) => failure,
            None => failure.about(span),
        };
        if matches!(statement.target, PrivilegeTarget::Domains(_)) && !is_domain(context, object) {
            let name = context.catalog.common(object).map_or_else(|| "".into(), |common| common.name);
            let failure = Failure::new(SqlState::WrongObjectType, format!("\"{name}\" is not a domain"));
            return Err(failure.about(span));
        }
        let is_type = matches!(statement.target, PrivilegeTarget::Types(_) | PrivilegeTarget::Domains(_));
        match relation_of(context, object).filter(|_| !is_type) {
            Some(relation) => {
                let as_sequence = matches!(
                    statement.target,
                    PrivilegeTarget::Sequences(_) | PrivilegeTarget::AllInSchema(AllInSchema::Sequences, _)
                );
                change_relation(context, change, &granted, &relation, as_sequence, &grantees).map_err(about)?;
            }
            None => change_object(context, change, granted.is_all, granted.set, object, &grantees).map_err(about)?,
        }
    }
    Ok(if statement.is_grant { "GRANT" } else { "REVOKE" })
}

fn is_domain(context: &Context<'_>, object: Oid) -> bool {
    context.catalog.type_by_oid(object).is_some_and(|found| matches!(found.kind, TypeKind::Domain(_)))
}

/// The relation with that OID, also one of pg_catalog.
fn relation_of(context: &Context<'_>, object: Oid) -> Option<Arc<Relation>> {
    let found = context.catalog.relation(object).map(Arc::clone);
    found.or_else(|| system_catalog::with_rights(context.catalog, object))
}

/// A list that a statement changes: of an object or of a column.
struct Subject<'n> {
    kind: AclKind,
    owner: Oid,
    /// As it stands behind `for` in warnings.
    warned_of: &'n str,
}

/// Changes the list of one object that has no columns.
fn change_object(
    context: &mut Context<'_>,
    change: Change,
    is_all: bool,
    set: PrivilegeSet,
    object: Oid,
    grantees: &Grantees,
) -> Checked {
    let Some(common) = context.catalog.common(object) else { return Ok(()) };
    let Some(kind) = common.acl_kind else { return Ok(()) };
    let is_trusted = || Language::find(&common.name).is_some_and(Language::is_trusted);
    if kind == AclKind::Language && !is_trusted() {
        let message = format!("language \"{}\" is not trusted", common.name);
        let detail = "GRANT and REVOKE are not allowed on untrusted languages, because only superusers can use untrusted languages.";
        return Err(Failure::new(SqlState::WrongObjectType, message).detail(detail));
    }
    let subject = Subject { kind, owner: common.owner, warned_of: &format!("\"{}\"", common.name) };
    let before = common.acl.items(kind, common.owner);
    let any = |context: &Context<'_>, role| has_any(context, role, &subject, &before);
    let refusal = |context: &Context<'_>| grant_denied(context.catalog, object);
    let after = change_list(context, change, (is_all, set), &subject, (&before, &before), grantees, &any, &refusal)?;
    context.write_references(differing_roles(&before, &after));
    context.write_object(object);
    if kind == AclKind::Parameter && Acl::has_same_items(&after, &Acl::default().items(kind, common.owner)) {
        // Nothing but the default need not be kept.
        context.catalog.remove(object);
    } else {
        context.catalog.set_acl(object, Acl(Some(after.into())));
    }
    Ok(())
}

/// Whether a role has any right through these entries, or may grant any.
fn has_any(context: &Context<'_>, role: Oid, subject: &Subject<'_>, items: &[AclItem]) -> bool {
    let rights = held(context.catalog, role, items) | grant_options(context.catalog, role, subject.owner, items);
    rights.intersects(subject.kind.all())
}

type Test<'t> = &'t dyn Fn(&Context<'_>, Oid) -> bool;
type Refusal<'t> = &'t dyn Fn(&Context<'_>) -> Box<Failure>;

/// The list after the statement. The grantor is looked for in `merged`: the list, with that of the table
/// for a column.
#[expect(clippy::too_many_arguments, reason = "the parts of one statement")]
fn change_list(
    context: &mut Context<'_>,
    change: Change,
    (is_all, set): (bool, PrivilegeSet),
    subject: &Subject<'_>,
    (merged, items): (&[AclItem], &[AclItem]),
    grantees: &Grantees,
    has_any: Test<'_>,
    refusal: Refusal<'_>,
) -> Checked<Vec<AclItem>> {
    context.read_memberships();
    let user = context.user();
    let list = List { catalog: context.catalog, owner: subject.owner, items: merged.to_vec() };
    let (grantor, options) = list.best_grantor(user, set);
    if options.is_empty() && !has_any(context, grantor) {
        return Err(refusal(context));
    }
    let possible = set & options;
    if possible.is_empty() || (!is_all && possible != set) {
        let how_many = if possible.is_empty() { "no" } else { "not all" };
        let (sqlstate, verb) = if change.is_grant {
            (SqlState::PrivilegeNotGranted, "were granted")
        } else {
            (SqlState::PrivilegeNotRevoked, "could be revoked")
        };
        context.warn(sqlstate, format!("{how_many} privileges {verb} for {}", subject.warned_of));
    }
    let mut list = List { catalog: context.catalog, owner: subject.owner, items: items.to_vec() };
    for (grantee, span) in grantees {
        // Without any privilege, too: a grant option for PUBLIC is refused all the same.
        list.apply(change, possible, grantor, *grantee).map_err(|failure| failure.about(*span))?;
    }
    Ok(list.items)
}

/// Revokes all rights on an object from a role, in the name of the current user.
pub(crate) fn revoke_all(context: &mut Context<'_>, object: Oid, role: Oid) -> Checked {
    let change = Change { is_grant: false, grant_option: false, behavior: DropBehavior::Cascade };
    let grantees = [(Some(role), Span::default())];
    if context.catalog.class(object) == Some(ObjectClass::DefaultAcl) {
        return default_privileges::revoke_all(context, object, role);
    }
    match relation_of(context, object).filter(|relation| relation.kind != RelationKind::CompositeType) {
        Some(relation) => {
            let granted = Granted { is_all: true, set: PrivilegeSet::NONE, on_columns: Vec::new() };
            change_relation(context, change, &granted, &relation, false, &grantees)
        }
        None => {
            let all = context.catalog.common(object).and_then(|common| common.acl_kind).map(AclKind::all);
            change_object(context, change, true, all.unwrap_or_default(), object, &grantees)
        }
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
