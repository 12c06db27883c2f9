//! The bar at the foot of a phone, which shows one part of the page at a time.

use yew::prelude::*;

use crate::state::View;

/// Which part is shown.
#[derive(Properties, PartialEq)]
pub struct TabBarProps {
    /// The part.
    pub view: View,
    /// Another one is asked for.
    pub on_view: Callback<View>,
    /// Errors and warnings, shown beside Result.
    pub problems: u32,
}

/// The bar at the foot of a phone.
#[component]
pub fn TabBar(props: &TabBarProps) -> Html {
    let tabs = [(View::Script, "Script"), (View::Result, "Result"), (View::Objects, "Objects")];
    html! {
        <nav class="tab-bar" aria-label="Parts of the page">
            { for tabs.into_iter().map(|(view, label)| {
                let current = (view == props.view).then_some("page");
                html! {
                    <button type="button" aria-current={current} onclick={props.on_view.reform(move |_| view)}>
                        { label }
                        if view == View::Result && props.problems > 0 {
                            <span class="count">{ props.problems }<span class="unseen">{ " problems" }</span></span>
                        }
                    </button>
                }
            }) }
        </nav>
    }
}
