//! Comments.

use super::cursor::{Parser, Result};
use crate::ast::{Comment, CommentTarget, ObjectKind, Statement};
use crate::keyword::Keyword;

impl<'a> Parser<'a> {
    /// ```text
    /// COMMENT ON { EXTENSION | FOREIGN DATA WRAPPER | SERVER | ... } object_name IS { string_literal | NULL }
    /// ```
    /// From `COMMENT` on.
    pub(super) fn comment(&mut self) -> Result<Statement<'a>> {
        self.expect([Keyword::Comment, Keyword::On])?;
        let kind = match self.peek_keyword() {
            Some(Keyword::Server) => {
                self.advance();
                ObjectKind::Server
            }
            Some(Keyword::Extension) => {
                self.advance();
                ObjectKind::Extension
            }
            Some(Keyword::Foreign) => {
                self.advance();
                if self.accept(Keyword::Table) {
                    return self.unsupported("COMMENT");
                }
                self.expect([Keyword::Data, Keyword::Wrapper])?;
                ObjectKind::ForeignDataWrapper
            }
            Some(word) if super::other::is_commented(word) => return self.unsupported("COMMENT"),
            _ => return self.fail(),
        };
        let name = self.column_id()?;
        self.expect([Keyword::Is])?;
        let text = self.string_or_null()?;
        Ok(Statement::Comment(Comment { target: CommentTarget::Object(kind, name), text }))
    }
}
