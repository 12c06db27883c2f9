//! The page as a whole.

use medlar_protocol::Diagnostic;
use yew::prelude::*;

use crate::{
    components::{
        banners::banners, confirm::Confirm, header::Header, objects::Objects, result::ResultPane, status::status,
        tab_bar::tab_bar,
    },
    host::{Event, Handle, NoticeAction},
    state::{Action, Selection, State, View},
    words::target_label,
};

/// What the page stands on.
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// The script and its engine.
    pub workspace: Handle,
}

/// What the reader is asked to confirm.
#[derive(Clone, PartialEq)]
enum Question {
    Reset,
    RunAgain,
    Target(String),
}

/// The playground.
#[component]
pub fn App(props: &AppProps) -> Html {
    let state = use_reducer(State::default);
    let question = use_state(|| None::<Question>);
    let editor = use_node_ref();
    let workspace = props.workspace.clone();

    {
        let (workspace, editor, dispatcher) = (workspace.clone(), editor.clone(), state.dispatcher());
        let question = question.clone();
        use_effect_with((), move |()| {
            if let Some(host) = editor.cast::<web_sys::Element>() {
                workspace.open(&host, move |event| match event {
                    Event::EverythingRan => question.set(Some(Question::RunAgain)),
                    event => dispatcher.dispatch(Action::Host(event)),
                });
            }
        });
    }

    let on_view = {
        let dispatcher = state.dispatcher();
        Callback::from(move |view| dispatcher.dispatch(Action::View(view)))
    };
    let on_tab = {
        let dispatcher = state.dispatcher();
        Callback::from(move |tab| dispatcher.dispatch(Action::Tab(tab)))
    };
    let on_problem = {
        let (dispatcher, workspace) = (state.dispatcher(), workspace.clone());
        Callback::from(move |diagnostic: Diagnostic| {
            dispatcher.dispatch(Action::View(View::Script));
            workspace.go_to(diagnostic.range.from);
        })
    };
    let on_dismiss = {
        let dispatcher = state.dispatcher();
        Callback::from(move |id| dispatcher.dispatch(Action::Dismiss(id)))
    };
    let on_action = {
        let (dispatcher, workspace) = (state.dispatcher(), workspace.clone());
        Callback::from(move |(id, action)| {
            dispatcher.dispatch(Action::Dismiss(id));
            match action {
                NoticeAction::Retry => workspace.retry(),
                NoticeAction::TakeOver => workspace.take_over(),
            }
        })
    };
    let on_select = {
        let dispatcher = state.dispatcher();
        Callback::from(move |selection: Selection| dispatcher.dispatch(Action::Select(selection)))
    };
    let ask = |asked: fn() -> Question| {
        let question = question.clone();
        Callback::from(move |()| question.set(Some(asked())))
    };
    let on_target = {
        let (question, workspace, used) = (question.clone(), workspace.clone(), state.is_used());
        Callback::from(move |target: String| match used {
            true => question.set(Some(Question::Target(target))),
            false => workspace.set_target(&target),
        })
    };
    let on_answer = {
        let (question, workspace) = (question.clone(), workspace.clone());
        Callback::from(move |yes: bool| {
            match (&*question, yes) {
                (Some(Question::Reset), true) => workspace.reset(),
                (Some(Question::RunAgain), true) => workspace.run_afresh(),
                (Some(Question::Target(target)), true) => workspace.set_target(target),
                _ => {}
            }
            question.set(None);
        })
    };
    let call = |act: fn(&Handle)| {
        let workspace = workspace.clone();
        Callback::from(move |()| act(&workspace))
    };

    let view = match state.view {
        View::Script => "script",
        View::Result => "result",
        View::Objects => "objects",
    };
    let confirmation = (*question).as_ref().map(|question| match question {
        Question::Reset => (
            AttrValue::from("Reset the catalog?"),
            AttrValue::from("Every object that was made is dropped and the transcript is cleared. The script stays."),
            AttrValue::from("Reset"),
        ),
        Question::RunAgain => (
            AttrValue::from("Everything has been run"),
            AttrValue::from(
                "Run again from a fresh catalog? Every object that was made is dropped and the transcript is cleared.",
            ),
            AttrValue::from("Run again from a fresh catalog"),
        ),
        Question::Target(target) => (
            AttrValue::from(format!("Change to {}?", target_label(target))),
            AttrValue::from(
                "Another server starts with a fresh catalog, and the transcript is cleared. The script stays.",
            ),
            AttrValue::from("Change"),
        ),
    });

    html! {
        <div class="page" data-view={view}>
            <Header target={state.target.clone()} running={state.running} {on_target}
                on_run_here={call(Handle::run_here)} on_run_all={call(Handle::run_all)} on_stop={call(Handle::stop)} />
            { banners(&state.notices, &on_dismiss, &on_action) }
            <main class="panes">
                <section class="pane script" aria-label="Script">
                    { status(state.analysis.as_ref(), &on_tab, &on_view) }
                    <div class="editor" ref={editor} />
                </section>
                <ResultPane tab={state.tab} {on_tab} transcript={state.transcript.clone()} omitted={state.omitted}
                    analysis={state.analysis.clone()} {on_problem} />
                <Objects catalog={state.catalog.clone()} selection={state.selection.clone()} view={state.view} {on_select}
                    on_reset={ask(|| Question::Reset)} />
            </main>
            { tab_bar(state.view, state.problem_count(), &on_view) }
            <p class="unseen" role="status" aria-live="polite">{ state.announcement.clone() }</p>
            if let Some((title, text, yes)) = confirmation {
                <Confirm {title} {text} {yes} {on_answer} />
            }
        </div>
    }
}
