//! After any edits, the incremental analysis says what an analysis of the whole text says.

use medlar_ide::{Diagnostic, Document, RunRequest, StatementInfo, Summary};
use medlar_syntax::{Span, Target};
use proptest::prelude::*;

/// Statements that depend on each other through a few names.
const STATEMENTS: &[&str] = &[
    "CREATE FOREIGN DATA WRAPPER w;",
    "CREATE FOREIGN DATA WRAPPER v VALIDATOR postgresql_fdw_validator;",
    "CREATE SERVER s FOREIGN DATA WRAPPER w;",
    "CREATE SERVER t FOREIGN DATA WRAPPER w OPTIONS (host 'a', mpp_execute 'any');",
    "CREATE SERVER IF NOT EXISTS s FOREIGN DATA WRAPPER v OPTIONS (host 'a');",
    "ALTER SERVER s OPTIONS (ADD a '1');",
    "ALTER SERVER s OPTIONS (SET a '2', DROP host);",
    "ALTER SERVER t RENAME TO s;",
    "ALTER SERVER s OWNER TO r;",
    "CREATE USER MAPPING FOR r SERVER s;",
    "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'x');",
    "DROP USER MAPPING IF EXISTS FOR r SERVER s;",
    "CREATE ROLE r;",
    "DROP ROLE r;",
    "CREATE ROLE q IN ROLE r;",
    "GRANT USAGE ON FOREIGN DATA WRAPPER w TO r WITH GRANT OPTION;",
    "GRANT USAGE ON FOREIGN SERVER s TO q;",
    "REVOKE USAGE ON FOREIGN SERVER s FROM r CASCADE;",
    "SET ROLE r;",
    "RESET ROLE;",
    "BEGIN;",
    "COMMIT;",
    "ROLLBACK;",
    "SAVEPOINT a;",
    "ROLLBACK TO a;",
    "DROP SERVER s CASCADE;",
    "DROP SERVER IF EXISTS s, t;",
    "DROP FOREIGN DATA WRAPPER w CASCADE;",
    "DROP FOREIGN DATA WRAPPER w;",
    "ALTER FOREIGN DATA WRAPPER w RENAME TO v;",
    "COMMENT ON SERVER s IS 'x';",
    "CREATE EXTENSION postgres_fdw;",
    "CREATE SERVER p FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'a', fetch_size '0');",
    "CREATE FOREIGN TABLE f (a int) SERVER s;",
    "CREATE FOREIGN TABLE g (LIKE f) SERVER t OPTIONS (a '1');",
    "CREATE EXTERNAL TABLE g (a int) LOCATION ('gpfdist://h/f') FORMAT 'text';",
    "ADD FOREIGN SEGMENT FROM SERVER t INTO f;",
    "ALTER FOREIGN TABLE f OWNER TO r;",
    "DROP FOREIGN TABLE f;",
    "CREATE SERVER",
    "-- a comment; with a semicolon\n",
    "'",
    "$$",
    "/*",
    "*/",
    "(",
    "\\des\n",
];

fn script(length: usize) -> impl Strategy<Value = String> {
    let statement = prop::sample::select(STATEMENTS);
    prop::collection::vec((statement, prop::sample::select(&["\n", " ", "\n\n"][..])), 0..length)
        .prop_map(|parts| parts.into_iter().flat_map(|(statement, gap)| [statement, gap]).collect())
}

#[derive(Clone, Debug)]
struct Change {
    from: prop::sample::Index,
    length: usize,
    insert: String,
}

fn change() -> impl Strategy<Value = Change> {
    let insert = prop_oneof![
        Just(String::new()),
        prop::sample::select(&["x", ";", "'", " ", "s", "é", "\n", "1", "\\"][..]).prop_map(str::to_owned),
        prop::sample::select(STATEMENTS).prop_map(str::to_owned),
        script(80),
    ];
    (any::<prop::sample::Index>(), prop_oneof![Just(0), Just(1), 0..60_usize, 0..4000_usize], insert)
        .prop_map(|(from, length, insert)| Change { from, length, insert })
}

fn apply(document: &mut Document, change: &Change) {
    let text = document.text();
    let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let start = change.from.index(boundaries.len());
    let end = (start + change.length).min(boundaries.len() - 1);
    assert!(document.edit(Span::new(boundaries[start], boundaries[end]), &change.insert));
}

/// Everything an editor is told.
fn told(document: &mut Document) -> (Vec<Diagnostic>, Vec<StatementInfo>, Summary) {
    document.analyse();
    let all = Span::new(0, document.text().len());
    (document.diagnostics(all, 100_000), document.statements(all, 100_000), document.summary())
}

#[test]
fn a_statement_that_comes_further_finds_what_it_had_not_looked_at() {
    let mut document = Document::new(Target::Cloudberry2);
    document.set_text(
        "CREATE FOREIGN DATA WRAPPER v;\n\
         CREATE SERVER s FOREIGN DATA WRAPPER v;\n\
         CREATE FOREIGN DATA WRAPPER w;\n\
         CREATE SERVER s FOREIGN DATA WRAPPER w;\n",
    );
    document.analyse();
    assert_eq!(document.summary().errors, 1, "the second server exists already, its wrapper is not looked at");
    assert!(document.edit(Span::new(0, 1), ""));
    let (diagnostics, ..) = told(&mut document);
    let messages: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.message.message.as_str()).collect();
    assert_eq!(messages, ["syntax error at or near \"REATE\"", "foreign-data wrapper \"v\" does not exist"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_end_where_a_fresh_analysis_ends(
        start in script(200),
        rounds in prop::collection::vec(prop::collection::vec(change(), 1..3), 1..8),
    ) {
        let mut document = Document::new(Target::Cloudberry2);
        document.set_text(&start);
        document.analyse();
        for changes in &rounds {
            for change in changes {
                apply(&mut document, change);
            }
            let mut fresh = Document::new(Target::Cloudberry2);
            fresh.set_text(document.text());
            prop_assert_eq!(told(&mut document), told(&mut fresh), "after {:?} in\n{}", changes, document.text());
        }
    }

    #[test]
    fn what_was_run_stays_settled_until_it_changes(start in script(40), changes in prop::collection::vec(change(), 0..4)) {
        let mut document = Document::new(Target::Postgresql15);
        document.set_text(&start);
        document.run(RunRequest::All);
        document.analyse();
        for change in &changes {
            apply(&mut document, change);
            document.analyse();
        }
        let mut reloaded = Document::with_session(document.session().clone());
        let executions = document.executions();
        reloaded.set_text(document.text());
        reloaded.restore_executions(&executions);
        reloaded.analyse();
        let all = Span::new(0, document.text().len());
        prop_assert_eq!(document.executions(), reloaded.executions());
        let pending = |document: &mut Document| document.summary().pending;
        if document.session().transaction_status() == medlar_engine::TransactionStatus::Idle {
            prop_assert_eq!(pending(&mut document), pending(&mut reloaded));
            prop_assert_eq!(document.statements(all, 10_000), reloaded.statements(all, 10_000));
        }
    }
}
