//! The pieces a script falls into, and the blocks that hold them.
//!
//! Every piece knows only its length, so that an edit shifts nothing behind it. Pieces stand in
//! blocks of at most [`BLOCK_PIECES`]; a block knows its length in bytes and lines, so that finding a
//! place costs a walk over blocks, and the session before its first piece, from which a dry run can
//! start.

use medlar_engine::{Key, Session};
use medlar_syntax::split::PieceKind;

use crate::diagnostic::PieceDiagnostic;

/// A block is cut in two when it grows past this.
pub(crate) const BLOCK_PIECES: usize = 64;

/// What the dry run found out about a statement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verdict {
    /// What it read, then what it wrote.
    keys: Box<[Key]>,
    /// How many of `keys` were read.
    reads: u32,
    /// What the server would say.
    pub diagnostics: Vec<PieceDiagnostic>,
}

impl Verdict {
    pub fn new(reads: &[Key], writes: &[Key], diagnostics: Vec<PieceDiagnostic>) -> Verdict {
        let keys = reads.iter().chain(writes).copied().collect();
        Verdict { keys, reads: reads.len() as u32, diagnostics }
    }

    pub fn reads(&self) -> &[Key] {
        self.keys.get(..self.reads as usize).unwrap_or_default()
    }

    pub fn writes(&self) -> &[Key] {
        self.keys.get(self.reads as usize..).unwrap_or_default()
    }
}

/// That a statement was run, and with which text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    /// Hash of the content that was run.
    pub content: u64,
    /// Whether the server accepted it.
    pub succeeded: bool,
    /// It was run in a transaction block that is still open.
    pub in_open_block: bool,
}

/// A statement with the blanks and comments before it, a psql command, or blanks at the end.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub kind: PieceKind,
    /// Length in bytes, never 0.
    pub len: u32,
    /// Where the content starts, in bytes from the start of the piece.
    pub content: u32,
    /// Hash of the content of a piece that was run, whether or not it has changed since.
    pub ran: Option<Ran>,
    /// Whether the content is still the one that was run.
    pub unchanged: bool,
    /// `None` until the dry run has seen it.
    pub verdict: Option<Verdict>,
}

impl Piece {
    /// Whether the dry run leaves it out: it has been run successfully and not changed since.
    pub fn is_settled(&self) -> bool {
        self.unchanged && self.ran.is_some_and(|ran| ran.succeeded)
    }

    /// Whether it is a statement that the dry run executes.
    pub fn is_pending(&self) -> bool {
        self.kind == PieceKind::Statement && !self.is_settled()
    }
}

/// Neighbouring pieces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub pieces: Vec<Piece>,
    /// Sum of the lengths of the pieces.
    pub len: u32,
    /// Line feeds in its text; `None` until they are counted.
    lines: Option<u32>,
    /// The dry run's session before the first piece; `None` when it is not known.
    pub checkpoint: Option<Session>,
    /// Sums over its pieces; `None` when they have to be counted again.
    pub counts: Option<Counts>,
}

/// What a block adds to the totals.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub statements: u32,
    pub pending: u32,
    pub diagnostics: u32,
    pub errors: u32,
}

impl Block {
    pub fn new(pieces: Vec<Piece>, len: u32) -> Block {
        Block { pieces, len, lines: None, checkpoint: None, counts: None }
    }

    /// Line feeds in the text of the block.
    pub fn lines(&mut self, text: &str) -> u32 {
        *self.lines.get_or_insert_with(|| text.bytes().filter(|byte| *byte == b'\n').count() as u32)
    }

    pub fn counts(&mut self) -> Counts {
        if let Some(counts) = self.counts {
            return counts;
        }
        let mut counts = Counts::default();
        for piece in &self.pieces {
            counts.statements += u32::from(piece.kind == PieceKind::Statement);
            counts.pending += u32::from(piece.is_pending());
            if let Some(verdict) = &piece.verdict {
                counts.diagnostics += verdict.diagnostics.len() as u32;
                counts.errors += verdict.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count() as u32;
            }
        }
        self.counts = Some(counts);
        counts
    }
}

/// The hash by which a content is recognised: FNV-1a.
pub(crate) fn content_hash(content: &str) -> u64 {
    content.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}
