//! Bodies of functions: the languages, and what their validators find without running anything.

use std::borrow::Cow;

use medlar_catalog::FunctionBody;
use medlar_syntax::ast::{CreateRoutine, Statement, StringLiteral};
use medlar_syntax::scanner::Scanner;
use medlar_syntax::{ByteOffset, Span, SqlState};

use crate::context::Context;
use crate::expression::is_function_name;
use crate::extension;
use crate::message::{Checked, Failure, ServerMessage};
use crate::namespace::printed;
use crate::routine::{Signature, known_body};
use crate::routine_option::Options;
use crate::types::DataType;

/// A language that functions are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Internal,
    C,
    Sql,
    Plpgsql,
}

impl Language {
    pub(crate) fn find(name: &str) -> Option<Language> {
        use Language::{C, Internal, Plpgsql, Sql};
        [Internal, C, Sql, Plpgsql].into_iter().find(|language| language.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Language::Internal => "internal",
            Language::C => "c",
            Language::Sql => "sql",
            Language::Plpgsql => "plpgsql",
        }
    }

    /// Whether everybody may use it.
    pub(crate) fn is_trusted(self) -> bool {
        matches!(self, Language::Sql | Language::Plpgsql)
    }
}

/// The text of a body; none of one that is part of the statement.
pub(crate) struct Body<'s, 'a> {
    text: Option<&'s StringLiteral<'a>>,
    /// The name in an object file.
    symbol: Option<&'s StringLiteral<'a>>,
}

/// What `AS` and the body in the statement say together.
pub(crate) fn split<'s, 'a>(
    statement: &CreateRoutine<'a>,
    options: &Options<'s, 'a>,
    language: Language,
) -> Checked<Body<'s, 'a>> {
    let refused = |message| Err(Failure::new(SqlState::InvalidFunctionDefinition, message).about(statement.name.span));
    match (options.body(), &statement.body) {
        (None, None) => refused(Cow::from("no function body specified")),
        (Some(_), Some(_)) => refused("duplicate function body specified".into()),
        (None, Some(_)) if language != Language::Sql => {
            refused("inline SQL function body only valid for language SQL".into())
        }
        (None, Some(_)) => Ok(Body { text: None, symbol: None }),
        (Some([text]), None) => Ok(Body { text: Some(text), symbol: None }),
        (Some([text, symbol, ..]), None) if language == Language::C => {
            Ok(Body { text: Some(text), symbol: Some(symbol) })
        }
        (Some(_), None) => refused(format!("only one AS item needed for language \"{}\"", language.name()).into()),
    }
}

/// What the validator of the language says of a body, and what the body does.
pub(crate) fn check(
    context: &mut Context<'_>,
    statement: &CreateRoutine<'_>,
    language: Language,
    body: &Body<'_, '_>,
    signature: &Signature,
) -> Checked<FunctionBody> {
    let is_checked = context.settings.get("check_function_bodies") != Some("off");
    let Some(text) = body.text else { return Ok(FunctionBody::Other) };
    let name = statement.name.parts.last().map_or("", |part| &*part.name);
    match language {
        Language::Internal if is_checked && !is_function_name(&text.value) => {
            let message = format!("there is no built-in function named \"{}\"", text.value);
            Err(Failure::new(SqlState::UndefinedFunction, message).about(text.span))
        }
        Language::Internal => Ok(known_body(&text.value, &signature.returns)),
        Language::C => {
            let symbol = body.symbol.map_or(name, |symbol| &*symbol.value);
            if is_checked {
                check_library(context, text, symbol)?;
            }
            Ok(known_body(symbol, &signature.returns))
        }
        Language::Sql | Language::Plpgsql => {
            if is_checked {
                check_types(language, signature)?;
                match language {
                    Language::Sql => check_sql(context, text, &printed(&statement.name), signature)?,
                    _ => check_plpgsql(context, text)?,
                }
            }
            Ok(FunctionBody::Other)
        }
    }
}

/// The object file, and the function in it.
fn check_library(context: &Context<'_>, file: &StringLiteral<'_>, symbol: &str) -> Checked {
    let name = file.value.strip_prefix("$libdir/").unwrap_or(&file.value);
    let name = name.strip_suffix(".so").unwrap_or(name);
    let (sqlstate, message) = match extension::library_has(context.rules, name, symbol) {
        Some(true) => return Ok(()),
        Some(false) => {
            let directory = context.rules.library_directory;
            let message = format!("could not find function \"{symbol}\" in file \"{directory}/{name}.so\"");
            (SqlState::UndefinedFunction, message)
        }
        None => {
            let message = format!("could not access file \"{}\": No such file or directory", file.value);
            (SqlState::UndefinedFile, message)
        }
    };
    Err(Failure::new(sqlstate, message).about(file.span))
}

