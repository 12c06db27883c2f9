//! The dry run: every statement that has not been run is executed on a copy of the session.
//!
//! A dry run of a whole script leaves a checkpoint (a session, which is a value) before each block
//! and, at each statement, the keys it read and wrote. An edit then costs:
//!
//! 1. the statements between the nearest checkpoint and the edit (none while the cursor stays),
//! 2. the edited statements themselves,
//! 3. later statements that read a key whose writer has changed, directly or through others, and the
//!    statements that these depend on.
//!
//! Every statement reads the session (user, transaction), so an edit that changes it reaches all that
//! follows; where too many statements are reached, everything behind the edit is executed again.

use medlar_engine::{Key, QueryOutcome, Session};
use medlar_syntax::ByteOffset;

use crate::Document;
use crate::diagnostic::diagnostics_of;
use crate::document::Place;
use crate::piece::{Piece, Verdict};

/// More statements than this are not picked one by one.
const MOST_PICKED: usize = 1000;

/// What is known of the dry run, and what edits have made unknown.
#[derive(Clone, Debug, Default)]
pub(crate) struct DryRun {
    /// Whether every piece has a verdict but for those of `dirty`.
    complete: bool,
    /// Checkpoints of blocks up to this one hold.
    valid_through: usize,
    /// The first edited piece.
    dirty: Option<Place>,
    /// More than one edit has come since the last analysis.
    several: bool,
    /// What removed statements had written.
    changed: Vec<Key>,
    /// The session before a piece, where the last edit was.
    cursor: Option<(Place, Session)>,
}

impl DryRun {
    /// Forgets everything: the session at the start has changed.
    pub fn restart(&mut self) {
        *self = DryRun::default();
    }

    /// The pieces from `first` on have been replaced; `removed` stood there.
    pub fn note_edit(&mut self, first: Place, removed: &[Piece]) {
        for verdict in removed.iter().filter_map(|piece| piece.verdict.as_ref()) {
            add_keys(&mut self.changed, verdict.writes());
        }
        self.several |= self.dirty.is_some_and(|dirty| dirty != first);
        self.dirty = Some(self.dirty.map_or(first, |dirty| dirty.min(first)));
        if self.cursor.as_ref().is_some_and(|(place, _)| *place > first) {
            self.cursor = None;
        }
    }

    /// The number of blocks has changed at `first`.
    pub fn note_blocks(&mut self, first: Place, before: usize, after: usize) {
        if self.valid_through > first.block {
            self.valid_through = (self.valid_through + after).saturating_sub(before).max(first.block);
        }
    }
}

impl Document {
    /// Brings the verdict of every statement up to date.
    pub fn analyse(&mut self) {
        let dirty = self.dry_run.dirty.take();
        let several = std::mem::take(&mut self.dry_run.several);
        let changed = std::mem::take(&mut self.dry_run.changed);
        if !self.dry_run.complete {
            self.dry_run.cursor = None;
            self.dry_run.valid_through = 0;
            self.run_to_end(Place { block: 0, piece: 0 }, ByteOffset(0), self.live.clone());
            self.dry_run.complete = true;
            return;
        }
        let Some(first) = dirty else { return };
        let (start, session) = self.session_before(first);
        self.dry_run.cursor = Some((first, session.clone()));
        if several || !self.analyse_edit(first, start, session.clone(), changed) {
            self.dry_run.valid_through = self.dry_run.valid_through.min(first.block);
            self.run_to_end(first, start, session);
        }
    }

    /// Executes the statements without a verdict from `first` on, and what depends on them. False
    /// where that cannot be told from the keys.
    fn analyse_edit(&mut self, first: Place, start: ByteOffset, session: Session, mut changed: Vec<Key>) -> bool {
        let mut session = session;
        let (mut place, mut start) = (first, start);
        // What was run and stands among edited statements has kept its verdict.
        while let Some(piece) = self.piece(place).filter(|piece| piece.verdict.is_none() || piece.is_settled()) {
            let len = piece.len;
            self.judge(place, start, &mut session);
            if let Some(verdict) = self.piece(place).and_then(|piece| piece.verdict.as_ref()) {
                add_keys(&mut changed, verdict.writes());
            }
            place = self.next(place);
            start = ByteOffset(start.0 + len);
        }
        if changed.is_empty() {
            return true;
        }
        self.dry_run.valid_through = self.dry_run.valid_through.min(first.block);
        self.propagate(place, start, session, changed)
    }

