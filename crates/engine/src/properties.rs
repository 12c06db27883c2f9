//! Properties that hold for every script, tried on random ones.

use medlar_catalog::Catalog;
use medlar_syntax::Target;
use proptest::prelude::*;

use crate::{Session, TransactionStatus};

/// A statement from few names, so that statements meet: half of them fail.
fn statement() -> impl Strategy<Value = String> {
    let server = prop::sample::select(vec!["s1", "s2", "s3", "gp_exttable_server"]);
    let wrapper = prop::sample::select(vec!["w1", "w2", "postgres_fdw", "gp_exttable_fdw"]);
    let role = prop::sample::select(vec!["a", "b", "c", "PUBLIC", "CURRENT_USER", "postgres"]);
    let options = prop::sample::select(vec![
        "OPTIONS (host 'h', port '1')",
        "OPTIONS (ADD x '1')",
        "OPTIONS (DROP host)",
        "OPTIONS (SET host 'i', mpp_execute 'any')",
        "OPTIONS (num_segments '0')",
        "OPTIONS (user 'u', extensions 'dblink, nope')",
    ]);
    let behavior = prop::sample::select(vec!["", "CASCADE"]);
    (server, wrapper, role.clone(), role, options, behavior, 0..46u8).prop_map(
        |(server, wrapper, role, other, options, behavior, which)| match which {
            0 => format!("CREATE FOREIGN DATA WRAPPER {wrapper} OPTIONS (host 'h')"),
            1 => format!("ALTER FOREIGN DATA WRAPPER {wrapper} VALIDATOR postgresql_fdw_validator {options}"),
            2 => format!("ALTER FOREIGN DATA WRAPPER {wrapper} OWNER TO {role}"),
            3 => format!("ALTER FOREIGN DATA WRAPPER {wrapper} RENAME TO w2"),
            4 => format!("DROP FOREIGN DATA WRAPPER IF EXISTS {wrapper}, w1 {behavior}"),
            5..=8 => format!("CREATE SERVER IF NOT EXISTS {server} FOREIGN DATA WRAPPER {wrapper}"),
            9 => format!("CREATE SERVER {server} FOREIGN DATA WRAPPER w1 OPTIONS (host 'h', mpp_execute 'master')"),
            10 | 11 => format!("ALTER SERVER {server} VERSION '1' {options}"),
            12 => format!("ALTER SERVER {server} OWNER TO {role}"),
            13 => format!("ALTER SERVER {server} RENAME TO s3"),
            14 => format!("DROP SERVER {server}, s1 {behavior}"),
            15 | 16 => format!("CREATE USER MAPPING FOR {role} SERVER {server}"),
            17 => format!("ALTER USER MAPPING FOR {role} SERVER {server} {options}"),
            18 => format!("DROP USER MAPPING IF EXISTS FOR {role} SERVER {server}"),
            19 => format!("GRANT USAGE ON FOREIGN SERVER {server}, s1 TO {role}, {other} WITH GRANT OPTION"),
            20 => format!("GRANT USAGE ON FOREIGN DATA WRAPPER {wrapper} TO {role}"),
            21 => format!("REVOKE USAGE ON FOREIGN SERVER {server} FROM {role} {behavior}"),
            22 => format!("COMMENT ON SERVER {server} IS 'c'"),
            23 => format!("CREATE ROLE b IN ROLE {role} ADMIN {other}"),
            24 => "CREATE ROLE a CREATEROLE; CREATE ROLE c SUPERUSER".to_owned(),
            25 => format!("DROP ROLE IF EXISTS b, {role}"),
            26 => format!("GRANT a, b TO {role}, {other} WITH ADMIN OPTION"),
            27 => format!("REVOKE a FROM {role}"),
            28 => format!("ALTER ROLE {other} NOSUPERUSER NOINHERIT"),
            29 => "ALTER ROLE a RENAME TO b".to_owned(),
            30 => "SET ROLE a".to_owned(),
            31 => "RESET SESSION AUTHORIZATION".to_owned(),
            32 => format!("CREATE EXTENSION {wrapper}"),
            33 => format!("DROP OWNED BY {role}, {other} {behavior}"),
            35 => format!("CREATE STORAGE SERVER {server}"),
            36 => format!("CREATE STORAGE USER MAPPING FOR {role} STORAGE SERVER {server} OPTIONS (a 'b')"),
            37 => format!("DROP STORAGE SERVER IF EXISTS {server}"),
            38 => format!("CREATE FOREIGN CATALOG {server} SERVER s1"),
            40 => format!("CREATE FOREIGN TABLE t (a int OPTIONS (b 'c')) SERVER {server} {options}"),
            41 => format!("CREATE FOREIGN TABLE u (LIKE t, b int) SERVER {server} DISTRIBUTED RANDOMLY"),
            42 => "CREATE EXTERNAL TABLE u (a int, LIKE t) LOCATION ('gpfdist://h/f') FORMAT 'text'".to_owned(),
            43 => format!("ADD FOREIGN SEGMENT FROM SERVER {server} {options} INTO t"),
            44 => format!("ALTER FOREIGN TABLE t ADD COLUMN b int, {options}"),
            45 => format!("DROP FOREIGN TABLE IF EXISTS u, t {behavior}"),
            34 => format!("REASSIGN OWNED BY {role} TO {other}"),
            _ => format!("DROP EXTENSION {wrapper} {behavior}"),
        },
    )
}

