//! Validators that were made in PL/pgSQL, as far as they RAISE, one statement after the other.

use std::borrow::Cow;

use medlar_catalog::Function;
use medlar_syntax::lexeme::{Lexeme, LexemeClass, lexemes};
use medlar_syntax::{ByteOffset, SqlState};

use super::Level;
use crate::context::Context;
use crate::message::{Checked, Failure};
use crate::session::not_run;

impl Level {
    /// The system catalog whose rows are validated, and its OID.
    fn catalog(self) -> (&'static str, u32) {
        match self {
            Level::Wrapper => ("pg_foreign_data_wrapper", 2328),
            Level::Server => ("pg_foreign_server", 1417),
            Level::UserMapping => ("pg_user_mapping", 1418),
            Level::ForeignTable => ("pg_foreign_table", 3118),
            Level::Column => ("pg_attribute", 1249),
        }
    }
}

/// Runs the function on the options and the catalog. What it returns does not matter.
pub(super) fn run(context: &mut Context<'_>, function: &Function, level: Level, options: &[(&str, &str)]) -> Checked {
    let Some(source) = &function.source else { return Ok(()) };
    let unknown = || not_run("PL/pgSQL beyond RAISE");
    let body = lexemes(source, ByteOffset(0), context.target);
    let body: Vec<Lexeme> = body.filter(|lexeme| lexeme.class != LexemeClass::Comment).collect();
    let word = |lexeme: Option<&Lexeme>| lexeme.map_or("", |lexeme| lexeme.span.of(source)).to_ascii_lowercase();
    let Some(rest) = body.split_first().filter(|(first, _)| word(Some(first)) == "begin").map(|(_, rest)| rest) else {
        return Err(unknown());
    };
    for statement in rest.split(|lexeme| lexeme.span.of(source) == ";") {
        match &*word(statement.first()) {
            "" | "null" => {}
            "end" | "return" => return Ok(()),
            "raise" => {
                let (level_word, arguments) = match word(statement.get(1)) {
                    level if level.starts_with('\'') => (String::new(), statement.get(1..)),
                    level => (level, statement.get(2..)),
                };
                let message = formatted(source, arguments.unwrap_or_default(), level, options).ok_or_else(unknown)?;
                match &*level_word {
                    "debug" | "log" => {}
                    "notice" => context.notice(SqlState::SuccessfulCompletion, message),
                    "warning" => context.warn(SqlState::Warning, message),
                    "" | "exception" => {
                        let start = statement.first().map_or(0, |raise| raise.span.start.index());
                        let line = 1 + source.bytes().take(start).filter(|byte| *byte == b'\n').count();
                        let mut failure = Failure::new(SqlState::RaiseException, message);
                        let described = context.naming().function(function);
                        failure.error.context = Some(format!("PL/pgSQL function {described} line {line} at RAISE"));
                        return Err(failure);
                    }
                    _ => return Err(unknown()),
                }
            }
            _ => return Err(unknown()),
        }
    }
    Ok(())
}

/// The message: a format in which each `%` stands for an argument, and `%%` for itself.
fn formatted(source: &str, arguments: &[Lexeme], level: Level, options: &[(&str, &str)]) -> Option<String> {
    let mut arguments = arguments.split(|lexeme| lexeme.span.of(source) == ",");
    let format = match arguments.next()? {
        [format] => literal(format.span.of(source))?,
        _ => return None,
    };
    let mut text = String::new();
    let mut rest = format.chars().peekable();
    while let Some(character) = rest.next() {
        if character != '%' {
            text.push(character);
        } else if rest.next_if_eq(&'%').is_some() {
            text.push('%');
        } else {
            text.push_str(&value(source, arguments.next()?, level, options)?);
        }
    }
    arguments.next().is_none().then_some(text)
}

fn value<'s>(source: &'s str, words: &[Lexeme], level: Level, options: &[(&str, &str)]) -> Option<Cow<'s, str>> {
    let text = |lexeme: &Lexeme| lexeme.span.of(source);
    let (catalog, oid) = level.catalog();
    match words {
        [only] if text(only) == "$1" => Some(array(options).into()),
        [only] if text(only) == "$2" => Some(oid.to_string().into()),
        [only] if only.class == LexemeClass::Number && !text(only).starts_with('$') => Some(text(only).into()),
        [only] => literal(text(only)).map(Cow::Owned),
        [first, cast, name] if text(first) == "$2" && text(cast) == "::" && text(name) == "regclass" => {
            Some(catalog.into())
        }
        _ => None,
    }
}

/// The value of a string in single quotes.
fn literal(text: &str) -> Option<String> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    Some(inner.replace("''", "'"))
}

/// Options as the text of an array.
fn array(options: &[(&str, &str)]) -> String {
    let mut text = String::from("{");
    for (place, (name, value)) in options.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        let element = [*name, "=", *value].concat();
        let special = |byte: u8| matches!(byte, b'{' | b'}' | b',' | b'"' | b'\\' | b' ' | 9..=13);
        if element.bytes().any(special) {
            text.push('"');
            for character in element.chars() {
                if matches!(character, '"' | '\\') {
                    text.push('\\');
                }
                text.push(character);
            }
            text.push('"');
        } else {
            text.push_str(&element);
        }
    }
    text.push('}');
    text
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn a_validator_raises_what_it_was_made_to() {
        let function = "CREATE FUNCTION v(text[], oid) RETURNS void LANGUAGE plpgsql AS $$ \n\
            BEGIN\n  RAISE NOTICE 'a % b % % %%', $1, $2::regclass, $2;\n  RAISE WARNING 'w';\n  RAISE LOG 'l';\n  NULL;\n  RETURN;\nEND;\n$$";
        let replaced = "CREATE OR REPLACE FUNCTION v(text[], oid) RETURNS void LANGUAGE plpgsql AS $$ \n\
            begin\n  -- comment\n  RAISE EXCEPTION 'no % for %', 'x', 5;\nend\n$$";
        check(
            Target::Postgresql15,
            &[
                (function, &["CREATE FUNCTION"]),
                (
                    "CREATE FOREIGN DATA WRAPPER w VALIDATOR v OPTIONS (a 'x y', \"B\" '', c 'NULL', d 'a\"b\\c', e '{}', f ',')",
                    &[
                        "NOTICE:  00000: a {\"a=x y\",B=,c=NULL,\"d=a\\\"b\\\\c\",\"e={}\",\"f=,\"} b pg_foreign_data_wrapper 2328 %",
                        "WARNING:  01000: w",
                        "CREATE FOREIGN DATA WRAPPER",
                    ],
                ),
                (replaced, &["CREATE FUNCTION"]),
                ("CREATE SERVER s FOREIGN DATA WRAPPER w", &["ERROR:  P0001: no x for 5"]),
            ],
        );
    }
}
