//! What an editor is told: where messages stand, what a run takes, and how tokens are coloured.

use medlar_ide::{Document, LineKind, RunRequest, StatementState, TokenClass};
use medlar_syntax::{ByteOffset, Span, Target};

const WRAPPER: &str = "CREATE FOREIGN DATA WRAPPER w;";

fn document(text: &str) -> Document {
    let mut document = Document::new(Target::Cloudberry2);
    document.set_text(text);
    document.analyse();
    document
}

fn all(document: &Document) -> Span {
    Span::new(0, document.text().len())
}

/// The text under each diagnostic, with its message.
fn marked(text: &str) -> Vec<(String, String)> {
    let mut document = document(text);
    let diagnostics = document.diagnostics(all(&document), 100);
    let marked = diagnostics.into_iter().map(|one| (one.span.of(text).to_owned(), one.message.message));
    marked.collect()
}

fn states(document: &mut Document) -> Vec<StatementState> {
    document.analyse();
    document.statements(all(document), 100).into_iter().map(|statement| statement.state).collect()
}

/// What was run: the first lines behind the prompt.
fn run(document: &mut Document, request: RunRequest) -> Vec<String> {
    let result = document.run(request);
    let prompts = result.lines.into_iter().filter(|line| line.kind == LineKind::Prompt);
    prompts.map(|line| line.text).collect()
}

#[test]
fn diagnostics_stand_where_the_fault_is() {
    for (text, place, message) in [
        // The object that the message is about.
        ("CREATE SERVER s FOREIGN DATA WRAPPER nosuch;", "nosuch", "foreign-data wrapper \"nosuch\" does not exist"),
        // The server's position.
        ("CREATE SERVER s x;", "x", "syntax error at or near \"x\""),
        // The end of the input shows at the last character before it.
        ("CREATE SERVER s\n\n", "s", "syntax error at end of input"),
        // Without either the first line of the statement.
        ("BEGIN;\nCOMMIT AND\n  CHAIN;\nROLLBACK;\nCOMMIT AND\n  CHAIN;", "COMMIT AND", ""),
    ] {
        let found = marked(text);
        let (found_place, found_message) = found.last().expect(text);
        assert_eq!(found_place, place, "{text}");
        if !message.is_empty() {
            assert_eq!(found_message, message);
        }
    }
    assert_eq!(marked(WRAPPER), []);
}

#[test]
fn lines_and_columns_count_characters() {
    let mut document = document("CREATE FOREIGN DATA WRAPPER w; -- é\n/* é */ DROP SERVER s;");
    let diagnostics = document.diagnostics(all(&document), 100);
    let places: Vec<_> = diagnostics.iter().map(|diagnostic| (diagnostic.line, diagnostic.column)).collect();
    assert_eq!(places, [(1, 20)]);
}

#[test]
fn the_cursor_runs_one_statement() {
    let text = "CREATE ROLE a; CREATE ROLE b;  \n\nCREATE ROLE c;";
    for (offset, expected) in [
        (0, "CREATE ROLE a;"),
        (13, "CREATE ROLE a;"),
        // Between two on a line: the one that ends there.
        (14, "CREATE ROLE a;"),
        (20, "CREATE ROLE b;"),
        (31, "CREATE ROLE b;"),
        // On a line of its own: the next.
        (32, "CREATE ROLE c;"),
        (text.len(), "CREATE ROLE c;"),
    ] {
        let mut document = document(text);
        assert_eq!(run(&mut document, RunRequest::At(ByteOffset(offset as u32))), [expected], "at {offset}");
    }
}

#[test]
fn a_selection_runs_its_statements_or_its_text() {
    let text = "CREATE ROLE a;\nCREATE ROLE b;\nCREATE ROLE c;";
    let mut whole = document(text);
    assert_eq!(run(&mut whole, RunRequest::Selection(Span::new(14, 30))), ["CREATE ROLE b;"]);
    use StatementState::{Pending, Succeeded};
    assert_eq!(states(&mut whole), [Pending, Succeeded, Pending]);

    // A part of a statement is run as it stands, and no statement counts as run.
    let mut part = document("CREATE ROLE abc;");
    assert_eq!(run(&mut part, RunRequest::Selection(Span::new(0, 13))), ["CREATE ROLE a"]);
    assert_eq!(states(&mut part), [Pending]);
}

#[test]
fn what_a_rollback_undoes_has_not_been_run() {
    use StatementState::{Pending, Succeeded};
    let mut document = document("CREATE ROLE a;\nBEGIN;\nCREATE ROLE b;\nROLLBACK;");
    document.run(RunRequest::All);
    assert_eq!(states(&mut document), [Succeeded, Pending, Pending, Succeeded]);

    let mut committed = self::document("BEGIN;\nCREATE ROLE b;\nCOMMIT;");
    committed.run(RunRequest::All);
    assert_eq!(states(&mut committed), [Succeeded, Succeeded, Succeeded]);
}

#[test]
fn an_edited_statement_is_pending_until_the_edit_is_undone() {
    use StatementState::{Pending, Succeeded, WouldFail};
    let mut document = document("CREATE ROLE a;\nCREATE ROLE b;");
    document.run(RunRequest::All);
    assert!(document.edit(Span::new(12, 13), "ab"));
    assert_eq!(states(&mut document), [Pending, Succeeded]);
    assert!(document.edit(Span::new(12, 14), "b"));
    assert_eq!(states(&mut document), [WouldFail, Succeeded]);
    assert!(document.edit(Span::new(12, 13), "a"));
    assert_eq!(states(&mut document), [Succeeded, Succeeded]);
}

#[test]
fn equal_statements_keep_what_was_run_of_each() {
    use StatementState::{Failed, Pending, Succeeded};
    let text = format!("{WRAPPER}\n{WRAPPER}");
    let mut document = document(&text);
    document.run(RunRequest::All);
    assert_eq!(states(&mut document), [Succeeded, Failed]);
    document.set_text(&format!("CREATE ROLE a;\n{text}"));
    assert_eq!(states(&mut document), [Pending, Succeeded, Failed]);
}

#[test]
fn tokens_have_their_classes() {
    let text = "ALTER SERVER s OPTIONS (SET host 'a', DROP port) 'open";
    let document = document(text);
    let tokens = document.highlight(Span::new(13, text.len()));
    let tokens: Vec<_> = tokens.into_iter().map(|token| (token.span.of(text), token.class)).collect();
    use TokenClass::{Invalid, Keyword, Name, OptionName, Punctuation, String};
    let expected = [
        ("s", Name),
        ("OPTIONS", Keyword),
        ("(", Punctuation),
        ("SET", Keyword),
        ("host", OptionName),
        ("'a'", String),
        (",", Punctuation),
        ("DROP", Keyword),
        ("port", OptionName),
        (")", Punctuation),
        ("'open", Invalid),
    ];
    assert_eq!(tokens, expected);
}
