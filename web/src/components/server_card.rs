//! The card of a server.

use medlar_protocol::{ServerView, UserMappingView};
use yew::prelude::*;

use super::{execution::Execution, long::Long, options::OptionRows};

/// The server.
#[derive(Properties, PartialEq)]
pub struct ServerCardProps {
    /// As the catalog has it.
    pub server: ServerView,
}

/// The card of a server.
#[component]
pub fn ServerCard(props: &ServerCardProps) -> Html {
    let server = &props.server;
    html! {
        <article class="card" key={format!("server {}", server.name)} aria-labelledby="card-title">
            <h3 id="card-title">{ server.name.clone() }<small>{ "server · owner " }{ server.owner.clone() }</small></h3>
            <dl class="pairs">
                <div class="pair"><dt>{ "wrapper" }</dt><dd>{ server.wrapper.clone() }</dd></div>
                <div class="pair"><dt>{ "type, version" }</dt><dd>{ type_and_version(server) }</dd></div>
                if let Some(comment) = &server.comment {
                    <div class="pair"><dt>{ "comment" }</dt><dd><Long text={comment.clone()} name="comment" /></dd></div>
                }
                <div class="pair"><dt>{ "privileges" }</dt><dd>{ privileges(&server.privileges) }</dd></div>
            </dl>
            <h4>{ "Options" }</h4>
            if server.options.is_empty() { <p class="none">{ "none" }</p> }
            else { <dl class="pairs"><OptionRows options={server.options.clone()} /></dl> }
            if !server.user_mappings.is_empty() {
                <h4>{ "User mappings" }</h4>
                { for server.user_mappings.iter().map(mapping) }
                if server.user_mapping_count as usize > server.user_mappings.len() {
                    <p class="none">{ format!("… and {} more", server.user_mapping_count as usize - server.user_mappings.len()) }</p>
                }
            }
            if let Some(execution) = &server.execution {
                <Execution execution={execution.clone()} wrapper={server.wrapper.clone()} />
            }
        </article>
    }
}

fn mapping(mapping: &UserMappingView) -> Html {
    let user = mapping.user.clone().unwrap_or_else(|| "PUBLIC".to_owned());
    html! {
        <div class="mapping" key={user.clone()}>
            <h5>{ user.clone() }</h5>
            if mapping.options.is_empty() { <p class="none">{ "no options" }</p> }
            else { <dl class="pairs"><OptionRows options={mapping.options.clone()} /></dl> }
        </div>
    }
}

fn type_and_version(server: &ServerView) -> String {
    let quoted = |value: &Option<String>| value.as_ref().map(|value| format!("'{value}'"));
    match (quoted(&server.server_type), quoted(&server.version)) {
        (None, None) => "–".to_owned(),
        (kind, version) => [kind, version].map(|value| value.unwrap_or_else(|| "–".to_owned())).join(", "),
    }
}

/// Access privileges as the server prints them.
pub fn privileges(items: &[String]) -> Html {
    if items.is_empty() {
        return html! { "default" };
    }
    html! { { for items.iter().map(|item| html! { <div>{ item.clone() }</div> }) } }
}
