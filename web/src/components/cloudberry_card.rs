//! The card of an object that only Cloudberry has: a storage server, a foreign catalog or volume.

use medlar_protocol::{CloudberryKind, CloudberryView};
use yew::prelude::*;

use super::{
    card::{pair, user_mappings},
    options::option_list,
};

/// What a kind is called.
pub fn kind_name(kind: &CloudberryKind) -> &'static str {
    match kind {
        CloudberryKind::StorageServer => "storage server",
        CloudberryKind::ForeignCatalog => "foreign catalog",
        CloudberryKind::ForeignVolume => "foreign volume",
    }
}

/// The card of such an object.
pub fn cloudberry_card(object: &CloudberryView) -> Html {
    let kind = kind_name(&object.kind);
    html! {
        <article class="card" key={format!("{kind} {}", object.name)} aria-labelledby="card-title">
            <h3 id="card-title">{ object.name.clone() }<small>{ kind }{ " · owner " }{ object.owner.clone() }</small></h3>
            if let Some(server) = &object.server {
                <dl class="pairs">{ pair("server", server.clone()) }</dl>
            }
            <h4>{ "Options" }</h4>
            { option_list(&object.options) }
            { user_mappings(&object.user_mappings, object.user_mapping_count) }
        </article>
    }
}
