//! DROP FOREIGN DATA WRAPPER, SERVER, SCHEMA and EXTENSION, and the walk over what depends on them.

use std::sync::Arc;

use medlar_catalog::{Catalog, Column, Generation, ObjectClass, Oid, Relation, TypeKind};
use medlar_syntax::ast::{Drop, DropBehavior, Ident, ObjectKind};
use medlar_syntax::{Span, SqlState};

use crate::context::{Context, not_owner, noun, roles_of, undefined};
use crate::default_privileges;
use crate::dependency::{Address, Dependent, Part, dependents, describe, whole_of, whole_of_target};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure, ServerMessage, Severity};
use crate::namespace::Naming;
use crate::places::Places;

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
    drop_objects(context, &targets, statement.behavior)
}

/// Drops objects, which the text at these places asks for, and what depends on them.
pub(crate) fn drop_objects(context: &mut Context<'_>, targets: &[(Oid, Span)], behavior: DropBehavior) -> Checked {
    let targets: Vec<_> = targets.iter().map(|(oid, span)| (Address::whole(*oid), *span)).collect();
    drop_addresses(context, &targets, behavior)
}

/// Drops objects and parts of relations.
pub(crate) fn drop_addresses(
    context: &mut Context<'_>,
    targets: &[(Address, Span)],
    behavior: DropBehavior,
) -> Checked {
    let found = walk(context, targets)?;
    for object in &found {
        read_and_write(context, object.address.oid);
    }
    report(context, &found, targets, behavior)?;
    for object in &found {
        remove(context.catalog, object.address);
    }
    Ok(())
}

