//! `cargo xtask record`: asks a real PostgreSQL 15 and writes down what psql prints.
//!
//! A script NAME.sql of `tests/conformance/scripts` runs in that folder, in a fresh database, as
//! `psql -X -a -v VERBOSITY=verbose -f NAME.sql`; a first line `-- options: …` replaces the options
//! after `-X`. The transcript NAME.out beside it holds both streams in order, without the
//! `LOCATION:` lines.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    command::{root, say},
    postgres::Cluster,
};

/// What psql is told when a script does not say otherwise.
const OPTIONS: &str = "-a -v VERBOSITY=verbose";

/// Records the scripts named, or all; with `check` compares instead of writing.
pub fn record(scripts: &[PathBuf], check: bool) -> Result<()> {
    let scripts = if scripts.is_empty() { every_script()? } else { scripts.to_vec() };
    let mut cluster = Cluster::start()?;
    let mut changed = Vec::new();
    for script in &scripts {
        let transcript = transcribe(&mut cluster, script)?;
        let out = script.with_extension("out");
        let before = fs::read_to_string(&out).unwrap_or_default();
        if before == transcript {
            continue;
        }
        if !check {
            fs::write(&out, transcript).with_context(|| format!("cannot write {}", out.display()))?;
        }
        changed.push(out.display().to_string());
    }
    match (changed.as_slice(), check) {
        ([], _) => say(format!("{} transcripts are what the server says", scripts.len())),
        (changed, false) => {
            say(format!("recorded {} of {}:\n  {}", changed.len(), scripts.len(), changed.join("\n  ")))
        }
        (changed, true) => bail!(
            "{} of {} transcripts are not what the server says (`cargo xtask record` writes them anew):\n  {}",
            changed.len(),
            scripts.len(),
            changed.join("\n  ")
        ),
    }
    Ok(())
}

fn every_script() -> Result<Vec<PathBuf>> {
    let folder = root().join("tests/conformance/scripts");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut scripts = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    scripts.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    scripts.sort();
    Ok(scripts)
}

fn transcribe(cluster: &mut Cluster, script: &Path) -> Result<String> {
    let text = fs::read(script).with_context(|| format!("cannot read {}", script.display()))?;
    let script = script.canonicalize()?;
    let (Some(folder), Some(name)) = (script.parent(), script.file_name().and_then(|name| name.to_str())) else {
        bail!("{} is not a script", script.display());
    };
    cluster.reset()?;
    cluster.psql(folder, &options_of(&String::from_utf8_lossy(&text), name))
}

/// psql's options for a script.
pub fn options_of(script: &str, name: &str) -> Vec<String> {
    let first = script.lines().next().unwrap_or_default();
    let options = first.strip_prefix("-- options:").unwrap_or(OPTIONS);
    let words = ["-X"].into_iter().chain(options.split_whitespace()).chain(["-f", name]);
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_may_name_the_options() {
        assert_eq!(options_of("BEGIN;", "a.sql"), ["-X", "-a", "-v", "VERBOSITY=verbose", "-f", "a.sql"]);
        assert_eq!(options_of("-- options: -q -b\nBEGIN;", "a.sql"), ["-X", "-q", "-b", "-f", "a.sql"]);
    }
}
