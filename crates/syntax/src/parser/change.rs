//! INSERT, UPDATE and DELETE, and EXPLAIN.

use super::cursor::{Parser, Result};
use crate::ast::{
    Assignment, Change, ChangeAction, CommonTable, Conflict, Filter, Ident, Query, RelationExpression, SelectItem,
    Statement, Target, TargetPart,
};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind};

impl<'a> Parser<'a> {
    /// ```text
    /// [ WITH ... ] { INSERT ... | UPDATE ... | DELETE ... } [ RETURNING item [, ...] ]
    /// ```
    /// From behind WITH on; `first` is where the statement begins.
    pub(super) fn change_statement(
        &mut self,
        first: Token,
        with: Vec<CommonTable<'a>>,
        recursive: bool,
    ) -> Result<Statement<'a>> {
        let word = self.peek_keyword();
        self.advance();
        let (table, alias, action) = match word {
            Some(Keyword::Insert) => self.insert()?,
            Some(Keyword::Update) => self.update()?,
            _ => self.delete()?,
        };
        let returning = self.returning()?;
        let span = self.span_from(first);
        let text = span.of(self.text);
        Ok(Statement::Change(Box::new(Change { text, span, with, recursive, table, alias, action, returning })))
    }

    /// ```text
    /// EXPLAIN [ ANALYZE ] [ VERBOSE ] statement
    /// EXPLAIN ( option [ value ] [, ...] ) statement
    /// ```
    /// From `EXPLAIN` on.
    pub(super) fn explain(&mut self) -> Result<Statement<'a>> {
        use Keyword::{Analyse, Analyze, Create, Declare, Execute, Merge, Refresh, Verbose};
        self.advance();
        if self.peek_kind() == TokenKind::OpenParenthesis && !self.is_query_in_parentheses() {
            self.advance();
            self.skip_to_close()?;
            self.advance();
        } else {
            if !self.accept(Analyze) {
                self.accept(Analyse);
            }
            self.accept(Verbose);
        }
        let statement = match self.peek_keyword() {
            Some(Create | Declare | Execute | Merge | Refresh) => self.unsupported("EXPLAIN")?,
            _ => self.query_statement()?,
        };
        Ok(Statement::Explain(Box::new(statement)))
    }

    /// Whether a query begins behind the parenthesis ahead.
    fn is_query_in_parentheses(&mut self) -> bool {
        let mark = self.mark();
        self.advance();
        let is_query = self.is_query_ahead();
        self.restore(mark);
        is_query
    }

    /// `[ RETURNING item [, ...] ]`
    fn returning(&mut self) -> Result<Vec<SelectItem<'a>>> {
        if self.accept(Keyword::Returning) { self.select_items() } else { Ok(Vec::new()) }
    }

    /// ```text
    /// INSERT INTO table_name [ AS alias ] [ ( column [, ...] ) ] [ OVERRIDING { SYSTEM | USER } VALUE ]
    ///     { DEFAULT VALUES | query } [ ON CONFLICT ... ]
    /// ```
    fn insert(&mut self) -> Result<Changed<'a>> {
        self.expect([Keyword::Into])?;
        let table = RelationExpression { only: false, name: self.relation_name()? };
        let alias = if self.accept(Keyword::As) { Some(self.column_id()?) } else { None };
        let mut columns = Vec::new();
        let mut source = None;
        if self.is_column_list_ahead() {
            self.advance();
            columns = self.targets()?;
            source = Some(self.source_of_rows()?);
        } else if self.accept(Keyword::Default) {
            self.expect([Keyword::Values])?;
        } else {
            source = Some(self.source_of_rows()?);
        }
        let source = source.map(Box::new);
        let conflict = self.conflict()?.map(Box::new);
        Ok((table, alias, ChangeAction::Insert { columns, source, conflict }))
    }

    /// Whether a parenthesis is ahead that no query follows.
    fn is_column_list_ahead(&mut self) -> bool {
        if self.peek_kind() != TokenKind::OpenParenthesis {
            return false;
        }
        let mark = self.mark();
        self.advance();
        let is_name = self.is_values_a_name();
        self.restore(mark);
        is_name || !self.is_query_in_parentheses()
    }

    /// `[ OVERRIDING { SYSTEM | USER } VALUE ] query`
    fn source_of_rows(&mut self) -> Result<Query<'a>> {
        if self.accept(Keyword::Overriding) {
            if !self.accept(Keyword::System) {
                self.expect([Keyword::User])?;
            }
            self.expect([Keyword::Value])?;
        }
        self.query()
    }

    /// ```text
    /// [ ON CONFLICT [ ( element [, ...] ) [ WHERE condition ] | ON CONSTRAINT name ]
    ///     DO { NOTHING | UPDATE SET assignment [, ...] [ WHERE condition ] } ]
    /// ```
    fn conflict(&mut self) -> Result<Option<Conflict<'a>>> {
        if !self.accept(Keyword::On) {
            return Ok(None);
        }
        self.expect([Keyword::Conflict])?;
        let mut conflict = Conflict { elements: Vec::new(), constraint: None, assignments: None, filter: None };
        if self.peek_kind() == TokenKind::OpenParenthesis {
            conflict.elements = self.index_elements()?;
            if self.accept(Keyword::Where) {
                self.expression()?;
            }
        } else if self.accept(Keyword::On) {
            self.expect([Keyword::Constraint])?;
            conflict.constraint = Some(self.column_id()?);
        }
        self.expect([Keyword::Do])?;
        if !self.accept(Keyword::Nothing) {
            self.expect([Keyword::Update, Keyword::Set])?;
            conflict.assignments = Some(self.assignments()?);
            if self.accept(Keyword::Where) {
                conflict.filter = Some(self.expression()?);
            }
        }
        Ok(Some(conflict))
    }

    /// ```text
    /// UPDATE [ ONLY ] table_name [ * ] [ [ AS ] alias ] SET assignment [, ...] [ FROM item [, ...] ]
    ///     [ WHERE condition | WHERE CURRENT OF cursor ]
    /// ```
    fn update(&mut self) -> Result<Changed<'a>> {
        let (table, alias) = self.changed_table()?;
        self.expect([Keyword::Set])?;
        let assignments = self.assignments()?;
        let from = if self.accept(Keyword::From) { self.items_of_from()? } else { Vec::new() };
        let filter = self.filter()?;
        Ok((table, alias, ChangeAction::Update { assignments, from, filter }))
    }

    /// ```text
    /// DELETE FROM [ ONLY ] table_name [ * ] [ [ AS ] alias ] [ USING item [, ...] ]
    ///     [ WHERE condition | WHERE CURRENT OF cursor ]
    /// ```
    fn delete(&mut self) -> Result<Changed<'a>> {
        self.expect([Keyword::From])?;
        let (table, alias) = self.changed_table()?;
        let using = if self.accept(Keyword::Using) { self.items_of_from()? } else { Vec::new() };
        let filter = self.filter()?;
        Ok((table, alias, ChangeAction::Delete { using, filter }))
    }

    /// `relation [ [ AS ] alias ]`; without AS, SET is no alias.
    fn changed_table(&mut self) -> Result<(RelationExpression<'a>, Option<Ident<'a>>)> {
        let table = self.relation_expression()?;
        let has_as = self.accept(Keyword::As);
        let token = self.peek();
        let is_alias = has_as || self.is_column_id(token) && !token.is_keyword(Keyword::Set);
        let alias = if is_alias { Some(self.column_id()?) } else { None };
        Ok((table, alias))
    }

    /// `[ WHERE { condition | CURRENT OF cursor } ]`
    fn filter(&mut self) -> Result<Option<Filter<'a>>> {
        if !self.accept(Keyword::Where) {
            return Ok(None);
        }
        let mark = self.mark();
        if self.accept(Keyword::Current) {
            if self.accept(Keyword::Of) {
                return Ok(Some(Filter::Current(self.column_id()?)));
            }
            self.restore(mark);
        }
        Ok(Some(Filter::Condition(self.expression()?)))
    }

    /// `{ target = value | ( target [, ...] ) = value } [, ...]`
    fn assignments(&mut self) -> Result<Vec<Assignment<'a>>> {
        let mut assignments = Vec::new();
        loop {
            let is_row = self.accept_kind(TokenKind::OpenParenthesis);
            let targets = if is_row { self.targets()? } else { vec![self.target()?] };
            if !self.is_operator("=") {
                return self.fail();
            }
            self.advance();
            assignments.push(Assignment { targets, is_row, value: self.expression()? });
            if !self.accept_kind(TokenKind::Comma) {
                return Ok(assignments);
            }
        }
    }

    /// Targets up to the parenthesis that closes their list.
    fn targets(&mut self) -> Result<Vec<Target<'a>>> {
        let mut targets = vec![self.target()?];
        while self.accept_kind(TokenKind::Comma) {
            targets.push(self.target()?);
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(targets)
    }

    /// `column { .field | [ i ] } ...`
    fn target(&mut self) -> Result<Target<'a>> {
        let column = self.column_id()?;
        let mut parts = vec![column.clone()];
        let is_name = self.indirection_of_name(&mut parts)?;
        let part = match parts.into_iter().nth(1) {
            Some(field) => Some(TargetPart::Field(field)),
            None => (!is_name).then_some(TargetPart::Element),
        };
        Ok(Target { column, part })
    }
}

/// The table, its alias, and what is done to its rows.
type Changed<'a> = (RelationExpression<'a>, Option<Ident<'a>>, ChangeAction<'a>);
