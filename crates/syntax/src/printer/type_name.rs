//! Names of data types.

use super::Printer;
use crate::ast::{TypeName, TypeReference};

/// The SQL spelling of the types that have one, and what follows their modifiers.
static STANDARD: &[(&str, &str, &str)] = &[
    ("int4", "integer", ""),
    ("int2", "smallint", ""),
    ("int8", "bigint", ""),
    ("float4", "real", ""),
    ("float8", "double precision", ""),
    ("bool", "boolean", ""),
    ("varbit", "bit varying", ""),
    ("bpchar", "character", ""),
    ("varchar", "character varying", ""),
    ("timestamptz", "timestamp", "with time zone"),
    ("timetz", "time", "with time zone"),
];

impl Printer {
    pub(super) fn type_name(&mut self, type_name: &TypeName) {
        let TypeName { set_of, name, modifiers, array_bounds, span: _ } = type_name;
        self.word_if(*set_of, "SETOF");
        let mut after = "";
        match name {
            TypeReference::Named(name) => self.qualified_name(name),
            TypeReference::Standard(name) => {
                let (_, spelling, words) =
                    STANDARD.iter().find(|(known, _, _)| known == name).copied().unwrap_or(("", name, ""));
                self.word(spelling);
                after = words;
            }
            TypeReference::Interval(fields) => {
                self.word("interval");
                self.word_if(!fields.is_empty(), fields);
            }
            TypeReference::ColumnType(name) => {
                self.qualified_name(name);
                self.out.push_str("%TYPE");
            }
        }
        if !modifiers.is_empty() {
            self.word("(");
            self.list(modifiers, Self::expression);
            self.out.push(')');
        }
        self.word_if(!after.is_empty(), after);
        for bound in array_bounds {
            self.out.push('[');
            if let Some(bound) = bound {
                self.out.push_str(&bound.to_string());
            }
            self.out.push(']');
        }
    }
}
