//! What the page shows, and how events and the reader's choices change it.

use std::rc::Rc;

use medlar_protocol::{Analysis, CatalogView, CloudberryView, TranscriptLine};
use yew::Reducible;

use crate::{
    components::cloudberry_card::kind_name,
    counts::Counts,
    host::{Event, Notice},
    natural::natural,
    words::is_built_in,
};

/// Lines of transcript that are shown.
const MOST_LINES: usize = 2_000;

/// The part of the page that a phone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The editor.
    Script,
    /// Transcript and problems.
    Result,
    /// The catalog.
    Objects,
}

/// What stands under the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultTab {
    /// What psql would have printed.
    Transcript,
    /// The list of diagnostics.
    Problems,
}

/// The object whose card is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// A wrapper, by name.
    Wrapper(String),
    /// A server, by name.
    Server(String),
    /// A foreign table, by name.
    Table(String),
    /// An object that only Cloudberry has, by what it is and name.
    Cloudberry(&'static str, String),
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Name of the target.
    pub target: String,
    /// `None` until the engine has answered.
    pub analysis: Option<Rc<Analysis>>,
    /// `None` until the engine has answered.
    pub catalog: Option<Rc<CatalogView>>,
    /// What psql would have printed, oldest first.
    pub transcript: Rc<Vec<TranscriptLine>>,
    /// Lines that are not shown any more.
    pub omitted: u32,
    /// Whether a run can be stopped.
    pub running: bool,
    /// Banners.
    pub notices: Vec<Notice>,
    /// What was last said to those who do not see the page.
    pub announcement: String,
    /// On a phone.
    pub view: View,
    /// Under the editor.
    pub tab: ResultTab,
    /// The reader's choice, or what the last run made.
    pub selection: Option<Selection>,
}

impl Default for State {
    fn default() -> Self {
        State {
            target: String::from("cloudberry-2"),
            analysis: None,
            catalog: None,
            transcript: Rc::default(),
            omitted: 0,
            running: false,
            notices: Vec::new(),
            announcement: String::new(),
            view: View::Script,
            tab: ResultTab::Transcript,
            selection: None,
        }
    }
}

/// What changes the page.
pub enum Action {
    /// The host said something.
    Host(Event),
    /// A banner was put away.
    Dismiss(String),
    /// A phone shows another part.
    View(View),
    /// Something else stands under the editor.
    Tab(ResultTab),
    /// A card was asked for.
    Select(Selection),
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Host(event) => state.hear(event),
            Action::Dismiss(id) => state.notices.retain(|notice| notice.id != id),
            Action::View(view) => state.view = view,
            Action::Tab(tab) => state.tab = tab,
            Action::Select(selection) => state.selection = Some(selection),
        }
        Rc::new(state)
    }
}

impl State {
    /// Whether a fresh catalog would lose something.
    pub fn is_used(&self) -> bool {
        !self.transcript.is_empty()
    }

    /// Errors and warnings of the script.
    pub fn problem_count(&self) -> u32 {
        self.analysis.as_ref().map_or(0, |analysis| Counts::of(analysis).problems())
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::Opened { target, transcript } => {
                self.target = target;
                self.transcript = Rc::new(transcript);
                self.omitted = 0;
                self.selection = None;
            }
            Event::Analysis(analysis) => self.analysis = Some(Rc::new(analysis)),
            Event::Catalog(mut catalog) => {
                catalog.wrappers.sort_by(|a, b| natural(&a.name, &b.name));
                catalog.servers.sort_by(|a, b| natural(&a.name, &b.name));
                catalog.foreign_tables.sort_by(|a, b| natural(&a.name, &b.name));
                let made = self.catalog.as_ref().and_then(|old| gained(old, &catalog));
                let first = || {
                    let made_here = catalog.servers.iter().find(|server| !is_built_in(&server.wrapper));
                    made_here.map(|server| Selection::Server(server.name.clone()))
                };
                self.selection = made.or(self.selection.take()).or_else(first);
                self.catalog = Some(Rc::new(catalog));
            }
            Event::Ran(result) => {
                let lines = Rc::make_mut(&mut self.transcript);
                lines.extend(result.transcript);
                let surplus = lines.len().saturating_sub(MOST_LINES);
                lines.drain(..surplus);
                self.omitted = result.truncated;
                self.tab = ResultTab::Transcript;
                self.view = View::Result;
            }
            // The page asks.
            Event::EverythingRan => {}
            Event::Running(running) => self.running = running,
            Event::Notice(notice) => {
                self.notices.retain(|other| other.id != notice.id);
                self.notices.push(notice);
            }
            Event::Announce(text) => self.announcement = text,
        }
    }
}

/// The last foreign table, or else object of Cloudberry, server or wrapper, that the new catalog has and the old one had not.
fn gained(old: &CatalogView, new: &CatalogView) -> Option<Selection> {
    let table = new.foreign_tables.iter().rfind(|new| old.foreign_tables.iter().all(|old| old.name != new.name));
    let server = new.servers.iter().rfind(|new| old.servers.iter().all(|old| old.name != new.name));
    let wrapper = new.wrappers.iter().rfind(|new| old.wrappers.iter().all(|old| old.name != new.name));
    let is_new =
        |new: &&CloudberryView| old.cloudberry.iter().all(|old| (&old.kind, &old.name) != (&new.kind, &new.name));
    let cloudberry = new.cloudberry.iter().rfind(is_new);
    table
        .map(|table| Selection::Table(table.name.clone()))
        .or_else(|| cloudberry.map(|object| Selection::Cloudberry(kind_name(&object.kind), object.name.clone())))
        .or_else(|| server.map(|server| Selection::Server(server.name.clone())))
        .or_else(|| wrapper.map(|wrapper| Selection::Wrapper(wrapper.name.clone())))
}
