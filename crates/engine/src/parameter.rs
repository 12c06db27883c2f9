//! SET, RESET, SHOW and DISCARD of configuration parameters, and `set_config`.

use medlar_catalog::{AclKind, PrivilegeSet};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Discarded, Ident, Parameter as Statement, SetScope, TransactionMode};

use crate::footprint::KeyKind;
use crate::identity::Identity;
use crate::message::{Checked, Failure, ResultSet, ServerMessage, Severity};
use crate::privileges::{self, has_privileges};
use crate::session::Session;
use crate::settings::{Parameter, Settings, value};

impl Session {
    /// Executes a statement about parameters; the session key stands for all that it reads and writes.
    pub(crate) fn change_parameter(
        &mut self,
        statement: &Statement<'_>,
        notices: &mut Vec<ServerMessage>,
        rows: &mut Option<ResultSet>,
    ) -> Checked<&'static str> {
        if !matches!(statement, Statement::Show(_)) {
            self.footprint.write(KeyKind::Session, "");
        }
        let mut warn = |message: &'static str| {
            notices.push(ServerMessage::new(Severity::Warning, SqlState::NoActiveSqlTransaction, message));
        };
        match statement {
            Statement::Set(scope, ..) | Statement::SetDefault(scope, _) | Statement::SetFromCurrent(scope, _)
                if *scope == SetScope::Local && self.block.is_none() =>
            {
                warn("SET LOCAL can only be used in transaction blocks");
            }
            _ => {}
        }
        if let Statement::SetDefault(_, name) | Statement::Reset(name) = statement
            && &*name.name == "transaction_isolation"
            && self.block.is_none()
        {
            warn("RESET TRANSACTION can only be used in transaction blocks");
        }
        match statement {
            Statement::Set(scope, name, values) => {
                let parameter = Parameter::find(&name.name, self.rules());
                let Some(value) = value::join(parameter, values, self.target()) else {
                    let message = format!("SET {} takes only one argument", name.name);
                    return Err(Failure::new(SqlState::InvalidParameterValue, message).about(name.span));
                };
                self.set_parameter(*scope, &name.name, Some(&value)).map_err(|failure| failure.about(name.span))?;
                Ok("SET")
            }
            Statement::SetDefault(scope, name) => {
                self.set_parameter(*scope, &name.name, None).map_err(|failure| failure.about(name.span))?;
                Ok("SET")
            }
            Statement::SetFromCurrent(scope, name) => {
                let (_, value) = self.show(name)?;
                self.set_parameter(*scope, &name.name, Some(&value)).map_err(|failure| failure.about(name.span))?;
                Ok("SET")
            }
            Statement::Reset(name) => {
                self.set_parameter(SetScope::Session, &name.name, None).map_err(|failure| failure.about(name.span))?;
                Ok("RESET")
            }
            Statement::ResetAll => {
                self.state.settings.reset();
                Ok("RESET")
            }
            Statement::Show(name) => {
                let (name, value) = self.show(name)?;
                *rows = Some(ResultSet::of_text(&name, Some(value)));
                Ok("SHOW")
            }
            Statement::Discard(Discarded::All) => {
                if self.block.is_some() {
                    let message = "DISCARD ALL cannot run inside a transaction block";
                    return Err(Failure::new(SqlState::ActiveSqlTransaction, message));
                }
                self.state.identity = Identity::of(self.state.identity.authenticated());
                self.state.settings.reset();
                self.drop_temporary();
                Ok("DISCARD ALL")
            }
            Statement::Discard(Discarded::Plans) => Ok("DISCARD PLANS"),
            Statement::Discard(Discarded::Sequences) => Ok("DISCARD SEQUENCES"),
            Statement::Discard(Discarded::Temp) => {
                self.drop_temporary();
                Ok("DISCARD TEMP")
            }
        }
    }

    /// As [`Session::set_parameter_now`]; outside of a block, what is set for a transaction is checked
    /// and forgotten.
    pub(crate) fn set_parameter(&mut self, scope: SetScope, name: &str, value: Option<&str>) -> Checked {
        let before = (scope == SetScope::Local && self.block.is_none()).then(|| self.state.settings.clone());
        let result = self.set_parameter_now(scope, name, value);
        if let Some(before) = before {
            self.state.settings = before;
        }
        result
    }

    /// Sets a parameter to a value, or with `None` to the one of the start.
    pub(crate) fn set_parameter_now(&mut self, scope: SetScope, name: &str, value: Option<&str>) -> Checked {
        let Some(parameter) = Parameter::find(name, self.rules()) else {
            return self.set_custom_parameter(scope, name, value);
        };
        let fixed = |why: &str| {
            let message = format!("parameter \"{name}\" cannot be {why}");
            Err(Failure::new(SqlState::CantChangeRuntimeParam, message))
        };
        match parameter.kind {
            b'p' => return fixed("changed without restarting the server"),
            b'g' => return fixed("changed now"),
            b'n' => return fixed("changed"),
            b'k' => return fixed("set after connection start"),
            _ => {}
        }
        if parameter.superuser_only && !self.may_set(&parameter) {
            let message = format!("permission denied to set parameter \"{name}\"");
            return Err(Failure::new(SqlState::InsufficientPrivilege, message));
        }
        let current = self.state.settings.get(parameter.name);
        let shown = match value {
            Some(value) => Some(value::check(&parameter, name, value, current, self.rules())?),
            None => None,
        };
        if parameter.name == "default_with_oids" && shown.as_deref() == Some("on") {
            let message = "tables declared WITH OIDS are not supported";
            return Err(Failure::new(SqlState::FeatureNotSupported, message));
        }
        if parameter.name.starts_with("transaction_") {
            return self.set_transaction_parameter(parameter.name, shown);
        }
        self.state.settings.set(scope, parameter.name, shown.as_deref());
        Ok(())
    }

    /// Whether the user may set what is for superusers: as one, or by a right on the parameter.
    fn may_set(&mut self, parameter: &Parameter) -> bool {
        if privileges::is_superuser(self.catalog(), self.current_user()) {
            return true;
        }
        let name = parameter.name.to_ascii_lowercase();
        self.footprint.read(KeyKind::Parameter, &name);
        self.footprint.read(KeyKind::Memberships, "");
        let (catalog, user) = (self.catalog(), self.current_user());
        catalog.parameter(&name).is_some_and(|found| {
            has_privileges(catalog, user, AclKind::Parameter, found.owner, &found.acl, PrivilegeSet::SET)
        })
    }

    /// What belongs to the transaction is set in the block, if there is one.
    fn set_transaction_parameter(&mut self, name: &str, value: Option<String>) -> Checked {
        let Some(block) = &mut self.block else { return Ok(()) };
        let value = match value {
            Some(value) => value,
            None => self.state.settings.shown(&format!("default_{name}"), self.target.rules()),
        };
        let mode = match name {
            "transaction_read_only" => TransactionMode::ReadOnly(value == "on"),
            "transaction_deferrable" => TransactionMode::Deferrable(value == "on"),
            _ => TransactionMode::IsolationLevel(isolation_level(&value)),
        };
        block.set_modes(&[mode])
    }

    /// A name with a dot can be anybody's parameter.
    fn set_custom_parameter(&mut self, scope: SetScope, name: &str, value: Option<&str>) -> Checked {
        let known = self.state.settings.find(name).map(|(known, _)| known.to_owned());
        if known.is_none() {
            if !name.contains('.') {
                return Err(unrecognized(name));
            }
            if !is_custom_name(name) {
                let message = format!("invalid configuration parameter name \"{name}\"");
                let detail = "Custom parameter names must be two or more simple identifiers separated by dots.";
                return Err(Failure::new(SqlState::InvalidName, message).detail(detail));
            }
        }
        let name = known.as_deref().unwrap_or(name);
        self.state.settings.set(scope, name, Some(value.unwrap_or_default()));
        Ok(())
    }

    /// The name of a parameter as the server prints it, and its value.
    fn show(&self, name: &Ident<'_>) -> Checked<(String, String)> {
        self.parameter_value(&name.name).map_err(|failure| failure.about(name.span))
    }

    /// The name of a parameter as the server prints it, and its value.
    pub(crate) fn parameter_value(&self, name: &str) -> Checked<(String, String)> {
        let Some(parameter) = Parameter::find(name, self.rules()) else {
            let found = self.state.settings.find(name);
            return found.map(|(name, value)| (name.to_owned(), value.to_owned())).ok_or_else(|| unrecognized(name));
        };
        let catalog = self.catalog();
        let user_is_superuser = privileges::is_superuser(catalog, self.current_user());
        if parameter.shown_to_superusers_only && !user_is_superuser {
            let message = if self.rules().parameter_privileges && !self.rules().postgresql_16_role_texts {
                format!(
                    "must be superuser or have privileges of pg_read_all_settings to examine \"{}\"",
                    parameter.name
                )
            } else if self.rules().postgresql_16_role_texts {
                format!("permission denied to examine \"{}\"", parameter.name)
            } else {
                format!("must be superuser or a member of pg_read_all_settings to examine \"{}\"", parameter.name)
            };
            let failure = Failure::new(SqlState::InsufficientPrivilege, message);
            return Err(match self.rules().postgresql_16_role_texts {
                true => failure.detail(
                    "Only roles with privileges of the \"pg_read_all_settings\" role may examine this parameter.",
                ),
                false => failure,
            });
        }
        let on = |value| if value { "on" } else { "off" };
        let transaction =
            self.block.as_ref().map_or_else(|| self.state.characteristics(), |block| block.characteristics);
        let value = match parameter.name {
            "is_superuser" => on(user_is_superuser).to_owned(),
            "session_authorization" => catalog.role_name(self.session_user()).to_string(),
            "role" => match self.state.identity.role() {
                Some(role) => catalog.role_name(role).to_string(),
                None => "none".to_owned(),
            },
            "server_version" => self.rules().server_version.to_owned(),
            "server_version_num" => self.rules().server_version_number.to_string(),
            "seed" => "unavailable".to_owned(),
            "transaction_read_only" => on(transaction.is_read_only).to_owned(),
            "transaction_isolation" => transaction.isolation_level.to_owned(),
            "transaction_deferrable" => on(transaction.is_deferrable).to_owned(),
            name => self.state.settings.shown(name, self.rules()),
        };
        Ok((parameter.name.to_owned(), value))
    }
}

