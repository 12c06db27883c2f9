//! What a query is made from: relations, functions, queries, and joins of these.

use medlar_catalog::{ColumnReference, Name, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Alias, Expression, ExpressionKind, FromItem, Ident, Join, RelationExpression};

use super::{analyse, check};
use crate::context::Context;
use crate::expression::{
    Clause, ExpressionType, Origin, QueryColumn, Scope, ScopeTable, Visibility, common_column, query_column,
};
use crate::message::{Checked, Failure};
use crate::namespace::undefined_relation;
use crate::query;
use crate::system_catalog;
use crate::system_relation::SystemRelation;
use crate::types::{self, BaseType, DataType};

/// The items behind FROM, one beside the other.
pub(super) fn items(
    context: &mut Context<'_>,
    items: &[FromItem<'_>],
    around: &Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Scope<'static>> {
    items_beside(context, items, around, Scope::default(), used)
}

/// Items beside the table whose rows are changed.
pub(super) fn items_beside(
    context: &mut Context<'_>,
    items: &[FromItem<'_>],
    around: &Scope<'_>,
    mut all: Scope<'static>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Scope<'static>> {
    for item in items {
        let found = from_item(context, item, around, &all, used)?;
        refuse_same_name(&all, &found)?;
        all.extend(&found);
    }
    Ok(all)
}

/// Two names may be the same only where they are those of different relations.
fn refuse_same_name(before: &Scope<'_>, found: &Scope<'_>) -> Checked {
    for table in found.visible_tables() {
        let is_same = |other: &&ScopeTable| {
            other.name == table.name
                && !matches!((other.relation, table.relation), (Some((a, false)), Some((b, false))) if a != b)
        };
        if before.visible_tables().any(|other| is_same(&other)) {
            let message = format!("table name \"{}\" specified more than once", table.name);
            return Err(Failure::new(SqlState::DuplicateAlias, message));
        }
    }
    Ok(())
}

/// The columns of a function of pg_catalog whose values are rows: names and types.
pub fn record_columns(function: &str) -> Option<&'static [(&'static str, &'static str)]> {
    match function {
        "pg_options_to_table" => Some(&[("option_name", "text"), ("option_value", "text")]),
        "aclexplode" => {
            Some(&[("grantor", "oid"), ("grantee", "oid"), ("privilege_type", "text"), ("is_grantable", "bool")])
        }
        _ => None,
    }
}

/// The columns of a call of such a function.
pub(super) fn columns_of_function(expression: &Expression<'_>) -> Option<Vec<QueryColumn>> {
    let ExpressionKind::Function(call) = &expression.kind else { return None };
    let column = |(name, type_name): &(&str, &str)| query_column((*name).into(), system_type(type_name));
    Some(record_columns(&call.name.parts.last()?.name)?.iter().map(column).collect())
}

/// `before` is what LATERAL lets it see.
fn from_item(
    context: &mut Context<'_>,
    item: &FromItem<'_>,
    around: &Scope<'_>,
    before: &Scope<'static>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Scope<'static>> {
    match item {
        FromItem::Relation(relation, alias) => {
            let table = relation_table(context, relation, around, used)?;
            of_table(context, table, alias.as_ref(), before.next_number())
        }
        FromItem::Sample(relation, alias) => {
            let table = relation_table(context, relation, around, used)?;
            let kind = table.relation.and_then(|(oid, _)| context.catalog.relation(oid)).map(|found| found.kind);
            let has_rows = |kind| {
                use RelationKind::{MaterializedView, PartitionedTable, Table};
                matches!(kind, Table | PartitionedTable | MaterializedView)
            };
            if !kind.is_some_and(has_rows) && table.is_known {
                let message = "TABLESAMPLE clause can only be applied to tables and materialized views";
                return Err(Failure::new(SqlState::FeatureNotSupported, message).at(relation.name.span));
            }
            of_table(context, table, alias.as_ref(), before.next_number())
        }
        FromItem::Function(function, alias) => {
            let mut data_type = None;
            if let Some(function) = function {
                let beside = Scope { outer: Some(around), ..before.clone() };
                data_type = check(context, Clause::Function, &beside, function, used)?.data_type;
            }
            let called = match function.as_deref() {
                Some(Expression { kind: ExpressionKind::Function(call), .. }) => call.name.parts.last(),
                _ => None,
            };
            let name: Name = called.map_or("", |name| &name.name).into();
            let mut table = ScopeTable::unknown(name);
            // One value is a column with the name of the whole.
            let is_defined = alias.as_ref().is_some_and(|alias| !alias.types.is_empty());
            let columns = function.as_deref().and_then(columns_of_function);
            if let Some(columns) = columns.filter(|_| !is_defined) {
                (table.columns, table.is_known) = (columns, true);
            } else if data_type.is_some_and(|found| found.base.letter().is_some()) && called.is_some() && !is_defined {
                let given = alias.as_ref().and_then(|alias| alias.name.as_ref());
                let name = given.map_or_else(|| table.name.clone(), |name| name.name.as_ref().into());
                table.columns.push(query_column(name, data_type));
                table.is_known = true;
            }
            of_table(context, table, alias.as_ref(), before.next_number())
        }
        FromItem::Query { query, lateral, alias } => {
            let beside = if *lateral { before.clone() } else { before.hidden() };
            let beside = Scope { outer: Some(around), ..beside };
            let found = analyse(context, query, Some(&beside))?;
            used.extend(found.used);
            let is_known = found.columns.is_some();
            let mut columns = found.columns.unwrap_or_default();
            columns.iter_mut().for_each(|column| column.source = None);
            let table = ScopeTable { columns, is_known, ..ScopeTable::unknown("".into()) };
            let mut scope = of_table(context, table, alias.as_ref(), before.next_number())?;
            if alias.is_none() {
                scope.tables.clear();
            }
            Ok(scope)
        }
        FromItem::Join(join) => joined(context, join, around, before, used),
    }
}

fn relation_table(
    context: &mut Context<'_>,
    relation: &RelationExpression<'_>,
    around: &Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<ScopeTable> {
    let name = &relation.name;
    if let [name] = name.parts.as_slice()
        && let Some(found) = around.common_table(&name.name)
    {
        let mut table = found.clone();
        table.columns.iter_mut().for_each(|column| column.source = None);
        return Ok(table);
    }
    let found = match query::open(context, name) {
        Err(failure) if query::is_of_system(name) => {
            let bare = name.parts.last().map_or("", |name| &name.name);
            return match system_catalog::find_relation(context, name) {
                Some(system) => Ok(system_table(&system)),
                // Not all of them are known here.
                None if query::may_be_of_system(bare) => Ok(ScopeTable::unknown(bare.into())),
                None if failure.error.sqlstate == SqlState::FeatureNotSupported => {
                    Err(undefined_relation(name).at(name.span))
                }
                None => Err(failure),
            };
        }
        found => found?,
    };
    used.push(ColumnReference { oid: found.oid, column: 0 });
    Ok(table_of(context, &found))
}

/// A relation under its own name.
fn table_of(context: &Context<'_>, relation: &Relation) -> ScopeTable {
    ScopeTable {
        name: relation.name.clone(),
        visibility: Visibility::Seen,
        relation: Some((relation.oid, false)),
        columns: columns_of(context, relation),
        is_known: !relation.kind.is_view() || !relation.columns.is_empty(),
    }
}

/// The table whose rows are changed, under its alias.
pub(super) fn changed_table(
    context: &mut Context<'_>,
    relation: &Relation,
    alias: Option<&Ident<'_>>,
) -> Checked<Scope<'static>> {
    let table = table_of(context, relation);
    let alias = alias.map(|name| Alias { name: Some(name.clone()), columns: Vec::new(), types: Vec::new() });
    of_table(context, table, alias.as_ref(), 0)
}

/// A table or view of the system, with the types that its columns are made of.
fn system_table(system: &SystemRelation) -> ScopeTable {
    let column = |(name, type_name): (&str, &str)| query_column(name.into(), system_type(type_name));
    let columns = system.columns().map(column).collect();
    let relation = Some((system.identity(), false));
    ScopeTable { columns, relation, is_known: true, ..ScopeTable::unknown(system.name.into()) }
}

/// The type of that name in pg_catalog, where `_` before it makes it an array.
fn system_type(name: &str) -> ExpressionType {
    let (element, is_array) = match name.strip_prefix('_') {
        Some(element) => (element, true),
        None => (name, false),
    };
    BaseType::find(element).map(|base| DataType { is_array, ..DataType::new(base) })
}

fn columns_of(context: &Context<'_>, relation: &Relation) -> Vec<QueryColumn> {
    let mut columns = Vec::new();
    for (number, column) in relation.numbered_columns() {
        columns.push(QueryColumn {
            name: column.name.clone(),
            data_type: DataType::of_column(context.catalog, &column.type_name, context.target),
            type_name: column.type_name.clone(),
            collation: column.collation.clone(),
            source: Some(ColumnReference { oid: relation.oid, column: number }),
            origin: None,
        });
    }
    columns
}

/// Something in FROM under its alias; `first` is the number of its first column.
fn of_table(
    context: &mut Context<'_>,
    table: ScopeTable,
    alias: Option<&Alias<'_>>,
    first: usize,
) -> Checked<Scope<'static>> {
    let mut scope = named(context, table, alias)?;
    for table in &mut scope.tables {
        for (at, column) in table.columns.iter_mut().enumerate() {
            column.origin = Some(Origin { table: table.name.clone(), number: first + at });
        }
        scope.columns = table.columns.clone();
    }
    Ok(scope)
}

/// What has a name of its own by an alias.
fn named(context: &mut Context<'_>, mut table: ScopeTable, alias: Option<&Alias<'_>>) -> Checked<Scope<'static>> {
    if let Some(alias) = alias {
        if let Some(name) = &alias.name {
            table.name = name.name.as_ref().into();
            table.relation = table.relation.map(|(oid, _)| (oid, true));
        }
        for (column, type_name) in alias.columns.iter().zip(&alias.types) {
            let data_type = types::resolve(context, type_name, true)?;
            table.columns.push(query_column(column.name.as_ref().into(), Some(data_type)));
            table.is_known = true;
        }
        if table.is_known && alias.columns.len() > table.columns.len() {
            let message = format!(
                "table \"{}\" has {} columns available but {} columns specified",
                table.name,
                table.columns.len(),
                alias.columns.len()
            );
            return Err(Failure::new(SqlState::InvalidColumnReference, message));
        }
        rename(&mut table.columns, &alias.columns);
    }
    let columns = table.columns.clone();
    Ok(Scope { is_open: !table.is_known, tables: vec![table], columns, ..Scope::default() })
}

/// The first columns get other names.
pub(super) fn rename(columns: &mut [QueryColumn], names: &[Ident<'_>]) {
    for (column, name) in columns.iter_mut().zip(names) {
        column.name = name.name.as_ref().into();
    }
}

fn joined(
    context: &mut Context<'_>,
    join: &Join<'_>,
    around: &Scope<'_>,
    before: &Scope<'static>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Scope<'static>> {
    let left = from_item(context, &join.left, around, before, used)?;
    let mut beside = before.clone();
    beside.extend(&left);
    let right = from_item(context, &join.right, around, &beside, used)?;
    refuse_same_name(&left, &right)?;
    let mut both = left.clone();
    both.extend(&right);
    if let Some(condition) = &join.on {
        let beside = Scope { outer: Some(around), ..before.hidden() };
        let scope = Scope { outer: Some(&beside), ..both.clone() };
        check(context, Clause::Join, &scope, condition, used)?;
    }
    let mut names: Vec<Name> = join.using.iter().map(|name| name.name.as_ref().into()).collect();
    if join.natural {
        let is_common = |column: &&QueryColumn| right.columns.iter().any(|other| other.name == column.name);
        names.extend(left.columns.iter().filter(is_common).map(|column| column.name.clone()));
    }
    for table in both.tables.iter_mut().filter(|table| table.visibility == Visibility::Seen) {
        table.visibility = Visibility::Joined;
    }
    if !names.is_empty() {
        both.columns = merged(context, &names, &left, &right, used)?;
    }
    if let Some(name) = &join.using_alias {
        let columns = both.columns.iter().take(names.len()).cloned().collect();
        let table = ScopeTable::unknown(name.name.as_ref().into());
        both.tables.push(ScopeTable { visibility: Visibility::Join, columns, is_known: !both.is_open, ..table });
    }
    if let Some(alias) = &join.alias {
        let table = ScopeTable::unknown("".into());
        let columns = both.columns.clone();
        let table = ScopeTable { visibility: Visibility::Join, columns, is_known: !both.is_open, ..table };
        let mut named = named(context, table, Some(alias))?;
        named.tables.splice(..0, both.hidden().tables);
        both = named;
    }
    Ok(both)
}

/// The columns of a join with USING: those in common, then the others of each side.
fn merged(
    context: &mut Context<'_>,
    names: &[Name],
    left: &Scope<'_>,
    right: &Scope<'_>,
    used: &mut Vec<ColumnReference>,
) -> Checked<Vec<QueryColumn>> {
    let mut columns = Vec::new();
    for name in names {
        let mut types = Vec::new();
        let place = Expression { kind: ExpressionKind::Null, location: Default::default(), span: Default::default() };
        for (scope, side) in [(left, "left"), (right, "right")] {
            let mut found = scope.columns.iter().filter(|column| column.name == *name);
            let Some(first) = found.next() else {
                if scope.is_open {
                    continue;
                }
                let message = format!("column \"{name}\" specified in USING clause does not exist in {side} table");
                return Err(Failure::new(SqlState::UndefinedColumn, message));
            };
            if found.next().is_some() {
                let message = format!("common column name \"{name}\" appears more than once in {side} table");
                return Err(Failure::new(SqlState::AmbiguousColumn, message));
            }
            used.extend(first.source);
            types.push((&place, first.data_type));
            if side == "left" {
                columns.push(first.clone());
            }
        }
        common_column(context, &types, "JOIN/USING").map_err(|failure| failure.without_position())?;
    }
    for scope in [left, right] {
        columns.extend(scope.columns.iter().filter(|column| !names.contains(&column.name)).cloned());
    }
    Ok(columns)
}
