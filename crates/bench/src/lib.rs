//! The steps of the engine one by one, so that each can be timed: natively by the program beside this
//! file, and as WebAssembly by the script that `cargo xtask bench` runs under node.

pub mod script;

use medlar_engine::Session;
use medlar_ide::Document;
use medlar_syntax::{
    Span, Target,
    parser::{ParsedStatement, parse},
    scanner::{Scanner, TokenKind},
};
use wasm_bindgen::prelude::wasm_bindgen;

/// The target that is measured: the playground's own.
const TARGET: Target = Target::Cloudberry2;

/// A script whose statements all succeed, and its statements parsed.
#[wasm_bindgen]
pub struct Workload {
    text: &'static str,
    statements: Vec<ParsedStatement<'static>>,
}

#[wasm_bindgen]
impl Workload {
    /// Keeps the text for as long as the program runs.
    #[wasm_bindgen(constructor)]
    pub fn new(text: String) -> Workload {
        let text: &'static str = Box::leak(text.into_boxed_str());
        Workload { text, statements: parse(text, TARGET).statements }
    }

    /// Reads every token; gives their number.
    pub fn scan(&self) -> u32 {
        let mut scanner = Scanner::new(self.text, TARGET);
        let mut count = 0;
        while !matches!(scanner.next_token().kind(), TokenKind::End | TokenKind::Failed) {
            count += 1;
        }
        count
    }

    /// Scans and parses; gives the number of statements.
    pub fn parse(&self) -> u32 {
        parse(self.text, TARGET).statements.len() as u32
    }

    /// Executes the parsed statements in a fresh session; gives the number of those that failed.
    pub fn execute(&self) -> u32 {
        let mut session = Session::new(TARGET);
        let outcomes = self.statements.iter().map(|parsed| session.execute(self.text, &parsed.statement));
        outcomes.filter(|outcome| outcome.result.is_err()).count() as u32
    }
}

/// A script in an editor.
pub struct Editor {
    document: Document,
    middle: usize,
}

impl Editor {
    /// Scans, parses and executes the script with all its diagnostics.
    pub fn open(text: &str) -> Editor {
        let mut document = Document::new(TARGET);
        document.set_text(text);
        let mut editor = Editor { document, middle: middle(text) };
        editor.analyse();
        editor
    }

    /// Types a character into a value in the middle of the script, or takes it out again, until the
    /// diagnostics are exact; gives the number of diagnostics.
    pub fn keystroke(&mut self, typed: bool) -> u32 {
        let (end, insert) = if typed { (self.middle, "x") } else { (self.middle + 1, "") };
        self.document.edit(Span::new(self.middle, end), insert);
        self.analyse()
    }

    /// Brings the diagnostics up to date; gives their number.
    pub fn analyse(&mut self) -> u32 {
        self.document.analyse();
        let visible = Span::new(self.middle, self.middle + 4_000);
        let shown = self.document.diagnostics(visible, 500).len() + self.document.statements(visible, 500).len();
        std::hint::black_box(shown);
        self.document.summary().diagnostics
    }
}

/// A place inside of a string in the middle of the script, in bytes: behind a quote and `foo`.
pub fn middle(text: &str) -> usize {
    let half = text.len() / 2;
    text.get(half..).and_then(|rest| rest.find("host '")).map_or(0, |at| half + at + "host '".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_of_the_script_succeeds() {
        let text = script::script(1_000);
        let workload = Workload::new(text.clone());
        assert_eq!(workload.parse(), 1_000);
        assert_eq!(workload.execute(), 0);
        let mut editor = Editor::open(&text);
        assert_eq!(editor.analyse(), 0);
        assert_eq!(editor.keystroke(true), 0);
        assert_eq!(editor.keystroke(false), 0);
    }
}
