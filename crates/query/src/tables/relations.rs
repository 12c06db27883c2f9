//! Relations, their columns, and what belongs to them.

use std::sync::Arc;

use medlar_catalog::{Column, Constraint, ConstraintKind, ForeignSegment, Generation, Relation, RelationKind};
use medlar_engine::{displayed, printed_type};
use medlar_syntax::Target;

use super::types::BuiltInType;
use super::{acl, oid, options};
use crate::database::Database;
use crate::value::{OidKind, TextKind, Value};

pub(super) fn rows(database: &Database<'_>, name: &str) -> Option<Vec<Vec<Value>>> {
    let mut relations: Vec<&Arc<Relation>> = database.catalog().relations().collect();
    relations.sort_by_key(|relation| relation.oid);
    let of_each = |row: &dyn Fn(&Relation) -> Vec<Vec<Value>>| -> Vec<Vec<Value>> {
        relations.iter().flat_map(|relation| row(relation)).collect()
    };
    Some(match name {
        "pg_class" => of_each(&|relation| vec![class(database, relation)]),
        "pg_attribute" => of_each(&|relation| attributes(relation, database.session.target())),
        "pg_inherits" => of_each(&|relation| {
            let parents = (1..).zip(&relation.parents);
            let row = |(number, parent): (i64, &_)| {
                vec![oid(relation.oid), oid(*parent), Value::integer(number), Value::Boolean(false)]
            };
            parents.map(row).collect()
        }),
        "pg_attrdef" => of_each(&|relation| {
            let defaults =
                relation.numbered_columns().filter_map(|(number, column)| Some((number, column.default.as_ref()?)));
            let row = |(number, default): (u16, &medlar_catalog::ColumnDefault)| {
                // With all parentheses; the name of a sequence is the one that it has now.
                let shown = match default.uses.is_empty() {
                    true => default.expression.to_string(),
                    false => displayed(database.session, &default.expression, &default.uses),
                };
                vec![
                    oid(default.oid),
                    oid(relation.oid),
                    Value::small(number.into()),
                    Value::Text(shown.into(), TextKind::Tree),
                ]
            };
            defaults.map(row).collect()
        }),
        "pg_constraint" => of_each(&constraints),
        "pg_foreign_table_seg" => of_each(&|relation| {
            let row =
                |segment: &ForeignSegment| vec![oid(relation.oid), oid(segment.server), options(&segment.options)];
            relation.segments.iter().map(row).collect()
        }),
        "pg_views" => of_each(&|relation| match relation.kind {
            RelationKind::View => vec![vec![
                Value::name(database.schema_name(relation.schema.0).unwrap_or_default()),
                Value::name(&relation.name),
                Value::name(database.role_name(relation.owner.0).unwrap_or_default()),
                Value::NotKept,
            ]],
            _ => Vec::new(),
        }),
        "pg_tables" => of_each(&|relation| match relation.kind {
            RelationKind::Table | RelationKind::PartitionedTable => vec![table(database, relation)],
            _ => Vec::new(),
        }),
        _ => return None,
    })
}

fn constraints(relation: &Relation) -> Vec<Vec<Value>> {
    let row = |constraint: &Constraint| {
        let is_foreign_key = constraint.kind == ConstraintKind::ForeignKey;
        let mut row = vec![
            oid(constraint.oid),
            Value::name(&constraint.name),
            oid(relation.schema),
            Value::letter(constraint.kind.letter()),
            Value::NotKept,
            Value::NotKept,
            Value::Boolean(constraint.is_validated),
            oid(relation.oid),
            Value::oid(0_u32),
            Value::NotKept,
            Value::NotKept,
        ];
        row.extend((0..4).map(|_| if is_foreign_key { Value::NotKept } else { Value::letter(" ") }));
        if let (false, Some(referenced)) = (is_foreign_key, row.get_mut(11)) {
            *referenced = Value::oid(0_u32);
        }
        row.extend([
            Value::Boolean(constraint.is_local),
            Value::integer(constraint.inherited_from.into()),
            Value::Boolean(constraint.is_no_inherit || constraint.kind != ConstraintKind::Check),
        ]);
        row.extend((0..8).map(|_| Value::NotKept));
        row
    };
    relation.constraints.iter().map(row).collect()
}

fn has_index(database: &Database<'_>, relation: &Relation) -> bool {
    let is_key = |constraint: &Constraint| {
        matches!(constraint.kind, ConstraintKind::PrimaryKey | ConstraintKind::Unique | ConstraintKind::Exclusion)
    };
    let catalog = database.catalog();
    let is_index = |oid| {
        let index = catalog.relation(oid).and_then(|found| found.index.as_ref());
        index.is_some_and(|index| index.table == relation.oid)
    };
    relation.constraints.iter().any(is_key) || catalog.dependents_of(relation.oid).any(is_index)
}

fn table(database: &Database<'_>, relation: &Relation) -> Vec<Value> {
    let has_index = has_index(database, relation);
    let owner = database.role_name(relation.owner.0).unwrap_or_default();
    vec![
        Value::name(database.schema_name(relation.schema.0).unwrap_or_default()),
        Value::name(&relation.name),
        Value::name(owner),
        Value::Null,
        Value::Boolean(has_index),
        Value::Boolean(false),
        Value::Boolean(relation.constraints.iter().any(|constraint| constraint.kind == ConstraintKind::ForeignKey)),
        Value::Boolean(false),
    ]
}

