//! Queries in their simple shapes, up to where rows would be needed: reading them from the lexemes, and
//! the tables, columns and expressions of SELECT. All other shapes are not run.

use std::sync::Arc;

use medlar_catalog::{ColumnReference, PrivilegeSet, Relation};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Expression, QualifiedName};
use medlar_syntax::keyword::Keyword;
use medlar_syntax::lexeme::LexemeClass;

use crate::change;
use crate::context::Context;
use crate::define::{expression_columns, is_system_column};
use crate::expression::{self, QueryPlace};
use crate::foreign_access::Access;
use crate::message::{Checked, Failure};
use crate::namespace::undefined_relation;
use crate::row_use::{self, Use, all_columns};
use crate::session::not_run;
use crate::uses;
use crate::view::{Word, dotted};

/// The lexemes of a statement, and how far they have been read.
pub(crate) struct Cursor<'w> {
    pub(crate) words: &'w [Word<'w>],
    pub(crate) at: usize,
}

impl<'w> Cursor<'w> {
    pub(crate) fn peek(&self) -> Option<&'w Word<'w>> {
        self.words.get(self.at)
    }

    pub(crate) fn is(&self, text: &str) -> bool {
        self.peek().is_some_and(|word| is(word, text))
    }

    pub(crate) fn accept(&mut self, text: &str) -> bool {
        let found = self.is(text);
        self.at += usize::from(found);
        found
    }

    /// A name of a relation, which no function's arguments follow.
    pub(crate) fn relation(&mut self) -> Option<QualifiedName<'static>> {
        let (parts, end) = dotted(self.words, self.at);
        let span = parts.first()?.span.to(parts.last()?.span);
        self.at = end;
        Some(QualifiedName { parts, span })
    }

    pub(crate) fn alias(&mut self) -> Option<String> {
        let has_as = self.accept("as");
        let word = self.peek()?;
        let name = word.name().filter(|_| has_as || word.class == LexemeClass::Identifier)?;
        self.at += 1;
        Some(name)
    }

    /// The items of a list up to one of these words or the end, without parentheses around them.
    pub(crate) fn items(&mut self, ends: &[&str]) -> Vec<&'w [Word<'w>]> {
        let mut items = Vec::new();
        let (mut depth, mut start) = (0usize, self.at);
        while let Some(word) = self.peek() {
            let closes = word.is(")") || word.is("]");
            if depth == 0 && (closes || ends.iter().any(|end| is(word, end))) {
                break;
            }
            if word.is("(") || word.is("[") {
                depth += 1;
            } else if closes {
                depth -= 1;
            } else if depth == 0 && word.is(",") {
                items.extend(self.words.get(start..self.at));
                start = self.at + 1;
            }
            self.at += 1;
        }
        items.extend(self.words.get(start..self.at).filter(|item| !item.is_empty()));
        items
    }
}

pub(crate) fn is(word: &Word<'_>, text: &str) -> bool {
    !word.text.starts_with(['"', '\'']) && word.text.eq_ignore_ascii_case(text)
}

/// Begins with SELECT, TABLE, INSERT, UPDATE or DELETE; `name` is what the whole statement is called.
/// There are no rows to succeed with.
pub(crate) fn execute(context: &mut Context<'_>, cursor: &mut Cursor<'_>, name: &str) -> Box<Failure> {
    let done = run(context, cursor, name);
    done.err().unwrap_or_else(|| not_run(name))
}

fn run(context: &mut Context<'_>, cursor: &mut Cursor<'_>, name: &str) -> Checked {
    let Some(uses) = analyse(context, cursor)?.filter(|_| cursor.peek().is_none()) else { return Ok(()) };
    row_use::carry_out(context, &uses, name)
}

/// The tables of the statement; `None` of a shape that is not simple.
pub(crate) fn analyse(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
    if cursor.accept("select") {
        return select(context, cursor);
    }
    if cursor.accept("table") {
        cursor.accept("only");
        let Some(name) = cursor.relation() else { return Ok(None) };
        let relation = open(context, &name)?;
        let columns = all_columns(&relation);
        return Ok(Some(vec![Use { relation, access: Access::Select, privilege: PrivilegeSet::SELECT, columns }]));
    }
    if cursor.accept("insert") {
        return change::insert(context, cursor);
    }
    if cursor.accept("update") {
        return change::update(context, cursor);
    }
    if cursor.accept("delete") && cursor.accept("from") {
        return change::delete(context, cursor);
    }
    Ok(None)
}

