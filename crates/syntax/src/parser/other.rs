//! Statements that the server knows and Medlar does not read.

use std::borrow::Cow;

use super::cursor::{Parser, Result};
use crate::Span;
use crate::ast::{Statement, Unsupported};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// Takes everything to the end of the statement; lexical errors count.
    pub(super) fn unsupported(&mut self, name: impl Into<Cow<'static, str>>) -> Result<Statement<'a>> {
        let mut depth = 0_usize;
        loop {
            match self.peek_kind() {
                TokenKind::End | TokenKind::Failed => break,
                TokenKind::Semicolon if depth == 0 => break,
                TokenKind::OpenParenthesis => depth += 1,
                TokenKind::CloseParenthesis => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.advance();
        }
        Ok(Statement::Unsupported(Unsupported { name: name.into(), span: Span::default() }))
    }

    /// As [`Parser::unsupported`] where the grammar has been followed to the end.
    pub(super) fn unsupported_at_end(&mut self, name: &'static str) -> Result<Statement<'a>> {
        if !matches!(self.peek_kind(), TokenKind::Semicolon | TokenKind::End) {
            return self.fail();
        }
        Ok(Statement::Unsupported(Unsupported { name: Cow::Borrowed(name), span: Span::default() }))
    }
}

/// The statements that begin with the word, except those with grammar functions of their own.
pub fn begins_statement(word: Keyword) -> bool {
    use Keyword::*;
    matches!(
        word,
        Analyse
            | Analyze
            | Call
            | Checkpoint
            | Close
            | Cluster
            | Copy
            | Deallocate
            | Declare
            | Do
            | Execute
            | Fetch
            | Listen
            | Load
            | Lock
            | Merge
            | Move
            | Notify
            | Reindex
            | Security
            | Truncate
            | Unlisten
            | Vacuum
    )
}

/// What CREATE can make besides the objects with grammar functions of their own.
pub fn is_created(word: Keyword) -> bool {
    use Keyword::*;
    matches!(
        word,
        Access
            | Aggregate
            | Assertion
            | Cast
            | Collation
            | Constraint
            | Conversion
            | Database
            | Default
            | Event
            | Language
            | Operator
            | Policy
            | Procedural
            | Publication
            | Rule
            | Statistics
            | Subscription
            | Tablespace
            | Text
            | Transform
            | Trigger
            | Trusted
    )
}

/// What CREATE OR REPLACE can make.
pub fn is_replaced(word: Keyword) -> bool {
    use Keyword::*;
    matches!(word, Aggregate | Constraint | Language | Procedural | Rule | Transform | Trigger | Trusted)
}

/// What ALTER can change besides the objects with grammar functions of their own.
pub fn is_altered(word: Keyword) -> bool {
    use Keyword::*;
    matches!(
        word,
        Aggregate
            | Collation
            | Conversion
            | Database
            | Event
            | Language
            | Large
            | Operator
            | Policy
            | Procedural
            | Publication
            | Rule
            | Statistics
            | Subscription
            | System
            | Tablespace
            | Text
            | Trigger
    )
}

/// What DROP can remove besides the objects with grammar functions of their own.
pub fn is_dropped(word: Keyword) -> bool {
    use Keyword::*;
    matches!(
        word,
        Access
            | Aggregate
            | Cast
            | Collation
            | Conversion
            | Database
            | Event
            | Language
            | Operator
            | Policy
            | Procedural
            | Publication
            | Rule
            | Statistics
            | Subscription
            | Tablespace
            | Text
            | Transform
            | Trigger
    )
}

/// What Cloudberry's CREATE, ALTER and DROP know besides.
pub fn is_cloudberry_object(word: Keyword) -> bool {
    use Keyword::*;
    matches!(word, Directory | Dynamic | Incremental | Protocol | Resource | Tag | Task | Warehouse | Web)
}

/// What can have a comment besides extensions, servers and wrappers.
pub fn is_commented(word: Keyword) -> bool {
    use Keyword::*;
    matches!(
        word,
        Access
            | Aggregate
            | Cast
            | Collation
            | Conversion
            | Event
            | Large
            | Operator
            | Publication
            | Statistics
            | Subscription
            | Text
            | Transform
    )
}
