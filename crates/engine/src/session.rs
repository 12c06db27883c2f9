//! A session: a catalog, a user and a transaction, and the statements executed in it.

use std::borrow::Cow;

use medlar_catalog::{Catalog, Oid};
use medlar_syntax::ast::{ObjectKind, Statement, Transaction};
use medlar_syntax::{FULL, Span, SqlState, Target, TargetRules};

use crate::catalog_query::Queries;
use crate::context::Context;
use crate::footprint::{Footprint, KeyKind};
use crate::identity::Identity;
use crate::message::{Checked, CommandTag, Failure, ResultSet, ServerMessage};
use crate::namespace::SearchPath;
use crate::settings::Settings;
use crate::transaction::{Block, State};
use crate::{
    alter_extension, alter_relation, alter_routine, comment, default_privileges, drop, drop_relation, extension,
    external_table, foreign_catalog, foreign_segment, foreign_table, grant, identity, import, index, mapping,
    membership, owned, owner, query, rename_relation, role, routine, row_statement, schema, sequence, server, storage,
    table, table_as, type_statement, view, wrapper,
};

/// What became of one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Notices and warnings in order; sent before the tag or the error, and never taken back.
    pub notices: Vec<ServerMessage>,
    /// The rows of a query that succeeded.
    pub rows: Option<ResultSet>,
    /// The command tag, or why it failed. After a failure the catalog is as before the statement.
    pub result: Result<CommandTag, Failure>,
}

/// A statement of a query string and its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementOutcome {
    /// The statement's text in the query string.
    pub span: Span,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a query string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryOutcome {
    /// Truncation notices of the scanner, with the identifier each is about.
    pub scan_notices: Vec<(ServerMessage, Span)>,
    /// The statements executed, in order; the last one may have failed, and those behind it are missing.
    pub statements: Vec<StatementOutcome>,
    /// The syntax error, when nothing was executed.
    pub syntax_error: Option<Failure>,
}

/// As the server reports it after every query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionStatus {
    /// No transaction block.
    Idle,
    /// In a block.
    InBlock,
    /// In a block that an error has aborted.
    Failed,
}

/// Why a role cannot log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginError {
    /// `role "…" does not exist`
    UndefinedRole,
    /// `role "…" is not permitted to log in`
    NotPermitted,
}

/// A connection to a database. Clone is O(1): a clone is a dry run, a checkpoint or an undo step.
#[derive(Clone, Debug)]
pub struct Session {
    pub(crate) target: Target,
    pub(crate) state: State,
    pub(crate) block: Option<Block>,
    pub(crate) footprint: Footprint,
    needs_full: bool,
    pub(crate) queries: Queries,
}

impl Session {
    /// A session of the bootstrap superuser in a fresh database.
    pub fn new(target: Target) -> Session {
        let rules = target.rules();
        let mut catalog = Catalog::fresh(
            rules.session_user,
            rules.more_predefined_roles,
            rules.more_schemas,
            rules.public_creates_in_public_schema,
        );
        extension::preinstall(&mut catalog, rules);
        catalog.end_installation();
        Session::with_catalog(target, catalog)
    }

    /// A session of the bootstrap superuser in a database with this catalog.
    pub fn with_catalog(target: Target, catalog: Catalog) -> Session {
        let identity = Identity::of(Oid::BOOTSTRAP_ROLE);
        let state = State { catalog, identity, settings: Settings::default(), dropped_at_commit: Vec::new() };
        Session {
            target,
            state,
            block: None,
            footprint: Footprint::default(),
            needs_full: false,
            queries: Queries::default(),
        }
    }

    /// Starts the session anew as another role; any open transaction is rolled back.
    pub fn log_in(&mut self, role: &str) -> Result<(), LoginError> {
        self.end_block_with_rollback();
        self.drop_temporary();
        let role = self.state.catalog.role(role).ok_or(LoginError::UndefinedRole)?;
        if !role.attributes.login {
            return Err(LoginError::NotPermitted);
        }
        self.state.identity = Identity::of(role.oid);
        self.state.settings = Settings::default();
        Ok(())
    }

    /// The server imitated.
    pub fn target(&self) -> Target {
        self.target
    }

