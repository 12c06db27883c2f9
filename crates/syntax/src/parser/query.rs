//! Queries: SELECT, VALUES and TABLE, what combines them, and what stands around them. What they are
//! made from is in `from`.

use std::borrow::Cow;
use std::mem;

use super::cursor::{Parser, Result};
use super::function_call::refused;
use crate::SyntaxError;
use crate::ast::{
    CommonTable, Expression, ExpressionKind, FromItem, Ident, Query, QueryBody, Select, SelectItem, SetOperator,
    Statement,
};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind};

/// How much deeper a query lets the stack grow than an expression.
const FRAMES: u16 = 3;

/// The key words that are no label without AS.
static NEED_AS: &[Keyword] = {
    use Keyword::*;
    &[
        Array, As, Char, Character, Create, Day, Except, Fetch, Filter, For, From, Grant, Group, Having, Hour,
        Intersect, Into, Isnull, Limit, Minute, Month, Notnull, Offset, On, Order, Over, Overlaps, Precision,
        Returning, Second, To, Union, Varying, Where, Window, With, Within, Without, Year,
    ]
};

/// The words behind a list of what is selected.
static BEHIND_LIST: &[Keyword] = {
    use Keyword::*;
    &[Into, From, Where, Group, Having, Window, Union, Intersect, Except, Order, Limit, Offset, Fetch, For, With]
};

/// The words that make a query in parentheses a part of another one.
static CONTINUE: &[Keyword] = {
    use Keyword::*;
    &[Union, Intersect, Except, Order, Limit, Offset, Fetch, For]
};

