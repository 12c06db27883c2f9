//! Plain data from JavaScript.
//!
//! What the page hands over is read by hand: the deserializers that serde derives would be a third
//! of the module. What is said of data that does not fit names its place: `servers.2.name`.

use js_sys::{Array, Reflect};
use medlar_catalog::{
    AclItemSnapshot, CatalogSnapshot, ColumnSnapshot, ConstraintSnapshot, DefaultAclSnapshot, DefaultSnapshot,
    DomainSnapshot, ExtensionSnapshot, ForeignCatalogSnapshot, ForeignSegmentSnapshot, FunctionBody, FunctionSnapshot,
    IndexElementSnapshot, IndexSnapshot, MembershipSnapshot, RelationSnapshot, RoleSnapshot, SchemaSnapshot,
    ServerSnapshot, StorageServerSnapshot, SystemColumnSnapshot, TypeSnapshot, UserMappingSnapshot, WrapperSnapshot,
};
use medlar_protocol::{CatalogQuery, Edit, ExecutionMark, Range, RunRequest, SavedScript};
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsError, JsValue};

use crate::saved::SavedState;

/// Reads a value and notes the first thing in it that does not fit. What is read is of use only when
/// there was none: without a way out at every field the code is a fraction as long.
#[derive(Default)]
pub(crate) struct Reader {
    /// Members and indexes from the whole value to the one being read.
    path: Vec<Step>,
    problem: Option<String>,
}

/// From a value to one inside it.
enum Step {
    Member(&'static str),
    Index(u32),
}

impl Reader {
    fn refuse(&mut self, expected: &str) {
        if self.problem.is_none() {
            let mut problem = String::new();
            for step in &self.path {
                match step {
                    Step::Member(name) => problem.push_str(name),
                    Step::Index(index) => problem.push_str(&index.to_string()),
                }
                problem.push('.');
            }
            match problem.pop() {
                Some(_) => problem.push_str(" is not "),
                None => problem.push_str("it is not "),
            }
            problem.push_str(expected);
            self.problem = Some(problem);
        }
    }

    /// The member of this name; `undefined` where there is none.
    fn member(&mut self, value: &JsValue, name: &str) -> JsValue {
        member(value, name).unwrap_or_else(|| {
            self.refuse("an object");
            JsValue::UNDEFINED
        })
    }

    /// Reads the member of this name.
    fn field<T: Read>(&mut self, value: &JsValue, name: &'static str) -> T {
        let member = self.member(value, name);
        self.path.push(Step::Member(name));
        let field = T::read(&member, self);
        self.path.pop();
        field
    }
}

/// A type that can be read from a JavaScript value.
pub(crate) trait Read: Sized {
    /// Reads it; some value of the type where the reader has refused what it found.
    fn read(value: &JsValue, reader: &mut Reader) -> Self;
}

/// Reads a value.
///
/// # Errors
/// What does not fit, in words.
pub(crate) fn read<T: Read>(value: &JsValue) -> Result<T, String> {
    let mut reader = Reader::default();
    let read = T::read(value, &mut reader);
    reader.problem.map_or(Ok(read), Err)
}

/// Reads what a method was called with.
pub(crate) fn argument<T: Read + Tsify<JsType: JsCast>>(value: &Ts<T>) -> Result<T, JsError> {
    read(&value.js_value()).map_err(|problem| JsError::new(&problem))
}

/// The member of this name, `undefined` where there is none; `None` of what has no members.
pub(crate) fn member(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &JsValue::from_str(name)).ok()
}

impl Read for bool {
    fn read(value: &JsValue, reader: &mut Reader) -> bool {
        value.as_bool().unwrap_or_else(|| {
            reader.refuse("true or false");
            false
        })
    }
}

impl Read for String {
    fn read(value: &JsValue, reader: &mut Reader) -> String {
        value.as_string().unwrap_or_else(|| {
            reader.refuse("a string");
            String::new()
        })
    }
}

/// A whole number from `least` to `most`, both whole.
fn whole_number(value: &JsValue, reader: &mut Reader, least: f64, most: f64) -> f64 {
    match value.as_f64() {
        Some(number) if number >= least && number <= most && number.trunc() == number => number,
        _ => {
            reader.refuse("a whole number of 32 bits");
            0.0
        }
    }
}

impl Read for u32 {
    fn read(value: &JsValue, reader: &mut Reader) -> u32 {
        whole_number(value, reader, 0.0, f64::from(u32::MAX)) as u32
    }
}

impl Read for i32 {
    fn read(value: &JsValue, reader: &mut Reader) -> i32 {
        whole_number(value, reader, f64::from(i32::MIN), f64::from(i32::MAX)) as i32
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &JsValue, reader: &mut Reader) -> Option<T> {
        (!value.is_undefined() && !value.is_null()).then(|| T::read(value, reader))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &JsValue, reader: &mut Reader) -> Vec<T> {
        let mut items = Vec::new();
        let Some(array) = value.dyn_ref::<Array>() else {
            reader.refuse("an array");
            return items;
        };
        for index in 0..array.length() {
            reader.path.push(Step::Index(index));
            items.push(T::read(&array.get(index), reader));
            reader.path.pop();
            // A damaged array may claim any length.
            if reader.problem.is_some() {
                break;
            }
        }
        items
    }
}

