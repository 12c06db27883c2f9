//! GRANT and REVOKE of privileges on objects.

use std::sync::Arc;

use medlar_catalog::{Acl, AclItem, AclKind, Oid, PrivilegeSet, Relation, RelationKind};
use medlar_syntax::ast::{
    AllInSchema, DropBehavior, GrantOnObjects, Ident, ObjectKind, Privilege, PrivilegeTarget, Privileges, RoutineKind,
};
use medlar_syntax::{Span, SqlState};

use crate::acl_list::{Change, List, differing_roles, grant_option_to_public};
use crate::comment::is_sequence_column;
use crate::context::Context;
use crate::define::has_system_column;
use crate::message::{Checked, Failure};
use crate::object::grant_denied;
use crate::privileges::{grant_options, held};
use crate::session::not_run;

/// The privileges of a statement.
struct Granted<'s, 'a> {
    /// `ALL`, without columns.
    is_all: bool,
    /// Those that are not on columns. Without any but `rule`, which the server takes and ignores, none.
    set: PrivilegeSet,
    /// Those on columns.
    on_columns: Vec<OnColumns<'s, 'a>>,
}

struct OnColumns<'s, 'a> {
    set: PrivilegeSet,
    /// The word, as the server prints it; of what no column has.
    word: &'static str,
    columns: &'s [Ident<'a>],
}

/// Whom something is granted to, and how the statement names it.
type Grantees = [(Option<Oid>, Span)];

pub(crate) fn execute(context: &mut Context<'_>, statement: &GrantOnObjects<'_>) -> Checked<&'static str> {
    if let Some(grantor) = &statement.granted_by
        && context.role(grantor)? != context.user()
    {
        let failure = Failure::new(SqlState::FeatureNotSupported, "grantor must be current user");
        return Err(failure.about(grantor.span));
    }
    // Objects, then grantees, then privileges: each list is looked through before the next.
    let (objects, noun, all) = objects(context, statement)?;
    let mut grantees = Vec::with_capacity(statement.grantees.len());
    for grantee in &statement.grantees {
        grantees.push((context.role_or_public(grantee)?, grantee.span));
    }
    let granted = privileges(context, statement, noun, all)?;
    let change =
        Change { is_grant: statement.is_grant, grant_option: statement.grant_option, behavior: statement.behavior };
    for (object, span) in objects {
        let about = |failure: Box<Failure>| match failure.subject {
            Some(_) => failure,
            None => failure.about(span),
        };
        match context.catalog.relation(object).map(Arc::clone) {
            Some(relation) => {
                let as_sequence = matches!(
                    statement.target,
                    PrivilegeTarget::Sequences(_) | PrivilegeTarget::AllInSchema(AllInSchema::Sequences, _)
                );
                change_relation(context, change, &granted, &relation, as_sequence, &grantees).map_err(about)?;
            }
            None => change_object(context, change, granted.is_all, granted.set, object, &grantees).map_err(about)?,
        }
    }
    Ok(if statement.is_grant { "GRANT" } else { "REVOKE" })
}

