//! GRANT and REVOKE: from the rights that an object has when it is made to those that it shall have.

use medlar_catalog::{Acl, AclItem, AclKind, DefaultAcl, Oid, PrivilegeSet, Schema};

use super::Dump;
use super::foreign::kind_in_grant;

impl Dump<'_> {
    /// Rights on an object, if they are not those of a new one.
    pub(super) fn rights(&mut self, kind: AclKind, owner: Oid, acl: &Acl, object_kind: &str, name: &str) {
        if acl.0.is_none() {
            return;
        }
        let on = format!("ON {} {name}", kind_in_grant(object_kind));
        self.change_rights(kind, owner, &Acl::default().items(kind, owner), acl.stored_items(), "", &on, "");
    }

    /// Rights on the column of a table.
    pub(super) fn rights_on_column(&mut self, owner: Oid, acl: &Acl, table: &str, column: &str) {
        let on = format!("ON TABLE {table}");
        self.change_rights(AclKind::Column, owner, &[], acl.stored_items(), "", &on, &format!("({column})"));
    }

    /// A fresh database has rights on the schema public that are not those of other schemas.
    pub(super) fn rights_of_public_schema(&mut self, schema: &Schema, name: &str) {
        let fresh = medlar_engine::Session::new(self.session.target());
        let Some(before) = fresh.catalog().schema_by_oid(schema.oid) else { return };
        if schema.owner != before.owner {
            self.statement(&format!("ALTER SCHEMA {name} OWNER TO {}", self.role(schema.owner)));
        }
        if schema.comment != before.comment {
            self.comment("SCHEMA", name, Some(schema.comment.as_deref().unwrap_or_default()));
        }
        if schema.acl != before.acl {
            let old = before.acl.with_owner(before.owner, schema.owner);
            let (old, new) =
                (old.items(AclKind::Schema, schema.owner), schema.acl.items(AclKind::Schema, schema.owner));
            self.change_rights(AclKind::Schema, schema.owner, &old, &new, "", &format!("ON SCHEMA {name}"), "");
        }
    }

    /// `prefix GRANT rights(columns) on TO …`, after what takes away the rights that shall not be there.
    #[expect(clippy::too_many_arguments, reason = "the parts of one statement")]
    fn change_rights(
        &mut self,
        kind: AclKind,
        owner: Oid,
        before: &[AclItem],
        after: &[AclItem],
        prefix: &str,
        on: &str,
        columns: &str,
    ) {
        let mut kept = Vec::new();
        for item in before {
            if after.contains(item) {
                kept.push(*item);
                continue;
            }
            let grantee = self.grantee(item.grantee);
            self.statement(&format!("{prefix}REVOKE ALL{columns} {on} FROM {grantee}"));
        }
        let mut pending: Vec<&AclItem> = after.iter().filter(|item| !kept.contains(item)).collect();
        let mut grantors = vec![owner];
        while !pending.is_empty() {
            // Whoever has no grant option yet waits for it.
            let place = pending.iter().position(|item| grantors.contains(&item.grantor)).unwrap_or(0);
            let item = pending.remove(place);
            grantors.extend(item.grantee);
            let as_other = item.grantor != owner && prefix.is_empty();
            if as_other {
                self.statement(&format!("SET SESSION AUTHORIZATION {}", self.role(item.grantor)));
            }
            let grantee = self.grantee(item.grantee);
            let plain = item.privileges.without(item.grant_options);
            for (privileges, option) in [(plain, ""), (item.grant_options, " WITH GRANT OPTION")] {
                if !privileges.is_empty() {
                    let names = written(privileges, kind, columns);
                    self.statement(&format!("{prefix}GRANT {names} {on} TO {grantee}{option}"));
                }
            }
            if as_other {
                self.statement("RESET SESSION AUTHORIZATION");
            }
        }
    }

    fn grantee(&self, grantee: Option<Oid>) -> String {
        grantee.map_or_else(|| "PUBLIC".to_owned(), |role| self.role(role))
    }

    /// ALTER DEFAULT PRIVILEGES.
    pub(super) fn default_privileges(&mut self) {
        let catalog = self.catalog();
        let mut found: Vec<&DefaultAcl> = catalog.default_acls().map(|found| &**found).collect();
        found.sort_unstable_by_key(|found| found.oid);
        for default in found {
            let mut prefix = format!("ALTER DEFAULT PRIVILEGES FOR ROLE {} ", self.role(default.role));
            if let Some(schema) = default.schema {
                prefix.push_str(&format!("IN SCHEMA {} ", self.ident(catalog.schema_name(schema))));
            }
            let on = match default.kind {
                AclKind::Sequence => "ON SEQUENCES",
                AclKind::Function => "ON FUNCTIONS",
                AclKind::Type => "ON TYPES",
                AclKind::Schema => "ON SCHEMAS",
                _ => "ON TABLES",
            };
            // In one schema rights are added to those that there are everywhere.
            let before = match default.schema {
                None => Acl::default().items(default.kind, default.role),
                Some(_) => Vec::new(),
            };
            self.change_rights(default.kind, default.role, &before, &default.items, &prefix, on, "");
        }
    }
}

/// The rights by their names, each with the columns.
fn written(privileges: PrivilegeSet, kind: AclKind, columns: &str) -> String {
    if privileges == kind.all() && privileges.count() > 1 {
        return format!("ALL{columns}");
    }
    let names: Vec<String> = privileges.each().map(|one| format!("{}{columns}", one.keyword())).collect();
    names.join(", ")
}
