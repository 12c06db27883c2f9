//! `\d NAME`: the columns of a relation, and below them what else it has.

use std::sync::Arc;

use medlar_catalog::{Column, ColumnStorage, Constraint, ConstraintKind, Generation, Relation, RelationKind};
use medlar_engine::{
    DisplayedIndex, Session, displayed, displayed_index, displayed_partition_bound, displayed_partition_key,
    displayed_type, type_storage,
};
use medlar_syntax::printer::quote_ident;

use crate::describe::{Row, options, table, text};
use crate::partition_constraint::partition_constraint;
use crate::relations::relation_name;
use crate::table::{Footer, Table};

/// The table of one relation.
pub(crate) fn describe(session: &Session, relation: &Relation, verbose: bool) -> Table {
    let kind = match relation.kind {
        RelationKind::Table => "Table",
        RelationKind::PartitionedTable => "Partitioned table",
        RelationKind::ForeignTable => "Foreign table",
        RelationKind::View => "View",
        RelationKind::MaterializedView => "Materialized view",
        RelationKind::Sequence => "Sequence",
        RelationKind::Index => "Index",
        RelationKind::PartitionedIndex => "Partitioned index",
        RelationKind::CompositeType => "Composite type",
    };
    let title = format!("{kind} \"{}.{}\"", session.catalog().schema_name(relation.schema), relation.name);
    let is_foreign = relation.kind == RelationKind::ForeignTable;
    let has_compression =
        matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::MaterializedView);
    let has_statistics = has_compression || is_foreign;
    if let Some(index) = displayed_index(session, relation) {
        return describe_index(session, relation, &index, &title, verbose);
    }
    let mut headers = vec!["Column", "Type", "Collation", "Nullable", "Default"];
    headers.extend(is_foreign.then_some("FDW options"));
    if verbose {
        headers.push("Storage");
        headers.extend(has_compression.then_some("Compression"));
        headers.extend(has_statistics.then_some("Stats target"));
        headers.push("Description");
    }
    let mut rows = Vec::new();
    for (_, column) in relation.numbered_columns() {
        let mut row: Row = vec![
            text(&column.name),
            Some(displayed_type(session, &column.type_name)),
            collation(column).map(str::to_owned),
            text(if column.is_not_null { "not null" } else { "" }),
            Some(default(session, column)),
        ];
        if is_foreign {
            row.push(Some(options(&column.options, session.target())));
        }
        if verbose {
            row.push(text(storage(session, column)));
            row.extend(has_compression.then_some(None));
            row.extend(has_statistics.then(|| column.statistics_target.map(|target| target.to_string())));
            row.push(column.comment.as_deref().and_then(text));
        }
        rows.push(row);
    }
    let described = table(&title, &headers, headers.len(), rows);
    Table { footer: Footer::Lines(footers(session, relation, verbose)), ..described }
}

/// How values of a column are stored.
fn storage(session: &Session, column: &Column) -> &'static str {
    match column.storage {
        None => type_storage(session, &column.type_name),
        Some(ColumnStorage::Plain) => "plain",
        Some(ColumnStorage::External) => "external",
        Some(ColumnStorage::Extended) => "extended",
        Some(ColumnStorage::Main) => "main",
    }
}

/// The table of one index.
fn describe_index(session: &Session, relation: &Relation, index: &DisplayedIndex, title: &str, verbose: bool) -> Table {
    let mut headers = vec!["Column", "Type", "Key?", "Definition"];
    headers.extend(verbose.then_some(["Storage", "Stats target"]).into_iter().flatten());
    let mut rows = Vec::new();
    for (column, (definition, is_key)) in relation.columns.iter().zip(&index.columns) {
        let mut row: Row = vec![
            text(&column.name),
            Some(displayed_type(session, &column.type_name)),
            text(if *is_key { "yes" } else { "no" }),
            text(definition),
        ];
        if verbose {
            row.extend([text(type_storage(session, &column.type_name)), None]);
        }
        rows.push(row);
    }
    let Some(parts) = &relation.index else { return table(title, &headers, headers.len(), rows) };
    let mut line = match index.of_key {
        Some(ConstraintKind::PrimaryKey) => "primary key, ".to_owned(),
        _ if parts.is_unique => "unique, ".to_owned(),
        _ => String::new(),
    };
    let catalog = session.catalog();
    let of = catalog.relation(parts.table);
    let schema = of.map_or("", |of| catalog.schema_name(of.schema));
    line.push_str(&format!("{}, for table \"{schema}.{}\"", parts.method, of.map_or("", |of| &of.name)));
    if let Some(condition) = &index.condition {
        line.push_str(&format!(", predicate ({condition})"));
    }
    let described = table(title, &headers, headers.len(), rows);
    Table { footer: Footer::Lines(vec![line]), ..described }
}

