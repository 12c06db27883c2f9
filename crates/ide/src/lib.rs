//! What an editor asks about a script: where its statements are, what the server would say to each,
//! how its tokens are to be coloured, and what happens when it is run.
//!
//! A [`Document`] holds the text, the session in which statements have been run, and the dry run of
//! those that have not. Byte ranges go in and come out; this crate knows nothing of JavaScript.
//!
//! ```
//! use medlar_ide::{Document, RunRequest};
//! use medlar_syntax::{Span, Target};
//!
//! let mut document = Document::new(Target::Postgresql15);
//! document.set_text("CREATE SERVER s FOREIGN DATA WRAPPER w;");
//! document.analyse();
//! let diagnostics = document.diagnostics(Span::new(0, 39), 10);
//! assert_eq!(diagnostics[0].message.message, "foreign-data wrapper \"w\" does not exist");
//!
//! document.edit(Span::new(0, 0), "CREATE FOREIGN DATA WRAPPER w;\n");
//! document.analyse();
//! assert_eq!(document.summary().diagnostics, 0);
//! assert_eq!(document.run(RunRequest::All).succeeded, 2);
//! ```

mod analysis;
mod diagnostic;
mod document;
mod highlight;
mod journal;
mod piece;
mod run;

pub use diagnostic::Diagnostic;
pub use document::{Document, Execution, StatementInfo, StatementState, Summary};
pub use highlight::{HighlightToken, TokenClass};
pub use run::{Line, LineKind, RunRequest, RunResult};
