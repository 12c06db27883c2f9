//! Partition keys and bounds.

mod key;

use std::cmp::Ordering;
use std::sync::Arc;

use medlar_catalog::{Catalog, Index, OptionList, Relation, RelationKind};
use medlar_syntax::ast::{Expression, ExpressionKind, PartitionBound, PartitionBoundKind};
use medlar_syntax::{Span, SqlState};

use crate::context::Context;
use crate::deparse;
use crate::message::{Checked, Failure};
use crate::types::DataType;
pub(crate) use key::key;

/// Whether a partition takes what no other takes.
pub(crate) fn is_default(partition: &Relation) -> bool {
    partition.partition_bound.get(word::DEFAULT).is_some()
}

/// The parts of a stored bound: a word, and where it has one, a value.
mod word {
    pub(super) const DEFAULT: &str = "default";
    pub(super) const IN: &str = "in";
    pub(super) const IN_NULL: &str = "in null";
    pub(super) const MODULUS: &str = "modulus";
    pub(super) const REMAINDER: &str = "remainder";
    pub(super) const FROM: &str = "from";
    pub(super) const TO: &str = "to";
    /// Behind `from` or `to`.
    pub(super) const MINVALUE: &str = " minvalue";
    pub(super) const MAXVALUE: &str = " maxvalue";
}

/// Strategy and elements of a stored key.
pub(crate) fn split_key(parent: &Relation) -> Option<(&str, Vec<&str>)> {
    let (strategy, elements) = parent.partition_key.as_deref()?.split_once(" (")?;
    Some((strategy, elements.strip_suffix(')')?.split(", ").collect()))
}

/// A stored key with another name of a column.
pub(crate) fn with_column_renamed(key: &str, from: &str, to: &str) -> Arc<str> {
    let Some((strategy, elements)) = key.split_once(" (") else { return key.into() };
    let elements = elements.strip_suffix(')').unwrap_or(elements).split(", ");
    let renamed: Vec<&str> = elements.map(|element| if element == from { to } else { element }).collect();
    format!("{strategy} ({})", renamed.join(", ")).into()
}

/// The type of an element of the key, if it is a column.
fn element_type(context: &Context<'_>, parent: &Relation, element: &str) -> Option<DataType> {
    let (_, column) = parent.column(element)?;
    DataType::of_column(context.catalog, &column.type_name, context.target)
}

/// Whether a unique index goes with a table.
pub(crate) fn has_unique(catalog: &Catalog, table: &Relation) -> bool {
    let is_unique = |index: &Index| index.table == table.oid && index.is_unique;
    let mut indexes = catalog.dependents_of(table.oid).filter_map(|oid| catalog.relation(oid)?.index.as_ref());
    indexes.any(is_unique)
}

/// Whether a column is in the key of a partitioned table.
pub(crate) fn is_key_column(table: &Relation, column: &str) -> bool {
    split_key(table).is_some_and(|(_, elements)| elements.contains(&column))
}

/// A unique index cannot have a foreign table as a part.
pub(crate) fn refuse_foreign_children(context: &mut Context<'_>, parent: &Relation) -> Checked {
    for oid in context.catalog.dependents_of(parent.oid) {
        let Some(child) = context.catalog.relation(oid) else { continue };
        if child.kind == RelationKind::ForeignTable && child.parents.contains(&parent.oid) {
            let name = &parent.name;
            let message = format!("cannot create unique index on partitioned table \"{name}\"");
            return Err(Failure::new(SqlState::WrongObjectType, message)
                .detail(format!("Table \"{name}\" contains partitions that are foreign tables.")));
        }
    }
    Ok(())
}

/// A foreign table cannot be part of a unique index.
pub(crate) fn refuse_unique_parent(catalog: &Catalog, parent: &Relation) -> Checked {
    if has_unique(catalog, parent) {
        let name = &parent.name;
        let message = format!("cannot create foreign partition of partitioned table \"{name}\"");
        return Err(Failure::new(SqlState::WrongObjectType, message)
            .detail(format!("Table \"{name}\" contains indexes that are unique.")));
    }
    Ok(())
}

