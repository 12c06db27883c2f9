//! `dblink_fdw_validator`: the connection parameters of the client library, whatever their values.

use medlar_syntax::SqlState;

use super::Level;
use super::hint::invalid_option;
use super::libpq::{PARAMETERS, Place};
use crate::context::Context;
use crate::options::OptionFault;

pub(super) fn check<'a>(context: &Context<'_>, level: Level, name: &'a str) -> Result<(), OptionFault<'a>> {
    let here = |place| match level {
        Level::Wrapper | Level::ForeignTable | Level::Column => false,
        Level::Server => place != Place::UserMapping,
        Level::UserMapping => place == Place::UserMapping,
    };
    let valid = PARAMETERS.iter().filter(|parameter| here(parameter.place)).map(|parameter| parameter.name);
    if valid.clone().any(|candidate| candidate == name) {
        return Ok(());
    }
    invalid_option(SqlState::FdwOptionNameNotFound, name, context.rules.invalid_option_hint, valid)
}