/// A table that a query names. A schema that is not there makes it a table that is not there.
pub(crate) fn open(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Checked<Arc<Relation>> {
    let found = match context.find_relation(name) {
        Err(failure) if failure.error.sqlstate == SqlState::InvalidSchemaName => None,
        found => found.map_err(|failure| failure.at(name.span))?,
    };
    match found {
        Some(found) => Ok(found),
        // The system's own tables and views are not kept.
        None if is_of_system(name) => Err(not_run("SELECT").about(name.span)),
        None => Err(undefined_relation(name).at(name.span)),
    }
}

pub(crate) fn is_of_system(name: &QualifiedName<'_>) -> bool {
    // All tables and views of pg_catalog begin so.
    let is_catalog =
        |name: &str| (name.starts_with("pg_") || name.starts_with("gp_")) && !matches!(name, "pg_catalog" | "pg_toast");
    match name.parts.as_slice() {
        [table] => is_catalog(&table.name),
        [.., schema, table] => match &*schema.name {
            "pg_catalog" => is_catalog(&table.name),
            schema => matches!(schema, "pg_toast" | "information_schema" | "gp_toolkit"),
        },
        [] => false,
    }
}

/// The words as an expression whose spans are places in the statement; `None` of what is none.
pub(crate) fn with_expression(
    context: &mut Context<'_>,
    words: &[Word<'_>],
    then: &mut dyn FnMut(&mut Context<'_>, &Expression<'_>) -> Checked<bool>,
) -> Checked<Option<bool>> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Ok(None) };
    let start = first.span.start.index();
    let text = " ".repeat(start) + context.text(first.span.to(last.span));
    match medlar_syntax::parse_expression(&text, context.target) {
        Ok(expression) => then(context, &expression).map(Some),
        Err(_) => Ok(None),
    }
}

