//! Who depends on whom, down to columns, defaults and constraints, and how the server describes them.

use medlar_catalog::{
    Catalog, ColumnReference, Constraint, ConstraintKind, Domain, ForeignSegment, Generation, MadeType, ObjectClass,
    Oid, Relation, RelationKind, SYSTEM_COLUMNS, TypeKind, sort,
};

use crate::default_privileges;
use crate::namespace::Naming;
use crate::types::Found;

/// An object, or a part of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Address {
    pub(crate) oid: Oid,
    pub(crate) part: Part,
}

/// The parts of a relation that can be dropped by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Whole,
    /// By its number.
    Column(u16),
    /// By its place among the columns of the system.
    SystemColumn(u8),
    /// That of this column.
    Default(u16),
    /// By its OID.
    Constraint(Oid),
    /// The type of the rows of a relation.
    RowType,
    /// The type of arrays of the values of a type, or of the rows of a relation.
    ArrayType,
}

impl Address {
    pub(crate) fn whole(oid: Oid) -> Address {
        Address { oid, part: Part::Whole }
    }
}

/// That an object depends on another.
#[derive(Clone, Copy)]
pub(crate) struct Dependent {
    pub(crate) address: Address,
    /// Its age: dependents are looked at from the youngest to the oldest.
    pub(crate) age: Oid,
    /// It goes without a word.
    pub(crate) is_automatic: bool,
}

/// What depends on an object, oldest first.
pub(crate) fn dependents(catalog: &Catalog, address: Address) -> Vec<Dependent> {
    let mut found = Vec::new();
    if let Some(relation) = catalog.relation(address.oid) {
        parts_that_depend(relation, address, &mut found);
    }
    if let Some(made) = as_type(catalog, address) {
        let array = Address { oid: address.oid, part: Part::ArrayType };
        let has_array = address.part != Part::ArrayType;
        found.extend(has_array.then_some(Dependent { address: array, age: address.oid, is_automatic: true }));
        catalog.dependents_of(address.oid).for_each(|oid| through_type(catalog, oid, made, &mut found));
    }
    if matches!(address.part, Part::Whole | Part::Column(_)) && catalog.has_dependents(address.oid) {
        let is_extension = catalog.class(address.oid) == Some(ObjectClass::Extension);
        for oid in catalog.dependents_of(address.oid) {
            match catalog.relation(oid) {
                Some(relation) if !is_extension => through_relation(relation, address, &mut found),
                _ if address.part == Part::Whole => {
                    let is_automatic = is_extension || catalog.class(oid) == Some(ObjectClass::DefaultAcl);
                    let part = through_domain(catalog, oid, address.oid).map_or(Part::Whole, Part::Constraint);
                    // Of a type and of a relation only what has been found already.
                    let uses_type = part == Part::Whole && Found::of(catalog, address.oid).is_some();
                    let dependent = Dependent { address: Address { oid, part }, age: oid, is_automatic };
                    found.extend((!uses_type).then_some(dependent));
                }
                _ => {}
            }
        }
    }
    if let (Part::Constraint(key), Some(table)) = (address.part, catalog.relation(address.oid)) {
        let index = table.constraints.iter().find(|one| one.oid == key).and_then(|key| index_of(catalog, table, key));
        let automatic = |oid| Dependent { address: Address::whole(oid), age: oid, is_automatic: true };
        found.extend(index.map(automatic));
    }
    if let Some((table, key)) = key_of(catalog, address.oid).filter(|_| address.part == Part::Whole) {
        referring_to_key(catalog, table, key, &mut found);
    }
    // Of the parts of one object, the first columns come before the last ones.
    let key = |dependent: &Dependent| {
        let column = match dependent.address.part {
            Part::Column(number) => number,
            _ => 0,
        };
        (dependent.age, std::cmp::Reverse(column))
    };
    sort(found, |left, right| key(left) < key(right))
}

/// The type that is meant, as columns refer to it; none of what is no type.
fn as_type(catalog: &Catalog, address: Address) -> Option<MadeType> {
    let is_array = match address.part {
        Part::RowType => false,
        Part::ArrayType => true,
        Part::Whole if is_whole_type(catalog, address.oid) => false,
        _ => return None,
    };
    Some(MadeType { oid: address.oid, is_array })
}

