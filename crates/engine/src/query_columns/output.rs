//! The columns of the result of a SELECT, and the keys of ORDER BY, GROUP BY and DISTINCT ON that stand
//! for them.

use medlar_syntax::ast::{Expression, ExpressionKind, QualifiedName, Select, SelectItem};

use super::same::is_same;
use crate::expression::{Clause, Origin, QueryColumn, Scope};

/// A column of the result, or a key.
#[derive(Clone, Copy)]
pub(super) enum Output<'q> {
    /// One of those that `*` stands for.
    Column(&'q QueryColumn),
    Expression(&'q Expression<'q>),
}

/// The columns of the result.
pub(super) struct Outputs<'q> {
    scope: &'q Scope<'q>,
    columns: Vec<Output<'q>>,
    names: &'q [QueryColumn],
}

impl<'q> Outputs<'q> {
    /// Of a list; `names` are the columns of the result as they are called, as far as they are known.
    pub(super) fn new(select: &'q Select<'q>, scope: &'q Scope<'q>, names: &'q [QueryColumn]) -> Outputs<'q> {
        let mut columns = Vec::new();
        for item in &select.items {
            match item {
                SelectItem::All(_) => columns.extend(scope.columns.iter().map(Output::Column)),
                SelectItem::Expression(Expression { kind: ExpressionKind::Column { name, all: true }, .. }, _) => {
                    columns.extend(table_columns(scope, name).iter().map(Output::Column));
                }
                SelectItem::Expression(expression, _) => columns.push(Output::Expression(expression)),
            }
        }
        Outputs { scope, columns, names }
    }

    /// What a key stands for: a number and a name may be those of a column of the result. Behind GROUP
    /// BY, a column of FROM comes before that.
    pub(super) fn key(&self, clause: Clause, key: &'q Expression<'q>) -> Output<'q> {
        let at = match &key.kind {
            ExpressionKind::Integer(number) => usize::try_from(*number).ok().and_then(|number| number.checked_sub(1)),
            ExpressionKind::Column { name, all: false } => match name.parts.as_slice() {
                [_] if clause == Clause::GroupBy && self.scope.column(name).is_some() => None,
                [name] => self.names.iter().position(|column| *column.name == *name.name),
                _ => None,
            },
            _ => None,
        };
        at.and_then(|at| self.columns.get(at).copied()).unwrap_or(Output::Expression(key))
    }

    /// Whether a key is in the list.
    pub(super) fn has(&self, key: Output<'_>) -> bool {
        self.columns.iter().any(|column| self.is_same(*column, key))
    }

    pub(super) fn is_same(&self, left: Output<'_>, right: Output<'_>) -> bool {
        match (left, right) {
            (Output::Expression(left), Output::Expression(right)) => is_same(self.scope, left, right),
            _ => {
                let origins = [left, right].map(|output| output.origin(self.scope));
                origins[0].is_some() && origins[0] == origins[1]
            }
        }
    }
}

impl<'q> Output<'q> {
    /// The column of FROM that it is.
    pub(super) fn origin(self, scope: &'q Scope<'_>) -> Option<&'q Origin> {
        let column = match self {
            Output::Column(column) => column,
            Output::Expression(Expression { kind: ExpressionKind::Column { name, all: false }, .. }) => {
                scope.column(name)?
            }
            Output::Expression(_) => return None,
        };
        column.origin.as_ref()
    }
}

/// The columns of `table.*`
pub(super) fn table_columns<'q>(scope: &'q Scope<'_>, name: &QualifiedName<'_>) -> &'q [QueryColumn] {
    let Some(name) = name.parts.last() else { return &[] };
    scope.visible_tables().find(|table| *table.name == *name.name).map_or(&[], |table| &table.columns)
}
