//! JSON, as the input functions of `json` and `jsonb` refuse it.

use medlar_syntax::SqlState;

use crate::message::{Checked, Failure};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    String,
    /// A number, `true`, `false` or `null`.
    Scalar,
    /// A bracket, a comma or a colon.
    Mark(u8),
    End,
}

/// What may come next.
#[derive(Clone, Copy)]
enum Expected {
    Value,
    /// A value or the end of an array.
    Element,
    /// A name or the end of an object.
    FirstName,
    Name,
    Colon,
    /// A comma or the end of what is open.
    Next,
}

struct Lexer<'a> {
    text: &'a str,
    /// Of the token read last.
    start: usize,
    end: usize,
}

/// Whether the text is JSON. The failure has no position yet.
pub(super) fn check(text: &str) -> Checked {
    let mut lexer = Lexer { text, start: 0, end: 0 };
    let mut open: Vec<u8> = Vec::new();
    let mut expected = Expected::Value;
    loop {
        let token = lexer.next()?;
        expected = match (expected, token) {
            (Expected::Element, Token::Mark(b']')) | (Expected::FirstName, Token::Mark(b'}')) => {
                open.pop();
                Expected::Next
            }
            (Expected::Value | Expected::Element, Token::String | Token::Scalar) => Expected::Next,
            (Expected::Value | Expected::Element, Token::Mark(mark @ (b'{' | b'['))) => {
                open.push(mark);
                if mark == b'{' { Expected::FirstName } else { Expected::Element }
            }
            (Expected::FirstName | Expected::Name, Token::String) => Expected::Colon,
            (Expected::Colon, Token::Mark(b':')) => Expected::Value,
            (Expected::Next, token) => match (open.last(), token) {
                (None, Token::End) => return Ok(()),
                (Some(b'{'), Token::Mark(b',')) => Expected::Name,
                (Some(b'['), Token::Mark(b',')) => Expected::Value,
                (Some(b'{'), Token::Mark(b'}')) | (Some(b'['), Token::Mark(b']')) => {
                    open.pop();
                    Expected::Next
                }
                (None, _) => return Err(lexer.unexpected(token, "Expected end of input")),
                (Some(b'{'), _) => return Err(lexer.unexpected(token, "Expected \",\" or \"}\"")),
                (Some(_), _) => return Err(lexer.unexpected(token, "Expected \",\" or \"]\"")),
            },
            (Expected::Value | Expected::Element, _) => return Err(lexer.unexpected(token, "Expected JSON value")),
            (Expected::FirstName, _) => return Err(lexer.unexpected(token, "Expected string or \"}\"")),
            (Expected::Name, _) => return Err(lexer.unexpected(token, "Expected string")),
            (Expected::Colon, _) => return Err(lexer.unexpected(token, "Expected \":\"")),
        };
    }
}

