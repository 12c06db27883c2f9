//! DROP FOREIGN DATA WRAPPER, SERVER and EXTENSION, and the walk over what depends on them.

use medlar_catalog::{Catalog, Oid};
use medlar_syntax::ast::{Drop, DropBehavior, Ident, ObjectKind};
use medlar_syntax::{Span, SqlState};
use rustc_hash::FxHashSet;

use crate::context::{Context, not_owner, noun, undefined};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure, ServerMessage, Severity};

/// DETAIL names at most this many objects.
const MAX_REPORTED: usize = 100;

pub(crate) fn execute(context: &mut Context<'_>, statement: &Drop<'_>) -> Checked {
    let mut targets = Vec::with_capacity(statement.names.len());
    // Each name is looked up and its owner checked before the next one is looked at.
    for name in &statement.names {
        match find(context, statement.kind, name) {
            Some((oid, owner)) if context.owns(owner) => targets.push((oid, name.span)),
            Some(_) => return Err(not_owner(statement.kind, name)),
            None if statement.if_exists => {
                let message = format!("{} \"{}\" does not exist, skipping", noun(statement.kind), name.name);
                context.notice(SqlState::SuccessfulCompletion, message);
            }
            None => return Err(undefined(statement.kind, name)),
        }
    }
    let found = walk(context.catalog, &targets)?;
    write_footprint(context, &found);
    report(context, &found, &targets, statement.behavior)?;
    for object in found {
        context.catalog.remove(object.oid);
    }
    Ok(())
}

fn find(context: &mut Context<'_>, kind: ObjectKind, name: &Ident<'_>) -> Option<(Oid, Oid)> {
    match kind {
        ObjectKind::Server => context.find_server(&name.name).map(|server| (server.oid, server.owner)),
        ObjectKind::ForeignDataWrapper => {
            context.footprint.read(KeyKind::ServersOf, &name.name);
            context.find_wrapper(&name.name).map(|wrapper| (wrapper.oid, wrapper.owner))
        }
        _ => {
            context.footprint.read(KeyKind::Extension, &name.name);
            context.footprint.read(KeyKind::Functions, "");
            context.catalog.extension(&name.name).map(|extension| (extension.oid, extension.owner))
        }
    }
}

/// An object to be dropped, and the object through which it was found.
struct Found {
    oid: Oid,
    through: Option<Oid>,
}

/// Everything that goes with the targets, in the order in which it can be removed: dependents
/// before what they depend on, the younger before the older. Read backwards it is the order of the
/// server's reports.
fn walk(catalog: &Catalog, targets: &[(Oid, Span)]) -> Checked<Vec<Found>> {
    let mut found: Vec<Found> = Vec::new();
    let mut seen = FxHashSet::default();
    for (target, span) in targets {
        refuse_member(catalog, *target, *span)?;
        if !seen.insert(*target) {
            continue;
        }
        let mut path = vec![(Found { oid: *target, through: None }, dependents(catalog, *target))];
        while let Some((parent, open)) = path.last_mut() {
            match open.pop() {
                Some(child) if seen.insert(child) => {
                    let through = Some(parent.oid);
                    path.push((Found { oid: child, through }, dependents(catalog, child)));
                }
                Some(_) => {}
                None => found.extend(path.pop().map(|(object, _)| object)),
            }
        }
    }
    Ok(found)
}

/// What depends on an object, oldest first.
fn dependents(catalog: &Catalog, oid: Oid) -> Vec<Oid> {
    if catalog.has_dependents(oid) { catalog.dependents_of(oid).collect() } else { Vec::new() }
}

fn extension_of(catalog: &Catalog, oid: Oid) -> Option<Oid> {
    let wrapper = || catalog.wrapper_by_oid(oid).and_then(|wrapper| wrapper.extension);
    let server = || catalog.server_by_oid(oid).and_then(|server| server.extension);
    let function = || catalog.function(oid).and_then(|function| function.extension);
    wrapper().or_else(server).or_else(function)
}

fn refuse_member(catalog: &Catalog, target: Oid, span: Span) -> Checked {
    let Some(extension) = extension_of(catalog, target).and_then(|oid| catalog.extension_by_oid(oid)) else {
        return Ok(());
    };
    let name = &extension.name;
    let message = format!("cannot drop {} because extension {name} requires it", describe(catalog, target));
    Err(Failure::new(SqlState::DependentObjectsStillExist, message)
        .hint(format!("You can drop extension {name} instead."))
        .about(span))
}

