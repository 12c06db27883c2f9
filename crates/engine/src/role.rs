//! CREATE ROLE, ALTER ROLE and DROP ROLE. Cloudberry is shown as a cluster whose active resource
//! manager is not the resource queue: CREATE ROLE says nothing of queues.

use std::mem::discriminant;
use std::sync::Arc;

use medlar_catalog::{Acl, Catalog, Membership, Name, Oid, Role, RoleAttributes};
use medlar_syntax::ast::{
    AlterRole, CreateRole, DropRole, RenameRole, RoleKeyword, RoleName, RoleOption, RoleOptionKind, RoleSpec,
};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::dependency::{Address, Part, describe};
use crate::drop::{push_rest, reported};
use crate::extension::makes_result_type;
use crate::footprint::KeyKind;
use crate::membership::{add_members, remove_members};
use crate::message::{Checked, Failure};
use crate::namespace::Naming;
use crate::privileges::{has_create_role, is_admin_of};
use crate::role_specification::undefined_role;
use crate::timestamp;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateRole<'_>) -> Checked {
    check_options(context, &statement.options)?;
    let mut attributes = RoleAttributes { login: statement.keyword == RoleKeyword::User, ..RoleAttributes::plain() };
    apply(&mut attributes, &statement.options);
    check_right_to_create(context, &attributes)?;
    let name = &statement.name;
    if is_reserved(&name.name) {
        return Err(reserved(&name.name, "Role names starting with \"pg_\" are reserved.").about(name.span));
    }
    if context.find_role(&name.name).is_some() {
        let message = format!("role \"{}\" already exists", name.name);
        return Err(Failure::new(SqlState::DuplicateObject, message).about(name.span));
    }
    check_valid_until(&statement.options)?;
    note_empty_password(context, &statement.options);

    let role = Name::from(&*name.name);
    context.footprint.write(KeyKind::Role, &role);
    context.footprint.write(KeyKind::Memberships, "");
    let oid = context.catalog.allocate_oid();
    context.catalog.insert_role(Role { oid, name: role, attributes, member_of: Vec::new(), comment: None });
    let grantor = context.user();
    if context.rules.postgresql_16_role_texts && !context.is_superuser() {
        // Who creates a role without being superuser gets ADMIN OPTION on it from the system.
        let membership = Membership { role: oid, grantor: Oid::BOOTSTRAP_ROLE, admin_option: true };
        context.catalog.set_membership(grantor, membership, true);
        context.footprint.write(KeyKind::Session, "");
    }
    for option in &statement.options {
        if let RoleOptionKind::InRole(groups) = &option.kind {
            for group in groups {
                let group_oid = context.role(group)?;
                add_members(context, group_oid, &[(oid, option.span)], grantor, false, group.span)?;
            }
        }
    }
    for admin in [true, false] {
        for option in &statement.options {
            let members = match &option.kind {
                RoleOptionKind::Admins(members) if admin => members,
                RoleOptionKind::Members(members) if !admin => members,
                _ => continue,
            };
            let members = members_of(context, members)?;
            add_members(context, oid, &members, grantor, admin, name.span)?;
        }
    }
    Ok(())
}

pub(crate) fn alter(context: &mut Context<'_>, statement: &AlterRole<'_>) -> Checked {
    if let RoleName::Named(name) = &statement.role.role
        && is_reserved(name)
    {
        return Err(reserved(name, "Cannot alter reserved roles.").about(statement.role.span));
    }
    check_options(context, &statement.options)?;
    let oid = context.role(&statement.role)?;
    let Some(role) = context.catalog.role_by_oid(oid).map(Arc::clone) else { return Ok(()) };
    check_right_to_alter(context, statement, &role)?;
    check_valid_until(&statement.options)?;
    note_empty_password(context, &statement.options);

    write_role(context, oid, &role.name);
    drop(role);
    context.catalog.update_role(oid, |role| apply(&mut role.attributes, &statement.options));
    for option in &statement.options {
        let RoleOptionKind::Members(members) = &option.kind else { continue };
        let members = members_of(context, members)?;
        if statement.drops_members {
            remove_members(context, oid, &members, false, statement.role.span)?;
        } else {
            let grantor = context.user();
            add_members(context, oid, &members, grantor, false, statement.role.span)?;
        }
    }
    Ok(())
}

