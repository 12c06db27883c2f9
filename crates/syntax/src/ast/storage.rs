//! Statements that only Cloudberry has: storage servers and their user mappings, foreign catalogs and
//! volumes.

use super::{DropBehavior, Ident, OptionItem, RoleSpec};

/// What a statement about storage does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageAction {
    /// `CREATE`
    Create,
    /// `ALTER`
    Alter,
    /// `DROP`
    Drop,
}

/// `{ CREATE | ALTER | DROP } STORAGE { SERVER | USER MAPPING }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct Storage<'a> {
    pub action: StorageAction,
    /// `IF NOT EXISTS` or `IF EXISTS`.
    pub conditional: bool,
    /// Of a user mapping; `None` in a statement about a server.
    pub user: Option<RoleSpec<'a>>,
    pub server: Ident<'a>,
    /// None in DROP.
    pub options: Vec<OptionItem<'a>>,
}

/// `CREATE FOREIGN { CATALOG | VOLUME }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateForeignCatalog<'a> {
    /// A volume, not a catalog.
    pub is_volume: bool,
    pub if_not_exists: bool,
    pub name: Ident<'a>,
    pub server: Ident<'a>,
    pub options: Vec<OptionItem<'a>>,
}

/// `DROP FOREIGN { CATALOG | VOLUME }`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct DropForeignCatalogs<'a> {
    /// Volumes, not catalogs.
    pub is_volume: bool,
    pub if_exists: bool,
    /// At least one.
    pub names: Vec<Ident<'a>>,
    pub behavior: DropBehavior,
}
