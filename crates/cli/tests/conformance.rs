//! Replays the scripts of `tests/conformance` through `medlar psql`, one test a script, and compares
//! both output streams, in the order in which they were written, with the transcript of a server.
//! What a script and a transcript are, and how they are made: `tests/conformance/README.md`.

use std::{
    fs, io,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use libtest_mimic::{Arguments, Failed, Trial};
use similar::TextDiff;

/// What psql is told when the first line of a script does not say otherwise.
const OPTIONS: &str = "-a -v VERBOSITY=verbose";

/// The scripts ask for no fewer statements than these.
const STATEMENTS: usize = 600;

/// Scripts that are also read from standard input, where messages name no file and line.
const FROM_STANDARD_INPUT: [&str; 4] = ["16-options", "21-grant", "29-transactions", "59-worked-example"];

/// A transcript that the server imitated as `target` must give for `script`.
struct Replay {
    script: PathBuf,
    transcript: PathBuf,
    target: &'static str,
    from_standard_input: bool,
}

fn main() -> io::Result<ExitCode> {
    let scripts = folder("scripts");
    let cases = folder("cloudberry");
    let mut tests = vec![
        Trial::test("every script has its transcripts", {
            let (scripts, cases) = (scripts.clone(), cases.clone());
            move || every_script_has_its_transcripts(&scripts, &cases)
        }),
        Trial::test("there are enough statements", {
            let scripts = scripts.clone();
            move || there_are_enough_statements(&scripts)
        }),
        Trial::test("the README lists every script", {
            let (scripts, cases) = (scripts.clone(), cases.clone());
            move || the_readme_lists_every_script(&scripts, &cases)
        }),
        Trial::test("exit status", exit_statuses),
    ];
    for script in sql_files(&scripts)? {
        tests.push(trial(script.clone(), script.with_extension("out"), "postgresql-15", false));
    }
    for script in FROM_STANDARD_INPUT.map(|name| scripts.join(name).with_extension("sql")) {
        tests.push(trial(script.clone(), script.with_extension("out"), "postgresql-15", true));
    }
    for script in sql_files(&cases)? {
        for target in ["cloudberry-2", "cloudberry-main"] {
            let transcript = script.with_extension(format!("{target}.out"));
            if transcript.exists() {
                tests.push(trial(script.clone(), transcript, target, false));
            }
        }
    }
    Ok(libtest_mimic::run(&Arguments::from_args(), tests).exit_code())
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance").join(name)
}

/// The scripts of a folder by name; files that scripts include stand in folders below it.
fn sql_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    files.sort();
    Ok(files)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn trial(script: PathBuf, transcript: PathBuf, target: &'static str, from_standard_input: bool) -> Trial {
    let way = if from_standard_input { " from standard input" } else { "" };
    let name = format!("{} as {target}{way}", name_of(&script));
    let replay = Replay { script, transcript, target, from_standard_input };
    Trial::test(name, move || replay.run())
}

impl Replay {
    fn run(&self) -> Result<(), Failed> {
        let mut expected = String::from_utf8_lossy(&fs::read(&self.transcript)?).into_owned();
        if self.from_standard_input {
            expected = without_places(&expected, &name_of(&self.script));
        }
        let actual = self.transcribe()?;
        if actual == expected {
            return Ok(());
        }
        let line = 1 + expected.lines().zip(actual.lines()).take_while(|(expected, actual)| expected == actual).count();
        let transcript = name_of(&self.transcript);
        let diff = TextDiff::from_lines(expected.as_str(), actual.as_str());
        let diff = diff.unified_diff().context_radius(3).header(&transcript, "medlar psql").to_string();
        Err(format!("{} differs from {transcript} at its line {line}:\n{diff}", name_of(&self.script)).into())
    }

    /// What `medlar psql` prints for the script, standard output and error through one pipe.
    fn transcribe(&self) -> Result<String, Failed> {
        let text = fs::read(&self.script)?;
        let text = String::from_utf8_lossy(&text);
        let options = text.lines().next().and_then(|line| line.strip_prefix("-- options:")).unwrap_or(OPTIONS);
        let (mut reader, writer) = io::pipe()?;
        let mut medlar = Command::new(env!("CARGO_BIN_EXE_medlar"));
        medlar.args(["psql", "--target", self.target, "-X"]).args(options.split_whitespace());
        medlar.current_dir(self.script.parent().unwrap_or(Path::new(".")));
        if self.from_standard_input {
            medlar.stdin(fs::File::open(&self.script)?);
        } else {
            medlar.stdin(Stdio::null()).arg("-f").arg(name_of(&self.script));
        }
        let mut child = medlar.stdout(writer.try_clone()?).stderr(writer).spawn()?;
        // The command keeps the writing ends open, and the pipe without an end, until it is dropped.
        drop(medlar);
        let mut output = Vec::new();
        reader.read_to_end(&mut output)?;
        child.wait()?;
        Ok(String::from_utf8_lossy(&output).into_owned())
    }
}

/// A transcript without `psql:FILE:LINE: ` before its messages.
fn without_places(transcript: &str, file: &str) -> String {
    let place = format!("psql:{file}:");
    let message = |line| match str::strip_prefix(line, &place).and_then(|rest| rest.split_once(": ")) {
        Some((_, message)) => message,
        None => line,
    };
    transcript.split_inclusive('\n').map(message).collect()
}

fn every_script_has_its_transcripts(scripts: &Path, cases: &Path) -> Result<(), Failed> {
    let recorded = sql_files(scripts)?.into_iter().map(|script| script.with_extension("out"));
    let written = sql_files(cases)?.into_iter().flat_map(|script| {
        ["cloudberry-2.out", "cloudberry-main.out"].map(|extension| script.with_extension(extension))
    });
    let missing: Vec<_> = recorded.chain(written).filter(|path| !path.exists()).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("no transcript: {missing:?}").into()) }
}

