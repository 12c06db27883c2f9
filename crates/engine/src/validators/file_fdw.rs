//! `file_fdw_validator`: its options are those of foreign tables; no other object has any.

use medlar_syntax::SqlState;

use super::hint::invalid_option;
use crate::context::Context;
use crate::options::OptionFault;

pub(super) fn check<'a>(context: &Context<'_>, name: &'a str) -> Result<(), OptionFault<'a>> {
    let style = context.rules.file_fdw_invalid_option_hint;
    invalid_option(SqlState::FdwInvalidOptionName, name, style, std::iter::empty())
}