/// Whether the object is a type, and nothing besides.
fn is_whole_type(catalog: &Catalog, oid: Oid) -> bool {
    let is_composite = |relation: &Relation| relation.kind == RelationKind::CompositeType;
    catalog.type_by_oid(oid).is_some() || catalog.relation(oid).is_some_and(|relation| is_composite(relation))
}

/// What of an object has the type: columns, functions, domains and ranges.
fn through_type(catalog: &Catalog, oid: Oid, made: MadeType, found: &mut Vec<Dependent>) {
    let mut push = |part| found.push(Dependent { address: Address { oid, part }, age: oid, is_automatic: false });
    if let Some(relation) = catalog.relation(oid).filter(|relation| relation.index.is_none()) {
        for (number, column) in relation.numbered_columns() {
            if MadeType::read(&column.type_name) == Some(made) {
                push(Part::Column(number));
            }
        }
    } else if let Some(function) = catalog.function(oid) {
        let mut types = MadeType::all_in(&function.arguments).chain(MadeType::all_in(&function.returns));
        if types.any(|used| used == made) {
            push(Part::Whole);
        }
    } else if let Some(other) = catalog.type_by_oid(oid) {
        let (TypeKind::Range(base) | TypeKind::Domain(Domain { base, .. })) = &other.kind else { return };
        if MadeType::read(base) == Some(made) {
            push(Part::Whole);
        }
    }
}

/// The first condition of a domain that uses an object.
fn through_domain(catalog: &Catalog, domain: Oid, used: Oid) -> Option<Oid> {
    let TypeKind::Domain(domain) = &catalog.type_by_oid(domain)?.kind else { return None };
    let uses = |constraint: &&Constraint| constraint.uses.iter().any(|other| other.oid == used);
    domain.constraints.iter().find(uses).map(|constraint| constraint.oid)
}

/// The index that goes with a key: it has its name.
pub(crate) fn index_of(catalog: &Catalog, table: &Relation, constraint: &Constraint) -> Option<Oid> {
    let has_index =
        matches!(constraint.kind, ConstraintKind::PrimaryKey | ConstraintKind::Unique | ConstraintKind::Exclusion);
    let index = catalog.relation_in(table.schema, &constraint.name).filter(|_| has_index)?;
    index.index.as_ref().filter(|index| index.table == table.oid).map(|_| index.oid)
}

/// The table and the key that an index goes with.
pub(crate) fn key_of(catalog: &Catalog, index: Oid) -> Option<(Oid, Oid)> {
    let index = catalog.relation(index)?;
    let table = catalog.relation(index.index.as_ref()?.table)?;
    let key = table.constraints.iter().find(|constraint| constraint.name == index.name)?;
    (index_of(catalog, table, key) == Some(index.oid)).then_some((table.oid, key.oid))
}

/// The foreign keys that need the index of a key.
fn referring_to_key(catalog: &Catalog, table: Oid, key: Oid, found: &mut Vec<Dependent>) {
    let constraints = catalog.relation(table).map_or(&[][..], |relation| &relation.constraints);
    let Some(key) = constraints.iter().find(|constraint| constraint.oid == key) else { return };
    for oid in catalog.dependents_of(table) {
        let Some(relation) = catalog.relation(oid) else { continue };
        for constraint in relation.constraints.iter().filter(|other| other.kind == ConstraintKind::ForeignKey) {
            let referenced = constraint.uses.iter().filter(|used| used.oid == table);
            if referenced.clone().count() == key.uses.len() && referenced.clone().all(|used| key.uses.contains(used)) {
                let address = Address { oid, part: Part::Constraint(constraint.oid) };
                found.push(Dependent { address, age: constraint.oid, is_automatic: false });
            }
        }
    }
}

/// The parts of a relation that go with it or with one of its columns.
fn parts_that_depend(relation: &Relation, address: Address, found: &mut Vec<Dependent>) {
    let oid = relation.oid;
    let mut push =
        |part, age, is_automatic| found.push(Dependent { address: Address { oid, part }, age, is_automatic });
    if address.part == Part::Whole && relation.kind.has_row_type() && relation.kind != RelationKind::CompositeType {
        push(Part::RowType, oid, true);
    }
    for (number, column) in relation.numbered_columns() {
        let Some(default) = &column.default else { continue };
        let is_own = matches!(address.part, Part::Whole) || address.part == Part::Column(number);
        let uses = default.uses.iter().any(|used| used.oid == oid && address.part == Part::Column(used.column));
        if is_own {
            push(Part::Default(number), default.oid, true);
        } else if uses {
            push(Part::Default(number), default.oid, false);
        }
    }
    for constraint in &relation.constraints {
        let uses = |used: &ColumnReference| used.oid == oid && address.part == Part::Column(used.column);
        if address.part == Part::Whole || constraint.uses.iter().any(uses) {
            push(Part::Constraint(constraint.oid), constraint.oid, true);
        }
    }
}

