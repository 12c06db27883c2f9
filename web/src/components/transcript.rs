//! What psql would have printed.

use std::rc::Rc;

use medlar_protocol::{TranscriptLine, TranscriptLineKind};
use web_sys::Element;
use yew::prelude::*;

use crate::words::count;

/// What was printed.
#[derive(Properties, PartialEq)]
pub struct TranscriptProps {
    /// Oldest first.
    pub lines: Rc<Vec<TranscriptLine>>,
    /// Lines of the last run that are not shown.
    pub omitted: u32,
}

/// The transcript; its end comes into view when it grows.
#[component]
pub fn Transcript(props: &TranscriptProps) -> Html {
    let log = use_node_ref();
    {
        let log = log.clone();
        use_effect_with(props.lines.clone(), move |_| {
            if let Some(panel) = log.cast::<Element>().and_then(|log| log.parent_element()) {
                panel.set_scroll_top(panel.scroll_height());
            }
        });
    }
    if props.lines.is_empty() {
        return html! {
            <p class="empty">{ "Nothing has been run. Put the cursor into a statement and press Run, or run all: what the server answers appears here." }</p>
        };
    }
    html! {
        <div class="log" ref={log}>
            { for props.lines.iter().map(line) }
            if props.omitted > 0 {
                <div class="omitted">{ format!("… {} more", count(props.omitted, "line")) }</div>
            }
        </div>
    }
}

fn line(line: &TranscriptLine) -> Html {
    let (class, prompt) = match line.kind {
        TranscriptLineKind::Prompt => ("typed", Some("=> ")),
        TranscriptLineKind::Continuation => ("typed", Some("-> ")),
        TranscriptLineKind::Result => ("printed", None),
        TranscriptLineKind::Notice => ("notice", None),
        TranscriptLineKind::Warning => ("warning", None),
        TranscriptLineKind::Error => ("error", None),
    };
    html! {
        <div {class}>
            if let Some(prompt) = prompt { <span class="prompt">{ prompt }</span> }
            { line.text.clone() }
            { "\n" }
        </div>
    }
}
