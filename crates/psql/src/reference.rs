//! References to psql's variables in a text: `:name`, `:'name'`, `:"name"` and `:{?name}`.

/// Whether a byte may stand in the name of a variable.
pub(crate) fn is_variable_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// What variable references in the arguments of a command stand for.
pub(crate) trait Values {
    /// Appends what this reference, whose text is `source`, stands for.
    fn push_value(&mut self, reference: Reference, source: &str, argument: &mut String);
}

/// Appends a value as a literal, as libpq quotes one.
#[cfg(feature = "client")]
pub(crate) fn push_literal(query: &mut String, value: &str) {
    let escapes = value.contains('\\');
    query.push_str(if escapes { " E'" } else { "'" });
    for character in value.chars() {
        if character == '\'' || character == '\\' {
            query.push(character);
        }
        query.push(character);
    }
    query.push('\'');
}

/// Appends a value as a quoted identifier.
#[cfg(feature = "client")]
pub(crate) fn push_identifier(query: &mut String, value: &str) {
    query.push('"');
    for character in value.chars() {
        if character == '"' {
            query.push(character);
        }
        query.push(character);
    }
    query.push('"');
}

/// How a variable is to be put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `:name`
    Plain,
    /// `:'name'`
    Literal,
    /// `:"name"`
    Identifier,
    /// `:{?name}`
    Test,
}

/// A variable reference, from its colon on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    /// Where the colon stands.
    #[cfg_attr(not(feature = "client"), expect(dead_code, reason = "for scripts"))]
    pub(crate) start: usize,
    /// How long it is.
    pub(crate) length: usize,
    pub(crate) form: Form,
}

impl Reference {
    /// The reference whose colon stands at `start`.
    pub(crate) fn at(bytes: &[u8], start: usize) -> Option<Reference> {
        let (form, open, close): (_, usize, &[u8]) = match (bytes.get(start + 1)?, bytes.get(start + 2)) {
            (b'\'', _) => (Form::Literal, 2, b"'"),
            (b'"', _) => (Form::Identifier, 2, b"\""),
            (b'{', Some(b'?')) => (Form::Test, 3, b"}"),
            _ => (Form::Plain, 1, b""),
        };
        let rest = bytes.get(start + open..)?;
        let name = rest.iter().take_while(|byte| is_variable_byte(**byte)).count();
        let closed = rest.get(name..)?.starts_with(close);
        (name > 0 && closed).then_some(Reference { start, length: open + name + close.len(), form })
    }

    /// The variable's name in the reference's text.
    #[cfg(feature = "client")]
    pub(crate) fn name(self, source: &str) -> &str {
        let inner = match self.form {
            Form::Plain => source.get(1..),
            Form::Literal | Form::Identifier => source.get(2..source.len() - 1),
            Form::Test => source.get(3..source.len() - 1),
        };
        inner.unwrap_or_default()
    }
}
