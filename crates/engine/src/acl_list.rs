//! Access control lists while they are changed: who grants, what a grant adds, what a revoke takes
//! along.

use medlar_catalog::{AclItem, Catalog, Oid, PrivilegeSet};
use medlar_syntax::SqlState;
use medlar_syntax::ast::DropBehavior;

use crate::message::{Checked, Failure};
use crate::oid_set::OidSet;
use crate::privileges::{grant_options, inherited_roles, is_superuser};

/// What a statement does with the lists of its objects.
#[derive(Clone, Copy)]
pub(crate) struct Change {
    /// GRANT or REVOKE.
    pub(crate) is_grant: bool,
    /// With the grant option, or only it.
    pub(crate) grant_option: bool,
    /// REVOKE only.
    pub(crate) behavior: DropBehavior,
}

/// A list being changed.
pub(crate) struct List<'c> {
    pub(crate) catalog: &'c Catalog,
    pub(crate) owner: Oid,
    pub(crate) items: Vec<AclItem>,
}

fn grant_option_to_public() -> Box<Failure> {
    Failure::new(SqlState::InvalidGrantOperation, "grant options can only be granted to roles")
}

impl List<'_> {
    /// The role in whose name the user grants, and which of these privileges it may grant: the owner
    /// for a superuser, the owner and its members; else the user, or the first of the roles whose
    /// privileges it has, that holds most of the grant options.
    pub(crate) fn best_grantor(&self, user: Oid, wanted: PrivilegeSet) -> (Oid, PrivilegeSet) {
        if user == self.owner || is_superuser(self.catalog, user) {
            return (self.owner, wanted);
        }
        // What each grantee may grant on.
        let (mut grantees, mut options) = (OidSet::default(), Vec::new());
        for item in self.items.iter().filter(|item| item.grant_options.intersects(wanted)) {
            let Some(grantee) = item.grantee else { continue };
            let place = grantees.place(grantee).unwrap_or_else(|place| {
                options.insert(place, PrivilegeSet::NONE);
                place
            });
            grantees.insert(grantee);
            if let Some(options) = options.get_mut(place) {
                *options |= item.grant_options & wanted;
            }
        }
        let roles = inherited_roles(self.catalog, user);
        if roles.contains(&self.owner) {
            return (self.owner, wanted);
        }
        let mut best = (user, PrivilegeSet::NONE);
        for role in roles {
            let held = grantees.place(role).ok().and_then(|place| options.get(place)).copied().unwrap_or_default();
            if held.count() > best.1.count() {
                best = (role, held);
            }
        }
        best
    }

    /// Changes what one grantee has of these privileges from this grantor.
    pub(crate) fn apply(
        &mut self,
        change: Change,
        privileges: PrivilegeSet,
        grantor: Oid,
        grantee: Option<Oid>,
    ) -> Checked {
        if !change.is_grant {
            let lost = if change.grant_option { PrivilegeSet::NONE } else { privileges };
            return self.revoke(grantor, grantee, lost, privileges, change.behavior);
        }
        if change.grant_option {
            let Some(grantee) = grantee else { return Err(grant_option_to_public()) };
            self.check_circularity(grantor, grantee, privileges)?;
        }
        let grant_options = if change.grant_option { privileges } else { PrivilegeSet::NONE };
        match self.items.iter_mut().find(|item| item.grantee == grantee && item.grantor == grantor) {
            Some(item) => {
                item.privileges |= privileges;
                item.grant_options |= grant_options;
            }
            None if privileges.is_empty() => {}
            None => self.items.push(AclItem { grantee, grantor, privileges, grant_options }),
        }
        Ok(())
    }

    /// Takes away grant options, and privileges, and what was granted on with the options.
    fn revoke(
        &mut self,
        grantor: Oid,
        grantee: Option<Oid>,
        privileges: PrivilegeSet,
        options: PrivilegeSet,
        behavior: DropBehavior,
    ) -> Checked {
        let mut open = vec![(grantor, grantee, privileges, options)];
        while let Some((grantor, grantee, privileges, options)) = open.pop() {
            let place = self.items.iter().position(|item| item.grantee == grantee && item.grantor == grantor);
            let Some(item) = place.and_then(|place| self.items.get_mut(place)) else { continue };
            let lost = item.grant_options & options;
            item.grant_options = item.grant_options.without(options);
            item.privileges = item.privileges.without(privileges);
            if let Some(place) = place.filter(|_| item.privileges.is_empty()) {
                self.items.remove(place);
            }
            // The owner cannot lose the option, and another grantor may have given it, too.
            let Some(role) = grantee.filter(|role| *role != self.owner && !lost.is_empty()) else { continue };
            let lost = lost.without(grant_options(self.catalog, role, self.owner, &self.items));
            for granted_on in &self.items {
                if granted_on.grantor != role || !granted_on.privileges.intersects(lost) {
                    continue;
                }
                if behavior == DropBehavior::Restrict {
                    return Err(Failure::new(SqlState::DependentObjectsStillExist, "dependent privileges exist")
                        .hint("Use CASCADE to revoke them too."));
                }
                open.push((role, granted_on.grantee, lost, lost));
            }
        }
        Ok(())
    }

    /// Refuses to give grant options to a role from which the grantor has them.
    fn check_circularity(&self, grantor: Oid, grantee: Oid, privileges: PrivilegeSet) -> Checked {
        if grantor == self.owner {
            return Ok(());
        }
        for privilege in privileges.each() {
            let of_it = || self.items.iter().filter(move |item| item.privileges.intersects(privilege));
            let holds = of_it().any(|item| item.grantee == Some(grantee) && item.grant_options.intersects(privilege));
            let leads_on = grantor == grantee || of_it().any(|item| item.grantor == grantee);
            if holds && leads_on && !self.keeps_option_without(grantor, grantee, privilege) {
                let message = "grant options cannot be granted back to your own grantor";
                return Err(Failure::new(SqlState::InvalidGrantOperation, message));
            }
        }
        Ok(())
    }

    /// Whether a role would keep a grant option if another had none, and had given none on.
    fn keeps_option_without(&self, role: Oid, other: Oid, privilege: PrivilegeSet) -> bool {
        let of_it = || self.items.iter().filter(move |item| item.grant_options.intersects(privilege));
        // How many have given the option to each role.
        let grantees = OidSet::new(of_it().filter_map(|item| item.grantee).collect());
        let mut counts: Vec<usize> = Vec::new();
        let count = |item: &AclItem, counts: &mut Vec<usize>, change: isize| {
            let place = item.grantee.and_then(|grantee| grantees.place(grantee).ok());
            let Some(place) = place else { return };
            counts.resize(counts.len().max(place + 1), 0);
            if let Some(count) = counts.get_mut(place) {
                *count = count.saturating_add_signed(change);
            }
        };
        for item in of_it().filter(|item| item.grantee != Some(other)) {
            count(item, &mut counts, 1);
        }
        let keeps = |counts: &[usize], role| {
            let has_option =
                |role| grantees.place(role).is_ok_and(|place| counts.get(place).is_some_and(|count| *count > 0));
            is_superuser(self.catalog, role)
                || inherited_roles(self.catalog, role).into_iter().any(|role| role == self.owner || has_option(role))
        };
        let mut lost = OidSet::default();
        let mut open = vec![other];
        while let Some(loser) = open.pop() {
            if loser == self.owner || keeps(&counts, loser) || !lost.insert(loser) {
                continue;
            }
            for item in of_it().filter(|item| item.grantor == loser) {
                count(item, &mut counts, -1);
                open.extend(item.grantee);
            }
        }
        keeps(&counts, role)
    }
}

/// The roles that two lists do not have in common.
pub(crate) fn differing_roles(before: &[AclItem], after: &[AclItem]) -> Vec<Oid> {
    let roles = |items: &[AclItem]| {
        OidSet::new(items.iter().flat_map(|item| [item.grantee, Some(item.grantor)]).flatten().collect())
    };
    let (before, after) = (roles(before), roles(after));
    [before.without(&after), after.without(&before)].concat()
}
