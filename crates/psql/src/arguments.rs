//! The name and the arguments of a backslash command, as psql reads them.

use crate::reference::{Form, Reference, Values};

/// Reads one backslash command from a text, piece by piece.
pub(crate) struct Arguments<'a> {
    text: &'a str,
    position: &'a mut usize,
}

/// An argument as read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Argument {
    pub(crate) text: String,
    /// Whether any part of it was quoted or came from a variable.
    pub(crate) quoted: bool,
    /// Bytes at its start that a quoted part or a variable's value ends.
    protected: usize,
}

impl Argument {
    /// Its text without the semicolons behind it that are not quoted, for commands which allow
    /// themselves to be ended like a query; `None` when that was all.
    pub(crate) fn without_semicolons(mut self) -> Option<String> {
        while self.text.len() > self.protected && self.text.ends_with(';') {
            self.text.pop();
        }
        (!self.text.is_empty() || self.quoted).then_some(self.text)
    }
}

/// Why there is no argument although the line has not ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ArgumentError {
    /// A quote is not closed on the line.
    UnterminatedQuote,
    /// A command for the shell in back quotes: there is no shell here.
    BackQuote,
}

impl<'a> Arguments<'a> {
    /// Reads from `position`, just behind the backslash, and moves it.
    pub(crate) fn new(text: &'a str, position: &'a mut usize) -> Arguments<'a> {
        Arguments { text, position }
    }

    /// The command's name: everything up to white space or a backslash.
    pub(crate) fn command_name(&mut self) -> &'a str {
        let rest = self.rest();
        let length = rest.bytes().position(|byte| is_space(byte) || byte == b'\\').unwrap_or(rest.len());
        *self.position += length;
        rest.get(..length).unwrap_or_default()
    }

    /// The next argument; `None` at the end of the command. Without `values` the names of variables
    /// stay as they are, as in what is read of a command that takes no more arguments.
    pub(crate) fn next(&mut self, mut values: Option<&mut dyn Values>) -> Result<Option<Argument>, ArgumentError> {
        let mut argument = Argument { text: String::new(), quoted: false, protected: 0 };
        self.skip_spaces();
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(*self.position) {
            match byte {
                b'\\' => break,
                _ if is_space(byte) => break,
                b'\'' => {
                    argument.quoted = true;
                    self.single_quoted(&mut argument.text)?;
                    argument.protected = argument.text.len();
                }
                b'"' => {
                    // Double quotes stay: the command decides what they mean.
                    argument.quoted = true;
                    let rest = self.rest();
                    let length = rest.get(1..).and_then(|rest| rest.find('"'));
                    self.take(&mut argument.text, length.map_or(rest.len(), |length| length + 2));
                    if length.is_none() {
                        return Err(ArgumentError::UnterminatedQuote);
                    }
                    argument.protected = argument.text.len();
                }
                b'`' => {
                    *self.position = self.text.len();
                    return Err(ArgumentError::BackQuote);
                }
                b':' => match (Reference::at(bytes, *self.position), &mut values) {
                    (Some(reference), Some(values)) => {
                        argument.quoted = true;
                        let source = self.rest().get(..reference.length).unwrap_or_default();
                        values.push_value(reference, source, &mut argument.text);
                        *self.position += reference.length;
                        argument.protected = argument.text.len();
                    }
                    // Without values no variable is there to be tested either.
                    (Some(Reference { form: Form::Test, length, .. }), None) => {
                        *self.position += length;
                        argument.text.push_str("FALSE");
                    }
                    (Some(reference), None) => self.take(&mut argument.text, reference.length),
                    (None, _) => self.take(&mut argument.text, 1),
                },
                _ => {
                    let length = self.rest().chars().next().map_or(1, char::len_utf8);
                    self.take(&mut argument.text, length);
                }
            }
        }
        Ok((!argument.text.is_empty() || argument.quoted).then_some(argument))
    }

    /// Throws the rest of the line away.
    #[cfg(feature = "client")]
    pub(crate) fn discard_line(&mut self) {
        *self.position = self.text.len();
    }

    /// Reads over the `\\` that separates this command from what follows on the line.
    #[cfg(feature = "client")]
    pub(crate) fn end_command(&mut self) {
        if self.rest().starts_with("\\\\") {
            *self.position += 2;
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(*self.position..).unwrap_or_default()
    }

    fn take(&mut self, argument: &mut String, length: usize) {
        argument.push_str(self.rest().get(..length).unwrap_or_default());
        *self.position += length;
    }

    fn skip_spaces(&mut self) {
        *self.position += self.rest().bytes().take_while(|byte| is_space(*byte)).count();
    }

    /// `'…'`, with the escapes of C.
    fn single_quoted(&mut self, argument: &mut String) -> Result<(), ArgumentError> {
        *self.position += 1;
        let mut characters = self.rest().char_indices().peekable();
        let start = *self.position;
        while let Some((offset, character)) = characters.next() {
            match character {
                '\'' => match characters.peek() {
                    Some((_, '\'')) => {
                        characters.next();
                        argument.push('\'');
                    }
                    _ => {
                        *self.position = start + offset + 1;
                        return Ok(());
                    }
                },
                '\\' => match characters.next() {
                    None => argument.push('\\'),
                    Some((_, 'n')) => argument.push('\n'),
                    Some((_, 't')) => argument.push('\t'),
                    Some((_, 'b')) => argument.push('\u{8}'),
                    Some((_, 'r')) => argument.push('\r'),
                    Some((_, 'f')) => argument.push('\u{C}'),
                    Some((_, digit @ '0'..='7')) => {
                        let mut code = digit.to_digit(8).unwrap_or(0);
                        for _ in 0..2 {
                            let Some((_, digit)) = characters.next_if(|(_, next)| next.is_digit(8)) else { break };
                            code = code * 8 + digit.to_digit(8).unwrap_or(0);
                        }
                        push_byte(argument, code);
                    }
                    Some((_, 'x')) if characters.peek().is_some_and(|(_, next)| next.is_ascii_hexdigit()) => {
                        let mut code = 0;
                        for _ in 0..2 {
                            let Some((_, digit)) = characters.next_if(|(_, next)| next.is_ascii_hexdigit()) else {
                                break;
                            };
                            code = code * 16 + digit.to_digit(16).unwrap_or(0);
                        }
                        push_byte(argument, code);
                    }
                    Some((_, other)) => argument.push(other),
                },
                other => argument.push(other),
            }
        }
        *self.position = self.text.len();
        Err(ArgumentError::UnterminatedQuote)
    }
}