fn members_of(context: &mut Context<'_>, members: &[RoleSpec<'_>]) -> Checked<Vec<(Oid, Span)>> {
    members.iter().map(|member| Ok((context.role(member)?, member.span))).collect()
}

pub(crate) fn rename(context: &mut Context<'_>, statement: &RenameRole<'_>) -> Checked {
    let (name, new_name) = (&statement.name, &statement.new_name);
    let Some(role) = context.find_role(&name.name).map(Arc::clone) else {
        let message = format!("role \"{}\" does not exist", name.name);
        return Err(Failure::new(SqlState::UndefinedObject, message).about(name.span));
    };
    let not_now = |message| Err(Failure::new(SqlState::FeatureNotSupported, message).about(name.span));
    if role.oid == context.identity.session_user() {
        return not_now("session user cannot be renamed");
    }
    if role.oid == context.identity.current_user() {
        return not_now("current user cannot be renamed");
    }
    for name in [name, new_name] {
        if is_reserved(&name.name) {
            let detail = "Role names starting with \"pg_\" are reserved.";
            return Err(reserved(&name.name, detail).about(name.span));
        }
    }
    if context.find_role(&new_name.name).is_some() {
        let message = format!("role \"{}\" already exists", new_name.name);
        return Err(Failure::new(SqlState::DuplicateObject, message).about(new_name.span));
    }
    check_right_to_rename(context, &role).map_err(|failure| failure.about(name.span))?;

    context.footprint.write(KeyKind::Role, &new_name.name);
    context.footprint.write(KeyKind::ReferencesTo, &name.name);
    context.footprint.write(KeyKind::ReferencesTo, &new_name.name);
    write_role(context, role.oid, &name.name);
    // Messages name roles that they did not look up by name.
    context.footprint.write(KeyKind::Session, "");
    context.catalog.rename(role.oid, Name::from(&*new_name.name));
    Ok(())
}

fn check_right_to_rename(context: &mut Context<'_>, role: &Role) -> Checked {
    context.read_memberships();
    if context.is_superuser() {
        return Ok(());
    }
    let denied = |message: &'static str| Failure::new(SqlState::InsufficientPrivilege, message);
    let may_create = has_create_role(context.catalog, context.user());
    match (context.rules.postgresql_16_role_texts, role.attributes.superuser) {
        (false, true) => Err(denied("must be superuser to rename superusers")),
        (false, false) if may_create => Ok(()),
        (false, false) => Err(denied("permission denied to rename role")),
        (true, true) => Err(denied("permission denied to rename role")
            .detail("Only roles with the SUPERUSER attribute may rename roles with the SUPERUSER attribute.")),
        (true, false) if may_create && is_admin_of(context.catalog, context.user(), role.oid) => Ok(()),
        (true, false) => Err(denied("permission denied to rename role").detail(format!(
            "Only roles with the CREATEROLE attribute and the ADMIN option on role \"{}\" may rename this role.",
            role.name
        ))),
    }
}

/// A role changed: what it is by name, what privilege checks find, and the session's own standing.
pub(crate) fn write_role(context: &mut Context<'_>, oid: Oid, name: &str) {
    context.footprint.write(KeyKind::Role, name);
    context.footprint.write(KeyKind::Memberships, "");
    if context.identity.involves(oid) {
        context.footprint.write(KeyKind::Session, "");
    }
}

pub(crate) fn drop_roles(context: &mut Context<'_>, statement: &DropRole<'_>) -> Checked {
    if !has_create_role(context.catalog, context.user()) {
        let failure = Failure::new(SqlState::InsufficientPrivilege, "permission denied to drop role");
        return Err(if context.rules.postgresql_16_role_texts {
            failure.detail(
                "Only roles with the CREATEROLE attribute and the ADMIN option on the target roles may drop roles.",
            )
        } else {
            failure
        });
    }
    for specification in &statement.roles {
        let RoleName::Named(name) = &specification.role else {
            let message = "cannot use special role specifier in DROP ROLE";
            return Err(Failure::new(SqlState::InvalidParameterValue, message).about(specification.span));
        };
        let Some(role) = context.find_role(name).map(Arc::clone) else {
            if !statement.if_exists {
                return Err(undefined_role(name, specification));
            }
            let message = format!("role \"{name}\" does not exist, skipping");
            context.notice(SqlState::SuccessfulCompletion, message);
            continue;
        };
        // What refers to the role decides whether it can be dropped, so a refusal has read it, too.
        context.footprint.read(KeyKind::ReferencesTo, name);
        check_drop(context, &role, specification)?;
        write_role(context, role.oid, name);
        context.catalog.remove_role(role.oid);
    }
    Ok(())
}

