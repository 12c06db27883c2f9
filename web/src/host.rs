//! What the page asks of the host and hears from it.

use std::rc::Rc;

use medlar_protocol::{Analysis, CatalogView, RunResult, TranscriptLine};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// One script with its engine, its editor and what the browser keeps of them.
    pub type Workspace;

    #[wasm_bindgen(method)]
    fn open(this: &Workspace, host: &web_sys::Element, listener: &Closure<dyn FnMut(JsValue)>);

    #[wasm_bindgen(method, js_name = runHere)]
    fn run_here(this: &Workspace);

    #[wasm_bindgen(method, js_name = runAll)]
    fn run_all(this: &Workspace);

    #[wasm_bindgen(method, js_name = runAfresh)]
    fn run_afresh(this: &Workspace);

    #[wasm_bindgen(method, js_name = takeOver)]
    fn take_over(this: &Workspace);

    #[wasm_bindgen(method)]
    fn stop(this: &Workspace);

    #[wasm_bindgen(method)]
    fn reset(this: &Workspace);

    #[wasm_bindgen(method, js_name = setTarget)]
    fn set_target(this: &Workspace, target: &str);

    #[wasm_bindgen(method, js_name = goTo)]
    fn go_to(this: &Workspace, offset: u32);

    #[wasm_bindgen(method)]
    fn retry(this: &Workspace);
}

/// Something the reader must know and can put away.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Notice {
    /// A later notice of the same id takes the place of the earlier.
    pub id: String,
    /// How it looks.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// What its button offers.
    #[serde(default)]
    pub action: Option<NoticeAction>,
}

/// What can be done about what a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NoticeAction {
    /// Start the engine again.
    Retry,
    /// Keep the script in this tab and in no other.
    TakeOver,
}

/// How a notice looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// Good to know.
    Info,
    /// Something was lost or set aside.
    Warning,
    /// Something does not work.
    Error,
}

/// What the page is told.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Event {
    /// A catalog was opened: at the start, after a reset, after a change of target.
    Opened {
        /// The server imitated.
        target: String,
        /// What had been printed.
        transcript: Vec<TranscriptLine>,
    },
    /// What the engine says of the script now.
    Analysis(Analysis),
    /// The objects now.
    Catalog(CatalogView),
    /// Statements were run.
    Ran(RunResult),
    /// The whole script was to be run, and all of it ran already.
    EverythingRan,
    /// Whether a run takes long enough to be stopped.
    Running(bool),
    /// Something the reader must know.
    Notice(Notice),
    /// Something for those who do not see the page.
    Announce(String),
}

/// The workspace, shared by the components.
#[derive(Clone)]
pub struct Handle(Rc<Workspace>);

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Handle {
    /// Takes the workspace that the host made.
    pub fn new(workspace: Workspace) -> Self {
        Handle(Rc::new(workspace))
    }

    /// Shows the script in `host`; from now on `listener` hears everything.
    pub fn open(&self, host: &web_sys::Element, listener: impl Fn(Event) + 'static) {
        let closure =
            Closure::<dyn FnMut(JsValue)>::new(move |value: JsValue| match serde_wasm_bindgen::from_value(value) {
                Ok(event) => listener(event),
                Err(error) => wasm_bindgen::throw_str(&error.to_string()),
            });
        self.0.open(host, &closure);
        // The page lives as long as the document.
        closure.forget();
    }

    /// Runs the selection or the statement at the cursor.
    pub fn run_here(&self) {
        self.0.run_here();
    }

    /// Runs the whole script.
    pub fn run_all(&self) {
        self.0.run_all();
    }

    /// Runs the whole script from a fresh catalog.
    pub fn run_afresh(&self) {
        self.0.run_afresh();
    }

    /// Keeps the script in this tab and in no other.
    pub fn take_over(&self) {
        self.0.take_over();
    }

    /// Ends a run that takes too long.
    pub fn stop(&self) {
        self.0.stop();
    }

    /// Starts over with a fresh catalog.
    pub fn reset(&self) {
        self.0.reset();
    }

    /// Imitates another server, with a fresh catalog.
    pub fn set_target(&self, target: &str) {
        self.0.set_target(target);
    }

    /// Puts the cursor there and brings it into view.
    pub fn go_to(&self, offset: u32) {
        self.0.go_to(offset);
    }

    /// Starts an engine that gave up.
    pub fn retry(&self) {
        self.0.retry();
    }
}
