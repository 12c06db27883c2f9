//! Queries up to where rows would be needed, and the words of statements that change rows, which are read
//! from the lexemes in their simple shapes.

use std::sync::Arc;

use medlar_catalog::{ColumnReference, PrivilegeSet, Relation};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Expression, QualifiedName, Query};
use medlar_syntax::keyword::Keyword;
use medlar_syntax::lexeme::LexemeClass;

use crate::change;
use crate::context::Context;
use crate::define::expression_columns;
use crate::expression::{self, QueryColumn, QueryPlace};
use crate::foreign_access::Access;
use crate::message::{Checked, Failure};
use crate::namespace::undefined_relation;
use crate::object::check_openable;
use crate::query_columns::{self, Analysed};
use crate::row_use::{self, Use};
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

/// The columns of a query that is a statement, and whether it reads nothing but what the system has:
/// of other relations there are no rows here.
pub(crate) fn check_statement(
    context: &mut Context<'_>,
    query: &Query<'_>,
) -> Checked<(Option<Vec<QueryColumn>>, bool)> {
    let Analysed { columns, used } = query_columns::analyse(context, query, None)?;
    let uses = uses_of(context, &used);
    row_use::carry_out(context, &uses, "SELECT")?;
    Ok((columns, uses.is_empty()))
}

/// The tables of the statement; `None` of a shape that is not simple.
pub(crate) fn analyse(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
    if ["select", "table", "values", "with", "("].iter().any(|word| cursor.is(word)) {
        return select(context, cursor);
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
        Some(found) => {
            check_openable(&found).map_err(|failure| failure.at(name.span))?;
            Ok(found)
        }
        // The system's own tables and views are not kept.
        None if is_of_system(name) => Err(not_run("SELECT").about(name.span)),
        None => Err(undefined_relation(name).at(name.span)),
    }
}

/// Whether a name may be that of a view of the system that is not known here.
pub(crate) fn may_be_of_system(name: &str) -> bool {
    ["pg_stat", "_pg_", "gp_"].iter().any(|start| name.starts_with(start))
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

/// The text of the words, at the place that they have in the statement.
fn in_place(context: &Context<'_>, words: &[Word<'_>]) -> Option<String> {
    let (first, last) = (words.first()?, words.last()?);
    Some(" ".repeat(first.span.start.index()) + context.text(first.span.to(last.span)))
}

/// The words as an expression whose spans are places in the statement; `None` of what is none.
pub(crate) fn with_expression(
    context: &mut Context<'_>,
    words: &[Word<'_>],
    then: &mut dyn FnMut(&mut Context<'_>, &Expression<'_>) -> Checked<bool>,
) -> Checked<Option<bool>> {
    let Some(text) = in_place(context, words) else { return Ok(None) };
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
    let columns = expression_columns(context, &relation);
    with_expression(context, words, &mut |context, expression| {
        let aggregates = expression::check_in_query(context, place, alias, &columns, expression)?;
        let found = uses::of_expression(context, &relation, expression)?;
        let of_table = |used: &ColumnReference| (used.oid == relation.oid).then_some(used.column);
        used.columns.extend(found.iter().filter_map(of_table));
        Ok(aggregates)
    })
}

/// The query that the rest of the words is; none of what is no query.
fn select(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
    let words = cursor.words.get(cursor.at..).unwrap_or_default();
    let Some(text) = in_place(context, words) else { return Ok(None) };
    let Ok(query) = medlar_syntax::parse_query(&text, context.target) else { return Ok(None) };
    cursor.at = cursor.words.len();
    let used = query_columns::analyse(context, &query, None)?.used;
    Ok(Some(uses_of(context, &used)))
}

/// The relations that a query reads, each with the columns that it reads of it.
fn uses_of(context: &Context<'_>, used: &[ColumnReference]) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    for reference in used {
        let Some(relation) = context.catalog.relation(reference.oid) else { continue };
        let column = (reference.column > 0).then_some(reference.column);
        match uses.iter_mut().find(|known| known.relation.oid == reference.oid) {
            Some(known) => known.columns.extend(column),
            None => uses.push(Use {
                relation: Arc::clone(relation),
                access: Access::Select,
                privilege: PrivilegeSet::SELECT,
                columns: column.into_iter().collect(),
            }),
        }
    }
    uses
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

/// Whether the statement that begins here is one of these.
pub(crate) fn begins_query(cursor: &Cursor<'_>) -> bool {
    use Keyword::{Delete, Insert, Select, Table, Update};
    matches!(cursor.peek().and_then(Word::keyword), Some(Select | Table | Insert | Update | Delete))
}