fn check_drop(context: &mut Context<'_>, role: &Role, specification: &RoleSpec<'_>) -> Checked {
    let name = &role.name;
    let in_use = |message| Err(Failure::new(SqlState::ObjectInUse, message).about(specification.span));
    if role.oid == context.identity.current_user() {
        return in_use("current user cannot be dropped");
    }
    if role.oid == context.identity.session_user() {
        return in_use("session user cannot be dropped");
    }
    let new_texts = context.rules.postgresql_16_role_texts;
    if role.attributes.superuser && !context.is_superuser() {
        return Err(if new_texts {
            Failure::new(SqlState::InsufficientPrivilege, "permission denied to drop role")
                .detail("Only roles with the SUPERUSER attribute may drop roles with the SUPERUSER attribute.")
        } else {
            Failure::new(SqlState::InsufficientPrivilege, "must be superuser to drop superusers")
        }
        .about(specification.span));
    }
    if new_texts && !is_admin_of(context.catalog, context.user(), role.oid) {
        let detail = format!(
            "Only roles with the CREATEROLE attribute and the ADMIN option on role \"{name}\" may drop this role."
        );
        return Err(Failure::new(SqlState::InsufficientPrivilege, "permission denied to drop role")
            .detail(detail)
            .about(specification.span));
    }
    if role.oid.is_pinned() {
        let message = format!("cannot drop role {name} because it is required by the database system");
        return Err(Failure::new(SqlState::DependentObjectsStillExist, message).about(specification.span));
    }
    let references = references(context.catalog, role.oid);
    if references.is_empty() {
        return Ok(());
    }
    let naming = context.naming();
    let shown = references.iter().take(reported(references.len()));
    let mut lines: Vec<String> = shown.map(|reference| reference.line(&naming)).collect();
    push_rest(&mut lines, references.len());
    let message = format!("role \"{name}\" cannot be dropped because some objects depend on it");
    let failure = Failure::new(SqlState::DependentObjectsStillExist, message).detail(lines.join("\n"));
    Err(failure.about(specification.span))
}

/// Something that keeps a role from being dropped.
struct Reference {
    verb: &'static str,
    object: Address,
    /// Whether it is the type that an extension makes right before this function, which returns it.
    is_result_type: bool,
}

impl Reference {
    fn line(&self, naming: &Naming<'_>) -> String {
        match naming.catalog.function(self.object.oid).filter(|_| self.is_result_type) {
            Some(function) => format!("{} type {}", self.verb, function.returns),
            None => format!("{} {}", self.verb, describe(naming, self.object)),
        }
    }
}

/// What keeps a role from being dropped, oldest first; memberships do not.
fn references(catalog: &Catalog, role: Oid) -> Vec<Reference> {
    let mut references = Vec::new();
    for object in catalog.dependents_of(role) {
        let whole = Address::whole(object);
        let mut push = |verb, object, is_result_type| references.push(Reference { verb, object, is_result_type });
        let is_mapping =
            catalog.user_mapping_by_oid(object).is_some() || catalog.storage_user_mapping_by_oid(object).is_some();
        let owner = match is_mapping {
            true => role,
            false => match catalog.common(object) {
                Some(common) => common.owner,
                None => continue,
            },
        };
        if owner == role {
            // The functions that an extension made belong to its owner, and so do their types.
            if catalog.function(object).is_some_and(|function| makes_result_type(catalog, function)) {
                push("owner of", whole, true);
            }
            push("owner of", whole, false);
            continue;
        }
        let names_role =
            |acl: &Acl| acl.stored_items().iter().any(|item| item.grantee == Some(role) || item.grantor == role);
        if catalog.common(object).is_some_and(|common| names_role(&common.acl)) {
            push("privileges for", whole, false);
        }
        for (number, column) in catalog.relation(object).iter().flat_map(|relation| relation.numbered_columns()) {
            if names_role(&column.acl) {
                push("privileges for", Address { oid: object, part: Part::Column(number) }, false);
            }
        }
        let system_columns = catalog.relation(object).into_iter().flat_map(|relation| &relation.system_columns);
        for column in system_columns.filter(|column| names_role(&column.acl)) {
            push("privileges for", Address { oid: object, part: Part::SystemColumn(column.place) }, false);
        }
    }
    references
}

