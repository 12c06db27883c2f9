//! Names of data types.

use super::cursor::{Parser, Result};
use crate::ast::{Expression, ExpressionKind, Ident, QualifiedName, TypeName, TypeReference};
use crate::keyword::{Keyword, KeywordClass};
use crate::scanner::{Token, TokenKind};
use crate::{Span, SqlState, SyntaxError};

/// What follows the first word of a type that the SQL standard spells.
#[derive(Clone, Copy)]
enum Spelling {
    /// Nothing.
    Plain(&'static str),
    /// `[ ( expression [, ...] ) ]`
    Numeric,
    /// `[ ( bits ) ]`
    Float,
    /// `[ VARYING ] [ ( expression [, ...] ) ]`
    Bit,
    /// `[ VARYING ] [ ( length ) ]`
    Character,
    /// `{ CHARACTER | CHAR } [ VARYING ] [ ( length ) ]`
    National,
    /// `[ ( length ) ]`
    Varchar,
    /// `[ ( precision ) ] [ { WITH | WITHOUT } TIME ZONE ]`: without and with a time zone.
    Time(&'static str, &'static str),
    /// `[ fields ] [ ( precision ) ]`
    Interval,
}

static STANDARD: &[(Keyword, Spelling)] = &[
    (Keyword::Int, Spelling::Plain("int4")),
    (Keyword::Integer, Spelling::Plain("int4")),
    (Keyword::Smallint, Spelling::Plain("int2")),
    (Keyword::Bigint, Spelling::Plain("int8")),
    (Keyword::Real, Spelling::Plain("float4")),
    (Keyword::Boolean, Spelling::Plain("bool")),
    (Keyword::Numeric, Spelling::Numeric),
    (Keyword::Decimal, Spelling::Numeric),
    (Keyword::Dec, Spelling::Numeric),
    (Keyword::Float, Spelling::Float),
    (Keyword::Bit, Spelling::Bit),
    (Keyword::Character, Spelling::Character),
    (Keyword::Char, Spelling::Character),
    (Keyword::Nchar, Spelling::Character),
    (Keyword::National, Spelling::National),
    (Keyword::Varchar, Spelling::Varchar),
    (Keyword::Timestamp, Spelling::Time("timestamp", "timestamptz")),
    (Keyword::Time, Spelling::Time("time", "timetz")),
    (Keyword::Interval, Spelling::Interval),
];

/// The last fields of ranges, and the ranges in words.
type Ranges = &'static [(Keyword, &'static str)];

/// The fields that an interval can be restricted to, and whether a precision may follow.
static INTERVAL_FIELDS: &[(Keyword, Ranges, &str)] = &[
    (Keyword::Year, &[(Keyword::Month, "year to month")], "year"),
    (Keyword::Month, &[], "month"),
    (
        Keyword::Day,
        &[(Keyword::Hour, "day to hour"), (Keyword::Minute, "day to minute"), (Keyword::Second, "day to second")],
        "day",
    ),
    (Keyword::Hour, &[(Keyword::Minute, "hour to minute"), (Keyword::Second, "hour to second")], "hour"),
    (Keyword::Minute, &[(Keyword::Second, "minute to second")], "minute"),
    (Keyword::Second, &[], "second"),
];

