//! The lexemes of any text, comments included, for highlighting: never an error, no allocation.
//!
//! Unlike [`Scanner`](crate::scanner::Scanner) this does not stop at what the server refuses, and
//! values are not looked at.

use crate::keyword::Keyword;
use crate::scanner::bytes::{
    self, CLASS, DIGIT, IDENTIFIER_START, NOT_IN_KEYWORDS, OPERATOR, SPACE, VERTICAL_TAB, at, begins_comment, is,
};
use crate::scanner::number;
use crate::{ByteOffset, Span, Target, TargetRules};

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexemeClass {
    /// A key word of the target, whatever its class; also where it is used as a name.
    Keyword(Keyword),
    /// An identifier, bare or quoted.
    Identifier,
    /// A literal of any form, bit strings included, up to its last quote.
    String,
    /// A number or a parameter.
    Number,
    /// A line comment without the line end, or a block comment.
    Comment,
    /// An operator or punctuation.
    Operator,
    /// What the scanner refuses or no grammar takes: a stray character, junk after a number.
    Invalid,
}

/// A lexeme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lexeme {
    /// What it is.
    pub class: LexemeClass,
    /// Its bytes.
    pub span: Span,
    /// Whether its closing quote or comment end is there.
    pub terminated: bool,
}

/// The lexemes from `from`, which must not lie inside one: the start of a text or of a statement.
pub fn lexemes(text: &str, from: ByteOffset, target: Target) -> impl Iterator<Item = Lexeme> {
    let rules = target.rules();
    let mut position = from.index();
    std::iter::from_fn(move || {
        let lexeme = next_lexeme(text, position, rules)?;
        position = lexeme.span.end.index();
        Some(lexeme)
    })
}

fn next_lexeme(text: &str, from: usize, rules: &TargetRules) -> Option<Lexeme> {
    let bytes = text.as_bytes();
    let space = if rules.vertical_tab_is_space { SPACE | VERTICAL_TAB } else { SPACE };
    let start = bytes::skip(bytes, from, space);
    let first = *bytes.get(start)?;
    let to = |class, end| Some(Lexeme { class, span: Span::new(start, end), terminated: true });
    let quoted = |class, end: Option<usize>| {
        let span = Span::new(start, end.unwrap_or(bytes.len()));
        Some(Lexeme { class, span, terminated: end.is_some() })
    };
    match first {
        b'-' | b'/' if begins_comment(bytes, start) => match first {
            b'-' => to(LexemeClass::Comment, bytes::line_comment_end(bytes, start)),
            _ => quoted(LexemeClass::Comment, bytes::block_comment_end(bytes, start)),
        },
        b'\'' => quoted(LexemeClass::String, bytes::quoted_end(bytes, start + 1, b'\'').0),
        b'"' => quoted(LexemeClass::Identifier, bytes::quoted_end(bytes, start + 1, b'"').0),
        b'$' if is(at(bytes, start + 1), DIGIT) => to(LexemeClass::Number, bytes::skip(bytes, start + 1, DIGIT)),
        b'$' => match bytes::dollar_delimiter_end(bytes, start) {
            Some(body) => quoted(LexemeClass::String, bytes::dollar_quote_end(bytes, start, body)),
            None => to(LexemeClass::Invalid, start + 1),
        },
        b'.' if is(at(bytes, start + 1), DIGIT) => number_lexeme(bytes, start, rules),
        b'0'..=b'9' => number_lexeme(bytes, start, rules),
        b',' | b'(' | b')' | b'[' | b']' | b'.' | b';' => to(LexemeClass::Operator, start + 1),
        b':' => to(LexemeClass::Operator, start + if matches!(at(bytes, start + 1), b':' | b'=') { 2 } else { 1 }),
        _ if is(first, IDENTIFIER_START) => {
            let (end, seen) = bytes::identifier(bytes, start);
            if end == start + 1 {
                let unicode = matches!(first, b'u' | b'U') && at(bytes, end) == b'&';
                match (first.to_ascii_lowercase(), at(bytes, end + usize::from(unicode))) {
                    (b'e', b'\'') => return quoted(LexemeClass::String, bytes::escape_string_end(bytes, end + 1).0),
                    (b'b' | b'x', b'\'') => {
                        return quoted(LexemeClass::String, bytes::bit_string_end(bytes, end + 1));
                    }
                    (b'n', b'\'') => {
                        return quoted(LexemeClass::String, bytes::quoted_end(bytes, end + 1, b'\'').0);
                    }
                    (b'u', b'\'') if unicode => {
                        return quoted(LexemeClass::String, bytes::quoted_end(bytes, end + 2, b'\'').0);
                    }
                    (b'u', b'"') if unicode => {
                        return quoted(LexemeClass::Identifier, bytes::quoted_end(bytes, end + 2, b'"').0);
                    }
                    _ => {}
                }
            }
            let word = bytes.get(start..end).filter(|_| seen & NOT_IN_KEYWORDS == 0).unwrap_or_default();
            match Keyword::lookup(word, rules.keywords) {
                Some(keyword) => to(LexemeClass::Keyword(keyword), end),
                None => to(LexemeClass::Identifier, end),
            }
        }
        _ if is(first, OPERATOR) => {
            let mut end = start + 1;
            while CLASS[at(bytes, end) as usize] & OPERATOR != 0 && !begins_comment(bytes, end) {
                end += 1;
            }
            to(LexemeClass::Operator, end)
        }
        _ => to(LexemeClass::Invalid, start + 1),
    }
}

