//! CREATE INDEX, and the indexes that go with keys.

mod definition;
mod operator_class;
mod part;
mod shown;

use std::sync::Arc;

use medlar_catalog::{Index, IndexElement, Name, OptionList, PrivilegeSet, Relation, RelationKind};
use medlar_syntax::ast::{self, CreateIndex, PartitionKey, StorageParameter};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::define::{already_exists, expression_columns, skip_existing};
use crate::expression::{self, Indexed};
use crate::external_table::parameter_text;
use crate::inheritance;
use crate::like::unsupported;
use crate::message::{Checked, Failure};
use crate::object::{check_openable, not_owner_of};
use crate::object_name::relation_name;
use crate::partition;
use crate::query_columns;
use crate::uses;

use definition::NewIndex;
pub(crate) use definition::check_element_collation;
use operator_class::Method;
pub(crate) use operator_class::check_operator_class;
pub(crate) use part::{disinherit_all, inherit_all, insert_of_key};
use part::{inherit, partitions};
pub use shown::{DisplayedIndex, displayed_index};

/// The most columns that an index can have.
const MOST_COLUMNS: usize = 32;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateIndex<'_>, in_block: bool) -> Checked {
    let span = statement.relation.name.span;
    if statement.concurrently && in_block {
        let message = "CREATE INDEX CONCURRENTLY cannot run inside a transaction block";
        return Err(Failure::new(SqlState::ActiveSqlTransaction, message));
    }
    let relation = context.relation(&statement.relation.name)?;
    check_openable(&relation).map_err(|failure| failure.about(span))?;
    if !context.owns(relation.owner) {
        return Err(not_owner_of(context.catalog, relation.oid).about(span));
    }
    match relation.kind {
        RelationKind::Table | RelationKind::MaterializedView => {}
        RelationKind::PartitionedTable if statement.is_unique => {
            refuse_foreign_partitions(context, &relation).map_err(|failure| failure.about(span))?;
        }
        RelationKind::PartitionedTable => {}
        kind => return Err(refused(context, kind, &relation.name).about(span)),
    }
    let about = |failure: Box<Failure>| match failure.subject {
        Some(_) => failure,
        None => failure.about(span),
    };
    define(context, statement, &relation).map_err(about)
}

/// An element while the index is defined.
struct Element<'s, 'a> {
    written: &'s ast::IndexElement<'a>,
    is_included: bool,
    /// Of an expression.
    indexed: Option<Indexed>,
}

fn define(context: &mut Context<'_>, statement: &CreateIndex<'_>, relation: &Arc<Relation>) -> Checked {
    let columns = expression_columns(context, relation);
    let mut condition = None;
    if let Some(written) = &statement.condition {
        condition = Some((expression::check_index_predicate(context, &relation.name, &columns, written)?, written));
    }
    let mut elements = Vec::with_capacity(statement.elements.len() + statement.include.len());
    for written in &statement.elements {
        let indexed = match &written.key {
            PartitionKey::Column(_) => None,
            PartitionKey::Expression(expression) => {
                Some(expression::check_index_expression(context, &relation.name, &columns, expression)?)
            }
        };
        elements.push(Element { written, is_included: false, indexed });
    }
    elements.extend(statement.include.iter().map(|written| Element { written, is_included: true, indexed: None }));
    if elements.len() > MOST_COLUMNS {
        let message = format!("cannot use more than {MOST_COLUMNS} columns in an index");
        return Err(Failure::new(SqlState::TooManyColumns, message));
    }
    let is_partitioned = relation.kind == RelationKind::PartitionedTable;
    if is_partitioned && statement.concurrently {
        let message = format!("cannot create index on partitioned table \"{}\" concurrently", relation.name);
        return Err(Failure::new(SqlState::FeatureNotSupported, message));
    }
    context.check_schema(relation.schema, PrivilegeSet::CREATE)?;
    check_tablespace(statement.tablespace.as_ref())?;
    let names = column_names(context, &elements);
    let name: Name = match &statement.name {
        Some(name) => Name::from(&*name.name),
        None => relation_name(context, relation.schema, &relation.name, Some(&names.join("_")), "idx"),
    };
    let method = check_method(statement, &elements)?;
    if condition.as_ref().is_some_and(|(indexed, _)| indexed.is_mutable) {
        let message = "functions in index predicate must be marked IMMUTABLE";
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message));
    }
    let parameters = check_parameters(context, method, &statement.parameters)?;
    let mut made = NewIndex::new(relation, name, method.name);
    (made.index.is_unique, made.index.parameters) = (statement.is_unique, parameters);
    for (element, name) in elements.iter().zip(&names) {
        made.add(context, relation, method, element, name)?;
    }
    if statement.is_unique {
        check_partition_key(relation, &made.index)?;
    }
    if let Some((indexed, written)) = condition {
        made.uses(uses::of_expression(context, relation, written)?);
        made.index.condition = Some(indexed.stored);
    }
    if made.index.elements.iter().any(|element| element.column == SYSTEM) {
        let message = "index creation on system columns is not supported";
        return Err(Failure::new(SqlState::FeatureNotSupported, message));
    }
    if context.relation_at(Some(relation.schema), &made.name).is_some() {
        if statement.if_not_exists {
            skip_existing(context, &made.name);
            return Ok(());
        }
        return Err(already_exists(&made.name));
    }
    let oid = made.insert(context, relation);
    if is_partitioned && !statement.relation.only {
        for child in partitions(context, relation.oid) {
            inherit(context, oid, child);
        }
    }
    Ok(())
}

