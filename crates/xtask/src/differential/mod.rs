//! `cargo xtask differential`: asks a real PostgreSQL 15 and Medlar the same and compares the answers.
//!
//! Statements are generated from a grammar, some are damaged, and about a hundred make a script. Each
//! script runs in a fresh database through psql and through `medlar psql --target postgresql-15`; the
//! transcripts must be equal. A difference is printed with the fewest statements that show it.

mod deviations;
mod generate;
mod minimise;
mod mutate;
mod spelling;

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
pub use generate::Focus;
use generate::Generator;
use tempfile::TempDir;

use crate::{
    command::{cargo, merged, run, say, target_dir},
    postgres::{Cluster, without_locations},
    record::options_of,
};

/// The seed of `cargo xtask test`.
pub const SEED: u64 = 15_018;

/// Statements of a script, without those that set it up.
const SCRIPT_LENGTH: usize = 100;

/// After so many differences the rest would tell little more.
const ENOUGH: usize = 10;

/// Stands before a statement's number in a transcript.
const MARKER: &str = "@@ ";

/// What our side says of a statement or list that the server and psql have and Medlar has not: it is no
/// answer to compare.
const NOT_RUN: [&str; 2] = [" is recognised but not run by Medlar\n", " is not available in Medlar yet\n"];

/// Words at the start of a statement that are not left out when it is minimised.
const FIRST_WORDS: usize = 3;

/// What begins a statement that is known by its first word alone.
const UNREAD: [&str; 13] = [
    "insert", "update", "delete", "merge", "truncate", "analyze", "vacuum", "lock", "copy", "call", "execute",
    "refresh", "cluster",
];

/// What stands behind CREATE, ALTER or DROP in a statement that is known by these two words alone.
const UNREAD_OBJECTS: [&str; 10] =
    ["type", "domain", "text", "rule", "trigger", "operator", "cast", "policy", "database", "statistics"];

/// What a comparison came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    /// Statements whose answers were compared.
    pub compared: usize,
    /// Scripts they were grouped in.
    pub scripts: usize,
    /// Statements left out, because Medlar says that it does not run them.
    pub not_run: usize,
    /// Statements that were answered differently.
    pub differences: usize,
}

/// Compares at least `count` statements; prints every difference, and the counts.
pub fn compare(count: usize, seed: u64, focus: Focus) -> Result<Report> {
    let judge = Judge::new()?;
    let mut generator = Generator::new(seed, focus);
    let mut report = Report::default();
    say(format!("comparing {count} statements with PostgreSQL, seed {seed}"));
    while report.compared < count && report.differences < ENOUGH {
        let preamble = generator.preamble();
        let settled = preamble.len();
        let length = SCRIPT_LENGTH.min(count - report.compared);
        let mut script: Vec<String> = preamble;
        script.extend(std::iter::repeat_with(|| input(&mut generator)).take(length));
        report.scripts += 1;
        let place = format!("seed {seed}, script {}", report.scripts);
        compare_script(&judge, script, settled, &place, &mut report)?;
    }
    println!(
        "{} statements compared in {} scripts, {} left out because Medlar does not run them, {} differences",
        report.compared, report.scripts, report.not_run, report.differences
    );
    deviations::print();
    Ok(report)
}

/// Runs `compare` as a command of its own, which fails on differences.
pub fn command(count: usize, seed: u64, focus: Focus) -> Result<()> {
    match compare(count, seed, focus)?.differences {
        0 => Ok(()),
        differences => bail!("{differences} statements are answered differently"),
    }
}

/// What psql reads next: a statement, now and then several in one string, or a command of its own.
fn input(generator: &mut Generator) -> String {
    match generator.rng.u8(..60) {
        0..=1 => generator.command(),
        2 => {
            let mut string = statement(generator);
            for _ in 0..generator.rng.u8(1..=2) {
                string.truncate(string.len() - 1);
                string.push_str(" \\; ");
                string.push_str(&statement(generator));
            }
            string
        }
        _ => statement(generator),
    }
}

