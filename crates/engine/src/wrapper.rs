//! CREATE FOREIGN DATA WRAPPER and ALTER FOREIGN DATA WRAPPER … HANDLER / VALIDATOR / OPTIONS.

use std::sync::Arc;

use medlar_catalog::{Acl, ForeignDataWrapper, Name, Oid, OptionList};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{
    AlterForeignDataWrapper, CreateForeignDataWrapper, Ident, ObjectKind, WrapperClause, WrapperClauseKind,
};

use crate::context::{Context, already_exists};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::validators::Level;
use crate::{function, options};

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateForeignDataWrapper<'_>) -> Checked {
    let name = &statement.name;
    if !context.is_superuser() {
        return Err(superuser_needed("create", name));
    }
    if context.find_wrapper(&name.name).is_some() {
        return Err(already_exists(ObjectKind::ForeignDataWrapper, name));
    }
    let clauses = clauses(context, &statement.clauses)?;
    let validator = clauses.validator.flatten();
    let function = validator.and_then(|oid| context.catalog.function(oid)).map(Arc::clone);
    let options = options::transform(context, &OptionList::default(), &statement.options, Level::Wrapper, function)?;

    let owner = context.user();
    let wrapper = ForeignDataWrapper {
        oid: context.catalog.allocate_oid(),
        name: Name::from(&*name.name),
        owner,
        handler: clauses.handler.flatten(),
        validator,
        acl: Acl::default(),
        options,
        comment: None,
        extension: None,
    };
    context.footprint.write(KeyKind::Wrapper, &name.name);
    context.write_references([owner]);
    context.catalog.insert_wrapper(wrapper);
    Ok(())
}

pub(crate) fn alter(context: &mut Context<'_>, statement: &AlterForeignDataWrapper<'_>) -> Checked {
    let name = &statement.name;
    // Asked before the wrapper is looked for, and of its owner, too.
    if !context.is_superuser() {
        return Err(superuser_needed("alter", name));
    }
    let wrapper = Arc::clone(context.wrapper(name)?);
    let clauses = clauses(context, &statement.clauses)?;
    if clauses.handler.is_some() {
        context.warn(
            SqlState::Warning,
            "changing the foreign-data wrapper handler can change behavior of existing foreign tables",
        );
    }
    if let Some(Some(_)) = clauses.validator {
        context.warn(
            SqlState::Warning,
            "changing the foreign-data wrapper validator can cause the options for dependent objects to become invalid",
        );
    }
    let validator = clauses.validator.unwrap_or(wrapper.validator);
    let options = match &statement.options {
        Some(items) => {
            let execution = items.iter().find(|item| item.name.name == "mpp_execute");
            if let Some(item) = execution.filter(|_| context.rules.num_segments.is_some()) {
                let message = "\"mpp_execute\" of foreign data wrapper is not allowed to be altered";
                return Err(Failure::new(SqlState::SyntaxError, message).about(item.span));
            }
            let function = validator.and_then(|oid| context.catalog.function(oid)).map(Arc::clone);
            Some(options::transform(context, &wrapper.options, items, Level::Wrapper, function)?)
        }
        None => None,
    };
    let oid = wrapper.oid;
    drop(wrapper);
    context.footprint.write(KeyKind::Wrapper, &name.name);
    if !statement.clauses.is_empty() {
        context.footprint.write(KeyKind::Functions, "");
    }
    context.catalog.update_wrapper(oid, |wrapper| {
        if let Some(handler) = clauses.handler {
            wrapper.handler = handler;
        }
        wrapper.validator = validator;
        if let Some(options) = options {
            wrapper.options = options;
        }
    });
    Ok(())
}

fn superuser_needed(verb: &str, name: &Ident<'_>) -> Box<Failure> {
    let message = format!("permission denied to {verb} foreign-data wrapper \"{}\"", name.name);
    Failure::new(SqlState::InsufficientPrivilege, message)
        .hint(format!("Must be superuser to {verb} a foreign-data wrapper."))
        .about(name.span)
}

