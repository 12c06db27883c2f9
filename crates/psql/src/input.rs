//! Lines of a script as psql sees them: UTF-8 only, and cut at NUL characters as a C program cuts.

use crate::io::Lines;

/// psql reads a line in pieces of this many bytes, each a C string.
const PIECE_BYTES: usize = 1023;

/// Why a script cannot be read on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum InputError {
    /// The words of the operating system.
    System(String),
    /// The first byte that does not belong to a UTF-8 character, and where it stands.
    NotUtf8 { byte: u8, offset: u64 },
}

impl InputError {
    /// The message; it names the input where nothing else does.
    pub(crate) fn message(&self, name: Option<&str>) -> String {
        match self {
            InputError::System(reason) => format!("could not read from input file: {reason}"),
            InputError::NotUtf8 { byte, offset } => {
                let subject = name.map(|name| format!("{name} is ")).unwrap_or_default();
                format!("{subject}not UTF-8: invalid byte 0x{byte:02x} at offset {offset}")
            }
        }
    }
}

/// Reads the lines of a script.
pub(crate) struct LineReader<'a> {
    lines: &'a mut dyn Lines,
    raw: Vec<u8>,
    /// Bytes of the script before `raw`.
    offset: u64,
}

impl<'a> LineReader<'a> {
    pub(crate) fn new(lines: &'a mut dyn Lines) -> LineReader<'a> {
        LineReader { lines, raw: Vec::new(), offset: 0 }
    }

    /// Whether some input is there without waiting for it.
    pub(crate) fn is_ready(&self) -> bool {
        self.lines.is_ready()
    }

    /// Puts the next line into `line`, without its line feed; false at the end.
    pub(crate) fn read(&mut self, line: &mut String) -> Result<bool, InputError> {
        line.clear();
        loop {
            self.raw.clear();
            if !self.lines.next_line(&mut self.raw).map_err(InputError::System)? {
                return Ok(!line.is_empty());
            }
            let text = std::str::from_utf8(&self.raw).map_err(|error| {
                let valid = error.valid_up_to();
                let byte = self.raw.get(valid).copied().unwrap_or(0);
                InputError::NotUtf8 { byte, offset: self.offset + valid as u64 }
            })?;
            self.offset += text.len() as u64;
            if !text.contains('\0') {
                line.push_str(text.strip_suffix('\n').unwrap_or(text));
                if text.ends_with('\n') {
                    return Ok(true);
                }
                continue;
            }
            // A NUL hides the rest of its piece; a hidden line feed joins the line with the next one.
            let kept: Vec<u8> = self
                .raw
                .chunks(PIECE_BYTES)
                .flat_map(|piece| piece.iter().take_while(|byte| **byte != 0).copied())
                .collect();
            let kept = String::from_utf8_lossy(&kept);
            line.push_str(kept.strip_suffix('\n').unwrap_or(&kept));
            if kept.ends_with('\n') {
                return Ok(true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A script in memory.
    struct TextLines {
        text: Vec<u8>,
        position: usize,
    }

    impl TextLines {
        /// The lines of this text.
        fn new(text: impl Into<Vec<u8>>) -> TextLines {
            TextLines { text: text.into(), position: 0 }
        }
    }

    impl Lines for TextLines {
        fn next_line(&mut self, line: &mut Vec<u8>) -> Result<bool, String> {
            let rest = self.text.get(self.position..).unwrap_or_default();
            let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |index| index + 1);
            line.extend_from_slice(rest.get(..length).unwrap_or_default());
            self.position += length;
            Ok(length > 0)
        }
    }

    fn read(text: &[u8]) -> (Vec<String>, Option<InputError>) {
        let mut lines = TextLines::new(text);
        let mut reader = LineReader::new(&mut lines);
        let (mut read, mut line) = (Vec::new(), String::new());
        loop {
            match reader.read(&mut line) {
                Ok(true) => read.push(line.clone()),
                Ok(false) => return (read, None),
                Err(error) => return (read, Some(error)),
            }
        }
    }

    #[test]
    fn the_last_line_may_lack_a_line_feed() {
        assert_eq!(read(b"a\n\nb").0, ["a", "", "b"]);
        assert_eq!(read(b"").0, [] as [&str; 0]);
    }

    #[test]
    fn nul_joins_lines() {
        assert_eq!(read(b"abc\0def\nselect 1;\n\0\nselect 2;\n").0, ["abcselect 1;", "select 2;"]);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_named() {
        let (lines, error) = read(b"ok\ncaf\xE9;\n");
        assert_eq!(lines, ["ok"]);
        let error = error.unwrap();
        assert_eq!(error.message(None), "not UTF-8: invalid byte 0xe9 at offset 6");
        assert_eq!(error.message(Some("x")), "x is not UTF-8: invalid byte 0xe9 at offset 6");
    }
}
