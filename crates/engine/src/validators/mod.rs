//! The validators of wrappers: which options they know at which level, and which values they take.
//!
//! Each looks at the options in list order; the first bad one is the error.

mod dblink;
mod file_fdw;
mod hint;
mod libpq;
mod number;
mod postgres_fdw;
mod postgresql;

use medlar_catalog::{Catalog, ForeignDataWrapper, FunctionBody};
use medlar_syntax::SqlState;

use crate::context::Context;
use crate::message::Failure;
use crate::options::OptionFault;

/// The kind of object whose options are validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Wrapper,
    Server,
    UserMapping,
}

/// What of an option is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Name,
    Value,
}

/// The validator of a wrapper; `None` accepts everything.
pub(crate) type Validator = Option<FunctionBody>;

pub(crate) fn validator_of(catalog: &Catalog, wrapper: &ForeignDataWrapper) -> Validator {
    Some(catalog.function(wrapper.validator?)?.body)
}

pub(crate) fn validate<'a>(
    context: &mut Context<'_>,
    validator: Validator,
    level: Level,
    mut options: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(), OptionFault<'a>> {
    let Some(validator) = validator else { return Ok(()) };
    options.try_for_each(|(name, value)| match validator {
        FunctionBody::PostgresqlValidator => postgresql::check(context, level, name),
        FunctionBody::PostgresFdwValidator => postgres_fdw::check(context, level, name, value),
        FunctionBody::FileFdwValidator => file_fdw::check(context, name),
        FunctionBody::DblinkFdwValidator => dblink::check(context, level, name),
        // gp_exttable_permission_check looks at foreign tables only.
        FunctionBody::ExttableValidator | FunctionBody::Handler | FunctionBody::Other => Ok(()),
    })
}

fn wrong_value<'a>(name: &'a str, failure: Box<Failure>) -> Result<(), OptionFault<'a>> {
    Err(OptionFault { failure, name, part: Part::Value })
}

/// A Boolean option: `true`, `false`, `on` and `off` in any case, and nothing else.
fn boolean<'a>(name: &'a str, value: &str) -> Result<bool, OptionFault<'a>> {
    let is = |word: &str| value.eq_ignore_ascii_case(word);
    if is("true") || is("on") {
        Ok(true)
    } else if is("false") || is("off") {
        Ok(false)
    } else {
        let failure = Failure::new(SqlState::SyntaxError, format!("{name} requires a Boolean value"));
        Err(OptionFault { failure, name, part: Part::Value })
    }
}
