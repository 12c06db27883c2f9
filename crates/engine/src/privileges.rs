//! Who may what: superusers, membership, ownership, and access control lists.

use medlar_catalog::{Acl, AclItem, AclKind, Catalog, ForeignServer, Oid, PrivilegeSet, UserMapping, sort};

use crate::membership::DATABASE_OWNER;
use crate::oid_set::OidSet;

/// Whether the role is a superuser.
pub fn is_superuser(catalog: &Catalog, role: Oid) -> bool {
    catalog.role_by_oid(role).is_some_and(|role| role.attributes.superuser)
}

/// Whether a role may create and manage roles.
pub(crate) fn has_create_role(catalog: &Catalog, role: Oid) -> bool {
    catalog.role_by_oid(role).is_some_and(|role| role.attributes.superuser || role.attributes.create_role)
}

/// How far membership reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Every group, directly or not.
    Membership,
    /// Only through roles that inherit the privileges of their groups.
    Privileges,
}

/// The owner of the database is a member of pg_database_owner, without a row that says so.
fn implied_group(role: Oid) -> Option<Oid> {
    (role == Oid::BOOTSTRAP_ROLE).then_some(DATABASE_OWNER)
}

/// Every role that `member` is a member of: itself first, then nearest first, the groups of one role
/// oldest first. A grantor is looked for in this order.
fn groups(catalog: &Catalog, member: Oid, reach: Reach) -> Vec<Oid> {
    let mut found = vec![member];
    let mut seen = OidSet::new(vec![member]);
    let mut next = 0;
    while let Some(role) = found.get(next).and_then(|oid| catalog.role_by_oid(*oid)) {
        next += 1;
        if reach == Reach::Membership || role.attributes.inherit {
            let groups = role.member_of.iter().map(|membership| membership.role);
            let nearer: Vec<Oid> = groups.filter(|group| seen.insert(*group)).collect();
            found.extend(sort(nearer, |left, right| left < right));
            found.extend(implied_group(role.oid).filter(|group| seen.insert(*group)));
        }
    }
    found
}

/// Whether `member` is a member of `role`; a superuser is of every role, and each of itself.
pub fn is_member_of(catalog: &Catalog, member: Oid, role: Oid) -> bool {
    is_superuser(catalog, member) || is_plain_member_of(catalog, member, role)
}

/// As [`is_member_of`], without the superuser's universal membership.
pub(crate) fn is_plain_member_of(catalog: &Catalog, member: Oid, role: Oid) -> bool {
    let mut seen = OidSet::default();
    let mut open = vec![member];
    while let Some(group) = open.pop() {
        if group == role {
            return true;
        }
        let member_of = catalog.role_by_oid(group).map_or(&[][..], |group| &group.member_of);
        let groups = member_of.iter().map(|membership| membership.role).chain(implied_group(group));
        open.extend(groups.filter(|group| seen.insert(*group)));
    }
    false
}

/// Whether `member` has what `role` has, through membership that is inherited.
pub fn has_privileges_of(catalog: &Catalog, member: Oid, role: Oid) -> bool {
    member == role || is_superuser(catalog, member) || groups(catalog, member, Reach::Privileges).contains(&role)
}

/// The roles whose privileges `member` has, itself first.
pub fn inherited_roles(catalog: &Catalog, member: Oid) -> Vec<Oid> {
    groups(catalog, member, Reach::Privileges)
}

/// Whether `member` may give others membership of `role`: through ADMIN OPTION, however far.
pub fn is_admin_of(catalog: &Catalog, member: Oid, role: Oid) -> bool {
    is_superuser(catalog, member)
        || (member != role
            && groups(catalog, member, Reach::Membership)
                .iter()
                .filter_map(|group| catalog.role_by_oid(*group))
                .flat_map(|group| &group.member_of)
                .any(|membership| membership.role == role && membership.admin_option))
}

/// What a role has through these entries: itself, through PUBLIC, or through membership.
pub(crate) fn held(catalog: &Catalog, role: Oid, items: &[AclItem]) -> PrivilegeSet {
    if is_superuser(catalog, role) {
        return !PrivilegeSet::NONE;
    }
    let inherited = OidSet::new(inherited_roles(catalog, role));
    let mut held = PrivilegeSet::NONE;
    for item in items.iter().filter(|item| item.grantee.is_none_or(|grantee| inherited.contains(grantee))) {
        held |= item.privileges;
    }
    held
}

/// Whether a role has all of these privileges on an object of this owner with this list.
pub fn has_privileges(
    catalog: &Catalog,
    role: Oid,
    kind: AclKind,
    owner: Oid,
    acl: &Acl,
    wanted: PrivilegeSet,
) -> bool {
    held(catalog, role, &acl.items(kind, owner)).contains(wanted)
}

/// Whether a role has USAGE on a wrapper or server.
pub fn has_usage_on(catalog: &Catalog, role: Oid, owner: Oid, acl: &Acl) -> bool {
    has_privileges(catalog, role, AclKind::ForeignServer, owner, acl, PrivilegeSet::USAGE)
}

/// Whether a role sees the options of a user mapping in the view pg_user_mappings: a superuser sees all,
/// others their own where they own the server or may use it, and the one of PUBLIC where they own the
/// server.
pub fn sees_mapping_options(catalog: &Catalog, user: Oid, server: &ForeignServer, mapping: &UserMapping) -> bool {
    let owns = has_privileges_of(catalog, user, server.owner);
    is_superuser(catalog, user)
        || match mapping.user {
            None => owns,
            Some(mapped) => mapped == user && (owns || has_usage_on(catalog, user, server.owner, &server.acl)),
        }
}

/// What a role may grant on through these entries: the owner always may grant everything.
pub(crate) fn grant_options(catalog: &Catalog, role: Oid, owner: Oid, items: &[AclItem]) -> PrivilegeSet {
    if role == owner || is_superuser(catalog, role) {
        return !PrivilegeSet::NONE;
    }
    let inherited = OidSet::new(inherited_roles(catalog, role));
    if inherited.contains(owner) {
        return !PrivilegeSet::NONE;
    }
    let mut options = PrivilegeSet::NONE;
    for item in items.iter().filter(|item| item.grantee.is_some_and(|grantee| inherited.contains(grantee))) {
        options |= item.grant_options;
    }
    options
}
