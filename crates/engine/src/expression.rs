//! What the server checks of expressions of columns and constraints when a statement is executed:
//! names, types of operands, and what may not stand there.
//!
//! Types that the tables of functions and operators leave out are taken as they come: where nothing
//! is known, nothing is refused.

mod call;
mod candidates;
mod coercion;
mod column;
mod form;
mod indexed;
mod operator;
mod scope;

use std::sync::Arc;

use medlar_catalog::ColumnReference;
use medlar_syntax::ast::{Expression, ExpressionKind, Form, Ident, Operation, QualifiedName};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::deparse::{self, Conversion};
use crate::message::{Checked, Failure};
use crate::types::{self, BaseType, DataType};
pub use call::is_aggregate_name;
pub(crate) use call::is_function_name;
use coercion::Level;
pub(crate) use coercion::value_span;
pub(crate) use indexed::{Indexed, check_index_expression, check_index_predicate};
pub(crate) use scope::{Origin, QueryColumn, Scope, ScopeTable, Visibility, query_column};

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

static DEFAULT: Purpose = Purpose { plural: "DEFAULT expressions", singular: "DEFAULT expression" };
static ARGUMENT_DEFAULT: Purpose = Purpose { plural: "DEFAULT expressions", singular: "DEFAULT expression" };
static CHECK: Purpose = Purpose { plural: "check constraints", singular: "check constraint" };
static GENERATED: Purpose =
    Purpose { plural: "column generation expressions", singular: "column generation expression" };

static BOUND: Purpose = Purpose { plural: "partition bound", singular: "partition bound" };
static PARTITION_KEY: Purpose = Purpose { plural: "partition key expressions", singular: "partition key expression" };

/// The places of a query. Their expressions may have queries of their own.
static SELECT: Purpose = Purpose { plural: "", singular: "" };
static WHERE: Purpose = Purpose { plural: "WHERE", singular: "" };
static VALUES: Purpose = Purpose { plural: "VALUES", singular: "" };
static UPDATE: Purpose = Purpose { plural: "UPDATE", singular: "" };

/// Where in a query an expression stands.
#[derive(Clone, Copy)]
pub(crate) enum QueryPlace<'p> {
    /// In the list behind SELECT.
    List,
    Where,
    /// As the value of a column behind VALUES.
    Value(&'p ExpressionColumn<'p>),
    /// As the value of a column behind SET.
    Set(&'p ExpressionColumn<'p>),
}

/// An expression of a query over one table, under its alias. Tells whether it aggregates rows.
pub(crate) fn check_in_query(
    context: &mut Context<'_>,
    place: QueryPlace<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked<bool> {
    let purpose = match place {
        QueryPlace::List => &SELECT,
        QueryPlace::Where => &WHERE,
        QueryPlace::Value(_) => &VALUES,
        QueryPlace::Set(_) => &UPDATE,
    };
    let mut checker = Checker::new(context, purpose, Some(table), columns);
    let found = checker.check(expression)?;
    match place {
        QueryPlace::List => {}
        QueryPlace::Where => checker.coerce_to_boolean(expression, found, "WHERE")?,
        QueryPlace::Value(column) | QueryPlace::Set(column) => {
            checker.assign(column.name, column.data_type, found, expression, "expression").map_err(|failure| {
                match failure.error.sqlstate {
                    SqlState::DatatypeMismatch => failure.at(expression.span),
                    _ => failure,
                }
            })?;
        }
    }
    Ok(checker.aggregates)
}

/// What is checked of an expression of a query that was read.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) data_type: ExpressionType,
    /// The columns of relations that it names.
    pub(crate) used: Vec<ColumnReference>,
    pub(crate) aggregates: bool,
}

/// The clauses of a query.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clause {
    List,
    Function,
    Join,
    Where,
    Having,
    OrderBy,
    GroupBy,
    Limit,
    Offset,
    Values,
}

static FUNCTION: Purpose = Purpose { plural: "functions in FROM", singular: "" };
static JOIN: Purpose = Purpose { plural: "JOIN conditions", singular: "" };
static GROUP_BY: Purpose = Purpose { plural: "GROUP BY", singular: "" };
static LIMIT: Purpose = Purpose { plural: "LIMIT", singular: "" };
static OFFSET: Purpose = Purpose { plural: "OFFSET", singular: "" };

