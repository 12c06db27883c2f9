//! ALTER TYPE and ALTER DOMAIN.

use std::sync::Arc;

use medlar_catalog::{MadeType, Name, Oid, PrivilegeSet, Relation, RelationKind, Type, TypeKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{
    AlterType, AttributeChange, ColumnChange, ColumnDefinition, Ident, RelationExpression, RelationKind as Kind,
    RenameRelation, RenamedPart, StringLiteral, TypeChange, TypeWord,
};

use super::domain::{self, no_domain, type_of};
use super::{Named, check_label, check_owner, check_owner_of_attributes, find, undefined};
use crate::alter_column;
use crate::alter_relation::{Added, Recursion};
use crate::column_type;
use crate::context::Context;
use crate::define::{already_exists, undefined as undefined_relation};
use crate::dependency::{Address, Part};
use crate::drop::drop_addresses;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::owner;
use crate::rename_relation;
use crate::session::not_run;
use crate::types::{self, Found};

pub(crate) fn execute(context: &mut Context<'_>, statement: &AlterType<'_>) -> Checked {
    let span = statement.name.span;
    let about = |failure: Box<Failure>| match failure.subject {
        Some(_) => failure.without_position(),
        None => failure.about(span),
    };
    match &statement.change {
        TypeChange::Attributes(changes) => return attributes(context, statement, changes).map_err(about),
        TypeChange::RenameAttribute(old, new, _) => {
            let rename = RenameRelation {
                kind: Kind::Table,
                if_exists: false,
                relation: RelationExpression { only: false, name: statement.name.clone() },
                part: RenamedPart::Column(old.clone()),
                new_name: new.clone(),
            };
            return rename_relation::rename(context, &rename).map_err(about);
        }
        _ => {}
    }
    let new_owner = match &statement.change {
        TypeChange::Owner(role) => Some(context.role(role)?),
        _ => None,
    };
    let (found, made) = one(context, statement).map_err(about)?;
    change(context, statement, (&found, made), new_owner).map_err(about)
}

/// The type, which must be more than a shell.
fn one(context: &mut Context<'_>, statement: &AlterType<'_>) -> Checked<(Found, MadeType)> {
    let type_name = type_of(&statement.name);
    let Some(named) = find(context, &type_name)? else { return Err(undefined(&type_name)) };
    if let Named::BuiltIn(data_type) = &named
        && matches!(statement.change, TypeChange::AddValue { .. } | TypeChange::RenameValue(..))
    {
        return Err(Failure::new(SqlState::WrongObjectType, format!("{} is not an enum", data_type.name())));
    }
    let (found, made) = named.made()?;
    if matches!(&found, Found::Type(found) if found.kind == TypeKind::Shell) {
        let message = format!("type \"{}\" is only a shell", types::as_written(&type_name));
        return Err(Failure::new(SqlState::UndefinedObject, message));
    }
    Ok((found, made))
}

fn change(
    context: &mut Context<'_>,
    statement: &AlterType<'_>,
    (found, made): (&Found, MadeType),
    new_owner: Option<Oid>,
) -> Checked {
    match &statement.change {
        TypeChange::Rename(new_name) => {
            check_owner(context, made)?;
            check_changeable(context, statement.word, found, made)?;
            rename(context, found, new_name)
        }
        TypeChange::Schema(schema) => {
            let target = context.schema(schema)?.oid;
            context.check_schema(target, PrivilegeSet::CREATE)?;
            check_owner(context, made)?;
            check_changeable(context, statement.word, found, made)?;
            set_schema(context, found, target, schema)
        }
        TypeChange::Owner(role) => {
            check_changeable(context, statement.word, found, made)?;
            let spans = owner::Spans { object: statement.name.span, owner: role.span };
            new_owner.map_or(Ok(()), |new_owner| owner::give(context, made.oid, new_owner, spans))
        }
        TypeChange::AddValue { if_not_exists, value, place } => {
            add_value(context, (found, made), value, *if_not_exists, place.as_ref())
        }
        TypeChange::RenameValue(old, new) => rename_value(context, (found, made), old, new),
        TypeChange::Properties(_) => Err(not_run("ALTER TYPE SET")),
        TypeChange::Attributes(_) | TypeChange::RenameAttribute(..) => Ok(()),
        _ => match found {
            Found::Type(found) => change_domain(context, found, made, &statement.change),
            Found::Rows(_) => Err(no_domain(context, made)),
        },
    }
}

/// The row type of a table goes with it, and the type of arrays with that of its elements.
fn check_changeable(context: &mut Context<'_>, word: TypeWord, found: &Found, made: MadeType) -> Checked {
    let is_domain = matches!(found, Found::Type(found) if matches!(found.kind, TypeKind::Domain(_)));
    if word == TypeWord::Domain && (!is_domain || made.is_array) {
        return Err(no_domain(context, made));
    }
    let naming = context.naming();
    let name = naming.made_type(made);
    if made.is_array {
        let element = naming.made_type(MadeType { is_array: false, ..made });
        let failure = Failure::new(SqlState::WrongObjectType, format!("cannot alter array type {name}"));
        return Err(failure.hint(format!("You can alter type {element}, which will alter the array type as well.")));
    }
    match found {
        Found::Rows(relation) if relation.kind != RelationKind::CompositeType => {
            let failure = Failure::new(SqlState::WrongObjectType, format!("{name} is a table's row type"));
            Err(failure.hint("Use ALTER TABLE instead."))
        }
        _ => Ok(()),
    }
}

/// The schema and the name of a type.
fn place_of(found: &Found) -> (Oid, Name) {
    match found {
        Found::Type(found) => (found.schema, found.name.clone()),
        Found::Rows(relation) => (relation.schema, relation.name.clone()),
    }
}

fn rename(context: &mut Context<'_>, found: &Found, new_name: &Ident<'_>) -> Checked {
    let (schema, _) = place_of(found);
    if matches!(found, Found::Rows(_)) && context.relation_at(Some(schema), &new_name.name).is_some() {
        return Err(already_exists(&new_name.name));
    }
    if context.made_type_at(Some(schema), &new_name.name).is_some() {
        return Err(types::already_exists(&new_name.name));
    }
    context.write_object_and_lists(found.oid());
    context.footprint.write(KeyKind::Relation, &new_name.name);
    write_users(context, found.oid());
    context.catalog.rename(found.oid(), Name::from(&*new_name.name));
    Ok(())
}

fn set_schema(context: &mut Context<'_>, found: &Found, target: Oid, schema: &Ident<'_>) -> Checked {
    let (old, name) = place_of(found);
    if old == target {
        return Ok(());
    }
    if &*schema.name == "pg_toast" {
        let message = "cannot move objects into or out of TOAST schema";
        return Err(Failure::new(SqlState::FeatureNotSupported, message));
    }
    if context.made_type_at(Some(target), &name).is_some() {
        let message = format!("type \"{name}\" already exists in schema \"{}\"", schema.name);
        return Err(Failure::new(SqlState::DuplicateObject, message));
    }
    if matches!(found, Found::Rows(_)) && context.relation_at(Some(target), &name).is_some() {
        let message = format!("relation \"{name}\" already exists in schema \"{}\"", schema.name);
        return Err(Failure::new(SqlState::DuplicateTable, message));
    }
    context.write_object_and_lists(found.oid());
    context.footprint.write(KeyKind::ContentsOf, &schema.name);
    write_users(context, found.oid());
    context.catalog.set_schema(found.oid(), target);
    Ok(())
}

/// Messages about what has a type name it.
fn write_users(context: &mut Context<'_>, oid: Oid) {
    for user in context.catalog.dependents_of(oid).collect::<Vec<_>>() {
        context.write_object(user);
    }
}

/// The values of the type, which must be an enumerated one and the user's.
fn values_of(context: &mut Context<'_>, found: &Found, made: MadeType) -> Checked<Vec<Name>> {
    let values = match found {
        Found::Type(found) if !made.is_array => match &found.kind {
            TypeKind::Enum(values) => Some(values.clone()),
            _ => None,
        },
        _ => None,
    };
    let Some(values) = values else {
        let message = format!("{} is not an enum", context.naming().made_type(made));
        return Err(Failure::new(SqlState::WrongObjectType, message));
    };
    check_owner(context, made)?;
    Ok(values)
}

fn no_value(label: &StringLiteral<'_>) -> Box<Failure> {
    let message = format!("\"{}\" is not an existing enum label", label.value);
    Failure::new(SqlState::InvalidParameterValue, message).about(label.span)
}

fn add_value(
    context: &mut Context<'_>,
    (found, made): (&Found, MadeType),
    value: &StringLiteral<'_>,
    if_not_exists: bool,
    place: Option<&(bool, StringLiteral<'_>)>,
) -> Checked {
    let mut values = values_of(context, found, made)?;
    check_label(value)?;
    if values.iter().any(|known| **known == *value.value) {
        let message = format!("enum label \"{}\" already exists", value.value);
        if !if_not_exists {
            return Err(Failure::new(SqlState::DuplicateObject, message).about(value.span));
        }
        context.notice(SqlState::DuplicateObject, message + ", skipping");
        return Ok(());
    }
    let at = match place {
        None => values.len(),
        Some((is_before, neighbour)) => {
            let at = values.iter().position(|known| **known == *neighbour.value).ok_or_else(|| no_value(neighbour))?;
            if *is_before { at } else { at + 1 }
        }
    };
    values.insert(at, Name::from(&*value.value));
    set_values(context, made.oid, values);
    Ok(())
}

fn rename_value(
    context: &mut Context<'_>,
    (found, made): (&Found, MadeType),
    old: &StringLiteral<'_>,
    new: &StringLiteral<'_>,
) -> Checked {
    check_label(new)?;
    let mut values = values_of(context, found, made)?;
    let at = values.iter().position(|known| **known == *old.value).ok_or_else(|| no_value(old))?;
    if values.iter().any(|known| **known == *new.value) {
        let message = format!("enum label \"{}\" already exists", new.value);
        return Err(Failure::new(SqlState::DuplicateObject, message).about(new.span));
    }
    if let Some(value) = values.get_mut(at) {
        *value = Name::from(&*new.value);
    }
    set_values(context, made.oid, values);
    Ok(())
}

fn set_values(context: &mut Context<'_>, oid: Oid, values: Vec<Name>) {
    context.write_object_and_lists(oid);
    context.catalog.update_type(oid, |found| found.kind = TypeKind::Enum(values));
}

fn change_domain(context: &mut Context<'_>, found: &Type, made: MadeType, change: &TypeChange<'_>) -> Checked {
    domain::change(context, found, made, &mut |context, domain| match change {
        TypeChange::Default(expression) => domain::set_default(context, domain, &found.name, expression.as_ref()),
        TypeChange::NotNull(is_set) => {
            domain.is_not_null = *is_set;
            Ok(())
        }
        TypeChange::AddConstraint(constraint) => domain::add_constraint(context, domain, found, constraint),
        TypeChange::DropConstraint { if_exists, name, .. } => {
            let before = domain.constraints.len();
            domain.constraints.retain(|known| *known.name != *name.name);
            if domain.constraints.len() < before {
                return Ok(());
            }
            let failure = domain::no_constraint(&found.name, name);
            if !if_exists {
                return Err(failure);
            }
            context.notice(SqlState::SuccessfulCompletion, failure.error.message + ", skipping");
            Ok(())
        }
        TypeChange::ValidateConstraint(name) => {
            let known = domain.constraints.iter_mut().find(|known| *known.name == *name.name);
            known.ok_or_else(|| domain::no_constraint(&found.name, name))?.is_validated = true;
            Ok(())
        }
        TypeChange::RenameConstraint(old, new) => {
            let is_used = domain.constraints.iter().any(|known| *known.name == *new.name);
            let known = domain::constraint_of(context, domain, made, old)?;
            if is_used {
                let message = format!("constraint \"{}\" for domain {} already exists", new.name, found.name);
                return Err(Failure::new(SqlState::DuplicateObject, message).about(new.span));
            }
            known.name = Name::from(&*new.name);
            Ok(())
        }
        _ => Ok(()),
    })
}

/// ADD, DROP and ALTER ATTRIBUTE: a composite type is a relation.
fn attributes(context: &mut Context<'_>, statement: &AlterType<'_>, changes: &[AttributeChange<'_>]) -> Checked {
    let name = &statement.name;
    let relation = context.find_relation(name)?.ok_or_else(|| undefined_relation(name))?;
    check_owner_of_attributes(context, &relation)?;
    if relation.kind != RelationKind::CompositeType {
        let message = format!("\"{}\" is not a composite type", relation.name);
        return Err(Failure::new(SqlState::WrongObjectType, message));
    }
    let recursion = Recursion { is_only: false };
    for change in changes {
        if let AttributeChange::Type(definition, _) = change {
            column_type::prepare(context, &relation, &definition.name, &new_type(definition), recursion)?;
        }
    }
    // What drops comes before what changes types, that before what adds.
    let mut ordered: Vec<&AttributeChange<'_>> = changes.iter().collect();
    ordered.sort_by_key(|change| match change {
        AttributeChange::Drop(..) => 0,
        AttributeChange::Type(..) => 1,
        AttributeChange::Add(..) => 2,
    });
    for change in ordered {
        let Some(relation) = context.catalog.relation(relation.oid).map(Arc::clone) else { continue };
        carry_out(context, &relation, change).map_err(|failure| failure.about(change.span()))?;
    }
    context.write_object_and_lists(relation.oid);
    Ok(())
}

fn carry_out(context: &mut Context<'_>, relation: &Arc<Relation>, change: &AttributeChange<'_>) -> Checked {
    let recursion = Recursion { is_only: false };
    match change {
        AttributeChange::Add(definition, _) => {
            alter_column::add(context, relation, definition, false, recursion, &mut Added::default())
        }
        AttributeChange::Drop(if_exists, name, behavior) => match relation.column(&name.name) {
            Some((number, _)) => {
                let address = Address { oid: relation.oid, part: Part::Column(number) };
                drop_addresses(context, &[(address, name.span)], *behavior)
            }
            None => alter_column::drop(context, relation, name, *if_exists, *behavior, recursion),
        },
        AttributeChange::Type(definition, _) => {
            alter_column::change(context, relation, &definition.name, &new_type(definition), recursion)
        }
    }
}

fn new_type<'a>(definition: &ColumnDefinition<'a>) -> ColumnChange<'a> {
    match &definition.type_name {
        Some(type_name) => {
            ColumnChange::Type { type_name: type_name.clone(), collation: definition.collation.clone(), using: None }
        }
        None => ColumnChange::DropDefault,
    }
}