/// What of a relation depends on another object or on a column of it.
fn through_relation(relation: &Relation, address: Address, found: &mut Vec<Dependent>) {
    let column = match address.part {
        Part::Column(number) => Some(number),
        _ => None,
    };
    // A column is used by name; the whole of a relation by each use of it.
    let uses = |uses: &[ColumnReference]| {
        uses.iter().any(|used| used.oid == address.oid && column.is_none_or(|column| used.column == column))
    };
    let oid = relation.oid;
    let mut push =
        |part, age, is_automatic| found.push(Dependent { address: Address { oid, part }, age, is_automatic });
    if let Some(index) = &relation.index {
        let is_part = column.is_none() && relation.parents.contains(&address.oid);
        if is_part || index.table == address.oid && column.is_none() || uses(&relation.uses) {
            push(Part::Whole, oid, is_part || index.table == address.oid);
        }
        return;
    }
    let is_whole = column.is_none();
    let is_parent = is_whole && relation.parents.contains(&address.oid);
    let is_server_of = |segment: &ForeignSegment| segment.server == address.oid;
    let has_server = relation.server == Some(address.oid) || relation.segments.iter().any(is_server_of);
    let belongs = is_whole && (relation.schema == address.oid || has_server);
    if belongs || is_parent || uses(&relation.uses) {
        push(Part::Whole, oid, is_parent && relation.is_partition());
    }
    if uses(relation.owned_by.as_slice()) {
        push(Part::Whole, oid, true);
    }
    if oid == address.oid {
        return;
    }
    for (number, column) in relation.numbered_columns() {
        if let Some(default) = column.default.as_ref().filter(|default| uses(&default.uses)) {
            push(Part::Default(number), default.oid, false);
        }
    }
    for constraint in relation.constraints.iter().filter(|constraint| uses(&constraint.uses)) {
        push(Part::Constraint(constraint.oid), constraint.oid, false);
    }
}

/// What an object is a part of, so that it goes only together with it: the extension of a member, the
/// column of an identity sequence or of the expression that generates it.
pub(crate) fn whole_of(catalog: &Catalog, address: Address) -> Option<Address> {
    let relation = catalog.relation(address.oid);
    match (address.part, relation) {
        (Part::RowType, Some(_)) => Some(Address::whole(address.oid)),
        (Part::ArrayType, _) => {
            let part = if is_whole_type(catalog, address.oid) { Part::Whole } else { Part::RowType };
            Some(Address { oid: address.oid, part })
        }
        (Part::Whole, Some(index)) if index.index.is_some() => {
            let (table, key) = key_of(catalog, address.oid)?;
            Some(Address { oid: table, part: Part::Constraint(key) })
        }
        (Part::Whole, _) => {
            if let Some(extension) = catalog.common(address.oid).and_then(|common| common.extension) {
                return Some(Address::whole(extension));
            }
            let column = relation.filter(|relation| relation.kind == RelationKind::Sequence)?.owned_by?;
            let generation = catalog.relation(column.oid)?.columns.get(usize::from(column.column).checked_sub(1)?)?;
            let is_identity =
                matches!(generation.generation, Generation::IdentityAlways | Generation::IdentityByDefault);
            is_identity.then_some(Address { oid: column.oid, part: Part::Column(column.column) })
        }
        (Part::Default(number), Some(relation)) => {
            let column = relation.columns.get(usize::from(number).checked_sub(1)?)?;
            let part = Part::Column(number);
            (column.generation == Generation::Stored).then_some(Address { oid: address.oid, part })
        }
        _ => None,
    }
}

/// As [`whole_of`], of what a statement drops by its name: the index of a partition, too, goes only with
/// that of the whole table or with the partition.
pub(crate) fn whole_of_target(catalog: &Catalog, address: Address) -> Option<Address> {
    let of_parent = || {
        let index = catalog.relation(address.oid).filter(|relation| relation.kind.is_index())?;
        index.parents.first().map(|parent| Address::whole(*parent))
    };
    whole_of(catalog, address).or_else(of_parent)
}

