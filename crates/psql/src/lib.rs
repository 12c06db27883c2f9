//! What psql does around the server: it cuts scripts into statements, expands variables, runs
//! backslash commands, and prints results and messages, to the byte as psql 15 does.
//!
//! Nothing here reads a file or writes to a terminal: that is behind the traits [`Output`],
//! [`Lines`] and [`Files`].

mod arguments;
mod client;
mod command;
mod describe;
mod excerpt;
mod input;
mod io;
mod lexer;
mod message;
mod pattern;
mod query;
mod reference;
mod scan;
mod table;
mod variables;
mod width;
mod width_table;

pub use client::{Action, ConnectionError, Psql, Startup};
pub use describe::{function_name, privilege_items, role_name};
pub use io::{Files, Lines, NoFiles, Output, TextLines, Transcript};
pub use message::{ShowContext, Verbosity, format_message};
pub use table::{Column, Table};
pub use width::char_width;
