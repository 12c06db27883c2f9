//! What names in a query stand for: the tables and columns of FROM, and those of the queries around.

use medlar_catalog::{ColumnReference, Name, Oid};
use medlar_syntax::ast::{Expression, QualifiedName, Query};
use medlar_syntax::{Span, SqlState};

use super::column::nearest;
use super::{Checker, ExpressionType, at_location, plain};
use crate::context::Context;
use crate::define::has_system_column;
use crate::message::{Checked, Failure};
use crate::namespace::DATABASE;
use crate::query_columns;
use crate::session::not_run;
use crate::system_relation::SystemRelation;
use crate::types::DataType;

/// A column of a query, or of what it is made from.
#[derive(Clone)]
pub(crate) struct QueryColumn {
    pub(crate) name: Name,
    /// None where it is not known.
    pub(crate) data_type: ExpressionType,
    /// As the catalog prints it; empty where it is not known.
    pub(crate) type_name: Name,
    pub(crate) collation: Option<Name>,
    /// The column of a relation that it is.
    pub(crate) source: Option<ColumnReference>,
    /// Which column it is of what stands in FROM, joins aside.
    pub(crate) origin: Option<Origin>,
}

/// A column of something in FROM.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// What it is a column of, under the name it has in the query.
    pub(crate) table: Name,
    /// Its place among the columns of everything in that FROM.
    pub(crate) number: usize,
}

/// Who may speak of something in FROM.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// Everybody.
    Seen,
    /// Everybody who names it; a bare name means a column of the join that it is in.
    Joined,
    /// Everybody but hints, which speak of what is joined.
    Join,
    /// Only hints: the name of a join hides it, or it stands beside in FROM.
    Hidden,
}

/// Something in FROM, under the name it has in the query.
#[derive(Clone)]
pub(crate) struct ScopeTable {
    pub(crate) name: Name,
    pub(crate) visibility: Visibility,
    /// The relation that it is, and whether it has another name here.
    pub(crate) relation: Option<(Oid, bool)>,
    pub(crate) columns: Vec<QueryColumn>,
    /// Whether its columns are known.
    pub(crate) is_known: bool,
}

impl ScopeTable {
    /// One of which nothing is known but the name.
    pub(crate) fn unknown(name: Name) -> ScopeTable {
        ScopeTable { name, visibility: Visibility::Seen, relation: None, columns: Vec::new(), is_known: false }
    }

    /// Whether it is a relation with a column of the system by that name.
    pub(crate) fn has_system_column(&self, context: &Context<'_>, name: &str) -> bool {
        let relation = self.relation.and_then(|(oid, _)| context.catalog.relation(oid));
        relation.is_some_and(|relation| has_system_column(relation, name))
    }
}

/// What the names in a query stand for.
#[derive(Clone, Default)]
pub(crate) struct Scope<'q> {
    /// The query around it.
    pub(crate) outer: Option<&'q Scope<'q>>,
    /// What has columns behind a dot.
    pub(crate) tables: Vec<ScopeTable>,
    /// The columns that a bare name may mean, in the order of `*`.
    pub(crate) columns: Vec<QueryColumn>,
    /// Whether there are columns that are not known.
    pub(crate) is_open: bool,
    /// The queries of WITH.
    pub(crate) common: Vec<ScopeTable>,
}