/// A statement with its semicolon; every third one is damaged.
fn statement(generator: &mut Generator) -> String {
    loop {
        let mut tokens = generator.statement();
        if generator.rng.u8(..3) == 0 {
            // Of a query, how it is sorted stays; of tables that hold what the system has, all of it.
            let sorts = tokens.iter().rposition(|token| token.eq_ignore_ascii_case("order"));
            let is_query = tokens.first().is_some_and(|token| token.eq_ignore_ascii_case("select"));
            let is_kept = |token: &String| {
                ["information_schema", "pg_attribute", "pg_roles"].iter().any(|start| token.starts_with(start))
            };
            if is_query && tokens.iter().any(is_kept) {
                continue;
            }
            let sorting = sorts.filter(|_| is_query).map_or_else(Vec::new, |place| tokens.split_off(place));
            mutate::mutate(&mut tokens, &mut generator.rng);
            tokens.extend(sorting);
        }
        let mut text = String::new();
        for token in &tokens {
            text.push_str(token);
            text.push_str(spelling::space(&mut generator.rng));
        }
        let text = text.trim_end_matches(' ');
        // Where such a statement goes wrong is not Medlar's to tell.
        let is_first = |place: usize| place == 0 || tokens.get(place - 1).is_some_and(|token| token == ";");
        let is_unread = |token: &String| UNREAD.contains(&token.to_ascii_lowercase().as_str());
        let is_unread_object = |place: usize| {
            let word = |place: usize| tokens.get(place).map(|token| token.to_ascii_lowercase()).unwrap_or_default();
            matches!(&*word(place), "create" | "alter" | "drop") && UNREAD_OBJECTS.contains(&&*word(place + 1))
        };
        let is_left_out = |place: usize, token| is_first(place) && (is_unread(token) || is_unread_object(place));
        if tokens.iter().enumerate().any(|(place, token)| is_left_out(place, token)) {
            continue;
        }
        // A backslash outside of strings would be a command to psql.
        if let Some(closing) = mutate::closing(text) {
            return format!("{text}{closing}");
        }
    }
}

/// Compares one script; after a difference, the script without the statement that showed it.
fn compare_script(
    judge: &Judge,
    mut script: Vec<String>,
    settled: usize,
    place: &str,
    report: &mut Report,
) -> Result<()> {
    loop {
        let answers = judge.ask(&script)?;
        let before = script.len();
        let mut position = 0;
        script.retain(|_| {
            position += 1;
            !answers.is_not_run(position - 1)
        });
        if script.len() < before {
            report.not_run += before - script.len();
            continue;
        }
        let Some(different) = (0..script.len()).find(|&position| answers.differ_at(position)) else {
            report.compared += script.len().saturating_sub(settled);
            return Ok(());
        };
        report.differences += 1;
        let statement = script.remove(different);
        let earlier = script.get(..different).unwrap_or_default().to_vec();
        print_difference(judge, earlier, statement, place, report.differences)?;
        if report.differences >= ENOUGH {
            return Ok(());
        }
        report.compared += 1;
    }
}

