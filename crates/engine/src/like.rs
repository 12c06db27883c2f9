//! LIKE: the columns of one relation in the definition of another.

use medlar_catalog::{ConstraintKind, Generation, PrivilegeSet, Relation, RelationKind};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{LikeClause, LikeOption};

use crate::columns::{Definition, NewColumn, NewConstraint};
use crate::context::Context;
use crate::dependency::relation_noun;
use crate::message::{Checked, Failure};
use crate::object::denied_rows;
use crate::privileges::has_privileges;
use crate::types::DataType;

/// Copies what the clause asks for; names, types, collations and NOT NULL always.
pub(crate) fn copy(context: &mut Context<'_>, clause: &LikeClause<'_>, definition: &mut Definition<'_, '_>) -> Checked {
    let source = context.relation(&clause.relation).map_err(|failure| failure.at(clause.relation.span))?;
    if source.kind == RelationKind::Sequence || source.kind.is_index() {
        return Err(wrong_kind(context, &source).at(clause.relation.span));
    }
    context.read_memberships();
    let kind = source.kind.acl_kind();
    if !has_privileges(context.catalog, context.user(), kind, source.owner, &source.acl, PrivilegeSet::SELECT) {
        return Err(denied_rows(context.catalog, source.oid).about(clause.relation.span));
    }
    let includes = |wanted: LikeOption| {
        let mut is_included = false;
        for (including, option) in &clause.options {
            if *option == wanted || *option == LikeOption::All {
                is_included = *including;
            }
        }
        is_included
    };
    for (_, column) in source.numbered_columns() {
        let mut copied = crate::columns::new_column(&column.name, column.type_name.clone());
        copied.collation.clone_from(&column.collation);
        copied.is_not_null = column.is_not_null;
        let (keeps_value, is_identity) = match column.generation {
            Generation::Default => (includes(LikeOption::Defaults), false),
            Generation::Stored => (includes(LikeOption::Generated), false),
            Generation::IdentityAlways | Generation::IdentityByDefault => {
                (includes(LikeOption::Identity), includes(LikeOption::Identity))
            }
        };
        if keeps_value {
            copied.generation = column.generation;
            copied.default.clone_from(&column.default);
            // A column that the expression uses has another number in the new table, and no other table
            // is used by a generation expression.
            if let (Generation::Stored, Some(default)) = (column.generation, &mut copied.default) {
                default.uses.clear();
            }
        }
        if includes(LikeOption::Comments) {
            copied.comment.clone_from(&column.comment);
        }
        definition.columns.push(NewColumn {
            data_type: DataType::of_column(context.catalog, &column.type_name, context.target),
            column: copied,
            type_name: None,
            value: None,
            has_sequence: is_identity,
            sequence_options: &[],
            options: &[],
            span: clause.span,
        });
    }
    for constraint in &source.constraints {
        let wanted = match constraint.kind {
            ConstraintKind::Check => includes(LikeOption::Constraints),
            ConstraintKind::PrimaryKey | ConstraintKind::Unique => includes(LikeOption::Indexes),
            ConstraintKind::Exclusion | ConstraintKind::ForeignKey => false,
        };
        if !wanted {
            continue;
        }
        let is_check = constraint.kind == ConstraintKind::Check;
        let column_name = |used: &medlar_catalog::ColumnReference| {
            let column = usize::from(used.column).checked_sub(1).and_then(|place| source.columns.get(place));
            column.map(|column| column.name.clone())
        };
        definition.constraints.push(NewConstraint {
            name: is_check.then(|| constraint.name.clone()),
            kind: constraint.kind,
            expression: None,
            columns: constraint.uses.iter().filter_map(column_name).collect(),
            copied: is_check.then(|| constraint.clone()),
            references: None,
            is_no_inherit: constraint.is_no_inherit,
            is_not_valid: false,
            span: clause.span,
        });
    }
    Ok(())
}

/// Takes the indexes out of the definition of a foreign table, where only LIKE can have brought them;
/// whether there were any.
pub(crate) fn without_indexes(definition: &mut Definition<'_, '_>) -> bool {
    let before = definition.constraints.len();
    definition.constraints.retain(|constraint| constraint.kind == ConstraintKind::Check);
    definition.constraints.len() < before
}

fn wrong_kind(context: &Context<'_>, source: &Relation) -> Box<Failure> {
    let name = &source.name;
    if context.rules.wrong_kind_names_the_operation {
        let message = format!("relation \"{name}\" is invalid in LIKE clause");
        return Failure::new(SqlState::WrongObjectType, message).detail(unsupported(source.kind));
    }
    let kinds = if context.rules.cloudberry {
        "a table, directory table, view, materialized view, composite type, or foreign table"
    } else {
        "a table, view, materialized view, composite type, or foreign table"
    };
    Failure::new(SqlState::WrongObjectType, format!("\"{name}\" is not {kinds}"))
}

/// DETAIL of what a kind of relation cannot do.
pub(crate) fn unsupported(kind: RelationKind) -> String {
    let noun = match kind {
        RelationKind::PartitionedTable => "partitioned table",
        RelationKind::PartitionedIndex => "partitioned index",
        _ => relation_noun(kind),
    };
    let plural = if kind.is_index() { "es" } else { "s" };
    format!("This operation is not supported for {noun}{plural}.")
}
