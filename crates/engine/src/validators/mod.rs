//! The validators of wrappers: which options they know at which level, and which values they take.
//!
//! Each looks at the options in list order; the first bad one is the error.

mod copy;
mod dblink;
mod exttable;
mod file_fdw;
mod hint;
pub(crate) mod libpq;
mod plpgsql;
mod postgres_fdw;
mod postgresql;
mod pxf;

pub(crate) use hint::levenshtein;

use std::sync::Arc;

use medlar_catalog::{Catalog, ForeignDataWrapper, Function, FunctionBody};
use medlar_syntax::{FULL, SqlState};

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::Failure;
use crate::options::OptionFault;

/// The kind of object whose options are validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Wrapper,
    Server,
    UserMapping,
    ForeignTable,
    Column,
}

/// What of an option is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Name,
    Value,
}

/// The validator of a wrapper; `None` accepts everything.
pub(crate) type Validator = Option<Arc<Function>>;

pub(crate) fn validator_of(catalog: &Catalog, wrapper: &ForeignDataWrapper) -> Validator {
    catalog.function(wrapper.validator?).map(Arc::clone)
}

pub(crate) fn validate<'a>(
    context: &mut Context<'_>,
    validator: Validator,
    level: Level,
    options: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(), OptionFault<'a>> {
    let Some(function) = validator else { return Ok(()) };
    let validator = function.body;
    let options: Vec<_> = options.collect();
    options.iter().copied().try_for_each(|(name, value)| match validator {
        FunctionBody::PostgresqlValidator => postgresql::check(context, level, name),
        FunctionBody::PostgresFdwValidator => postgres_fdw::check(context, level, name, value),
        FunctionBody::DblinkFdwValidator => dblink::check(context, level, name),
        FunctionBody::PxfValidator => pxf::check(level, name, value),
        FunctionBody::ExttableValidator
        | FunctionBody::FileFdwValidator
        | FunctionBody::PostgresFdwHandler
        | FunctionBody::FileFdwHandler
        | FunctionBody::Handler
        | FunctionBody::Other => Ok(()),
    })?;
    match validator {
        FunctionBody::PxfValidator => pxf::check_all(context.rules, level, &options),
        FunctionBody::FileFdwValidator => file_fdw::check(context, level, &options),
        FunctionBody::ExttableValidator => exttable::check(context, level, &options),
        FunctionBody::Other if FULL => {
            context.footprint.read(KeyKind::Functions, "");
            let name = options.first().map_or("", |(name, _)| name);
            plpgsql::run(context, &function, level, &options).map_err(|failure| OptionFault {
                failure,
                name,
                part: Part::Value,
            })
        }
        _ => Ok(()),
    }
}

fn wrong_value<'a>(name: &'a str, failure: Box<Failure>) -> Result<(), OptionFault<'a>> {
    Err(OptionFault { failure, name, part: Part::Value })
}

/// A Boolean option: `true`, `false`, `on` and `off` in any case, and nothing else.
pub(crate) fn boolean<'a>(name: &'a str, value: &str) -> Result<bool, OptionFault<'a>> {
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

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::{check, run};

    #[test]
    fn the_hint_depends_on_the_version() {
        let cases = [
            (Target::Cloudberry2, "HINT:  Valid options in this context are: user, password"),
            (Target::CloudberryMain, "HINT:  Perhaps you meant the option \"user\"."),
            (Target::Postgresql15, "HINT:  Valid options in this context are: user, password"),
        ];
        for (target, hint) in cases {
            let mut session = crate::Session::new(target);
            let script = "CREATE FOREIGN DATA WRAPPER w VALIDATOR postgresql_fdw_validator;
                CREATE SERVER s FOREIGN DATA WRAPPER w";
            run(&mut session, script);
            let said = run(&mut session, "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (username 'x')");
            assert_eq!(said, ["ERROR:  42601: invalid option \"username\"", hint]);
        }
    }

    #[test]
    fn options_are_validated_in_their_order() {
        check(
            Target::Postgresql15,
            &[
                ("CREATE EXTENSION postgres_fdw; CREATE EXTENSION dblink", &["CREATE EXTENSION", "CREATE EXTENSION"]),
                (
                    "CREATE SERVER p FOREIGN DATA WRAPPER postgres_fdw OPTIONS (extensions 'nope1, \"Nope 2\"', fetch_size '0')",
                    &[
                        "WARNING:  42704: extension \"nope1\" is not installed",
                        "WARNING:  42704: extension \"Nope 2\" is not installed",
                        "ERROR:  22023: \"fetch_size\" must be an integer value greater than zero",
                    ],
                ),
                (
                    "CREATE SERVER p FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'h', port 'abc', dbname '')",
                    &["CREATE SERVER"],
                ),
                (
                    "CREATE USER MAPPING FOR PUBLIC SERVER p OPTIONS (mpp_execute 'any')",
                    &[
                        "ERROR:  HV00D: invalid option \"mpp_execute\"",
                        "HINT:  Valid options in this context are: user, password, sslpassword, password_required, sslcert, sslkey",
                    ],
                ),
                (
                    "CREATE FOREIGN DATA WRAPPER dbf VALIDATOR dblink_fdw_validator OPTIONS (host 'x')",
                    &["ERROR:  HV00J: invalid option \"host\"", "HINT:  There are no valid options in this context."],
                ),
                (
                    "CREATE ROLE al; GRANT USAGE ON FOREIGN SERVER p TO al; SET ROLE al",
                    &["CREATE ROLE", "GRANT", "SET"],
                ),
                (
                    "CREATE USER MAPPING FOR al SERVER p OPTIONS (user 'x', password_required 'false')",
                    &[
                        "ERROR:  42501: password_required=false is superuser-only",
                        "HINT:  User mappings with the password_required option set to false may only be created or modified by the superuser.",
                    ],
                ),
            ],
        );
    }
}