fn class(database: &Database<'_>, relation: &Relation) -> Vec<Value> {
    let kind = relation.kind;
    let has_storage = matches!(
        kind,
        RelationKind::Table | RelationKind::Sequence | RelationKind::MaterializedView | RelationKind::Index
    );
    let checks = relation.constraints.iter().filter(|constraint| constraint.kind == ConstraintKind::Check).count();
    let has_index = has_index(database, relation);
    let has_children = database.catalog().relations().any(|other| other.parents.contains(&relation.oid));
    vec![
        oid(relation.oid),
        Value::name(&relation.name),
        oid(relation.schema),
        Value::oid(0_u32),
        Value::oid(0_u32),
        oid(relation.owner),
        // The access method heap.
        Value::oid(if matches!(kind, RelationKind::Table | RelationKind::MaterializedView) { 2_u32 } else { 0 }),
        if has_storage { oid(relation.oid) } else { Value::oid(0_u32) },
        Value::oid(0_u32),
        Value::integer(i64::from(kind == RelationKind::Sequence)),
        Value::Float(if kind == RelationKind::Sequence { 1.0 } else { -1.0 }),
        Value::integer(0),
        Value::oid(0_u32),
        Value::Boolean(has_index),
        Value::Boolean(false),
        Value::letter(if database.catalog().temporary_schema() == Some(relation.schema) { "t" } else { "p" }),
        Value::letter(kind.letter()),
        Value::small(if kind == RelationKind::Sequence { 3 } else { relation.columns.len() as i64 }),
        Value::small(checks as i64),
        Value::Boolean(kind.is_view()),
        Value::Boolean(false),
        Value::Boolean(has_children),
        Value::Boolean(false),
        Value::Boolean(false),
        Value::Boolean(relation.is_populated),
        Value::letter(
            if matches!(kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::MaterializedView) {
                "d"
            } else {
                "n"
            },
        ),
        Value::Boolean(relation.is_partition()),
        Value::oid(0_u32),
        Value::Oid(0, OidKind::Transaction),
        Value::Oid(0, OidKind::Transaction),
        acl(&relation.acl),
        Value::Null,
        Value::Null,
    ]
}

/// The columns that every table has besides its own: name, type and number.
const SYSTEM_COLUMNS: [(&str, &str, i64); 6] = [
    ("tableoid", "oid", -6),
    ("cmax", "cid", -5),
    ("xmax", "xid", -4),
    ("cmin", "cid", -3),
    ("xmin", "xid", -2),
    ("ctid", "tid", -1),
];

fn attributes(relation: &Relation, target: Target) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    if relation.kind != RelationKind::View && !relation.kind.is_index() {
        for (name, type_name, number) in SYSTEM_COLUMNS {
            let found = BuiltInType::named(type_name);
            rows.push(attribute(relation, name, found, -1, number, None));
        }
    }
    let own = [("last_value", "int8"), ("log_cnt", "int8"), ("is_called", "bool")];
    if relation.kind == RelationKind::Sequence {
        for (number, (name, type_name)) in (1..).zip(own) {
            rows.push(attribute(relation, name, BuiltInType::named(type_name), -1, number, None));
        }
    }
    for (number, column) in (1..).zip(&relation.columns) {
        let (found, modifier) = match column.is_dropped {
            true => (None, -1),
            false => type_of(column, target),
        };
        let dropped;
        let name = match column.is_dropped {
            true => {
                dropped = format!("........pg.dropped.{number}........");
                &dropped
            }
            false => &*column.name,
        };
        rows.push(attribute(relation, name, found, modifier, number, Some(column)));
    }
    rows
}

/// The type of a column and its modifier.
fn type_of(column: &Column, target: Target) -> (Option<BuiltInType>, i32) {
    let Some(printed) = printed_type(&column.type_name, target) else { return (None, -1) };
    (BuiltInType::of(printed.name, printed.is_array), printed.modifier)
}

fn attribute(
    relation: &Relation,
    name: &str,
    data_type: Option<BuiltInType>,
    modifier: i32,
    number: i64,
    column: Option<&Column>,
) -> Vec<Value> {
    let field = |place: usize| data_type.map_or("0", |found| found.field(place));
    let number_of = |place: usize| field(place).parse().unwrap_or(0);
    let generation = column.map_or(Generation::Default, |column| column.generation);
    let is_system = column.is_none() && number < 0;
    let array = column.is_some_and(|column| column.type_name.ends_with("[]"));
    let collation = match column.and_then(|column| column.collation.as_deref()) {
        Some("C") => 950,
        Some("POSIX") => 951,
        _ => number_of(9),
    };
    vec![
        oid(relation.oid),
        Value::name(name),
        Value::oid(data_type.map_or(0, |found| found.oid)),
        Value::integer(if is_system { 0 } else { -1 }),
        Value::small(number_of(0)),
        Value::small(number),
        Value::integer(i64::from(array)),
        Value::integer(-1),
        Value::integer(modifier.into()),
        Value::Boolean(field(1) == "true"),
        Value::letter(field(7)),
        Value::letter(field(8)),
        Value::letter(""),
        Value::Boolean(is_system || column.is_none() || column.is_some_and(|column| column.is_not_null)),
        Value::Boolean(column.is_some_and(|column| column.default.is_some())),
        Value::Boolean(false),
        Value::letter(match generation {
            Generation::IdentityAlways | Generation::IdentityByDefault => generation.letter(),
            _ => "",
        }),
        Value::letter(if generation == Generation::Stored { "s" } else { "" }),
        Value::Boolean(column.is_some_and(|column| column.is_dropped)),
        Value::Boolean(column.is_none_or(|column| column.is_local)),
        Value::integer(column.map_or(0, |column| column.inherited_from.into())),
        Value::oid(u32::try_from(collation).unwrap_or(0)),
        column.map_or(Value::Null, |column| acl(&column.acl)),
        Value::Null,
        column.map_or(Value::Null, |column| options(&column.options)),
        Value::Null,
    ]
}
