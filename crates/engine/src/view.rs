//! CREATE VIEW

use medlar_catalog::{AclKind, Column, ColumnReference, Relation, RelationKind};
use medlar_syntax::ast::{CreateView, ExpressionKind, Ident, Persistence, Query, QueryBody};
use medlar_syntax::keyword::Keyword;
use medlar_syntax::lexeme::{LexemeClass, lexemes};
use medlar_syntax::scanner::NAME_BYTES;
use medlar_syntax::{ByteOffset, Span, SqlState, Target};

use crate::columns::new_column;
use crate::context::Context;
use crate::define::{already_exists, bare_name, place, refuse_system_schema, refuse_type};
use crate::drop_relation::wrong_kind;
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::query_columns::{self, Analysed};
use crate::session::not_run;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateView<'_>) -> Checked {
    // Temporary views are in a schema of the session.
    if statement.persistence != Persistence::Permanent || statement.recursive {
        return Err(not_run("CREATE VIEW").about(statement.name.span));
    }
    let Analysed { columns: found, used } = query_columns::analyse(context, &statement.query, None)?;
    refuse_shape(&statement.query)?;
    let mut columns = Vec::new();
    if let Some(found) = found {
        if statement.columns.len() > found.len() {
            let message = "CREATE VIEW specifies more column names than columns";
            return Err(Failure::new(SqlState::SyntaxError, message).about(statement.name.span));
        }
        for (at, column) in found.into_iter().enumerate() {
            let name = statement.columns.get(at).map_or(&*column.name, |name| &name.name);
            let mut new = new_column(name, column.type_name);
            new.collation = column.collation;
            columns.push(new);
        }
    }
    let (schema, existing) = place(context, &statement.name).map_err(|failure| failure.without_position())?;
    let name = bare_name(&statement.name);
    for (at, column) in columns.iter().enumerate() {
        if columns.iter().take(at).any(|other| other.name == column.name) {
            let message = format!("column \"{}\" specified more than once", column.name);
            return Err(Failure::new(SqlState::DuplicateColumn, message).about(statement.name.span));
        }
    }
    let mut view = match existing {
        Some(existing) if statement.or_replace => {
            check_replaced(context, &existing, &columns).map_err(|failure| failure.about(statement.name.span))?;
            Relation::clone(&existing)
        }
        Some(_) => return Err(already_exists(&name).about(statement.name.span)),
        None => {
            refuse_type(context, schema, &name).map_err(|failure| failure.about(statement.name.span))?;
            refuse_system_schema(context, schema, &name).map_err(|failure| failure.about(statement.name.span))?;
            let oid = context.catalog.allocate_oid();
            let owner = context.user();
            let acl = context.acl_of_new(AclKind::Table, owner, Some(schema));
            Relation { acl, ..Relation::new(oid, RelationKind::View, schema, name, owner) }
        }
    };
    let is_new = context.catalog.relation(view.oid).is_none();
    view.uses = uses(&used);
    view.query = Some(context.text(statement.query.span).into());
    view.columns = columns;
    for source in used.iter().filter(|used| used.column == 0) {
        context.write_object(source.oid);
    }
    let oid = view.oid;
    if is_new {
        context.catalog.insert_relation(view);
    } else {
        context.catalog.update_relation(oid, |known| *known = view);
    }
    context.write_object_and_lists(oid);
    Ok(())
}

/// What no view may be.
fn refuse_shape(query: &Query<'_>) -> Checked {
    let refused = |message| Err(Failure::new(SqlState::FeatureNotSupported, message).about(query.span));
    if matches!(&query.body, QueryBody::Select(select) if select.into.is_some()) {
        return refused("views must not contain SELECT INTO");
    }
    if query.with.iter().any(|table| table.query.is_none()) {
        return refused("views must not contain data-modifying statements in WITH");
    }
    Ok(())
}

