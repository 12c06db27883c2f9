//! The condition that the rows of a partition meet, as `\d+` shows it.

use std::cmp::Ordering;

use medlar_catalog::{Column, OptionList, Relation};
use medlar_engine::{Session, displayed_constant};
use medlar_syntax::printer::quote_ident;

/// A column of the key, with its name as expressions have it.
struct Key<'r> {
    name: String,
    column: &'r Column,
}

/// What stands at one column of one side of a range.
#[derive(PartialEq, Eq)]
enum Value<'b> {
    Least,
    Constant(&'b str),
    Greatest,
}

/// The condition, whole; none where an expression of a key keeps it from being known. Nothing is asked
/// of the rows of a default partition that is alone.
pub(crate) fn partition_constraint(session: &Session, partition: &Relation) -> Option<String> {
    let catalog = session.catalog();
    let mut conditions: Vec<String> = Vec::new();
    let mut partition = partition;
    while let Some(parent) = partition.parents.first().filter(|_| partition.is_partition()) {
        let parent = catalog.relation(*parent)?;
        let mut found = conditions_of(session, parent, partition)?;
        // What the table above asks comes first.
        found.append(&mut conditions);
        conditions = found;
        partition = parent;
    }
    Some(if conditions.is_empty() { String::new() } else { joined(&conditions, " AND ") })
}

/// One condition as it is, several in parentheses.
fn joined(conditions: &[String], word: &str) -> String {
    match conditions {
        [one] => one.clone(),
        several => format!("({})", several.join(word)),
    }
}

fn conditions_of(session: &Session, parent: &Relation, partition: &Relation) -> Option<Vec<String>> {
    let (strategy, elements) = parent.partition_key.as_deref()?.split_once(" (")?;
    let mut keys = Vec::new();
    for element in elements.strip_suffix(')')?.split(", ") {
        let (_, column) = parent.column(element)?;
        keys.push(Key { name: quote_ident(&column.name, session.target()).into_owned(), column });
    }
    let bound = &partition.partition_bound;
    if strategy == "HASH" {
        let names: Vec<&str> = keys.iter().map(|key| &*key.name).collect();
        let (modulus, remainder) = (bound.get("modulus")?, bound.get("remainder")?);
        let names = names.join(", ");
        return Some(vec![format!(
            "satisfies_hash_partition('{}'::oid, {modulus}, {remainder}, {names})",
            parent.oid.0
        )]);
    }
    let is_default = bound.get("default").is_some();
    let mut others: Vec<&OptionList> = Vec::new();
    for other in session.catalog().dependents_of(parent.oid).filter_map(|oid| session.catalog().relation(oid)) {
        if is_default && other.oid != partition.oid && other.parents.contains(&parent.oid) {
            others.push(&other.partition_bound);
        }
    }
    if is_default && others.is_empty() {
        return Some(Vec::new());
    }
    if strategy == "LIST" {
        let key = keys.first()?;
        if !is_default {
            return Some(list_conditions(session, key, &[bound], false));
        }
        return Some(vec![format!("(NOT {})", joined(&list_conditions(session, key, &others, true), " AND "))]);
    }
    let mut conditions: Vec<String> = keys.iter().map(|key| format!("({} IS NOT NULL)", key.name)).collect();
    if !is_default {
        conditions.extend(range_conditions(session, &keys, bound));
        return Some(conditions);
    }
    others.sort_by(|left, right| order(&side(left, "from"), &side(right, "from")));
    let ranges: Vec<String> =
        others.iter().map(|other| joined(&range_conditions(session, &keys, other), " AND ")).collect();
    conditions.push(joined(&ranges, " OR "));
    Some(vec![format!("(NOT {})", joined(&conditions, " AND "))])
}

fn constant(session: &Session, key: &Key<'_>, value: &str) -> String {
    displayed_constant(session, value, &key.column.type_name)
}