fn is_reserved(name: &str) -> bool {
    name.starts_with("pg_")
}

fn reserved(name: &str, detail: &'static str) -> Box<Failure> {
    Failure::new(SqlState::ReservedName, format!("role name \"{name}\" is reserved")).detail(detail)
}

/// One of each kind, and a connection limit that is one. SYSID is taken with a notice.
fn check_options(context: &mut Context<'_>, options: &[RoleOption<'_>]) -> Checked {
    let mut seen = Vec::new();
    for option in options {
        let kind = discriminant(&option.kind);
        match option.kind {
            RoleOptionKind::SysId(_) => {
                context.notice(SqlState::SuccessfulCompletion, "SYSID can no longer be specified");
            }
            _ if seen.contains(&kind) => {
                return Err(Failure::new(SqlState::SyntaxError, "conflicting or redundant options").at(option.span));
            }
            _ => seen.push(kind),
        }
    }
    for option in options {
        if let RoleOptionKind::ConnectionLimit(limit) = option.kind
            && limit < -1
        {
            let message = format!("invalid connection limit: {limit}");
            return Err(Failure::new(SqlState::InvalidParameterValue, message).about(option.span));
        }
    }
    Ok(())
}

/// Refuses a VALID UNTIL without any digit that names no time either. What has a digit, or goes on
/// behind such a name, may be a date in one of the server's many styles and is taken as it is.
fn check_valid_until(options: &[RoleOption<'_>]) -> Checked {
    const NAMES: [&str; 7] = ["infinity", "-infinity", "now", "today", "tomorrow", "yesterday", "epoch"];
    for option in options {
        let RoleOptionKind::ValidUntil(time) = &option.kind else { continue };
        let first = time.value.split_ascii_whitespace().next().unwrap_or_default();
        let is_named = NAMES.iter().any(|name| first.eq_ignore_ascii_case(name));
        timestamp::normalised(&time.value).map_err(|failure| failure.about(time.span))?;
        if !is_named && !time.value.contains(|character: char| character.is_ascii_digit()) {
            let message = format!("invalid input syntax for type timestamp with time zone: \"{}\"", time.value);
            return Err(Failure::new(SqlState::InvalidDatetimeFormat, message).about(time.span));
        }
    }
    Ok(())
}

fn note_empty_password(context: &mut Context<'_>, options: &[RoleOption<'_>]) {
    let is_empty = |option: &RoleOption<'_>| matches!(&option.kind, RoleOptionKind::Password(Some(password)) if password.value.is_empty());
    if options.iter().any(is_empty) {
        let message = "empty string is not a valid password, clearing password";
        context.notice(SqlState::SuccessfulCompletion, message);
    }
}

