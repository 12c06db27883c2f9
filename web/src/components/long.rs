//! A text that may be long: its beginning, and all of it when asked for.

use yew::prelude::*;

/// Characters that about four lines of a card hold on a phone.
const SHORT: usize = 120;
/// Lines that are shown.
const LINES: usize = 4;

/// The text.
#[derive(Properties, PartialEq)]
pub struct LongProps {
    /// All of it.
    pub text: String,
    /// What it is, for the name of the button.
    pub name: AttrValue,
}

/// A text of about four lines, or a button beside its beginning.
#[component]
pub fn Long(props: &LongProps) -> Html {
    let open = use_state(|| false);
    let onclick = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let Some(beginning) = beginning(&props.text) else { return html! { { props.text.clone() } } };
    html! {
        <>
            if *open { <span>{ props.text.clone() }</span> } else { <span>{ beginning.to_owned() }{ "…" }</span> }
            <button type="button" class="link small" aria-expanded={open.to_string()}
                aria-label={format!("{} of {}", label(*open), props.name)} {onclick}>{ label(*open) }</button>
        </>
    }
}

fn label(open: bool) -> &'static str {
    if open { "Show less" } else { "Show all" }
}

/// What is shown of a text that is too long.
fn beginning(text: &str) -> Option<&str> {
    let by_length = text.char_indices().nth(SHORT).map(|(index, _)| index);
    let by_lines = text.match_indices('\n').nth(LINES - 1).map(|(index, _)| index);
    let end = match (by_length, by_lines) {
        (Some(length), Some(lines)) => length.min(lines),
        (length, lines) => length.or(lines)?,
    };
    text.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_shown_as_it_is() {
        assert_eq!(beginning(&"é".repeat(SHORT)), None);
        assert_eq!(beginning("a\nb\nc\nd"), None);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(beginning(&"é".repeat(SHORT + 1)), Some("é".repeat(SHORT).as_str()));
        assert_eq!(beginning("a\nb\nc\nd\ne"), Some("a\nb\nc\nd"));
    }
}
