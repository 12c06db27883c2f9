//! What is said and done of objects of any kind.

use std::sync::Arc;

use medlar_catalog::{Catalog, ObjectClass, Oid, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::RoutineKind;

use crate::context::Context;
use crate::dependency::relation_noun;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};

/// The server's word for the kind of an object in messages about privileges and owners.
pub(crate) fn noun_of(catalog: &Catalog, oid: Oid) -> &'static str {
    match catalog.class(oid) {
        Some(ObjectClass::Wrapper) => "foreign-data wrapper",
        Some(ObjectClass::Server) => "foreign server",
        Some(ObjectClass::Function) if catalog.function(oid).is_some_and(|function| function.is_procedure()) => {
            "procedure"
        }
        Some(ObjectClass::Function) => "function",
        Some(ObjectClass::Extension) => "extension",
        Some(ObjectClass::Schema) => "schema",
        Some(ObjectClass::Database) => "database",
        Some(ObjectClass::Language) => "language",
        Some(ObjectClass::Tablespace) => "tablespace",
        Some(ObjectClass::Parameter) => "parameter",
        Some(ObjectClass::SystemTable) => "table",
        Some(ObjectClass::Relation) => match catalog.relation(oid).map(|relation| relation.kind) {
            Some(RelationKind::CompositeType) => "type",
            kind => kind.map_or("", relation_noun),
        },
        Some(ObjectClass::Type) => "type",
        Some(ObjectClass::StorageServer) => "storage server",
        Some(ObjectClass::ForeignCatalog) => match catalog.foreign_catalog_by_oid(oid) {
            Some(found) if found.is_volume => "foreign volume",
            _ => "foreign catalog",
        },
        Some(ObjectClass::Mapping | ObjectClass::StorageMapping | ObjectClass::Role | ObjectClass::DefaultAcl)
        | None => "",
    }
}

fn refusal(catalog: &Catalog, oid: Oid, what: &str, noun: &str) -> Box<Failure> {
    let name = catalog.common(oid).map_or_else(|| "".into(), |common| common.name);
    Failure::new(SqlState::InsufficientPrivilege, format!("{what} {noun} {name}"))
}

/// The user has no right to use the object.
pub(crate) fn denied(catalog: &Catalog, oid: Oid) -> Box<Failure> {
    refusal(catalog, oid, "permission denied for", noun_of(catalog, oid))
}

/// The user may grant nothing on the object. Of relations, GRANT knows only tables and sequences.
pub(crate) fn grant_denied(catalog: &Catalog, oid: Oid) -> Box<Failure> {
    match catalog.relation(oid) {
        Some(relation) if !matches!(relation.kind, RelationKind::Sequence | RelationKind::CompositeType) => {
            refusal(catalog, oid, "permission denied for", "table")
        }
        _ => denied(catalog, oid),
    }
}

/// The user has no right on what the relation holds.
pub(crate) fn denied_rows(catalog: &Catalog, oid: Oid) -> Box<Failure> {
    refusal(catalog, oid, "permission denied for", noun_of(catalog, oid))
}

/// Indexes and composite types are not opened as what has rows.
pub(crate) fn check_openable(relation: &Relation) -> Checked {
    let what = match relation.kind {
        RelationKind::Index | RelationKind::PartitionedIndex => "an index",
        RelationKind::CompositeType => "a composite type",
        _ => return Ok(()),
    };
    Err(Failure::new(SqlState::WrongObjectType, format!("\"{}\" is {what}", relation.name)))
}

/// The object is another's.
pub(crate) fn not_owner_of(catalog: &Catalog, oid: Oid) -> Box<Failure> {
    refusal(catalog, oid, "must be owner of", noun_of(catalog, oid))
}

/// The routine is another's, and is called what the statement calls it.
pub(crate) fn not_owner_of_routine(catalog: &Catalog, oid: Oid, kind: RoutineKind) -> Box<Failure> {
    let noun = match kind {
        RoutineKind::Function => "function",
        RoutineKind::Procedure => "procedure",
        RoutineKind::Routine => "routine",
    };
    refusal(catalog, oid, "must be owner of", noun)
}

impl Context<'_> {
    /// The object has changed, or is about to: its key is written.
    pub(crate) fn write_object(&mut self, oid: Oid) {
        let Some(class) = self.catalog.class(oid) else { return };
        let kind = match class {
            ObjectClass::Wrapper => KeyKind::Wrapper,
            ObjectClass::Server => KeyKind::Server,
            ObjectClass::Extension => KeyKind::Extension,
            ObjectClass::Schema => KeyKind::Schema,
            ObjectClass::Database => KeyKind::Database,
            ObjectClass::Language => KeyKind::Language,
            ObjectClass::Tablespace => KeyKind::Tablespace,
            ObjectClass::Parameter => KeyKind::Parameter,
            ObjectClass::Relation | ObjectClass::SystemTable | ObjectClass::Type => KeyKind::Relation,
            ObjectClass::Function => return self.footprint.write(KeyKind::Functions, ""),
            ObjectClass::StorageServer => KeyKind::StorageServer,
            ObjectClass::ForeignCatalog => {
                let server = self.catalog.foreign_catalog_by_oid(oid).map(|found| found.server);
                if let Some(server) = server.and_then(|server| self.catalog.server_by_oid(server)) {
                    self.footprint.write(KeyKind::Server, &server.name);
                }
                KeyKind::ForeignCatalog
            }
            ObjectClass::StorageMapping => {
                let Some(mapping) = self.catalog.storage_user_mapping_by_oid(oid).map(Arc::clone) else { return };
                if let Some(server) = self.catalog.storage_server_by_oid(mapping.server) {
                    self.footprint.write(KeyKind::StorageServer, &server.name);
                }
                return self.write_references(mapping.user);
            }
            ObjectClass::Mapping | ObjectClass::Role | ObjectClass::DefaultAcl => return,
        };
        if let Some(common) = self.catalog.common(oid) {
            self.footprint.write(kind, &common.name);
        }
    }

    /// Whether the current user owns this object.
    pub(crate) fn owns_object(&mut self, oid: Oid) -> bool {
        match self.catalog.common(oid) {
            Some(common) => self.owns(common.owner),
            None => true,
        }
    }

    /// An object of a schema was made, dropped, renamed or given away: lists of dependents change.
    pub(crate) fn write_object_and_lists(&mut self, oid: Oid) {
        self.write_object(oid);
        let Some(common) = self.catalog.common(oid) else { return };
        self.write_references(crate::context::roles_of(common.owner, &common.acl));
        let schema = match self.catalog.relation(oid).map(Arc::clone) {
            Some(relation) => {
                for acl in relation.acls() {
                    self.write_references(crate::context::roles_of(relation.owner, acl));
                }
                let of_segments = relation.segments.iter().map(|segment| segment.server);
                for server in relation.server.into_iter().chain(of_segments) {
                    if let Some(server) = self.catalog.server_by_oid(server) {
                        self.footprint.write(KeyKind::TablesOf, &server.name);
                    }
                }
                relation.schema
            }
            None => match (self.catalog.function(oid), self.catalog.type_by_oid(oid)) {
                (Some(function), _) => function.schema,
                (None, Some(found)) => found.schema,
                (None, None) => return,
            },
        };
        self.footprint.write(KeyKind::ContentsOf, self.catalog.schema_name(schema));
    }
}
