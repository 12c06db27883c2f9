//! What ALTER COLUMN changes.

use super::cursor::{Parser, Result, action_error};
use crate::SqlState;
use crate::ast::{ColumnChange, IdentityChange, SequenceOptionKind};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    ///       [ SET DATA ] TYPE data_type [ COLLATE collation ] [ USING expression ]
    ///     | SET DEFAULT expression | DROP DEFAULT | { SET | DROP } NOT NULL | DROP EXPRESSION [ IF EXISTS ]
    ///     | ADD GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY [ ( sequence_options ) ]
    ///     | { SET GENERATED { ALWAYS | BY DEFAULT } | SET sequence_option | RESTART [ [ WITH ] restart ] } [...]
    ///     | DROP IDENTITY [ IF EXISTS ] | SET STATISTICS integer
    ///     | SET ( attribute_option = value [, ... ] ) | RESET ( attribute_option [, ... ] )
    ///     | SET STORAGE word | SET COMPRESSION word | OPTIONS ( ... )
    /// ```
    pub(super) fn column_change(&mut self) -> Result<ColumnChange<'a>> {
        let Some(word) = self.peek_keyword() else { return self.fail() };
        let mark = self.mark();
        match word {
            Keyword::Type => self.column_type(),
            Keyword::Options => Ok(ColumnChange::Options(self.alter_options()?)),
            Keyword::Restart => self.identity_changes(),
            Keyword::Reset => {
                self.advance();
                Ok(ColumnChange::ResetParameters(self.storage_parameters(true)?))
            }
            Keyword::Add => {
                self.advance();
                self.expect([Keyword::Generated])?;
                let when = self.generated_when()?;
                self.expect([Keyword::As, Keyword::Identity])?;
                Ok(ColumnChange::AddIdentity { when, options: self.enclosed_sequence_options()? })
            }
            Keyword::Drop => {
                self.advance();
                let next = self.peek_keyword();
                match next {
                    Some(Keyword::Default) => {
                        self.advance();
                        Ok(ColumnChange::DropDefault)
                    }
                    Some(Keyword::Not) => {
                        self.advance();
                        self.expect([Keyword::Null])?;
                        Ok(ColumnChange::DropNotNull)
                    }
                    Some(Keyword::Expression | Keyword::Identity) => {
                        self.advance();
                        let if_exists = self.accept(Keyword::If);
                        if if_exists {
                            self.expect([Keyword::Exists])?;
                        }
                        Ok(if next == Some(Keyword::Identity) {
                            ColumnChange::DropIdentity { if_exists }
                        } else {
                            ColumnChange::DropExpression { if_exists }
                        })
                    }
                    _ => self.fail(),
                }
            }
            Keyword::Set => {
                self.advance();
                match self.peek_keyword() {
                    Some(Keyword::Default) => {
                        self.advance();
                        Ok(ColumnChange::SetDefault(self.expression()?))
                    }
                    Some(Keyword::Not) => {
                        self.advance();
                        self.expect([Keyword::Null])?;
                        Ok(ColumnChange::SetNotNull)
                    }
                    Some(Keyword::Statistics) => {
                        self.advance();
                        Ok(ColumnChange::SetStatistics(self.signed_integer()?))
                    }
                    Some(Keyword::Storage) => {
                        self.advance();
                        let with_default = self.rules().column_storage_clause;
                        let storage = if with_default { self.word_or_default()? } else { self.column_id()? };
                        Ok(ColumnChange::SetStorage(storage))
                    }
                    Some(Keyword::Compression) => {
                        self.advance();
                        Ok(ColumnChange::SetCompression(self.word_or_default()?))
                    }
                    Some(Keyword::Data) => {
                        self.advance();
                        self.column_type()
                    }
                    _ if self.peek_kind() == TokenKind::OpenParenthesis => {
                        Ok(ColumnChange::SetParameters(self.storage_parameters(true)?))
                    }
                    _ => {
                        self.restore(mark);
                        self.identity_changes()
                    }
                }
            }
            _ => self.fail(),
        }
    }

    /// `TYPE data_type [ COLLATE collation ] [ USING expression ]`
    fn column_type(&mut self) -> Result<ColumnChange<'a>> {
        self.expect([Keyword::Type])?;
        let type_name = self.type_name()?;
        let collation = self.optional_collation()?;
        let using = if self.accept(Keyword::Using) { Some(self.expression()?) } else { None };
        Ok(ColumnChange::Type { type_name, collation, using })
    }

    /// `{ SET GENERATED when | SET sequence_option | RESTART [ [ WITH ] restart ] } [...]`
    fn identity_changes(&mut self) -> Result<ColumnChange<'a>> {
        let mut changes = Vec::new();
        loop {
            match self.peek_keyword() {
                Some(Keyword::Restart) => {}
                Some(Keyword::Set) => {
                    self.advance();
                    if self.accept(Keyword::Generated) {
                        changes.push(IdentityChange::Generated(self.generated_when()?));
                        continue;
                    }
                    let Some(option) = self.sequence_option()? else { return self.fail() };
                    let refused = match option.kind {
                        SequenceOptionKind::As(_) => "as",
                        SequenceOptionKind::Restart(_) => "restart",
                        SequenceOptionKind::OwnedBy(_) => "owned_by",
                        _ => "",
                    };
                    if !refused.is_empty() {
                        let message = format!("sequence option \"{refused}\" not supported here");
                        return self.refuse(action_error(SqlState::SyntaxError, message, option.span));
                    }
                    changes.push(IdentityChange::Sequence(option));
                    continue;
                }
                _ => return Ok(ColumnChange::AlterIdentity(changes)),
            }
            match self.sequence_option()? {
                Some(option) => changes.push(IdentityChange::Sequence(option)),
                None => return self.fail(),
            }
        }
    }
}
