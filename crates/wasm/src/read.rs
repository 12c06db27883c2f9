//! Plain data from JavaScript.
//!
//! What the page hands over is read by hand: the deserializers that serde derives would be a third
//! of the module. What it says of data that does not fit names the place: `servers[2].name`.

use js_sys::{Array, Reflect};
use medlar_catalog::{
    AclItemSnapshot, CatalogSnapshot, ExtensionSnapshot, FunctionBody, FunctionSnapshot, MembershipSnapshot,
    RoleSnapshot, ServerSnapshot, UserMappingSnapshot, WrapperSnapshot,
};
use medlar_protocol::{CatalogQuery, Edit, ExecutionMark, Range, RunRequest, SavedScript};
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsError, JsValue};

use crate::saved::SavedState;

/// Why a value could not be read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// Where, from the inside out.
    path: String,
    expected: &'static str,
}

impl Unreadable {
    fn new(expected: &'static str) -> Unreadable {
        Unreadable { path: String::new(), expected }
    }

    /// The same, of the value that holds this one at `place`.
    fn within(mut self, place: &str) -> Unreadable {
        let separator = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path.insert_str(0, separator);
        self.path.insert_str(0, place);
        self
    }

    /// What is wrong, in words.
    pub(crate) fn message(&self) -> String {
        let place = if self.path.is_empty() { "it" } else { &self.path };
        [place, " is not ", self.expected].concat()
    }
}

/// A type that can be read from a JavaScript value.
pub(crate) trait Read: Sized {
    /// Reads it.
    fn read(value: &JsValue) -> Result<Self, Unreadable>;
}

/// Reads what a method was called with.
pub(crate) fn argument<T: Read + Tsify<JsType: JsCast>>(value: &Ts<T>) -> Result<T, JsError> {
    T::read(&value.js_value()).map_err(|error| JsError::new(&error.message()))
}

/// The member of this name; `undefined` where there is none.
pub(crate) fn member(value: &JsValue, name: &str) -> Result<JsValue, Unreadable> {
    Reflect::get(value, &JsValue::from_str(name)).map_err(|_| Unreadable::new("an object"))
}

/// Reads the member of this name.
pub(crate) fn field<T: Read>(value: &JsValue, name: &str) -> Result<T, Unreadable> {
    T::read(&member(value, name)?).map_err(|error| error.within(name))
}

impl Read for bool {
    fn read(value: &JsValue) -> Result<bool, Unreadable> {
        value.as_bool().ok_or(Unreadable::new("true or false"))
    }
}

impl Read for String {
    fn read(value: &JsValue) -> Result<String, Unreadable> {
        value.as_string().ok_or(Unreadable::new("a string"))
    }
}

impl Read for u32 {
    fn read(value: &JsValue) -> Result<u32, Unreadable> {
        let number = value.as_f64().filter(|number| f64::from(*number as u32) == *number);
        number.map(|number| number as u32).ok_or(Unreadable::new("a whole number of 32 bits"))
    }
}

impl Read for i32 {
    fn read(value: &JsValue) -> Result<i32, Unreadable> {
        let number = value.as_f64().filter(|number| f64::from(*number as i32) == *number);
        number.map(|number| number as i32).ok_or(Unreadable::new("a whole number of 32 bits"))
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &JsValue) -> Result<Option<T>, Unreadable> {
        if value.is_undefined() || value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &JsValue) -> Result<Vec<T>, Unreadable> {
        let array = value.dyn_ref::<Array>().ok_or(Unreadable::new("an array"))?;
        let mut items = Vec::new();
        for index in 0..array.length() {
            let item = T::read(&array.get(index));
            items.push(item.map_err(|error| error.within(&["[", &index.to_string(), "]"].concat()))?);
        }
        Ok(items)
    }
}

impl Read for (String, String) {
    fn read(value: &JsValue) -> Result<(String, String), Unreadable> {
        let [first, second] = <[String; 2]>::try_from(Vec::read(value)?).map_err(|_| Unreadable::new("a pair"))?;
        Ok((first, second))
    }
}

impl Read for FunctionBody {
    fn read(value: &JsValue) -> Result<FunctionBody, Unreadable> {
        Ok(match String::read(value)?.as_str() {
            "Handler" => FunctionBody::Handler,
            "PostgresqlValidator" => FunctionBody::PostgresqlValidator,
            "PostgresFdwValidator" => FunctionBody::PostgresFdwValidator,
            "FileFdwValidator" => FunctionBody::FileFdwValidator,
            "DblinkFdwValidator" => FunctionBody::DblinkFdwValidator,
            "ExttableValidator" => FunctionBody::ExttableValidator,
            "Other" => FunctionBody::Other,
            _ => return Err(Unreadable::new("a function that is known")),
        })
    }
}

impl Read for RunRequest {
    fn read(value: &JsValue) -> Result<RunRequest, Unreadable> {
        if value.as_string().is_some_and(|text| text == "all") {
            return Ok(RunRequest::All);
        }
        let at = member(value, "at")?;
        if at.is_object() {
            return Ok(RunRequest::At { offset: field(&at, "offset").map_err(|error| error.within("at"))? });
        }
        let selection = member(value, "selection")?;
        Ok(RunRequest::Selection { range: field(&selection, "range").map_err(|error| error.within("selection"))? })
    }
}

/// Structures, field by field; a name after a field is the one it has in JavaScript.
macro_rules! structures {
    ($($name:ty { $($field:ident $($key:literal)?,)* })*) => {
        $(impl Read for $name {
            fn read(value: &JsValue) -> Result<Self, Unreadable> {
                Ok(Self { $($field: field(value, structures!(@key $field $($key)?))?,)* })
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
    CatalogSnapshot { version, next_oid, roles, extensions, functions, wrappers, servers, user_mappings, }
    RoleSnapshot {
        oid, name, superuser, inherit, create_role, create_db, login, replication, bypass_rls, connection_limit,
        valid_until, member_of,
    }
    MembershipSnapshot { role, grantor, admin_option, }
    ExtensionSnapshot { oid, name, owner, schema, version, comment, }
    FunctionSnapshot { oid, schema, name, arguments, returns, body, extension, }
    WrapperSnapshot { oid, name, owner, handler, validator, acl, options, comment, extension, }
    ServerSnapshot { oid, name, owner, wrapper, server_type, version, acl, options, comment, extension, }
    UserMappingSnapshot { oid, user, server, options, }
    AclItemSnapshot { grantee, grantor, usage, grant_option, }
}