impl Clause {
    fn purpose(self) -> &'static Purpose {
        match self {
            Clause::List | Clause::OrderBy | Clause::Having => &SELECT,
            Clause::Function => &FUNCTION,
            Clause::Join => &JOIN,
            Clause::Where => &WHERE,
            Clause::GroupBy => &GROUP_BY,
            Clause::Limit => &LIMIT,
            Clause::Offset => &OFFSET,
            Clause::Values => &VALUES,
        }
    }

    /// What a condition is called, and the word of a number of rows.
    fn construct(self) -> &'static str {
        match self {
            Clause::Join => "JOIN/ON",
            Clause::Where => "WHERE",
            Clause::Having => "HAVING",
            _ => "",
        }
    }
}

/// An expression of a query that was read, as its clause takes it.
pub(crate) fn check_in_clause(
    context: &mut Context<'_>,
    clause: Clause,
    scope: &Scope<'_>,
    expression: &Expression<'_>,
) -> Checked<Found> {
    let mut checker = Checker::new(context, clause.purpose(), None, &[]);
    checker.scope = Some(scope);
    let data_type = checker.check(expression)?;
    if matches!(clause, Clause::Limit | Clause::Offset) {
        let word = checker.purpose.plural;
        if let (Some(found), Some(bigint)) = (data_type, plain("int8")) {
            if !coercion::is_coercible(found, bigint, Level::Assignment) {
                let message =
                    format!("argument of {word} must be type bigint, not type {}", checker.context.type_name(found));
                return Err(Failure::new(SqlState::DatatypeMismatch, message).at(coercion::value_span(expression)));
            }
            checker.check_literal(expression, found, bigint)?;
        }
        if !checker.used.is_empty() {
            let message = format!("argument of {word} must not contain variables");
            return Err(Failure::new(SqlState::InvalidColumnReference, message).at(coercion::value_span(expression)));
        }
    } else if !clause.construct().is_empty() {
        checker.coerce_to_boolean(expression, data_type, clause.construct())?;
    }
    Ok(Found { data_type, used: checker.used, aggregates: checker.aggregates })
}

/// The table that `name.*` stands for.
pub(crate) fn table_in_scope<'q>(
    context: &mut Context<'_>,
    scope: &'q Scope<'q>,
    name: &QualifiedName<'_>,
    place: Span,
) -> Checked<&'q ScopeTable> {
    Checker::new(context, &SELECT, None, &[]).table_in_scope(scope, &name.parts, 0, place)
}

