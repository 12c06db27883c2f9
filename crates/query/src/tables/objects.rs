//! Schemas, functions, extensions, types, comments and dependencies.

use std::sync::Arc;

use medlar_catalog::{Acl, AclKind, DefaultAcl, Function, ObjectClass, Oid};

use super::types::BuiltInType;
use super::{acl, oid, options};
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
        "pg_proc" => {
            let mut functions: Vec<_> = catalog.functions().collect();
            functions.sort_by_key(|function| function.oid);
            functions.into_iter().map(|function| procedure(database, function)).collect()
        }
        "pg_language" => {
            let named = ["internal", "c", "sql", "plpgsql"].iter().filter_map(|name| catalog.language(name));
            named
                .map(|language| {
                    let is_procedural = &*language.name == "plpgsql";
                    let is_trusted = is_procedural || &*language.name == "sql";
                    let mut row = vec![
                        oid(language.oid),
                        Value::name(&language.name),
                        oid(language.owner),
                        Value::Boolean(is_procedural),
                        Value::Boolean(is_trusted),
                    ];
                    row.extend((0..3).map(|_| Value::NotKept));
                    row.push(acl(&language.acl));
                    row
                })
                .collect()
        }
        "pg_database" => databases(database),
        "pg_tablespace" => {
            let named = ["pg_default", "pg_global"].iter().filter_map(|name| catalog.tablespace(name));
            let row = |space: &Arc<medlar_catalog::Schema>| {
                vec![oid(space.oid), Value::name(&space.name), oid(space.owner), acl(&space.acl), Value::Null]
            };
            named.map(row).collect()
        }
        "pg_default_acl" => {
            let row = |default: &Arc<DefaultAcl>| {
                let letter = match default.kind {
                    AclKind::Table => "r",
                    AclKind::Sequence => "S",
                    AclKind::Function => "f",
                    AclKind::Schema => "n",
                    _ => "T",
                };
                vec![
                    oid(default.oid),
                    oid(default.role),
                    oid(default.schema.unwrap_or(Oid(0))),
                    Value::letter(letter),
                    acl(&Acl(Some(default.items.clone()))),
                ]
            };
            catalog.default_acls().map(row).collect()
        }
        "gp_storage_server" => {
            let row = |server: &Arc<medlar_catalog::StorageServer>| {
                vec![
                    oid(server.oid),
                    Value::name(&server.name),
                    oid(server.owner),
                    acl(&server.acl),
                    options(&server.options),
                ]
            };
            catalog.storage_servers().map(row).collect()
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

fn procedure(database: &Database<'_>, function: &Function) -> Vec<Value> {
    let type_named = |name: &str| {
        let printed = medlar_engine::printed_type(name, database.session.target());
        let found = printed.and_then(|printed| BuiltInType::of(printed.name, printed.is_array));
        found.or_else(|| BuiltInType::printed_as(name)).map(|found| found.oid)
    };
    let (returns, is_set) = match function.returns.strip_prefix("SETOF ") {
        Some(element) => (element, true),
        None => (&*function.returns, false),
    };
    let arguments: Vec<&str> = function.arguments.split(',').filter(|argument| !argument.is_empty()).collect();
    let types: Option<Vec<String>> = arguments.iter().map(|name| type_named(name).map(|oid| oid.to_string())).collect();
    let result = if function.is_procedure() { Some(0) } else { type_named(returns) };
    let mut row = vec![oid(function.oid), Value::name(&function.name), oid(function.schema), oid(function.owner)];
    row.extend((0..5).map(|_| Value::NotKept));
    row.push(Value::letter(if function.is_procedure() { "p" } else { "f" }));
    row.extend((0..3).map(|_| Value::NotKept));
    row.push(Value::Boolean(is_set));
    row.extend((0..2).map(|_| Value::NotKept));
    row.extend([
        Value::small(arguments.len() as i64),
        Value::NotKept,
        result.map_or(Value::NotKept, Value::oid),
        types.map_or(Value::NotKept, |types| Value::text(&types.join(" "))),
    ]);
    row.extend((0..9).map(|_| Value::NotKept));
    row.push(acl(&function.acl));
    row
}

/// The database of the session and the templates.
fn databases(database: &Database<'_>) -> Vec<Vec<Value>> {
    let own = database.catalog().database();
    let kept = own.map(|own| (own.oid, "postgres", own.owner, acl(&own.acl), false));
    let template = |oid, name| (Oid(oid), name, Oid::BOOTSTRAP_ROLE, Value::NotKept, true);
    let all = [kept, Some(template(4, "template0")), Some(template(1, "template1"))];
    let row = |(number, name, owner, rights, is_template): (Oid, &str, Oid, Value, bool)| {
        vec![
            oid(number),
            Value::name(name),
            oid(owner),
            // UTF8
            Value::integer(6),
            Value::letter("c"),
            Value::Boolean(is_template),
            Value::Boolean(name != "template0"),
            Value::integer(-1),
            Value::NotKept,
            Value::NotKept,
            Value::oid(1663_u32),
            Value::NotKept,
            Value::NotKept,
            Value::NotKept,
            Value::NotKept,
            rights,
        ]
    };
    all.into_iter().flatten().map(row).collect()
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
