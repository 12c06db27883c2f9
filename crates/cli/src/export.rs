//! `medlar export`: the catalog that scripts leave behind, as SQL.

use std::process::ExitCode;

use clap::Args;
use medlar_engine::Queries;
use medlar_psql::{Action, Psql, Startup, dump};
use medlar_syntax::Target;

use crate::psql::parse_target;
use crate::terminal::{Disk, Terminal, clock};

/// After what, and how.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Run this file first (- is standard input); may be repeated; standard input without any
    #[arg(short, long, value_name = "FILENAME", allow_hyphen_values = true)]
    file: Vec<String>,
    /// Write passwords and keys, too
    #[arg(long)]
    with_secrets: bool,
    /// The server to behave as
    #[arg(long, value_name = "NAME", default_value = Target::default().name(), value_parser = parse_target)]
    target: Target,
}

/// Runs the files and prints what makes their catalog anew; 3 where a file fails, as psql does.
pub fn run(arguments: ExportArguments) -> ExitCode {
    let ExportArguments { file, with_secrets, target } = arguments;
    let setting = |name: &str| (name.to_owned(), Some("on".to_owned()));
    let actions = match file.is_empty() {
        true => vec![Action::StandardInput],
        false => file.into_iter().map(Action::File).collect(),
    };
    let startup = Startup {
        variables: vec![setting("QUIET"), setting("ON_ERROR_STOP")],
        ..Startup::new(target, Queries::Run(medlar_query::run), actions, clock)
    };
    let mut terminal = Terminal::errors_only();
    let mut disk = Disk::default();
    let exported = match Psql::connect(&startup, &mut terminal, &mut disk) {
        Ok(mut psql) => match psql.run(&startup) {
            0 => Ok(dump(psql.session(), with_secrets)),
            status => Err((status, String::new())),
        },
        Err(error) => Err((error.status, error.message)),
    };
    terminal.finish();
    match exported {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err((status, problem)) => {
            eprint!("{problem}");
            ExitCode::from(u8::try_from(status).unwrap_or(1))
        }
    }
}
