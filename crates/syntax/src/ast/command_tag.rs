//! The names by which the server calls statements.

use super::{MadeOfQuery, ObjectKind, RelationKind, RoutineKind, Statement, StorageAction, TypeWord};

/// The tags of one kind of object: CREATE, ALTER and DROP.
type Tags = [&'static str; 3];

const CREATE: usize = 0;
const ALTER: usize = 1;
const DROP: usize = 2;

fn object(kind: ObjectKind) -> Tags {
    match kind {
        ObjectKind::ForeignDataWrapper => {
            ["CREATE FOREIGN DATA WRAPPER", "ALTER FOREIGN DATA WRAPPER", "DROP FOREIGN DATA WRAPPER"]
        }
        ObjectKind::Server => ["CREATE SERVER", "ALTER SERVER", "DROP SERVER"],
        ObjectKind::Extension => ["CREATE EXTENSION", "ALTER EXTENSION", "DROP EXTENSION"],
        ObjectKind::Schema => ["CREATE SCHEMA", "ALTER SCHEMA", "DROP SCHEMA"],
        ObjectKind::Role => ["CREATE ROLE", "ALTER ROLE", "DROP ROLE"],
        ObjectKind::Database => ["CREATE DATABASE", "ALTER DATABASE", "DROP DATABASE"],
        ObjectKind::Tablespace => ["CREATE TABLESPACE", "ALTER TABLESPACE", "DROP TABLESPACE"],
        ObjectKind::Language => ["CREATE LANGUAGE", "ALTER LANGUAGE", "DROP LANGUAGE"],
    }
}

fn relation(kind: RelationKind) -> Tags {
    match kind {
        RelationKind::Table => ["CREATE TABLE", "ALTER TABLE", "DROP TABLE"],
        RelationKind::ForeignTable => ["CREATE FOREIGN TABLE", "ALTER FOREIGN TABLE", "DROP FOREIGN TABLE"],
        RelationKind::View => ["CREATE VIEW", "ALTER VIEW", "DROP VIEW"],
        RelationKind::MaterializedView => {
            ["CREATE MATERIALIZED VIEW", "ALTER MATERIALIZED VIEW", "DROP MATERIALIZED VIEW"]
        }
        RelationKind::Sequence => ["CREATE SEQUENCE", "ALTER SEQUENCE", "DROP SEQUENCE"],
        RelationKind::Index => ["CREATE INDEX", "ALTER INDEX", "DROP INDEX"],
    }
}

fn routine(kind: RoutineKind) -> Tags {
    match kind {
        RoutineKind::Function => ["CREATE FUNCTION", "ALTER FUNCTION", "DROP FUNCTION"],
        RoutineKind::Procedure => ["CREATE PROCEDURE", "ALTER PROCEDURE", "DROP PROCEDURE"],
        RoutineKind::Routine => ["CREATE ROUTINE", "ALTER ROUTINE", "DROP ROUTINE"],
    }
}

fn type_tags(word: TypeWord) -> Tags {
    match word {
        TypeWord::Type => ["CREATE TYPE", "ALTER TYPE", "DROP TYPE"],
        TypeWord::Domain => ["CREATE DOMAIN", "ALTER DOMAIN", "DROP DOMAIN"],
    }
}

/// They are not altered.
fn foreign_catalog(is_volume: bool) -> Tags {
    match is_volume {
        false => ["CREATE FOREIGN CATALOG", "", "DROP FOREIGN CATALOG"],
        true => ["CREATE FOREIGN VOLUME", "", "DROP FOREIGN VOLUME"],
    }
}

impl RelationKind {
    /// The tag of its ALTER.
    pub fn alter_tag(self) -> &'static str {
        let [_, tag, _] = relation(self);
        tag
    }
}

