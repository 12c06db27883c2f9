//! The abstract syntax tree. Every node carries the [`Span`] of its text; names are as the server
//! sees them (folded, unescaped, truncated), borrowed from the text wherever nothing had to change.

mod alter_table;
mod call;
mod change;
mod command_tag;
mod constraint;
mod default_privileges;
mod expression;
mod extension;
mod external_table;
mod index;
mod owned;
mod parameter;
mod privilege;
mod query;
mod relation;
mod routine;
mod schema;
mod sequence;
mod storage;
mod table;
mod table_as;
mod type_definition;
mod type_name;

pub use alter_table::*;
pub use change::*;
pub use constraint::*;
pub use default_privileges::*;
pub use expression::{
    Case, CaseBranch, Expression, ExpressionKind, Form, FunctionCall, Operation, Quantifier, SortKey,
};
pub use extension::{AlterExtension, ExtensionChange};
pub use external_table::*;
pub use index::*;
pub use privilege::*;
pub use query::*;
pub use relation::*;
pub use routine::*;
pub use schema::*;
pub use sequence::*;
pub use table::*;
pub use table_as::*;
pub use type_definition::*;
pub use type_name::{TypeName, TypeReference};

use std::borrow::Cow;

use crate::Span;

pub use call::{Call, Constant, ConstantKind};
pub use owned::{DropOwned, ReassignOwned};
pub use parameter::{Discarded, Parameter, SettingValue};
pub use storage::{CreateForeignCatalog, DropForeignCatalogs, Storage, StorageAction};

/// An identifier as the server sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident<'a> {
    /// Folded, unescaped and truncated.
    pub name: Cow<'a, str>,
    /// As written.
    pub span: Span,
}

/// A string literal: any spelling, its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringLiteral<'a> {
    /// Unescaped.
    pub value: Cow<'a, str>,
    /// As written, from the first quote or prefix to the last quote of a continued literal.
    pub span: Span,
}

/// A dotted name, e.g. of a handler function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualifiedName<'a> {
    /// At least one part.
    pub parts: Vec<Ident<'a>>,
    /// From the first part to the last.
    pub span: Span,
}

/// How a role is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleName<'a> {
    /// By name.
    Named(Cow<'a, str>),
    /// `CURRENT_USER`; also `USER` in a user mapping.
    CurrentUser,
    /// `CURRENT_ROLE`
    CurrentRole,
    /// `SESSION_USER`
    SessionUser,
    /// `PUBLIC`, or `"public"` in lower case.
    Public,
}

/// A role specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleSpec<'a> {
    /// Which role.
    pub role: RoleName<'a>,
    /// As written.
    pub span: Span,
}

/// What an item of `OPTIONS (…)` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionAction {
    /// No word: adds.
    Plain,
    /// `ADD name 'value'`
    Add,
    /// `SET name 'value'`
    Set,
    /// `DROP name`
    Drop,
}

/// One item of `OPTIONS (…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionItem<'a> {
    /// Always `Plain` in CREATE.
    pub action: OptionAction,
    /// The option.
    pub name: Ident<'a>,
    /// `None` exactly when `action` is `Drop`.
    pub value: Option<StringLiteral<'a>>,
    /// From the action word or name to the end of the item.
    pub span: Span,
}

/// Which clause of a wrapper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrapperClauseKind<'a> {
    /// `HANDLER name`
    Handler(QualifiedName<'a>),
    /// `NO HANDLER`
    NoHandler,
    /// `VALIDATOR name`
    Validator(QualifiedName<'a>),
    /// `NO VALIDATOR`
    NoValidator,
}

/// `HANDLER`, `VALIDATOR` and their `NO` forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrapperClause<'a> {
    /// Which.
    pub kind: WrapperClauseKind<'a>,
    /// From the first keyword.
    pub span: Span,
}

/// `CASCADE` or `RESTRICT`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DropBehavior {
    /// Also when nothing is written.
    #[default]
    Restrict,
    /// `CASCADE`
    Cascade,
}

/// `VERSION 'x'` or `VERSION NULL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Version<'a> {
    /// `VERSION 'x'`
    Value(StringLiteral<'a>),
    /// `VERSION NULL`
    Null,
}

/// `CREATE FOREIGN DATA WRAPPER`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateForeignDataWrapper<'a> {
    pub name: Ident<'a>,
    pub clauses: Vec<WrapperClause<'a>>,
    pub options: Vec<OptionItem<'a>>,
}

