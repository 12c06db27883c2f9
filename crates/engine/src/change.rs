//! INSERT, UPDATE and DELETE in their simple shapes: the table, its columns, and the values given to them.

use std::sync::Arc;

use medlar_catalog::{Generation, PrivilegeSet, Relation, RelationKind};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::define::expression_columns;
use crate::expression::{self, QueryPlace};
use crate::foreign_access::Access;
use crate::message::{Checked, Failure};
use crate::query::{Cursor, analyse, check, filter, is, open, with_expression};
use crate::row_use::Use;
use crate::view::Word;

pub(crate) fn insert(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
    let (true, Some(name)) = (cursor.accept("into"), cursor.relation()) else { return Ok(None) };
    let relation = open(context, &name)?;
    if !is_table(&relation) {
        return Ok(None);
    }
    let mut targets: Vec<(u16, Option<Span>)> = Vec::new();
    if cursor.accept("(") {
        for item in cursor.items(&[]) {
            let ([word], Some(name)) = (item, item.first().and_then(Word::name)) else { return Ok(None) };
            let number = column(&relation, &name, word.span)?;
            if targets.iter().any(|(known, _)| *known == number) {
                let message = format!("column \"{name}\" specified more than once");
                return Err(Failure::new(SqlState::DuplicateColumn, message).at(word.span));
            }
            targets.push((number, Some(word.span)));
        }
        if !cursor.accept(")") {
            return Ok(None);
        }
    } else {
        targets.extend(relation.numbered_columns().map(|(number, _)| (number, None)));
    }
    let all: Vec<u16> = targets.iter().map(|(number, _)| *number).collect();
    let mut target = Use { relation, access: Access::Insert, privilege: PrivilegeSet::INSERT, columns: Vec::new() };
    if cursor.is("select") {
        let Some(mut uses) = analyse(context, cursor)? else { return Ok(None) };
        target.columns = all;
        uses.insert(0, target);
        return Ok(Some(uses));
    }
    if cursor.accept("default") {
        return Ok(cursor.accept("values").then(|| vec![target]));
    }
    if !cursor.accept("values") {
        return Ok(None);
    }
    let mut rows = Vec::new();
    while cursor.accept("(") {
        rows.push(cursor.items(&[]));
        if !cursor.accept(")") || !cursor.accept(",") {
            break;
        }
    }
    values(context, &mut target, &targets, &rows).map(|is_simple| is_simple.then(|| vec![target]))
}

