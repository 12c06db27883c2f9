//! The engine as a WebAssembly module, with a JavaScript and TypeScript API.
//!
//! One [`Playground`] holds a script, the session in which it is run and the dry run of the rest.
//! Answers cross by `serde-wasm-bindgen`, questions are read by the module `read`; the TypeScript
//! types of both are generated from `medlar-protocol`. Offsets are turned from bytes into UTF-16 here and nowhere else.
//!
//! There are two builds, see `FULL` in `medlar-syntax`. Where the core meets what only the full build answers,
//! methods throw an Error whose `name` is `NeedsFull`. The playground is of
//! no use then; the full build, brought to the same state by the same calls, answers.

mod convert;
mod offsets;
mod read;
mod saved;
mod views;

use js_sys::{JsString, Uint8Array};
use medlar_catalog::CatalogSnapshot;
use medlar_engine::Session;
use medlar_ide::Document;
use medlar_protocol as protocol;
use medlar_syntax::{FULL, Span, Target, Utf16Offset};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use offsets::OffsetIndex;
use saved::SavedState;

#[wasm_bindgen]
extern "C" {
    /// The encoder of the Encoding Standard: always UTF-8, also of text with lone surrogates.
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;
}

/// At most so many diagnostics and statements are handed over at once.
const MOST_ITEMS: usize = 500;

/// A script, its catalog and what the server says.
#[wasm_bindgen]
pub struct Playground {
    document: Document,
    offsets: OffsetIndex,
}

#[wasm_bindgen]
impl Playground {
    /// An empty script and a fresh database of this target: `cloudberry-2`, `cloudberry-main` or
    /// `postgresql-15`. Throws when there is no such target.
    #[wasm_bindgen(constructor)]
    pub fn new(target: &str) -> Result<Playground, JsError> {
        Ok(Playground { document: Document::new(target_named(target)?), offsets: OffsetIndex::default() })
    }

    /// The text of the script.
    pub fn text(&self) -> String {
        self.document.text().to_owned()
    }

    /// The target's name.
    pub fn target(&self) -> String {
        self.document.session().target().name().to_owned()
    }

    /// Replaces the text.
    #[wasm_bindgen(js_name = setText)]
    pub fn set_text(&mut self, #[wasm_bindgen(unchecked_param_type = "string")] text: JsString) {
        // Several times as fast for a long text as `&str`, which crosses unit by unit.
        let text = TextEncoder::new().encode(&text).to_vec();
        let text = String::from_utf8(text).unwrap_or_default();
        self.document.set_text(&text);
        self.offsets = OffsetIndex::new(&text);
    }

    /// Applies edits. Their offsets are in the text before the call, ascending, not overlapping.
    /// Throws, and changes nothing more, at the first edit that does not fit.
    #[wasm_bindgen(js_name = applyEdits)]
    pub fn apply_edits(&mut self, edits: Vec<Ts<protocol::Edit>>) -> Result<(), JsError> {
        let edits = edits.iter().map(read::argument).collect::<Result<Vec<protocol::Edit>, _>>()?;
        // From the last to the first, so that offsets of the old text stay right.
        for edit in edits.iter().rev() {
            let range = self.span(&protocol::Range { from: edit.from, to: edit.to });
            if !self.document.edit(range, &edit.insert) {
                return Err(JsError::new(&format!("edit {}..{} does not fit the text", edit.from, edit.to)));
            }
            self.offsets.edited(self.document.text(), range, edit.insert.len());
        }
        Ok(())
    }

    /// Brings the dry run up to date and tells what the editor shows: totals, diagnostics, and the
    /// statements that touch `visible`.
    pub fn analyse(&mut self, visible: Ts<protocol::Range>) -> Result<Ts<protocol::Analysis>, JsValue> {
        let visible = self.span(&read::argument(&visible)?);
        self.document.analyse();
        self.check_core()?;
        let diagnostics = self.document.diagnostics(visible, MOST_ITEMS);
        let summary = self.document.summary();
        let statements = self.document.statements(visible, MOST_ITEMS);
        let analysis = protocol::Analysis {
            diagnostics: diagnostics.into_iter().map(|one| self.diagnostic(one)).collect(),
            diagnostic_count: summary.diagnostics,
            error_count: summary.errors,
            statements: statements.into_iter().map(|one| self.statement(one)).collect(),
            statement_count: summary.statements,
            pending_count: summary.pending,
        };
        Ok(analysis.into_ts().map_err(JsError::from)?)
    }

