//! psql's patterns for names: `*`, `?`, double quotes, and regular expressions behind them.

#[cfg(feature = "client")]
use crate::regular_expression::RegularExpression;

/// A pattern for the names of objects that have no schema.
#[derive(Debug)]
pub(crate) enum NamePattern {
    /// Characters and wildcards only.
    Wildcards(Vec<Part>),
    /// A regular expression.
    #[cfg(feature = "client")]
    Regular(RegularExpression),
}

/// A pattern for the names of objects that are in schemas.
#[derive(Debug)]
pub(crate) struct ObjectPattern {
    /// `None` where only what the search path finds is meant.
    pub(crate) schema: Option<NamePattern>,
    pub(crate) name: NamePattern,
}

impl ObjectPattern {
    /// Reads a pattern of at most so many parts; as the first of three only this database is allowed.
    pub(crate) fn new(pattern: &str, most_parts: usize) -> Result<ObjectPattern, PatternError> {
        let mut parts = split(pattern);
        if parts.len() > most_parts {
            return Err(PatternError::TooManyDots);
        }
        // Of what is in no schema psql takes no database at all.
        if most_parts > 1 && parts.len() == most_parts {
            let database = NamePattern::new(parts.remove(0))?;
            if most_parts < 3 || !database.matches(DATABASE) {
                return Err(PatternError::OtherDatabase);
            }
        }
        let name = NamePattern::new(parts.pop().unwrap_or_default())?;
        Ok(ObjectPattern { schema: parts.pop().map(NamePattern::new).transpose()?, name })
    }
}

/// The database of every session.
pub(crate) const DATABASE: &str = "postgres";

/// The parts of a pattern between dots that are not quoted.
fn split(pattern: &str) -> Vec<&str> {
    let mut in_quotes = false;
    pattern
        .split(|character| {
            in_quotes ^= character == '"';
            character == '.' && !in_quotes
        })
        .collect()
}

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// `*`
    AnyText,
    /// `?`
    AnyCharacter,
    Character(char),
}

/// Why a pattern is refused.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PatternError {
    /// psql itself refuses it: there are too many unquoted dots.
    TooManyDots,
    /// psql itself refuses it: the first part is no database that it could look into.
    OtherDatabase,
    /// The server refuses the regular expression, with these words.
    #[cfg(feature = "client")]
    InvalidRegularExpression(&'static str),
    /// It is a regular expression, which this build leaves out.
    #[cfg(not(feature = "client"))]
    RegularExpression,
}

impl NamePattern {
    /// Reads a pattern: letters outside quotes are folded, `*` is any text and `?` any character;
    /// other special characters keep their meaning in a regular expression.
    pub(crate) fn new(pattern: &str) -> Result<NamePattern, PatternError> {
        let mut parts = Vec::new();
        let mut is_regular = false;
        let mut in_quotes = false;
        let mut characters = pattern.chars().peekable();
        while let Some(character) = characters.next() {
            parts.push(match character {
                '"' if in_quotes && characters.next_if_eq(&'"').is_some() => Part::Character('"'),
                '"' => {
                    in_quotes = !in_quotes;
                    continue;
                }
                _ if in_quotes => Part::Character(character),
                '*' => Part::AnyText,
                '?' => Part::AnyCharacter,
                _ => {
                    is_regular |= match character {
                        '|' | '+' | '(' | ')' | '^' | '\\' => true,
                        // A brace is one unless it begins a bound.
                        '{' => characters.peek().is_some_and(char::is_ascii_digit),
                        // An array type's name is more likely than an empty set of characters.
                        '[' => characters.peek() != Some(&']'),
                        _ => false,
                    };
                    Part::Character(character.to_ascii_lowercase())
                }
            });
        }
        match is_regular {
            false => Ok(NamePattern::Wildcards(parts)),
            #[cfg(feature = "client")]
            true => RegularExpression::new(pattern)
                .map(NamePattern::Regular)
                .map_err(PatternError::InvalidRegularExpression),
            #[cfg(not(feature = "client"))]
            true => Err(PatternError::RegularExpression),
        }
    }

