//! `CREATE SERVER` held against another parser: where both take a statement, they read the same.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use medlar_syntax::ast::{Statement, Version};
use medlar_syntax::{Target, parse};
use sqlparser::ast::Statement as PeerStatement;
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

/// Name, type, version, wrapper and options, as far as a statement has them.
#[derive(Debug, PartialEq)]
struct Server {
    if_not_exists: bool,
    name: String,
    server_type: Option<String>,
    version: Option<String>,
    wrapper: String,
    options: Vec<(String, String)>,
}

fn ours(text: &str) -> Server {
    let parse = parse(text, Target::Postgresql15);
    assert_eq!(parse.error, None, "{text}");
    let Some(Statement::CreateServer(server)) = parse.statements.into_iter().map(|parsed| parsed.statement).next()
    else {
        panic!("{text}")
    };
    let option = |option: medlar_syntax::ast::OptionItem| {
        (option.name.name.into_owned(), option.value.map(|value| value.value.into_owned()).unwrap_or_default())
    };
    Server {
        if_not_exists: server.if_not_exists,
        name: server.name.name.into_owned(),
        server_type: server.server_type.map(|literal| literal.value.into_owned()),
        version: server.version.and_then(|version| match version {
            Version::Value(literal) => Some(literal.value.into_owned()),
            Version::Null => None,
        }),
        wrapper: server.wrapper.name.into_owned(),
        options: server.options.into_iter().map(option).collect(),
    }
}

/// The peer does not fold names; the cases have no upper case in bare ones.
fn peer(text: &str) -> Server {
    let mut statements = Parser::parse_sql(&PostgreSqlDialect {}, text).unwrap();
    let Some(PeerStatement::CreateServer(server)) = statements.pop() else { panic!("{text}") };
    let name = |name: &sqlparser::ast::ObjectName| name.0[0].as_ident().unwrap().value.clone();
    let option = |option: sqlparser::ast::CreateServerOption| (option.key.value, option.value.value);
    Server {
        if_not_exists: server.if_not_exists,
        name: name(&server.name),
        server_type: server.server_type.map(|ident| ident.value),
        version: server.version.map(|ident| ident.value),
        wrapper: name(&server.foreign_data_wrapper),
        options: server.options.unwrap_or_default().into_iter().map(option).collect(),
    }
}

#[test]
fn create_server_reads_the_same() {
    for text in [
        "CREATE SERVER s FOREIGN DATA WRAPPER w",
        "CREATE SERVER IF NOT EXISTS s FOREIGN DATA WRAPPER w;",
        "create server s type 'a' version '1.0' foreign data wrapper w",
        "CREATE SERVER s TYPE 'a' FOREIGN DATA WRAPPER w OPTIONS (host 'foo', dbname 'foodb', port '5432')",
        "CREATE SERVER s VERSION '' FOREIGN DATA WRAPPER w OPTIONS (a '')",
        "CREATE SERVER \"My Server\" FOREIGN DATA WRAPPER \"W\" OPTIONS (\"Odd Name\" 'it''s')",
        "CREATE SERVER é FOREIGN DATA WRAPPER postgres_fdw OPTIONS (ü '日本')",
        "CREATE /* a */ SERVER s -- b\n FOREIGN DATA WRAPPER w OPTIONS (a 'x\\y')",
    ] {
        assert_eq!(ours(text), peer(text), "{text}");
    }
}

/// Statements of every kind, taken by a real server.
const GENERAL: &str = include_str!("general.sql");

#[test]
fn what_is_sql_is_not_called_a_syntax_error() {
    let statements = || GENERAL.lines().filter(|line| !line.starts_with("--"));
    for text in statements() {
        // Cloudberry 2 stands on PostgreSQL 14, which has neither.
        let is_new = text.starts_with("MERGE ") || text.contains(" ON PARAMETER ");
        for target in Target::ALL.into_iter().filter(|target| !is_new || *target != Target::Cloudberry2) {
            assert_eq!(parse(text, target).error, None, "{text}");
        }
    }
    let taken = statements().filter(|text| Parser::parse_sql(&PostgreSqlDialect {}, text).is_ok()).count();
    assert!(taken >= 100, "the peer takes only {taken}: it is no witness");
}
