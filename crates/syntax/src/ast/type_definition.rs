//! Types and domains that are made.

use super::{
    Collation, ColumnConstraint, ColumnDefinition, DropBehavior, Expression, Ident, QualifiedName, RoleSpec,
    StorageParameter, StringLiteral, TableConstraint, TypeName,
};
use crate::Span;

/// What a new type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeDefinition<'a> {
    /// Nothing but a name.
    Shell,
    /// `AS ( … )`: columns with a type and perhaps a collation.
    Composite(Vec<ColumnDefinition<'a>>),
    /// `AS ENUM ( … )`
    Enum(Vec<StringLiteral<'a>>),
    /// `AS RANGE ( … )`
    Range(Vec<StorageParameter<'a>>),
    /// `( … )`
    Base(Vec<StorageParameter<'a>>),
}

/// `CREATE TYPE`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateType<'a> {
    pub name: QualifiedName<'a>,
    pub definition: TypeDefinition<'a>,
}

/// `CREATE DOMAIN`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateDomain<'a> {
    pub name: QualifiedName<'a>,
    pub type_name: TypeName<'a>,
    pub collation: Option<Collation<'a>>,
    pub constraints: Vec<ColumnConstraint<'a>>,
}

/// Which word a statement names a type with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeWord {
    /// `TYPE`, which domains are, too.
    Type,
    /// `DOMAIN`
    Domain,
}

impl TypeWord {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            TypeWord::Type => "TYPE",
            TypeWord::Domain => "DOMAIN",
        }
    }
}

/// `DROP { TYPE | DOMAIN }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct DropTypes<'a> {
    pub word: TypeWord,
    pub if_exists: bool,
    /// At least one.
    pub names: Vec<TypeName<'a>>,
    pub behavior: DropBehavior,
}

/// `ALTER { TYPE | DOMAIN }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterType<'a> {
    pub word: TypeWord,
    pub name: QualifiedName<'a>,
    pub change: TypeChange<'a>,
}

/// What changes of a type or a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeChange<'a> {
    /// `OWNER TO role`
    Owner(RoleSpec<'a>),
    /// `RENAME TO name`
    Rename(Ident<'a>),
    /// `SET SCHEMA schema`
    Schema(Ident<'a>),
    /// `ADD VALUE [ IF NOT EXISTS ] value [ { BEFORE | AFTER } neighbour ]`
    AddValue {
        /// `IF NOT EXISTS`
        if_not_exists: bool,
        /// The new one.
        value: StringLiteral<'a>,
        /// `BEFORE` (true) or `AFTER` another one.
        place: Option<(bool, StringLiteral<'a>)>,
    },
    /// `RENAME VALUE old TO new`
    RenameValue(StringLiteral<'a>, StringLiteral<'a>),
    /// `RENAME ATTRIBUTE old TO new`
    RenameAttribute(Ident<'a>, Ident<'a>, DropBehavior),
    /// At least one.
    Attributes(Vec<AttributeChange<'a>>),
    /// `SET ( … )`
    Properties(Vec<StorageParameter<'a>>),
    /// `SET DEFAULT expression`, or `DROP DEFAULT`.
    Default(Option<Expression<'a>>),
    /// `SET NOT NULL` (true) or `DROP NOT NULL`.
    NotNull(bool),
    /// `ADD constraint`
    AddConstraint(Box<TableConstraint<'a>>),
    /// `DROP CONSTRAINT [ IF EXISTS ] name`
    DropConstraint {
        /// `IF EXISTS`
        if_exists: bool,
        /// Which.
        name: Ident<'a>,
        /// `CASCADE`
        behavior: DropBehavior,
    },
    /// `VALIDATE CONSTRAINT name`
    ValidateConstraint(Ident<'a>),
    /// `RENAME CONSTRAINT old TO new`
    RenameConstraint(Ident<'a>, Ident<'a>),
}

/// What changes of the columns of a composite type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeChange<'a> {
    /// `ADD ATTRIBUTE`
    Add(Box<ColumnDefinition<'a>>, DropBehavior),
    /// `DROP ATTRIBUTE [ IF EXISTS ] name`
    Drop(bool, Ident<'a>, DropBehavior),
    /// `ALTER ATTRIBUTE name [ SET DATA ] TYPE …`
    Type(Box<ColumnDefinition<'a>>, DropBehavior),
}

impl AttributeChange<'_> {
    /// From its first word on.
    pub fn span(&self) -> Span {
        match self {
            AttributeChange::Add(column, _) | AttributeChange::Type(column, _) => column.span,
            AttributeChange::Drop(_, name, _) => name.span,
        }
    }
}
