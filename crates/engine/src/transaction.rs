//! Transactions and savepoints: the old value is kept, nothing is undone by hand.

use std::sync::Arc;

use medlar_catalog::{Catalog, Name, Oid};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Ident, SetScope, StringLiteral, Transaction, TransactionMode};

use crate::footprint::KeyKind;
use crate::identity::Identity;
use crate::message::{Checked, Failure, ServerMessage, Severity};
use crate::parameter::isolation_level;
use crate::session::Session;
use crate::settings::Settings;

/// What a transaction can change.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) catalog: Catalog,
    pub(crate) identity: Identity,
    pub(crate) settings: Settings,
    /// The tables that end with the transaction.
    pub(crate) dropped_at_commit: Vec<Oid>,
}

impl State {
    /// What a transaction begins with.
    pub(crate) fn characteristics(&self) -> Characteristics {
        let is_on = |name| self.settings.get(name) == Some("on");
        Characteristics {
            is_read_only: is_on("default_transaction_read_only"),
            is_deferrable: is_on("default_transaction_deferrable"),
            isolation_level: isolation_level(self.settings.get("default_transaction_isolation").unwrap_or_default()),
        }
    }

    /// Returns to an earlier state.
    pub(crate) fn undo_to(&mut self, before: State) {
        let State { catalog, identity, settings, dropped_at_commit } = before;
        self.catalog = catalog;
        self.identity = identity;
        self.dropped_at_commit = dropped_at_commit;
        self.settings.undo_to(settings);
    }

    /// What was set for the transaction ends with it.
    pub(crate) fn end_transaction(&mut self) {
        self.identity.end_transaction();
        self.settings.end_transaction();
    }
}

/// The characteristics of a transaction that have an effect here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Characteristics {
    pub(crate) is_read_only: bool,
    pub(crate) is_deferrable: bool,
    pub(crate) isolation_level: &'static str,
}

/// An open transaction block.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    before: State,
    /// Opened by a query string of several statements, not by BEGIN.
    pub(crate) is_implicit: bool,
    pub(crate) has_failed: bool,
    /// A statement has been executed that sees the data: some characteristics are settled.
    pub(crate) has_queried: bool,
    pub(crate) characteristics: Characteristics,
    /// Before any of them was set in this transaction.
    first_characteristics: Characteristics,
    savepoint: Option<Arc<Savepoint>>,
}

/// The newest savepoint, and through it the older ones.
#[derive(Debug)]
struct Savepoint {
    name: Name,
    state: State,
    is_read_only: bool,
    older: Option<Arc<Savepoint>>,
}

impl Drop for Savepoint {
    /// A long chain is taken apart link by link, not recursively.
    fn drop(&mut self) {
        let mut next = self.older.take();
        while let Some(mut savepoint) = next.and_then(Arc::into_inner) {
            next = savepoint.older.take();
        }
    }
}

impl Block {
    pub(crate) fn new(state: &State, is_implicit: bool) -> Block {
        Block::with_characteristics(state, is_implicit, state.characteristics())
    }

    fn with_characteristics(state: &State, is_implicit: bool, characteristics: Characteristics) -> Block {
        Block {
            before: state.clone(),
            is_implicit,
            has_failed: false,
            has_queried: false,
            characteristics,
            first_characteristics: characteristics,
            savepoint: None,
        }
    }

    fn savepoint(&self, name: &Ident<'_>) -> Checked<Arc<Savepoint>> {
        let mut savepoint = self.savepoint.as_ref();
        while let Some(candidate) = savepoint {
            if *candidate.name == *name.name {
                return Ok(Arc::clone(candidate));
            }
            savepoint = candidate.older.as_ref();
        }
        let message = format!("savepoint \"{}\" does not exist", name.name);
        Err(Failure::new(SqlState::InvalidSavepointSpecification, message).about(name.span))
    }
}

