//! GRANT and REVOKE of roles.

use medlar_catalog::{Membership, Oid};
use medlar_syntax::ast::GrantRole;
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::privileges::{has_create_role, is_admin_of, is_plain_member_of, is_superuser};
use crate::role::write_role;

/// The role that stands for the owner of the database: its members are not explicit.
pub(crate) const DATABASE_OWNER: Oid = Oid(6171);

pub(crate) fn execute(context: &mut Context<'_>, statement: &GrantRole<'_>) -> Checked<&'static str> {
    context.footprint.read(KeyKind::Memberships, "");
    // REVOKE does not look at the role behind GRANTED BY.
    let grantor = match &statement.granted_by {
        Some(grantor) if statement.is_grant => context.role(grantor)?,
        _ => context.user(),
    };
    let mut members = Vec::with_capacity(statement.grantees.len());
    for grantee in &statement.grantees {
        members.push((context.role(grantee)?, grantee.span));
    }
    for role in &statement.roles {
        if let Some(first) = role.columns.first() {
            let message = "column names cannot be included in GRANT/REVOKE ROLE";
            return Err(Failure::new(SqlState::InvalidGrantOperation, message).about(first.span));
        }
        let Some(group) = context.find_role(&role.name.name).map(|role| role.oid) else {
            let message = format!("role \"{}\" does not exist", role.name.name);
            return Err(Failure::new(SqlState::UndefinedObject, message).about(role.name.span));
        };
        if statement.is_grant {
            add_members(context, group, &members, grantor, statement.admin_option, role.name.span)?;
        } else {
            remove_members(context, group, &members, statement.admin_option, role.name.span)?;
        }
    }
    Ok(if statement.is_grant { "GRANT ROLE" } else { "REVOKE ROLE" })
}

/// Makes roles members of `group`, which the text at `span` names.
pub(crate) fn add_members(
    context: &mut Context<'_>,
    group: Oid,
    members: &[(Oid, Span)],
    grantor: Oid,
    admin_option: bool,
    span: Span,
) -> Checked {
    if members.is_empty() {
        return Ok(());
    }
    let name = context.catalog.role_name(group);
    check_right(context, group, "grant", span)?;
    if group == DATABASE_OWNER {
        let message = format!("role \"{name}\" cannot have explicit members");
        return Err(Failure::new(SqlState::InternalError, message).about(span));
    }
    if grantor != context.user() && !context.is_superuser() {
        return Err(Failure::new(SqlState::InsufficientPrivilege, "must be superuser to set grantor"));
    }
    for (member, member_span) in members {
        let member_name = context.catalog.role_name(*member);
        if *member == DATABASE_OWNER {
            let message = format!("role \"{member_name}\" cannot be a member of any role");
            return Err(Failure::new(SqlState::InternalError, message).about(*member_span));
        }
        if is_plain_member_of(context.catalog, group, *member) {
            let message = format!("role \"{name}\" is a member of role \"{member_name}\"");
            return Err(Failure::new(SqlState::InvalidGrantOperation, message).about(*member_span));
        }
        let by_grantor = context.rules.postgresql_16_role_texts;
        let role = context.catalog.role_by_oid(*member);
        let existing = role.and_then(|role| {
            let mut memberships = role.member_of.iter();
            memberships.find(|other| other.role == group && (!by_grantor || other.grantor == grantor))
        });
        if existing.is_some_and(|existing| existing.admin_option || !admin_option) {
            let message = if by_grantor {
                let grantor = context.catalog.role_name(grantor);
                format!(
                    "role \"{member_name}\" has already been granted membership in role \"{name}\" by role \"{grantor}\""
                )
            } else {
                format!("role \"{member_name}\" is already a member of role \"{name}\"")
            };
            context.notice(SqlState::SuccessfulCompletion, message);
            continue;
        }
        write_role(context, *member, &member_name);
        write_role(context, group, &name);
        context.footprint.write(KeyKind::Session, "");
        context.catalog.set_membership(*member, Membership { role: group, grantor, admin_option }, by_grantor);
    }
    Ok(())
}

