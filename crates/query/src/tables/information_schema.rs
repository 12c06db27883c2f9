//! The views of information_schema on foreign data. They show what the user owns or may use.

use medlar_catalog::{AclKind, ForeignServer, Oid, OptionList, PrivilegeSet, Relation, RelationKind, UserMapping};
use medlar_engine::{has_privileges, has_privileges_of, inherited_roles, is_superuser};

use super::foreign_data::{is_usable, mappings};
use super::text_or_null;
use crate::database::{self, Database};
use crate::value::Value;

pub(super) fn rows(database: &Database<'_>, name: &str) -> Option<Vec<Vec<Value>>> {
    let catalog = database.catalog();
    let database_name = || Value::name(database::NAME);
    let mut wrappers: Vec<_> = catalog.wrappers().collect();
    wrappers.retain(|wrapper| is_usable(database, AclKind::ForeignDataWrapper, wrapper.owner, &wrapper.acl));
    let mut servers: Vec<&ForeignServer> = catalog.servers().map(|server| &**server).collect();
    servers.retain(|server| sees_server(database, server));
    let tables = || catalog.relations().filter(|relation| sees_table(database, relation));
    let owner = |oid: Oid| database.role_name(oid.0).map_or(Value::Null, Value::name);
    let with_options = |key: Vec<Value>, options: &OptionList| -> Vec<Vec<Value>> {
        let row = |(name, value): (String, String)| {
            key.iter().cloned().chain([Value::name(&name), Value::text(&value)]).collect()
        };
        options.read_back().map(row).collect()
    };
    let table_key = |relation: &Relation| {
        vec![
            database_name(),
            database.schema_name(relation.schema.0).map_or(Value::Null, Value::name),
            Value::name(&relation.name),
        ]
    };
    Some(match name {
        "information_schema_catalog_name" => vec![vec![database_name()]],
        "foreign_data_wrappers" => wrappers
            .iter()
            .map(|wrapper| {
                vec![database_name(), Value::name(&wrapper.name), owner(wrapper.owner), Value::Null, Value::text("c")]
            })
            .collect(),
        "foreign_data_wrapper_options" => wrappers
            .iter()
            .flat_map(|wrapper| with_options(vec![database_name(), Value::name(&wrapper.name)], &wrapper.options))
            .collect(),
        "foreign_servers" => servers
            .iter()
            .map(|server| {
                let wrapper = catalog.wrapper_by_oid(server.wrapper).map_or("", |wrapper| &*wrapper.name);
                vec![
                    database_name(),
                    Value::name(&server.name),
                    database_name(),
                    Value::name(wrapper),
                    text_or_null(server.server_type.as_deref()),
                    text_or_null(server.version.as_deref()),
                    owner(server.owner),
                ]
            })
            .collect(),
        "foreign_server_options" => servers
            .iter()
            .flat_map(|server| with_options(vec![database_name(), Value::name(&server.name)], &server.options))
            .collect(),
        "user_mappings" => mapped(database).map(|(server, mapping)| mapping_key(database, server, mapping)).collect(),
        "user_mapping_options" => mapped(database)
            .flat_map(|(server, mapping)| {
                let mut rows = with_options(mapping_key(database, server, mapping), &mapping.options);
                if !sees_values(database, server, mapping) {
                    rows.iter_mut().filter_map(|row| row.last_mut()).for_each(|value| *value = Value::Null);
                }
                rows
            })
            .collect(),
        "foreign_tables" => tables()
            .map(|relation| {
                let server = relation.server.and_then(|server| catalog.server_by_oid(server));
                let mut row = table_key(relation);
                row.extend([database_name(), server.map_or(Value::Null, |server| Value::name(&server.name))]);
                row
            })
            .collect(),
        "foreign_table_options" => {
            tables().flat_map(|relation| with_options(table_key(relation), &relation.options)).collect()
        }
        "column_options" => {
            let mut rows = Vec::new();
            for relation in tables() {
                for (_, column) in relation.numbered_columns() {
                    let mut key = table_key(relation);
                    key.push(Value::name(&column.name));
                    rows.extend(with_options(key, &column.options));
                }
            }
            rows
        }
        "usage_privileges" | "role_usage_grants" => usages(database, name == "usage_privileges"),
        _ => return None,
    })
}

