//! Partitions: keys and bounds.

use super::cursor::{Parser, Result, action_error};
use super::table::without_position;
use crate::ast::{
    Expression, ExpressionKind, Form, Ident, PartitionBound, PartitionBoundKind, PartitionBy, PartitionElement,
    PartitionKey,
};
use crate::keyword::{Keyword, KeywordClass};
use crate::scanner::{Token, TokenKind};
use crate::{Span, SqlState};

impl<'a> Parser<'a> {
    /// `[ PARTITION BY strategy ( element [, ...] ) ]`
    pub(super) fn partition_by(&mut self) -> Result<Option<PartitionBy<'a>>> {
        let first = self.peek();
        if !self.accept(Keyword::Partition) {
            return Ok(None);
        }
        self.expect([Keyword::By])?;
        let strategy = self.column_id()?;
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut elements = Vec::new();
        loop {
            let first = self.peek();
            let key = self.partition_key()?;
            let collation = if self.peek_keyword() == Some(Keyword::Collate) { Some(self.collation()?) } else { None };
            let operator_class = self.optional_qualified_name()?;
            elements.push(PartitionElement { key, collation, operator_class, span: self.span_from(first) });
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(Some(PartitionBy { strategy, elements, span: self.span_from(first) }))
    }

    /// A column, a function call, or an expression in parentheses.
    pub(super) fn partition_key(&mut self) -> Result<PartitionKey<'a>> {
        let token = self.peek();
        if self.accept_kind(TokenKind::OpenParenthesis) {
            let expression = self.expression()?;
            self.expect_kind(TokenKind::CloseParenthesis)?;
            return Ok(PartitionKey::Expression(expression));
        }
        if self.is_column_id(token) {
            let mark = self.mark();
            self.advance();
            if !matches!(self.peek_kind(), TokenKind::OpenParenthesis | TokenKind::Dot) && !self.is_symbol("[") {
                return Ok(PartitionKey::Column(self.ident(token)));
            }
            self.restore(mark);
        } else if !self.begins_function(token) {
            return self.fail();
        }
        let expression = self.operand(true)?;
        let is_function = match expression.kind {
            ExpressionKind::Column { .. } | ExpressionKind::Field(..) => false,
            ExpressionKind::Form(form, _) => {
                !matches!(form, Form::Subscript | Form::Slice | Form::SliceFrom | Form::SliceTo | Form::SliceAll)
            }
            _ => true,
        };
        if !is_function {
            return self.fail();
        }
        Ok(PartitionKey::Expression(expression))
    }

    /// Whether the token, which cannot name a column, can begin a function call.
    fn begins_function(&self, token: Token) -> bool {
        use Keyword::{Cast, CurrentCatalog, CurrentDate, CurrentRole, CurrentTime, CurrentTimestamp, CurrentUser};
        use Keyword::{Localtime, Localtimestamp, SessionUser, SystemUser, User};
        let reserved = [
            Cast,
            CurrentCatalog,
            CurrentDate,
            CurrentRole,
            CurrentTime,
            CurrentTimestamp,
            CurrentUser,
            Localtime,
            Localtimestamp,
            SessionUser,
            SystemUser,
            User,
        ];
        self.class(token) == KeywordClass::TypeOrFunctionName
            || token.keyword().is_some_and(|word| reserved.contains(&word))
    }

    /// ```text
    ///       DEFAULT
    ///     | FOR VALUES IN ( expression [, ...] )
    ///     | FOR VALUES FROM ( expression [, ...] ) TO ( expression [, ...] )
    ///     | FOR VALUES WITH ( MODULUS integer, REMAINDER integer )
    /// ```
    pub(super) fn partition_bound(&mut self) -> Result<PartitionBound<'a>> {
        let first = self.peek();
        if self.accept(Keyword::Default) {
            let span = first.span();
            return Ok(PartitionBound { kind: PartitionBoundKind::Default, span, location: span.start });
        }
        self.expect([Keyword::For, Keyword::Values])?;
        let word = self.peek();
        let kind = match word.keyword() {
            Some(Keyword::In) => {
                self.advance();
                PartitionBoundKind::In(self.enclosed_expressions()?)
            }
            Some(Keyword::From) => {
                self.advance();
                let from = self.enclosed_expressions()?;
                self.expect([Keyword::To])?;
                PartitionBoundKind::Range { from, to: self.enclosed_expressions()? }
            }
            Some(Keyword::With) => {
                self.advance();
                self.hash_bound(word.span())?
            }
            _ => return self.fail(),
        };
        Ok(PartitionBound { kind, span: self.span_from(first), location: word.span().start })
    }

    fn enclosed_expressions(&mut self) -> Result<Vec<Expression<'a>>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let expressions = self.expressions()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(expressions)
    }

    /// `( word integer [, ...] )`; the words are looked at when the list is complete.
    fn hash_bound(&mut self, with: Span) -> Result<PartitionBoundKind<'a>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut items: Vec<(Ident<'a>, i32)> = Vec::new();
        loop {
            let token = self.peek();
            if token.is_string() {
                return self.fail();
            }
            let word = self.word_or_string()?;
            items.push((word, self.integer()?));
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        let (mut modulus, mut remainder) = (None, None);
        for (Ident { name, span }, value) in items {
            let slot = match &*name {
                "modulus" => &mut modulus,
                "remainder" => &mut remainder,
                _ => {
                    let message = format!("unrecognized hash partition bound specification \"{name}\"");
                    return Err(action_error(SqlState::SyntaxError, message, span));
                }
            };
            if slot.is_some() {
                let message = format!("{name} for hash partition provided more than once");
                return Err(action_error(SqlState::DuplicateObject, message, span));
            }
            *slot = Some(value);
        }
        let missing = match (modulus, remainder) {
            (Some(modulus), Some(remainder)) => return Ok(PartitionBoundKind::Hash { modulus, remainder }),
            (None, _) => "modulus",
            _ => "remainder",
        };
        let message = format!("{missing} for hash partition must be specified");
        Err(without_position(SqlState::SyntaxError, message, with))
    }
}