/// `ALTER FOREIGN DATA WRAPPER … { HANDLER | VALIDATOR | OPTIONS }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterForeignDataWrapper<'a> {
    pub name: Ident<'a>,
    pub clauses: Vec<WrapperClause<'a>>,
    /// `None` without an OPTIONS clause.
    pub options: Option<Vec<OptionItem<'a>>>,
}

/// `CREATE SERVER`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateServer<'a> {
    pub if_not_exists: bool,
    pub name: Ident<'a>,
    pub server_type: Option<StringLiteral<'a>>,
    pub version: Option<Version<'a>>,
    pub wrapper: Ident<'a>,
    pub options: Vec<OptionItem<'a>>,
}

/// `ALTER SERVER … { VERSION | OPTIONS }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterServer<'a> {
    pub name: Ident<'a>,
    pub version: Option<Version<'a>>,
    /// `None` without an OPTIONS clause.
    pub options: Option<Vec<OptionItem<'a>>>,
}

/// `CREATE USER MAPPING`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateUserMapping<'a> {
    pub if_not_exists: bool,
    pub user: RoleSpec<'a>,
    pub server: Ident<'a>,
    pub options: Vec<OptionItem<'a>>,
}

/// `ALTER USER MAPPING`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterUserMapping<'a> {
    pub user: RoleSpec<'a>,
    pub server: Ident<'a>,
    pub options: Vec<OptionItem<'a>>,
}

/// `DROP USER MAPPING`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct DropUserMapping<'a> {
    pub if_exists: bool,
    pub user: RoleSpec<'a>,
    pub server: Ident<'a>,
}

/// Kinds of objects that live in no schema and share one DROP, COMMENT, RENAME and OWNER syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObjectKind {
    /// `FOREIGN DATA WRAPPER`
    ForeignDataWrapper,
    /// `SERVER` (in GRANT: `FOREIGN SERVER`)
    Server,
    /// `EXTENSION`
    Extension,
    /// `SCHEMA`
    Schema,
    /// `ROLE`; only in COMMENT.
    Role,
    /// `DATABASE`; only in COMMENT and GRANT.
    Database,
    /// `TABLESPACE`; only in COMMENT and GRANT.
    Tablespace,
    /// `LANGUAGE`; only in COMMENT and GRANT.
    Language,
}

/// `DROP { FOREIGN DATA WRAPPER | SERVER | EXTENSION | SCHEMA }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct Drop<'a> {
    pub kind: ObjectKind,
    pub if_exists: bool,
    /// At least one.
    pub names: Vec<Ident<'a>>,
    pub behavior: DropBehavior,
}

/// `ALTER … OWNER TO`; `kind` is a wrapper, a server or a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterOwner<'a> {
    pub kind: ObjectKind,
    pub name: Ident<'a>,
    pub owner: RoleSpec<'a>,
}

/// `ALTER … RENAME TO`; `kind` is a wrapper, a server or a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct Rename<'a> {
    pub kind: ObjectKind,
    pub name: Ident<'a>,
    pub new_name: Ident<'a>,
}

/// What belongs to a relation and has a name of its own there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the kind of its name")]
pub enum RelationPart {
    Constraint,
    Policy,
    Rule,
    Trigger,
}

impl RelationPart {
    /// The kind's word in a statement.
    pub fn word(self) -> &'static str {
        match self {
            RelationPart::Constraint => "CONSTRAINT",
            RelationPart::Policy => "POLICY",
            RelationPart::Rule => "RULE",
            RelationPart::Trigger => "TRIGGER",
        }
    }
}

