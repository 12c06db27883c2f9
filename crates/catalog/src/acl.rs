//! Access control lists of wrappers and servers. Both know one privilege, USAGE.

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
}
