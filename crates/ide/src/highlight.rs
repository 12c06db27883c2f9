//! The tokens of a part of the script, for highlighting.

use medlar_syntax::keyword::Keyword;
use medlar_syntax::lexeme::{Lexeme, LexemeClass, lexemes};
use medlar_syntax::split::PieceKind;
use medlar_syntax::{ByteOffset, Span};

use crate::Document;

/// At most so many tokens are given at once: several screens of them.
const MOST_TOKENS: usize = 10_000;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenClass {
    /// A key word.
    Keyword,
    /// An identifier.
    Name,
    /// The name of an option.
    OptionName,
    /// A string literal.
    String,
    /// A number or parameter.
    Number,
    /// A comment.
    Comment,
    /// An operator or punctuation.
    Punctuation,
    /// A psql command with its arguments.
    MetaCommand,
    /// What no statement can contain.
    Invalid,
}

/// A token of the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HighlightToken {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub class: TokenClass,
}

impl Document {
    /// The tokens that touch `visible`, at most 10,000.
    pub fn highlight(&self, visible: Span) -> Vec<HighlightToken> {
        let mut tokens = Vec::new();
        for (_, start, piece) in self.pieces_in(visible) {
            let content = ByteOffset(start.0 + piece.content);
            let end = start.0 + piece.len;
            if piece.kind == PieceKind::MetaCommand {
                self.add_lexemes(start, content.0, visible, &mut tokens);
                tokens.push(HighlightToken {
                    span: Span { start: content, end: ByteOffset(end) },
                    class: TokenClass::MetaCommand,
                });
            } else {
                self.add_lexemes(start, end, visible, &mut tokens);
            }
        }
        tokens
    }

    /// Adds the lexemes of one piece. A name that stands directly before a string inside
    /// `OPTIONS (…)`, or behind its DROP, is an option's.
    fn add_lexemes(&self, from: ByteOffset, end: u32, visible: Span, tokens: &mut Vec<HighlightToken>) {
        let mut options = Options::Outside;
        let mut lexemes =
            lexemes(&self.text, from, self.live.target()).take_while(|lexeme| lexeme.span.start.0 < end).peekable();
        while let Some(lexeme) = lexemes.next() {
            if lexeme.span.start > visible.end || tokens.len() >= MOST_TOKENS {
                break;
            }
            let word = lexeme.span.of(&self.text);
            let before_value = lexemes.peek().is_some_and(|next| next.class == LexemeClass::String);
            let is_option = options.is_name(&lexeme, before_value);
            options = options.after(&lexeme, word);
            if lexeme.span.end >= visible.start {
                let class = if is_option { TokenClass::OptionName } else { class_of(&lexeme) };
                tokens.push(HighlightToken { span: lexeme.span, class });
            }
        }
    }
}

/// Where in `OPTIONS (…)` the scan is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Options {
    Outside,
    /// Behind the word OPTIONS.
    Announced,
    Inside,
    /// Inside, behind DROP.
    Dropping,
}

impl Options {
    fn is_name(self, lexeme: &Lexeme, before_value: bool) -> bool {
        let is_word = matches!(lexeme.class, LexemeClass::Keyword(_) | LexemeClass::Identifier);
        is_word && (self == Options::Dropping || (self == Options::Inside && before_value))
    }

    fn after(self, lexeme: &Lexeme, word: &str) -> Options {
        match (self, lexeme.class, word) {
            (_, LexemeClass::Comment, _) => self,
            (Options::Outside, LexemeClass::Keyword(Keyword::Options), _) => Options::Announced,
            (Options::Announced, _, "(") => Options::Inside,
            (Options::Inside, LexemeClass::Keyword(Keyword::Drop), _) => Options::Dropping,
            (Options::Inside | Options::Dropping, _, ")" | ";") | (Options::Announced, _, _) => Options::Outside,
            (Options::Dropping, _, _) => Options::Inside,
            _ => self,
        }
    }
}

fn class_of(lexeme: &Lexeme) -> TokenClass {
    match lexeme.class {
        _ if !lexeme.terminated && lexeme.class != LexemeClass::Comment => TokenClass::Invalid,
        LexemeClass::Keyword(_) => TokenClass::Keyword,
        LexemeClass::Identifier => TokenClass::Name,
        LexemeClass::String => TokenClass::String,
        LexemeClass::Number => TokenClass::Number,
        LexemeClass::Comment => TokenClass::Comment,
        LexemeClass::Operator => TokenClass::Punctuation,
        LexemeClass::Invalid => TokenClass::Invalid,
    }
}
