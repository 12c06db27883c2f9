//! The privileges that are given on what is made later.

use std::sync::Arc;

use crate::catalog::Object;
use crate::names::Key;
use crate::{Acl, AclItem, AclKind, Catalog, Oid};

/// A row of pg_default_acl.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct DefaultAcl {
    pub oid: Oid,
    /// Whose objects it is for.
    pub role: Oid,
    /// `None` is every schema.
    pub schema: Option<Oid>,
    /// Table, sequence, function, type or schema.
    pub kind: AclKind,
    /// In place of the list that is built in; in one schema, added to it.
    pub items: Arc<[AclItem]>,
}

impl Catalog {
    /// What is given on the objects of a kind that a role makes, in one schema or, without one, everywhere.
    pub fn default_acl(&self, role: Oid, schema: Option<Oid>, kind: AclKind) -> Option<&Arc<DefaultAcl>> {
        match self.find(&Key::DefaultAcl(role, schema, kind)) {
            Some(Object::DefaultAcl(found)) => Some(found),
            _ => None,
        }
    }

    /// The row with that OID.
    pub fn default_acl_by_oid(&self, oid: Oid) -> Option<&Arc<DefaultAcl>> {
        match self.object(oid) {
            Some(Object::DefaultAcl(found)) => Some(found),
            _ => None,
        }
    }

    /// Every row, oldest first.
    pub fn default_acls(&self) -> impl Iterator<Item = &Arc<DefaultAcl>> {
        self.objects.iter().filter_map(|object| match object {
            Object::DefaultAcl(found) => Some(&**found),
            _ => None,
        })
    }

    /// The list that a new object gets: the default of its kind, unless the owner has given other
    /// privileges to all of the kind, or some to those of this schema.
    pub fn acl_of_new(&self, kind: AclKind, owner: Oid, schema: Option<Oid>) -> Acl {
        let everywhere = self.default_acl(owner, None, kind);
        let in_schema = schema.and_then(|schema| self.default_acl(owner, Some(schema), kind));
        if everywhere.is_none() && in_schema.is_none() {
            return Acl::default();
        }
        let built_in = Acl::default().items(kind, owner);
        let mut items = everywhere.map_or_else(|| built_in.clone(), |found| found.items.to_vec());
        for added in in_schema.iter().flat_map(|found| found.items.iter()) {
            let same = |item: &&mut AclItem| item.grantee == added.grantee && item.grantor == added.grantor;
            match items.iter_mut().find(same) {
                Some(item) => {
                    item.privileges |= added.privileges;
                    item.grant_options |= added.grant_options;
                }
                None => items.push(*added),
            }
        }
        if Acl::has_same_items(&items, &built_in) { Acl::default() } else { Acl::sorted(items) }
    }
}
