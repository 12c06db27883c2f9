//! Where foreign tables are read and written, and which level says so (Cloudberry).

use medlar_protocol::{EffectiveExecution, Level};
use yew::prelude::*;

/// Whose settings are explained.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A server of the wrapper of this name.
    Server(&'a str),
    /// A foreign table of the server of this name, which is of the wrapper of this name.
    Table(&'a str, &'a str),
}

const PLACES: [&str; 3] = ["coordinator", "any", "all segments"];

/// The effective `mpp_execute` and `num_segments`.
pub fn execution(execution: &EffectiveExecution, subject: Subject<'_>) -> Html {
    html! {
        <div class="why">
            <p class="places">
                { "Reads and writes run on" }
                { for PLACES.iter().map(|place| {
                    let on = *place == execution.mpp_execute;
                    html! { <><span class={classes!("choice", on.then_some("on"))}>
                        { *place }if on { <span class="unseen">{ " (in effect)" }</span> }
                    </span>{ " " }</> }
                }) }
            </p>
            <p>{ place_reason(&execution.mpp_execute_from, subject) }</p>
            <p>{ segments_reason(execution, subject) }</p>
        </div>
    }
}

fn place_reason(from: &Level, subject: Subject<'_>) -> String {
    match (subject, from) {
        (Subject::Server(_), Level::Server) => {
            "mpp_execute is set by this server; a foreign table may overrule it.".to_owned()
        }
        (Subject::Server(wrapper), Level::Wrapper) => {
            format!(
                "mpp_execute is set by the wrapper {wrapper}; this server says nothing, a foreign table may overrule it."
            )
        }
        (Subject::Server(_), _) => {
            "The default: neither this server nor its wrapper sets mpp_execute; a foreign table may.".to_owned()
        }
        (Subject::Table(..), Level::Table) => "mpp_execute is set by this table, which decides.".to_owned(),
        (Subject::Table(server, _), Level::Server) => {
            format!("mpp_execute is set by the server {server}; this table says nothing.")
        }
        (Subject::Table(server, wrapper), Level::Wrapper) => {
            format!("mpp_execute is set by the wrapper {wrapper}; this table and the server {server} say nothing.")
        }
        (Subject::Table(..), _) => {
            "The default: neither this table nor its server nor the wrapper sets mpp_execute.".to_owned()
        }
    }
}

fn segments_reason(execution: &EffectiveExecution, subject: Subject<'_>) -> String {
    let number = match (execution.num_segments, &execution.num_segments_from, subject) {
        (None, ..) => "num_segments is the number of segments of the cluster, the default".to_owned(),
        (Some(number), Level::Server, Subject::Table(server, _)) => {
            format!("num_segments is {number}, set by the server {server}")
        }
        (Some(number), Level::ForeignSegments, _) => {
            format!("num_segments is {number}, the number of segments that were added to this table")
        }
        (Some(number), _, Subject::Table(..)) => format!("num_segments is {number}, set by this table"),
        (Some(number), _, Subject::Server(_)) => format!("num_segments is {number}, set by this server"),
    };
    match execution.mpp_execute.as_str() {
        "all segments" => format!("{number}."),
        _ => format!("{number}; it counts only for all segments."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effective(mpp_execute: &str, num_segments: Option<i32>) -> EffectiveExecution {
        EffectiveExecution {
            mpp_execute: mpp_execute.to_owned(),
            mpp_execute_from: Level::Server,
            num_segments,
            num_segments_from: if num_segments.is_some() { Level::Server } else { Level::Default },
        }
    }

    #[test]
    fn the_number_of_segments_counts_only_for_all_segments() {
        let reason = |place, number| segments_reason(&effective(place, number), Subject::Server("w"));
        assert_eq!(reason("all segments", Some(4)), "num_segments is 4, set by this server.");
        assert!(reason("any", Some(4)).ends_with("it counts only for all segments."));
        let of_table = segments_reason(&effective("all segments", Some(4)), Subject::Table("s", "w"));
        assert_eq!(of_table, "num_segments is 4, set by the server s.");
        let num_segments_from = Level::ForeignSegments;
        let of_segments = EffectiveExecution { num_segments_from, ..effective("all segments", Some(4)) };
        let of_segments = segments_reason(&of_segments, Subject::Table("s", "w"));
        assert_eq!(of_segments, "num_segments is 4, the number of segments that were added to this table.");
    }

    #[test]
    fn the_level_that_decides_is_named() {
        assert!(place_reason(&Level::Wrapper, Subject::Server("gpfdw1")).contains("set by the wrapper gpfdw1"));
        let table = Subject::Table("sales", "gpfdw1");
        assert!(place_reason(&Level::Server, table).contains("set by the server sales"));
        assert!(place_reason(&Level::Wrapper, table).contains("set by the wrapper gpfdw1"));
        assert!(place_reason(&Level::Table, table).contains("set by this table"));
    }
}
