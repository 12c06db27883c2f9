//! The options of an object, in stored order; passwords are hidden until asked for.

use medlar_protocol::OptionView;
use yew::prelude::*;

use super::long::Long;
use crate::words::is_secret;

/// The options of an object, or that there are none.
pub fn option_list(options: &[OptionView]) -> Html {
    if options.is_empty() {
        return html! { <p class="none">{ "none" }</p> };
    }
    html! {
        <dl class="pairs">
            { for options.iter().map(|option| html! {
                <div class="pair option" key={option.name.clone()}>
                    <dt>{ option.name.clone() }</dt>
                    <dd>
                        if is_secret(&option.name) { <Secret name={option.name.clone()} value={option.value.clone()} /> }
                        else { <Long text={quoted(&option.value)} name={option.name.clone()} /> }
                    </dd>
                </div>
            }) }
        </dl>
    }
}

#[derive(Properties, PartialEq)]
struct SecretProps {
    name: String,
    value: String,
}

#[component]
fn Secret(props: &SecretProps) -> Html {
    let shown = use_state(|| false);
    let onclick = {
        let shown = shown.clone();
        Callback::from(move |_| shown.set(!*shown))
    };
    html! {
        <>
            if *shown { <Long text={quoted(&props.value)} name={props.name.clone()} /> } else { <span aria-label="hidden">{ "••••••••" }</span> }
            <button type="button" class="link small" aria-pressed={shown.to_string()} aria-label={format!("Show {}", props.name)} {onclick}>
                { if *shown { "Hide" } else { "Show" } }
            </button>
        </>
    }
}

/// A value as a literal of SQL.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_doubled() {
        assert_eq!(quoted("it's"), "'it''s'");
    }
}
