//! `postgresql_fdw_validator`, which is built in: connection parameters of old, whatever their values.

use medlar_syntax::SqlState;

use super::Level;
use super::hint::invalid_option;
use crate::context::Context;
use crate::options::OptionFault;

static SERVER: &[&str] = &[
    "authtype",
    "service",
    "connect_timeout",
    "dbname",
    "host",
    "hostaddr",
    "port",
    "tty",
    "options",
    "requiressl",
    "sslmode",
    "gsslib",
];
static SERVER_16: &[&str] = &["gssdelegation"];
static USER_MAPPING: &[&str] = &["user", "password"];

pub(super) fn check<'a>(context: &Context<'_>, level: Level, name: &'a str) -> Result<(), OptionFault<'a>> {
    let (valid, more): (&[&str], &[&str]) = match level {
        Level::Wrapper | Level::ForeignTable | Level::Column => (&[], &[]),
        Level::Server if context.rules.postgres_fdw_16_options => (SERVER, SERVER_16),
        Level::Server => (SERVER, &[]),
        Level::UserMapping => (USER_MAPPING, &[]),
    };
    let valid = valid.iter().chain(more).copied();
    if valid.clone().any(|candidate| candidate == name) {
        return Ok(());
    }
    invalid_option(SqlState::SyntaxError, name, context.rules.invalid_option_hint, valid)
}
