//! The commands of the README: `cargo xtask COMMAND`.

mod bench;
mod command;
mod differential;
mod dump;
mod links;
mod postgres;
mod record;
mod serve;
mod setup;
mod size;
mod test;
mod wasm;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Builds, serves, tests and measures Medlar. Each command does its own set-up.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the WebAssembly modules and the page into dist/
    Build,
    /// Build everything and serve the playground on this machine
    Serve {
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Open the page in the default browser
        #[arg(long)]
        open: bool,
        /// Build anew when a source file changes
        #[arg(long)]
        watch: bool,
    },
    /// Run every check: format, clippy, unit, conformance, wasm and browser tests, a live comparison
    Test {
        /// Names of the checks to run; all when none is named
        checks: Vec<String>,
    },
    /// Ask a throw-away PostgreSQL 15 and write the transcripts of tests/conformance/scripts
    Record {
        /// Scripts to record; all when none is named
        scripts: Vec<PathBuf>,
        /// Write nothing; fail where a transcript is not what the server says now
        #[arg(long)]
        check: bool,
    },
    /// Compare generated and damaged statements with a throw-away PostgreSQL 15
    Differential {
        /// How many statements
        #[arg(long, default_value_t = 20_000)]
        count: usize,
        /// Equal seeds give equal statements
        #[arg(long, default_value_t = differential::SEED)]
        seed: u64,
        /// Mostly queries of the catalogs
        #[arg(long)]
        queries: bool,
    },
    /// Print raw, gzip and brotli size of everything a first visit loads, and of what comes later, from dist/
    Size {
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Measure the engine, natively and as WebAssembly under node
    Bench {
        /// Also measure pg_query, sqlparser, libpg-query and PGlite with the same script
        #[arg(long)]
        peers: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Run a WebAssembly test program under node, as cargo's runner
    #[command(hide = true)]
    WasmTestRunner {
        /// What cargo hands over
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Task::Build => wasm::build(),
        Task::Record { scripts, check } => record::record(&scripts, check),
        Task::Serve { port, open, watch } => serve::serve(port, open, watch),
        Task::Test { checks } => test::test(&checks),
        Task::Differential { count, seed, queries } => {
            let focus = if queries { differential::Focus::Queries } else { differential::Focus::Family };
            differential::command(count, seed, focus)
        }
        Task::Size { json } => size::size(json),
        Task::Bench { peers, json } => bench::bench(peers, json),
        Task::WasmTestRunner { arguments } => wasm::run_tests(arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