    /// What the server imitated does differently from others.
    pub(crate) fn rules(&self) -> &'static TargetRules {
        self.target.rules()
    }

    /// The catalog as this session sees it now, inside a transaction block included.
    pub fn catalog(&self) -> &Catalog {
        &self.state.catalog
    }

    /// The schemas that a bare name is looked up in, in order.
    pub fn searched_schemas(&self) -> Vec<Oid> {
        SearchPath::of(&self.state.settings).searched(&self.state.catalog, self.current_user())
    }

    /// `current_user`
    pub fn current_user(&self) -> Oid {
        self.state.identity.current_user()
    }

    /// `session_user`
    pub fn session_user(&self) -> Oid {
        self.state.identity.session_user()
    }

    /// Whether a backslash in a string literal is a character like others: `standard_conforming_strings`.
    pub fn has_standard_strings(&self) -> bool {
        self.state.settings.strings().standard
    }

    /// Whether a transaction block is open.
    pub fn transaction_status(&self) -> TransactionStatus {
        match &self.block {
            None => TransactionStatus::Idle,
            Some(block) if block.has_failed => TransactionStatus::Failed,
            Some(_) => TransactionStatus::InBlock,
        }
    }

    /// Whether this session of the core has met what only the full build answers: its answers since
    /// then are none. The full build can do without it.
    pub fn needs_full(&self) -> bool {
        !FULL && self.needs_full
    }

    /// What the statement executed last read and wrote.
    pub fn footprint(&self) -> &Footprint {
        &self.footprint
    }

    /// Executes a query string as one simple-query message: parsed as a whole, one implicit
    /// transaction when it holds several statements.
    pub fn simple_query(&mut self, sql: &str) -> QueryOutcome {
        let parse = medlar_syntax::parse_with_strings(sql, self.target, self.state.settings.strings());
        let mut scan_notices = Vec::new();
        for notice in parse.notices {
            let subject = notice.subject;
            let message = ServerMessage::of_scan(notice);
            if message.severity <= self.state.settings.least_sent() {
                scan_notices.push((message, subject));
            }
        }
        self.footprint.clear();
        self.needs_full |= parse.needs_full;
        if let Some(error) = parse.error {
            // In a transaction block it does more than be refused.
            self.footprint.read(KeyKind::Session, "");
            self.fail_transaction();
            let syntax_error = Some(Failure::of_syntax(error));
            return QueryOutcome { scan_notices, statements: Vec::new(), syntax_error };
        }
        let is_multiple = parse.statements.len() > 1;
        let mut statements = Vec::with_capacity(parse.statements.len());
        for parsed in &parse.statements {
            if is_multiple && self.block.is_none() {
                self.block = Some(Block::new(&self.state, true));
            }
            let outcome = self.execute(sql, &parsed.statement);
            let has_failed = outcome.result.is_err();
            statements.push(StatementOutcome { span: parsed.span, outcome });
            if has_failed {
                break;
            }
        }
        if self.block.as_ref().is_some_and(|block| block.is_implicit) {
            self.block = None;
            self.drop_at_commit();
            self.state.end_transaction();
        }
        QueryOutcome { scan_notices, statements, syntax_error: None }
    }

    /// Executes one parsed statement of `sql` outside any implicit transaction.
    pub fn execute(&mut self, sql: &str, statement: &Statement<'_>) -> Outcome {
        self.footprint.clear();
        self.footprint.read(KeyKind::Session, "");
        let mut notices = Vec::new();
        let refusal = self.refuse(statement);
        if let Some(block) = &mut self.block
            && !matches!(statement, Statement::Transaction(_) | Statement::SetIdentity(_) | Statement::Parameter(_))
        {
            block.has_queried = true;
        }
        let mut rows = None;
        // A statement that sets what is sent is answered as it was set before.
        let least = self.state.settings.least_sent();
        let result = match refusal {
            Ok(()) => self.run(sql, statement, &mut notices, &mut rows),
            Err(failure) => Err(failure),
        };
        let result = match result {
            Ok(tag) => Ok(CommandTag(tag)),
            Err(failure) => {
                self.footprint.forget_writes();
                self.fail_transaction();
                Err(*failure)
            }
        };
        notices.retain(|notice| notice.severity <= least);
        Outcome { notices, rows, result }
    }

    /// A client has asked for something itself: some characteristics of an open transaction are settled.
    pub fn note_query(&mut self) {
        if let Some(block) = &mut self.block {
            block.has_queried = true;
        }
    }

    /// An error, also of a query that a client asks for itself, ends an implicit transaction and
    /// aborts a block.
    pub fn fail_transaction(&mut self) {
        match &mut self.block {
            Some(block) if block.is_implicit => self.end_block_with_rollback(),
            Some(block) => block.has_failed = true,
            None => return,
        }
        self.footprint.write(KeyKind::Session, "");
    }

    /// What the state of the transaction forbids.
    pub(crate) fn refuse(&self, statement: &Statement<'_>) -> Checked {
        let block = self.block.as_ref();
        if block.is_some_and(|block| block.has_failed) && !ends_transaction(statement) {
            let message = "current transaction is aborted, commands ignored until end of transaction block";
            return Err(Failure::new(SqlState::InFailedSqlTransaction, message));
        }
        if self.is_read_only()
            && let Some(tag) = statement.read_only_refusal()
        {
            let message = format!("cannot execute {tag} in a read-only transaction");
            return Err(Failure::new(SqlState::ReadOnlySqlTransaction, message));
        }
        Ok(())
    }

    fn is_read_only(&self) -> bool {
        let block = self.block.as_ref();
        block.map_or_else(|| self.state.characteristics(), |block| block.characteristics).is_read_only
    }

    /// What a statement of `sql` is executed with.
    pub(crate) fn context<'s>(&'s mut self, sql: &'s str, notices: &'s mut Vec<ServerMessage>) -> Context<'s> {
        let is_read_only = self.is_read_only();
        Context {
            target: self.target,
            is_read_only,
            settings: &self.state.settings,
            creating_in: None,
            table_in_making: None,
            sql,
            catalog: &mut self.state.catalog,
            identity: &mut self.state.identity,
            rules: self.target.rules(),
            notices,
            footprint: &mut self.footprint,
            dropped_at_commit: &mut self.state.dropped_at_commit,
        }
    }

    pub(crate) fn run(
        &mut self,
        sql: &str,
        statement: &Statement<'_>,
        notices: &mut Vec<ServerMessage>,
        rows: &mut Option<ResultSet>,
    ) -> Checked<Cow<'static, str>> {
        let done = match statement {
            Statement::Transaction(transaction) => Some(self.control_transaction(transaction, notices)),
            Statement::Parameter(parameter) if FULL => Some(self.change_parameter(parameter, notices, rows)),
            Statement::Call(call) if FULL => Some(self.call(call, rows)),
            Statement::Query(query) if FULL => Some(self.query(sql, query, notices, rows)),
            _ => None,
        };
        if let Some(done) = done {
            return done.map(Cow::Borrowed);
        }
        let in_block = self.block.is_some();
        // Statements that change one thing after another can fail in the middle.
        let before = changes_before_last_check(statement).then(|| self.state.catalog.clone());
        let mut context = self.context(sql, notices);
        let result = match statement {
            Statement::CreateTableAs(statement) if FULL => table_as::create(&mut context, statement),
            _ => run_in(&mut context, statement, in_block).map(Cow::Borrowed),
        };
        if let (Err(_), Some(before)) = (&result, before) {
            self.state.catalog = before;
        }
        if self.block.is_none() {
            self.drop_at_commit();
        }
        result
    }
}