/// What a comment is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentTarget<'a> {
    /// An object without a schema.
    Object(ObjectKind, Ident<'a>),
    /// `TABLE name` and the like, of any number of parts.
    Relation(RelationKind, QualifiedName<'a>),
    /// `COLUMN relation.column`; one part is refused when executed.
    Column(QualifiedName<'a>),
    /// `FUNCTION name (…)` and the like.
    Routine(RoutineKind, RoutineSignature<'a>),
    /// `CONSTRAINT name ON relation` and the like.
    RelationPart(RelationPart, Ident<'a>, QualifiedName<'a>),
    /// `CONSTRAINT name ON DOMAIN domain`
    DomainConstraint(Ident<'a>, QualifiedName<'a>),
    /// `TYPE type`
    Type(TypeName<'a>),
    /// `DOMAIN type`
    Domain(TypeName<'a>),
}

/// `COMMENT ON … IS`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct Comment<'a> {
    pub target: CommentTarget<'a>,
    /// `None` for `IS NULL`.
    pub text: Option<StringLiteral<'a>>,
}

/// `ALTER { ROLE | USER | GROUP } … RENAME TO`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct RenameRole<'a> {
    pub keyword: RoleKeyword,
    pub name: Ident<'a>,
    pub new_name: Ident<'a>,
}

/// `ROLE`, `USER` or `GROUP`: the word the statement was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleKeyword {
    /// Cannot log in unless told so.
    Role,
    /// Can log in unless told otherwise.
    User,
    /// As `Role`.
    Group,
}

/// An attribute or clause of CREATE or ALTER ROLE.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the clause of its name")]
pub enum RoleOptionKind<'a> {
    Superuser(bool),
    CreateDb(bool),
    CreateRole(bool),
    Inherit(bool),
    Login(bool),
    Replication(bool),
    BypassRls(bool),
    ConnectionLimit(i32),
    /// `None` for `PASSWORD NULL`.
    Password(Option<StringLiteral<'a>>),
    ValidUntil(StringLiteral<'a>),
    /// `SYSID n`, which the server takes with a notice and ignores.
    SysId(u32),
    /// `IN ROLE` or `IN GROUP`
    InRole(Vec<RoleSpec<'a>>),
    /// `ROLE` or `USER`
    Members(Vec<RoleSpec<'a>>),
    /// `ADMIN`
    Admins(Vec<RoleSpec<'a>>),
}

/// A role option and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "kind and place")]
pub struct RoleOption<'a> {
    pub kind: RoleOptionKind<'a>,
    pub span: Span,
}

/// `CREATE { ROLE | USER | GROUP }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateRole<'a> {
    pub keyword: RoleKeyword,
    pub name: Ident<'a>,
    pub options: Vec<RoleOption<'a>>,
}

/// `ALTER { ROLE | USER } … [WITH] options`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterRole<'a> {
    pub role: RoleSpec<'a>,
    /// Of `ALTER GROUP … { ADD | DROP } USER` the members alone.
    pub options: Vec<RoleOption<'a>>,
    /// `ALTER GROUP … DROP USER`
    pub drops_members: bool,
}

/// `DROP { ROLE | USER | GROUP }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct DropRole<'a> {
    pub if_exists: bool,
    pub roles: Vec<RoleSpec<'a>>,
}

/// Whether a setting lasts for the session or the transaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SetScope {
    /// `SET` or `SET SESSION`
    #[default]
    Session,
    /// `SET LOCAL`
    Local,
}

/// `SET ROLE`, `RESET ROLE`, `SET SESSION AUTHORIZATION`, `RESET SESSION AUTHORIZATION`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetIdentity<'a> {
    /// `SET ROLE name`; the word or the string.
    Role(SetScope, Ident<'a>),
    /// `SET ROLE NONE`
    RoleNone(SetScope),
    /// `SET ROLE TO DEFAULT`
    RoleDefault(SetScope),
    /// `RESET ROLE`
    ResetRole,
    /// `SET SESSION AUTHORIZATION name`
    SessionAuthorization(SetScope, Ident<'a>),
    /// `SET SESSION AUTHORIZATION DEFAULT`
    SessionAuthorizationDefault(SetScope),
    /// `RESET SESSION AUTHORIZATION`
    ResetSessionAuthorization,
}

/// `CREATE EXTENSION`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateExtension<'a> {
    pub if_not_exists: bool,
    pub name: Ident<'a>,
    /// In the order written; a second one of a kind is refused when executed.
    pub options: Vec<ExtensionOption<'a>>,
}

/// An option of CREATE EXTENSION.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "kind and place")]
pub struct ExtensionOption<'a> {
    pub kind: ExtensionOptionKind<'a>,
    pub span: Span,
}

