//! psql's lexer: it knows where queries end, and nothing of what they say.

use crate::reference::Reference;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Initial,
    /// `'…'`
    Quote,
    /// `E'…'`, and `'…'` where that has escapes, too
    EscapeQuote,
    /// `"…"`
    Identifier,
    /// `$tag$…$tag$`
    Dollar,
    /// `/* … */`
    Comment,
}

/// Why the lexer stopped.
pub(crate) enum LexerStop {
    Semicolon,
    Backslash,
    End,
    Variable(Reference),
}

/// What is open at some point of the input.
#[derive(Debug, Default)]
pub(crate) struct Lexer {
    state: State,
    parentheses: usize,
    comments: usize,
    /// `$tag$` of the open dollar quote.
    delimiter: String,
    /// Whether `'…'` has escapes.
    has_escapes: bool,
    routine: RoutineBody,
}

impl Lexer {
    /// Whether a quote or a block comment is open.
    pub(crate) fn in_quote(&self) -> bool {
        self.state != State::Initial
    }

    /// Whether a quote, a comment, a parenthesis or a routine's body is open.
    pub(crate) fn is_open(&self) -> bool {
        self.in_quote() || self.parentheses > 0 || self.routine.depth > 0
    }

    /// How `'…'` is read from now on.
    pub(crate) fn set_escapes(&mut self, has_escapes: bool) {
        self.has_escapes = has_escapes;
    }

    /// Scans `text` from `position` on, moves it, and appends to `query` what is to be sent.
    pub(crate) fn scan(&mut self, text: &str, position: &mut usize, query: &mut String) -> LexerStop {
        let bytes = text.as_bytes();
        let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
        // Bytes from here on are not yet in the query.
        let mut pending = *position;
        let mut index = *position;
        let stop = loop {
            if self.state != State::Initial {
                index = self.skip_quoted(bytes, index);
                if self.state != State::Initial {
                    break LexerStop::End;
                }
                continue;
            }
            let Some(&byte) = bytes.get(index) else { break LexerStop::End };
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..=0xFF => {
                    if at(index + 1) == b'\'' && matches!(byte, b'e' | b'E') {
                        self.state = State::EscapeQuote;
                        index += 2;
                    } else {
                        let start = index;
                        index += 1;
                        while is_identifier_part(at(index)) {
                            index += 1;
                        }
                        if self.routine.watches() {
                            self.routine.word(bytes.get(start..index).unwrap_or_default(), self.parentheses);
                        }
                    }
                }
                b' ' | b'\t' | b'\r' | b'\n' | 0x0C => {
                    // White space before a query is not sent.
                    let leading = pending == index && query.is_empty();
                    index += 1;
                    if leading {
                        pending = index;
                    }
                }
                b'\'' => {
                    self.state = if self.has_escapes { State::EscapeQuote } else { State::Quote };
                    index += 1;
                }
                b'"' => {
                    self.state = State::Identifier;
                    index += 1;
                }
                b'(' => {
                    self.parentheses += 1;
                    index += 1;
                }
                b')' => {
                    self.parentheses = self.parentheses.saturating_sub(1);
                    index += 1;
                }
                b';' => {
                    index += 1;
                    if self.parentheses == 0 && self.routine.depth == 0 {
                        self.routine = RoutineBody::default();
                        break LexerStop::Semicolon;
                    }
                }
                b'-' if at(index + 1) == b'-' => {
                    // Nor is a line comment before it.
                    let leading = pending == index && query.is_empty();
                    while !matches!(bytes.get(index), None | Some(b'\n' | b'\r')) {
                        index += 1;
                    }
                    if leading {
                        pending = index;
                    }
                }
                b'/' if at(index + 1) == b'*' => {
                    self.state = State::Comment;
                    self.comments = 1;
                    index += 2;
                }
                b'$' => match dollar_delimiter_end(bytes, index) {
                    Some(end) => {
                        self.delimiter.clear();
                        self.delimiter.push_str(text.get(index..end).unwrap_or_default());
                        self.state = State::Dollar;
                        index = end;
                    }
                    None => {
                        index += 1;
                        while at(index).is_ascii_digit() {
                            index += 1;
                        }
                        if at(index - 1).is_ascii_digit() {
                            index = junk_end(bytes, index);
                        }
                    }
                },
                b'0'..=b'9' => index = number_end(bytes, index),
                b':' if matches!(at(index + 1), b':' | b'=') => index += 2,
                b':' => match Reference::at(bytes, index) {
                    Some(reference) => {
                        query.push_str(text.get(pending..index).unwrap_or_default());
                        *position = index + reference.length;
                        return LexerStop::Variable(reference);
                    }
                    None => index += 1,
                },
                b'\\' => {
                    query.push_str(text.get(pending..index).unwrap_or_default());
                    index += 1;
                    pending = index;
                    match at(index) {
                        // `\;` and `\:` stand for the bare character.
                        b';' => {
                            self.routine.words = 0;
                            index += 1;
                        }
                        b':' => index += 1,
                        _ => break LexerStop::Backslash,
                    }
                }
                _ => index += 1,
            }
        };
        query.push_str(text.get(pending..index).unwrap_or_default());
        *position = index;
        stop
    }

    /// Goes on from `from` inside a quote or comment, to its end or to the end of the line.
    fn skip_quoted(&mut self, bytes: &[u8], from: usize) -> usize {
        let rest = bytes.get(from..).unwrap_or_default();
        match self.state {
            State::Initial => return from,
            State::Quote | State::Identifier => {
                let quote = if self.state == State::Quote { b'\'' } else { b'"' };
                // A doubled quote ends one and begins the next: nothing lies between.
                if let Some(length) = rest.iter().position(|byte| *byte == quote) {
                    self.state = State::Initial;
                    return from + length + 1;
                }
            }
            State::EscapeQuote => {
                let mut index = from;
                while let Some(&byte) = bytes.get(index) {
                    match byte {
                        b'\\' => index += 2,
                        b'\'' if bytes.get(index + 1) == Some(&b'\'') => index += 2,
                        b'\'' => {
                            self.state = State::Initial;
                            return index + 1;
                        }
                        _ => index += 1,
                    }
                }
            }
            State::Dollar => {
                let delimiter = self.delimiter.as_bytes();
                let mut index = from;
                while let Some(length) = bytes.get(index..).and_then(|rest| rest.iter().position(|byte| *byte == b'$'))
                {
                    index += length;
                    if bytes.get(index..).is_some_and(|rest| rest.starts_with(delimiter)) {
                        self.state = State::Initial;
                        return index + delimiter.len();
                    }
                    index += 1;
                }
            }
            State::Comment => {
                let mut index = from;
                while let Some(&byte) = bytes.get(index) {
                    match (byte, bytes.get(index + 1)) {
                        (b'/', Some(b'*')) => {
                            self.comments += 1;
                            index += 2;
                        }
                        (b'*', Some(b'/')) => {
                            index += 2;
                            self.comments = self.comments.saturating_sub(1);
                            if self.comments == 0 {
                                self.state = State::Initial;
                                return index;
                            }
                        }
                        _ => index += 1,
                    }
                }
            }
        }
        bytes.len()
    }
}

