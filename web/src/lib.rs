//! The playground page, in Yew.
//!
//! It draws what the host tells it and tells the host what the reader asks for. The script, the
//! engine and what the browser keeps are the host's, in TypeScript (`web/host`); the page keeps
//! nothing but what it shows.

mod app;
mod components;
mod counts;
mod host;
mod natural;
mod state;
mod words;

use wasm_bindgen::prelude::*;

/// Shows the page in `root`, over this workspace.
#[wasm_bindgen]
pub fn show(root: web_sys::Element, workspace: host::Workspace) {
    let props = app::AppProps { workspace: host::Handle::new(workspace) };
    yew::Renderer::<app::App>::with_root_and_props(root, props).render();
}