/// Checks the bound of a new partition against the key and the other partitions; as it is stored.
pub(crate) fn bound(
    context: &mut Context<'_>,
    parent: &Relation,
    name: &str,
    bound: &PartitionBound<'_>,
    scans_default: bool,
) -> Checked<OptionList> {
    let Some((strategy, elements)) = split_key(parent).filter(|_| parent.kind == RelationKind::PartitionedTable) else {
        let message = format!("\"{}\" is not partitioned", parent.name);
        return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(bound.span));
    };
    let place = Span { start: bound.location, end: bound.span.end.max(bound.location) };
    let kind_of_bound = match &bound.kind {
        PartitionBoundKind::Default => strategy,
        PartitionBoundKind::In(_) => "LIST",
        PartitionBoundKind::Range { .. } => "RANGE",
        PartitionBoundKind::Hash { .. } => "HASH",
    };
    if matches!(bound.kind, PartitionBoundKind::Default) && strategy == "HASH" {
        let message = "a hash-partitioned table may not have a default partition";
        return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(bound.span));
    }
    if kind_of_bound != strategy {
        let strategy = strategy.to_ascii_lowercase();
        let message = format!("invalid bound specification for a {strategy} partition");
        return Err(Failure::new(SqlState::InvalidTableDefinition, message).at(place));
    }
    let stored = match &bound.kind {
        PartitionBoundKind::Default => OptionList::from_pairs([(word::DEFAULT, "")]),
        PartitionBoundKind::In(values) => {
            let data_type = elements.first().and_then(|element| element_type(context, parent, element));
            let mut pairs = Vec::with_capacity(values.len());
            for value in values {
                match evaluate(context, elements.first().copied().unwrap_or_default(), data_type, value)? {
                    Some(text) => pairs.push((word::IN.to_owned(), text)),
                    None => pairs.push((word::IN_NULL.to_owned(), String::new())),
                }
            }
            pairs.dedup();
            list(&pairs)
        }
        PartitionBoundKind::Range { from, to } => {
            let mut pairs = Vec::with_capacity(2 * elements.len());
            for (side, values) in [(word::FROM, from), (word::TO, to)] {
                if values.len() != elements.len() {
                    let side = side.to_ascii_uppercase();
                    let message = format!("{side} must specify exactly one value per partitioning column");
                    return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(bound.span));
                }
            }
            for (side, values) in [(word::FROM, from), (word::TO, to)] {
                range_side(context, parent, (&elements, side), values, &mut pairs)?;
            }
            list(&pairs)
        }
        PartitionBoundKind::Hash { modulus, remainder } => {
            let message = if *modulus <= 0 {
                "modulus for hash partition must be an integer value greater than zero"
            } else if *remainder < 0 {
                "remainder for hash partition must be an integer value greater than or equal to zero"
            } else if remainder >= modulus {
                "remainder for hash partition must be less than modulus"
            } else {
                ""
            };
            if !message.is_empty() {
                return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(bound.span));
            }
            list(&[
                (word::MODULUS.to_owned(), modulus.to_string()),
                (word::REMAINDER.to_owned(), remainder.to_string()),
            ])
        }
    };
    let types: Vec<_> = elements.iter().map(|element| element_type(context, parent, element)).collect();
    let others = Others { catalog: context.catalog, parent, types: &types };
    others.check(name, &stored, (bound, place))?;
    let is_default = matches!(bound.kind, PartitionBoundKind::Default);
    if let Some(default) = others.foreign_default().filter(|_| scans_default && !is_default) {
        let message = format!(
            "skipped scanning foreign table \"{default}\" which is a partition of default partition \"{default}\""
        );
        context.warn(SqlState::CheckViolation, message);
    }
    Ok(stored)
}

fn list(pairs: &[(String, String)]) -> OptionList {
    OptionList::from_pairs(pairs.iter().map(|(word, value)| (&**word, &**value)))
}

