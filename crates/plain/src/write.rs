//! From Rust to JavaScript.

use std::fmt::Write as _;

use wasm_bindgen::JsValue;

use crate::Naming;

/// JSON being written.
#[derive(Debug, Default)]
pub struct Writer {
    json: String,
}

/// A type that can be written as JSON.
pub trait Write {
    /// Writes the value.
    fn write(&self, writer: &mut Writer);

    /// Whether there is nothing to be written: a structure leaves the field out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// The value in JavaScript; what is absent is `undefined`.
pub fn to_js(value: &dyn Write) -> JsValue {
    if value.is_absent() {
        return JsValue::UNDEFINED;
    }
    let mut writer = Writer::default();
    value.write(&mut writer);
    // What a writer has written is JSON.
    js_sys::JSON::parse(&writer.json).unwrap_or_default()
}

impl Writer {
    /// Begins an object or an array.
    pub fn begin(&mut self, bracket: char) {
        self.json.push(bracket);
    }

    /// Ends an object or an array.
    pub fn end(&mut self, bracket: char) {
        self.json.push(bracket);
    }

    /// Separates what follows from what stands before it in the same brackets.
    fn separate(&mut self) {
        if !self.json.ends_with(['{', '[']) {
            self.json.push(',');
        }
    }

    /// Writes a member of an object, unless its value is absent.
    pub fn field(&mut self, name: &str, naming: Naming, value: &dyn Write) {
        if value.is_absent() {
            return;
        }
        self.separate();
        self.json.push('"');
        let mut is_capital = false;
        for letter in name.chars() {
            if letter == '_' && naming == Naming::Camel {
                is_capital = true;
                continue;
            }
            self.json.push(if is_capital { letter.to_ascii_uppercase() } else { letter });
            is_capital = false;
        }
        self.json.push_str("\":");
        value.write(self);
    }

    /// Writes an item of an array.
    pub fn item(&mut self, value: &dyn Write) {
        self.separate();
        value.write(self);
    }

    /// Writes the name of a variant.
    pub fn word(&mut self, word: &str, naming: Naming) {
        self.json.push('"');
        let mut letters = word.chars();
        if naming == Naming::Camel {
            self.json.extend(letters.next().map(|first| first.to_ascii_lowercase()));
        }
        self.json.push_str(letters.as_str());
        self.json.push('"');
    }

    fn text(&mut self, text: &str) {
        self.json.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => {
                    self.json.push('\\');
                    self.json.push(character);
                }
                '\0'..' ' => {
                    // Writing to a string cannot fail.
                    let _ = write!(self.json, "\\u{:04x}", u32::from(character));
                }
                _ => self.json.push(character),
            }
        }
        self.json.push('"');
    }
}

impl Write for bool {
    fn write(&self, writer: &mut Writer) {
        writer.json.push_str(if *self { "true" } else { "false" });
    }
}

impl Write for u32 {
    fn write(&self, writer: &mut Writer) {
        let _ = write!(writer.json, "{self}");
    }
}

impl Write for i32 {
    fn write(&self, writer: &mut Writer) {
        let _ = write!(writer.json, "{self}");
    }
}

impl Write for String {
    fn write(&self, writer: &mut Writer) {
        writer.text(self);
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.json.push_str("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, writer: &mut Writer) {
        writer.begin('[');
        for item in self {
            writer.item(item);
        }
        writer.end(']');
    }
}

impl Write for (String, String) {
    fn write(&self, writer: &mut Writer) {
        writer.begin('[');
        writer.item(&self.0);
        writer.item(&self.1);
        writer.end(']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Person {
        full_name: String,
        ages: Vec<u32>,
        born_in: Option<String>,
        pairs: Vec<(String, String)>,
    }

    crate::structures! { Camel: Person { full_name, ages, born_in, pairs, } }

    #[test]
    fn structures_are_objects() {
        let person = Person {
            full_name: "\"a\\\n\u{1f600}".to_owned(),
            ages: vec![1, 20],
            born_in: None,
            pairs: vec![("[".to_owned(), String::new()), ("{".to_owned(), "x".to_owned())],
        };
        let mut writer = Writer::default();
        person.write(&mut writer);
        let expected =
            "{\"fullName\":\"\\\"a\\\\\\u000a\u{1f600}\",\"ages\":[1,20],\"pairs\":[[\"[\",\"\"],[\"{\",\"x\"]]}";
        assert_eq!(writer.json, expected);
        assert!(person.born_in.is_absent());
    }
}
