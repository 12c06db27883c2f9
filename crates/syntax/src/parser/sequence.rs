//! Sequences and their options, numbers, and the parameters in parentheses of relations.

use super::cursor::{Parser, Result};
use crate::ast::{
    AlterSequence, CreateSequence, ParameterValue, Persistence, QualifiedName, SequenceOption, SequenceOptionKind,
    Statement, StorageParameter,
};
use crate::keyword::{Keyword, KeywordClass};
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE [ { TEMPORARY | TEMP } | UNLOGGED ] SEQUENCE [ IF NOT EXISTS ] name [ option ... ]
    /// ```
    /// From `IF` on.
    pub(super) fn create_sequence(&mut self, persistence: Persistence) -> Result<Statement<'a>> {
        let (if_not_exists, name) = self.new_relation_name()?;
        let mut options = Vec::new();
        while let Some(option) = self.sequence_option()? {
            options.push(option);
        }
        Ok(Statement::CreateSequence(CreateSequence { persistence, if_not_exists, name, options }))
    }

    /// `[ ( option ... ) ]` of an identity column.
    pub(super) fn enclosed_sequence_options(&mut self) -> Result<Vec<SequenceOption<'a>>> {
        let mut options = Vec::new();
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return Ok(options);
        }
        while let Some(option) = self.sequence_option()? {
            options.push(option);
        }
        if options.is_empty() {
            return self.fail();
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(options)
    }

    /// ```text
    /// ALTER SEQUENCE [ IF EXISTS ] name option ...
    /// ```
    /// From the first option on.
    pub(super) fn alter_sequence(&mut self, if_exists: bool, name: QualifiedName<'a>) -> Result<Statement<'a>> {
        let mut options = Vec::new();
        while let Some(option) = self.sequence_option()? {
            options.push(option);
        }
        Ok(Statement::AlterSequence(AlterSequence { if_exists, name, options }))
    }

    /// ```text
    ///       AS data_type
    ///     | INCREMENT [ BY ] increment | START [ WITH ] start | RESTART [ [ WITH ] restart ] | CACHE cache
    ///     | MINVALUE minvalue | NO MINVALUE | MAXVALUE maxvalue | NO MAXVALUE | [ NO ] CYCLE
    ///     | OWNED BY { table_name.column_name | NONE } | SEQUENCE NAME name
    /// ```
    /// None where another word is ahead.
    pub(super) fn sequence_option(&mut self) -> Result<Option<SequenceOption<'a>>> {
        use Keyword::{
            As, By, Cache, Cycle, Increment, Logged, Maxvalue, Minvalue, No, Owned, Restart, Sequence, Start,
        };
        use Keyword::{Unlogged, With};
        let first = self.peek();
        let Some(word) = first.keyword() else { return Ok(None) };
        let is_logging = matches!(word, Logged | Unlogged) && self.rules().postgresql_15_table_clauses;
        let known = [As, Cache, Cycle, Increment, Maxvalue, Minvalue, No, Owned, Restart, Sequence, Start];
        if !is_logging && !known.contains(&word) {
            return Ok(None);
        }
        self.advance();
        let kind = match word {
            As => SequenceOptionKind::As(self.simple_type_name()?),
            Logged | Unlogged => SequenceOptionKind::Logged(word == Logged),
            Cache => SequenceOptionKind::Cache(self.signed_number()?),
            Cycle => SequenceOptionKind::Cycle(true),
            Increment => {
                self.accept(By);
                SequenceOptionKind::IncrementBy(self.signed_number()?)
            }
            Maxvalue => SequenceOptionKind::MaxValue(Some(self.signed_number()?)),
            Minvalue => SequenceOptionKind::MinValue(Some(self.signed_number()?)),
            Owned => {
                self.expect([By])?;
                SequenceOptionKind::OwnedBy(self.qualified_name()?)
            }
            Sequence => {
                self.expect([Keyword::Name])?;
                SequenceOptionKind::Name(self.qualified_name()?)
            }
            Start => {
                self.accept(With);
                SequenceOptionKind::Start(self.signed_number()?)
            }
            Restart => {
                let with = self.accept(With);
                let number = if with || self.is_number() { Some(self.signed_number()?) } else { None };
                SequenceOptionKind::Restart(number)
            }
            _ => {
                let kind = match self.peek_keyword() {
                    Some(Cycle) => SequenceOptionKind::Cycle(false),
                    Some(Maxvalue) => SequenceOptionKind::MaxValue(None),
                    Some(Minvalue) => SequenceOptionKind::MinValue(None),
                    _ => return self.fail(),
                };
                self.advance();
                kind
            }
        };
        Ok(Some(SequenceOption { kind, span: self.span_from(first) }))
    }

    /// reloptions and definition: `( parameter [ = value ] [, ...] )`; only the former have name spaces.
    pub(super) fn storage_parameters(&mut self, has_namespaces: bool) -> Result<Vec<StorageParameter<'a>>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut parameters = Vec::new();
        loop {
            let first = self.peek();
            let mut name = self.label()?;
            let mut namespace = None;
            if has_namespaces && self.accept_kind(TokenKind::Dot) {
                namespace = Some(name);
                name = self.label()?;
            }
            let mut value = None;
            if self.is_operator("=") {
                self.advance();
                value = Some(self.parameter_value()?);
            }
            parameters.push(StorageParameter { namespace, name, value, span: self.span_from(first) });
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(parameters)
    }

    /// `[ WITH ( parameter [ = value ] [, ...] ) ]`
    pub(super) fn with_parameters(&mut self, has_namespaces: bool) -> Result<Vec<StorageParameter<'a>>> {
        if self.accept(Keyword::With) { self.storage_parameters(has_namespaces) } else { Ok(Vec::new()) }
    }

    /// def_arg: a type, a reserved word, an operator, a number, a string or NONE.
    pub(super) fn parameter_value(&mut self) -> Result<ParameterValue<'a>> {
        let token = self.peek();
        if token.is_string() {
            return self.string().map(ParameterValue::String);
        }
        if self.is_number() {
            // A sign without a number is an operator.
            let mark = self.mark();
            self.advance();
            let follows = matches!(self.peek_kind(), TokenKind::Integer | TokenKind::Float);
            self.restore(mark);
            if follows || token.kind() != TokenKind::Operator {
                return self.signed_number().map(ParameterValue::Number);
            }
        }
        if token.keyword() == Some(Keyword::None) || self.class(token) == KeywordClass::Reserved {
            self.advance();
            return Ok(ParameterValue::Word(self.ident(token)));
        }
        if token.is(TokenKind::Operator) {
            return self.operator_name().map(ParameterValue::Operator);
        }
        if token.keyword() == Some(Keyword::Operator) {
            let mark = self.mark();
            self.advance();
            if self.peek_kind() == TokenKind::OpenParenthesis {
                return self.enclosed_operator_name().map(ParameterValue::Operator);
            }
            self.restore(mark);
        }
        self.function_type().map(ParameterValue::Type)
    }

    /// `( any_operator )`
    pub(super) fn enclosed_operator_name(&mut self) -> Result<QualifiedName<'a>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let name = self.operator_name()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(name)
    }

    /// any_operator: `[ ColId . ]... operator`
    pub(super) fn operator_name(&mut self) -> Result<QualifiedName<'a>> {
        let first = self.peek();
        let mut parts = Vec::new();
        loop {
            let token = self.peek();
            if token.is(TokenKind::Operator) {
                self.advance();
                let name = token.span().of(self.text).into();
                parts.push(crate::ast::Ident { name, span: token.span() });
                return Ok(QualifiedName { parts, span: self.span_from(first) });
            }
            parts.push(self.column_id()?);
            self.expect_kind(TokenKind::Dot)?;
        }
    }
}
