//! What the reader must know: the engine was restarted, something was set aside, the disk is full.

use yew::prelude::*;

use crate::host::{Notice, Tone};

/// What is said and what happens to it.
#[derive(Properties, PartialEq)]
pub struct BannersProps {
    /// Oldest first.
    pub notices: Vec<Notice>,
    /// Put away; by id.
    pub on_dismiss: Callback<String>,
    /// Start the engine again; by id.
    pub on_retry: Callback<String>,
}

/// The banners under the head of the page.
#[component]
pub fn Banners(props: &BannersProps) -> Html {
    html! {
        <div class="banners">
            { for props.notices.iter().map(|notice| {
                let tone = match notice.tone { Tone::Info => "info", Tone::Warning => "warning", Tone::Error => "error" };
                let id = notice.id.clone();
                let dismiss = props.on_dismiss.reform(move |_| id.clone());
                let id = notice.id.clone();
                let retry = props.on_retry.reform(move |_| id.clone());
                html! {
                    <div key={notice.id.clone()} class={classes!("banner", tone)} role="alert">
                        <p>{ notice.text.clone() }</p>
                        if notice.retry {
                            <button class="button" type="button" onclick={retry}>{ "Try again" }</button>
                        }
                        <button class="button quiet" type="button" onclick={dismiss}>{ "Dismiss" }</button>
                    </div>
                }
            }) }
        </div>
    }
}
