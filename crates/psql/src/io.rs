//! What psql reads from and writes to, as traits: the command reads files and standard input, the
//! page reads texts it has in memory.

/// Where output goes. Calls come in the order in which psql writes.
pub trait Output {
    /// Results: command tags, tables, echoed lines.
    fn stdout(&mut self, text: &str);
    /// Messages.
    fn stderr(&mut self, text: &str);
    /// Called before psql may have to wait for input.
    fn flush(&mut self) {}
}

/// A script, line by line.
pub trait Lines {
    /// Appends the next line with its line feed to `line`; the last line may have none. Gives false,
    /// and appends nothing, at the end.
    ///
    /// # Errors
    /// The words of the operating system, e.g. `Is a directory`.
    fn next_line(&mut self, line: &mut Vec<u8>) -> Result<bool, String>;

    /// Whether some input is there without waiting for it.
    fn is_ready(&self) -> bool {
        true
    }
}

/// Opens scripts by name.
pub trait Files {
    /// The script of that name; `-` is standard input.
    ///
    /// # Errors
    /// The words of the operating system, e.g. `No such file or directory`.
    fn open(&mut self, path: &str) -> Result<Box<dyn Lines>, String>;
}

/// A script in memory.
#[derive(Debug)]
pub struct TextLines {
    text: Vec<u8>,
    position: usize,
}

impl TextLines {
    /// The lines of this text.
    pub fn new(text: impl Into<Vec<u8>>) -> TextLines {
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

/// Where there are no files, as in a browser.
#[derive(Debug)]
pub struct NoFiles;

impl Files for NoFiles {
    fn open(&mut self, _path: &str) -> Result<Box<dyn Lines>, String> {
        Err("No such file or directory".to_owned())
    }
}

/// What was written to both, kept apart and together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// All output in order.
    pub both: String,
    /// Results only.
    pub stdout: String,
    /// Messages only.
    pub stderr: String,
}

impl Output for Transcript {
    fn stdout(&mut self, text: &str) {
        self.both.push_str(text);
        self.stdout.push_str(text);
    }

    fn stderr(&mut self, text: &str) {
        self.both.push_str(text);
        self.stderr.push_str(text);
    }
}
