//! Expressions, as the server's grammar hands them to analysis: what is only another spelling of a
//! function or operator (`EXTRACT`, `LIKE`, `AT TIME ZONE`) is that function or operator.

use std::borrow::Cow;

use super::{Ident, QualifiedName, Query, TypeName};
use crate::{ByteOffset, Span};

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression<'a> {
    /// What it is.
    pub kind: ExpressionKind<'a>,
    /// Where the server places the node itself: an operator between its operands.
    pub location: ByteOffset,
    /// From its leftmost part, parentheses around that not counted, to its end.
    pub span: Span,
}

impl<'a> Expression<'a> {
    /// Adds the parts of the expression, the first one last; queries in it are not looked into.
    pub fn push_operands<'e>(&'e self, open: &mut Vec<&'e Expression<'a>>) {
        match &self.kind {
            ExpressionKind::Function(call) => {
                open.extend(call.arguments.iter().rev());
                open.extend(&call.filter);
            }
            ExpressionKind::Operation(operation) => {
                open.push(&operation.right);
                open.extend(&operation.left);
            }
            ExpressionKind::Form(_, operands) => open.extend(operands.iter().rev()),
            ExpressionKind::NamedArgument(_, operand)
            | ExpressionKind::Cast(operand, _)
            | ExpressionKind::Collate(operand, _)
            | ExpressionKind::Field(operand, _) => open.push(operand),
            ExpressionKind::Case(case) => {
                open.extend(&case.otherwise);
                for branch in case.branches.iter().rev() {
                    open.extend([&branch.result, &branch.condition]);
                }
                open.extend(&case.operand);
            }
            ExpressionKind::Null
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Integer(_)
            | ExpressionKind::Numeric(_)
            | ExpressionKind::String(_)
            | ExpressionKind::BitString(_)
            | ExpressionKind::Parameter(_)
            | ExpressionKind::Column { .. }
            | ExpressionKind::Subquery(_)
            | ExpressionKind::Xml { .. } => {}
        }
    }
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionKind<'a> {
    /// `NULL`
    Null,
    /// `TRUE` or `FALSE`
    Boolean(bool),
    /// An integer of 32 bits.
    Integer(i32),
    /// Any other number, with a sign where the grammar takes one.
    Numeric(Cow<'a, str>),
    /// A string literal's value.
    String(Cow<'a, str>),
    /// `B'…'` or `X'…'`: the letter in lower case and the digits.
    BitString(Cow<'a, str>),
    /// `$1`
    Parameter(i32),
    /// A column, or with `all` every column: `t.*`.
    Column {
        /// The parts before the first subscript.
        name: QualifiedName<'a>,
        /// Whether `.*` follows.
        all: bool,
    },
    /// An operator.
    Operation(Box<Operation<'a>>),
    /// A form with key words of its own.
    Form(Form, Vec<Expression<'a>>),
    /// A function.
    Function(Box<FunctionCall<'a>>),
    /// `name => value` among the arguments of a function.
    NamedArgument(Ident<'a>, Box<Expression<'a>>),
    /// `CAST (… AS type)`, `…::type` or `type '…'`.
    Cast(Box<Expression<'a>>, Box<TypeName<'a>>),
    /// `… COLLATE name`
    Collate(Box<Expression<'a>>, QualifiedName<'a>),
    /// `(…).field`, or with no name `(…).*`.
    Field(Box<Expression<'a>>, Option<Ident<'a>>),
    /// `CASE`
    Case(Box<Case<'a>>),
    /// A query: scalar, or the operand of `EXISTS`, `ARRAY`, `IN`, `ANY` and `ALL`.
    Subquery(Box<Query<'a>>),
    /// An XML function; it is not looked into.
    Xml {
        /// From its name to its closing parenthesis.
        text: &'a str,
    },
}

/// An operator and its operands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation<'a> {
    /// The schema of `OPERATOR(schema.+)`; mostly empty.
    pub schema: Vec<Ident<'a>>,
    /// Its characters; `<>` also for `!=`, `~~` for `LIKE`.
    pub operator: Cow<'a, str>,
    /// `None` for a prefix operator.
    pub left: Option<Expression<'a>>,
    /// The right operand.
    pub right: Expression<'a>,
    /// `ANY` or `ALL` before the right operand.
    pub quantifier: Option<Quantifier>,
}

/// `ANY` (or `SOME`) and `ALL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// `ANY` or `SOME`
    Any,
    /// `ALL`
    All,
}

/// Forms with key words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the form of its name")]
pub enum Form {
    /// Two operands or more.
    And,
    /// Two operands or more.
    Or,
    Not,
    IsNull,
    IsNotNull,
    IsTrue,
    IsNotTrue,
    IsFalse,
    IsNotFalse,
    IsUnknown,
    IsNotUnknown,
    IsDocument,
    IsNotDocument,
    IsDistinctFrom,
    IsNotDistinctFrom,
    Between,
    NotBetween,
    BetweenSymmetric,
    NotBetweenSymmetric,
    /// The left operand, then the list, or a query.
    In,
    /// As `In`.
    NotIn,
    /// Of a query.
    Exists,
    /// `ARRAY (query)`
    ArrayQuery,
    /// `ARRAY[…]`
    Array,
    /// A list in brackets inside of `ARRAY[…]`.
    NestedArray,
    Row,
    Coalesce,
    Greatest,
    Least,
    NullIf,
    Grouping,
    /// `…[i]`
    Subscript,
    /// `…[i:j]`
    Slice,
    /// `…[i:]`
    SliceFrom,
    /// `…[:j]`
    SliceTo,
    /// `…[:]`
    SliceAll,
    CurrentDate,
    /// With a precision or without, as the next three.
    CurrentTime,
    CurrentTimestamp,
    Localtime,
    Localtimestamp,
    CurrentRole,
    CurrentUser,
    SessionUser,
    SystemUser,
    User,
    CurrentCatalog,
    CurrentSchema,
    /// `DEFAULT`, which the grammar takes anywhere.
    Default,
}

/// `CASE`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case<'a> {
    /// `CASE x WHEN`
    pub operand: Option<Expression<'a>>,
    /// At least one.
    pub branches: Vec<CaseBranch<'a>>,
    /// `ELSE`
    pub otherwise: Option<Expression<'a>>,
}

/// `WHEN condition THEN result`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseBranch<'a> {
    /// Behind `WHEN`: a truth value, or what the operand is compared with.
    pub condition: Expression<'a>,
    /// Behind `THEN`.
    pub result: Expression<'a>,
    /// From `WHEN` to the end of the result.
    pub span: Span,
}

/// A function and what stands in its parentheses and behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionCall<'a> {
    /// Its name.
    pub name: QualifiedName<'a>,
    /// Positional ones, then named ones.
    pub arguments: Vec<Expression<'a>>,
    /// `f(*)`
    pub star: bool,
    /// `DISTINCT` before the arguments.
    pub distinct: bool,
    /// `VARIADIC` before the last argument.
    pub variadic: bool,
    /// `ORDER BY` behind the arguments, or in `WITHIN GROUP`.
    pub order_by: Vec<SortKey<'a>>,
    /// `WITHIN GROUP`
    pub within_group: bool,
    /// `FILTER (WHERE …)`
    pub filter: Option<Expression<'a>>,
    /// The text behind `OVER`: a name, or a definition in parentheses, which is not looked into.
    pub over: Option<&'a str>,
}

impl<'a> FunctionCall<'a> {
    /// A call with positional arguments and nothing else.
    pub fn new(name: QualifiedName<'a>, arguments: Vec<Expression<'a>>) -> FunctionCall<'a> {
        FunctionCall {
            name,
            arguments,
            star: false,
            distinct: false,
            variadic: false,
            order_by: Vec::new(),
            within_group: false,
            filter: None,
            over: None,
        }
    }
}

/// An item of `ORDER BY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey<'a> {
    /// What is sorted by.
    pub expression: Expression<'a>,
    /// The words behind it, e.g. `DESC NULLS LAST`.
    pub order: &'a str,
}
