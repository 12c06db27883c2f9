//! Access control lists of wrappers and servers. Both know one privilege, USAGE.
//!
//! Here is only the value; who may grant what is the engine's business.

use std::sync::Arc;

use crate::Oid;

/// One entry: what `grantor` gave to `grantee`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AclItem {
    /// `None` is PUBLIC.
    pub grantee: Option<Oid>,
    /// Who gave it.
    pub grantor: Oid,
    /// USAGE itself.
    pub usage: bool,
    /// The right to give it on.
    pub grant_option: bool,
}

/// An access control list. The default (`None` in the server) gives USAGE to the owner alone and is
/// different from an empty list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acl(pub Option<Arc<[AclItem]>>);

impl Acl {
    /// The entries, with the default spelled out for this owner.
    pub fn items(&self, owner: Oid) -> Vec<AclItem> {
        match &self.0 {
            Some(items) => items.to_vec(),
            None => vec![AclItem { grantee: Some(owner), grantor: owner, usage: true, grant_option: false }],
        }
    }

    /// The entries as stored: none for the default.
    pub fn stored_items(&self) -> &[AclItem] {
        self.0.as_deref().unwrap_or_default()
    }

    /// The list for a new owner: the old owner is replaced as grantee and as grantor, and entries
    /// that become equal are merged into the first. The default stays the default.
    pub fn with_owner(&self, old: Oid, new: Oid) -> Acl {
        let Some(items) = &self.0 else { return Acl(None) };
        let mut merged: Vec<AclItem> = Vec::with_capacity(items.len());
        for item in items.iter() {
            let grantee = if item.grantee == Some(old) { Some(new) } else { item.grantee };
            let grantor = if item.grantor == old { new } else { item.grantor };
            match merged.iter_mut().find(|other| other.grantee == grantee && other.grantor == grantor) {
                Some(first) => {
                    first.usage |= item.usage;
                    first.grant_option |= item.grant_option;
                }
                None => merged.push(AclItem { grantee, grantor, ..*item }),
            }
        }
        Acl(Some(merged.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(grantee: u32, grantor: u32, grant_option: bool) -> AclItem {
        AclItem { grantee: Some(Oid(grantee)), grantor: Oid(grantor), usage: true, grant_option }
    }

    #[test]
    fn a_new_owner_takes_over_and_equal_entries_merge() {
        // {a1=U/a1,a2=U*/a1,a3=U/a2,a1=U/a2} given to a3 is {a3=U/a3,a2=U*/a3,a3=U/a2}
        let acl = Acl(Some([item(1, 1, false), item(2, 1, true), item(3, 2, false), item(1, 2, false)].into()));
        let expected = [item(3, 3, false), item(2, 3, true), item(3, 2, false)];
        assert_eq!(acl.with_owner(Oid(1), Oid(3)).stored_items(), expected);
        assert_eq!(Acl::default().with_owner(Oid(1), Oid(3)), Acl::default());
    }
}