/// The collation where it is not that of the type.
fn collation(column: &Column) -> Option<&str> {
    let of_type = if &*column.type_name == "name" { "C" } else { "default" };
    column.collation.as_deref().filter(|collation| *collation != of_type)
}

fn default(session: &Session, column: &Column) -> String {
    let expression = column.default.as_ref().map(|default| displayed(session, &default.expression, &default.uses));
    match (column.generation, expression) {
        (Generation::IdentityAlways, _) => "generated always as identity".to_owned(),
        (Generation::IdentityByDefault, _) => "generated by default as identity".to_owned(),
        (Generation::Stored, Some(expression)) => format!("generated always as ({expression}) stored"),
        (_, expression) => expression.unwrap_or_default(),
    }
}

/// What is printed below the columns, in psql's order.
fn footers(session: &Session, relation: &Relation, verbose: bool) -> Vec<String> {
    let catalog = session.catalog();
    let target = session.target();
    let mut lines = Vec::new();
    if let Some(parent) =
        relation.parents.first().filter(|_| relation.is_partition()).and_then(|oid| catalog.relation(*oid))
    {
        let bound = displayed_partition_bound(session, parent, &relation.partition_bound);
        lines.push(format!("Partition of: {} {bound}", relation_name(session, parent)));
        match partition_constraint(session, relation).filter(|_| verbose).as_deref() {
            Some("") => lines.push("No partition constraint".to_owned()),
            Some(condition) => lines.push(format!("Partition constraint: {condition}")),
            None => {}
        }
    }
    if relation.partition_key.is_some() {
        lines.push(format!("Partition key: {}", displayed_partition_key(session, relation)));
    }
    constraints(session, relation, &mut lines);
    if let Some(query) = relation.query.as_ref().filter(|_| verbose) {
        lines.push(format!("View definition:\n {};", query.trim().trim_end_matches(';')));
    }
    if let Some(server) = relation.server.and_then(|server| catalog.server_by_oid(server)) {
        lines.push(format!("Server: {}", server.name));
        if !relation.options.is_empty() {
            lines.push(format!("FDW options: {}", options(&relation.options, target)));
        }
    }
    if !relation.is_partition() {
        let parents = relation.parents.iter().filter_map(|parent| catalog.relation(*parent));
        push_list(&mut lines, "Inherits", parents.map(|parent| relation_name(session, parent)).collect());
    }
    children(session, relation, verbose, &mut lines);
    if verbose && matches!(relation.kind, RelationKind::Table | RelationKind::MaterializedView) {
        lines.push("Access method: heap".to_owned());
    }
    lines
}

/// `label: first,` and the others below the first.
fn push_list(lines: &mut Vec<String>, label: &str, names: Vec<String>) {
    let count = names.len();
    for (index, name) in names.into_iter().enumerate() {
        let start = if index == 0 { format!("{label}: ") } else { " ".repeat(label.len() + 2) };
        lines.push(format!("{start}{name}{}", if index + 1 < count { "," } else { "" }));
    }
}

fn children(session: &Session, relation: &Relation, verbose: bool, lines: &mut Vec<String>) {
    let catalog = session.catalog();
    let is_partitioned = relation.kind == RelationKind::PartitionedTable;
    let mut children: Vec<(bool, String, &Arc<Relation>)> = Vec::new();
    for child in catalog.dependents_of(relation.oid).filter_map(|oid| catalog.relation(oid)) {
        if child.parents.contains(&relation.oid) {
            let is_default = child.partition_bound.get("default").is_some();
            children.push((is_default, relation_name(session, child), child));
        }
    }
    children.sort_unstable_by(|left, right| (left.0, &left.1).cmp(&(right.0, &right.1)));
    let (label, noun) = if is_partitioned { ("Partitions", "partitions") } else { ("Child tables", "child tables") };
    if is_partitioned && children.is_empty() {
        lines.push("Number of partitions: 0".to_owned());
        return;
    }
    if !verbose {
        if !children.is_empty() {
            lines.push(format!("Number of {noun}: {} (Use \\d+ to list them.)", children.len()));
        }
        return;
    }
    let mut names = Vec::new();
    for (_, mut name, child) in children {
        if child.is_partition() {
            name.push(' ');
            name.push_str(&displayed_partition_bound(session, relation, &child.partition_bound));
        }
        match child.kind {
            RelationKind::PartitionedTable => name.push_str(", PARTITIONED"),
            RelationKind::ForeignTable if session.target().rules().psql_marks_foreign_children => {
                name.push_str(", FOREIGN");
            }
            _ => {}
        }
        names.push(name);
    }
    push_list(lines, label, names);
}

