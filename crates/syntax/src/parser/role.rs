//! Roles.

use super::cursor::{Parser, Result};
use super::name::IfClause;
use crate::ast::{
    AlterRole, CreateRole, DropRole, RenameRole, RoleKeyword, RoleOption, RoleOptionKind, RoleSpec, SetScope, Statement,
};
use crate::keyword::Keyword;
use crate::scanner::{Token, name_value};
use crate::{SqlState, SyntaxError};

impl<'a> Parser<'a> {
    /// ```text
    /// CREATE { ROLE | USER | GROUP } name [ [ WITH ] option [ ... ] ]
    /// ```
    /// From the name on.
    pub(super) fn create_role(&mut self, keyword: RoleKeyword) -> Result<Statement<'a>> {
        let spec = self.role_spec()?;
        self.create_role_named(keyword, spec)
    }

    /// As [`Parser::create_role`], behind the name.
    pub(super) fn create_role_named(&mut self, keyword: RoleKeyword, spec: RoleSpec<'a>) -> Result<Statement<'a>> {
        let name = self.role_name(spec)?;
        self.optional_with();
        let options = self.role_options(true)?;
        Ok(Statement::CreateRole(CreateRole { keyword, name, options }))
    }

    /// ```text
    /// ALTER { ROLE | USER } role_specification [ WITH ] option [ ... ]
    /// ALTER { ROLE | USER | GROUP } name RENAME TO new_name
    /// ALTER { ROLE | USER } { role_specification | ALL } [ IN DATABASE database_name ] { SET | RESET } ...
    /// ALTER GROUP role_specification { ADD | DROP } USER user_name [, ... ]
    /// ```
    /// From the name on, which may have been taken.
    pub(super) fn alter_role(&mut self, keyword: RoleKeyword, role: Option<RoleSpec<'a>>) -> Result<Statement<'a>> {
        let role = match role {
            Some(role) => role,
            None if keyword != RoleKeyword::Group && self.accept(Keyword::All) => {
                return self.only_in_full(Parser::role_setting);
            }
            None => self.role_spec()?,
        };
        let ahead = self.peek_keyword();
        if ahead == Some(Keyword::Rename) {
            let name = self.role_name(role)?;
            self.expect([Keyword::Rename, Keyword::To])?;
            let new_name = self.role_id()?;
            return Ok(Statement::RenameRole(RenameRole { keyword, name, new_name }));
        }
        if keyword == RoleKeyword::Group {
            if !matches!(ahead, Some(Keyword::Add | Keyword::Drop)) {
                // The server takes what it has for the name of a renaming.
                self.role_name(role)?;
                return self.fail();
            }
            self.advance();
            let first = self.peek();
            self.expect([Keyword::User])?;
            let kind = RoleOptionKind::Members(self.role_specs()?);
            let options = vec![RoleOption { kind, span: self.span_from(first) }];
            let drops_members = ahead == Some(Keyword::Drop);
            return Ok(Statement::AlterRole(AlterRole { role, options, drops_members }));
        }
        if matches!(ahead, Some(Keyword::In | Keyword::Set | Keyword::Reset)) {
            return self.only_in_full(Parser::role_setting);
        }
        self.optional_with();
        let options = self.role_options(false)?;
        Ok(Statement::AlterRole(AlterRole { role, options, drops_members: false }))
    }

    /// `[ IN DATABASE name ] { SET | RESET } …`
    fn role_setting(&mut self) -> Result<Statement<'a>> {
        if self.accept(Keyword::In) {
            self.expect([Keyword::Database])?;
            self.column_id()?;
        }
        match self.peek_keyword() {
            Some(Keyword::Set) => {
                self.advance();
                self.set_rest(SetScope::Session)?;
            }
            Some(Keyword::Reset) => {
                self.reset()?;
            }
            _ => return self.fail(),
        }
        self.unsupported_at_end("ALTER ROLE")
    }

    /// ```text
    /// DROP { ROLE | USER | GROUP } [ IF EXISTS ] name [, ...]
    /// ```
    /// From `IF` on; the first name may have been taken.
    pub(super) fn drop_role(&mut self, first: Option<RoleSpec<'a>>) -> Result<Statement<'a>> {
        let (if_exists, first) = match first {
            Some(first) => (false, first),
            None => match self.if_clause([Keyword::Exists])? {
                IfClause::Absent => (false, self.role_spec()?),
                IfClause::Present => (true, self.role_spec()?),
                IfClause::Name(_, token) => (false, self.role_word(token)?),
            },
        };
        let roles = self.role_specs_from(first)?;
        Ok(Statement::DropRole(DropRole { if_exists, roles }))
    }

    /// ```text
    ///       SUPERUSER | NOSUPERUSER
    ///     | CREATEDB | NOCREATEDB
    ///     | CREATEROLE | NOCREATEROLE
    ///     | INHERIT | NOINHERIT
    ///     | LOGIN | NOLOGIN
    ///     | REPLICATION | NOREPLICATION
    ///     | BYPASSRLS | NOBYPASSRLS
    ///     | CONNECTION LIMIT connlimit
    ///     | [ ENCRYPTED ] PASSWORD 'password' | PASSWORD NULL
    ///     | VALID UNTIL 'timestamp'
    ///     | USER role_name [, ...]
    /// ```
    /// and only in CREATE
    /// ```text
    ///       IN ROLE role_name [, ...]
    ///     | IN GROUP role_name [, ...]
    ///     | ROLE role_name [, ...]
    ///     | ADMIN role_name [, ...]
    ///     | SYSID uid
    /// ```
    fn role_options(&mut self, create: bool) -> Result<Vec<RoleOption<'a>>> {
        let mut options = Vec::new();
        loop {
            let first = self.peek();
            let word = first.keyword();
            let kind = match word {
                None if first.is_identifier() => {
                    self.advance();
                    self.attribute(first)?
                }
                Some(Keyword::Inherit) => {
                    self.advance();
                    RoleOptionKind::Inherit(true)
                }
                Some(Keyword::Connection) => {
                    self.advance();
                    self.expect([Keyword::Limit])?;
                    RoleOptionKind::ConnectionLimit(self.signed_integer()?)
                }
                Some(Keyword::Encrypted) => {
                    self.advance();
                    self.expect([Keyword::Password])?;
                    RoleOptionKind::Password(Some(self.string()?))
                }
                Some(Keyword::Unencrypted) => {
                    self.advance();
                    self.expect([Keyword::Password])?;
                    self.string()?;
                    return Err(unencrypted(first));
                }
                Some(Keyword::Password) => {
                    self.advance();
                    RoleOptionKind::Password(self.string_or_null()?)
                }
                Some(Keyword::Valid) => {
                    self.advance();
                    self.expect([Keyword::Until])?;
                    RoleOptionKind::ValidUntil(self.string()?)
                }
                Some(Keyword::User) => {
                    self.advance();
                    RoleOptionKind::Members(self.role_specs()?)
                }
                Some(Keyword::Role) if create => {
                    self.advance();
                    RoleOptionKind::Members(self.role_specs()?)
                }
                Some(Keyword::Admin) if create => {
                    self.advance();
                    RoleOptionKind::Admins(self.role_specs()?)
                }
                Some(Keyword::In) if create => {
                    self.advance();
                    if !matches!(self.peek_keyword(), Some(Keyword::Role | Keyword::Group)) {
                        return self.fail();
                    }
                    self.advance();
                    RoleOptionKind::InRole(self.role_specs()?)
                }
                Some(Keyword::Sysid) if create => {
                    self.advance();
                    RoleOptionKind::SysId(self.integer()? as u32)
                }
                _ => return Ok(options),
            };
            options.push(RoleOption { kind, span: self.span_from(first) });
        }
    }

    /// Most attributes are no key words but identifiers with a meaning here.
    fn attribute(&self, token: Token) -> Result<RoleOptionKind<'a>> {
        let name = name_value(self.text, token);
        let (word, value) = match name.strip_prefix("no") {
            Some(word) => (word, false),
            None => (&*name, true),
        };
        Ok(match word {
            "superuser" => RoleOptionKind::Superuser(value),
            "createdb" => RoleOptionKind::CreateDb(value),
            "createrole" => RoleOptionKind::CreateRole(value),
            "login" => RoleOptionKind::Login(value),
            "replication" => RoleOptionKind::Replication(value),
            "bypassrls" => RoleOptionKind::BypassRls(value),
            "inherit" if !value => RoleOptionKind::Inherit(false),
            _ => {
                return Err(Box::new(SyntaxError {
                    sqlstate: SqlState::SyntaxError,
                    message: format!("unrecognized role option \"{name}\""),
                    detail: None,
                    hint: None,
                    position: Some(token.span().start),
                    subject: token.span(),
                }));
            }
        })
    }
}

fn unencrypted(token: Token) -> Box<SyntaxError> {
    Box::new(SyntaxError {
        sqlstate: SqlState::FeatureNotSupported,
        message: "UNENCRYPTED PASSWORD is no longer supported".to_owned(),
        detail: None,
        hint: Some("Remove UNENCRYPTED to store the password in encrypted form instead.".into()),
        position: Some(token.span().start),
        subject: token.span(),
    })
}
