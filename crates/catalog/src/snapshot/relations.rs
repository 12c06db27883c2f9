//! Relations as plain data.
//!
//! Other relations and functions are referred to by OID, columns by number: OID and number of the
//! one, OID and number of the next.

use super::restore::{Restore, Restored, SnapshotError, missing, name, optional_text, options, text};
use super::{AclItemSnapshot, pairs};
use crate::{
    Catalog, Column, ColumnDefault, ColumnReference, ColumnStorage, Constraint, ConstraintKind, ForeignSegment,
    Generation, Index, IndexElement, Oid, Relation, RelationKind, SYSTEM_COLUMNS,
};

/// A relation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalogs")]
pub struct RelationSnapshot {
    pub oid: u32,
    /// A letter, as in pg_class.
    pub kind: String,
    pub schema: String,
    pub name: String,
    pub owner: String,
    pub acl: Option<Vec<AclItemSnapshot>>,
    pub columns: Vec<ColumnSnapshot>,
    /// Those columns of the system that have rights or a comment, if there are any.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub system_columns: Option<Vec<SystemColumnSnapshot>>,
    pub constraints: Vec<ConstraintSnapshot>,
    pub parents: Vec<u32>,
    pub partition_key: Option<String>,
    pub partition_bound: Vec<(String, String)>,
    pub server: Option<String>,
    pub options: Vec<(String, String)>,
    /// The servers of its segments, if there are any.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub segments: Option<Vec<ForeignSegmentSnapshot>>,
    pub uses: Vec<u32>,
    pub owned_by: Vec<u32>,
    pub query: Option<String>,
    /// Of an index.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub index: Option<IndexSnapshot>,
    /// Of a materialized view without its rows.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub is_unpopulated: Option<bool>,
    pub comment: Option<String>,
    pub extension: Option<String>,
}

/// What makes a relation an index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct IndexSnapshot {
    pub table: u32,
    pub method: String,
    pub is_unique: bool,
    pub elements: Vec<IndexElementSnapshot>,
    pub condition: Option<String>,
    pub parameters: Vec<(String, String)>,
}

/// An element of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct IndexElementSnapshot {
    pub column: u32,
    pub expression: Option<String>,
    pub order: String,
    pub is_included: bool,
}

/// A segment of a foreign table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct ForeignSegmentSnapshot {
    pub server: String,
    pub options: Vec<(String, String)>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct ColumnSnapshot {
    pub name: String,
    pub type_name: String,
    pub collation: Option<String>,
    pub is_not_null: bool,
    /// A letter, as in pg_attribute.
    pub generation: String,
    pub default: Option<DefaultSnapshot>,
    /// A letter, as in pg_attribute, of one that is not that of the type.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub storage: Option<String>,
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub statistics_target: Option<u32>,
    pub options: Vec<(String, String)>,
    pub acl: Option<Vec<AclItemSnapshot>>,
    pub comment: Option<String>,
    pub is_dropped: bool,
    pub is_local: bool,
    pub inherited_from: u32,
}

/// A column of the system, by its number among them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct SystemColumnSnapshot {
    pub place: u32,
    pub acl: Option<Vec<AclItemSnapshot>>,
    pub comment: Option<String>,
}

/// The default of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct DefaultSnapshot {
    pub oid: u32,
    pub expression: String,
    pub uses: Vec<u32>,
}

/// A constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(serde::Serialize, tsify::Tsify))]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct ConstraintSnapshot {
    pub oid: u32,
    pub name: String,
    /// A letter, as in pg_constraint.
    pub kind: String,
    pub definition: String,
    pub uses: Vec<u32>,
    pub is_validated: bool,
    pub is_no_inherit: bool,
    pub is_local: bool,
    pub inherited_from: u32,
    pub comment: Option<String>,
}

impl Catalog {
    pub(super) fn relation_snapshot(&self, relation: &Relation) -> RelationSnapshot {
        RelationSnapshot {
            oid: relation.oid.0,
            kind: relation.kind.letter().to_owned(),
            schema: self.schema_name(relation.schema).to_owned(),
            name: relation.name.to_string(),
            owner: self.printed_role(relation.owner),
            acl: self.printed_acl(&relation.acl),
            columns: relation.columns.iter().map(|column| self.column_snapshot(column)).collect(),
            system_columns: self.system_column_snapshots(relation),
            constraints: relation.constraints.iter().map(constraint_snapshot).collect(),
            parents: relation.parents.iter().map(|parent| parent.0).collect(),
            partition_key: super::text(relation.partition_key.as_deref()),
            partition_bound: pairs(&relation.partition_bound),
            server: relation.server.and_then(|server| Some(self.server_by_oid(server)?.name.to_string())),
            options: pairs(&relation.options),
            segments: self.segment_snapshots(relation),
            uses: flat(&relation.uses),
            owned_by: flat(relation.owned_by.as_slice()),
            query: super::text(relation.query.as_deref()),
            index: relation.index.as_ref().map(index_snapshot),
            is_unpopulated: (!relation.is_populated).then_some(true),
            comment: super::text(relation.comment.as_deref()),
            extension: self.printed_extension(relation.extension),
        }
    }

