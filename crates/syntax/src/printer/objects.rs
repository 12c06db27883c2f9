//! Wrappers, servers, mappings, extensions, and what they share.

use super::Printer;
use crate::ast::{
    AlterExtension, AlterForeignDataWrapper, AlterOwner, AlterServer, AlterUserMapping, Comment, CommentTarget,
    CreateExtension, CreateForeignDataWrapper, CreateServer, CreateUserMapping, Drop, DropUserMapping, ExtensionChange,
    ExtensionOption, ExtensionOptionKind, ObjectKind, Rename, Version, WrapperClause, WrapperClauseKind,
};

/// The object's kind in CREATE, ALTER, DROP and COMMENT.
pub(super) fn kind_words(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::ForeignDataWrapper => "FOREIGN DATA WRAPPER",
        ObjectKind::Server => "SERVER",
        ObjectKind::Extension => "EXTENSION",
        ObjectKind::Schema => "SCHEMA",
        ObjectKind::Role => "ROLE",
        ObjectKind::Database => "DATABASE",
        ObjectKind::Tablespace => "TABLESPACE",
        ObjectKind::Language => "LANGUAGE",
    }
}

impl Printer {
    pub(super) fn create_wrapper(&mut self, statement: &CreateForeignDataWrapper) {
        let CreateForeignDataWrapper { name, clauses, options } = statement;
        self.word("CREATE FOREIGN DATA WRAPPER");
        self.ident(name);
        self.wrapper_clauses(clauses);
        self.options(options);
    }

    pub(super) fn alter_wrapper(&mut self, statement: &AlterForeignDataWrapper) {
        let AlterForeignDataWrapper { name, clauses, options } = statement;
        self.word("ALTER FOREIGN DATA WRAPPER");
        self.ident(name);
        self.wrapper_clauses(clauses);
        self.options(options.as_deref().unwrap_or_default());
    }

    fn wrapper_clauses(&mut self, clauses: &[WrapperClause]) {
        for WrapperClause { kind, span: _ } in clauses {
            match kind {
                WrapperClauseKind::Handler(name) => {
                    self.word("HANDLER");
                    self.qualified_name(name);
                }
                WrapperClauseKind::NoHandler => self.word("NO HANDLER"),
                WrapperClauseKind::Validator(name) => {
                    self.word("VALIDATOR");
                    self.qualified_name(name);
                }
                WrapperClauseKind::NoValidator => self.word("NO VALIDATOR"),
            }
        }
    }

    pub(super) fn create_server(&mut self, statement: &CreateServer) {
        let CreateServer { if_not_exists, name, server_type, version, wrapper, options } = statement;
        self.word("CREATE SERVER");
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        self.ident(name);
        if let Some(server_type) = server_type {
            self.word("TYPE");
            self.string(server_type);
        }
        self.version(version.as_ref());
        self.word("FOREIGN DATA WRAPPER");
        self.ident(wrapper);
        self.options(options);
    }

    pub(super) fn alter_server(&mut self, statement: &AlterServer) {
        let AlterServer { name, version, options } = statement;
        self.word("ALTER SERVER");
        self.ident(name);
        self.version(version.as_ref());
        self.options(options.as_deref().unwrap_or_default());
    }

    fn version(&mut self, version: Option<&Version>) {
        match version {
            None => {}
            Some(Version::Null) => self.word("VERSION NULL"),
            Some(Version::Value(value)) => {
                self.word("VERSION");
                self.string(value);
            }
        }
    }

    pub(super) fn create_mapping(&mut self, statement: &CreateUserMapping) {
        let CreateUserMapping { if_not_exists, user, server, options } = statement;
        self.word("CREATE USER MAPPING");
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        self.word("FOR");
        self.role(user);
        self.word("SERVER");
        self.ident(server);
        self.options(options);
    }

    pub(super) fn alter_mapping(&mut self, statement: &AlterUserMapping) {
        let AlterUserMapping { user, server, options } = statement;
        self.word("ALTER USER MAPPING FOR");
        self.role(user);
        self.word("SERVER");
        self.ident(server);
        self.options(options);
    }

