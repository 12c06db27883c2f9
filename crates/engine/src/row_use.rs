//! The tables of a query, and what is asked of each: what its wrapper says when the query is planned,
//! whether the user may, and what the wrapper says when it is carried out.

use std::sync::Arc;

use medlar_catalog::{Acl, AclKind, Oid, PrivilegeSet, Relation, RelationKind};
use medlar_syntax::SqlState;

use crate::context::Context;
use crate::foreign_access::{self, Access};
use crate::message::{Checked, Failure};
use crate::object::denied_rows;
use crate::privileges::has_privileges;
use crate::session::not_run;

/// A table of a statement, what is done to it, and the columns it is done to.
pub(crate) struct Use {
    pub(crate) relation: Arc<Relation>,
    pub(crate) access: Access,
    pub(crate) privilege: PrivilegeSet,
    /// None of them is any of them.
    pub(crate) columns: Vec<u16>,
}

/// Carries out a query or a change of rows, which `name` is the name of, up to where there would be rows.
pub(crate) fn carry_out(context: &mut Context<'_>, uses: &[Use], name: &str) -> Checked {
    plan(context, uses, name)?;
    let Some(first) = uses.first() else { return Ok(()) };
    let is_change = first.access != Access::Select;
    if is_change && context.is_read_only && name != "EXPLAIN" {
        let message = format!("cannot execute {name} in a read-only transaction");
        return Err(Failure::new(SqlState::ReadOnlySqlTransaction, message));
    }
    for used in uses {
        check_privilege(context, used)?;
    }
    let unchanged = match first.relation.kind {
        RelationKind::Sequence if is_change => Some("sequence"),
        RelationKind::MaterializedView if is_change => Some("materialized view"),
        _ => None,
    };
    if let Some(kind) = unchanged {
        let message = format!("cannot change {kind} \"{}\"", first.relation.name);
        return Err(Failure::new(SqlState::WrongObjectType, message));
    }
    if let Some(empty) = uses.iter().find(|used| !used.relation.is_populated && name != "EXPLAIN") {
        let message = format!("materialized view \"{}\" has not been populated", empty.relation.name);
        return Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message)
            .hint("Use the REFRESH MATERIALIZED VIEW command."));
    }
    if first.relation.kind == RelationKind::ForeignTable {
        foreign_access::check_changes(context, &first.relation, first.access)?;
    }
    // What is read is opened before what is changed; which of several tables comes first, is not known.
    let mut read = uses.iter().filter(|used| used.access == Access::Select || first.access != Access::Insert);
    let opened = match (read.next(), read.next()) {
        (Some(one), None) => one,
        (Some(one), Some(other)) if uses.len() == 2 && one.relation.oid == other.relation.oid => one,
        (None, _) => first,
        _ => return Ok(()),
    };
    match behind_views(context, &opened.relation) {
        Some(table) if name != "EXPLAIN" => foreign_access::carry_out(context, &table, opened.access),
        _ => Ok(()),
    }
}

/// The foreign table that a relation is, or that a view is made from alone.
fn behind_views(context: &Context<'_>, relation: &Arc<Relation>) -> Option<Arc<Relation>> {
    let mut relation = Arc::clone(relation);
    while relation.kind == RelationKind::View {
        let source = relation.uses.first()?.oid;
        if relation.uses.iter().any(|used| used.oid != source) {
            return None;
        }
        relation = context.catalog.relation(source).map(Arc::clone)?;
    }
    Some(relation).filter(|relation| relation.kind == RelationKind::ForeignTable)
}

pub(crate) fn all_columns(relation: &Relation) -> Vec<u16> {
    relation.numbered_columns().map(|(number, _)| number).collect()
}

/// Foreign tables are planned by their wrappers, those that views are made from, too.
pub(crate) fn plan(context: &mut Context<'_>, uses: &[Use], name: &str) -> Checked {
    for used in uses {
        let mut open = vec![(used.relation.oid, used.access)];
        let mut seen: Vec<Oid> = Vec::new();
        while let Some((oid, access)) = open.pop() {
            let Some(relation) = context.catalog.relation(oid).map(Arc::clone) else { continue };
            if seen.contains(&oid) {
                continue;
            }
            seen.push(oid);
            match relation.kind {
                RelationKind::ForeignTable => foreign_access::plan(context, &relation, access)?,
                RelationKind::View => open.extend(relation.uses.iter().rev().map(|used| (used.oid, Access::Select))),
                // The tables that inherit from it are read with it.
                RelationKind::Table | RelationKind::PartitionedTable => {
                    let inherits = |child: &Oid| {
                        context.catalog.relation(*child).is_some_and(|child| child.parents.contains(&oid))
                    };
                    if access != Access::Insert && context.catalog.dependents_of(oid).any(|child| inherits(&child)) {
                        return Err(not_run(name));
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// The right on the table, or that on every column that is used.
fn check_privilege(context: &mut Context<'_>, used: &Use) -> Checked {
    context.read_memberships();
    let (user, relation) = (context.user(), &used.relation);
    let has = |acl: &Acl, kind| has_privileges(context.catalog, user, kind, relation.owner, acl, used.privilege);
    let has_column = |number: u16| {
        let column = relation.columns.get(usize::from(number) - 1);
        column.is_some_and(|column| has(&column.acl, AclKind::Column))
    };
    let by_columns = match used.columns.as_slice() {
        [] => used.access != Access::Delete && all_columns(relation).into_iter().any(has_column),
        columns => columns.iter().all(|number| has_column(*number)),
    };
    if has(&relation.acl, relation.kind.acl_kind()) || by_columns {
        return Ok(());
    }
    Err(denied_rows(context.catalog, relation.oid))
}
