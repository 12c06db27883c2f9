//! The JavaScript API as a page uses it, under node.
#![expect(clippy::expect_used, clippy::ok_expect, reason = "a test that cannot go on fails")]

use medlar_protocol::{
    Analysis, CatalogQuery, CatalogView, Edit, HighlightToken, Level, Range, RunRequest, RunResult, StatementState,
    TokenClass, TranscriptLineKind,
};
use medlar_syntax::FULL;
use medlar_wasm::Playground;
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const EXAMPLE: &str = "CREATE FOREIGN DATA WRAPPER gpfdw1;
CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb', port '5432');
";

fn playground(text: &str) -> Playground {
    let mut playground = Playground::new("cloudberry-2").ok().expect("a known target");
    playground.set_text(text.into());
    playground
}

fn ts<T: Tsify + serde::Serialize>(value: T) -> Ts<T> {
    value.into_ts().ok().expect("plain data")
}

fn everything() -> Ts<Range> {
    ts(Range { from: 0, to: u32::MAX })
}

fn analyse(playground: &mut Playground) -> Analysis {
    playground.analyse(everything()).ok().and_then(|analysis| analysis.to_rust().ok()).expect("an analysis")
}

fn run(playground: &mut Playground, request: RunRequest) -> RunResult {
    playground.run(ts(request)).ok().and_then(|result| result.to_rust().ok()).expect("a result")
}

fn catalog(playground: &Playground) -> CatalogView {
    let query = CatalogQuery { search: String::new(), limit: 100 };
    playground.catalog(ts(query)).ok().and_then(|view| view.to_rust().ok()).expect("a catalog")
}

#[wasm_bindgen_test]
fn the_example_runs_and_makes_its_server() {
    let mut playground = playground(EXAMPLE);
    let analysis = analyse(&mut playground);
    assert_eq!((analysis.diagnostic_count, analysis.statement_count, analysis.pending_count), (0, 2, 2));

    let result = run(&mut playground, RunRequest::All);
    assert_eq!((result.succeeded, result.failed), (2, 0));
    let lines: Vec<_> = result.transcript.iter().map(|line| (&line.kind, line.text.as_str())).collect();
    assert_eq!(lines.last(), Some(&(&TranscriptLineKind::Result, "CREATE SERVER")));

    let view = catalog(&playground);
    let server = view.servers.iter().find(|server| server.name == "myserver").expect("the server");
    assert_eq!((server.wrapper.as_str(), server.owner.as_str()), ("gpfdw1", "gpadmin"));
    assert_eq!(server.options.len(), 3);
    let execution = server.execution.as_ref().expect("Cloudberry knows mpp_execute");
    assert_eq!((execution.mpp_execute.as_str(), &execution.mpp_execute_from), ("coordinator", &Level::Default));
    assert_eq!(analyse_states(&mut playground), [StatementState::Succeeded, StatementState::Succeeded]);
}

fn analyse_states(playground: &mut Playground) -> Vec<StatementState> {
    analyse(playground).statements.into_iter().map(|statement| statement.state).collect()
}

#[wasm_bindgen_test]
fn offsets_are_utf16() {
    let mut playground = playground("CREATE FOREIGN DATA WRAPPER w OPTIONS (a '😀é') x;");
    let analysis = analyse(&mut playground);
    let diagnostic = &analysis.diagnostics[0];
    assert_eq!(diagnostic.message, "syntax error at or near \"x\"");
    assert_eq!(diagnostic.sqlstate, "42601");
    assert_eq!((diagnostic.range.from, diagnostic.range.to), (48, 49));
    assert_eq!((diagnostic.line, diagnostic.column), (1, 48));
    let edit = Edit { from: 47, to: 49, insert: String::new() };
    playground.apply_edits(vec![ts(edit)]).ok().expect("an edit that fits");
    assert_eq!(playground.text(), "CREATE FOREIGN DATA WRAPPER w OPTIONS (a '😀é');");
    assert_eq!(analyse(&mut playground).diagnostic_count, 0);
}

#[wasm_bindgen_test]
fn several_edits_refer_to_the_old_text() {
    let mut playground = playground("CREATE SERVER é FOREIGN DATA WRAPPER w;");
    let edits = [(0, 0, "-- x\n"), (14, 15, "s"), (37, 38, "v")];
    let edits = edits.map(|(from, to, insert)| ts(Edit { from, to, insert: insert.to_owned() }));
    playground.apply_edits(edits.into()).ok().expect("edits that fit");
    assert_eq!(playground.text(), "-- x\nCREATE SERVER s FOREIGN DATA WRAPPER v;");
}

