//! `medlar connection-string`: what dblink would connect with.

use std::process::ExitCode;

use clap::Args;
use medlar_engine::{Queries, connection_string};
use medlar_psql::{Action, Psql, Startup};
use medlar_syntax::Target;

use crate::psql::parse_target;
use crate::terminal::{Disk, Terminal, clock};

/// Which server, for whom, after what.
#[derive(Debug, Args)]
pub struct ConnectionStringArguments {
    /// The foreign server, by its exact name
    server: String,
    /// Run this file first (- is standard input); may be repeated
    #[arg(short, long, value_name = "FILENAME", allow_hyphen_values = true)]
    file: Vec<String>,
    /// For this role, instead of the one that the session ends in
    #[arg(short = 'U', long, value_name = "USERNAME")]
    username: Option<String>,
    /// Print passwords, too
    #[arg(long)]
    with_secrets: bool,
    /// The server to behave as
    #[arg(long, value_name = "NAME", default_value = Target::default().name(), value_parser = parse_target)]
    target: Target,
}

/// Runs the files and prints the string; 1 where there is none, 3 where a file fails, as psql does.
pub fn run(arguments: ConnectionStringArguments) -> ExitCode {
    let ConnectionStringArguments { server, file, username, with_secrets, target } = arguments;
    let setting = |name: &str| (name.to_owned(), Some("on".to_owned()));
    let actions = file.into_iter().map(Action::File).collect();
    let startup = Startup {
        variables: vec![setting("QUIET"), setting("ON_ERROR_STOP")],
        ..Startup::new(target, Queries::Run(medlar_query::run), actions, clock)
    };
    let mut terminal = Terminal::default();
    let mut disk = Disk::default();
    let found = match Psql::connect(&startup, &mut terminal, &mut disk) {
        Ok(mut psql) => match psql.run(&startup) {
            0 => resolve(&psql, &server, username.as_deref(), with_secrets).map_err(|problem| (1, problem)),
            status => Err((status, String::new())),
        },
        Err(error) => Err((error.status, error.message)),
    };
    terminal.finish();
    match found {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err((status, problem)) => {
            eprint!("{problem}");
            ExitCode::from(u8::try_from(status).unwrap_or(1))
        }
    }
}

fn resolve(psql: &Psql<'_>, server: &str, username: Option<&str>, with_secrets: bool) -> Result<String, String> {
    let session = psql.session();
    let catalog = session.catalog();
    let found = catalog.server(server).ok_or_else(|| format!("medlar: server \"{server}\" does not exist\n"))?;
    let user = match username {
        Some(name) => catalog.role(name).ok_or_else(|| format!("medlar: role \"{name}\" does not exist\n"))?.oid,
        None => session.current_user(),
    };
    let string = connection_string(catalog, found, user)
        .ok_or_else(|| format!("medlar: user mapping not found for \"{}\"\n", catalog.role_name(user)))?;
    let text = if with_secrets { string.text } else { string.masked };
    Ok(text.trim_end().to_owned())
}
