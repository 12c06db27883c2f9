//! Scanner, keyword classes, parser, AST and printer for the foreign-data (SQL/MED) statements of
//! PostgreSQL and Apache Cloudberry.
//!
//! `&str` goes in; tokens, statements with a [`Span`] on every node, or one
//! [`SyntaxError`] placed where the server places it, come out. Nothing in this crate knows of
//! objects: whether a server exists is the engine's business.
//!
//! ```
//! use medlar_syntax::{ByteOffset, Target, parse};
//!
//! let sql = "CREATE SERVER s OPTIONS (a 'b') FOREIGN DATA WRAPPER w";
//! let error = parse(sql, Target::Postgresql15).error.expect("OPTIONS come last");
//! assert_eq!(error.message, "syntax error at or near \"OPTIONS\"");
//! assert_eq!(error.position, Some(ByteOffset(16)));
//! ```

/// Whether this is the full build, with the statements about everything.
///
/// Without it there is the core, which a first visit loads: it knows the statements about wrappers,
/// servers, user mappings, roles and extensions, and those that control sessions and transactions.
/// Text that holds another statement it leaves to the full build ([`Parse::needs_full`]).
pub const FULL: bool = cfg!(feature = "full");

pub mod ast;
pub mod error;
pub mod keyword;
pub mod lexeme;
pub mod parser;
pub mod position;
pub mod printer;
pub mod scanner;
pub mod split;
pub mod sqlstate;
pub mod target;

pub use error::{ScanNotice, SyntaxError};
pub use parser::{Parse, ParsedStatement, parse, parse_expression, parse_query, parse_type_name, parse_with_strings};
pub use position::{ByteOffset, CharPosition, Span, Utf16Offset};
pub use sqlstate::SqlState;
pub use target::{Target, TargetRules};
