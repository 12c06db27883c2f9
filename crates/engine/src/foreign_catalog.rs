//! Foreign catalogs and volumes: Cloudberry's main branch only.

use std::sync::Arc;

use medlar_catalog::{ForeignCatalog, Name, OptionList};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{CreateForeignCatalog, DropForeignCatalogs, ObjectKind};

use crate::context::{Context, permission_denied};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::validators::Level;
use crate::{drop, options, privileges};

fn noun(is_volume: bool) -> &'static str {
    if is_volume { "foreign volume" } else { "foreign catalog" }
}

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateForeignCatalog<'_>) -> Checked {
    let (is_volume, name) = (statement.is_volume, &statement.name);
    context.footprint.read(KeyKind::ForeignCatalog, &name.name);
    if context.catalog.foreign_catalog(is_volume, &name.name).is_some() {
        let message = format!("{} \"{}\" already exists", noun(is_volume), name.name);
        if !statement.if_not_exists {
            return Err(Failure::new(SqlState::DuplicateObject, message).about(name.span));
        }
        context.notice(SqlState::DuplicateObject, message + ", skipping");
        return Ok(());
    }
    let server = Arc::clone(context.server(&statement.server)?);
    context.read_memberships();
    let owner = context.user();
    if !privileges::has_usage_on(context.catalog, owner, server.owner, &server.acl) {
        return Err(permission_denied(ObjectKind::Server, &server.name).about(statement.server.span));
    }
    let options = options::transform(context, &OptionList::default(), &statement.options, Level::Server, None)?;
    context.footprint.write(KeyKind::ForeignCatalog, &name.name);
    context.footprint.write(KeyKind::Server, &server.name);
    context.write_references([owner]);
    let oid = context.catalog.allocate_oid();
    let name = Name::from(&*name.name);
    context.catalog.insert_foreign_catalog(ForeignCatalog { oid, name, is_volume, owner, server: server.oid, options });
    Ok(())
}

pub(crate) fn drop_catalogs(context: &mut Context<'_>, statement: &DropForeignCatalogs<'_>) -> Checked {
    let noun = noun(statement.is_volume);
    let mut targets = Vec::with_capacity(statement.names.len());
    for name in &statement.names {
        context.footprint.read(KeyKind::ForeignCatalog, &name.name);
        let Some(found) = context.catalog.foreign_catalog(statement.is_volume, &name.name).map(Arc::clone) else {
            let message = format!("{noun} \"{}\" does not exist", name.name);
            if !statement.if_exists {
                return Err(Failure::new(SqlState::UndefinedObject, message).about(name.span));
            }
            context.notice(SqlState::SuccessfulCompletion, message + ", skipping");
            continue;
        };
        if !context.owns(found.owner) {
            let message = format!("must be owner of {noun} {}", name.name);
            return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(name.span));
        }
        targets.push((found.oid, name.span));
    }
    drop::drop_objects(context, &targets, statement.behavior)
}