fn number_lexeme(bytes: &[u8], start: usize, rules: &TargetRules) -> Option<Lexeme> {
    let (class, end) = match number::number(bytes, start, rules) {
        Ok((_, end)) => (LexemeClass::Number, end),
        Err((_, end)) => (LexemeClass::Invalid, end),
    };
    Some(Lexeme { class, span: Span::new(start, end), terminated: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<(&str, LexemeClass, bool)> {
        lexemes(text, ByteOffset(0), Target::Postgresql15)
            .map(|lexeme| (lexeme.span.of(text), lexeme.class, lexeme.terminated))
            .collect()
    }

    #[test]
    fn classifies_a_statement_with_comments() {
        use LexemeClass::{Comment, Identifier, Keyword as Word, Operator, String};
        assert_eq!(
            classes("CREATE SERVER s /* a */ OPTIONS (a 'b'); -- c"),
            [
                ("CREATE", Word(Keyword::Create), true),
                ("SERVER", Word(Keyword::Server), true),
                ("s", Identifier, true),
                ("/* a */", Comment, true),
                ("OPTIONS", Word(Keyword::Options), true),
                ("(", Operator, true),
                ("a", Identifier, true),
                ("'b'", String, true),
                (")", Operator, true),
                (";", Operator, true),
                ("-- c", Comment, true),
            ]
        );
    }

    #[test]
    fn goes_on_behind_what_the_server_refuses() {
        use LexemeClass::{Comment, Identifier, Invalid, Number, Operator, String};
        for (text, expected) in [
            ("1abc x", vec![("1abc", Invalid, true), ("x", Identifier, true)]),
            ("{ x", vec![("{", Invalid, true), ("x", Identifier, true)]),
            ("$1 $", vec![("$1", Number, true), ("$", Invalid, true)]),
            ("E'\\u1' 1.5", vec![("E'\\u1'", String, true), ("1.5", Number, true)]),
            ("\"\" U&\"é\"", vec![("\"\"", Identifier, true), ("U&\"é\"", Identifier, true)]),
            ("'a", vec![("'a", String, false)]),
            ("E'a\\'", vec![("E'a\\'", String, false)]),
            ("$a$ b", vec![("$a$ b", String, false)]),
            ("/* /* */", vec![("/* /* */", Comment, false)]),
            ("a<>/*b*/", vec![("a", Identifier, true), ("<>", Operator, true), ("/*b*/", Comment, true)]),
            ("\0", vec![("\0", Invalid, true)]),
        ] {
            assert_eq!(classes(text), expected);
        }
    }
}
