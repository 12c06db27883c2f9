//! Statements that the server knows and Medlar does not read.

use std::borrow::Cow;

use super::cursor::{Parser, Result};
use crate::Span;
use crate::ast::{Statement, Unsupported};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind};

impl<'a> Parser<'a> {
    /// Takes everything to the end of the statement; lexical errors count.
    pub(super) fn unsupported(&mut self, name: impl Into<Cow<'static, str>>) -> Result<Statement<'a>> {
        self.unsupported_from(name, 0)
    }

    /// A query that begins with parentheses, in which only the words of a query may follow.
    pub(super) fn query_in_parentheses(&mut self) -> Result<Statement<'a>> {
        let mut depth = 0;
        while self.accept_kind(TokenKind::OpenParenthesis) {
            depth += 1;
        }
        let word = self.peek().word();
        if !matches!(word, Some(Keyword::Select | Keyword::Values | Keyword::With | Keyword::Table)) {
            return self.fail();
        }
        self.unsupported_from("SELECT", depth)
    }

    pub(super) fn unsupported_from(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        open: usize,
    ) -> Result<Statement<'a>> {
        let mut depth = open;
        let mut awaits_more = false;
        let mut may_be_label = false;
        loop {
            match self.peek_kind() {
                TokenKind::End | TokenKind::Failed => break,
                TokenKind::Semicolon if depth == 0 && awaits_more => return self.fail(),
                TokenKind::Semicolon if depth == 0 => break,
                TokenKind::OpenParenthesis => depth += 1,
                TokenKind::CloseParenthesis => depth = depth.saturating_sub(1),
                _ => {}
            }
            let token = self.peek();
            awaits_more = !may_be_label && begins_clause(token);
            may_be_label = is_before_label(token);
            self.advance();
        }
        if awaits_more {
            return self.fail();
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

/// Whether something must follow the token in a query.
pub(super) fn begins_clause(token: Token) -> bool {
    use Keyword::{And, Except, From, Having, Intersect, Into, On, Or, Union, Where};
    let clause =
        matches!(token.keyword(), Some(From | Where | And | Or | On | Having | Union | Except | Intersect | Into));
    clause || token.is(TokenKind::Comma)
}

/// Whether any word may be a name behind the token.
pub(super) fn is_before_label(token: Token) -> bool {
    token.keyword() == Some(Keyword::As) || token.is(TokenKind::Dot)
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
            | Delete
            | Do
            | Execute
            | Explain
            | Fetch
            | Insert
            | Listen
            | Load
            | Lock
            | Merge
            | Move
            | Notify
            | Refresh
            | Reindex
            | Security
            | Table
            | Truncate
            | Unlisten
            | Update
            | Vacuum
            | Values
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
            | Domain
            | Event
            | Index
            | Language
            | Materialized
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
            | Type
            | Unique
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
            | Default
            | Domain
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
            | Type
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
            | Domain
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
            | Type
    )
}

/// What Cloudberry's CREATE, ALTER and DROP know besides.
pub fn is_cloudberry_object(word: Keyword) -> bool {
    use Keyword::*;
    matches!(word, Directory | Dynamic | External | Incremental | Protocol | Resource | Tag | Task | Warehouse | Web)
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
