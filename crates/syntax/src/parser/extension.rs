//! Extensions.

use super::cursor::{Parser, Result};
use crate::ast::{CreateExtension, ExtensionOption, ExtensionOptionKind, Statement};
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

    /// `[ WITH ]`, in any of its guises.
    pub(super) fn optional_with(&mut self) {
        if self.peek().word() == Some(Keyword::With) {
            self.advance();
        }
    }
}
