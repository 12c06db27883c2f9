//! Expressions: operators by their precedence. What they stand between is in `operand`, what only
//! looks like an operator in `predicate`.

use std::borrow::Cow;
use std::mem;

use super::cursor::{Parser, Result, action_error};
use super::type_name::system_name;
use crate::ast::{Expression, ExpressionKind, Form, FunctionCall, Ident, Operation, Quantifier};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind};
use crate::{ByteOffset, Span, SqlState, SyntaxError};

/// How deep expressions may nest: so much of a stack has every browser.
const DEEPEST: u16 = 160;

/// How high the tree of an expression may be, which a chain of operators makes higher, too.
const HIGHEST: u16 = 250;

/// Precedences, from the loosest operator to the tightest.
pub(super) mod precedence {
    pub const OR: u8 = 1;
    pub const AND: u8 = 2;
    pub const NOT: u8 = 3;
    pub const IS: u8 = 4;
    pub const COMPARISON: u8 = 5;
    /// BETWEEN, IN, LIKE and so on.
    pub const LIKE: u8 = 6;
    /// Any operator without a precedence of its own.
    pub const OPERATOR: u8 = 8;
    pub const SUM: u8 = 9;
    pub const PRODUCT: u8 = 10;
    pub const POWER: u8 = 11;
    pub const AT: u8 = 12;
    pub const COLLATE: u8 = 13;
    pub const SIGN: u8 = 14;
    pub const CAST: u8 = 15;
}

/// The precedence of an operator of characters; none for what is punctuation to the grammar.
fn operator_precedence(operator: &str) -> Option<u8> {
    Some(match operator {
        "=>" => return None,
        "<" | ">" | "=" | "<=" | ">=" | "<>" | "!=" => precedence::COMPARISON,
        "+" | "-" => precedence::SUM,
        "*" | "/" | "%" => precedence::PRODUCT,
        "^" => precedence::POWER,
        _ => precedence::OPERATOR,
    })
}

/// The operators that are words: precedence, and whether b_expr has them.
static WORDS: &[(Keyword, u8, bool)] = &[
    (Keyword::Or, precedence::OR, false),
    (Keyword::And, precedence::AND, false),
    (Keyword::Is, precedence::IS, true),
    (Keyword::Isnull, precedence::IS, false),
    (Keyword::Notnull, precedence::IS, false),
    (Keyword::Between, precedence::LIKE, false),
    (Keyword::In, precedence::LIKE, false),
    (Keyword::Like, precedence::LIKE, false),
    (Keyword::Ilike, precedence::LIKE, false),
    (Keyword::Similar, precedence::LIKE, false),
    (Keyword::Operator, precedence::OPERATOR, true),
    (Keyword::At, precedence::AT, false),
    (Keyword::Collate, precedence::COLLATE, false),
];

/// LIKE and its relatives: the operator and that with NOT.
static PATTERNS: &[(Keyword, &str, &str)] =
    &[(Keyword::Like, "~~", "!~~"), (Keyword::Ilike, "~~*", "!~~*"), (Keyword::Similar, "~", "!~")];

