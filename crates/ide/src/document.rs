//! The script: its text, its pieces, and the session in which it has been run.

use std::collections::BinaryHeap;

use medlar_catalog::Catalog;
use medlar_engine::{Queries, Session};
use medlar_syntax::split::{PieceKind, next_piece};
use medlar_syntax::{ByteOffset, FULL, Span, Target};

use crate::diagnostic::Diagnostic;
use crate::journal::Journal;
use crate::piece::{BLOCK_PIECES, Block, Piece, Ran, content_hash};

/// Where a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementState {
    /// Has not been run as it is now; the dry run accepts it.
    Pending,
    /// Has not been run as it is now; the dry run refuses it.
    WouldFail,
    /// Was run, has not changed since, and succeeded.
    Succeeded,
    /// Was run, has not changed since, and failed; the dry run refuses it still.
    Failed,
}

/// A statement of the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementInfo {
    /// Its text with its semicolon, without leading white space and comments.
    pub span: Span,
    /// Where it stands.
    pub state: StatementState,
}

/// Totals over the script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Statements in the script.
    pub statements: u32,
    /// Statements that the dry run executes.
    pub pending: u32,
    /// Diagnostics.
    pub diagnostics: u32,
    /// Diagnostics that are errors.
    pub errors: u32,
}

/// A statement of the script that has been run, as it is kept across reloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Execution {
    /// The statement, see [`StatementInfo::span`].
    pub span: Span,
    /// Whether it succeeded.
    pub succeeded: bool,
}

/// A place between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub block: usize,
    pub piece: usize,
}

/// A script that is being edited and run.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) text: String,
    /// The session in which statements are run.
    pub(crate) live: Session,
    /// The catalog that outlives the session: without the changes of an open transaction block.
    pub(crate) committed: Catalog,
    pub(crate) blocks: Vec<Block>,
    pub(crate) dry_run: crate::analysis::DryRun,
    /// Whether something was met that the core leaves to the full build.
    pub(crate) needs_full: bool,
    pub(crate) journal: Journal,
}

impl Document {
    /// An empty script and a fresh database.
    pub fn new(target: Target) -> Document {
        Document::with_session(Session::new(target))
    }

