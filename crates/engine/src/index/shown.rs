//! How the server shows an index.

use medlar_catalog::{IndexElement, Relation};
use medlar_syntax::ast::ExpressionKind;
use medlar_syntax::printer::{quote_ident, quote_literal};

use crate::deparse;
use crate::dependency::key_of;
use crate::namespace::Naming;
use crate::session::Session;

/// An index as psql shows it.
pub struct DisplayedIndex {
    /// Whether it is that of the primary key, or of another key.
    pub of_key: Option<medlar_catalog::ConstraintKind>,
    /// What each column holds, and whether it belongs to the key.
    pub columns: Vec<(String, bool)>,
    /// From the access method on, e.g. `btree (a DESC) WHERE a > 0`.
    pub definition: String,
    /// The condition of a partial one.
    pub condition: Option<String>,
}

/// An index as `pg_get_indexdef` shows it to psql; none of what is none.
pub fn displayed_index(session: &Session, relation: &Relation) -> Option<DisplayedIndex> {
    let index = relation.index.as_ref()?;
    let (catalog, target) = (session.catalog(), session.target());
    let table = catalog.relation(index.table)?;
    let naming = Naming::new(catalog, session.searched_schemas(), target);
    let pretty = |text: &str| deparse::pretty(text, None, Some(&naming), target).unwrap_or_else(|| text.to_owned());
    let shown = |element: &IndexElement| match &element.expression {
        Some(expression) => {
            let text = pretty(expression);
            let parsed = medlar_syntax::parse_expression(expression, target);
            let is_function = parsed.is_ok_and(|parsed| matches!(parsed.kind, ExpressionKind::Function(_)));
            if is_function { text } else { format!("({text})") }
        }
        None => {
            let column = table.columns.get(usize::from(element.column).wrapping_sub(1));
            quote_ident(column.map_or("", |column| &column.name), target).into_owned()
        }
    };
    let (mut keys, mut included, mut columns) = (Vec::new(), Vec::new(), Vec::new());
    for element in &index.elements {
        let text = shown(element);
        columns.push((text.clone(), !element.is_included));
        match (element.is_included, &*element.order) {
            (true, _) => included.push(text),
            (false, "") => keys.push(text),
            (false, order) => keys.push(format!("{text} {order}")),
        }
    }
    let mut definition = format!("{} ({})", index.method, keys.join(", "));
    if !included.is_empty() {
        definition.push_str(&format!(" INCLUDE ({})", included.join(", ")));
    }
    if !index.parameters.is_empty() {
        let parameters: Vec<String> =
            index.parameters.iter().map(|(name, value)| format!("{name}={}", quote_literal(value))).collect();
        definition.push_str(&format!(" WITH ({})", parameters.join(", ")));
    }
    let condition = index.condition.as_deref().map(pretty);
    if let Some(condition) = &condition {
        definition.push_str(&format!(" WHERE {condition}"));
    }
    let of_key = key_of(catalog, relation.oid)
        .and_then(|(_, key)| table.constraints.iter().find(|constraint| constraint.oid == key))
        .map(|constraint| constraint.kind);
    Some(DisplayedIndex { of_key, columns, definition, condition })
}