fn run_in(context: &mut Context<'_>, statement: &Statement<'_>, in_block: bool) -> Checked<&'static str> {
    let done = match statement {
        Statement::CreateServer(statement) => server::create(context, statement),
        Statement::AlterServer(statement) => server::alter(context, statement),
        Statement::CreateForeignDataWrapper(statement) => wrapper::create(context, statement),
        Statement::AlterForeignDataWrapper(statement) => wrapper::alter(context, statement),
        Statement::CreateUserMapping(statement) => mapping::create(context, statement),
        Statement::AlterUserMapping(statement) => mapping::alter(context, statement),
        Statement::DropUserMapping(statement) => mapping::drop_mapping(context, statement),
        Statement::Drop(statement) if is_kept(statement.kind) => drop::execute(context, statement),
        Statement::AlterOwner(statement) if is_kept(statement.kind) => owner::alter_owner(context, statement),
        Statement::Rename(statement) if is_kept(statement.kind) => owner::rename(context, statement),
        Statement::Comment(statement) => comment::execute(context, statement),
        Statement::CreateRole(statement) => role::create(context, statement),
        Statement::AlterRole(statement) => role::alter(context, statement),
        Statement::RenameRole(statement) => role::rename(context, statement),
        Statement::DropRole(statement) => role::drop_roles(context, statement),
        Statement::CreateExtension(statement) => extension::create(context, statement),
        Statement::GrantOnObjects(statement) => return grant::execute(context, statement),
        Statement::GrantRole(statement) => return membership::execute(context, statement),
        Statement::SetIdentity(statement) => return identity::execute(context, statement, in_block),
        _ if FULL => return run_other(context, statement, in_block),
        _ => Err(not_run(statement.command_name())),
    };
    done.map(|()| statement.command_tag().unwrap_or_default())
}

