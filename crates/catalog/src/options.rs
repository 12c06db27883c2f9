//! The option list of an object: ordered `name = value` pairs, kept as one compact shared text.

use std::sync::Arc;

/// An ordered list of options. An empty list is what the server stores as NULL.
///
/// Neither names nor values can hold a NUL character (the server refuses them in any literal), so
/// the pairs are kept in one shared text, each name and each value followed by a NUL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionList(Option<Arc<str>>);

impl OptionList {
    /// The list of these pairs, in order.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> OptionList {
        let mut text = String::with_capacity(128);
        for (name, value) in pairs {
            text.push_str(name);
            text.push('\0');
            text.push_str(value);
            text.push('\0');
        }
        OptionList((!text.is_empty()).then(|| text.into()))
    }

    /// The pairs in stored order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut parts = self.0.as_deref().unwrap_or_default().split_terminator('\0');
        std::iter::from_fn(move || Some((parts.next()?, parts.next().unwrap_or_default())))
    }

    /// The value of an option; names are compared byte for byte.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| value)
    }

    /// The stored text: each name and each value followed by a NUL.
    pub(crate) fn as_text(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Whether there are no options.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
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
    }
}