    fn system_column_snapshots(&self, relation: &Relation) -> Option<Vec<SystemColumnSnapshot>> {
        let columns = relation.system_columns.iter().map(|column| SystemColumnSnapshot {
            place: column.place.into(),
            acl: self.printed_acl(&column.acl),
            comment: super::text(column.comment.as_deref()),
        });
        Some(columns.collect()).filter(|columns: &Vec<_>| !columns.is_empty())
    }

    fn segment_snapshots(&self, relation: &Relation) -> Option<Vec<ForeignSegmentSnapshot>> {
        let mut segments = None;
        for segment in &relation.segments {
            let server = self.server_by_oid(segment.server);
            segments.get_or_insert_with(Vec::new).push(ForeignSegmentSnapshot {
                server: server.map_or_else(String::new, |server| server.name.to_string()),
                options: pairs(&segment.options),
            });
        }
        segments
    }

    fn column_snapshot(&self, column: &Column) -> ColumnSnapshot {
        ColumnSnapshot {
            name: column.name.to_string(),
            type_name: column.type_name.to_string(),
            collation: super::text(column.collation.as_deref()),
            is_not_null: column.is_not_null,
            generation: column.generation.letter().to_owned(),
            default: column.default.as_ref().map(default_snapshot),
            storage: column.storage.map(|storage| storage.letter().to_owned()),
            statistics_target: column.statistics_target.map(u32::from),
            options: pairs(&column.options),
            acl: self.printed_acl(&column.acl),
            comment: super::text(column.comment.as_deref()),
            is_dropped: column.is_dropped,
            is_local: column.is_local,
            inherited_from: column.inherited_from.into(),
        }
    }
}

fn index_snapshot(index: &Index) -> IndexSnapshot {
    let element = |element: &IndexElement| IndexElementSnapshot {
        column: element.column.into(),
        expression: super::text(element.expression.as_deref()),
        order: element.order.to_string(),
        is_included: element.is_included,
    };
    IndexSnapshot {
        table: index.table.0,
        method: index.method.to_string(),
        is_unique: index.is_unique,
        elements: index.elements.iter().map(element).collect(),
        condition: super::text(index.condition.as_deref()),
        parameters: pairs(&index.parameters),
    }
}

pub(super) fn default_snapshot(default: &ColumnDefault) -> DefaultSnapshot {
    DefaultSnapshot { oid: default.oid.0, expression: default.expression.to_string(), uses: flat(&default.uses) }
}

pub(super) fn constraint_snapshot(constraint: &Constraint) -> ConstraintSnapshot {
    ConstraintSnapshot {
        oid: constraint.oid.0,
        name: constraint.name.to_string(),
        kind: constraint.kind.letter().to_owned(),
        definition: constraint.definition.to_string(),
        uses: flat(&constraint.uses),
        is_validated: constraint.is_validated,
        is_no_inherit: constraint.is_no_inherit,
        is_local: constraint.is_local,
        inherited_from: constraint.inherited_from.into(),
        comment: super::text(constraint.comment.as_deref()),
    }
}

fn flat(uses: &[ColumnReference]) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(2 * uses.len());
    for used in uses {
        numbers.extend([used.oid.0, used.column.into()]);
    }
    numbers
}

impl Restore {
    pub(super) fn relations(&mut self, relations: &[RelationSnapshot]) -> Restored<()> {
        for relation in relations {
            let restored = self.relation(relation)?;
            let free = self.catalog.relation_in(restored.schema, &restored.name).is_none();
            self.free(free, || format!("relation {:?}", relation.name))?;
            self.catalog.insert_relation(restored);
        }
        Ok(())
    }