/// Stands for a column of the system while an index is defined.
const SYSTEM: u16 = u16::MAX;

/// The index of a table by its name.
pub(crate) fn of_table(context: &mut Context<'_>, table: &Relation, name: &ast::Ident<'_>) -> Option<Arc<Relation>> {
    let found = context.relation_at(Some(table.schema), &name.name)?;
    let index = found.index.as_ref()?;
    (index.table == table.oid).then_some(Arc::clone(&found))
}

/// The names of the columns of an index: those of columns and functions, else `expr`, with numbers behind
/// those that are there already.
fn column_names(context: &mut Context<'_>, elements: &[Element<'_, '_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(elements.len());
    for element in elements {
        let first = match &element.written.key {
            PartitionKey::Column(column) => column.name.to_string(),
            PartitionKey::Expression(expression) => {
                query_columns::name_of(expression, context.rules).unwrap_or_else(|| "expr".to_owned())
            }
        };
        let mut name = first.clone();
        let mut number = 0_u32;
        while names.contains(&name) {
            number += 1;
            name = format!("{first}{number}");
        }
        names.push(name);
    }
    names
}

pub(crate) fn check_tablespace(tablespace: Option<&ast::Ident<'_>>) -> Checked {
    match tablespace {
        Some(name) if name.name == "pg_global" => {
            let message = "only shared relations can be placed in pg_global tablespace";
            Err(Failure::new(SqlState::InvalidParameterValue, message).about(name.span))
        }
        Some(name) if name.name != "pg_default" => {
            let message = format!("tablespace \"{}\" does not exist", name.name);
            Err(Failure::new(SqlState::UndefinedObject, message).about(name.span))
        }
        _ => Ok(()),
    }
}

