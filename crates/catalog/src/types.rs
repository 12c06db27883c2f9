//! Data types that statements make: enumerated types, domains, ranges and shells. Composite types are
//! relations.

use std::sync::Arc;

use crate::{Acl, ColumnDefault, Constraint, Name, Oid};

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// Only a name, which CREATE TYPE may fill later.
    Shell,
    /// Its values in their order.
    Enum(Vec<Name>),
    /// A type with conditions.
    Domain(Domain),
    /// Ranges of the values of a type, which is written as that of a column.
    Range(Name),
}

/// What a domain has besides its name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalogs")]
pub struct Domain {
    /// The type it is based on, written as that of a column.
    pub base: Name,
    /// A collation other than that of the type.
    pub collation: Option<Name>,
    pub is_not_null: bool,
    pub default: Option<ColumnDefault>,
    pub constraints: Vec<Constraint>,
}

/// A row of pg_type that stands for no relation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct Type {
    pub oid: Oid,
    pub schema: Oid,
    pub name: Name,
    pub owner: Oid,
    pub acl: Acl,
    pub kind: TypeKind,
    pub comment: Option<Arc<str>>,
    /// The extension it is a member of.
    pub extension: Option<Oid>,
}

impl Type {
    /// Every object that it depends on, but for owner, privileges, schema and extension.
    pub(crate) fn for_each_use(&self, found: &mut dyn FnMut(Oid)) {
        match &self.kind {
            TypeKind::Shell | TypeKind::Enum(_) => {}
            TypeKind::Range(subtype) => MadeType::all_in(subtype).for_each(|used| found(used.oid)),
            TypeKind::Domain(domain) => {
                MadeType::all_in(&domain.base).for_each(|used| found(used.oid));
                let defaults = domain.default.iter().flat_map(|default| &default.uses);
                let checks = domain.constraints.iter().flat_map(|constraint| &constraint.uses);
                defaults.chain(checks).filter(|used| used.oid != self.oid).for_each(|used| found(used.oid));
            }
        }
    }
}

/// A type that a statement has made, as the types of columns and arguments refer to it: by its OID, as
/// its name may change. A relation is the type of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MadeType {
    /// The type, or the relation.
    pub oid: Oid,
    /// Whether it is the type of arrays of these.
    pub is_array: bool,
}

/// What the text of a reference begins with. No name that `format_type` prints does.
const MARK: char = '#';

impl MadeType {
    /// As it is written in the place of a name: `#16400`, of arrays `#16400[]`.
    pub fn written(self) -> String {
        let MadeType { oid, is_array } = self;
        format!("{MARK}{}{}", oid.0, if is_array { "[]" } else { "" })
    }

    /// What the text of a type refers to; none where it is the name of a built-in one.
    pub fn read(text: &str) -> Option<MadeType> {
        let text = text.strip_prefix(MARK)?;
        let (digits, is_array) = match text.strip_suffix("[]") {
            Some(digits) => (digits, true),
            None => (text, false),
        };
        Some(MadeType { oid: Oid(digits.parse().ok()?), is_array })
    }

    /// What a list of types that commas separate refers to.
    pub fn all_in(list: &str) -> impl Iterator<Item = MadeType> {
        let elements = list.contains(MARK).then(|| list.split(',')).into_iter().flatten();
        elements.filter_map(|text| MadeType::read(text.strip_prefix("SETOF ").unwrap_or(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_they_are_written() {
        for is_array in [false, true] {
            let made = MadeType { oid: Oid(16400), is_array };
            assert_eq!(MadeType::read(&made.written()), Some(made));
        }
        assert_eq!(MadeType::read("integer[]"), None);
        let found: Vec<u32> = MadeType::all_in("integer,#7,text[],#9[]").map(|made| made.oid.0).collect();
        assert_eq!(found, [7, 9]);
    }
}