    pub(super) fn drop_mapping(&mut self, statement: &DropUserMapping) {
        let DropUserMapping { if_exists, user, server } = statement;
        self.word("DROP USER MAPPING");
        self.word_if(*if_exists, "IF EXISTS");
        self.word("FOR");
        self.role(user);
        self.word("SERVER");
        self.ident(server);
    }

    pub(super) fn drop_objects(&mut self, statement: &Drop) {
        let Drop { kind, if_exists, names, behavior } = statement;
        self.word("DROP");
        self.word(kind_words(*kind));
        self.word_if(*if_exists, "IF EXISTS");
        self.idents(names);
        self.behavior(*behavior);
    }

    pub(super) fn alter_owner(&mut self, statement: &AlterOwner) {
        let AlterOwner { kind, name, owner } = statement;
        self.word("ALTER");
        self.word(kind_words(*kind));
        self.ident(name);
        self.word("OWNER TO");
        self.role(owner);
    }

    pub(super) fn rename(&mut self, statement: &Rename) {
        let Rename { kind, name, new_name } = statement;
        self.word("ALTER");
        self.word(kind_words(*kind));
        self.ident(name);
        self.word("RENAME TO");
        self.ident(new_name);
    }

    pub(super) fn comment(&mut self, statement: &Comment) {
        let Comment { target, text } = statement;
        self.word("COMMENT ON");
        self.target(target);
        self.word("IS");
        self.string_or_null(text.as_ref());
    }

    fn target(&mut self, target: &CommentTarget) {
        match target {
            CommentTarget::Object(kind, name) => {
                self.word(kind_words(*kind));
                self.ident(name);
            }
            CommentTarget::Relation(kind, name) => {
                self.word(kind.words());
                self.qualified_name(name);
            }
            CommentTarget::Column(name) => {
                self.word("COLUMN");
                self.qualified_name(name);
            }
            CommentTarget::Routine(kind, signature) => {
                self.word(kind.word());
                self.signature(signature);
            }
            CommentTarget::RelationPart(part, name, relation) => {
                self.word(part.word());
                self.ident(name);
                self.word("ON");
                self.qualified_name(relation);
            }
            CommentTarget::DomainConstraint(name, domain) => {
                self.word("CONSTRAINT");
                self.ident(name);
                self.word("ON DOMAIN");
                self.qualified_name(domain);
            }
            CommentTarget::Type(name) => {
                self.word("TYPE");
                self.type_name(name);
            }
            CommentTarget::Domain(name) => {
                self.word("DOMAIN");
                self.type_name(name);
            }
        }
    }

    pub(super) fn alter_extension(&mut self, statement: &AlterExtension) {
        let AlterExtension { name, change } = statement;
        self.word("ALTER EXTENSION");
        self.ident(name);
        match change {
            ExtensionChange::Update(versions) => {
                self.word("UPDATE");
                for version in versions {
                    self.word("TO");
                    self.value(&version.name);
                }
            }
            ExtensionChange::SetSchema(schema) => {
                self.word("SET SCHEMA");
                self.ident(schema);
            }
            ExtensionChange::Add(target) => {
                self.word("ADD");
                self.target(target);
            }
            ExtensionChange::Drop(target) => {
                self.word("DROP");
                self.target(target);
            }
        }
    }

    pub(super) fn create_extension(&mut self, statement: &CreateExtension) {
        let CreateExtension { if_not_exists, name, options } = statement;
        self.word("CREATE EXTENSION");
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        self.ident(name);
        for ExtensionOption { kind, span: _ } in options {
            match kind {
                ExtensionOptionKind::Schema(schema) => {
                    self.word("SCHEMA");
                    self.ident(schema);
                }
                ExtensionOptionKind::Version(version) => {
                    self.word("VERSION");
                    self.value(version);
                }
                ExtensionOptionKind::Cascade => self.word("CASCADE"),
            }
        }
    }
}
