//! Functions that tell of the session and of objects.

use medlar_catalog::{ObjectClass, Oid};
use medlar_engine::{Checked, described};
use medlar_syntax::SqlState;

use crate::database::{self, Database};
use crate::evaluate::Evaluator;
use crate::tables::types::BuiltInType;
use crate::unsupported;
use crate::value::{OidKind, TextKind, Value};

/// `current_schema`: the first schema of the path that is there.
pub(crate) fn current_schema(database: &Database<'_>) -> Value {
    let mut path = database.searched().iter().filter(|schema| **schema != Oid::PG_CATALOG);
    path.next().and_then(|schema| database.schema_name(schema.0)).map_or(Value::Null, Value::name)
}

/// The value of the function, if it is one of these.
pub(crate) fn call(evaluator: &Evaluator<'_>, name: &str, arguments: &[Value]) -> Checked<Option<Value>> {
    let database = &evaluator.database;
    let catalog = database.catalog();
    let oid = |place: usize| -> Checked<u32> {
        let value = arguments.get(place).unwrap_or(&Value::Null);
        let value = crate::cast::like(database, value, &Value::oid(0_u32))?;
        value.as_oid().ok_or_else(|| unsupported(&format!("Function {name}")))
    };
    let text = |place: usize| arguments.get(place).map_or_else(String::new, |value| evaluator.text(value));
    Ok(Some(match (name, arguments.len()) {
        ("version", 0) => Value::text(&database.session.version()?),
        ("current_database", 0) => Value::name(database::NAME),
        ("current_schema", 0) => current_schema(database),
        ("current_schemas", 1) => {
            let with_system = arguments[0].is_true();
            let schemas = database.searched().iter().filter(|schema| with_system || **schema != Oid::PG_CATALOG);
            Value::Array(schemas.filter_map(|schema| database.schema_name(schema.0)).map(Value::name).collect())
        }
        ("current_setting", 1 | 2) => match database.session.setting(&text(0)) {
            Ok(value) => Value::text(&value),
            Err(failure) if failure.error.sqlstate == SqlState::UndefinedObject && text(1) == "t" => Value::Null,
            Err(failure) => return Err(failure),
        },
        ("pg_get_userbyid", 1) => Value::name(&catalog.role_name(Oid(oid(0)?))),
        ("obj_description", 1 | 2) => {
            let oid = oid(0)?;
            let is_of_catalog = arguments.len() == 1 || class_of(database, oid) == Some(&*text(1));
            comment(database, oid).filter(|_| is_of_catalog).map_or(Value::Null, |comment| Value::text(&comment))
        }
        ("shobj_description", 2) => {
            let role = catalog.role_by_oid(Oid(oid(0)?)).filter(|_| text(1) == "pg_authid");
            role.and_then(|role| role.comment.as_deref()).map_or(Value::Null, Value::text)
        }
        ("col_description", 2) => {
            let relation = catalog.relation(Oid(oid(0)?));
            let number = usize::try_from(arguments[1].as_integer().unwrap_or(0) - 1).ok();
            let column = relation.zip(number).and_then(|(relation, number)| relation.columns.get(number));
            column.and_then(|column| column.comment.as_deref()).map_or(Value::Null, Value::text)
        }
        ("pg_describe_object", 3) => {
            let (class, object, part) = (oid(0)?, oid(1)?, arguments[2].as_integer().unwrap_or(0));
            let is_meant = class_oid(database, object) == Some(class);
            let part = u16::try_from(part).unwrap_or(0);
            let described = described(database.session, Oid(object), part).filter(|_| is_meant);
            described.map_or(Value::Null, |text| Value::text(&text))
        }
        ("pg_table_is_visible", 1) => {
            let oid = oid(0)?;
            match catalog.relation(Oid(oid)) {
                Some(relation) => Value::Boolean(database.is_relation_visible(relation)),
                None if database.relation_text(oid).is_some() => Value::Boolean(true),
                None => Value::Null,
            }
        }
        ("format_type", 2) => {
            let modifier = i32::try_from(arguments[1].as_integer().unwrap_or(-1)).unwrap_or(-1);
            match BuiltInType::with_oid(oid(0)?) {
                Some(found) => Value::text(&found.printed_with(modifier)),
                None => Value::text("???"),
            }
        }
        ("pg_get_expr", 2 | 3) => match &arguments[0] {
            Value::Text(text, TextKind::Tree) => Value::text(text),
            _ => return Err(unsupported("pg_get_expr of another value")),
        },
        ("pg_encoding_to_char", 1) if arguments[0].as_integer() == Some(6) => Value::name("UTF8"),
        ("gp_foreign_server_id", 1) if database.session.target().rules().cloudberry => {
            let relation = catalog.relation(Oid(oid(0)?));
            relation.and_then(|relation| relation.server).map_or(Value::Null, |server| Value::oid(server.0))
        }
        ("pg_typeof", 1) => {
            let found = BuiltInType::printed_as(arguments[0].type_name());
            found.map_or(Value::Null, |found| Value::Oid(found.oid, OidKind::Type))
        }
        _ => return Ok(None),
    }))
}

/// The system catalog that an object has its row in.
pub(crate) fn class_of(database: &Database<'_>, oid: u32) -> Option<&'static str> {
    Some(match database.catalog().class(Oid(oid))? {
        ObjectClass::Wrapper => "pg_foreign_data_wrapper",
        ObjectClass::Server => "pg_foreign_server",
        ObjectClass::Mapping => "pg_user_mapping",
        ObjectClass::Role => "pg_authid",
        ObjectClass::Function => "pg_proc",
        ObjectClass::Extension => "pg_extension",
        ObjectClass::Schema => "pg_namespace",
        ObjectClass::Database => "pg_database",
        ObjectClass::Relation => "pg_class",
        ObjectClass::StorageServer => "gp_storage_server",
        ObjectClass::StorageMapping => "gp_storage_user_mapping",
        ObjectClass::Language => "pg_language",
        ObjectClass::Tablespace => "pg_tablespace",
        _ => return None,
    })
}

/// The OID of that catalog.
pub(crate) fn class_oid(database: &Database<'_>, oid: u32) -> Option<u32> {
    medlar_engine::SystemRelation::find(database.session.target(), "pg_catalog", class_of(database, oid)?)?.oid
}

/// The comment on an object that is not shared.
pub(crate) fn comment(database: &Database<'_>, oid: u32) -> Option<std::sync::Arc<str>> {
    let catalog = database.catalog();
    match catalog.class(Oid(oid))? {
        ObjectClass::Role => None,
        _ => catalog.common(Oid(oid))?.comment,
    }
}
