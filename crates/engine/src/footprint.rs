//! What a statement read and wrote, for an editor that re-runs only what an edit can change.
//!
//! The promise: if no key that a statement read is written differently by the statements before it
//! (other statements write it, or the same ones to another effect), then the statement's outcome and
//! its effect are the same. So a look-up that finds nothing is a read, too.
//!
//! | Key | Stands for |
//! | --- | --- |
//! | session | who the user is, with the attributes and memberships of that role, and the state of the transaction; every statement reads it |
//! | server, wrapper, role, extension of a name | whether it exists, and all of it; a server's with its mappings |
//! | schema of a name | whether it exists, and its owner and privileges |
//! | database | its owner and privileges |
//! | language, tablespace, parameter of a name | whether it exists, its owner and privileges |
//! | default privileges of a role | what is given on what it makes |
//! | relation of a name | in whatever schema: whether it exists, all of it, and which relations depend on it |
//! | contents of a schema | which relations and functions are in it |
//! | tables of a server | which foreign tables use it, in which order |
//! | servers of a wrapper | which servers use it, in which order |
//! | references to a role | what it owns, has rights on or a mapping for, in which order |
//! | memberships | attributes and memberships of all roles: read by the privilege checks of ordinary users |
//! | functions | what handlers and validators are looked up in |
//!
//! A rollback restores the catalog and writes no more than the session: what a key stood for before
//! the block has not changed, and what was written inside is written still.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

/// A hashed name of something a statement read or wrote; equal names have equal keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u32);

/// The kinds of keys.
#[derive(Clone, Copy, Debug, Hash)]
pub(crate) enum KeyKind {
    Session,
    Memberships,
    Functions,
    Server,
    Wrapper,
    ServersOf,
    Role,
    ReferencesTo,
    Extension,
    StorageServer,
    ForeignCatalog,
    Schema,
    Database,
    Language,
    Tablespace,
    Parameter,
    DefaultPrivileges,
    /// By its name, whatever its schema.
    Relation,
    ContentsOf,
    TablesOf,
}

impl Key {
    pub(crate) fn new(kind: KeyKind, name: &str) -> Key {
        let mut hasher = FxHasher::default();
        (kind, name).hash(&mut hasher);
        let hash = hasher.finish();
        Key((hash ^ (hash >> 32)) as u32)
    }
}

/// The keys that a statement read and wrote. A key may occur twice.
#[derive(Debug, Default)]
pub struct Footprint {
    reads: Vec<Key>,
    writes: Vec<Key>,
}

/// The footprint is of the last statement; a copy of a session has executed none yet.
impl Clone for Footprint {
    fn clone(&self) -> Footprint {
        Footprint::default()
    }
}

impl Footprint {
    /// What the outcome and the effect depend on.
    pub fn reads(&self) -> &[Key] {
        &self.reads
    }

    /// What may have changed.
    pub fn writes(&self) -> &[Key] {
        &self.writes
    }

    pub(crate) fn clear(&mut self) {
        self.reads.clear();
        self.writes.clear();
    }

    /// A statement that failed has written nothing.
    pub(crate) fn forget_writes(&mut self) {
        self.writes.clear();
    }

    pub(crate) fn read(&mut self, kind: KeyKind, name: &str) {
        self.reads.push(Key::new(kind, name));
    }

    pub(crate) fn write(&mut self, kind: KeyKind, name: &str) {
        self.writes.push(Key::new(kind, name));
    }
}