impl Read for (String, String) {
    fn read(value: &JsValue, reader: &mut Reader) -> (String, String) {
        let mut parts = Vec::read(value, reader).into_iter();
        match (parts.next(), parts.next(), parts.next()) {
            (Some(first), Some(second), None) => (first, second),
            _ => {
                reader.refuse("a pair");
                Default::default()
            }
        }
    }
}

impl Read for FunctionBody {
    fn read(value: &JsValue, reader: &mut Reader) -> FunctionBody {
        match String::read(value, reader).as_str() {
            "PostgresFdwHandler" => FunctionBody::PostgresFdwHandler,
            "FileFdwHandler" => FunctionBody::FileFdwHandler,
            "Handler" => FunctionBody::Handler,
            "PostgresqlValidator" => FunctionBody::PostgresqlValidator,
            "PostgresFdwValidator" => FunctionBody::PostgresFdwValidator,
            "FileFdwValidator" => FunctionBody::FileFdwValidator,
            "DblinkFdwValidator" => FunctionBody::DblinkFdwValidator,
            "ExttableValidator" => FunctionBody::ExttableValidator,
            "PxfValidator" => FunctionBody::PxfValidator,
            "Other" => FunctionBody::Other,
            _ => {
                reader.refuse("a function that is known");
                FunctionBody::Other
            }
        }
    }
}

impl Read for RunRequest {
    fn read(value: &JsValue, reader: &mut Reader) -> RunRequest {
        if value.as_string().is_some_and(|text| text == "all") {
            return RunRequest::All;
        }
        let at = reader.member(value, "at");
        if at.is_object() {
            return RunRequest::At { offset: reader.field(&at, "offset") };
        }
        let selection = reader.member(value, "selection");
        RunRequest::Selection { range: reader.field(&selection, "range") }
    }
}

/// Structures, field by field; a name after a field is the one it has in JavaScript.
macro_rules! structures {
    ($($name:ty { $($field:ident $($key:literal)?,)* })*) => {
        $(impl Read for $name {
            fn read(value: &JsValue, reader: &mut Reader) -> Self {
                Self { $($field: reader.field(value, structures!(@key $field $($key)?)),)* }
            }
        })*
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}

structures! {
    Range { from, to, }
    Edit { from, to, insert, }
    CatalogQuery { search, limit, }
    ExecutionMark { range, succeeded, }
    SavedScript { version, target, text, executions, session_user "sessionUser", role, }
    SavedState { script, catalog, }
    CatalogSnapshot {
        version, next_oid, roles, extensions, functions, wrappers, servers, user_mappings, database, schemas, languages,
        tablespaces, parameters, system_tables, default_acls, role_uses, relations, types, storage_servers,
        storage_user_mappings, foreign_catalogs,
    }
    StorageServerSnapshot { oid, name, owner, acl, options, }
    ForeignCatalogSnapshot { oid, name, is_volume, owner, server, options, }
    RoleSnapshot {
        oid, name, superuser, inherit, create_role, create_db, login, replication, bypass_rls, connection_limit,
        valid_until, member_of, comment,
    }
    MembershipSnapshot { role, grantor, admin_option, }
    ExtensionSnapshot { oid, name, owner, schema, version, comment, }
    FunctionSnapshot { oid, schema, name, arguments, returns, body, source, extension, owner, acl, comment, }
    WrapperSnapshot { oid, name, owner, handler, validator, acl, options, comment, extension, }
    ServerSnapshot { oid, name, owner, wrapper, server_type, version, acl, options, comment, extension, }
    UserMappingSnapshot { oid, user, server, options, }
    AclItemSnapshot { grantee, grantor, privileges, usage, grant_option, }
    SchemaSnapshot { oid, name, owner, acl, comment, extension, }
    DefaultAclSnapshot { oid, role, schema, objects, acl, }
    RelationSnapshot {
        oid, kind, schema, name, owner, acl, columns, system_columns, constraints, parents, partition_key, partition_bound,
        server, options, segments, uses, owned_by, query, index, comment, extension,
    }
    IndexSnapshot { table, method, is_unique, elements, condition, parameters, }
    IndexElementSnapshot { column, expression, order, is_included, }
    TypeSnapshot { oid, schema, name, owner, acl, values, subtype, domain, comment, extension, }
    DomainSnapshot { base, collation, is_not_null, default, constraints, }
    ForeignSegmentSnapshot { server, options, }
    ColumnSnapshot {
        name, type_name, collation, is_not_null, generation, default, options, acl, comment, is_dropped, is_local,
        inherited_from,
    }
    SystemColumnSnapshot { place, acl, comment, }
    DefaultSnapshot { oid, expression, uses, }
    ConstraintSnapshot {
        oid, name, kind, definition, uses, is_validated, is_no_inherit, is_local, inherited_from, comment,
    }
}
