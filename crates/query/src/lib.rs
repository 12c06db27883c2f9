//! Queries of the system catalogs: what SELECT gives over the objects that a session has made.
//!
//! The engine has looked at names, types and rights before a query comes here; here are the rows. Each
//! value knows its type while a query runs. What is not run here is refused with 0A000 and named.

mod aggregate;
mod cast;
mod database;
mod evaluate;
mod frame;
mod from;
mod function;
mod names;
mod number;
mod operator;
mod pattern;
mod select;
mod sets;
mod tables;
mod value;

use medlar_engine::{Checked, Failure, QueryRows, Session};
use medlar_syntax::SqlState;
use medlar_syntax::ast::Query;

use database::Database;
use evaluate::{Evaluator, not_kept};
use frame::Common;
use value::{TextKind, Value};

/// The rows of a query in a session, each value as the text that the server sends; `None` is NULL.
///
/// ```
/// use medlar_engine::Session;
/// use medlar_syntax::{Target, parse_query};
///
/// let mut session = Session::new(Target::Postgresql15);
/// session.simple_query("CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w");
/// let query = parse_query("SELECT srvname, srvowner::regrole FROM pg_foreign_server", session.target()).unwrap();
/// let found = medlar_query::run(&session, &query).unwrap();
/// assert_eq!(found.columns, ["srvname", "srvowner"]);
/// assert_eq!(found.rows, [[Some("s".to_owned()), Some("postgres".to_owned())]]);
/// ```
pub fn run(session: &Session, query: &Query<'_>) -> Checked<QueryRows> {
    let evaluator = Evaluator::new(Database::new(session));
    evaluator.read_names(query)?;
    let found = evaluator.query(query, None, &Common::default())?;
    let columns: Vec<String> = found.columns.iter().map(|name| name.to_string()).collect();
    let mut rows = Vec::with_capacity(found.rows.len());
    for row in &found.rows {
        let mut texts = Vec::with_capacity(row.len());
        for (value, column) in row.iter().zip(&columns) {
            if matches!(value, Value::NotKept | Value::Text(_, TextKind::Tree)) {
                return Err(not_kept(column));
            }
            texts.push(evaluator.database.text_of(value));
        }
        rows.push(texts);
    }
    Ok(QueryRows { columns, rows })
}

/// Our own words: the server would run it.
fn unsupported(what: &str) -> Box<Failure> {
    Failure::new(SqlState::FeatureNotSupported, format!("{what} is recognised but not run by Medlar"))
}
