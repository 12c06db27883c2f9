//! Running statements: what psql would print, and which statements count as run.

use medlar_engine::{Queries, QueryOutcome, ServerMessage, Severity, TransactionStatus};
use medlar_psql::{Output, ShowContext, Table, Verbosity, format_message, run_command};
use medlar_syntax::split::{PieceKind, pieces};
use medlar_syntax::{ByteOffset, Span};

use crate::Document;
use crate::diagnostic::diagnostics_of;
use crate::document::Place;
use crate::journal::Sent;
use crate::piece::{Ran, Verdict, content_hash};

/// What becomes of a query that is run; the core leaves them to the full build.
#[cfg(feature = "full")]
const QUERIES: Queries = Queries::Run(medlar_query::run);
#[cfg(not(feature = "full"))]
const QUERIES: Queries = Queries::NotRun;

/// A transcript is cut after so many lines.
const MOST_LINES: usize = 2000;

/// What to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunRequest {
    /// Every statement.
    All,
    /// The statement at this place; between two, the one that ends on this line, else the next.
    At(ByteOffset),
    /// The statements of this range, or its text as it is where it cuts a statement.
    Selection(Span),
}

/// What a line of a transcript is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// First line of a statement or a psql command, without the prompt.
    Prompt,
    /// Further line of a statement, without the prompt.
    Continuation,
    /// A command tag or a table.
    Result,
    /// Of a notice.
    Notice,
    /// Of a warning.
    Warning,
    /// Of an error.
    Error,
}

/// One line of a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// As psql prints it, without the line end.
    pub text: String,
}

/// What a run printed and did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunResult {
    /// The transcript, cut after 2,000 lines.
    pub lines: Vec<Line>,
    /// Lines cut off.
    pub truncated: u32,
    /// Statements that succeeded.
    pub succeeded: u32,
    /// Statements that failed.
    pub failed: u32,
    /// From the first statement run to the last; `None` when there was nothing to run.
    pub span: Option<Span>,
}

impl RunResult {
    fn print(&mut self, kind: LineKind, text: &str) {
        if self.lines.len() < MOST_LINES {
            self.lines.push(Line { kind, text: text.to_owned() });
        } else {
            self.truncated += 1;
        }
    }

    fn print_lines(&mut self, kind: LineKind, text: &str) {
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            self.print(kind, line);
        }
    }

    fn echo(&mut self, text: &str) {
        for (index, line) in text.trim_end().split('\n').enumerate() {
            self.print(if index == 0 { LineKind::Prompt } else { LineKind::Continuation }, line);
        }
    }

    /// Prints a message about `query`.
    fn print_message(&mut self, message: &ServerMessage, query: &str) {
        let kind = match message.severity {
            Severity::Error => LineKind::Error,
            Severity::Warning => LineKind::Warning,
            Severity::Notice => LineKind::Notice,
        };
        self.print_lines(kind, &format_message(message, query, Verbosity::Default, ShowContext::Errors));
    }

    /// Prints what the server said to `query`.
    fn print_outcome(&mut self, outcome: &QueryOutcome, query: &str) {
        for (message, _) in &outcome.scan_notices {
            self.print_message(message, query);
        }
        if let Some(failure) = &outcome.syntax_error {
            self.print_message(&failure.error, query);
            self.failed += 1;
        }
        for statement in &outcome.statements {
            for message in &statement.outcome.notices {
                self.print_message(message, query);
            }
            match &statement.outcome.result {
                Ok(tag) => {
                    match &statement.outcome.rows {
                        Some(rows) => self.print_lines(LineKind::Result, &Table::from(rows).format()),
                        None => self.print(LineKind::Result, &tag.0),
                    }
                    self.succeeded += 1;
                }
                Err(failure) => {
                    self.print_message(&failure.error, query);
                    self.failed += 1;
                }
            }
        }
    }
}

impl Document {
    /// Runs statements in the live session.
    pub fn run(&mut self, request: RunRequest) -> RunResult {
        let mut result = RunResult::default();
        let places = match request {
            RunRequest::All => self.places_in(Span::new(0, self.text.len())),
            RunRequest::At(offset) => self.place_to_run(offset).into_iter().collect(),
            RunRequest::Selection(span) => match self.whole_pieces(span) {
                Some(places) => places,
                None => return self.run_text(span),
            },
        };
        for (place, start) in places {
            self.run_piece(place, start, &mut result);
        }
        self.dry_run.restart();
        result
    }

    /// The pieces with something to run that touch `span`.
    fn places_in(&self, span: Span) -> Vec<(Place, ByteOffset)> {
        let some = self.pieces_in(span).filter(|(_, _, piece)| piece.kind != PieceKind::Blank);
        some.map(|(place, start, _)| (place, start)).collect()
    }

    /// The pieces of a selection, unless it cuts the content of one.
    fn whole_pieces(&self, span: Span) -> Option<Vec<(Place, ByteOffset)>> {
        let mut places = Vec::new();
        for (place, start, piece) in self.pieces_in(span).filter(|(_, _, piece)| piece.kind != PieceKind::Blank) {
            let content = self.content(piece, start);
            let from = start.0 + piece.content;
            let to = from + content.trim_end().trim_end_matches(';').trim_end().len() as u32;
            if from >= span.end.0 || to <= span.start.0 {
                continue;
            }
            if from < span.start.0 || to > span.end.0 {
                return None;
            }
            places.push((place, start));
        }
        Some(places)
    }