/// The types that functions of a language take and return.
fn check_types(language: Language, signature: &Signature) -> Checked {
    let is_sql = language == Language::Sql;
    let is_polymorphic = |name: &str| name.starts_with("any") && name != "any";
    let (who, accept, sqlstate) = match is_sql {
        true => ("SQL functions", "have arguments of type", SqlState::InvalidFunctionDefinition),
        false => ("PL/pgSQL functions", "accept type", SqlState::FeatureNotSupported),
    };
    let refused = |what: &str, data_type: &DataType| {
        Err(Failure::new(sqlstate, format!("{who} cannot {what} {}", data_type.name())))
    };
    if let Some(result) = &signature.result {
        let name = result.base.name();
        let is_fine = matches!(name, "record" | "void") || is_polymorphic(name);
        if result.is_pseudo() && !is_fine && (is_sql || !matches!(name, "trigger" | "event_trigger")) {
            return refused("return type", result);
        }
    }
    for argument in &signature.arguments {
        let name = argument.base.name();
        if argument.is_pseudo() && !is_polymorphic(name) && (is_sql || name != "record") {
            return refused(accept, argument);
        }
    }
    Ok(())
}

/// Each statement parses, and something is returned where something is to be.
fn check_sql(context: &mut Context<'_>, body: &StringLiteral<'_>, name: &str, signature: &Signature) -> Checked {
    let parse = medlar_syntax::parse_with_strings(&body.value, context.target, context.settings.strings());
    for notice in parse.notices {
        let mut message = ServerMessage::of_scan(notice);
        match message.position {
            Some(position) => message.position = place_in_literal(context, body.span, position),
            None => message.context = Some(format!("SQL function \"{name}\"")),
        }
        context.notices.push(message);
    }
    if let Some(error) = parse.error {
        let mut failure = Failure::new(error.sqlstate, error.message).about(body.span);
        failure.error.detail = error.detail.map(Cow::into_owned);
        failure.error.hint = error.hint;
        failure.error.position = error.position.and_then(|position| place_in_literal(context, body.span, position));
        return Err(failure);
    }
    let Some(result) = signature.result.filter(|result| result.base.name() != "void") else { return Ok(()) };
    let returns = match parse.statements.last().map(|last| &last.statement) {
        Some(Statement::Change(change)) => !change.returning.is_empty(),
        Some(statement) => matches!(statement, Statement::Call(_) | Statement::Query(_)),
        None => false,
    };
    if returns {
        return Ok(());
    }
    let message = format!("return type mismatch in function declared to return {}", result.name());
    let mut failure = Failure::new(SqlState::InvalidFunctionDefinition, message)
        .detail("Function's final statement must be SELECT or INSERT/UPDATE/DELETE RETURNING.")
        .about(body.span);
    failure.error.context = Some(format!("SQL function \"{name}\""));
    Err(failure)
}

/// A block begins with its label, its declarations or BEGIN.
fn check_plpgsql(context: &Context<'_>, body: &StringLiteral<'_>) -> Checked {
    let text = &*body.value;
    let span = Scanner::new(text, context.target).next_token().span();
    let word = text.get(span.start.index()..span.end.index()).unwrap_or_default();
    let is_start = ["begin", "declare"].iter().any(|start| word.eq_ignore_ascii_case(start));
    if is_start || word.starts_with("<<") || word.starts_with('#') {
        return Ok(());
    }
    let message = match word {
        "" => Cow::from("syntax error at end of input"),
        word => format!("syntax error at or near \"{word}\"").into(),
    };
    let mut failure = Failure::new(SqlState::SyntaxError, message).about(body.span);
    failure.error.position = place_in_literal(context, body.span, span.start);
    Err(failure)
}

/// Where in the statement an offset in the value of a string literal is; none where it is not written
/// as it is read.
fn place_in_literal(context: &Context<'_>, literal: Span, offset: ByteOffset) -> Option<ByteOffset> {
    let text = context.text(literal).as_bytes();
    let mut place = match text.first()? {
        b'\'' => 1,
        b'E' | b'e' => 2,
        b'$' => 2 + text.get(1..)?.iter().position(|byte| *byte == b'$')?,
        _ => return None,
    };
    let is_quoted = text.first() != Some(&b'$');
    let has_escapes = is_quoted && (place == 2 || !context.settings.strings().standard);
    for _ in 0..offset.index() {
        let is_doubled = is_quoted && text.get(place..place + 2) == Some(b"''");
        let is_escaped = has_escapes && text.get(place) == Some(&b'\\');
        place += if is_doubled || is_escaped { 2 } else { 1 };
    }
    Some(ByteOffset(literal.start.0 + u32::try_from(place).ok()?))
}
