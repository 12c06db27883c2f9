//! The three ways in which a place in a text is counted, each a type of its own.
//!
//! Bytes inside, UTF-16 code units at the JavaScript border, characters where the server counts.

/// An offset in bytes from the start of a UTF-8 text, 0-based, always on a character boundary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteOffset(pub u32);

/// A position as the server reports it: in characters (Unicode scalar values), 1-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharPosition(pub u32);

/// An offset in UTF-16 code units, 0-based, as JavaScript counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16Offset(pub u32);

/// A half-open range of bytes of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: ByteOffset,
    /// One past the last byte.
    pub end: ByteOffset,
}

impl ByteOffset {
    /// The offset as an index; texts are at most 4 GiB.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The server's position for this offset: characters before it, plus one. An offset past the
    /// end or inside a character counts the characters that start before it.
    pub fn to_char_position(self, text: &str) -> CharPosition {
        let end = self.index().min(text.len());
        let starts = text.as_bytes()[..end].iter().filter(|byte| is_char_start(**byte)).count();
        CharPosition(starts as u32 + 1)
    }

    /// The UTF-16 offset of this byte offset in `text`.
    pub fn to_utf16(self, text: &str) -> Utf16Offset {
        let end = self.index().min(text.len());
        Utf16Offset(utf16_length(&text.as_bytes()[..end]))
    }
}

impl Utf16Offset {
    /// The byte offset of this UTF-16 offset in `text`. An offset inside a surrogate pair gives the
    /// start of the pair, one past the end gives the end.
    pub fn to_bytes(self, text: &str) -> ByteOffset {
        let mut units = 0;
        for (offset, character) in text.char_indices() {
            let next = units + character.len_utf16() as u32;
            if next > self.0 {
                return ByteOffset(offset as u32);
            }
            units = next;
        }
        ByteOffset(text.len() as u32)
    }
}

impl Span {
    /// The span of bytes `start..end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: ByteOffset(start as u32), end: ByteOffset(end as u32) }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text of the span; empty when the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start.index()..self.end.index()).unwrap_or("")
    }
}

fn is_char_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// UTF-16 length of a UTF-8 byte string: one per character start, one more for four-byte characters.
pub fn utf16_length(bytes: &[u8]) -> u32 {
    if bytes.is_ascii() {
        return bytes.len() as u32;
    }
    bytes.iter().map(|byte| u32::from(is_char_start(*byte)) + u32::from(*byte >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_bytes_characters_and_utf16() {
        let text = "é日😀x";
        assert_eq!(ByteOffset(9).to_char_position(text), CharPosition(4));
        assert_eq!(ByteOffset(9).to_utf16(text), Utf16Offset(4));
        assert_eq!(Utf16Offset(4).to_bytes(text), ByteOffset(9));
        assert_eq!(Utf16Offset(3).to_bytes(text), ByteOffset(5), "inside the surrogate pair");
        assert_eq!(Utf16Offset(99).to_bytes(text), ByteOffset(10));
        assert_eq!(ByteOffset(99).to_char_position(text), CharPosition(5));
    }
}
