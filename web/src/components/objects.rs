//! The catalog: a tree of the objects and the card of one of them.

use std::rc::Rc;

use medlar_protocol::{CatalogView, CloudberryView};
use yew::prelude::*;

use super::{
    cloudberry_card::{cloudberry_card, kind_name},
    server_card::server_card,
    table_card::table_card,
    tree::Tree,
    wrapper_card::wrapper_card,
};
use crate::{
    state::{Selection, View},
    words::is_built_in,
};

/// What there is.
#[derive(Properties, PartialEq)]
pub struct ObjectsProps {
    /// `None` until the engine has answered.
    pub catalog: Option<Rc<CatalogView>>,
    /// Whose card is shown.
    pub selection: Option<Selection>,
    /// What a phone shows; the selection comes into view when it is the catalog.
    pub view: View,
    /// Another card is asked for.
    pub on_select: Callback<Selection>,
    /// A fresh catalog is asked for.
    pub on_reset: Callback<()>,
}

/// The pane of the objects.
#[component]
pub fn Objects(props: &ObjectsProps) -> Html {
    html! {
        <section class="pane objects" aria-label="Objects">
            <div class="tabs">
                <h2>{ "Objects" }</h2>
                <span class="grow" />
                <button class="button quiet" type="button" onclick={props.on_reset.reform(|_| ())}>{ "Reset…" }</button>
            </div>
            <div class="panel" tabindex="0" role="group" aria-label="Catalog">
                if let Some(catalog) = &props.catalog {
                    { contents(catalog, props) }
                }
            </div>
        </section>
    }
}

fn contents(catalog: &Rc<CatalogView>, props: &ObjectsProps) -> Html {
    let server_of = |name: &str| catalog.servers.iter().find(|server| server.name == name);
    let card = props.selection.as_ref().and_then(|selection| match selection {
        Selection::Table(name) => {
            let table = catalog.foreign_tables.iter().find(|table| table.name == *name)?;
            Some(table_card(table, server_of(&table.server).map_or("", |server| &server.wrapper)))
        }
        Selection::Cloudberry(kind, name) => {
            let object = |object: &&CloudberryView| kind_name(&object.kind) == *kind && object.name == *name;
            catalog.cloudberry.iter().find(object).map(cloudberry_card)
        }
        Selection::Server(name) => server_of(name).map(server_card),
        Selection::Wrapper(name) => catalog.wrappers.iter().find(|wrapper| wrapper.name == *name).map(wrapper_card),
    });
    html! {
        <>
            if catalog.transaction != "idle" {
                <p class="transaction">{ format!("The session is in a {}.", transaction(&catalog.transaction)) }</p>
            }
            <Tree catalog={catalog.clone()} selection={props.selection.clone()} view={props.view} on_select={props.on_select.clone()} />
            if catalog.wrappers.iter().all(|wrapper| is_built_in(&wrapper.name)) {
                <p class="empty">
                    { "Nothing has been made yet. Run " }<code>{ "CREATE FOREIGN DATA WRAPPER" }</code>{ " and " }
                    <code>{ "CREATE SERVER" }</code>{ ": what they make appears here and stays until it is dropped or reset." }
                </p>
            }
            { card }
        </>
    }
}

fn transaction(state: &str) -> &str {
    match state {
        "failed transaction" => "failed transaction: commands are ignored until its end",
        _ => "transaction: what it did is lost without COMMIT",
    }
}
