//! What scanning and parsing can say: one error, and notices about truncated identifiers.

use std::borrow::Cow;

use crate::{ByteOffset, SqlState};

/// The error of a query string that does not parse. Nothing of such a string is executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Mostly `SyntaxError`; a few checks of the server's grammar have codes of their own.
    pub sqlstate: SqlState,
    /// The server's primary message.
    pub message: String,
    /// The server's DETAIL.
    pub detail: Option<Cow<'static, str>>,
    /// The server's HINT.
    pub hint: Option<Cow<'static, str>>,
    /// Where the server puts the caret, in the whole query string; `None` where it gives none.
    pub position: Option<ByteOffset>,
    /// The text at fault, for an editor; not part of what the server says.
    pub subject: crate::Span,
}

/// What the server notices while it reads: `NOTICE 42622 identifier "…" will be truncated to "…"`, or
/// `WARNING 01000 GLOBAL is deprecated in temporary table creation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanNotice {
    /// `NameTooLong` of a notice, any other of a warning.
    pub sqlstate: SqlState,
    /// The server's message.
    pub message: String,
    /// The server's HINT.
    pub hint: Option<&'static str>,
    /// Where the server puts the caret, in the whole query string; `None` where it gives none.
    pub position: Option<ByteOffset>,
    /// The text it is about, for an editor; not part of what the server says.
    pub subject: crate::Span,
}