impl<'q> Scope<'q> {
    /// A query in another one.
    pub(crate) fn inside(outer: Option<&'q Scope<'q>>) -> Scope<'q> {
        Scope { outer, ..Scope::default() }
    }

    /// Adds what stands in FROM beside what is there.
    pub(crate) fn extend(&mut self, other: &Scope<'_>) {
        self.tables.extend_from_slice(&other.tables);
        self.columns.extend_from_slice(&other.columns);
        self.is_open |= other.is_open;
    }

    /// It and the queries around it, from the inside to the outside.
    pub(crate) fn levels(&'q self) -> impl Iterator<Item = &'q Scope<'q>> {
        std::iter::successors(Some(self), |scope| scope.outer)
    }

    /// What may be named before a dot.
    pub(crate) fn visible_tables(&self) -> impl Iterator<Item = &ScopeTable> {
        self.tables.iter().filter(|table| table.visibility != Visibility::Hidden)
    }

    /// What hints may still speak of where nothing of it can be used.
    pub(crate) fn hidden(&self) -> Scope<'static> {
        let hide = |table: &ScopeTable| ScopeTable { visibility: Visibility::Hidden, ..table.clone() };
        let tables = self.tables.iter().filter(|table| table.visibility != Visibility::Join).map(hide).collect();
        Scope { tables, ..Scope::default() }
    }

    /// The query of WITH, here or around.
    pub(crate) fn common_table(&self, name: &str) -> Option<&ScopeTable> {
        self.levels().find_map(|scope| scope.common.iter().rev().find(|table| *table.name == *name))
    }

    /// The number of the next column of FROM, which no column before has.
    pub(crate) fn next_number(&self) -> usize {
        let known = self.tables.iter().flat_map(|table| &table.columns).filter_map(|column| column.origin.as_ref());
        known.map(|origin| origin.number + 1).max().unwrap_or(0)
    }

    /// The column that a name without a qualifier is, or the one behind the table's name.
    pub(crate) fn column(&self, name: &QualifiedName<'_>) -> Option<&QueryColumn> {
        let (columns, name) = match name.parts.as_slice() {
            [name] => (&self.columns, name),
            [.., table, name] => (&self.visible_tables().find(|known| *known.name == *table.name)?.columns, name),
            [] => return None,
        };
        columns.iter().find(|column| *column.name == *name.name)
    }
}

impl Checker<'_, '_> {
    /// A column, or with `all` the columns, of what is in FROM.
    pub(super) fn column_in_scope(
        &mut self,
        scope: &Scope<'_>,
        name: &QualifiedName<'_>,
        all: bool,
        place: Span,
    ) -> Checked<ExpressionType> {
        let parts = name.parts.as_slice();
        match parts {
            [column] if !all => self.bare_column(scope, &column.name, place),
            [.., _, column] if !all => {
                let table = self.table_in_scope(scope, parts, 1, place)?;
                self.column_of(scope, table, &column.name, place)
            }
            _ => {
                let table = self.table_in_scope(scope, parts, 0, place)?;
                Ok(self.row_of(table))
            }
        }
    }

    /// A row as a whole. Those of relations have types of their own, which are not known here.
    fn row_of(&mut self, table: &ScopeTable) -> ExpressionType {
        self.used.extend(table.columns.iter().filter_map(|column| column.source));
        if table.relation.is_some() { None } else { plain("record") }
    }

    fn bare_column(&mut self, scope: &Scope<'_>, name: &str, place: Span) -> Checked<ExpressionType> {
        for scope in scope.levels() {
            let mut found = scope.columns.iter().filter(|column| *column.name == *name);
            if let Some(column) = found.next() {
                if found.next().is_some() {
                    let message = format!("column reference \"{name}\" is ambiguous");
                    return Err(Failure::new(SqlState::AmbiguousColumn, message).at(place));
                }
                self.used.extend(column.source);
                return Ok(column.data_type);
            }
            let is_bare = |table: &&ScopeTable| table.visibility == Visibility::Seen;
            let tables = scope.tables.iter().filter(is_bare);
            match tables.filter(|table| table.has_system_column(self.context, name)).count() {
                0 if !scope.is_open => {}
                0 | 1 => return Ok(None),
                _ => {
                    let message = format!("column reference \"{name}\" is ambiguous");
                    return Err(Failure::new(SqlState::AmbiguousColumn, message).at(place));
                }
            }
        }
        let mut tables = scope.levels().flat_map(Scope::visible_tables);
        if let Some(table) = tables.find(|table| *table.name == *name) {
            return Ok(self.row_of(table));
        }
        let failure = Failure::new(SqlState::UndefinedColumn, format!("column \"{name}\" does not exist")).at(place);
        Err(with_nearest(self.context, failure, scope, "", name))
    }

