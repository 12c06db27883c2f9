//! What names in a query stand for: the tables and columns of FROM, and those of the queries around.

use medlar_catalog::{ColumnReference, Name, Oid};
use medlar_syntax::ast::{Expression, QualifiedName, Query};
use medlar_syntax::{Span, SqlState};

use super::column::nearest;
use super::{Checker, ExpressionType, at_location, plain};
use crate::define::is_system_column;
use crate::message::{Checked, Failure};
use crate::query_columns;
use crate::session::not_run;
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
}

/// Something in FROM, under the name it has in the query.
#[derive(Clone)]
pub(crate) struct ScopeTable {
    pub(crate) name: Name,
    /// The relation that it is, and whether it has another name here.
    pub(crate) relation: Option<(Oid, bool)>,
    pub(crate) columns: Vec<QueryColumn>,
    /// Whether its columns are known.
    pub(crate) is_known: bool,
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

    /// The query of WITH, here or around.
    pub(crate) fn common_table(&self, name: &str) -> Option<&ScopeTable> {
        let mut level = Some(self);
        while let Some(scope) = level {
            if let Some(found) = scope.common.iter().rev().find(|table| *table.name == *name) {
                return Some(found);
            }
            level = scope.outer;
        }
        None
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
                self.used.extend(table.columns.iter().filter_map(|column| column.source));
                Ok(plain("record"))
            }
        }
    }

    fn bare_column(&mut self, scope: &Scope<'_>, name: &str, place: Span) -> Checked<ExpressionType> {
        let mut level = Some(scope);
        while let Some(scope) = level {
            let mut found = scope.columns.iter().filter(|column| *column.name == *name);
            if let Some(column) = found.next() {
                if found.next().is_some() {
                    let message = format!("column reference \"{name}\" is ambiguous");
                    return Err(Failure::new(SqlState::AmbiguousColumn, message).at(place));
                }
                self.used.extend(column.source);
                return Ok(column.data_type);
            }
            let has_relation = scope.tables.iter().any(|table| table.relation.is_some());
            if scope.is_open || has_relation && is_system_column(name) {
                return Ok(None);
            }
            level = scope.outer;
        }
        level = Some(scope);
        while let Some(scope) = level {
            if let Some(table) = scope.tables.iter().find(|table| *table.name == *name) {
                self.used.extend(table.columns.iter().filter_map(|column| column.source));
                return Ok(plain("record"));
            }
            level = scope.outer;
        }
        let failure = Failure::new(SqlState::UndefinedColumn, format!("column \"{name}\" does not exist")).at(place);
        Err(with_nearest(failure, scope, "", name))
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
        let relation = match schema {
            Some(schema) => {
                let schema = self.context.find_schema(schema).map(|schema| schema.oid);
                schema.and_then(|schema| self.context.relation_at(Some(schema), name))
            }
            None => None,
        };
        let mut level = Some(scope);
        while let Some(scope) = level {
            let found = scope.tables.iter().find(|table| match schema {
                None => *table.name == *name,
                Some(_) => relation.as_ref().is_some_and(|relation| table.relation == Some((relation.oid, false))),
            });
            if let Some(found) = found {
                return Ok(found);
            }
            level = scope.outer;
        }
        // It may be there under another name.
        let meant = match schema {
            Some(_) => relation,
            None => self.context.relation_at(None, name),
        };
        let mut near = None;
        level = Some(scope);
        while let (Some(scope), None) = (level, near) {
            near = scope.tables.iter().find(|table| {
                meant.as_ref().is_some_and(|meant| table.relation.is_some_and(|(oid, _)| oid == meant.oid))
                    || schema.is_some() && *table.name == *name
            });
            level = scope.outer;
        }
        let Some(near) = near else {
            let message = format!("missing FROM-clause entry for table \"{name}\"");
            return Err(Failure::new(SqlState::UndefinedTable, message).at(place));
        };
        let message = format!("invalid reference to FROM-clause entry for table \"{name}\"");
        let hint = match near.relation {
            Some((_, true)) if *near.name != *name => {
                format!("Perhaps you meant to reference the table alias \"{}\".", near.name)
            }
            _ => format!(
                "There is an entry for table \"{name}\", but it cannot be referenced from this part of the query."
            ),
        };
        Err(Failure::new(SqlState::UndefinedTable, message).hint(hint).at(place))
    }

    fn column_of(&mut self, scope: &Scope<'_>, table: &ScopeTable, name: &str, place: Span) -> Checked<ExpressionType> {
        if let Some(column) = table.columns.iter().find(|column| *column.name == *name) {
            self.used.extend(column.source);
            return Ok(column.data_type);
        }
        if !table.is_known || table.relation.is_some() && is_system_column(name) {
            return Ok(None);
        }
        let message = format!("column {}.{name} does not exist", table.name);
        let failure = Failure::new(SqlState::UndefinedColumn, message).at(place);
        Err(with_nearest(failure, scope, &table.name, name))
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

/// With the columns that the name is nearest to, in all tables of the query.
fn with_nearest(failure: Box<Failure>, scope: &Scope<'_>, qualifier: &str, name: &str) -> Box<Failure> {
    let mut known = Vec::new();
    let mut level = Some(scope);
    while let Some(scope) = level {
        for table in &scope.tables {
            known.extend(table.columns.iter().map(|column| (&*table.name, &*column.name)));
        }
        level = scope.outer;
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
    let type_name = data_type.map_or_else(String::new, DataType::printed).into();
    QueryColumn { name, data_type, type_name, collation: None, source: None }
}
