//! What is kept of a playground across reloads.
//!
//! A state may be damaged, edited by hand, or written by another version: nothing in it is trusted,
//! and what cannot be read is refused as a whole.

use medlar_catalog::{Catalog, CatalogSnapshot};
use medlar_engine::Session;
use medlar_ide::{Document, Execution};
use medlar_protocol::{ExecutionMark, SAVED_VERSION, SavedScript};
use medlar_psql::role_name;
use medlar_syntax::printer::quote_literal;
use medlar_syntax::{FULL, Span, Target, Utf16Offset};
use serde::{Serialize, Serializer};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::Playground;
use crate::offsets::OffsetIndex;
use crate::read::{member, read};

/// Everything to be kept of a playground.
#[derive(Serialize, Tsify)]
pub struct SavedState {
    /// The script and where it stands.
    pub script: SavedScript,
    /// From the full build: the catalog, without the changes of a transaction block that was open.
    #[serde(serialize_with = "catalog_of_full")]
    pub catalog: Option<CatalogSnapshot>,
    /// From the core: what has been executed, one connection after the other.
    pub journal: Option<Vec<Vec<String>>>,
}

/// A longer journal is for the full build, which keeps a catalog instead.
const LONGEST_JOURNAL: usize = 1 << 20;

/// The core does without the code of catalogs, of which it keeps none.
fn catalog_of_full<S: Serializer>(catalog: &Option<CatalogSnapshot>, serializer: S) -> Result<S::Ok, S::Error> {
    if FULL { catalog.serialize(serializer) } else { serializer.serialize_none() }
}

/// Why a state was not taken: the `name` of the Error that is thrown.
pub(crate) enum Refusal {
    /// Of a newer Medlar.
    NewerVersion(String),
    /// Cannot be read.
    Damaged(String),
    /// Only the full build can tell.
    NeedsFull,
}

impl Refusal {
    pub(crate) fn into_error(self) -> JsValue {
        let (name, message) = match self {
            Refusal::NewerVersion(message) => ("NewerVersion", message),
            Refusal::Damaged(message) => ("Damaged", message),
            Refusal::NeedsFull => ("NeedsFull", "this is for the full engine".to_owned()),
        };
        let error = js_sys::Error::new(&message);
        error.set_name(name);
        error.into()
    }
}

impl Playground {
    pub(crate) fn saved(&self) -> Result<Ts<SavedState>, JsValue> {
        let session = self.document.session();
        let executions = self.document.executions();
        let executions = executions
            .into_iter()
            .map(|execution| ExecutionMark { range: self.range(execution.span), succeeded: execution.succeeded });
        let catalog = session.catalog();
        let (user, current) = (session.session_user(), session.current_user());
        let script = SavedScript {
            version: SAVED_VERSION,
            target: session.target().name().to_owned(),
            text: self.document.text().to_owned(),
            executions: executions.collect(),
            session_user: role_name(catalog, user),
            role: (user != current).then(|| role_name(catalog, current)),
        };
        let state = if FULL {
            SavedState { script, catalog: Some(self.document.committed_catalog().to_snapshot()), journal: None }
        } else {
            let journal = self.document.journal();
            if journal.iter().flatten().map(String::len).sum::<usize>() > LONGEST_JOURNAL {
                return Err(Refusal::NeedsFull.into_error());
            }
            SavedState { script, catalog: None, journal: Some(journal.to_vec()) }
        };
        Ok(state.into_ts().map_err(JsError::from)?)
    }

    pub(crate) fn restored(state: &JsValue) -> Result<Playground, JsValue> {
        restore(state).map_err(Refusal::into_error)
    }
}

/// Reads a catalog that `exportCatalog` gave.
pub(crate) fn read_catalog(snapshot: &JsValue, target: Target) -> Result<Catalog, JsValue> {
    if !FULL {
        return Err(Refusal::NeedsFull.into_error());
    }
    let snapshot = read::<CatalogSnapshot>(snapshot)
        .map_err(|problem| Refusal::Damaged(["the catalog cannot be read: ", &problem].concat()).into_error())?;
    checked_catalog(&snapshot, target).map_err(Refusal::into_error)
}

fn checked_catalog(snapshot: &CatalogSnapshot, target: Target) -> Result<Catalog, Refusal> {
    Catalog::from_snapshot(snapshot, Session::new(target).catalog())
        .map_err(|error| Refusal::Damaged(format!("the saved catalog cannot be read: {error}")))
}

fn restore(state: &JsValue) -> Result<Playground, Refusal> {
    // The version stands first: a newer state may have another shape.
    let version = member(state, "script").and_then(|script| member(&script, "version"));
    let version = version.and_then(|version| version.as_f64());
    if version.is_some_and(|version| version > f64::from(SAVED_VERSION)) {
        let message = "this workspace was saved by a newer version of Medlar; reload the page to get that version";
        return Err(Refusal::NewerVersion(message.to_owned()));
    }
    let SavedState { script, catalog, journal } =
        read(state).map_err(|problem| Refusal::Damaged(["the saved workspace cannot be read: ", &problem].concat()))?;
    let target = Target::from_name(&script.target).ok_or_else(|| {
        Refusal::Damaged(format!("the saved workspace is for an unknown target \"{}\"", script.target))
    })?;
    let mut document = match (journal, catalog) {
        (Some(journal), _) => Document::from_journal(target, &journal),
        (None, Some(catalog)) if FULL => {
            Document::with_session(Session::with_catalog(target, checked_catalog(&catalog, target)?))
        }
        (None, None) if FULL => return Err(Refusal::Damaged("the saved workspace has no catalog".to_owned())),
        (None, _) => return Err(Refusal::NeedsFull),
    };
    if document.needs_full() {
        return Err(Refusal::NeedsFull);
    }
    document.connect();
    resume(&mut document, &script);
    document.set_text(&script.text);
    let offsets = OffsetIndex::new(&script.text);
    let executions: Vec<Execution> = script
        .executions
        .iter()
        .map(|mark| Execution {
            span: Span {
                start: offsets.to_bytes(&script.text, Utf16Offset(mark.range.from)),
                end: offsets.to_bytes(&script.text, Utf16Offset(mark.range.to)),
            },
            succeeded: mark.succeeded,
        })
        .collect();
    document.restore_executions(&executions);
    Ok(Playground { document, offsets })
}

/// Takes on the roles the session had; a role that is gone leaves the session as it is.
fn resume(document: &mut Document, script: &SavedScript) {
    document.execute(&format!("SET SESSION AUTHORIZATION {}", quote_literal(&script.session_user)));
    if let Some(role) = &script.role {
        document.execute(&format!("SET ROLE {}", quote_literal(role)));
    }
}
