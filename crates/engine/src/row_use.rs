//! The tables of a query, and what is asked of each: what its wrapper says when the query is planned,
//! whether the user may, and what the wrapper says when it is carried out.

use std::sync::Arc;

use medlar_catalog::{Acl, AclKind, Oid, PrivilegeSet, Relation, RelationKind};

use crate::context::Context;
use crate::foreign_access::{self, Access};
use crate::message::Checked;
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

/// Carries out a query, which `name` is the name of, up to where there would be rows.
pub(crate) fn carry_out(context: &mut Context<'_>, uses: &[Use], name: &str) -> Checked {
    plan(context, uses, name)?;
    for used in uses {
        check_privilege(context, used)?;
    }
    let is_one = uses.windows(2).all(|pair| matches!(pair, [one, other] if one.relation.oid == other.relation.oid));
    let Some(first) = uses.first().filter(|first| first.relation.kind == RelationKind::ForeignTable) else {
        return Ok(());
    };
    foreign_access::check_changes(context, &first.relation, first.access)?;
    match is_one && name != "EXPLAIN" {
        true => foreign_access::carry_out(context, &first.relation, first.access),
        false => Ok(()),
    }
}

pub(crate) fn all_columns(relation: &Relation) -> Vec<u16> {
    relation.numbered_columns().map(|(number, _)| number).collect()
}

/// Foreign tables are planned by their wrappers, those that views are made from, too.
fn plan(context: &mut Context<'_>, uses: &[Use], name: &str) -> Checked {
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
