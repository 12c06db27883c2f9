//! `cargo xtask test`: every check, the cheap ones first. All run, and the failed ones are listed at
//! the end with the times.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow, bail};

use crate::{
    command::{capture, cargo, command, find, root, say, tee},
    differential::{self, Focus},
    dump, links, setup,
    setup::WASM_TARGET,
    wasm::{self, Module},
};

/// Statements that the live comparison with PostgreSQL asks.
const DIFFERENTIAL_COUNT: usize = 3_000;

/// Statements of a comparison of which three in four are queries.
const QUERY_COUNT: usize = 1_400;

/// A check by name.
struct Check {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<Tally>,
}

const CHECKS: &[Check] = &[
    Check { name: "format", about: "rustfmt would change nothing", run: format },
    Check { name: "links", about: "links of the documents lead somewhere", run: document_links },
    Check { name: "clippy", about: "clippy has no warning", run: clippy },
    Check { name: "clippy-wasm", about: "clippy has no warning for the browser's crates", run: clippy_wasm },
    Check { name: "unit", about: "unit tests and conformance scripts", run: unit },
    Check { name: "core", about: "the core answers as the full engine does", run: core },
    Check { name: "doc", about: "examples of the documentation", run: doc },
    Check { name: "wasm", about: "the engine's module under node", run: wasm_under_node },
    Check { name: "build", about: "the page builds", run: build },
    Check { name: "typecheck", about: "TypeScript has no error", run: typecheck },
    Check { name: "differential", about: "a real PostgreSQL answers as Medlar does", run: live },
    Check { name: "dump", about: "what is exported restores a real PostgreSQL", run: dumped },
    Check { name: "browser", about: "the page in Chromium", run: browser },
];

/// How many tests of a check passed and failed; a check without tests of its own counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
}

impl Tally {
    const ONE: Tally = Tally { passed: 1, failed: 0 };

    fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs the checks named, or all.
pub fn test(only: &[String]) -> Result<()> {
    if let Some(unknown) = only.iter().find(|name| CHECKS.iter().all(|check| check.name != name.as_str())) {
        let names: Vec<_> = CHECKS.iter().map(|check| check.name).collect();
        bail!("there is no check {unknown:?}; the checks are {}", names.join(", "));
    }
    let chosen: Vec<_> =
        CHECKS.iter().filter(|check| only.is_empty() || only.iter().any(|name| name == check.name)).collect();
    let mut lines = Vec::new();
    let mut total = Tally::default();
    for (position, check) in chosen.iter().enumerate() {
        println!();
        say(format!("{}/{} {}: {}", position + 1, chosen.len(), check.name, check.about));
        let start = Instant::now();
        let result = (check.run)();
        let time = start.elapsed();
        let (word, tally) = match result {
            Ok(tally) if tally.failed == 0 => ("ok", tally),
            Ok(tally) => ("FAILED", tally),
            Err(error) => {
                println!("{error:#}");
                ("FAILED", Tally { passed: 0, failed: 1 })
            }
        };
        total.passed += tally.passed;
        total.failed += tally.failed;
        lines.push(summary_line(check.name, word, time, tally));
    }
    println!();
    say("summary");
    lines.iter().for_each(|line| println!("{line}"));
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

fn summary_line(name: &str, word: &str, time: Duration, tally: Tally) -> String {
    format!("  {name:<14}{word:<8}{:>7.1} s {:>6} passed {:>4} failed", time.as_secs_f64(), tally.passed, tally.failed)
}

/// Runs a check that passes or fails as a whole.
fn whole(command: &mut Command) -> Result<Tally> {
    crate::command::run(command).map(|()| Tally::ONE)
}

/// Runs a test runner and adds up what its closing lines say.
fn counted(command: &mut Command) -> Result<Tally> {
    let (output, status) = tee(command)?;
    let mut tally = output.lines().fold(Tally::default(), |sum, line| {
        let mut sum = sum;
        sum.add(closing_line(line).unwrap_or_default());
        sum
    });
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    if tally == Tally::default() {
        return Err(anyhow!("no test ran"));
    }
    Ok(tally)
}

/// The numbers in a closing line of libtest, nextest or Playwright.
fn closing_line(line: &str) -> Option<Tally> {
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_end_matches([',', ';', '.'])).collect();
    let before = |noun: &str| {
        words.windows(2).find_map(|pair| match pair {
            [number, word] if *word == noun => number.parse().ok(),
            _ => None,
        })
    };
    let libtest = line.starts_with("test result: ");
    let nextest = words.first() == Some(&"Summary") && line.contains("run:");
    let playwright = line.starts_with("  ") && words.len() <= 3 && matches!(words.get(1), Some(&"passed" | &"failed"));
    (libtest || nextest || playwright)
        .then(|| Tally { passed: before("passed").unwrap_or(0), failed: before("failed").unwrap_or(0) })
}

fn format() -> Result<Tally> {
    whole(cargo().args(["fmt", "--all", "--check"]))
}

fn document_links() -> Result<Tally> {
    let count = links::check()?;
    println!("{count} links lead somewhere");
    Ok(Tally::ONE)
}

fn clippy() -> Result<Tally> {
    whole(cargo().args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))
}

