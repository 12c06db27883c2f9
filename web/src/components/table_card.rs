//! The card of a foreign table.

use medlar_protocol::{ColumnView, ForeignTableView};
use yew::prelude::*;

use super::{
    card::{comment, pair, privileges},
    execution::{Subject, execution},
    options::option_list,
};

/// The card of a foreign table of a server with this wrapper.
pub fn table_card(table: &ForeignTableView, wrapper: &str) -> Html {
    html! {
        <article class="card" key={format!("table {}", table.name)} aria-labelledby="card-title">
            <h3 id="card-title">{ table.name.clone() }<small>{ "foreign table · owner " }{ table.owner.clone() }</small></h3>
            <dl class="pairs">
                { pair("server", table.server.clone()) }
                { comment(table.comment.as_ref()) }
                { privileges(&table.privileges) }
            </dl>
            <h4>{ "Columns" }</h4>
            if table.columns.is_empty() {
                <p class="none">{ "none" }</p>
            } else {
                <dl class="pairs">{ for table.columns.iter().map(column) }</dl>
            }
            if table.column_count as usize > table.columns.len() {
                <p class="none">{ format!("… and {} more", table.column_count as usize - table.columns.len()) }</p>
            }
            <h4>{ "Options" }</h4>
            { option_list(&table.options) }
            if let Some(effective) = &table.execution {
                { execution(effective, Subject::Table(&table.server, wrapper)) }
            }
        </article>
    }
}

fn column(column: &ColumnView) -> Html {
    let not_null = if column.not_null { " NOT NULL" } else { "" };
    html! {
        <div class="pair" key={column.name.clone()}>
            <dt>{ column.name.clone() }</dt>
            <dd>
                { column.type_name.clone() }{ not_null }
                if !column.options.is_empty() { { option_list(&column.options) } }
            </dd>
        </div>
    }
}
