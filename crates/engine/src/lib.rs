//! Executes statements as the server does: the same checks in the same order with the same words.
//!
//! A statement and a catalog go in; an outcome and a catalog come out. No screen, no clock, no I/O.

mod message;
mod session;

pub use message::{CommandTag, Failure, ServerMessage, Severity};
pub use session::{Key, Outcome, QueryOutcome, Session, StatementOutcome, TransactionStatus};
