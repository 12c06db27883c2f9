//! The one question asked before something is lost.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// The question and who hears the answer.
#[derive(Properties, PartialEq)]
pub struct ConfirmProps {
    /// The question in short.
    pub title: AttrValue,
    /// What happens.
    pub text: AttrValue,
    /// The word on the button that does it.
    pub yes: AttrValue,
    /// Whether it was confirmed.
    pub on_answer: Callback<bool>,
}

/// A modal dialog, open as long as it is shown.
#[component]
pub fn Confirm(props: &ConfirmProps) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            let element = dialog.cast::<HtmlDialogElement>();
            if let Some(element) = &element {
                // It fails only for a dialog that is open already.
                let _ = element.show_modal();
            }
            // Closing gives the focus back to where it was.
            move || {
                if let Some(element) = element {
                    element.close()
                }
            }
        });
    }
    let cancel = props.on_answer.reform(|event: yew::Event| {
        event.prevent_default();
        false
    });
    html! {
        <dialog ref={dialog} class="confirm" aria-labelledby="confirm-title" aria-describedby="confirm-text" oncancel={cancel}>
            <h2 id="confirm-title">{ props.title.clone() }</h2>
            <p id="confirm-text">{ props.text.clone() }</p>
            <div class="answers">
                <button class="button" type="button" onclick={props.on_answer.reform(|_| false)}>{ "Cancel" }</button>
                <button class="button primary" type="button" onclick={props.on_answer.reform(|_| true)}>{ props.yes.clone() }</button>
            </div>
        </dialog>
    }
}