/// Objects with their places, what they are called, and all privileges there are on them.
type Objects = (Vec<(Oid, Span)>, &'static str, PrivilegeSet);

/// The objects of a statement, what they are called in messages about privileges, and what can be
/// granted on them.
fn objects(context: &mut Context<'_>, statement: &GrantOnObjects<'_>) -> Checked<Objects> {
    let mut found = Vec::new();
    let (noun, all) = match &statement.target {
        PrivilegeTarget::Objects(kind, names) => {
            for name in names {
                let oid = match kind {
                    ObjectKind::Server => context.server(name)?.oid,
                    ObjectKind::ForeignDataWrapper => context.wrapper(name)?.oid,
                    ObjectKind::Schema => context.schema(name)?.oid,
                    ObjectKind::Database => context.database(name)?,
                    _ => return Err(not_run(if statement.is_grant { "GRANT" } else { "REVOKE" })),
                };
                found.push((oid, name.span));
            }
            match kind {
                ObjectKind::Server => ("foreign server", PrivilegeSet::USAGE),
                ObjectKind::Schema => ("schema", PrivilegeSet::OF_SCHEMA),
                ObjectKind::Database => ("database", PrivilegeSet::OF_DATABASE),
                _ => ("foreign-data wrapper", PrivilegeSet::USAGE),
            }
        }
        PrivilegeTarget::Tables(names) | PrivilegeTarget::Sequences(names) => {
            for name in names {
                found.push((context.relation(name)?.oid, name.span));
            }
            relation_family(matches!(statement.target, PrivilegeTarget::Sequences(_)))
        }
        PrivilegeTarget::Routines(kind, signatures) => {
            for signature in signatures {
                found.push((context.routine(*kind, signature)?, signature.span));
            }
            (routine_noun(*kind), PrivilegeSet::EXECUTE)
        }
        PrivilegeTarget::AllInSchema(what, schemas) => {
            for schema in schemas {
                let oid = context.schema_to_use(schema)?;
                if oid == Oid::PG_CATALOG || schema.name == "information_schema" {
                    return Err(not_run("GRANT on the objects of the system").about(schema.span));
                }
                context.footprint.read(crate::footprint::KeyKind::ContentsOf, &schema.name);
                let mut meant: Vec<Oid> = context.catalog.dependents_of(oid).collect();
                meant.retain(|object| is_meant(context, *what, oid, *object));
                // Kind by kind, each from the oldest on.
                meant.sort_by_key(|object| context.catalog.relation(*object).map(|relation| place_of(relation.kind)));
                found.extend(meant.into_iter().map(|object| (object, schema.span)));
            }
            match what {
                AllInSchema::Tables => relation_family(false),
                AllInSchema::Sequences => relation_family(true),
                AllInSchema::Functions => (routine_noun(RoutineKind::Function), PrivilegeSet::EXECUTE),
                AllInSchema::Procedures => (routine_noun(RoutineKind::Procedure), PrivilegeSet::EXECUTE),
                AllInSchema::Routines => (routine_noun(RoutineKind::Routine), PrivilegeSet::EXECUTE),
            }
        }
        PrivilegeTarget::Types(_)
        | PrivilegeTarget::Domains(_)
        | PrivilegeTarget::LargeObjects(_)
        | PrivilegeTarget::Parameters(_) => return Err(not_run(if statement.is_grant { "GRANT" } else { "REVOKE" })),
    };
    Ok((found, noun, all))
}

/// Without the word SEQUENCE, a relation may be a sequence, too.
fn relation_family(is_sequence: bool) -> (&'static str, PrivilegeSet) {
    if is_sequence {
        ("sequence", PrivilegeSet::OF_SEQUENCE)
    } else {
        ("relation", PrivilegeSet::OF_TABLE | PrivilegeSet::OF_SEQUENCE)
    }
}

fn routine_noun(kind: RoutineKind) -> &'static str {
    match kind {
        RoutineKind::Function => "function",
        RoutineKind::Procedure => "procedure",
        RoutineKind::Routine => "routine",
    }
}

/// Where a kind of relation stands in the order of `ALL TABLES`.
fn place_of(kind: RelationKind) -> u8 {
    match kind {
        RelationKind::Table => 0,
        RelationKind::View => 1,
        RelationKind::ForeignTable => 2,
        RelationKind::PartitionedTable => 3,
        RelationKind::Sequence => 4,
    }
}

/// Whether `ALL … IN SCHEMA` means an object that depends on the schema.
fn is_meant(context: &Context<'_>, what: AllInSchema, schema: Oid, object: Oid) -> bool {
    match what {
        AllInSchema::Tables | AllInSchema::Sequences => {
            let is_sequence = what == AllInSchema::Sequences;
            let relation = context.catalog.relation(object).filter(|relation| relation.schema == schema);
            relation.is_some_and(|relation| (relation.kind == RelationKind::Sequence) == is_sequence)
        }
        AllInSchema::Functions | AllInSchema::Routines => {
            context.catalog.function(object).is_some_and(|function| function.schema == schema)
        }
        AllInSchema::Procedures => false,
    }
}

