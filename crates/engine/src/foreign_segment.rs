//! ADD FOREIGN SEGMENT: Cloudberry only.
//!
//! Where the server has no text of its own for a table that is missing (it ends in an internal
//! error), the words are those of other statements.

use std::sync::Arc;

use medlar_catalog::{ForeignSegment, OptionList};
use medlar_syntax::SqlState;
use medlar_syntax::ast::AddForeignSegment;

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::foreign_table::validator_of_server;
use crate::message::{Checked, Failure};
use crate::options;
use crate::validators::Level;

/// No right is asked for.
pub(crate) fn add(context: &mut Context<'_>, statement: &AddForeignSegment<'_>) -> Checked {
    let server = Arc::clone(context.server(&statement.server)?);
    let name = &statement.table;
    let Some(table) = context.relation_at(None, &name.name) else {
        let message = format!("relation \"{}\" does not exist", name.name);
        return Err(Failure::new(SqlState::UndefinedTable, message).about(name.span));
    };
    let validator = validator_of_server(context, &server);
    let none = OptionList::default();
    let options = options::transform(context, &none, &statement.options, Level::ForeignTable, validator)?;
    context.footprint.write(KeyKind::TablesOf, &server.name);
    context.write_object(table.oid);
    let segment = ForeignSegment { server: server.oid, options };
    context.catalog.update_relation(table.oid, |table| table.segments.push(segment));
    Ok(())
}