    fn relation(&self, relation: &RelationSnapshot) -> Restored<Relation> {
        let of = &*relation.name;
        let kind = RelationKind::from_letter(&relation.kind).ok_or_else(|| bad(of))?;
        let oid = self.oid(of, relation.oid)?;
        let mut restored =
            Relation::new(oid, kind, self.schema(&relation.schema)?, name(of)?, self.role(&relation.owner)?);
        restored.acl = self.acl(&relation.acl)?;
        if relation.columns.len() > usize::from(u16::MAX) {
            return Err(bad(of));
        }
        if !relation.columns.is_empty() {
            restored.columns.clear();
        }
        for column in relation.system_columns.iter().flatten() {
            let (acl, comment) = (self.acl(&column.acl)?, optional_text(of, &column.comment)?);
            let place = u8::try_from(column.place).map_err(|_| bad(of))?;
            if usize::from(place) >= SYSTEM_COLUMNS.len() || restored.system_column(place).is_some() {
                return Err(bad(of));
            }
            restored.update_system_column(place, |restored| {
                restored.acl = acl;
                restored.comment = comment;
            });
        }
        for column in &relation.columns {
            restored.columns.push(self.column(of, column)?);
        }
        for constraint in &relation.constraints {
            restored.constraints.push(self.constraint(of, constraint)?);
        }
        restored.parents = relation.parents.iter().map(|parent| Oid(*parent)).collect();
        restored.partition_key = optional_text(of, &relation.partition_key)?;
        restored.partition_bound = words(of, &relation.partition_bound)?;
        if let Some(server) = &relation.server {
            let found = self.catalog.server(server).ok_or_else(|| missing("server", server))?;
            restored.server = Some(found.oid);
        }
        restored.options = options(of, &relation.options)?;
        for segment in relation.segments.iter().flatten() {
            let found = self.catalog.server(&segment.server).ok_or_else(|| missing("server", &segment.server))?;
            restored.segments.push(ForeignSegment { server: found.oid, options: options(of, &segment.options)? });
        }
        restored.uses = uses(of, &relation.uses)?;
        restored.owned_by = uses(of, &relation.owned_by)?.pop();
        restored.query = optional_text(of, &relation.query)?;
        restored.is_populated = relation.is_unpopulated != Some(true);
        if let Some(index) = relation.index.as_ref().filter(|_| kind.is_index()) {
            restored.index = Some(restored_index(of, index)?);
        }
        restored.comment = optional_text(of, &relation.comment)?;
        restored.extension = self.extension(&relation.extension)?;
        Ok(restored)
    }

    fn column(&self, of: &str, column: &ColumnSnapshot) -> Restored<Column> {
        Ok(Column {
            name: name(&column.name)?,
            type_name: text(of, &column.type_name)?,
            collation: optional_text(of, &column.collation)?,
            is_not_null: column.is_not_null,
            generation: Generation::from_letter(&column.generation).ok_or_else(|| bad(of))?,
            default: self.default(of, &column.default)?,
            storage: match &column.storage {
                Some(letter) => Some(ColumnStorage::from_letter(letter).ok_or_else(|| bad(of))?),
                None => None,
            },
            statistics_target: column.statistics_target.map(|target| number(of, target)).transpose()?,
            options: options(of, &column.options)?,
            acl: self.acl(&column.acl)?,
            comment: optional_text(of, &column.comment)?,
            is_dropped: column.is_dropped,
            is_local: column.is_local,
            inherited_from: number(of, column.inherited_from)?,
        })
    }

    pub(super) fn default(&self, of: &str, default: &Option<DefaultSnapshot>) -> Restored<Option<ColumnDefault>> {
        let Some(default) = default else { return Ok(None) };
        Ok(Some(ColumnDefault {
            oid: self.made(of, default.oid)?,
            expression: text(of, &default.expression)?,
            uses: uses(of, &default.uses)?,
        }))
    }

    pub(super) fn constraint(&self, of: &str, constraint: &ConstraintSnapshot) -> Restored<Constraint> {
        Ok(Constraint {
            oid: self.made(of, constraint.oid)?,
            name: name(&constraint.name)?,
            kind: ConstraintKind::from_letter(&constraint.kind).ok_or_else(|| bad(of))?,
            definition: text(of, &constraint.definition)?,
            uses: uses(of, &constraint.uses)?,
            is_validated: constraint.is_validated,
            is_no_inherit: constraint.is_no_inherit,
            is_local: constraint.is_local,
            inherited_from: number(of, constraint.inherited_from)?,
            comment: optional_text(of, &constraint.comment)?,
        })
    }
}

fn restored_index(of: &str, index: &IndexSnapshot) -> Restored<Index> {
    let mut elements = Vec::with_capacity(index.elements.len());
    for element in &index.elements {
        elements.push(IndexElement {
            column: number(of, element.column)?,
            expression: optional_text(of, &element.expression)?,
            order: text(of, &element.order)?,
            is_included: element.is_included,
        });
    }
    Ok(Index {
        table: Oid(index.table),
        method: name(&index.method)?,
        is_unique: index.is_unique,
        elements,
        condition: optional_text(of, &index.condition)?,
        parameters: options(of, &index.parameters)?,
    })
}

fn bad(of: &str) -> SnapshotError {
    SnapshotError::BadText(of.to_owned())
}

fn number(of: &str, number: u32) -> Restored<u16> {
    u16::try_from(number).map_err(|_| bad(of))
}

/// The words of a bound may repeat, unlike options.
fn words(of: &str, pairs: &[(String, String)]) -> Restored<crate::OptionList> {
    for (word, value) in pairs {
        text(of, word)?;
        text(of, value)?;
    }
    Ok(crate::OptionList::from_pairs(pairs.iter().map(|(word, value)| (&**word, &**value))))
}

fn uses(of: &str, numbers: &[u32]) -> Restored<Vec<ColumnReference>> {
    let mut uses = Vec::with_capacity(numbers.len() / 2);
    for pair in numbers.chunks(2) {
        let [oid, column] = pair else { return Err(bad(of)) };
        uses.push(ColumnReference { oid: Oid(*oid), column: number(of, *column)? });
    }
    Ok(uses)
}