fn privileges<'s, 'a>(
    context: &Context<'_>,
    statement: &'s GrantOnObjects<'a>,
    noun: &str,
    all: PrivilegeSet,
) -> Checked<Granted<'s, 'a>> {
    let has_columns =
        matches!(statement.target, PrivilegeTarget::Tables(_) | PrivilegeTarget::AllInSchema(AllInSchema::Tables, _));
    let check_columns = |columns: &[Ident<'_>]| match columns {
        [first, ..] if !has_columns => {
            let span = columns.iter().fold(first.span, |span, name| span.to(name.span));
            let message = "column privileges are only valid for relations";
            Err(Failure::new(SqlState::InvalidGrantOperation, message).about(span))
        }
        _ => Ok(()),
    };
    let mut granted = Granted { is_all: false, set: PrivilegeSet::NONE, on_columns: Vec::new() };
    let list = match &statement.privileges {
        Privileges::All { columns } => {
            check_columns(columns)?;
            granted.is_all = columns.is_empty();
            if granted.is_all {
                granted.set = all;
            } else {
                granted.on_columns.push(OnColumns { set: PrivilegeSet::OF_COLUMN, word: "", columns });
            }
            return Ok(granted);
        }
        Privileges::List(list) => list,
    };
    for privilege in list {
        check_columns(&privilege.columns)?;
        if !privilege.columns.is_empty() && has_columns {
            let (word, set) = privilege_word(context, privilege)?;
            granted.on_columns.push(OnColumns { set, word, columns: &privilege.columns });
            continue;
        }
        let (word, set) = privilege_word(context, privilege)?;
        if !all.contains(set) {
            let message = format!("invalid privilege type {word} for {noun}");
            return Err(Failure::new(SqlState::InvalidGrantOperation, message).about(privilege.name.span));
        }
        granted.set |= set;
    }
    Ok(granted)
}

/// The server's name of a privilege, and it as a set; `rule` means nothing any more.
fn privilege_word(context: &Context<'_>, privilege: &Privilege<'_>) -> Checked<(&'static str, PrivilegeSet)> {
    let given = &*privilege.name.name;
    for (name, word, set) in WORDS {
        let is_known =
            context.rules.parameter_privileges || !(PrivilegeSet::SET | PrivilegeSet::ALTER_SYSTEM).intersects(*set);
        if *name == given && is_known {
            return Ok((word, *set));
        }
    }
    let message = format!("unrecognized privilege type \"{given}\"");
    Err(Failure::new(SqlState::SyntaxError, message).about(privilege.name.span))
}

static WORDS: &[(&str, &str, PrivilegeSet)] = &[
    ("usage", "USAGE", PrivilegeSet::USAGE),
    ("select", "SELECT", PrivilegeSet::SELECT),
    ("insert", "INSERT", PrivilegeSet::INSERT),
    ("update", "UPDATE", PrivilegeSet::UPDATE),
    ("delete", "DELETE", PrivilegeSet::DELETE),
    ("truncate", "TRUNCATE", PrivilegeSet::TRUNCATE),
    ("references", "REFERENCES", PrivilegeSet::REFERENCES),
    ("trigger", "TRIGGER", PrivilegeSet::TRIGGER),
    ("execute", "EXECUTE", PrivilegeSet::EXECUTE),
    ("create", "CREATE", PrivilegeSet::CREATE),
    ("temporary", "TEMP", PrivilegeSet::TEMPORARY),
    ("temp", "TEMP", PrivilegeSet::TEMPORARY),
    ("connect", "CONNECT", PrivilegeSet::CONNECT),
    ("set", "SET", PrivilegeSet::SET),
    ("alter system", "ALTER SYSTEM", PrivilegeSet::ALTER_SYSTEM),
    ("rule", "RULE", PrivilegeSet::NONE),
];

