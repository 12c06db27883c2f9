//! `\\if`, `\\elif`, `\\else` and `\\endif`: which parts of a script run.

use crate::arguments::Arguments;
use crate::client::{Level, Psql, QueryBuffer};
use crate::command::argument;
use crate::session_command::CommandStatus;
use crate::variables::parse_boolean;

/// Where a script stands between `\\if` and `\\endif`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Branch {
    /// In the branch that runs.
    Taken,
    /// Before the branch that runs.
    NotYet,
    /// Behind the branch that ran, or in an `\\if` that does not run at all.
    NoMore,
    /// Behind `\\else`, which runs.
    ElseTaken,
    /// Behind `\\else`, which does not run.
    ElseNot,
}

/// An `\\if` without its `\\endif` yet.
#[derive(Debug)]
pub(crate) struct Condition {
    branch: Branch,
    /// Bytes of the query before the branch: what is in one that does not run is cut off.
    query_length: usize,
}

impl Condition {
    pub(crate) fn runs(&self) -> bool {
        matches!(self.branch, Branch::Taken | Branch::ElseTaken)
    }
}

impl Psql<'_> {
    /// Whether the script is in a part that runs.
    pub(crate) fn runs_here(&self) -> bool {
        self.conditions.last().is_none_or(Condition::runs)
    }

    /// Executes one of the four commands.
    pub(crate) fn change_branch(
        &mut self,
        name: &str,
        arguments: &mut Arguments<'_>,
        buffer: &mut QueryBuffer,
    ) -> CommandStatus {
        if name == "if" {
            let branch = if self.runs_here() { self.expression(name, arguments) } else { Branch::NoMore };
            self.conditions.push(Condition { branch, query_length: buffer.query.len() });
            return CommandStatus::Done;
        }
        let Some(Condition { branch, query_length }) = self.conditions.pop() else {
            self.log(Level::Error, &format!("\\{name}: no matching \\if"));
            return CommandStatus::Error;
        };
        if !matches!(branch, Branch::Taken | Branch::ElseTaken) {
            buffer.query.truncate(query_length);
        }
        if name == "endif" {
            return CommandStatus::Done;
        }
        let next = match branch {
            Branch::ElseTaken | Branch::ElseNot => {
                self.log(Level::Error, &format!("\\{name}: cannot occur after \\else"));
                self.conditions.push(Condition { branch, query_length });
                return CommandStatus::Error;
            }
            Branch::NotYet if name == "elif" => self.expression(name, arguments),
            Branch::NotYet => Branch::ElseTaken,
            Branch::Taken | Branch::NoMore if name == "elif" => Branch::NoMore,
            Branch::Taken | Branch::NoMore => Branch::ElseNot,
        };
        self.conditions.push(Condition { branch: next, query_length: buffer.query.len() });
        CommandStatus::Done
    }

    /// All arguments are one Boolean; what is none counts as false.
    fn expression(&mut self, name: &str, arguments: &mut Arguments<'_>) -> Branch {
        let mut words = Vec::new();
        while let Some(word) = argument(self, arguments) {
            words.push(word.text);
        }
        let text = words.join(" ");
        match parse_boolean(&text).filter(|_| !text.is_empty()) {
            Some(true) => Branch::Taken,
            Some(false) => Branch::NotYet,
            None => {
                let message = format!("unrecognized value \"{text}\" for \"\\{name} expression\": Boolean expected");
                self.log(Level::Error, &message);
                Branch::NotYet
            }
        }
    }
}
