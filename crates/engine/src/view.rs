//! CREATE VIEW: the query is read as far as names of tables and columns, and what the columns are.

use std::sync::Arc;

use medlar_catalog::{Column, ColumnReference, Function, Name, Relation, RelationKind};
use medlar_syntax::ast::{CreateView, ExpressionKind, Ident, Persistence, QualifiedName};
use medlar_syntax::keyword::Keyword;
use medlar_syntax::lexeme::{LexemeClass, lexemes};
use medlar_syntax::scanner::NAME_BYTES;
use medlar_syntax::{ByteOffset, Span, SqlState, Target};

use crate::columns::new_column;
use crate::context::Context;
use crate::define::{already_exists, bare_name, place};
use crate::drop_relation::wrong_kind;
use crate::expression::{self, ExpressionColumn};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::object::not_owner_of;
use crate::query;
use crate::session::not_run;
use crate::types::DataType;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateView<'_>) -> Checked {
    // Temporary views are in a schema of the session.
    if statement.persistence != Persistence::Permanent || statement.recursive {
        return Err(not_run("CREATE VIEW").about(statement.name.span));
    }
    let words = words(context, statement.query.span);
    let mut sources = Vec::new();
    for name in table_names(&words) {
        let relation = context.relation(&name).map_err(|failure| match failure.error.sqlstate {
            SqlState::UndefinedTable | SqlState::InvalidSchemaName => failure.at(name.span),
            _ => failure,
        })?;
        if !sources.iter().any(|known: &Arc<Relation>| known.oid == relation.oid) {
            sources.push(relation);
        }
    }
    query::check_view(context, &words)?;
    let mut columns = output_columns(context, &words, &sources);
    if let Some(columns) = &mut columns {
        if statement.columns.len() > columns.len() {
            let message = "CREATE VIEW specifies more column names than columns";
            return Err(Failure::new(SqlState::SyntaxError, message).about(statement.name.span));
        }
        for (column, name) in columns.iter_mut().zip(&statement.columns) {
            column.name = Name::from(&*name.name);
        }
    }
    let columns = columns.unwrap_or_default();
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
            let oid = context.catalog.allocate_oid();
            Relation::new(oid, RelationKind::View, schema, name, context.user())
        }
    };
    let is_new = context.catalog.relation(view.oid).is_none();
    view.uses = uses(&words, &sources);
    view.uses.extend(functions(context, &words));
    view.query = Some(context.text(statement.query.span).into());
    view.columns = columns;
    for source in &sources {
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
                known.name, known.type_name, column.type_name
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

/// The tables that stand behind FROM and JOIN, at any depth. Names that WITH gives are none.
fn table_names<'a>(words: &[Word<'_>]) -> Vec<QualifiedName<'a>> {
    let mut names: Vec<QualifiedName<'a>> = Vec::new();
    let mut given = Vec::new();
    // Whether the parentheses around are a list of tables, outermost first.
    let mut in_tables = vec![false];
    let mut at = 0;
    let mut expects_table = false;
    while let Some(word) = words.get(at) {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        if word.is("(") {
            // `EXTRACT (… FROM …)` and its like have a FROM of their own.
            in_tables.push(false);
        } else if word.is(")") {
            in_tables.pop();
            expects_table = false;
        } else if word.is(",") {
            expects_table = in_tables.last() == Some(&true);
        } else if let Some(keyword) = word.keyword().filter(|keyword| *keyword == Keyword::From) {
            let is_distinct_from =
                before.and_then(Word::keyword) == Some(Keyword::Distinct) && keyword == Keyword::From;
            if !is_distinct_from && !is_in_function(words, at) {
                expects_table = true;
                if let Some(last) = in_tables.last_mut() {
                    *last = true;
                }
            }
        } else if word.keyword() == Some(Keyword::Join) {
            expects_table = true;
        } else if matches!(
            word.keyword(),
            Some(
                Keyword::Where
                    | Keyword::Group
                    | Keyword::Having
                    | Keyword::Order
                    | Keyword::Limit
                    | Keyword::Union
                    | Keyword::Except
                    | Keyword::Intersect
                    | Keyword::Window
                    | Keyword::Select
            )
        ) {
            expects_table = false;
            if let Some(last) = in_tables.last_mut() {
                *last = false;
            }
        } else if matches!(word.keyword(), Some(Keyword::Only | Keyword::Lateral)) && expects_table {
        } else if word.keyword() == Some(Keyword::As) && words.get(at + 1).is_some_and(|next| next.is("(")) {
            given.extend(before.and_then(Word::name));
        } else if expects_table && word.name().is_some() {
            expects_table = false;
            let (parts, end) = dotted(words, at);
            at = end;
            // A function in the place of a table.
            if words.get(at).is_some_and(|next| next.is("(")) {
                continue;
            }
            if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
                let span = first.span.to(last.span);
                names.push(QualifiedName { parts, span });
            }
            continue;
        }
        at += 1;
    }
    names.retain(|name| {
        name.parts.len() > 1 || !name.parts.iter().any(|part| given.iter().any(|given| *given == part.name))
    });
    names
}