/// Types that rows of several queries have in a column: the one they have in common.
pub(crate) fn common_column(
    context: &mut Context<'_>,
    found: &[(&Expression<'_>, ExpressionType)],
    construct: &str,
) -> Checked<ExpressionType> {
    Checker::new(context, &VALUES, None, &[]).common_type(found, construct)
}

/// `DEFAULT expression` of a column; as it is stored.
pub(crate) fn check_default(
    context: &mut Context<'_>,
    column: &str,
    data_type: ExpressionType,
    expression: &Expression<'_>,
) -> Checked<Arc<str>> {
    let mut checker = Checker::new(context, &DEFAULT, None, &[]);
    let found = checker.check(expression)?;
    checker.assign(column, data_type, found, expression, "default expression")?;
    Ok(checker.stored(expression))
}

/// `DEFAULT expression` of an argument of a function.
pub(crate) fn check_argument_default(
    context: &mut Context<'_>,
    target: DataType,
    expression: &Expression<'_>,
) -> Checked {
    let mut checker = Checker::new(context, &ARGUMENT_DEFAULT, Some(""), &[]);
    let Some(found) = checker.check(expression)? else { return Ok(()) };
    if coercion::is_coercible(found, target, Level::Assignment) {
        return checker.check_literal(expression, found, target);
    }
    let (target, found) = (context.type_name(target), context.type_name(found));
    let message = format!("argument of DEFAULT must be type {target}, not type {found}");
    Err(Failure::new(SqlState::DatatypeMismatch, message).at(expression.span))
}

/// `GENERATED ALWAYS AS (expression) STORED` of a column of the table; as it is stored.
pub(crate) fn check_generated(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    column: &str,
    data_type: ExpressionType,
    expression: &Expression<'_>,
) -> Checked<Arc<str>> {
    let mut checker = Checker::new(context, &GENERATED, Some(table), columns);
    let found = checker.check(expression)?;
    if let Some(nested) = checker.nested.take() {
        return Err(nested);
    }
    if let Some(function) = checker.uncollated {
        let message = format!("could not determine which collation to use for {function}() function");
        return Err(Failure::new(SqlState::IndeterminateCollation, message)
            .hint("Use the COLLATE clause to set the collation explicitly.")
            .about(expression.span));
    }
    if checker.is_mutable {
        let message = "generation expression is not immutable";
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(expression.span));
    }
    checker.assign(column, data_type, found, expression, "default expression")?;
    Ok(checker.stored(expression))
}

/// `CHECK (expression)` over the columns of the table; as it is stored.
pub(crate) fn check_constraint(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked<Arc<str>> {
    let mut checker = Checker::new(context, &CHECK, Some(table), columns);
    let found = checker.check(expression)?;
    checker.coerce_to_boolean(expression, found, "CHECK")?;
    Ok(checker.stored(expression))
}

/// A CHECK constraint that is stored already, as it is to be stored over other columns; none where its
/// form is not known.
pub(crate) fn check_stored(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked<Option<Arc<str>>> {
    let mut checker = Checker::new(context, &CHECK, Some(table), columns);
    let found = checker.check(expression)?;
    checker.coerce_to_boolean(expression, found, "CHECK")?;
    Ok(deparse::stored(expression, &checker.conversions, checker.context.target).map(Arc::from))
}

/// The type of an expression over these columns; none where it is not known, or wrong.
pub(crate) fn type_of(
    context: &mut Context<'_>,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> ExpressionType {
    let notices = context.notices.len();
    let found = Checker::new(context, &CHECK, Some(""), columns).check(expression);
    context.notices.truncate(notices);
    found.ok().flatten()
}

/// Whether a stored default of a column of one type can be the default of another type. A literal has
/// become a value of the column's type.
pub(crate) fn default_fits(context: &mut Context<'_>, text: &str, of_type: &str, target: DataType) -> bool {
    let Ok(parsed) = medlar_syntax::parse_expression(text, context.target) else { return true };
    let is_literal = matches!(parsed.kind, ExpressionKind::String(_) | ExpressionKind::Null);
    let found = if is_literal {
        DataType::of_column(context.catalog, of_type, context.target)
    } else {
        type_of(context, &[], &parsed)
    };
    found.is_none_or(|found| is_assignable(found, target))
}

/// Whether a value of one type can be stored as one of the other. What is not known is taken to.
pub(crate) fn is_assignable(from: DataType, to: DataType) -> bool {
    coercion::is_coercible(from, to, Level::Assignment)
}

/// A value of the bound of a partition, for a column of the key.
pub(crate) fn check_bound(
    context: &mut Context<'_>,
    column: &str,
    data_type: ExpressionType,
    expression: &Expression<'_>,
) -> Checked {
    let mut checker = Checker::new(context, &BOUND, None, &[]);
    let found = checker.check(expression)?;
    let (Some(target), Some(found)) = (data_type, found) else { return Ok(()) };
    if coercion::is_coercible(found, target, Level::Assignment) {
        return checker.check_literal(expression, found, target);
    }
    let target = context.type_name(target);
    let message = format!("specified value cannot be cast to type {target} for column \"{column}\"");
    Err(Failure::new(SqlState::DatatypeMismatch, message).at(expression.span))
}

/// An expression of a partition key; what is wrong with it has no position.
pub(crate) fn check_partition_key(
    context: &mut Context<'_>,
    table: &str,
    columns: &[ExpressionColumn<'_>],
    expression: &Expression<'_>,
) -> Checked {
    let mut checker = Checker::new(context, &PARTITION_KEY, Some(table), columns);
    checker.check(expression).map_err(|mut failure| {
        failure.error.position = None;
        failure
    })?;
    if checker.is_mutable {
        let message = "functions in partition key expression must be marked IMMUTABLE";
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(expression.span));
    }
    Ok(())
}

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
                None
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
