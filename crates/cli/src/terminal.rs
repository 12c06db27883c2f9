//! Standard input and output, and files.

use std::cell::RefCell;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Stdin, Write};
use std::rc::Rc;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use medlar_psql::{Files, Lines, Output};

const BUFFER_BYTES: usize = 64 * 1024;

/// The exit status of a command that a closed pipe ends, as a shell reports it.
const CLOSED_PIPE_STATUS: i32 = 128 + 13;

/// Standard output, buffered, and standard error; both in one file keep their order.
#[derive(Debug, Default)]
pub struct Terminal {
    pending: Vec<u8>,
    /// Whether only messages are written.
    is_silent: bool,
}

impl Output for Terminal {
    fn stdout(&mut self, text: &str) {
        if self.is_silent {
            return;
        }
        self.pending.extend_from_slice(text.as_bytes());
        if self.pending.len() >= BUFFER_BYTES {
            self.flush();
        }
    }

    fn stderr(&mut self, text: &str) {
        self.flush();
        end_on_failure(io::stderr().lock().write_all(text.as_bytes()));
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let mut stdout = io::stdout().lock();
            end_on_failure(stdout.write_all(&self.pending).and_then(|()| stdout.flush()));
            self.pending.clear();
        }
    }
}

impl Terminal {
    /// One that writes messages only.
    pub fn errors_only() -> Terminal {
        Terminal { is_silent: true, ..Terminal::default() }
    }

    /// Writes what is left.
    pub fn finish(mut self) {
        self.flush();
    }
}

/// Nobody can be told when output cannot be written; a closed pipe is no fault at all.
fn end_on_failure(result: io::Result<()>) {
    if let Err(error) = result {
        std::process::exit(if error.kind() == ErrorKind::BrokenPipe { CLOSED_PIPE_STATUS } else { 1 });
    }
}

/// Files by name, and standard input.
#[derive(Debug, Default)]
pub struct Disk {
    stdin: Option<Rc<RefCell<BufReader<Stdin>>>>,
}

impl Files for Disk {
    fn open(&mut self, path: &str) -> Result<Box<dyn Lines>, String> {
        if path == "-" {
            // A script on standard input that includes standard input goes on where it is.
            let stdin = self
                .stdin
                .get_or_insert_with(|| Rc::new(RefCell::new(BufReader::with_capacity(BUFFER_BYTES, io::stdin()))));
            return Ok(Box::new(StandardInput(Rc::clone(stdin))));
        }
        let file = File::open(path).map_err(|error| reason(&error))?;
        Ok(Box::new(FileLines(BufReader::with_capacity(BUFFER_BYTES, file))))
    }

    fn create(&mut self, path: &str) -> Result<Box<dyn fmt::Write>, String> {
        let file = File::create(path).map_err(|error| reason(&error))?;
        Ok(Box::new(WrittenFile(file)))
    }
}

/// A file that is written as it comes: a script may read it next.
struct WrittenFile(File);

impl fmt::Write for WrittenFile {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_all(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

/// The time since the command was first asked for it.
pub fn clock() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

struct StandardInput(Rc<RefCell<BufReader<Stdin>>>);

impl Lines for StandardInput {
    fn next_line(&mut self, line: &mut Vec<u8>) -> Result<bool, String> {
        next_line(&mut *self.0.borrow_mut(), line)
    }

    fn is_ready(&self) -> bool {
        !self.0.borrow().buffer().is_empty()
    }
}

struct FileLines<R: Read>(BufReader<R>);

impl<R: Read> Lines for FileLines<R> {
    fn next_line(&mut self, line: &mut Vec<u8>) -> Result<bool, String> {
        next_line(&mut self.0, line)
    }

    fn is_ready(&self) -> bool {
        !self.0.buffer().is_empty()
    }
}

fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, String> {
    reader.read_until(b'\n', line).map(|length| length > 0).map_err(|error| reason(&error))
}

/// The operating system's words, without Rust's number behind them.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_owned(),
        None => text,
    }
}
