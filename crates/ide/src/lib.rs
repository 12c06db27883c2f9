//! What an editor asks about a script: where its statements are, what the server would say to each,
//! how its tokens are to be coloured, and what happens when it is run.
//!
//! A [`Document`] holds the text, the session in which statements have been run, and the dry run of
//! those that have not. Byte ranges go in and come out; this crate knows nothing of JavaScript.

mod analysis;
mod diagnostic;
mod document;
mod highlight;
mod piece;
mod run;

pub use diagnostic::Diagnostic;
pub use document::{Document, Execution, StatementInfo, StatementState, Summary};
pub use highlight::{HighlightToken, TokenClass};
pub use run::{Line, LineKind, RunRequest, RunResult};
