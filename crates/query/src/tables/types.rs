//! The types of pg_catalog, as pg_type has them.

use medlar_engine::{format_type, type_name_printed};

/// A line for each: OID, name, length, by value, kind, category, preferred, element, array, alignment,
/// storage, collation. As PostgreSQL 15 has them.
static TYPES: &str = include_str!("types.txt");

/// A type of pg_catalog.
#[derive(Clone, Copy)]
pub(crate) struct BuiltInType {
    pub(crate) oid: u32,
    pub(crate) name: &'static str,
    fields: &'static str,
}

impl BuiltInType {
    pub(crate) fn all() -> impl Iterator<Item = BuiltInType> {
        TYPES.lines().filter_map(|line| {
            let mut fields = line.splitn(3, ' ');
            let oid = fields.next()?.parse().ok()?;
            Some(BuiltInType { oid, name: fields.next()?, fields: fields.next()? })
        })
    }

    pub(crate) fn with_oid(oid: u32) -> Option<BuiltInType> {
        BuiltInType::all().find(|found| found.oid == oid)
    }

    /// The type of that name in pg_catalog, or its array.
    pub(crate) fn of(name: &str, is_array: bool) -> Option<BuiltInType> {
        BuiltInType::all().find(|known| match known.name.strip_prefix('_') {
            Some(element) => is_array && element == name,
            None => !is_array && known.name == name,
        })
    }

    /// By its name in pg_catalog, or as messages print it.
    pub(crate) fn named(name: &str) -> Option<BuiltInType> {
        BuiltInType::all().find(|found| found.name == name).or_else(|| BuiltInType::printed_as(name))
    }

    /// The one that is printed so, without a modifier.
    pub(crate) fn printed_as(text: &str) -> Option<BuiltInType> {
        BuiltInType::all().find(|found| found.printed() == text)
    }

    /// A field behind the name, by its place: 0 is the length.
    pub(crate) fn field(self, place: usize) -> &'static str {
        self.fields.split(' ').nth(place).unwrap_or_default()
    }

    /// As `format_type` prints it with a modifier.
    pub(crate) fn printed_with(self, modifier: i32) -> String {
        match self.name.strip_prefix('_') {
            Some(element) => format_type(element, modifier) + "[]",
            None => format_type(self.name, modifier),
        }
    }

    /// As `format_type` prints it without a modifier.
    pub(crate) fn printed(self) -> String {
        match self.name.strip_prefix('_') {
            Some(element) => format!("{}[]", type_name_printed(element)),
            None => type_name_printed(self.name).to_owned(),
        }
    }
}