/// The access method, which must be able to do what the index needs.
fn check_method(statement: &CreateIndex<'_>, elements: &[Element<'_, '_>]) -> Checked<&'static Method> {
    let (name, span) = match &statement.access_method {
        Some(name) => (&*name.name, name.span),
        None => ("btree", statement.relation.name.span),
    };
    let Some(method) = Method::find(name) else {
        let message = format!("access method \"{name}\" does not exist");
        return Err(Failure::new(SqlState::UndefinedObject, message).about(span));
    };
    let keys = elements.iter().filter(|element| !element.is_included).count();
    let missing = if statement.is_unique && !method.can_be_unique {
        "unique indexes"
    } else if elements.len() > keys && !method.can_include {
        "included columns"
    } else if keys > 1 && !method.can_have_many {
        "multicolumn indexes"
    } else {
        return Ok(method);
    };
    let message = format!("access method \"{name}\" does not support {missing}");
    Err(Failure::new(SqlState::FeatureNotSupported, message).about(span))
}

/// `WITH (…)`: which parameters there are.
fn check_parameters(
    context: &Context<'_>,
    method: &Method,
    parameters: &[StorageParameter<'_>],
) -> Checked<OptionList> {
    let mut pairs = Vec::with_capacity(parameters.len());
    for parameter in parameters {
        let name = &*parameter.name.name;
        let refused =
            |message: String| Err(Failure::new(SqlState::InvalidParameterValue, message).about(parameter.span));
        if let Some(namespace) = &parameter.namespace {
            return refused(format!("unrecognized parameter namespace \"{}\"", namespace.name));
        }
        if !method.parameters.contains(&name) {
            return refused(format!("unrecognized parameter \"{name}\""));
        }
        let value = parameter.value.as_ref().map_or_else(|| "true".into(), |value| parameter_text(context, value));
        pairs.push((name, value));
    }
    Ok(OptionList::from_pairs(pairs.iter().map(|(name, value)| (*name, &**value))))
}

/// What is unique in each partition is so in all of them only with the columns of the partition key.
fn check_partition_key(table: &Relation, index: &Index) -> Checked {
    let Some((_, elements)) = partition::split_key(table) else { return Ok(()) };
    for element in elements {
        let Some((number, _)) = table.column(element) else {
            let message = "unsupported UNIQUE constraint with partition key definition";
            return Err(Failure::new(SqlState::FeatureNotSupported, message)
                .detail("UNIQUE constraints cannot be used when partition keys include expressions."));
        };
        if !index.elements.iter().any(|one| one.column == number && !one.is_included) {
            let message = "unique constraint on partitioned table must include all partitioning columns";
            let detail = format!(
                "UNIQUE constraint on table \"{}\" lacks column \"{element}\" which is part of the partition key.",
                table.name
            );
            return Err(Failure::new(SqlState::FeatureNotSupported, message).detail(detail));
        }
    }
    Ok(())
}

/// No partition on any level can be a foreign table.
fn refuse_foreign_partitions(context: &mut Context<'_>, relation: &Relation) -> Checked {
    for oid in inheritance::descendants(context, relation.oid) {
        if context.catalog.relation(oid).is_some_and(|child| child.kind == RelationKind::ForeignTable) {
            let name = &relation.name;
            let message = format!("cannot create unique index on partitioned table \"{name}\"");
            return Err(Failure::new(SqlState::WrongObjectType, message)
                .detail(format!("Table \"{name}\" contains partitions that are foreign tables.")));
        }
    }
    Ok(())
}

/// Relations of this kind have no indexes.
pub(crate) fn refused(context: &Context<'_>, kind: RelationKind, name: &str) -> Box<Failure> {
    let message = if context.rules.wrong_kind_names_the_operation {
        let message = format!("cannot create index on relation \"{name}\"");
        return Failure::new(SqlState::WrongObjectType, message).detail(unsupported(kind));
    } else if kind == RelationKind::ForeignTable {
        format!("cannot create index on foreign table \"{name}\"")
    } else {
        format!("\"{name}\" is not a table or materialized view")
    };
    Failure::new(SqlState::WrongObjectType, message)
}

/// The actions of ALTER INDEX on one column by its number: statistics are kept of expressions only.
pub(crate) fn check_statistics(relation: &Relation, number: u32, place: Span) -> Checked {
    let at = usize::try_from(number).unwrap_or_default().wrapping_sub(1);
    let element = relation.index.as_ref().and_then(|index| index.elements.get(at));
    let (Some(element), Some(column)) = (element, relation.columns.get(at)) else {
        let message = format!("column number {number} of relation \"{}\" does not exist", relation.name);
        return Err(Failure::new(SqlState::UndefinedColumn, message).about(place));
    };
    let what = match element {
        IndexElement { is_included: true, .. } => "included",
        IndexElement { column: 0, .. } => return Ok(()),
        _ => "non-expression",
    };
    let message =
        format!("cannot alter statistics on {what} column \"{}\" of index \"{}\"", column.name, relation.name);
    let failure = Failure::new(SqlState::FeatureNotSupported, message).about(place);
    Err(if what == "included" { failure } else { failure.hint("Alter statistics on table column instead.") })
}
