//! Statements about configuration parameters.

use std::borrow::Cow;

use super::{Ident, SetScope};
use crate::Span;

/// A value that a parameter is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingValue<'a> {
    /// The word, the string, or the digits with their sign.
    pub text: Cow<'a, str>,
    /// Whether it is written as a number.
    pub is_number: bool,
    /// As written.
    pub span: Span,
}

/// `SET`, `RESET`, `SHOW` and `DISCARD`. A name of several parts is one text with dots, as the server
/// keeps it; its spelling is the one of the statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parameter<'a> {
    /// `SET name TO value, …`, `SET TIME ZONE value` and the like.
    Set(SetScope, Ident<'a>, Vec<SettingValue<'a>>),
    /// `SET name TO DEFAULT`
    SetDefault(SetScope, Ident<'a>),
    /// `SET name FROM CURRENT`
    SetFromCurrent(SetScope, Ident<'a>),
    /// `RESET name`
    Reset(Ident<'a>),
    /// `RESET ALL`
    ResetAll,
    /// `SHOW name`
    Show(Ident<'a>),
    /// `DISCARD …`
    Discard(Discarded),
}

/// What DISCARD throws away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discarded {
    /// `ALL`
    All,
    /// `PLANS`
    Plans,
    /// `SEQUENCES`
    Sequences,
    /// `TEMP` or `TEMPORARY`
    Temp,
}