/// A list that a statement changes: of an object or of a column.
struct Subject<'n> {
    kind: AclKind,
    owner: Oid,
    /// As it stands behind `for` in warnings.
    warned_of: &'n str,
}

/// Changes the list of one object that has no columns.
fn change_object(
    context: &mut Context<'_>,
    change: Change,
    is_all: bool,
    set: PrivilegeSet,
    object: Oid,
    grantees: &Grantees,
) -> Checked {
    let Some(common) = context.catalog.common(object) else { return Ok(()) };
    let Some(kind) = common.acl_kind else { return Ok(()) };
    let subject = Subject { kind, owner: common.owner, warned_of: &format!("\"{}\"", common.name) };
    let before = common.acl.items(kind, common.owner);
    let any = |context: &Context<'_>, role| has_any(context, role, &subject, &before);
    let refusal = |context: &Context<'_>| grant_denied(context.catalog, object);
    let after = change_list(context, change, (is_all, set), &subject, (&before, &before), grantees, &any, &refusal)?;
    context.write_references(differing_roles(&before, &after));
    context.write_object(object);
    context.catalog.set_acl(object, Acl(Some(after.into())));
    Ok(())
}

/// Whether a role has any right through these entries, or may grant any.
fn has_any(context: &Context<'_>, role: Oid, subject: &Subject<'_>, items: &[AclItem]) -> bool {
    let rights = held(context.catalog, role, items) | grant_options(context.catalog, role, subject.owner, items);
    rights.intersects(subject.kind.all())
}

