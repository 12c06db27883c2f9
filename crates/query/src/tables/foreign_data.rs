//! Wrappers, servers, user mappings and foreign tables.

use medlar_catalog::{AclKind, ForeignServer, Oid, UserMapping};
use medlar_engine::{has_privileges_of, sees_mapping_options};

use super::{acl, oid, oid_or_zero, options, text_or_null};
use crate::database::Database;
use crate::value::Value;

pub(super) fn rows(database: &Database<'_>, name: &str) -> Option<Vec<Vec<Value>>> {
    let catalog = database.catalog();
    Some(match name {
        "pg_foreign_data_wrapper" => {
            let row = |wrapper: &std::sync::Arc<medlar_catalog::ForeignDataWrapper>| {
                vec![
                    oid(wrapper.oid),
                    Value::name(&wrapper.name),
                    oid(wrapper.owner),
                    oid_or_zero(wrapper.handler),
                    oid_or_zero(wrapper.validator),
                    acl(&wrapper.acl),
                    options(&wrapper.options),
                ]
            };
            sorted(catalog.wrappers().map(row).collect())
        }
        "pg_foreign_server" => {
            let row = |server: &std::sync::Arc<ForeignServer>| {
                vec![
                    oid(server.oid),
                    Value::name(&server.name),
                    oid(server.owner),
                    oid(server.wrapper),
                    text_or_null(server.server_type.as_deref()),
                    text_or_null(server.version.as_deref()),
                    acl(&server.acl),
                    options(&server.options),
                ]
            };
            sorted(catalog.servers().map(row).collect())
        }
        "pg_user_mapping" => {
            let mappings = mappings(database);
            let row = |(_, mapping): &(&ForeignServer, &UserMapping)| {
                vec![oid(mapping.oid), oid_or_zero(mapping.user), oid(mapping.server), options(&mapping.options)]
            };
            sorted(mappings.iter().map(row).collect())
        }
        "pg_user_mappings" => {
            let row = |(server, mapping): &(&ForeignServer, &UserMapping)| {
                let user = match mapping.user {
                    Some(user) => database.role_name(user.0).map_or(Value::Null, Value::name),
                    None => Value::name("public"),
                };
                let shown = sees_mapping_options(catalog, database.user(), server, mapping);
                vec![
                    oid(mapping.oid),
                    oid(server.oid),
                    Value::name(&server.name),
                    oid_or_zero(mapping.user),
                    user,
                    if shown { options(&mapping.options) } else { Value::Null },
                ]
            };
            sorted(mappings(database).iter().map(row).collect())
        }
        "pg_foreign_table" => {
            let tables = catalog.relations().filter_map(|relation| Some((relation, relation.server?)));
            let row = |(relation, server): (&std::sync::Arc<medlar_catalog::Relation>, Oid)| {
                vec![oid(relation.oid), oid(server), options(&relation.options)]
            };
            sorted(tables.map(row).collect())
        }
        _ => return None,
    })
}

/// By the OID in the first column, which grows with age.
fn sorted(mut rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    rows.sort_by_key(|row| row.first().and_then(Value::as_oid));
    rows
}

/// Every user mapping and its server.
pub(super) fn mappings<'d>(database: &Database<'d>) -> Vec<(&'d ForeignServer, &'d UserMapping)> {
    let catalog = database.catalog();
    let of_server = |server: &'d std::sync::Arc<ForeignServer>| {
        catalog.user_mappings_of(server.oid).into_iter().map(|mapping| (&**server, &**mapping))
    };
    catalog.servers().flat_map(of_server).collect()
}

/// Whether the user owns the object or has USAGE on it.
pub(super) fn is_usable(database: &Database<'_>, kind: AclKind, owner: Oid, list: &medlar_catalog::Acl) -> bool {
    let (catalog, user) = (database.catalog(), database.user());
    let wanted = medlar_catalog::PrivilegeSet::USAGE;
    has_privileges_of(catalog, user, owner) || medlar_engine::has_privileges(catalog, user, kind, owner, list, wanted)
}