/// Which option of CREATE EXTENSION.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionOptionKind<'a> {
    /// `SCHEMA name`
    Schema(Ident<'a>),
    /// `VERSION word` or `VERSION 'text'`
    Version(Cow<'a, str>),
    /// `CASCADE`
    Cascade,
}

/// A mode of `BEGIN`, `START TRANSACTION` or `SET TRANSACTION`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionMode {
    /// `ISOLATION LEVEL …`; the name in lower case as the server stores it.
    IsolationLevel(&'static str),
    /// `READ ONLY` (true) or `READ WRITE`.
    ReadOnly(bool),
    /// `[NOT] DEFERRABLE`
    Deferrable(bool),
}

/// Transaction control.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub enum Transaction<'a> {
    /// `BEGIN`, or `START TRANSACTION` when `start`.
    Begin {
        start: bool,
        modes: Vec<TransactionMode>,
    },
    /// `COMMIT` or `END`; `chain` for `AND CHAIN`.
    Commit {
        chain: bool,
    },
    /// `ROLLBACK` or `ABORT`.
    Rollback {
        chain: bool,
    },
    Savepoint(Ident<'a>),
    Release(Ident<'a>),
    RollbackTo(Ident<'a>),
    PrepareTransaction(StringLiteral<'a>),
    CommitPrepared(StringLiteral<'a>),
    RollbackPrepared(StringLiteral<'a>),
    /// `SET TRANSACTION`; at least one mode.
    SetModes(Vec<TransactionMode>),
    /// `SET TRANSACTION SNAPSHOT`; `local` for `SET LOCAL TRANSACTION SNAPSHOT`.
    SetSnapshot {
        local: bool,
        snapshot: StringLiteral<'a>,
    },
    /// `SET SESSION CHARACTERISTICS AS TRANSACTION`; at least one mode.
    SetCharacteristics(SetScope, Vec<TransactionMode>),
}

/// A statement that the server knows and Medlar does not execute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// Its name in capitals, e.g. `SELECT` or `CREATE TABLE`.
    pub name: Cow<'static, str>,
    /// From its first token to its last.
    pub span: Span,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the statement of its name")]
pub enum Statement<'a> {
    CreateForeignDataWrapper(CreateForeignDataWrapper<'a>),
    AlterForeignDataWrapper(AlterForeignDataWrapper<'a>),
    CreateServer(CreateServer<'a>),
    AlterServer(AlterServer<'a>),
    CreateUserMapping(CreateUserMapping<'a>),
    AlterUserMapping(AlterUserMapping<'a>),
    DropUserMapping(DropUserMapping<'a>),
    Drop(Drop<'a>),
    AlterOwner(AlterOwner<'a>),
    Rename(Rename<'a>),
    Comment(Comment<'a>),
    GrantOnObjects(GrantOnObjects<'a>),
    GrantRole(GrantRole<'a>),
    AlterDefaultPrivileges(Box<AlterDefaultPrivileges<'a>>),
    CreateRole(CreateRole<'a>),
    AlterRole(AlterRole<'a>),
    DropRole(DropRole<'a>),
    RenameRole(RenameRole<'a>),
    DropOwned(DropOwned<'a>),
    ReassignOwned(ReassignOwned<'a>),
    Storage(Storage<'a>),
    CreateForeignCatalog(CreateForeignCatalog<'a>),
    DropForeignCatalogs(DropForeignCatalogs<'a>),
    SetIdentity(SetIdentity<'a>),
    Parameter(Parameter<'a>),
    CreateExtension(CreateExtension<'a>),
    AlterExtension(AlterExtension<'a>),
    Transaction(Transaction<'a>),
    Call(Call<'a>),
    Query(Box<Query<'a>>),
    Change(Box<Change<'a>>),
    /// What is explained.
    Explain(Box<Statement<'a>>),
    CreateSchema(CreateSchema<'a>),
    CreateTable(Box<CreateTable<'a>>),
    CreateForeignTable(Box<CreateForeignTable<'a>>),
    CreateView(Box<CreateView<'a>>),
    CreateSequence(CreateSequence<'a>),
    CreateRoutine(Box<CreateRoutine<'a>>),
    AlterRelation(AlterRelation<'a>),
    AlterSequence(AlterSequence<'a>),
    AlterRoutine(Box<AlterRoutine<'a>>),
    RenameRelation(RenameRelation<'a>),
    SetRelationSchema(SetRelationSchema<'a>),
    DropRelations(DropRelations<'a>),
    DropRoutines(DropRoutines<'a>),
    ImportForeignSchema(Box<ImportForeignSchema<'a>>),
    CreateExternalTable(Box<CreateExternalTable<'a>>),
    AddForeignSegment(AddForeignSegment<'a>),
    CreateIndex(Box<CreateIndex<'a>>),
    CreateTableAs(Box<CreateTableAs<'a>>),
    RefreshMaterializedView(RefreshMaterializedView<'a>),
    CreateType(CreateType<'a>),
    CreateDomain(Box<CreateDomain<'a>>),
    AlterType(Box<AlterType<'a>>),
    DropTypes(DropTypes<'a>),
    Unsupported(Unsupported),
}
