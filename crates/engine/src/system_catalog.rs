//! The tables of pg_catalog: statements that name them are refused, as they would be changed.

use std::sync::Arc;

use medlar_catalog::{Name, Oid, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::QualifiedName;

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::Failure;
use crate::namespace::DATABASE;

/// Their names in every version, without `pg_`.
static NAMES: &str = "aggregate|am|amop|amproc|attrdef|attribute|auth_members|authid|cast|class|collation|constraint|\
    conversion|database|db_role_setting|default_acl|depend|description|enum|event_trigger|extension|\
    foreign_data_wrapper|foreign_server|foreign_table|index|inherits|init_privs|language|largeobject|\
    largeobject_metadata|namespace|opclass|operator|opfamily|partitioned_table|policy|proc|publication|publication_rel|\
    range|replication_origin|rewrite|seclabel|sequence|shdepend|shdescription|shseclabel|statistic|statistic_ext|\
    statistic_ext_data|subscription|subscription_rel|tablespace|transform|trigger|ts_config|ts_config_map|ts_dict|\
    ts_parser|ts_template|type|user_mapping";

/// The table of pg_catalog that a name stands for, where the search path has no other before it.
pub(crate) fn find<'n>(context: &mut Context<'_>, name: &'n QualifiedName<'_>) -> Option<&'n str> {
    let (schema, table) = match name.parts.as_slice() {
        [table] => (None, &*table.name),
        [schema, table] => (Some(schema), &*table.name),
        [database, schema, table] if database.name == DATABASE => (Some(schema), &*table.name),
        _ => return None,
    };
    if !is_table(table) || schema.is_some_and(|schema| schema.name != "pg_catalog") {
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

fn is_table(name: &str) -> bool {
    name.strip_prefix("pg_").is_some_and(|name| NAMES.split('|').any(|known| known == name))
}

/// The table of that name, if the schema is pg_catalog; of its columns nothing is known.
pub(crate) fn in_schema(schema: Oid, name: &str) -> Option<Arc<Relation>> {
    let is_there = schema == Oid::PG_CATALOG && is_table(name);
    let table = || Relation::new(Oid(1), RelationKind::Table, schema, Name::from(name), Oid::BOOTSTRAP_ROLE);
    is_there.then(|| Arc::new(table()))
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
