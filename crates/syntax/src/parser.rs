//! From a query string to its statements, or to the one error the server would raise.

use crate::{ScanNotice, Span, SyntaxError, Target, ast::Statement};

/// A statement and its text, without the semicolon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedStatement<'a> {
    /// What it says.
    pub statement: Statement<'a>,
    /// From its first token to its last.
    pub span: Span,
}

/// The result of parsing one query string, all statements at once as the server does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse<'a> {
    /// Truncation notices, in the order of scanning; sent before anything else.
    pub notices: Vec<ScanNotice>,
    /// Empty statements are left out. Empty when there is an error: nothing of the string runs.
    pub statements: Vec<ParsedStatement<'a>>,
    /// The first error.
    pub error: Option<SyntaxError>,
}

/// Parses a query string.
pub fn parse(_text: &str, _target: Target) -> Parse<'_> {
    Parse::default()
}
