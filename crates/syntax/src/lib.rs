//! Scanner, keyword classes, parser, AST and printer for the foreign-data (SQL/MED) statements of
//! PostgreSQL and Apache Cloudberry.
//!
//! `&str` goes in; tokens, statements with a [`Span`] on every node, or one
//! [`SyntaxError`] placed where the server places it, come out. Nothing in this crate knows of
//! objects: whether a server exists is the engine's business.

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
pub use parser::{Parse, ParsedStatement, parse};
pub use position::{ByteOffset, CharPosition, Span, Utf16Offset};
pub use sqlstate::SqlState;
pub use target::{Target, TargetRules};
