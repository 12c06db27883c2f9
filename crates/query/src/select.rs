//! SELECT, VALUES, UNION and the like, clause by clause in the order in which they take effect.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use medlar_engine::{Checked, Failure, column_label};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Expression, ExpressionKind, Query, QueryBody, Select, SelectItem, SetOperator, SortKey};

use crate::aggregate::has_aggregate;
use crate::evaluate::{Evaluator, check_size};
use crate::frame::{Common, Frame, Rows, Sources};
use crate::sets;
use crate::unsupported;
use crate::value::{Value, row_key};

/// The values that a row is sorted by, then those of DISTINCT ON, and the row.
type Sorted = (Vec<Value>, Vec<Value>);

/// So often a recursive query is repeated.
const MOST_REPETITIONS: usize = 10_000;

/// How an item of ORDER BY sorts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SortOrder {
    descends: bool,
    nulls_first: bool,
}

impl SortOrder {
    /// From the words behind the expression.
    pub(crate) fn read(words: &str) -> SortOrder {
        let words = words.to_ascii_uppercase();
        let words: Vec<&str> = words.split_ascii_whitespace().collect();
        let descends = match words.as_slice() {
            ["USING", operator, ..] => operator.starts_with('>'),
            words => words.contains(&"DESC"),
        };
        let nulls_first = if words.contains(&"NULLS") { words.contains(&"FIRST") } else { descends };
        SortOrder { descends, nulls_first }
    }

    fn compare(self, left: &Value, right: &Value) -> Ordering {
        match (left.is_null(), right.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) if self.nulls_first => Ordering::Less,
            (true, false) => Ordering::Greater,
            (false, true) if self.nulls_first => Ordering::Greater,
            (false, true) => Ordering::Less,
            _ if self.descends => right.sort(left),
            _ => left.sort(right),
        }
    }
}

/// Sorts rows by the keys before them; those that are equal stay in order.
pub(crate) fn sort_rows(rows: &mut [Sorted], orders: &[SortOrder]) {
    rows.sort_by(|(left, _), (right, _)| {
        let keys = left.iter().zip(right).zip(orders);
        let unequal = keys.map(|((left, right), order)| order.compare(left, right)).find(|found| found.is_ne());
        unequal.unwrap_or(Ordering::Equal)
    });
}