fn report(context: &mut Context<'_>, found: &[Found], targets: &[(Oid, Span)], behavior: DropBehavior) -> Checked {
    if found.iter().all(|object| object.through.is_none()) {
        return Ok(());
    }
    let catalog = &*context.catalog;
    let dropped: FxHashSet<Oid> = targets.iter().map(|(target, _)| *target).collect();
    // What the statement names, and the members of an extension that it names, need no CASCADE.
    let dropped_with_extension =
        |object: Oid| extension_of(catalog, object).is_some_and(|extension| dropped.contains(&extension));
    let reported = found.iter().rev().filter_map(|object| Some((object.oid, object.through?)));
    let reported = reported.filter(|(oid, _)| !dropped.contains(oid) && !dropped_with_extension(*oid));
    let count = reported.clone().count();
    if count == 0 {
        return Ok(());
    }
    let restrict = behavior == DropBehavior::Restrict;
    let lines = reported.take(MAX_REPORTED).map(|(oid, through)| {
        let object = describe(catalog, oid);
        if restrict {
            format!("{object} depends on {}", describe(catalog, through))
        } else {
            format!("drop cascades to {object}")
        }
    });
    let mut lines: Vec<String> = lines.collect();
    if restrict {
        push_rest(&mut lines, count);
        let message = match targets {
            [(target, _)] => {
                format!("cannot drop {} because other objects depend on it", describe(catalog, *target))
            }
            _ => "cannot drop desired object(s) because other objects depend on them".to_owned(),
        };
        let failure = Failure::new(SqlState::DependentObjectsStillExist, message)
            .detail(lines.join("\n"))
            .hint("Use DROP ... CASCADE to drop the dependent objects too.");
        return Err(match (targets.first(), targets.last()) {
            (Some((_, first)), Some((_, last))) => failure.about(first.to(*last)),
            _ => failure,
        });
    }
    let mut notice = ServerMessage::new(Severity::Notice, SqlState::SuccessfulCompletion, String::new());
    if count == 1 {
        notice.message = lines.concat();
    } else {
        notice.message = format!("drop cascades to {count} other objects");
        push_rest(&mut lines, count);
        notice.detail = Some(lines.join("\n"));
    }
    context.notices.push(notice);
    Ok(())
}

/// The line that stands for the objects beyond the hundredth.
pub(crate) fn push_rest(lines: &mut Vec<String>, count: usize) {
    match count.saturating_sub(MAX_REPORTED) {
        0 => {}
        1 => lines.push("and 1 other object (see server log for list)".to_owned()),
        rest => lines.push(format!("and {rest} other objects (see server log for list)")),
    }
}

/// How many objects a DETAIL names.
pub(crate) fn reported(count: usize) -> usize {
    count.min(MAX_REPORTED)
}

/// An object as the server describes it in these messages; names are never quoted.
pub(crate) fn describe(catalog: &Catalog, oid: Oid) -> String {
    if let Some(server) = catalog.server_by_oid(oid) {
        format!("server {}", server.name)
    } else if let Some(mapping) = catalog.user_mapping_by_oid(oid) {
        let role = mapping.user.map_or_else(|| "public".into(), |user| catalog.role_name(user));
        let server = catalog.server_by_oid(mapping.server).map_or("", |server| &*server.name);
        format!("user mapping for {role} on server {server}")
    } else if let Some(wrapper) = catalog.wrapper_by_oid(oid) {
        format!("foreign-data wrapper {}", wrapper.name)
    } else if let Some(function) = catalog.function(oid) {
        format!("function {}", function.signature())
    } else if let Some(extension) = catalog.extension_by_oid(oid) {
        format!("extension {}", extension.name)
    } else {
        format!("role {}", catalog.role_name(oid))
    }
}

