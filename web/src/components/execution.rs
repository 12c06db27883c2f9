//! Where a server's foreign tables are read and written, and which level says so (Cloudberry).

use medlar_protocol::{EffectiveExecution, Level};
use yew::prelude::*;

/// The effective settings.
#[derive(Properties, PartialEq)]
pub struct ExecutionProps {
    /// Of the server.
    pub execution: EffectiveExecution,
    /// The name of its wrapper.
    pub wrapper: String,
}

const PLACES: [&str; 3] = ["coordinator", "any", "all segments"];

/// The effective `mpp_execute` and `num_segments`.
#[component]
pub fn Execution(props: &ExecutionProps) -> Html {
    let execution = &props.execution;
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
            <p>{ place_reason(execution.mpp_execute_from.clone(), &props.wrapper) }</p>
            <p>{ segments_reason(execution) }</p>
        </div>
    }
}

fn place_reason(from: Level, wrapper: &str) -> String {
    match from {
        Level::Server => "mpp_execute is set by this server; a foreign table may overrule it.".to_owned(),
        Level::Wrapper => {
            format!(
                "mpp_execute is set by the wrapper {wrapper}; this server says nothing, a foreign table may overrule it."
            )
        }
        Level::Default => {
            "The default: neither this server nor its wrapper sets mpp_execute; a foreign table may.".to_owned()
        }
    }
}

fn segments_reason(execution: &EffectiveExecution) -> String {
    let number = match execution.num_segments {
        Some(number) => format!("num_segments is {number}, set by this server"),
        None => "num_segments is the number of segments of the cluster, the default".to_owned(),
    };
    match execution.mpp_execute.as_str() {
        "all segments" => format!("{number}."),
        _ => format!("{number}; it counts only for all segments."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn execution(mpp_execute: &str, num_segments: Option<i32>) -> EffectiveExecution {
        EffectiveExecution {
            mpp_execute: mpp_execute.to_owned(),
            mpp_execute_from: Level::Server,
            num_segments,
            num_segments_from: if num_segments.is_some() { Level::Server } else { Level::Default },
        }
    }

    #[test]
    fn the_number_of_segments_counts_only_for_all_segments() {
        assert_eq!(segments_reason(&execution("all segments", Some(4))), "num_segments is 4, set by this server.");
        assert!(segments_reason(&execution("any", Some(4))).ends_with("it counts only for all segments."));
    }

    #[test]
    fn the_wrapper_is_named_where_it_decides() {
        assert!(place_reason(Level::Wrapper, "gpfdw1").contains("set by the wrapper gpfdw1"));
    }
}
