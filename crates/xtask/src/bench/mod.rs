//! `cargo xtask bench`: how long the engine takes, natively and as WebAssembly under node, the core and the
//! full engine.
//!
//! A script of 1,000 valid statements is scanned, parsed, executed, analysed and edited; one of
//! 100,000 goes through `medlar psql -q`. Times are medians of many runs after a warm-up, the first
//! call that of fresh processes.

mod peers;
mod process;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

use crate::{
    command::{capture, cargo, command, root, run, say, target_dir},
    wasm::{self, Module},
};

/// Statements of the script that an editor holds, and of the one for `medlar psql`.
const EDITED: usize = 1_000;
const LONG: usize = 100_000;

/// Fresh processes for the first call, and for `medlar psql`.
const FRESH: usize = 5;

/// The steps of the engine one by one, as WebAssembly, of either build.
const STEPS: Module = Module { package: "medlar-bench", library: "medlar_bench", name: "bench", is_core: false };
const CORE_STEPS: Module = Module { name: "core_bench", is_core: true, ..STEPS };

/// The builds that are measured: the core, which answers the whole script, is what a page has loaded then.
const SIDES: [&str; 3] = ["native", "wasm", "wasm_full"];

/// What is printed of each side, with its unit.
const FIGURES: [(&str, &str); 7] = [
    ("scan", "ms"),
    ("parse", "ms"),
    ("execute", "ms"),
    ("whole", "ms"),
    ("first_call", "ms"),
    ("keystroke", "ms"),
    ("memory", "MiB"),
];

/// Measures and prints, with `peers` beside what others need to parse the same script.
pub fn bench(with_peers: bool, as_json: bool) -> Result<()> {
    say("compiling medlar and what is measured");
    run(cargo().args(["build", "--quiet", "--release", "--package", "medlar-cli", "--package", "medlar-bench"]))?;
    wasm::build_modules(&[wasm::CORE, CORE_STEPS, wasm::ENGINE, STEPS])?;
    let folder = target_dir().join("bench");
    let script = write_script(&folder, EDITED)?;
    let long = write_script(&folder, LONG)?;

    say("measuring");
    let native = native(&script)?;
    let wasm = under_node(&wasm::CORE, &CORE_STEPS, &script)?;
    let wasm_full = under_node(&wasm::ENGINE, &STEPS, &script)?;
    let psql = process::psql(&program("medlar"), &long, FRESH)?;
    let mut figures = json!({
        "script_bytes": fs::metadata(&script)?.len(),
        "native": native,
        "wasm": wasm,
        "wasm_full": wasm_full,
        "psql": psql,
    });
    if with_peers {
        figures["peers"] = peers::measure(&script)?;
    }
    if as_json {
        println!("{figures:#}");
    } else {
        print(&figures);
    }
    Ok(())
}

fn program(name: &str) -> PathBuf {
    target_dir().join("release").join(name)
}

fn write_script(folder: &Path, count: usize) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let file = folder.join(format!("{count}.sql"));
    fs::write(&file, capture(command(program("medlar-bench")).args(["script", &count.to_string()]))?)?;
    Ok(file)
}

fn native(script: &Path) -> Result<Value> {
    let mut figures = with_fresh_first_calls(|| capture(command(program("medlar-bench")).arg("measure").arg(script)))?;
    figures.insert(
        "memory".into(),
        json!(process::peak_memory(command(program("medlar")).args(["psql", "-X", "-q", "-f"]).arg(script))?),
    );
    Ok(figures.into())
}

fn under_node(engine: &Module, steps: &Module, script: &Path) -> Result<Value> {
    let packages = root().join("web/pkg");
    let measure = || {
        let mut node = command("node");
        node.arg(root().join("crates/xtask/src/bench/wasm.mjs")).arg(packages.join(engine.name));
        capture(node.arg(packages.join(steps.name)).arg(script))
    };
    Ok(with_fresh_first_calls(measure)?.into())
}

/// The figures of one process, with the median first call of several.
fn with_fresh_first_calls(measure: impl Fn() -> Result<String>) -> Result<Map<String, Value>> {
    let mut first_calls = Vec::new();
    let mut figures = Map::new();
    for _ in 0..FRESH {
        figures = serde_json::from_str(&measure()?).context("a measurement did not print JSON")?;
        first_calls.push(figures.get("first_call").and_then(Value::as_f64).unwrap_or_default());
    }
    for (name, expected) in [("statements", EDITED), ("failed", 0), ("diagnostics", 0)] {
        ensure!(
            figures.get(name) == Some(&json!(expected)),
            "the measured script has not {expected} {name}: {figures:?}"
        );
    }
    first_calls.sort_by(f64::total_cmp);
    figures.insert("first_call".into(), json!(first_calls.get(FRESH / 2)));
    Ok(figures)
}

fn print(figures: &Value) {
    let number = |side: &str, name: &str| figures[side][name].as_f64().unwrap_or(f64::NAN);
    println!("\n{EDITED} statements, {} bytes", figures["script_bytes"]);
    println!("{:<28}{:>12}{:>12}{:>12}", "", "native", "wasm: core", "full");
    for (name, unit) in FIGURES {
        let label = format!("{}, {unit}", name.replace('_', " "));
        let [native, core, full] = SIDES.map(|side| number(side, name));
        println!("{label:<28}{native:>12.3}{core:>12.3}{full:>12.3}");
    }
    println!("\n{LONG} statements through medlar psql -q");
    println!(
        "{:<28}{:>12.3}\n{:<28}{:>12.1}",
        "seconds",
        number("psql", "seconds"),
        "peak memory, MiB",
        number("psql", "memory")
    );
    let Some(peers) = figures["peers"].as_object() else { return };
    println!("\n{:<44}{:>12}{:>16}", "the same script elsewhere, ms", "", "times Medlar's");
    for (name, peer) in peers {
        let (time, ours) = (peer["ms"].as_f64().unwrap_or(f64::NAN), peer["beside"].as_str().unwrap_or_default());
        let (side, step) = ours.split_once(' ').unwrap_or_default();
        println!("{name:<44}{time:>12.3}{:>10.1} ({ours})", time / number(side, step));
    }
}