/// Indexes of keys, CHECK constraints, foreign keys and those of other tables that refer to this one.
fn constraints(session: &Session, relation: &Relation, lines: &mut Vec<String>) {
    let mut sections: [(&str, Vec<String>); 4] = [
        ("Indexes:", Vec::new()),
        ("Check constraints:", Vec::new()),
        ("Foreign-key constraints:", Vec::new()),
        ("Referenced by:", Vec::new()),
    ];
    let [indexes, checks, foreign_keys, references] = &mut sections;
    let mut constraints: Vec<&Constraint> = relation.constraints.iter().collect();
    constraints.sort_unstable_by_key(|constraint| (constraint.kind != ConstraintKind::PrimaryKey, &constraint.name));
    for constraint in constraints {
        let name = &constraint.name;
        match constraint.kind {
            ConstraintKind::Check => {
                let expression = displayed(session, &constraint.definition, &constraint.uses);
                let no_inherit = if constraint.is_no_inherit { " NO INHERIT" } else { "" };
                checks.1.push(format!("    \"{name}\" CHECK ({expression}){no_inherit}{}", not_valid(constraint)));
            }
            // Their indexes are among the others.
            ConstraintKind::PrimaryKey | ConstraintKind::Unique | ConstraintKind::Exclusion => {}
            ConstraintKind::ForeignKey => {
                foreign_keys.1.push(format!("    \"{name}\" {}", foreign_key(session, relation, constraint)));
            }
        }
    }
    indexes.1 = index_lines(session, relation);
    for other in session.catalog().relations() {
        for constraint in other.constraints.iter().filter(|constraint| constraint.kind == ConstraintKind::ForeignKey) {
            if referenced(session, other, constraint).is_some_and(|found| found.oid == relation.oid) {
                let (table, definition) = (relation_name(session, other), foreign_key(session, other, constraint));
                references.1.push(format!("    TABLE \"{table}\" CONSTRAINT \"{}\" {definition}", constraint.name));
            }
        }
    }
    for (heading, found) in sections {
        if !found.is_empty() {
            lines.push(heading.to_owned());
            lines.extend(found);
        }
    }
}

/// The indexes of a relation: that of the primary key, then all others by name.
fn index_lines(session: &Session, relation: &Relation) -> Vec<String> {
    let mut found = Vec::new();
    for oid in session.catalog().dependents_of(relation.oid) {
        let Some(other) = session.catalog().relation(oid) else { continue };
        let Some(index) = other.index.as_ref().filter(|index| index.table == relation.oid) else { continue };
        let Some(shown) = displayed_index(session, other) else { continue };
        let is_primary = shown.of_key == Some(ConstraintKind::PrimaryKey);
        let kind = match shown.of_key {
            Some(ConstraintKind::PrimaryKey) => "PRIMARY KEY, ",
            Some(ConstraintKind::Unique) => "UNIQUE CONSTRAINT, ",
            Some(_) => "EXCLUDE, ",
            None if index.is_unique => "UNIQUE, ",
            None => "",
        };
        let line = format!("    \"{}\" {kind}{}", other.name, shown.definition);
        found.push((!is_primary, other.name.clone(), line));
    }
    found.sort_unstable();
    found.into_iter().map(|(_, _, line)| line).collect()
}

fn not_valid(constraint: &Constraint) -> &'static str {
    if constraint.is_validated { "" } else { " NOT VALID" }
}

/// The columns of the relation that a constraint uses.
pub(crate) fn key_columns(session: &Session, relation: &Relation, constraint: &Constraint) -> String {
    let mut names = Vec::new();
    for used in constraint.uses.iter().filter(|used| used.oid == relation.oid) {
        if let Some(column) = relation.columns.get(usize::from(used.column).wrapping_sub(1)) {
            names.push(quote_ident(&column.name, session.target()).into_owned());
        }
    }
    names.join(", ")
}

/// The table that a foreign key refers to: without another one it is its own.
fn referenced<'s>(session: &'s Session, relation: &Relation, constraint: &Constraint) -> Option<&'s Arc<Relation>> {
    let other = constraint.uses.iter().find(|used| used.oid != relation.oid);
    session.catalog().relation(other.map_or(relation.oid, |used| used.oid))
}

pub(crate) fn foreign_key(session: &Session, relation: &Relation, constraint: &Constraint) -> String {
    let columns = key_columns(session, relation, constraint);
    let Some(other) = referenced(session, relation, constraint) else { return String::new() };
    let key = other.constraints.iter().find(|key| key.kind == ConstraintKind::PrimaryKey);
    // Of its own table it refers to the primary key.
    let uses = if other.oid == relation.oid { key.unwrap_or(constraint) } else { constraint };
    let referenced = key_columns(session, other, uses);
    let name = relation_name(session, other);
    format!("FOREIGN KEY ({columns}) REFERENCES {name}({referenced}){}", not_valid(constraint))
}
