//! Extensions.

use super::cursor::{Parser, Result};
use super::other::is_commented;
use crate::ast::{
    AlterExtension, CreateExtension, ExtensionChange, ExtensionOption, ExtensionOptionKind, Ident, Statement,
};
use crate::keyword::Keyword;
use crate::{SqlState, SyntaxError};

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE EXTENSION [ IF NOT EXISTS ] extension_name
    ///     [ WITH ] [ SCHEMA schema_name ]
    ///              [ VERSION version ]
    ///              [ CASCADE ]
    /// ```
    /// From `IF` on.
    pub(super) fn create_extension(&mut self) -> Result<Statement<'a>> {
        let (if_not_exists, name) = self.new_name()?;
        self.optional_with();
        let mut options = Vec::new();
        loop {
            let first = self.peek();
            let kind = match first.keyword() {
                Some(Keyword::Schema) => {
                    self.advance();
                    ExtensionOptionKind::Schema(self.column_id()?)
                }
                Some(Keyword::Version) => {
                    self.advance();
                    ExtensionOptionKind::Version(self.word_or_string()?.name)
                }
                Some(Keyword::Cascade) => {
                    self.advance();
                    ExtensionOptionKind::Cascade
                }
                Some(Keyword::From) => {
                    self.advance();
                    self.word_or_string()?;
                    return Err(Box::new(SyntaxError {
                        sqlstate: SqlState::FeatureNotSupported,
                        message: "CREATE EXTENSION ... FROM is no longer supported".to_owned(),
                        detail: None,
                        hint: None,
                        position: Some(first.span().start),
                        subject: first.span(),
                    }));
                }
                _ => return Ok(Statement::CreateExtension(CreateExtension { if_not_exists, name, options })),
            };
            options.push(ExtensionOption { kind, span: self.span_from(first) });
        }
    }

    /// ```text
    /// ALTER EXTENSION name UPDATE [ TO new_version ]
    /// ALTER EXTENSION name SET SCHEMA new_schema
    /// ALTER EXTENSION name { ADD | DROP } member_object
    /// ```
    /// From the name on.
    pub(super) fn alter_extension(&mut self) -> Result<Statement<'a>> {
        let name = self.column_id()?;
        let word = self.peek_keyword();
        let change = match word {
            Some(Keyword::Update) => {
                self.advance();
                let mut versions = Vec::new();
                while self.peek().is_keyword(Keyword::To) {
                    let to = self.peek();
                    self.advance();
                    let version = self.word_or_string()?;
                    versions.push(Ident { span: self.span_from(to), ..version });
                }
                ExtensionChange::Update(versions)
            }
            Some(Keyword::Set) => {
                self.advance();
                self.expect([Keyword::Schema])?;
                ExtensionChange::SetSchema(self.column_id()?)
            }
            Some(Keyword::Add | Keyword::Drop) => {
                self.advance();
                let Some(kind) = self.peek_keyword() else { return self.fail() };
                let is_part = matches!(
                    kind,
                    Keyword::Column
                        | Keyword::Constraint
                        | Keyword::Large
                        | Keyword::Policy
                        | Keyword::Rule
                        | Keyword::Trigger
                );
                if is_part {
                    return self.fail();
                }
                match self.object_target(kind)? {
                    Some(target) if word == Some(Keyword::Add) => ExtensionChange::Add(target),
                    Some(target) => ExtensionChange::Drop(target),
                    None if is_commented(kind) => return self.unsupported("ALTER EXTENSION"),
                    None => return self.fail(),
                }
            }
            _ => return self.fail(),
        };
        Ok(Statement::AlterExtension(AlterExtension { name, change }))
    }

    /// `[ WITH ]`, in any of its guises.
    pub(super) fn optional_with(&mut self) {
        if self.peek().word() == Some(Keyword::With) {
            self.advance();
        }
    }
}
