//! A session: a catalog, a user and a transaction, and the statements executed in it.

use medlar_catalog::{Catalog, Oid};
use medlar_syntax::{Span, Target, ast::Statement};

use crate::{CommandTag, Failure, ServerMessage};

/// What became of one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Notices and warnings in order; sent before the tag or the error, and never taken back.
    pub notices: Vec<ServerMessage>,
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

/// A hashed name of something a statement read or wrote; equal names have equal keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u32);

/// A connection to a database. Clone is O(1): a clone is a dry run, a checkpoint or an undo step.
#[derive(Clone, Debug)]
pub struct Session {
    target: Target,
    catalog: Catalog,
}

impl Session {
    /// A session of the bootstrap superuser in a fresh database.
    pub fn new(target: Target) -> Session {
        Session { target, catalog: Catalog::default() }
    }

    /// A session of the bootstrap superuser in a database with this catalog.
    pub fn with_catalog(target: Target, catalog: Catalog) -> Session {
        Session { target, catalog }
    }

    /// The server imitated.
    pub fn target(&self) -> Target {
        self.target
    }

    /// The catalog as this session sees it now, inside a transaction block included.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// `current_user`
    pub fn current_user(&self) -> Oid {
        Oid::BOOTSTRAP_ROLE
    }

    /// `session_user`
    pub fn session_user(&self) -> Oid {
        Oid::BOOTSTRAP_ROLE
    }

    /// Whether a transaction block is open.
    pub fn transaction_status(&self) -> TransactionStatus {
        TransactionStatus::Idle
    }

    /// Executes a query string as one simple-query message: parsed as a whole, one implicit
    /// transaction when it holds several statements.
    pub fn simple_query(&mut self, _sql: &str) -> QueryOutcome {
        QueryOutcome::default()
    }

    /// Executes one parsed statement of `sql` outside any implicit transaction.
    pub fn execute(&mut self, _statement: &Statement<'_>) -> Outcome {
        Outcome { notices: Vec::new(), result: Ok(CommandTag("".into())) }
    }
}
