//! Wall time and peak memory of a whole process.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::command::command;

/// How often the kernel is asked for the peak so far.
const INTERVAL: Duration = Duration::from_micros(500);

/// `medlar psql -q` over a script: the median wall time of several runs, and the peak memory.
pub fn psql(medlar: &Path, script: &Path, runs: usize) -> Result<Value> {
    let psql = || {
        let mut psql = command(medlar);
        psql.args(["psql", "-X", "-q", "-f"]).arg(script);
        psql
    };
    let output = psql().output()?;
    ensure!(
        output.status.success() && output.stderr.is_empty(),
        "medlar psql complains: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut times = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        psql().stdout(Stdio::null()).status()?;
        times.push(start.elapsed());
    }
    times.sort();
    let seconds = times.get(runs / 2).map(Duration::as_secs_f64);
    Ok(json!({ "seconds": seconds, "memory": peak_memory(&mut psql())? }))
}

/// The peak of the resident memory in MiB. The kernel keeps the peak and forgets it with the process,
/// so what is missed is what grows in the last half millisecond.
pub fn peak_memory(command: &mut Command) -> Result<f64> {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    while child.try_wait()?.is_none() {
        let kilobytes = fs::read_to_string(&status).ok().and_then(|text| high_water_mark(&text));
        peak = kilobytes.unwrap_or(0.0).max(peak);
        thread::sleep(INTERVAL);
    }
    Ok(peak / 1024.0)
}

fn high_water_mark(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_status() {
        assert_eq!(high_water_mark("Name:\tx\nVmHWM:\t    2048 kB\n"), Some(2048.0));
        assert_eq!(high_water_mark("Name:\tx\n"), None);
    }
}
