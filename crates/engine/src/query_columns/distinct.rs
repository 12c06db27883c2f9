//! DISTINCT and DISTINCT ON beside ORDER BY.

use medlar_syntax::ast::{Expression, Query, Select};
use medlar_syntax::{Span, SqlState};

use super::output::Outputs;
use crate::expression::{Clause, value_span};
use crate::message::{Checked, Failure};

/// Distinct rows are sorted by what is in the list; those of DISTINCT ON by its expressions first.
pub(super) fn check<'q>(select: &'q Select<'q>, query: &'q Query<'q>, outputs: &Outputs<'q>) -> Checked {
    if !select.distinct {
        return Ok(());
    }
    let sorted = query.order_by.iter().map(|key| (outputs.key(Clause::OrderBy, &key.expression), &key.expression));
    if select.distinct_on.is_empty() {
        if select.items.is_empty() {
            return Err(Failure::new(SqlState::SyntaxError, "SELECT DISTINCT must have at least one column"));
        }
        return match sorted.into_iter().find(|(key, _)| !outputs.has(*key)) {
            Some((_, expression)) => {
                refused("for SELECT DISTINCT, ORDER BY expressions must appear in select list", value_span(expression))
            }
            None => Ok(()),
        };
    }
    let key = |expression: &'q Expression<'q>| outputs.key(Clause::OrderBy, expression);
    let mismatch = |place| refused("SELECT DISTINCT ON expressions must match initial ORDER BY expressions", place);
    let mut has_other = false;
    let mut found = Vec::new();
    for (sort_key, _) in sorted {
        match select.distinct_on.iter().find(|expression| outputs.is_same(key(expression), sort_key)) {
            Some(expression) if has_other => return mismatch(value_span(expression)),
            Some(_) => found.push(sort_key),
            None => has_other = true,
        }
    }
    let is_sorted = |expression: &Expression<'q>| {
        found.iter().any(|known| outputs.is_same(*known, outputs.key(Clause::OrderBy, expression)))
    };
    match select.distinct_on.iter().find(|expression| has_other && !is_sorted(expression)) {
        Some(expression) => mismatch(value_span(expression)),
        None => Ok(()),
    }
}

fn refused(message: &'static str, place: Span) -> Checked {
    Err(Failure::new(SqlState::InvalidColumnReference, message).at(place))
}
