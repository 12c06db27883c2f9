//! The bar at the foot of a phone, which shows one part of the page at a time.

use yew::prelude::*;

use crate::state::View;

/// The bar at the foot of a phone.
/// Errors and warnings are counted beside Result.
pub fn tab_bar(shown: View, problems: u32, on_view: &Callback<View>) -> Html {
    let tabs = [(View::Script, "Script"), (View::Result, "Result"), (View::Objects, "Objects")];
    html! {
        <nav class="tab-bar" aria-label="Parts of the page">
            { for tabs.into_iter().map(|(view, label)| {
                let current = (view == shown).then_some("page");
                html! {
                    <button type="button" aria-current={current} onclick={on_view.reform(move |_| view)}>
                        { label }
                        if view == View::Result && problems > 0 {
                            <span class="count">{ problems }<span class="unseen">{ " problems" }</span></span>
                        }
                    </button>
                }
            }) }
        </nav>
    }
}
