//! COMMENT ON FOREIGN DATA WRAPPER, SERVER and EXTENSION.

use std::sync::Arc;

use medlar_syntax::ast::{Comment, ObjectKind};

use crate::context::{Context, not_owner, undefined};
use crate::footprint::KeyKind;
use crate::message::Checked;

pub(crate) fn execute(context: &mut Context<'_>, statement: &Comment<'_>) -> Checked {
    let name = &statement.name;
    let (oid, owner, key) = match statement.kind {
        ObjectKind::Server => {
            let server = context.server(name)?;
            (server.oid, server.owner, KeyKind::Server)
        }
        ObjectKind::ForeignDataWrapper => {
            let wrapper = context.wrapper(name)?;
            (wrapper.oid, wrapper.owner, KeyKind::Wrapper)
        }
        ObjectKind::Extension => {
            context.footprint.read(KeyKind::Extension, &name.name);
            let extension = context.catalog.extension(&name.name);
            let extension = extension.ok_or_else(|| undefined(ObjectKind::Extension, name))?;
            (extension.oid, extension.owner, KeyKind::Extension)
        }
    };
    if !context.owns(owner) {
        return Err(not_owner(statement.kind, name));
    }

    context.footprint.write(key, &name.name);
    // An empty comment is none.
    let text = statement.text.as_ref().filter(|text| !text.value.is_empty());
    let text = text.map(|text| Arc::from(&*text.value));
    match statement.kind {
        ObjectKind::Server => context.catalog.update_server(oid, |server| server.comment = text),
        ObjectKind::ForeignDataWrapper => context.catalog.update_wrapper(oid, |wrapper| wrapper.comment = text),
        ObjectKind::Extension => context.catalog.update_extension(oid, |extension| extension.comment = text),
    }
    Ok(())
}
