//! CREATE TYPE, and how statements about types and domains find them.

mod alter;
mod domain;

use std::sync::Arc;

use medlar_catalog::{AclKind, MadeType, Name, Oid, PrivilegeSet, Relation, RelationKind, Type, TypeKind};
use medlar_syntax::ast::{
    ColumnDefinition, CreateType, DropTypes, ParameterValue, QualifiedName, StorageParameter, StringLiteral,
    TypeDefinition, TypeName, TypeReference, TypeWord,
};
use medlar_syntax::scanner::NAME_BYTES;
use medlar_syntax::{Span, SqlState};

use crate::columns::new_column;
use crate::context::Context;
use crate::define::{self, refuse_system_schema};
use crate::dependency::{Address, Part};
use crate::drop::drop_addresses;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::session::not_run;
use crate::types::{self, Found};

pub(crate) use alter::execute as alter;
pub(crate) use domain::{comment_on_constraint, create as create_domain};

/// A type that a statement names.
pub(crate) enum Named {
    BuiltIn(types::DataType),
    Made(Found, MadeType),
}

impl Named {
    /// The type, which must be made by a statement to be changed here.
    fn made(self) -> Checked<(Found, MadeType)> {
        match self {
            Named::Made(found, made) => Ok((found, made)),
            Named::BuiltIn(_) => Err(not_run("ALTER TYPE of a built-in type")),
        }
    }
}

/// The schema that a type is made in; it must be allowed to.
fn place(context: &mut Context<'_>, name: &QualifiedName<'_>) -> Checked<(Oid, Name)> {
    let (schema, bare) = match name.parts.as_slice() {
        [schema, bare] => (context.schema_to_create_in(schema)?, bare),
        [database, schema, bare] if database.name == crate::namespace::DATABASE => {
            (context.schema_to_create_in(schema)?, bare)
        }
        _ => {
            let (_, bare) = context.split(name)?;
            (context.creation_schema()?, bare)
        }
    };
    context.check_schema(schema, PrivilegeSet::CREATE)?;
    Ok((schema, Name::from(&*bare.name)))
}

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateType<'_>) -> Checked {
    let span = statement.name.span;
    let about = |failure: Box<Failure>| failure.without_position().about(span);
    let (schema, name) = place(context, &statement.name).map_err(about)?;
    if let Some(existing) = context.made_type_at(Some(schema), &name) {
        let is_shell = matches!(&existing, Found::Type(found) if found.kind == TypeKind::Shell);
        let fills = matches!(statement.definition, TypeDefinition::Range(_) | TypeDefinition::Base(_));
        if !(is_shell && fills) {
            return Err(types::already_exists(&name).about(span));
        }
    }
    let kind = match &statement.definition {
        TypeDefinition::Composite(attributes) => return composite(context, span, schema, name, attributes),
        TypeDefinition::Base(_) => return Err(not_run("CREATE TYPE of a base type").about(span)),
        TypeDefinition::Shell => TypeKind::Shell,
        TypeDefinition::Enum(labels) => TypeKind::Enum(values(labels)?),
        TypeDefinition::Range(parameters) => TypeKind::Range(subtype(context, span, parameters).map_err(about)?),
    };
    insert(context, schema, name, kind).map_err(about)
}

/// Adds a type of a free name, or gives a shell what it lacked.
fn insert(context: &mut Context<'_>, schema: Oid, name: Name, kind: TypeKind) -> Checked {
    refuse_system_schema(context, schema, &name)?;
    if let Some(shell) = context.catalog.type_in(schema, &name).map(|shell| shell.oid) {
        context.catalog.update_type(shell, |shell| shell.kind = kind);
        context.write_object_and_lists(shell);
        return Ok(());
    }
    let oid = context.catalog.allocate_oid();
    let owner = context.user();
    let acl = context.acl_of_new(AclKind::Type, owner, Some(schema));
    context.catalog.insert_type(Type { oid, schema, name, owner, acl, kind, comment: None, extension: None });
    context.write_object_and_lists(oid);
    Ok(())
}

