//! What a statement is executed with: catalog, user, target, and where notices and the footprint go.

use std::borrow::Cow;
use std::sync::Arc;

use medlar_catalog::{Catalog, ForeignDataWrapper, ForeignServer, Name, Oid, Role, Schema};
use medlar_syntax::ast::{Ident, ObjectKind};
use medlar_syntax::{Span, SqlState, Target, TargetRules};

use crate::footprint::{Footprint, KeyKind};
use crate::identity::Identity;
use crate::message::{Checked, Failure, ServerMessage, Severity};
use crate::namespace::undefined_schema;
use crate::privileges;
use crate::settings::Settings;

pub(crate) struct Context<'s> {
    /// The query string that the spans of the statement are in.
    pub(crate) sql: &'s str,
    pub(crate) target: Target,
    pub(crate) settings: &'s Settings,
    /// Whether the transaction is read-only.
    pub(crate) is_read_only: bool,
    /// The schema that CREATE SCHEMA is filling: searched and made in before all others.
    pub(crate) creating_in: Option<Oid>,
    /// Schema and name of the table that is being made while its expressions are looked at.
    pub(crate) table_in_making: Option<(Oid, Name)>,
    pub(crate) catalog: &'s mut Catalog,
    pub(crate) identity: &'s mut Identity,
    pub(crate) rules: &'static TargetRules,
    pub(crate) notices: &'s mut Vec<ServerMessage>,
    pub(crate) footprint: &'s mut Footprint,
    /// The tables that end with the transaction.
    pub(crate) dropped_at_commit: &'s mut Vec<Oid>,
}

impl<'s> Context<'s> {
    /// The text of a part of the statement.
    pub(crate) fn text(&self, span: Span) -> &'s str {
        self.sql.get(span.start.index()..span.end.index()).unwrap_or_default()
    }
}

impl Context<'_> {
    pub(crate) fn user(&self) -> Oid {
        self.identity.current_user()
    }

    /// Whether the current user is a superuser. Part of what the session key stands for.
    pub(crate) fn is_superuser(&self) -> bool {
        privileges::is_superuser(self.catalog, self.user())
    }

    /// Whether the current user owns an object of this owner: as superuser, as the owner, or as a
    /// role that has the owner's privileges.
    pub(crate) fn owns(&mut self, owner: Oid) -> bool {
        if self.user() == owner || self.is_superuser() {
            return true;
        }
        self.footprint.read(KeyKind::Memberships, "");
        privileges::has_privileges_of(self.catalog, self.user(), owner)
    }

    /// Privilege checks of a superuser end at the superuser; those of others read memberships.
    pub(crate) fn read_memberships(&mut self) {
        if !self.is_superuser() {
            self.footprint.read(KeyKind::Memberships, "");
        }
    }

    pub(crate) fn notice(&mut self, sqlstate: SqlState, message: impl Into<Cow<'static, str>>) {
        self.notices.push(ServerMessage::new(Severity::Notice, sqlstate, message));
    }

    pub(crate) fn warn(&mut self, sqlstate: SqlState, message: impl Into<Cow<'static, str>>) {
        self.notices.push(ServerMessage::new(Severity::Warning, sqlstate, message));
    }

    pub(crate) fn find_server(&mut self, name: &str) -> Option<&Arc<ForeignServer>> {
        self.footprint.read(KeyKind::Server, name);
        self.catalog.server(name)
    }

    pub(crate) fn find_wrapper(&mut self, name: &str) -> Option<&Arc<ForeignDataWrapper>> {
        self.footprint.read(KeyKind::Wrapper, name);
        self.catalog.wrapper(name)
    }

    pub(crate) fn find_role(&mut self, name: &str) -> Option<&Arc<Role>> {
        self.footprint.read(KeyKind::Role, name);
        self.catalog.role(name)
    }

    pub(crate) fn server(&mut self, name: &Ident<'_>) -> Checked<&Arc<ForeignServer>> {
        self.find_server(&name.name).ok_or_else(|| undefined(ObjectKind::Server, name))
    }

    pub(crate) fn wrapper(&mut self, name: &Ident<'_>) -> Checked<&Arc<ForeignDataWrapper>> {
        self.find_wrapper(&name.name).ok_or_else(|| undefined(ObjectKind::ForeignDataWrapper, name))
    }

    pub(crate) fn schema(&mut self, name: &Ident<'_>) -> Checked<&Arc<Schema>> {
        self.find_schema(&name.name).ok_or_else(|| undefined_schema(&name.name).about(name.span))
    }

    /// The wrapper of a server, which is always there.
    pub(crate) fn wrapper_of(&mut self, server: &ForeignServer) -> Option<&Arc<ForeignDataWrapper>> {
        let wrapper = self.catalog.wrapper_by_oid(server.wrapper)?;
        self.footprint.read(KeyKind::Wrapper, &wrapper.name);
        Some(wrapper)
    }

    /// Something was given to a role or taken from it: the lists of what refers to it change.
    pub(crate) fn write_references(&mut self, roles: impl IntoIterator<Item = Oid>) {
        for role in roles.into_iter().filter(|role| !role.is_pinned()) {
            if let Some(role) = self.catalog.role_by_oid(role) {
                self.footprint.write(KeyKind::ReferencesTo, &role.name);
            }
        }
    }

    /// A server has changed in a way that lists of dependents show.
    pub(crate) fn write_server_and_lists(&mut self, server: &ForeignServer) {
        self.footprint.write(KeyKind::Server, &server.name);
        if let Some(wrapper) = self.catalog.wrapper_by_oid(server.wrapper) {
            self.footprint.write(KeyKind::ServersOf, &wrapper.name);
        }
        self.write_references(roles_of(server.owner, &server.acl));
        for mapping in self.catalog.user_mappings_of(server.oid) {
            let role = mapping.user.filter(|user| !user.is_pinned()).and_then(|user| self.catalog.role_by_oid(user));
            if let Some(role) = role {
                self.footprint.write(KeyKind::ReferencesTo, &role.name);
            }
        }
    }

    /// A wrapper has changed in a way that lists of dependents show.
    pub(crate) fn write_wrapper_and_lists(&mut self, wrapper: &ForeignDataWrapper) {
        self.footprint.write(KeyKind::Wrapper, &wrapper.name);
        self.write_references(roles_of(wrapper.owner, &wrapper.acl));
    }
}