fn clippy_wasm() -> Result<Tally> {
    let mut tally = Tally::default();
    for module in [wasm::CORE, wasm::ENGINE, wasm::APP] {
        let mut cargo = wasm::cargo_for_wasm()?;
        cargo.args(["clippy", "--quiet", "--all-targets", "--target", WASM_TARGET, "--package", module.package]);
        tally.add(whole(cargo.args(module.features()).args(["--", "-D", "warnings"]))?);
    }
    Ok(tally)
}

fn unit() -> Result<Tally> {
    match find("cargo-nextest") {
        Some(_) => counted(cargo().args(["nextest", "run", "--workspace", "--no-fail-fast"])),
        None => counted(cargo().args(["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"])),
    }
}

fn doc() -> Result<Tally> {
    counted(cargo().args(["test", "--workspace", "--doc", "--no-fail-fast"]))
}

fn wasm_under_node() -> Result<Tally> {
    let program = std::env::current_exe()?;
    let runner = format!("target.{WASM_TARGET}.runner=[{program:?}, \"wasm-test-runner\"]");
    let mut tally = Tally::default();
    for module in [wasm::CORE, wasm::ENGINE] {
        let mut cargo = wasm::cargo_for_wasm()?;
        cargo.args(["test", "--target", WASM_TARGET, "--package", module.package, "--tests", "--config", &runner]);
        tally.add(counted(cargo.args(module.features()))?);
    }
    Ok(tally)
}

/// Both builds answer the statements of the conformance scripts that the core knows, each in a program of its own.
fn core() -> Result<Tally> {
    let answers = |module: Module| {
        let mut cargo = cargo();
        cargo.args(["run", "--quiet", "--package", "medlar-ide", "--example", "answers"]).args(module.features());
        cargo
    };
    let mut of_core = answers(wasm::CORE);
    let answered = capture(of_core.arg("--").arg(root().join("tests/conformance")))?;
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(&file, answered)?;
    counted(answers(wasm::ENGINE).arg("--").arg(root().join("tests/conformance")).arg(file.path()))
}

fn build() -> Result<Tally> {
    wasm::build().map(|()| Tally::ONE)
}

fn typecheck() -> Result<Tally> {
    setup::ensure_node_modules()?;
    whole(command("npm").args(["run", "--silent", "typecheck"]))
}

fn live() -> Result<Tally> {
    let of_family = differential::compare(DIFFERENTIAL_COUNT, differential::SEED, Focus::Family)?;
    let of_queries = differential::compare(QUERY_COUNT, differential::SEED, Focus::Queries)?;
    let mut tally = Tally { passed: 0, failed: 0 };
    for report in [of_family, of_queries] {
        tally.passed += report.compared - report.differences;
        tally.failed += report.differences;
    }
    Ok(tally)
}

fn dumped() -> Result<Tally> {
    let (passed, failed) = dump::check()?;
    Ok(Tally { passed, failed })
}

fn browser() -> Result<Tally> {
    setup::ensure_node_modules()?;
    let chromium = setup::ensure_chromium()?;
    counted(command("npx").args(["playwright", "test", "--reporter=list"]).env("CHROMIUM", chromium))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_counted() {
        let line = "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.00s";
        assert_eq!(closing_line(line), Some(Tally { passed: 12, failed: 0 }));
        let line = "     Summary [   0.034s] 7 tests run: 5 passed (1 slow), 2 failed, 0 skipped";
        assert_eq!(closing_line(line), Some(Tally { passed: 5, failed: 2 }));
        assert_eq!(closing_line("  9 passed (12.3s)"), Some(Tally { passed: 9, failed: 0 }));
        assert_eq!(closing_line("  1 failed"), Some(Tally { passed: 0, failed: 1 }));
        assert_eq!(closing_line("all passed"), None);
        assert_eq!(closing_line("a test result: 3 passed"), None);
    }
}
