//! Statements damaged at random, token by token, and what closes a statement that was damaged.

use fastrand::Rng;

use super::generate::Tokens;

/// Tokens that a mutation puts in the place of another.
const STRANGERS: &[&str] = &[
    "(", ")", ",", ";", ".", "*", "=", "'x'", "\"q\"", "1", "NULL", "OPTIONS", "SERVER", "IF", "EXISTS", "NOT", "TO",
    "FOR", "SET", "DROP", "ADD", "CASCADE", "select", "user", "public", "é", "@", "::", "[", "$1", "0x", "1a", "--",
    "/*", "'", "\"", "E'\\'", "$$", "\u{1}", "😀",
];

/// Changes a statement in one to three places.
pub fn mutate(tokens: &mut Tokens, rng: &mut Rng) {
    for _ in 0..rng.usize(1..=3) {
        if tokens.is_empty() {
            return;
        }
        let at = rng.usize(..tokens.len());
        match rng.u8(..12) {
            0..=2 => drop(tokens.remove(at)),
            3..=4 => tokens.insert(at, tokens.get(at).cloned().unwrap_or_default()),
            5..=6 => {
                let other = rng.usize(..tokens.len());
                tokens.swap(at, other);
            }
            7..=8 => retype(tokens, at, stranger(rng)),
            9 => tokens.insert(at, stranger(rng)),
            10 => tokens.truncate(at.max(1)),
            _ => cut(tokens, at, rng),
        }
    }
}

fn stranger(rng: &mut Rng) -> String {
    rng.choice(STRANGERS).copied().unwrap_or_default().to_owned()
}

fn retype(tokens: &mut Tokens, at: usize, replacement: String) {
    if let Some(token) = tokens.get_mut(at) {
        *token = replacement;
    }
}

/// Leaves only the first characters of a token.
fn cut(tokens: &mut Tokens, at: usize, rng: &mut Rng) {
    if let Some(token) = tokens.get_mut(at) {
        let kept = rng.usize(..=token.chars().count());
        *token = token.chars().take(kept).collect();
    }
}

/// Where psql's scanner stands at some place of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Plain,
    Quote(char),
    EscapeString,
    Dollar(String),
    Comment(usize),
}

/// What must follow a statement so that psql sends it: the end of an open string, name or comment,
/// of open parentheses, and the semicolon. A wrong guess only spoils the statements behind it, on both
/// sides alike. `None` where a backslash stands outside of strings, which psql takes for a command.
pub fn closing(statement: &str) -> Option<String> {
    let characters: Vec<char> = statement.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or('\0');
    let mut state = State::Plain;
    let mut depth = 0_usize;
    let mut line_comment = false;
    let mut i = 0;
    while i < characters.len() {
        let (character, next) = (at(i), at(i + 1));
        let mut step = 1;
        state = match state {
            _ if line_comment => {
                line_comment = character != '\n';
                state
            }
            State::Plain => match (character, next) {
                ('-', '-') => {
                    line_comment = true;
                    State::Plain
                }
                ('/', '*') => {
                    step = 2;
                    State::Comment(1)
                }
                ('E' | 'e', '\'') if i == 0 || !is_word(at(i - 1)) => {
                    step = 2;
                    State::EscapeString
                }
                ('\'' | '"', _) => State::Quote(character),
                ('$', _) if i == 0 || !is_word(at(i - 1)) => match dollar_tag(&characters, i) {
                    Some(tag) => {
                        step = tag.chars().count();
                        State::Dollar(tag)
                    }
                    None => State::Plain,
                },
                ('(', _) => {
                    depth += 1;
                    State::Plain
                }
                ('\\', _) => return None,
                (')', _) => {
                    depth = depth.saturating_sub(1);
                    State::Plain
                }
                _ => State::Plain,
            },
            State::Quote(quote) if character == quote => State::Plain,
            State::EscapeString if character == '\\' => {
                step = 2;
                State::EscapeString
            }
            State::EscapeString if character == '\'' => State::Plain,
            State::Dollar(tag) if tag.chars().enumerate().all(|(offset, part)| at(i + offset) == part) => {
                step = tag.chars().count();
                State::Plain
            }
            State::Comment(level) if (character, next) == ('*', '/') => {
                step = 2;
                if level == 1 { State::Plain } else { State::Comment(level - 1) }
            }
            State::Comment(level) if (character, next) == ('/', '*') => {
                step = 2;
                State::Comment(level + 1)
            }
            other => other,
        };
        i += step;
    }
    let mut end = match state {
        State::Plain if line_comment => "\n".to_owned(),
        State::Plain => String::new(),
        State::Quote(quote) => quote.to_string(),
        State::EscapeString if characters.len() < i => "'".repeat(2),
        State::EscapeString => "'".to_owned(),
        State::Dollar(tag) => tag,
        State::Comment(level) => "*/".repeat(level),
    };
    end.push_str(&")".repeat(depth));
    end.push(';');
    Some(end)
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$') || !character.is_ascii()
}

/// `$$` or `$tag$` that begins at `start`.
fn dollar_tag(characters: &[char], start: usize) -> Option<String> {
    let rest = characters.get(start + 1..)?;
    let length = rest.iter().position(|&character| character == '$')?;
    let tag = rest.get(..length)?;
    let valid = tag.iter().all(|&character| is_word(character)) && !tag.first().is_some_and(char::is_ascii_digit);
    valid.then(|| format!("${}$", tag.iter().collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_closed() {
        let ends = |statement, end: &str| assert_eq!(closing(statement).as_deref(), Some(end), "{statement}");
        ends("a 'b' \"c\" $$d'$$ (e)", ";");
        ends("a 'b", "';");
        ends("a \"b (", "\";");
        ends("a ((b)", ");");
        ends("a /* b /* c */", "*/;");
        ends("a $t$ b $$", "$t$;");
        ends("a E'\\'", "';");
        ends("a -- b '", "\n;");
        assert_eq!(closing("a \\b"), None);
    }

    #[test]
    fn a_mutation_changes_something_most_times() {
        let original: Tokens = "CREATE SERVER s FOREIGN DATA WRAPPER w".split(' ').map(str::to_owned).collect();
        let mut rng = Rng::with_seed(1);
        let changed = (0..100).filter(|_| {
            let mut tokens = original.clone();
            mutate(&mut tokens, &mut rng);
            tokens != original
        });
        assert!(changed.count() > 80);
    }
}
