//! FROM: relations, functions and queries, and joins of these.

use std::rc::Rc;

use medlar_catalog::Oid;
use medlar_engine::{Checked, SystemRelation};
use medlar_syntax::ast::{Alias, Expression, ExpressionKind, FromItem, Join, JoinKind, RelationExpression};
use medlar_syntax::parse_query;

use crate::database::Database;
use crate::evaluate::{Evaluator, check_size};
use crate::frame::{Common, Frame, Place, Source, Sources};
use crate::operator::{Comparison, compare};
use crate::value::Value;
use crate::{sets, tables, unsupported};

/// What an item gives: rows, and what their values are called.
#[derive(Default)]
pub(crate) struct Item {
    pub(crate) sources: Sources,
    pub(crate) rows: Vec<Vec<Value>>,
}

impl Evaluator<'_> {
    /// The items behind FROM, joined; without any there is one row without columns.
    pub(crate) fn from(&self, items: &[FromItem<'_>], outer: Option<&Frame<'_>>, common: &Common<'_>) -> Checked<Item> {
        let mut all = Item { rows: vec![Vec::new()], ..Item::default() };
        for item in items {
            all = self.beside(all, item, JoinKind::Inner, None, outer, common)?;
        }
        Ok(all)
    }

    /// What is there already, and an item that may look at it.
    fn beside(
        &self,
        left: Item,
        item: &FromItem<'_>,
        kind: JoinKind,
        join: Option<&Join<'_>>,
        outer: Option<&Frame<'_>>,
        common: &Common<'_>,
    ) -> Checked<Item> {
        let empty = Sources::default();
        let depends = is_lateral(item);
        let once = match depends {
            true => None,
            false => {
                Some(self.item(item, &Frame { outer, common, sources: &empty, row: &[], group: None, sets: &[] })?)
            }
        };
        // What the columns are called is known without a row.
        let shape = match &once {
            Some(right) => right.sources.clone(),
            None => {
                let nulls = vec![Value::Null; left.sources.width];
                let sources = &left.sources;
                self.item(item, &Frame { outer, common, sources, row: &nulls, group: None, sets: &[] })?.sources
            }
        };
        let (mut sources, merged) = combined(&left.sources, &shape, join);
        let mut rows = Vec::new();
        let mut matched_right = vec![false; once.as_ref().map_or(0, |right| right.rows.len())];
        let pad = |width: usize| std::iter::repeat_n(Value::Null, width);
        for row in &left.rows {
            let computed;
            let right = match &once {
                Some(right) => right,
                None => {
                    let sources = &left.sources;
                    computed = self.item(item, &Frame { outer, common, sources, row, group: None, sets: &[] })?;
                    &computed
                }
            };
            let mut has_partner = false;
            for (index, other) in right.rows.iter().enumerate() {
                let mut both = row.clone();
                both.extend_from_slice(other);
                if !self.is_joined(join, &merged, &sources, &mut both, outer, common)? {
                    continue;
                }
                has_partner = true;
                if let Some(matched) = matched_right.get_mut(index) {
                    *matched = true;
                }
                rows.push(both);
                check_size(rows.len().saturating_mul(sources.width))?;
            }
            if !has_partner && matches!(kind, JoinKind::Left | JoinKind::Full) {
                let mut both = row.clone();
                both.extend(pad(shape.width));
                merge(&merged, &mut both);
                rows.push(both);
            }
        }
        if matches!(kind, JoinKind::Right | JoinKind::Full) {
            let Some(right) = &once else { return Err(unsupported("A lateral item behind RIGHT JOIN")) };
            for (row, _) in right.rows.iter().zip(&matched_right).filter(|(_, matched)| !**matched) {
                let mut both: Vec<Value> = pad(left.sources.width).collect();
                both.extend_from_slice(row);
                merge(&merged, &mut both);
                rows.push(both);
            }
        }
        sources.width = left.sources.width + shape.width + merged.len();
        Ok(Item { sources, rows })
    }

    /// Whether a row is one of the join; the columns of USING are added to it.
    fn is_joined(
        &self,
        join: Option<&Join<'_>>,
        merged: &[(usize, usize)],
        sources: &Sources,
        row: &mut Vec<Value>,
        outer: Option<&Frame<'_>>,
        common: &Common<'_>,
    ) -> Checked<bool> {
        for (left, right) in merged {
            let (Some(left), Some(right)) = (row.get(*left), row.get(*right)) else { return Ok(false) };
            let is_equal = !left.is_null() && !right.is_null();
            if !is_equal || !compare(&self.database, Comparison::Equal, left, right)? {
                return Ok(false);
            }
        }
        merge(merged, row);
        let Some(condition) = join.and_then(|join| join.on.as_ref()) else { return Ok(true) };
        let frame = Frame { outer, common, sources, row, group: None, sets: &[] };
        Ok(self.value(condition, &frame)?.is_true())
    }

    fn item(&self, item: &FromItem<'_>, frame: &Frame<'_>) -> Checked<Item> {
        match item {
            FromItem::Relation(relation, alias) => self.relation(relation, alias.as_ref(), frame.common),
            FromItem::Query { query, lateral, alias } => {
                let outer = if *lateral { Some(frame) } else { frame.outer };
                let rows = self.query(query, outer, frame.common)?;
                Ok(named(rows.columns, rows.rows, "", alias.as_ref()))
            }
            FromItem::Function(Some(function), alias) => self.function(function, alias.as_ref(), frame),
            FromItem::Sample(..) => Err(unsupported("TABLESAMPLE")),
            FromItem::Function(None, _) => Err(unsupported("ROWS FROM, WITH ORDINALITY or XMLTABLE")),
            FromItem::Join(join) => {
                let seed = Item { rows: vec![frame.row.to_vec()], sources: frame.sources.clone() };
                let width = frame.sources.width;
                let left = self.beside(seed, &join.left, JoinKind::Inner, None, frame.outer, frame.common)?;
                let left = without_first(left, width, frame.sources);
                let both = self.beside(left, &join.right, join.kind, Some(join), frame.outer, frame.common)?;
                Ok(renamed(both, join.alias.as_ref().filter(|_| join.using.is_empty())))
            }
        }
    }

    fn relation(
        &self,
        relation: &RelationExpression<'_>,
        alias: Option<&Alias<'_>>,
        common: &Common<'_>,
    ) -> Checked<Item> {
        let parts: Vec<&str> = relation.name.parts.iter().map(|part| &*part.name).collect();
        if let [name] = parts.as_slice()
            && let Some(rows) = common.find(name)
        {
            return Ok(named(rows.columns.clone(), rows.rows.clone(), name, alias));
        }
        let (schema, name) = match parts.as_slice() {
            [.., schema, name] => (Some(*schema), *name),
            [name] => (None, *name),
            [] => return Err(unsupported("A relation without a name")),
        };
        let database = &self.database;
        let system = match schema {
            Some(schema) => SystemRelation::find(database.session.target(), schema, name),
            None => database.searched().iter().find_map(|schema| {
                let schema = database.schema_name(schema.0)?;
                SystemRelation::find(database.session.target(), schema, name)
            }),
        };
        let Some(system) = system else { return self.view(schema, name, alias) };
        let rows = tables::rows(database, &system)?;
        let columns = system.columns().map(|(name, _)| name.into()).collect();
        let mut item = named(columns, rows, name, alias);
        if alias.is_none()
            && let Some(table) = item.sources.tables.first_mut()
        {
            table.schema = Some(system.schema.into());
        }
        Ok(item)
    }

    /// A view that was made, which reads what its owner may read.
    fn view(&self, schema: Option<&str>, name: &str, alias: Option<&Alias<'_>>) -> Checked<Item> {
        let database = &self.database;
        let refused = || unsupported(&format!("A query of relation \"{name}\""));
        let oid = database.relation_oid(schema, name).ok_or_else(refused)?;
        let view = database.catalog().relation(Oid(oid)).ok_or_else(refused)?;
        let text = view.query.as_ref().ok_or_else(refused)?;
        let query = parse_query(text, database.session.target()).map_err(|_| refused())?;
        let reader = Evaluator::nested(Database::read_by(database.session, view.owner), self);
        let rows = reader.query(&query, None, &Common::default())?;
        let columns = view.numbered_columns().map(|(_, column)| Rc::from(&*column.name)).collect();
        Ok(named(columns, rows.rows, name, alias))
    }

    /// A function gives its rows, or one value.
    fn function(&self, function: &Expression<'_>, alias: Option<&Alias<'_>>, frame: &Frame<'_>) -> Checked<Item> {
        let name = match &function.kind {
            ExpressionKind::Function(call) => call.name.parts.last().map_or("", |part| &part.name),
            _ => "",
        };
        let (columns, values) = match &function.kind {
            ExpressionKind::Function(call) if sets::returns_set(call) => (sets::columns(call), self.set(call, frame)?),
            _ => (None, vec![self.value(function, frame)?]),
        };
        let is_scalar = columns.is_none();
        let label = alias.and_then(|alias| alias.name.as_ref()).map_or(name, |name| &*name.name);
        let names =
            columns.map_or_else(|| vec![label.into()], |names| names.iter().map(|name| (*name).into()).collect());
        let row = |value: Value| match value {
            Value::Record(record) if !is_scalar => record.values.clone(),
            value => vec![value],
        };
        let mut item = named(names, values.into_iter().map(row).collect(), name, alias);
        item.sources.tables.iter_mut().for_each(|table| table.is_scalar = is_scalar);
        Ok(item)
    }
}

