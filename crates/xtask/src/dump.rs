//! The check `dump`: what is written of a catalog restores it, from a real server into Medlar and back.
//!
//! A script of the whole family runs on the server. What `pg_dumpall` and `pg_dump` write of it is read
//! by Medlar, exported, and restored on the server; so is what Medlar exports of the script itself. Each
//! time the server must hold what it holds after it has run the same text itself.
//! `tests/dump/inventory.sql` asks it, by names.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    command::{capture, cargo, root},
    postgres::Cluster,
};

/// What may be written when the bootstrap superuser is there already.
const BOOTSTRAP: &str = "CREATE ROLE postgres;\n";

/// Gives how many of the two ways restore the catalog, and prints where the others do not.
pub fn check() -> Result<(usize, usize)> {
    let tests = root().join("tests/dump");
    let script = tests.join("family.sql");
    let folder = tempfile::tempdir()?;
    let mut cluster = Cluster::start()?;
    cluster.reset()?;
    cluster.run_script(&script).context("the server refuses the script of the family")?;
    let dumped = folder.path().join("dumped.sql");
    let roles = cluster.dump("pg_dumpall", &["--roles-only"])?.replace(BOOTSTRAP, "");
    fs::write(&dumped, roles + &cluster.dump("pg_dump", &["--schema-only"])?)?;
    let exported = folder.path().join("exported.sql");
    let (mut passed, mut failed) = (0, 0);
    for (way, source) in [("the script", &script), ("the dump of the server", &dumped)] {
        let expected = after(&mut cluster, source, &tests).context("the server refuses what it has written itself")?;
        let found = export(source, &exported).and_then(|()| after(&mut cluster, &exported, &tests));
        match found {
            Ok(found) if found == expected => passed += 1,
            Ok(found) => {
                failed += 1;
                println!("exported after {way}, the catalog is another one:\n{}", differences(&expected, &found));
            }
            Err(error) => {
                failed += 1;
                println!("exported after {way}: {error:#}");
            }
        }
    }
    Ok((passed, failed))
}

/// Writes what Medlar exports of a script.
fn export(source: &Path, exported: &Path) -> Result<()> {
    let mut medlar = cargo();
    medlar.args(["run", "--quiet", "--package", "medlar-cli", "--", "export", "--with-secrets"]);
    let text = capture(medlar.args(["--target", "postgresql-15", "--file"]).arg(source))?;
    fs::write(exported, text).context("cannot write the export")
}

/// What a fresh database of the server holds after a script.
fn after(cluster: &mut Cluster, script: &Path, tests: &Path) -> Result<String> {
    cluster.reset()?;
    cluster.run_script(script)?;
    cluster.run_script(&tests.join("inventory.sql"))
}

/// The lines that only one of both has.
fn differences(expected: &str, found: &str) -> String {
    let only = |mark: char, these: &str, others: &str| -> String {
        let lines = these.lines().filter(|line| !others.lines().any(|other| other == *line));
        lines.map(|line| format!("{mark} {line}\n")).collect()
    };
    only('-', expected, found) + &only('+', found, expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named() {
        assert_eq!(differences("a\nb\n", "b\nc\n"), "- a\n+ c\n");
        assert_eq!(differences("a\n", "a\n"), "");
    }
}
