//! What the cards of all objects have in common.

use yew::prelude::*;

use super::long::Long;

/// A row of a card.
pub fn pair(name: &'static str, value: String) -> Html {
    html! { <div class="pair"><dt>{ name }</dt><dd>{ value }</dd></div> }
}

/// The row of a comment, if there is one.
pub fn comment(text: Option<&String>) -> Html {
    let Some(text) = text else { return Html::default() };
    html! { <div class="pair"><dt>{ "comment" }</dt><dd><Long text={text.clone()} name="comment" /></dd></div> }
}

/// The row of the access privileges, as the server prints them.
pub fn privileges(items: &[String]) -> Html {
    html! {
        <div class="pair">
            <dt>{ "privileges" }</dt>
            <dd>
                if items.is_empty() { { "default" } }
                { for items.iter().map(|item| html! { <div>{ item.clone() }</div> }) }
            </dd>
        </div>
    }
}
