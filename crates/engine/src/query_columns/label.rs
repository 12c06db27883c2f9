//! What the server calls a column that is given no name.

use medlar_syntax::TargetRules;
use medlar_syntax::ast::{Expression, ExpressionKind, Form, QueryBody, SelectItem, TypeReference};

/// The name of the column that an expression makes.
pub(crate) fn label(expression: &Expression<'_>, rules: &TargetRules) -> String {
    name_of(expression, rules).unwrap_or_else(|| "?column?".to_owned())
}

/// The name that an expression gives its column; none where it gives no name.
pub(crate) fn name_of(expression: &Expression<'_>, rules: &TargetRules) -> Option<String> {
    found(rules, expression).map(|(name, _)| name)
}

/// A name, and whether it is a good one: the name of a type or of a form is not.
fn found(rules: &TargetRules, expression: &Expression<'_>) -> Option<(String, bool)> {
    let plain = |name: &str| Some((name.to_owned(), true));
    match &expression.kind {
        ExpressionKind::Column { name, .. } => plain(&name.parts.last()?.name),
        ExpressionKind::Field(_, Some(name)) => plain(&name.name),
        ExpressionKind::Field(base, None) | ExpressionKind::Collate(base, _) => found(rules, base),
        ExpressionKind::Function(call) => plain(&call.name.parts.last()?.name),
        ExpressionKind::Cast(operand, type_name) => {
            found(rules, operand).filter(|(_, is_good)| *is_good).or_else(|| {
                let name = match &type_name.name {
                    TypeReference::Standard(name) => name,
                    TypeReference::Named(name) => &*name.parts.last()?.name,
                    TypeReference::Interval(_) => "interval",
                    TypeReference::ColumnType(_) => return None,
                };
                Some((name.to_owned(), false))
            })
        }
        ExpressionKind::Boolean(_) if rules.boolean_constants_are_casts => Some(("bool".to_owned(), false)),
        ExpressionKind::Case(case) => {
            let otherwise = case.otherwise.as_ref().and_then(|otherwise| found(rules, otherwise));
            otherwise.filter(|(_, is_good)| *is_good).or_else(|| Some(("case".to_owned(), false)))
        }
        ExpressionKind::Subquery(query) => match &query.body {
            QueryBody::Select(select) => match select.items.as_slice() {
                [SelectItem::Expression(_, Some(name))] => plain(&name.name),
                // It has been given its name by then, if only `?column?`.
                [SelectItem::Expression(expression, None)] => plain(&label(expression, rules)),
                _ => None,
            },
            _ => plain("column1"),
        },
        ExpressionKind::Form(form, operands) => {
            let name = match form {
                Form::Subscript | Form::Slice | Form::SliceFrom | Form::SliceTo | Form::SliceAll => {
                    return found(rules, operands.first()?);
                }
                Form::Exists => "exists",
                Form::ArrayQuery | Form::Array => "array",
                Form::Row => "row",
                Form::Coalesce => "coalesce",
                Form::Greatest => "greatest",
                Form::Least => "least",
                Form::NullIf => "nullif",
                Form::Grouping => "grouping",
                Form::CurrentDate => "current_date",
                Form::CurrentTime => "current_time",
                Form::CurrentTimestamp => "current_timestamp",
                Form::Localtime => "localtime",
                Form::Localtimestamp => "localtimestamp",
                Form::CurrentRole => "current_role",
                Form::CurrentUser => "current_user",
                Form::SessionUser => "session_user",
                Form::SystemUser => "system_user",
                Form::User => "user",
                Form::CurrentCatalog => "current_catalog",
                Form::CurrentSchema => "current_schema",
                _ => return None,
            };
            plain(name)
        }
        _ => None,
    }
}