    /// The table before the last `behind` parts of a name.
    pub(super) fn table_in_scope<'q>(
        &mut self,
        scope: &'q Scope<'q>,
        parts: &[medlar_syntax::ast::Ident<'_>],
        behind: usize,
        place: Span,
    ) -> Checked<&'q ScopeTable> {
        let qualifier = parts.get(..parts.len().saturating_sub(behind)).unwrap_or_default();
        let (name, schema) = match qualifier {
            [.., schema, name] => (&*name.name, Some(&*schema.name)),
            [name] => (&*name.name, None),
            [] => ("", None),
        };
        if let [.., database, _, _] = qualifier
            && database.name != DATABASE
        {
            let mut written = parts.iter().map(|part| &*part.name).collect::<Vec<_>>().join(".");
            written.push_str(if behind == 0 { ".*" } else { "" });
            let message = format!("cross-database references are not implemented: {written}");
            return Err(Failure::new(SqlState::FeatureNotSupported, message).at(place));
        }
        let relation = match schema {
            Some(named) => match self.context.find_schema(named).map(|schema| schema.oid) {
                Some(schema) => match self.context.relation_at(Some(schema), name) {
                    Some(relation) => Some(relation.oid),
                    None => SystemRelation::find(self.context.target, named, name).map(|system| system.identity()),
                },
                None => None,
            },
            None => None,
        };
        let mut visible = scope.levels().flat_map(Scope::visible_tables);
        let found = visible.find(|table| match schema {
            None => *table.name == *name,
            Some(_) => relation.is_some_and(|relation| table.relation == Some((relation, false))),
        });
        if let Some(found) = found {
            return Ok(found);
        }
        // It may be there under another name, or where it cannot be seen.
        let meant = match schema {
            Some(_) => relation,
            None => match self.context.relation_at(None, name) {
                Some(relation) => Some(relation.oid),
                None => SystemRelation::find(self.context.target, "pg_catalog", name).map(|system| system.identity()),
            },
        };
        let is_near =
            |table: &ScopeTable| table.relation.is_some_and(|(oid, _)| meant == Some(oid)) || *table.name == *name;
        let Some(near) = scope.levels().flat_map(|scope| &scope.tables).find(|table| is_near(table)) else {
            let message = format!("missing FROM-clause entry for table \"{name}\"");
            return Err(Failure::new(SqlState::UndefinedTable, message).at(place));
        };
        let message = format!("invalid reference to FROM-clause entry for table \"{name}\"");
        let hint = match near.relation {
            Some((_, true)) if *near.name != *name && near.visibility != Visibility::Hidden => {
                format!("Perhaps you meant to reference the table alias \"{}\".", near.name)
            }
            _ => format!(
                "There is an entry for table \"{}\", but it cannot be referenced from this part of the query.",
                near.name
            ),
        };
        Err(Failure::new(SqlState::UndefinedTable, message).hint(hint).at(place))
    }

    fn column_of(&mut self, scope: &Scope<'_>, table: &ScopeTable, name: &str, place: Span) -> Checked<ExpressionType> {
        let mut named = table.columns.iter().filter(|column| *column.name == *name);
        if let Some(column) = named.next() {
            if named.next().is_some() {
                let message = format!("column reference \"{name}\" is ambiguous");
                return Err(Failure::new(SqlState::AmbiguousColumn, message).at(place));
            }
            self.used.extend(column.source);
            return Ok(column.data_type);
        }
        if !table.is_known || table.has_system_column(self.context, name) {
            return Ok(None);
        }
        let message = format!("column {}.{name} does not exist", table.name);
        let failure = Failure::new(SqlState::UndefinedColumn, message).at(place);
        Err(with_nearest(self.context, failure, scope, &table.name, name))
    }

    /// The columns of a query in an expression; none where they are not known.
    pub(super) fn query_in_expression(
        &mut self,
        query: &Query<'_>,
        expression: &Expression<'_>,
    ) -> Checked<Option<Vec<QueryColumn>>> {
        let Some(scope) = self.scope else { return Err(self.subquery(expression)) };
        let found = query_columns::analyse(self.context, query, Some(scope))?;
        self.used.extend(found.used);
        Ok(found.columns)
    }

    /// A query that gives one value for each row.
    pub(super) fn one_column(&mut self, query: &Query<'_>, expression: &Expression<'_>) -> Checked<ExpressionType> {
        let Some(columns) = self.query_in_expression(query, expression)? else { return Ok(None) };
        match columns.as_slice() {
            [column] => Ok(column.data_type),
            _ => {
                let message = "subquery must return only one column";
                Err(Failure::new(SqlState::SyntaxError, message).at(at_location(expression)))
            }
        }
    }

    /// `left operator { ANY | ALL } ( query )`, and `left IN ( query )`.
    pub(super) fn compare_with_query(
        &mut self,
        operator: &str,
        left: &Expression<'_>,
        right: (&Query<'_>, &Expression<'_>),
        expression: &Expression<'_>,
    ) -> Checked<ExpressionType> {
        if self.scope.is_none() {
            return Err(self.subquery(expression));
        }
        let place = at_location(expression);
        let width = super::row(left).map_or(1, <[_]>::len);
        let found = self.check(left)?;
        let Some(columns) = self.query_in_expression(right.0, expression)? else { return Ok(plain("bool")) };
        if columns.len() != width {
            let message =
                if columns.len() < width { "subquery has too few columns" } else { "subquery has too many columns" };
            return Err(Failure::new(SqlState::SyntaxError, message).at(place));
        }
        match columns.as_slice() {
            [column] if width == 1 => self.compare(operator, &[(left, found), (right.1, column.data_type)], place),
            _ => Ok(plain("bool")),
        }
    }

    pub(super) fn subquery(&self, expression: &Expression<'_>) -> Box<Failure> {
        if self.is_in_query() {
            return not_run("SELECT").about(expression.span);
        }
        let message = format!("cannot use subquery in {}", self.purpose.singular);
        Failure::new(SqlState::FeatureNotSupported, message).at(at_location(expression))
    }
}