/// Runs a statement that the core does not have.
fn run_other(context: &mut Context<'_>, statement: &Statement<'_>, in_block: bool) -> Checked<&'static str> {
    let done = match statement {
        Statement::AlterRelation(statement) => alter_relation::execute(context, statement, in_block),
        Statement::RenameRelation(statement) => rename_relation::rename(context, statement),
        Statement::SetRelationSchema(statement) => rename_relation::set_schema(context, statement),
        Statement::CreateView(statement) => view::create(context, statement),
        Statement::CreateSequence(statement) => sequence::create(context, statement),
        Statement::AlterSequence(statement) => sequence::alter(context, statement),
        Statement::ImportForeignSchema(statement) => import::execute(context, statement),
        Statement::DropRelations(statement) => drop_relation::execute(context, statement, in_block),
        Statement::DropRoutines(statement) => drop_relation::drop_routines(context, statement),
        Statement::Storage(statement) => storage::execute(context, statement),
        Statement::CreateForeignCatalog(statement) => foreign_catalog::create(context, statement),
        Statement::DropForeignCatalogs(statement) => foreign_catalog::drop_catalogs(context, statement),
        Statement::AlterDefaultPrivileges(statement) => default_privileges::execute(context, statement),
        Statement::DropOwned(statement) => owned::drop_owned(context, statement),
        Statement::ReassignOwned(statement) => owned::reassign_owned(context, statement),
        Statement::CreateSchema(statement) => {
            schema::create(context, statement, &mut |context, element| run_in(context, element, in_block).map(|_| ()))
        }
        Statement::AlterExtension(statement) => alter_extension::execute(context, statement),
        Statement::CreateForeignTable(statement) => foreign_table::create(context, statement),
        Statement::CreateTable(statement) => table::create(context, statement),
        Statement::CreateRoutine(statement) => routine::create(context, statement),
        Statement::AlterRoutine(statement) => alter_routine::execute(context, statement),
        Statement::CreateIndex(statement) => index::create(context, statement, in_block),
        Statement::RefreshMaterializedView(statement) => table_as::refresh(context, statement),
        Statement::CreateType(statement) => type_statement::create(context, statement),
        Statement::CreateDomain(statement) => type_statement::create_domain(context, statement),
        Statement::AlterType(statement) => type_statement::alter(context, statement),
        Statement::DropTypes(statement) => type_statement::drop_types(context, statement),
        Statement::CreateExternalTable(statement) => external_table::create(context, statement),
        Statement::AddForeignSegment(statement) => foreign_segment::add(context, statement),
        Statement::Change(_) => return Err(query::execute_statement(context, statement, statement.command_name())),
        Statement::Explain(explained) => return Err(query::execute_statement(context, explained, "EXPLAIN")),
        Statement::Unsupported(statement) => return row_statement::execute(context, statement, in_block),
        Statement::Transaction(_) | Statement::Parameter(_) | Statement::Call(_) | Statement::Query(_) => Ok(()),
        _ => Err(not_run(statement.command_name())),
    };
    done.map(|()| statement.command_tag().unwrap_or_default())
}

/// Our own words: the server would run it.
pub fn not_run(command: &str) -> Box<Failure> {
    let message = format!("{command} is recognised but not run by Medlar");
    Failure::new(SqlState::FeatureNotSupported, message)
}

/// Whether the catalog has objects of the kind.
fn is_kept(kind: ObjectKind) -> bool {
    use ObjectKind::{Extension, ForeignDataWrapper, Schema, Server};
    matches!(kind, ForeignDataWrapper | Server | Extension | Schema)
}

/// Whether a statement may run in a transaction that an error has aborted.
fn ends_transaction(statement: &Statement<'_>) -> bool {
    use Transaction::{Commit, PrepareTransaction, Rollback, RollbackTo};
    matches!(statement, Statement::Transaction(Commit { .. } | Rollback { .. } | RollbackTo(_) | PrepareTransaction(_)))
}

/// Whether a statement checks something after it has begun to change the catalog.
fn changes_before_last_check(statement: &Statement<'_>) -> bool {
    match statement {
        Statement::GrantRole(_)
        | Statement::GrantOnObjects(_)
        | Statement::AlterDefaultPrivileges(_)
        | Statement::CreateRole(_)
        | Statement::AlterRole(_)
        | Statement::DropOwned(_)
        | Statement::ReassignOwned(_) => true,
        Statement::CreateForeignTable(_)
        | Statement::CreateExternalTable(_)
        | Statement::CreateTable(_)
        | Statement::CreateSchema(_)
        | Statement::AlterRelation(_)
        | Statement::AlterSequence(_)
        | Statement::CreateSequence(_)
        | Statement::CreateView(_)
        | Statement::CreateIndex(_)
        | Statement::CreateTableAs(_)
        | Statement::AlterType(_)
        | Statement::RenameRelation(_)
        | Statement::SetRelationSchema(_) => true,
        Statement::DropRole(statement) => statement.roles.len() > 1,
        _ => false,
    }
}
