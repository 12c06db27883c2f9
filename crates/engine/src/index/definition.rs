//! An index while it is put together: its elements, and the words behind them.

use std::sync::Arc;

use medlar_catalog::{Column, ColumnReference, Index, IndexElement, Name, Oid, OptionList, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{self, Collation, PartitionKey};

use super::operator_class::{self, Method};
use super::{Element, SYSTEM};
use crate::columns::new_column;
use crate::context::Context;
use crate::define::is_system_column;
use crate::message::{Checked, Failure};
use crate::types::{self, DataType};
use crate::uses;

/// An index that is about to be there.
pub(super) struct NewIndex {
    pub(super) name: Name,
    pub(super) index: Index,
    pub(super) columns: Vec<Column>,
    pub(super) used: Vec<ColumnReference>,
    /// The index of the partitioned table that it is a part of.
    pub(super) parent: Option<Oid>,
}

impl NewIndex {
    pub(super) fn new(table: &Relation, name: Name, method: &str) -> NewIndex {
        let index = Index {
            table: table.oid,
            method: method.into(),
            is_unique: false,
            elements: Vec::new(),
            condition: None,
            parameters: OptionList::default(),
        };
        NewIndex { name, index, columns: Vec::new(), used: Vec::new(), parent: None }
    }

    pub(super) fn uses(&mut self, used: Vec<ColumnReference>) {
        self.used.extend(used);
    }

    /// Checks an element and adds it.
    pub(super) fn add(
        &mut self,
        context: &mut Context<'_>,
        table: &Arc<Relation>,
        method: &Method,
        element: &Element<'_, '_>,
        name: &str,
    ) -> Checked {
        let (number, type_name, data_type) = match &element.written.key {
            PartitionKey::Column(column) => match table.column(&column.name) {
                Some((number, known)) => {
                    self.used.push(ColumnReference { oid: table.oid, column: number });
                    let data_type = DataType::of_column(context.catalog, &known.type_name, context.target);
                    (number, known.type_name.clone(), data_type)
                }
                None if is_system_column(&column.name) => (SYSTEM, "".into(), None),
                None => {
                    let message = format!("column \"{}\" does not exist", column.name);
                    return Err(Failure::new(SqlState::UndefinedColumn, message).about(column.span));
                }
            },
            PartitionKey::Expression(_) if element.is_included => {
                let message = "expressions are not supported in included columns";
                return Err(Failure::new(SqlState::FeatureNotSupported, message).about(element.written.span));
            }
            PartitionKey::Expression(expression) => {
                let indexed = element.indexed.as_ref();
                if indexed.is_some_and(|indexed| indexed.is_mutable) {
                    let message = "functions in index expression must be marked IMMUTABLE";
                    return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(expression.span));
                }
                self.used.extend(uses::of_expression(context, table, expression)?);
                let data_type = indexed.and_then(|indexed| indexed.data_type);
                (0, data_type.map_or_else(String::new, DataType::stored).into(), data_type)
            }
        };
        let order = match element.is_included {
            true => check_included(element.written).map(|()| String::new())?,
            false => order(context, method, element.written, data_type)?,
        };
        self.columns.push(new_column(name, type_name));
        self.index.elements.push(IndexElement {
            column: number,
            expression: element.indexed.as_ref().map(|indexed| Arc::clone(&indexed.stored)),
            order: order.into(),
            is_included: element.is_included,
        });
        Ok(())
    }

    /// Puts the index beside its table.
    pub(super) fn insert(self, context: &mut Context<'_>, table: &Relation) -> Oid {
        let NewIndex { name, index, columns, mut used, parent } = self;
        used.sort_unstable();
        used.dedup();
        let oid = context.catalog.allocate_oid();
        let kind = match table.kind {
            RelationKind::PartitionedTable => RelationKind::PartitionedIndex,
            _ => RelationKind::Index,
        };
        let mut relation = Relation::new(oid, kind, table.schema, name, table.owner);
        (relation.columns, relation.uses, relation.index) = (columns, used, Some(index));
        relation.parents = parent.into_iter().collect();
        context.catalog.insert_relation(relation);
        context.write_object_and_lists(oid);
        context.write_object(table.oid);
        oid
    }
}

/// What is only stored beside the key is in no order.
fn check_included(element: &ast::IndexElement<'_>) -> Checked {
    let (direction, nulls) = written_order(element.order);
    let what = if element.collation.is_some() {
        "a collation"
    } else if element.operator_class.is_some() {
        "an operator class"
    } else if direction.is_some() {
        "ASC/DESC options"
    } else if nulls.is_some() {
        "NULLS FIRST/LAST options"
    } else {
        return Ok(());
    };
    let message = format!("including column does not support {what}");
    Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(element.span))
}

/// Whether it is descending, and whether NULLs come first, where either is written.
fn written_order(order: &str) -> (Option<bool>, Option<bool>) {
    let is_written = |word: &str| order.split_ascii_whitespace().any(|other| other.eq_ignore_ascii_case(word));
    let either =
        |first: &str, second: &str| if is_written(first) { Some(true) } else { is_written(second).then_some(false) };
    (either("desc", "asc"), either("first", "last"))
}

/// Checks the collation of an element of an index or of a partition key.
pub(crate) fn check_element_collation(
    context: &mut Context<'_>,
    collation: &Collation<'_>,
    data_type: Option<DataType>,
) -> Checked {
    let place = collation.span;
    let check = match data_type {
        Some(data_type) => types::check_collation(context, data_type, &collation.name, place),
        None => types::check_collation_name(context, &collation.name, place),
    };
    check.map_err(|failure| failure.without_position())
}

/// Checks what stands behind an element; as it is shown.
fn order(
    context: &mut Context<'_>,
    method: &Method,
    element: &ast::IndexElement<'_>,
    data_type: Option<DataType>,
) -> Checked<String> {
    let mut words = Vec::new();
    if let Some(collation) = &element.collation {
        check_element_collation(context, collation, data_type)?;
        let name = collation.name.parts.last().map_or("", |part| &part.name);
        words.push(format!("COLLATE {}", medlar_syntax::printer::quote_ident(name, context.target)));
    }
    let class = operator_class::resolve(context, method, element.operator_class.as_ref(), data_type);
    words.extend(class.map_err(|failure| failure.about(element.span))?);
    let (direction, nulls) = written_order(element.order);
    let refused = |what: &str| {
        let message = format!("access method \"{}\" does not support {what} options", method.name);
        Err(Failure::new(SqlState::FeatureNotSupported, message).about(element.span))
    };
    if direction.is_some() && !method.can_order {
        return refused("ASC/DESC");
    }
    if nulls.is_some() && !method.can_order {
        return refused("NULLS FIRST/LAST");
    }
    let is_descending = direction == Some(true);
    words.extend(is_descending.then(|| "DESC".to_owned()));
    // By default NULLs are greater than all else.
    match nulls {
        Some(first) if first != is_descending => {
            words.push(if first { "NULLS FIRST" } else { "NULLS LAST" }.to_owned())
        }
        _ => {}
    }
    Ok(words.join(" "))
}
