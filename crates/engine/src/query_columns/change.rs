//! INSERT, UPDATE and DELETE as the server analyses them: the table, its columns, and the values given to
//! them. A view in the place of the table is not followed.

use std::sync::Arc;

use medlar_catalog::{ColumnReference, Generation, PrivilegeSet, Relation, RelationKind};
use medlar_syntax::ast::{
    Assignment, Change, ChangeAction, Conflict, Expression, ExpressionKind, Filter, Form, Query, QueryBody, SelectItem,
    Target, TargetPart,
};
use medlar_syntax::{Span, SqlState};

use super::{Rows, check, common_tables, from, rows, value_span};
use crate::context::Context;
use crate::expression::{Clause, ExpressionType, Scope, assign_value, table_in_scope};
use crate::foreign_access::Access;
use crate::message::{Checked, Failure};
use crate::query::{columns_of, open, tables};
use crate::row_use::Use;
use crate::session::not_run;
use crate::types::DataType;

/// The tables of a statement; `None` of one that is not followed to its end.
pub(crate) fn analyse_change(context: &mut Context<'_>, change: &Change<'_>) -> Checked<Option<Vec<Use>>> {
    let (mut around, mut used) = (Scope::default(), Vec::new());
    common_tables(context, &change.with, change.recursive, &mut around, &mut used)?;
    let relation = open(context, &change.table.name)?;
    if relation.kind == RelationKind::View {
        return Ok(None);
    }
    let table = from::changed_table(context, &relation, change.alias.as_ref())?;
    let is_followed = change.with.iter().all(|table| table.query.is_some());
    let mut statement = Changing { relation: Arc::clone(&relation), around, table, used, is_followed };
    let (access, privilege, columns) = match &change.action {
        ChangeAction::Insert { columns, source, conflict } => {
            let given = statement.insert(context, columns, source.as_deref())?;
            // Of indexes and of what is updated instead nothing is known here.
            let is_plain = |conflict: &Conflict<'_>| {
                conflict.elements.is_empty() && conflict.constraint.is_none() && conflict.assignments.is_none()
            };
            statement.is_followed &= conflict.as_deref().is_none_or(is_plain);
            let scope = Scope { outer: Some(&statement.around), ..statement.table.clone() };
            returning(context, &change.returning, &scope, &mut statement.used)?;
            (Access::Insert, PrivilegeSet::INSERT, given)
        }
        ChangeAction::Update { assignments, from, filter } => {
            let Changing { around, table, used, .. } = &mut statement;
            let beside = from::items_beside(context, from, around, table.clone(), used)?;
            let scope = Scope { outer: Some(around), ..beside };
            condition(context, filter.as_ref(), &scope, used)?;
            returning(context, &change.returning, &scope, used)?;
            let set = set(context, &relation, assignments, &scope, used)?;
            (Access::Update, PrivilegeSet::UPDATE, set)
        }
        ChangeAction::Delete { using, filter } => {
            let Changing { around, table, used, .. } = &mut statement;
            let beside = from::items_beside(context, using, around, table.clone(), used)?;
            let scope = Scope { outer: Some(around), ..beside };
            condition(context, filter.as_ref(), &scope, used)?;
            returning(context, &change.returning, &scope, used)?;
            (Access::Delete, PrivilegeSet::DELETE, Vec::new())
        }
    };
    Ok(statement.is_followed.then(|| statement.uses(context, access, privilege, columns)))
}

/// A statement while it is analysed.
struct Changing {
    relation: Arc<Relation>,
    /// The queries of WITH.
    around: Scope<'static>,
    /// The table under its alias.
    table: Scope<'static>,
    used: Vec<ColumnReference>,
    is_followed: bool,
}

/// The columns that values are for, and where the statement names them.
type Targets = [(u16, Option<Span>)];

