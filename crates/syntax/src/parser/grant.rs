//! GRANT and REVOKE.

use super::cursor::{Parser, Result};
use crate::FULL;
use crate::ast::{
    AllInSchema, DropBehavior, GrantOnObjects, GrantRole, Ident, ObjectKind, Privilege, PrivilegeTarget, Privileges,
    QualifiedName, RoleSpec, RoutineKind, Statement,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// GRANT { { USAGE | ... } [, ...] | ALL [ PRIVILEGES ] }
    ///     ON { [ TABLE ] table_name [, ...] | FOREIGN SERVER server_name [, ...] | SCHEMA schema_name [, ...] | ... }
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
        let target = self.privilege_target()?;
        self.expect([Keyword::To])?;
        let grantees = self.grantees()?;
        let grant_option = self.with_option(Keyword::Grant)?;
        let granted_by = self.granted_by()?;
        Ok(Statement::GrantOnObjects(GrantOnObjects {
            is_grant: true,
            grant_option,
            privileges,
            target,
            grantees,
            granted_by,
            behavior: DropBehavior::Restrict,
        }))
    }

    /// ```text
    /// REVOKE [ GRANT OPTION FOR ] { { USAGE | ... } [, ...] | ALL [ PRIVILEGES ] }
    ///     ON { [ TABLE ] table_name [, ...] | FOREIGN SERVER server_name [, ...] | SCHEMA schema_name [, ...] | ... }
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
        let target = self.privilege_target()?;
        self.expect([Keyword::From])?;
        let grantees = self.grantees()?;
        let granted_by = self.granted_by()?;
        let behavior = self.drop_behavior()?;
        Ok(Statement::GrantOnObjects(GrantOnObjects {
            is_grant: false,
            grant_option,
            privileges,
            target,
            grantees,
            granted_by,
            behavior,
        }))
    }

    /// The privileges are roles when the word that names their holders follows at once.
    fn roles_before(&mut self, privileges: &Privileges<'a>, word: Keyword) -> Result<Option<Vec<Privilege<'a>>>> {
        let follows = self.peek_keyword() == Some(word) && !self.in_schema;
        Ok(match privileges {
            Privileges::List(list) if follows => Some(list.clone()),
            _ => None,
        })
    }

    /// `ALL [ PRIVILEGES ] [ ( columns ) ]`, or a list.
    pub(super) fn privileges(&mut self) -> Result<Privileges<'a>> {
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
    pub(super) fn columns(&mut self) -> Result<Vec<Ident<'a>>> {
        if !self.accept_kind(TokenKind::OpenParenthesis) {
            return Ok(Vec::new());
        }
        let columns = self.column_ids()?;
        self.expect_kind(TokenKind::CloseParenthesis)?;
        Ok(columns)
    }

    /// What may stand behind ON. A word that is a kind of object is one when a name follows it, and the
    /// name of a table otherwise.
    fn privilege_target(&mut self) -> Result<PrivilegeTarget<'a>> {
        match self.peek_keyword() {
            Some(Keyword::Foreign) => {
                self.advance();
                if self.accept(Keyword::Server) {
                    return Ok(PrivilegeTarget::Objects(ObjectKind::Server, self.column_ids()?));
                }
                self.expect([Keyword::Data, Keyword::Wrapper])?;
                Ok(PrivilegeTarget::Objects(ObjectKind::ForeignDataWrapper, self.column_ids()?))
            }
            Some(word) => self.only_in_full(|parser| parser.other_privilege_target(word)),
            None if FULL => self.relation_names().map(PrivilegeTarget::Tables),
            None => {
                self.column_id()?;
                match self.peek() {
                    // The name may be a word that is still being typed.
                    next if next.is(TokenKind::End) || next.is(TokenKind::Semicolon) => self.fail(),
                    _ => self.leave_to_full(),
                }
            }
        }
    }

    fn other_privilege_target(&mut self, word: Keyword) -> Result<PrivilegeTarget<'a>> {
        use Keyword::{
            All, Database, Domain, Function, Language, Large, Object, Parameter, Procedure, Routine, Schema, Sequence,
            Table, Tablespace, Type,
        };
        let word = match word {
            All => return self.all_in_schema(),
            Table => {
                self.advance();
                return self.relation_names().map(PrivilegeTarget::Tables);
            }
            Large | Sequence | Function | Procedure | Routine | Database | Domain | Language | Schema | Tablespace
            | Type | Parameter => word,
            _ => return self.relation_names().map(PrivilegeTarget::Tables),
        };
        let mark = self.mark();
        self.advance();
        let next = self.peek();
        let follows = match word {
            Large => next.is_keyword(Object),
            Function | Procedure | Routine => self.is_column_id(next) || self.is_type_or_function_name(next),
            _ => self.is_column_id(next),
        };
        if !follows {
            self.restore(mark);
            return self.relation_names().map(PrivilegeTarget::Tables);
        }
        let routine = match word {
            Large => {
                self.advance();
                let mut numbers = vec![self.signed_number()?];
                while self.accept_kind(TokenKind::Comma) {
                    numbers.push(self.signed_number()?);
                }
                return Ok(PrivilegeTarget::LargeObjects(numbers));
            }
            Sequence => return self.relation_names().map(PrivilegeTarget::Sequences),
            Domain => return self.qualified_names().map(PrivilegeTarget::Domains),
            Type => return self.qualified_names().map(PrivilegeTarget::Types),
            Parameter => return self.parameter_names().map(PrivilegeTarget::Parameters),
            Function => RoutineKind::Function,
            Procedure => RoutineKind::Procedure,
            Routine => RoutineKind::Routine,
            _ => {
                let kind = match word {
                    Database => ObjectKind::Database,
                    Language => ObjectKind::Language,
                    Schema => ObjectKind::Schema,
                    _ => ObjectKind::Tablespace,
                };
                return Ok(PrivilegeTarget::Objects(kind, self.column_ids()?));
            }
        };
        Ok(PrivilegeTarget::Routines(routine, self.routine_signatures()?))
    }

    /// `ALL { TABLES | SEQUENCES | FUNCTIONS | PROCEDURES | ROUTINES } IN SCHEMA name [, ...]`
    fn all_in_schema(&mut self) -> Result<PrivilegeTarget<'a>> {
        self.advance();
        let all = match self.peek_keyword() {
            Some(Keyword::Tables) => AllInSchema::Tables,
            Some(Keyword::Sequences) => AllInSchema::Sequences,
            Some(Keyword::Functions) => AllInSchema::Functions,
            Some(Keyword::Procedures) => AllInSchema::Procedures,
            Some(Keyword::Routines) => AllInSchema::Routines,
            _ => return self.fail(),
        };
        self.advance();
        self.expect([Keyword::In, Keyword::Schema])?;
        Ok(PrivilegeTarget::AllInSchema(all, self.column_ids()?))
    }

    /// `ColId [ . ColId ]... [, ...]`
    fn parameter_names(&mut self) -> Result<Vec<QualifiedName<'a>>> {
        let mut names = Vec::new();
        loop {
            let first = self.peek();
            let mut parts = vec![self.column_id()?];
            while self.accept_kind(TokenKind::Dot) {
                parts.push(self.column_id()?);
            }
            names.push(QualifiedName { parts, span: self.span_from(first) });
            if !self.accept_kind(TokenKind::Comma) {
                return Ok(names);
            }
        }
    }

    /// `[ GROUP ] RoleSpec [, ...]`
    pub(super) fn grantees(&mut self) -> Result<Vec<RoleSpec<'a>>> {
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
    pub(super) fn with_option(&mut self, word: Keyword) -> Result<bool> {
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
