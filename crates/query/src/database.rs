//! What a query sees around it: the session, and the names and numbers of objects.

use std::borrow::Cow;

use medlar_catalog::{Catalog, Function, Oid, Relation};
use medlar_engine::{Session, SystemRelation};
use medlar_syntax::printer::quote_ident;

use crate::tables::types::BuiltInType;
use crate::value::{OidKind, TextKind, Value};

/// The session and what it looks names up in.
pub(crate) struct Database<'s> {
    pub(crate) session: &'s Session,
    searched: Vec<Oid>,
    /// Who must have the right to read: the current user, or the owner of a view.
    pub(crate) reader: Oid,
}

/// The name of the database of every session.
pub(crate) const NAME: &str = "postgres";

/// Schemas that every database has, with the OIDs that are the same in all.
const SYSTEM_SCHEMAS: [(&str, u32); 2] = [("pg_catalog", 11), ("pg_toast", 99)];

impl<'s> Database<'s> {
    pub(crate) fn new(session: &'s Session) -> Database<'s> {
        Database::read_by(session, session.current_user())
    }

    pub(crate) fn read_by(session: &'s Session, reader: Oid) -> Database<'s> {
        Database { session, searched: session.searched_schemas(), reader }
    }

    pub(crate) fn catalog(&self) -> &'s Catalog {
        self.session.catalog()
    }

    /// The current user.
    pub(crate) fn user(&self) -> Oid {
        self.session.current_user()
    }

    pub(crate) fn searched(&self) -> &[Oid] {
        &self.searched
    }

    pub(crate) fn quoted<'n>(&self, name: &'n str) -> Cow<'n, str> {
        quote_ident(name, self.session.target())
    }

    pub(crate) fn role_name(&self, oid: u32) -> Option<&'s str> {
        self.catalog().role_by_oid(Oid(oid)).map(|role| &*role.name)
    }

    pub(crate) fn schema_name(&self, oid: u32) -> Option<&'s str> {
        let known = SYSTEM_SCHEMAS.iter().find(|(_, known)| *known == oid).map(|(name, _)| *name);
        known.or_else(|| self.catalog().schema_by_oid(Oid(oid)).map(|schema| &*schema.name))
    }

    pub(crate) fn schema_oid(&self, name: &str) -> Option<u32> {
        let known = SYSTEM_SCHEMAS.iter().find(|(known, _)| *known == name).map(|(_, oid)| *oid);
        known.or_else(|| self.catalog().schema(name).map(|schema| schema.oid.0))
    }

    /// A name, behind that of its schema where the bare name does not find it.
    pub(crate) fn qualified(&self, schema: u32, name: &str, is_visible: bool) -> String {
        match self.schema_name(schema).filter(|_| !is_visible) {
            Some(schema) => format!("{}.{}", self.quoted(schema), self.quoted(name)),
            None => self.quoted(name).into_owned(),
        }
    }

    pub(crate) fn is_relation_visible(&self, relation: &Relation) -> bool {
        let hides = |schema: &Oid| {
            *schema == Oid::PG_CATALOG
                && SystemRelation::find(self.session.target(), "pg_catalog", &relation.name).is_some()
        };
        let found = self
            .searched
            .iter()
            .find(|schema| hides(schema) || self.catalog().relation_in(**schema, &relation.name).is_some());
        found.is_some_and(|schema| *schema == relation.schema)
    }

    /// `regclass` as text.
    pub(crate) fn relation_text(&self, oid: u32) -> Option<String> {
        if let Some(relation) = self.catalog().relation(Oid(oid)) {
            return Some(self.qualified(relation.schema.0, &relation.name, self.is_relation_visible(relation)));
        }
        let system = SystemRelation::all(self.session.target()).find(|system| system.oid == Some(oid))?;
        let is_visible = self.searched.first() == Some(&Oid::PG_CATALOG);
        Some(self.qualified(Oid::PG_CATALOG.0, system.name, is_visible))
    }

    /// The relation of a name with or without a schema.
    pub(crate) fn relation_oid(&self, schema: Option<&str>, name: &str) -> Option<u32> {
        let in_schema = |oid: u32| {
            let user = self.catalog().relation_in(Oid(oid), name).map(|relation| relation.oid.0);
            user.or_else(|| {
                let system = SystemRelation::find(self.session.target(), self.schema_name(oid)?, name)?;
                system.oid
            })
        };
        match schema {
            Some(schema) => in_schema(self.schema_oid(schema)?),
            None => self.searched.iter().find_map(|schema| in_schema(schema.0)),
        }
    }

    fn is_function_visible(&self, function: &Function, by_name: bool) -> bool {
        let same = |other: &&std::sync::Arc<Function>| {
            other.name == function.name && (by_name || other.arguments == function.arguments)
        };
        let found: Vec<_> = self.catalog().functions().filter(same).collect();
        let first = self.searched.iter().find(|schema| found.iter().any(|one| one.schema == **schema));
        // A name alone must mean one function only.
        let is_alone = !by_name || found.iter().filter(|one| Some(&one.schema) == first).count() < 2;
        is_alone && first == Some(&function.schema)
    }

    /// `regproc` as text.
    pub(crate) fn function_text(&self, oid: u32) -> Option<String> {
        let function = self.catalog().function(Oid(oid))?;
        Some(self.qualified(function.schema.0, &function.name, self.is_function_visible(function, true)))
    }

    /// `regprocedure` as text.
    fn procedure_text(&self, oid: u32) -> Option<String> {
        let function = self.catalog().function(Oid(oid))?;
        let name = self.qualified(function.schema.0, &function.name, self.is_function_visible(function, false));
        Some(format!("{name}({})", function.arguments))
    }

    /// A value as text, as the server sends it; none for NULL.
    pub(crate) fn text_of(&self, value: &Value) -> Option<String> {
        Some(match value {
            Value::Null | Value::NotKept => return None,
            Value::Boolean(value) => if *value { "t" } else { "f" }.to_owned(),
            Value::Integer(number, _) => number.to_string(),
            Value::Numeric(decimal) => decimal.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Text(text, _) => text.to_string(),
            Value::AclItem(item) => self.catalog().printed_acl_item(item),
            Value::Oid(oid, kind) => self.oid_text(*oid, *kind),
            Value::Array(items) => self.array_text(items),
            Value::Record(record) => self.record_text(&record.values),
        })
    }

    fn oid_text(&self, oid: u32, kind: OidKind) -> String {
        let known = match kind {
            OidKind::Oid | OidKind::Transaction => None,
            _ if oid == 0 => return "-".to_owned(),
            OidKind::Class => self.relation_text(oid),
            OidKind::Function => self.function_text(oid),
            OidKind::Procedure => self.procedure_text(oid),
            OidKind::Role => self.role_name(oid).map(|name| self.quoted(name).into_owned()),
            OidKind::Namespace => self.schema_name(oid).map(|name| self.quoted(name).into_owned()),
            OidKind::Type => BuiltInType::with_oid(oid).map(|found| found.printed()),
        };
        known.unwrap_or_else(|| oid.to_string())
    }

    fn array_text(&self, items: &[Value]) -> String {
        let mut text = String::from("{");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            match (item, self.text_of(item)) {
                (_, None) => text.push_str("NULL"),
                (Value::Array(_), Some(inner)) => text.push_str(&inner),
                (_, Some(item)) => push_quoted(&mut text, &item, needs_quotes_in_array(&item), false),
            }
        }
        text.push('}');
        text
    }

    fn record_text(&self, values: &[Value]) -> String {
        let mut text = String::from("(");
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            if let Some(value) = self.text_of(value) {
                let quotes = value.is_empty()
                    || value.contains(|c: char| matches!(c, '(' | ')' | ',' | '"' | '\\') || is_space(c));
                push_quoted(&mut text, &value, quotes, true);
            }
        }
        text.push(')');
        text
    }

    /// An OID of that kind from its name.
    pub(crate) fn named(&self, kind: OidKind, parts: &[String]) -> Option<u32> {
        let (schema, name) = match parts {
            [name] => (None, name),
            [schema, name] => (Some(&**schema), name),
            [database, schema, name] if database == NAME => (Some(&**schema), name),
            _ => return None,
        };
        match kind {
            OidKind::Class => self.relation_oid(schema, name),
            OidKind::Role => self.catalog().role(name).map(|role| role.oid.0),
            OidKind::Namespace => self.schema_oid(name),
            OidKind::Function => {
                let in_schema = |function: &&std::sync::Arc<Function>| match schema {
                    Some(schema) => self.schema_oid(schema) == Some(function.schema.0),
                    None => self.searched.contains(&function.schema),
                };
                let mut found = self.catalog().functions().filter(|one| *one.name == **name).filter(in_schema);
                let first = found.next().map(|function| function.oid.0);
                first.filter(|_| found.next().is_none())
            }
            OidKind::Type => BuiltInType::named(name).map(|found| found.oid),
            OidKind::Oid | OidKind::Transaction | OidKind::Procedure => None,
        }
    }

    /// A value as it is in a text: NULL stays NULL.
    pub(crate) fn to_text(&self, value: &Value) -> Value {
        match value {
            Value::Text(text, TextKind::Name | TextKind::Plain) => Value::Text(text.clone(), TextKind::Plain),
            Value::Text(text, _) => Value::Text(text.clone(), TextKind::Text),
            Value::Array(items) if items.first().is_some_and(Value::is_plain) => {
                Value::Text(self.array_text(items).into(), TextKind::Plain)
            }
            // As a text, a truth value is a word.
            Value::Boolean(value) => Value::text(if *value { "true" } else { "false" }),
            other => self.text_of(other).map_or(Value::Null, |text| Value::text(&text)),
        }
    }
}

/// The server's white space.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\x0B' | '\x0C')
}

fn needs_quotes_in_array(item: &str) -> bool {
    item.is_empty()
        || item.eq_ignore_ascii_case("null")
        || item.contains(|c: char| matches!(c, '{' | '}' | ',' | '"' | '\\') || is_space(c))
}

/// With quotes where they are needed. A quote in it is doubled, or has a backslash before it.
fn push_quoted(text: &mut String, value: &str, quotes: bool, doubled: bool) {
    if !quotes {
        text.push_str(value);
        return;
    }
    text.push('"');
    for character in value.chars() {
        match character {
            '"' if doubled => text.push('"'),
            '"' | '\\' => text.push('\\'),
            _ => {}
        }
        text.push(character);
    }
    text.push('"');
}