/// A composite type is a relation without rows.
fn composite(
    context: &mut Context<'_>,
    span: Span,
    schema: Oid,
    name: Name,
    attributes: &[ColumnDefinition<'_>],
) -> Checked {
    for (place, attribute) in attributes.iter().enumerate() {
        let is_repeated = |other: &ColumnDefinition<'_>| other.name.name == attribute.name.name;
        if attributes.iter().take(place).any(is_repeated) {
            let message = format!("column \"{}\" specified more than once", attribute.name.name);
            return Err(Failure::new(SqlState::DuplicateColumn, message).about(attribute.span));
        }
    }
    let mut columns = Vec::with_capacity(attributes.len());
    let mut found = Vec::with_capacity(attributes.len());
    for attribute in attributes {
        let Some(type_name) = &attribute.type_name else { continue };
        let about = |failure: Box<Failure>| failure.without_position().about(attribute.span);
        let data_type = types::resolve(context, type_name, false).map_err(about)?;
        types::check_usage(context, data_type).map_err(about)?;
        types::describe(context, &attribute.name.name, type_name).map_err(about)?;
        let mut column = new_column(&attribute.name.name, data_type.stored().into());
        if let Some(collation) = &attribute.collation {
            types::check_collation(context, data_type, &collation.name, collation.span).map_err(about)?;
            column.collation = collation.name.parts.last().map(|part| Name::from(&*part.name));
        }
        columns.push(column);
        found.push((data_type, attribute));
    }
    for (data_type, attribute) in found {
        types::check_storable(&attribute.name.name, data_type, attribute.span)?;
    }
    if context.relation_at(Some(schema), &name).is_some() {
        return Err(define::already_exists(&name).about(span));
    }
    refuse_system_schema(context, schema, &name).map_err(|failure| failure.about(span))?;
    let oid = context.catalog.allocate_oid();
    let owner = context.user();
    let mut relation = Relation::new(oid, RelationKind::CompositeType, schema, name, owner);
    (relation.columns, relation.acl) = (columns, context.acl_of_new(AclKind::Type, owner, Some(schema)));
    context.catalog.insert_relation(relation);
    context.write_object_and_lists(oid);
    Ok(())
}

/// The values of an enumerated type.
fn values(labels: &[StringLiteral<'_>]) -> Checked<Vec<Name>> {
    let mut values: Vec<Name> = Vec::with_capacity(labels.len());
    for label in labels {
        check_label(label)?;
        if values.iter().any(|known| **known == *label.value) {
            // The server's index says so, with the OID of the type.
            return Err(not_run("CREATE TYPE with a value twice").about(label.span));
        }
        values.push(Name::from(&*label.value));
    }
    Ok(values)
}

/// A value of an enumerated type is as long as a name at most.
fn check_label(label: &StringLiteral<'_>) -> Checked {
    if label.value.len() <= NAME_BYTES {
        return Ok(());
    }
    let message = format!("invalid enum label \"{}\"", label.value);
    Err(Failure::new(SqlState::InvalidName, message)
        .detail(format!("Labels must be {NAME_BYTES} bytes or less."))
        .about(label.span))
}

/// The type whose values a range is of.
fn subtype(context: &mut Context<'_>, span: Span, parameters: &[StorageParameter<'_>]) -> Checked<Name> {
    let mut subtype = None;
    for parameter in parameters {
        match &*parameter.name.name {
            "subtype" => subtype = Some(parameter),
            "subtype_opclass" | "collation" | "canonical" | "subtype_diff" | "multirange_type_name" => {}
            name => {
                let message = format!("type attribute \"{name}\" not recognized");
                return Err(Failure::new(SqlState::SyntaxError, message).about(parameter.span));
            }
        }
    }
    let Some(subtype) = subtype else {
        return Err(Failure::new(SqlState::SyntaxError, "type attribute \"subtype\" is required").about(span));
    };
    if parameters.len() > 1 {
        return Err(not_run("CREATE TYPE AS RANGE with more than a subtype").about(span));
    }
    match &subtype.value {
        Some(ParameterValue::Type(type_name)) => Ok(types::resolve(context, type_name, false)?.stored().into()),
        _ => Err(not_run("CREATE TYPE AS RANGE").about(subtype.span)),
    }
}

/// The type of that name, shells among them; none that is not there. Nothing said of it has a position.
pub(crate) fn find(context: &mut Context<'_>, type_name: &TypeName<'_>) -> Checked<Option<Named>> {
    let is_missing = |failure: &Failure| failure.error.sqlstate == SqlState::UndefinedObject;
    match types::resolve(context, type_name, false) {
        Ok(data_type) => Ok(Some(match data_type.made {
            None => Named::BuiltIn(data_type),
            Some(made) => match Found::of(context.catalog, made.oid) {
                Some(found) => Named::Made(found, made.reference()),
                None => return Ok(None),
            },
        })),
        Err(failure) if is_missing(&failure) => {
            let TypeReference::Named(name) = &type_name.name else { return Ok(None) };
            let (schema, name) = context.split(name)?;
            let shell = context.made_type_at(schema, &name.name);
            Ok(shell.map(|found| {
                let made = MadeType { oid: found.oid(), is_array: false };
                Named::Made(found, made)
            }))
        }
        Err(failure) => Err(failure.without_position()),
    }
}

/// The type of that name, which must be there and, as a domain, be one.
pub(crate) fn named(context: &mut Context<'_>, word: TypeWord, type_name: &TypeName<'_>) -> Checked<Named> {
    let Some(found) = find(context, type_name)? else { return Err(undefined(type_name)) };
    if word == TypeWord::Domain && !is_domain(&found) {
        let message = format!("\"{}\" is not a domain", types::as_written(type_name));
        return Err(Failure::new(SqlState::WrongObjectType, message).about(type_name.span));
    }
    Ok(found)
}

fn is_domain(found: &Named) -> bool {
    let Named::Made(Found::Type(found), made) = found else { return false };
    matches!(found.kind, TypeKind::Domain(_)) && !made.is_array
}

fn undefined(type_name: &TypeName<'_>) -> Box<Failure> {
    let message = format!("type \"{}\" does not exist", types::as_written(type_name));
    Failure::new(SqlState::UndefinedObject, message).about(type_name.span)
}

/// The type is another's; it is named as the search path finds it.
fn not_owner(context: &mut Context<'_>, made: MadeType) -> Box<Failure> {
    let message = format!("must be owner of type {}", context.naming().made_type(made));
    Failure::new(SqlState::InsufficientPrivilege, message)
}

fn check_owner(context: &mut Context<'_>, made: MadeType) -> Checked {
    if context.owns_object(made.oid) { Ok(()) } else { Err(not_owner(context, made)) }
}

/// The type that COMMENT and ALTER EXTENSION name, and that is the user's; none of a superuser's built-in one.
pub(crate) fn owned(context: &mut Context<'_>, word: TypeWord, type_name: &TypeName<'_>) -> Checked<Option<Oid>> {
    match named(context, word, type_name)? {
        Named::Made(_, made) => {
            check_owner(context, made).map_err(|failure| failure.about(type_name.span))?;
            Ok(Some(made.oid))
        }
        Named::BuiltIn(_) if context.is_superuser() => Ok(None),
        Named::BuiltIn(data_type) => {
            let message = format!("must be owner of type {}", data_type.name());
            Err(Failure::new(SqlState::InsufficientPrivilege, message).about(type_name.span))
        }
    }
}

pub(crate) fn drop_types(context: &mut Context<'_>, statement: &DropTypes<'_>) -> Checked {
    let mut targets = Vec::with_capacity(statement.names.len());
    for name in &statement.names {
        let found = match named(context, statement.word, name) {
            Err(failure) if statement.if_exists && is_missing(&failure) => {
                skip(context, name, &failure);
                continue;
            }
            found => found.map_err(|failure| failure.about(name.span))?,
        };
        let (found, made) = match found {
            Named::Made(found, made) => (found, made),
            Named::BuiltIn(data_type) => {
                let message =
                    format!("cannot drop type {} because it is required by the database system", data_type.name());
                return Err(Failure::new(SqlState::DependentObjectsStillExist, message).about(name.span));
            }
        };
        let schema = match &found {
            Found::Type(found) => found.schema,
            Found::Rows(relation) => relation.schema,
        };
        let schema_owner = context.catalog.schema_by_oid(schema).map(|schema| schema.owner);
        if !schema_owner.is_some_and(|owner| context.owns(owner)) {
            check_owner(context, made).map_err(|failure| failure.about(name.span))?;
        }
        let is_row_type = matches!(&found, Found::Rows(relation) if relation.kind != RelationKind::CompositeType);
        let part = match made.is_array {
            true => Part::ArrayType,
            false if is_row_type => Part::RowType,
            false => Part::Whole,
        };
        targets.push((Address { oid: made.oid, part }, name.span));
    }
    drop_addresses(context, &targets, statement.behavior)
}

fn is_missing(failure: &Failure) -> bool {
    matches!(failure.error.sqlstate, SqlState::UndefinedObject | SqlState::InvalidSchemaName)
}

/// The notice of IF EXISTS: of the schema or of the type that is not there.
fn skip(context: &mut Context<'_>, name: &TypeName<'_>, failure: &Failure) {
    if let TypeReference::Named(name) = &name.name
        && let Some(schema) = name.parts.iter().rev().nth(1)
    {
        context.footprint.read(KeyKind::Schema, &schema.name);
    }
    context.notice(SqlState::SuccessfulCompletion, format!("{}, skipping", failure.error.message));
}

/// The owner of a relation that is a composite type is asked for as that of a table.
fn check_owner_of_attributes(context: &mut Context<'_>, relation: &Arc<Relation>) -> Checked {
    if context.owns(relation.owner) {
        return Ok(());
    }
    let mut failure = not_owner_of(context.catalog, relation.oid);
    failure.error.message = format!("must be owner of table {}", relation.name);
    Err(failure)
}
