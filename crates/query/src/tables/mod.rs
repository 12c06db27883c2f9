//! The rows of the system's tables and views, as the catalog fills them.

mod foreign_data;
mod information_schema;
mod objects;
mod relations;
mod roles;
pub(crate) mod types;

use medlar_catalog::{Acl, AclKind, Oid, OptionList, PrivilegeSet};
use medlar_engine::{Checked, Failure, SystemRelation, has_privileges, is_superuser};
use medlar_syntax::SqlState;

use crate::database::Database;
use crate::unsupported;
use crate::value::{TextKind, Value};

/// The rows of a relation of the system, each with its columns in order.
pub(crate) fn rows(database: &Database<'_>, relation: &SystemRelation) -> Checked<Vec<Vec<Value>>> {
    if !is_readable(database, relation) {
        let kind = if relation.kind == 'v' { "view" } else { "table" };
        let message = format!("permission denied for {kind} {}", relation.name);
        return Err(Failure::new(SqlState::InsufficientPrivilege, message));
    }
    let found = match relation.schema {
        "information_schema" => information_schema::rows(database, relation.name),
        _ => foreign_data::rows(database, relation.name)
            .or_else(|| roles::rows(database, relation.name))
            .or_else(|| relations::rows(database, relation.name))
            .or_else(|| objects::rows(database, relation.name)),
    };
    let mut found = found.ok_or_else(|| unsupported(&format!("A query of relation \"{}\"", relation.name)))?;
    // Columns that are new in a later version are left out.
    let kept: Vec<bool> = {
        let known: Vec<_> = relation.columns().map(|(name, _)| name).collect();
        relation.all_columns().map(|(name, _)| known.contains(&name)).collect()
    };
    found.iter_mut().flatten().for_each(make_plain);
    if kept.contains(&false) {
        for row in &mut found {
            let mut column = kept.iter();
            row.retain(|_| column.next().is_none_or(|kept| *kept));
        }
    }
    Ok(found)
}

/// Whether the user may read it: as in a fresh database, unless rights on it have been changed.
fn is_readable(database: &Database<'_>, relation: &SystemRelation) -> bool {
    let (catalog, user) = (database.catalog(), database.reader);
    let kept = catalog.system_table(relation.name).filter(|_| relation.schema == "pg_catalog");
    match kept {
        Some(kept) => has_privileges(catalog, user, AclKind::Table, kept.owner, &kept.acl, PrivilegeSet::SELECT),
        None => {
            let is_secret = matches!(relation.name, "pg_user_mapping" | "pg_authid" | "pg_shadow");
            !is_secret || is_superuser(catalog, user)
        }
    }
}

/// The texts of the system have the collation "C".
fn make_plain(value: &mut Value) {
    match value {
        Value::Text(_, kind @ TextKind::Text) => *kind = TextKind::Plain,
        Value::Array(items) => {
            let mut plain = items.to_vec();
            plain.iter_mut().for_each(make_plain);
            *items = plain.into();
        }
        _ => {}
    }
}

/// Options as `name=value`; NULL without any.
fn options(options: &OptionList) -> Value {
    match options.is_empty() {
        true => Value::Null,
        false => Value::Array(options.iter().map(|(name, value)| Value::text(&format!("{name}={value}"))).collect()),
    }
}

/// An access control list; NULL for the default.
fn acl(acl: &Acl) -> Value {
    match &acl.0 {
        None => Value::Null,
        Some(items) => Value::Array(items.iter().copied().map(Value::AclItem).collect()),
    }
}

fn oid(oid: Oid) -> Value {
    Value::oid(oid.0)
}

/// An OID; 0 of what is not there.
fn oid_or_zero(found: Option<Oid>) -> Value {
    oid(found.unwrap_or(Oid(0)))
}

fn text_or_null(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::text)
}
