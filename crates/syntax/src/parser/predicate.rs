//! Predicates: what IS, BETWEEN, IN and LIKE begin behind a left operand.

use super::cursor::{Parser, Result};
use super::expression::precedence;
use crate::ast::{Expression, ExpressionKind, Form};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind};

/// The tests behind IS: without and with NOT.
static TESTS: &[(Keyword, Form, Form)] = &[
    (Keyword::Null, Form::IsNull, Form::IsNotNull),
    (Keyword::True, Form::IsTrue, Form::IsNotTrue),
    (Keyword::False, Form::IsFalse, Form::IsNotFalse),
    (Keyword::Unknown, Form::IsUnknown, Form::IsNotUnknown),
    (Keyword::Document, Form::IsDocument, Form::IsNotDocument),
];

impl<'a> Parser<'a> {
    /// ```text
    /// IS [ NOT ] { NULL | TRUE | FALSE | UNKNOWN | DOCUMENT | [ form ] NORMALIZED | DISTINCT FROM expression }
    /// ```
    pub(super) fn test(
        &mut self,
        left: Expression<'a>,
        token: Token,
        restricted: bool,
    ) -> Result<(Expression<'a>, bool)> {
        let start = left.span.start;
        let negated = self.accept(Keyword::Not);
        let next = self.peek();
        let word = next.keyword();
        if word == Some(Keyword::Distinct) {
            self.expect([Keyword::Distinct, Keyword::From])?;
            let right = self.operation(precedence::IS + 1, restricted)?;
            let form = if negated { Form::IsNotDistinctFrom } else { Form::IsDistinctFrom };
            return Ok((self.form_from(form, vec![left, right], token, start), true));
        }
        if let Some((word, plain, not)) = TESTS.iter().find(|(known, _, _)| Some(*known) == word)
            && (!restricted || *word == Keyword::Document)
        {
            self.advance();
            return Ok((self.form_from(if negated { *not } else { *plain }, vec![left], token, start), false));
        }
        if restricted {
            return self.fail();
        }
        let mut arguments = vec![left];
        if matches!(word, Some(Keyword::Nfc | Keyword::Nfd | Keyword::Nfkc | Keyword::Nfkd)) {
            self.advance();
            let name = next.word().map_or("", Keyword::word).to_ascii_uppercase();
            arguments.push(self.node(ExpressionKind::String(name.into()), next, next.span().start));
        }
        self.expect([Keyword::Normalized])?;
        let call = self.system_call("is_normalized", arguments, token, start);
        let test = if negated { self.form_from(Form::Not, vec![call], token, start) } else { call };
        Ok((test, false))
    }

    /// `[ NOT ] BETWEEN [ SYMMETRIC | ASYMMETRIC ] b_expr AND expression`
    pub(super) fn between(
        &mut self,
        left: Expression<'a>,
        token: Token,
        negated: bool,
    ) -> Result<(Expression<'a>, bool)> {
        let start = left.span.start;
        let symmetric = self.accept(Keyword::Symmetric);
        if !symmetric {
            self.accept(Keyword::Asymmetric);
        }
        let lower = self.restricted_expression()?;
        self.expect([Keyword::And])?;
        let upper = self.operation(precedence::LIKE + 1, false)?;
        let form = match (negated, symmetric) {
            (false, false) => Form::Between,
            (true, false) => Form::NotBetween,
            (false, true) => Form::BetweenSymmetric,
            (true, true) => Form::NotBetweenSymmetric,
        };
        Ok((self.form_from(form, vec![left, lower, upper], token, start), true))
    }

    /// `[ NOT ] IN ( { query | expression [, ...] } )`
    pub(super) fn inclusion(
        &mut self,
        left: Expression<'a>,
        token: Token,
        negated: bool,
    ) -> Result<(Expression<'a>, bool)> {
        let start = left.span.start;
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut operands = vec![left];
        let first = self.query_or_expression()?;
        operands.extend(self.expressions_from(first)?);
        self.expect_kind(TokenKind::CloseParenthesis)?;
        let form = if negated { Form::NotIn } else { Form::In };
        Ok((self.form_from(form, operands, token, start), false))
    }

    /// ```text
    /// [ NOT ] { LIKE | ILIKE | SIMILAR TO } pattern [ ESCAPE expression ]
    /// [ NOT ] { LIKE | ILIKE } { ANY | ALL } ( ... )
    /// ```
    pub(super) fn pattern(
        &mut self,
        left: Expression<'a>,
        token: Token,
        word: Keyword,
        operator: &'static str,
    ) -> Result<(Expression<'a>, bool)> {
        let is_similar = word == Keyword::Similar;
        if is_similar {
            self.expect([Keyword::To])?;
        }
        if let Some(quantifier) = self.quantifier(is_similar) {
            let operation = self.quantified(Vec::new(), operator.into(), left, token, quantifier)?;
            return Ok((operation, false));
        }
        let mut right = self.operation(precedence::LIKE + 1, false)?;
        let escape =
            if self.accept(Keyword::Escape) { Some(self.operation(precedence::OPERATOR, false)?) } else { None };
        if is_similar || escape.is_some() {
            let function = if is_similar { "similar_to_escape" } else { "like_escape" };
            let start = token.span().start;
            let mut arguments = vec![right];
            arguments.extend(escape);
            right = self.system_call(function, arguments, token, start);
        }
        Ok((self.apply(Vec::new(), operator.into(), Some(left), right, token), true))
    }
}