fn print_difference(judge: &Judge, earlier: Vec<String>, statement: String, place: &str, number: usize) -> Result<()> {
    let differs = |earlier: &[String], statement: String| {
        let answers = judge.ask(&[earlier, &[statement]].concat())?;
        Ok(answers.differ_at(earlier.len()) && !answers.is_not_run(earlier.len()))
    };
    let earlier = minimise::minimise(earlier, |rest| differs(rest, statement.clone()))?;
    // What it is, and that it ends, stays: without either it would show another difference.
    let mut words: Vec<String> = statement.split_inclusive(' ').map(str::to_owned).collect();
    let last = words.split_off(words.len().saturating_sub(1)).concat();
    let first = words.drain(..words.len().min(FIRST_WORDS)).collect::<String>();
    let with_rest = |rest: &[String]| [&first, &rest.concat(), &last].map(String::as_str).concat();
    let words = minimise::minimise(words, |rest| differs(&earlier, with_rest(rest)))?;
    let statement = with_rest(&words);
    let answers = judge.ask(&[&*earlier, std::slice::from_ref(&statement)].concat())?;
    println!("\ndifference {number} ({place})");
    earlier.iter().for_each(|statement| println!("{statement}"));
    println!("{statement}");
    println!("--- PostgreSQL\n{}", answers.shown(&answers.server, earlier.len()));
    println!("--- Medlar\n{}", answers.shown(&answers.medlar, earlier.len()));
    Ok(())
}

/// Both sides, ready to be asked.
struct Judge {
    cluster: RefCell<Cluster>,
    medlar: PathBuf,
    folder: TempDir,
}

impl Judge {
    fn new() -> Result<Judge> {
        say("compiling medlar");
        run(cargo().args(["build", "--quiet", "--package", "medlar-cli"]))?;
        let cluster = RefCell::new(Cluster::start()?);
        Ok(Judge { cluster, medlar: target_dir().join("debug/medlar"), folder: tempfile::tempdir()? })
    }

    fn ask(&self, script: &[String]) -> Result<Answers> {
        let mut text = String::new();
        for (position, statement) in script.iter().enumerate() {
            text.push_str(&format!("\\echo {MARKER}{position}\n{statement}\n"));
        }
        let name = "script.sql";
        let options = options_of(&text, name);
        fs::write(self.folder.path().join(name), text)?;
        let mut cluster = self.cluster.borrow_mut();
        cluster.reset()?;
        let server = cluster.psql(self.folder.path(), &options)?;
        let medlar = self.medlar(self.folder.path(), &options)?;
        Ok(Answers { server: by_statement(&server), medlar: by_statement(&medlar) })
    }

    fn medlar(&self, folder: &Path, options: &[String]) -> Result<String> {
        let mut medlar = Command::new(&self.medlar);
        medlar.args(["psql", "--target", "postgresql-15"]).args(options).current_dir(folder);
        let (output, _) = merged(&mut medlar).context("cannot run medlar")?;
        Ok(without_locations(&String::from_utf8_lossy(&output)))
    }
}

/// The transcripts of a script by statement.
struct Answers {
    server: BTreeMap<usize, String>,
    medlar: BTreeMap<usize, String>,
}

impl Answers {
    fn differ_at(&self, position: usize) -> bool {
        self.server.get(&position) != self.medlar.get(&position)
    }

    fn is_not_run(&self, position: usize) -> bool {
        self.medlar.get(&position).is_some_and(|answer| NOT_RUN.iter().any(|words| answer.contains(words)))
    }

    fn shown<'a>(&self, side: &'a BTreeMap<usize, String>, position: usize) -> &'a str {
        side.get(&position).map_or("(no answer: an earlier statement was not ended)", String::as_str)
    }
}

fn by_statement(transcript: &str) -> BTreeMap<usize, String> {
    let mut answers = BTreeMap::new();
    let mut position = None;
    for line in transcript.split_inclusive('\n') {
        match line.strip_prefix(MARKER).and_then(|number| number.trim_end().parse().ok()) {
            Some(number) => position = Some(number),
            None => answers.entry(position.unwrap_or(0)).or_insert_with(String::new).push_str(line),
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transcripts_are_split_at_the_markers() {
        let answers = by_statement("@@ 0\nBEGIN;\nBEGIN\n\\echo @@ 1\n@@ 1\nCOMMIT;\nCOMMIT\n");
        assert_eq!(answers[&0], "BEGIN;\nBEGIN\n\\echo @@ 1\n");
        assert_eq!(answers[&1], "COMMIT;\nCOMMIT\n");
    }
}
