//! Wrappers, under each its servers, under each its user mappings and foreign tables.

use std::rc::Rc;

use medlar_protocol::{CatalogView, CloudberryView, ForeignTableView, ServerView, WrapperView};
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::cloudberry_card::kind_name;
use crate::{
    state::{Selection, View},
    words::is_built_in,
};

/// What there is.
#[derive(Properties, PartialEq)]
pub struct TreeProps {
    /// The catalog.
    pub catalog: Rc<CatalogView>,
    /// Whose card is shown.
    pub selection: Option<Selection>,
    /// What a phone shows; the selection comes into view when it is the catalog.
    pub view: View,
    /// Another card is asked for.
    pub on_select: Callback<Selection>,
}

/// The tree of the objects.
#[component]
pub fn Tree(props: &TreeProps) -> Html {
    let catalog = &props.catalog;
    let tree = use_node_ref();
    {
        let tree = tree.clone();
        use_effect_with((props.selection.clone(), catalog.clone(), props.view), move |_| {
            let current = tree.cast::<Element>().and_then(|tree| tree.query_selector("[aria-current]").ok().flatten());
            if let Some(current) = current {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                current.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        });
    }
    let hidden = catalog.wrapper_count.saturating_sub(len(&catalog.wrappers))
        + catalog.server_count.saturating_sub(len(&catalog.servers))
        + catalog.foreign_table_count.saturating_sub(len(&catalog.foreign_tables))
        + catalog.cloudberry_count.saturating_sub(len(&catalog.cloudberry));
    let (built_in, made_here): (Vec<_>, Vec<_>) =
        catalog.wrappers.iter().partition(|wrapper| is_built_in(&wrapper.name));
    let without_server = catalog.cloudberry.iter().filter(|object| object.server.is_none());
    html! {
        <>
            <ul class="tree" ref={tree}>
                { for made_here.into_iter().chain(built_in).map(|wrapper| wrapper_item(wrapper, props)) }
                { for without_server.map(|object| cloudberry_item(object, props)) }
            </ul>
            if hidden > 0 { <p class="empty">{ format!("… and {hidden} more") }</p> }
        </>
    }
}

fn wrapper_item(wrapper: &WrapperView, props: &TreeProps) -> Html {
    let servers: Vec<_> = props.catalog.servers.iter().filter(|server| server.wrapper == wrapper.name).collect();
    let kind = if is_built_in(&wrapper.name) { "foreign-data wrapper · built in" } else { "foreign-data wrapper" };
    html! {
        <li key={format!("wrapper {}", wrapper.name)}>
            { item(&wrapper.name, kind, Selection::Wrapper(wrapper.name.clone()), props) }
            if !servers.is_empty() { <ul>{ for servers.into_iter().map(|server| server_item(server, props)) }</ul> }
        </li>
    }
}

fn server_item(server: &ServerView, props: &TreeProps) -> Html {
    let tables: Vec<_> = props.catalog.foreign_tables.iter().filter(|table| table.server == server.name).collect();
    let of_server = |object: &&CloudberryView| object.server.as_ref() == Some(&server.name);
    let objects: Vec<_> = props.catalog.cloudberry.iter().filter(of_server).collect();
    html! {
        <li key={format!("server {}", server.name)}>
            { item(&server.name, "server", Selection::Server(server.name.clone()), props) }
            if !server.user_mappings.is_empty() || !tables.is_empty() || !objects.is_empty() {
                <ul>
                    { for server.user_mappings.iter().map(|mapping| html! {
                        <li><span class="item">
                            <span>{ mapping.user.clone().unwrap_or_else(|| "PUBLIC".to_owned()) }</span>
                            <small>{ "user mapping" }</small>
                        </span></li>
                    }) }
                    { for tables.into_iter().map(|table| table_item(table, props)) }
                    { for objects.into_iter().map(|object| cloudberry_item(object, props)) }
                </ul>
            }
        </li>
    }
}

fn table_item(table: &ForeignTableView, props: &TreeProps) -> Html {
    html! {
        <li key={format!("table {}", table.name)}>
            { item(&table.name, "foreign table", Selection::Table(table.name.clone()), props) }
        </li>
    }
}

fn cloudberry_item(object: &CloudberryView, props: &TreeProps) -> Html {
    let kind = kind_name(&object.kind);
    html! {
        <li key={format!("{kind} {}", object.name)}>
            { item(&object.name, kind, Selection::Cloudberry(kind, object.name.clone()), props) }
        </li>
    }
}

fn item(name: &str, kind: &str, selection: Selection, props: &TreeProps) -> Html {
    let current = (props.selection.as_ref() == Some(&selection)).then_some("true");
    let onclick = props.on_select.reform(move |_| selection.clone());
    html! {
        <button type="button" class="item" aria-current={current} {onclick}>
            <b>{ name.to_owned() }</b><small>{ kind.to_owned() }</small>
        </button>
    }
}

fn len<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}
