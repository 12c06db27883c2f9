//! Cuts a script into statements and meta-commands as psql does, without parsing.
//!
//! A statement ends with a `;` outside quotes, comments and parentheses, and outside the
//! `BEGIN … END` body of a routine. A backslash outside quotes begins a meta-command, which lasts to
//! the end of its line. A backslash in `'…'` is a character like others, whatever
//! `standard_conforming_strings` is when the script gets there.

use crate::scanner::bytes::{self, DIGIT, IDENTIFIER_START, SPACE, VERTICAL_TAB, at, begins_comment, is, skip};
use crate::{ByteOffset, Span, Target};

/// What a piece of a script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A statement with its semicolon, also an empty one.
    Statement,
    /// A backslash and the rest of its line, without the line end.
    MetaCommand,
    /// White space and comments at the end of the text.
    Blank,
}

/// A piece of a script. The pieces of a text cover it without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// The whole piece, from the end of the one before.
    pub span: Span,
    /// Where white space and comments at the start of the piece end.
    pub content_start: ByteOffset,
    /// A statement with its semicolon, or a meta-command; not a statement that the text or a
    /// meta-command cut short.
    pub terminated: bool,
}

/// The piece that begins at `from`, a boundary between pieces; `None` at the end of the text.
///
/// The answer depends on nothing before `from`, so a text can be split again from any boundary.
pub fn next_piece(text: &str, from: ByteOffset, target: Target) -> Option<Piece> {
    let bytes = text.as_bytes();
    let start = from.index();
    if start >= bytes.len() {
        return None;
    }
    let space = if target.rules().vertical_tab_is_space { SPACE | VERTICAL_TAB } else { SPACE };
    let content = blank_end(bytes, start, space);
    let (kind, end, terminated) = match bytes.get(content) {
        None => (PieceKind::Blank, bytes.len(), false),
        Some(b'\\') => (PieceKind::MetaCommand, bytes::line_comment_end(bytes, content), true),
        Some(_) => {
            let (end, terminated) = statement_end(bytes, content, space);
            (PieceKind::Statement, end, terminated)
        }
    };
    Some(Piece { kind, span: Span::new(start, end), content_start: ByteOffset(content as u32), terminated })
}

/// Every piece from `from` on.
pub fn pieces(text: &str, from: ByteOffset, target: Target) -> impl Iterator<Item = Piece> {
    let mut next = from;
    std::iter::from_fn(move || {
        let piece = next_piece(text, next, target)?;
        next = piece.span.end;
        Some(piece)
    })
}

/// The end of white space and comments; an unterminated comment is content.
fn blank_end(bytes: &[u8], from: usize, space: u8) -> usize {
    let mut index = from;
    loop {
        index = skip(bytes, index, space);
        match (at(bytes, index), at(bytes, index + 1)) {
            (b'-', b'-') => index = bytes::line_comment_end(bytes, index),
            (b'/', b'*') => match bytes::block_comment_end(bytes, index) {
                Some(end) => index = end,
                None => return index,
            },
            _ => return index,
        }
    }
}

/// The end of the statement that begins at `from`, and whether a semicolon ends it.
fn statement_end(bytes: &[u8], from: usize, space: u8) -> (usize, bool) {
    let mut parentheses = 0_usize;
    let mut routine = RoutineBody::default();
    let mut index = from;
    while let Some(&byte) = bytes.get(index) {
        let next = match byte {
            b';' if parentheses == 0 && routine.depth == 0 => return (index + 1, true),
            b'\\' => return (index, false),
            b'(' => {
                parentheses += 1;
                Some(index + 1)
            }
            b')' => {
                parentheses = parentheses.saturating_sub(1);
                Some(index + 1)
            }
            b'\'' => string_end(bytes, index + 1, space, false),
            b'"' => bytes::quoted_end(bytes, index + 1, b'"').0,
            b'$' => match bytes::dollar_delimiter_end(bytes, index) {
                Some(body) => bytes::dollar_quote_end(bytes, index, body),
                None => Some(skip(bytes, index + 1, DIGIT)),
            },
            b'-' | b'/' if begins_comment(bytes, index) => match byte {
                b'-' => Some(bytes::line_comment_end(bytes, index)),
                _ => bytes::block_comment_end(bytes, index),
            },
            b'e' | b'E' if at(bytes, index + 1) == b'\'' => string_end(bytes, index + 2, space, true),
            _ if is(byte, IDENTIFIER_START) => {
                let (end, _) = bytes::identifier(bytes, index);
                if routine.watches() {
                    routine.word(&bytes[index..end], parentheses);
                }
                Some(end)
            }
            _ if is(byte, DIGIT) => Some(number_end(bytes, index)),
            _ => Some(index + 1),
        };
        match next {
            Some(next) => index = next,
            None => return (bytes.len(), false),
        }
    }
    (bytes.len(), false)
}

/// The end of a literal and all its continuations. An `E'…'` stays one in its continuations.
fn string_end(bytes: &[u8], from: usize, space: u8, escapes: bool) -> Option<usize> {
    let mut from = from;
    loop {
        let end =
            if escapes { bytes::escape_string_end(bytes, from).0 } else { bytes::quoted_end(bytes, from, b'\'').0 }?;
        match bytes::continuation(bytes, end, space) {
            Some(next) => from = next,
            None => return Some(end),
        }
    }
}

