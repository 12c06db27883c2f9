//! Transaction control.

use super::cursor::{Parser, Result};
use crate::ast::{Ident, Statement, Transaction, TransactionMode};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// BEGIN [ WORK | TRANSACTION ] [ transaction_mode [, ...] ]
    /// START TRANSACTION [ transaction_mode [, ...] ]
    /// ```
    pub(super) fn begin(&mut self, start: bool) -> Result<Statement<'a>> {
        self.advance();
        if start {
            self.expect([Keyword::Transaction])?;
        } else {
            self.work();
        }
        let modes = if self.is_transaction_mode() { self.transaction_modes()? } else { Vec::new() };
        Ok(Statement::Transaction(Transaction::Begin { start, modes }))
    }

    /// ```text
    /// { COMMIT | END } [ WORK | TRANSACTION ] [ AND [ NO ] CHAIN ]
    /// COMMIT PREPARED transaction_id
    /// ```
    pub(super) fn commit(&mut self, word: Keyword) -> Result<Statement<'a>> {
        self.advance();
        if word == Keyword::Commit && self.accept(Keyword::Prepared) {
            return Ok(Statement::Transaction(Transaction::CommitPrepared(self.string()?)));
        }
        self.work();
        Ok(Statement::Transaction(Transaction::Commit { chain: self.chain()? }))
    }

    /// ```text
    /// { ROLLBACK | ABORT } [ WORK | TRANSACTION ] [ AND [ NO ] CHAIN ]
    /// ROLLBACK [ WORK | TRANSACTION ] TO [ SAVEPOINT ] savepoint_name
    /// ROLLBACK PREPARED transaction_id
    /// ```
    pub(super) fn rollback(&mut self, word: Keyword) -> Result<Statement<'a>> {
        self.advance();
        if word == Keyword::Rollback && self.accept(Keyword::Prepared) {
            return Ok(Statement::Transaction(Transaction::RollbackPrepared(self.string()?)));
        }
        self.work();
        if word == Keyword::Rollback && self.accept(Keyword::To) {
            return Ok(Statement::Transaction(Transaction::RollbackTo(self.savepoint_name()?)));
        }
        Ok(Statement::Transaction(Transaction::Rollback { chain: self.chain()? }))
    }

    /// ```text
    /// SAVEPOINT savepoint_name
    /// ```
    pub(super) fn savepoint(&mut self) -> Result<Statement<'a>> {
        self.advance();
        Ok(Statement::Transaction(Transaction::Savepoint(self.column_id()?)))
    }

    /// ```text
    /// RELEASE [ SAVEPOINT ] savepoint_name
    /// ```
    pub(super) fn release(&mut self) -> Result<Statement<'a>> {
        self.advance();
        Ok(Statement::Transaction(Transaction::Release(self.savepoint_name()?)))
    }

    /// ```text
    /// PREPARE TRANSACTION transaction_id
    /// PREPARE name [ ( data_type [, ...] ) ] AS statement
    /// ```
    pub(super) fn prepare(&mut self) -> Result<Statement<'a>> {
        self.advance();
        if self.accept(Keyword::Transaction) {
            if self.peek().is_string() {
                return Ok(Statement::Transaction(Transaction::PrepareTransaction(self.string()?)));
            }
        } else {
            self.column_id()?;
        }
        let next = self.peek();
        if !next.is(TokenKind::OpenParenthesis) && !next.is_keyword(Keyword::As) {
            return self.fail();
        }
        self.only_in_full(|parser| parser.unsupported("PREPARE"))
    }

    /// `[ SAVEPOINT ] name`; `savepoint` is the name when no name follows.
    fn savepoint_name(&mut self) -> Result<Ident<'a>> {
        let word = self.peek();
        if self.accept(Keyword::Savepoint) {
            let next = self.peek();
            if !self.is_column_id(next) {
                return Ok(self.ident(word));
            }
        }
        self.column_id()
    }

    fn work(&mut self) {
        if matches!(self.peek_keyword(), Some(Keyword::Work | Keyword::Transaction)) {
            self.advance();
        }
    }

    /// `[ AND [ NO ] CHAIN ]`
    fn chain(&mut self) -> Result<bool> {
        if !self.accept(Keyword::And) {
            return Ok(false);
        }
        let no = self.accept(Keyword::No);
        self.expect([Keyword::Chain])?;
        Ok(!no)
    }

    fn is_transaction_mode(&mut self) -> bool {
        use Keyword::{Deferrable, Isolation, Not, Read};
        matches!(self.peek_keyword(), Some(Isolation | Read | Not | Deferrable))
    }

    /// ```text
    /// ISOLATION LEVEL { SERIALIZABLE | REPEATABLE READ | READ COMMITTED | READ UNCOMMITTED }
    /// READ WRITE | READ ONLY
    /// [ NOT ] DEFERRABLE
    /// ```
    /// Commas between the modes are optional.
    pub(super) fn transaction_modes(&mut self) -> Result<Vec<TransactionMode>> {
        let mut modes = vec![self.transaction_mode()?];
        while self.accept_kind(TokenKind::Comma) || self.is_transaction_mode() {
            modes.push(self.transaction_mode()?);
        }
        Ok(modes)
    }

    fn transaction_mode(&mut self) -> Result<TransactionMode> {
        let word = self.peek_keyword();
        if !self.is_transaction_mode() {
            return self.fail();
        }
        self.advance();
        match word {
            Some(Keyword::Isolation) => {
                self.expect([Keyword::Level])?;
                Ok(TransactionMode::IsolationLevel(self.isolation_level()?))
            }
            Some(Keyword::Read) => {
                if self.accept(Keyword::Only) {
                    return Ok(TransactionMode::ReadOnly(true));
                }
                self.expect([Keyword::Write])?;
                Ok(TransactionMode::ReadOnly(false))
            }
            Some(Keyword::Not) => {
                self.expect([Keyword::Deferrable])?;
                Ok(TransactionMode::Deferrable(false))
            }
            _ => Ok(TransactionMode::Deferrable(true)),
        }
    }

    fn isolation_level(&mut self) -> Result<&'static str> {
        if self.accept(Keyword::Serializable) {
            return Ok("serializable");
        }
        if self.accept(Keyword::Repeatable) {
            self.expect([Keyword::Read])?;
            return Ok("repeatable read");
        }
        self.expect([Keyword::Read])?;
        if self.accept(Keyword::Committed) {
            return Ok("read committed");
        }
        self.expect([Keyword::Uncommitted])?;
        Ok("read uncommitted")
    }
}
