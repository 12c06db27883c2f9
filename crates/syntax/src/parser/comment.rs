//! Comments.

use super::cursor::{Parser, Result};
use crate::ast::{Comment, CommentTarget, ObjectKind, RelationKind, RelationPart, RoutineKind, Statement};
use crate::keyword::Keyword;

impl<'a> Parser<'a> {
    /// ```text
    /// COMMENT ON { EXTENSION | FOREIGN DATA WRAPPER | SERVER | TABLE | ... } object_name IS { string_literal | NULL }
    /// ```
    /// From `COMMENT` on.
    pub(super) fn comment(&mut self) -> Result<Statement<'a>> {
        self.expect([Keyword::Comment, Keyword::On])?;
        let Some(word) = self.peek_keyword() else { return self.fail() };
        let Some(target) = self.object_target(word)? else {
            return if super::other::is_commented(word) { self.unsupported("COMMENT") } else { self.fail() };
        };
        self.expect([Keyword::Is])?;
        let text = self.string_or_null()?;
        Ok(Statement::Comment(Comment { target, text }))
    }

    /// The object that begins with the word ahead; none of a kind that Medlar does not keep.
    pub(super) fn object_target(&mut self, word: Keyword) -> Result<Option<CommentTarget<'a>>> {
        let mark = self.mark();
        self.advance();
        Ok(Some(match word {
            Keyword::Server => self.commented_object(ObjectKind::Server)?,
            Keyword::Extension => self.commented_object(ObjectKind::Extension)?,
            Keyword::Role => self.commented_object(ObjectKind::Role)?,
            Keyword::Foreign => {
                if self.accept(Keyword::Table) {
                    return self
                        .only_in_full(|parser| Ok(Some(parser.commented_relation(RelationKind::ForeignTable)?)));
                }
                self.expect([Keyword::Data, Keyword::Wrapper])?;
                self.commented_object(ObjectKind::ForeignDataWrapper)?
            }
            _ => {
                self.restore(mark);
                return self.only_in_full(|parser| parser.other_object_target(word));
            }
        }))
    }

    fn other_object_target(&mut self, word: Keyword) -> Result<Option<CommentTarget<'a>>> {
        let mark = self.mark();
        self.advance();
        Ok(Some(match word {
            Keyword::Schema => self.commented_object(ObjectKind::Schema)?,
            Keyword::Database => self.commented_object(ObjectKind::Database)?,
            Keyword::Tablespace => self.commented_object(ObjectKind::Tablespace)?,
            Keyword::Language => self.commented_object(ObjectKind::Language)?,
            Keyword::Procedural => {
                self.expect([Keyword::Language])?;
                self.commented_object(ObjectKind::Language)?
            }
            Keyword::Table => self.commented_relation(RelationKind::Table)?,
            Keyword::View => self.commented_relation(RelationKind::View)?,
            Keyword::Sequence => self.commented_relation(RelationKind::Sequence)?,
            Keyword::Index => self.commented_relation(RelationKind::Index)?,
            Keyword::Materialized => {
                self.expect([Keyword::View])?;
                self.commented_relation(RelationKind::MaterializedView)?
            }
            Keyword::Column => CommentTarget::Column(self.qualified_name()?),
            Keyword::Function => CommentTarget::Routine(RoutineKind::Function, self.routine_signature()?),
            Keyword::Procedure => CommentTarget::Routine(RoutineKind::Procedure, self.routine_signature()?),
            Keyword::Routine => CommentTarget::Routine(RoutineKind::Routine, self.routine_signature()?),
            Keyword::Type => CommentTarget::Type(self.type_name()?),
            Keyword::Domain => CommentTarget::Domain(self.type_name()?),
            Keyword::Constraint => self.commented_part(RelationPart::Constraint)?,
            Keyword::Policy => self.commented_part(RelationPart::Policy)?,
            Keyword::Rule => self.commented_part(RelationPart::Rule)?,
            Keyword::Trigger => self.commented_part(RelationPart::Trigger)?,
            _ => {
                self.restore(mark);
                return Ok(None);
            }
        }))
    }

    fn commented_object(&mut self, kind: ObjectKind) -> Result<CommentTarget<'a>> {
        Ok(CommentTarget::Object(kind, self.column_id()?))
    }

    fn commented_relation(&mut self, kind: RelationKind) -> Result<CommentTarget<'a>> {
        Ok(CommentTarget::Relation(kind, self.qualified_name()?))
    }

    /// `name ON relation`, or `name ON DOMAIN domain` of a constraint.
    fn commented_part(&mut self, part: RelationPart) -> Result<CommentTarget<'a>> {
        let name = self.column_id()?;
        self.expect([Keyword::On])?;
        if part == RelationPart::Constraint && self.peek_keyword() == Some(Keyword::Domain) {
            let mark = self.mark();
            self.advance();
            let next = self.peek();
            if self.is_column_id(next) {
                return Ok(CommentTarget::DomainConstraint(name, self.qualified_name()?));
            }
            self.restore(mark);
        }
        Ok(CommentTarget::RelationPart(part, name, self.qualified_name()?))
    }
}