/// The columns of each relation that is used, one relation after the other, and the whole of one of
/// which none is.
fn uses(used: &[ColumnReference]) -> Vec<ColumnReference> {
    let mut uses: Vec<ColumnReference> = Vec::new();
    for whole in used.iter().filter(|used| used.column == 0) {
        if uses.iter().any(|known| known.oid == whole.oid) {
            continue;
        }
        let mut columns: Vec<ColumnReference> =
            used.iter().filter(|used| used.oid == whole.oid && used.column > 0).copied().collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.is_empty() {
            columns.push(*whole);
        }
        uses.extend(columns);
    }
    uses
}

/// A view keeps the columns that it has and may get more.
fn check_replaced(context: &mut Context<'_>, view: &Relation, columns: &[Column]) -> Checked {
    if view.kind != RelationKind::View {
        return Err(wrong_kind(medlar_syntax::ast::RelationKind::View, &view.name));
    }
    if !context.owns(view.owner) {
        return Err(not_owner_of(context.catalog, view.oid));
    }
    let refused = |message: String| Err(Failure::new(SqlState::InvalidTableDefinition, message));
    if columns.len() < view.columns.len() {
        return refused("cannot drop columns from view".to_owned());
    }
    for (known, column) in view.columns.iter().zip(columns) {
        if known.name != column.name {
            let message = format!("cannot change name of view column \"{}\" to \"{}\"", known.name, column.name);
            return Err(Failure::new(SqlState::InvalidTableDefinition, message)
                .hint("Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead."));
        }
        if known.type_name != column.type_name && !known.type_name.is_empty() && !column.type_name.is_empty() {
            return refused(format!(
                "cannot change data type of view column \"{}\" from {} to {}",
                known.name,
                context.naming().type_text(&known.type_name),
                context.naming().type_text(&column.type_name)
            ));
        }
    }
    Ok(())
}

/// A lexeme of the query.
pub(crate) struct Word<'t> {
    pub(crate) class: LexemeClass,
    pub(crate) text: &'t str,
    pub(crate) span: Span,
}

impl Word<'_> {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.class == LexemeClass::Operator && self.text == text
    }

    pub(crate) fn keyword(&self) -> Option<Keyword> {
        match self.class {
            LexemeClass::Keyword(keyword) => Some(keyword),
            _ => None,
        }
    }

    /// The name, if it can be one.
    pub(crate) fn name(&self) -> Option<String> {
        let mut name = match self.class {
            LexemeClass::Keyword(_) => self.text.to_ascii_lowercase(),
            LexemeClass::Identifier if self.text.starts_with('"') => {
                let quoted = self.text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                quoted.unwrap_or(self.text).replace("\"\"", "\"")
            }
            LexemeClass::Identifier if self.text.ends_with('"') => {
                // With Unicode escapes.
                match medlar_syntax::parse_expression(self.text, Target::default()).ok()?.kind {
                    ExpressionKind::Column { name, .. } => name.parts.first()?.name.to_string(),
                    _ => return None,
                }
            }
            LexemeClass::Identifier => self.text.to_ascii_lowercase(),
            _ => return None,
        };
        name.truncate(name.floor_char_boundary(NAME_BYTES));
        Some(name)
    }
}

/// The lexemes of a part of the statement, without comments.
pub(crate) fn words<'s>(context: &Context<'s>, span: Span) -> Vec<Word<'s>> {
    let text = context.text(span);
    let mut words = Vec::new();
    for lexeme in lexemes(text, ByteOffset(0), context.target) {
        if lexeme.class != LexemeClass::Comment {
            let shift = |offset: ByteOffset| span.start.index() + offset.index();
            words.push(Word {
                class: lexeme.class,
                text: lexeme.span.of(text),
                span: Span::new(shift(lexeme.span.start), shift(lexeme.span.end)),
            });
        }
    }
    words
}

/// The parts of a dotted name, and where it ends.
pub(crate) fn dotted<'a>(words: &[Word<'_>], from: usize) -> (Vec<Ident<'a>>, usize) {
    let mut parts = Vec::new();
    let mut at = from;
    while let Some((word, name)) = words.get(at).and_then(|word| Some((word, word.name()?))) {
        parts.push(Ident { name: name.into(), span: word.span });
        at += 1;
        if !words.get(at).is_some_and(|next| next.is(".")) {
            break;
        }
        at += 1;
    }
    (parts, at)
}