impl Changing {
    /// The table as it is changed, and as it is read where columns of it are; then what else is read.
    fn uses(self, context: &Context<'_>, access: Access, privilege: PrivilegeSet, columns: Vec<u16>) -> Vec<Use> {
        let others = tables(context, &self.used);
        let read = columns_of(&self.used, self.relation.oid);
        let mut uses = vec![Use { relation: Arc::clone(&self.relation), access, privilege, columns }];
        if !read.is_empty() && others.iter().all(|other| other.relation.oid != self.relation.oid) {
            let (access, privilege) = (Access::Select, PrivilegeSet::SELECT);
            uses.push(Use { relation: self.relation, access, privilege, columns: read });
        }
        uses.extend(others);
        uses
    }

    /// The columns of an INSERT and what is given to them.
    fn insert(
        &mut self,
        context: &mut Context<'_>,
        columns: &[Target<'_>],
        source: Option<&Query<'_>>,
    ) -> Checked<Vec<u16>> {
        let mut targets: Vec<(u16, Option<Span>)> = Vec::new();
        for target in columns {
            let number = column(context, &self.relation, target)?;
            if targets.iter().any(|(known, _)| *known == number) {
                let message = format!("column \"{}\" specified more than once", target.column.name);
                return Err(Failure::new(SqlState::DuplicateColumn, message).at(target.column.span));
            }
            targets.push((number, Some(target.column.span)));
        }
        if columns.is_empty() {
            targets.extend(self.relation.numbered_columns().map(|(number, _)| (number, None)));
        }
        let Some(source) = source else { return Ok(Vec::new()) };
        let has_end = !source.order_by.is_empty() || source.limit.is_some() || source.offset.is_some();
        let (mut given, width) = match &source.body {
            QueryBody::Values(values) if source.with.is_empty() && !has_end => {
                self.values(context, &targets, values)?
            }
            _ => self.query(context, &targets, source)?,
        };
        given.sort_unstable();
        for number in given {
            refuse_generated(&self.relation, number, true)?;
        }
        Ok(targets.iter().take(width).map(|(number, _)| *number).collect())
    }

    /// What a query of its own sees: of the table only hints may speak.
    fn outer(&self) -> Scope<'static> {
        Scope { common: self.around.common.clone(), ..self.table.hidden() }
    }

