//! The lexemes of statements that are not parsed to their end, one after the other.

use medlar_syntax::ast::{ExpressionKind, Ident, QualifiedName};
use medlar_syntax::lexeme::{LexemeClass, lexemes};
use medlar_syntax::scanner::NAME_BYTES;
use medlar_syntax::{ByteOffset, Span, Target};

use crate::context::Context;

/// A lexeme of a statement.
pub(crate) struct Word<'t> {
    pub(crate) class: LexemeClass,
    pub(crate) text: &'t str,
    pub(crate) span: Span,
}

impl Word<'_> {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.class == LexemeClass::Operator && self.text == text
    }

    /// The name, if it can be one.
    pub(crate) fn name(&self) -> Option<String> {
        let mut name = match self.class {
            LexemeClass::Keyword(_) => self.text.to_ascii_lowercase(),
            LexemeClass::Identifier if self.text.starts_with('"') => {
                let quoted = self.text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                quoted.unwrap_or(self.text).replace("\"\"", "\"")
            }
            LexemeClass::Identifier if self.text.ends_with('"') => {
                // With Unicode escapes.
                match medlar_syntax::parse_expression(self.text, Target::default()).ok()?.kind {
                    ExpressionKind::Column { name, .. } => name.parts.first()?.name.to_string(),
                    _ => return None,
                }
            }
            LexemeClass::Identifier => self.text.to_ascii_lowercase(),
            _ => return None,
        };
        name.truncate(name.floor_char_boundary(NAME_BYTES));
        Some(name)
    }
}

/// The lexemes of a part of the statement, without comments.
pub(crate) fn words<'s>(context: &Context<'s>, span: Span) -> Vec<Word<'s>> {
    let text = context.text(span);
    let mut words = Vec::new();
    for lexeme in lexemes(text, ByteOffset(0), context.target) {
        if lexeme.class != LexemeClass::Comment {
            let shift = |offset: ByteOffset| span.start.index() + offset.index();
            words.push(Word {
                class: lexeme.class,
                text: lexeme.span.of(text),
                span: Span::new(shift(lexeme.span.start), shift(lexeme.span.end)),
            });
        }
    }
    words
}

/// The parts of a dotted name, and where it ends.
pub(crate) fn dotted<'a>(words: &[Word<'_>], from: usize) -> (Vec<Ident<'a>>, usize) {
    let mut parts = Vec::new();
    let mut at = from;
    while let Some((word, name)) = words.get(at).and_then(|word| Some((word, word.name()?))) {
        parts.push(Ident { name: name.into(), span: word.span });
        at += 1;
        if !words.get(at).is_some_and(|next| next.is(".")) {
            break;
        }
        at += 1;
    }
    (parts, at)
}

/// The lexemes of a statement, and how far they have been read.
pub(crate) struct Cursor<'w> {
    pub(crate) words: &'w [Word<'w>],
    pub(crate) at: usize,
}

impl<'w> Cursor<'w> {
    pub(crate) fn peek(&self) -> Option<&'w Word<'w>> {
        self.words.get(self.at)
    }

    pub(crate) fn is(&self, text: &str) -> bool {
        self.peek().is_some_and(|word| is(word, text))
    }

    pub(crate) fn accept(&mut self, text: &str) -> bool {
        let found = self.is(text);
        self.at += usize::from(found);
        found
    }

    /// A name of a relation, which no function's arguments follow.
    pub(crate) fn relation(&mut self) -> Option<QualifiedName<'static>> {
        let (parts, end) = dotted(self.words, self.at);
        let span = parts.first()?.span.to(parts.last()?.span);
        self.at = end;
        Some(QualifiedName { parts, span })
    }
}

fn is(word: &Word<'_>, text: &str) -> bool {
    !word.text.starts_with(['"', '\'']) && word.text.eq_ignore_ascii_case(text)
}