/// The roles that an owner and an access control list refer to.
pub(crate) fn roles_of(owner: Oid, acl: &medlar_catalog::Acl) -> impl Iterator<Item = Oid> {
    let items = acl.stored_items().iter();
    std::iter::once(owner).chain(items.flat_map(|item| [item.grantee, Some(item.grantor)]).flatten())
}

/// The server's word for a kind of object in most messages.
pub(crate) fn noun(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::ForeignDataWrapper => "foreign-data wrapper",
        ObjectKind::Server => "server",
        ObjectKind::Extension => "extension",
        ObjectKind::Schema => "schema",
        ObjectKind::Role => "role",
        ObjectKind::Database => "database",
        ObjectKind::Tablespace => "tablespace",
        ObjectKind::Language => "language",
    }
}

/// The server's word for a kind of object in messages about privileges.
pub(crate) fn privilege_noun(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Server => "foreign server",
        _ => noun(kind),
    }
}

pub(crate) fn undefined(kind: ObjectKind, name: &Ident<'_>) -> Box<Failure> {
    let message = format!("{} \"{}\" does not exist", noun(kind), name.name);
    let sqlstate = if kind == ObjectKind::Schema { SqlState::InvalidSchemaName } else { SqlState::UndefinedObject };
    Failure::new(sqlstate, message).about(name.span)
}

pub(crate) fn already_exists(kind: ObjectKind, name: &Ident<'_>) -> Box<Failure> {
    let message = format!("{} \"{}\" already exists", noun(kind), name.name);
    Failure::new(SqlState::DuplicateObject, message).about(name.span)
}

pub(crate) fn not_owner(kind: ObjectKind, name: &Ident<'_>) -> Box<Failure> {
    let message = format!("must be owner of {} {}", privilege_noun(kind), name.name);
    Failure::new(SqlState::InsufficientPrivilege, message).about(name.span)
}

/// `name` is as the catalog has it: the text of the statement may name another object.
pub(crate) fn permission_denied(kind: ObjectKind, name: &str) -> Box<Failure> {
    let message = format!("permission denied for {} {name}", privilege_noun(kind));
    Failure::new(SqlState::InsufficientPrivilege, message)
}
