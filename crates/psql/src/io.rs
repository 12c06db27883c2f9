//! What psql reads from and writes to, as traits: the command reads files and standard input, the
//! page has neither.

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

/// Opens scripts and makes files by name.
pub trait Files {
    /// The script of that name; `-` is standard input.
    ///
    /// # Errors
    /// The words of the operating system, e.g. `No such file or directory`.
    fn open(&mut self, path: &str) -> Result<Box<dyn Lines>, String>;

    /// A new file of that name, in the place of an old one.
    ///
    /// # Errors
    /// The words of the operating system, e.g. `Permission denied`.
    fn create(&mut self, path: &str) -> Result<Box<dyn std::fmt::Write>, String>;
}