fn is_lateral(item: &FromItem<'_>) -> bool {
    match item {
        FromItem::Function(..) => true,
        FromItem::Query { lateral, .. } => *lateral,
        FromItem::Relation(..) | FromItem::Sample(..) => false,
        FromItem::Join(join) => is_lateral(&join.left) || is_lateral(&join.right),
    }
}

/// The columns of USING, or those in common of NATURAL, are one column each.
fn merge(merged: &[(usize, usize)], row: &mut Vec<Value>) {
    for (left, right) in merged {
        let value = row.get(*left).filter(|value| !value.is_null()).or_else(|| row.get(*right)).cloned();
        row.push(value.unwrap_or(Value::Null));
    }
}

/// The names of both sides, and the places of the columns that become one.
fn combined(left: &Sources, right: &Sources, join: Option<&Join<'_>>) -> (Sources, Vec<(usize, usize)>) {
    let shifted = |columns: &[Place]| -> Vec<Place> {
        columns.iter().map(|(name, place)| (name.clone(), place + left.width)).collect()
    };
    let right_columns = shifted(&right.columns);
    let mut names: Vec<Rc<str>> = Vec::new();
    if let Some(join) = join {
        names.extend(join.using.iter().map(|name| Rc::from(&*name.name)));
        if join.natural {
            let is_common = |(name, _): &&Place| right_columns.iter().any(|(other, _)| other == name);
            names.extend(left.columns.iter().filter(is_common).map(|(name, _)| name.clone()));
        }
    }
    let place = |columns: &[Place], wanted: &Rc<str>| {
        columns.iter().find(|(name, _)| name == wanted).map_or(0, |(_, place)| *place)
    };
    let merged: Vec<_> = names.iter().map(|name| (place(&left.columns, name), place(&right_columns, name))).collect();
    let behind = left.width + right.width;
    let mut columns: Vec<Place> = names.iter().cloned().zip(behind..).collect();
    let others = left.columns.iter().chain(&right_columns).filter(|(name, _)| !names.contains(name));
    columns.extend(others.cloned());
    let mut tables = left.tables.clone();
    tables.extend(right.tables.iter().map(|table| Source { columns: shifted(&table.columns), ..table.clone() }));
    (Sources { tables, columns, width: behind + merged.len() }, merged)
}

