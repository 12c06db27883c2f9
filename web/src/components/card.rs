//! What the cards of all objects have in common.

use medlar_protocol::UserMappingView;
use yew::prelude::*;

use super::{long::Long, options::option_list};

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

/// The user mappings of a server, if there are any: those that are handed over, of so many.
pub fn user_mappings(mappings: &[UserMappingView], count: u32) -> Html {
    if mappings.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h4>{ "User mappings" }</h4>
            { for mappings.iter().map(user_mapping) }
            if count as usize > mappings.len() {
                <p class="none">{ format!("… and {} more", count as usize - mappings.len()) }</p>
            }
        </>
    }
}

fn user_mapping(mapping: &UserMappingView) -> Html {
    let user = mapping.user.clone().unwrap_or_else(|| "PUBLIC".to_owned());
    html! {
        <div class="mapping" key={user.clone()}>
            <h5>{ user }</h5>
            { option_list(&mapping.options) }
        </div>
    }
}