    fn place_to_run(&self, offset: ByteOffset) -> Option<(Place, ByteOffset)> {
        let (place, start) = self.place_at(offset);
        let before = self.runnable_before(start);
        let same_line = |from: ByteOffset| !Span { start: from, end: offset }.of(&self.text).contains('\n');
        match self.piece(place) {
            Some(piece) if piece.kind != PieceKind::Blank => match before {
                Some(before) if offset.0 < start.0 + piece.content && same_line(start) => Some(before),
                _ => Some((place, start)),
            },
            _ => before,
        }
    }

    /// The last piece before `end` that has something to run; blank lines and comments have not.
    fn runnable_before(&self, mut end: ByteOffset) -> Option<(Place, ByteOffset)> {
        while end.0 > 0 {
            let (place, start) = self.place_at(ByteOffset(end.0 - 1));
            if self.piece(place).is_some_and(|piece| piece.kind != PieceKind::Blank) {
                return Some((place, start));
            }
            end = ByteOffset(start.0.min(end.0 - 1));
        }
        None
    }

    fn run_piece(&mut self, place: Place, start: ByteOffset, result: &mut RunResult) {
        let Some(piece) = self.piece(place) else { return };
        let span = Span { start: ByteOffset(start.0 + piece.content), end: ByteOffset(start.0 + piece.len) };
        result.span = Some(result.span.map_or(span, |so_far| so_far.to(span)));
        let kind = piece.kind;
        let content = self.content(piece, start).to_owned();
        result.echo(&content);
        if kind == PieceKind::MetaCommand {
            self.needs_full |= !run_command(&self.live, &content, result);
            return;
        }
        let outcome = self.send(&content, result);
        let succeeded =
            outcome.syntax_error.is_none() && outcome.statements.iter().all(|one| one.outcome.result.is_ok());
        let in_open_block = self.live.transaction_status() != TransactionStatus::Idle;
        let ran = Ran { content: content_hash(&content), succeeded, in_open_block };
        let verdict = Verdict::new(&[], &[], diagnostics_of(outcome, &content));
        if let Some(piece) = self.piece_mut(place) {
            piece.ran = Some(ran);
            piece.unchanged = true;
            piece.verdict = Some(verdict);
        }
    }

    /// Sends a statement to the live session and prints what the server says.
    pub(crate) fn send(&mut self, content: &str, result: &mut RunResult) -> QueryOutcome {
        let was = self.live.transaction_status();
        self.live.set_queries(QUERIES);
        let outcome = self.live.simple_query(content);
        // The dry run, which shows no rows, only checks them.
        self.live.set_queries(Queries::CheckedOnly);
        self.needs_full |= self.live.needs_full();
        result.print_outcome(&outcome, content);
        let now = self.live.transaction_status();
        let rolled_back = outcome.statements.last().is_some_and(|one| is_rollback(&one.outcome.result));
        self.journal.note(&Sent { text: content, before: was, outcome: &outcome, after: now, rolled_back });
        if now == TransactionStatus::Idle {
            self.committed = self.live.catalog().clone();
            if was != TransactionStatus::Idle {
                self.end_block(rolled_back);
            }
        }
        outcome
    }

    /// A transaction block has ended: what was run in it stays run, or was undone.
    fn end_block(&mut self, rolled_back: bool) {
        for block in &mut self.blocks {
            block.counts = None;
            for piece in &mut block.pieces {
                match &mut piece.ran {
                    Some(ran) if ran.in_open_block && rolled_back => {
                        piece.ran = None;
                        piece.unchanged = false;
                    }
                    Some(ran) => ran.in_open_block = false,
                    None => {}
                }
            }
        }
    }

    /// Runs the text of a selection that cuts statements; nothing of the script counts as run.
    fn run_text(&mut self, span: Span) -> RunResult {
        let mut result = RunResult { span: Some(span), ..RunResult::default() };
        let text = span.of(&self.text).to_owned();
        for piece in pieces(&text, ByteOffset(0), self.live.target()) {
            let content = Span { start: piece.content_start, end: piece.span.end }.of(&text);
            match piece.kind {
                PieceKind::Blank => {}
                PieceKind::MetaCommand => {
                    result.echo(content);
                    self.needs_full |= !run_command(&self.live, content, &mut result);
                }
                PieceKind::Statement => {
                    result.echo(content);
                    self.send(content, &mut result);
                }
            }
        }
        self.dry_run.restart();
        result
    }
}

fn is_rollback(result: &Result<medlar_engine::CommandTag, medlar_engine::Failure>) -> bool {
    matches!(result, Ok(tag) if tag.0 == "ROLLBACK")
}

impl Output for RunResult {
    fn stdout(&mut self, text: &str) {
        self.print_lines(LineKind::Result, text);
    }

    fn stderr(&mut self, text: &str) {
        self.print_lines(LineKind::Error, text);
    }
}
