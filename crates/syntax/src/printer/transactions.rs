//! Transaction control.

use super::Printer;
use crate::ast::{SetScope, Transaction, TransactionMode};

impl Printer {
    pub(super) fn transaction(&mut self, statement: &Transaction) {
        match statement {
            Transaction::Begin { start, modes } => {
                self.word(if *start { "START TRANSACTION" } else { "BEGIN" });
                self.list(modes, Self::mode);
            }
            Transaction::Commit { chain } => {
                self.word("COMMIT");
                self.word_if(*chain, "AND CHAIN");
            }
            Transaction::Rollback { chain } => {
                self.word("ROLLBACK");
                self.word_if(*chain, "AND CHAIN");
            }
            Transaction::Savepoint(name) => {
                self.word("SAVEPOINT");
                self.ident(name);
            }
            Transaction::Release(name) => {
                self.word("RELEASE SAVEPOINT");
                self.ident(name);
            }
            Transaction::RollbackTo(name) => {
                self.word("ROLLBACK TO SAVEPOINT");
                self.ident(name);
            }
            Transaction::PrepareTransaction(id) => {
                self.word("PREPARE TRANSACTION");
                self.string(id);
            }
            Transaction::CommitPrepared(id) => {
                self.word("COMMIT PREPARED");
                self.string(id);
            }
            Transaction::RollbackPrepared(id) => {
                self.word("ROLLBACK PREPARED");
                self.string(id);
            }
            Transaction::SetModes(modes) => {
                self.word("SET TRANSACTION");
                self.list(modes, Self::mode);
            }
            Transaction::SetSnapshot { local, snapshot } => {
                self.word(if *local { "SET LOCAL TRANSACTION SNAPSHOT" } else { "SET TRANSACTION SNAPSHOT" });
                self.string(snapshot);
            }
            Transaction::SetCharacteristics(scope, modes) => {
                self.word(if *scope == SetScope::Local { "SET LOCAL" } else { "SET" });
                self.word("SESSION CHARACTERISTICS AS TRANSACTION");
                self.list(modes, Self::mode);
            }
        }
    }

    fn mode(&mut self, mode: &TransactionMode) {
        match mode {
            TransactionMode::IsolationLevel(level) => {
                self.word("ISOLATION LEVEL");
                self.word(&level.to_ascii_uppercase());
            }
            TransactionMode::ReadOnly(true) => self.word("READ ONLY"),
            TransactionMode::ReadOnly(false) => self.word("READ WRITE"),
            TransactionMode::Deferrable(true) => self.word("DEFERRABLE"),
            TransactionMode::Deferrable(false) => self.word("NOT DEFERRABLE"),
        }
    }
}