fn is_identifier_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii()
}

fn is_identifier_part(byte: u8) -> bool {
    is_identifier_start(byte) || byte.is_ascii_digit() || byte == b'$'
}

/// The end of the `$tag$` that begins at `start`.
fn dollar_delimiter_end(bytes: &[u8], start: usize) -> Option<usize> {
    let tag = bytes.get(start + 1..)?;
    let length = match tag.first()? {
        byte if is_identifier_start(*byte) => {
            tag.iter().take_while(|byte| **byte != b'$' && is_identifier_part(**byte)).count()
        }
        _ => 0,
    };
    (tag.get(length) == Some(&b'$')).then_some(start + length + 2)
}

/// The end of the identifier that follows a number or parameter without a blank: it is junk, and
/// neither the prefix of a string nor the beginning of a dollar quote.
fn junk_end(bytes: &[u8], start: usize) -> usize {
    let junk = bytes.get(start..).unwrap_or_default();
    match junk.first() {
        Some(byte) if is_identifier_start(*byte) => {
            start + junk.iter().take_while(|byte| is_identifier_part(**byte)).count()
        }
        _ => start,
    }
}

/// The end of a number, with an exponent's beginning or the junk behind it.
fn number_end(bytes: &[u8], start: usize) -> usize {
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let mut index = start;
    while at(index).is_ascii_digit() {
        index += 1;
    }
    if at(index) == b'.' {
        index += 1;
        while at(index).is_ascii_digit() {
            index += 1;
        }
    }
    match at(index) {
        b'e' | b'E' if matches!(at(index + 1), b'+' | b'-') => index + 2,
        _ => junk_end(bytes, index),
    }
}

/// Follows `BEGIN … END` in `CREATE [OR REPLACE] {FUNCTION|PROCEDURE}` by counting words: semicolons
/// inside do not end the statement.
#[derive(Debug, Default)]
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
        self.is_routine || self.words == 0 || self.words < self.first.len() && self.first[0] == b'c'
    }

    fn word(&mut self, word: &[u8], parentheses: usize) {
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword.as_bytes());
        if self.words == 0 {
            self.first = [0; 4];
        }
        if let Some(slot) = self.first.get_mut(self.words)
            && ["create", "function", "procedure", "or", "replace"].into_iter().any(is)
        {
            *slot = word.first().map_or(0, u8::to_ascii_lowercase);
        }
        self.words += 1;
        self.is_routine = matches!(self.first, [b'c', b'f' | b'p', ..] | [b'c', b'o', b'r', b'f' | b'p']);
        if self.is_routine && parentheses == 0 {
            if is("begin") || is("case") && self.depth > 0 {
                self.depth += 1;
            } else if is("end") {
                self.depth = self.depth.saturating_sub(1);
            }
        }
    }
}
