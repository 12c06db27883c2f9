//! What the server checks of expressions of columns and constraints when a statement is executed:
//! names, types of operands, and what may not stand there.
//!
//! Types that the tables of functions and operators leave out are taken as they come: where nothing
//! is known, nothing is refused.

mod call;
mod candidates;
mod clause;
mod coercion;
mod column;
mod form;
mod indexed;
mod operator;
mod scope;
mod stored;
mod transform;

use std::sync::Arc;

use medlar_catalog::ColumnReference;
use medlar_syntax::ast::{Expression, ExpressionKind, Form, Ident, Operation, QualifiedName};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::deparse::{self, Conversion};
use crate::message::{Checked, Failure};
use crate::types::{self, BaseType, DataType};
pub use call::is_aggregate_name;
pub(crate) use call::{is_function_name, returns_set};
pub(crate) use clause::{Clause, Found, assign_value, check_in_clause, common_column, table_in_scope};
use coercion::Level;
pub(crate) use coercion::value_span;
pub(crate) use indexed::{Indexed, check_index_expression, check_index_predicate};
pub(crate) use scope::{Origin, QueryColumn, Scope, ScopeTable, Visibility, query_column};
pub(crate) use stored::{
    KeyExpression, check_argument_default, check_bound, check_constraint, check_default, check_generated,
    check_partition_key, check_stored, default_fits, is_assignable,
};
pub(crate) use transform::{check_transform, check_transformed};

/// The type of an expression; none where it is not known.
pub(crate) type ExpressionType = Option<DataType>;

/// A column that an expression may refer to.
pub(crate) struct ExpressionColumn<'a> {
    pub(crate) name: &'a str,
    /// None for a type that is not known here.
    pub(crate) data_type: ExpressionType,
    pub(crate) is_generated: bool,
}

/// What an expression is for, with the words of messages.
struct Purpose {
    /// `… are not allowed in …`
    plural: &'static str,
    /// `cannot use … in …`
    singular: &'static str,
}

/// An expression of a column, a constraint or a query while it is checked.
struct Checker<'c, 's> {
    context: &'c mut Context<'s>,
    purpose: &'static Purpose,
    /// The table whose columns may be referred to.
    table: Option<&'c str>,
    columns: &'c [ExpressionColumn<'c>],
    /// Whether anything was seen whose value may change by itself.
    is_mutable: bool,
    /// What is wrong with the first generated column that a generation expression refers to.
    nested: Option<Box<Failure>>,
    /// Whether an aggregate was seen where one may stand.
    aggregates: bool,
    /// The first aggregate in the arguments that are looked at.
    aggregate: Option<Span>,
    /// What names stand for, in a query that was read.
    scope: Option<&'c Scope<'c>>,
    /// The columns of relations that were named in it.
    used: Vec<ColumnReference>,
    /// What operands become, in the order in which they are looked at.
    conversions: Vec<Conversion>,
    /// Whether a column was seen.
    has_column: bool,
    /// The first function that depends on a collation and is evaluated before there is one, as all of its
    /// arguments are constants.
    uncollated: Option<&'static str>,
}