impl Session {
    /// Executes transaction control; the session key stands for all that it reads and writes.
    pub(crate) fn control_transaction(
        &mut self,
        statement: &Transaction<'_>,
        notices: &mut Vec<ServerMessage>,
    ) -> Checked<&'static str> {
        self.footprint.write(KeyKind::Session, "");
        let mut warn =
            |sqlstate, message: &'static str| notices.push(ServerMessage::new(Severity::Warning, sqlstate, message));
        let no_transaction = "there is no transaction in progress";
        match statement {
            Transaction::Begin { start, modes } => {
                match &mut self.block {
                    Some(block) if block.is_implicit => {}
                    Some(_) => warn(SqlState::ActiveSqlTransaction, "there is already a transaction in progress"),
                    None => self.block = Some(Block::new(&self.state, false)),
                }
                if let Some(block) = &mut self.block {
                    block.set_modes(modes)?;
                    block.is_implicit = false;
                }
                Ok(if *start { "START TRANSACTION" } else { "BEGIN" })
            }
            Transaction::Commit { chain } | Transaction::Rollback { chain } => {
                let is_commit = matches!(statement, Transaction::Commit { .. });
                let explicit = self.block.as_ref().is_some_and(|block| !block.is_implicit);
                if *chain && !explicit {
                    return Err(only_in_blocks(if is_commit { "COMMIT AND CHAIN" } else { "ROLLBACK AND CHAIN" }));
                }
                if !explicit {
                    warn(SqlState::NoActiveSqlTransaction, no_transaction);
                }
                let Some(block) = self.block.take() else { return Ok(if is_commit { "COMMIT" } else { "ROLLBACK" }) };
                // An error outside of savepoints takes back what the transaction was told to be.
                let characteristics = match block.has_failed && block.savepoint.is_none() {
                    true => block.first_characteristics,
                    false => block.characteristics,
                };
                // A transaction that has failed can only be rolled back.
                let committed = is_commit && !block.has_failed;
                if committed {
                    self.drop_at_commit();
                    self.state.end_transaction();
                } else {
                    self.state.undo_to(block.before);
                }
                if *chain {
                    self.block = Some(Block::with_characteristics(&self.state, false, characteristics));
                }
                Ok(if committed { "COMMIT" } else { "ROLLBACK" })
            }
            Transaction::Savepoint(name) => {
                let block = explicit_block(&mut self.block, "SAVEPOINT")?;
                block.savepoint = Some(Arc::new(Savepoint {
                    name: Name::from(&*name.name),
                    state: self.state.clone(),
                    is_read_only: block.characteristics.is_read_only,
                    older: block.savepoint.take(),
                }));
                Ok("SAVEPOINT")
            }
            Transaction::Release(name) => {
                let block = explicit_block(&mut self.block, "RELEASE SAVEPOINT")?;
                let savepoint = block.savepoint(name)?;
                // READ ONLY ends with the subtransaction that it was set in.
                block.characteristics.is_read_only = savepoint.is_read_only;
                block.savepoint = savepoint.older.clone();
                Ok("RELEASE")
            }
            Transaction::RollbackTo(name) => {
                let block = explicit_block(&mut self.block, "ROLLBACK TO SAVEPOINT")?;
                let savepoint = block.savepoint(name)?;
                self.state.undo_to(savepoint.state.clone());
                block.characteristics.is_read_only = savepoint.is_read_only;
                block.has_failed = false;
                block.savepoint = Some(savepoint);
                Ok("ROLLBACK")
            }
            Transaction::PrepareTransaction(_) => {
                if self.block.as_ref().is_none_or(|block| block.is_implicit) {
                    warn(SqlState::NoActiveSqlTransaction, no_transaction);
                }
                if self.block.is_none() {
                    return Ok("ROLLBACK");
                }
                if self.block.as_ref().is_some_and(|block| block.has_failed) {
                    self.end_block_with_rollback();
                    return Ok("ROLLBACK");
                }
                let message = "prepared transactions are disabled";
                let failure = Failure::new(SqlState::ObjectNotInPrerequisiteState, message)
                    .hint("Set max_prepared_transactions to a nonzero value.");
                // The transaction cannot be prepared, so it is rolled back, and the block is over.
                self.end_block_with_rollback();
                Err(failure)
            }
            Transaction::CommitPrepared(name) | Transaction::RollbackPrepared(name) => {
                if self.block.is_some() {
                    let is_commit = matches!(statement, Transaction::CommitPrepared(_));
                    let command = if is_commit { "COMMIT PREPARED" } else { "ROLLBACK PREPARED" };
                    let message = format!("{command} cannot run inside a transaction block");
                    return Err(Failure::new(SqlState::ActiveSqlTransaction, message));
                }
                let message = format!("prepared transaction with identifier \"{}\" does not exist", name.value);
                Err(Failure::new(SqlState::UndefinedObject, message).about(name.span))
            }
            Transaction::SetModes(modes) => {
                match &mut self.block {
                    Some(block) => block.set_modes(modes)?,
                    None => warn(SqlState::NoActiveSqlTransaction, SET_OUTSIDE_BLOCK),
                }
                Ok("SET")
            }
            Transaction::SetSnapshot { local, snapshot } => {
                if *local {
                    let message = "SET LOCAL TRANSACTION SNAPSHOT is not implemented";
                    return Err(Failure::new(SqlState::FeatureNotSupported, message));
                }
                if self.block.is_none() {
                    warn(SqlState::NoActiveSqlTransaction, SET_OUTSIDE_BLOCK);
                }
                Err(self.refuse_snapshot(snapshot))
            }
            Transaction::SetCharacteristics(scope, modes) => {
                for mode in modes {
                    let on = |value: &bool| if *value { "on" } else { "off" };
                    let (name, value) = match mode {
                        TransactionMode::ReadOnly(value) => ("default_transaction_read_only", on(value)),
                        TransactionMode::IsolationLevel(level) => ("default_transaction_isolation", *level),
                        TransactionMode::Deferrable(value) => ("default_transaction_deferrable", on(value)),
                    };
                    // Outside of a block, what is set for a transaction is forgotten at once.
                    if *scope == SetScope::Session || self.block.is_some() {
                        self.state.settings.set(*scope, name, Some(value));
                    }
                }
                Ok("SET")
            }
        }
    }

    /// Ends the block, if one is open, and restores what was before it.
    pub(crate) fn end_block_with_rollback(&mut self) {
        if let Some(block) = self.block.take() {
            self.state.undo_to(block.before);
        }
    }

    /// There never is a snapshot to import: no other session exports one.
    fn refuse_snapshot(&self, snapshot: &StringLiteral<'_>) -> Box<Failure> {
        let characteristics =
            self.block.as_ref().map_or_else(|| self.state.characteristics(), |block| block.characteristics);
        if self.block.as_ref().is_some_and(|block| block.has_queried || block.savepoint.is_some()) {
            let message = "SET TRANSACTION SNAPSHOT must be called before any query";
            return Failure::new(SqlState::ActiveSqlTransaction, message);
        }
        if !matches!(characteristics.isolation_level, "serializable" | "repeatable read") {
            let message = "a snapshot-importing transaction must have isolation level SERIALIZABLE or REPEATABLE READ";
            return Failure::new(SqlState::FeatureNotSupported, message);
        }
        if snapshot.value.is_empty() {
            let message = "could not read file \"pg_snapshots/\": Is a directory";
            return Failure::new(SqlState::InternalError, message).about(snapshot.span);
        }
        let message = format!("invalid snapshot identifier: \"{}\"", snapshot.value);
        Failure::new(SqlState::InvalidParameterValue, message).about(snapshot.span)
    }
}