#[wasm_bindgen_test]
fn errors_are_the_servers() {
    let mut playground = playground(EXAMPLE);
    run(&mut playground, RunRequest::All);
    let more = "CREATE SERVER other FOREIGN DATA WRAPPER gpfdw1 OPTIONS (mpp_execute 'everywhere');";
    playground.set_text(format!("{EXAMPLE}{more}").into());
    let analysis = analyse(&mut playground);
    assert_eq!((analysis.error_count, analysis.pending_count), (1, 1));
    let diagnostic = &analysis.diagnostics[0];
    assert_eq!(diagnostic.message, "\"everywhere\" is not a valid mpp_execute value");
    let start = EXAMPLE.len() as u32 + more.find("'everywhere'").expect("there") as u32;
    assert_eq!((diagnostic.range.from, diagnostic.range.to), (start, start + 12));
}

#[wasm_bindgen_test]
fn tokens_know_options_and_keywords() {
    let playground = playground("CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'a'); -- c\n\\des+");
    let tokens = playground.highlight(everything()).ok().expect("tokens");
    let tokens: Vec<HighlightToken> = tokens.into_iter().map(|token| token.to_rust().ok().expect("a token")).collect();
    let classes: Vec<_> = tokens.into_iter().map(|token| token.class).collect();
    use TokenClass::{Comment, Keyword, MetaCommand, Name, OptionName, Punctuation, String};
    let expected = [
        Keyword,
        Keyword,
        Name,
        Keyword,
        Keyword,
        Keyword,
        Name,
        Keyword,
        Punctuation,
        OptionName,
        String,
        Punctuation,
        Punctuation,
        Comment,
        MetaCommand,
    ];
    assert_eq!(classes, expected);
}

#[wasm_bindgen_test]
fn a_saved_state_comes_back() {
    let mut first = playground(EXAMPLE);
    run(&mut first, RunRequest::All);
    let state: JsValue = first.save().expect("a state").js_value();
    // As a store keeps it: text and back.
    let stored = js_sys::JSON::stringify(&state).expect("plain data");
    let state = js_sys::JSON::parse(&String::from(stored)).expect("JSON");

    let mut second = Playground::new("postgresql-15").ok().expect("a known target");
    second.restore(state).expect("a state that can be read");
    assert_eq!(second.text(), EXAMPLE);
    assert_eq!(second.target(), "cloudberry-2");
    assert_eq!(catalog(&second), catalog(&first));
    assert_eq!(analyse_states(&mut second), [StatementState::Succeeded, StatementState::Succeeded]);

    let Some(exported) = answered(second.export_catalog()) else { return };
    let mut third = playground("");
    third.load_catalog(exported.js_value()).expect("a catalog that can be read");
    assert_eq!(catalog(&third).servers, catalog(&first).servers);
}

#[wasm_bindgen_test]
fn a_bad_state_is_refused_by_name_and_changes_nothing() {
    let mut playground = playground(EXAMPLE);
    run(&mut playground, RunRequest::All);
    let good: JsValue = playground.save().expect("a state").js_value();
    let text = String::from(js_sys::JSON::stringify(&good).expect("plain data"));
    let cases = [
        ("null".to_owned(), "Damaged"),
        ("{\"script\": 7}".to_owned(), "Damaged"),
        (text.replace("\"session_user\"", "\"x\"").replace("\"sessionUser\"", "\"y\""), "Damaged"),
        (text.replace("\"cloudberry-2\"", "\"oracle\""), "Damaged"),
        (text.replacen("\"version\":2", "\"version\":3", 1), "NewerVersion"),
    ];
    for (json, name) in cases {
        let state = js_sys::JSON::parse(&json).expect("JSON");
        let error = playground.restore(state).expect_err(&json);
        assert_eq!(error.unchecked_into::<js_sys::Error>().name(), name, "{json}");
        assert_eq!(playground.text(), EXAMPLE);
        assert_eq!(catalog(&playground).servers.iter().filter(|server| server.name == "myserver").count(), 1);
    }
}

