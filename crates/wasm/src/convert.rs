//! From the values of `medlar-ide` to the messages of `medlar-protocol`.

use medlar_engine::Severity;
use medlar_ide as ide;
use medlar_protocol as protocol;

use crate::Playground;

/// A message longer than this is cut for the page; the transcript has it whole.
const LONGEST_MESSAGE: usize = 2000;

impl Playground {
    pub(crate) fn diagnostic(&self, diagnostic: ide::Diagnostic) -> protocol::Diagnostic {
        let ide::Diagnostic { span, message, executed, line, column } = diagnostic;
        protocol::Diagnostic {
            range: self.range(span),
            severity: match message.severity {
                Severity::Error => protocol::DiagnosticSeverity::Error,
                Severity::Warning => protocol::DiagnosticSeverity::Warning,
                Severity::Notice => protocol::DiagnosticSeverity::Notice,
            },
            message: cut(message.message),
            sqlstate: message.sqlstate.code().to_owned(),
            detail: message.detail.map(cut),
            hint: message.hint.map(|hint| cut(hint.into_owned())),
            line: line + 1,
            column: column + 1,
            executed,
        }
    }

    pub(crate) fn statement(&self, statement: ide::StatementInfo) -> protocol::StatementInfo {
        let ide::StatementInfo { span, state } = statement;
        protocol::StatementInfo {
            range: self.range(span),
            state: match state {
                ide::StatementState::Pending => protocol::StatementState::Pending,
                ide::StatementState::WouldFail => protocol::StatementState::WouldFail,
                ide::StatementState::Succeeded => protocol::StatementState::Succeeded,
                ide::StatementState::Failed => protocol::StatementState::Failed,
            },
        }
    }

    pub(crate) fn token(&self, token: ide::HighlightToken) -> protocol::HighlightToken {
        let ide::HighlightToken { span, class } = token;
        protocol::HighlightToken {
            range: self.range(span),
            class: match class {
                ide::TokenClass::Keyword => protocol::TokenClass::Keyword,
                ide::TokenClass::Name => protocol::TokenClass::Name,
                ide::TokenClass::OptionName => protocol::TokenClass::OptionName,
                ide::TokenClass::String => protocol::TokenClass::String,
                ide::TokenClass::Number => protocol::TokenClass::Number,
                ide::TokenClass::Comment => protocol::TokenClass::Comment,
                ide::TokenClass::Punctuation => protocol::TokenClass::Punctuation,
                ide::TokenClass::MetaCommand => protocol::TokenClass::MetaCommand,
                ide::TokenClass::Invalid => protocol::TokenClass::Invalid,
            },
        }
    }

    pub(crate) fn run_request(&self, request: protocol::RunRequest) -> ide::RunRequest {
        match request {
            protocol::RunRequest::All => ide::RunRequest::All,
            protocol::RunRequest::At { offset } => {
                ide::RunRequest::At(self.span(&protocol::Range { from: offset, to: offset }).start)
            }
            protocol::RunRequest::Selection { range } => ide::RunRequest::Selection(self.span(&range)),
        }
    }

    pub(crate) fn run_result(&self, result: ide::RunResult) -> protocol::RunResult {
        let ide::RunResult { lines, truncated, succeeded, failed, span } = result;
        protocol::RunResult {
            transcript: lines.into_iter().map(line).collect(),
            truncated,
            succeeded,
            failed,
            range: span.map(|span| self.range(span)),
        }
    }
}

fn line(line: ide::Line) -> protocol::TranscriptLine {
    let ide::Line { kind, text } = line;
    protocol::TranscriptLine {
        kind: match kind {
            ide::LineKind::Prompt => protocol::TranscriptLineKind::Prompt,
            ide::LineKind::Continuation => protocol::TranscriptLineKind::Continuation,
            ide::LineKind::Result => protocol::TranscriptLineKind::Result,
            ide::LineKind::Notice => protocol::TranscriptLineKind::Notice,
            ide::LineKind::Warning => protocol::TranscriptLineKind::Warning,
            ide::LineKind::Error => protocol::TranscriptLineKind::Error,
        },
        text,
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