impl Block {
    /// Sets modes one after the other. Read only is possible at any time, all else only before the
    /// first query and outside of savepoints, unless nothing changes.
    pub(crate) fn set_modes(&mut self, modes: &[TransactionMode]) -> Checked {
        let in_savepoint = self.savepoint.is_some();
        for mode in modes {
            let fault = match mode {
                TransactionMode::ReadOnly(false) if self.characteristics.is_read_only && in_savepoint => {
                    "cannot set transaction read-write mode inside a read-only transaction"
                }
                TransactionMode::ReadOnly(false) if self.characteristics.is_read_only && self.has_queried => {
                    "transaction read-write mode must be set before any query"
                }
                TransactionMode::ReadOnly(value) => {
                    self.characteristics.is_read_only = *value;
                    continue;
                }
                TransactionMode::IsolationLevel(level) if *level == self.characteristics.isolation_level => continue,
                TransactionMode::IsolationLevel(_) if self.has_queried => {
                    "SET TRANSACTION ISOLATION LEVEL must be called before any query"
                }
                TransactionMode::IsolationLevel(_) if in_savepoint => {
                    "SET TRANSACTION ISOLATION LEVEL must not be called in a subtransaction"
                }
                TransactionMode::IsolationLevel(level) => {
                    self.characteristics.isolation_level = level;
                    continue;
                }
                TransactionMode::Deferrable(_) if in_savepoint => {
                    "SET TRANSACTION [NOT] DEFERRABLE cannot be called within a subtransaction"
                }
                TransactionMode::Deferrable(_) if self.has_queried => {
                    "SET TRANSACTION [NOT] DEFERRABLE must be called before any query"
                }
                TransactionMode::Deferrable(value) => {
                    self.characteristics.is_deferrable = *value;
                    continue;
                }
            };
            return Err(Failure::new(SqlState::ActiveSqlTransaction, fault));
        }
        Ok(())
    }
}