fn sees_server(database: &Database<'_>, server: &ForeignServer) -> bool {
    is_usable(database, AclKind::ForeignServer, server.owner, &server.acl)
}

/// A foreign table that the user owns or has any right on, or on one of its columns.
fn sees_table(database: &Database<'_>, relation: &Relation) -> bool {
    let (catalog, user) = (database.catalog(), database.user());
    let has_any = |kind: AclKind, acl| {
        kind.all()
            .each()
            .any(|privilege: PrivilegeSet| has_privileges(catalog, user, kind, relation.owner, acl, privilege))
    };
    relation.kind == RelationKind::ForeignTable
        && (has_privileges_of(catalog, user, relation.owner)
            || has_any(AclKind::Table, &relation.acl)
            || relation.columns.iter().any(|column| has_any(AclKind::Column, &column.acl)))
}

fn mapped<'d>(database: &Database<'d>) -> impl Iterator<Item = (&'d ForeignServer, &'d UserMapping)> {
    mappings(database).into_iter().filter(|(server, _)| sees_server(database, server))
}

fn mapping_key(database: &Database<'_>, server: &ForeignServer, mapping: &UserMapping) -> Vec<Value> {
    let user = match mapping.user {
        Some(user) => database.role_name(user.0).map_or(Value::Null, Value::name),
        None => Value::name("PUBLIC"),
    };
    vec![user, Value::name(database::NAME), Value::name(&server.name)]
}

/// One's own mapping, that of PUBLIC for the owner of the server, and all for superusers.
fn sees_values(database: &Database<'_>, server: &ForeignServer, mapping: &UserMapping) -> bool {
    let (catalog, user) = (database.catalog(), database.user());
    match mapping.user {
        Some(mapped) if mapped == user => true,
        None if has_privileges_of(catalog, user, server.owner) => true,
        _ => is_superuser(catalog, user),
    }
}

/// USAGE on wrappers and servers, spelled out where it is the default.
fn usages(database: &Database<'_>, with_public: bool) -> Vec<Vec<Value>> {
    let catalog = database.catalog();
    let roles = inherited_roles(catalog, database.user());
    let is_own = |role: Oid| roles.contains(&role) || is_superuser(catalog, database.user());
    let wrappers = catalog.wrappers().map(|wrapper| {
        (&wrapper.name, wrapper.owner, &wrapper.acl, AclKind::ForeignDataWrapper, "FOREIGN DATA WRAPPER")
    });
    let servers = catalog
        .servers()
        .map(|server| (&server.name, server.owner, &server.acl, AclKind::ForeignServer, "FOREIGN SERVER"));
    let mut rows = Vec::new();
    for (name, owner, acl, kind, word) in wrappers.chain(servers) {
        for item in acl.items(kind, owner) {
            let grantee = match item.grantee {
                Some(grantee) => database.role_name(grantee.0).unwrap_or_default(),
                None => "PUBLIC",
            };
            let is_shown =
                is_own(item.grantor) || item.grantee.is_some_and(is_own) || item.grantee.is_none() && with_public;
            if !is_shown || !item.privileges.intersects(PrivilegeSet::USAGE) {
                continue;
            }
            let is_grantable = item.grantee == Some(owner)
                || item.grantee.is_some_and(|grantee| has_privileges_of(catalog, grantee, owner))
                || item.grant_options.intersects(PrivilegeSet::USAGE);
            rows.push(vec![
                database.role_name(item.grantor.0).map_or(Value::Null, Value::name),
                Value::name(grantee),
                Value::name(database::NAME),
                Value::name(""),
                Value::name(name),
                Value::text(word),
                Value::text("USAGE"),
                Value::text(if is_grantable { "YES" } else { "NO" }),
            ]);
        }
    }
    rows
}