impl Evaluator<'_> {
    /// The rows of a query with all its clauses.
    pub(crate) fn rows(&self, query: &Query<'_>, outer: Option<&Frame<'_>>, common: &Common<'_>) -> Checked<Rows> {
        if query.locking.is_some() {
            return Err(unsupported("FOR UPDATE"));
        }
        if query.with_ties {
            return Err(unsupported("WITH TIES"));
        }
        let mut own = Common { outer: Some(common), tables: Vec::new() };
        for table in &query.with {
            let Some(inner) = &table.query else { return Err(unsupported("A statement that changes rows in WITH")) };
            let name: Rc<str> = Rc::from(&*table.name.name);
            let names: Vec<Rc<str>> = table.columns.iter().map(|column| Rc::from(&*column.name)).collect();
            let rows = match &inner.body {
                QueryBody::Combined { operator: SetOperator::Union, all, sides } if query.recursive => {
                    self.recursive(&name, &names, *all, sides, outer, &own)?
                }
                _ => with_names(self.query(inner, outer, &own)?, &names),
            };
            own.tables.push((name, Rc::new(rows)));
        }
        let (columns, mut rows) = match &query.body {
            QueryBody::Select(select) => self.select(select, query, outer, &own)?,
            body => {
                let found = match body {
                    QueryBody::Values(values) => self.listed(values, outer, &own)?,
                    QueryBody::Combined { operator, all, sides } => {
                        let [left, right] = &**sides;
                        let left = self.query(left, outer, &own)?;
                        let right = self.query(right, outer, &own)?;
                        combine(*operator, *all, left, right)
                    }
                    QueryBody::Select(_) => Rows::default(),
                };
                self.keyed(found, &query.order_by)?
            }
        };
        if !query.order_by.is_empty() {
            let orders: Vec<_> = query.order_by.iter().map(|key| SortOrder::read(key.order)).collect();
            sort_rows(&mut rows, &orders);
        }
        if let QueryBody::Select(select) = &query.body
            && !select.distinct_on.is_empty()
        {
            // Of rows that are equal in these, the first one stays.
            let mut seen = HashSet::new();
            rows.retain(|(keys, _)| seen.insert(row_key(keys.get(query.order_by.len()..).unwrap_or_default())));
        }
        let mut rows: Vec<Vec<Value>> = rows.into_iter().map(|(_, row)| row).collect();
        let empty = Sources::default();
        let frame = Frame { outer, common: &own, sources: &empty, row: &[], group: None, sets: &[] };
        if let Some(offset) = self.count(query.offset.as_ref(), "OFFSET", &frame)? {
            rows.drain(..offset.min(rows.len()));
        }
        if let Some(limit) = self.count(query.limit.as_ref(), "LIMIT", &frame)? {
            rows.truncate(limit);
        }
        Ok(Rows { columns, rows })
    }

    /// A number of rows; none where all are meant.
    fn count(&self, expression: Option<&Expression<'_>>, word: &str, frame: &Frame<'_>) -> Checked<Option<usize>> {
        let Some(expression) = expression else { return Ok(None) };
        let value = self.value(expression, frame)?;
        let value = crate::cast::like(&self.database, &value, &Value::integer(0))?;
        let Some(number) = value.as_integer() else { return Ok(None) };
        usize::try_from(number).map(Some).map_err(|_| {
            let sqlstate = if word == "LIMIT" {
                SqlState::InvalidRowCountInLimitClause
            } else {
                SqlState::InvalidRowCountInResultOffsetClause
            };
            Failure::new(sqlstate, format!("{word} must not be negative"))
        })
    }

    /// The first side, and the second one again and again over what it gave last.
    fn recursive(
        &self,
        name: &Rc<str>,
        names: &[Rc<str>],
        all: bool,
        sides: &[Query<'_>; 2],
        outer: Option<&Frame<'_>>,
        common: &Common<'_>,
    ) -> Checked<Rows> {
        let [first, repeated] = sides;
        let mut found = with_names(self.query(first, outer, common)?, names);
        if !all {
            found.rows = distinct(std::mem::take(&mut found.rows));
        }
        let mut seen: HashSet<String> = found.rows.iter().map(|row| row_key(row)).collect();
        let mut last = found.clone();
        for _ in 0..MOST_REPETITIONS {
            if last.rows.is_empty() {
                return Ok(found);
            }
            let own = Common { outer: Some(common), tables: vec![(name.clone(), Rc::new(last))] };
            let mut rows = self.query(repeated, outer, &own)?.rows;
            if !all {
                rows.retain(|row| seen.insert(row_key(row)));
            }
            found.rows.extend_from_slice(&rows);
            check_size(found.rows.len())?;
            last = Rows { columns: found.columns.clone(), rows };
        }
        Err(unsupported("A recursive query of this length"))
    }

    fn listed(&self, values: &[Vec<Expression<'_>>], outer: Option<&Frame<'_>>, common: &Common<'_>) -> Checked<Rows> {
        let empty = Sources::default();
        let frame = Frame { outer, common, sources: &empty, row: &[], group: None, sets: &[] };
        let width = values.first().map_or(0, Vec::len);
        let mut rows = Vec::with_capacity(values.len());
        for row in values {
            rows.push(row.iter().map(|value| self.value(value, &frame)).collect::<Checked<Vec<Value>>>()?);
        }
        // Literals take the type of the others in their column.
        for place in 0..width {
            let is_open =
                |value: &&Value| matches!(value, Value::Null | Value::Text(_, crate::value::TextKind::Unknown));
            let known = rows.iter().filter_map(|row| row.get(place)).find(|value| !is_open(value)).cloned();
            let Some(known) = known else { continue };
            for row in &mut rows {
                if let Some(value) = row.get_mut(place) {
                    *value = crate::cast::like(&self.database, value, &known)?;
                }
            }
        }
        let columns = (1..=width).map(|number| Rc::from(format!("column{number}"))).collect();
        Ok(Rows { columns, rows })
    }

    /// Rows with the values by which they are sorted, which are columns of the result.
    fn keyed(&self, found: Rows, order_by: &[SortKey<'_>]) -> Checked<(Vec<Rc<str>>, Vec<Sorted>)> {
        let mut places = Vec::new();
        for key in order_by {
            let place = output_place(&key.expression, &found.columns);
            places.push(place.ok_or_else(|| unsupported("An expression of this kind behind ORDER BY"))?);
        }
        let keys = |row: &[Value]| places.iter().filter_map(|place| row.get(*place).cloned()).collect();
        let rows = found.rows.into_iter().map(|row| (keys(&row), row)).collect();
        Ok((found.columns, rows))
    }

    fn select(
        &self,
        select: &Select<'_>,
        query: &Query<'_>,
        outer: Option<&Frame<'_>>,
        common: &Common<'_>,
    ) -> Checked<(Vec<Rc<str>>, Vec<Sorted>)> {
        if select.into.is_some() {
            return Err(unsupported("SELECT INTO"));
        }
        let mut from = self.from(&select.from, outer, common)?;
        let sources = std::mem::take(&mut from.sources);
        let base = Frame { outer, common, sources: &sources, row: &[], group: None, sets: &[] };
        if let Some(filter) = &select.filter {
            let mut kept = Vec::new();
            for row in from.rows {
                if self.value(filter, &base.with_row(&row))?.is_true() {
                    kept.push(row);
                }
            }
            from.rows = kept;
        }
        let columns = self.column_names(select, &sources);
        let aggregates = select.is_grouped
            || select.having.is_some()
            || query.order_by.iter().any(|key| has_aggregate(&key.expression))
            || select
                .items
                .iter()
                .any(|item| matches!(item, SelectItem::Expression(expression, _) if has_aggregate(expression)));
        let mut rows = Vec::new();
        let mut project = |row: &[Value], group: Option<&[Vec<Value>]>| -> Checked {
            let frame = Frame { row, group, ..base };
            if let Some(having) = &select.having
                && !self.value(having, &frame)?.is_true()
            {
                return Ok(());
            }
            self.project(select, query, &columns, &frame, &mut rows)?;
            check_size(rows.len().saturating_mul(columns.len()))
        };
        if aggregates {
            let nulls = vec![Value::Null; sources.width];
            for group in self.groups(select, &columns, from.rows, &base)? {
                project(group.first().unwrap_or(&nulls), Some(&group))?;
            }
        } else {
            for row in &from.rows {
                project(row, None)?;
            }
        }
        if select.distinct && select.distinct_on.is_empty() {
            let mut seen = HashSet::new();
            rows.retain(|(_, row)| seen.insert(row_key(row)));
        }
        Ok((columns, rows))
    }

    /// The rows group by group, in the order in which groups begin.
    fn groups(
        &self,
        select: &Select<'_>,
        columns: &[Rc<str>],
        rows: Vec<Vec<Value>>,
        base: &Frame<'_>,
    ) -> Checked<Vec<Vec<Vec<Value>>>> {
        if select.group_by.is_empty() {
            return match select.is_grouped {
                true => Err(unsupported("GROUPING SETS, CUBE and ROLLUP")),
                false => Ok(vec![rows]),
            };
        }
        let mut keys = Vec::with_capacity(select.group_by.len());
        for expression in &select.group_by {
            // A column of FROM comes before one of the list.
            let is_column = matches!(&expression.kind, ExpressionKind::Column { name, .. }
                if matches!(name.parts.as_slice(), [name] if base.sources.columns.iter().any(|(known, _)| **known == *name.name)));
            let place = if is_column { None } else { output_place(expression, columns) };
            let item = place.and_then(|place| select.items.get(place));
            keys.push(match item {
                Some(SelectItem::Expression(expression, _)) => expression,
                _ => expression,
            });
        }
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<Vec<Vec<Value>>> = Vec::new();
        for row in rows {
            let frame = base.with_row(&row);
            let key = keys.iter().map(|key| self.value(key, &frame)).collect::<Checked<Vec<Value>>>()?;
            let place = *places.entry(row_key(&key)).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.push(row),
                None => groups.push(vec![row]),
            }
        }
        Ok(groups)
    }

    /// Adds the rows of the result that a row of FROM, or a group, makes: several where functions
    /// return sets.
    fn project(
        &self,
        select: &Select<'_>,
        query: &Query<'_>,
        columns: &[Rc<str>],
        frame: &Frame<'_>,
        rows: &mut Vec<Sorted>,
    ) -> Checked {
        let mut calls = Vec::new();
        for item in &select.items {
            if let SelectItem::Expression(expression, _) = item {
                calls.extend(sets::calls(expression));
            }
        }
        let mut found = Vec::with_capacity(calls.len());
        for call in calls {
            found.push((sets::address(call), self.set(call, frame)?));
        }
        let count = if found.is_empty() { 1 } else { found.iter().map(|(_, set)| set.len()).max().unwrap_or(0) };
        for index in 0..count {
            // A set that has ended gives NULL.
            let value = |set: &[Value]| set.get(index).cloned().unwrap_or(Value::Null);
            let sets: Vec<(usize, Value)> = found.iter().map(|(address, set)| (*address, value(set))).collect();
            let frame = Frame { sets: &sets, ..*frame };
            let mut row = Vec::with_capacity(columns.len());
            for item in &select.items {
                self.push_item(item, &frame, &mut row)?;
            }
            let mut keys = Vec::with_capacity(query.order_by.len());
            for key in query.order_by.iter().map(|key| &key.expression).chain(&select.distinct_on) {
                keys.push(match output_place(key, columns) {
                    Some(place) => row.get(place).cloned().unwrap_or(Value::Null),
                    None => self.value(key, &frame)?,
                });
            }
            rows.push((keys, row));
        }
        Ok(())
    }

    fn push_item(&self, item: &SelectItem<'_>, frame: &Frame<'_>, row: &mut Vec<Value>) -> Checked {
        let expression = match item {
            SelectItem::All(_) => {
                let places = frame.sources.columns.iter();
                row.extend(places.map(|(_, place)| frame.row.get(*place).cloned().unwrap_or(Value::Null)));
                return Ok(());
            }
            SelectItem::Expression(expression, _) => expression,
        };
        match &expression.kind {
            ExpressionKind::Column { all: true, .. } | ExpressionKind::Field(_, None) => {
                match self.value(expression, frame)? {
                    Value::Record(record) => row.extend_from_slice(&record.values),
                    _ => row.extend(vec![Value::Null; record_names(expression).map_or(1, |names| names.len())]),
                }
            }
            _ => row.push(self.value(expression, frame)?),
        }
        Ok(())
    }

    fn column_names(&self, select: &Select<'_>, sources: &Sources) -> Vec<Rc<str>> {
        let mut names: Vec<Rc<str>> = Vec::new();
        for item in &select.items {
            match item {
                SelectItem::All(_) => names.extend(sources.columns.iter().map(|(name, _)| name.clone())),
                SelectItem::Expression(Expression { kind: ExpressionKind::Column { name, all: true }, .. }, _) => {
                    let parts: Vec<&str> = name.parts.iter().map(|part| &*part.name).collect();
                    let common = Common::default();
                    let frame = Frame { outer: None, common: &common, sources, row: &[], group: None, sets: &[] };
                    let table = frame.table(&parts);
                    names.extend(table.into_iter().flat_map(|table| &table.columns).map(|(name, _)| name.clone()));
                }
                SelectItem::Expression(expression, label) => match (label, record_names(expression)) {
                    (Some(label), _) => names.push(Rc::from(&*label.name)),
                    (None, Some(fields)) => names.extend(fields.into_iter().map(Rc::from)),
                    (None, None) => {
                        names.push(Rc::from(column_label(expression, self.database.session.target())));
                    }
                },
            }
        }
        names
    }
}

/// The names of the columns that `(function (…)).*` stands for.
fn record_names(expression: &Expression<'_>) -> Option<Vec<&'static str>> {
    match &expression.kind {
        ExpressionKind::Field(base, None) => match &base.kind {
            ExpressionKind::Function(call) => sets::columns(call),
            _ => None,
        },
        _ => None,
    }
}

/// The place of the column of the result that an expression names, or whose number it is.
fn output_place(expression: &Expression<'_>, columns: &[Rc<str>]) -> Option<usize> {
    match &expression.kind {
        ExpressionKind::Column { name, all: false } => match name.parts.as_slice() {
            [name] => columns.iter().position(|known| **known == *name.name),
            _ => None,
        },
        ExpressionKind::Integer(number) => usize::try_from(*number - 1).ok().filter(|place| *place < columns.len()),
        _ => None,
    }
}

fn with_names(mut rows: Rows, names: &[Rc<str>]) -> Rows {
    for (name, given) in rows.columns.iter_mut().zip(names) {
        *name = given.clone();
    }
    rows
}

fn distinct(mut rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert(row_key(row)));
    rows
}

fn combine(operator: SetOperator, all: bool, left: Rows, mut right: Rows) -> Rows {
    let columns = left.columns;
    let mut counts: HashMap<String, usize> = HashMap::new();
    if operator != SetOperator::Union {
        right.rows.iter().for_each(|row| *counts.entry(row_key(row)).or_default() += 1);
    }
    // With ALL, each row of the right side stands for one of the left.
    let mut take = |row: &Vec<Value>| match counts.get_mut(&row_key(row)) {
        Some(count) if *count > 0 => {
            *count -= usize::from(all);
            true
        }
        _ => false,
    };
    let rows = match operator {
        SetOperator::Union => {
            let mut rows = left.rows;
            rows.append(&mut right.rows);
            rows
        }
        SetOperator::Except => left.rows.into_iter().filter(|row| !take(row)).collect(),
        SetOperator::Intersect => left.rows.into_iter().filter(|row| take(row)).collect(),
    };
    Rows { columns, rows: if all { rows } else { distinct(rows) } }
}