const SET_OUTSIDE_BLOCK: &str = "SET TRANSACTION can only be used in transaction blocks";

fn explicit_block<'b>(block: &'b mut Option<Block>, command: &str) -> Checked<&'b mut Block> {
    block.as_mut().filter(|block| !block.is_implicit).ok_or_else(|| only_in_blocks(command))
}

fn only_in_blocks(command: &str) -> Box<Failure> {
    let message = format!("{command} can only be used in transaction blocks");
    Failure::new(SqlState::NoActiveSqlTransaction, message)
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn blocks_and_savepoints() {
        check(
            Target::Postgresql15,
            &[
                ("CREATE FOREIGN DATA WRAPPER w", &["CREATE FOREIGN DATA WRAPPER"]),
                ("COMMIT", &["WARNING:  25P01: there is no transaction in progress", "COMMIT"]),
                ("SAVEPOINT a", &["ERROR:  25P01: SAVEPOINT can only be used in transaction blocks"]),
                ("COMMIT AND CHAIN", &["ERROR:  25P01: COMMIT AND CHAIN can only be used in transaction blocks"]),
                ("BEGIN; BEGIN", &["BEGIN", "WARNING:  25001: there is already a transaction in progress", "BEGIN"]),
                (
                    "CREATE SERVER t1 FOREIGN DATA WRAPPER w; CREATE SERVER t1 FOREIGN DATA WRAPPER w; SAVEPOINT x",
                    &[
                        "CREATE SERVER",
                        "ERROR:  42710: server \"t1\" already exists",
                        "ERROR:  25P02: current transaction is aborted, commands ignored until end of transaction block",
                    ],
                ),
                ("COMMIT; DROP SERVER t1", &["ROLLBACK", "ERROR:  42704: server \"t1\" does not exist"]),
                (
                    "BEGIN; SAVEPOINT a; CREATE SERVER t2 FOREIGN DATA WRAPPER w; DROP SERVER nope; ROLLBACK TO a",
                    &[
                        "BEGIN",
                        "SAVEPOINT",
                        "CREATE SERVER",
                        "ERROR:  42704: server \"nope\" does not exist",
                        "ROLLBACK",
                    ],
                ),
                ("RELEASE a; DROP SERVER t2", &["RELEASE", "ERROR:  42704: server \"t2\" does not exist"]),
                ("ROLLBACK TO nope; ROLLBACK", &["ERROR:  3B001: savepoint \"nope\" does not exist", "ROLLBACK"]),
                (
                    "BEGIN READ ONLY; SET ROLE NONE; DROP SERVER t1; ROLLBACK",
                    &[
                        "BEGIN",
                        "SET",
                        "ERROR:  25006: cannot execute DROP SERVER in a read-only transaction",
                        "ROLLBACK",
                    ],
                ),
            ],
        );
    }

    #[test]
    fn modes_are_settled_by_the_first_query() {
        check(
            Target::Postgresql15,
            &[
                (
                    "SET TRANSACTION READ ONLY; CREATE ROLE r1",
                    &["WARNING:  25P01: SET TRANSACTION can only be used in transaction blocks", "SET", "CREATE ROLE"],
                ),
                (
                    "BEGIN; SET TRANSACTION READ ONLY; SET TRANSACTION READ WRITE; CREATE ROLE r2; COMMIT",
                    &["BEGIN", "SET", "SET", "CREATE ROLE", "COMMIT"],
                ),
                (
                    "BEGIN; SET TRANSACTION READ ONLY; CREATE ROLE r3; COMMIT",
                    &[
                        "BEGIN",
                        "SET",
                        "ERROR:  25006: cannot execute CREATE ROLE in a read-only transaction",
                        "ROLLBACK",
                    ],
                ),
                (
                    "BEGIN; SAVEPOINT a; SET TRANSACTION READ ONLY; RELEASE a; CREATE ROLE r4; COMMIT",
                    &["BEGIN", "SAVEPOINT", "SET", "RELEASE", "CREATE ROLE", "COMMIT"],
                ),
                (
                    "BEGIN; DROP ROLE r4; SET TRANSACTION ISOLATION LEVEL READ COMMITTED; BEGIN ISOLATION LEVEL \
                     SERIALIZABLE; COMMIT",
                    &[
                        "BEGIN",
                        "DROP ROLE",
                        "SET",
                        "WARNING:  25001: there is already a transaction in progress",
                        "ERROR:  25001: SET TRANSACTION ISOLATION LEVEL must be called before any query",
                        "ROLLBACK",
                    ],
                ),
                ("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", &["SET"]),
                ("CREATE ROLE r5", &["ERROR:  25006: cannot execute CREATE ROLE in a read-only transaction"]),
                ("BEGIN READ WRITE; CREATE ROLE r5; COMMIT", &["BEGIN", "CREATE ROLE", "COMMIT"]),
            ],
        );
    }

    #[test]
    fn a_string_of_several_statements_is_one_transaction() {
        let mut session = crate::Session::new(Target::Postgresql15);
        session.simple_query("CREATE FOREIGN DATA WRAPPER w");
        let outcome = session.simple_query(
            "CREATE SERVER u1 FOREIGN DATA WRAPPER w; CREATE SERVER u1 FOREIGN DATA WRAPPER w; DROP SERVER u1",
        );
        assert_eq!(outcome.statements.len(), 2);
        assert!(session.catalog().server("u1").is_none());
        session.simple_query("CREATE SERVER u1 FOREIGN DATA WRAPPER w; COMMIT; DROP SERVER nope");
        assert!(session.catalog().server("u1").is_some(), "COMMIT ended the implicit transaction");
        assert_eq!(session.transaction_status(), crate::TransactionStatus::Idle);
    }

    #[test]
    fn a_hundred_thousand_savepoints_are_dropped_without_recursion() {
        let mut session = crate::Session::new(Target::Postgresql15);
        session.simple_query("BEGIN");
        for _ in 0..100_000 {
            session.simple_query("SAVEPOINT a");
        }
        session.simple_query("ROLLBACK");
        assert_eq!(session.transaction_status(), crate::TransactionStatus::Idle);
    }
}