impl<'c, 's> Checker<'c, 's> {
    fn new(
        context: &'c mut Context<'s>,
        purpose: &'static Purpose,
        table: Option<&'c str>,
        columns: &'c [ExpressionColumn<'c>],
    ) -> Checker<'c, 's> {
        Checker {
            context,
            purpose,
            table,
            columns,
            is_mutable: false,
            nested: None,
            aggregates: false,
            aggregate: None,
            scope: None,
            used: Vec::new(),
            conversions: Vec::new(),
            has_column: false,
            uncollated: None,
        }
    }

    /// What messages call the type of an operand.
    fn name_of(&mut self, found: ExpressionType) -> String {
        found.map_or_else(|| "unknown".to_owned(), |found| self.context.type_name(found))
    }

    /// The text of the expression as it is stored: as written, where it has a form that is not known.
    fn stored(&self, expression: &Expression<'_>) -> Arc<str> {
        match deparse::stored(expression, &self.conversions, self.context.target) {
            Some(text) => text.into(),
            None => self.context.text(expression.span).into(),
        }
    }

    /// The value is stored in the column.
    fn assign(
        &mut self,
        column: &str,
        target: ExpressionType,
        found: ExpressionType,
        expression: &Expression<'_>,
        what: &str,
    ) -> Checked {
        let (Some(target), Some(found)) = (target, found) else { return Ok(()) };
        if coercion::is_coercible(found, target, Level::Assignment) {
            return self.check_literal(expression, found, target);
        }
        let (target, found) = (self.context.type_name(target), self.context.type_name(found));
        let message = format!("column \"{column}\" is of type {target} but {what} is of type {found}");
        Err(Failure::new(SqlState::DatatypeMismatch, message)
            .hint("You will need to rewrite or cast the expression.")
            .about(expression.span))
    }

    /// The type of an expression whose parts are what they should be. The parser bounds how deep it nests.
    fn check(&mut self, expression: &Expression<'_>) -> Checked<ExpressionType> {
        Ok(match &expression.kind {
            ExpressionKind::Null | ExpressionKind::String(_) => plain("unknown"),
            ExpressionKind::Boolean(_) => plain("bool"),
            ExpressionKind::Integer(_) => plain("int4"),
            ExpressionKind::Numeric(digits) => plain(number_type(digits)),
            ExpressionKind::BitString(digits) => self.bits(digits, expression)?,
            ExpressionKind::Parameter(number) => {
                let message = format!("there is no parameter ${number}");
                return Err(Failure::new(SqlState::UndefinedParameter, message).at(expression.span));
            }
            ExpressionKind::Column { name, all } => self.column(name, *all, expression)?,
            ExpressionKind::Operation(operation) => self.operation(operation, expression)?,
            ExpressionKind::Form(form, operands) => self.form(*form, operands, expression)?,
            ExpressionKind::Function(call) => self.call(call, expression)?,
            ExpressionKind::NamedArgument(_, value) => self.check(value)?,
            ExpressionKind::Cast(operand, type_name) => self.cast(operand, type_name, expression)?,
            ExpressionKind::Collate(operand, collation) => {
                let found = self.check(operand)?;
                self.collate(found, collation, at_location(expression))?;
                found
            }
            ExpressionKind::Field(base, field) => {
                let found = self.check(base)?;
                no_field(found, field.as_ref(), base.span)?;
                self.field_of_function(base, field.as_ref())?
            }
            ExpressionKind::Case(case) => self.case(case)?,
            ExpressionKind::Subquery(query) => self.one_column(query, expression)?,
            ExpressionKind::Xml { .. } => None,
        })
    }

    fn bits(&self, digits: &str, expression: &Expression<'_>) -> Checked<ExpressionType> {
        let bits = plain("bit");
        if let Some(bits) = bits {
            types::check_input(bits.base, digits, self.context.rules).map_err(|failure| failure.at(expression.span))?;
        }
        Ok(bits)
    }

    /// `COLLATE collation`; `place` is the word.
    fn collate(&mut self, found: ExpressionType, collation: &QualifiedName<'_>, place: Span) -> Checked {
        match found {
            Some(found) if found.base.name() != "unknown" => types::check_collatable(self.context, found, place)?,
            _ => {}
        }
        types::check_collation_name(self.context, collation, place)
    }

    fn operation(&mut self, operation: &Operation<'_>, expression: &Expression<'_>) -> Checked<ExpressionType> {
        let Operation { schema, operator, left, right, quantifier } = operation;
        if let (ExpressionKind::Subquery(query), Some(left), Some(_)) = (&right.kind, left, quantifier) {
            return self.compare_with_query(operator, left, (query, right), expression);
        }
        let place = at_location(expression);
        let Some(left) = left else {
            let found = self.check(right)?;
            return self.apply(schema, operator, &[(right, found)], place);
        };
        if let (Some(left), Some(right), None) = (row(left), row(right), quantifier) {
            return self.compare_rows(left, right, place);
        }
        let left_type = self.check(left)?;
        let right_type = self.check(right)?;
        if quantifier.is_some() {
            return self.quantified(operation, (left, left_type), (right, right_type), place);
        }
        self.apply(schema, operator, &[(left, left_type), (right, right_type)], place)
    }

    /// Rows are compared field by field.
    fn compare_rows(
        &mut self,
        left: &[Expression<'_>],
        right: &[Expression<'_>],
        place: Span,
    ) -> Checked<ExpressionType> {
        for expression in left.iter().chain(right) {
            self.check(expression)?;
        }
        if left.len() != right.len() {
            let message = "unequal number of entries in row expressions";
            return Err(Failure::new(SqlState::SyntaxError, message).at(place));
        }
        Ok(plain("bool"))
    }

    /// `left operator { ANY | ALL } (array)`
    fn quantified(
        &mut self,
        operation: &Operation<'_>,
        left: (&Expression<'_>, ExpressionType),
        right: (&Expression<'_>, ExpressionType),
        place: Span,
    ) -> Checked<ExpressionType> {
        let Some(array) = right.1 else { return Ok(plain("bool")) };
        let element = if array.base.name() == "unknown" {
            // A literal is an array of what stands at the left.
            if let Some(found) = left.1 {
                // The elements are what the operator takes beside the left operand.
                let before = self.conversions.len();
                let taken = match self.apply(&operation.schema, &operation.operator, &[left, left], place) {
                    Ok(_) => self.conversions.last().map_or(found, |conversion| conversion.to),
                    Err(_) => found,
                };
                self.conversions.truncate(self.conversions.len().min(before + 1));
                self.check_literal(right.0, array, DataType { modifier: -1, ..taken.array() })?;
            }
            return Ok(plain("bool"));
        } else if array.is_array {
            array.element()
        } else if array.base.letter().is_some() {
            let message = "op ANY/ALL (array) requires array on right side";
            return Err(Failure::new(SqlState::WrongObjectType, message).at(place));
        } else {
            return Ok(plain("bool"));
        };
        let before = self.conversions.len();
        let result = self.apply(&operation.schema, &operation.operator, &[left, (right.0, Some(element))], place)?;
        self.mark_array(right.0, before);
        if result.is_some_and(|result| result.base.name() != "bool") {
            let message = "op ANY/ALL (array) requires operator to yield boolean";
            return Err(Failure::new(SqlState::WrongObjectType, message).at(place));
        }
        Ok(plain("bool"))
    }

    fn is_in_query(&self) -> bool {
        self.purpose.singular.is_empty()
    }
}

impl Checker<'_, '_> {
    /// What was noted of an expression since then was about the elements of the array that it is.
    fn mark_array(&mut self, array: &Expression<'_>, since: usize) {
        for conversion in self.conversions.iter_mut().skip(since).filter(|conversion| conversion.is_of(array)) {
            conversion.is_of_array = true;
        }
    }
}

/// Only composite types have fields, and of these little is known here.
fn no_field(found: ExpressionType, field: Option<&Ident<'_>>, place: Span) -> Checked {
    match (found, field) {
        (Some(found), Some(field)) if found.is_array || found.base.letter().is_some() => {
            let message = format!(
                "column notation .{} applied to type {}, which is not a composite type",
                field.name,
                found.name()
            );
            Err(Failure::new(SqlState::WrongObjectType, message).at(place))
        }
        _ => Ok(()),
    }
}

/// The fields of a row.
fn row<'e>(expression: &'e Expression<'_>) -> Option<&'e [Expression<'e>]> {
    match &expression.kind {
        ExpressionKind::Form(Form::Row, fields) => Some(fields),
        _ => None,
    }
}

/// The type of that name, without a modifier.
fn plain(name: &str) -> ExpressionType {
    BaseType::find(name).map(DataType::new)
}

/// The smallest type that holds a number.
fn number_type(digits: &str) -> &'static str {
    match digits.parse::<i64>() {
        Ok(value) if i32::try_from(value).is_ok() => "int4",
        Ok(_) => "int8",
        Err(_) => "numeric",
    }
}

/// Where the server places the node itself.
fn at_location(expression: &Expression<'_>) -> Span {
    Span { start: expression.location, end: expression.span.end.max(expression.location) }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::{Target, parse_expression, parse_type_name};

    use super::{ExpressionColumn, check_constraint, check_default, check_generated};
    use crate::testing::{answer, check_answers, syntax_answer};
    use crate::types::DataType;

    const COLUMNS: &[(&str, &str)] = &[
        ("a", "integer"),
        ("b", "text"),
        ("c", "numeric(10,2)"),
        ("d", "date"),
        ("e", "boolean"),
        ("ts", "timestamp with time zone"),
        ("j", "jsonb"),
        ("arr", "integer[]"),
        ("v", "character varying(5)"),
        ("u", "uuid"),
        ("i", "interval"),
    ];

    #[test]
    fn deep_expressions_are_checked() {
        let nested =
            |before: &str, behind: &str, count: usize| format!("{}1{}", before.repeat(count), behind.repeat(count));
        for text in [nested("(", ")", 150), nested("abs(", ")", 150), nested("", " + 1", 240), nested("- (", ")", 70)] {
            let expression = parse_expression(&text, Target::Postgresql15).unwrap();
            let said = answer(&text, 0, |context| check_default(context, "x", None, &expression).map(drop));
            assert_eq!(said, "ok", "{text}");
        }
    }

    /// What the server says to expressions of a column `x` of a table `t`.
    #[test]
    fn expressions_are_answered_as_the_server_does() {
        let target = Target::Postgresql15;
        check_answers(include_str!("expression/postgresql_15.answers"), |case| {
            // The parentheses of a constraint are not the expression's.
            let before = u32::from(case[0] == "default");
            let text = if before > 0 { format!("({})", case[2]) } else { case[2].to_owned() };
            let expression = match parse_expression(&text, target) {
                Ok(expression) => expression,
                Err(error) => return syntax_answer(&error, &text, before),
            };
            answer(&text, before, |context| {
                let mut columns = Vec::new();
                for (name, data_type) in COLUMNS {
                    let data_type = DataType::of_column(&medlar_catalog::Catalog::default(), data_type, target);
                    columns.push(ExpressionColumn { name, data_type, is_generated: false });
                }
                if case[0] == "check" {
                    return check_constraint(context, "t", &columns, &expression).map(drop);
                }
                let type_name = parse_type_name(case[1], target).unwrap();
                let data_type = crate::types::column(context, &type_name)?.data_type;
                if case[0] == "default" {
                    return check_default(context, "x", Some(data_type), &expression).map(drop);
                }
                columns.push(ExpressionColumn { name: "g", data_type: Some(data_type), is_generated: true });
                columns.push(ExpressionColumn { name: "x", data_type: Some(data_type), is_generated: true });
                check_generated(context, "t", &columns, "x", Some(data_type), &expression).map(drop)
            })
        });
    }
}