/// Whether a FROM stands between the parentheses of a function that has one.
fn is_in_function(words: &[Word<'_>], from: usize) -> bool {
    let mut depth = 0usize;
    for at in (0..from).rev() {
        let Some(word) = words.get(at) else { break };
        if word.is(")") {
            depth += 1;
        } else if word.is("(") {
            let Some(outer) = depth.checked_sub(1) else {
                let function = at.checked_sub(1).and_then(|at| words.get(at)).and_then(Word::keyword);
                return matches!(
                    function,
                    Some(Keyword::Extract | Keyword::Substring | Keyword::Trim | Keyword::Overlay)
                );
            };
            depth = outer;
        }
    }
    false
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

/// The columns of the sources that the query names, all of them where it has `*`; a source without any
/// is used as a whole.
fn uses(words: &[Word<'_>], sources: &[Arc<Relation>]) -> Vec<ColumnReference> {
    let is_star = |(at, word): (usize, &Word<'_>)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        word.is("*")
            && before.is_some_and(|before| {
                before.is(",")
                    || before.is(".")
                    || matches!(before.keyword(), Some(Keyword::Select | Keyword::Distinct | Keyword::All))
            })
    };
    let has_star = words.iter().enumerate().any(is_star);
    let mut uses = Vec::new();
    for source in sources {
        let known = uses.len();
        for (number, column) in source.numbered_columns() {
            if has_star || words.iter().any(|word| word.name().is_some_and(|name| *name == *column.name)) {
                uses.push(ColumnReference { oid: source.oid, column: number });
            }
        }
        if uses.len() == known {
            uses.push(ColumnReference { oid: source.oid, column: 0 });
        }
    }
    uses
}

/// The functions that were made and are called.
fn functions(context: &mut Context<'_>, words: &[Word<'_>]) -> Vec<ColumnReference> {
    let searched = context.searched();
    let mut uses = Vec::new();
    for (word, next) in words.iter().zip(words.iter().skip(1)) {
        let Some(name) = word.name().filter(|_| next.is("(")) else { continue };
        context.footprint.read(KeyKind::Functions, "");
        let is_called = |function: &&Arc<Function>| {
            *function.name == *name && searched.contains(&function.schema) && !function.oid.is_pinned()
        };
        let found = context.catalog.functions().find(is_called).map(|function| function.oid);
        uses.extend(found.map(|oid| ColumnReference { oid, column: 0 }).filter(|used| !uses.contains(used)));
    }
    uses
}

/// The columns of a query that begins with SELECT; of what is computed in a way that is not known here
/// the type stays empty.
fn output_columns(context: &mut Context<'_>, words: &[Word<'_>], sources: &[Arc<Relation>]) -> Option<Vec<Column>> {
    let select = words.iter().position(|word| word.keyword() == Some(Keyword::Select))?;
    if select != 0 {
        return None;
    }
    let mut items: Vec<&[Word<'_>]> = Vec::new();
    let (mut depth, mut start) = (0usize, 1);
    if matches!(words.get(1).and_then(Word::keyword), Some(Keyword::Distinct | Keyword::All)) {
        start = 2;
    }
    let mut end = words.len();
    for (at, word) in words.iter().enumerate().skip(start) {
        if word.is("(") {
            depth += 1;
        } else if word.is(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && word.is(",") {
            items.push(words.get(start..at)?);
            start = at + 1;
        } else if depth == 0 && is_end_of_list(word) {
            end = at;
            break;
        }
    }
    items.extend(words.get(start..end).filter(|last| !last.is_empty()));
    let mut columns = Vec::new();
    for item in items {
        let (last, qualifier) = (item.last()?, item.first().and_then(Word::name));
        if last.is("*") && item.len() != 2 {
            let wanted = |source: &&Arc<Relation>| item.len() == 1 || Some(&*source.name) == qualifier.as_deref();
            for source in sources.iter().filter(wanted) {
                for (_, column) in source.numbered_columns() {
                    let mut copied = new_column(&column.name, column.type_name.clone());
                    copied.collation.clone_from(&column.collation);
                    columns.push(copied);
                }
            }
            continue;
        }
        columns.push(output_column(context, item, sources)?);
    }
    Some(columns)
}

fn is_end_of_list(word: &Word<'_>) -> bool {
    matches!(
        word.keyword(),
        Some(
            Keyword::From
                | Keyword::Where
                | Keyword::Group
                | Keyword::Having
                | Keyword::Order
                | Keyword::Limit
                | Keyword::Union
                | Keyword::Except
                | Keyword::Intersect
                | Keyword::With
        )
    )
}

fn output_column(context: &mut Context<'_>, item: &[Word<'_>], sources: &[Arc<Relation>]) -> Option<Column> {
    let (last, rest) = item.split_last()?;
    let behind = rest.last();
    let has_as = behind.and_then(Word::keyword) == Some(Keyword::As);
    let is_bare_alias = last.class == LexemeClass::Identifier
        && behind.is_some_and(|before| before.class != LexemeClass::Operator || before.is(")"));
    let (expression, alias) = match (has_as, is_bare_alias) {
        (true, _) => (rest.split_last()?.1, last.name()),
        (false, true) => (rest, last.name()),
        (false, false) => (item, None),
    };
    let (parts, end) = dotted(expression, 0);
    let name = alias.or_else(|| match (parts.last(), expression.get(end)) {
        (Some(part), None) => Some(part.name.to_string()),
        (Some(part), Some(next)) if next.is("(") || next.is("::") => Some(part.name.to_string()),
        _ => None,
    });
    let all: Vec<ExpressionColumn<'_>> = sources
        .iter()
        .flat_map(|source| source.numbered_columns())
        .map(|(_, column)| ExpressionColumn {
            name: &column.name,
            data_type: DataType::from_printed(&column.type_name, context.target),
            is_generated: false,
        })
        .collect();
    let column = parts.last().filter(|_| end == expression.len());
    let known = column.and_then(|part| sources.iter().find_map(|source| source.column(&part.name)));
    let type_name: Name = match (known, expression.first(), expression.last()) {
        (Some((_, column)), _, _) => column.type_name.clone(),
        (None, Some(first), Some(last)) => {
            let text = context.sql.get(first.span.start.index()..last.span.end.index()).unwrap_or_default();
            let parsed = medlar_syntax::parse_expression(text, context.target).ok()?;
            let found = expression::type_of(context, &all, &parsed);
            found.map_or_else(String::new, DataType::printed).into()
        }
        _ => "".into(),
    };
    Some(new_column(name.as_deref().unwrap_or("?column?"), type_name))
}
