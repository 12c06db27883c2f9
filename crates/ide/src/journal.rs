//! What has been sent to live sessions: enough to come to the catalog again.
//!
//! The core keeps no snapshots of catalogs across reloads, but this. The full build keeps snapshots and no journal.

use medlar_engine::{QueryOutcome, Session, TransactionStatus};
use medlar_syntax::{FULL, Target};

use crate::Document;
use crate::run::RunResult;

/// The texts that have had an effect, in their order, of one connection to the database after the other.
#[derive(Clone, Debug)]
pub(crate) struct Journal {
    connections: Vec<Vec<String>>,
    /// Where in the last connection the texts of the open transaction block begin.
    block: Option<usize>,
}

impl Default for Journal {
    fn default() -> Journal {
        Journal { connections: vec![Vec::new()], block: None }
    }
}

/// What a text that was sent found and left.
pub(crate) struct Sent<'s> {
    pub(crate) text: &'s str,
    pub(crate) before: TransactionStatus,
    pub(crate) outcome: &'s QueryOutcome,
    pub(crate) after: TransactionStatus,
    /// Whether the last statement has rolled back.
    pub(crate) rolled_back: bool,
}

impl Journal {
    /// Notes a text, unless it had no effect outside of a block.
    pub(crate) fn note(&mut self, sent: &Sent<'_>) {
        let Some(texts) = self.connections.last_mut().filter(|_| !FULL) else { return };
        let Sent { before, after, .. } = *sent;
        let has_effect = sent.outcome.statements.iter().any(|one| one.outcome.result.is_ok());
        if before == TransactionStatus::Idle && after == TransactionStatus::Idle && !has_effect {
            return;
        }
        if after != TransactionStatus::Idle && self.block.is_none() {
            self.block = Some(texts.len());
        }
        texts.push(sent.text.to_owned());
        if after == TransactionStatus::Idle
            && let Some(start) = self.block.take()
            && sent.rolled_back
        {
            // Nothing of the block is left.
            texts.truncate(start);
        }
    }

    /// Notes a new connection: what an open block did is undone.
    fn connect(&mut self) {
        let Some(texts) = self.connections.last_mut() else { return };
        texts.truncate(self.block.take().unwrap_or(texts.len()));
        // A session that was only told who it is has changed nothing.
        if texts.iter().all(|text| text.starts_with("SET ")) {
            texts.clear();
        } else {
            self.connections.push(Vec::new());
        }
    }
}

impl Document {
    /// In the core, the texts that led from a fresh database to this session, one connection after the other.
    pub fn journal(&self) -> &[Vec<String>] {
        &self.journal.connections
    }

    /// An empty script in the session to which a journal leads.
    pub fn from_journal(target: Target, connections: &[Vec<String>]) -> Document {
        let mut document = Document::new(target);
        for texts in connections {
            document.connect();
            texts.iter().for_each(|text| document.execute(text));
        }
        document
    }

    /// Starts a session anew, in the database as it is without the changes of an open block.
    pub fn connect(&mut self) {
        self.live = Session::with_catalog(self.live.target(), self.committed.clone());
        self.journal.connect();
        self.dry_run.restart();
    }

    /// Sends a text that is not of the script.
    pub fn execute(&mut self, text: &str) {
        self.send(text, &mut RunResult::default());
        self.dry_run.restart();
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::{FULL, Target};

    use crate::{Document, RunRequest};

    /// The journal after these scripts have been run, one connection after the other.
    fn journal(scripts: &[&str]) -> Vec<Vec<String>> {
        let mut document = Document::new(Target::Postgresql15);
        for script in scripts {
            document.connect();
            document.set_text(script);
            document.run(RunRequest::All);
        }
        document.journal().to_vec()
    }

    #[test]
    fn only_what_has_an_effect_is_kept() {
        let expected: &[&[&str]] = if FULL {
            &[&[]]
        } else {
            &[
                &["CREATE ROLE a;", "BEGIN;", "CREATE ROLE b;", "COMMIT;"],
                &["SET ROLE a;", "RESET ROLE;", "DROP ROLE b;"],
                &["BEGIN;"],
            ]
        };
        let scripts = [
            "CREATE ROLE a; CREATE ROLE a; CREATE; BEGIN; CREATE ROLE b; COMMIT; BEGIN; CREATE ROLE c; ROLLBACK; BEGIN;",
            "SET ROLE a;",
            "SET ROLE a; RESET ROLE; DROP ROLE b;",
            "BEGIN;",
        ];
        assert_eq!(journal(&scripts), expected);
    }

    #[test]
    fn a_journal_leads_to_the_same_catalog() {
        let mut first = Document::new(Target::Cloudberry2);
        first.set_text(
            "CREATE EXTENSION file_fdw; BEGIN; CREATE ROLE a; SAVEPOINT s; CREATE ROLE b; ROLLBACK TO s; COMMIT;",
        );
        first.run(RunRequest::All);
        let second = Document::from_journal(Target::Cloudberry2, first.journal());
        let snapshot = |document: &Document| document.committed_catalog().to_snapshot();
        assert!(FULL || snapshot(&second) == snapshot(&first));
    }
}
