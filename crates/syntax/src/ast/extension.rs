//! Statements that change an extension.

use super::{CommentTarget, Ident};

/// `ALTER EXTENSION`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AlterExtension<'a> {
    pub name: Ident<'a>,
    pub change: ExtensionChange<'a>,
}

/// What ALTER EXTENSION changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionChange<'a> {
    /// `UPDATE [ TO version ]`; a second version is refused when executed.
    Update(Vec<Ident<'a>>),
    /// `SET SCHEMA schema`
    SetSchema(Ident<'a>),
    /// `ADD object`
    Add(CommentTarget<'a>),
    /// `DROP object`
    Drop(CommentTarget<'a>),
}