impl Settings {
    /// The value of a parameter of the table, as SHOW prints it.
    pub(crate) fn shown(&self, name: &str, rules: &medlar_syntax::TargetRules) -> String {
        if let Some(value) = self.get(name) {
            return value.to_owned();
        }
        let Some(parameter) = Parameter::find(name, rules) else { return String::new() };
        let start = parameter.start();
        match parameter.kind {
            // Written without its unit.
            b'i' | b'r' => value::check(&parameter, name, start, None, rules).unwrap_or_else(|_| start.to_owned()),
            _ => start.to_owned(),
        }
    }
}

/// Whether anybody's parameter can have this name: simple identifiers separated by dots.
pub(crate) fn is_custom_name(name: &str) -> bool {
    let starts = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_' || *byte >= 0x80;
    name.split('.').all(|part| {
        part.as_bytes().first().is_some_and(starts)
            && part.bytes().all(|byte| starts(&byte) || byte.is_ascii_digit() || byte == b'$')
    })
}

/// The level of that name.
pub(crate) fn isolation_level(name: &str) -> &'static str {
    let levels = ["serializable", "repeatable read", "read uncommitted"];
    levels.into_iter().find(|level| *level == name).unwrap_or("read committed")
}

fn unrecognized(name: &str) -> Box<Failure> {
    Failure::new(SqlState::UndefinedObject, format!("unrecognized configuration parameter \"{name}\""))
}
