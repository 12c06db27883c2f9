//! The head of the page: the name, the server imitated, Run.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::words::TARGETS;

/// What the head shows and reports.
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// Name of the target.
    pub target: String,
    /// Whether Stop is offered.
    pub running: bool,
    /// Another target was chosen.
    pub on_target: Callback<String>,
    /// Run the statement at the cursor.
    pub on_run_here: Callback<()>,
    /// Run the script.
    pub on_run_all: Callback<()>,
    /// End the run.
    pub on_stop: Callback<()>,
}

/// The head of the page.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let on_target = {
        let (on_target, current) = (props.on_target.clone(), props.target.clone());
        Callback::from(move |event: yew::Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let chosen = select.value();
            // The choice counts once it is confirmed; the menu follows the state.
            select.set_value(&current);
            on_target.emit(chosen);
        })
    };
    let select = use_node_ref();
    {
        let select = select.clone();
        // The reader's choice has made the menu deaf to the attributes of its items.
        use_effect_with(props.target.clone(), move |target| {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_value(target);
            }
        });
    }
    let apple = is_apple();
    html! {
        <header class="head">
            <h1 class="brand"><span class="mark" aria-hidden="true" />{ "Medlar" }<small>{ "SQL/MED in the browser" }</small></h1>
            <select ref={select} class="target" aria-label="Server to imitate" onchange={on_target}>
                { for TARGETS.iter().map(|(name, label)| html! {
                    <option value={*name} selected={*name == props.target}>{ *label }</option>
                }) }
            </select>
            if props.running {
                <button class="button" type="button" onclick={props.on_stop.reform(|_| ())}>{ "Stop" }</button>
            }
            <button class="button" type="button" onclick={props.on_run_all.reform(|_| ())}>
                { "Run all" }<kbd aria-hidden="true">{ if apple { "⇧⌘↵" } else { "Ctrl+Shift+↵" } }</kbd>
            </button>
            <button class="button primary" type="button" onclick={props.on_run_here.reform(|_| ())}>
                <span>{ "Run" }<span class="wide">{ " statement" }</span></span>
                <kbd aria-hidden="true">{ if apple { "⌘↵" } else { "Ctrl+↵" } }</kbd>
            </button>
        </header>
    }
}

fn is_apple() -> bool {
    web_sys::window()
        .and_then(|window| window.navigator().platform().ok())
        .is_some_and(|platform| ["Mac", "iPhone", "iPad"].iter().any(|name| platform.starts_with(name)))
}
