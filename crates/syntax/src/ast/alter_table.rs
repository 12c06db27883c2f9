//! ALTER of tables, foreign tables and other relations.

use super::{
    Collation, ColumnDefinition, ConstraintAttributes, DropBehavior, Expression, GeneratedWhen, Ident, OptionItem,
    PartitionBound, QualifiedName, RelationExpression, RelationKind, RoleSpec, SequenceOption, StorageParameter,
    TableConstraint, TypeName,
};
use crate::Span;

/// `ALTER { TABLE | FOREIGN TABLE | … } … action, …`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterRelation<'a> {
    /// As written; the relation may be of another kind.
    pub kind: RelationKind,
    pub if_exists: bool,
    pub relation: RelationExpression<'a>,
    /// At least one; the only one for `ATTACH` and `DETACH PARTITION`.
    pub actions: Vec<AlterAction<'a>>,
}

/// One action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "kind and place")]
pub struct AlterAction<'a> {
    pub kind: AlterActionKind<'a>,
    pub span: Span,
}

/// Which action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the action of its name")]
pub enum AlterActionKind<'a> {
    AddColumn {
        if_not_exists: bool,
        column: Box<ColumnDefinition<'a>>,
    },
    DropColumn {
        if_exists: bool,
        column: Ident<'a>,
        behavior: DropBehavior,
    },
    /// `ALTER [COLUMN] name …`
    AlterColumn {
        column: Ident<'a>,
        change: ColumnChange<'a>,
    },
    /// `ALTER [COLUMN] number SET STATISTICS target`
    SetStatisticsOfNumber {
        number: u32,
        target: i32,
    },
    /// `ADD constraint`
    AddConstraint(Box<TableConstraint<'a>>),
    /// `ALTER CONSTRAINT name attributes`
    AlterConstraint {
        name: Ident<'a>,
        attributes: ConstraintAttributes,
    },
    ValidateConstraint(Ident<'a>),
    DropConstraint {
        if_exists: bool,
        name: Ident<'a>,
        behavior: DropBehavior,
    },
    OwnerTo(RoleSpec<'a>),
    Options(Vec<OptionItem<'a>>),
    Inherit(QualifiedName<'a>),
    NoInherit(QualifiedName<'a>),
    /// `OF type`
    OfType(QualifiedName<'a>),
    /// `SET (…)`
    SetParameters(Vec<StorageParameter<'a>>),
    /// `RESET (…)`
    ResetParameters(Vec<StorageParameter<'a>>),
    AttachPartition {
        partition: QualifiedName<'a>,
        bound: PartitionBound<'a>,
    },
    DetachPartition {
        partition: QualifiedName<'a>,
        mode: DetachMode,
    },
    /// An index becomes part of an index.
    AttachIndex(QualifiedName<'a>),
    /// An action without a name.
    Plain(PlainAction),
    /// An action with one.
    Named(NamedAction, Ident<'a>),
    /// Cloudberry's `SET DISTRIBUTED …` and `SET WITH (…) DISTRIBUTED …`.
    SetDistribution {
        parameters: Vec<StorageParameter<'a>>,
        distribution: Option<super::Distribution<'a>>,
    },
}

/// How a partition is detached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of its name")]
pub enum DetachMode {
    Plain,
    Concurrently,
    Finalize,
}

/// A change of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the change of its name")]
pub enum ColumnChange<'a> {
    SetDefault(Expression<'a>),
    DropDefault,
    SetNotNull,
    DropNotNull,
    DropExpression {
        if_exists: bool,
    },
    SetStatistics(i32),
    /// `SET (…)`
    SetParameters(Vec<StorageParameter<'a>>),
    /// `RESET (…)`
    ResetParameters(Vec<StorageParameter<'a>>),
    SetStorage(Ident<'a>),
    SetCompression(Ident<'a>),
    AddIdentity {
        when: GeneratedWhen,
        options: Vec<SequenceOption<'a>>,
    },
    /// `SET GENERATED …`, `SET option`, `RESTART`; at least one.
    AlterIdentity(Vec<IdentityChange<'a>>),
    DropIdentity {
        if_exists: bool,
    },
    /// `[ SET DATA ] TYPE`
    Type {
        type_name: TypeName<'a>,
        collation: Option<Collation<'a>>,
        using: Option<Expression<'a>>,
    },
    Options(Vec<OptionItem<'a>>),
}

/// A change of an identity column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityChange<'a> {
    /// `SET GENERATED …`
    Generated(GeneratedWhen),
    /// `SET option`, or `RESTART`.
    Sequence(SequenceOption<'a>),
}

macro_rules! actions {
    ($(#[$doc:meta])* $type:ident { $($name:ident = $words:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each variant is the action of its name")]
        pub enum $type { $($name,)* }

        impl $type {
            /// Every action and its words as SQL.
            pub const WORDS: &'static [($type, &'static str)] = &[$(($type::$name, $words),)*];
        }
    };
}

actions! {
    /// An action that is nothing but words.
    PlainAction {
        SetWithoutOids = "SET WITHOUT OIDS",
        SetWithoutCluster = "SET WITHOUT CLUSTER",
        SetLogged = "SET LOGGED",
        SetUnlogged = "SET UNLOGGED",
        EnableTriggerAll = "ENABLE TRIGGER ALL",
        EnableTriggerUser = "ENABLE TRIGGER USER",
        DisableTriggerAll = "DISABLE TRIGGER ALL",
        DisableTriggerUser = "DISABLE TRIGGER USER",
        NotOf = "NOT OF",
        ReplicaIdentityNothing = "REPLICA IDENTITY NOTHING",
        ReplicaIdentityFull = "REPLICA IDENTITY FULL",
        ReplicaIdentityDefault = "REPLICA IDENTITY DEFAULT",
        EnableRowLevelSecurity = "ENABLE ROW LEVEL SECURITY",
        DisableRowLevelSecurity = "DISABLE ROW LEVEL SECURITY",
        ForceRowLevelSecurity = "FORCE ROW LEVEL SECURITY",
        NoForceRowLevelSecurity = "NO FORCE ROW LEVEL SECURITY",
    }
}

actions! {
    /// An action that is words and a name.
    NamedAction {
        ClusterOn = "CLUSTER ON",
        EnableTrigger = "ENABLE TRIGGER",
        EnableAlwaysTrigger = "ENABLE ALWAYS TRIGGER",
        EnableReplicaTrigger = "ENABLE REPLICA TRIGGER",
        DisableTrigger = "DISABLE TRIGGER",
        EnableRule = "ENABLE RULE",
        EnableAlwaysRule = "ENABLE ALWAYS RULE",
        EnableReplicaRule = "ENABLE REPLICA RULE",
        DisableRule = "DISABLE RULE",
        SetAccessMethod = "SET ACCESS METHOD",
        SetTablespace = "SET TABLESPACE",
        ReplicaIdentityUsingIndex = "REPLICA IDENTITY USING INDEX",
    }
}