fn write_footprint(context: &mut Context<'_>, found: &[Found]) {
    for object in found {
        if let Some(server) = context.catalog.server_by_oid(object.oid).map(std::sync::Arc::clone) {
            context.footprint.read(KeyKind::Server, &server.name);
            context.write_server_and_lists(&server);
        } else if let Some(wrapper) = context.catalog.wrapper_by_oid(object.oid).map(std::sync::Arc::clone) {
            context.footprint.read(KeyKind::Wrapper, &wrapper.name);
            context.footprint.read(KeyKind::ServersOf, &wrapper.name);
            context.write_wrapper_and_lists(&wrapper);
            context.footprint.write(KeyKind::ServersOf, &wrapper.name);
        } else if let Some(extension) = context.catalog.extension_by_oid(object.oid).map(std::sync::Arc::clone) {
            context.footprint.write(KeyKind::Extension, &extension.name);
            context.footprint.write(KeyKind::Functions, "");
            context.write_references([extension.owner]);
        }
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn lists_what_depends_in_the_order_of_the_server() {
        check(
            Target::Postgresql15,
            &[
                (
                    "CREATE ROLE a1; CREATE ROLE a2; CREATE FOREIGN DATA WRAPPER w; CREATE FOREIGN DATA WRAPPER w2",
                    &["CREATE ROLE", "CREATE ROLE", "CREATE FOREIGN DATA WRAPPER", "CREATE FOREIGN DATA WRAPPER"],
                ),
                (
                    "CREATE SERVER x1 FOREIGN DATA WRAPPER w; CREATE SERVER x2 FOREIGN DATA WRAPPER w2;
                     CREATE USER MAPPING FOR a1 SERVER x2; CREATE USER MAPPING FOR a2 SERVER x1;
                     CREATE USER MAPPING FOR a1 SERVER x1",
                    &[
                        "CREATE SERVER",
                        "CREATE SERVER",
                        "CREATE USER MAPPING",
                        "CREATE USER MAPPING",
                        "CREATE USER MAPPING",
                    ],
                ),
                (
                    "BEGIN; DROP SERVER x2, x1 CASCADE; ROLLBACK",
                    &[
                        "BEGIN",
                        "NOTICE:  00000: drop cascades to 3 other objects",
                        "DETAIL:  drop cascades to user mapping for a2 on server x1\ndrop cascades to user mapping for a1 on server x1\ndrop cascades to user mapping for a1 on server x2",
                        "DROP SERVER",
                        "ROLLBACK",
                    ],
                ),
                (
                    "DROP FOREIGN DATA WRAPPER w2",
                    &[
                        "ERROR:  2BP01: cannot drop foreign-data wrapper w2 because other objects depend on it",
                        "DETAIL:  server x2 depends on foreign-data wrapper w2\nuser mapping for a1 on server x2 depends on server x2",
                        "HINT:  Use DROP ... CASCADE to drop the dependent objects too.",
                    ],
                ),
                (
                    "DROP SERVER x2 CASCADE",
                    &["NOTICE:  00000: drop cascades to user mapping for a1 on server x2", "DROP SERVER"],
                ),
                (
                    "DROP SERVER IF EXISTS x2, x2",
                    &[
                        "NOTICE:  00000: server \"x2\" does not exist, skipping",
                        "NOTICE:  00000: server \"x2\" does not exist, skipping",
                        "DROP SERVER",
                    ],
                ),
                ("CREATE EXTENSION postgres_fdw; CREATE EXTENSION file_fdw", &["CREATE EXTENSION", "CREATE EXTENSION"]),
                (
                    "CREATE FOREIGN DATA WRAPPER pw VALIDATOR postgres_fdw_validator HANDLER file_fdw_handler",
                    &["CREATE FOREIGN DATA WRAPPER"],
                ),
                (
                    "DROP EXTENSION postgres_fdw, file_fdw",
                    &[
                        "ERROR:  2BP01: cannot drop desired object(s) because other objects depend on them",
                        "DETAIL:  foreign-data wrapper pw depends on function postgres_fdw_validator(text[],oid)",
                        "HINT:  Use DROP ... CASCADE to drop the dependent objects too.",
                    ],
                ),
                (
                    "DROP FOREIGN DATA WRAPPER pw, postgres_fdw CASCADE",
                    &[
                        "ERROR:  2BP01: cannot drop foreign-data wrapper postgres_fdw because extension postgres_fdw requires it",
                        "HINT:  You can drop extension postgres_fdw instead.",
                    ],
                ),
            ],
        );
    }

    #[test]
    fn names_at_most_a_hundred_objects() {
        for (count, last) in [
            (101, "and 1 other object (see server log for list)"),
            (103, "and 3 other objects (see server log for list)"),
        ] {
            let mut session = crate::Session::new(Target::Postgresql15);
            let mut script = String::from("CREATE FOREIGN DATA WRAPPER w;");
            (0..count).for_each(|number| script += &format!("CREATE SERVER s{number} FOREIGN DATA WRAPPER w;"));
            crate::testing::run(&mut session, &script);
            let said = crate::testing::run(&mut session, "DROP FOREIGN DATA WRAPPER w CASCADE");
            assert_eq!(said[0], format!("NOTICE:  00000: drop cascades to {count} other objects"));
            assert_eq!(said[1].lines().count(), 101);
            assert_eq!(said[1].lines().last(), Some(last));
        }
    }
}