/// Rows under a name, or under an alias, which may name the columns, too.
fn named(columns: Vec<Rc<str>>, rows: Vec<Vec<Value>>, name: &str, alias: Option<&Alias<'_>>) -> Item {
    let width = columns.len();
    let columns: Vec<Place> = columns.into_iter().zip(0..).collect();
    let table = Source { name: name.into(), schema: None, columns: columns.clone(), is_scalar: false };
    let tables = if name.is_empty() && alias.is_none() { Vec::new() } else { vec![table] };
    renamed(Item { sources: Sources { tables, columns, width }, rows }, alias)
}

fn renamed(mut item: Item, alias: Option<&Alias<'_>>) -> Item {
    let Some(alias) = alias else { return item };
    for ((name, _), given) in item.sources.columns.iter_mut().zip(&alias.columns) {
        *name = Rc::from(&*given.name);
    }
    let name = match (&alias.name, item.sources.tables.first()) {
        (Some(name), _) => Rc::from(&*name.name),
        (None, Some(table)) => table.name.clone(),
        (None, None) => Rc::from(""),
    };
    let columns = item.sources.columns.clone();
    item.sources.tables = vec![Source { name, schema: None, columns, is_scalar: false }];
    item
}

/// Without the columns that only LATERAL was to see.
fn without_first(item: Item, width: usize, before: &Sources) -> Item {
    if width == 0 {
        return item;
    }
    let moved = |columns: &[Place]| -> Vec<Place> {
        let own = columns.iter().filter(|(_, place)| *place >= width);
        own.map(|(name, place)| (name.clone(), place - width)).collect()
    };
    let tables = item.sources.tables.iter().skip(before.tables.len());
    Item {
        sources: Sources {
            tables: tables.map(|table| Source { columns: moved(&table.columns), ..table.clone() }).collect(),
            columns: moved(&item.sources.columns),
            width: item.sources.width - width,
        },
        rows: item.rows.into_iter().map(|row| row.into_iter().skip(width).collect()).collect(),
    }
}
