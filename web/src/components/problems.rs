//! The diagnostics as a list; each leads to its place.

use std::rc::Rc;

use medlar_protocol::{Analysis, Diagnostic, DiagnosticSeverity};
use yew::prelude::*;

/// The list of diagnostics.
/// `None` until the engine has answered.
pub fn problems(analysis: Option<&Rc<Analysis>>, on_problem: &Callback<Diagnostic>) -> Html {
    let Some(analysis) = analysis.filter(|analysis| !analysis.diagnostics.is_empty()) else {
        return html! { <p class="empty">{ "No problems: the server would accept every statement of the script." }</p> };
    };
    let missing =
        analysis.diagnostic_count as usize - analysis.diagnostics.len().min(analysis.diagnostic_count as usize);
    html! {
        <>
            <ol class="problems">
                { for analysis.diagnostics.iter().map(|diagnostic| problem(diagnostic, on_problem)) }
            </ol>
            if missing > 0 { <p class="empty">{ format!("… and {missing} more") }</p> }
        </>
    }
}

fn problem(diagnostic: &Diagnostic, on_problem: &Callback<Diagnostic>) -> Html {
    let (class, severity) = match diagnostic.severity {
        DiagnosticSeverity::Error => ("bad", "ERROR"),
        DiagnosticSeverity::Warning => ("warn", "WARNING"),
        DiagnosticSeverity::Notice => ("info", "NOTICE"),
    };
    let chosen = diagnostic.clone();
    html! {
        <li>
            <button type="button" onclick={on_problem.reform(move |_| chosen.clone())}>
                <span class={classes!("said", class)}>{ severity }{ ":  " }{ diagnostic.message.clone() }</span>
                <span class="where">
                    <code>{ diagnostic.sqlstate.clone() }</code>
                    { format!("line {}:{}", diagnostic.line, diagnostic.column) }
                    { if diagnostic.executed { " · said when it ran" } else { "" } }
                </span>
                if let Some(detail) = &diagnostic.detail { <span class="more">{ "DETAIL:  " }{ detail.clone() }</span> }
                if let Some(hint) = &diagnostic.hint { <span class="more">{ "HINT:  " }{ hint.clone() }</span> }
            </button>
        </li>
    }
}
