//! Functions and procedures.

use super::cursor::{Parser, Result};
use super::name::IfClause;
use crate::Span;
use crate::ast::{
    AlterRoutine, ArgumentMode, CreateRoutine, DropRoutines, FunctionResult, QualifiedName, RoutineArgument,
    RoutineChange, RoutineKind, RoutineOption, RoutineOptionKind, RoutineSignature, SetScope, SqlBody, Statement,
    Volatility,
};
use crate::keyword::Keyword;
use crate::scanner::{Token, TokenKind};

/// Words of the options that only Cloudberry has.
static CLOUDBERRY_OPTIONS: &[(&[Keyword], &str)] = &[
    (&[Keyword::No, Keyword::Sql], "NO SQL"),
    (&[Keyword::Contains, Keyword::Sql], "CONTAINS SQL"),
    (&[Keyword::Reads, Keyword::Sql, Keyword::Data], "READS SQL DATA"),
    (&[Keyword::Modifies, Keyword::Sql, Keyword::Data], "MODIFIES SQL DATA"),
    (&[Keyword::Execute, Keyword::On, Keyword::Any], "EXECUTE ON ANY"),
    (&[Keyword::Execute, Keyword::On, Keyword::Master], "EXECUTE ON MASTER"),
    (&[Keyword::Execute, Keyword::On, Keyword::Coordinator], "EXECUTE ON COORDINATOR"),
    (&[Keyword::Execute, Keyword::On, Keyword::Initplan], "EXECUTE ON INITPLAN"),
    (&[Keyword::Execute, Keyword::On, Keyword::All, Keyword::Segments], "EXECUTE ON ALL SEGMENTS"),
];

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE [ OR REPLACE ] { FUNCTION | PROCEDURE }
    ///     name ( [ [ argmode ] [ argname ] argtype [ { DEFAULT | = } default_expr ] [, ...] ] )
    ///     [ RETURNS rettype | RETURNS TABLE ( column_name column_type [, ...] ) ]
    ///     option ... [ sql_body ]
    /// ```
    /// From the name on.
    pub(super) fn create_routine(&mut self, or_replace: bool, kind: RoutineKind) -> Result<Statement<'a>> {
        let name = self.routine_name()?;
        if self.peek_kind() != TokenKind::OpenParenthesis {
            return self.fail();
        }
        let arguments = self.routine_arguments(true)?;
        let mut result = None;
        // RETURNS NULL ON NULL INPUT is an option, not a result.
        if kind == RoutineKind::Function && self.peek_keyword() == Some(Keyword::Returns) {
            let mark = self.mark();
            self.advance();
            if self.peek_keyword() == Some(Keyword::Null) {
                self.restore(mark);
            } else {
                result = Some(self.function_result()?);
            }
        }
        let options = self.routine_options(true)?;
        let body = self.routine_body()?;
        Ok(Statement::CreateRoutine(Box::new(CreateRoutine {
            or_replace,
            kind,
            name,
            arguments,
            result,
            options,
            body,
        })))
    }

    /// func_name: one part that may be the name of a function, or several.
    fn routine_name(&mut self) -> Result<QualifiedName<'a>> {
        let first = self.peek();
        let may_call = self.is_type_or_function_name(first);
        let is_column_id = self.is_column_id(first);
        if !may_call && !is_column_id {
            return self.fail();
        }
        self.advance();
        let mut parts = vec![self.ident(first)];
        let is_name = !is_column_id || self.indirection_of_name(&mut parts)?;
        let is_alone = parts.len() == 1;
        if !is_name || is_alone && !may_call && self.peek_kind() == TokenKind::OpenParenthesis {
            return self.fail();
        }
        Ok(QualifiedName { parts, span: self.span_from(first) })
    }

    /// `name [ ( arguments ) ]`, without defaults.
    pub(super) fn routine_signature(&mut self) -> Result<RoutineSignature<'a>> {
        let first = self.peek();
        let name = self.routine_name()?;
        let is_enclosed = self.peek_kind() == TokenKind::OpenParenthesis;
        let arguments = if is_enclosed { Some(self.routine_arguments(false)?) } else { None };
        Ok(RoutineSignature { name, arguments, span: self.span_from(first) })
    }

    pub(super) fn routine_signatures(&mut self) -> Result<Vec<RoutineSignature<'a>>> {
        let mut signatures = vec![self.routine_signature()?];
        while self.accept_kind(TokenKind::Comma) {
            signatures.push(self.routine_signature()?);
        }
        Ok(signatures)
    }

    /// `( [ argument [, ...] ] )`
    fn routine_arguments(&mut self, has_defaults: bool) -> Result<Vec<RoutineArgument<'a>>> {
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut arguments = Vec::new();
        if self.accept_kind(TokenKind::CloseParenthesis) {
            return Ok(arguments);
        }
        loop {
            let mut argument = self.routine_argument()?;
            if has_defaults && (self.peek_keyword() == Some(Keyword::Default) || self.is_operator("=")) {
                self.advance();
                argument.default = Some(self.expression()?);
                argument.span = Span::new(argument.span.start.index(), self.last_end());
            }
            arguments.push(argument);
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(arguments)
    }

    /// ```text
    /// [ IN | OUT | INOUT | IN OUT | VARIADIC ] [ name ] type
    /// name [ IN | OUT | INOUT | IN OUT | VARIADIC ] type
    /// ```
    fn routine_argument(&mut self) -> Result<RoutineArgument<'a>> {
        let first = self.peek();
        let mut mode = self.argument_mode();
        let token = self.peek();
        let mut name = None;
        if self.is_argument_name(token, mode.is_none()) {
            self.advance();
            name = Some(self.ident(token));
            if mode.is_none() {
                mode = self.argument_mode();
            }
        }
        let type_name = self.function_type()?;
        Ok(RoutineArgument { mode, name, type_name, default: None, span: self.span_from(first) })
    }

    fn argument_mode(&mut self) -> Option<ArgumentMode> {
        let mode = match self.peek_keyword() {
            Some(Keyword::In) => ArgumentMode::In,
            Some(Keyword::Out) => ArgumentMode::Out,
            Some(Keyword::Inout) => ArgumentMode::InOut,
            Some(Keyword::Variadic) => ArgumentMode::Variadic,
            _ => return None,
        };
        self.advance();
        Some(if mode == ArgumentMode::In && self.accept(Keyword::Out) { ArgumentMode::InOut } else { mode })
    }

    /// Whether the token names an argument: a type or a mode follows it.
    fn is_argument_name(&mut self, token: Token, may_have_mode: bool) -> bool {
        if !self.is_type_or_function_name(token) {
            return false;
        }
        let mark = self.mark();
        self.advance();
        let next = self.peek();
        let is_mode = matches!(next.keyword(), Some(Keyword::In | Keyword::Out | Keyword::Inout | Keyword::Variadic));
        let is_type = self.is_type_or_function_name(next) || next.keyword().is_some_and(begins_standard_type);
        self.restore(mark);
        is_type || is_mode && may_have_mode
    }

    /// `type` or `TABLE ( name type [, ...] )` behind RETURNS.
    fn function_result(&mut self) -> Result<FunctionResult<'a>> {
        if !self.accept(Keyword::Table) {
            return self.function_type().map(FunctionResult::Type);
        }
        self.expect_kind(TokenKind::OpenParenthesis)?;
        let mut columns = Vec::new();
        loop {
            let token = self.peek();
            if !self.is_type_or_function_name(token) {
                return self.fail();
            }
            self.advance();
            columns.push((self.ident(token), self.function_type()?));
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(FunctionResult::Table(columns))
    }

    fn routine_options(&mut self, create: bool) -> Result<Vec<RoutineOption<'a>>> {
        let mut options = Vec::new();
        loop {
            let first = self.peek();
            match self.routine_option(create)? {
                Some(kind) => options.push(RoutineOption { kind, span: self.span_from(first) }),
                None => return Ok(options),
            }
        }
    }

    /// ```text
    ///       AS 'definition' | AS 'obj_file', 'link_symbol' | LANGUAGE lang_name | WINDOW
    ///     | TRANSFORM { FOR TYPE type_name } [, ... ]
    /// ```
    /// in CREATE only, and
    /// ```text
    ///       IMMUTABLE | STABLE | VOLATILE | [ NOT ] LEAKPROOF
    ///     | CALLED ON NULL INPUT | RETURNS NULL ON NULL INPUT | STRICT
    ///     | [ EXTERNAL ] SECURITY { INVOKER | DEFINER } | PARALLEL word
    ///     | COST execution_cost | ROWS result_rows | SUPPORT support_function
    ///     | SET configuration_parameter { TO value | = value | FROM CURRENT } | RESET configuration_parameter
    /// ```
    fn routine_option(&mut self, create: bool) -> Result<Option<RoutineOptionKind<'a>>> {
        let first = self.peek();
        let Some(word) = first.keyword() else { return Ok(None) };
        if self.rules().cloudberry && CLOUDBERRY_OPTIONS.iter().any(|(words, _)| words.first() == Some(&word)) {
            return self.cloudberry_option().map(Some);
        }
        if word == Keyword::Reset {
            return Ok(Some(RoutineOptionKind::Setting(Box::new(self.reset()?))));
        }
        if word == Keyword::Set {
            self.advance();
            return Ok(Some(RoutineOptionKind::Setting(Box::new(self.set_more(SetScope::Session)?))));
        }
        let mark = self.mark();
        self.advance();
        Ok(Some(match word {
            Keyword::As if create => {
                let mut strings = vec![self.string()?];
                if self.accept_kind(TokenKind::Comma) {
                    strings.push(self.string()?);
                }
                RoutineOptionKind::As(strings)
            }
            Keyword::Language if create => RoutineOptionKind::Language(self.word_or_string()?),
            Keyword::Window if create => RoutineOptionKind::Window,
            Keyword::Transform if create => {
                let mut types = Vec::new();
                loop {
                    self.expect([Keyword::For, Keyword::Type])?;
                    types.push(self.type_name()?);
                    if !self.accept_kind(TokenKind::Comma) {
                        break RoutineOptionKind::Transform(types);
                    }
                }
            }
            Keyword::Immutable => RoutineOptionKind::Volatility(Volatility::Immutable),
            Keyword::Stable => RoutineOptionKind::Volatility(Volatility::Stable),
            Keyword::Volatile => RoutineOptionKind::Volatility(Volatility::Volatile),
            Keyword::Strict => RoutineOptionKind::Strict(true),
            Keyword::Called => {
                self.expect([Keyword::On, Keyword::Null, Keyword::Input])?;
                RoutineOptionKind::Strict(false)
            }
            Keyword::Returns => {
                self.expect([Keyword::Null, Keyword::On, Keyword::Null, Keyword::Input])?;
                RoutineOptionKind::Strict(true)
            }
            Keyword::External | Keyword::Security => {
                if word == Keyword::External {
                    self.expect([Keyword::Security])?;
                }
                let definer = self.accept(Keyword::Definer);
                if !definer {
                    self.expect([Keyword::Invoker])?;
                }
                RoutineOptionKind::SecurityDefiner(definer)
            }
            Keyword::Leakproof => RoutineOptionKind::Leakproof(true),
            Keyword::Not => {
                self.expect([Keyword::Leakproof])?;
                RoutineOptionKind::Leakproof(false)
            }
            Keyword::Cost => RoutineOptionKind::Cost(self.signed_number()?),
            Keyword::Rows => RoutineOptionKind::Rows(self.signed_number()?),
            Keyword::Support => RoutineOptionKind::Support(self.qualified_name()?),
            Keyword::Parallel => RoutineOptionKind::Parallel(self.column_id()?),
            _ => {
                self.restore(mark);
                return Ok(None);
            }
        }))
    }

    fn cloudberry_option(&mut self) -> Result<RoutineOptionKind<'a>> {
        let mut count = 0;
        let mut found = CLOUDBERRY_OPTIONS;
        loop {
            let next = self.peek_keyword();
            let fits = |(words, _): &&(&[Keyword], &str)| next.is_some() && words.get(count).copied() == next;
            let Some(start) = found.iter().position(|row| fits(&row)) else { return self.fail() };
            let length = found.get(start..).unwrap_or_default().iter().take_while(|row| fits(row)).count();
            found = found.get(start..start + length).unwrap_or_default();
            self.advance();
            count += 1;
            if let [(words, text)] = found
                && words.len() == count
            {
                return Ok(RoutineOptionKind::Cloudberry(text));
            }
        }
    }

    /// `[ RETURN expression | BEGIN ATOMIC statement; ... END ]`
    fn routine_body(&mut self) -> Result<Option<SqlBody<'a>>> {
        let first = self.peek();
        if self.accept(Keyword::Return) {
            self.expression()?;
        } else if self.accept(Keyword::Begin) {
            self.expect([Keyword::Atomic])?;
            let mut depth = 1;
            while depth > 0 {
                match self.peek().word() {
                    Some(Keyword::Case) => depth += 1,
                    Some(Keyword::End) => depth -= 1,
                    _ if matches!(self.peek_kind(), TokenKind::End | TokenKind::Failed) => return self.fail(),
                    _ => {}
                }
                self.advance();
            }
        } else {
            return Ok(None);
        }
        let span = self.span_from(first);
        Ok(Some(SqlBody { text: span.of(self.text), span }))
    }

    /// ```text
    /// DROP { FUNCTION | PROCEDURE | ROUTINE } [ IF EXISTS ] name [ ( arguments ) ] [, ...] [ CASCADE | RESTRICT ]
    /// ```
    /// From `IF` on.
    pub(super) fn drop_routines(&mut self, kind: RoutineKind) -> Result<Statement<'a>> {
        let mark = self.mark();
        let if_exists = match self.if_clause([Keyword::Exists])? {
            IfClause::Present => true,
            _ => {
                self.restore(mark);
                false
            }
        };
        let routines = self.routine_signatures()?;
        let behavior = self.drop_behavior()?;
        Ok(Statement::DropRoutines(DropRoutines { kind, if_exists, routines, behavior }))
    }

    /// ```text
    /// ALTER { FUNCTION | PROCEDURE | ROUTINE } name [ ( arguments ) ]
    ///     { option ... [ RESTRICT ] | RENAME TO new_name | OWNER TO role | SET SCHEMA new_schema
    ///     | [ NO ] DEPENDS ON EXTENSION extension_name }
    /// ```
    /// From the name on.
    pub(super) fn alter_routine(&mut self, kind: RoutineKind) -> Result<Statement<'a>> {
        let routine = self.routine_signature()?;
        let mark = self.mark();
        let word = self.peek_keyword();
        let change = match word {
            Some(Keyword::Rename) => {
                self.advance();
                self.expect([Keyword::To])?;
                RoutineChange::Rename(self.column_id()?)
            }
            Some(Keyword::Owner) => {
                self.advance();
                self.expect([Keyword::To])?;
                RoutineChange::Owner(self.role_spec()?)
            }
            Some(Keyword::No | Keyword::Depends) => {
                self.advance();
                if word == Some(Keyword::No) {
                    self.expect([Keyword::Depends])?;
                }
                self.expect([Keyword::On, Keyword::Extension])?;
                RoutineChange::DependsOnExtension(word == Some(Keyword::Depends), self.column_id()?)
            }
            Some(Keyword::Set) if self.sets_schema() => RoutineChange::Schema(self.column_id()?),
            _ => {
                self.restore(mark);
                let options = self.routine_options(false)?;
                if options.is_empty() {
                    return self.fail();
                }
                self.accept(Keyword::Restrict);
                RoutineChange::Options(options)
            }
        };
        Ok(Statement::AlterRoutine(Box::new(AlterRoutine { kind, routine, change })))
    }

    /// Takes `SET SCHEMA` before a name; `SET SCHEMA 'name'` is the setting of a parameter.
    fn sets_schema(&mut self) -> bool {
        self.advance();
        let is_schema = self.accept(Keyword::Schema);
        let next = self.peek();
        is_schema && self.is_column_id(next)
    }
}

/// Whether the word, which is no name of a type, begins one.
fn begins_standard_type(word: Keyword) -> bool {
    use Keyword::*;
    matches!(
        word,
        Bigint
            | Bit
            | Boolean
            | Char
            | Character
            | Dec
            | Decimal
            | Float
            | Int
            | Integer
            | Interval
            | National
            | Nchar
            | Numeric
            | Real
            | Setof
            | Smallint
            | Time
            | Timestamp
            | Varchar
    )
}