fn control() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT a", "ROLLBACK TO a", "RELEASE a"])
        .prop_map(str::to_owned)
}

fn target() -> impl Strategy<Value = Target> {
    prop::sample::select(Target::ALL.to_vec())
}

fn script(length: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop_oneof![6 => statement(), 1 => control()], 1..length)
}

proptest! {
    #[test]
    fn what_fails_changes_nothing(target in target(), script in script(60)) {
        let mut session = Session::new(target);
        for sql in &script {
            for parsed in medlar_syntax::parse(sql, target).statements {
                let before = session.clone();
                let outcome = session.execute(sql, &parsed.statement);
                if outcome.result.is_err() {
                    prop_assert_eq!(session.catalog().to_snapshot(), before.catalog().to_snapshot(), "{}", sql);
                    prop_assert_eq!(session.current_user(), before.current_user());
                }
            }
        }
    }

    #[test]
    fn a_rolled_back_script_leaves_no_trace(target in target(), before in script(20), inside in script(30)) {
        let mut session = Session::new(target);
        before.iter().for_each(|sql| drop(session.simple_query(sql)));
        session.simple_query("ROLLBACK");
        let (catalog, user) = (session.catalog().to_snapshot(), session.current_user());
        session.simple_query("BEGIN");
        for sql in inside.iter().filter(|sql| !matches!(sql.as_str(), "BEGIN" | "COMMIT" | "ROLLBACK")) {
            session.simple_query(sql);
        }
        session.simple_query("ROLLBACK");
        prop_assert_eq!(session.transaction_status(), TransactionStatus::Idle);
        prop_assert_eq!(session.catalog().to_snapshot(), catalog);
        prop_assert_eq!(session.current_user(), user);
    }

    #[test]
    fn a_snapshot_holds_everything(target in target(), script in script(60)) {
        let mut session = Session::new(target);
        script.iter().for_each(|sql| drop(session.simple_query(sql)));
        let snapshot = session.catalog().to_snapshot();
        let restored = Catalog::from_snapshot(&snapshot, Session::new(target).catalog()).unwrap();
        prop_assert_eq!(restored.to_snapshot(), snapshot);
    }

    /// The promise of footprints: a statement that is put before another, and writes nothing that
    /// the other reads, changes nothing of what the other says.
    #[test]
    fn a_statement_depends_on_what_it_read(
        target in target(), before in script(40), first in statement(), second in statement()
    ) {
        let mut session = Session::new(target);
        before.iter().for_each(|sql| drop(session.simple_query(sql)));
        let parsed = medlar_syntax::parse(&second, target);
        let Some(parsed) = parsed.statements.first() else { return Ok(()) };
        let mut without = session.clone();
        let expected = without.execute(&second, &parsed.statement);
        let mut writes = Vec::new();
        for parsed in medlar_syntax::parse(&first, target).statements {
            session.execute(&first, &parsed.statement);
            writes.extend_from_slice(session.footprint().writes());
        }
        if without.footprint().reads().iter().all(|key| !writes.contains(key)) {
            prop_assert_eq!(session.execute(&second, &parsed.statement), expected, "{}", first);
        }
    }
}
