//! The key of a partitioned table: PARTITION BY.

use std::sync::Arc;

use medlar_catalog::Relation;
use medlar_syntax::SqlState;
use medlar_syntax::ast::{PartitionBy, PartitionElement, PartitionKey};

use crate::context::Context;
use crate::define::{expression_columns, is_system_column};
use crate::expression::{self, KeyExpression};
use crate::index;
use crate::message::{Checked, Failure};
use crate::types::DataType;
use crate::uses;

/// The key of a partitioned table, as it is stored: `LIST (a)`.
pub(crate) fn key(context: &mut Context<'_>, relation: &Relation, by: &PartitionBy<'_>) -> Checked<Arc<str>> {
    let strategy = by.strategy.name.to_ascii_uppercase();
    if !matches!(&*strategy, "LIST" | "RANGE" | "HASH") {
        let message = format!("unrecognized partitioning strategy \"{}\"", by.strategy.name);
        return Err(Failure::new(SqlState::InvalidParameterValue, message).about(by.strategy.span));
    }
    if strategy == "LIST" && by.elements.len() > 1 {
        let message = "cannot use \"list\" partition strategy with more than one column";
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(by.span));
    }
    // All expressions are analysed before anything else is looked at.
    let columns = expression_columns(context, relation);
    let mut analysed = Vec::with_capacity(by.elements.len());
    for element in &by.elements {
        analysed.push(match &element.key {
            PartitionKey::Expression(written) => {
                Some(expression::check_partition_key(context, &relation.name, &columns, written)?)
            }
            PartitionKey::Column(_) => None,
        });
    }
    let method = if strategy == "HASH" { "hash" } else { "btree" };
    let mut elements = Vec::with_capacity(by.elements.len());
    for (element, analysed) in by.elements.iter().zip(analysed) {
        let (text, data_type) = key_element(context, relation, element, analysed)?;
        check_class(context, method, element, data_type).map_err(|failure| failure.about(element.span))?;
        elements.push(text);
    }
    Ok(format!("{strategy} ({})", elements.join(", ")).into())
}

/// A column or an expression of the key: as it is stored, and its type.
fn key_element(
    context: &mut Context<'_>,
    relation: &Relation,
    element: &PartitionElement<'_>,
    analysed: Option<KeyExpression>,
) -> Checked<(String, Option<DataType>)> {
    match &element.key {
        PartitionKey::Column(column) => {
            if is_system_column(&column.name) {
                let message = format!("cannot use system column \"{}\" in partition key", column.name);
                return Err(Failure::new(SqlState::InvalidObjectDefinition, message).at(element.span));
            }
            let Some((_, known)) = relation.column(&column.name) else {
                let message = format!("column \"{}\" named in partition key does not exist", column.name);
                return Err(Failure::new(SqlState::UndefinedColumn, message).at(element.span));
            };
            let data_type = DataType::of_column(context.catalog, &known.type_name, context.target);
            Ok((column.name.to_string(), data_type))
        }
        PartitionKey::Expression(expression) => {
            if analysed.as_ref().is_some_and(|analysed| analysed.is_mutable) {
                let message = "functions in partition key expression must be marked IMMUTABLE";
                return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(element.span));
            }
            if !uses::of_expression(context, relation, expression)?.iter().any(|used| used.oid == relation.oid) {
                let message = "cannot use constant expression as partition key";
                return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(element.span));
            }
            Ok((format!("({})", context.text(expression.span)), analysed.and_then(|analysed| analysed.data_type)))
        }
    }
}

/// Checks the collation and the operator class of an element; without one, its type must have one.
fn check_class(
    context: &mut Context<'_>,
    method: &str,
    element: &PartitionElement<'_>,
    data_type: Option<DataType>,
) -> Checked {
    if let Some(collation) = &element.collation {
        index::check_element_collation(context, collation, data_type)?;
    }
    if let Some(class) = &element.operator_class {
        return index::check_operator_class(context, method, class, data_type);
    }
    let Some(data_type) = data_type.filter(|data_type| has_no_class(*data_type, method)) else { return Ok(()) };
    let type_name = context.type_name(data_type);
    let message = format!("data type {type_name} has no default operator class for access method \"{method}\"");
    Err(Failure::new(SqlState::UndefinedObject, message).hint(format!(
        "You must specify a {method} operator class or define a default {method} operator class for the data type."
    )))
}

/// Whether values of the type cannot be sorted, or hashed.
fn has_no_class(data_type: DataType, method: &str) -> bool {
    const NEITHER: &str = "xml|json|point|lseg|path|box|polygon|line|circle|jsonpath|txid_snapshot|pg_snapshot";
    let others = if method == "hash" { "bit|varbit|money|tsvector|tsquery" } else { "xid|cid|aclitem" };
    let mut names = NEITHER.split('|').chain(others.split('|'));
    !data_type.is_array && names.any(|name| name == data_type.base.name())
}
