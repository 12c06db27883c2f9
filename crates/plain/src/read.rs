//! From JavaScript to Rust.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::Naming;

/// Reads a value and notes the first thing in it that does not fit. What is read is of use only when
/// there was none: without a way out at every field the code is a fraction as long.
#[derive(Debug)]
pub struct Reader {
    /// The value being read.
    value: JsValue,
    /// Members and indexes from the whole value to the one being read.
    path: Vec<Step>,
    problem: Option<String>,
}

/// From a value to one inside it.
#[derive(Debug)]
enum Step {
    Member(String),
    Index(u32),
}

/// What does not fit, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

/// A type that can be read from a JavaScript value.
pub trait Read: Sized {
    /// Reads the reader's value; some value of the type where the reader has refused what it found.
    fn read(reader: &mut Reader) -> Self;
}

/// Reads a value.
///
/// # Errors
/// What does not fit.
pub fn read<T: Read>(value: &JsValue) -> Result<T, Refused> {
    let mut reader = Reader { value: value.clone(), path: Vec::new(), problem: None };
    let read = T::read(&mut reader);
    reader.problem.map_or(Ok(read), |problem| Err(Refused(problem)))
}

/// The member of this name, `undefined` where there is none; `None` of what has no members.
pub fn member(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &JsValue::from_str(name)).ok()
}

impl Reader {
    /// The value being read.
    pub fn value(&self) -> &JsValue {
        &self.value
    }

    /// Notes that the value is not what was expected.
    pub fn refuse(&mut self, expected: &str) {
        if self.problem.is_some() {
            return;
        }
        let mut problem = String::new();
        for step in &self.path {
            match step {
                Step::Member(name) => problem.push_str(name),
                Step::Index(index) => problem.push_str(&index.to_string()),
            }
            problem.push('.');
        }
        match problem.pop() {
            Some(_) => problem.push_str(" is not "),
            None => problem.push_str("it is not "),
        }
        problem.push_str(expected);
        self.problem = Some(problem);
    }

    /// Reads the member of this name.
    pub fn field<T: Read>(&mut self, name: &str, naming: Naming) -> T {
        let outer = self.enter(name, naming);
        let field = T::read(self);
        self.leave(outer);
        field
    }

    /// Goes to the member of this name.
    fn enter(&mut self, name: &str, naming: Naming) -> JsValue {
        let name = match naming {
            Naming::Snake => name.to_owned(),
            Naming::Camel => camel(name),
        };
        let inner = member(&self.value, &name).unwrap_or_else(|| {
            self.refuse("an object");
            JsValue::UNDEFINED
        });
        self.path.push(Step::Member(name));
        std::mem::replace(&mut self.value, inner)
    }

    fn leave(&mut self, outer: JsValue) {
        self.path.pop();
        self.value = outer;
    }

    /// The place of the word in a list of names of variants.
    pub fn word(&mut self, words: &[&str], naming: Naming) -> usize {
        let found = self.value.as_string().and_then(|found| {
            words.iter().position(|word| match naming {
                Naming::Snake => *word == found,
                Naming::Camel => is_camel(word, &found),
            })
        });
        found.unwrap_or_else(|| {
            self.refuse("a word that is known");
            0
        })
    }

    /// A whole number from `least` to `most`, both whole.
    fn whole_number(&mut self, least: f64, most: f64) -> f64 {
        match self.value.as_f64() {
            Some(number) if number >= least && number <= most && number.trunc() == number => number,
            _ => {
                self.refuse("a whole number of 32 bits");
                0.0
            }
        }
    }
}

fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for part in name.split('_') {
        match (camel.is_empty(), part.get(..1), part.get(1..)) {
            (false, Some(first), Some(rest)) => {
                camel.push_str(&first.to_ascii_uppercase());
                camel.push_str(rest);
            }
            _ => camel.push_str(part),
        }
    }
    camel
}

/// Whether a word is the name of a variant, but for the case of its first letter.
fn is_camel(variant: &str, word: &str) -> bool {
    match (variant.split_at_checked(1), word.split_at_checked(1)) {
        (Some((capital, variant)), Some((small, word))) => variant == word && capital.to_ascii_lowercase() == small,
        _ => false,
    }
}

impl Read for bool {
    fn read(reader: &mut Reader) -> bool {
        reader.value.as_bool().unwrap_or_else(|| {
            reader.refuse("true or false");
            false
        })
    }
}

impl Read for String {
    fn read(reader: &mut Reader) -> String {
        reader.value.as_string().unwrap_or_else(|| {
            reader.refuse("a string");
            String::new()
        })
    }
}

impl Read for u32 {
    fn read(reader: &mut Reader) -> u32 {
        reader.whole_number(0.0, f64::from(u32::MAX)) as u32
    }
}

impl Read for i32 {
    fn read(reader: &mut Reader) -> i32 {
        reader.whole_number(f64::from(i32::MIN), f64::from(i32::MAX)) as i32
    }
}

impl<T: Read> Read for Option<T> {
    fn read(reader: &mut Reader) -> Option<T> {
        (!reader.value.is_undefined() && !reader.value.is_null()).then(|| T::read(reader))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(reader: &mut Reader) -> Vec<T> {
        let mut items = Vec::new();
        let Ok(array) = reader.value.clone().dyn_into::<Array>() else {
            reader.refuse("an array");
            return items;
        };
        for index in 0..array.length() {
            reader.path.push(Step::Index(index));
            let outer = std::mem::replace(&mut reader.value, array.get(index));
            items.push(T::read(reader));
            reader.leave(outer);
            // A damaged array may claim any length.
            if reader.problem.is_some() {
                break;
            }
        }
        items
    }
}

impl Read for (String, String) {
    fn read(reader: &mut Reader) -> (String, String) {
        let mut parts = Vec::read(reader).into_iter();
        match (parts.next(), parts.next(), parts.next()) {
            (Some(first), Some(second), None) => (first, second),
            _ => {
                reader.refuse("a pair");
                Default::default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_turned_into_those_of_javascript() {
        assert_eq!((camel("session_user"), camel("text")), ("sessionUser".to_owned(), "text".to_owned()));
        assert!(is_camel("WouldFail", "wouldFail") && is_camel("All", "all"));
        assert!(!is_camel("All", "All") && !is_camel("All", "") && !is_camel("All", "éll"));
    }
}
