//! The option list of an object: ordered `name = value` pairs, kept as one compact shared text.

use std::sync::Arc;

/// An ordered list of options. An empty list is what the server stores as NULL.
///
/// The pairs are kept in one shared text, each name and each value behind its length: in digits to
/// the base of 64, the least first, each but the last raised by 64.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionList(Option<Arc<str>>);

impl OptionList {
    /// The list of these pairs, in order.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> OptionList {
        let mut text = String::with_capacity(128);
        for (name, value) in pairs {
            push(&mut text, name);
            push(&mut text, value);
        }
        OptionList((!text.is_empty()).then(|| text.into()))
    }

    /// The pairs in stored order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        Pairs { rest: self.0.as_deref().unwrap_or_default() }
    }

    /// The pairs as the server reads them back: each is stored as one text `name=value`, which is split at
    /// the first `=`.
    pub fn read_back(&self) -> impl Iterator<Item = (String, String)> {
        self.iter().map(|(name, value)| match name.split_once('=') {
            Some((start, rest)) => (start.to_owned(), format!("{rest}={value}")),
            None => (name.to_owned(), value.to_owned()),
        })
    }

    /// The value of an option; names are compared byte for byte.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| value)
    }

    /// Whether there are no options.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// The pairs of a stored text.
#[derive(Clone)]
struct Pairs<'a> {
    rest: &'a str,
}

fn push(text: &mut String, part: &str) {
    let mut length = part.len();
    while length >= 64 {
        text.push(char::from(64 | (length & 63) as u8));
        length >>= 6;
    }
    text.push(char::from(length as u8));
    text.push_str(part);
}

impl<'a> Pairs<'a> {
    fn part(&mut self) -> Option<&'a str> {
        let (mut length, mut digits) = (0, 0);
        for digit in self.rest.bytes() {
            length |= usize::from(digit & 63) << (6 * digits);
            digits += 1;
            if digit < 64 {
                break;
            }
        }
        let (part, rest) = self.rest.get(digits..)?.split_at_checked(length)?;
        self.rest = rest;
        Some(part)
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        if self.rest.is_empty() {
            return None;
        }
        Some((self.part()?, self.part()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_empty_values() {
        let list = OptionList::from_pairs([("b", ""), ("a", "1"), ("", "x=y")]);
        assert_eq!(list.iter().collect::<Vec<_>>(), [("b", ""), ("a", "1"), ("", "x=y")]);
        assert_eq!(list.get("a"), Some("1"));
        assert_eq!(list.get("A"), None);
        assert!(OptionList::from_pairs([]).is_empty());
        for length in [63, 64, 4095, 4096, 300_000] {
            let text = "é".repeat(length / 2) + "x";
            let list = OptionList::from_pairs([("a", &*text), (&*text, "b")]);
            assert_eq!(list.iter().collect::<Vec<_>>(), [("a", &*text), (&*text, "b")]);
        }
    }
}
