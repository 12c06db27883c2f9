//! `medlar psql`: the options of psql.

use std::process::ExitCode;

use clap::{ArgMatches, Args};
use medlar_engine::Queries;
use medlar_psql::{Action, Psql, Startup};
use medlar_syntax::Target;

use crate::terminal::{Disk, Terminal, clock};

/// psql's options, as far as they concern a psql without a server.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub struct PsqlArguments {
    /// Run only this command (SQL or a backslash command) and exit; may be repeated
    #[arg(short, long, value_name = "COMMAND", allow_hyphen_values = true)]
    command: Vec<String>,
    /// Run this file (- is standard input) and exit; may be repeated, with -c in order
    #[arg(short, long, value_name = "FILENAME", allow_hyphen_values = true)]
    file: Vec<String>,
    /// Set a psql variable, e.g. -v ON_ERROR_STOP=1
    #[arg(short = 'v', long = "set", alias = "variable", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    variable: Vec<String>,
    /// Do not read a startup file (there never is one)
    #[arg(short = 'X', long)]
    no_psqlrc: bool,
    /// Run everything in one transaction
    #[arg(short = '1', long)]
    single_transaction: bool,
    /// Echo all input
    #[arg(short = 'a', long)]
    echo_all: bool,
    /// Echo failed commands
    #[arg(short = 'b', long)]
    echo_errors: bool,
    /// Echo commands sent to the server
    #[arg(short = 'e', long)]
    echo_queries: bool,
    /// Print no messages but errors, only results
    #[arg(short, long)]
    quiet: bool,
    /// The end of a line ends a command
    #[arg(short = 'S', long)]
    single_line: bool,
    /// Print tables without aligning them
    #[arg(short = 'A', long)]
    no_align: bool,
    /// Print tables as CSV
    #[arg(long)]
    csv: bool,
    /// Print tables as HTML
    #[arg(short = 'H', long)]
    html: bool,
    /// Print rows only
    #[arg(short = 't', long)]
    tuples_only: bool,
    /// Print each row as a table of its own
    #[arg(short = 'x', long)]
    expanded: bool,
    /// What separates fields of tables that are not aligned
    #[arg(short = 'F', long, value_name = "STRING", allow_hyphen_values = true)]
    field_separator: Option<String>,
    /// A zero byte separates fields
    #[arg(short = 'z', long)]
    field_separator_zero: bool,
    /// What separates rows of tables that are not aligned
    #[arg(short = 'R', long, value_name = "STRING", allow_hyphen_values = true)]
    record_separator: Option<String>,
    /// A zero byte separates rows
    #[arg(short = '0', long)]
    record_separator_zero: bool,
    /// The attributes of tables of HTML
    #[arg(short = 'T', long, value_name = "TEXT", allow_hyphen_values = true)]
    table_attr: Option<String>,
    /// Set an option of \pset, e.g. -P border=2; may be repeated
    #[arg(short = 'P', long, value_name = "VAR[=ARG]", allow_hyphen_values = true)]
    pset: Vec<String>,
    /// Write results to this file
    #[arg(short, long, value_name = "FILENAME")]
    output: Option<String>,
    /// Write queries and results to this file, besides
    #[arg(short = 'L', long, value_name = "FILENAME")]
    log_file: Option<String>,
    /// Connect as this role
    #[arg(short = 'U', long, value_name = "USERNAME")]
    username: Option<String>,
    /// Taken and ignored: there is no server to connect to
    #[arg(short = 'h', long, value_name = "HOSTNAME")]
    host: Option<String>,
    /// Taken and ignored, as -h
    #[arg(short, long, value_name = "PORT")]
    port: Option<String>,
    /// Taken and ignored, as -h
    #[arg(short, long, value_name = "DBNAME")]
    dbname: Option<String>,
    /// Taken and ignored: nobody is asked for a password
    #[arg(short = 'w', long)]
    no_password: bool,
    /// Taken and ignored: lines are never edited
    #[arg(short, long)]
    no_readline: bool,
    /// The server to behave as
    #[arg(long, value_name = "NAME", default_value = Target::default().name(), value_parser = parse_target)]
    target: Target,
    /// Print help
    #[arg(short = '?', long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// The target of that name, or which names there are.
