//! The line over the editor: what is to run and what is wrong.

use std::rc::Rc;

use medlar_protocol::Analysis;
use yew::prelude::*;

use crate::{
    counts::Counts,
    state::{ResultTab, View},
    words::count,
};

/// The line over the editor.
/// It asks for the problems, on a phone with `on_view`.
pub fn status(analysis: Option<&Rc<Analysis>>, on_problems: &Callback<ResultTab>, on_view: &Callback<View>) -> Html {
    let Some(analysis) = analysis else {
        return html! { <div class="bar"><span>{ "script.sql" }</span><span class="grow" /><span>{ "Starting the engine…" }</span></div> };
    };
    let (on_problems, on_view) = (on_problems.clone(), on_view.clone());
    let onclick = Callback::from(move |_| {
        on_problems.emit(ResultTab::Problems);
        on_view.emit(View::Result);
    });
    html! {
        <div class="bar">
            <span>{ "script.sql" }</span>
            <span class="grow" />
            if analysis.statement_count == 0 {
                <span>{ "no statement yet" }</span>
            } else if analysis.pending_count == 0 {
                <span class="ok">{ "all run" }</span>
            } else {
                <span class="pending">{ count(analysis.pending_count, "statement") }{ " to run" }</span>
            }
            <span aria-hidden="true">{ "·" }</span>
            if analysis.diagnostic_count == 0 {
                <span>{ "no problems" }</span>
            } else {
                <button type="button" class={classes!("link", "counts")} {onclick}>
                    { for Counts::of(analysis).said().into_iter().enumerate().map(|(index, (class, text))| html! {
                        <>if index > 0 { { " · " } }<span {class}>{ text }</span></>
                    }) }
                </button>
            }
        </div>
    }
}