    /// Whether a name fits.
    pub(crate) fn matches(&self, name: &str) -> bool {
        match self {
            NamePattern::Wildcards(parts) => matches(parts, name),
            #[cfg(feature = "client")]
            NamePattern::Regular(expression) => expression.is_match(name),
        }
    }
}

/// Whether a text is what the parts describe. Only the last `*` is ever tried again, so that the time
/// is at worst the product of both lengths.
fn matches(mut parts: &[Part], name: &str) -> bool {
    let mut rest = name.chars();
    let mut again = None;
    loop {
        let fits = match (parts.split_first(), rest.clone().next()) {
            (Some((Part::AnyText, behind)), _) => {
                again = Some((behind, rest.clone()));
                parts = behind;
                continue;
            }
            (None, None) => return true,
            (Some((Part::AnyCharacter, behind)), Some(_)) => Some(behind),
            (Some((Part::Character(part), behind)), Some(character)) if *part == character => Some(behind),
            _ => None,
        };
        match (fits, &mut again) {
            (Some(behind), _) => {
                parts = behind;
                rest.next();
            }
            (None, Some((behind, from))) => {
                if from.next().is_none() {
                    return false;
                }
                parts = behind;
                rest = from.clone();
            }
            (None, None) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matching(pattern: &str) -> Vec<&'static str> {
        let pattern = NamePattern::new(pattern).unwrap();
        ["srvb", "Srv A", "s1", "s2", "éa", "a.b", "a$b", "a[]", "a{b"]
            .into_iter()
            .filter(|name| pattern.matches(name))
            .collect()
    }

    #[test]
    fn wildcards_folding_and_quotes() {
        for (pattern, expected) in [
            ("Srv*", &["srvb"][..]),
            ("\"Srv A\"", &["Srv A"]),
            ("S?", &["s1", "s2"]),
            ("*b", &["srvb", "a.b", "a$b", "a{b"]),
            ("*r*b*", &["srvb"]),
            ("*?*1", &["s1"]),
            ("**s**1**", &["s1"]),
            ("\"a.b\"", &["a.b"]),
            ("a$b", &["a$b"]),
            ("a[]", &["a[]"]),
            ("a{b", &["a{b"]),
            ("?a", &["éa"]),
            ("s", &[]),
            ("\"*\"", &[]),
            ("", &[]),
            ("a{l", &[]),
        ] {
            assert_eq!(matching(pattern), expected, "{pattern}");
        }
        let error = |pattern, most| ObjectPattern::new(pattern, most).err();
        assert_eq!(error("a.b", 1), Some(PatternError::TooManyDots));
        assert_eq!(error("a.b", 2), Some(PatternError::OtherDatabase));
        assert_eq!(error("a.\"b.c\"", 3), None);
        assert_eq!(error("a.b.c", 3), Some(PatternError::OtherDatabase));
        assert_eq!(error("Postgres.b.c", 3), None);
        assert_eq!(error("a.b.c.d", 3), Some(PatternError::TooManyDots));
    }

    #[cfg(feature = "client")]
    #[test]
    fn regular_expressions() {
        assert_eq!(matching("s[0-9]"), ["s1", "s2"]);
        assert_eq!(matching("S1|s2"), ["s1", "s2"]);
        assert_eq!(matching("(a|é)*\"a\""), ["éa"]);
    }

    #[cfg(feature = "client")]
    #[test]
    fn refused_patterns() {
        for (pattern, words) in [
            ("s[", "brackets [] not balanced"),
            ("s(", "parentheses () not balanced"),
            ("+", "quantifier operand invalid"),
            ("a{1", "invalid repetition count(s)"),
            ("[[:foo:]]", "invalid character class"),
            ("[b-a]", "invalid character range"),
        ] {
            let error = NamePattern::new(pattern).err();
            assert_eq!(error, Some(PatternError::InvalidRegularExpression(words)), "{pattern}");
        }
    }
}