impl Statement<'_> {
    /// The command tag of a statement that changes the catalog; none of any other.
    pub fn command_tag(&self) -> Option<&'static str> {
        let (tags, verb) = match self {
            Statement::CreateForeignDataWrapper(_) => (object(ObjectKind::ForeignDataWrapper), CREATE),
            Statement::AlterForeignDataWrapper(_) => (object(ObjectKind::ForeignDataWrapper), ALTER),
            Statement::CreateServer(_) => (object(ObjectKind::Server), CREATE),
            Statement::AlterServer(_) => (object(ObjectKind::Server), ALTER),
            Statement::CreateExtension(_) => (object(ObjectKind::Extension), CREATE),
            Statement::AlterExtension(_) => (object(ObjectKind::Extension), ALTER),
            Statement::CreateSchema(_) => (object(ObjectKind::Schema), CREATE),
            Statement::CreateRole(_) => (object(ObjectKind::Role), CREATE),
            Statement::AlterRole(_) | Statement::RenameRole(_) => (object(ObjectKind::Role), ALTER),
            Statement::DropRole(_) => (object(ObjectKind::Role), DROP),
            Statement::Drop(statement) => (object(statement.kind), DROP),
            Statement::AlterOwner(statement) => (object(statement.kind), ALTER),
            Statement::Rename(statement) => (object(statement.kind), ALTER),
            Statement::CreateTable(_) => (relation(RelationKind::Table), CREATE),
            Statement::CreateForeignTable(_) => (relation(RelationKind::ForeignTable), CREATE),
            Statement::CreateView(_) => (relation(RelationKind::View), CREATE),
            Statement::CreateIndex(_) => (relation(RelationKind::Index), CREATE),
            Statement::CreateSequence(_) => (relation(RelationKind::Sequence), CREATE),
            Statement::AlterSequence(_) => (relation(RelationKind::Sequence), ALTER),
            Statement::AlterRelation(statement) => (relation(statement.kind), ALTER),
            Statement::RenameRelation(statement) => (relation(statement.kind), ALTER),
            Statement::SetRelationSchema(statement) => (relation(statement.kind), ALTER),
            Statement::DropRelations(statement) => (relation(statement.kind), DROP),
            Statement::CreateRoutine(statement) => (routine(statement.kind), CREATE),
            Statement::AlterRoutine(statement) => (routine(statement.kind), ALTER),
            Statement::DropRoutines(statement) => (routine(statement.kind), DROP),
            Statement::CreateTableAs(statement) => {
                return Some(match statement.made {
                    MadeOfQuery::Table => "CREATE TABLE AS",
                    MadeOfQuery::SelectInto => "SELECT INTO",
                    MadeOfQuery::MaterializedView => "CREATE MATERIALIZED VIEW",
                });
            }
            Statement::RefreshMaterializedView(_) => return Some("REFRESH MATERIALIZED VIEW"),
            Statement::CreateType(_) => (type_tags(TypeWord::Type), CREATE),
            Statement::CreateDomain(_) => (type_tags(TypeWord::Domain), CREATE),
            Statement::AlterType(statement) => (type_tags(statement.word), ALTER),
            Statement::DropTypes(statement) => (type_tags(statement.word), DROP),
            Statement::CreateUserMapping(_) => return Some("CREATE USER MAPPING"),
            Statement::AlterUserMapping(_) => return Some("ALTER USER MAPPING"),
            Statement::DropUserMapping(_) => return Some("DROP USER MAPPING"),
            Statement::Comment(_) => return Some("COMMENT"),
            Statement::GrantOnObjects(statement) => return Some(if statement.is_grant { "GRANT" } else { "REVOKE" }),
            Statement::GrantRole(statement) => {
                return Some(if statement.is_grant { "GRANT ROLE" } else { "REVOKE ROLE" });
            }
            Statement::AlterDefaultPrivileges(_) => return Some("ALTER DEFAULT PRIVILEGES"),
            Statement::DropOwned(_) => return Some("DROP OWNED"),
            Statement::ReassignOwned(_) => return Some("REASSIGN OWNED"),
            Statement::Storage(statement) => {
                let tags = match statement.user {
                    None => ["CREATE STORAGE SERVER", "ALTER STORAGE SERVER", "DROP STORAGE SERVER"],
                    Some(_) => {
                        ["CREATE STORAGE USER MAPPING", "ALTER STORAGE USER MAPPING", "DROP STORAGE USER MAPPING"]
                    }
                };
                let verb = match statement.action {
                    StorageAction::Create => CREATE,
                    StorageAction::Alter => ALTER,
                    StorageAction::Drop => DROP,
                };
                (tags, verb)
            }
            Statement::CreateForeignCatalog(statement) => (foreign_catalog(statement.is_volume), CREATE),
            Statement::DropForeignCatalogs(statement) => (foreign_catalog(statement.is_volume), DROP),
            Statement::ImportForeignSchema(_) => return Some("IMPORT FOREIGN SCHEMA"),
            Statement::CreateExternalTable(_) => return Some("CREATE EXTERNAL TABLE"),
            Statement::AddForeignSegment(_) => return Some("ADD FOREIGN TABLE SEG"),
            Statement::SetIdentity(_)
            | Statement::Parameter(_)
            | Statement::Transaction(_)
            | Statement::Call(_)
            | Statement::Query(_)
            | Statement::Change(_)
            | Statement::Explain(_)
            | Statement::Unsupported(_) => return None,
        };
        tags.get(verb).copied()
    }

    /// What a read-only transaction calls a statement that it refuses.
    pub fn read_only_refusal(&self) -> Option<&str> {
        let Statement::Unsupported(statement) = self else { return self.command_tag() };
        Some(match &*statement.name {
            "TRUNCATE" => "TRUNCATE TABLE",
            name @ ("CREATE RULE" | "CREATE POLICY" | "CREATE STATISTICS" | "CREATE PUBLICATION") => name,
            name @ "CREATE TRIGGER" => name,
            _ => return None,
        })
    }

    /// What a statement is called: its command tag, or the name of one that Medlar does not execute.
    pub fn command_name(&self) -> &str {
        match self {
            Statement::Unsupported(statement) => &statement.name,
            Statement::Query(_) | Statement::Call(_) => "SELECT",
            Statement::Change(change) => change.action.word(),
            Statement::Explain(_) => "EXPLAIN",
            _ => self.command_tag().unwrap_or_default(),
        }
    }
}
