//! From the server's messages to places of the script.

use medlar_engine::{Failure, QueryOutcome, ServerMessage, Severity};
use medlar_syntax::{ByteOffset, Span};

/// What the server says, or would say, about a place of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where an editor shows it, in bytes from the start of the script; never empty in a script that
    /// is not empty.
    pub span: Span,
    /// The server's message.
    pub message: ServerMessage,
    /// Whether it was said when the statement was run, and not by the dry run.
    pub executed: bool,
    /// 0-based line of `span.start`.
    pub line: u32,
    /// 0-based column of `span.start`, in characters.
    pub column: u32,
}

/// A message and its place in the content of a piece.
#[derive(Clone, Debug)]
pub(crate) struct PieceDiagnostic {
    pub span: Span,
    pub message: ServerMessage,
}

impl PieceDiagnostic {
    pub fn is_error(&self) -> bool {
        self.message.severity == Severity::Error
    }
}

/// Every message of an outcome with its place in `content`, the query string.
pub(crate) fn diagnostics_of(outcome: QueryOutcome, content: &str) -> Vec<PieceDiagnostic> {
    let QueryOutcome { scan_notices, statements, syntax_error } = outcome;
    let mut diagnostics = Vec::new();
    for (message, span) in scan_notices {
        diagnostics.push(PieceDiagnostic { span: visible(span, content), message });
    }
    for statement in statements {
        let whole = first_line(statement.span, content);
        for message in statement.outcome.notices {
            diagnostics.push(PieceDiagnostic { span: visible(whole, content), message });
        }
        if let Err(failure) = statement.outcome.result {
            diagnostics.push(place(failure, whole, content));
        }
    }
    if let Some(failure) = syntax_error {
        diagnostics.push(place(failure, first_line(Span::new(0, content.len()), content), content));
    }
    diagnostics
}

/// The subject where the engine names one, else the character at the server's position, else `whole`.
fn place(failure: Failure, whole: Span, content: &str) -> PieceDiagnostic {
    let span = match (failure.subject, failure.error.position) {
        (Some(subject), _) => subject,
        (None, Some(position)) => Span { start: position, end: position },
        (None, None) => whole,
    };
    PieceDiagnostic { span: visible(span, content), message: failure.error }
}

/// The part of `span` on its first line.
fn first_line(span: Span, content: &str) -> Span {
    let line = span.of(content).lines().next().unwrap_or_default().trim_end();
    Span::new(span.start.index(), span.start.index() + line.len())
}

/// A span that can be seen: an empty one grows by the next character of its line, or the one before.
fn visible(span: Span, content: &str) -> Span {
    if span.start < span.end && span.end.index() <= content.len() {
        return span;
    }
    let start = span.start.index().min(content.len());
    let (before, after) = content.split_at_checked(start).unwrap_or((content, ""));
    match after.chars().next() {
        Some(next) if next != '\n' => Span::new(start, start + next.len_utf8()),
        _ => {
            let trimmed = before.trim_end();
            let last = trimmed.chars().next_back().map_or(0, char::len_utf8);
            Span { start: ByteOffset((trimmed.len() - last) as u32), end: ByteOffset(trimmed.len() as u32) }
        }
    }
}