/// With the columns that the name is nearest to, in all tables of the query. One of that very name is
/// where it cannot be seen.
fn with_nearest(
    context: &Context<'_>,
    failure: Box<Failure>,
    scope: &Scope<'_>,
    qualifier: &str,
    name: &str,
) -> Box<Failure> {
    let mut known = Vec::new();
    let tables = scope.levels().flat_map(|scope| &scope.tables);
    for table in tables.filter(|table| table.visibility != Visibility::Join) {
        let mut names = table.columns.iter().map(|column| &*column.name);
        let has_column = names.clone().any(|column| column == name) || table.has_system_column(context, name);
        if (qualifier.is_empty() || *table.name == *qualifier) && has_column {
            return failure.hint(format!(
                "There is a column named \"{name}\" in table \"{}\", but it cannot be referenced from this part of the \
                 query.",
                table.name
            ));
        }
        known.extend(names.by_ref().map(|column| (&*table.name, column)));
    }
    match nearest(&known, qualifier, name) {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// A column of that type.
pub(crate) fn query_column(name: Name, data_type: ExpressionType) -> QueryColumn {
    // A literal is a text.
    let data_type = match data_type {
        Some(found) if found.base.name() == "unknown" => plain("text"),
        found => found,
    };
    let type_name = data_type.map_or_else(String::new, DataType::stored).into();
    QueryColumn { name, data_type, type_name, collation: None, source: None, origin: None }
}
