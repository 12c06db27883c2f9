//! The lists of relations: `\d` without a name, `\dt` and its relatives, `\det` and `\dp`.

use std::sync::Arc;

use medlar_catalog::{Relation, RelationKind, SYSTEM_COLUMNS};
use medlar_engine::{Session, type_storage};
use medlar_syntax::printer::quote_ident;

use crate::describe::{Row, options, privilege_items, privileges, role_name, table, text};
use crate::pattern::ObjectPattern;
use crate::table::Table;

/// The words for the kinds of relations, with psql's letter for those that a list shows.
const KINDS: &[(RelationKind, char, &str)] = &[
    (RelationKind::Table, 't', "table"),
    (RelationKind::PartitionedTable, 't', "partitioned table"),
    (RelationKind::ForeignTable, 'E', "foreign table"),
    (RelationKind::View, 'v', "view"),
    (RelationKind::MaterializedView, 'm', "materialized view"),
    (RelationKind::Sequence, 's', "sequence"),
    (RelationKind::Index, INDEXES, "index"),
    (RelationKind::PartitionedIndex, INDEXES, "partitioned index"),
    (RelationKind::CompositeType, '\0', "composite type"),
];

/// The letter of indexes, which `\d` without a name leaves out.
pub(crate) const INDEXES: char = 'i';

fn kind_of(relation: &Relation) -> (char, &'static str) {
    let found = KINDS.iter().find(|(kind, ..)| *kind == relation.kind);
    found.map_or(('t', "table"), |(_, letter, word)| (*letter, *word))
}

/// The relations that a pattern means, by schema and name; those that the search path finds without one.
pub(crate) fn matching(session: &Session, pattern: Option<&ObjectPattern>) -> Vec<Arc<Relation>> {
    let catalog = session.catalog();
    let schema_pattern = pattern.and_then(|pattern| pattern.schema.as_ref());
    let mut found: Vec<Arc<Relation>> = Vec::new();
    for relation in catalog.relations() {
        let is_in_reach = match schema_pattern {
            Some(schema) => schema.matches(catalog.schema_name(relation.schema)),
            None => is_visible(session, relation),
        };
        if is_in_reach && pattern.is_none_or(|pattern| pattern.name.matches(&relation.name)) {
            found.push(Arc::clone(relation));
        }
    }
    let key = |relation: &Arc<Relation>| (catalog.schema_name(relation.schema), Arc::clone(&relation.name));
    found.sort_unstable_by(|left, right| key(left).cmp(&key(right)));
    found
}

/// Whether the bare name finds the relation.
fn is_visible(session: &Session, relation: &Relation) -> bool {
    let catalog = session.catalog();
    let mut found =
        session.searched_schemas().into_iter().filter_map(|schema| catalog.relation_in(schema, &relation.name));
    found.next().is_some_and(|found| found.oid == relation.oid)
}

/// The name as `regclass` prints it: with the schema where the bare name would not find it.
pub(crate) fn relation_name(session: &Session, relation: &Relation) -> String {
    let target = session.target();
    let name = quote_ident(&relation.name, target);
    if is_visible(session, relation) {
        return name.into_owned();
    }
    format!("{}.{name}", quote_ident(session.catalog().schema_name(relation.schema), target))
}

fn schema_and_name(session: &Session, relation: &Relation) -> Row {
    vec![text(session.catalog().schema_name(relation.schema)), text(&relation.name)]
}

/// `\det`
pub(crate) fn foreign_tables(session: &Session, found: &[Arc<Relation>], verbose: bool) -> Table {
    let mut rows = Vec::new();
    for relation in found {
        let Some(server) = relation.server.and_then(|server| session.catalog().server_by_oid(server)) else { continue };
        let mut row = schema_and_name(session, relation);
        row.push(text(&server.name));
        row.push(Some(options(&relation.options, session.target())));
        row.push(relation.comment.as_deref().and_then(text));
        rows.push(row);
    }
    let headers = ["Schema", "Table", "Server", "FDW options", "Description"];
    table("List of foreign tables", &headers, if verbose { 5 } else { 3 }, rows)
}