/// That the value is one of those that the bounds list.
fn list_conditions(session: &Session, key: &Key<'_>, bounds: &[&OptionList], is_default: bool) -> Vec<String> {
    let mut values: Vec<&str> = Vec::new();
    let mut has_null = false;
    for (word, value) in bounds.iter().flat_map(|bound| bound.iter()) {
        match word {
            "in" => values.push(value),
            _ => has_null = true,
        }
    }
    // A default partition leaves out the values of the others in their order.
    if is_default {
        values.sort_by(|left, right| compare(left, right));
    }
    let constants: Vec<String> = values.iter().map(|value| constant(session, key, value)).collect();
    let name = &key.name;
    let comparison = match &*constants {
        [] => return vec![format!("({name} IS NULL)")],
        [one] => format!("({name} = {one})"),
        several => format!("({name} = ANY (ARRAY[{}]))", several.join(", ")),
    };
    match has_null {
        true => vec![format!("(({name} IS NULL) OR {comparison})")],
        false => vec![format!("({name} IS NOT NULL)"), comparison],
    }
}

/// One side of a range: `from` or `to`.
fn side<'b>(bound: &'b OptionList, side: &str) -> Vec<Value<'b>> {
    let mut values = Vec::new();
    for (word, value) in bound.iter() {
        match word.strip_prefix(side) {
            Some("") => values.push(Value::Constant(value)),
            Some(" minvalue") => values.push(Value::Least),
            Some(_) => values.push(Value::Greatest),
            None => {}
        }
    }
    values
}

/// The order of numbers, else of texts.
fn compare(left: &str, right: &str) -> Ordering {
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.total_cmp(&right),
        _ => left.cmp(right),
    }
}

fn order(left: &[Value<'_>], right: &[Value<'_>]) -> Ordering {
    let rank = |value: &Value<'_>| match value {
        Value::Least => 0,
        Value::Constant(_) => 1,
        Value::Greatest => 2,
    };
    for (left, right) in left.iter().zip(right) {
        let found = match (left, right) {
            (Value::Constant(left), Value::Constant(right)) => compare(left, right),
            (left, right) => rank(left).cmp(&rank(right)),
        };
        if found.is_ne() {
            return found;
        }
    }
    Ordering::Equal
}

/// That the row is not below the lower side of the range, and is below the upper one.
fn range_conditions(session: &Session, keys: &[Key<'_>], bound: &OptionList) -> Vec<String> {
    let (lower, upper) = (side(bound, "from"), side(bound, "to"));
    let mut conditions = Vec::new();
    // Columns in which both sides are equal have that value.
    let mut equal = 0;
    for (key, (from, to)) in keys.iter().zip(lower.iter().zip(&upper)) {
        match (from, to) {
            (Value::Constant(value), _) if from == to => {
                conditions.push(format!("({} = {})", key.name, constant(session, key, value)));
                equal += 1;
            }
            _ => break,
        }
    }
    for (values, is_lower) in [(&lower, true), (&upper, false)] {
        let alternatives = side_conditions(session, keys, (values, is_lower), equal);
        if !alternatives.is_empty() {
            conditions.push(joined(&alternatives, " OR "));
        }
    }
    conditions
}

/// The ways to be on the right side: beyond it in one column, and equal to it in those before.
fn side_conditions(
    session: &Session,
    keys: &[Key<'_>],
    (values, is_lower): (&[Value<'_>], bool),
    equal: usize,
) -> Vec<String> {
    let mut alternatives = Vec::new();
    let mut before: Vec<String> = Vec::new();
    for (at, (key, value)) in keys.iter().zip(values).enumerate().skip(equal) {
        let Value::Constant(value) = value else { break };
        let value = constant(session, key, value);
        let next = values.get(at + 1);
        let operator = match (is_lower, next) {
            (true, None | Some(Value::Least)) => ">=",
            (true, Some(_)) => ">",
            (false, Some(Value::Greatest)) => "<=",
            (false, _) => "<",
        };
        let mut alternative = before.clone();
        alternative.push(format!("({} {operator} {value})", key.name));
        alternatives.push(joined(&alternative, " AND "));
        before.push(format!("({} = {value})", key.name));
    }
    alternatives
}
