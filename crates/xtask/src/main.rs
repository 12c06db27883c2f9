//! The commands of the README: `cargo xtask COMMAND`.

mod command;
mod postgres;
mod record;
mod setup;
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
    /// Build both WebAssembly modules and the page into dist/
    Build,
    /// Ask a throw-away PostgreSQL 15 and write the transcripts of tests/conformance/scripts
    Record {
        /// Scripts to record; all when none is named
        scripts: Vec<PathBuf>,
        /// Write nothing; fail where a transcript is not what the server says now
        #[arg(long)]
        check: bool,
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
