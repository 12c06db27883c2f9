//! Running other programs: what is run is said, and a failure names the program.

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
};

use anyhow::{Context, Result, bail};

/// The folder of the clone.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Says what happens next, in one line.
pub fn say(line: impl AsRef<str>) {
    println!("xtask: {}", line.as_ref());
}

/// A command that runs in the root of the clone.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this program.
pub fn cargo() -> Command {
    let mut command = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What cargo sets for this program would make the inner cargo think that its sources changed.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR" || name == "CARGO_MANIFEST_PATH" {
            command.env_remove(name.as_ref());
        }
    }
    command
}

/// Runs to the end with our own standard streams; a failure is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", line_of(command)))?;
    check(command, status)
}

/// Runs to the end and gives standard output as text; a failure is an error with standard error.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .with_context(|| format!("cannot start `{}`", line_of(command)))?;
    if !output.status.success() {
        bail!("`{}` failed: {}", line_of(command), String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` did not print UTF-8", line_of(command)))
}

/// Runs to the end and gives standard output and standard error as one text, in the order written,
/// and whether it succeeded.
pub fn merged(command: &mut Command) -> Result<(Vec<u8>, ExitStatus)> {
    let mut text = Vec::new();
    let status = piped(command, |bytes| text.extend_from_slice(bytes))?;
    Ok((text, status))
}

/// Runs to the end, passes standard output and standard error on as they come, and gives them as
/// one text too.
pub fn tee(command: &mut Command) -> Result<(String, ExitStatus)> {
    let mut text = Vec::new();
    let status = piped(command, |bytes| {
        text.extend_from_slice(bytes);
        let mut out = std::io::stdout().lock();
        // A reader that has gone away does not stop the checks.
        let _ = out.write_all(bytes).and_then(|()| out.flush());
    })?;
    Ok((String::from_utf8_lossy(&text).into_owned(), status))
}

fn piped(command: &mut Command, mut each: impl FnMut(&[u8])) -> Result<ExitStatus> {
    let line = line_of(command);
    let (mut reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("cannot start `{line}`"))?;
    // The command holds the writing ends; while it does, the pipe has no end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = reader.read(&mut buffer)?;
        match buffer.get(..count) {
            Some(bytes) if count > 0 => each(bytes),
            _ => break,
        }
    }
    Ok(child.wait()?)
}

/// An error when the command did not succeed.
pub fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed with {status}", line_of(command));
    }
    Ok(())
}

/// The program of that name on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn line_of(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