/// Digits, and an exponent's letter or junk that must not be taken for the prefix of a string.
fn number_end(bytes: &[u8], from: usize) -> usize {
    let mut index = from;
    while bytes.get(index).is_some_and(|byte| *byte != b'$' && is(*byte, bytes::IDENTIFIER_PART)) {
        index += 1;
    }
    index
}

/// Follows `BEGIN … END` in `CREATE [OR REPLACE] {FUNCTION|PROCEDURE}`, as psql does, by counting
/// words: semicolons inside do not end the statement.
#[derive(Default)]
struct RoutineBody {
    depth: usize,
    words: usize,
    /// First letters of the words that can begin such a statement, 0 for all others.
    first: [u8; 4],
    is_routine: bool,
}

impl RoutineBody {
    /// Whether a further word can matter.
    fn watches(&self) -> bool {
        self.words < self.first.len() && (self.words == 0 || self.first[0] == b'c') || self.is_routine
    }

    fn word(&mut self, word: &[u8], parentheses: usize) {
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword.as_bytes());
        if let Some(slot) = self.first.get_mut(self.words) {
            let first = word[0].to_ascii_lowercase();
            let is_watched = match first {
                b'c' => is("create"),
                b'f' => is("function"),
                b'p' => is("procedure"),
                b'o' => is("or"),
                b'r' => is("replace"),
                _ => false,
            };
            if is_watched {
                *slot = first;
            }
            self.words += 1;
            self.is_routine = matches!(self.first, [b'c', b'f' | b'p', ..] | [b'c', b'o', b'r', b'f' | b'p']);
        }
        if self.is_routine && parentheses == 0 {
            if is("begin") || is("case") && self.depth > 0 {
                self.depth += 1;
            } else if is("end") {
                self.depth = self.depth.saturating_sub(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(PieceKind, &str, bool)> {
        pieces(text, ByteOffset(0), Target::Postgresql15)
            .map(|piece| {
                let content = Span { start: piece.content_start, end: piece.span.end };
                (piece.kind, content.of(text), piece.terminated)
            })
            .collect()
    }

    fn statements(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|(_, content, _)| content).collect()
    }

    #[test]
    fn semicolons_end_statements() {
        use PieceKind::{Blank, Statement};
        assert_eq!(split(""), []);
        assert_eq!(split(" -- c\n"), [(Blank, "", false)]);
        assert_eq!(
            split(" /* ; */ a;\n;b"),
            [(Statement, "a;", true), (Statement, ";", true), (Statement, "b", false)]
        );
        assert_eq!(split("a;  "), [(Statement, "a;", true), (Blank, "", false)]);
    }

    #[test]
    fn quotes_comments_and_parentheses_hide_semicolons() {
        for text in [
            "';';",
            "'a'';';",
            "'\\';",
            "E'\\';';",
            "E'a'\n'\\';';",
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
            "é';';",
            "$$a$$e'\\';';",
            "1e'\\';",
            "$1;",
            "$x;",
        ] {
            assert_eq!(statements(&format!("{text}b;")), [text, "b;"]);
        }
        assert_eq!(statements("fe'\\';b;"), ["fe'\\';", "b;"], "not an escape string");
        assert_eq!(statements(");b;"), [");", "b;"]);
    }

    #[test]
    fn unterminated_things_take_the_rest() {
        for text in ["'a;b", "\"a;b", "$$a;b", "/*a;b", "(a;b", "E'\\';b", "'"] {
            assert_eq!(split(text), [(PieceKind::Statement, text, false)]);
        }
    }

    #[test]
    fn backslashes_begin_meta_commands() {
        use PieceKind::{Blank, MetaCommand, Statement};
        assert_eq!(
            split("\\des+ a;b\nx;\n  \\q"),
            [(MetaCommand, "\\des+ a;b", true), (Statement, "x;", true), (MetaCommand, "\\q", true)]
        );
        assert_eq!(
            split("select 1 \\gx\n"),
            [(Statement, "select 1 ", false), (MetaCommand, "\\gx", true), (Blank, "", false)]
        );
    }

    #[test]
    fn routine_bodies_hide_semicolons() {
        let body = "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; END;";
        assert_eq!(statements(&format!("{body}x;")), [body, "x;"]);
        let body = "create procedure p() begin atomic a; end;";
        assert_eq!(statements(&format!("{body}x;")), [body, "x;"]);
        assert_eq!(statements("BEGIN; CREATE TABLE begin; x;"), ["BEGIN;", "CREATE TABLE begin;", "x;"]);
    }

    #[test]
    fn vertical_tab_is_blank_where_the_target_says_so() {
        let text = "\x0B;";
        let content = |target| next_piece(text, ByteOffset(0), target).unwrap().content_start.index();
        assert_eq!(content(Target::CloudberryMain), 1);
        assert_eq!(content(Target::Postgresql15), 0);
    }
}