fn apply(attributes: &mut RoleAttributes, options: &[RoleOption<'_>]) {
    for option in options {
        match &option.kind {
            RoleOptionKind::Superuser(value) => attributes.superuser = *value,
            RoleOptionKind::CreateDb(value) => attributes.create_db = *value,
            RoleOptionKind::CreateRole(value) => attributes.create_role = *value,
            RoleOptionKind::Inherit(value) => attributes.inherit = *value,
            RoleOptionKind::Login(value) => attributes.login = *value,
            RoleOptionKind::Replication(value) => attributes.replication = *value,
            RoleOptionKind::BypassRls(value) => attributes.bypass_rls = *value,
            RoleOptionKind::ConnectionLimit(limit) => attributes.connection_limit = *limit,
            RoleOptionKind::ValidUntil(time) => {
                // A style that is not read here is kept as it is.
                let known = timestamp::normalised(&time.value).ok().flatten();
                attributes.valid_until = Some(known.map_or_else(|| Arc::from(&*time.value), Arc::from));
            }
            RoleOptionKind::Password(_)
            | RoleOptionKind::SysId(_)
            | RoleOptionKind::InRole(_)
            | RoleOptionKind::Members(_)
            | RoleOptionKind::Admins(_) => {}
        }
    }
}

fn check_right_to_create(context: &Context<'_>, attributes: &RoleAttributes) -> Checked {
    if context.is_superuser() {
        return Ok(());
    }
    let denied = |message: &'static str| Failure::new(SqlState::InsufficientPrivilege, message);
    if context.rules.postgresql_16_role_texts {
        let detail = |attribute: &str| {
            format!("Only roles with the {attribute} attribute may create roles with the {attribute} attribute.")
        };
        let user = context.catalog.role_by_oid(context.user());
        let user = user.map(|user| &user.attributes);
        let lacks = |has: fn(&RoleAttributes) -> bool| has(attributes) && !user.is_some_and(has);
        let detail = if !has_create_role(context.catalog, context.user()) {
            "Only roles with the CREATEROLE attribute may create roles.".to_owned()
        } else if attributes.superuser {
            detail("SUPERUSER")
        } else if lacks(|role| role.create_db) {
            detail("CREATEDB")
        } else if lacks(|role| role.replication) {
            detail("REPLICATION")
        } else if lacks(|role| role.bypass_rls) {
            detail("BYPASSRLS")
        } else {
            return Ok(());
        };
        return Err(denied("permission denied to create role").detail(detail));
    }
    if attributes.superuser {
        Err(denied("must be superuser to create superusers"))
    } else if attributes.replication {
        Err(denied("must be superuser to create replication users"))
    } else if attributes.bypass_rls {
        Err(denied("must be superuser to create bypassrls users"))
    } else if !has_create_role(context.catalog, context.user()) {
        Err(denied("permission denied to create role"))
    } else {
        Ok(())
    }
}

fn check_right_to_alter(context: &mut Context<'_>, statement: &AlterRole<'_>, role: &Role) -> Checked {
    context.read_memberships();
    if context.is_superuser() {
        return Ok(());
    }
    let has = |test: fn(&RoleOptionKind<'_>) -> bool| statement.options.iter().any(|option| test(&option.kind));
    let denied =
        |message: &'static str| Failure::new(SqlState::InsufficientPrivilege, message).about(statement.role.span);
    if context.rules.postgresql_16_role_texts {
        return check_right_to_alter_16(context, statement, role);
    }
    let only_own_password = role.oid == context.user()
        && has(|kind| matches!(kind, RoleOptionKind::Password(_)))
        && !has(|kind| !matches!(kind, RoleOptionKind::Password(_)));
    if role.attributes.superuser || has(|kind| matches!(kind, RoleOptionKind::Superuser(_))) {
        Err(denied("must be superuser to alter superuser roles or change superuser attribute"))
    } else if role.attributes.replication || has(|kind| matches!(kind, RoleOptionKind::Replication(_))) {
        Err(denied("must be superuser to alter replication roles or change replication attribute"))
    } else if has(|kind| matches!(kind, RoleOptionKind::BypassRls(_))) {
        Err(denied("must be superuser to change bypassrls attribute"))
    } else if !has_create_role(context.catalog, context.user()) && !only_own_password {
        Err(denied("permission denied"))
    } else {
        Ok(())
    }
}

fn check_right_to_alter_16(context: &Context<'_>, statement: &AlterRole<'_>, role: &Role) -> Checked {
    let name = &role.name;
    let changes = |test: fn(&RoleOptionKind<'_>) -> bool| statement.options.iter().any(|option| test(&option.kind));
    let only_own_password = role.oid == context.user() && !changes(|kind| !matches!(kind, RoleOptionKind::Password(_)));
    let may_manage =
        has_create_role(context.catalog, context.user()) && is_admin_of(context.catalog, context.user(), role.oid);
    let user = context.catalog.role_by_oid(context.user());
    let user_has = |test: fn(&RoleAttributes) -> bool| user.is_some_and(|user| test(&user.attributes));
    let attribute =
        |attribute: &str| format!("Only roles with the {attribute} attribute may change the {attribute} attribute.");
    let detail = if role.attributes.superuser {
        "Only roles with the SUPERUSER attribute may alter roles with the SUPERUSER attribute.".to_owned()
    } else if changes(|kind| matches!(kind, RoleOptionKind::Superuser(_))) {
        attribute("SUPERUSER")
    } else if !may_manage && !only_own_password {
        format!("Only roles with the CREATEROLE attribute and the ADMIN option on role \"{name}\" may alter this role.")
    } else if changes(|kind| matches!(kind, RoleOptionKind::CreateDb(_))) && !user_has(|role| role.create_db) {
        attribute("CREATEDB")
    } else if changes(|kind| matches!(kind, RoleOptionKind::Replication(_))) && !user_has(|role| role.replication) {
        attribute("REPLICATION")
    } else if changes(|kind| matches!(kind, RoleOptionKind::BypassRls(_))) && !user_has(|role| role.bypass_rls) {
        attribute("BYPASSRLS")
    } else {
        return Ok(());
    };
    let failure = Failure::new(SqlState::InsufficientPrivilege, "permission denied to alter role");
    Err(failure.detail(detail).about(statement.role.span))
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn who_owns_an_extension_owns_its_functions() {
        check(
            Target::Postgresql15,
            &[
                ("CREATE ROLE r1 SUPERUSER; SET ROLE r1", &["CREATE ROLE", "SET"]),
                ("CREATE EXTENSION file_fdw; RESET ROLE", &["CREATE EXTENSION", "RESET"]),
                (
                    "DROP ROLE r1",
                    &[
                        "ERROR:  2BP01: role \"r1\" cannot be dropped because some objects depend on it",
                        "DETAIL:  owner of extension file_fdw\nowner of function file_fdw_handler()\n\
                         owner of function file_fdw_validator(text[],oid)\nowner of foreign-data wrapper file_fdw",
                    ],
                ),
                ("DROP EXTENSION file_fdw; DROP ROLE r1", &["DROP EXTENSION", "DROP ROLE"]),
            ],
        );
    }

    #[test]
    fn a_role_with_dependents_stays() {
        check(
            Target::Postgresql15,
            &[
                (
                    "CREATE ROLE r1; CREATE FOREIGN DATA WRAPPER w; CREATE SERVER sv FOREIGN DATA WRAPPER w",
                    &["CREATE ROLE", "CREATE FOREIGN DATA WRAPPER", "CREATE SERVER"],
                ),
                (
                    "GRANT USAGE ON FOREIGN SERVER sv TO r1; GRANT USAGE ON FOREIGN DATA WRAPPER w TO r1; CREATE USER MAPPING FOR r1 SERVER sv",
                    &["GRANT", "GRANT", "CREATE USER MAPPING"],
                ),
                (
                    "SET ROLE r1; CREATE SERVER sv1 FOREIGN DATA WRAPPER w; DROP ROLE r1; RESET ROLE",
                    &["SET", "CREATE SERVER", "ERROR:  42501: permission denied to drop role", "RESET"],
                ),
                (
                    "DROP ROLE r1",
                    &[
                        "ERROR:  2BP01: role \"r1\" cannot be dropped because some objects depend on it",
                        "DETAIL:  privileges for foreign-data wrapper w\nprivileges for server sv\nowner of user mapping for r1 on server sv\nowner of server sv1",
                    ],
                ),
                ("DROP ROLE postgres", &["ERROR:  55006: current user cannot be dropped"]),
                (
                    "DROP ROLE pg_monitor",
                    &["ERROR:  2BP01: cannot drop role pg_monitor because it is required by the database system"],
                ),
                ("DROP ROLE public", &["ERROR:  22023: cannot use special role specifier in DROP ROLE"]),
                (
                    "ALTER ROLE pg_monitor NOLOGIN",
                    &["ERROR:  42939: role name \"pg_monitor\" is reserved", "DETAIL:  Cannot alter reserved roles."],
                ),
                ("ALTER ROLE r1 RENAME TO r1", &["ERROR:  42710: role \"r1\" already exists"]),
                ("ALTER ROLE postgres RENAME TO x", &["ERROR:  0A000: session user cannot be renamed"]),
                ("CREATE ROLE c CONNECTION LIMIT -5", &["ERROR:  22023: invalid connection limit: -5"]),
            ],
        );
    }
}
