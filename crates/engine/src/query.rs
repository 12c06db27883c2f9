//! SELECT, INSERT, UPDATE and DELETE in their simple shapes, up to where rows would be needed: tables,
//! columns and expressions, what the wrapper says when the statement is planned, privileges, what the
//! wrapper says when it is carried out. All other shapes are not run.

use std::sync::Arc;

use medlar_catalog::{ColumnReference, Generation, Oid, PrivilegeSet, Relation, RelationKind};
use medlar_syntax::ast::{Expression, QualifiedName};
use medlar_syntax::keyword::Keyword;
use medlar_syntax::lexeme::LexemeClass;
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::define::{expression_columns, is_system_column};
use crate::expression::{self, QueryPlace};
use crate::foreign_access::{self, Access};
use crate::message::{Checked, Failure};
use crate::namespace::undefined_relation;
use crate::object::denied;
use crate::privileges::has_privileges;
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

    fn alias(&mut self) -> Option<String> {
        let has_as = self.accept("as");
        let word = self.peek()?;
        let name = word.name().filter(|_| has_as || word.class == LexemeClass::Identifier)?;
        self.at += 1;
        Some(name)
    }

    /// The items of a list up to one of these words or the end, without parentheses around them.
    fn items(&mut self, ends: &[&str]) -> Vec<&'w [Word<'w>]> {
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

fn is(word: &Word<'_>, text: &str) -> bool {
    !word.text.starts_with(['"', '\'']) && word.text.eq_ignore_ascii_case(text)
}

/// A table of a statement, what is done to it, and the columns it is done to.
struct Use {
    relation: Arc<Relation>,
    access: Access,
    privilege: PrivilegeSet,
    /// None of them is any of them.
    columns: Vec<u16>,
}

/// Begins with SELECT, TABLE, INSERT, UPDATE or DELETE; `name` is what the whole statement is called.
/// There are no rows to succeed with.
pub(crate) fn execute(context: &mut Context<'_>, cursor: &mut Cursor<'_>, name: &str) -> Box<Failure> {
    let done = run(context, cursor, name);
    done.err().unwrap_or_else(|| not_run(name))
}

fn run(context: &mut Context<'_>, cursor: &mut Cursor<'_>, name: &str) -> Checked {
    let Some(uses) = analyse(context, cursor)?.filter(|_| cursor.peek().is_none()) else { return Ok(()) };
    plan(context, &uses, name)?;
    for used in &uses {
        check_privilege(context, used)?;
    }
    let is_one = uses.windows(2).all(|pair| matches!(pair, [one, other] if one.relation.oid == other.relation.oid));
    let Some(first) = uses.first().filter(|first| first.relation.kind == RelationKind::ForeignTable) else {
        return Ok(());
    };
    foreign_access::check_changes(context, &first.relation, first.access)?;
    match is_one && name != "EXPLAIN" {
        true => foreign_access::carry_out(context, &first.relation, first.access),
        false => Ok(()),
    }
}

/// The tables of the statement; `None` of a shape that is not simple.
fn analyse(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
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
        return insert(context, cursor);
    }
    if cursor.accept("update") {
        return update(context, cursor);
    }
    if cursor.accept("delete") && cursor.accept("from") {
        return delete(context, cursor);
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
    let is_system = |name: &str| name.starts_with("pg_") || name.starts_with("gp_") || name == "information_schema";
    name.parts.iter().any(|part| is_system(&part.name))
}

fn all_columns(relation: &Relation) -> Vec<u16> {
    relation.numbered_columns().map(|(number, _)| number).collect()
}

/// The words as an expression whose spans are places in the statement; `None` of what is none.
fn with_expression(
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
fn check(
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
    if !cursor.accept("from") {
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
fn filter(context: &mut Context<'_>, cursor: &mut Cursor<'_>, table: Option<&mut (Use, String)>) -> Checked<bool> {
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

fn insert(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
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
    let all = expression_columns(&relation, context.target);
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

fn update(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
    let Some((mut table, relation)) = changed_table(context, cursor)? else { return Ok(None) };
    if !cursor.accept("set") {
        return Ok(None);
    }
    let items = cursor.items(&["where", "from", "returning"]);
    if cursor.accept("where") && !filter(context, cursor, Some(&mut table))? {
        return Ok(None);
    }
    let all = expression_columns(&relation, context.target);
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

fn delete(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Vec<Use>>> {
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

/// Foreign tables are planned by their wrappers, those that views are made from, too.
fn plan(context: &mut Context<'_>, uses: &[Use], name: &str) -> Checked {
    for used in uses {
        let mut open = vec![(used.relation.oid, used.access)];
        let mut seen: Vec<Oid> = Vec::new();
        while let Some((oid, access)) = open.pop() {
            let Some(relation) = context.catalog.relation(oid).map(Arc::clone) else { continue };
            if seen.contains(&oid) {
                continue;
            }
            seen.push(oid);
            match relation.kind {
                RelationKind::ForeignTable => foreign_access::plan(context, &relation, access)?,
                RelationKind::View => open.extend(relation.uses.iter().rev().map(|used| (used.oid, Access::Select))),
                // The tables that inherit from it are read with it.
                RelationKind::Table | RelationKind::PartitionedTable => {
                    let inherits = |child: &Oid| {
                        context.catalog.relation(*child).is_some_and(|child| child.parents.contains(&oid))
                    };
                    if access != Access::Insert && context.catalog.dependents_of(oid).any(|child| inherits(&child)) {
                        return Err(not_run(name));
                    }
                }
                RelationKind::Sequence => {}
            }
        }
    }
    Ok(())
}

/// The right on the table, or that on every column that is used.
fn check_privilege(context: &mut Context<'_>, used: &Use) -> Checked {
    context.read_memberships();
    let (user, relation) = (context.user(), &used.relation);
    let has = |acl: &medlar_catalog::Acl, kind| {
        has_privileges(context.catalog, user, kind, relation.owner, acl, used.privilege)
    };
    let has_column = |number: u16| {
        let column = relation.columns.get(usize::from(number) - 1);
        column.is_some_and(|column| has(&column.acl, medlar_catalog::AclKind::Column))
    };
    let by_columns = match used.columns.as_slice() {
        [] => used.access != Access::Delete && all_columns(relation).into_iter().any(has_column),
        columns => columns.iter().all(|number| has_column(*number)),
    };
    if has(&relation.acl, relation.kind.acl_kind()) || by_columns {
        return Ok(());
    }
    Err(denied(context.catalog, relation.oid))
}

/// Whether the statement that begins here is one of these.
pub(crate) fn begins_query(cursor: &Cursor<'_>) -> bool {
    use Keyword::{Delete, Insert, Select, Table, Update};
    matches!(cursor.peek().and_then(Word::keyword), Some(Select | Table | Insert | Update | Delete))
}
