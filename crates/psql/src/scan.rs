//! Cuts input into statements, line by line, as psql does, and expands its variables.
//!
//! What a line leaves open (a quote, a comment, parentheses) is open at the start of the next one.
//! Each byte is looked at once and copied once, into the query that will be sent.

use crate::lexer::{Lexer, LexerStop};
use crate::reference::{Form, Reference, push_identifier, push_literal};
use crate::variables::Variables;

/// Why scanning stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The query is complete, its semicolon included.
    Semicolon,
    /// A backslash command follows.
    Backslash,
    /// The line is used up.
    EndOfLine,
}

/// The input being scanned: a line, and inside it the values of variables being expanded.
#[derive(Debug, Default)]
pub(crate) struct StatementScanner {
    lexer: Lexer,
    line: String,
    position: usize,
    expansions: Vec<Expansion>,
}

#[derive(Debug)]
struct Expansion {
    variable: String,
    value: String,
    position: usize,
}

impl StatementScanner {
    /// Whether the next line begins inside a quote or a block comment.
    pub(crate) fn in_quote(&self) -> bool {
        self.lexer.in_quote()
    }

    /// Whether a quote, a comment, a parenthesis or a routine's body is open.
    pub(crate) fn is_open(&self) -> bool {
        self.lexer.is_open()
    }

    /// Forgets open quotes, comments and parentheses.
    pub(crate) fn reset(&mut self) {
        self.lexer = Lexer::default();
    }

    /// Takes the next line, without its line feed; in its string literals a backslash is a character
    /// like others, or begins an escape.
    pub(crate) fn begin_line(&mut self, line: String, has_standard_strings: bool) {
        self.lexer.set_escapes(!has_standard_strings);
        self.line = line;
        self.position = 0;
        self.expansions.clear();
    }

    /// Gives the line back, so that its memory can be used for the next one.
    pub(crate) fn finish_line(&mut self) -> String {
        std::mem::take(&mut self.line)
    }

    /// The text behind a backslash, and where it begins, for the scanner of backslash commands.
    pub(crate) fn command_text(&mut self) -> (&str, &mut usize) {
        if !self.expansions.is_empty() {
            let mut rest = String::new();
            for expansion in self.expansions.drain(..).rev() {
                rest.push_str(expansion.value.get(expansion.position..).unwrap_or_default());
            }
            rest.push_str(self.line.get(self.position..).unwrap_or_default());
            self.line = rest;
            self.position = 0;
        }
        (&self.line, &mut self.position)
    }

    /// Scans on, and appends to `query` what is to be sent. Warnings of psql go to `warnings`.
    pub(crate) fn scan(&mut self, query: &mut String, variables: &mut Variables, warnings: &mut Vec<String>) -> Stop {
        loop {
            let (text, position) = match self.expansions.last_mut() {
                Some(expansion) => (&expansion.value, &mut expansion.position),
                None => (&self.line, &mut self.position),
            };
            match self.lexer.scan(text, position, query) {
                LexerStop::Semicolon => return Stop::Semicolon,
                LexerStop::Backslash => return Stop::Backslash,
                LexerStop::End => {
                    if self.expansions.pop().is_none() {
                        return Stop::EndOfLine;
                    }
                }
                LexerStop::Variable(reference) => {
                    let source = text.get(reference.start..*position).unwrap_or_default().to_owned();
                    self.substitute(reference, &source, query, variables, warnings);
                }
            }
        }
    }

