//! The card of a foreign-data wrapper.

use medlar_protocol::WrapperView;
use yew::prelude::*;

use super::{
    card::{comment, pair, privileges},
    options::option_list,
};
use crate::words::count;

/// The card of a foreign-data wrapper.
pub fn wrapper_card(wrapper: &WrapperView) -> Html {
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    html! {
        <article class="card" key={format!("wrapper {}", wrapper.name)} aria-labelledby="card-title">
            <h3 id="card-title">{ wrapper.name.clone() }<small>{ "foreign-data wrapper · owner " }{ wrapper.owner.clone() }</small></h3>
            <dl class="pairs">
                { pair("handler", or_dash(&wrapper.handler)) }
                { pair("validator", or_dash(&wrapper.validator)) }
                if let Some(extension) = &wrapper.extension {
                    { pair("extension", extension.clone()) }
                }
                { comment(wrapper.comment.as_ref()) }
                { privileges(&wrapper.privileges) }
                { pair("used by", count(wrapper.server_count, "server")) }
            </dl>
            <h4>{ "Options" }</h4>
            { option_list(&wrapper.options) }
        </article>
    }
}