pub fn parse_target(name: &str) -> Result<Target, String> {
    Target::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Target::ALL.into_iter().map(Target::name).collect();
        format!("one of {}", names.join(", "))
    })
}

/// Runs psql and gives its exit status.
pub fn run(arguments: PsqlArguments, matches: &ArgMatches) -> ExitCode {
    let startup = startup(arguments, matches);
    let mut terminal = Terminal::default();
    let mut disk = Disk::default();
    let status = match Psql::connect(&startup, &mut terminal, &mut disk) {
        Ok(mut psql) => psql.run(&startup),
        Err(error) => {
            eprint!("{}", error.message);
            error.status
        }
    };
    terminal.finish();
    ExitCode::from(u8::try_from(status).unwrap_or(1))
}

/// Options count in the order in which they are given, whatever their names.
fn startup(arguments: PsqlArguments, matches: &ArgMatches) -> Startup {
    let PsqlArguments {
        command,
        file,
        variable,
        no_psqlrc: _,
        single_transaction,
        echo_all,
        echo_errors,
        echo_queries,
        quiet,
        single_line,
        no_align,
        csv,
        html,
        tuples_only,
        expanded,
        field_separator,
        field_separator_zero,
        record_separator,
        record_separator_zero,
        table_attr,
        pset,
        output,
        log_file,
        username,
        host: _,
        port: _,
        dbname: _,
        no_password: _,
        no_readline: _,
        target,
        help: _,
    } = arguments;
    let positions = |option: &str| matches.indices_of(option).into_iter().flatten().collect::<Vec<_>>();

    let commands = positions("command").into_iter().zip(command.into_iter().map(Action::Command));
    let files = positions("file").into_iter().zip(file.into_iter().map(Action::File));
    let mut actions: Vec<(usize, Action)> = commands.chain(files).collect();
    actions.sort_by_key(|(position, _)| *position);
    if actions.is_empty() {
        actions.push((0, Action::StandardInput));
    }

    let mut variables: Vec<(usize, (String, Option<String>))> = positions("variable")
        .into_iter()
        .zip(variable.iter().map(|assignment| match assignment.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (assignment.clone(), None),
        }))
        .collect();
    for (option, given, name, value) in [
        ("echo_all", echo_all, "ECHO", "all"),
        ("echo_errors", echo_errors, "ECHO", "errors"),
        ("echo_queries", echo_queries, "ECHO", "queries"),
        ("quiet", quiet, "QUIET", "on"),
        ("single_line", single_line, "SINGLELINE", "on"),
    ] {
        if given {
            let position = positions(option).last().copied().unwrap_or(0);
            variables.push((position, (name.to_owned(), Some(value.to_owned()))));
        }
    }
    variables.sort_by_key(|(position, _)| *position);

    let switch = |given: bool, value: &str| given.then(|| value.to_owned());
    let mut format: Vec<(usize, (String, Option<String>))> = positions("pset")
        .into_iter()
        .zip(pset.iter().map(|setting| match setting.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (setting.clone(), None),
        }))
        .collect();
    for (option, name, value) in [
        ("no_align", "format", switch(no_align, "unaligned")),
        ("csv", "format", switch(csv, "csv")),
        ("html", "format", switch(html, "html")),
        ("tuples_only", "tuples_only", switch(tuples_only, "on")),
        ("expanded", "expanded", switch(expanded, "on")),
        ("field_separator", "fieldsep", field_separator),
        ("field_separator_zero", "fieldsep_zero", switch(field_separator_zero, "")),
        ("record_separator", "recordsep", record_separator),
        ("record_separator_zero", "recordsep_zero", switch(record_separator_zero, "")),
        ("table_attr", "tableattr", table_attr),
    ] {
        if value.is_some() {
            let position = positions(option).last().copied().unwrap_or(0);
            format.push((position, (name.to_owned(), value)));
        }
    }
    format.sort_by_key(|(position, _)| *position);

    Startup {
        target,
        queries: Queries::Run(medlar_query::run),
        role: username,
        variables: variables.into_iter().map(|(_, variable)| variable).collect(),
        single_transaction,
        format: format.into_iter().map(|(_, setting)| setting).collect(),
        output_file: output,
        log_file,
        clock,
        actions: actions.into_iter().map(|(_, action)| action).collect(),
    }
}