impl<'a> Parser<'a> {
    /// A query that is the whole statement, or WITH before a statement that changes rows.
    pub(super) fn query_statement(&mut self) -> Result<Statement<'a>> {
        let first = self.peek();
        let (with, recursive) = self.with_clause()?;
        match self.peek_keyword() {
            Some(Keyword::Insert | Keyword::Update | Keyword::Delete) => self.change_statement(first, with, recursive),
            Some(Keyword::Merge) if !with.is_empty() => self.unsupported("MERGE"),
            _ => {
                let query = self.query_behind_with(first, with, recursive)?;
                Ok(self.statement_of_query(query))
            }
        }
    }

    /// SelectStmt
    pub(super) fn query(&mut self) -> Result<Query<'a>> {
        let first = self.peek();
        let (with, recursive) = self.with_clause()?;
        self.query_behind_with(first, with, recursive)
    }

    fn query_behind_with(&mut self, first: Token, with: Vec<CommonTable<'a>>, recursive: bool) -> Result<Query<'a>> {
        let mut query = self.select_clause(0)?;
        if !with.is_empty() {
            if !query.with.is_empty() {
                return Err(refused("multiple WITH clauses not allowed".to_owned(), first.span()));
            }
            (query.with, query.recursive) = (with, recursive);
        }
        self.query_end(query, first)
    }

    /// Whether a query in parentheses, which has been taken, is a part of another one.
    pub(super) fn is_query_continued(&mut self) -> bool {
        self.peek_keyword().is_some_and(|word| CONTINUE.contains(&word))
    }

    /// The query whose first part has been taken with its parentheses.
    pub(super) fn continued_query(&mut self, part: Query<'a>, first: Token) -> Result<Query<'a>> {
        let query = self.combination(part, first, 0)?;
        self.query_end(query, first)
    }

    /// `( query )`, from behind the parenthesis on.
    pub(super) fn enclosed_query(&mut self) -> Result<Query<'a>> {
        let query = self.query()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(query)
    }

    /// ```text
    /// [ WITH [ RECURSIVE ] name [ ( column [, ...] ) ] AS [ [ NOT ] MATERIALIZED ] ( statement )
    ///     [ SEARCH { DEPTH | BREADTH } FIRST BY column [, ...] SET column ]
    ///     [ CYCLE column [, ...] SET column [ TO constant DEFAULT constant ] USING column ] [, ...] ]
    /// ```
    fn with_clause(&mut self) -> Result<(Vec<CommonTable<'a>>, bool)> {
        let mut tables = Vec::new();
        if self.peek().word() != Some(Keyword::With) {
            return Ok((tables, false));
        }
        self.advance();
        let recursive = self.accept(Keyword::Recursive);
        loop {
            tables.push(self.common_table()?);
            if !self.accept_kind(TokenKind::Comma) {
                return Ok((tables, recursive));
            }
        }
    }

    fn common_table(&mut self) -> Result<CommonTable<'a>> {
        self.depth += FRAMES;
        self.enter()?;
        let name = self.column_id()?;
        let columns = self.columns()?;
        self.expect([Keyword::As])?;
        if !self.accept(Keyword::Materialized) && self.accept(Keyword::Not) {
            self.expect([Keyword::Materialized])?;
        }
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let query = match self.peek_keyword() {
            Some(Keyword::Merge) => {
                self.skip_to_close()?;
                None
            }
            Some(Keyword::Insert | Keyword::Update | Keyword::Delete) => {
                let first = self.peek();
                self.change_statement(first, Vec::new(), false)?;
                None
            }
            _ => Some(self.query()?),
        };
        self.expect_kind(TokenKind::CloseParenthesis)?;
        if self.accept(Keyword::Search) {
            if !self.accept(Keyword::Depth) {
                self.expect([Keyword::Breadth])?;
            }
            self.expect([Keyword::First, Keyword::By])?;
            self.column_ids()?;
            self.expect([Keyword::Set])?;
            self.column_id()?;
        }
        if self.accept(Keyword::Cycle) {
            self.column_ids()?;
            self.expect([Keyword::Set])?;
            self.column_id()?;
            if self.accept(Keyword::To) {
                self.operand(false)?;
                self.expect([Keyword::Default])?;
                self.operand(false)?;
            }
            self.expect([Keyword::Using])?;
            self.column_id()?;
        }
        self.leave();
        self.depth -= FRAMES;
        Ok(CommonTable { name, columns, query })
    }

    /// Queries combined by what binds at least as tight as `minimum`.
    fn select_clause(&mut self, minimum: u8) -> Result<Query<'a>> {
        self.depth += FRAMES;
        self.enter()?;
        let first = self.peek();
        let part = if self.accept_kind(TokenKind::OpenParenthesis) {
            self.enclosed_query()?
        } else {
            let body = self.simple_select()?;
            let span = self.span_from(first);
            Query {
                text: span.of(self.text),
                span,
                with: Vec::new(),
                recursive: false,
                body,
                order_by: Vec::new(),
                limit: None,
                with_ties: false,
                offset: None,
                locking: None,
            }
        };
        let query = self.combination(part, first, minimum)?;
        self.leave();
        self.depth -= FRAMES;
        Ok(query)
    }

    fn combination(&mut self, part: Query<'a>, first: Token, minimum: u8) -> Result<Query<'a>> {
        let mut query = part;
        loop {
            let (operator, precedence) = match self.peek_keyword() {
                Some(Keyword::Union) => (SetOperator::Union, 1),
                Some(Keyword::Except) => (SetOperator::Except, 1),
                Some(Keyword::Intersect) => (SetOperator::Intersect, 2),
                _ => return Ok(query),
            };
            if precedence < minimum {
                return Ok(query);
            }
            self.advance();
            let all = self.accept(Keyword::All);
            if !all {
                self.accept(Keyword::Distinct);
            }
            self.grow()?;
            let right = self.select_clause(precedence + 1)?;
            let span = self.span_from(first);
            query = Query {
                text: span.of(self.text),
                span,
                with: Vec::new(),
                recursive: false,
                body: QueryBody::Combined { operator, all, sides: Box::new([query, right]) },
                order_by: Vec::new(),
                limit: None,
                with_ties: false,
                offset: None,
                locking: None,
            };
        }
    }

    /// ```text
    /// [ ORDER BY ... ] [ LIMIT ... ] [ OFFSET ... ] [ FOR ... ]
    /// ```
    /// behind a query; FOR also before LIMIT.
    fn query_end(&mut self, mut query: Query<'a>, first: Token) -> Result<Query<'a>> {
        let order_by = self.order_by()?;
        if let Some(key) = order_by.first() {
            if !query.order_by.is_empty() {
                return Err(refused("multiple ORDER BY clauses not allowed".to_owned(), key.expression.span));
            }
            query.order_by = order_by;
        }
        let is_locked = self.locking(&mut query)?;
        let word = self.peek_keyword();
        self.limits(&mut query)?;
        if !is_locked && matches!(word, Some(Keyword::Limit | Keyword::Offset | Keyword::Fetch) | None)
            || word == Some(Keyword::For)
        {
            self.locking(&mut query)?;
        }
        let span = self.span_from(first);
        (query.text, query.span) = (span.of(self.text), span);
        Ok(query)
    }

    /// `FOR { [ NO KEY ] UPDATE | [ KEY ] SHARE } [ OF table [, ...] ] [ NOWAIT | SKIP LOCKED ] [...]`,
    /// or `FOR READ ONLY`.
    fn locking(&mut self, query: &mut Query<'a>) -> Result<bool> {
        let mut is_locked = false;
        loop {
            let first = self.peek();
            if !self.accept(Keyword::For) {
                return Ok(is_locked);
            }
            if !is_locked && self.accept(Keyword::Read) {
                self.expect([Keyword::Only])?;
                return Ok(true);
            }
            if self.accept(Keyword::No) {
                self.expect([Keyword::Key, Keyword::Update])?;
            } else if self.accept(Keyword::Key) || !self.accept(Keyword::Update) {
                self.expect([Keyword::Share])?;
            }
            if self.accept(Keyword::Of) {
                self.relation_names()?;
            }
            if self.accept(Keyword::Skip) {
                self.expect([Keyword::Locked])?;
            } else {
                self.accept(Keyword::Nowait);
            }
            query.locking.get_or_insert(self.span_from(first));
            is_locked = true;
        }
    }

    /// `LIMIT` and `OFFSET`, each once and in any order.
    fn limits(&mut self, query: &mut Query<'a>) -> Result<()> {
        let (mut has_limit, mut has_offset) = (false, false);
        loop {
            let first = self.peek();
            let word = first.keyword();
            match word {
                Some(Keyword::Limit | Keyword::Fetch) if !has_limit => {
                    self.advance();
                    has_limit = true;
                    let limit = if word == Some(Keyword::Limit) { self.limit(first)? } else { self.fetch(query)? };
                    if query.limit.is_some() && limit.is_some() {
                        return Err(refused("multiple LIMIT clauses not allowed".to_owned(), first.span()));
                    }
                    query.limit = limit;
                }
                Some(Keyword::Offset) if !has_offset => {
                    self.advance();
                    has_offset = true;
                    let offset = self.expression()?;
                    if !self.accept(Keyword::Row) {
                        self.accept(Keyword::Rows);
                    }
                    if query.offset.is_some() {
                        return Err(refused("multiple OFFSET clauses not allowed".to_owned(), offset.span));
                    }
                    query.offset = Some(offset);
                }
                _ => return Ok(()),
            }
        }
    }

    /// `{ ALL | count }`
    fn limit(&mut self, limit: Token) -> Result<Option<Expression<'a>>> {
        if self.accept(Keyword::All) {
            return Ok(None);
        }
        let count = self.expression()?;
        if self.accept_kind(TokenKind::Comma) {
            self.expression()?;
            let error = refused("LIMIT #,# syntax is not supported".to_owned(), limit.span());
            let hint = Some(Cow::Borrowed("Use separate LIMIT and OFFSET clauses."));
            return self.refuse(Box::new(SyntaxError { hint, ..*error }));
        }
        Ok(Some(count))
    }

    /// `{ FIRST | NEXT } [ count ] { ROW | ROWS } { ONLY | WITH TIES }`
    fn fetch(&mut self, query: &mut Query<'a>) -> Result<Option<Expression<'a>>> {
        let first = self.peek();
        if !self.accept(Keyword::First) {
            self.expect([Keyword::Next])?;
        }
        let token = self.peek();
        let mut count = Some(self.node(ExpressionKind::Integer(1), token, token.span().start));
        if !matches!(self.peek_keyword(), Some(Keyword::Row | Keyword::Rows)) {
            count = Some(match self.is_operator("-") || self.is_operator("+") {
                true => {
                    self.advance();
                    let kind = match self.peek_kind() {
                        TokenKind::Integer | TokenKind::Float => {
                            ExpressionKind::Numeric(self.span_from(token).of(self.text).into())
                        }
                        _ => return self.fail(),
                    };
                    self.advance();
                    self.node(kind, token, token.span().start)
                }
                false => self.operand(false)?,
            });
        }
        if !self.accept(Keyword::Row) {
            self.expect([Keyword::Rows])?;
        }
        if !self.accept(Keyword::Only) {
            self.expect([Keyword::With, Keyword::Ties])?;
            if query.order_by.is_empty() {
                let message = "WITH TIES cannot be specified without ORDER BY clause".to_owned();
                return Err(refused(message, first.span()));
            }
            query.with_ties = true;
        }
        Ok(count)
    }

    /// Whether a word that begins a query is ahead, or a parenthesis.
    pub(super) fn is_query_ahead(&mut self) -> bool {
        use Keyword::{Select, Table, Values, With};
        self.peek_kind() == TokenKind::OpenParenthesis
            || matches!(self.peek().word(), Some(Select | Table | Values | With))
    }

    /// Whether VALUES is ahead as a name, which it is without a row behind it.
    pub(super) fn is_values_a_name(&mut self) -> bool {
        if self.peek_keyword() != Some(Keyword::Values) {
            return false;
        }
        let mark = self.mark();
        self.advance();
        let is_name = self.peek_kind() != TokenKind::OpenParenthesis;
        self.restore(mark);
        is_name
    }

    /// `SELECT ...`, `VALUES ...` or `TABLE relation`
    fn simple_select(&mut self) -> Result<QueryBody<'a>> {
        let first = self.peek();
        match first.keyword() {
            Some(Keyword::Select) => {
                self.advance();
                self.select_clauses().map(|select| QueryBody::Select(Box::new(select)))
            }
            Some(Keyword::Values) => {
                self.advance();
                let mut rows = Vec::new();
                loop {
                    self.expect_kind(TokenKind::OpenParenthesis)?;
                    rows.push(self.expressions()?);
                    self.expect_kind(TokenKind::CloseParenthesis)?;
                    if !self.accept_kind(TokenKind::Comma) {
                        return Ok(QueryBody::Values(rows));
                    }
                }
            }
            Some(Keyword::Table) => {
                self.advance();
                let relation = FromItem::Relation(self.relation_expression()?, None);
                let items = vec![SelectItem::All(first.span())];
                Ok(QueryBody::Select(Box::new(Select { items, from: vec![relation], ..Select::default() })))
            }
            _ => self.fail(),
        }
    }

    /// ```text
    /// [ ALL | DISTINCT [ ON ( ... ) ] ] [ item [, ...] ] [ INTO ... ] [ FROM item [, ...] ] [ WHERE condition ]
    ///     [ GROUP BY ... ] [ HAVING condition ] [ WINDOW name AS ( definition ) [, ...] ]
    /// ```
    fn select_clauses(&mut self) -> Result<Select<'a>> {
        let mut select = Select { distinct: self.accept(Keyword::Distinct), ..Select::default() };
        if select.distinct && self.accept(Keyword::On) {
            self.expect_kind(TokenKind::OpenParenthesis)?;
            select.distinct_on = self.expressions()?;
            self.expect_kind(TokenKind::CloseParenthesis)?;
        }
        if !select.distinct {
            self.accept(Keyword::All);
        }
        if select.distinct || !self.is_list_behind() {
            select.items = self.select_items()?;
        }
        if self.accept(Keyword::Into) {
            select.into = Some(self.table_behind_into()?);
        }
        if self.accept(Keyword::From) {
            select.from = self.items_of_from()?;
        }
        if self.accept(Keyword::Where) {
            select.filter = Some(self.expression()?);
        }
        if self.accept(Keyword::Group) {
            self.expect([Keyword::By])?;
            select.is_grouped = true;
            if !self.accept(Keyword::All) {
                self.accept(Keyword::Distinct);
            }
            self.groups(&mut select.group_by)?;
        }
        if self.accept(Keyword::Having) {
            select.having = Some(self.expression()?);
        }
        if self.accept(Keyword::Window) {
            loop {
                self.column_id()?;
                self.expect([Keyword::As])?;
                self.expect_kind(TokenKind::OpenParenthesis)?;
                self.skip_to_close()?;
                self.advance();
                if !self.accept_kind(TokenKind::Comma) {
                    break;
                }
            }
        }
        Ok(select)
    }

    /// `{ * | expression [ [ AS ] label ] } [, ...]`
    pub(super) fn select_items(&mut self) -> Result<Vec<SelectItem<'a>>> {
        let mut items = vec![self.select_item()?];
        while self.accept_kind(TokenKind::Comma) {
            items.push(self.select_item()?);
        }
        Ok(items)
    }

    /// `* | expression [ [ AS ] label ]`
    fn select_item(&mut self) -> Result<SelectItem<'a>> {
        let first = self.peek();
        if self.accept_star() {
            return Ok(SelectItem::All(first.span()));
        }
        let outer = mem::replace(&mut self.label_depth, self.depth + 1);
        let expression = self.expression()?;
        self.label_depth = outer;
        let label = if self.accept(Keyword::As) { Some(self.label()?) } else { self.bare_label() };
        Ok(SelectItem::Expression(expression, label))
    }

    /// Whether what is ahead stands behind a list of what is selected.
    fn is_list_behind(&mut self) -> bool {
        match self.peek_kind() {
            TokenKind::End | TokenKind::Semicolon | TokenKind::CloseParenthesis => true,
            _ => self.peek_keyword().is_some_and(|word| BEHIND_LIST.contains(&word)),
        }
    }

    /// Whether the word ahead, which could be an operator, is a label, with nothing to its right.
    pub(super) fn is_label_of_list(&mut self, word: Token) -> bool {
        if !word.is(TokenKind::Keyword) || word.keyword().is_some_and(|word| NEED_AS.contains(&word)) {
            return false;
        }
        let mark = self.mark();
        self.advance();
        let found = self.peek_kind() == TokenKind::Comma || self.is_list_behind();
        self.restore(mark);
        found
    }

    /// `[ BareColLabel ]`
    fn bare_label(&mut self) -> Option<Ident<'a>> {
        let token = self.peek();
        let is_label = self.is_label(token) && !token.keyword().is_some_and(|word| NEED_AS.contains(&word));
        if is_label {
            self.advance();
        }
        is_label.then(|| self.ident(token))
    }

    /// `{ expression | ( ) | { CUBE | ROLLUP } ( ... ) | GROUPING SETS ( ... ) } [, ...]`
    fn groups(&mut self, expressions: &mut Vec<Expression<'a>>) -> Result<()> {
        loop {
            let mark = self.mark();
            let word = self.peek_keyword();
            let mut is_set = self.peek_kind() == TokenKind::OpenParenthesis;
            if is_set {
                self.advance();
                is_set = self.accept_kind(TokenKind::CloseParenthesis);
            } else if matches!(word, Some(Keyword::Cube | Keyword::Rollup | Keyword::Grouping)) {
                self.advance();
                is_set = (word != Some(Keyword::Grouping) || self.accept(Keyword::Sets))
                    && self.accept_kind(TokenKind::OpenParenthesis);
                if is_set {
                    self.enter()?;
                    self.groups(expressions)?;
                    self.leave();
                    self.expect_kind(TokenKind::CloseParenthesis)?;
                }
            }
            if !is_set {
                self.restore(mark);
                expressions.push(self.expression()?);
            }
            if !self.accept_kind(TokenKind::Comma) {
                return Ok(());
            }
        }
    }
}
