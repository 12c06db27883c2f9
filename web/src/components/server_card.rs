//! The card of a server.

use medlar_protocol::ServerView;
use yew::prelude::*;

use super::{
    card::{comment, pair, privileges, user_mappings},
    execution::{Subject, execution},
    long::Long,
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
            { user_mappings(&server.user_mappings, server.user_mapping_count) }
            if let Some(text) = &server.connection_string {
                <h4>{ "dblink connects with" }</h4>
                <p class="connection"><Long text={text.clone()} name="connection string" /></p>
            }
            if let Some(effective) = &server.execution {
                { execution(effective, Subject::Server(&server.wrapper)) }
            }
        </article>
    }
}

fn type_and_version(server: &ServerView) -> String {
    let quoted = |value: &Option<String>| value.as_ref().map(|value| format!("'{value}'"));
    match (quoted(&server.server_type), quoted(&server.version)) {
        (None, None) => "–".to_owned(),
        (kind, version) => [kind, version].map(|value| value.unwrap_or_else(|| "–".to_owned())).join(", "),
    }
}
