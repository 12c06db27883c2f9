//! References to columns.

use medlar_syntax::SqlState;
use medlar_syntax::ast::{Expression, QualifiedName};

use super::indexed::{INDEX_EXPRESSIONS, INDEX_PREDICATES};
use super::transform::TRANSFORMS;
use super::{Checker, ExpressionType, plain};
use crate::define::is_system_column;
use crate::message::{Checked, Failure};
use crate::validators::levenshtein;

impl Checker<'_, '_> {
    pub(super) fn column(
        &mut self,
        name: &QualifiedName<'_>,
        all: bool,
        expression: &Expression<'_>,
    ) -> Checked<ExpressionType> {
        self.has_column = true;
        if let Some(scope) = self.scope {
            return self.column_in_scope(scope, name, all, expression.span);
        }
        let Some(table) = self.table else {
            let suffix = if self.purpose.plural == "partition bound" { " expression" } else { "" };
            let message = format!("cannot use column reference in {}{suffix}", self.purpose.singular);
            return Err(Failure::new(SqlState::FeatureNotSupported, message).at(expression.span));
        };
        let is_table_named = self.purpose.plural != TRANSFORMS;
        let (qualifier, column) = match &*name.parts {
            [column] if !all => (None, &*column.name),
            [qualifier, column] | [_, qualifier, column] if !all => (Some(&*qualifier.name), &*column.name),
            [.., qualifier] if qualifier.name == table && is_table_named => return Ok(self.whole_row(expression)),
            [.., qualifier] if all => (Some(&*qualifier.name), ""),
            // A field of a column.
            _ => return Ok(None),
        };
        if let Some(qualifier) = qualifier.filter(|qualifier| *qualifier != table || !is_table_named) {
            let message = format!("missing FROM-clause entry for table \"{qualifier}\"");
            return Err(Failure::new(SqlState::UndefinedTable, message).at(expression.span));
        }
        if let Some(found) = self.columns.iter().find(|known| known.name == column) {
            if found.is_generated && self.nested.is_none() {
                let message = format!("cannot use generated column \"{column}\" in column generation expression");
                let failure = Failure::new(SqlState::InvalidObjectDefinition, message)
                    .detail("A generated column cannot reference another generated column.");
                self.nested = Some(failure.at(expression.span));
            }
            return Ok(found.data_type);
        }
        if column == "tableoid" {
            return Ok(plain("oid"));
        }
        let is_segment = column == "gp_segment_id" && self.context.rules.cloudberry;
        if is_system_column(column) && column != "tableoid" || is_segment {
            if self.is_in_query() || !is_table_named {
                return Ok(None);
            }
            if matches!(self.purpose.plural, INDEX_EXPRESSIONS | INDEX_PREDICATES) {
                let message = "index creation on system columns is not supported";
                return Err(Failure::new(SqlState::FeatureNotSupported, message).about(expression.span));
            }
            let message = match self.purpose.plural {
                "check constraints" => format!("system column \"{column}\" reference in check constraint is invalid"),
                _ => format!("cannot use system column \"{column}\" in column generation expression"),
            };
            return Err(Failure::new(SqlState::InvalidColumnReference, message).at(expression.span));
        }
        // The row as a whole.
        if qualifier.is_none() && column == table && is_table_named {
            return Ok(self.whole_row(expression));
        }
        let message = match qualifier {
            Some(qualifier) => format!("column {qualifier}.{column} does not exist"),
            None => format!("column \"{column}\" does not exist"),
        };
        let failure = Failure::new(SqlState::UndefinedColumn, message).at(expression.span);
        let known: Vec<(&str, &str)> = self.columns.iter().map(|known| (table, known.name)).collect();
        Err(match nearest(&known, qualifier.unwrap_or_default(), column) {
            Some(hint) => failure.hint(hint),
            None => failure,
        })
    }

    fn whole_row(&mut self, expression: &Expression<'_>) -> ExpressionType {
        if self.nested.is_none() {
            let message = "cannot use whole-row variable in column generation expression";
            let failure = Failure::new(SqlState::InvalidObjectDefinition, message)
                .detail("This would cause the generated column to depend on its own value.");
            self.nested = Some(failure.at(expression.span));
        }
        plain("record")
    }
}

/// The one or two columns, each with its table, that a name is nearest to.
pub(super) fn nearest(known: &[(&str, &str)], qualifier: &str, name: &str) -> Option<String> {
    let mut nearest = MAX_DISTANCE + 1;
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (table, column) in known {
        let near = levenshtein(name, column);
        let total = near + if qualifier.is_empty() { 0 } else { levenshtein(qualifier, table) };
        // More than half of the letters may not differ.
        if total > MAX_DISTANCE || near > name.len() / 2 || total > nearest {
            continue;
        }
        if total < nearest {
            nearest = total;
            found.clear();
        }
        found.push((table, column));
    }
    let (first, second) = match found[..] {
        [first] => (first, None),
        [first, second] => (first, Some(second)),
        _ => return None,
    };
    let mut hint = format!("Perhaps you meant to reference the column \"{}.{}\"", first.0, first.1);
    if let Some((table, column)) = second {
        hint.push_str(&format!(" or the column \"{table}.{column}\""));
    }
    hint.push('.');
    Some(hint)
}

/// How many letters may differ.
const MAX_DISTANCE: usize = 3;