fn find(context: &mut Context<'_>, kind: ObjectKind, name: &Ident<'_>) -> Option<(Oid, Oid)> {
    match kind {
        ObjectKind::Server => {
            context.footprint.read(KeyKind::TablesOf, &name.name);
            context.find_server(&name.name).map(|server| (server.oid, server.owner))
        }
        ObjectKind::ForeignDataWrapper => {
            context.footprint.read(KeyKind::ServersOf, &name.name);
            context.find_wrapper(&name.name).map(|wrapper| (wrapper.oid, wrapper.owner))
        }
        ObjectKind::Schema => {
            context.footprint.read(KeyKind::ContentsOf, &name.name);
            context.find_schema(&name.name).map(|schema| (schema.oid, schema.owner))
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
    address: Address,
    through: Option<Address>,
    is_automatic: bool,
}

/// Everything that goes with the targets, in the order in which it can be removed: dependents
/// before what they depend on, the younger before the older. Read backwards it is the order of the
/// server's reports.
fn walk(context: &mut Context<'_>, targets: &[(Address, Span)]) -> Checked<Vec<Found>> {
    let mut found: Vec<Found> = Vec::new();
    let mut seen = Seen::default();
    let catalog = &*context.catalog;
    for (target, span) in targets {
        if seen.place(*target).is_some() {
            continue;
        }
        if let Some(whole) = whole_of_target(catalog, *target) {
            // A part goes with the whole only.
            if targets.iter().any(|(other, _)| *other == whole) {
                continue;
            }
            return Err(refuse_part(&mut context.naming(), *target, whole).about(*span));
        }
        if is_required(catalog, target.oid) {
            let described = describe(&context.naming(), *target);
            let message = format!("cannot drop {described} because it is required by the database system");
            return Err(Failure::new(SqlState::DependentObjectsStillExist, message).about(*span));
        }
        let mut path = vec![Open::new(catalog, &mut seen, *target, None, false)];
        while let Some(parent) = path.last_mut() {
            let Some(child) = parent.open.pop() else {
                if let Some(done) = path.pop() {
                    seen.insert(done.found.address, found.len());
                    found.push(done.found);
                }
                continue;
            };
            let through = parent.found.address;
            let mut address = child.address;
            // What is part of something else goes together with it.
            while seen.place(address).is_none()
                && let Some(whole) = whole_of(catalog, address)
                && !path.iter().any(|open| [whole, Address::whole(whole.oid)].contains(&open.found.address))
            {
                address = whole;
            }
            match seen.place(address) {
                None => path.push(Open::new(catalog, &mut seen, address, Some(through), child.is_automatic)),
                Some(place) => {
                    let known = match path.iter_mut().find(|open| open.found.address == address) {
                        Some(open) => Some(&mut open.found),
                        None => found.get_mut(place),
                    };
                    if let Some(known) = known {
                        known.is_automatic |= child.is_automatic;
                    }
                }
            }
        }
    }
    Ok(found)
}

/// The objects that have been met.
#[derive(Default)]
struct Seen {
    /// Each with where it stands among those found; on the path to the one that is looked at, with no such place.
    objects: Vec<(Address, usize)>,
    places: Places,
}

impl Seen {
    fn find(&self, address: Address) -> Option<usize> {
        self.places.find(&address, |place| self.objects.get(place).is_some_and(|(object, _)| *object == address))
    }

    fn place(&self, address: Address) -> Option<usize> {
        Some(self.objects.get(self.find(address)?)?.1)
    }

    fn insert(&mut self, address: Address, place: usize) {
        match self.find(address).and_then(|known| self.objects.get_mut(known)) {
            Some(known) => known.1 = place,
            None => {
                self.places.insert(&address, self.objects.len());
                self.objects.push((address, place));
            }
        }
    }
}

/// An object whose dependents are still looked at.
struct Open {
    found: Found,
    open: Vec<Dependent>,
}

impl Open {
    fn new(catalog: &Catalog, seen: &mut Seen, address: Address, through: Option<Address>, is_automatic: bool) -> Open {
        seen.insert(address, usize::MAX);
        Open { found: Found { address, through, is_automatic }, open: dependents(catalog, address) }
    }
}

/// Whether the database system needs an object.
fn is_required(catalog: &Catalog, oid: Oid) -> bool {
    oid.is_pinned() && oid != Oid::PUBLIC_SCHEMA && catalog.class(oid) == Some(ObjectClass::Schema)
}

fn refuse_part(naming: &mut Naming<'_>, target: Address, whole: Address) -> Box<Failure> {
    let (target, whole) = (describe(naming, target), describe(naming, whole));
    let message = format!("cannot drop {target} because {whole} requires it");
    Failure::new(SqlState::DependentObjectsStillExist, message).hint(format!("You can drop {whole} instead."))
}

fn report(context: &mut Context<'_>, found: &[Found], targets: &[(Address, Span)], behavior: DropBehavior) -> Checked {
    let is_named = |address: Address| {
        targets.iter().any(|(target, _)| *target == address || *target == Address::whole(address.oid))
    };
    let goes_with_relation = |address: Address| {
        matches!(address.part, Part::Column(_))
            && found.iter().any(|object| object.address == Address::whole(address.oid))
    };
    let is_reported =
        |object: &&Found| object.through.is_some() && !object.is_automatic && !goes_with_relation(object.address);
    let mut count = 0;
    let mut lines = Vec::new();
    let restrict = behavior == DropBehavior::Restrict;
    let naming = context.naming();
    for object in found.iter().rev().filter(is_reported) {
        let Some(through) = object.through.filter(|_| !is_named(object.address)) else { continue };
        count += 1;
        if count <= MAX_REPORTED {
            let described = describe(&naming, object.address);
            lines.push(if restrict {
                format!("{described} depends on {}", describe(&naming, through))
            } else {
                format!("drop cascades to {described}")
            });
        }
    }
    if count == 0 {
        return Ok(());
    }
    if restrict {
        push_rest(&mut lines, count);
        let message = match targets {
            [(target, _)] => {
                format!("cannot drop {} because other objects depend on it", describe(&naming, *target))
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

/// Removes an object or a part of a relation.
fn remove(catalog: &mut Catalog, address: Address) {
    let column_at = |relation: &mut Relation, number: u16, change: fn(&mut Column)| {
        if let Some(column) = usize::from(number).checked_sub(1).and_then(|place| relation.columns.get_mut(place)) {
            change(column);
        }
    };
    match address.part {
        Part::Whole => catalog.remove(address.oid),
        Part::Default(number) => catalog.update_relation(address.oid, |relation| {
            column_at(relation, number, |column| column.default = None);
        }),
        Part::Column(number) => catalog.update_relation(address.oid, |relation| {
            column_at(relation, number, |column| {
                column.is_dropped = true;
                (column.is_not_null, column.default, column.collation) = (false, None, None);
                (column.options, column.acl, column.comment) = Default::default();
                column.generation = Generation::Default;
            });
        }),
        // They go with what they are the types of; a column of the system stays.
        Part::RowType | Part::ArrayType | Part::SystemColumn(_) => {}
        Part::Constraint(oid) => {
            catalog.update_relation(address.oid, |relation| {
                relation.constraints.retain(|constraint| constraint.oid != oid);
            });
            catalog.update_type(address.oid, |domain| {
                if let TypeKind::Domain(domain) = &mut domain.kind {
                    domain.constraints.retain(|constraint| constraint.oid != oid);
                }
            });
        }
    }
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

/// What is dropped has been looked at, and is there no longer.
fn read_and_write(context: &mut Context<'_>, oid: Oid) {
    if let Some(server) = context.catalog.server_by_oid(oid).map(Arc::clone) {
        context.footprint.read(KeyKind::Server, &server.name);
        context.footprint.read(KeyKind::TablesOf, &server.name);
        context.write_server_and_lists(&server);
    } else if let Some(wrapper) = context.catalog.wrapper_by_oid(oid).map(Arc::clone) {
        context.footprint.read(KeyKind::Wrapper, &wrapper.name);
        context.footprint.read(KeyKind::ServersOf, &wrapper.name);
        context.write_wrapper_and_lists(&wrapper);
        context.footprint.write(KeyKind::ServersOf, &wrapper.name);
    } else if let Some(extension) = context.catalog.extension_by_oid(oid).map(Arc::clone) {
        context.footprint.write(KeyKind::Extension, &extension.name);
        context.footprint.write(KeyKind::Functions, "");
        context.write_references([extension.owner]);
    } else if let Some(schema) = context.catalog.schema_by_oid(oid).map(Arc::clone) {
        context.footprint.read(KeyKind::ContentsOf, &schema.name);
        context.write_object(oid);
        context.write_references(roles_of(schema.owner, &schema.acl));
    } else if context.catalog.default_acl_by_oid(oid).is_some() {
        default_privileges::write(context, oid);
    } else {
        if let Some(relation) = context.catalog.relation(oid) {
            context.footprint.read(KeyKind::Relation, &relation.name);
        }
        context.write_object_and_lists(oid);
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
