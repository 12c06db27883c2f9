//! Statements that use relations in other ways than as rows: what the server checks before it does
//! anything. What would really be done is not run.

use std::sync::Arc;

use medlar_catalog::{PrivilegeSet, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{QualifiedName, Unsupported};

use crate::context::Context;
use crate::define::undefined;
use crate::dependency::relation_noun;
use crate::foreign_access::{self, Access};
use crate::lexeme_cursor::{Cursor, Word, words};
use crate::message::{Checked, Failure};
use crate::object::{denied_rows, not_owner_of};
use crate::privileges::has_privileges;
use crate::query::{self, is_of_system};
use crate::session::not_run;

/// A statement that has one relation and is refused of some kinds.
struct Refusal {
    /// The words it begins with.
    begin: &'static str,
    /// The word that the name stands behind; empty right behind the beginning.
    before: &'static str,
    /// Whether only the owner is told what kind of relation it is.
    of_owner: bool,
    /// Of which kinds it is refused.
    kinds: &'static [RelationKind],
    /// The message, and that of servers that do not name the operation; `@` is the relation.
    message: &'static str,
    older_message: &'static str,
    sqlstate: SqlState,
}

use RelationKind::{ForeignTable, MaterializedView, Sequence, View};

static REFUSALS: &[Refusal] = &[
    Refusal {
        begin: "create rule",
        before: "to",
        of_owner: false,
        kinds: &[ForeignTable, Sequence],
        message: "relation \"@\" cannot have rules",
        older_message: "\"@\" is not a table or view",
        sqlstate: SqlState::WrongObjectType,
    },
    Refusal {
        begin: "lock",
        before: "",
        of_owner: false,
        kinds: &[ForeignTable, MaterializedView, Sequence],
        message: "cannot lock relation \"@\"",
        older_message: "\"@\" is not a table or view",
        sqlstate: SqlState::WrongObjectType,
    },
    Refusal {
        begin: "create policy",
        before: "on",
        of_owner: true,
        kinds: &[ForeignTable, View, MaterializedView, Sequence],
        message: "",
        older_message: "\"@\" is not a table",
        sqlstate: SqlState::WrongObjectType,
    },
    Refusal {
        begin: "reindex table",
        before: "",
        of_owner: false,
        kinds: &[ForeignTable, View, Sequence],
        message: "",
        older_message: "\"@\" is not a table or materialized view",
        sqlstate: SqlState::WrongObjectType,
    },
    Refusal {
        begin: "cluster",
        before: "",
        of_owner: false,
        kinds: &[ForeignTable, View, Sequence],
        message: "",
        older_message: "\"@\" is not a table or materialized view",
        sqlstate: SqlState::WrongObjectType,
    },
    Refusal {
        begin: "create publication",
        before: "table",
        of_owner: true,
        kinds: &[ForeignTable, View, MaterializedView, Sequence],
        message: "cannot add relation \"@\" to publication",
        older_message: "\"@\" is not a table",
        sqlstate: SqlState::InvalidParameterValue,
    },
    Refusal {
        begin: "merge into",
        before: "",
        of_owner: false,
        kinds: &[ForeignTable, View, MaterializedView, Sequence],
        message: "cannot execute MERGE on relation \"@\"",
        older_message: "",
        sqlstate: SqlState::FeatureNotSupported,
    },
];

pub(crate) fn execute(context: &mut Context<'_>, statement: &Unsupported, in_block: bool) -> Checked<&'static str> {
    let words = words(context, statement.span);
    let mut cursor = Cursor { words: &words, at: 0 };
    let refused = || Err(not_run(&statement.name));
    match &*statement.name {
        "DECLARE" if !in_block => Err(outside_block("DECLARE CURSOR")),
        "DECLARE" => {
            skip_to(&mut cursor, "for");
            embedded(context, &cursor, &statement.name)
        }
        "TRUNCATE" => truncate(context, &mut cursor),
        "ANALYZE" | "ANALYSE" => maintain(context, &mut cursor, false),
        "VACUUM" if in_block => {
            let message = "VACUUM cannot run inside a transaction block";
            Err(Failure::new(SqlState::ActiveSqlTransaction, message))
        }
        "VACUUM" => maintain(context, &mut cursor, true),
        "LOCK" if !in_block => Err(outside_block("LOCK TABLE")),
        "LOCK" => lock(context, &mut cursor),
        "COPY" => copy(context, &mut cursor),
        _ => {
            for refusal in REFUSALS {
                cursor.at = 0;
                if begins(&mut cursor, refusal.begin) {
                    refuse(context, &mut cursor, refusal)?;
                }
            }
            refused()
        }
    }
}

fn outside_block(what: &str) -> Box<Failure> {
    let message = format!("{what} can only be used in transaction blocks");
    Failure::new(SqlState::NoActiveSqlTransaction, message)
}

/// Whether the statement begins with these words; TABLE is read over.
fn begins(cursor: &mut Cursor<'_>, words: &str) -> bool {
    for word in words.split(' ') {
        if !cursor.accept(word) {
            return false;
        }
    }
    if words == "lock" {
        cursor.accept("table");
    }
    true
}

fn skip_to(cursor: &mut Cursor<'_>, word: &str) {
    while cursor.peek().is_some() && !cursor.accept(word) {
        cursor.at += 1;
    }
}

fn refuse(context: &mut Context<'_>, cursor: &mut Cursor<'_>, refusal: &Refusal) -> Checked {
    if !refusal.before.is_empty() {
        skip_to(cursor, refusal.before);
    }
    cursor.accept("concurrently");
    cursor.accept("only");
    let Some(relation) = relation(context, cursor)? else { return Ok(()) };
    if refusal.of_owner && !context.owns(relation.owner) {
        return Err(not_owner_of(context.catalog, relation.oid));
    }
    if !refusal.kinds.contains(&relation.kind) {
        return Ok(());
    }
    let noun = relation_noun(relation.kind);
    let is_newer = !refusal.message.is_empty() && context.rules.wrong_kind_names_the_operation;
    let message = if is_newer { refusal.message } else { refusal.older_message };
    let failure = Failure::new(refusal.sqlstate, message.replace('@', &relation.name));
    Err(match is_newer {
        true => failure.detail(format!("This operation is not supported for {noun}s.")),
        false => failure,
    })
}

/// The relation that the statement names next; it must be there. `None` of what is none.
fn relation(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<Option<Arc<Relation>>> {
    match cursor.relation() {
        Some(name) => find(context, &name).map(Some),
        None => Ok(None),
    }
}

fn find(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Checked<Arc<Relation>> {
    match context.find_relation(name)? {
        Some(found) => Ok(found),
        None if is_of_system(name) => Err(not_run("SELECT").about(name.span)),
        None => Err(undefined(name)),
    }
}

/// Whether a query or a change of rows begins here.
fn begins_query(cursor: &Cursor<'_>) -> bool {
    ["select", "table", "values", "with", "insert", "update", "delete"].iter().any(|word| cursor.is(word))
}

/// The query that the rest of a statement is.
fn embedded(context: &mut Context<'_>, cursor: &Cursor<'_>, name: &str) -> Checked<&'static str> {
    let (Some(first), Some(last)) = (cursor.peek(), cursor.words.last()) else { return Err(not_run(name)) };
    match begins_query(cursor) {
        true => Err(query::execute_part(context, (first.span.start.index(), last.span.end.index()), name)),
        false => Err(not_run(name)),
    }
}

fn truncate(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<&'static str> {
    cursor.accept("truncate");
    cursor.accept("table");
    let mut foreign = Vec::new();
    loop {
        cursor.accept("only");
        let Some(relation) = relation(context, cursor)? else { return Err(not_run("TRUNCATE")) };
        match relation.kind {
            RelationKind::ForeignTable => {
                foreign_access::plan(context, &relation, Access::Truncate)?;
                foreign.push(Arc::clone(&relation));
            }
            RelationKind::Table | RelationKind::PartitionedTable => {}
            _ => {
                let message = format!("\"{}\" is not a table", relation.name);
                return Err(Failure::new(SqlState::WrongObjectType, message));
            }
        }
        check_privilege(context, &relation, PrivilegeSet::TRUNCATE)?;
        if !cursor.accept(",") {
            break;
        }
    }
    for table in foreign {
        foreign_access::carry_out(context, &table, Access::Truncate)?;
    }
    Err(not_run("TRUNCATE"))
}

fn check_privilege(context: &mut Context<'_>, relation: &Relation, wanted: PrivilegeSet) -> Checked {
    context.read_memberships();
    let (user, kind) = (context.user(), relation.kind.acl_kind());
    match has_privileges(context.catalog, user, kind, relation.owner, &relation.acl, wanted) {
        true => Ok(()),
        false => Err(denied_rows(context.catalog, relation.oid)),
    }
}

/// VACUUM and ANALYZE of tables by name.
fn maintain(context: &mut Context<'_>, cursor: &mut Cursor<'_>, is_vacuum: bool) -> Checked<&'static str> {
    let (tag, verb) = if is_vacuum { ("VACUUM", "vacuum") } else { ("ANALYZE", "analyze") };
    cursor.at += 1;
    if cursor.accept("(") {
        skip_to(cursor, ")");
    }
    while ["full", "freeze", "verbose", "analyze", "analyse"].iter().any(|word| cursor.accept(word)) {}
    let mut tables = Vec::new();
    loop {
        let Some(relation) = relation(context, cursor)? else { return Err(not_run(tag)) };
        let mut columns = Vec::new();
        if cursor.accept("(") {
            while let Some(name) = cursor.peek().and_then(Word::name) {
                columns.push(name);
                cursor.at += 1;
                cursor.accept(",");
            }
            cursor.accept(")");
        }
        tables.push((relation, columns));
        if !cursor.accept(",") {
            break;
        }
    }
    for (relation, columns) in tables {
        let name = &relation.name;
        let skipped = |why: &str| format!("skipping \"{name}\" --- {why}");
        let is_table = matches!(
            relation.kind,
            RelationKind::Table | RelationKind::PartitionedTable | RelationKind::MaterializedView
        );
        if !context.owns(relation.owner) && !context.is_superuser() {
            context.warn(SqlState::Warning, skipped(&format!("only table or database owner can {verb} it")));
        } else if relation.kind == RelationKind::ForeignTable && !is_vacuum {
            foreign_access::plan(context, &relation, Access::Analyze)?;
            foreign_access::carry_out(context, &relation, Access::Analyze)?;
        } else if !is_table {
            let why = format!("cannot {verb} non-tables or special system tables");
            context.warn(SqlState::Warning, skipped(&why));
        } else if let Some(column) = columns.iter().find(|column| relation.column(column).is_none()) {
            let message = format!("column \"{column}\" of relation \"{name}\" does not exist");
            return Err(Failure::new(SqlState::UndefinedColumn, message));
        }
    }
    Ok(tag)
}

/// `LOCK TABLE relation` of an owner.
fn lock(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<&'static str> {
    for refusal in REFUSALS.iter().filter(|refusal| refusal.begin == "lock") {
        cursor.at = 0;
        if begins(cursor, refusal.begin) {
            refuse(context, cursor, refusal)?;
        }
    }
    cursor.at = 0;
    begins(cursor, "lock");
    cursor.accept("only");
    let owned = match relation(context, cursor)? {
        Some(relation) => context.owns(relation.owner),
        None => false,
    };
    if owned && !cursor.is(",") { Ok("LOCK TABLE") } else { Err(not_run("LOCK")) }
}

/// `COPY relation FROM` a file, and `COPY relation TO`, of relations that are not copied from.
fn copy(context: &mut Context<'_>, cursor: &mut Cursor<'_>) -> Checked<&'static str> {
    cursor.accept("copy");
    if cursor.accept("(") {
        let end = cursor.words.iter().rposition(|word| word.is(")")).unwrap_or_default();
        let inner = Cursor { words: cursor.words.get(..end).unwrap_or_default(), at: cursor.at };
        return embedded(context, &inner, "COPY");
    }
    let Some(name) = cursor.relation() else { return Err(not_run("COPY")) };
    if cursor.accept("(") {
        skip_to(cursor, ")");
    }
    if cursor.accept("from")
        && context.is_superuser()
        && let [file] = cursor.words.get(cursor.at..).unwrap_or_default()
        && let Some(file) = file.text.strip_prefix('\'').and_then(|file| file.strip_suffix('\''))
    {
        let relation = find(context, &name)?;
        let is_table = relation.kind.is_table();
        return Err(if is_table { foreign_access::no_file(file) } else { not_run("COPY") });
    }
    if !cursor.accept("to") || !(cursor.is("stdout") || context.is_superuser()) {
        return Err(not_run("COPY"));
    }
    let relation = find(context, &name)?;
    check_privilege(context, &relation, PrivilegeSet::SELECT)?;
    if matches!(relation.kind, RelationKind::Table) {
        return Err(not_run("COPY"));
    }
    let message = format!("cannot copy from {} \"{}\"", relation_noun(relation.kind), relation.name);
    let failure = Failure::new(SqlState::WrongObjectType, message);
    Err(match relation.kind {
        RelationKind::Sequence => failure,
        _ => failure.hint("Try the COPY (SELECT ...) TO variant."),
    })
}
