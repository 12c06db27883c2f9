//! The tables of pg_catalog: their rights can be granted, and what would change them is refused.

use std::sync::Arc;

use medlar_catalog::{Acl, AclItem, Catalog, Name, Oid, PrivilegeSet, Relation, RelationKind, Schema};
use medlar_syntax::ast::QualifiedName;
use medlar_syntax::{SqlState, Target};

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::Failure;
use crate::namespace::DATABASE;
use crate::system_relation::SystemRelation;

/// Those that PUBLIC may not read.
const SECRET: [&str; 6] =
    ["pg_statistic", "pg_authid", "pg_statistic_ext_data", "pg_user_mapping", "pg_subscription", "pg_largeobject"];

/// The table or view of the system that a name stands for, where the search path has no other before it.
pub(crate) fn find_relation(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Option<SystemRelation> {
    let (schema, relation) = match name.parts.as_slice() {
        [relation] => (None, &*relation.name),
        [schema, relation] => (Some(&*schema.name), &*relation.name),
        [database, schema, relation] if database.name == DATABASE => (Some(&*schema.name), &*relation.name),
        _ => return None,
    };
    match schema {
        Some(schema) => SystemRelation::find(context.target, schema, relation),
        None => {
            let searched = context.searched();
            let named =
                |schema: &Oid| SystemRelation::find(context.target, context.catalog.schema_name(*schema), relation);
            searched.iter().find_map(named)
        }
    }
}

/// The table of pg_catalog that a name stands for, where the search path has no other before it.
pub(crate) fn find<'n>(context: &mut Context<'_>, name: &'n QualifiedName<'_>) -> Option<&'n str> {
    let (schema, table) = match name.parts.as_slice() {
        [table] => (None, &*table.name),
        [schema, table] => (Some(schema), &*table.name),
        [database, schema, table] if database.name == DATABASE => (Some(schema), &*table.name),
        _ => return None,
    };
    if table_oid(table, context.target).is_none() || schema.is_some_and(|schema| schema.name != "pg_catalog") {
        return None;
    }
    let is_hidden = schema.is_none() && {
        context.footprint.read(KeyKind::Relation, table);
        let searched = context.searched();
        let mut before = searched.iter().take_while(|schema| **schema != Oid::PG_CATALOG);
        before.any(|schema| context.catalog.relation_in(*schema, table).is_some())
    };
    (!is_hidden).then_some(table)
}

/// The OID of a table of pg_catalog.
fn table_oid(name: &str, target: Target) -> Option<Oid> {
    SystemRelation::find(target, "pg_catalog", name).filter(|relation| relation.kind == 'r')?.oid.map(Oid)
}

/// The table of that name, if the schema is pg_catalog; of its columns nothing is known.
pub(crate) fn in_schema(schema: Oid, name: &str, target: Target) -> Option<Arc<Relation>> {
    let oid = table_oid(name, target).filter(|_| schema == Oid::PG_CATALOG)?;
    Some(Arc::new(Relation::new(oid, RelationKind::Table, schema, Name::from(name), Oid::BOOTSTRAP_ROLE)))
}

/// What the rights on a table are kept in, made where they are as in a fresh database.
pub(crate) fn keep_rights(context: &mut Context<'_>, name: &str) -> Option<Oid> {
    context.footprint.read(KeyKind::Relation, name);
    let (oid, owner) = (table_oid(name, context.target)?, Oid::BOOTSTRAP_ROLE);
    if context.catalog.system_table(name).is_none() {
        let item =
            |grantee, privileges| AclItem { grantee, grantor: owner, privileges, grant_options: PrivilegeSet::NONE };
        let mut items = vec![item(Some(owner), PrivilegeSet::OF_TABLE)];
        if !SECRET.contains(&name) {
            items.push(item(None, PrivilegeSet::SELECT));
        }
        let acl = Acl(Some(items.into()));
        context.catalog.insert_system_table(Schema {
            oid,
            name: name.into(),
            owner,
            acl,
            comment: None,
            extension: None,
        });
    }
    Some(oid)
}

/// The table whose rights are kept under this OID.
pub(crate) fn with_rights(catalog: &Catalog, oid: Oid) -> Option<Arc<Relation>> {
    let kept = catalog.system_table_by_oid(oid)?;
    let mut table = Relation::new(oid, RelationKind::Table, Oid::PG_CATALOG, kept.name.clone(), kept.owner);
    table.acl = kept.acl.clone();
    Some(Arc::new(table))
}

/// Only the server itself changes its catalogs, even where a superuser asks.
pub(crate) fn refusal(context: &Context<'_>, table: &str) -> Box<Failure> {
    let message = match context.is_superuser() {
        true => format!("permission denied: \"{table}\" is a system catalog"),
        false => format!("must be owner of table {table}"),
    };
    Failure::new(SqlState::InsufficientPrivilege, message)
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn system_catalogs_stay_as_they_are() {
        let denied = "ERROR:  42501: permission denied: \"pg_class\" is a system catalog";
        let exists = "ERROR:  42P07: relation \"pg_class\" already exists";
        let said = |script, expected: &[&str]| check(Target::Postgresql15, &[(script, expected)]);
        said("ALTER FOREIGN TABLE pg_class ADD b int", &[denied]);
        said("ALTER FOREIGN TABLE IF EXISTS pg_catalog.pg_class RENAME TO x", &[denied]);
        said("DROP TABLE pg_class", &[denied]);
        said(
            "DROP VIEW IF EXISTS pg_class",
            &["ERROR:  42809: \"pg_class\" is not a view", "HINT:  Use DROP TABLE to remove a table."],
        );
        said("COMMENT ON FOREIGN TABLE pg_class IS 'x'", &["ERROR:  42809: \"pg_class\" is not a foreign table"]);
        said("CREATE FOREIGN TABLE pg_catalog.pg_class (a int) SERVER s", &[exists]);
        said(
            "CREATE ROLE r; SET ROLE r; ALTER FOREIGN TABLE pg_class ADD b int",
            &["CREATE ROLE", "SET", "ERROR:  42501: must be owner of table pg_class"],
        );
    }
}