/// `\d` without a name, and `\dt`, `\dv` …: `letters` are the kinds. None where there is nothing to list.
pub(crate) fn relations(session: &Session, found: &[Arc<Relation>], letters: &str, verbose: bool) -> Option<Table> {
    let has_access_method = letters.contains(['t', 'm', INDEXES]);
    let has_table = letters.contains(INDEXES);
    let mut rows = Vec::new();
    for relation in found {
        let (letter, kind) = kind_of(relation);
        if !letters.contains(letter) {
            continue;
        }
        let mut row = schema_and_name(session, relation);
        row.push(text(kind));
        row.push(Some(role_name(session.catalog(), relation.owner)));
        if has_table {
            let table = relation.index.as_ref().and_then(|index| session.catalog().relation(index.table));
            row.push(table.and_then(|table| text(&table.name)));
        }
        if verbose {
            let is_temporary = session.catalog().temporary_schema() == Some(relation.schema);
            row.push(text(if is_temporary { "temporary" } else { "permanent" }));
            if has_access_method {
                row.push(access_method(relation));
            }
            row.push(text(size(session, relation)));
            row.push(relation.comment.as_deref().and_then(text));
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return None;
    }
    let mut headers = vec!["Schema", "Name", "Type", "Owner"];
    headers.extend(has_table.then_some("Table"));
    if verbose {
        headers.push("Persistence");
        headers.extend(has_access_method.then_some("Access method"));
        headers.extend(["Size", "Description"]);
    }
    Some(table("List of relations", &headers, headers.len(), rows))
}

/// How what a relation holds is kept.
fn access_method(relation: &Relation) -> Option<String> {
    match relation.kind {
        RelationKind::Table | RelationKind::MaterializedView => text("heap"),
        _ => relation.index.as_ref().and_then(|index| text(&index.method)),
    }
}

/// What a relation without rows takes: a sequence its one page, a table with long values another's index.
fn size(session: &Session, relation: &Relation) -> &'static str {
    let is_long = |type_name: &str| {
        // A length bounds the value.
        !type_name.contains('(') && type_storage(session, type_name) != "plain"
    };
    let has_page = match relation.kind {
        RelationKind::Sequence | RelationKind::Index => true,
        RelationKind::Table | RelationKind::MaterializedView => {
            relation.numbered_columns().any(|(_, column)| is_long(&column.type_name))
        }
        _ => false,
    };
    if has_page { "8192 bytes" } else { "0 bytes" }
}

/// Whether GRANT knows the kind of the relation.
fn can_be_granted(relation: &Relation) -> bool {
    !relation.kind.is_index() && relation.kind != RelationKind::CompositeType
}

/// `\dp`
pub(crate) fn access_privileges(session: &Session, found: &[Arc<Relation>]) -> Table {
    let catalog = session.catalog();
    let mut rows = Vec::new();
    for relation in found.iter().filter(|relation| can_be_granted(relation)) {
        let of_system = relation
            .system_columns
            .iter()
            .map(|column| (SYSTEM_COLUMNS.get(usize::from(column.place)).copied().unwrap_or_default(), &column.acl));
        let own = relation.numbered_columns().map(|(_, column)| (&*column.name, &column.acl));
        let mut of_columns = Vec::new();
        for (name, acl) in of_system.chain(own).filter(|(_, acl)| acl.0.is_some()) {
            of_columns.push(format!("{name}:\n  {}", privilege_items(catalog, acl).join("\n  ")));
        }
        let mut row = schema_and_name(session, relation);
        row.push(text(kind_of(relation).1));
        row.push(privileges(catalog, &relation.acl));
        row.extend([Some(of_columns.join("\n")), None]);
        rows.push(row);
    }
    let headers = ["Schema", "Name", "Type", "Access privileges", "Column privileges", "Policies"];
    table("Access privileges", &headers, headers.len(), rows)
}