/// The server's word for a kind of relation.
pub(crate) fn relation_noun(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Table | RelationKind::PartitionedTable => "table",
        RelationKind::ForeignTable => "foreign table",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "materialized view",
        RelationKind::Sequence => "sequence",
        RelationKind::Index | RelationKind::PartitionedIndex => "index",
        RelationKind::CompositeType => "composite type",
    }
}

/// An object as the server describes it in messages about dependencies. Only relations and functions
/// are quoted.
pub(crate) fn describe(naming: &Naming<'_>, address: Address) -> String {
    let catalog = naming.catalog;
    let oid = address.oid;
    if let Some(made) = as_type(catalog, address) {
        return format!("type {}", naming.made_type(made));
    }
    if let Some(relation) = catalog.relation(oid) {
        let whole = format!("{} {}", relation_noun(relation.kind), naming.relation(relation));
        let column_name = |number: u16| {
            let column = usize::from(number).checked_sub(1).and_then(|place| relation.columns.get(place));
            column.map_or("", |column| &column.name)
        };
        return match address.part {
            Part::Whole => whole,
            Part::Column(number) => format!("column {} of {whole}", column_name(number)),
            Part::SystemColumn(place) => {
                let name = SYSTEM_COLUMNS.get(usize::from(place)).copied().unwrap_or_default();
                format!("column {name} of {whole}")
            }
            Part::Default(number) => format!("default value for column {} of {whole}", column_name(number)),
            Part::RowType | Part::ArrayType => String::new(),
            Part::Constraint(oid) => {
                let constraint = relation.constraints.iter().find(|constraint| constraint.oid == oid);
                format!("constraint {} on {whole}", constraint.map_or("", |constraint| &constraint.name))
            }
        };
    }
    if let (Part::Constraint(oid), Some(domain)) = (address.part, catalog.type_by_oid(oid)) {
        let TypeKind::Domain(domain) = &domain.kind else { return String::new() };
        let constraint = domain.constraints.iter().find(|constraint| constraint.oid == oid);
        return format!("constraint {}", constraint.map_or("", |constraint| &constraint.name));
    }
    let noun = match catalog.class(oid) {
        Some(ObjectClass::Mapping) => {
            let Some(mapping) = catalog.user_mapping_by_oid(oid) else { return String::new() };
            let role = mapping.user.map_or_else(|| "public".into(), |user| catalog.role_name(user));
            let server = catalog.server_by_oid(mapping.server).map_or("", |server| &*server.name);
            return format!("user mapping for {role} on server {server}");
        }
        Some(ObjectClass::Function) => {
            return catalog
                .function(oid)
                .map_or_else(String::new, |function| format!("function {}", naming.function(function)));
        }
        Some(ObjectClass::StorageMapping) => {
            let Some(mapping) = catalog.storage_user_mapping_by_oid(oid) else { return String::new() };
            let role = mapping.user.map_or_else(|| "public".into(), |user| catalog.role_name(user));
            let server = catalog.storage_server_by_oid(mapping.server).map_or("", |server| &*server.name);
            return format!("storage user mapping for {role} on storage server {server}");
        }
        Some(ObjectClass::ForeignCatalog) => match catalog.foreign_catalog_by_oid(oid) {
            Some(found) if found.is_volume => "volume",
            _ => "catalog",
        },
        Some(ObjectClass::StorageServer) => "storage server",
        Some(ObjectClass::Server) => "server",
        Some(ObjectClass::Wrapper) => "foreign-data wrapper",
        Some(ObjectClass::Extension) => "extension",
        Some(ObjectClass::Schema) => "schema",
        Some(ObjectClass::Database) => "database",
        Some(ObjectClass::Language) => "language",
        Some(ObjectClass::Tablespace) => "tablespace",
        Some(ObjectClass::Parameter) => "parameter",
        Some(ObjectClass::SystemTable) => "table",
        Some(ObjectClass::DefaultAcl) => {
            return catalog
                .default_acl_by_oid(oid)
                .map_or_else(String::new, |found| default_privileges::describe(catalog, found));
        }
        _ => return format!("role {}", catalog.role_name(oid)),
    };
    format!("{noun} {}", catalog.common(oid).map_or_else(|| "".into(), |common| common.name))
}