impl<'a> Parser<'a> {
    /// a_expr: any expression.
    pub(super) fn expression(&mut self) -> Result<Expression<'a>> {
        self.operation(0, false)
    }

    /// b_expr: an expression without AND, OR, NOT, IN, LIKE, COLLATE and other words that may follow
    /// it, except in parentheses.
    pub(super) fn restricted_expression(&mut self) -> Result<Expression<'a>> {
        self.operation(0, true)
    }

    /// expr_list
    pub(super) fn expressions(&mut self) -> Result<Vec<Expression<'a>>> {
        let first = self.expression()?;
        self.expressions_from(first)
    }

    /// As [`Parser::expressions`], behind the first.
    pub(super) fn expressions_from(&mut self, first: Expression<'a>) -> Result<Vec<Expression<'a>>> {
        let mut expressions = vec![first];
        while self.accept_kind(TokenKind::Comma) {
            expressions.push(self.expression()?);
        }
        Ok(expressions)
    }

    /// An expression of operators that bind at least as tight as `minimum`.
    pub(super) fn operation(&mut self, minimum: u8, restricted: bool) -> Result<Expression<'a>> {
        self.enter()?;
        let outer_height = mem::take(&mut self.height);
        let mut left = self.prefix(restricted)?;
        // The precedence of the operator before, if another one of it may not follow.
        let mut before = 0;
        loop {
            let token = self.peek();
            let Some(precedence) = self.infix_precedence(token, restricted).filter(|found| *found >= minimum) else {
                break;
            };
            if precedence == before {
                return self.fail();
            }
            if self.depth == self.label_depth && self.is_label_of_list(token) {
                break;
            }
            self.grow()?;
            self.advance();
            let (expression, is_open) = match token.kind() {
                TokenKind::Operator | TokenKind::Symbol => self.infix_operator(left, token, precedence, restricted)?,
                _ => self.infix_word(left, token, precedence, restricted)?,
            };
            left = expression;
            before = match precedence {
                precedence::IS..=precedence::LIKE if is_open => precedence,
                _ => 0,
            };
        }
        self.leave();
        self.height = outer_height.max(self.height + 1);
        Ok(left)
    }

    /// One step deeper into nested expressions.
    pub(super) fn enter(&mut self) -> Result<()> {
        self.depth += 1;
        self.check_stack(self.depth, DEEPEST)
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Another node on top of what has been taken.
    pub(super) fn grow(&mut self) -> Result<()> {
        self.height += 1;
        self.check_stack(self.height, HIGHEST)
    }

    fn check_stack(&mut self, used: u16, limit: u16) -> Result<()> {
        if used < limit {
            return Ok(());
        }
        let subject = self.peek().span();
        Err(Box::new(SyntaxError {
            sqlstate: SqlState::StatementTooComplex,
            message: "stack depth limit exceeded".to_owned(),
            detail: None,
            hint: Some(Cow::Borrowed(
                "Increase the configuration parameter \"max_stack_depth\" (currently 2048kB), \
                 after ensuring the platform's stack depth limit is adequate.",
            )),
            position: None,
            subject,
        }))
    }

    fn infix_precedence(&self, token: Token, restricted: bool) -> Option<u8> {
        match token.kind() {
            TokenKind::Operator => operator_precedence(token.span().of(self.text)),
            TokenKind::Symbol if token.span().of(self.text) == "::" => Some(precedence::CAST),
            TokenKind::Keyword => match token.keyword() {
                Some(word) => WORDS
                    .iter()
                    .find(|(known, _, everywhere)| *known == word && (*everywhere || !restricted))
                    .map(|(_, precedence, _)| *precedence),
                // NOT before BETWEEN, IN, LIKE and so on.
                None if token.word() == Some(Keyword::Not) && !restricted => Some(precedence::LIKE),
                None => None,
            },
            _ => None,
        }
    }

    /// A prefix operator and its operand, or an operand.
    fn prefix(&mut self, restricted: bool) -> Result<Expression<'a>> {
        let token = self.peek();
        let operator = match token.kind() {
            TokenKind::Operator => token.span().of(self.text),
            // Also before a word that makes NOT another one behind an operand: `NOT like('a', 'b')`.
            TokenKind::Keyword if token.word() == Some(Keyword::Not) && !restricted => {
                self.advance();
                let operand = self.operation(precedence::NOT, restricted)?;
                return Ok(self.form(Form::Not, vec![operand], token));
            }
            TokenKind::Keyword if token.keyword() == Some(Keyword::Unique) && !restricted => {
                return self.unique_predicate(token);
            }
            TokenKind::Keyword if token.keyword() == Some(Keyword::Operator) => {
                return self.prefix_with_schema(token, restricted);
            }
            _ => return self.operand(restricted),
        };
        match operator_precedence(operator) {
            Some(precedence::SUM) => {
                self.advance();
                let operand = self.operation(precedence::SIGN, restricted)?;
                match operator {
                    "-" => Ok(self.negated(operand, token)),
                    _ => Ok(self.apply(Vec::new(), "+".into(), None, operand, token)),
                }
            }
            Some(precedence::OPERATOR) => {
                self.advance();
                let operand = self.operation(precedence::SUM, restricted)?;
                Ok(self.apply(Vec::new(), operator.into(), None, operand, token))
            }
            _ => self.fail(),
        }
    }

    /// `UNIQUE [ NULLS [ NOT ] DISTINCT ] ( query )`, which the grammar knows to refuse it.
    fn unique_predicate<T>(&mut self, token: Token) -> Result<T> {
        self.advance();
        self.nulls_not_distinct()?;
        self.expect_kind(TokenKind::OpenParenthesis)?;
        if !self.is_query_ahead() {
            return self.fail();
        }
        self.enclosed_query()?;
        let message = "UNIQUE predicate is not yet implemented".to_owned();
        Err(action_error(SqlState::FeatureNotSupported, message, token.span()))
    }

    /// `OPERATOR` is also the name of a column or function.
    fn prefix_with_schema(&mut self, token: Token, restricted: bool) -> Result<Expression<'a>> {
        self.advance();
        if self.peek_kind() != TokenKind::OpenParenthesis {
            return self.named_operand(token);
        }
        let (schema, operator) = self.operator_in_parentheses()?;
        let operand = self.operation(precedence::SUM, restricted)?;
        Ok(self.apply(schema, operator, None, operand, token))
    }

    /// `( [ schema . ] ... operator )`
    pub(super) fn operator_in_parentheses(&mut self) -> Result<(Vec<Ident<'a>>, Cow<'a, str>)> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut schema = Vec::new();
        while self.peek_kind() != TokenKind::Operator {
            schema.push(self.column_id()?);
            self.expect_kind(TokenKind::Dot)?;
        }
        let operator = self.peek().span().of(self.text);
        if operator_precedence(operator).is_none() {
            return self.fail();
        }
        self.advance();
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok((schema, standard_spelling(operator)))
    }

    /// An operator of characters behind its left operand, and whether its right end is open.
    fn infix_operator(
        &mut self,
        left: Expression<'a>,
        token: Token,
        precedence: u8,
        restricted: bool,
    ) -> Result<(Expression<'a>, bool)> {
        if precedence == precedence::CAST {
            let start = left.span.start;
            let kind = ExpressionKind::Cast(Box::new(left), Box::new(self.type_name()?));
            return Ok((self.node(kind, token, start), false));
        }
        let operator = standard_spelling(token.span().of(self.text));
        self.right_operand(Vec::new(), operator, left, token, precedence, restricted)
    }

    /// The right operand of an operator, which ANY or ALL may precede.
    fn right_operand(
        &mut self,
        schema: Vec<Ident<'a>>,
        operator: Cow<'a, str>,
        left: Expression<'a>,
        token: Token,
        precedence: u8,
        restricted: bool,
    ) -> Result<(Expression<'a>, bool)> {
        if let Some(quantifier) = self.quantifier(restricted) {
            let operation = self.quantified(schema, operator, left, token, quantifier)?;
            return Ok((operation, false));
        }
        let right = self.operation(precedence + 1, restricted)?;
        Ok((self.apply(schema, operator, Some(left), right, token), true))
    }

    pub(super) fn quantifier(&mut self, restricted: bool) -> Option<Quantifier> {
        match self.peek_keyword() {
            Some(Keyword::Any | Keyword::Some) if !restricted => Some(Quantifier::Any),
            Some(Keyword::All) if !restricted => Some(Quantifier::All),
            _ => None,
        }
    }

    /// `{ ANY | SOME | ALL } ( { query | expression } )`
    pub(super) fn quantified(
        &mut self,
        schema: Vec<Ident<'a>>,
        operator: Cow<'a, str>,
        left: Expression<'a>,
        token: Token,
        quantifier: Quantifier,
    ) -> Result<Expression<'a>> {
        self.advance();
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let right = self.query_or_expression()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        let start = left.span.start;
        let operation = Operation { schema, operator, left: Some(left), right, quantifier: Some(quantifier) };
        Ok(self.node(ExpressionKind::Operation(Box::new(operation)), token, start))
    }

    /// A word behind its left operand, and whether the right end of what it makes is open.
    fn infix_word(
        &mut self,
        left: Expression<'a>,
        token: Token,
        precedence: u8,
        restricted: bool,
    ) -> Result<(Expression<'a>, bool)> {
        let start = left.span.start;
        let negated = token.keyword().is_none();
        let word = match token.keyword() {
            Some(word) => Some(word),
            None => {
                let word = self.peek_keyword();
                self.advance();
                word
            }
        };
        match word {
            Some(word @ (Keyword::And | Keyword::Or)) => {
                let form = if word == Keyword::And { Form::And } else { Form::Or };
                let right = self.operation(precedence + 1, restricted)?;
                let mut joined = self.form(form, Vec::new(), token);
                match left.kind {
                    // A chain is one node, where its first word stands.
                    ExpressionKind::Form(known, mut operands) if known == form => {
                        self.height -= 1;
                        operands.push(right);
                        joined.location = left.location;
                        joined.kind = ExpressionKind::Form(form, operands);
                    }
                    _ => joined.kind = ExpressionKind::Form(form, vec![left, right]),
                }
                joined.span.start = start;
                Ok((joined, true))
            }
            Some(Keyword::Is) => self.test(left, token, restricted),
            Some(Keyword::Isnull) => Ok((self.form_from(Form::IsNull, vec![left], token, start), false)),
            Some(Keyword::Notnull) => Ok((self.form_from(Form::IsNotNull, vec![left], token, start), false)),
            Some(Keyword::Between) => self.between(left, token, negated),
            Some(Keyword::In) => self.inclusion(left, token, negated),
            Some(Keyword::At) => {
                self.expect([Keyword::Time, Keyword::Zone])?;
                let zone = self.operation(precedence::AT + 1, restricted)?;
                Ok((self.system_call("timezone", vec![zone, left], token, start), true))
            }
            Some(Keyword::Collate) => {
                let kind = ExpressionKind::Collate(Box::new(left), self.qualified_name()?);
                Ok((self.node(kind, token, start), false))
            }
            Some(Keyword::Operator) => {
                let (schema, operator) = self.operator_in_parentheses()?;
                self.right_operand(schema, operator, left, token, precedence, restricted)
            }
            word => match PATTERNS.iter().find(|(known, _, _)| Some(*known) == word) {
                Some((word, plain, not)) => self.pattern(left, token, *word, if negated { not } else { plain }),
                None => self.fail(),
            },
        }
    }

    /// A number's sign becomes part of it.
    fn negated(&self, operand: Expression<'a>, token: Token) -> Expression<'a> {
        let kind = match operand.kind {
            ExpressionKind::Integer(value) => ExpressionKind::Integer(value.wrapping_neg()),
            ExpressionKind::Numeric(digits) => ExpressionKind::Numeric(match digits.strip_prefix('-') {
                Some(positive) => Cow::Owned(positive.to_owned()),
                None => Cow::Owned(format!("-{digits}")),
            }),
            _ => return self.apply(Vec::new(), "-".into(), None, operand, token),
        };
        self.node(kind, token, token.span().start)
    }

    pub(super) fn apply(
        &self,
        schema: Vec<Ident<'a>>,
        operator: Cow<'a, str>,
        left: Option<Expression<'a>>,
        right: Expression<'a>,
        token: Token,
    ) -> Expression<'a> {
        let start = left.as_ref().map_or(token.span().start, |left| left.span.start);
        let operation = Operation { schema, operator, left, right, quantifier: None };
        self.node(ExpressionKind::Operation(Box::new(operation)), token, start)
    }

    /// A node at the token; what it is made of begins at `start` and ends with the last token taken.
    pub(super) fn node(&self, kind: ExpressionKind<'a>, token: Token, start: ByteOffset) -> Expression<'a> {
        let end = Span::new(start.index(), self.last_end()).end;
        Expression { kind, location: token.span().start, span: Span { start, end } }
    }

    /// A form that begins with its key word.
    pub(super) fn form(&self, form: Form, operands: Vec<Expression<'a>>, token: Token) -> Expression<'a> {
        self.form_from(form, operands, token, token.span().start)
    }

    pub(super) fn form_from(
        &self,
        form: Form,
        operands: Vec<Expression<'a>>,
        token: Token,
        start: ByteOffset,
    ) -> Expression<'a> {
        self.node(ExpressionKind::Form(form, operands), token, start)
    }

    /// A function of pg_catalog that the text spells in other words.
    pub(super) fn system_call(
        &self,
        name: &'static str,
        arguments: Vec<Expression<'a>>,
        token: Token,
        start: ByteOffset,
    ) -> Expression<'a> {
        let call = FunctionCall::new(system_name(name, token.span()), arguments);
        self.node(ExpressionKind::Function(Box::new(call)), token, start)
    }
}

/// `!=` is another spelling of `<>`.
fn standard_spelling(operator: &str) -> Cow<'_, str> {
    if operator == "!=" { Cow::Borrowed("<>") } else { Cow::Borrowed(operator) }
}
