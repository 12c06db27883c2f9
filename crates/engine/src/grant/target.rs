//! The objects that GRANT and REVOKE name.

use medlar_catalog::{Acl, Name, Oid, PrivilegeSet, RelationKind, Schema};
use medlar_syntax::ast::{
    AllInSchema, GrantOnObjects, Number, ObjectKind, PrivilegeTarget, QualifiedName, RoutineKind,
};
use medlar_syntax::{FULL, Span, SqlState};

use crate::context::{Context, privilege_noun, undefined};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::namespace::printed;
use crate::parameter::is_custom_name;
use crate::session::not_run;
use crate::settings::Parameter;
use crate::system_catalog;
use crate::types::{BaseType, Found};

/// Objects with their places, what they are called, and all privileges there are on them.
pub(super) type Objects = (Vec<(Oid, Span)>, &'static str, PrivilegeSet);

/// The objects of a statement, what they are called in messages about privileges, and what can be
/// granted on them.
pub(super) fn objects(context: &mut Context<'_>, statement: &GrantOnObjects<'_>) -> Checked<Objects> {
    let mut found = Vec::new();
    let (noun, all) = match &statement.target {
        PrivilegeTarget::Objects(kind, names) => {
            for name in names {
                let oid = match kind {
                    ObjectKind::Server => context.server(name)?.oid,
                    ObjectKind::ForeignDataWrapper => context.wrapper(name)?.oid,
                    ObjectKind::Schema => context.schema(name)?.oid,
                    ObjectKind::Database => context.database(name)?,
                    ObjectKind::Language => context.language(name)?,
                    ObjectKind::Tablespace => context.tablespace(name)?,
                    // The grammar has no other kinds here.
                    ObjectKind::Extension | ObjectKind::Role => return Err(undefined(*kind, name)),
                };
                found.push((oid, name.span));
            }
            let all = match kind {
                ObjectKind::Schema => PrivilegeSet::OF_SCHEMA,
                ObjectKind::Database => PrivilegeSet::OF_DATABASE,
                ObjectKind::Tablespace => PrivilegeSet::CREATE,
                _ => PrivilegeSet::USAGE,
            };
            (privilege_noun(*kind), all)
        }
        target if FULL => other_objects(context, target, &mut found, statement.is_grant)?,
        _ => return Err(not_run("GRANT")),
    };
    Ok((found, noun, all))
}

/// As [`objects`], of objects that are in schemas, and of parameters.
fn other_objects(
    context: &mut Context<'_>,
    target: &PrivilegeTarget<'_>,
    found: &mut Vec<(Oid, Span)>,
    is_grant: bool,
) -> Checked<(&'static str, PrivilegeSet)> {
    let refused = || not_run(if is_grant { "GRANT" } else { "REVOKE" });
    Ok(match target {
        PrivilegeTarget::Tables(names) | PrivilegeTarget::Sequences(names) => {
            for name in names {
                let table = system_catalog::find(context, name);
                let oid = match table.and_then(|table| system_catalog::keep_rights(context, table)) {
                    Some(table) => table,
                    None => context.relation(name)?.oid,
                };
                found.push((oid, name.span));
            }
            relation_family(matches!(target, PrivilegeTarget::Sequences(_)))
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
        PrivilegeTarget::Parameters(names) => {
            for name in names {
                // What nothing was granted on has nothing to be revoked.
                found.extend(parameter(context, name, is_grant)?.map(|oid| (oid, name.span)));
            }
            ("parameter", PrivilegeSet::OF_PARAMETER)
        }
        PrivilegeTarget::LargeObjects(numbers) => {
            if let Some(number) = numbers.first() {
                return Err(undefined_large_object(number));
            }
            ("large object", PrivilegeSet::SELECT | PrivilegeSet::UPDATE)
        }
        PrivilegeTarget::Types(names) | PrivilegeTarget::Domains(names) => {
            for name in names {
                found.push((made_type(context, name)?, name.span));
            }
            let noun = if matches!(target, PrivilegeTarget::Types(_)) { "type" } else { "domain" };
            (noun, PrivilegeSet::USAGE)
        }
        PrivilegeTarget::Objects(..) => return Err(refused()),
    })
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
        RelationKind::MaterializedView => 2,
        RelationKind::ForeignTable => 3,
        RelationKind::PartitionedTable => 4,
        _ => 5,
    }
}

/// Whether `ALL … IN SCHEMA` means an object that depends on the schema.
fn is_meant(context: &Context<'_>, what: AllInSchema, schema: Oid, object: Oid) -> bool {
    match what {
        AllInSchema::Tables | AllInSchema::Sequences => {
            let is_sequence = what == AllInSchema::Sequences;
            let relation = context.catalog.relation(object).filter(|relation| relation.schema == schema);
            relation.is_some_and(|relation| match relation.kind {
                RelationKind::Sequence => is_sequence,
                RelationKind::CompositeType => false,
                _ => !is_sequence,
            })
        }
        AllInSchema::Functions | AllInSchema::Routines => {
            context.catalog.function(object).is_some_and(|function| function.schema == schema)
        }
        AllInSchema::Procedures => false,
    }
}

/// What rights on a parameter are kept in. GRANT makes it, of every parameter there is or could be.
fn parameter(context: &mut Context<'_>, name: &QualifiedName<'_>, is_grant: bool) -> Checked<Option<Oid>> {
    let written = printed(name);
    let known = Parameter::find(&written, context.rules);
    let stored = known.map_or(&*written, |parameter| parameter.name).to_ascii_lowercase();
    context.footprint.read(KeyKind::Parameter, &stored);
    if let Some(found) = context.catalog.parameter(&stored) {
        return Ok(Some(found.oid));
    }
    if !is_grant {
        return Ok(None);
    }
    if known.is_none() && !(stored.contains('.') && is_custom_name(&stored)) {
        let message = format!("invalid parameter name \"{stored}\"");
        return Err(Failure::new(SqlState::InvalidName, message).about(name.span));
    }
    let oid = context.catalog.allocate_oid();
    context.catalog.insert_parameter(Schema {
        oid,
        name: Name::from(stored),
        owner: Oid::BOOTSTRAP_ROLE,
        acl: Acl::default(),
        comment: None,
        extension: None,
    });
    Ok(Some(oid))
}

/// There are no large objects; the number may be none that one could have.
fn undefined_large_object(number: &Number<'_>) -> Box<Failure> {
    let written = format!("{}{}", if number.negative { "-" } else { "" }, number.digits);
    let (sqlstate, message) = match number.digits.parse::<u64>() {
        Err(_) if number.digits.bytes().any(|byte| !byte.is_ascii_digit()) => {
            let message = format!("invalid input syntax for type oid: \"{written}\"");
            (SqlState::InvalidTextRepresentation, message)
        }
        Ok(value) if u32::try_from(value).is_ok() => {
            // Negative numbers are counted from the end.
            let value = u32::try_from(value).unwrap_or_default();
            let oid = if number.negative { value.wrapping_neg() } else { value };
            (SqlState::UndefinedObject, format!("large object {oid} does not exist"))
        }
        _ => {
            let message = format!("value \"{written}\" is out of range for type oid");
            (SqlState::NumericValueOutOfRange, message)
        }
    };
    Failure::new(sqlstate, message).about(number.span)
}

/// A type by its name. Those of rows of tables and those of the system have no rights here.
fn made_type(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Checked<Oid> {
    let (schema, bare) = context.split(name).map_err(Failure::without_position)?;
    match context.made_type_at(schema, &bare.name) {
        Some(Found::Type(found)) => return Ok(found.oid),
        Some(Found::Rows(relation)) if relation.kind == RelationKind::CompositeType => return Ok(relation.oid),
        Some(Found::Rows(_)) => return Err(not_run("GRANT on the type of a table").about(name.span)),
        None => {}
    }
    let is_of_system = schema.is_none_or(|schema| schema == Oid::PG_CATALOG) && BaseType::find(&bare.name).is_some();
    if is_of_system {
        return Err(not_run("GRANT on a type of the system").about(name.span));
    }
    if let Some(element) = bare.name.strip_prefix('_')
        && context.made_type_at(schema, element).is_some()
    {
        let message = "cannot set privileges of array types";
        return Err(Failure::new(SqlState::InvalidGrantOperation, message)
            .hint("Set the privileges of the element type instead.")
            .about(name.span));
    }
    let message = format!("type \"{}\" does not exist", printed(name));
    Err(Failure::new(SqlState::UndefinedObject, message).about(name.span))
}
