//! GRANT and REVOKE on relations and their columns.

use std::sync::Arc;

use medlar_catalog::{Acl, AclItem, AclKind, PrivilegeSet, Relation, RelationKind, SYSTEM_COLUMNS};
use medlar_syntax::SqlState;

use super::privilege::Granted;
use super::{Grantees, Subject, change_list, change_object, has_any};
use crate::acl_list::{Change, differing_roles};
use crate::context::Context;
use crate::message::{Checked, Failure};
use crate::object::check_openable;
use crate::session::not_run;

/// Changes the lists of a relation and of its columns.
pub(super) fn change_relation(
    context: &mut Context<'_>,
    change: Change,
    granted: &Granted<'_, '_>,
    relation: &Arc<Relation>,
    as_sequence: bool,
    grantees: &Grantees,
) -> Checked {
    let name = &relation.name;
    let is_sequence = relation.kind == RelationKind::Sequence;
    check_openable(relation)?;
    if as_sequence && !is_sequence {
        return Err(Failure::new(SqlState::WrongObjectType, format!("\"{name}\" is not a sequence")));
    }
    let mut set = granted.set;
    if granted.is_all {
        set = relation.kind.acl_kind().all();
    } else if is_sequence && !as_sequence && !PrivilegeSet::OF_SEQUENCE.contains(set) {
        // As in the time before sequences had privileges of their own.
        let message = format!("sequence \"{name}\" only supports USAGE, SELECT, and UPDATE privileges");
        context.warn(SqlState::InvalidGrantOperation, message);
        set = set & PrivilegeSet::OF_SEQUENCE;
    } else if !is_sequence && !PrivilegeSet::OF_TABLE.contains(set) {
        return Err(Failure::new(SqlState::InvalidGrantOperation, "invalid privilege type USAGE for table"));
    }
    let is_of_system = context.catalog.system_table_by_oid(relation.oid).is_some();
    if is_of_system && (!granted.on_columns.is_empty() || !change.is_grant && !context.is_superuser()) {
        return Err(not_run("A right on a column of the tables of pg_catalog"));
    }
    // What each column gains or loses. What is revoked from the table is revoked from its columns, too.
    let of_all_columns = if change.is_grant { PrivilegeSet::NONE } else { set & PrivilegeSet::OF_COLUMN };
    let has_system_columns = relation.kind != RelationKind::View;
    let of_system = if has_system_columns { of_all_columns } else { PrivilegeSet::NONE };
    let mut of_system_columns = [of_system; SYSTEM_COLUMNS.len()];
    let mut of_columns = vec![of_all_columns; relation.columns.len()];
    let kind = relation.kind.acl_kind();
    let of_table = relation.acl.items(kind, relation.owner);
    if !set.is_empty() {
        change_object(context, change, granted.is_all, set, relation.oid, grantees)?;
    }
    for on_columns in &granted.on_columns {
        if !PrivilegeSet::OF_COLUMN.contains(on_columns.set) {
            let message = format!("invalid privilege type {} for column", on_columns.word);
            return Err(Failure::new(SqlState::InvalidGrantOperation, message));
        }
        let mut set = on_columns.set;
        if is_sequence && !PrivilegeSet::SELECT.contains(set) {
            let message = format!("sequence \"{name}\" only supports SELECT column privileges");
            context.warn(SqlState::InvalidGrantOperation, message);
            set = set & PrivilegeSet::SELECT;
        }
        for column in on_columns.columns {
            let of_name = match relation.column(&column.name) {
                Some((number, _)) => of_columns.get_mut(usize::from(number) - 1),
                None if has_system_columns => {
                    let mut named = SYSTEM_COLUMNS.iter().zip(&mut of_system_columns);
                    named.find(|(name, _)| ***name == *column.name).map(|(_, set)| set)
                }
                None => None,
            };
            let Some(place) = of_name else {
                let message = format!("column \"{}\" of relation \"{name}\" does not exist", column.name);
                return Err(Failure::new(SqlState::UndefinedColumn, message).about(column.span));
            };
            *place |= set;
        }
    }
    for (place, set) in (0..).zip(of_system_columns).filter(|(_, set)| !set.is_empty()) {
        change_column(context, change, set, relation, ColumnPlace::System(place), &of_table, grantees)?;
    }
    for (place, set) in of_columns.iter().enumerate().filter(|(_, set)| !set.is_empty()) {
        if relation.columns.get(place).is_some_and(|column| !column.is_dropped) {
            change_column(context, change, *set, relation, ColumnPlace::Own(place), &of_table, grantees)?;
        }
    }
    Ok(())
}

/// Where a column stands.
#[derive(Clone, Copy)]
enum ColumnPlace {
    /// Among the columns of the relation.
    Own(usize),
    /// Among those of the system.
    System(u8),
}

impl ColumnPlace {
    /// Its name and its list.
    fn of(self, relation: &Relation) -> Option<(&str, Acl)> {
        match self {
            ColumnPlace::Own(place) => relation.columns.get(place).map(|column| (&*column.name, column.acl.clone())),
            ColumnPlace::System(place) => {
                let acl = relation.system_column(place).map(|column| column.acl.clone()).unwrap_or_default();
                SYSTEM_COLUMNS.get(usize::from(place)).map(|name| (*name, acl))
            }
        }
    }
}

/// Changes the list of a column.
fn change_column(
    context: &mut Context<'_>,
    change: Change,
    set: PrivilegeSet,
    relation: &Arc<Relation>,
    place: ColumnPlace,
    of_table: &[AclItem],
    grantees: &Grantees,
) -> Checked {
    let Some((name, acl)) = place.of(relation) else { return Ok(()) };
    let of_column = acl.items(AclKind::Column, relation.owner);
    let described = format!("column \"{name}\" of relation \"{}\"", relation.name);
    let subject = Subject { kind: AclKind::Column, owner: relation.owner, warned_of: &described };
    let merged = [of_table, &of_column].concat();
    let any = |context: &Context<'_>, role| has_any(context, role, &subject, &merged);
    let refusal =
        |_: &Context<'_>| Failure::new(SqlState::InsufficientPrivilege, format!("permission denied for {described}"));
    let is_all = set == PrivilegeSet::OF_COLUMN;
    let after = change_list(context, change, (is_all, set), &subject, (&merged, &of_column), grantees, &any, &refusal)?;
    if after == of_column {
        return Ok(());
    }
    context.write_references(differing_roles(&of_column, &after));
    context.write_object(relation.oid);
    let acl = Acl(Some(after).filter(|after| !after.is_empty()).map(Into::into));
    context.catalog.update_relation(relation.oid, |relation| match place {
        ColumnPlace::Own(place) => {
            if let Some(column) = relation.columns.get_mut(place) {
                column.acl = acl;
            }
        }
        ColumnPlace::System(place) => relation.update_system_column(place, |column| column.acl = acl),
    });
    Ok(())
}
