//! The value of an expression over a row.

use std::cell::Cell;
use std::rc::Rc;

use medlar_engine::{Checked, Failure, built_in_type};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Case, Expression, ExpressionKind, Form, FunctionCall, Operation, Quantifier, Query};

use crate::aggregate;
use crate::cast::{Goal, cast};
use crate::database::{self, Database};
use crate::frame::{Common, Frame, Rows};
use crate::function;
use crate::number::Decimal;
use crate::operator::{self, Comparison, compare};
use crate::sets;
use crate::unsupported;
use crate::value::{Record, TextKind, Value, Width};

/// So many values a query may have on its way, which take some 200 megabytes.
const MOST_VALUES: usize = 8_000_000;

/// So deep expressions and queries may be nested.
const MOST_DEPTH: usize = 200;

/// Refuses what would take too much memory.
pub(crate) fn check_size(values: usize) -> Checked {
    match values {
        0..=MOST_VALUES => Ok(()),
        _ => Err(unsupported("A query of more than 8000000 values")),
    }
}

/// Evaluates expressions and queries.
pub(crate) struct Evaluator<'s> {
    pub(crate) database: Database<'s>,
    depth: Cell<usize>,
}

impl<'s> Evaluator<'s> {
    pub(crate) fn new(database: Database<'s>) -> Evaluator<'s> {
        Evaluator { database, depth: Cell::new(0) }
    }

    /// One for a query inside of another evaluator's.
    pub(crate) fn nested(database: Database<'s>, around: &Evaluator<'_>) -> Evaluator<'s> {
        Evaluator { database, depth: Cell::new(around.depth.get()) }
    }

    /// A value as text; empty for NULL.
    pub(crate) fn text(&self, value: &Value) -> String {
        self.database.text_of(value).unwrap_or_default()
    }

    pub(crate) fn value(&self, expression: &Expression<'_>, frame: &Frame<'_>) -> Checked<Value> {
        let depth = self.depth.get() + 1;
        if depth > MOST_DEPTH {
            return Err(unsupported("An expression of this depth"));
        }
        self.depth.set(depth);
        let value = self.value_of(expression, frame);
        self.depth.set(depth - 1);
        value
    }

    fn value_of(&self, expression: &Expression<'_>, frame: &Frame<'_>) -> Checked<Value> {
        Ok(match &expression.kind {
            ExpressionKind::Null => Value::Null,
            ExpressionKind::Boolean(value) => Value::Boolean(*value),
            ExpressionKind::Integer(number) => Value::integer((*number).into()),
            ExpressionKind::Numeric(text) => numeric(text)?,
            ExpressionKind::String(text) => Value::Text(Rc::from(&**text), TextKind::Unknown),
            ExpressionKind::Column { name, all } => match frame.column(name, *all) {
                Some(Value::NotKept) => {
                    let column = name.parts.last().map_or("", |name| &name.name);
                    return Err(not_kept(column).at(expression.span));
                }
                Some(value) => value,
                None => return Err(unsupported("A column of this kind")),
            },
            ExpressionKind::Operation(operation) => self.operation(operation, frame)?,
            ExpressionKind::Form(form, operands) => self.form(*form, operands, frame)?,
            ExpressionKind::Function(call) => self.call(call, frame)?,
            ExpressionKind::Cast(operand, type_name) => {
                let Some(goal) = built_in_type(type_name, self.database.session.target()) else {
                    return Err(unsupported("A cast to a type that was made"));
                };
                let goal = Goal { name: goal.name, is_array: goal.is_array, modifier: goal.modifier };
                let value = self.value(operand, frame)?;
                // Where a literal cannot be read, the server points at it.
                let is_literal = matches!(operand.kind, ExpressionKind::String(_));
                let converted = cast(&self.database, &value, goal);
                converted.map_err(|failure| if is_literal { failure.at(operand.span) } else { failure })?
            }
            ExpressionKind::Collate(operand, _) => self.value(operand, frame)?,
            ExpressionKind::Field(base, Some(name)) => match self.value(base, frame)? {
                Value::Record(record) => {
                    let place = record.names.iter().position(|known| **known == *name.name);
                    place.and_then(|place| record.values.get(place)).cloned().unwrap_or(Value::Null)
                }
                _ => Value::Null,
            },
            ExpressionKind::Field(base, None) => self.value(base, frame)?,
            ExpressionKind::Case(case) => self.case(case, frame)?,
            ExpressionKind::Subquery(query) => self.scalar(query, frame)?,
            ExpressionKind::NamedArgument(_, value) => self.value(value, frame)?,
            ExpressionKind::BitString(_) => return Err(unsupported("A bit string")),
            ExpressionKind::Parameter(_) => return Err(unsupported("A parameter")),
            ExpressionKind::Xml { .. } => return Err(unsupported("XML")),
        })
    }

