//! Types as plain data.

use super::AclItemSnapshot;
use super::relations::{ConstraintSnapshot, DefaultSnapshot, constraint_snapshot, default_snapshot};
use super::restore::{Restore, Restored, missing, name, optional_text, text};
use crate::{Catalog, Domain, Name, Type, TypeKind};

/// A type that stands for no relation: an enumerated type, a domain, a range, or else a shell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct TypeSnapshot {
    pub oid: u32,
    pub schema: String,
    pub name: String,
    pub owner: String,
    pub acl: Option<Vec<AclItemSnapshot>>,
    /// Of an enumerated type.
    pub values: Option<Vec<String>>,
    /// Of a range.
    pub subtype: Option<String>,
    pub domain: Option<DomainSnapshot>,
    pub comment: Option<String>,
    pub extension: Option<String>,
}

/// What a domain has besides its name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalogs")]
pub struct DomainSnapshot {
    pub base: String,
    pub collation: Option<String>,
    pub is_not_null: bool,
    pub default: Option<DefaultSnapshot>,
    pub constraints: Vec<ConstraintSnapshot>,
}

impl Catalog {
    pub(super) fn type_snapshot(&self, object: &Type) -> TypeSnapshot {
        let (mut values, mut subtype, mut domain) = (None, None, None);
        match &object.kind {
            TypeKind::Shell => {}
            TypeKind::Enum(labels) => values = Some(labels.iter().map(|label| label.to_string()).collect()),
            TypeKind::Range(of) => subtype = Some(of.to_string()),
            TypeKind::Domain(found) => {
                domain = Some(DomainSnapshot {
                    base: found.base.to_string(),
                    collation: super::text(found.collation.as_deref()),
                    is_not_null: found.is_not_null,
                    default: found.default.as_ref().map(default_snapshot),
                    constraints: found.constraints.iter().map(constraint_snapshot).collect(),
                });
            }
        }
        TypeSnapshot {
            oid: object.oid.0,
            schema: self.schema_name(object.schema).to_owned(),
            name: object.name.to_string(),
            owner: self.printed_role(object.owner),
            acl: self.printed_acl(&object.acl),
            values,
            subtype,
            domain,
            comment: super::text(object.comment.as_deref()),
            extension: self.printed_extension(object.extension),
        }
    }
}

impl Restore {
    /// They come before functions and relations, which may be among what domains use.
    pub(super) fn types(&mut self, types: &[TypeSnapshot]) -> Restored<()> {
        for snapshot in types {
            let of = &*snapshot.name;
            let schema = self.schema(&snapshot.schema)?;
            self.free(self.catalog.type_in(schema, of).is_none(), || format!("type {of:?}"))?;
            let restored = Type {
                oid: self.oid(of, snapshot.oid)?,
                schema,
                name: name(of)?,
                owner: self.role(&snapshot.owner)?,
                acl: self.acl(&snapshot.acl)?,
                kind: self.type_kind(snapshot)?,
                comment: optional_text(of, &snapshot.comment)?,
                extension: self.extension(&snapshot.extension)?,
            };
            self.catalog.insert_type(restored);
        }
        Ok(())
    }

    fn type_kind(&self, snapshot: &TypeSnapshot) -> Restored<TypeKind> {
        let of = &*snapshot.name;
        if let Some(values) = &snapshot.values {
            let labels: Restored<Vec<Name>> = values.iter().map(|value| text(of, value)).collect();
            return Ok(TypeKind::Enum(labels?));
        }
        if let Some(subtype) = &snapshot.subtype {
            return Ok(TypeKind::Range(text(of, subtype)?));
        }
        let Some(domain) = &snapshot.domain else { return Ok(TypeKind::Shell) };
        let constraints: Restored<Vec<_>> =
            domain.constraints.iter().map(|constraint| self.constraint(of, constraint)).collect();
        Ok(TypeKind::Domain(Domain {
            base: text(of, &domain.base)?,
            collation: optional_text(of, &domain.collation)?,
            is_not_null: domain.is_not_null,
            default: self.default(of, &domain.default)?,
            constraints: constraints?,
        }))
    }

    /// What types, functions and relations refer to may be younger than they are.
    pub(super) fn check_references(&self) -> Restored<()> {
        let mut lost = None;
        for object in self.catalog.objects.iter() {
            object.references(&mut |oid| {
                if self.catalog.objects.get(oid).is_none() {
                    lost = Some(oid);
                }
            });
        }
        match lost {
            Some(oid) => Err(missing("the object", &oid.0.to_string())),
            None => Ok(()),
        }
    }
}
