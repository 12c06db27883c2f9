//! What is handed over from JavaScript.
//!
//! It may come from a store or a file, so it is read by hand: what is said of data that does not fit names its
//! place, `servers.2.name`, and the deserializers that serde derives would be a third of the module.

use js_sys::{Array, Reflect};
use medlar_catalog::{
    AclItemSnapshot, CatalogSnapshot, ColumnSnapshot, ConstraintSnapshot, DefaultAclSnapshot, DefaultSnapshot,
    DomainSnapshot, ExtensionSnapshot, ForeignCatalogSnapshot, ForeignSegmentSnapshot, FunctionBody, FunctionSnapshot,
    IndexElementSnapshot, IndexSnapshot, MembershipSnapshot, RelationSnapshot, RoleSnapshot, SchemaSnapshot,
    ServerSnapshot, StorageServerSnapshot, SystemColumnSnapshot, TypeSnapshot, UserMappingSnapshot, WrapperSnapshot,
};
use medlar_protocol::{CatalogQuery, Edit, ExecutionMark, Range, RunRequest, SavedScript};
use medlar_syntax::FULL;
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsError, JsValue};

use crate::saved::SavedState;

/// Reads a value and notes the first thing in it that does not fit. What is read is of use only when
/// there was none: without a way out at every field the code is a fraction as long.
pub(crate) struct Reader {
    /// The value being read.
    value: JsValue,
    /// Members and indexes from the whole value to the one being read.
    path: Vec<Step>,
    problem: Option<String>,
}

/// From a value to one inside it.
enum Step {
    Member(&'static str),
    Index(u32),
}

/// A type that can be read from a JavaScript value.
pub(crate) trait Read: Sized {
    /// Reads the reader's value; some value of the type where the reader has refused what it found.
    fn read(reader: &mut Reader) -> Self;
}

/// Reads a value.
///
/// # Errors
/// What does not fit, in words.
pub(crate) fn read<T: Read>(value: &JsValue) -> Result<T, String> {
    let mut reader = Reader { value: value.clone(), path: Vec::new(), problem: None };
    let read = T::read(&mut reader);
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

impl Reader {
    /// Notes that the value is not what was expected.
    fn refuse(&mut self, expected: &str) {
        if self.problem.is_some() {
            return;
        }
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

    /// Reads the member of this name.
    fn field<T: Read>(&mut self, name: &'static str) -> T {
        let outer = self.enter(name);
        let field = T::read(self);
        self.leave(outer);
        field
    }

    /// Goes to the member of this name.
    fn enter(&mut self, name: &'static str) -> JsValue {
        let inner = member(&self.value, name).unwrap_or_else(|| {
            self.refuse("an object");
            JsValue::UNDEFINED
        });
        self.path.push(Step::Member(name));
        std::mem::replace(&mut self.value, inner)
    }

    fn leave(&mut self, outer: JsValue) {
        self.path.pop();
        self.value = outer;
    }

    /// A whole number from `least` to `most`, both whole.
    fn whole_number(&mut self, least: f64, most: f64) -> f64 {
        match self.value.as_f64() {
            Some(number) if number >= least && number <= most && number.trunc() == number => number,
            _ => {
                self.refuse("a whole number of 32 bits");
                0.0
            }
        }
    }
}

impl Read for bool {
    fn read(reader: &mut Reader) -> bool {
        reader.value.as_bool().unwrap_or_else(|| {
            reader.refuse("true or false");
            false
        })
    }
}

impl Read for String {
    fn read(reader: &mut Reader) -> String {
        reader.value.as_string().unwrap_or_else(|| {
            reader.refuse("a string");
            String::new()
        })
    }
}

impl Read for u32 {
    fn read(reader: &mut Reader) -> u32 {
        reader.whole_number(0.0, f64::from(u32::MAX)) as u32
    }
}

impl Read for i32 {
    fn read(reader: &mut Reader) -> i32 {
        reader.whole_number(f64::from(i32::MIN), f64::from(i32::MAX)) as i32
    }
}

impl<T: Read> Read for Option<T> {
    fn read(reader: &mut Reader) -> Option<T> {
        (!reader.value.is_undefined() && !reader.value.is_null()).then(|| T::read(reader))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(reader: &mut Reader) -> Vec<T> {
        let mut items = Vec::new();
        let Ok(array) = reader.value.clone().dyn_into::<Array>() else {
            reader.refuse("an array");
            return items;
        };
        for index in 0..array.length() {
            reader.path.push(Step::Index(index));
            let outer = std::mem::replace(&mut reader.value, array.get(index));
            items.push(T::read(reader));
            reader.leave(outer);
            // A damaged array may claim any length.
            if reader.problem.is_some() {
                break;
            }
        }
        items
    }
}

impl Read for (String, String) {
    fn read(reader: &mut Reader) -> (String, String) {
        let mut parts = Vec::read(reader).into_iter();
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
    fn read(reader: &mut Reader) -> FunctionBody {
        match String::read(reader).as_str() {
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
    /// The member that there is tells which.
    fn read(reader: &mut Reader) -> RunRequest {
        if reader.value.as_string().is_some_and(|word| word == "all") {
            return RunRequest::All;
        }
        match (reader.field("at"), reader.field("selection")) {
            (Some(Place { offset }), _) => RunRequest::At { offset },
            (None, Some(Selected { range })) => RunRequest::Selection { range },
            (None, None) => {
                reader.refuse("what can be run");
                RunRequest::All
            }
        }
    }
}

/// What [`RunRequest::At`] holds.
struct Place {
    offset: u32,
}

/// What [`RunRequest::Selection`] holds.
struct Selected {
    range: Range,
}

impl Read for SavedState {
    /// The core has no catalogs to be kept.
    fn read(reader: &mut Reader) -> SavedState {
        let catalog = if FULL { reader.field("catalog") } else { None };
        SavedState { script: reader.field("script"), catalog, journal: reader.field("journal") }
    }
}

/// Structures, field by field; a name after a field is the one it has in JavaScript.
macro_rules! structures {
    ($($name:ty { $($field:ident $($key:literal)?,)* })*) => {
        $(impl Read for $name {
            fn read(reader: &mut Reader) -> Self {
                Self { $($field: reader.field(structures!(@key $field $($key)?)),)* }
            }
        })*
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}

structures! {
    Range { from, to, }
    Place { offset, }
    Selected { range, }
    Edit { from, to, insert, }
    CatalogQuery { search, limit, }
    ExecutionMark { range, succeeded, }
    SavedScript { version, target, text, executions, session_user "sessionUser", role, }
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
        server, options, segments, uses, owned_by, query, index, is_unpopulated, comment, extension,
    }
    IndexSnapshot { table, method, is_unique, elements, condition, parameters, }
    IndexElementSnapshot { column, expression, order, is_included, }
    TypeSnapshot { oid, schema, name, owner, acl, values, subtype, domain, comment, extension, }
    DomainSnapshot { base, collation, is_not_null, default, constraints, }
    ForeignSegmentSnapshot { server, options, }
    ColumnSnapshot {
        name, type_name, collation, is_not_null, generation, default, storage, statistics_target, options, acl, comment,
        is_dropped, is_local, inherited_from,
    }
    SystemColumnSnapshot { place, acl, comment, }
    DefaultSnapshot { oid, expression, uses, }
    ConstraintSnapshot {
        oid, name, kind, definition, uses, is_validated, is_no_inherit, is_local, inherited_from, comment,
    }
}