    fn values(&self, expressions: &[Expression<'_>], frame: &Frame<'_>) -> Checked<Vec<Value>> {
        expressions.iter().map(|expression| self.value(expression, frame)).collect()
    }

    fn call(&self, call: &FunctionCall<'_>, frame: &Frame<'_>) -> Checked<Value> {
        if let Some((_, value)) = frame.sets.iter().find(|(address, _)| *address == sets::address(call)) {
            return Ok(value.clone());
        }
        if sets::returns_set(call) {
            return Err(unsupported("A function that returns a set at this place"));
        }
        if call.over.is_some() {
            return Err(unsupported("A window function"));
        }
        if aggregate::is_aggregate(call) {
            return aggregate::value(self, call, frame);
        }
        let arguments = self.values(&call.arguments, frame)?;
        function::call(self, call, arguments)
    }

    fn operation(&self, operation: &Operation<'_>, frame: &Frame<'_>) -> Checked<Value> {
        let Operation { operator, left, right, quantifier, .. } = operation;
        let left = left.as_ref().map(|left| self.value(left, frame)).transpose()?;
        let Some(quantifier) = quantifier else {
            let right = self.value(right, frame)?;
            return operator::apply(&self.database, operator, left.as_ref(), &right);
        };
        let left = left.unwrap_or(Value::Null);
        let items = match &right.kind {
            ExpressionKind::Subquery(query) => self.column_of(query, frame)?,
            _ => match self.value(right, frame)? {
                Value::Array(items) => items.to_vec(),
                Value::Null => return Ok(Value::Null),
                literal => match cast(&self.database, &literal, Goal { name: "text", is_array: true, modifier: -1 })? {
                    Value::Array(items) => {
                        let open = |item: &Value| match item {
                            Value::Text(text, _) => Value::Text(text.clone(), TextKind::Unknown),
                            other => other.clone(),
                        };
                        items.iter().map(open).collect()
                    }
                    _ => Vec::new(),
                },
            },
        };
        let wanted = *quantifier == Quantifier::Any;
        let mut is_open = false;
        for item in &items {
            match operator::apply(&self.database, operator, Some(&left), item)? {
                Value::Boolean(found) if found == wanted => return Ok(Value::Boolean(wanted)),
                Value::Null => is_open = true,
                _ => {}
            }
        }
        Ok(if is_open { Value::Null } else { Value::Boolean(!wanted) })
    }

    /// The values of a query of one column.
    fn column_of(&self, query: &Query<'_>, frame: &Frame<'_>) -> Checked<Vec<Value>> {
        let rows = self.query(query, Some(frame), frame.common)?;
        Ok(rows.rows.into_iter().map(one_value).collect())
    }

    /// The value of a query of at most one row.
    fn scalar(&self, query: &Query<'_>, frame: &Frame<'_>) -> Checked<Value> {
        let mut values = self.column_of(query, frame)?;
        match values.len() {
            0 | 1 => Ok(values.pop().unwrap_or(Value::Null)),
            _ => {
                let message = "more than one row returned by a subquery used as an expression";
                Err(Failure::new(SqlState::CardinalityViolation, message))
            }
        }
    }

    fn case(&self, case: &Case<'_>, frame: &Frame<'_>) -> Checked<Value> {
        let operand = case.operand.as_ref().map(|operand| self.value(operand, frame)).transpose()?;
        for branch in &case.branches {
            let condition = self.value(&branch.condition, frame)?;
            let holds = match &operand {
                Some(operand) => {
                    !operand.is_null()
                        && !condition.is_null()
                        && compare(&self.database, Comparison::Equal, operand, &condition)?
                }
                None => self.truth(condition)? == Some(true),
            };
            if holds {
                return self.value(&branch.result, frame);
            }
        }
        case.otherwise.as_ref().map_or(Ok(Value::Null), |otherwise| self.value(otherwise, frame))
    }

    /// A condition; none is unknown.
    fn truth(&self, value: Value) -> Checked<Option<bool>> {
        Ok(match value {
            Value::Null => None,
            Value::Boolean(value) => Some(value),
            other => {
                Some(cast(&self.database, &other, Goal { name: "bool", is_array: false, modifier: -1 })?.is_true())
            }
        })
    }

    fn form(&self, form: Form, operands: &[Expression<'_>], frame: &Frame<'_>) -> Checked<Value> {
        let value = |place: usize| match operands.get(place) {
            Some(operand) => self.value(operand, frame),
            None => Ok(Value::Null),
        };
        let boolean = |value: Option<bool>| value.map_or(Value::Null, Value::Boolean);
        Ok(match form {
            Form::And | Form::Or => {
                let ends = form == Form::Or;
                let mut found = Some(!ends);
                for operand in operands {
                    match self.truth(self.value(operand, frame)?)? {
                        Some(truth) if truth == ends => return Ok(Value::Boolean(ends)),
                        None => found = None,
                        _ => {}
                    }
                }
                boolean(found)
            }
            Form::Not => boolean(self.truth(value(0)?)?.map(|truth| !truth)),
            Form::IsNull => Value::Boolean(is_null(&value(0)?)),
            Form::IsNotNull => Value::Boolean(is_not_null(&value(0)?)),
            Form::IsTrue => Value::Boolean(self.truth(value(0)?)? == Some(true)),
            Form::IsNotTrue => Value::Boolean(self.truth(value(0)?)? != Some(true)),
            Form::IsFalse => Value::Boolean(self.truth(value(0)?)? == Some(false)),
            Form::IsNotFalse => Value::Boolean(self.truth(value(0)?)? != Some(false)),
            Form::IsUnknown => Value::Boolean(self.truth(value(0)?)?.is_none()),
            Form::IsNotUnknown => Value::Boolean(self.truth(value(0)?)?.is_some()),
            Form::IsDistinctFrom | Form::IsNotDistinctFrom => {
                let (left, right) = (value(0)?, value(1)?);
                let is_same = match (left.is_null(), right.is_null()) {
                    (false, false) => compare(&self.database, Comparison::Equal, &left, &right)?,
                    (left, right) => left == right,
                };
                Value::Boolean(is_same == (form == Form::IsNotDistinctFrom))
            }
            Form::Between | Form::NotBetween | Form::BetweenSymmetric | Form::NotBetweenSymmetric => {
                let (tested, low, high) = (value(0)?, value(1)?, value(2)?);
                let inside = |low: &Value, high: &Value| -> Checked<Option<bool>> {
                    let above = operator::apply(&self.database, ">=", Some(&tested), low)?;
                    let below = operator::apply(&self.database, "<=", Some(&tested), high)?;
                    Ok(both(self.truth(above)?, self.truth(below)?))
                };
                let mut found = inside(&low, &high)?;
                if matches!(form, Form::BetweenSymmetric | Form::NotBetweenSymmetric) && found != Some(true) {
                    found = match inside(&high, &low)? {
                        Some(false) => found,
                        other => other,
                    };
                }
                let negated = matches!(form, Form::NotBetween | Form::NotBetweenSymmetric);
                boolean(found.map(|found| found != negated))
            }
            Form::In | Form::NotIn => {
                let found = self.is_in(operands, frame)?;
                boolean(found.map(|found| found == (form == Form::In)))
            }
            Form::Exists => match operands.first().map(|operand| &operand.kind) {
                Some(ExpressionKind::Subquery(query)) => {
                    Value::Boolean(!self.query(query, Some(frame), frame.common)?.rows.is_empty())
                }
                _ => Value::Null,
            },
            Form::ArrayQuery => match operands.first().map(|operand| &operand.kind) {
                Some(ExpressionKind::Subquery(query)) => Value::Array(self.column_of(query, frame)?.into()),
                _ => Value::Null,
            },
            Form::Array | Form::NestedArray => Value::Array(self.array_of(operands, frame)?.into()),
            Form::Row => Value::Record(Rc::new(Record { names: Vec::new(), values: self.values(operands, frame)? })),
            Form::Coalesce => {
                for operand in operands {
                    let found = self.value(operand, frame)?;
                    if !found.is_null() {
                        return Ok(found);
                    }
                }
                Value::Null
            }
            Form::Greatest | Form::Least => {
                let comparison = if form == Form::Greatest { Comparison::Greater } else { Comparison::Less };
                let mut best = Value::Null;
                for found in self.values(operands, frame)?.into_iter().filter(|found| !found.is_null()) {
                    if best.is_null() || compare(&self.database, comparison, &found, &best)? {
                        best = found;
                    }
                }
                best
            }
            Form::NullIf => {
                let (left, right) = (value(0)?, value(1)?);
                let is_same =
                    !left.is_null() && !right.is_null() && compare(&self.database, Comparison::Equal, &left, &right)?;
                if is_same { Value::Null } else { left }
            }
            Form::Subscript => match (value(0)?, value(1)?.as_integer()) {
                (Value::Array(items), Some(index)) => {
                    let place = usize::try_from(index - 1).ok();
                    place.and_then(|place| items.get(place)).cloned().unwrap_or(Value::Null)
                }
                // The letters of a name are counted from 0.
                (Value::Text(text, TextKind::Name), Some(index)) => {
                    let letter = usize::try_from(index).ok().and_then(|place| text.get(place..=place));
                    Value::letter(letter.unwrap_or_default())
                }
                _ => Value::Null,
            },
            Form::Slice | Form::SliceFrom | Form::SliceTo | Form::SliceAll => {
                let Value::Array(items) = value(0)? else { return Ok(Value::Null) };
                let length = items.len() as i64;
                let (from, to) = match form {
                    Form::Slice => (value(1)?.as_integer(), value(2)?.as_integer()),
                    Form::SliceFrom => (value(1)?.as_integer(), Some(length)),
                    Form::SliceTo => (Some(1), value(1)?.as_integer()),
                    _ => (Some(1), Some(length)),
                };
                let (Some(from), Some(to)) = (from, to) else { return Ok(Value::Null) };
                let skipped = usize::try_from(from - 1).unwrap_or(0);
                let end = usize::try_from(to.clamp(0, length)).unwrap_or(0);
                Value::Array(items.get(skipped..end).unwrap_or_default().into())
            }
            Form::CurrentRole | Form::CurrentUser | Form::User => {
                Value::name(self.database.role_name(self.database.user().0).unwrap_or_default())
            }
            Form::SessionUser => {
                Value::name(self.database.role_name(self.database.session.session_user().0).unwrap_or_default())
            }
            Form::CurrentCatalog => Value::name(database::NAME),
            Form::CurrentSchema => function::catalog::current_schema(&self.database),
            Form::CurrentDate | Form::CurrentTime | Form::CurrentTimestamp | Form::Localtime | Form::Localtimestamp => {
                return Err(unsupported("The time"));
            }
            Form::SystemUser | Form::Grouping | Form::IsDocument | Form::IsNotDocument | Form::Default => {
                return Err(unsupported("This form of an expression"));
            }
        })
    }

    /// The items of an array; literals take the type of the others.
    fn array_of(&self, operands: &[Expression<'_>], frame: &Frame<'_>) -> Checked<Vec<Value>> {
        let items = self.values(operands, frame)?;
        let is_open = |item: &&Value| matches!(item, Value::Text(_, TextKind::Unknown) | Value::Null);
        let known = items.iter().find(|item| !is_open(item)).cloned().unwrap_or(Value::Null);
        items.iter().map(|item| crate::cast::like(&self.database, item, &known)).collect()
    }

    /// `left IN (…)`; none is unknown.
    fn is_in(&self, operands: &[Expression<'_>], frame: &Frame<'_>) -> Checked<Option<bool>> {
        let Some((left, list)) = operands.split_first() else { return Ok(None) };
        let left = self.value(left, frame)?;
        let items = match list {
            [Expression { kind: ExpressionKind::Subquery(query), .. }] => match &left {
                Value::Record(_) => {
                    let rows = self.query(query, Some(frame), frame.common)?.rows;
                    let record = |values| Value::Record(Rc::new(Record { names: Vec::new(), values }));
                    rows.into_iter().map(record).collect()
                }
                _ => self.column_of(query, frame)?,
            },
            list => self.values(list, frame)?,
        };
        let mut is_open = false;
        for item in &items {
            if left.is_null() || item.is_null() {
                is_open = true;
            } else if compare(&self.database, Comparison::Equal, &left, item)? {
                return Ok(Some(true));
            }
        }
        Ok((!is_open).then_some(false))
    }

    /// A query inside of an expression, or a whole one.
    pub(crate) fn query(&self, query: &Query<'_>, outer: Option<&Frame<'_>>, common: &Common<'_>) -> Checked<Rows> {
        let depth = self.depth.get() + 1;
        if depth > MOST_DEPTH {
            return Err(unsupported("A query of this depth"));
        }
        self.depth.set(depth);
        let rows = self.rows(query, outer, common);
        self.depth.set(depth - 1);
        rows
    }
}

/// A column whose values are not known here.
pub(crate) fn not_kept(column: &str) -> Box<Failure> {
    unsupported(&format!("A query of column \"{column}\""))
}

/// A row of NULLs is NULL.
fn is_null(value: &Value) -> bool {
    match value {
        Value::Record(record) => record.values.iter().all(Value::is_null),
        value => value.is_null(),
    }
}

/// A row in which nothing is NULL is not NULL.
fn is_not_null(value: &Value) -> bool {
    match value {
        Value::Record(record) => !record.values.iter().any(Value::is_null),
        value => !value.is_null(),
    }
}

fn both(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn one_value(row: Vec<Value>) -> Value {
    row.into_iter().next().unwrap_or(Value::Null)
}

/// A number that is no integer of 32 bits.
fn numeric(text: &str) -> Checked<Value> {
    if let Ok(number) = text.parse() {
        return Ok(Value::Integer(number, Width::Big));
    }
    Decimal::parse(text).map(Value::Numeric).ok_or_else(|| unsupported("A number of this length"))
}
