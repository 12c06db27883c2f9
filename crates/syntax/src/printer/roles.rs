//! Roles, their membership and privileges, and who the session acts as.

use super::Printer;
use super::objects::kind_words;
use crate::ast::{
    AlterDefaultPrivileges, AlterRole, CreateRole, DefaultPrivilegesOption, DefaultPrivilegesOptionKind, DropRole,
    GrantOnObjects, GrantRole, Ident, ObjectKind, Privilege, PrivilegeTarget, Privileges, QualifiedName, RenameRole,
    RoleKeyword, RoleOption, RoleOptionKind, SetIdentity, SetScope,
};

fn keyword_word(keyword: RoleKeyword) -> &'static str {
    match keyword {
        RoleKeyword::Role => "ROLE",
        RoleKeyword::User => "USER",
        RoleKeyword::Group => "GROUP",
    }
}

impl Printer {
    pub(super) fn grant_on_objects(&mut self, statement: &GrantOnObjects) {
        let GrantOnObjects { is_grant, grant_option, privileges, target, grantees, granted_by, behavior } = statement;
        self.word(if *is_grant { "GRANT" } else { "REVOKE" });
        self.word_if(!is_grant && *grant_option, "GRANT OPTION FOR");
        self.privileges(privileges);
        self.word("ON");
        self.privilege_target(target);
        self.word(if *is_grant { "TO" } else { "FROM" });
        self.roles(grantees);
        self.word_if(*is_grant && *grant_option, "WITH GRANT OPTION");
        self.granted_by(granted_by.as_ref());
        self.behavior(*behavior);
    }

    fn privileges(&mut self, privileges: &Privileges) {
        match privileges {
            Privileges::All { columns } => {
                self.word("ALL");
                self.columns(columns);
            }
            Privileges::List(list) => self.list(list, Self::privilege),
        }
    }

    pub(super) fn alter_default_privileges(&mut self, statement: &AlterDefaultPrivileges) {
        let AlterDefaultPrivileges { options, is_grant, grant_option, privileges, objects, grantees, behavior } =
            statement;
        self.word("ALTER DEFAULT PRIVILEGES");
        for DefaultPrivilegesOption { kind, span: _ } in options {
            match kind {
                DefaultPrivilegesOptionKind::Roles(roles) => {
                    self.word("FOR ROLE");
                    self.roles(roles);
                }
                DefaultPrivilegesOptionKind::Schemas(schemas) => {
                    self.word("IN SCHEMA");
                    self.idents(schemas);
                }
            }
        }
        self.word(if *is_grant { "GRANT" } else { "REVOKE" });
        self.word_if(!is_grant && *grant_option, "GRANT OPTION FOR");
        self.privileges(privileges);
        self.word("ON");
        self.word(objects.word());
        self.word(if *is_grant { "TO" } else { "FROM" });
        self.roles(grantees);
        self.word_if(*is_grant && *grant_option, "WITH GRANT OPTION");
        self.behavior(*behavior);
    }

    fn privilege_target(&mut self, target: &PrivilegeTarget) {
        match target {
            PrivilegeTarget::Objects(kind, names) => {
                self.word(if *kind == ObjectKind::Server { "FOREIGN SERVER" } else { kind_words(*kind) });
                self.idents(names);
            }
            PrivilegeTarget::Tables(names) => self.word_and_names("TABLE", names),
            PrivilegeTarget::Sequences(names) => self.word_and_names("SEQUENCE", names),
            PrivilegeTarget::Types(names) => self.word_and_names("TYPE", names),
            PrivilegeTarget::Domains(names) => self.word_and_names("DOMAIN", names),
            PrivilegeTarget::Parameters(names) => self.word_and_names("PARAMETER", names),
            PrivilegeTarget::Routines(kind, signatures) => {
                self.word(kind.word());
                self.list(signatures, Self::signature);
            }
            PrivilegeTarget::LargeObjects(numbers) => {
                self.word("LARGE OBJECT");
                self.list(numbers, Self::signed_number);
            }
            PrivilegeTarget::AllInSchema(all, schemas) => {
                self.word("ALL");
                self.word(all.word());
                self.word("IN SCHEMA");
                self.idents(schemas);
            }
        }
    }

    fn word_and_names(&mut self, word: &str, names: &[QualifiedName]) {
        self.word(word);
        self.qualified_names(names);
    }

    pub(super) fn grant_role(&mut self, statement: &GrantRole) {
        let GrantRole { is_grant, admin_option, roles, grantees, granted_by, behavior } = statement;
        self.word(if *is_grant { "GRANT" } else { "REVOKE" });
        self.word_if(!is_grant && *admin_option, "ADMIN OPTION FOR");
        self.list(roles, Self::privilege);
        self.word(if *is_grant { "TO" } else { "FROM" });
        self.roles(grantees);
        self.word_if(*is_grant && *admin_option, "WITH ADMIN OPTION");
        self.granted_by(granted_by.as_ref());
        self.behavior(*behavior);
    }

