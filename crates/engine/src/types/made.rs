//! Types that statements have made: what a reference to one stands for, and what its name is.

use std::sync::Arc;

use medlar_catalog::{AclKind, Catalog, MadeType, Oid, PrivilegeSet, Relation, RelationKind, Type, TypeKind};
use medlar_syntax::{SqlState, Target};

use super::{BaseType, DataType, Made, built_in};
use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::namespace::Naming;
use crate::privileges::has_privileges;

/// How many domains may be based one on the other before no more is known of them.
const DEEPEST: usize = 32;

/// A type of a schema: one that stands for itself, or that of the rows of a relation.
#[derive(Clone)]
pub(crate) enum Found {
    Type(Arc<Type>),
    Rows(Arc<Relation>),
}

impl Found {
    pub(crate) fn oid(&self) -> Oid {
        match self {
            Found::Type(found) => found.oid,
            Found::Rows(relation) => relation.oid,
        }
    }

    /// The type or relation with that OID.
    pub(crate) fn of(catalog: &Catalog, oid: Oid) -> Option<Found> {
        match catalog.type_by_oid(oid) {
            Some(found) => Some(Found::Type(Arc::clone(found))),
            None => catalog.relation(oid).map(Arc::clone).map(Found::Rows),
        }
    }

    /// The type of that name in a schema.
    pub(crate) fn in_schema(catalog: &Catalog, schema: Oid, name: &str) -> Option<Found> {
        match catalog.type_in(schema, name) {
            Some(found) => Some(Found::Type(Arc::clone(found))),
            None => {
                let rows = catalog.relation_in(schema, name).filter(|relation| relation.kind.has_row_type());
                rows.map(Arc::clone).map(Found::Rows)
            }
        }
    }
}

impl DataType {
    /// The type that a column has, as the catalog writes it.
    pub(crate) fn of_column(catalog: &Catalog, text: &str, target: Target) -> Option<DataType> {
        of_text(catalog, text, target, DEEPEST)
    }

    /// The type that a reference stands for.
    pub(crate) fn of_made(catalog: &Catalog, made: MadeType, target: Target) -> Option<DataType> {
        of_made(catalog, made, target, DEEPEST)
    }
}

fn of_text(catalog: &Catalog, text: &str, target: Target, depth: usize) -> Option<DataType> {
    match MadeType::read(text) {
        Some(made) => of_made(catalog, made, target, depth.checked_sub(1)?),
        None => built_in(&medlar_syntax::parse_type_name(text, target).ok()?, target),
    }
}

fn of_made(catalog: &Catalog, reference: MadeType, target: Target, depth: usize) -> Option<DataType> {
    let MadeType { oid, is_array } = reference;
    let base = |name| BaseType::find(name).map(DataType::new);
    let mut is_domain = false;
    let found = match Found::of(catalog, oid)? {
        Found::Rows(_) => base("record"),
        Found::Type(found) => match &found.kind {
            TypeKind::Enum(_) => base("anyenum"),
            TypeKind::Range(_) => base("anyrange"),
            TypeKind::Shell => base("unknown"),
            TypeKind::Domain(domain) => {
                is_domain = true;
                of_text(catalog, &domain.base, target, depth)
            }
        },
    };
    let found = found?;
    // A domain over arrays is one itself.
    let is_any_array = is_array || found.is_array;
    Some(DataType { made: Some(Made { oid, is_array, is_domain }), is_array: is_any_array, ..found })
}

impl Naming<'_> {
    /// A type as messages name it, without a modifier.
    pub(crate) fn data_type(&self, data_type: DataType) -> String {
        match data_type.made {
            Some(made) => self.made_type(made.reference()),
            None => data_type.name().into_owned(),
        }
    }

    /// What a reference stands for.
    pub(crate) fn made_type(&self, MadeType { oid, is_array }: MadeType) -> String {
        let name = match Found::of(self.catalog, oid) {
            Some(Found::Type(found)) => self.in_schema(found.schema, &found.name, found.oid),
            Some(Found::Rows(relation)) => self.in_schema(relation.schema, &relation.name, relation.oid),
            None => "???".to_owned(),
        };
        if is_array { name + "[]" } else { name }
    }

    fn in_schema(&self, schema: Oid, name: &str, oid: Oid) -> String {
        let found = self.searched.iter().find_map(|schema| Found::in_schema(self.catalog, *schema, name));
        self.qualified(schema, name, found.is_some_and(|found| found.oid() == oid))
    }

    /// The text of a type, as the catalog has it, as the server prints it.
    pub(crate) fn type_text(&self, text: &str) -> String {
        match MadeType::read(text) {
            Some(made) => self.made_type(made),
            None => text.to_owned(),
        }
    }

    /// As [`Naming::type_text`], of a list that commas separate.
    pub(crate) fn type_list(&self, list: &str) -> String {
        let texts: Vec<String> = list.split(',').map(|text| self.type_text(text)).collect();
        texts.join(",")
    }
}

impl Context<'_> {
    /// A type as messages name it.
    pub(crate) fn type_name(&mut self, data_type: DataType) -> String {
        match data_type.made {
            Some(_) => self.naming().data_type(data_type),
            None => data_type.name().into_owned(),
        }
    }

    /// The type of that name that a statement has made, in this schema or where the search path finds it.
    pub(crate) fn made_type_at(&mut self, schema: Option<Oid>, name: &str) -> Option<Found> {
        self.footprint.read(KeyKind::Relation, name);
        let searched = match schema {
            Some(schema) => vec![schema],
            None => self.searched(),
        };
        searched.into_iter().find_map(|schema| Found::in_schema(self.catalog, schema, name))
    }
}

/// Refuses a type that the user may not use; of an array its elements count. The system's may be used.
pub(crate) fn check_usage(context: &mut Context<'_>, data_type: DataType) -> Checked {
    let Some(made) = data_type.made else { return Ok(()) };
    let (owner, acl) = match Found::of(context.catalog, made.oid) {
        Some(Found::Type(found)) => (found.owner, found.acl.clone()),
        Some(Found::Rows(relation)) if relation.kind == RelationKind::CompositeType => {
            (relation.owner, relation.acl.clone())
        }
        _ => return Ok(()),
    };
    context.read_memberships();
    if has_privileges(context.catalog, context.user(), AclKind::Type, owner, &acl, PrivilegeSet::USAGE) {
        return Ok(());
    }
    let name = context.naming().made_type(MadeType { oid: made.oid, is_array: false });
    Err(Failure::new(SqlState::InsufficientPrivilege, format!("permission denied for type {name}")))
}

/// A type of that name is there already.
pub(crate) fn already_exists(name: &str) -> Box<Failure> {
    Failure::new(SqlState::DuplicateObject, format!("type \"{name}\" already exists"))
}
