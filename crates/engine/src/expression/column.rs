//! References to columns.

use medlar_syntax::SqlState;
use medlar_syntax::ast::{Expression, QualifiedName};

use super::{Checker, ExpressionType, plain};
use crate::message::{Checked, Failure};

/// The columns that every table has, but for `tableoid`, which constraints may refer to.
const SYSTEM_COLUMNS: [&str; 5] = ["ctid", "xmin", "cmin", "xmax", "cmax"];

impl Checker<'_, '_> {
    pub(super) fn column(
        &mut self,
        name: &QualifiedName<'_>,
        all: bool,
        expression: &Expression<'_>,
    ) -> Checked<ExpressionType> {
        let Some(table) = self.table else {
            let suffix = if self.purpose.plural == "partition bound" { " expression" } else { "" };
            let message = format!("cannot use column reference in {}{suffix}", self.purpose.singular);
            return Err(Failure::new(SqlState::FeatureNotSupported, message).at(expression.span));
        };
        let (qualifier, column) = match &*name.parts {
            [column] if !all => (None, &*column.name),
            [table, column] if !all => (Some(&*table.name), &*column.name),
            [.., qualifier] if all && qualifier.name == table => return Ok(plain("record")),
            // A field of a column, or a name with a schema.
            _ => return Ok(None),
        };
        if let Some(qualifier) = qualifier.filter(|qualifier| *qualifier != table) {
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
        if SYSTEM_COLUMNS.contains(&column) {
            let message = match self.purpose.plural {
                "check constraints" => format!("system column \"{column}\" reference in check constraint is invalid"),
                _ => format!("cannot use system column \"{column}\" in column generation expression"),
            };
            return Err(Failure::new(SqlState::InvalidColumnReference, message).at(expression.span));
        }
        // The row as a whole.
        if qualifier.is_none() && column == table {
            return Ok(plain("record"));
        }
        let message = match qualifier {
            Some(qualifier) => format!("column {qualifier}.{column} does not exist"),
            None => format!("column \"{column}\" does not exist"),
        };
        Err(Failure::new(SqlState::UndefinedColumn, message).at(expression.span))
    }
}
