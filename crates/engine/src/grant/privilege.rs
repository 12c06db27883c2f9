//! The privileges that GRANT and REVOKE name.

use medlar_catalog::PrivilegeSet;
use medlar_syntax::SqlState;
use medlar_syntax::ast::{AllInSchema, GrantOnObjects, Ident, Privilege, PrivilegeTarget, Privileges};

use crate::context::Context;
use crate::message::{Checked, Failure};

/// The privileges of a statement.
pub(super) struct Granted<'s, 'a> {
    /// `ALL`, without columns.
    pub(super) is_all: bool,
    /// Those that are not on columns. Without any but `rule`, which the server takes and ignores, none.
    pub(super) set: PrivilegeSet,
    /// Those on columns.
    pub(super) on_columns: Vec<OnColumns<'s, 'a>>,
}

pub(super) struct OnColumns<'s, 'a> {
    pub(super) set: PrivilegeSet,
    /// The word, as the server prints it; of what no column has.
    pub(super) word: &'static str,
    pub(super) columns: &'s [Ident<'a>],
}

/// The privileges that a statement names, on what is called this in messages and can have all of these.
pub(super) fn privileges<'s, 'a>(
    context: &Context<'_>,
    statement: &'s GrantOnObjects<'a>,
    noun: &str,
    all: PrivilegeSet,
) -> Checked<Granted<'s, 'a>> {
    let has_columns =
        matches!(statement.target, PrivilegeTarget::Tables(_) | PrivilegeTarget::AllInSchema(AllInSchema::Tables, _));
    let check_columns = |columns: &[Ident<'_>]| match columns {
        [first, ..] if !has_columns => {
            let span = columns.iter().fold(first.span, |span, name| span.to(name.span));
            let message = "column privileges are only valid for relations";
            Err(Failure::new(SqlState::InvalidGrantOperation, message).about(span))
        }
        _ => Ok(()),
    };
    let mut granted = Granted { is_all: false, set: PrivilegeSet::NONE, on_columns: Vec::new() };
    let list = match &statement.privileges {
        Privileges::All { columns } => {
            check_columns(columns)?;
            granted.is_all = columns.is_empty();
            if granted.is_all {
                granted.set = all;
            } else {
                granted.on_columns.push(OnColumns { set: PrivilegeSet::OF_COLUMN, word: "", columns });
            }
            return Ok(granted);
        }
        Privileges::List(list) => list,
    };
    for privilege in list {
        check_columns(&privilege.columns)?;
        if !privilege.columns.is_empty() && has_columns {
            let (word, set) = privilege_word(context, privilege)?;
            granted.on_columns.push(OnColumns { set, word, columns: &privilege.columns });
            continue;
        }
        granted.set |= whole(context, privilege, noun, all)?;
    }
    Ok(granted)
}

/// A privilege that is not on columns.
pub(crate) fn whole(
    context: &Context<'_>,
    privilege: &Privilege<'_>,
    noun: &str,
    all: PrivilegeSet,
) -> Checked<PrivilegeSet> {
    let (word, set) = privilege_word(context, privilege)?;
    if all.contains(set) {
        return Ok(set);
    }
    let message = format!("invalid privilege type {word} for {noun}");
    Err(Failure::new(SqlState::InvalidGrantOperation, message).about(privilege.name.span))
}

/// The server's name of a privilege, and it as a set; `rule` means nothing any more.
fn privilege_word(context: &Context<'_>, privilege: &Privilege<'_>) -> Checked<(&'static str, PrivilegeSet)> {
    let given = &*privilege.name.name;
    for (name, word, set) in WORDS {
        let is_known =
            context.rules.parameter_privileges || !(PrivilegeSet::SET | PrivilegeSet::ALTER_SYSTEM).intersects(*set);
        if *name == given && is_known {
            return Ok((word, *set));
        }
    }
    let message = format!("unrecognized privilege type \"{given}\"");
    Err(Failure::new(SqlState::SyntaxError, message).about(privilege.name.span))
}

static WORDS: &[(&str, &str, PrivilegeSet)] = &[
    ("usage", "USAGE", PrivilegeSet::USAGE),
    ("select", "SELECT", PrivilegeSet::SELECT),
    ("insert", "INSERT", PrivilegeSet::INSERT),
    ("update", "UPDATE", PrivilegeSet::UPDATE),
    ("delete", "DELETE", PrivilegeSet::DELETE),
    ("truncate", "TRUNCATE", PrivilegeSet::TRUNCATE),
    ("references", "REFERENCES", PrivilegeSet::REFERENCES),
    ("trigger", "TRIGGER", PrivilegeSet::TRIGGER),
    ("execute", "EXECUTE", PrivilegeSet::EXECUTE),
    ("create", "CREATE", PrivilegeSet::CREATE),
    ("temporary", "TEMP", PrivilegeSet::TEMPORARY),
    ("temp", "TEMP", PrivilegeSet::TEMPORARY),
    ("connect", "CONNECT", PrivilegeSet::CONNECT),
    ("set", "SET", PrivilegeSet::SET),
    ("alter system", "ALTER SYSTEM", PrivilegeSet::ALTER_SYSTEM),
    ("rule", "RULE", PrivilegeSet::NONE),
];
