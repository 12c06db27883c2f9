//! Functions and procedures.

use super::{DropBehavior, Expression, Ident, Number, QualifiedName, RoleSpec, Statement, StringLiteral, TypeName};
use crate::Span;

/// The word a routine is named with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoutineKind {
    /// `FUNCTION`
    Function,
    /// `PROCEDURE`
    Procedure,
    /// `ROUTINE`: either.
    Routine,
}

impl RoutineKind {
    /// The kind's word in a statement.
    pub fn word(self) -> &'static str {
        match self {
            RoutineKind::Function => "FUNCTION",
            RoutineKind::Procedure => "PROCEDURE",
            RoutineKind::Routine => "ROUTINE",
        }
    }
}

/// Which way an argument goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the mode of its name")]
pub enum ArgumentMode {
    In,
    Out,
    InOut,
    Variadic,
}

/// An argument of a routine.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the parts of the argument")]
pub struct RoutineArgument<'a> {
    /// `None` without a word, which means IN.
    pub mode: Option<ArgumentMode>,
    pub name: Option<Ident<'a>>,
    pub type_name: TypeName<'a>,
    /// `DEFAULT` or `=`; only in CREATE.
    pub default: Option<Expression<'a>>,
    pub span: Span,
}

/// A routine as DROP, ALTER, GRANT and COMMENT name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutineSignature<'a> {
    /// Of any number of parts.
    pub name: QualifiedName<'a>,
    /// `None` without parentheses. Never with defaults.
    pub arguments: Option<Vec<RoutineArgument<'a>>>,
    /// From the name to the parenthesis.
    pub span: Span,
}

/// What a function returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FunctionResult<'a> {
    /// `RETURNS type`; as in arguments the type may be `table.column%TYPE`.
    Type(TypeName<'a>),
    /// `RETURNS TABLE (name type, …)`
    Table(Vec<(Ident<'a>, TypeName<'a>)>),
}

/// An option of CREATE or ALTER FUNCTION.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "kind and place")]
pub struct RoutineOption<'a> {
    pub kind: RoutineOptionKind<'a>,
    pub span: Span,
}

/// How much a function's result depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of its name")]
pub enum Volatility {
    Immutable,
    Stable,
    Volatile,
}

/// Which option of a routine.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the option of its name")]
pub enum RoutineOptionKind<'a> {
    /// `AS 'definition'` or `AS 'object file', 'symbol'`; one or two.
    As(Vec<StringLiteral<'a>>),
    Language(Ident<'a>),
    /// `TRANSFORM FOR TYPE type, …`
    Transform(Vec<TypeName<'a>>),
    Window,
    /// `STRICT`, `RETURNS NULL ON NULL INPUT` (true); `CALLED ON NULL INPUT`.
    Strict(bool),
    Volatility(Volatility),
    /// `[EXTERNAL] SECURITY { DEFINER (true) | INVOKER }`
    SecurityDefiner(bool),
    /// `[NOT] LEAKPROOF`
    Leakproof(bool),
    Cost(Number<'a>),
    Rows(Number<'a>),
    /// `SUPPORT name`
    Support(QualifiedName<'a>),
    /// `PARALLEL word`
    Parallel(Ident<'a>),
    /// `SET …` or `RESET …`
    Setting(Box<Statement<'a>>),
    /// Cloudberry's `NO SQL`, `CONTAINS SQL`, `READS SQL DATA`, `MODIFIES SQL DATA`, `EXECUTE ON …`: its words.
    Cloudberry(&'static str),
}

/// `RETURN …` or `BEGIN ATOMIC … END`, which is not looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlBody<'a> {
    /// As written.
    pub text: &'a str,
    /// From the first token to the last.
    pub span: Span,
}

/// `CREATE [OR REPLACE] { FUNCTION | PROCEDURE }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateRoutine<'a> {
    pub or_replace: bool,
    /// A function or a procedure.
    pub kind: RoutineKind,
    pub name: QualifiedName<'a>,
    pub arguments: Vec<RoutineArgument<'a>>,
    pub result: Option<FunctionResult<'a>>,
    /// In the order written; a second one of a kind is refused when executed.
    pub options: Vec<RoutineOption<'a>>,
    /// `RETURN …` or `BEGIN ATOMIC … END`, unread.
    pub body: Option<SqlBody<'a>>,
}

/// `DROP { FUNCTION | PROCEDURE | ROUTINE }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct DropRoutines<'a> {
    pub kind: RoutineKind,
    pub if_exists: bool,
    /// At least one.
    pub routines: Vec<RoutineSignature<'a>>,
    pub behavior: DropBehavior,
}

/// `ALTER { FUNCTION | PROCEDURE | ROUTINE }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterRoutine<'a> {
    pub kind: RoutineKind,
    pub routine: RoutineSignature<'a>,
    pub change: RoutineChange<'a>,
}

/// A change of a routine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoutineChange<'a> {
    /// `RENAME TO name`
    Rename(Ident<'a>),
    /// `OWNER TO role`
    Owner(RoleSpec<'a>),
    /// `SET SCHEMA name`
    Schema(Ident<'a>),
    /// At least one option.
    Options(Vec<RoutineOption<'a>>),
    /// `[NO] DEPENDS ON EXTENSION name`; true without NO.
    DependsOnExtension(bool, Ident<'a>),
}
