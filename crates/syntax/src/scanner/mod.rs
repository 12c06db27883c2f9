//! The scanner: from bytes to tokens, without allocation.

pub(crate) mod bytes;
