//! Foreign-data wrappers.

use super::cursor::{Parser, Result};
use crate::ast::{
    AlterForeignDataWrapper, AlterOwner, CreateForeignDataWrapper, ObjectKind, Rename, Statement, WrapperClause,
    WrapperClauseKind,
};
use crate::keyword::Keyword;

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE FOREIGN DATA WRAPPER name
    ///     [ HANDLER handler_function | NO HANDLER ]
    ///     [ VALIDATOR validator_function | NO VALIDATOR ]
    ///     [ OPTIONS ( option 'value' [, ... ] ) ]
    /// ```
    /// From the name on.
    pub(super) fn create_wrapper(&mut self) -> Result<Statement<'a>> {
        let name = self.column_id()?;
        let clauses = self.wrapper_clauses()?;
        let options = self.create_options()?;
        Ok(Statement::CreateForeignDataWrapper(CreateForeignDataWrapper { name, clauses, options }))
    }

    /// ```text
    /// ALTER FOREIGN DATA WRAPPER name
    ///     [ HANDLER handler_function | NO HANDLER ]
    ///     [ VALIDATOR validator_function | NO VALIDATOR ]
    ///     [ OPTIONS ( [ ADD | SET | DROP ] option ['value'] [, ... ]) ]
    /// ALTER FOREIGN DATA WRAPPER name OWNER TO { new_owner | CURRENT_ROLE | CURRENT_USER | SESSION_USER }
    /// ALTER FOREIGN DATA WRAPPER name RENAME TO new_name
    /// ```
    /// From the name on.
    pub(super) fn alter_wrapper(&mut self) -> Result<Statement<'a>> {
        let name = self.column_id()?;
        match self.peek_keyword() {
            Some(Keyword::Owner) => return self.alter_owner(ObjectKind::ForeignDataWrapper, name),
            Some(Keyword::Rename) => return self.rename(ObjectKind::ForeignDataWrapper, name),
            _ => {}
        }
        let clauses = self.wrapper_clauses()?;
        let options = if clauses.is_empty() || self.peek_keyword() == Some(Keyword::Options) {
            Some(self.alter_options()?)
        } else {
            None
        };
        Ok(Statement::AlterForeignDataWrapper(AlterForeignDataWrapper { name, clauses, options }))
    }

    fn wrapper_clauses(&mut self) -> Result<Vec<WrapperClause<'a>>> {
        let mut clauses = Vec::new();
        loop {
            let first = self.peek();
            let kind = match first.keyword() {
                Some(Keyword::Handler) => {
                    self.advance();
                    WrapperClauseKind::Handler(self.qualified_name()?)
                }
                Some(Keyword::Validator) => {
                    self.advance();
                    WrapperClauseKind::Validator(self.qualified_name()?)
                }
                Some(Keyword::No) => {
                    self.advance();
                    match self.peek_keyword() {
                        Some(Keyword::Handler) => self.advance_to(WrapperClauseKind::NoHandler),
                        Some(Keyword::Validator) => self.advance_to(WrapperClauseKind::NoValidator),
                        _ => return self.fail(),
                    }
                }
                _ => return Ok(clauses),
            };
            clauses.push(WrapperClause { kind, span: self.span_from(first) });
        }
    }

    fn advance_to<T>(&mut self, value: T) -> T {
        self.advance();
        value
    }

    /// `OWNER TO RoleSpec`
    pub(super) fn alter_owner(&mut self, kind: ObjectKind, name: crate::ast::Ident<'a>) -> Result<Statement<'a>> {
        self.expect([Keyword::Owner, Keyword::To])?;
        let owner = self.role_spec()?;
        Ok(Statement::AlterOwner(AlterOwner { kind, name, owner }))
    }

    /// `RENAME TO ColId`
    pub(super) fn rename(&mut self, kind: ObjectKind, name: crate::ast::Ident<'a>) -> Result<Statement<'a>> {
        self.expect([Keyword::Rename, Keyword::To])?;
        let new_name = self.column_id()?;
        Ok(Statement::Rename(Rename { kind, name, new_name }))
    }
}
