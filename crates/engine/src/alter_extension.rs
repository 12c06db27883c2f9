//! ALTER EXTENSION: another version, another schema, members that come and go.

use std::sync::Arc;

use medlar_catalog::{Extension, Oid, PrivilegeSet};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{AlterExtension, CommentTarget, ExtensionChange, Ident, ObjectKind, TypeName, TypeWord};

use crate::context::{Context, not_owner, undefined};
use crate::dependency::{Address, describe};
use crate::drop_relation::{is_of_kind, wrong_kind};
use crate::extension;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::object::{not_owner_of, not_owner_of_routine};
use crate::session::not_run;
use crate::type_statement;
use crate::types::Found;

pub(crate) fn execute(context: &mut Context<'_>, statement: &AlterExtension<'_>) -> Checked {
    let name = &statement.name;
    match &statement.change {
        ExtensionChange::Update(versions) => {
            let extension = owned(context, name)?;
            extension::update(context, &extension, versions)
        }
        ExtensionChange::SetSchema(schema) => set_schema(context, name, schema),
        ExtensionChange::Add(target) => change_member(context, name, target, true),
        ExtensionChange::Drop(target) => change_member(context, name, target, false),
    }
}

fn find(context: &mut Context<'_>, name: &Ident<'_>) -> Checked<Arc<Extension>> {
    context.footprint.read(KeyKind::Extension, &name.name);
    context.footprint.read(KeyKind::Functions, "");
    let found = context.catalog.extension(&name.name).map(Arc::clone);
    found.ok_or_else(|| undefined(ObjectKind::Extension, name))
}

fn owned(context: &mut Context<'_>, name: &Ident<'_>) -> Checked<Arc<Extension>> {
    let extension = find(context, name)?;
    if context.owns(extension.owner) { Ok(extension) } else { Err(not_owner(ObjectKind::Extension, name)) }
}

fn set_schema(context: &mut Context<'_>, name: &Ident<'_>, schema: &Ident<'_>) -> Checked {
    let extension = find(context, name)?;
    let target = context.schema(schema)?.oid;
    context.check_schema(target, PrivilegeSet::CREATE).map_err(|failure| failure.about(schema.span))?;
    if !context.owns(extension.owner) {
        return Err(not_owner(ObjectKind::Extension, name));
    }
    if extension.schema == target {
        return Ok(());
    }
    if extension::is_fixed(&extension.name) {
        let message = format!("extension \"{}\" does not support SET SCHEMA", extension.name);
        return Err(Failure::new(SqlState::FeatureNotSupported, message).about(name.span));
    }
    let members: Vec<Oid> = context.catalog.dependents_of(extension.oid).collect();
    for member in &members {
        let Some(function) = context.catalog.function(*member) else { continue };
        if context.catalog.function_in(target, &function.signature()).is_some() {
            let signature = function.signature();
            let message = format!("function {signature} already exists in schema \"{}\"", schema.name);
            return Err(Failure::new(SqlState::DuplicateFunction, message).about(schema.span));
        }
    }
    context.write_object_and_lists(extension.oid);
    for object in members.into_iter().chain([extension.oid]) {
        let catalog = &context.catalog;
        let in_schema = catalog.function(object).is_some() || Found::of(catalog, object).is_some();
        if in_schema || object == extension.oid {
            context.write_object_and_lists(object);
            context.catalog.set_schema(object, target);
            context.write_object_and_lists(object);
        }
    }
    Ok(())
}

fn member_type(context: &mut Context<'_>, word: TypeWord, name: &TypeName<'_>) -> Checked<Oid> {
    let found = type_statement::owned(context, word, name)?;
    found.ok_or_else(|| not_run("ALTER EXTENSION with a built-in type").about(name.span))
}

fn change_member(context: &mut Context<'_>, name: &Ident<'_>, target: &CommentTarget<'_>, adds: bool) -> Checked {
    use ObjectKind::{Database, Extension, Role, Tablespace};
    use medlar_syntax::ast::RelationKind::Index;
    if matches!(
        target,
        CommentTarget::Object(Database | Extension | Role | Tablespace, _) | CommentTarget::Relation(Index, _)
    ) {
        let message = "cannot add an object of this type to an extension";
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(name.span));
    }
    let extension = owned(context, name)?;
    let member = match target {
        CommentTarget::Object(ObjectKind::Server, name) => context.server(name)?.oid,
        CommentTarget::Object(ObjectKind::ForeignDataWrapper, name) => context.wrapper(name)?.oid,
        CommentTarget::Object(ObjectKind::Schema, name) => context.schema(name)?.oid,
        CommentTarget::Relation(kind, name) => {
            let relation = context.relation(name)?;
            if !is_of_kind(relation.kind, *kind) {
                return Err(wrong_kind(*kind, &relation.name).about(name.span));
            }
            relation.oid
        }
        CommentTarget::Routine(kind, signature) => {
            let routine = context.routine(*kind, signature)?;
            if !context.owns_object(routine) {
                return Err(not_owner_of_routine(context.catalog, routine, *kind).about(signature.span));
            }
            routine
        }
        CommentTarget::Type(name) => member_type(context, TypeWord::Type, name)?,
        CommentTarget::Domain(name) => member_type(context, TypeWord::Domain, name)?,
        _ => return Err(not_run("ALTER EXTENSION")),
    };
    if !context.owns_object(member) {
        return Err(not_owner_of(context.catalog, member).about(name.span));
    }
    let owner = context.catalog.common(member).and_then(|common| common.extension);
    let fault = |context: &mut Context<'_>, of: &str, what: &str| {
        let described = describe(&context.naming(), Address::whole(member));
        let message = format!("{described} is {what} a member of extension \"{of}\"");
        Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message).about(name.span))
    };
    if !adds {
        if owner != Some(extension.oid) {
            return fault(context, &extension.name, "not");
        }
    } else if let Some(of) = owner.and_then(|oid| context.catalog.extension_by_oid(oid)).map(|of| of.name.clone()) {
        return fault(context, &of, "already");
    } else if member == extension.schema {
        let message = format!(
            "cannot add schema \"{}\" to extension \"{}\" because the schema contains the extension",
            context.catalog.schema_name(member),
            extension.name
        );
        return Err(Failure::new(SqlState::ObjectNotInPrerequisiteState, message).about(name.span));
    }
    context.write_object_and_lists(extension.oid);
    context.write_object_and_lists(member);
    context.catalog.set_extension(member, adds.then_some(extension.oid));
    Ok(())
}