    /// Some privileges are reserved words that stand bare.
    fn privilege(&mut self, privilege: &Privilege) {
        let Privilege { name: Ident { name, span: _ }, columns } = privilege;
        match &**name {
            "select" | "references" | "create" => self.word(name),
            "alter system" if self.rules.alter_system_privilege && columns.is_empty() => self.word(name),
            _ => self.name(name),
        }
        self.columns(columns);
    }

    pub(super) fn columns(&mut self, columns: &[Ident]) {
        if !columns.is_empty() {
            self.word("(");
            self.idents(columns);
            self.out.push(')');
        }
    }

    pub(super) fn create_role(&mut self, statement: &CreateRole) {
        let CreateRole { keyword, name, options } = statement;
        self.word("CREATE");
        self.word(keyword_word(*keyword));
        self.ident(name);
        self.role_options(options);
    }

    pub(super) fn alter_role(&mut self, statement: &AlterRole) {
        let AlterRole { role, options, drops_members } = statement;
        self.word(if *drops_members { "ALTER GROUP" } else { "ALTER ROLE" });
        self.role(role);
        self.word_if(*drops_members, "DROP");
        self.role_options(options);
    }

    pub(super) fn drop_role(&mut self, statement: &DropRole) {
        let DropRole { if_exists, roles } = statement;
        self.word("DROP ROLE");
        self.word_if(*if_exists, "IF EXISTS");
        self.roles(roles);
    }

    pub(super) fn rename_role(&mut self, statement: &RenameRole) {
        let RenameRole { keyword, name, new_name } = statement;
        self.word("ALTER");
        self.word(keyword_word(*keyword));
        self.ident(name);
        self.word("RENAME TO");
        self.ident(new_name);
    }

    fn role_options(&mut self, options: &[RoleOption]) {
        for RoleOption { kind, span: _ } in options {
            match kind {
                RoleOptionKind::Superuser(value) => self.attribute(*value, "SUPERUSER"),
                RoleOptionKind::CreateDb(value) => self.attribute(*value, "CREATEDB"),
                RoleOptionKind::CreateRole(value) => self.attribute(*value, "CREATEROLE"),
                RoleOptionKind::Inherit(value) => self.attribute(*value, "INHERIT"),
                RoleOptionKind::Login(value) => self.attribute(*value, "LOGIN"),
                RoleOptionKind::Replication(value) => self.attribute(*value, "REPLICATION"),
                RoleOptionKind::BypassRls(value) => self.attribute(*value, "BYPASSRLS"),
                RoleOptionKind::ConnectionLimit(limit) => {
                    self.word("CONNECTION LIMIT");
                    self.number(limit);
                }
                RoleOptionKind::Password(password) => {
                    self.word("PASSWORD");
                    self.string_or_null(password.as_ref());
                }
                RoleOptionKind::ValidUntil(time) => {
                    self.word("VALID UNTIL");
                    self.string(time);
                }
                RoleOptionKind::SysId(id) => {
                    self.word("SYSID");
                    self.number(id);
                }
                RoleOptionKind::InRole(roles) => {
                    self.word("IN ROLE");
                    self.roles(roles);
                }
                // USER is the spelling that ALTER knows, too.
                RoleOptionKind::Members(roles) => {
                    self.word("USER");
                    self.roles(roles);
                }
                RoleOptionKind::Admins(roles) => {
                    self.word("ADMIN");
                    self.roles(roles);
                }
            }
        }
    }

    fn attribute(&mut self, value: bool, word: &str) {
        self.blank();
        if !value {
            self.out.push_str("NO");
        }
        self.out.push_str(word);
    }

    pub(super) fn set_identity(&mut self, statement: &SetIdentity) {
        match statement {
            SetIdentity::Role(scope, role) => {
                self.set(*scope, "ROLE");
                self.value(&role.name);
            }
            SetIdentity::RoleNone(scope) => self.set(*scope, "ROLE NONE"),
            SetIdentity::RoleDefault(scope) => self.set(*scope, "ROLE TO DEFAULT"),
            SetIdentity::ResetRole => self.word("RESET ROLE"),
            SetIdentity::SessionAuthorization(scope, user) => {
                self.set(*scope, "SESSION AUTHORIZATION");
                self.value(&user.name);
            }
            SetIdentity::SessionAuthorizationDefault(scope) => self.set(*scope, "SESSION AUTHORIZATION DEFAULT"),
            SetIdentity::ResetSessionAuthorization => self.word("RESET SESSION AUTHORIZATION"),
        }
    }

    fn set(&mut self, scope: SetScope, words: &str) {
        self.word(if scope == SetScope::Local { "SET LOCAL" } else { "SET" });
        self.word(words);
    }
}
