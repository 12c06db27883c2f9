//! What the server shows of a relation's definition, for lists of its columns.

use medlar_catalog::{ColumnReference, Oid, OptionList, Relation, RelationKind};
use medlar_syntax::ast::ExpressionKind;
use medlar_syntax::printer::quote_ident;
use medlar_syntax::{Target, parse_expression};

use crate::deparse;
use crate::dependency::{Address, describe};
use crate::namespace::Naming;
use crate::partition;
use crate::session::Session;
use crate::types::{BaseType, DataType};

/// A stored expression of a relation as `pg_get_expr` shows it to psql.
pub fn displayed(session: &Session, text: &str, uses: &[ColumnReference]) -> String {
    let catalog = session.catalog();
    let used = uses.iter().filter_map(|used| catalog.relation(used.oid));
    let sequences: Vec<_> = used.filter(|relation| relation.kind == RelationKind::Sequence).collect();
    let sequence = match &*sequences {
        [one] => Some(Naming::new(catalog, session.searched_schemas(), session.target()).relation(one)),
        _ => None,
    };
    let naming = Naming::new(catalog, session.searched_schemas(), session.target());
    let shown = deparse::pretty(text, sequence.as_deref(), Some(&naming), session.target());
    as_read(session, shown.unwrap_or_else(|| text.to_owned()))
}

/// With literals as the session reads them.
fn as_read(session: &Session, text: String) -> String {
    if session.has_standard_strings() { text } else { text.replace('\\', "\\\\") }
}

/// A constant of the type of that name, as it stands in a condition.
pub fn displayed_constant(session: &Session, text: &str, type_name: &str) -> String {
    let constant = DataType::of_column(session.catalog(), type_name, session.target())
        .and_then(|data_type| deparse::constant(text, DataType { modifier: -1, ..data_type }));
    as_read(session, constant.unwrap_or_else(|| text.to_owned()))
}

/// An object as messages about dependencies describe it, e.g. `view v`.
pub fn description(session: &Session, oid: Oid) -> String {
    let naming = Naming::new(session.catalog(), session.searched_schemas(), session.target());
    describe(&naming, Address::whole(oid))
}

/// The type of a column as `format_type` shows it.
pub fn displayed_type(session: &Session, type_name: &str) -> String {
    Naming::new(session.catalog(), session.searched_schemas(), session.target()).type_text(type_name)
}

/// The key of a partitioned table as `pg_get_partkeydef` shows it.
pub fn displayed_partition_key(session: &Session, relation: &Relation) -> String {
    let target = session.target();
    let Some((strategy, elements)) = partition::split_key(relation) else { return String::new() };
    let mut shown = Vec::new();
    for element in elements {
        shown.push(match relation.column(element) {
            Some(_) => quote_ident(element, target).into_owned(),
            None => key_expression(element, target).unwrap_or_else(|| element.to_owned()),
        });
    }
    as_read(session, format!("{strategy} ({})", shown.join(", ")))
}

/// An expression of a key: a function stands without parentheses.
fn key_expression(element: &str, target: Target) -> Option<String> {
    let text = element.strip_prefix('(')?.strip_suffix(')')?;
    let is_function = matches!(parse_expression(text, target).ok()?.kind, ExpressionKind::Function(_));
    let shown = deparse::pretty(text, None, None, target)?;
    Some(if is_function { shown } else { format!("({shown})") })
}

/// The bound of a partition as `pg_get_expr` shows it.
pub fn displayed_partition_bound(session: &Session, parent: &Relation, bound: &OptionList) -> String {
    let mut sides = [Vec::new(), Vec::new()];
    let mut in_side = 0;
    let types: Vec<Option<DataType>> = match partition::split_key(parent) {
        Some((_, elements)) => {
            let type_of = |element: &&str| {
                let (_, column) = parent.column(element)?;
                DataType::of_column(session.catalog(), &column.type_name, session.target())
            };
            elements.iter().map(type_of).collect()
        }
        None => Vec::new(),
    };
    for (word, value) in bound.iter() {
        let shown = match word {
            "default" => return "DEFAULT".to_owned(),
            "modulus" => {
                let remainder = bound.get("remainder").unwrap_or_default();
                return format!("FOR VALUES WITH (modulus {value}, remainder {remainder})");
            }
            "in null" => "NULL".to_owned(),
            word if word.ends_with("minvalue") => "MINVALUE".to_owned(),
            word if word.ends_with("maxvalue") => "MAXVALUE".to_owned(),
            _ => String::new(),
        };
        in_side = usize::from(word.starts_with("to"));
        let Some(side) = sides.get_mut(in_side) else { continue };
        let data_type = match word {
            "in" => types.first(),
            _ => types.get(side.len()),
        };
        side.push(if shown.is_empty() { bound_value(value, data_type.copied().flatten()) } else { shown });
    }
    let [from, to] = sides;
    if in_side == 0 {
        return as_read(session, format!("FOR VALUES IN ({})", from.join(", ")));
    }
    as_read(session, format!("FOR VALUES FROM ({}) TO ({})", from.join(", "), to.join(", ")))
}

/// A value of a bound: as a constant, without its type.
fn bound_value(value: &str, data_type: Option<DataType>) -> String {
    let shown = data_type.and_then(|data_type| deparse::constant(value, DataType { modifier: -1, ..data_type }));
    let quoted = || deparse::literal(value);
    let Some(shown) = shown else { return quoted() };
    let label = data_type.map_or_else(String::new, |data_type| format!("::{}", data_type.name()));
    shown.strip_suffix(&*label).map_or_else(|| shown.clone(), str::to_owned)
}

/// How values of the type of that name are stored: `plain`, `extended` or `main`.
pub fn type_storage(session: &Session, type_name: &str) -> &'static str {
    const EXTENDED: &[&str] = &[
        "bytea",
        "text",
        "json",
        "xml",
        "path",
        "polygon",
        "bpchar",
        "varchar",
        "bit",
        "varbit",
        "refcursor",
        "tsvector",
        "jsonb",
        "jsonpath",
        "txid_snapshot",
        "pg_snapshot",
        "record",
    ];
    let Some(DataType { base, is_array, .. }) = DataType::of_column(session.catalog(), type_name, session.target())
    else {
        return "plain";
    };
    let name = BaseType::name(base);
    if is_array || name == "anyrange" || EXTENDED.contains(&name) || name.ends_with("range") {
        return "extended";
    }
    if matches!(name, "inet" | "cidr" | "numeric") { "main" } else { "plain" }
}
