//! Byte offsets of a text to UTF-16 offsets and back.
//!
//! The only place where the two meet. The text is seen as chunks of about [`CHUNK`] bytes, each with
//! its length in UTF-16; an edit counts the chunks it touches and no others.

use medlar_syntax::position::utf16_length;
use medlar_syntax::{ByteOffset, Span, Utf16Offset};

const CHUNK: usize = 2048;

#[derive(Clone, Copy, Debug, Default)]
struct Chunk {
    bytes: u32,
    units: u32,
}

/// The lengths of a text, chunk by chunk. It has to be told of every change of the text.
#[derive(Debug, Default)]
pub struct OffsetIndex {
    chunks: Vec<Chunk>,
}

impl OffsetIndex {
    /// The index of this text.
    pub fn new(text: &str) -> OffsetIndex {
        OffsetIndex { chunks: chunks_of(text).collect() }
    }

    /// The bytes `range` of the old text have been replaced by `inserted` bytes, giving `text`.
    pub fn edited(&mut self, text: &str, range: Span, inserted: usize) {
        let (mut first, mut start) = (0, 0);
        while let Some(chunk) =
            self.chunks.get(first).filter(|chunk| start + chunk.bytes as usize <= range.start.index())
        {
            start += chunk.bytes as usize;
            first += 1;
        }
        let (mut last, mut end) = (first, start);
        while let Some(chunk) = self.chunks.get(last).filter(|_| end < range.end.index() || last == first) {
            end += chunk.bytes as usize;
            last += 1;
        }
        let new_end = end + inserted - (range.end.index() - range.start.index());
        let touched = text.get(start..new_end).unwrap_or_default();
        self.chunks.splice(first..last, chunks_of(touched));
    }

    /// The byte offset of a UTF-16 offset; inside a surrogate pair its start, past the end the end.
    pub fn to_bytes(&self, text: &str, offset: Utf16Offset) -> ByteOffset {
        let (mut bytes, mut units) = (0, 0);
        for chunk in &self.chunks {
            if units + chunk.units > offset.0 {
                if chunk.bytes == chunk.units {
                    return ByteOffset(bytes + (offset.0 - units));
                }
                let part = text.get(bytes as usize..(bytes + chunk.bytes) as usize).unwrap_or_default();
                return ByteOffset(bytes + Utf16Offset(offset.0 - units).to_bytes(part).0);
            }
            bytes += chunk.bytes;
            units += chunk.units;
        }
        ByteOffset(bytes)
    }

    /// The UTF-16 offset of a byte offset.
    pub fn to_utf16(&self, text: &str, offset: ByteOffset) -> Utf16Offset {
        let (mut bytes, mut units) = (0, 0);
        for chunk in &self.chunks {
            if bytes + chunk.bytes > offset.0 {
                if chunk.bytes == chunk.units {
                    return Utf16Offset(units + (offset.0 - bytes));
                }
                let part = text.get(bytes as usize..offset.index()).unwrap_or_default();
                return Utf16Offset(units + utf16_length(part.as_bytes()));
            }
            bytes += chunk.bytes;
            units += chunk.units;
        }
        Utf16Offset(units)
    }
}

fn chunks_of(text: &str) -> impl Iterator<Item = Chunk> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start == text.len() {
            return None;
        }
        let mut end = (start + CHUNK).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let part = text.get(start..end).unwrap_or_default();
        start = end;
        Some(Chunk { bytes: part.len() as u32, units: utf16_length(part.as_bytes()) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_after_every_edit() {
        let mut text = "é日😀x ".repeat(2000);
        let mut index = OffsetIndex::new(&text);
        let edits = [(0, 2, "😀😀"), (8, 8, ""), (5000, 9003, "plain"), (20, 20, &"ä".repeat(5000))];
        for (from, to, insert) in edits {
            let (from, to) = (floor(&text, from), floor(&text, to));
            text.replace_range(from..to, insert);
            index.edited(&text, Span::new(from, to), insert.len());
            for at in [0, 1, 2047, 2048, 4099, text.len() - 1, text.len()] {
                let bytes = ByteOffset(floor(&text, at) as u32);
                let units = bytes.to_utf16(&text);
                assert_eq!(index.to_utf16(&text, bytes), units);
                assert_eq!(index.to_bytes(&text, units), bytes);
            }
        }
        assert_eq!(index.to_bytes(&text, Utf16Offset(u32::MAX)).index(), text.len());
    }

    fn floor(text: &str, mut at: usize) -> usize {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}
