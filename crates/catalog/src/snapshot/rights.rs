//! What has little more than an owner and privileges, as plain data: schemas and their like, and the
//! privileges that are given on what is made later.

use super::AclItemSnapshot;
use super::restore::{Restore, Restored, SnapshotError, name, optional_text};
use crate::map::RoleUses;
use crate::{AclKind, Catalog, DefaultAcl, ObjectClass, Oid, RolePart, RoleUse, Schema};

/// A schema, the database, a language, a tablespace, a parameter or a table of pg_catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct SchemaSnapshot {
    pub oid: u32,
    pub name: String,
    pub owner: String,
    pub acl: Option<Vec<AclItemSnapshot>>,
    pub comment: Option<String>,
    pub extension: Option<String>,
}

/// The privileges that are given on what is made later.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct DefaultAclSnapshot {
    pub oid: u32,
    pub role: String,
    pub schema: Option<String>,
    /// A letter, as in pg_default_acl.
    pub objects: String,
    pub acl: Option<Vec<AclItemSnapshot>>,
}

/// The letters of pg_default_acl.
const LETTERS: [(AclKind, &str); 5] = [
    (AclKind::Table, "r"),
    (AclKind::Sequence, "S"),
    (AclKind::Function, "f"),
    (AclKind::Type, "T"),
    (AclKind::Schema, "n"),
];

/// One of the kinds of objects with little more than an owner and privileges.
pub(super) struct RightsKind {
    noun: &'static str,
    class: ObjectClass,
    find: fn(&Catalog, &str) -> Option<Oid>,
    insert: fn(&mut Catalog, Schema),
}

pub(super) static SCHEMAS: RightsKind = RightsKind {
    noun: "schema",
    class: ObjectClass::Schema,
    find: |catalog, name| catalog.schema(name).map(|found| found.oid),
    insert: Catalog::insert_schema,
};

pub(super) static LANGUAGES: RightsKind = RightsKind {
    noun: "language",
    class: ObjectClass::Language,
    find: |catalog, name| catalog.language(name).map(|found| found.oid),
    insert: Catalog::insert_language,
};

pub(super) static TABLESPACES: RightsKind = RightsKind {
    noun: "tablespace",
    class: ObjectClass::Tablespace,
    find: |catalog, name| catalog.tablespace(name).map(|found| found.oid),
    insert: Catalog::insert_tablespace,
};

pub(super) static PARAMETERS: RightsKind = RightsKind {
    noun: "parameter",
    class: ObjectClass::Parameter,
    find: |catalog, name| catalog.parameter(name).map(|found| found.oid),
    insert: Catalog::insert_parameter,
};

pub(super) static SYSTEM_TABLES: RightsKind = RightsKind {
    noun: "table",
    class: ObjectClass::SystemTable,
    find: |catalog, name| catalog.system_table(name).map(|found| found.oid),
    insert: Catalog::insert_system_table,
};

impl Catalog {
    pub(super) fn schema_snapshot(&self, schema: &Schema) -> SchemaSnapshot {
        SchemaSnapshot {
            oid: schema.oid.0,
            name: schema.name.to_string(),
            owner: self.printed_role(schema.owner),
            acl: self.printed_acl(&schema.acl),
            comment: super::text(schema.comment.as_deref()),
            extension: self.printed_extension(schema.extension),
        }
    }

    pub(super) fn default_acl_snapshot(&self, found: &DefaultAcl) -> DefaultAclSnapshot {
        let letter = LETTERS.iter().find(|(kind, _)| *kind == found.kind);
        DefaultAclSnapshot {
            oid: found.oid.0,
            role: self.printed_role(found.role),
            schema: found.schema.map(|schema| self.schema_name(schema).to_owned()),
            objects: letter.map_or("", |(_, letter)| letter).to_owned(),
            acl: self.printed_acl(&crate::Acl(Some(found.items.clone()))),
        }
    }
}

impl Restore {
    /// Something with an owner and privileges; what extension it belongs to comes later.
    fn owned(&self, snapshot: &SchemaSnapshot) -> Restored<Schema> {
        let name = name(&snapshot.name)?;
        Ok(Schema {
            oid: self.oid(&name, snapshot.oid)?,
            owner: self.role(&snapshot.owner)?,
            acl: self.acl(&snapshot.acl)?,
            comment: optional_text(&name, &snapshot.comment)?,
            extension: None,
            name,
        })
    }

