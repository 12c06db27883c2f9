//! psql's patterns for names as regular expressions.

use regex_lite::Regex;

/// The regular expression that a pattern stands for.
#[derive(Debug)]
pub(crate) struct RegularExpression(Regex);

impl RegularExpression {
    /// Turns a pattern without unquoted dots into a regular expression.
    ///
    /// # Errors
    /// The server's words, where it refuses the expression.
    pub(crate) fn new(pattern: &str) -> Result<RegularExpression, &'static str> {
        let mut regex = "^(".to_owned();
        let mut in_quotes = false;
        let mut characters = pattern.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' if in_quotes && characters.next_if_eq(&'"').is_some() => regex.push('"'),
                '"' => in_quotes = !in_quotes,
                '*' if !in_quotes => regex.push_str(".*"),
                '?' if !in_quotes => regex.push('.'),
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
            Some(words) => Err(words),
            None => match Regex::new(&regex) {
                Ok(regex) => Ok(RegularExpression(regex)),
                Err(_) if regex.contains("[:") => Err("invalid character class"),
                Err(_) => Err("invalid character range"),
            },
        }
    }

    /// Whether a name fits.
    pub(crate) fn is_match(&self, name: &str) -> bool {
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
