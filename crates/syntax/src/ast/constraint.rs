//! Constraints of columns and tables.

use super::{Expression, Ident, QualifiedName, SequenceOption, StorageParameter};
use crate::Span;

/// `COLLATE name`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collation<'a> {
    /// The collation.
    pub name: QualifiedName<'a>,
    /// From `COLLATE` on.
    pub span: Span,
}

/// `GENERATED { ALWAYS | BY DEFAULT }`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the clause of its name")]
pub enum GeneratedWhen {
    Always,
    ByDefault,
}

/// What a foreign key does when the row it points to goes away or changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeyAction<'a> {
    /// Also when nothing is written.
    #[default]
    NoAction,
    /// `RESTRICT`
    Restrict,
    /// `CASCADE`
    Cascade,
    /// `SET NULL [ ( columns ) ]`
    SetNull(Vec<Ident<'a>>),
    /// `SET DEFAULT [ ( columns ) ]`
    SetDefault(Vec<Ident<'a>>),
}

/// `REFERENCES …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct References<'a> {
    /// The table.
    pub table: QualifiedName<'a>,
    /// Empty without a column list.
    pub columns: Vec<Ident<'a>>,
    /// `MATCH FULL`; otherwise simple.
    pub match_full: bool,
    /// `ON DELETE`
    pub on_delete: KeyAction<'a>,
    /// `ON UPDATE`; never with columns.
    pub on_update: KeyAction<'a>,
}

/// `DEFERRABLE` and its like, which the grammar takes as constraints of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the attribute of its name")]
pub enum ConstraintAttribute {
    Deferrable,
    NotDeferrable,
    InitiallyDeferred,
    InitiallyImmediate,
}

/// The index of a unique constraint or primary key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the constraint")]
pub struct IndexClauses<'a> {
    pub include: Vec<Ident<'a>>,
    /// `WITH (…)`
    pub parameters: Vec<StorageParameter<'a>>,
    pub tablespace: Option<Ident<'a>>,
}

/// Which constraint of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the constraint of its name")]
pub enum ColumnConstraintKind<'a> {
    NotNull,
    Null,
    Unique {
        nulls_not_distinct: bool,
        index: IndexClauses<'a>,
    },
    PrimaryKey(IndexClauses<'a>),
    Check {
        expression: Expression<'a>,
        no_inherit: bool,
    },
    Default(Expression<'a>),
    /// `GENERATED … AS IDENTITY [ ( … ) ]`
    Identity {
        when: GeneratedWhen,
        options: Vec<SequenceOption<'a>>,
    },
    /// `GENERATED ALWAYS AS ( … ) STORED`
    Generated(Expression<'a>),
    References(References<'a>),
    Attribute(ConstraintAttribute),
}

/// A constraint of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnConstraint<'a> {
    /// `CONSTRAINT name`
    pub name: Option<Ident<'a>>,
    /// Which.
    pub kind: ColumnConstraintKind<'a>,
    /// From `CONSTRAINT` or the constraint's first word.
    pub span: Span,
}

/// What stands behind a constraint of a table. The grammar has checked what its kind can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConstraintAttributes {
    /// `DEFERRABLE`, also when `INITIALLY DEFERRED` implies it.
    pub deferrable: bool,
    /// `INITIALLY DEFERRED`
    pub initially_deferred: bool,
    /// `NOT VALID`
    pub not_valid: bool,
    /// `NO INHERIT`
    pub no_inherit: bool,
}

/// A column, a function call or an expression in parentheses, with what an index says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the element")]
pub struct ExclusionElement<'a> {
    pub key: super::PartitionKey<'a>,
    pub collation: Option<Collation<'a>>,
    pub operator_class: Option<QualifiedName<'a>>,
    pub operator_class_parameters: Vec<StorageParameter<'a>>,
    /// `ASC` (true) or `DESC`.
    pub ascending: Option<bool>,
    /// `NULLS FIRST` (true) or `NULLS LAST`.
    pub nulls_first: Option<bool>,
    /// `WITH operator`; the parts of `OPERATOR(schema.operator)`, or the operator alone.
    pub operator: QualifiedName<'a>,
}

/// Which constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the constraint of its name")]
pub enum TableConstraintKind<'a> {
    Check(Expression<'a>),
    Unique {
        nulls_not_distinct: bool,
        columns: Vec<Ident<'a>>,
        index: IndexClauses<'a>,
    },
    /// `UNIQUE USING INDEX name`
    UniqueIndex(Ident<'a>),
    PrimaryKey {
        columns: Vec<Ident<'a>>,
        index: IndexClauses<'a>,
    },
    /// `PRIMARY KEY USING INDEX name`
    PrimaryKeyIndex(Ident<'a>),
    Exclude {
        /// `USING method`
        access_method: Option<Ident<'a>>,
        elements: Vec<ExclusionElement<'a>>,
        index: IndexClauses<'a>,
        /// `WHERE ( … )`
        predicate: Option<Expression<'a>>,
    },
    ForeignKey {
        columns: Vec<Ident<'a>>,
        references: References<'a>,
    },
}

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableConstraint<'a> {
    /// `CONSTRAINT name`
    pub name: Option<Ident<'a>>,
    /// Which.
    pub kind: TableConstraintKind<'a>,
    /// What stands behind it.
    pub attributes: ConstraintAttributes,
    /// From `CONSTRAINT` or the constraint's first word.
    pub span: Span,
}