/// Checks an expression over one table; `None` of what is none, else whether it aggregates.
pub(crate) fn check(
    context: &mut Context<'_>,
    used: &mut Use,
    alias: &str,
    place: QueryPlace<'_>,
    words: &[Word<'_>],
) -> Checked<Option<bool>> {
    let relation = Arc::clone(&used.relation);
    let columns = expression_columns(&relation, context.target);
    with_expression(context, words, &mut |context, expression| {
        let aggregates = expression::check_in_query(context, place, alias, &columns, expression)?;
        let found = uses::of_expression(context, &relation, expression)?;
        let of_table = |used: &ColumnReference| (used.oid == relation.oid).then_some(used.column);
        used.columns.extend(found.iter().filter_map(of_table));
        Ok(aggregates)
    })
}

fn select(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
    if !cursor.accept("distinct") {
        cursor.accept("all");
    }
    let items = cursor.items(&["from", "into"]);
    // The table that is made is not looked at.
    if cursor.accept("into") && cursor.relation().is_none() {
        return Ok(None);
    }
    if !cursor.accept("from") {
        // Without a table there are no columns.
        for item in items.iter().filter(|_| cursor.peek().is_none()) {
            with_expression(context, without_alias(item), &mut |context, expression| {
                expression::check_in_query(context, QueryPlace::List, "", &[], expression)
            })?;
        }
        return Ok(None);
    }
    let mut found: Vec<(Use, String)> = Vec::new();
    loop {
        cursor.accept("only");
        let Some(name) = cursor.relation().filter(|_| !cursor.is("(")) else { return Ok(None) };
        let relation = open(context, &name)?;
        let alias = cursor.alias().unwrap_or_else(|| relation.name.to_string());
        let used = Use { relation, access: Access::Select, privilege: PrivilegeSet::SELECT, columns: Vec::new() };
        found.push((used, alias));
        if !cursor.accept(",") {
            break;
        }
    }
    // Joins and groups are not looked at.
    if cursor.peek().is_some() && !["where", "order", "limit"].iter().any(|word| cursor.is(word)) {
        return Ok(None);
    }
    let is_single = found.len() == 1;
    let (mut aggregates, mut has_plain) = (false, false);
    for item in items {
        match item {
            [star] if star.is("*") => {
                has_plain = true;
                found.iter_mut().for_each(|(used, _)| used.columns = all_columns(&used.relation));
            }
            item if !is_single => match without_alias(item) {
                [word] => of_one_table(&mut found, word)?,
                _ => return Ok(None),
            },
            [table, dot, star] if dot.is(".") && star.is("*") => {
                has_plain = true;
                let Some((used, alias)) = found.first_mut() else { return Ok(None) };
                let Some(name) = table.name().filter(|name| *name != *alias) else {
                    used.columns = all_columns(&used.relation);
                    continue;
                };
                let message = format!("missing FROM-clause entry for table \"{name}\"");
                return Err(Failure::new(SqlState::UndefinedTable, message).at(table.span));
            }
            item => {
                let Some((used, alias)) = found.first_mut() else { return Ok(None) };
                let before = used.columns.len();
                let Some(aggregate) = check(context, used, alias, QueryPlace::List, without_alias(item))? else {
                    return Ok(None);
                };
                aggregates |= aggregate;
                has_plain |= !aggregate && used.columns.len() > before;
            }
        }
    }
    // Rows that are grouped are not looked at.
    if aggregates && has_plain {
        return Ok(None);
    }
    if cursor.accept("where") && !filter(context, cursor, found.first_mut().filter(|_| is_single))? {
        return Ok(None);
    }
    if cursor.accept("order") && !order(context, cursor, found.first_mut().filter(|_| is_single))? {
        return Ok(None);
    }
    if cursor.accept("limit") {
        cursor.at += 1;
    }
    Ok(Some(found.into_iter().map(|(used, _)| used).collect()))
}

/// A bare name is a column of one of the tables.
fn of_one_table(tables: &mut [(Use, String)], word: &Word<'_>) -> Checked {
    let Some(name) = word.name().filter(|_| word.class == LexemeClass::Identifier) else { return Ok(()) };
    let mut known = is_system_column(&name) || tables.iter().any(|(_, alias)| *alias == name);
    if known {
        return Ok(());
    }
    for (used, _) in tables {
        let Some((number, _)) = used.relation.column(&name) else { continue };
        if known {
            let message = format!("column reference \"{name}\" is ambiguous");
            return Err(Failure::new(SqlState::AmbiguousColumn, message).at(word.span));
        }
        known = true;
        used.columns.push(number);
    }
    match known {
        true => Ok(()),
        false => {
            let message = format!("column \"{name}\" does not exist");
            Err(Failure::new(SqlState::UndefinedColumn, message).at(word.span))
        }
    }
}

/// An item of a list without the name it gives.
fn without_alias<'i, 'w>(item: &'i [Word<'w>]) -> &'i [Word<'w>] {
    match item {
        [expression @ .., word, _] if is(word, "as") => expression,
        [expression @ .., before, last]
            if last.class == LexemeClass::Identifier
                && (before.is(")") || !matches!(before.class, LexemeClass::Operator | LexemeClass::Keyword(_))) =>
        {
            item.get(..=expression.len()).unwrap_or(item)
        }
        _ => item,
    }
}

/// `WHERE condition`; false where it is not simple.
pub(crate) fn filter(
    context: &mut Context<'_>,
    cursor: &mut Cursor<'_>,
    table: Option<&mut (Use, String)>,
) -> Checked<bool> {
    let items = cursor.items(&["limit", "order", "group", "returning", "union", "for"]);
    let ([condition], Some((used, alias))) = (items.as_slice(), table) else { return Ok(false) };
    Ok(check(context, used, alias, QueryPlace::Where, condition)?.is_some())
}

/// `ORDER BY expressions`, with which names of the list may be meant as well: only columns are simple.
fn order(context: &mut Context<'_>, cursor: &mut Cursor<'_>, table: Option<&mut (Use, String)>) -> Checked<bool> {
    let (true, Some((used, alias))) = (cursor.accept("by"), table) else { return Ok(false) };
    for item in cursor.items(&["limit", "offset", "fetch", "for"]) {
        let key = match item {
            [key @ .., direction] if is(direction, "asc") || is(direction, "desc") => key,
            key => key,
        };
        let is_column = matches!(key, [word] if word.name().is_some_and(|name| used.relation.column(&name).is_some()));
        if !is_column || check(context, used, alias, QueryPlace::List, key)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the statement that begins here is one of these.
pub(crate) fn begins_query(cursor: &Cursor<'_>) -> bool {
    use Keyword::{Delete, Insert, Select, Table, Update};
    matches!(cursor.peek().and_then(Word::keyword), Some(Select | Table | Insert | Update | Delete))
}