    /// Executes the statements from `from` on that read what has changed.
    fn propagate(&mut self, from: Place, start: ByteOffset, mut session: Session, mut changed: Vec<Key>) -> bool {
        let mut picked = Vec::new();
        let mut position = 0;
        let mut last = 0;
        for (index, block) in self.blocks.iter().enumerate().skip(from.block) {
            let before = if index == from.block { from.piece } else { 0 };
            for piece in block.pieces.iter().skip(before) {
                if let Some(verdict) = &piece.verdict
                    && verdict.reads().iter().any(|key| changed.contains(key))
                {
                    add_keys(&mut changed, verdict.writes());
                    picked.push((position, changed.len()));
                    last = position;
                }
                position += 1;
            }
        }
        if picked.is_empty() {
            return true;
        }
        if picked.len() > MOST_PICKED {
            return false;
        }
        // Going back from the last one: what the picked ones need to find as it was.
        let mut pieces = Vec::with_capacity(last + 1);
        let (mut place, mut at) = (from, start);
        while let Some(piece) = self.piece(place).filter(|_| pieces.len() <= last) {
            pieces.push((place, at));
            at = ByteOffset(at.0 + piece.len);
            place = self.next(place);
        }
        let mut needed: Vec<Key> = Vec::new();
        let mut slice = Vec::new();
        for (position, (place, at)) in pieces.into_iter().enumerate().rev() {
            let Some(verdict) = self.piece(place).and_then(|piece| piece.verdict.as_ref()) else { continue };
            let pick = picked.pop_if(|(picked, _)| *picked == position);
            if pick.is_some() || verdict.writes().iter().any(|key| needed.contains(key)) {
                add_keys(&mut needed, verdict.reads());
                add_keys(&mut needed, verdict.writes());
                slice.push((place, at, pick.map(|(_, changed)| (needed.len(), changed))));
            }
        }
        for (place, at, known) in slice.into_iter().rev() {
            let Some((known, seen)) = known else {
                self.replay(place, at, &mut session);
                continue;
            };
            self.judge(place, at, &mut session);
            let Some(verdict) = self.piece(place).and_then(|piece| piece.verdict.as_ref()) else { continue };
            // It may have come further than before, to what the slice has left out.
            let known = needed.get(..known).unwrap_or_default();
            let is_stale = |key: &Key| !known.contains(key) && self.is_written(key, from, place);
            // And written what those behind it were not searched for.
            let seen = changed.get(..seen).unwrap_or_default();
            if verdict.writes().iter().any(|key| !seen.contains(key)) || verdict.reads().iter().any(is_stale) {
                return false;
            }
        }
        true
    }

    /// Whether a statement of `from..to` writes this key.
    fn is_written(&self, key: &Key, from: Place, to: Place) -> bool {
        let mut place = from;
        while place < to
            && let Some(piece) = self.piece(place)
        {
            if piece.verdict.as_ref().is_some_and(|verdict| verdict.writes().contains(key)) {
                return true;
            }
            place = self.next(place);
        }
        false
    }

    /// The session before this piece and where the piece starts, from the nearest checkpoint.
    fn session_before(&mut self, target: Place) -> (ByteOffset, Session) {
        let start = self.start_of(target);
        if let Some((place, session)) = &self.dry_run.cursor
            && *place == target
        {
            return (start, session.clone());
        }
        let nearest = (0..=target.block.min(self.dry_run.valid_through))
            .rev()
            .find_map(|block| Some((block, self.blocks.get(block)?.checkpoint.clone()?)));
        let (block, mut session) = nearest.unwrap_or_else(|| (0, self.live.clone()));
        let mut place = Place { block, piece: 0 };
        let mut at = self.start_of(place);
        while place < target
            && let Some(piece) = self.piece(place)
        {
            let len = piece.len;
            self.checkpoint(place, &session);
            self.replay(place, at, &mut session);
            at = ByteOffset(at.0 + len);
            place = self.next(place);
        }
        if target.piece == 0 {
            self.checkpoint(target, &session);
        }
        self.dry_run.valid_through = self.dry_run.valid_through.max(target.block);
        (start, session)
    }

    /// Judges every piece from `place` on.
    fn run_to_end(&mut self, mut place: Place, mut start: ByteOffset, mut session: Session) {
        while let Some(piece) = self.piece(place) {
            let len = piece.len;
            self.checkpoint(place, &session);
            self.judge(place, start, &mut session);
            start = ByteOffset(start.0 + len);
            place = self.next(place);
        }
        self.dry_run.valid_through = self.blocks.len();
    }

    /// Keeps the session when the piece is the first of its block.
    fn checkpoint(&mut self, place: Place, session: &Session) {
        if let Some(block) = self.blocks.get_mut(place.block).filter(|_| place.piece == 0) {
            block.checkpoint = Some(session.clone());
        }
    }

    /// Executes a piece and keeps what the server says.
    fn judge(&mut self, place: Place, start: ByteOffset, session: &mut Session) {
        let Some(piece) = self.piece(place) else { return };
        if piece.is_settled() && piece.verdict.is_some() {
            // What was said when it ran stays.
            return;
        }
        let verdict = if piece.is_pending() {
            let content = self.content(piece, start);
            let outcome = session.simple_query(content);
            let diagnostics = if is_silent(&outcome) { Vec::new() } else { diagnostics_of(outcome, content) };
            let footprint = session.footprint();
            let verdict = Verdict::new(footprint.reads(), footprint.writes(), diagnostics);
            self.needs_full |= session.needs_full();
            verdict
        } else {
            Verdict::default()
        };
        if let Some(piece) = self.piece_mut(place) {
            piece.verdict = Some(verdict);
        }
    }

    /// Executes a piece for its effect.
    fn replay(&self, place: Place, start: ByteOffset, session: &mut Session) {
        if let Some(piece) = self.piece(place).filter(|piece| piece.is_pending()) {
            session.simple_query(self.content(piece, start));
        }
    }

    fn start_of(&self, place: Place) -> ByteOffset {
        let blocks: u32 = self.blocks.iter().take(place.block).map(|block| block.len).sum();
        let pieces = self.blocks.get(place.block).map_or(&[][..], |block| &block.pieces);
        ByteOffset(blocks + pieces.iter().take(place.piece).map(|piece| piece.len).sum::<u32>())
    }
}

/// Whether there is nothing to show.
fn is_silent(outcome: &QueryOutcome) -> bool {
    outcome.syntax_error.is_none()
        && outcome.scan_notices.is_empty()
        && outcome.statements.iter().all(|one| one.outcome.notices.is_empty() && one.outcome.result.is_ok())
}

fn add_keys(set: &mut Vec<Key>, keys: &[Key]) {
    for key in keys {
        if !set.contains(key) {
            set.push(*key);
        }
    }
}