    /// The rows of VALUES; which columns are given a value, and how many there are.
    fn values(
        &mut self,
        context: &mut Context<'_>,
        targets: &Targets,
        values: &[Vec<Expression<'_>>],
    ) -> Checked<(Vec<u16>, usize)> {
        let scope = self.outer();
        let width = values.first().map_or(0, Vec::len);
        let mut given = Vec::new();
        for row in values {
            let mut types = Vec::with_capacity(row.len());
            for value in row {
                types.push(value_type(context, Clause::Values, value, &scope, &mut self.used)?);
            }
            if let Some(first) = row.first().filter(|_| row.len() != width) {
                let message = "VALUES lists must all be the same length";
                return Err(Failure::new(SqlState::SyntaxError, message).at(value_span(first)));
            }
            check_width(targets, row.len(), |place| row.get(place).map(value_span))?;
            for ((value, found), (number, _)) in row.iter().zip(types).zip(targets) {
                if !is_default(value) {
                    given.push(*number);
                    assign(context, &self.relation, *number, found, value)?;
                }
            }
        }
        Ok((given, width))
    }

    /// As [`Changing::values`], of another query.
    fn query(&mut self, context: &mut Context<'_>, targets: &Targets, query: &Query<'_>) -> Checked<(Vec<u16>, usize)> {
        let outer = self.outer();
        let Rows { columns, places } = rows(context, query, Some(&outer), &mut self.used)?;
        self.is_followed &= query.locking.is_none() && query.with.iter().all(|table| table.query.is_some());
        let Some(columns) = columns else {
            self.is_followed = false;
            return Ok((Vec::new(), 0));
        };
        check_width(targets, columns.len(), |place| places.get(place).map(|expression| expression.span))?;
        for ((column, place), (number, _)) in columns.iter().zip(&places).zip(targets) {
            assign(context, &self.relation, *number, column.data_type, place)?;
        }
        let given = targets.iter().take(columns.len()).map(|(number, _)| *number).collect();
        Ok((given, columns.len()))
    }
}

/// As many values as columns, or fewer where the columns are not named.
fn check_width(targets: &Targets, width: usize, place: impl Fn(usize) -> Option<Span>) -> Checked {
    if let Some(surplus) = place(targets.len()).filter(|_| width > targets.len()) {
        let message = "INSERT has more expressions than target columns";
        return Err(Failure::new(SqlState::SyntaxError, message).at(surplus));
    }
    match targets.get(width) {
        Some((_, Some(span))) => {
            let message = "INSERT has more target columns than expressions";
            Err(Failure::new(SqlState::SyntaxError, message).at(*span))
        }
        _ => Ok(()),
    }
}

fn is_default(value: &Expression<'_>) -> bool {
    matches!(value.kind, ExpressionKind::Form(Form::Default, _))
}

/// The type of a value, which may be DEFAULT.
fn value_type(
    context: &mut Context<'_>,
    clause: Clause,
    value: &Expression<'_>,
    scope: &Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<ExpressionType> {
    match is_default(value) {
        true => Ok(None),
        false => Ok(check(context, clause, scope, value, used)?.data_type),
    }
}

fn assign(
    context: &mut Context<'_>,
    relation: &Relation,
    number: u16,
    found: ExpressionType,
    value: &Expression<'_>,
) -> Checked {
    let Some(column) = relation.columns.get(usize::from(number) - 1) else { return Ok(()) };
    let target = DataType::of_column(context.catalog, &column.type_name, context.target);
    assign_value(context, (&column.name, target), found, value)
}

/// `WHERE`; of a cursor nothing is known before the statement is carried out.
fn condition(
    context: &mut Context<'_>,
    filter: Option<&Filter<'_>>,
    scope: &Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked {
    if let Some(Filter::Condition(condition)) = filter {
        check(context, Clause::Where, scope, condition, used)?;
    }
    Ok(())
}

fn returning(
    context: &mut Context<'_>,
    items: &[SelectItem<'_>],
    scope: &Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked {
    for item in items {
        let columns = match item {
            SelectItem::All(_) => &scope.columns,
            SelectItem::Expression(Expression { kind: ExpressionKind::Column { name, all: true }, span, .. }, _) => {
                &table_in_scope(context, scope, name, *span)?.columns
            }
            SelectItem::Expression(expression, _) => {
                check(context, Clause::Returning, scope, expression, used)?;
                continue;
            }
        };
        used.extend(columns.iter().filter_map(|column| column.source));
    }
    Ok(())
}

/// Expressions first, then the columns that they are for; the columns that are set.
fn set(
    context: &mut Context<'_>,
    relation: &Relation,
    assignments: &[Assignment<'_>],
    scope: &Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Vec<u16>> {
    let mut checked: Vec<(&Target<'_>, ExpressionType, &Expression<'_>)> = Vec::new();
    for assignment in assignments {
        match fields_of(assignment)? {
            Some(fields) => {
                for (target, value) in assignment.targets.iter().zip(fields) {
                    checked.push((target, value_type(context, Clause::Set, value, scope, used)?, value));
                }
            }
            None => {
                row_of_query(context, assignment, scope, used)?;
                // The types of its columns are not followed.
                checked.extend(assignment.targets.iter().map(|target| (target, None, &assignment.value)));
            }
        }
    }
    let (mut set, mut given) = (Vec::new(), Vec::new());
    for (target, found, value) in checked {
        let number = column(context, relation, target)?;
        set.push(number);
        if !is_default(value) {
            given.push(number);
            assign(context, relation, number, found, value)?;
        }
    }
    for (place, number) in set.iter().enumerate() {
        if set.get(..place).is_some_and(|before| before.contains(number)) {
            let name = relation.columns.get(usize::from(*number) - 1).map_or("", |column| &column.name);
            let message = format!("multiple assignments to same column \"{name}\"");
            return Err(Failure::new(SqlState::SyntaxError, message));
        }
    }
    for number in given {
        refuse_generated(relation, number, false)?;
    }
    Ok(set)
}

/// The values of an assignment, one for each target; `None` where a query gives them all.
fn fields_of<'s, 'a>(assignment: &'s Assignment<'a>) -> Checked<Option<&'s [Expression<'a>]>> {
    let value = &assignment.value;
    match &value.kind {
        _ if !assignment.is_row => Ok(Some(std::slice::from_ref(value))),
        ExpressionKind::Form(Form::Row, fields) if fields.len() == assignment.targets.len() => Ok(Some(fields)),
        ExpressionKind::Form(Form::Row, _) => {
            let message = "number of columns does not match number of values";
            Err(Failure::new(SqlState::SyntaxError, message).at(value.span))
        }
        ExpressionKind::Subquery(_) => Ok(None),
        _ => {
            let message = "source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression";
            Err(Failure::new(SqlState::FeatureNotSupported, message).at(value.span))
        }
    }
}

/// A query that gives a value to each of several columns.
fn row_of_query(
    context: &mut Context<'_>,
    assignment: &Assignment<'_>,
    scope: &Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked {
    let ExpressionKind::Subquery(query) = &assignment.value.kind else { return Ok(()) };
    let found = super::analyse(context, query, Some(scope))?;
    used.extend(found.used);
    if found.columns.is_some_and(|columns| columns.len() != assignment.targets.len()) {
        let message = "number of columns does not match number of values";
        return Err(Failure::new(SqlState::SyntaxError, message).at(assignment.value.span));
    }
    Ok(())
}

/// The number of the column that a target is; of the parts of a column only what has none is known.
fn column(context: &Context<'_>, relation: &Relation, target: &Target<'_>) -> Checked<u16> {
    let name = &target.column.name;
    let Some((number, column)) = relation.column(name) else {
        let message = format!("column \"{name}\" of relation \"{}\" does not exist", relation.name);
        return Err(Failure::new(SqlState::UndefinedColumn, message).at(target.column.span));
    };
    let found = DataType::of_column(context.catalog, &column.type_name, context.target);
    let simple = found.filter(|found| !found.is_array && found.made.is_none() && found.base.letter().is_some());
    match (&target.part, simple) {
        (None, _) => Ok(number),
        (Some(TargetPart::Field(field)), Some(simple)) => {
            let message = format!(
                "cannot assign to field \"{}\" of column \"{name}\" because its type {} is not a composite type",
                field.name,
                simple.name()
            );
            Err(Failure::new(SqlState::DatatypeMismatch, message).at(target.column.span))
        }
        (Some(TargetPart::Element), Some(simple)) => {
            let message = format!("cannot subscript type {} because it does not support subscripting", simple.name());
            Err(Failure::new(SqlState::DatatypeMismatch, message))
        }
        (Some(_), None) => Err(not_run("A part of a column").about(target.column.span)),
    }
}

/// A column that the server fills takes no other value.
fn refuse_generated(relation: &Relation, number: u16, is_insert: bool) -> Checked {
    let Some(column) = relation.columns.get(usize::from(number) - 1) else { return Ok(()) };
    let name = &column.name;
    let detail = match column.generation {
        Generation::Stored => format!("Column \"{name}\" is a generated column."),
        Generation::IdentityAlways => format!("Column \"{name}\" is an identity column defined as GENERATED ALWAYS."),
        Generation::Default | Generation::IdentityByDefault => return Ok(()),
    };
    let message = match is_insert {
        true => format!("cannot insert a non-DEFAULT value into column \"{name}\""),
        false => format!("column \"{name}\" can only be updated to DEFAULT"),
    };
    let failure = Failure::new(SqlState::GeneratedAlways, message).detail(detail);
    Err(match is_insert && column.generation == Generation::IdentityAlways {
        true => failure.hint("Use OVERRIDING SYSTEM VALUE to override."),
        false => failure,
    })
}