    /// An empty script in this session.
    pub fn with_session(mut live: Session) -> Document {
        live.set_queries(Queries::CheckedOnly);
        let committed = live.catalog().clone();
        Document {
            text: String::new(),
            live,
            committed,
            blocks: Vec::new(),
            dry_run: Default::default(),
            needs_full: false,
            journal: Journal::default(),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The session in which statements are run.
    pub fn session(&self) -> &Session {
        &self.live
    }

    /// Whether this document of the core has met what only the full build answers: then nothing that it
    /// tells counts any more. The full build can do without it.
    pub fn needs_full(&self) -> bool {
        !FULL && self.needs_full
    }

    /// The catalog without the changes of a transaction block that is still open.
    pub fn committed_catalog(&self) -> &Catalog {
        &self.committed
    }

    /// Replaces the whole text; what was run counts as changed unless it stands there again.
    pub fn set_text(&mut self, text: &str) {
        self.edit(Span::new(0, self.text.len()), text);
    }

    /// Starts over in this session: the text stays, nothing counts as run.
    pub fn reset(&mut self, live: Session) {
        self.committed = live.catalog().clone();
        self.live = live;
        self.live.set_queries(Queries::CheckedOnly);
        self.journal = Journal::default();
        for piece in self.blocks.iter_mut().flat_map(|block| &mut block.pieces) {
            piece.ran = None;
            piece.unchanged = false;
        }
        self.dry_run.restart();
    }

    /// Replaces the bytes of `range` by `insert`. A range that does not fit the text or cuts a
    /// character changes nothing and returns false.
    pub fn edit(&mut self, range: Span, insert: &str) -> bool {
        let (from, to) = (range.start.index(), range.end.index());
        if self.text.get(from..to).is_none() || self.text.len() + insert.len() > u32::MAX as usize {
            return false;
        }
        let (first, first_start) = self.place_before(range.start);
        // Not `replace_range`, which inserts byte by byte.
        let rest = self.text.split_off(to);
        self.text.truncate(from);
        self.text.push_str(insert);
        self.text.push_str(&rest);
        let removed_end = to as i64;
        let delta = insert.len() as i64 - (to - from) as i64;

        let mut old_end = first_start.index() as i64;
        let mut old = first;
        let mut removed = Vec::new();
        let mut added: Vec<Piece> = Vec::new();
        let mut at = first_start;
        loop {
            // Old pieces that the new ones have caught up with are replaced by them.
            while let Some(piece) = self.piece(old) {
                if old_end + delta >= i64::from(at.0) && old_end >= removed_end {
                    break;
                }
                old_end += i64::from(piece.len);
                removed.push(piece.clone());
                old = self.next(old);
            }
            if old_end + delta == i64::from(at.0) && old_end >= removed_end {
                break;
            }
            let Some(next) = next_piece(&self.text, at, self.live.target()) else { break };
            added.push(Piece {
                kind: next.kind,
                len: next.span.end.0 - next.span.start.0,
                content: next.content_start.0 - next.span.start.0,
                ran: None,
                unchanged: false,
                verdict: None,
            });
            at = next.span.end;
        }
        self.dry_run.note_edit(first, &removed);
        self.inherit(first_start, &mut removed, &mut added);
        self.splice(first, old, added);
        true
    }

    /// Hands over what is known of removed pieces to those that stand in their place.
    fn inherit(&self, start: ByteOffset, removed: &mut [Piece], added: &mut [Piece]) {
        if removed.iter().all(|piece| piece.ran.is_none()) {
            return;
        }
        let mut at = start.index();
        let mut hashes = Vec::with_capacity(added.len());
        for piece in added.iter() {
            let content = self.text.get(at + piece.content as usize..at + piece.len as usize).unwrap_or_default();
            hashes.push(content_hash(content));
            at += piece.len as usize;
        }
        // Pairs of a hash and an index; of equal contents the first one still there is taken.
        // A heap sorts them with a fraction of the code of a sort.
        let by_content: BinaryHeap<(u64, usize)> =
            removed.iter().enumerate().filter_map(|(index, old)| Some((old.ran?.content, index))).collect();
        let by_content = by_content.into_sorted_vec();
        let mut taken = vec![0; by_content.len()];
        for (piece, hash) in added.iter_mut().zip(&hashes) {
            let first = by_content.partition_point(|(content, _)| content < hash);
            let Some(count) = taken.get_mut(first) else { continue };
            let same = by_content.get(first + *count).filter(|(content, _)| content == hash);
            let same = same.and_then(|(_, index)| removed.get_mut(*index));
            if let Some(old) = same {
                *count += 1;
                piece.ran = old.ran.take();
                piece.unchanged = true;
                piece.verdict = old.verdict.take().filter(|_| piece.is_settled());
            }
        }
        // An edited statement remembers what was run, so that undoing the edit finds it again.
        let mut forgotten = removed.iter().filter_map(|old| old.ran);
        for piece in added.iter_mut().filter(|piece| piece.kind == PieceKind::Statement && piece.ran.is_none()) {
            piece.ran = forgotten.next();
        }
    }

    /// Replaces the pieces `first..end` by `added` and cuts long blocks.
    fn splice(&mut self, first: Place, end: Place, added: Vec<Piece>) {
        let head = self.blocks.get(first.block).map_or(&[][..], |block| block.pieces.get(..first.piece).unwrap_or(&[]));
        let mut pieces = head.to_vec();
        pieces.extend(added);
        let mut last_block = first.block;
        if let Some(block) = self.blocks.get(end.block).filter(|_| end.piece > 0 || end.block == first.block) {
            pieces.extend(block.pieces.get(end.piece..).unwrap_or_default().iter().cloned());
            last_block = end.block + 1;
        } else {
            last_block = last_block.max(end.block);
        }
        let checkpoint = self.blocks.get_mut(first.block).and_then(|block| block.checkpoint.take());
        let mut blocks = Vec::new();
        let mut pieces = pieces.into_iter().peekable();
        while pieces.peek().is_some() {
            let chunk: Vec<Piece> = pieces.by_ref().take(BLOCK_PIECES).collect();
            let len: usize = chunk.iter().map(|piece| piece.len as usize).sum();
            blocks.push(Block::new(chunk, len as u32));
        }
        if let Some(block) = blocks.first_mut() {
            block.checkpoint = checkpoint;
        }
        let last_block = last_block.min(self.blocks.len());
        let first_block = first.block.min(last_block);
        self.dry_run.note_blocks(first, last_block - first_block, blocks.len());
        self.blocks.splice(first_block..last_block, blocks);
    }

    /// The piece before or around this offset, and where it starts: whatever an edit there can change.
    fn place_before(&self, offset: ByteOffset) -> (Place, ByteOffset) {
        let (place, start) = self.place_at(offset);
        if start < offset || start.0 == 0 {
            return (place, start);
        }
        // At a boundary the piece before may be an unterminated one or end in a comment.
        let before = match place {
            Place { block, piece: 0 } => Place {
                block: block.saturating_sub(1),
                piece: self.blocks.get(block.saturating_sub(1)).map_or(0, |block| block.pieces.len().saturating_sub(1)),
            },
            Place { block, piece } => Place { block, piece: piece - 1 },
        };
        let len = self.piece(before).map_or(0, |piece| piece.len);
        (before, ByteOffset(start.0 - len))
    }

    /// The piece that holds the byte at `offset`, and where it starts; at the end of the text, the
    /// place after the last piece.
    pub(crate) fn place_at(&self, offset: ByteOffset) -> (Place, ByteOffset) {
        let mut start = 0;
        for (block_index, block) in self.blocks.iter().enumerate() {
            if offset.0 >= start + block.len {
                start += block.len;
                continue;
            }
            for (piece_index, piece) in block.pieces.iter().enumerate() {
                if offset.0 < start + piece.len {
                    return (Place { block: block_index, piece: piece_index }, ByteOffset(start));
                }
                start += piece.len;
            }
        }
        (Place { block: self.blocks.len(), piece: 0 }, ByteOffset(start))
    }

    pub(crate) fn piece(&self, place: Place) -> Option<&Piece> {
        self.blocks.get(place.block)?.pieces.get(place.piece)
    }

    pub(crate) fn piece_mut(&mut self, place: Place) -> Option<&mut Piece> {
        let block = self.blocks.get_mut(place.block)?;
        block.counts = None;
        block.pieces.get_mut(place.piece)
    }

    pub(crate) fn next(&self, place: Place) -> Place {
        match self.blocks.get(place.block) {
            Some(block) if place.piece + 1 < block.pieces.len() => Place { piece: place.piece + 1, ..place },
            _ => Place { block: place.block + 1, piece: 0 },
        }
    }

    /// Calls `visit` with every piece that touches `range`, with the offset it starts at.
    pub(crate) fn pieces_in(&self, range: Span) -> impl Iterator<Item = (Place, ByteOffset, &Piece)> {
        let (mut place, mut start) = self.place_at(range.start);
        std::iter::from_fn(move || {
            let piece = self.piece(place).filter(|_| start <= range.end)?;
            let item = (place, start, piece);
            place = self.next(place);
            start = ByteOffset(start.0 + piece.len);
            Some(item)
        })
    }

    /// The content of a piece that starts at `start`: without leading blanks and comments.
    pub(crate) fn content(&self, piece: &Piece, start: ByteOffset) -> &str {
        let start = start.index();
        self.text.get(start + piece.content as usize..start + piece.len as usize).unwrap_or_default()
    }

    /// Totals; call after [`Document::analyse`].
    pub fn summary(&mut self) -> Summary {
        let mut summary = Summary::default();
        for counts in self.blocks.iter_mut().map(Block::counts) {
            summary.statements += counts.statements;
            summary.pending += counts.pending;
            summary.diagnostics += counts.diagnostics;
            summary.errors += counts.errors;
        }
        summary
    }

    /// The statements that touch `range`, at most `limit`.
    pub fn statements(&self, range: Span, limit: usize) -> Vec<StatementInfo> {
        let statements = self.pieces_in(range).filter(|(_, _, piece)| piece.kind == PieceKind::Statement);
        let info = |(_, start, piece): (Place, ByteOffset, &Piece)| StatementInfo {
            span: Span { start: ByteOffset(start.0 + piece.content), end: ByteOffset(start.0 + piece.len) },
            state: state_of(piece),
        };
        statements.map(info).take(limit).collect()
    }

    /// The diagnostics in order of place: the first `limit`, and as many of `visible`.
    pub fn diagnostics(&mut self, visible: Span, limit: usize) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut start = 0;
        // The lines of a block are counted only where a diagnostic stands behind it.
        let (mut counted, mut counted_bytes, mut line) = (0, 0, 0);
        for index in 0..self.blocks.len() {
            let Some(block) = self.blocks.get_mut(index) else { break };
            let block_start = start;
            start += block.len;
            let counts = block.counts();
            let in_view = block_start <= visible.end.0 && start >= visible.start.0;
            if counts.diagnostics == 0 || (found.len() >= limit && !in_view) {
                continue;
            }
            for block in self.blocks.get_mut(counted..index).unwrap_or_default() {
                let text = self.text.get(counted_bytes..counted_bytes + block.len as usize).unwrap_or_default();
                counted_bytes += block.len as usize;
                line += block.lines(text);
            }
            counted = index;
            if let Some(block) = self.blocks.get(index) {
                self.collect(block, ByteOffset(block_start), line, visible, limit, &mut found);
            }
        }
        found
    }

    fn collect(
        &self,
        block: &Block,
        block_start: ByteOffset,
        block_line: u32,
        visible: Span,
        limit: usize,
        found: &mut Vec<Diagnostic>,
    ) {
        let mut start = block_start.0;
        for piece in &block.pieces {
            let content = start + piece.content;
            let executed = piece.unchanged && piece.ran.is_some();
            let first = found.len();
            for diagnostic in piece.verdict.iter().flat_map(|verdict| &verdict.diagnostics) {
                let span = Span {
                    start: ByteOffset(content + diagnostic.span.start.0),
                    end: ByteOffset(content + diagnostic.span.end.0),
                };
                let in_view = span.start <= visible.end && span.end >= visible.start;
                if found.len() < limit || (in_view && found.len() < 2 * limit) {
                    let before = self.text.get(block_start.index()..span.start.index()).unwrap_or_default();
                    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
                    let line = block_line + before.bytes().filter(|byte| *byte == b'\n').count() as u32;
                    let column = match before.contains('\n') {
                        true => before.get(line_start..).unwrap_or_default().chars().count(),
                        false => self.column_of(span.start),
                    } as u32;
                    let diagnostic = Diagnostic { span, message: diagnostic.message.clone(), executed, line, column };
                    let of_piece = found.get(first..).unwrap_or_default();
                    let at = first + of_piece.partition_point(|other| other.span.start <= span.start);
                    found.insert(at, diagnostic);
                }
            }
            start += piece.len;
        }
    }

    /// Characters between the start of its line and this offset.
    fn column_of(&self, offset: ByteOffset) -> usize {
        let before = self.text.get(..offset.index()).unwrap_or_default();
        before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default().chars().count()
    }

    /// The statements that were run and have not changed since, to be kept with the text.
    pub fn executions(&self) -> Vec<Execution> {
        let all = Span::new(0, self.text.len());
        let ran = self
            .pieces_in(all)
            .filter(|(_, _, piece)| piece.unchanged && !piece.ran.is_some_and(|ran| ran.in_open_block));
        ran.filter_map(|(_, start, piece)| {
            let span = Span { start: ByteOffset(start.0 + piece.content), end: ByteOffset(start.0 + piece.len) };
            Some(Execution { span, succeeded: piece.ran?.succeeded })
        })
        .collect()
    }

    /// Marks statements as run, as [`Document::executions`] told before a reload. Executions that do
    /// not fit a statement of the text are left out.
    pub fn restore_executions(&mut self, executions: &[Execution]) {
        for execution in executions {
            let (place, start) = self.place_at(execution.span.start);
            let Some(piece) = self.piece(place).filter(|piece| piece.kind == PieceKind::Statement) else { continue };
            let fits = start.0 + piece.content == execution.span.start.0 && start.0 + piece.len == execution.span.end.0;
            let content = content_hash(self.content(piece, start));
            if let Some(piece) = self.piece_mut(place).filter(|_| fits) {
                piece.ran = Some(Ran { content, succeeded: execution.succeeded, in_open_block: false });
                piece.unchanged = true;
            }
        }
        self.dry_run.restart();
    }
}

fn state_of(piece: &Piece) -> StatementState {
    let refused = piece.verdict.iter().flat_map(|verdict| &verdict.diagnostics).any(|diagnostic| diagnostic.is_error());
    match (piece.is_settled(), refused, piece.unchanged && piece.ran.is_some()) {
        (true, _, _) => StatementState::Succeeded,
        (false, true, true) => StatementState::Failed,
        (false, true, false) => StatementState::WouldFail,
        (false, false, _) => StatementState::Pending,
    }
}
