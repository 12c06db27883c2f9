//! Who the user is: SET ROLE, SET SESSION AUTHORIZATION and their RESET.

use medlar_catalog::Oid;
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Ident, SetIdentity, SetScope};

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::privileges;

/// The role that logged in, and the roles taken on since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    authenticated: Oid,
    /// In force now.
    now: Taken,
    /// In force when the transaction has ended: without the effect of SET LOCAL.
    lasting: Taken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Taken {
    session_user: Oid,
    role: Option<Oid>,
}

impl Identity {
    /// Just logged in.
    pub(crate) fn of(role: Oid) -> Identity {
        let taken = Taken { session_user: role, role: None };
        Identity { authenticated: role, now: taken, lasting: taken }
    }

    /// `current_user`
    pub fn current_user(&self) -> Oid {
        self.now.role.unwrap_or(self.now.session_user)
    }

    /// `session_user`
    pub fn session_user(&self) -> Oid {
        self.now.session_user
    }

    /// The role that logged in.
    pub(crate) fn authenticated(&self) -> Oid {
        self.authenticated
    }

    /// The role taken on with SET ROLE.
    pub(crate) fn role(&self) -> Option<Oid> {
        self.now.role
    }

    /// As if this role had been taken on.
    pub(crate) fn acting_as(mut self, role: Oid) -> Identity {
        self.now.role = Some(role);
        self
    }

    /// Whether this is one of the roles that the session goes by, now or after the transaction.
    pub(crate) fn involves(&self, role: Oid) -> bool {
        let taken = [self.now, self.lasting];
        role == self.authenticated || taken.iter().any(|taken| taken.session_user == role || taken.role == Some(role))
    }

    /// The transaction is over: SET LOCAL is, too.
    pub(crate) fn end_transaction(&mut self) {
        self.now = self.lasting;
    }

    fn take(&mut self, taken: Taken, scope: SetScope) {
        self.now = taken;
        if scope == SetScope::Session {
            self.lasting = taken;
        }
    }
}

pub(crate) fn execute(context: &mut Context<'_>, statement: &SetIdentity<'_>, in_block: bool) -> Checked<&'static str> {
    let (scope, tag) = match statement {
        SetIdentity::Role(scope, _)
        | SetIdentity::RoleNone(scope)
        | SetIdentity::RoleDefault(scope)
        | SetIdentity::SessionAuthorization(scope, _)
        | SetIdentity::SessionAuthorizationDefault(scope) => (*scope, "SET"),
        SetIdentity::ResetRole | SetIdentity::ResetSessionAuthorization => (SetScope::Session, "RESET"),
    };
    // SET LOCAL outside a transaction block warns and has no effect; the role is looked at all the same.
    let has_effect = in_block || scope == SetScope::Session;
    if !has_effect {
        context.warn(SqlState::NoActiveSqlTransaction, "SET LOCAL can only be used in transaction blocks");
    }
    let taken = match statement {
        SetIdentity::Role(_, name) if &*name.name == "none" => role_none(context),
        SetIdentity::Role(_, name) => set_role(context, name)?,
        SetIdentity::RoleNone(_) | SetIdentity::RoleDefault(_) | SetIdentity::ResetRole => role_none(context),
        SetIdentity::SessionAuthorization(_, name) => set_session_authorization(context, name)?,
        SetIdentity::SessionAuthorizationDefault(_) | SetIdentity::ResetSessionAuthorization => authenticated(context),
    };
    context.footprint.write(KeyKind::Session, "");
    if has_effect {
        context.identity.take(taken, scope);
    }
    Ok(tag)
}

fn role_none(context: &Context<'_>) -> Taken {
    Taken { session_user: context.identity.session_user(), role: None }
}

fn authenticated(context: &Context<'_>) -> Taken {
    Taken { session_user: context.identity.authenticated, role: None }
}

fn set_role(context: &mut Context<'_>, name: &Ident<'_>) -> Checked<Taken> {
    let role = existing_role(context, name)?;
    let session_user = context.identity.session_user();
    // Membership counts for the session user, not for the role taken on.
    if !privileges::is_member_of(context.catalog, session_user, role) {
        let message = format!("permission denied to set role \"{}\"", name.name);
        return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(name.span));
    }
    Ok(Taken { session_user, role: Some(role) })
}

fn set_session_authorization(context: &mut Context<'_>, name: &Ident<'_>) -> Checked<Taken> {
    let role = existing_role(context, name)?;
    let authenticated = context.identity.authenticated;
    // One's own name is always allowed; whether others are is asked of the role that logged in.
    if role != authenticated && !privileges::is_superuser(context.catalog, authenticated) {
        let message = format!("permission denied to set session authorization \"{}\"", name.name);
        return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(name.span));
    }
    Ok(Taken { session_user: role, role: None })
}

fn existing_role(context: &mut Context<'_>, name: &Ident<'_>) -> Checked<Oid> {
    context.footprint.read(KeyKind::Role, &name.name);
    context.footprint.read(KeyKind::Memberships, "");
    match context.catalog.role(&name.name) {
        Some(role) => Ok(role.oid),
        None => {
            let message = format!("role \"{}\" does not exist", name.name);
            Err(Failure::new(SqlState::InvalidParameterValue, message).about(name.span))
        }
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn roles_are_taken_on_and_given_back() {
        check(
            Target::Postgresql15,
            &[
                ("CREATE ROLE r2; CREATE ROLE r4", &["CREATE ROLE", "CREATE ROLE"]),
                ("SET ROLE nope", &["ERROR:  22023: role \"nope\" does not exist"]),
                ("SET ROLE 'r2'; SET ROLE r4; RESET ROLE", &["SET", "SET", "RESET"]),
                ("SET ROLE TO DEFAULT; SET SESSION ROLE = DEFAULT", &["SET", "SET"]),
                ("SET session_authorization TO DEFAULT; RESET session_authorization", &["SET", "RESET"]),
                (
                    "SET LOCAL ROLE TO DEFAULT",
                    &["WARNING:  25P01: SET LOCAL can only be used in transaction blocks", "SET"],
                ),
                ("SET SESSION AUTHORIZATION r2", &["SET"]),
                ("SET ROLE r4", &["ERROR:  42501: permission denied to set role \"r4\""]),
                ("SET SESSION AUTHORIZATION r4", &["SET"]),
                ("RESET SESSION AUTHORIZATION", &["RESET"]),
                (
                    "SET LOCAL ROLE r2; DROP ROLE r4",
                    &["WARNING:  25P01: SET LOCAL can only be used in transaction blocks", "SET", "DROP ROLE"],
                ),
                (
                    "SET LOCAL ROLE nope",
                    &[
                        "WARNING:  25P01: SET LOCAL can only be used in transaction blocks",
                        "ERROR:  22023: role \"nope\" does not exist",
                    ],
                ),
                (
                    "BEGIN; SET LOCAL ROLE r2; CREATE ROLE x; COMMIT; CREATE ROLE x",
                    &["BEGIN", "SET", "ERROR:  42501: permission denied to create role", "ROLLBACK", "CREATE ROLE"],
                ),
            ],
        );
    }
}
