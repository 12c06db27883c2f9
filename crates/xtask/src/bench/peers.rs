//! `cargo xtask bench --peers`: what other parsers and a whole server need for the same script.
//!
//! They live in `crates/xtask/peers`, a cargo workspace and an npm project of their own, so that no
//! other command builds or installs them.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::{
    command::{capture, cargo, command, root, run, say, target_dir},
    setup,
};

/// Builds, installs and measures the peers: name → `{ ms, beside }`, where `beside` names our figure
/// for the same work.
pub fn measure(script: &Path) -> Result<Value> {
    let folder = root().join("crates/xtask/peers");
    let target = target_dir().join("peers");
    setup::ensure_libclang()?;
    say("compiling the crates pg_query and sqlparser");
    run(cargo().current_dir(&folder).args(["build", "--quiet", "--release", "--locked", "--target-dir"]).arg(&target))
        .context("pg_query needs a C compiler and libclang: `apt-get install libclang-dev gcc libc6-dev`")?;
    if !folder.join("node_modules").is_dir() {
        say("installing the npm packages libpg-query and @electric-sql/pglite");
        run(command("npm").current_dir(&folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    }
    say("measuring the peers");
    let mut peers = Map::new();
    for mut command in [command(target.join("release/peers")), {
        let mut node = command("node");
        node.arg("peers.mjs");
        node
    }] {
        let figures = capture(command.current_dir(&folder).arg(fs::canonicalize(script)?))?;
        peers.extend(serde_json::from_str::<Map<String, Value>>(&figures)?);
    }
    Ok(peers.into())
}