/// What the clauses say: `None` where there is no clause, `Some(None)` for `NO …`.
#[derive(Default)]
struct Clauses {
    handler: Option<Option<Oid>>,
    validator: Option<Option<Oid>>,
}

/// Each clause in turn: not a second of its kind, and its function exists.
fn clauses(context: &mut Context<'_>, clauses: &[WrapperClause<'_>]) -> Checked<Clauses> {
    let mut found = Clauses::default();
    for clause in clauses {
        let is_handler = matches!(clause.kind, WrapperClauseKind::Handler(_) | WrapperClauseKind::NoHandler);
        let slot = if is_handler { found.handler } else { found.validator };
        if slot.is_some() {
            let failure = Failure::new(SqlState::SyntaxError, "conflicting or redundant options");
            let position = context.rules.duplicate_clause_position;
            return Err(if position { failure.at(clause.span) } else { failure.about(clause.span) });
        }
        let function = match &clause.kind {
            WrapperClauseKind::Handler(name) => Some(function::handler(context, name)?),
            WrapperClauseKind::Validator(name) => Some(function::validator(context, name)?),
            WrapperClauseKind::NoHandler | WrapperClauseKind::NoValidator => None,
        };
        if is_handler {
            found.handler = Some(function);
        } else {
            found.validator = Some(function);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn warnings_come_before_the_options_and_stay() {
        let unknown = "WARNING:  01000: changing the foreign-data wrapper validator can cause the options for dependent objects to become invalid";
        let handler =
            "WARNING:  01000: changing the foreign-data wrapper handler can change behavior of existing foreign tables";
        check(
            Target::Postgresql15,
            &[
                ("CREATE FOREIGN DATA WRAPPER w OPTIONS (a '1')", &["CREATE FOREIGN DATA WRAPPER"]),
                (
                    "CREATE FOREIGN DATA WRAPPER w HANDLER nope",
                    &["ERROR:  42710: foreign-data wrapper \"w\" already exists"],
                ),
                ("CREATE FOREIGN DATA WRAPPER x HANDLER nope", &["ERROR:  42883: function nope() does not exist"]),
                ("CREATE FOREIGN DATA WRAPPER x VALIDATOR a.b", &["ERROR:  3F000: schema \"a\" does not exist"]),
                (
                    "CREATE FOREIGN DATA WRAPPER x VALIDATOR a.b.c.d",
                    &["ERROR:  42601: improper qualified name (too many dotted names): a.b.c.d"],
                ),
                (
                    "CREATE FOREIGN DATA WRAPPER x VALIDATOR other.b.c",
                    &["ERROR:  0A000: cross-database references are not implemented: other.b.c"],
                ),
                (
                    "ALTER FOREIGN DATA WRAPPER w NO HANDLER VALIDATOR postgresql_fdw_validator OPTIONS (SET a '2')",
                    &[
                        handler,
                        unknown,
                        "ERROR:  42601: invalid option \"a\"",
                        "HINT:  There are no valid options in this context.",
                    ],
                ),
                ("CREATE ROLE r; SET ROLE r", &["CREATE ROLE", "SET"]),
                (
                    "ALTER FOREIGN DATA WRAPPER nope OPTIONS (a '1')",
                    &[
                        "ERROR:  42501: permission denied to alter foreign-data wrapper \"nope\"",
                        "HINT:  Must be superuser to alter a foreign-data wrapper.",
                    ],
                ),
            ],
        );
    }

    #[test]
    fn only_newer_versions_point_at_a_second_clause() {
        for (target, position) in [(Target::Cloudberry2, false), (Target::Postgresql15, true)] {
            let mut session = crate::Session::new(target);
            let sql = "CREATE FOREIGN DATA WRAPPER x NO HANDLER NO HANDLER";
            let outcome = session.simple_query(sql).statements.remove(0).outcome;
            let failure = outcome.result.unwrap_err();
            assert_eq!(failure.error.position.is_some(), position);
            assert_eq!(failure.subject.map(|span| span.start.index()), sql.rfind("NO HANDLER"));
        }
    }
}
