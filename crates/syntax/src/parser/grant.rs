//! GRANT and REVOKE.

use super::cursor::{Parser, Result};
use crate::ast::{
    DropBehavior, GrantOnObjects, GrantRole, Ident, ObjectKind, Privilege, PrivilegeTarget, Privileges, RoleSpec,
    Statement,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

/// What stands behind ON.
enum Target<'a> {
    Ours(ObjectKind, Vec<Ident<'a>>),
    /// Objects of a kind that Medlar does not keep, read to the last.
    Other,
    /// The same with arguments or subscripts, which are not read.
    Unread,
}

impl<'a> Parser<'a> {
    /// ```text
    /// GRANT { { USAGE | ... } [, ...] | ALL [ PRIVILEGES ] }
    ///     ON { FOREIGN DATA WRAPPER fdw_name [, ...] | FOREIGN SERVER server_name [, ...] | ... }
    ///     TO role_specification [, ...] [ WITH GRANT OPTION ]
    ///     [ GRANTED BY role_specification ]
    /// GRANT role_name [, ...] TO role_specification [, ...]
    ///     [ WITH ADMIN OPTION ]
    ///     [ GRANTED BY role_specification ]
    /// ```
    /// From `GRANT` on.
    pub(super) fn grant(&mut self) -> Result<Statement<'a>> {
        self.advance();
        let privileges = self.privileges()?;
        if let Some(roles) = self.roles_before(&privileges, Keyword::To)? {
            self.expect([Keyword::To])?;
            let grantees = self.role_specs()?;
            let admin_option = self.with_option(Keyword::Admin)?;
            let granted_by = self.granted_by()?;
            let behavior = DropBehavior::Restrict;
            return Ok(Statement::GrantRole(GrantRole {
                is_grant: true,
                admin_option,
                roles,
                grantees,
                granted_by,
                behavior,
            }));
        }
        self.expect([Keyword::On])?;
        let target = self.privilege_target(Keyword::To)?;
        if let Target::Unread = target {
            return self.unsupported("GRANT");
        }
        self.expect([Keyword::To])?;
        let grantees = self.grantees()?;
        let grant_option = self.with_option(Keyword::Grant)?;
        let granted_by = self.granted_by()?;
        let Target::Ours(kind, objects) = target else { return self.unsupported_at_end("GRANT") };
        Ok(Statement::GrantOnObjects(GrantOnObjects {
            is_grant: true,
            grant_option,
            privileges,
            target: PrivilegeTarget::Objects(kind, objects),
            grantees,
            granted_by,
            behavior: DropBehavior::Restrict,
        }))
    }

    /// ```text
    /// REVOKE [ GRANT OPTION FOR ] { { USAGE | ... } [, ...] | ALL [ PRIVILEGES ] }
    ///     ON { FOREIGN DATA WRAPPER fdw_name [, ...] | FOREIGN SERVER server_name [, ...] | ... }
    ///     FROM role_specification [, ...]
    ///     [ GRANTED BY role_specification ]
    ///     [ CASCADE | RESTRICT ]
    /// REVOKE [ ADMIN OPTION FOR ] role_name [, ...] FROM role_specification [, ...]
    ///     [ GRANTED BY role_specification ]
    ///     [ CASCADE | RESTRICT ]
    /// ```
    /// From `REVOKE` on.
    pub(super) fn revoke(&mut self) -> Result<Statement<'a>> {
        self.advance();
        let grant_option = self.accept(Keyword::Grant);
        if grant_option {
            self.expect([Keyword::Option, Keyword::For])?;
        }
        let mut admin_option = false;
        let first = self.peek();
        let privileges = if !grant_option && self.accept(Keyword::Admin) {
            admin_option = self.accept(Keyword::Option);
            if admin_option {
                self.expect([Keyword::For])?;
                Privileges::List(self.privilege_list()?)
            } else {
                let name = self.ident(first);
                let privilege = self.privilege_columns(name)?;
                Privileges::List(self.privilege_rest(privilege)?)
            }
        } else {
            self.privileges()?
        };
        if !grant_option && let Some(roles) = self.roles_before(&privileges, Keyword::From)? {
            self.expect([Keyword::From])?;
            let grantees = self.role_specs()?;
            let granted_by = self.granted_by()?;
            let behavior = self.drop_behavior()?;
            let is_grant = false;
            return Ok(Statement::GrantRole(GrantRole {
                is_grant,
                admin_option,
                roles,
                grantees,
                granted_by,
                behavior,
            }));
        }
        if admin_option {
            return self.fail();
        }
        self.expect([Keyword::On])?;
        let target = self.privilege_target(Keyword::From)?;
        if let Target::Unread = target {
            return self.unsupported("REVOKE");
        }
        self.expect([Keyword::From])?;
        let grantees = self.grantees()?;
        let granted_by = self.granted_by()?;
        let behavior = self.drop_behavior()?;
        let Target::Ours(kind, objects) = target else { return self.unsupported_at_end("REVOKE") };
        Ok(Statement::GrantOnObjects(GrantOnObjects {
            is_grant: false,
            grant_option,
            privileges,
            target: PrivilegeTarget::Objects(kind, objects),
            grantees,
            granted_by,
            behavior,
        }))
    }

    /// The privileges are roles when the word that names their holders follows at once.
    fn roles_before(&mut self, privileges: &Privileges<'a>, word: Keyword) -> Result<Option<Vec<Privilege<'a>>>> {
        let follows = self.peek_keyword() == Some(word);
        Ok(match privileges {
            Privileges::List(list) if follows => Some(list.clone()),
            _ => None,
        })
    }

    /// `ALL [ PRIVILEGES ] [ ( columns ) ]`, or a list.
    fn privileges(&mut self) -> Result<Privileges<'a>> {
        if !self.accept(Keyword::All) {
            return self.privilege_list().map(Privileges::List);
        }
        self.accept(Keyword::Privileges);
        Ok(Privileges::All { columns: self.columns()? })
    }

    fn privilege_list(&mut self) -> Result<Vec<Privilege<'a>>> {
        let first = self.privilege()?;
        self.privilege_rest(first)
    }

    fn privilege_rest(&mut self, first: Privilege<'a>) -> Result<Vec<Privilege<'a>>> {
        let mut list = vec![first];
        while self.accept_kind(TokenKind::Comma) {
            list.push(self.privilege()?);
        }
        Ok(list)
    }

    /// `{ SELECT | REFERENCES | CREATE | ColId } [ ( columns ) ]`, or `ALTER SYSTEM` where there is one.
    fn privilege(&mut self) -> Result<Privilege<'a>> {
        let token = self.peek();
        if token.keyword() == Some(Keyword::Alter) && self.rules().alter_system_privilege {
            self.advance();
            if self.accept(Keyword::System) {
                let name = Ident { name: "alter system".into(), span: self.span_from(token) };
                return Ok(Privilege { name, columns: Vec::new() });
            }
            let name = self.ident(token);
            return self.privilege_columns(name);
        }
        let named = matches!(token.keyword(), Some(Keyword::Select | Keyword::References | Keyword::Create));
        if !named && !self.is_column_id(token) {
            return self.fail();
        }
        self.advance();
        let name = self.ident(token);
        self.privilege_columns(name)
    }

    fn privilege_columns(&mut self, name: Ident<'a>) -> Result<Privilege<'a>> {
        Ok(Privilege { name, columns: self.columns()? })
    }

    /// `[ ( ColId [, ...] ) ]`
    fn columns(&mut self) -> Result<Vec<Ident<'a>>> {
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return Ok(Vec::new());
        }
        let columns = self.column_ids()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(columns)
    }

    /// What may stand behind ON, of which only the foreign kinds are kept. `end` is the word behind it.
    fn privilege_target(&mut self, end: Keyword) -> Result<Target<'a>> {
        use Keyword::{
            All, Database, Domain, Foreign, Function, Functions, In, Language, Large, Object, Parameter, Procedure,
            Procedures, Routine, Routines, Schema, Sequence, Sequences, Server, Table, Tables, Tablespace, Type,
        };
        let first = self.peek();
        match self.peek_keyword() {
            Some(Foreign) => {
                self.advance();
                if self.accept(Server) {
                    return Ok(Target::Ours(ObjectKind::Server, self.column_ids()?));
                }
                self.expect([Keyword::Data, Keyword::Wrapper])?;
                return Ok(Target::Ours(ObjectKind::ForeignDataWrapper, self.column_ids()?));
            }
            Some(All) => {
                self.advance();
                if !matches!(self.peek_keyword(), Some(Tables | Sequences | Functions | Procedures | Routines)) {
                    return self.fail();
                }
                self.advance();
                self.expect([In, Schema])?;
                self.column_ids()?;
            }
            Some(Table) => {
                self.advance();
                self.relations()?;
            }
            Some(Large) => {
                self.advance();
                if self.accept(Object) {
                    return Ok(Target::Unread);
                }
                self.relations_after_name(end)?;
            }
            Some(
                word @ (Sequence | Function | Procedure | Routine | Database | Domain | Language | Schema | Tablespace
                | Type | Parameter),
            ) => {
                self.advance();
                let next = self.peek();
                if self.is_column_id(next) || self.class(next) == crate::keyword::KeywordClass::TypeOrFunctionName {
                    if matches!(word, Sequence) {
                        self.relations()?;
                    } else if matches!(word, Database | Language | Schema | Tablespace) {
                        self.column_ids()?;
                    } else {
                        return Ok(Target::Unread);
                    }
                } else {
                    self.relations_after_name(end)?;
                }
            }
            _ if self.is_column_id(first) => self.relations()?,
            _ => return self.fail(),
        }
        if matches!(self.peek().span().of(self.text), "[") {
            return Ok(Target::Unread);
        }
        if self.peek_keyword() != Some(end) {
            return self.fail();
        }
        Ok(Target::Other)
    }

    /// qualified_name_list
    fn relations(&mut self) -> Result<()> {
        self.column_id()?;
        self.relations_rest()
    }

    /// As [`Parser::relations`], behind the first name, which turned out not to be a kind of object.
    fn relations_after_name(&mut self, end: Keyword) -> Result<()> {
        self.relations_rest()?;
        if self.peek_keyword() == Some(end) { Ok(()) } else { self.fail() }
    }

    fn relations_rest(&mut self) -> Result<()> {
        loop {
            while self.accept_kind(TokenKind::Dot) {
                self.label()?;
            }
            if !self.accept_kind(TokenKind::Comma) {
                return Ok(());
            }
            self.column_id()?;
        }
    }

    /// `[ GROUP ] RoleSpec [, ...]`
    fn grantees(&mut self) -> Result<Vec<RoleSpec<'a>>> {
        let mut grantees = Vec::with_capacity(1);
        loop {
            self.accept(Keyword::Group);
            grantees.push(self.role_spec()?);
            if !self.accept_kind(TokenKind::Comma) {
                return Ok(grantees);
            }
        }
    }

    /// `[ WITH word OPTION ]`
    fn with_option(&mut self, word: Keyword) -> Result<bool> {
        let found = self.accept(Keyword::With);
        if found {
            self.expect([word, Keyword::Option])?;
        }
        Ok(found)
    }

    /// `[ GRANTED BY RoleSpec ]`
    fn granted_by(&mut self) -> Result<Option<RoleSpec<'a>>> {
        if !self.accept(Keyword::Granted) {
            return Ok(None);
        }
        self.expect([Keyword::By])?;
        self.role_spec().map(Some)
    }

    /// `[ CASCADE | RESTRICT ]`
    pub(super) fn drop_behavior(&mut self) -> Result<DropBehavior> {
        if self.accept(Keyword::Cascade) {
            return Ok(DropBehavior::Cascade);
        }
        self.accept(Keyword::Restrict);
        Ok(DropBehavior::Restrict)
    }
}