/// Appends a character given by its code. Codes that are no ASCII character would make the text
/// something else than UTF-8 and become the replacement character; NUL ends a text in psql.
fn push_byte(argument: &mut String, code: u32) {
    match code & 0xFF {
        0 => {}
        code @ 1..=0x7F => argument.extend(char::from_u32(code)),
        _ => argument.push(char::REPLACEMENT_CHARACTER),
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::*;
    use crate::variables::Variables;

    fn read(text: &str) -> (String, Vec<String>, String) {
        let mut variables = Variables::new();
        variables.assign("v", "x y");
        let mut position = 0;
        let mut arguments = Arguments::new(text, &mut position);
        let name = arguments.command_name().to_owned();
        let mut read = Vec::new();
        while let Ok(Some(argument)) = arguments.next(Some(&mut variables)) {
            read.push(argument.text);
        }
        arguments.end_command();
        (name, read, text.get(position..).unwrap_or_default().to_owned())
    }

    #[test]
    fn quotes_escapes_and_variables() {
        assert_eq!(read("echo a 'b c' \"D E\" ''").1, ["a", "b c", "\"D E\"", ""]);
        assert_eq!(read(r"echo 'a\tb\101\x41\q''x'").1, ["a\tbAAq'x"]);
        assert_eq!(
            read("echo :v :'v' :\"v\" :{?v} :{?w} :w a:v").1,
            ["x y", "'x y'", "\"x y\"", "TRUE", "FALSE", ":w", "ax y"]
        );
    }

    #[test]
    fn extra_arguments_keep_the_names_of_variables() {
        let mut position = 0;
        let mut arguments = Arguments::new(r#" a:v :'v' :"v" 'q' :{?v}"#, &mut position);
        for expected in ["a:v", ":'v'", ":\"v\"", "q", "FALSE"] {
            assert_eq!(arguments.next(None).unwrap().unwrap().text, expected);
        }
        assert_eq!(arguments.next(None), Ok(None));
    }

    #[test]
    fn a_double_backslash_ends_a_command() {
        assert_eq!(read(r"echo one \\ select 2"), ("echo".into(), vec!["one".into()], " select 2".into()));
        assert_eq!(read(r"echo\echo x"), ("echo".into(), vec![], r"\echo x".into()));
    }

    #[test]
    fn semicolons_behind_an_argument() {
        for (text, expected) in [
            ("a;;", Some("a")),
            ("'a;'", Some("a;")),
            ("'a';", Some("a")),
            ("a;b;", Some("a;b")),
            (";", None),
            ("'';", Some("")),
        ] {
            let mut position = 0;
            let argument = Arguments::new(text, &mut position).next(Some(&mut Variables::new()));
            assert_eq!(argument.unwrap().unwrap().without_semicolons().as_deref(), expected);
        }
    }

    #[test]
    fn open_quotes_are_errors() {
        for text in [" 'abc", " \"abc"] {
            let mut position = 0;
            let mut arguments = Arguments::new(text, &mut position);
            assert_eq!(arguments.next(Some(&mut Variables::new())), Err(ArgumentError::UnterminatedQuote));
        }
    }
}
