//! What names in a query stand for while it runs.

use std::rc::Rc;

use medlar_syntax::ast::QualifiedName;

use crate::value::{Record, Value};

/// Rows and the names of their columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub(crate) columns: Vec<Rc<str>>,
    pub(crate) rows: Vec<Vec<Value>>,
}

/// A column of a row: its name and its place.
pub(crate) type Place = (Rc<str>, usize);

/// Something in FROM, under the name it has in the query.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) name: Rc<str>,
    /// The schema, by which a table without an alias can be named, too.
    pub(crate) schema: Option<Rc<str>>,
    pub(crate) columns: Vec<Place>,
    /// Whether the name alone is the value of its only column.
    pub(crate) is_scalar: bool,
}

/// What stands in FROM.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    pub(crate) tables: Vec<Source>,
    /// The columns that a bare name may mean, in the order of `*`.
    pub(crate) columns: Vec<Place>,
    /// How many values a row has.
    pub(crate) width: usize,
}

/// The queries of WITH, here and around.
#[derive(Default)]
pub(crate) struct Common<'c> {
    pub(crate) outer: Option<&'c Common<'c>>,
    pub(crate) tables: Vec<(Rc<str>, Rc<Rows>)>,
}

impl Common<'_> {
    pub(crate) fn find(&self, name: &str) -> Option<&Rc<Rows>> {
        let own = self.tables.iter().rev().find(|(known, _)| **known == *name).map(|(_, rows)| rows);
        own.or_else(|| self.outer.and_then(|outer| outer.find(name)))
    }
}

/// A row under evaluation.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'f> {
    /// The row of the query around.
    pub(crate) outer: Option<&'f Frame<'f>>,
    pub(crate) common: &'f Common<'f>,
    pub(crate) sources: &'f Sources,
    pub(crate) row: &'f [Value],
    /// The rows that aggregates are taken over.
    pub(crate) group: Option<&'f [Vec<Value>]>,
    /// Values of functions that return sets, by the addresses of the calls.
    pub(crate) sets: &'f [(usize, Value)],
}

impl<'f> Frame<'f> {
    /// The same place with another row.
    pub(crate) fn with_row(&self, row: &'f [Value]) -> Frame<'f> {
        Frame { row, ..*self }
    }

    /// The value of a column, or with `all` or of a table its row.
    pub(crate) fn column(&self, name: &QualifiedName<'_>, all: bool) -> Option<Value> {
        let parts: Vec<&str> = name.parts.iter().map(|part| &*part.name).collect();
        let mut level = Some(self);
        while let Some(frame) = level {
            if let Some(value) = frame.own_column(&parts, all) {
                return Some(value);
            }
            level = frame.outer;
        }
        None
    }

    fn own_column(&self, parts: &[&str], all: bool) -> Option<Value> {
        if let [name] = parts
            && !all
        {
            let place = self.sources.columns.iter().find(|(known, _)| **known == **name);
            return match place {
                Some((_, place)) => self.row.get(*place).cloned(),
                None => self.table(parts).map(|table| self.whole(table)),
            };
        }
        if all {
            return self.table(parts).map(|table| self.record(table));
        }
        let (column, qualifier) = parts.split_last()?;
        let (_, place) = self.table(qualifier)?.columns.iter().find(|(known, _)| **known == **column)?;
        self.row.get(*place).cloned()
    }

    /// The thing in FROM of that name, which may be behind that of its schema.
    pub(crate) fn table(&self, parts: &[&str]) -> Option<&'f Source> {
        let (schema, name) = match parts {
            [name] => (None, *name),
            [.., schema, name] => (Some(*schema), *name),
            [] => return None,
        };
        let is_meant =
            |source: &&Source| *source.name == *name && (schema.is_none() || source.schema.as_deref() == schema);
        self.sources.tables.iter().find(is_meant)
    }

    fn whole(&self, table: &Source) -> Value {
        match table.columns.as_slice() {
            [(_, place)] if table.is_scalar => self.row.get(*place).cloned().unwrap_or(Value::Null),
            _ => self.record(table),
        }
    }

    fn record(&self, table: &Source) -> Value {
        let names = table.columns.iter().map(|(name, _)| name.clone()).collect();
        let value = |(_, place): &Place| self.row.get(*place).cloned().unwrap_or(Value::Null);
        Value::Record(Rc::new(Record { names, values: table.columns.iter().map(value).collect() }))
    }
}
