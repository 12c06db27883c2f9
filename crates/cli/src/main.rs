//! The `medlar` command.

mod connection_string;
mod export;
mod psql;
mod terminal;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

/// The DDL of foreign data (CREATE SERVER and its family) of Apache Cloudberry and PostgreSQL,
/// without a server.
#[derive(Debug, Parser)]
#[command(name = "medlar", version, infer_long_args = true, args_override_self = true)]
struct Medlar {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs SQL scripts as psql does, in a fresh database in memory
    Psql(Box<psql::PsqlArguments>),
    /// Prints the connection string that dblink makes of a foreign server and a user mapping
    ConnectionString(connection_string::ConnectionStringArguments),
    /// Prints the catalog that scripts leave behind as SQL that makes it anew
    Export(export::ExportArguments),
}

fn main() -> ExitCode {
    let parsed = Medlar::command()
        .try_get_matches()
        .and_then(|matches| Medlar::from_arg_matches(&matches).map(|medlar| (matches, medlar)));
    match parsed {
        Ok((matches, Medlar { command: Command::Psql(arguments) })) => {
            let matches = matches.subcommand_matches("psql").cloned().unwrap_or_default();
            psql::run(*arguments, &matches)
        }
        Ok((_, Medlar { command: Command::ConnectionString(arguments) })) => connection_string::run(arguments),
        Ok((_, Medlar { command: Command::Export(arguments) })) => export::run(arguments),
        // psql gives 1 for options that it does not know.
        Err(error) => {
            let asked_for = error.exit_code() == 0;
            let _ = error.print();
            if asked_for { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}