/// One side of a range. Behind MINVALUE only MINVALUE can stand, and likewise MAXVALUE.
fn range_side(
    context: &mut Context<'_>,
    parent: &Relation,
    (elements, side): (&[&str], &str),
    values: &[Expression<'_>],
    pairs: &mut Vec<(String, String)>,
) -> Checked {
    let mut infinite = "";
    let mut misplaced = None;
    for (element, value) in elements.iter().zip(values) {
        let is_infinite = match &value.kind {
            ExpressionKind::Column { name, .. } if name.parts.len() == 1 => match name.parts.last() {
                Some(part) if part.name == "minvalue" => word::MINVALUE,
                Some(part) if part.name == "maxvalue" => word::MAXVALUE,
                _ => "",
            },
            _ => "",
        };
        if !infinite.is_empty() && is_infinite != infinite {
            misplaced = misplaced.or(Some((infinite, value.span)));
        }
        if !is_infinite.is_empty() {
            infinite = is_infinite;
            pairs.push((format!("{side}{is_infinite}"), String::new()));
            continue;
        }
        let data_type = element_type(context, parent, element);
        match evaluate(context, element, data_type, value)? {
            Some(text) => pairs.push((side.to_owned(), text)),
            None => {
                let message = "cannot specify NULL in range bound";
                return Err(Failure::new(SqlState::InvalidObjectDefinition, message).about(value.span));
            }
        }
    }
    if let Some((infinite, span)) = misplaced {
        let word = infinite.trim_start().to_ascii_uppercase();
        let message = format!("every bound following {word} must also be {word}");
        return Err(Failure::new(SqlState::DatatypeMismatch, message).at(span));
    }
    Ok(())
}

/// The value of a bound as text; `None` for NULL. What is not a literal stays as it is written.
fn evaluate(
    context: &mut Context<'_>,
    column: &str,
    data_type: Option<DataType>,
    value: &Expression<'_>,
) -> Checked<Option<String>> {
    crate::expression::check_bound(context, column, data_type, value)?;
    let is_number = data_type.is_some_and(|data_type| !data_type.is_array && data_type.base.category() == b'N');
    Ok(match &value.kind {
        ExpressionKind::Null => None,
        ExpressionKind::Integer(number) => Some(number.to_string()),
        ExpressionKind::Numeric(number) => Some(number.to_string()),
        ExpressionKind::Boolean(value) => Some(value.to_string()),
        ExpressionKind::String(text) if is_number => Some(text.trim().to_owned()),
        ExpressionKind::String(text) => Some(text.to_string()),
        _ => Some(context.text(value.span).to_owned()),
    })
}

/// The values of one side of a range, each with its word.
type Side = Vec<(String, String)>;

fn side_of(bound: &OptionList, side: &str) -> Side {
    let of_side = |(word, _): &(&str, &str)| word.strip_prefix(side).is_some();
    bound.iter().filter(of_side).map(|(word, value)| (word.to_owned(), value.to_owned())).collect()
}

/// The partitions that there are.
struct Others<'c> {
    catalog: &'c Catalog,
    parent: &'c Relation,
    types: &'c [Option<DataType>],
}