type Test<'t> = &'t dyn Fn(&Context<'_>, Oid) -> bool;
type Refusal<'t> = &'t dyn Fn(&Context<'_>) -> Box<Failure>;

/// The list after the statement. The grantor is looked for in `merged`: the list, with that of the table
/// for a column.
#[expect(clippy::too_many_arguments, reason = "the parts of one statement")]
fn change_list(
    context: &mut Context<'_>,
    change: Change,
    (is_all, set): (bool, PrivilegeSet),
    subject: &Subject<'_>,
    (merged, items): (&[AclItem], &[AclItem]),
    grantees: &Grantees,
    has_any: Test<'_>,
    refusal: Refusal<'_>,
) -> Checked<Vec<AclItem>> {
    context.read_memberships();
    let user = context.user();
    let list = List { catalog: context.catalog, owner: subject.owner, items: merged.to_vec() };
    let (grantor, options) = list.best_grantor(user, set);
    if options.is_empty() && !has_any(context, grantor) {
        return Err(refusal(context));
    }
    let possible = set & options;
    if possible.is_empty() || (!is_all && possible != set) {
        let how_many = if possible.is_empty() { "no" } else { "not all" };
        let (sqlstate, verb) = if change.is_grant {
            (SqlState::PrivilegeNotGranted, "were granted")
        } else {
            (SqlState::PrivilegeNotRevoked, "could be revoked")
        };
        context.warn(sqlstate, format!("{how_many} privileges {verb} for {}", subject.warned_of));
    }
    let mut list = List { catalog: context.catalog, owner: subject.owner, items: items.to_vec() };
    for (grantee, span) in grantees {
        if !possible.is_empty() {
            list.apply(change, possible, grantor, *grantee).map_err(|failure| failure.about(*span))?;
        } else if change.is_grant && change.grant_option && grantee.is_none() {
            // Whether a grant option may be granted to the grantees is checked all the same.
            return Err(grant_option_to_public().about(*span));
        }
    }
    Ok(list.items)
}

/// Changes the lists of a relation and of its columns.
fn change_relation(
    context: &mut Context<'_>,
    change: Change,
    granted: &Granted<'_, '_>,
    relation: &Arc<Relation>,
    as_sequence: bool,
    grantees: &Grantees,
) -> Checked {
    let name = &relation.name;
    let is_sequence = relation.kind == RelationKind::Sequence;
    if as_sequence && !is_sequence {
        return Err(Failure::new(SqlState::WrongObjectType, format!("\"{name}\" is not a sequence")));
    }
    let mut set = granted.set;
    if granted.is_all {
        set = relation.kind.acl_kind().all();
    } else if is_sequence && !as_sequence && !PrivilegeSet::OF_SEQUENCE.contains(set) {
        // As in the time before sequences had privileges of their own.
        let message = format!("sequence \"{name}\" only supports USAGE, SELECT, and UPDATE privileges");
        context.warn(SqlState::InvalidGrantOperation, message);
        set = set & PrivilegeSet::OF_SEQUENCE;
    } else if !is_sequence && !PrivilegeSet::OF_TABLE.contains(set) {
        return Err(Failure::new(SqlState::InvalidGrantOperation, "invalid privilege type USAGE for table"));
    }
    // What each column gains or loses. What is revoked from the table is revoked from its columns, too.
    let of_all_columns = if change.is_grant { PrivilegeSet::NONE } else { set & PrivilegeSet::OF_COLUMN };
    let mut of_columns = vec![of_all_columns; relation.columns.len()];
    let kind = relation.kind.acl_kind();
    let of_table = relation.acl.items(kind, relation.owner);
    if !set.is_empty() {
        change_object(context, change, granted.is_all, set, relation.oid, grantees)?;
    }
    for on_columns in &granted.on_columns {
        if !PrivilegeSet::OF_COLUMN.contains(on_columns.set) {
            let message = format!("invalid privilege type {} for column", on_columns.word);
            return Err(Failure::new(SqlState::InvalidGrantOperation, message));
        }
        let mut set = on_columns.set;
        if is_sequence && !PrivilegeSet::SELECT.contains(set) {
            let message = format!("sequence \"{name}\" only supports SELECT column privileges");
            context.warn(SqlState::InvalidGrantOperation, message);
            set = set & PrivilegeSet::SELECT;
        }
        for column in on_columns.columns {
            let found = relation.column(&column.name).map(|(number, _)| usize::from(number) - 1);
            let Some(place) = found.and_then(|place| of_columns.get_mut(place)) else {
                if has_system_column(relation, &column.name) || is_sequence_column(relation, &column.name) {
                    return Err(not_run("A right on a column of the system").about(column.span));
                }
                let message = format!("column \"{}\" of relation \"{name}\" does not exist", column.name);
                return Err(Failure::new(SqlState::UndefinedColumn, message).about(column.span));
            };
            *place |= set;
        }
    }
    if !of_all_columns.is_empty() && relation.kind != RelationKind::View {
        for name in ["tableoid", "cmax", "xmax", "cmin", "xmin", "ctid"] {
            change_column(context, change, of_all_columns, relation, (name, None), &of_table, grantees)?;
        }
    }
    for (place, set) in of_columns.iter().enumerate().filter(|(_, set)| !set.is_empty()) {
        if let Some(column) = relation.columns.get(place).filter(|column| !column.is_dropped) {
            change_column(context, change, *set, relation, (&column.name, Some(place)), &of_table, grantees)?;
        }
    }
    Ok(())
}

/// Changes the list of a column at this place; those of the system have no place and no list.
fn change_column(
    context: &mut Context<'_>,
    change: Change,
    set: PrivilegeSet,
    relation: &Arc<Relation>,
    (name, place): (&str, Option<usize>),
    of_table: &[AclItem],
    grantees: &Grantees,
) -> Checked {
    let column = place.and_then(|place| relation.columns.get(place));
    let of_column = column.map(|column| column.acl.items(AclKind::Column, relation.owner)).unwrap_or_default();
    let described = format!("column \"{name}\" of relation \"{}\"", relation.name);
    let subject = Subject { kind: AclKind::Column, owner: relation.owner, warned_of: &described };
    let merged = [of_table, &of_column].concat();
    let any = |context: &Context<'_>, role| has_any(context, role, &subject, &merged);
    let refusal =
        |_: &Context<'_>| Failure::new(SqlState::InsufficientPrivilege, format!("permission denied for {described}"));
    let is_all = set == PrivilegeSet::OF_COLUMN;
    let after = change_list(context, change, (is_all, set), &subject, (&merged, &of_column), grantees, &any, &refusal)?;
    let Some(place) = place.filter(|_| after != of_column) else { return Ok(()) };
    context.write_references(differing_roles(&of_column, &after));
    context.write_object(relation.oid);
    let acl = Acl(Some(after).filter(|after| !after.is_empty()).map(Into::into));
    context.catalog.update_relation(relation.oid, |relation| {
        if let Some(column) = relation.columns.get_mut(place) {
            column.acl = acl;
        }
    });
    Ok(())
}

/// Revokes all rights on an object from a role, in the name of the current user.
pub(crate) fn revoke_all(context: &mut Context<'_>, object: Oid, role: Oid) -> Checked {
    let change = Change { is_grant: false, grant_option: false, behavior: DropBehavior::Cascade };
    let grantees = [(Some(role), Span::default())];
    match context.catalog.relation(object).map(Arc::clone) {
        Some(relation) => {
            let granted = Granted { is_all: true, set: PrivilegeSet::NONE, on_columns: Vec::new() };
            change_relation(context, change, &granted, &relation, false, &grantees)
        }
        None => {
            let all = context.catalog.common(object).and_then(|common| common.acl_kind).map(AclKind::all);
            change_object(context, change, true, all.unwrap_or_default(), object, &grantees)
        }
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn the_oldest_of_several_groups_is_the_grantor() {
        check(
            Target::Postgresql15,
            &[
                (
                    "CREATE ROLE a1; CREATE ROLE a2; CREATE ROLE u; GRANT a2 TO u; GRANT a1 TO u",
                    &["CREATE ROLE", "CREATE ROLE", "CREATE ROLE", "GRANT ROLE", "GRANT ROLE"],
                ),
                (
                    "CREATE FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN DATA WRAPPER w TO a1, a2 WITH GRANT OPTION",
                    &["CREATE FOREIGN DATA WRAPPER", "GRANT"],
                ),
                ("SET ROLE u; GRANT USAGE ON FOREIGN DATA WRAPPER w TO u; RESET ROLE", &["SET", "GRANT", "RESET"]),
                ("REVOKE USAGE ON FOREIGN DATA WRAPPER w FROM a2", &["REVOKE"]),
                (
                    "REVOKE USAGE ON FOREIGN DATA WRAPPER w FROM a1",
                    &["ERROR:  2BP01: dependent privileges exist", "HINT:  Use CASCADE to revoke them too."],
                ),
            ],
        );
    }

    #[test]
    fn long_chains_are_granted_and_revoked() {
        use std::fmt::Write;

        let mut script = "CREATE FOREIGN DATA WRAPPER w; CREATE ROLE r0;\n".to_owned();
        let grant = "GRANT USAGE ON FOREIGN DATA WRAPPER w";
        for role in 1..=300 {
            let grantor = role - 1;
            // The second time the grantee holds the option and, from the third role on, grants on with it.
            let _ = writeln!(
                script,
                "CREATE ROLE r{role}; GRANT r{grantor} TO r{role}; {grant} TO r{grantor} WITH GRANT OPTION; \
                 SET ROLE r{grantor}; {grant} TO r{role} WITH GRANT OPTION; RESET ROLE;"
            );
        }
        script.push_str("REVOKE USAGE ON FOREIGN DATA WRAPPER w FROM r0 CASCADE");
        let mut session = crate::Session::new(Target::Postgresql15);
        let outcome = session.simple_query(&script);
        assert!(outcome.statements.iter().all(|statement| statement.outcome.result.is_ok()));
        let wrapper = session.catalog().wrapper("w").unwrap();
        assert_eq!(wrapper.acl.stored_items().len(), 599);
    }

    #[test]
    fn grant_options_are_followed() {
        check(
            Target::Postgresql15,
            &[
                (
                    "CREATE ROLE a1; CREATE ROLE a2; CREATE ROLE a3; CREATE FOREIGN DATA WRAPPER w",
                    &["CREATE ROLE", "CREATE ROLE", "CREATE ROLE", "CREATE FOREIGN DATA WRAPPER"],
                ),
                (
                    "CREATE SERVER cg FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN SERVER cg TO a1 WITH GRANT OPTION",
                    &["CREATE SERVER", "GRANT"],
                ),
                (
                    "SET ROLE a1; GRANT USAGE ON FOREIGN SERVER cg TO a2 WITH GRANT OPTION; SET ROLE a2",
                    &["SET", "GRANT", "SET"],
                ),
                (
                    "GRANT USAGE ON FOREIGN SERVER cg TO a1 WITH GRANT OPTION",
                    &["ERROR:  0LP01: grant options cannot be granted back to your own grantor"],
                ),
                ("GRANT USAGE ON FOREIGN SERVER cg TO a3; SET ROLE a3", &["GRANT", "SET"]),
                (
                    "GRANT USAGE ON FOREIGN SERVER cg TO a1",
                    &["WARNING:  01007: no privileges were granted for \"cg\"", "GRANT"],
                ),
                (
                    "GRANT USAGE ON FOREIGN SERVER cg TO PUBLIC WITH GRANT OPTION",
                    &[
                        "WARNING:  01007: no privileges were granted for \"cg\"",
                        "ERROR:  0LP01: grant options can only be granted to roles",
                    ],
                ),
                (
                    "RESET ROLE; REVOKE USAGE ON FOREIGN SERVER cg FROM a1",
                    &["RESET", "ERROR:  2BP01: dependent privileges exist", "HINT:  Use CASCADE to revoke them too."],
                ),
                ("REVOKE USAGE ON FOREIGN SERVER cg FROM a1 CASCADE; SET ROLE a3", &["REVOKE", "SET"]),
                (
                    "REVOKE USAGE ON FOREIGN SERVER cg FROM a1",
                    &["ERROR:  42501: permission denied for foreign server cg"],
                ),
            ],
        );
    }

    #[test]
    fn lists_are_looked_through_one_after_the_other() {
        let said = |script, expected| check(Target::Postgresql15, &[(script, &[expected])]);
        said("GRANT SELECT ON FOREIGN SERVER nonexist TO nobody", "ERROR:  42704: server \"nonexist\" does not exist");
        check(
            Target::Postgresql15,
            &[
                ("CREATE FOREIGN DATA WRAPPER w; CREATE ROLE r9", &["CREATE FOREIGN DATA WRAPPER", "CREATE ROLE"]),
                (
                    "GRANT SELECT ON FOREIGN DATA WRAPPER w TO nobody",
                    &["ERROR:  42704: role \"nobody\" does not exist"],
                ),
                (
                    "GRANT SELECT ON FOREIGN DATA WRAPPER nope TO nobody GRANTED BY r9",
                    &["ERROR:  0A000: grantor must be current user"],
                ),
                (
                    "GRANT USAGE, FOO ON FOREIGN DATA WRAPPER w TO r9",
                    &["ERROR:  42601: unrecognized privilege type \"foo\""],
                ),
                (
                    "GRANT TEMPORARY ON FOREIGN DATA WRAPPER w TO r9",
                    &["ERROR:  0LP01: invalid privilege type TEMP for foreign-data wrapper"],
                ),
                (
                    "GRANT ALL (a) ON FOREIGN DATA WRAPPER w TO r9",
                    &["ERROR:  0LP01: column privileges are only valid for relations"],
                ),
                (
                    "GRANT USAGE ON FOREIGN DATA WRAPPER w TO r9, PUBLIC WITH GRANT OPTION",
                    &["ERROR:  0LP01: grant options can only be granted to roles"],
                ),
            ],
        );
    }
}
