//! The card of a server.

use medlar_protocol::{ServerView, UserMappingView};
use yew::prelude::*;

use super::{
    card::{comment, pair, privileges},
    execution::{Subject, execution},
    options::option_list,
};

/// The card of a server.
pub fn server_card(server: &ServerView) -> Html {
    html! {
        <article class="card" key={format!("server {}", server.name)} aria-labelledby="card-title">
            <h3 id="card-title">{ server.name.clone() }<small>{ "server · owner " }{ server.owner.clone() }</small></h3>
            <dl class="pairs">
                { pair("wrapper", server.wrapper.clone()) }
                { pair("type, version", type_and_version(server)) }
                { comment(server.comment.as_ref()) }
                { privileges(&server.privileges) }
            </dl>
            <h4>{ "Options" }</h4>
            { option_list(&server.options) }
            if !server.user_mappings.is_empty() {
                <h4>{ "User mappings" }</h4>
                { for server.user_mappings.iter().map(mapping) }
                if server.user_mapping_count as usize > server.user_mappings.len() {
                    <p class="none">{ format!("… and {} more", server.user_mapping_count as usize - server.user_mappings.len()) }</p>
                }
            }
            if let Some(effective) = &server.execution {
                { execution(effective, Subject::Server(&server.wrapper)) }
            }
        </article>
    }
}

fn mapping(mapping: &UserMappingView) -> Html {
    let user = mapping.user.clone().unwrap_or_else(|| "PUBLIC".to_owned());
    html! {
        <div class="mapping" key={user.clone()}>
            <h5>{ user.clone() }</h5>
            { option_list(&mapping.options) }
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
