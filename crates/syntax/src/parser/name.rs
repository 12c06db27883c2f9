//! Names by the classes of words they may be, strings, numbers, and role specifications.

use super::cursor::{Parser, Result, action_error};
use crate::ast::{Ident, QualifiedName, RelationExpression, RoleName, RoleSpec, StringLiteral};
use crate::keyword::{Keyword, KeywordClass};
use crate::scanner::{Token, TokenKind, name_value, string_value};
use crate::{Span, SqlState, SyntaxError};

impl<'a> Parser<'a> {
    pub(super) fn is_column_id(&self, token: Token) -> bool {
        token.is_identifier() || matches!(self.class(token), KeywordClass::Unreserved | KeywordClass::ColumnName)
    }

    pub(super) fn is_label(&self, token: Token) -> bool {
        token.is_identifier() || self.class(token) != KeywordClass::None
    }

    pub(super) fn is_non_reserved(&self, token: Token) -> bool {
        token.is_identifier() || !matches!(self.class(token), KeywordClass::None | KeywordClass::Reserved)
    }

    /// The name that the token is.
    #[inline]
    pub(super) fn ident(&self, token: Token) -> Ident<'a> {
        Ident { name: name_value(self.text, token), span: token.span() }
    }

    /// ColId: an identifier, an unreserved word or the name of a column.
    #[inline]
    pub(super) fn column_id(&mut self) -> Result<Ident<'a>> {
        let token = self.peek();
        if !self.is_column_id(token) {
            return self.fail();
        }
        self.advance();
        Ok(self.ident(token))
    }

    /// ColLabel: an identifier or any key word.
    #[inline]
    pub(super) fn label(&mut self) -> Result<Ident<'a>> {
        let token = self.peek();
        if !self.is_label(token) {
            return self.fail();
        }
        self.advance();
        Ok(self.ident(token))
    }

    /// name_list: ColId { ',' ColId }*
    pub(super) fn column_ids(&mut self) -> Result<Vec<Ident<'a>>> {
        let mut names = vec![self.column_id()?];
        while self.accept_kind(TokenKind::Comma) {
            names.push(self.column_id()?);
        }
        Ok(names)
    }

    /// ColId { '.' ColLabel }*
    pub(super) fn qualified_name(&mut self) -> Result<QualifiedName<'a>> {
        let first = self.peek();
        let mut parts = vec![self.column_id()?];
        while self.accept_kind(TokenKind::Dot) {
            parts.push(self.label()?);
        }
        Ok(QualifiedName { parts, span: self.span_from(first) })
    }

    /// As [`Parser::qualified_name`], behind its first part.
    fn qualified_name_from(&mut self, first: Token) -> Result<QualifiedName<'a>> {
        let mut parts = vec![self.ident(first)];
        while self.accept_kind(TokenKind::Dot) {
            parts.push(self.label()?);
        }
        Ok(QualifiedName { parts, span: self.span_from(first) })
    }

    /// any_name_list: qualified names of any number of parts.
    pub(super) fn qualified_names(&mut self) -> Result<Vec<QualifiedName<'a>>> {
        let mut names = vec![self.qualified_name()?];
        while self.accept_kind(TokenKind::Comma) {
            names.push(self.qualified_name()?);
        }
        Ok(names)
    }

    /// `[ IF EXISTS ]` and a name of any number of parts.
    pub(super) fn old_qualified_name(&mut self) -> Result<(bool, QualifiedName<'a>)> {
        Ok(match self.if_clause([Keyword::Exists])? {
            IfClause::Absent => (false, self.qualified_name()?),
            IfClause::Present => (true, self.qualified_name()?),
            IfClause::Name(_, first) => (false, self.qualified_name_from(first)?),
        })
    }

    /// qualified_name: the name of a relation, of one to three parts.
    pub(super) fn relation_name(&mut self) -> Result<QualifiedName<'a>> {
        let first = self.peek();
        if !self.is_column_id(first) {
            return self.fail();
        }
        self.advance();
        self.relation_name_from(first)
    }

    /// As [`Parser::relation_name`], behind its first part. The grammar takes `.*` and subscripts and
    /// refuses them when it has seen what follows.
    pub(super) fn relation_name_from(&mut self, first: Token) -> Result<QualifiedName<'a>> {
        let mut parts = vec![self.ident(first)];
        if !self.indirection_of_name(&mut parts)? {
            return self.fail();
        }
        let span = self.span_from(first);
        if parts.len() > 3 {
            let mut message = "improper qualified name (too many dotted names): ".to_owned();
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    message.push('.');
                }
                message.push_str(&part.name);
            }
            return self.refuse(action_error(SqlState::SyntaxError, message, span));
        }
        Ok(QualifiedName { parts, span })
    }

    /// indirection: `.name`, and `.*` and subscripts, which make it no name: then the answer is false.
    pub(super) fn indirection_of_name(&mut self, parts: &mut Vec<Ident<'a>>) -> Result<bool> {
        let mut is_name = true;
        loop {
            if self.accept_kind(TokenKind::Dot) {
                if self.is_operator("*") {
                    self.advance();
                    is_name = false;
                } else {
                    parts.push(self.label()?);
                }
            } else if self.accept_symbol("[") {
                self.only_in_full(Parser::name_subscript)?;
                is_name = false;
            } else {
                return Ok(is_name);
            }
        }
    }

    /// Behind `[`: `expression ]`, `[ expression ] : [ expression ] ]`.
    fn name_subscript(&mut self) -> Result<()> {
        let mut is_slice = self.accept_symbol(":");
        if !is_slice {
            self.expression()?;
            is_slice = self.accept_symbol(":");
        }
        if is_slice && !matches!(self.peek().span().of(self.text), "]") {
            self.expression()?;
        }
        if self.accept_symbol("]") { Ok(()) } else { self.fail() }
    }

    /// qualified_name_list: names of relations.
    pub(super) fn relation_names(&mut self) -> Result<Vec<QualifiedName<'a>>> {
        let mut names = vec![self.relation_name()?];
        while self.accept_kind(TokenKind::Comma) {
            names.push(self.relation_name()?);
        }
        Ok(names)
    }

    /// `[ IF NOT EXISTS ]` and the name of a relation.
    pub(super) fn new_relation_name(&mut self) -> Result<(bool, QualifiedName<'a>)> {
        Ok(match self.if_clause([Keyword::Not, Keyword::Exists])? {
            IfClause::Absent => (false, self.relation_name()?),
            IfClause::Present => (true, self.relation_name()?),
            IfClause::Name(_, first) => (false, self.relation_name_from(first)?),
        })
    }

    /// relation_expr: `name [ * ]`, `ONLY name` or `ONLY ( name )`.
    pub(super) fn relation_expression(&mut self) -> Result<RelationExpression<'a>> {
        if !self.accept(Keyword::Only) {
            let name = self.relation_name()?;
            return Ok(self.with_descendants(name));
        }
        let is_enclosed = self.accept_kind(TokenKind::OpenParenthesis);
        let name = self.relation_name()?;
        if is_enclosed {
            self.expect_kind(TokenKind::CloseParenthesis)?;
        }
        Ok(RelationExpression { only: true, name })
    }

    /// `[ * ]` behind the name of a relation.
    pub(super) fn with_descendants(&mut self, name: QualifiedName<'a>) -> RelationExpression<'a> {
        if self.is_operator("*") {
            self.advance();
        }
        RelationExpression { only: false, name }
    }

    /// `( ColId [, ...] )`
    pub(super) fn enclosed_column_ids(&mut self) -> Result<Vec<Ident<'a>>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let names = self.column_ids()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(names)
    }

    /// Sconst
    #[inline]
    pub(super) fn string(&mut self) -> Result<StringLiteral<'a>> {
        let token = self.peek();
        if !token.is_string() {
            return self.fail();
        }
        self.advance();
        Ok(self.string_literal(token))
    }

    #[inline]
    pub(super) fn string_literal(&self, token: Token) -> StringLiteral<'a> {
        StringLiteral { value: string_value(self.text, token, self.rules()), span: token.span() }
    }

    /// Sconst { ',' Sconst }*
    pub(super) fn strings(&mut self) -> Result<Vec<StringLiteral<'a>>> {
        let mut strings = vec![self.string()?];
        while self.accept_kind(TokenKind::Comma) {
            strings.push(self.string()?);
        }
        Ok(strings)
    }

    /// Sconst | NULL
    pub(super) fn string_or_null(&mut self) -> Result<Option<StringLiteral<'a>>> {
        if self.accept(Keyword::Null) { Ok(None) } else { self.string().map(Some) }
    }

    /// NonReservedWord_or_Sconst
    pub(super) fn word_or_string(&mut self) -> Result<Ident<'a>> {
        let token = self.peek();
        let ident = if token.is_string() {
            let StringLiteral { value, span } = self.string_literal(token);
            Ident { name: value, span }
        } else if self.is_non_reserved(token) {
            self.ident(token)
        } else {
            return self.fail();
        };
        self.advance();
        Ok(ident)
    }

    /// The name after `IF [NOT] EXISTS` may be the word `if` itself: `condition` follows only the clause.
    /// Returns the name `if` when `if` is one.
    pub(super) fn if_clause<const N: usize>(&mut self, condition: [Keyword; N]) -> Result<IfClause<'a>> {
        let token = self.peek();
        if token.keyword() != Some(Keyword::If) {
            return Ok(IfClause::Absent);
        }
        self.advance();
        if self.peek_keyword() == condition.first().copied() {
            self.expect(condition)?;
            return Ok(IfClause::Present);
        }
        Ok(IfClause::Name(self.ident(token), token))
    }

    /// [ IF NOT EXISTS ] ColId
    pub(super) fn new_name(&mut self) -> Result<(bool, Ident<'a>)> {
        Ok(match self.if_clause([Keyword::Not, Keyword::Exists])? {
            IfClause::Absent => (false, self.column_id()?),
            IfClause::Present => (true, self.column_id()?),
            IfClause::Name(name, _) => (false, name),
        })
    }

    /// RoleSpec: a word that is not reserved, or CURRENT_USER, CURRENT_ROLE, SESSION_USER.
    /// `none`, quoted or not, is refused at once.
    #[inline]
    pub(super) fn role_spec(&mut self) -> Result<RoleSpec<'a>> {
        let token = self.peek();
        let role = match token.keyword() {
            Some(Keyword::CurrentUser) => RoleName::CurrentUser,
            Some(Keyword::CurrentRole) => RoleName::CurrentRole,
            Some(Keyword::SessionUser) => RoleName::SessionUser,
            _ if self.is_non_reserved(token) => {
                self.advance();
                return self.role_word(token);
            }
            _ => return self.fail(),
        };
        self.advance();
        Ok(RoleSpec { role, span: token.span() })
    }

    /// What a word means as a role.
    pub(super) fn role_word(&self, token: Token) -> Result<RoleSpec<'a>> {
        let name = name_value(self.text, token);
        match &*name {
            "public" => Ok(RoleSpec { role: RoleName::Public, span: token.span() }),
            "none" => Err(reserved_role(format!("role name \"{name}\" is reserved"), token.span())),
            _ => Ok(RoleSpec { role: RoleName::Named(name), span: token.span() }),
        }
    }

    /// role_list: RoleSpec { ',' RoleSpec }*
    pub(super) fn role_specs(&mut self) -> Result<Vec<RoleSpec<'a>>> {
        let first = self.role_spec()?;
        self.role_specs_from(first)
    }

    /// As [`Parser::role_specs`], behind the first.
    pub(super) fn role_specs_from(&mut self, first: RoleSpec<'a>) -> Result<Vec<RoleSpec<'a>>> {
        let mut roles = vec![first];
        while self.accept_kind(TokenKind::Comma) {
            roles.push(self.role_spec()?);
        }
        Ok(roles)
    }

    /// RoleId: a RoleSpec that names a role of its own.
    pub(super) fn role_id(&mut self) -> Result<Ident<'a>> {
        let spec = self.role_spec()?;
        self.role_name(spec)
    }

    /// The name of a RoleSpec where a role of its own is wanted.
    pub(super) fn role_name(&self, spec: RoleSpec<'a>) -> Result<Ident<'a>> {
        let RoleSpec { role, span } = spec;
        let message = match role {
            RoleName::Named(name) => return Ok(Ident { name, span }),
            RoleName::Public => "role name \"public\" is reserved",
            RoleName::CurrentUser => "CURRENT_USER cannot be used as a role name here",
            RoleName::CurrentRole => "CURRENT_ROLE cannot be used as a role name here",
            RoleName::SessionUser => "SESSION_USER cannot be used as a role name here",
        };
        Err(reserved_role(message.to_owned(), span))
    }
}

/// How an `IF` was to be taken.
pub(super) enum IfClause<'a> {
    /// No `IF` ahead.
    Absent,
    /// The whole clause was taken.
    Present,
    /// `if` was the name.
    Name(Ident<'a>, Token),
}

fn reserved_role(message: String, span: Span) -> Box<SyntaxError> {
    action_error(SqlState::ReservedName, message, span)
}
