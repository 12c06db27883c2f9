//! What a query is made from: relations, functions, queries, and joins of these.

use std::borrow::Cow;

use super::cursor::{Parser, Result};
use super::function_call::refused;
use crate::SyntaxError;
use crate::ast::{Alias, Expression, FromItem, Join, JoinKind, Query, QueryBody};
use crate::keyword::{Keyword, KeywordClass};
use crate::scanner::{Token, TokenKind};

/// What stands in parentheses in FROM.
enum Enclosed<'a> {
    /// A query, which may be a part of another one.
    Query(Query<'a>),
    /// A join.
    Join(FromItem<'a>),
}

impl<'a> Parser<'a> {
    /// from_list
    pub(super) fn items_of_from(&mut self) -> Result<Vec<FromItem<'a>>> {
        let mut items = vec![self.item_of_from()?];
        while self.accept_kind(TokenKind::Comma) {
            items.push(self.item_of_from()?);
        }
        Ok(items)
    }

    /// table_ref: something and what it is joined with.
    fn item_of_from(&mut self) -> Result<FromItem<'a>> {
        self.enter()?;
        let first = self.single_item()?;
        let item = self.joins(first)?;
        self.leave();
        Ok(item)
    }

    fn joins(&mut self, first: FromItem<'a>) -> Result<FromItem<'a>> {
        let mut left = first;
        loop {
            let natural = self.accept(Keyword::Natural);
            let is_cross = !natural && self.accept(Keyword::Cross);
            let kind = match self.peek_keyword() {
                _ if is_cross => None,
                Some(Keyword::Inner) => Some(JoinKind::Inner),
                Some(Keyword::Left) => Some(JoinKind::Left),
                Some(Keyword::Right) => Some(JoinKind::Right),
                Some(Keyword::Full) => Some(JoinKind::Full),
                _ => None,
            };
            let is_typed = kind.is_some();
            if is_typed {
                self.advance();
                if kind != Some(JoinKind::Inner) {
                    self.accept(Keyword::Outer);
                }
            }
            if !self.accept(Keyword::Join) {
                return if natural || is_cross || is_typed { self.fail() } else { Ok(left) };
            }
            self.grow()?;
            let mut join = Join {
                left,
                right: if natural || is_cross { self.single_item()? } else { self.item_of_from()? },
                kind: kind.unwrap_or(JoinKind::Inner),
                natural,
                using: Vec::new(),
                on: None,
                using_alias: None,
                alias: None,
            };
            if natural || is_cross {
            } else if self.accept(Keyword::Using) {
                join.using = self.enclosed_column_ids()?;
                if self.accept(Keyword::As) {
                    join.using_alias = Some(self.column_id()?);
                }
            } else {
                self.expect([Keyword::On])?;
                join.on = Some(self.expression()?);
            }
            left = FromItem::Join(Box::new(join));
        }
    }

    /// A table_ref that is no join without parentheses.
    fn single_item(&mut self) -> Result<FromItem<'a>> {
        let first = self.peek();
        if first.is(TokenKind::OpenParenthesis) {
            return match self.enclosed_item()? {
                Enclosed::Query(query) => self.query_item(query, false, first),
                Enclosed::Join(join) => self.named_join(join),
            };
        }
        let lateral = self.accept(Keyword::Lateral);
        let start = self.peek();
        if lateral && start.is(TokenKind::OpenParenthesis) {
            self.advance();
            let query = self.enclosed_query()?;
            return self.query_item(query, true, start);
        }
        if self.accept_both(Keyword::Rows, TokenKind::Keyword, Some(Keyword::From))
            || self.accept_both(Keyword::Xmltable, TokenKind::OpenParenthesis, None)
        {
            if start.keyword() == Some(Keyword::Rows) {
                self.functions()?;
                self.expect_kind(TokenKind::CloseParenthesis)?;
            } else {
                self.skip_to_close()?;
                self.advance();
            }
            return self.function_alias().map(|alias| FromItem::Function(None, alias));
        }
        if lateral || self.is_function_ahead() {
            let function = self.function_of_from()?;
            let with = self.peek();
            let is_numbered = with.word() == Some(Keyword::With) && with.keyword().is_none();
            let function = (!is_numbered).then(|| Box::new(function));
            return self.function_alias().map(|alias| FromItem::Function(function, alias));
        }
        let relation = self.relation_expression()?;
        let alias = self.alias()?;
        if self.accept(Keyword::Tablesample) {
            self.qualified_name()?;
            self.expect_kind(TokenKind::OpenParenthesis)?;
            self.expressions()?;
            self.expect_kind(TokenKind::CloseParenthesis)?;
            if self.accept(Keyword::Repeatable) {
                self.expect_kind(TokenKind::OpenParenthesis)?;
                self.expression()?;
                self.expect_kind(TokenKind::CloseParenthesis)?;
            }
            return Ok(FromItem::Sample(relation, alias));
        }
        Ok(FromItem::Relation(relation, alias))
    }

    /// `( function [ AS ( column type [, ...] ) ] [, ...]` of ROWS FROM.
    fn functions(&mut self) -> Result<()> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        loop {
            self.function_of_from()?;
            if self.peek_keyword() == Some(Keyword::As) {
                self.function_alias()?;
            }
            if !self.accept_kind(TokenKind::Comma) {
                return Ok(());
            }
        }
    }

    /// func_expr_windowless
    fn function_of_from(&mut self) -> Result<Expression<'a>> {
        let mark = self.mark();
        if !self.pass_function_name() {
            return self.fail();
        }
        self.restore(mark);
        self.operand(true)
    }

    /// Takes two tokens if they are ahead.
    fn accept_both(&mut self, word: Keyword, kind: TokenKind, second: Option<Keyword>) -> bool {
        if self.peek_keyword() != Some(word) {
            return false;
        }
        let mark = self.mark();
        self.advance();
        let next = self.peek();
        let found = next.is(kind) && next.keyword() == second;
        if found {
            self.advance();
        } else {
            self.restore(mark);
        }
        found
    }

    /// Whether a function is ahead, and no relation.
    fn is_function_ahead(&mut self) -> bool {
        let mark = self.mark();
        let found = self.pass_function_name();
        self.restore(mark);
        found
    }

    /// Takes what could be the name of a function; tells whether it is one.
    fn pass_function_name(&mut self) -> bool {
        let first = self.peek();
        match self.class(first) {
            KeywordClass::Reserved => return is_reserved_function(first),
            KeywordClass::TypeOrFunctionName => return true,
            KeywordClass::None if !first.is_identifier() => return false,
            _ if matches!(
                first.keyword(),
                Some(Keyword::Exists | Keyword::Grouping | Keyword::Row | Keyword::Values)
            ) =>
            {
                return false;
            }
            _ => {}
        }
        self.advance();
        while self.accept_kind(TokenKind::Dot) {
            let part = self.peek();
            if !self.is_label(part) {
                break;
            }
            self.advance();
        }
        self.peek_kind() == TokenKind::OpenParenthesis
    }

    /// `( query )` or `( join )`
    fn enclosed_item(&mut self) -> Result<Enclosed<'a>> {
        self.enter()?;
        self.advance();
        let first = self.peek();
        let enclosed = if first.is(TokenKind::OpenParenthesis) {
            match self.enclosed_item()? {
                Enclosed::Query(query) if self.is_query_continued() => {
                    Enclosed::Query(self.continued_query(query, first)?)
                }
                Enclosed::Query(query) if self.peek_kind() == TokenKind::CloseParenthesis => Enclosed::Query(query),
                Enclosed::Query(query) => {
                    let item = self.query_item(query, false, first)?;
                    Enclosed::Join(self.joins(item)?)
                }
                Enclosed::Join(join) => {
                    let item = self.named_join(join)?;
                    Enclosed::Join(self.joins(item)?)
                }
            }
        } else if self.is_query_ahead() && !self.is_values_a_name() {
            Enclosed::Query(self.query()?)
        } else {
            Enclosed::Join(self.item_of_from()?)
        };
        if matches!(&enclosed, Enclosed::Join(item) if !matches!(item, FromItem::Join(_))) {
            return self.fail();
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        self.leave();
        Ok(enclosed)
    }

    /// A join in parentheses may have a name.
    fn named_join(&mut self, item: FromItem<'a>) -> Result<FromItem<'a>> {
        let alias = self.alias()?;
        Ok(match item {
            FromItem::Join(mut join) => {
                if alias.is_some() {
                    join.alias = alias;
                }
                FromItem::Join(join)
            }
            other => other,
        })
    }

    fn query_item(&mut self, query: Query<'a>, lateral: bool, first: Token) -> Result<FromItem<'a>> {
        let alias = self.alias()?;
        if alias.is_none() && self.rules().query_in_from_needs_alias {
            let (what, hint) = match query.body {
                QueryBody::Values(_) => ("VALUES", "For example, FROM (VALUES ...) [AS] foo."),
                _ => ("subquery", "For example, FROM (SELECT ...) [AS] foo."),
            };
            let error = refused(format!("{what} in FROM must have an alias"), first.span());
            return self.refuse(Box::new(SyntaxError { hint: Some(Cow::Borrowed(hint)), ..*error }));
        }
        Ok(FromItem::Query { query: Box::new(query), lateral, alias })
    }

    /// `[ [ AS ] alias [ ( column [, ...] ) ] ]`
    fn alias(&mut self) -> Result<Option<Alias<'a>>> {
        let has_as = self.accept(Keyword::As);
        let token = self.peek();
        if !has_as && !self.is_column_id(token) {
            return Ok(None);
        }
        let name = Some(self.column_id()?);
        Ok(Some(Alias { name, columns: self.columns()?, types: Vec::new() }))
    }

    /// `[ WITH ORDINALITY ]` and an alias, which may define columns: `[ AS ] [ alias ] ( column type [, ...] )`
    fn function_alias(&mut self) -> Result<Option<Alias<'a>>> {
        let with = self.peek();
        if with.word() == Some(Keyword::With) && with.keyword().is_none() {
            self.advance();
            self.expect([Keyword::Ordinality])?;
        }
        let has_as = self.accept(Keyword::As);
        let token = self.peek();
        let mut alias = Alias { name: None, columns: Vec::new(), types: Vec::new() };
        let is_named = !(has_as && token.is(TokenKind::OpenParenthesis));
        if is_named {
            if !has_as && !self.is_column_id(token) {
                return Ok(None);
            }
            alias.name = Some(self.column_id()?);
        }
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return Ok(Some(alias));
        }
        loop {
            alias.columns.push(self.column_id()?);
            let is_end = matches!(self.peek_kind(), TokenKind::Comma | TokenKind::CloseParenthesis);
            // All of them have a type, or none has.
            if alias.types.len() + 1 == alias.columns.len() && !(is_named && is_end && alias.types.is_empty()) {
                alias.types.push(self.type_name()?);
                if self.accept(Keyword::Collate) {
                    self.qualified_name()?;
                }
            }
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(Some(alias))
    }
}

/// The reserved words that are functions, or begin the call of one.
fn is_reserved_function(token: Token) -> bool {
    use Keyword::{
        Cast, CurrentCatalog, CurrentDate, CurrentRole, CurrentTime, CurrentTimestamp, CurrentUser, Localtime,
        Localtimestamp, SessionUser, SystemUser, User,
    };
    let clocks = [CurrentDate, CurrentTime, CurrentTimestamp, Localtime, Localtimestamp];
    let others = [Cast, CurrentCatalog, CurrentRole, CurrentUser, SessionUser, SystemUser, User];
    token.keyword().is_some_and(|word| clocks.contains(&word) || others.contains(&word))
}