fn there_are_enough_statements(scripts: &Path) -> Result<(), Failed> {
    let mut statements = 0;
    for script in sql_files(scripts)? {
        statements += statements_of(&script)?;
    }
    if statements >= STATEMENTS { Ok(()) } else { Err(format!("only {statements} statements").into()) }
}

/// A statement is counted where a line of SQL ends with a semicolon.
fn statements_of(script: &Path) -> io::Result<usize> {
    let text = fs::read(script)?;
    let text = String::from_utf8_lossy(&text);
    let sql = text.lines().filter(|line| !line.starts_with('\\') && !line.starts_with("--"));
    Ok(sql.filter(|line| line.trim_end().ends_with(';')).count())
}

/// The tables of `tests/conformance/README.md` have a row for every script, with its statements, and
/// a last one with their sum.
fn the_readme_lists_every_script(scripts: &Path, cases: &Path) -> Result<(), Failed> {
    let readme = fs::read_to_string(folder("README.md"))?;
    let mut wrong = Vec::new();
    for (heading, scripts) in [("## Scripts", scripts), ("## Tables of cases for Cloudberry", cases)] {
        let section = readme.lines().skip_while(|line| *line != heading).skip(1);
        let rows: Vec<_> = section.take_while(|line| !line.starts_with("## ")).filter_map(row).collect();
        let mut wanted = Vec::new();
        let mut sum = 0;
        for script in sql_files(scripts)? {
            let statements = statements_of(&script)?;
            sum += statements;
            wanted.push((format!("`{}`", name_of(&script)), statements.to_string()));
        }
        wanted.push((String::new(), format!("**{sum}**")));
        let missing = wanted.iter().filter(|(name, count)| !rows.contains(&(name, count)));
        wrong.extend(missing.map(|(name, count)| format!("{heading} wants a row | {name} | … | {count} |")));
        let surplus =
            rows.iter().filter(|(name, _)| name.starts_with('`') && wanted.iter().all(|(script, _)| script != name));
        wrong.extend(surplus.map(|(name, _)| format!("{heading} has a row for {name}, which is no script")));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// The first and the last cell of a row of three.
fn row(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix('|')?.strip_suffix('|')?.split_once('|')?;
    let (_, count) = rest.rsplit_once('|')?;
    Some((name.trim(), count.trim()))
}

/// The exit status of psql: 1 where a file or command fails it, 3 where ON_ERROR_STOP ends a script.
fn exit_statuses() -> Result<(), Failed> {
    let cases: [(&[&str], i32); 16] = [
        (&["-c", "CREATE FOREIGN DATA WRAPPER w"], 0),
        (&["-c", "CREATE SERVER"], 1),
        (&["-c", "CREATE SERVER", "-c", "CREATE FOREIGN DATA WRAPPER w"], 0),
        (&["-v", "ON_ERROR_STOP=1", "-c", "CREATE SERVER", "-c", "CREATE FOREIGN DATA WRAPPER w"], 1),
        (&["-c", "CREATE FOREIGN DATA WRAPPER w", "-c", "CREATE SERVER"], 1),
        (&["-c", "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER"], 1),
        (&["-c", "\\nosuch"], 1),
        (&["-c", "\\nosuch", "-f", "40-psql-quit.sql"], 0),
        (&["-f", "nosuch.sql"], 1),
        (&["-v", "ON_ERROR_STOP=1", "-f", "nosuch.sql"], 1),
        (&["-f", "09-syntax-errors.sql"], 0),
        (&["-v", "ON_ERROR_STOP=1", "-f", "09-syntax-errors.sql"], 3),
        (&["-f", "40-psql-quit.sql"], 0),
        (&["-f", "41-psql-on-error-stop.sql"], 0),
        (&["-v", "ON_ERROR_STOP=1", "-f", "41-psql-on-error-stop.sql"], 3),
        (&["-v", "ON_ERROR_STOP=1", "-f", "42-psql-on-error-stop-command.sql"], 3),
    ];
    for (arguments, expected) in cases {
        let mut medlar = Command::new(env!("CARGO_BIN_EXE_medlar"));
        medlar.args(["psql", "--target", "postgresql-15", "-X"]).args(arguments).current_dir(folder("scripts"));
        let status = medlar.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if status.code() != Some(expected) {
            return Err(format!("{arguments:?}: {status}, not {expected}").into());
        }
    }
    Ok(())
}