/// Ends memberships in `group`, or only the ADMIN OPTION.
pub(crate) fn remove_members(
    context: &mut Context<'_>,
    group: Oid,
    members: &[(Oid, Span)],
    admin_option_only: bool,
    span: Span,
) -> Checked {
    check_right(context, group, "revoke", span)?;
    let name = context.catalog.role_name(group);
    for (member, _) in members {
        let member_name = context.catalog.role_name(*member);
        let role = context.catalog.role_by_oid(*member);
        if !role.is_some_and(|role| role.member_of.iter().any(|membership| membership.role == group)) {
            let message = format!("role \"{member_name}\" is not a member of role \"{name}\"");
            context.warn(SqlState::Warning, message);
            continue;
        }
        write_role(context, *member, &member_name);
        write_role(context, group, &name);
        context.footprint.write(KeyKind::Session, "");
        context.catalog.update_role(*member, |member| {
            if admin_option_only {
                let memberships = member.member_of.iter_mut();
                memberships.filter(|other| other.role == group).for_each(|other| other.admin_option = false);
            } else {
                member.member_of.retain(|membership| membership.role != group);
            }
        });
    }
    Ok(())
}

/// Who may change the members of a role: a superuser; for a role that is none, also one who may
/// create roles (up to 15) or has ADMIN OPTION on it.
fn check_right(context: &Context<'_>, group: Oid, verb: &str, span: Span) -> Checked {
    let user = context.user();
    let name = context.catalog.role_name(group);
    let group_is_superuser = is_superuser(context.catalog, group);
    let new_rules = context.rules.postgresql_16_role_texts;
    let allowed = if group_is_superuser {
        context.is_superuser()
    } else {
        (!new_rules && has_create_role(context.catalog, user)) || is_admin_of(context.catalog, user, group)
    };
    if allowed {
        return Ok(());
    }
    let failure = |message: String| Failure::new(SqlState::InsufficientPrivilege, message).about(span);
    Err(match (new_rules, group_is_superuser) {
        (false, true) => failure("must be superuser to alter superusers".to_owned()),
        (false, false) => failure(format!("must have admin option on role \"{name}\"")),
        (true, true) => failure(format!("permission denied to {verb} role \"{name}\""))
            .detail(format!("Only roles with the SUPERUSER attribute may {verb} roles with the SUPERUSER attribute.")),
        (true, false) => failure(format!("permission denied to {verb} role \"{name}\""))
            .detail(format!("Only roles with the ADMIN option on role \"{name}\" may {verb} this role.")),
    })
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn circles_and_repetitions() {
        check(
            Target::Postgresql15,
            &[
                ("CREATE ROLE r2; CREATE ROLE r3; GRANT r3 TO r2", &["CREATE ROLE", "CREATE ROLE", "GRANT ROLE"]),
                ("GRANT r3 TO r2", &["NOTICE:  00000: role \"r2\" is already a member of role \"r3\"", "GRANT ROLE"]),
                ("GRANT r3 TO r3", &["ERROR:  0LP01: role \"r3\" is a member of role \"r3\""]),
                ("GRANT r2 TO r3", &["ERROR:  0LP01: role \"r2\" is a member of role \"r3\""]),
                ("REVOKE r2 FROM r3", &["WARNING:  01000: role \"r3\" is not a member of role \"r2\"", "REVOKE ROLE"]),
                ("GRANT r2 TO public", &["ERROR:  42704: role \"public\" does not exist"]),
                (
                    "GRANT pg_database_owner TO r2",
                    &["ERROR:  XX000: role \"pg_database_owner\" cannot have explicit members"],
                ),
                ("SET ROLE r2", &["SET"]),
                ("GRANT r3 TO r2", &["ERROR:  42501: must have admin option on role \"r3\""]),
            ],
        );
    }
}
