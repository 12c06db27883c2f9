//! psql's patterns for names: `*`, `?`, double quotes, and regular expressions behind them.

use regex_lite::Regex;

/// A pattern for the names of objects that have no schema.
#[derive(Debug)]
pub(crate) struct NamePattern(Regex);

/// Why a pattern is refused.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PatternError {
    /// psql itself refuses it: an unquoted dot.
    TooManyDots,
    /// The server refuses the regular expression, with these words.
    InvalidRegularExpression(&'static str),
}

impl NamePattern {
    /// Reads a pattern: letters outside quotes are folded, `*` is any text and `?` any character;
    /// other special characters keep their meaning in a regular expression.
    pub(crate) fn new(pattern: &str) -> Result<NamePattern, PatternError> {
        let mut regex = "^(".to_owned();
        let mut in_quotes = false;
        let mut characters = pattern.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' if in_quotes && characters.next_if_eq(&'"').is_some() => regex.push('"'),
                '"' => in_quotes = !in_quotes,
                '*' if !in_quotes => regex.push_str(".*"),
                '?' if !in_quotes => regex.push('.'),
                '.' if !in_quotes => return Err(PatternError::TooManyDots),
                '$' => regex.push_str("\\$"),
                '|' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '.' | '^' | '\\' if in_quotes => {
                    regex.push('\\');
                    regex.push(character);
                }
                // A brace is one unless it begins a bound.
                '{' if !characters.peek().is_some_and(char::is_ascii_digit) => regex.push_str("\\{"),
                // An array type's name is more likely than an empty set of characters.
                '[' if characters.peek() == Some(&']') => regex.push_str("\\["),
                _ if !in_quotes => regex.push(character.to_ascii_lowercase()),
                _ => regex.push(character),
            }
        }
        regex.push_str(")$");
        match fault(&regex) {
            Some(words) => Err(PatternError::InvalidRegularExpression(words)),
            None => match Regex::new(&regex) {
                Ok(regex) => Ok(NamePattern(regex)),
                Err(_) if regex.contains("[:") => {
                    Err(PatternError::InvalidRegularExpression("invalid character class"))
                }
                Err(_) => Err(PatternError::InvalidRegularExpression("invalid character range")),
            },
        }
    }

    /// Whether a name fits.
    pub(crate) fn matches(&self, name: &str) -> bool {
        self.0.is_match(name)
    }
}

/// What the server finds wrong with a regular expression, in its words.
fn fault(regex: &str) -> Option<&'static str> {
    let mut open = 0_usize;
    // Whether a quantifier may follow.
    let mut operand = false;
    let mut characters = regex.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                characters.next()?;
                operand = true;
            }
            '[' => {
                characters.next_if_eq(&'^');
                characters.next_if_eq(&']');
                if !characters.any(|character| character == ']') {
                    return Some("brackets [] not balanced");
                }
                operand = true;
            }
            '(' => {
                open += 1;
                operand = false;
            }
            ')' if open == 0 => return Some("parentheses () not balanced"),
            ')' => {
                open -= 1;
                operand = true;
            }
            '|' | '^' => operand = false,
            '*' | '+' if !operand => return Some("quantifier operand invalid"),
            '*' | '+' => operand = false,
            '{' if characters.peek().is_some_and(char::is_ascii_digit) => {
                if !operand {
                    return Some("quantifier operand invalid");
                }
                let bounds: String = characters.by_ref().take_while(|character| *character != '}').collect();
                let valid = bounds.split(',').count() <= 2
                    && bounds.split(',').enumerate().all(|(index, bound)| {
                        index == 1 && bound.is_empty() || bound.parse::<u32>().is_ok_and(|bound| bound <= 255)
                    });
                if !valid {
                    return Some("invalid repetition count(s)");
                }
                operand = false;
            }
            _ => operand = true,
        }
    }
    (open > 0).then_some("parentheses () not balanced")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matching(pattern: &str) -> Vec<&'static str> {
        let pattern = NamePattern::new(pattern).unwrap();
        ["srvb", "Srv A", "s1", "s2", "éa", "a.b", "a$b"].into_iter().filter(|name| pattern.matches(name)).collect()
    }

    #[test]
    fn wildcards_folding_and_quotes() {
        assert_eq!(matching("Srv*"), ["srvb"]);
        assert_eq!(matching("\"Srv A\""), ["Srv A"]);
        assert_eq!(matching("S?"), ["s1", "s2"]);
        assert_eq!(matching("s[0-9]"), ["s1", "s2"]);
        assert_eq!(matching("s1|s2"), ["s1", "s2"]);
        assert_eq!(matching("\"a.b\""), ["a.b"]);
        assert_eq!(matching("a$b"), ["a$b"]);
        assert_eq!(matching("?a"), ["éa"]);
        assert_eq!(matching("\"*\""), Vec::<&str>::new());
        assert_eq!(matching("a{l"), Vec::<&str>::new());
    }

    #[test]
    fn refused_patterns() {
        let error = |pattern: &str| NamePattern::new(pattern).err();
        assert_eq!(error("a.b"), Some(PatternError::TooManyDots));
        for (pattern, words) in [
            ("s[", "brackets [] not balanced"),
            ("s(", "parentheses () not balanced"),
            ("+", "quantifier operand invalid"),
            ("a{1", "invalid repetition count(s)"),
            ("[[:foo:]]", "invalid character class"),
            ("[b-a]", "invalid character range"),
        ] {
            assert_eq!(error(pattern), Some(PatternError::InvalidRegularExpression(words)), "{pattern}");
        }
    }
}
