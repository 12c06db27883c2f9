//! Schemas, functions, extensions, types, comments and dependencies.

use std::sync::Arc;

use medlar_catalog::{Function, ObjectClass, Oid};

use super::types::BuiltInType;
use super::{acl, oid};
use crate::database::Database;
use crate::function::catalog::{class_oid, comment};
use crate::value::{OidKind, Value};

pub(super) fn rows(database: &Database<'_>, name: &str) -> Option<Vec<Vec<Value>>> {
    let catalog = database.catalog();
    Some(match name {
        "pg_namespace" => {
            let mut schemas: Vec<_> = catalog.schemas().collect();
            schemas.sort_by_key(|schema| schema.oid);
            let row = |schema: &Arc<medlar_catalog::Schema>| {
                vec![oid(schema.oid), Value::name(&schema.name), oid(schema.owner), acl(&schema.acl)]
            };
            schemas.into_iter().map(row).collect()
        }
        "pg_extension" => {
            let mut extensions: Vec<_> = catalog.extensions().collect();
            extensions.sort_by_key(|extension| extension.oid);
            let row = |extension: &Arc<medlar_catalog::Extension>| {
                vec![
                    oid(extension.oid),
                    Value::name(&extension.name),
                    oid(extension.owner),
                    oid(extension.schema),
                    Value::Boolean(&*extension.name != "plpgsql"),
                    Value::text(&extension.version),
                    Value::Null,
                    Value::Null,
                ]
            };
            extensions.into_iter().map(row).collect()
        }
        "pg_type" => BuiltInType::all().map(built_in_type).collect(),
        "pg_description" => descriptions(database),
        "pg_shdescription" => {
            let commented = catalog.roles().filter_map(|role| Some((role.oid, role.comment.as_deref()?)));
            commented.map(|(role, text)| vec![oid(role), Value::oid(1260_u32), Value::text(text)]).collect()
        }
        "pg_depend" => dependencies(database),
        _ => return None,
    })
}

fn built_in_type(found: BuiltInType) -> Vec<Value> {
    let number = |place: usize| found.field(place).parse().unwrap_or(0_i64);
    let unsigned = |place: usize| Value::oid(found.field(place).parse().unwrap_or(0_u32));
    let procedure = || Value::Oid(0, OidKind::Function);
    let mut row = vec![
        Value::oid(found.oid),
        Value::name(found.name),
        oid(Oid::PG_CATALOG),
        oid(Oid::BOOTSTRAP_ROLE),
        Value::small(number(0)),
        Value::Boolean(found.field(1) == "true"),
        Value::letter(found.field(2)),
        Value::letter(found.field(3)),
        Value::Boolean(found.field(4) == "true"),
        Value::Boolean(true),
        Value::letter(if found.name.trim_start_matches('_') == "box" { ";" } else { "," }),
        Value::oid(0_u32),
        procedure(),
        unsigned(5),
        unsigned(6),
    ];
    row.extend((0..7).map(|_| procedure()));
    row.extend([
        Value::letter(found.field(7)),
        Value::letter(found.field(8)),
        Value::Boolean(false),
        Value::oid(0_u32),
        Value::integer(-1),
        Value::integer(0),
        unsigned(9),
        Value::Null,
        Value::Null,
        Value::Null,
    ]);
    row
}

/// The OIDs of everything that is not shared, in order.
fn objects(database: &Database<'_>) -> Vec<Oid> {
    let catalog = database.catalog();
    let mut found: Vec<Oid> = catalog.wrappers().map(|wrapper| wrapper.oid).collect();
    found.extend(catalog.servers().map(|server| server.oid));
    found.extend(super::foreign_data::mappings(database).iter().map(|(_, mapping)| mapping.oid));
    found.extend(catalog.functions().map(|function| function.oid));
    found.extend(catalog.extensions().map(|extension| extension.oid));
    found.extend(catalog.schemas().map(|schema| schema.oid));
    found.extend(catalog.relations().map(|relation| relation.oid));
    found.sort_unstable();
    found
}

fn descriptions(database: &Database<'_>) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    let mut push = |object: Oid, class: u32, number: i64, text: &str| {
        rows.push(vec![oid(object), Value::oid(class), Value::integer(number), Value::text(text)]);
    };
    for object in objects(database) {
        let Some(class) = class_oid(database, object.0) else { continue };
        if let Some(text) = comment(database, object.0) {
            push(object, class, 0, &text);
        }
        let Some(relation) = database.catalog().relation(object) else { continue };
        for (number, column) in relation.numbered_columns() {
            if let Some(text) = &column.comment {
                push(object, class, number.into(), text);
            }
        }
    }
    rows
}

/// What the objects of the family depend on: an extension's members on it, mappings and tables on their
/// servers, these on their wrappers.
fn dependencies(database: &Database<'_>) -> Vec<Vec<Value>> {
    let catalog = database.catalog();
    let mut rows = Vec::new();
    let mut push = |object: Oid, on: Oid, kind: &str| {
        let classes = class_oid(database, object.0).zip(class_oid(database, on.0));
        let Some((class, class_on)) = classes.filter(|_| !on.is_pinned()) else { return };
        rows.push(vec![
            Value::oid(class),
            oid(object),
            Value::integer(0),
            Value::oid(class_on),
            oid(on),
            Value::integer(0),
            Value::letter(kind),
        ]);
    };
    for object in objects(database) {
        let on: Vec<Oid> = match catalog.class(object) {
            Some(ObjectClass::Wrapper) => {
                let wrapper = catalog.wrapper_by_oid(object);
                wrapper.into_iter().flat_map(|wrapper| [wrapper.handler, wrapper.validator]).flatten().collect()
            }
            Some(ObjectClass::Server) => {
                catalog.server_by_oid(object).map(|server| server.wrapper).into_iter().collect()
            }
            Some(ObjectClass::Mapping) => {
                catalog.user_mapping_by_oid(object).map(|mapping| mapping.server).into_iter().collect()
            }
            Some(ObjectClass::Relation) => {
                let relation = catalog.relation(object);
                relation.into_iter().flat_map(|relation| [Some(relation.schema), relation.server]).flatten().collect()
            }
            Some(ObjectClass::Extension) => {
                catalog.extension_by_oid(object).map(|extension| extension.schema).into_iter().collect()
            }
            Some(ObjectClass::Function) => {
                let schema = catalog.function(object).map(|function: &Arc<Function>| function.schema);
                schema.into_iter().collect()
            }
            _ => Vec::new(),
        };
        for on in on {
            push(object, on, "n");
        }
        if let Some(extension) = catalog.common(object).and_then(|common| common.extension) {
            push(object, extension, "e");
        }
    }
    rows
}