    pub(super) fn database(&mut self, database: &SchemaSnapshot) -> Restored<()> {
        if database.oid != Oid::DATABASE.0 {
            return Err(SnapshotError::BadOid(database.name.clone(), database.oid));
        }
        let restored = self.owned(database)?;
        self.catalog.insert_database(restored);
        Ok(())
    }

    /// Objects of one kind; what is not in the snapshot is as in a fresh catalog.
    pub(super) fn kind(
        &mut self,
        kind: &RightsKind,
        snapshots: Option<&[SchemaSnapshot]>,
        fresh: &Catalog,
    ) -> Restored<()> {
        let RightsKind { noun, find, insert, class } = kind;
        for snapshot in snapshots.unwrap_or_default() {
            let restored = self.owned(snapshot)?;
            self.free(find(&self.catalog, &restored.name).is_none(), || format!("{noun} {:?}", snapshot.name))?;
            insert(&mut self.catalog, restored);
        }
        if snapshots.is_none() {
            for known in fresh.objects.iter().filter(|object| fresh.class(object.oid()) == Some(*class)) {
                let Some(object) = known.as_schema() else { continue };
                if self.catalog.object(object.oid).is_none() {
                    insert(&mut self.catalog, Schema { extension: None, ..Schema::clone(object) });
                }
            }
        }
        Ok(())
    }

    /// What comes before extensions may be a member of one.
    pub(super) fn members(&mut self, snapshots: &[SchemaSnapshot]) -> Restored<()> {
        for snapshot in snapshots.iter().filter(|snapshot| snapshot.extension.is_some()) {
            let extension = self.extension(&snapshot.extension)?;
            self.catalog.set_extension(Oid(snapshot.oid), extension);
        }
        Ok(())
    }

    pub(super) fn default_acls(&mut self, default_acls: &[DefaultAclSnapshot]) -> Restored<()> {
        for found in default_acls {
            let letter = LETTERS.iter().find(|(_, letter)| *letter == found.objects);
            let (kind, _) = *letter.ok_or_else(|| SnapshotError::BadText(found.objects.clone()))?;
            let role = self.role(&found.role)?;
            let schema = found.schema.as_deref().map(|schema| self.schema(schema)).transpose()?;
            let is_free = self.catalog.default_acl(role, schema, kind).is_none();
            self.free(is_free, || format!("default privileges of {:?}", found.role))?;
            let oid = self.oid(&found.role, found.oid)?;
            let items = self.acl(&found.acl)?.stored_items().into();
            self.catalog.insert_default_acl(DefaultAcl { oid, role, schema, kind, items });
        }
        Ok(())
    }
}

/// What a role is to an object, as a number.
fn part_number(part: RolePart) -> u32 {
    match part {
        RolePart::Owner => 0,
        RolePart::Rights => 1,
        RolePart::ColumnRights(place) => 2 + 2 * u32::from(place),
        RolePart::SystemColumnRights(place) => 3 + 2 * u32::from(place),
    }
}

fn numbers((role, found): (Oid, RoleUse)) -> [u32; 3] {
    [role.0, found.object.0, part_number(found.part)]
}

impl Catalog {
    pub(super) fn role_use_numbers(&self) -> Option<Vec<u32>> {
        let uses: Vec<u32> = self.role_uses.iter().flat_map(numbers).collect();
        Some(uses).filter(|uses| !uses.is_empty())
    }
}

impl Restore {
    /// Brings the uses of roles, which are all there, into this order.
    pub(super) fn order_role_uses(&mut self, order: &[u32]) {
        let mut places: Vec<_> = order.chunks_exact(3).zip(0_u32..).collect();
        places.sort_unstable();
        let place = |found| match places.binary_search_by(|(known, _)| (**known).cmp(&numbers(found))) {
            Ok(at) => places.get(at).map_or(u32::MAX, |(_, place)| *place),
            Err(_) => u32::MAX,
        };
        let mut uses: Vec<_> = self.catalog.role_uses.iter().collect();
        uses.sort_by_key(|found| place(*found));
        self.catalog.role_uses = RoleUses::default();
        uses.into_iter().for_each(|(role, found)| self.catalog.role_uses.push(role, found));
    }
}