    /// The tokens that touch `visible`, for highlighting.
    pub fn highlight(&self, visible: Ts<protocol::Range>) -> Result<Vec<Ts<protocol::HighlightToken>>, JsError> {
        let visible = self.span(&read::argument(&visible)?);
        let tokens = self.document.highlight(visible);
        tokens.into_iter().map(|token| Ok(self.token(token).into_ts()?)).collect()
    }

    /// Runs statements and tells what psql would print.
    pub fn run(&mut self, request: Ts<protocol::RunRequest>) -> Result<Ts<protocol::RunResult>, JsValue> {
        let request = self.run_request(read::argument(&request)?);
        let result = self.document.run(request);
        self.check_core()?;
        Ok(self.run_result(result).into_ts().map_err(JsError::from)?)
    }

    /// The catalog after what has been run.
    pub fn catalog(&self, query: Ts<protocol::CatalogQuery>) -> Result<Ts<protocol::CatalogView>, JsError> {
        Ok(views::catalog(self.document.session(), &read::argument(&query)?).into_ts()?)
    }

    /// Everything to be kept: a plain object that IndexedDB and JSON can hold.
    pub fn save(&self) -> Result<Ts<SavedState>, JsValue> {
        self.saved()
    }

    /// Takes what `save` gave. Throws an Error whose `name` is `NewerVersion` for a state of a newer
    /// Medlar and `Damaged` for one that cannot be read; nothing is changed then.
    pub fn restore(&mut self, #[wasm_bindgen(unchecked_param_type = "unknown")] state: JsValue) -> Result<(), JsValue> {
        *self = Playground::restored(&state)?;
        Ok(())
    }

    /// The catalog alone, as `loadCatalog` takes it.
    #[wasm_bindgen(js_name = exportCatalog)]
    pub fn export_catalog(&self) -> Result<Ts<CatalogSnapshot>, JsValue> {
        if !FULL {
            return Err(saved::Refusal::NeedsFull.into_error());
        }
        Ok(self.document.committed_catalog().to_snapshot().into_ts().map_err(JsError::from)?)
    }

    /// Starts over with this catalog. The text stays; nothing counts as run. Throws an Error with the
    /// `name` `Damaged` when it cannot be read; nothing is changed then.
    #[wasm_bindgen(js_name = loadCatalog)]
    pub fn load_catalog(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "unknown")] catalog: JsValue,
    ) -> Result<(), JsValue> {
        let target = self.document.session().target();
        let catalog = saved::read_catalog(&catalog, target)?;
        self.document.reset(Session::with_catalog(target, catalog));
        Ok(())
    }

    /// Starts over with a fresh catalog. The text stays; nothing counts as run.
    pub fn reset(&mut self) {
        self.document.reset(Session::new(self.document.session().target()));
    }

    /// Changes the server imitated, with a fresh catalog. Throws when there is no such target.
    #[wasm_bindgen(js_name = setTarget)]
    pub fn set_target(&mut self, target: &str) -> Result<(), JsError> {
        self.document.reset(Session::new(target_named(target)?));
        Ok(())
    }

    /// In the core, refuses where only the full build has the answer: what the document tells is none.
    fn check_core(&self) -> Result<(), JsValue> {
        if self.document.needs_full() { Err(saved::Refusal::NeedsFull.into_error()) } else { Ok(()) }
    }

    fn span(&self, range: &protocol::Range) -> Span {
        let offset = |units| self.offsets.to_bytes(self.document.text(), Utf16Offset(units));
        let start = offset(range.from);
        Span { start, end: offset(range.to).max(start) }
    }

    fn range(&self, span: Span) -> protocol::Range {
        let offset = |bytes| self.offsets.to_utf16(self.document.text(), bytes).0;
        protocol::Range { from: offset(span.start), to: offset(span.end) }
    }
}

/// The version of this build.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn target_named(name: &str) -> Result<Target, JsError> {
    Target::from_name(name).ok_or_else(|| {
        let known: Vec<_> = Target::ALL.into_iter().map(Target::name).collect();
        JsError::new(&format!("no target is called \"{name}\"; there are {}", known.join(", ")))
    })
}