#[wasm_bindgen_test]
fn what_cannot_be_read_is_told_with_its_place() {
    let mut playground = playground(EXAMPLE);
    run(&mut playground, RunRequest::All);
    let good: JsValue = playground.save().expect("a state").js_value();
    let text = String::from(js_sys::JSON::stringify(&good).expect("plain data"));
    let both = [
        ("\"from\":0", "\"from\":-1", "script.executions.0.range.from is not a whole number of 32 bits"),
        ("\"executions\":[{", "\"executions\":[null,{", "script.executions.0 is not an object"),
    ];
    let of_core = [("\"journal\":[[", "\"journal\":[[7,", "journal.0.0 is not a string")];
    let of_full = [
        ("\"name\":\"myserver\"", "\"name\":7", "catalog.servers.1.name is not a string"),
        ("[\"host\",\"foo\"]", "[\"host\"]", "catalog.servers.1.options.0 is not a pair"),
        ("\"superuser\":true", "\"superuser\":1", "catalog.roles.0.superuser is not true or false"),
        ("\"servers\":[", "\"servers\":{},\"x\":[", "catalog.servers is not an array"),
        (
            "\"body\":\"PostgresqlValidator\"",
            "\"body\":\"y\"",
            "catalog.functions.0.body is not a function that is known",
        ),
    ];
    let cases = both.iter().chain(if FULL { &of_full[..] } else { &of_core });
    for (from, to, problem) in cases {
        assert!(text.contains(from), "{from} in {text}");
        let state = js_sys::JSON::parse(&text.replacen(from, to, 1)).expect("JSON");
        let error: js_sys::Error = playground.restore(state).expect_err(to).unchecked_into();
        assert_eq!(String::from(error.message()), format!("the saved workspace cannot be read: {problem}"));
    }
    for request in ["\"some\"", "{\"at\":{\"offset\":1.5}}", "{\"selection\":{}}", "7", "{}"] {
        let request = js_sys::JSON::parse(request).expect("JSON");
        assert!(playground.run(Ts::new_unchecked(request)).is_err());
    }
}

#[wasm_bindgen_test]
fn meta_commands_print_what_psql_prints() {
    let mut playground = playground("\\echo hello\n\\nosuch\n");
    let result = run(&mut playground, RunRequest::All);
    let lines: Vec<_> = result.transcript.into_iter().map(|line| (line.kind, line.text)).collect();
    let line = |kind, text: &str| (kind, text.to_owned());
    let expected = [
        line(TranscriptLineKind::Prompt, "\\echo hello"),
        line(TranscriptLineKind::Result, "hello"),
        line(TranscriptLineKind::Prompt, "\\nosuch"),
        line(TranscriptLineKind::Error, "invalid command \\nosuch"),
    ];
    assert_eq!(lines, expected);
}

/// What a build answers; `None` where it is the core and leaves the answer to the full build.
fn answered<T>(result: Result<T, JsValue>) -> Option<T> {
    let Err(error) = result else { return result.ok() };
    let name = String::from(error.unchecked_into::<js_sys::Error>().name());
    assert_eq!((name.as_str(), FULL), ("NeedsFull", false));
    None
}

#[wasm_bindgen_test]
fn the_core_leaves_tables_to_the_full_build() {
    let text = format!("{EXAMPLE}CREATE FOREIGN TABLE t (a int) SERVER myserver;\n");
    let mut playground = playground(&text);
    assert_eq!(answered(playground.analyse(everything())).is_some(), FULL);
    let mut playground = self::playground(&format!("{text}\\d t\n"));
    assert_eq!(answered(playground.run(ts(RunRequest::All))).is_some(), FULL);
}

#[wasm_bindgen_test]
fn hostile_text_is_answered() {
    let quote = format!("{}'{}", EXAMPLE, "x".repeat(10 << 20));
    let nested = "(".repeat(100_000);
    let comments = "/*".repeat(100_000);
    let controls: String = (0..32_u8).map(char::from).chain(['\u{7f}', '\u{feff}', '\u{202e}']).collect();
    for text in [quote.as_str(), &nested, &comments, &controls, "é'\u{0}", "\u{10ffff}"] {
        let mut playground = playground(text);
        // The core may leave the answer to the full build.
        if let Some(analysis) = answered(playground.analyse(everything())) {
            let analysis = analysis.to_rust().ok().expect("an analysis");
            assert!(analysis.diagnostics.iter().all(|diagnostic| diagnostic.message.chars().count() <= 2001));
        }
        answered(playground.run(ts(RunRequest::All)));
        assert!(playground.highlight(everything()).is_ok());
    }
}
