//! What stands under the editor: the transcript or the problems.

use std::rc::Rc;

use medlar_protocol::{Analysis, Diagnostic, TranscriptLine};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{problems::problems, transcript::Transcript};
use crate::{counts::Counts, state::ResultTab};

/// What was printed and what is said.
#[derive(Properties, PartialEq)]
pub struct ResultProps {
    /// Which of both is shown.
    pub tab: ResultTab,
    /// The other one is asked for.
    pub on_tab: Callback<ResultTab>,
    /// Oldest first.
    pub transcript: Rc<Vec<TranscriptLine>>,
    /// Lines of the last run that are not shown.
    pub omitted: u32,
    /// `None` until the engine has answered.
    pub analysis: Option<Rc<Analysis>>,
    /// The place of a problem is asked for.
    pub on_problem: Callback<Diagnostic>,
}

/// The pane under the editor.
#[component]
pub fn ResultPane(props: &ResultProps) -> Html {
    let tabs = use_node_ref();
    let problem_count = props.analysis.as_ref().map_or(0, |analysis| Counts::of(analysis).problems());
    let onkeydown = {
        let (tab, on_tab, tabs) = (props.tab, props.on_tab.clone(), tabs.clone());
        Callback::from(move |event: KeyboardEvent| {
            if !["ArrowLeft", "ArrowRight", "Home", "End"].contains(&event.key().as_str()) {
                return;
            }
            event.prevent_default();
            let next = match (event.key().as_str(), tab) {
                ("Home", _) => ResultTab::Transcript,
                ("End", _) => ResultTab::Problems,
                (_, ResultTab::Transcript) => ResultTab::Problems,
                (_, ResultTab::Problems) => ResultTab::Transcript,
            };
            on_tab.emit(next);
            let found =
                tabs.cast::<HtmlElement>().and_then(|list| list.query_selector(&format!("#{}", tab_id(next))).ok());
            if let Some(button) = found.flatten().and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                // A button that is shown takes the focus.
                let _ = button.focus();
            }
        })
    };
    let tab = |which: ResultTab, label: &str, badge: u32| {
        let selected = which == props.tab;
        html! {
            <button type="button" role="tab" id={tab_id(which)} aria-selected={selected.to_string()} aria-controls="result-panel"
                tabindex={if selected { "0" } else { "-1" }} onclick={props.on_tab.reform(move |_| which)}>
                { label }
                if badge > 0 { <span class="count">{ badge }</span> }
            </button>
        }
    };
    html! {
        <section class="pane result" aria-label="Result">
            <div class="tabs" role="tablist" aria-label="Result" ref={tabs} {onkeydown}>
                { tab(ResultTab::Transcript, "Transcript", 0) }
                { tab(ResultTab::Problems, "Problems", problem_count) }
            </div>
            <div class="panel" role="tabpanel" id="result-panel" aria-labelledby={tab_id(props.tab)} tabindex="0">
                if props.tab == ResultTab::Transcript {
                    <Transcript lines={props.transcript.clone()} omitted={props.omitted} />
                } else {
                    { problems(props.analysis.as_ref(), &props.on_problem) }
                }
            </div>
        </section>
    }
}

fn tab_id(tab: ResultTab) -> &'static str {
    match tab {
        ResultTab::Transcript => "tab-transcript",
        ResultTab::Problems => "tab-problems",
    }
}