/// The rows of VALUES for these columns.
fn values(
    context: &mut Context<'_>,
    target: &mut Use,
    targets: &[(u16, Option<Span>)],
    rows: &[Vec<&[Word<'_>]>],
) -> Checked<bool> {
    let relation = Arc::clone(&target.relation);
    let Some(first) = rows.first() else { return Ok(false) };
    let all = expression_columns(context, &relation);
    let mut given = Vec::new();
    for row in rows {
        if let Some(word) = row.first().and_then(|item| item.first()).filter(|_| row.len() != first.len()) {
            let message = "VALUES lists must all be the same length";
            return Err(Failure::new(SqlState::SyntaxError, message).at(word.span));
        }
        if let Some(word) = row.get(targets.len()).and_then(|item| item.first()) {
            let message = "INSERT has more expressions than target columns";
            return Err(Failure::new(SqlState::SyntaxError, message).at(word.span));
        }
        if let Some((_, Some(span))) = targets.get(row.len()) {
            let message = "INSERT has more target columns than expressions";
            return Err(Failure::new(SqlState::SyntaxError, message).at(*span));
        }
        for (item, (number, _)) in row.iter().zip(targets) {
            if matches!(item, [word] if is(word, "default")) {
                continue;
            }
            let named = relation.columns.get(usize::from(*number) - 1).map_or("", |column| &column.name);
            let Some(column) = all.iter().find(|column| column.name == named) else { return Ok(false) };
            given.push(*number);
            let checked = with_expression(context, item, &mut |context, expression| {
                expression::check_in_query(context, QueryPlace::Value(column), "", &[], expression)
            })?;
            if checked.is_none() {
                return Ok(false);
            }
        }
    }
    target.columns = targets.iter().take(first.len()).map(|(number, _)| *number).collect();
    given.sort_unstable();
    for number in given {
        refuse_generated(&relation, number, true)?;
    }
    Ok(true)
}

pub(crate) fn update(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
    let Some((mut table, relation)) = changed_table(context, cursor)? else { return Ok(None) };
    if !cursor.accept("set") {
        return Ok(None);
    }
    let items = cursor.items(&["where", "from", "returning"]);
    if cursor.accept("where") && !filter(context, cursor, Some(&mut table))? {
        return Ok(None);
    }
    let all = expression_columns(context, &relation);
    let (read, alias) = &mut table;
    let mut set = Vec::new();
    let mut assigned = Vec::new();
    for item in &items {
        let [target, sign, value @ ..] = item else { return Ok(None) };
        let (Some(name), true) = (target.name(), sign.is("=")) else { return Ok(None) };
        assigned.push((target.span, name, value));
    }
    // Expressions first, then the columns that they are for.
    for of_columns in [false, true] {
        for (span, name, value) in &assigned {
            if matches!(value, [word] if is(word, "default")) {
                if of_columns {
                    set.push((column(&relation, name, *span)?, false));
                }
                continue;
            }
            let known = all.iter().find(|column| column.name == name);
            let place = match known.filter(|_| of_columns) {
                Some(column) => QueryPlace::Set(column),
                None => QueryPlace::List,
            };
            if of_columns {
                set.push((column(&relation, name, *span)?, true));
            }
            if check(context, read, alias, place, value)?.is_none() {
                return Ok(None);
            }
        }
    }
    for (number, _) in set.iter().filter(|(_, is_given)| *is_given) {
        refuse_generated(&relation, *number, false)?;
    }
    let columns = set.iter().map(|(number, _)| *number).collect();
    let changed = Use { relation, access: Access::Update, privilege: PrivilegeSet::UPDATE, columns };
    Ok(Some(with_reading(changed, table.0)))
}

pub(crate) fn delete(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
    let Some((mut table, relation)) = changed_table(context, cursor)? else { return Ok(None) };
    if cursor.accept("where") && !filter(context, cursor, Some(&mut table))? {
        return Ok(None);
    }
    let columns = Vec::new();
    let changed = Use { relation, access: Access::Delete, privilege: PrivilegeSet::DELETE, columns };
    Ok(Some(with_reading(changed, table.0)))
}

/// The table of UPDATE or DELETE, as it is read, under its alias.
#[expect(clippy::type_complexity, reason = "the table as it is read, and itself")]
fn changed_table(
    context: &mut Context<'_>,
    cursor: &mut Cursor<'_>,
) -> Checked<Option<((Use, String), Arc<Relation>)>> {
    cursor.accept("only");
    let Some(name) = cursor.relation() else { return Ok(None) };
    let relation = open(context, &name)?;
    if !is_table(&relation) {
        return Ok(None);
    }
    let alias = match cursor.is("set") {
        true => None,
        false => cursor.alias(),
    };
    let alias = alias.unwrap_or_else(|| relation.name.to_string());
    let read = Use {
        relation: Arc::clone(&relation),
        access: Access::Select,
        privilege: PrivilegeSet::SELECT,
        columns: Vec::new(),
    };
    Ok(Some(((read, alias), relation)))
}

/// Columns that are read need the right to read them.
fn with_reading(changed: Use, read: Use) -> Vec<Use> {
    if read.columns.is_empty() { vec![changed] } else { vec![changed, read] }
}

fn is_table(relation: &Relation) -> bool {
    matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable)
}

fn column(relation: &Relation, name: &str, span: Span) -> Checked<u16> {
    relation.column(name).map(|(number, _)| number).ok_or_else(|| {
        let message = format!("column \"{name}\" of relation \"{}\" does not exist", relation.name);
        Failure::new(SqlState::UndefinedColumn, message).at(span)
    })
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