impl<'a> Parser<'a> {
    /// Typename:
    /// ```text
    /// [ SETOF ] type [ [ number ] ... | ARRAY [ [ number ] ] ]
    /// ```
    pub(super) fn type_name(&mut self) -> Result<TypeName<'a>> {
        let set_of = self.accept(Keyword::Setof);
        let first = self.peek();
        let mut type_name = self.simple_type_name()?;
        type_name.set_of = set_of;
        self.array_bounds(&mut type_name.array_bounds)?;
        type_name.span = self.span_from(first);
        Ok(type_name)
    }

    /// SimpleTypename: neither a set nor an array.
    pub(super) fn simple_type_name(&mut self) -> Result<TypeName<'a>> {
        let first = self.peek();
        match self.standard_type(first, false)? {
            Some(type_name) => Ok(type_name),
            None => self.named_type(first),
        }
    }

    /// func_type: as [`Parser::type_name`], or `[ SETOF ] table.column%TYPE`.
    pub(super) fn function_type(&mut self) -> Result<TypeName<'a>> {
        let mut type_name = self.type_name()?;
        let is_plain = type_name.modifiers.is_empty() && type_name.array_bounds.is_empty();
        if let TypeReference::Named(name) = &type_name.name
            && is_plain
            && name.parts.len() > 1
            && self.is_operator("%")
        {
            let name = name.clone();
            self.advance();
            self.expect([Keyword::Type])?;
            type_name.span.end = Span::new(0, self.last_end()).end;
            type_name.name = TypeReference::ColumnType(name);
        }
        Ok(type_name)
    }

    /// GenericType: a name and its modifiers.
    fn named_type(&mut self, first: Token) -> Result<TypeName<'a>> {
        if !self.is_type_or_function_name(first) {
            return self.fail();
        }
        self.advance();
        self.rest_of_named_type(first)
    }

    fn rest_of_named_type(&mut self, first: Token) -> Result<TypeName<'a>> {
        let mut parts = vec![self.ident(first)];
        while self.accept_kind(TokenKind::Dot) {
            parts.push(self.label()?);
        }
        let name = TypeReference::Named(QualifiedName { parts, span: self.span_from(first) });
        let modifiers = self.modifiers()?;
        Ok(self.new_type(first, name, modifiers))
    }

    /// A type that the SQL standard spells, if the token begins one. In a constant the fields of an
    /// interval come after the value, and `character` and `bit` have no length by default.
    pub(super) fn standard_type(&mut self, first: Token, is_constant: bool) -> Result<Option<TypeName<'a>>> {
        let Some(word) = first.keyword() else { return Ok(None) };
        if word == Keyword::Double && !is_constant {
            // Without PRECISION it is a name like any other.
            self.advance();
            if !self.accept(Keyword::Precision) {
                return self.rest_of_named_type(first).map(Some);
            }
            return Ok(Some(self.new_type(first, TypeReference::Standard("float8"), Vec::new())));
        }
        let Some((_, spelling)) = STANDARD.iter().find(|(known, _)| *known == word) else { return Ok(None) };
        self.advance();
        let mut modifiers = Vec::new();
        let name = match *spelling {
            Spelling::Plain(name) => name,
            Spelling::Numeric => {
                modifiers = self.modifiers()?;
                "numeric"
            }
            Spelling::Float => self.float()?,
            Spelling::Bit => {
                let varying = self.accept(Keyword::Varying);
                modifiers = self.modifiers()?;
                if varying { "varbit" } else { "bit" }
            }
            Spelling::Character | Spelling::National => {
                if matches!(spelling, Spelling::National) {
                    match self.peek_keyword() {
                        Some(Keyword::Character | Keyword::Char) => self.advance(),
                        _ => return self.fail(),
                    }
                }
                let varying = self.accept(Keyword::Varying);
                self.precision(&mut modifiers)?;
                if varying { "varchar" } else { "bpchar" }
            }
            Spelling::Varchar => {
                self.precision(&mut modifiers)?;
                "varchar"
            }
            Spelling::Time(without, with) => {
                self.precision(&mut modifiers)?;
                if self.with_time_zone()? { with } else { without }
            }
            Spelling::Interval => {
                let mut fields = "";
                if is_constant {
                    self.precision(&mut modifiers)?;
                } else {
                    fields = self.interval_fields(&mut modifiers)?;
                    if fields.is_empty() {
                        self.precision(&mut modifiers)?;
                    }
                }
                return Ok(Some(self.new_type(first, TypeReference::Interval(fields), modifiers)));
            }
        };
        let name = match name {
            "bpchar" | "bit" if is_constant && modifiers.is_empty() => {
                TypeReference::Named(system_name(name, first.span()))
            }
            name => TypeReference::Standard(name),
        };
        Ok(Some(self.new_type(first, name, modifiers)))
    }

    pub(super) fn new_type(
        &self,
        first: Token,
        name: TypeReference<'a>,
        modifiers: Vec<Expression<'a>>,
    ) -> TypeName<'a> {
        TypeName { set_of: false, name, modifiers, array_bounds: Vec::new(), span: self.span_from(first) }
    }

    /// `[ ( expression [, ...] ) ]`
    fn modifiers(&mut self) -> Result<Vec<Expression<'a>>> {
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return Ok(Vec::new());
        }
        let modifiers = self.expressions()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(modifiers)
    }

    /// `[ ( integer ) ]`
    fn precision(&mut self, modifiers: &mut Vec<Expression<'a>>) -> Result<()> {
        modifiers.extend(self.optional_precision()?);
        Ok(())
    }

    /// `[ ( integer ) ]`
    pub(super) fn optional_precision(&mut self) -> Result<Option<Expression<'a>>> {
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return Ok(None);
        }
        let token = self.peek();
        let value = self.integer()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(Some(Expression { kind: ExpressionKind::Integer(value), location: token.span().start, span: token.span() }))
    }

    /// The bits of `float` choose the type.
    fn float(&mut self) -> Result<&'static str> {
        let Some(Expression { kind: ExpressionKind::Integer(bits), span, .. }) = self.optional_precision()? else {
            return Ok("float8");
        };
        let message = match bits {
            1..=24 => return Ok("float4"),
            25..=53 => return Ok("float8"),
            54.. => "precision for type float must be less than 54 bits",
            _ => "precision for type float must be at least 1 bit",
        };
        Err(Box::new(SyntaxError {
            sqlstate: SqlState::InvalidParameterValue,
            message: message.to_owned(),
            detail: None,
            hint: None,
            position: Some(span.start),
            subject: span,
        }))
    }

    /// `[ { WITH | WITHOUT } TIME ZONE ]`: whether it is WITH. `WITHOUT` belongs to the type only before TIME.
    fn with_time_zone(&mut self) -> Result<bool> {
        let token = self.peek();
        let with = token.word() == Some(Keyword::With) && token.keyword().is_none();
        if !with && token.keyword() != Some(Keyword::Without) {
            return Ok(false);
        }
        self.advance();
        self.expect([Keyword::Time, Keyword::Zone])?;
        Ok(with)
    }

    /// `[ fields [ ( precision ) ] ]`, where only seconds have a precision.
    pub(super) fn interval_fields(&mut self, modifiers: &mut Vec<Expression<'a>>) -> Result<&'static str> {
        let word = self.peek_keyword();
        let Some((_, ranges, single)) = INTERVAL_FIELDS.iter().find(|(first, _, _)| Some(*first) == word) else {
            return Ok("");
        };
        self.advance();
        let mut fields = *single;
        if !ranges.is_empty() && self.accept(Keyword::To) {
            let last = self.peek_keyword();
            match ranges.iter().find(|(known, _)| Some(*known) == last) {
                Some((_, range)) => fields = range,
                None => return self.fail(),
            }
            self.advance();
        }
        if fields.ends_with("second") {
            self.precision(modifiers)?;
        }
        Ok(fields)
    }

    /// `[ [ number ] ... | ARRAY [ [ number ] ] ]`
    fn array_bounds(&mut self, bounds: &mut Vec<Option<i32>>) -> Result<()> {
        let word = self.accept(Keyword::Array);
        while self.accept_symbol("[") {
            let bound = if self.peek_kind() == TokenKind::Integer || word { Some(self.integer()?) } else { None };
            if !self.accept_symbol("]") {
                return self.fail();
            }
            bounds.push(bound);
            if word {
                return Ok(());
            }
        }
        if word {
            bounds.push(None);
        }
        Ok(())
    }

    /// type_function_name
    pub(super) fn is_type_or_function_name(&self, token: Token) -> bool {
        token.is_identifier()
            || matches!(self.class(token), KeywordClass::Unreserved | KeywordClass::TypeOrFunctionName)
    }

    /// Takes the symbol, e.g. `[`, if it is ahead.
    pub(super) fn accept_symbol(&mut self, symbol: &str) -> bool {
        let token = self.peek();
        let found = token.is(TokenKind::Symbol) && token.span().of(self.text) == symbol;
        if found {
            self.advance();
        }
        found
    }

    /// Whether the operator is ahead.
    pub(super) fn is_operator(&mut self, operator: &str) -> bool {
        let token = self.peek();
        token.is(TokenKind::Operator) && token.span().of(self.text) == operator
    }
}

/// The name of an object in pg_catalog that the text spells in other words.
pub(super) fn system_name(name: &'static str, span: Span) -> QualifiedName<'static> {
    let part = |name: &'static str| Ident { name: name.into(), span };
    QualifiedName { parts: vec![part("pg_catalog"), part(name)], span }
}
