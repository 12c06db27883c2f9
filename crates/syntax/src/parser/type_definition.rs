//! CREATE, ALTER and DROP of types and domains.

use super::column::new_column;
use super::cursor::{Parser, Result};
use super::name::IfClause;
use crate::ast::{
    AlterType, AttributeChange, ColumnDefinition, CreateDomain, CreateType, DropTypes, Statement, TypeChange,
    TypeDefinition, TypeWord,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE TYPE name [ AS ( [ attribute_name data_type [ COLLATE collation ] [, ... ] ] )
    ///     | AS ENUM ( [ 'label' [, ... ] ] ) | AS RANGE ( parameter [ = value ] [, ... ] )
    ///     | ( parameter [ = value ] [, ... ] ) ]
    /// ```
    /// From the name on.
    pub(super) fn create_type(&mut self) -> Result<Statement<'a>> {
        let name = self.qualified_name()?;
        let definition = if self.peek_kind() == TokenKind::OpenParenthesis {
            TypeDefinition::Base(self.storage_parameters(false)?)
        } else if !self.accept(Keyword::As) {
            TypeDefinition::Shell
        } else if self.accept(Keyword::Range) {
            TypeDefinition::Range(self.storage_parameters(false)?)
        } else if self.accept(Keyword::Enum) {
            self.expect_kind(TokenKind::OpenParenthesis)?;
            let is_empty = self.peek_kind() == TokenKind::CloseParenthesis;
            let labels = if is_empty { Vec::new() } else { self.strings()? };
            self.expect_kind(TokenKind::CloseParenthesis)?;
            TypeDefinition::Enum(labels)
        } else {
            self.expect_kind(TokenKind::OpenParenthesis)?;
            let mut attributes = Vec::new();
            while attributes.is_empty() && self.peek_kind() != TokenKind::CloseParenthesis
                || !attributes.is_empty() && self.accept_kind(TokenKind::Comma)
            {
                attributes.push(self.composite_attribute()?);
            }
            self.expect_kind(TokenKind::CloseParenthesis)?;
            TypeDefinition::Composite(attributes)
        };
        Ok(Statement::CreateType(CreateType { name, definition }))
    }

    /// `attribute_name data_type [ COLLATE collation ]`
    fn composite_attribute(&mut self) -> Result<ColumnDefinition<'a>> {
        let first = self.peek();
        let mut column = new_column(self.column_id()?);
        self.attribute_type(&mut column)?;
        column.span = self.span_from(first);
        Ok(column)
    }

    fn attribute_type(&mut self, column: &mut ColumnDefinition<'a>) -> Result<()> {
        column.type_name = Some(self.type_name()?);
        column.collation = self.optional_collation()?;
        Ok(())
    }

    /// ```text
    /// CREATE DOMAIN name [ AS ] data_type [ COLLATE collation | constraint ] ...
    /// ```
    /// From the name on.
    pub(super) fn create_domain(&mut self) -> Result<Statement<'a>> {
        let name = self.qualified_name()?;
        self.accept(Keyword::As);
        let type_name = self.type_name()?;
        let mut column = new_column(crate::ast::Ident { name: "".into(), span: name.span });
        self.column_constraints(&mut column)?;
        let ColumnDefinition { collation, constraints, .. } = column;
        Ok(Statement::CreateDomain(Box::new(CreateDomain { name, type_name, collation, constraints })))
    }

    /// `DROP { TYPE | DOMAIN } [ IF EXISTS ] data_type [, ...] [ CASCADE | RESTRICT ]`, from `IF` on.
    pub(super) fn drop_types(&mut self, word: TypeWord) -> Result<Statement<'a>> {
        let mark = self.mark();
        let if_exists = match self.if_clause([Keyword::Exists])? {
            IfClause::Present => true,
            IfClause::Absent => false,
            IfClause::Name(..) => {
                self.restore(mark);
                false
            }
        };
        let mut names = vec![self.type_name()?];
        while self.accept_kind(TokenKind::Comma) {
            names.push(self.type_name()?);
        }
        let behavior = self.drop_behavior()?;
        Ok(Statement::DropTypes(DropTypes { word, if_exists, names, behavior }))
    }

    /// ```text
    /// ALTER { TYPE | DOMAIN } name { OWNER TO role | RENAME TO new_name | SET SCHEMA new_schema }
    /// ALTER TYPE name { ADD VALUE ... | RENAME VALUE ... | RENAME ATTRIBUTE ... | attribute_action [, ...] | SET ( ... ) }
    /// ALTER DOMAIN name { SET DEFAULT expression | DROP DEFAULT | { SET | DROP } NOT NULL
    ///     | ADD constraint | { DROP | RENAME | VALIDATE } CONSTRAINT ... }
    /// ```
    /// From the name on.
    pub(super) fn alter_type(&mut self, word: TypeWord) -> Result<Statement<'a>> {
        let name = self.qualified_name()?;
        let change = self.type_change(word)?;
        Ok(Statement::AlterType(Box::new(AlterType { word, name, change })))
    }

    fn type_change(&mut self, word: TypeWord) -> Result<TypeChange<'a>> {
        let is_domain = word == TypeWord::Domain;
        if self.accept(Keyword::Owner) {
            self.expect([Keyword::To])?;
            return Ok(TypeChange::Owner(self.role_spec()?));
        }
        if self.accept(Keyword::Rename) {
            return self.renamed_part(is_domain);
        }
        let mark = self.mark();
        if self.accept(Keyword::Set) {
            return match self.peek_keyword() {
                Some(Keyword::Schema) => {
                    self.advance();
                    Ok(TypeChange::Schema(self.column_id()?))
                }
                Some(Keyword::Default) if is_domain => {
                    self.advance();
                    Ok(TypeChange::Default(Some(self.expression()?)))
                }
                Some(Keyword::Not) if is_domain => {
                    self.expect([Keyword::Not, Keyword::Null])?;
                    Ok(TypeChange::NotNull(true))
                }
                _ if !is_domain => Ok(TypeChange::Properties(self.storage_parameters(false)?)),
                _ => self.fail(),
            };
        }
        if is_domain {
            return self.domain_change();
        }
        if self.accept(Keyword::Add) && self.accept(Keyword::Value) {
            let if_not_exists = self.accept(Keyword::If);
            if if_not_exists {
                self.expect([Keyword::Not, Keyword::Exists])?;
            }
            let value = self.string()?;
            let place = match self.peek_keyword() {
                Some(side @ (Keyword::Before | Keyword::After)) => {
                    self.advance();
                    Some((side == Keyword::Before, self.string()?))
                }
                _ => None,
            };
            return Ok(TypeChange::AddValue { if_not_exists, value, place });
        }
        self.restore(mark);
        let mut changes = vec![self.attribute_change()?];
        while self.accept_kind(TokenKind::Comma) {
            changes.push(self.attribute_change()?);
        }
        Ok(TypeChange::Attributes(changes))
    }

    /// Behind RENAME.
    fn renamed_part(&mut self, is_domain: bool) -> Result<TypeChange<'a>> {
        match self.peek_keyword() {
            Some(Keyword::Attribute) if !is_domain => {
                self.advance();
                let old = self.column_id()?;
                self.expect([Keyword::To])?;
                Ok(TypeChange::RenameAttribute(old, self.column_id()?, self.drop_behavior()?))
            }
            Some(Keyword::Value) if !is_domain => {
                self.advance();
                let old = self.string()?;
                self.expect([Keyword::To])?;
                Ok(TypeChange::RenameValue(old, self.string()?))
            }
            Some(Keyword::Constraint) if is_domain => {
                self.advance();
                let old = self.column_id()?;
                self.expect([Keyword::To])?;
                Ok(TypeChange::RenameConstraint(old, self.column_id()?))
            }
            _ => {
                self.expect([Keyword::To])?;
                Ok(TypeChange::Rename(self.column_id()?))
            }
        }
    }

    /// ```text
    /// { ADD ATTRIBUTE attribute | DROP ATTRIBUTE [ IF EXISTS ] name | ALTER ATTRIBUTE name [ SET DATA ] TYPE ... }
    ///     [ CASCADE | RESTRICT ]
    /// ```
    fn attribute_change(&mut self) -> Result<AttributeChange<'a>> {
        let verb = self.peek_keyword();
        if !matches!(verb, Some(Keyword::Add | Keyword::Drop | Keyword::Alter)) {
            return self.fail();
        }
        self.advance();
        self.expect([Keyword::Attribute])?;
        match verb {
            Some(Keyword::Add) => {
                let attribute = self.composite_attribute()?;
                Ok(AttributeChange::Add(Box::new(attribute), self.drop_behavior()?))
            }
            Some(Keyword::Drop) => {
                let (if_exists, name) = match self.if_clause([Keyword::Exists])? {
                    IfClause::Name(name, _) => (false, name),
                    clause => (matches!(clause, IfClause::Present), self.column_id()?),
                };
                Ok(AttributeChange::Drop(if_exists, name, self.drop_behavior()?))
            }
            _ => {
                let first = self.peek();
                let mut column = new_column(self.column_id()?);
                if self.accept(Keyword::Set) {
                    self.expect([Keyword::Data])?;
                }
                self.expect([Keyword::Type])?;
                self.attribute_type(&mut column)?;
                column.span = self.span_from(first);
                Ok(AttributeChange::Type(Box::new(column), self.drop_behavior()?))
            }
        }
    }

    fn domain_change(&mut self) -> Result<TypeChange<'a>> {
        match self.peek_keyword() {
            Some(Keyword::Add) => {
                self.advance();
                Ok(TypeChange::AddConstraint(Box::new(self.table_constraint()?)))
            }
            Some(Keyword::Validate) => {
                self.expect([Keyword::Validate, Keyword::Constraint])?;
                Ok(TypeChange::ValidateConstraint(self.column_id()?))
            }
            Some(Keyword::Drop) => {
                self.advance();
                match self.peek_keyword() {
                    Some(Keyword::Default) => {
                        self.advance();
                        Ok(TypeChange::Default(None))
                    }
                    Some(Keyword::Not) => {
                        self.expect([Keyword::Not, Keyword::Null])?;
                        Ok(TypeChange::NotNull(false))
                    }
                    _ => {
                        self.expect([Keyword::Constraint])?;
                        let (if_exists, name) = match self.if_clause([Keyword::Exists])? {
                            IfClause::Name(name, _) => (false, name),
                            clause => (matches!(clause, IfClause::Present), self.column_id()?),
                        };
                        Ok(TypeChange::DropConstraint { if_exists, name, behavior: self.drop_behavior()? })
                    }
                }
            }
            _ => self.fail(),
        }
    }
}
