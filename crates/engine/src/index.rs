//! CREATE INDEX, as far as it is refused: what can have indexes keeps none here.

use medlar_catalog::{Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::CreateIndex;

use crate::context::Context;
use crate::inheritance;
use crate::like::unsupported;
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::session::not_run;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateIndex<'_>, in_block: bool) -> Checked {
    let span = statement.relation.name.span;
    if statement.concurrently && in_block {
        let message = "CREATE INDEX CONCURRENTLY cannot run inside a transaction block";
        return Err(Failure::new(SqlState::ActiveSqlTransaction, message));
    }
    let relation = context.relation(&statement.relation.name)?;
    if !context.owns(relation.owner) {
        return Err(not_owner_of(context.catalog, relation.oid).about(span));
    }
    match relation.kind {
        RelationKind::Table => {}
        RelationKind::PartitionedTable if statement.is_unique => {
            refuse_foreign_partitions(context, &relation).map_err(|failure| failure.about(span))?;
        }
        RelationKind::PartitionedTable => {}
        kind => return Err(refused(context, kind, &relation.name).about(span)),
    }
    Err(not_run("CREATE INDEX").about(span))
}

/// No partition on any level can be a foreign table.
fn refuse_foreign_partitions(context: &mut Context<'_>, relation: &Relation) -> Checked {
    for oid in inheritance::descendants(context, relation.oid) {
        if context.catalog.relation(oid).is_some_and(|child| child.kind == RelationKind::ForeignTable) {
            let name = &relation.name;
            let message = format!("cannot create unique index on partitioned table \"{name}\"");
            return Err(Failure::new(SqlState::WrongObjectType, message)
                .detail(format!("Table \"{name}\" contains partitions that are foreign tables.")));
        }
    }
    Ok(())
}

/// Relations of this kind have no indexes.
pub(crate) fn refused(context: &Context<'_>, kind: RelationKind, name: &str) -> Box<Failure> {
    let message = if context.rules.wrong_kind_names_the_operation {
        let message = format!("cannot create index on relation \"{name}\"");
        return Failure::new(SqlState::WrongObjectType, message).detail(unsupported(kind));
    } else if kind == RelationKind::ForeignTable {
        format!("cannot create index on foreign table \"{name}\"")
    } else {
        format!("\"{name}\" is not a table or materialized view")
    };
    Failure::new(SqlState::WrongObjectType, message)
}
