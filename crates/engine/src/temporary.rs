//! What ends with the session, or with the transaction: the schema of temporary relations, which is made
//! when the first of them is.

use medlar_catalog::{Acl, AclKind, Catalog, ColumnReference, Oid, PrivilegeSet, Relation, Schema};
use medlar_syntax::ast::{DropBehavior, Persistence};
use medlar_syntax::{FULL, Span, SqlState};

use crate::context::Context;
use crate::dependency::Address;
use crate::drop::drop_addresses;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::privileges::has_privileges;
use crate::session::Session;

/// What statements call the schema.
pub(crate) const ALIAS: &str = "pg_temp";

pub(crate) fn schema(catalog: &Catalog) -> Option<Oid> {
    if FULL { catalog.temporary_schema() } else { None }
}

pub(crate) fn is_temporary(catalog: &Catalog, relation: &Relation) -> bool {
    schema(catalog) == Some(relation.schema)
}

/// Whether a query reads something temporary.
pub(crate) fn reads_temporary(catalog: &Catalog, used: &[ColumnReference]) -> bool {
    let is_one =
        |used: &ColumnReference| catalog.relation(used.oid).is_some_and(|relation| is_temporary(catalog, relation));
    used.iter().any(is_one)
}

/// Whether the user may make something that is temporary.
pub(crate) fn may_create(context: &Context<'_>, role: Oid) -> bool {
    context.catalog.database().is_some_and(|database| {
        let (owner, acl) = (database.owner, &database.acl);
        has_privileges(context.catalog, role, AclKind::Database, owner, acl, PrivilegeSet::TEMPORARY)
    })
}

/// The schema, which is made where there is none yet.
pub(crate) fn make_schema(context: &mut Context<'_>) -> Checked<Oid> {
    if let Some(schema) = schema(context.catalog) {
        return Ok(schema);
    }
    context.read_memberships();
    if !may_create(context, context.user()) {
        let message =
            format!("permission denied to create temporary tables in database \"{}\"", crate::namespace::DATABASE);
        return Err(Failure::new(SqlState::InsufficientPrivilege, message));
    }
    let mut made = Oid::PG_CATALOG;
    for name in [Catalog::TEMPORARY_TOAST_SCHEMA, Catalog::TEMPORARY_SCHEMA] {
        made = context.catalog.allocate_oid();
        context.footprint.write(KeyKind::Schema, name);
        context.catalog.insert_schema(Schema {
            oid: made,
            name: name.into(),
            owner: Oid::BOOTSTRAP_ROLE,
            acl: Acl::default(),
            comment: None,
            extension: None,
        });
    }
    Ok(made)
}

/// Refuses what is temporary in a schema that is not, and what would outlive a schema that is.
pub(crate) fn check_persistence(context: &Context<'_>, schema: Oid, persistence: Persistence) -> Checked {
    let is_temporary = self::schema(context.catalog) == Some(schema);
    let message = match persistence {
        Persistence::Temporary if !is_temporary => "cannot create temporary relation in non-temporary schema",
        Persistence::Unlogged if is_temporary => "only temporary relations may be created in temporary schemas",
        _ => return Ok(()),
    };
    Err(Failure::new(SqlState::InvalidTableDefinition, message))
}

/// Only of what is temporary is there something to do when a transaction ends.
pub(crate) fn on_commit_of_permanent() -> Box<Failure> {
    Failure::new(SqlState::InvalidTableDefinition, "ON COMMIT can only be used on temporary tables")
}

/// What is temporary does not have parents or partitions that are not, and the other way round.
pub(crate) fn check_parent(context: &Context<'_>, child: Oid, parent: &Relation, is_partition: bool) -> Checked {
    let (catalog, name) = (&context.catalog, &parent.name);
    let message = match (schema(catalog) == Some(child), is_temporary(catalog, parent)) {
        (true, false) if is_partition => {
            format!("cannot create a temporary relation as partition of permanent relation \"{name}\"")
        }
        (false, true) if is_partition => {
            format!("cannot create a permanent relation as partition of temporary relation \"{name}\"")
        }
        (false, true) => format!("cannot inherit from temporary relation \"{name}\""),
        _ => return Ok(()),
    };
    Err(Failure::new(SqlState::WrongObjectType, message))
}

impl Session {
    /// Drops what is not to outlive the transaction that ends.
    pub(crate) fn drop_at_commit(&mut self) {
        if FULL && !self.state.dropped_at_commit.is_empty() {
            let dropped = std::mem::take(&mut self.state.dropped_at_commit);
            self.drop_quietly(&dropped);
        }
    }

    /// Drops everything that is temporary.
    pub(crate) fn drop_temporary(&mut self) {
        if let Some(schema) = schema(&self.state.catalog) {
            let content: Vec<Oid> = self.state.catalog.dependents_of(schema).collect();
            self.drop_quietly(&content);
        }
    }

    fn drop_quietly(&mut self, dropped: &[Oid]) {
        let mut notices = Vec::new();
        let mut context = self.context("", &mut notices);
        for oid in dropped {
            if context.catalog.relation(*oid).is_some() {
                // What it takes along is nothing to tell.
                let _ = drop_addresses(&mut context, &[(Address::whole(*oid), Span::default())], DropBehavior::Cascade);
            }
        }
    }
}