    /// Puts in what a reference stands for; an unset variable's stays as it is.
    fn substitute(
        &mut self,
        reference: Reference,
        source: &str,
        query: &mut String,
        variables: &mut Variables,
        warnings: &mut Vec<String>,
    ) {
        let name = reference.name(source);
        match (variables.get(name), reference.form) {
            (value, Form::Test) => query.push_str(if value.is_some() { "TRUE" } else { "FALSE" }),
            (None, _) => query.push_str(source),
            (Some(value), Form::Literal) => push_literal(query, value),
            (Some(value), Form::Identifier) => push_identifier(query, value),
            (Some(_), Form::Plain) if self.expansions.iter().any(|expansion| expansion.variable == name) => {
                warnings.push(format!("skipping recursive expansion of variable \"{name}\""));
                query.push_str(source);
            }
            // The value is scanned in turn.
            (Some(value), Form::Plain) => {
                let (variable, value) = (name.to_owned(), value.to_owned());
                self.expansions.push(Expansion { variable, value, position: 0 });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The queries of a script, and what follows each backslash, as psql reads them.
    fn split(script: &str) -> Vec<String> {
        let mut variables = Variables::new();
        for (name, value) in [("w", "a wrapper"), ("again", ":w"), ("self", "x :self"), ("two", "b; c")] {
            variables.assign(name, value);
        }
        let mut scanner = StatementScanner::default();
        let (mut query, mut pieces, mut warnings) = (String::new(), Vec::new(), Vec::new());
        for line in script.lines() {
            if line.is_empty() && !scanner.in_quote() {
                continue;
            }
            if !query.is_empty() {
                query.push('\n');
            }
            scanner.begin_line(line.to_owned(), true);
            loop {
                match scanner.scan(&mut query, &mut variables, &mut warnings) {
                    Stop::Semicolon => pieces.push(std::mem::take(&mut query)),
                    Stop::EndOfLine => break,
                    Stop::Backslash => {
                        let (text, position) = scanner.command_text();
                        pieces.push(format!("\\{}", &text[*position..]));
                        *position = text.len();
                    }
                }
            }
        }
        pieces.push(query);
        pieces.extend(warnings);
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    #[test]
    fn what_stands_before_a_query_is_not_sent() {
        assert_eq!(split("-- c\n  a;  b -- d\n;"), ["a;", "b -- d\n;"]);
        assert_eq!(split(" /* c */ a;"), ["/* c */ a;"], "but a block comment is");
        assert_eq!(split("a\n\n\n b;"), ["a\n b;"], "nor are empty lines inside");
        assert_eq!(split("'a\n\nb';"), ["'a\n\nb';"], "except in a quote");
    }

    #[test]
    fn quotes_comments_and_parentheses_hide_semicolons() {
        for query in [
            "';';",
            "'a'';';",
            "E'\\';';",
            "\";\"\";\";",
            "$$;$$;",
            "$a$;$b$;$$;$a$;",
            "(;(;););",
            "x/*;/*;*/;*/x;",
            "x--;\n;",
            "x+--;\n;",
            "a$$;",
            "1$$;$$;",
            "U&';';",
            "$$a$$e'\\';';",
            "1e'\\';",
            "$1;",
            "$x;",
            "fe'\\';",
            "1e+';';",
            "1a$a$;",
            "2.5e$x$;",
            "$1a$a$;",
        ] {
            assert_eq!(split(&format!("{query}b;")), [query, "b;"]);
        }
        assert_eq!(split("/* a\n/* ; */\n; */ b;c"), ["/* a\n/* ; */\n; */ b;", "c"]);
        assert_eq!(split("$q$ ;\n; $Q$\n$q$;c"), ["$q$ ;\n; $Q$\n$q$;", "c"]);
    }

    #[test]
    fn an_escape_string_is_continued_as_a_plain_one() {
        assert_eq!(split("E'a'\n 'b\\'; c;"), ["E'a'\n 'b\\';", "c;"]);
    }

    #[test]
    fn routine_bodies_hide_semicolons() {
        for body in [
            "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; END;",
            "create procedure p()\nbegin atomic a;\nend;",
        ] {
            assert_eq!(split(&format!("{body}x;")), [body, "x;"]);
        }
        assert_eq!(split("BEGIN; CREATE TABLE begin; x;"), ["BEGIN;", "CREATE TABLE begin;", "x;"]);
    }

    #[test]
    fn backslashes() {
        assert_eq!(split("a \\; b \\: c;"), ["a ; b : c;"]);
        assert_eq!(split("a \\echo x;\n;"), ["\\echo x;", "a \n;"]);
    }

    #[test]
    fn variables_are_expanded_outside_quotes() {
        assert_eq!(
            split("a :w :'w' :\"w\" ':w' :nosuch a::w x:=1;"),
            ["a a wrapper 'a wrapper' \"a wrapper\" ':w' :nosuch a::w x:=1;"]
        );
        assert_eq!(split("a :again :{?w} :{?nosuch};"), ["a a wrapper TRUE FALSE;"]);
        assert_eq!(split("a :two;"), ["a b;", "c;"]);
        assert_eq!(split("a :self;"), ["a x :self;", "skipping recursive expansion of variable \"self\""]);
    }
}
