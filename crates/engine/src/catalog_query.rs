//! What a query of the catalog asks the engine: types, names, descriptions and settings.

use medlar_catalog::Oid;
use medlar_syntax::ast::{Expression, Parameter, Query, Statement, TypeName};
use medlar_syntax::{SqlState, Target};

use crate::dependency::{Address, Part, describe};
use crate::expression::QueryColumn;
use crate::message::{Checked, Failure, ResultColumn, ResultSet, ServerMessage};
use crate::namespace::Naming;
use crate::query;
use crate::query_columns;
use crate::session::{Session, not_run};
use crate::types::{self, BaseType, DataType};

/// A type of pg_catalog, with its modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltInType {
    /// Its name in pg_catalog; of an array, that of its elements.
    pub name: &'static str,
    /// Whether it is an array.
    pub is_array: bool,
    /// As the server stores it; -1 for none.
    pub modifier: i32,
}

impl From<DataType> for BuiltInType {
    fn from(found: DataType) -> BuiltInType {
        BuiltInType { name: found.base.name(), is_array: found.is_array, modifier: found.modifier }
    }
}

/// The type of pg_catalog that a name stands for.
pub fn built_in_type(type_name: &TypeName<'_>, target: Target) -> Option<BuiltInType> {
    types::built_in(type_name, target).map(BuiltInType::from)
}

/// The type of a column, as the catalog writes it; none of one that a statement has made.
pub fn printed_type(text: &str, target: Target) -> Option<BuiltInType> {
    built_in_type(&medlar_syntax::parse_type_name(text, target).ok()?, target)
}

/// How messages name the type of that name in pg_catalog: `character varying`.
pub fn type_name_printed(name: &'static str) -> &'static str {
    BaseType::find(name).map_or(name, BaseType::printed)
}

/// The type of that name in pg_catalog with a modifier as it is stored: `character varying(10)`.
pub fn format_type(name: &'static str, modifier: i32) -> String {
    let found = BaseType::find(name).map(|base| DataType { modifier, ..DataType::new(base) });
    found.map_or_else(|| name.to_owned(), DataType::printed)
}

/// Whether a text is a value of the type of that name in pg_catalog; the failure has no position yet.
pub fn check_input(name: &str, text: &str, target: Target) -> Checked {
    BaseType::find(name).map_or(Ok(()), |base| types::check_input(base, text, target.rules()))
}

/// The name of the column that an expression makes in a list of SELECT.
pub fn column_label(expression: &Expression<'_>, target: Target) -> String {
    query_columns::label(expression, target.rules())
}

/// An object, or with a number a column of one, as `pg_describe_object` describes it.
pub fn described(session: &Session, oid: Oid, column: u16) -> Option<String> {
    let catalog = session.catalog();
    catalog.class(oid)?;
    let part = if column == 0 { Part::Whole } else { Part::Column(column) };
    let naming = Naming::new(catalog, session.searched_schemas(), session.target());
    Some(describe(&naming, Address { oid, part }))
}

/// What becomes of a query that has been checked.
#[derive(Clone, Copy, Debug, Default)]
pub enum Queries {
    /// It is answered with 0A000.
    #[default]
    NotRun,
    /// It succeeds without rows: enough for what shows none.
    CheckedOnly,
    /// Its rows are asked for.
    Run(QueryRunner),
}

/// Gives the rows of a query over the system's catalogs.
pub type QueryRunner = fn(&Session, &Query<'_>) -> Checked<QueryRows>;

/// The rows that a query gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryRows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// Of each value its text, none for NULL.
    pub rows: Vec<Vec<Option<String>>>,
}

impl Session {
    /// Says what becomes of queries; in a new session they are not run.
    pub fn set_queries(&mut self, queries: Queries) {
        self.queries = queries;
    }

    /// SELECT, VALUES and TABLE.
    pub(crate) fn query(
        &mut self,
        sql: &str,
        query: &Query<'_>,
        notices: &mut Vec<ServerMessage>,
        rows: &mut Option<ResultSet>,
    ) -> Checked<&'static str> {
        let mut context = self.context(sql, notices);
        let (columns, is_of_system) = query::check_statement(&mut context, query, "SELECT")?;
        let columns = columns.unwrap_or_default();
        let found = match self.queries {
            _ if !is_of_system => return Err(not_run("SELECT")),
            Queries::NotRun => return Err(not_run("SELECT")),
            Queries::CheckedOnly => return Ok("SELECT"),
            Queries::Run(run) => run(self, query)?,
        };
        let known = columns.iter().map(Some).chain(std::iter::repeat(None));
        let typed = found.columns.into_iter().zip(known).map(|(name, known)| result_column(name, known));
        *rows = Some(ResultSet { columns: typed.collect(), rows: found.rows });
        Ok("SELECT")
    }

    /// The columns that the only statement of a string would give, none of what gives no rows. Nothing is
    /// executed, and of what is no query only the syntax is looked at.
    ///
    /// # Errors
    /// What the server says when it prepares the statement.
    pub fn describe(&self, sql: &str) -> Checked<Vec<ResultColumn>> {
        let mut session = self.clone();
        let parse = medlar_syntax::parse_with_strings(sql, self.target(), session.state.settings.strings());
        if let Some(error) = parse.error {
            return Err(Failure::of_syntax(error).into());
        }
        let [parsed] = &*parse.statements else {
            let message = "cannot insert multiple commands into a prepared statement";
            return if parse.statements.is_empty() {
                Ok(Vec::new())
            } else {
                Err(Failure::new(SqlState::SyntaxError, message))
            };
        };
        session.refuse(&parsed.statement)?;
        match &parsed.statement {
            Statement::Query(query) => {
                let mut notices = Vec::new();
                let mut context = session.context(sql, &mut notices);
                let columns = query_columns::analyse(&mut context, query, None)?.columns.unwrap_or_default();
                Ok(columns.iter().map(|column| result_column(column.name.to_string(), Some(column))).collect())
            }
            Statement::Call(_) | Statement::Parameter(Parameter::Show(_)) => {
                let mut rows = None;
                session.run(sql, &parsed.statement, &mut Vec::new(), &mut rows)?;
                Ok(rows.map(|rows| rows.columns).unwrap_or_default())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The value of a parameter, as SHOW prints it.
    pub fn setting(&self, name: &str) -> Checked<String> {
        self.parameter_value(name).map(|(_, value)| value)
    }

    /// `version()`; not told of servers whose text is not known.
    pub fn version(&self) -> Result<String, Box<Failure>> {
        match self.rules().cloudberry {
            true => Err(not_run("version()")),
            false => Ok(format!(
                "PostgreSQL {} on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14+deb12u1) 12.2.0, 64-bit",
                self.rules().server_version
            )),
        }
    }
}

/// A column of a result: what is not known of its type counts as text.
fn result_column(name: String, known: Option<&QueryColumn>) -> ResultColumn {
    let data_type = known.and_then(|column| column.data_type);
    let type_name = match known.map(|column| &*column.type_name) {
        Some(printed) if !printed.is_empty() => printed.to_owned(),
        _ => data_type.map_or_else(|| "text".to_owned(), |found| found.name().into_owned()),
    };
    ResultColumn { name, is_number: data_type.is_some_and(is_number), type_name }
}

/// Whether psql aligns the values of the type to the right.
fn is_number(data_type: DataType) -> bool {
    let names = ["int2", "int4", "int8", "float4", "float8", "numeric", "oid", "xid", "xid8", "cid", "money"];
    !data_type.is_array && names.contains(&data_type.base.name())
}