impl Lexer<'_> {
    fn at(&self, index: usize) -> u8 {
        self.text.as_bytes().get(index).copied().unwrap_or_default()
    }

    fn digits(&self, from: usize) -> usize {
        let mut end = from;
        while self.at(end).is_ascii_digit() {
            end += 1;
        }
        end
    }

    /// The end of a word: letters, digits, underscores and what is not ASCII.
    fn word(&self, from: usize) -> usize {
        let mut end = from;
        while matches!(self.at(end), b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | 0x80..) {
            end += 1;
        }
        end
    }

    fn next(&mut self) -> Checked<Token> {
        self.start = self.end;
        while matches!(self.at(self.start), b' ' | b'\t' | b'\n' | b'\r') {
            self.start += 1;
        }
        let first = self.at(self.start);
        let behind = self.start + 1;
        match first {
            _ if self.start >= self.text.len() => {
                self.end = self.start;
                Ok(Token::End)
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' => {
                self.end = behind;
                Ok(Token::Mark(first))
            }
            b'"' => self.string(),
            b'-' => self.number(behind),
            b'0'..=b'9' => self.number(self.start),
            _ => {
                self.end = self.word(self.start);
                let word = self.text.get(self.start..self.end).unwrap_or_default();
                if matches!(word, "true" | "false" | "null") {
                    return Ok(Token::Scalar);
                }
                self.end = self.end.max(behind);
                Err(self.invalid())
            }
        }
    }

    fn number(&mut self, from: usize) -> Checked<Token> {
        let mut is_valid = true;
        let mut end = if self.at(from) == b'0' { from + 1 } else { self.digits(from) };
        is_valid &= end > from;
        if self.at(end) == b'.' {
            let fraction = end + 1;
            end = self.digits(fraction);
            is_valid &= end > fraction;
        }
        if matches!(self.at(end), b'e' | b'E') {
            let exponent = end + 1 + usize::from(matches!(self.at(end + 1), b'+' | b'-'));
            end = self.digits(exponent);
            is_valid &= end > exponent;
        }
        self.end = self.word(end);
        if is_valid && self.end == end { Ok(Token::Scalar) } else { Err(self.invalid()) }
    }

    fn string(&mut self) -> Checked<Token> {
        let mut index = self.start + 1;
        loop {
            let byte = self.at(index);
            if index >= self.text.len() {
                self.end = index;
                return Err(self.invalid());
            }
            match byte {
                b'"' => {
                    self.end = index + 1;
                    return Ok(Token::String);
                }
                0..=31 => {
                    self.end = index;
                    return Err(self.fail(format!("Character with value 0x{byte:02x} must be escaped.")));
                }
                b'\\' => {
                    index += 1;
                    self.escape(&mut index)?;
                }
                _ => {}
            }
            index += 1;
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self, index: &mut usize) -> Checked {
        let character = |text: &str, from: usize| text.get(from..).and_then(|rest| rest.chars().next());
        match character(self.text, *index) {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => Ok(()),
            Some('u') => {
                for _ in 0..4 {
                    *index += 1;
                    match character(self.text, *index) {
                        Some(digit) if digit.is_ascii_hexdigit() => {}
                        Some(other) => {
                            self.end = *index + other.len_utf8();
                            let detail = "\"\\u\" must be followed by four hexadecimal digits.";
                            return Err(self.fail(detail.to_owned()));
                        }
                        None => {
                            self.end = *index;
                            return Err(self.invalid());
                        }
                    }
                }
                Ok(())
            }
            Some(other) => {
                self.start = *index;
                self.end = *index + other.len_utf8();
                Err(self.fail(format!("Escape sequence \"\\{other}\" is invalid.")))
            }
            None => {
                self.end = *index;
                Err(self.invalid())
            }
        }
    }

    fn token(&self) -> &str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    fn invalid(&self) -> Box<Failure> {
        self.fail(format!("Token \"{}\" is invalid.", self.token()))
    }

    fn unexpected(&self, token: Token, expected: &str) -> Box<Failure> {
        match token {
            Token::End => self.fail("The input string ended unexpectedly.".to_owned()),
            _ => self.fail(format!("{expected}, but found \"{}\".", self.token())),
        }
    }

    /// The context is the line up to the token, of which at most 50 bytes are shown.
    fn fail(&self, detail: String) -> Box<Failure> {
        let before = self.text.get(..self.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let mut start = line_start;
        let shown = self.text.get(start..self.end).unwrap_or_default();
        for character in shown.chars() {
            if self.end - start < 50 {
                break;
            }
            start += character.len_utf8();
        }
        // An ellipsis is longer than three bytes.
        if start - line_start <= 3 {
            start = line_start;
        }
        let prefix = if start > line_start { "..." } else { "" };
        let is_cut = self.end < self.text.len() && !matches!(self.at(self.end), b'\n' | b'\r');
        let suffix = if is_cut { "..." } else { "" };
        let shown = self.text.get(start..self.end).unwrap_or_default();
        Failure::new(SqlState::InvalidTextRepresentation, "invalid input syntax for type json")
            .detail(detail)
            .context(format!("JSON data, line {line}: {prefix}{shown}{suffix}"))
    }
}
