//! What psql does around the server: it cuts scripts into statements, expands variables, runs
//! backslash commands, and prints results and messages, to the byte as psql 15 does.
//!
//! Nothing here reads a file or writes to a terminal: that is behind the traits [`Output`],
//! [`Lines`] and [`Files`]. Without the feature `client` there is no psql session, only what a page
//! needs: messages, tables, and [`run_command`] for one backslash command.

mod aligned;
mod arguments;
#[cfg(feature = "client")]
mod client;
mod command;
#[cfg(feature = "client")]
mod condition;
mod describe;
#[cfg(feature = "dump")]
mod dump;
mod excerpt;
#[cfg(feature = "client")]
mod format;
mod host;
#[cfg(feature = "client")]
mod input;
mod io;
#[cfg(feature = "client")]
mod lexer;
mod line_style;
mod lists;
#[cfg(feature = "client")]
mod markup;
mod message;
mod partition_constraint;
#[cfg(feature = "client")]
mod path;
mod pattern;
#[cfg(feature = "client")]
mod print_command;
#[cfg(feature = "client")]
mod query;
#[cfg(feature = "client")]
mod query_command;
#[cfg(feature = "client")]
mod records;
mod reference;
#[cfg(feature = "client")]
mod regular_expression;
mod relation;
mod relations;
#[cfg(feature = "client")]
mod results;
#[cfg(feature = "client")]
mod scan;
#[cfg(feature = "client")]
mod separated;
#[cfg(feature = "client")]
mod session_command;
mod table;
#[cfg(feature = "client")]
mod typeset;
#[cfg(feature = "client")]
mod variables;
mod width;
mod width_table;
#[cfg(feature = "client")]
mod wrap;

#[cfg(feature = "client")]
pub use client::{Action, ConnectionError, Psql, Startup};
pub use describe::{function_name, privilege_items, role_name};
#[cfg(feature = "dump")]
pub use dump::dump;
pub use host::run_command;
pub use io::{Files, Lines, Output};
pub use message::{ShowContext, Verbosity, format_message};
pub use table::{Column, Footer, Table};
pub use width::char_width;
