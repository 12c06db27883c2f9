//! What the reader must know: the engine was restarted, something was set aside, another tab saves.

use yew::prelude::*;

use crate::host::{Notice, NoticeAction, Tone};

/// The banners under the head of the page.
///
/// They hear the id of one that is put away, and the id of one whose button was pressed.
pub fn banners(
    notices: &[Notice],
    on_dismiss: &Callback<String>,
    on_action: &Callback<(String, NoticeAction)>,
) -> Html {
    html! {
        <div class="banners">
            { for notices.iter().map(|notice| {
                let tone = match notice.tone { Tone::Info => "info", Tone::Warning => "warning", Tone::Error => "error" };
                let id = notice.id.clone();
                let dismiss = on_dismiss.reform(move |_| id.clone());
                let id = notice.id.clone();
                let act = notice.action.map(|action| (label(action), on_action.reform(move |_| (id.clone(), action))));
                html! {
                    <div key={notice.id.clone()} class={classes!("banner", tone)} role="alert">
                        <p>{ notice.text.clone() }</p>
                        if let Some((label, onclick)) = act {
                            <button class="button" type="button" {onclick}>{ label }</button>
                        }
                        <button class="button quiet" type="button" onclick={dismiss}>{ "Dismiss" }</button>
                    </div>
                }
            }) }
        </div>
    }
}

fn label(action: NoticeAction) -> &'static str {
    match action {
        NoticeAction::Retry => "Try again",
        NoticeAction::TakeOver => "Use it here",
    }
}