impl Others<'_> {
    fn check(&self, name: &str, bound: &OptionList, (written, place): (&PartitionBound<'_>, Span)) -> Checked {
        let overlap = |other: &Relation, at: Span| {
            let message = format!("partition \"{name}\" would overlap partition \"{}\"", other.name);
            Err(Failure::new(SqlState::InvalidObjectDefinition, message).at(at))
        };
        if let PartitionBoundKind::Range { from, .. } = &written.kind
            && self.compare(bound, word::FROM, bound, word::TO).is_some_and(Ordering::is_ge)
        {
            let message = format!("empty range bound specified for partition \"{name}\"");
            let detail = format!(
                "Specified lower bound {} is greater than or equal to upper bound {}.",
                self.printed(bound, word::FROM),
                self.printed(bound, word::TO)
            );
            // The first column in which the sides differ, else the last.
            let at = (0..from.len()).find(|at| {
                let (lower, upper) = (bound.iter().nth(*at), bound.iter().nth(from.len() + at));
                lower.zip(upper).is_none_or(|(lower, upper)| self.order(*at, lower.1, upper.1).is_ne())
            });
            let place = at.map_or(from.last(), |at| from.get(at)).map_or(place, |value| value.span);
            return Err(Failure::new(SqlState::InvalidObjectDefinition, message).detail(detail).at(place));
        }
        let mut lowest = None;
        for oid in self.catalog.dependents_of(self.parent.oid) {
            let Some(other) = self.catalog.relation(oid).map(|other| &**other) else { continue };
            if !other.is_partition() || other.parents.first() != Some(&self.parent.oid) {
                continue;
            }
            let known = &other.partition_bound;
            let is_default = known.get(word::DEFAULT).is_some();
            match &written.kind {
                PartitionBoundKind::Default if is_default => {
                    let message =
                        format!("partition \"{name}\" conflicts with existing default partition \"{}\"", other.name);
                    return Err(Failure::new(SqlState::InvalidObjectDefinition, message).at(place));
                }
                PartitionBoundKind::Default => {}
                _ if is_default => {}
                PartitionBoundKind::In(values) => {
                    for (pair, value) in bound.iter().zip(values) {
                        if known.iter().any(|other| self.same_value(pair, other)) {
                            return overlap(other, value.span);
                        }
                    }
                }
                PartitionBoundKind::Range { .. } => {
                    let starts = self.compare(bound, word::FROM, known, word::TO).is_some_and(Ordering::is_lt);
                    let ends = self.compare(known, word::FROM, bound, word::TO).is_some_and(Ordering::is_lt);
                    // Of several, the lowest is named.
                    let is_lower = lowest.is_none_or(|lowest: &Relation| {
                        self.compare(known, word::FROM, &lowest.partition_bound, word::FROM) == Some(Ordering::Less)
                    });
                    if starts && ends && is_lower {
                        lowest = Some(other);
                    }
                }
                PartitionBoundKind::Hash { modulus, remainder } => {
                    let number = |word| known.get(word).and_then(|text| text.parse::<i32>().ok()).unwrap_or(1);
                    let (other_modulus, other_remainder) = (number(word::MODULUS).max(1), number(word::REMAINDER));
                    let (smaller, larger) = (*modulus.min(&other_modulus), *modulus.max(&other_modulus));
                    if larger % smaller.max(1) != 0 {
                        return Err(self.not_divisible(*modulus, other_modulus, other));
                    }
                    if remainder % smaller.max(1) == other_remainder % smaller.max(1) {
                        return overlap(other, place);
                    }
                }
            }
        }
        match (lowest, &written.kind) {
            (Some(other), PartitionBoundKind::Range { from, to }) => {
                overlap(other, self.place_of_overlap(bound, &other.partition_bound, (from, to)).unwrap_or(place))
            }
            _ => Ok(()),
        }
    }

    /// The value that reaches into another partition: of the lower side, if it begins there, else of
    /// the upper side. The server names the column in which its search ended.
    fn place_of_overlap(
        &self,
        bound: &OptionList,
        known: &OptionList,
        (from, to): (&[Expression<'_>], &[Expression<'_>]),
    ) -> Option<Span> {
        let mut bounds: Vec<Side> = Vec::new();
        for oid in self.catalog.dependents_of(self.parent.oid) {
            let Some(other) = self.catalog.relation(oid).filter(|other| other.is_partition()) else { continue };
            for side in [word::FROM, word::TO] {
                bounds.push(side_of(&other.partition_bound, side));
            }
        }
        bounds.retain(|side| !side.is_empty());
        bounds.sort_by(|left, right| self.compare_sides(left, right).0);
        bounds.dedup_by(|left, right| self.compare_sides(left, right).0.is_eq());
        let (lower, upper) = (side_of(bound, word::FROM), side_of(bound, word::TO));
        // A binary search for the last bound that is not above the lower side.
        let (mut found, mut end, mut column) = (0, bounds.len(), 0);
        while found < end {
            let middle = (found + end - 1) / 2;
            let (order, differs) = self.compare_sides(bounds.get(middle)?, &lower);
            column = if order.is_eq() { 0 } else { differs };
            match order {
                Ordering::Greater => end = middle,
                Ordering::Less => found = middle + 1,
                Ordering::Equal => {
                    found = middle + 1;
                    break;
                }
            }
        }
        let begins_there = self.compare(bound, word::FROM, known, word::FROM).is_some_and(Ordering::is_ge);
        let value =
            if begins_there { from.get(column) } else { to.get(self.compare_sides(bounds.get(found)?, &upper).1) };
        value.map(|value| value.span)
    }

    /// The default partition, if it is a foreign table, whose rows cannot be looked at.
    fn foreign_default(&self) -> Option<medlar_catalog::Name> {
        let children = self.catalog.dependents_of(self.parent.oid).filter_map(|oid| self.catalog.relation(oid));
        let mut defaults = children.filter(|child| child.partition_bound.get(word::DEFAULT).is_some());
        defaults.find(|child| child.kind == RelationKind::ForeignTable).map(|child| child.name.clone())
    }

    fn not_divisible(&self, modulus: i32, other_modulus: i32, other: &Relation) -> Box<Failure> {
        let detail = if modulus > other_modulus {
            format!(
                "The new modulus {modulus} is not divisible by {other_modulus}, the modulus of existing partition \
                 \"{}\".",
                other.name
            )
        } else {
            format!(
                "The new modulus {modulus} is not a factor of {other_modulus}, the modulus of existing partition \
                 \"{}\".",
                other.name
            )
        };
        let message = "every hash partition modulus must be a factor of the next larger modulus";
        Failure::new(SqlState::InvalidObjectDefinition, message).detail(detail)
    }

    /// Whether two values of lists are one.
    fn same_value(&self, (word, value): (&str, &str), (other_word, other): (&str, &str)) -> bool {
        word == other_word && self.order(0, value, other).is_eq()
    }

    /// Compares two sides of ranges, column by column.
    fn compare(&self, left: &OptionList, left_side: &str, right: &OptionList, right_side: &str) -> Option<Ordering> {
        Some(self.compare_sides(&side_of(left, left_side), &side_of(right, right_side)).0)
    }

    /// As [`Others::compare`]; also the column in which they differ.
    fn compare_sides(&self, left: &Side, right: &Side) -> (Ordering, usize) {
        let rank = |word: &str| match word {
            _ if word.ends_with(word::MINVALUE) => 0,
            _ if word.ends_with(word::MAXVALUE) => 2,
            _ => 1,
        };
        for (place, ((left_word, left), (right_word, right))) in left.iter().zip(right).enumerate() {
            let (left_rank, right_rank) = (rank(left_word), rank(right_word));
            let order = match left_rank.cmp(&right_rank) {
                Ordering::Equal if left_rank == 1 => self.order(place, left, right),
                Ordering::Equal => return (Ordering::Equal, place),
                order => order,
            };
            if order.is_ne() {
                return (order, place);
            }
        }
        (Ordering::Equal, left.len().saturating_sub(1))
    }

    /// Compares two values of a column of the key: numbers as numbers, all else as text.
    fn order(&self, place: usize, left: &str, right: &str) -> Ordering {
        let is_number =
            self.types.get(place).copied().flatten().is_some_and(|data_type| data_type.base.category() == b'N');
        if is_number {
            if let (Ok(left), Ok(right)) = (left.parse::<i128>(), right.parse::<i128>()) {
                return left.cmp(&right);
            }
            if let (Ok(left), Ok(right)) = (left.parse::<f64>(), right.parse::<f64>()) {
                return left.total_cmp(&right);
            }
        }
        left.cmp(right)
    }

    /// A side of a range as the server prints it.
    fn printed(&self, bound: &OptionList, side: &str) -> String {
        let mut values = Vec::new();
        for (word, value) in bound.iter() {
            let Some(rest) = word.strip_prefix(side) else { continue };
            let is_number =
                self.types.get(values.len()).copied().flatten().is_some_and(|found| found.base.category() == b'N');
            values.push(match rest {
                "" if is_number => value.to_owned(),
                "" => deparse::literal(value),
                infinite => infinite.trim_start().to_ascii_uppercase(),
            });
        }
        format!("({})", values.join(", "))
    }
}
