//! The card of a foreign-data wrapper.

use medlar_protocol::WrapperView;
use yew::prelude::*;

use super::{long::Long, options::OptionRows, server_card::privileges};
use crate::words::count;

/// The wrapper.
#[derive(Properties, PartialEq)]
pub struct WrapperCardProps {
    /// As the catalog has it.
    pub wrapper: WrapperView,
}

/// The card of a foreign-data wrapper.
#[component]
pub fn WrapperCard(props: &WrapperCardProps) -> Html {
    let wrapper = &props.wrapper;
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    html! {
        <article class="card" key={format!("wrapper {}", wrapper.name)} aria-labelledby="card-title">
            <h3 id="card-title">{ wrapper.name.clone() }<small>{ "foreign-data wrapper · owner " }{ wrapper.owner.clone() }</small></h3>
            <dl class="pairs">
                <div class="pair"><dt>{ "handler" }</dt><dd>{ or_dash(&wrapper.handler) }</dd></div>
                <div class="pair"><dt>{ "validator" }</dt><dd>{ or_dash(&wrapper.validator) }</dd></div>
                if let Some(extension) = &wrapper.extension {
                    <div class="pair"><dt>{ "extension" }</dt><dd>{ extension.clone() }</dd></div>
                }
                if let Some(comment) = &wrapper.comment {
                    <div class="pair"><dt>{ "comment" }</dt><dd><Long text={comment.clone()} name="comment" /></dd></div>
                }
                <div class="pair"><dt>{ "privileges" }</dt><dd>{ privileges(&wrapper.privileges) }</dd></div>
                <div class="pair"><dt>{ "used by" }</dt><dd>{ count(wrapper.server_count, "server") }</dd></div>
            </dl>
            <h4>{ "Options" }</h4>
            if wrapper.options.is_empty() { <p class="none">{ "none" }</p> }
            else { <dl class="pairs"><OptionRows options={wrapper.options.clone()} /></dl> }
        </article>
    }
}
