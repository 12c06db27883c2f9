//! Sequences, and the parameters in parentheses that relations share.

use super::{Ident, Persistence, QualifiedName, StringLiteral, TypeName};
use crate::Span;

/// A number with its sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number<'a> {
    /// Whether `-` stands before it.
    pub negative: bool,
    /// As written, without a sign.
    pub digits: &'a str,
    /// With the sign.
    pub span: Span,
}

/// An option of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "kind and place")]
pub struct SequenceOption<'a> {
    pub kind: SequenceOptionKind<'a>,
    pub span: Span,
}

/// Which option of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the option of its name")]
pub enum SequenceOptionKind<'a> {
    /// `AS type`
    As(TypeName<'a>),
    Cache(Number<'a>),
    /// `LOGGED` (true) or `UNLOGGED`, which is refused when executed.
    Logged(bool),
    /// `CYCLE` (true) or `NO CYCLE`.
    Cycle(bool),
    IncrementBy(Number<'a>),
    /// `None` for `NO MAXVALUE`.
    MaxValue(Option<Number<'a>>),
    /// `None` for `NO MINVALUE`.
    MinValue(Option<Number<'a>>),
    /// `OWNED BY table.column`, or `OWNED BY NONE`, whose name is `none`.
    OwnedBy(QualifiedName<'a>),
    /// `SEQUENCE NAME name`
    Name(QualifiedName<'a>),
    Start(Number<'a>),
    /// `RESTART [ [ WITH ] number ]`
    Restart(Option<Number<'a>>),
}

/// `CREATE SEQUENCE`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateSequence<'a> {
    pub persistence: Persistence,
    pub if_not_exists: bool,
    pub name: QualifiedName<'a>,
    pub options: Vec<SequenceOption<'a>>,
}

/// `ALTER SEQUENCE … options`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterSequence<'a> {
    pub if_exists: bool,
    pub name: QualifiedName<'a>,
    /// At least one.
    pub options: Vec<SequenceOption<'a>>,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue<'a> {
    /// A type, as which most words are read.
    Type(TypeName<'a>),
    /// A reserved word or NONE.
    Word(Ident<'a>),
    /// An operator; the parts of `OPERATOR(schema.operator)`, or the operator alone.
    Operator(QualifiedName<'a>),
    /// A number.
    Number(Number<'a>),
    /// A string.
    String(StringLiteral<'a>),
}

/// `[namespace.]name [= value]` of `WITH (…)`, `SET (…)` and `RESET (…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the parts of the parameter")]
pub struct StorageParameter<'a> {
    pub namespace: Option<Ident<'a>>,
    pub name: Ident<'a>,
    pub value: Option<ParameterValue<'a>>,
    pub span: Span,
}
