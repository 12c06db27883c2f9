//! From a query string to its statements, or to the one error the server would raise.
//!
//! Recursive descent; only expressions nest, to a bounded depth. A grammar function takes the tokens
//! it can and fails at the first with which the server's grammar has no continuation.
//! Tokens are scanned when they are looked at, so an error that a grammar action raises comes before
//! a lexical error in the token behind it.

mod alter_column;
mod alter_table;
mod call;
mod change;
mod column;
mod comment;
mod constraint;
mod cursor;
mod default_privileges;
mod expression;
mod extension;
mod external_table;
mod from;
mod function_call;
mod function_syntax;
mod grant;
mod index;
mod indirection;
mod mapping;
mod name;
mod number;
mod operand;
mod options;
mod other;
mod owned;
mod parameter;
mod partition;
mod predicate;
mod query;
mod role;
mod routine;
mod schema;
mod sequence;
mod server;
mod set;
mod statement;
mod storage;
mod table;
mod table_as;
mod table_constraint;
mod transaction;
mod type_definition;
mod type_name;
mod wrapper;

use crate::ast::{Expression, Query, Statement, TypeName};
use crate::scanner::{StringRules, TokenKind};
use crate::{ScanNotice, Span, SqlState, SyntaxError, Target};
use cursor::Parser;

/// A statement and its text, without the semicolon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedStatement<'a> {
    /// What it says.
    pub statement: Statement<'a>,
    /// From its first token to its last.
    pub span: Span,
}

/// The result of parsing one query string, all statements at once as the server does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse<'a> {
    /// Truncation notices, in the order of scanning; sent before anything else.
    pub notices: Vec<ScanNotice>,
    /// Empty statements are left out. Empty when there is an error: nothing of the string runs.
    pub statements: Vec<ParsedStatement<'a>>,
    /// The first error.
    pub error: Option<SyntaxError>,
    /// Whether the text is for the full build to answer; then nothing else here counts. Never so there.
    pub needs_full: bool,
}

/// Parses a query string, as the parameters of a server say that starts.
pub fn parse(text: &str, target: Target) -> Parse<'_> {
    parse_with_strings(text, target, StringRules::default())
}

/// Parses a query string with string literals read by these rules.
pub fn parse_with_strings(text: &str, target: Target, strings: StringRules) -> Parse<'_> {
    if let Some(error) = null_character(text) {
        return Parse { error: Some(error), ..Parse::default() };
    }
    let mut parser = Parser::new(text, target, strings);
    // A statement of the family has some 160 bytes.
    let mut statements = Vec::with_capacity((text.len() / 160).clamp(1, 1024));
    let result = loop {
        match parser.peek_kind() {
            TokenKind::End => break Ok(()),
            TokenKind::Semicolon => parser.advance(),
            _ => match statement_to_semicolon(&mut parser) {
                Ok(statement) => statements.push(statement),
                Err(error) => break Err(error),
            },
        }
    };
    let needs_full = parser.needs_full();
    let notices = parser.into_notices();
    match result {
        Ok(()) => Parse { notices, statements, error: None, needs_full },
        Err(error) => Parse { notices, statements: Vec::new(), error: Some(*error), needs_full },
    }
}

/// Parses an expression (a_expr) that is the whole text.
pub fn parse_expression(text: &str, target: Target) -> Result<Expression<'_>, Box<SyntaxError>> {
    let mut parser = Parser::new(text, target, StringRules::default());
    let expression = parser.expression()?;
    parser.expect_kind(TokenKind::End)?;
    Ok(expression)
}

/// Parses a query that is the whole text.
pub fn parse_query(text: &str, target: Target) -> Result<Query<'_>, Box<SyntaxError>> {
    let mut parser = Parser::new(text, target, StringRules::default());
    let query = parser.query()?;
    parser.expect_kind(TokenKind::End)?;
    Ok(query)
}

/// Parses the name of a data type that is the whole text.
pub fn parse_type_name(text: &str, target: Target) -> Result<TypeName<'_>, Box<SyntaxError>> {
    let mut parser = Parser::new(text, target, StringRules::default());
    let type_name = parser.type_name()?;
    parser.expect_kind(TokenKind::End)?;
    Ok(type_name)
}

/// One statement, which a semicolon or the end must follow.
fn statement_to_semicolon<'a>(parser: &mut Parser<'a>) -> cursor::Result<ParsedStatement<'a>> {
    let start = parser.peek().start();
    let mut statement = statement::statement(parser)?;
    let span = Span::new(start, parser.last_end());
    if let Statement::Unsupported(statement) = &mut statement {
        statement.span = span;
    }
    match parser.peek_kind() {
        TokenKind::Semicolon | TokenKind::End => Ok(ParsedStatement { statement, span }),
        _ => parser.fail(),
    }
}

/// A server's query string ends at its first NUL; what comes behind it is refused with these words.
fn null_character(text: &str) -> Option<SyntaxError> {
    if !text.as_bytes().contains(&0) {
        return None;
    }
    let offset = text.find('\0')?;
    Some(SyntaxError {
        sqlstate: SqlState::CharacterNotInRepertoire,
        message: "invalid byte sequence for encoding \"UTF8\": 0x00".to_owned(),
        detail: None,
        hint: None,
        position: None,
        subject: Span::new(offset, offset + 1),
    })
}
