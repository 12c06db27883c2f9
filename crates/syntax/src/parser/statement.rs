//! Which statement it is.

use super::cursor::{Parser, Result};
use super::other::{begins_statement, is_altered, is_cloudberry_object, is_created, is_dropped, is_replaced};
use crate::ast::{
    Drop, DropRelations, ObjectKind, RelationKind, RoleKeyword, RoutineKind, Statement, StorageAction, TypeWord,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

/// A statement, from its first word.
pub fn statement<'a>(parser: &mut Parser<'a>) -> Result<Statement<'a>> {
    let Some(word) = parser.peek_keyword() else { return parser.query_in_parentheses() };
    match word {
        Keyword::Create => parser.create(),
        Keyword::Alter => parser.alter(),
        Keyword::Drop => parser.drop_statement(),
        Keyword::Comment => parser.comment(),
        Keyword::Grant => parser.grant(),
        Keyword::Revoke => parser.revoke(),
        Keyword::Set => parser.set(),
        Keyword::Reset => parser.reset(),
        Keyword::Begin => parser.begin(false),
        Keyword::Start => parser.begin(true),
        Keyword::Commit | Keyword::End => parser.commit(word),
        Keyword::Rollback | Keyword::Abort => parser.rollback(word),
        Keyword::Savepoint => parser.savepoint(),
        Keyword::Release => parser.release(),
        Keyword::Prepare => parser.prepare(),
        _ => parser.other_statement(word),
    }
}

impl<'a> Parser<'a> {
    /// A query that no key word begins.
    fn query_in_parentheses(&mut self) -> Result<Statement<'a>> {
        let token = self.peek();
        if token.kind() != TokenKind::OpenParenthesis && token.word() != Some(Keyword::With) {
            return self.fail();
        }
        self.only_in_full(Parser::query_statement)
    }

    /// A statement that begins with another word than those of the core.
    fn other_statement(&mut self, word: Keyword) -> Result<Statement<'a>> {
        self.only_in_full(|parser| match word {
            Keyword::Select => parser.call_or_query(),
            Keyword::Values | Keyword::Table | Keyword::With => parser.query_statement(),
            Keyword::Insert | Keyword::Update | Keyword::Delete => parser.query_statement(),
            Keyword::Explain => parser.explain(),
            Keyword::Show => parser.show(),
            Keyword::Discard => parser.discard(),
            Keyword::Reassign => parser.reassign_owned(),
            Keyword::Import => {
                parser.advance();
                parser.import_foreign_schema()
            }
            Keyword::Add if parser.rules().cloudberry => {
                parser.advance();
                parser.add_foreign_segment()
            }
            Keyword::Refresh => {
                parser.advance();
                parser.refresh_materialized_view()
            }
            _ if begins_statement(word) || word == Keyword::Retrieve => {
                parser.advance();
                parser.unsupported(word.word().to_ascii_uppercase())
            }
            _ => parser.fail(),
        })
    }

    fn create(&mut self) -> Result<Statement<'a>> {
        self.advance();
        let Some(word) = self.peek_keyword() else { return self.fail() };
        match word {
            Keyword::Server => {
                self.advance();
                self.create_server()
            }
            Keyword::Foreign => {
                self.advance();
                if self.accept(Keyword::Table) {
                    return self.only_in_full(Parser::create_foreign_table);
                }
                if let Some(is_volume) = self.foreign_catalog_word() {
                    return self.only_in_full(|parser| parser.create_foreign_catalog(is_volume));
                }
                self.expect([Keyword::Data, Keyword::Wrapper])?;
                self.create_wrapper()
            }
            Keyword::User => {
                self.advance();
                let name = self.peek();
                if !self.accept(Keyword::Mapping) {
                    return self.create_role(RoleKeyword::User);
                }
                // MAPPING is a role's name unless the words of a user mapping follow.
                if matches!(self.peek_keyword(), Some(Keyword::For | Keyword::If)) {
                    return self.create_mapping();
                }
                let spec = self.role_word(name)?;
                self.create_role_named(RoleKeyword::User, spec)
            }
            Keyword::Role => {
                self.advance();
                self.create_role(RoleKeyword::Role)
            }
            Keyword::Group => {
                self.advance();
                self.create_role(RoleKeyword::Group)
            }
            Keyword::Extension => {
                self.advance();
                self.create_extension()
            }
            _ => self.only_in_full(|parser| parser.create_other(word)),
        }
    }

    fn create_other(&mut self, word: Keyword) -> Result<Statement<'a>> {
        match word {
            Keyword::Or => {
                self.advance();
                self.expect([Keyword::Replace])?;
                if let Some(kind) = self.routine_kind(false) {
                    return self.create_routine(true, kind);
                }
                match self.create_relation(true)? {
                    Some(view) => Ok(view),
                    None => self.other_object("CREATE", is_replaced),
                }
            }
            Keyword::Schema => {
                self.advance();
                self.create_schema()
            }
            Keyword::Storage if self.rules().cloudberry => {
                self.advance();
                self.storage(StorageAction::Create)
            }
            Keyword::Index | Keyword::Unique => self.create_index(),
            Keyword::Type => {
                self.advance();
                self.create_type()
            }
            Keyword::Domain => {
                self.advance();
                self.create_domain()
            }
            _ if self.rules().cloudberry && self.begins_external_table(word) => self.create_external_table(),
            _ => {
                if let Some(kind) = self.routine_kind(false) {
                    return self.create_routine(false, kind);
                }
                match self.create_relation(false)? {
                    Some(relation) => Ok(relation),
                    None => self.other_object("CREATE", is_created),
                }
            }
        }
    }

    fn alter(&mut self) -> Result<Statement<'a>> {
        self.advance();
        let Some(word) = self.peek_keyword() else { return self.fail() };
        match word {
            Keyword::Server => {
                self.advance();
                self.alter_server()
            }
            Keyword::Foreign => {
                self.advance();
                if self.accept(Keyword::Table) {
                    return self.only_in_full(|parser| parser.alter_relation(RelationKind::ForeignTable));
                }
                self.expect([Keyword::Data, Keyword::Wrapper])?;
                self.alter_wrapper()
            }
            Keyword::User => {
                self.advance();
                let name = self.peek();
                if !self.accept(Keyword::Mapping) {
                    return self.alter_role(RoleKeyword::User, None);
                }
                if self.peek_keyword() == Some(Keyword::For) {
                    return self.alter_mapping();
                }
                let spec = self.role_word(name)?;
                self.alter_role(RoleKeyword::User, Some(spec))
            }
            Keyword::Role => {
                self.advance();
                self.alter_role(RoleKeyword::Role, None)
            }
            Keyword::Group => {
                self.advance();
                self.alter_role(RoleKeyword::Group, None)
            }
            _ => self.only_in_full(|parser| parser.alter_other(word)),
        }
    }

    fn alter_other(&mut self, word: Keyword) -> Result<Statement<'a>> {
        match word {
            Keyword::Extension => {
                self.advance();
                self.alter_extension()
            }
            Keyword::Storage if self.rules().cloudberry => {
                self.advance();
                self.storage(StorageAction::Alter)
            }
            Keyword::External if self.rules().cloudberry => {
                self.advance();
                self.expect([Keyword::Table])?;
                self.alter_relation(RelationKind::ForeignTable)
            }
            Keyword::Schema => {
                self.advance();
                self.alter_schema()
            }
            Keyword::Default => self.alter_default_privileges(),
            Keyword::Type => {
                self.advance();
                self.alter_type(TypeWord::Type)
            }
            Keyword::Domain => {
                self.advance();
                self.alter_type(TypeWord::Domain)
            }
            _ => {
                if let Some(kind) = self.routine_kind(true) {
                    return self.alter_routine(kind);
                }
                match self.relation_kind()? {
                    Some(kind) => self.alter_relation(kind),
                    None => self.other_object("ALTER", is_altered),
                }
            }
        }
    }

    /// ```text
    /// DROP { EXTENSION | FOREIGN DATA WRAPPER | SERVER | SCHEMA } [ IF EXISTS ] name [, ...] [ CASCADE | RESTRICT ]
    /// ```
    fn drop_statement(&mut self) -> Result<Statement<'a>> {
        self.advance();
        let Some(word) = self.peek_keyword() else { return self.fail() };
        let kind = match word {
            Keyword::Server => {
                self.advance();
                ObjectKind::Server
            }
            Keyword::Extension => {
                self.advance();
                ObjectKind::Extension
            }
            Keyword::Foreign => {
                self.advance();
                if self.accept(Keyword::Table) {
                    return self.only_in_full(|parser| parser.drop_relations(RelationKind::ForeignTable));
                }
                if let Some(is_volume) = self.foreign_catalog_word() {
                    return self.only_in_full(|parser| parser.drop_foreign_catalogs(is_volume));
                }
                self.expect([Keyword::Data, Keyword::Wrapper])?;
                ObjectKind::ForeignDataWrapper
            }
            Keyword::User => {
                self.advance();
                let name = self.peek();
                if !self.accept(Keyword::Mapping) {
                    return self.drop_role(None);
                }
                if matches!(self.peek_keyword(), Some(Keyword::For | Keyword::If)) {
                    return self.drop_mapping();
                }
                let spec = self.role_word(name)?;
                return self.drop_role(Some(spec));
            }
            Keyword::Role | Keyword::Group => {
                self.advance();
                return self.drop_role(None);
            }
            _ => return self.only_in_full(|parser| parser.drop_other(word)),
        };
        self.drop_objects(kind)
    }

    /// As [`Parser::drop_statement`], from `IF EXISTS` on.
    fn drop_objects(&mut self, kind: ObjectKind) -> Result<Statement<'a>> {
        let (if_exists, names) = self.dropped_names()?;
        let behavior = self.drop_behavior()?;
        Ok(Statement::Drop(Drop { kind, if_exists, names, behavior }))
    }

    fn drop_other(&mut self, word: Keyword) -> Result<Statement<'a>> {
        match word {
            Keyword::Owned => self.drop_owned(),
            Keyword::Type => {
                self.advance();
                self.drop_types(TypeWord::Type)
            }
            Keyword::Domain => {
                self.advance();
                self.drop_types(TypeWord::Domain)
            }
            Keyword::Storage if self.rules().cloudberry => {
                self.advance();
                self.storage(StorageAction::Drop)
            }
            Keyword::External if self.rules().cloudberry => {
                self.advance();
                self.accept(Keyword::Web);
                self.expect([Keyword::Table])?;
                self.drop_relations(RelationKind::ForeignTable)
            }
            Keyword::Schema => {
                self.advance();
                self.drop_objects(ObjectKind::Schema)
            }
            _ => {
                if let Some(kind) = self.routine_kind(true) {
                    return self.drop_routines(kind);
                }
                match self.relation_kind()? {
                    Some(kind) => self.drop_relations(kind),
                    None => self.other_object("DROP", is_dropped),
                }
            }
        }
    }

    /// ```text
    /// DROP { TABLE | FOREIGN TABLE | [ MATERIALIZED ] VIEW | SEQUENCE } [ IF EXISTS ] name [, ...] [ CASCADE | RESTRICT ]
    /// DROP INDEX [ CONCURRENTLY ] [ IF EXISTS ] name [, ...] [ CASCADE | RESTRICT ]
    /// ```
    /// From `CONCURRENTLY` on.
    fn drop_relations(&mut self, kind: RelationKind) -> Result<Statement<'a>> {
        let concurrently = kind == RelationKind::Index && self.accept(Keyword::Concurrently);
        let (if_exists, first) = self.old_qualified_name()?;
        let mut names = vec![first];
        while self.accept_kind(TokenKind::Comma) {
            names.push(self.qualified_name()?);
        }
        let behavior = self.drop_behavior()?;
        Ok(Statement::DropRelations(DropRelations { kind, concurrently, if_exists, names, behavior }))
    }

    /// ```text
    /// ALTER SCHEMA name { OWNER TO role | RENAME TO new_name }
    /// ```
    /// From the name on.
    fn alter_schema(&mut self) -> Result<Statement<'a>> {
        let name = self.column_id()?;
        match self.peek_keyword() {
            Some(Keyword::Owner) => self.alter_owner(ObjectKind::Schema, name),
            _ => self.rename(ObjectKind::Schema, name),
        }
    }

    /// Takes the word of a kind of routine; CREATE knows no ROUTINE.
    fn routine_kind(&mut self, may_be_either: bool) -> Option<RoutineKind> {
        let kind = match self.peek_keyword() {
            Some(Keyword::Function) => RoutineKind::Function,
            Some(Keyword::Procedure) => RoutineKind::Procedure,
            Some(Keyword::Routine) if may_be_either => RoutineKind::Routine,
            _ => return None,
        };
        self.advance();
        Some(kind)
    }

    /// Takes the words of a kind of relation in ALTER and DROP.
    fn relation_kind(&mut self) -> Result<Option<RelationKind>> {
        let kind = match self.peek_keyword() {
            Some(Keyword::Table) => RelationKind::Table,
            Some(Keyword::View) => RelationKind::View,
            Some(Keyword::Sequence) => RelationKind::Sequence,
            Some(Keyword::Index) => RelationKind::Index,
            Some(Keyword::Materialized) => RelationKind::MaterializedView,
            _ => return Ok(None),
        };
        self.advance();
        if kind == RelationKind::MaterializedView {
            self.expect([Keyword::View])?;
        }
        Ok(Some(kind))
    }

    /// Whether the word begins a new external table, which is what may be readable or writable.
    fn begins_external_table(&self, word: Keyword) -> bool {
        matches!(word, Keyword::External | Keyword::Readable | Keyword::Writable)
    }

    /// A statement about an object of another kind; fails at a word that names none.
    fn other_object(&mut self, verb: &str, is_known: fn(Keyword) -> bool) -> Result<Statement<'a>> {
        match self.peek_keyword() {
            Some(word) if is_known(word) || self.rules().cloudberry && is_cloudberry_object(word) => {
                self.advance();
                // The words that only one other can follow.
                match word {
                    Keyword::Text => self.expect([Keyword::Search])?,
                    Keyword::Access => self.expect([Keyword::Method])?,
                    Keyword::Default => self.expect([Keyword::Conversion])?,
                    Keyword::Event => self.expect([Keyword::Trigger])?,
                    Keyword::Large => self.expect([Keyword::Object])?,
                    _ => {}
                }
                self.unsupported(format!("{verb} {}", word.word().to_ascii_uppercase()))
            }
            _ => self.fail(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ast::Statement;
    use crate::{Target, parse};

    /// The name of the unsupported statement, or the error.
    fn outcome(text: &str, target: Target) -> String {
        let parse = parse(text, target);
        match (parse.error, parse.statements.first().map(|parsed| &parsed.statement)) {
            (Some(error), _) => error.message,
            (None, Some(Statement::Unsupported(statement))) => statement.name.to_string(),
            (None, other) => format!("{other:?}"),
        }
    }

    #[test]
    fn other_statements_are_known_by_name() {
        for (text, name) in [
            ("NOTIFY x, ';'", "NOTIFY"),
            ("create table t (a, b) as execute p", "CREATE TABLE"),
            ("CREATE TRIGGER ON t (a)", "CREATE TRIGGER"),
            ("ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b", "ALTER TABLE"),
            ("COMMENT ON CAST (a AS b) IS 'c'", "COMMENT"),
            ("ALTER DATABASE d SET a = 1", "ALTER DATABASE"),
            ("DROP RULE r ON t", "DROP RULE"),
            ("SET CONSTRAINTS ALL DEFERRED", "SET CONSTRAINTS"),
        ] {
            assert_eq!(outcome(text, Target::Postgresql15), name);
        }
    }

    #[test]
    fn cloudberry_has_objects_of_its_own() {
        let text = "CREATE RESOURCE QUEUE q";
        assert_eq!(outcome(text, Target::Cloudberry2), "CREATE RESOURCE");
        assert_eq!(outcome(text, Target::Postgresql15), "syntax error at or near \"RESOURCE\"");
        let text = "CREATE EXTERNAL TABLE t (a int) LOCATION ('gpfdist://h/f') FORMAT 'text'";
        let parse = parse(text, Target::Cloudberry2);
        assert!(matches!(parse.statements[0].statement, Statement::CreateExternalTable(_)));
        assert_eq!(outcome(text, Target::Postgresql15), "syntax error at or near \"EXTERNAL\"");
    }

    #[test]
    fn reserved_words_differ_between_targets() {
        let near = |word: &str| format!("syntax error at or near \"{word}\"");
        for (name, targets) in [
            ("partition", [true, true, false]),
            ("decode", [true, true, false]),
            ("log", [true, true, false]),
            ("system_user", [false, true, false]),
            ("median", [false, false, false]),
        ] {
            for (target, refused) in Target::ALL.into_iter().zip(targets) {
                let outcome = outcome(&format!("CREATE SERVER {name} FOREIGN DATA WRAPPER w"), target);
                assert_eq!(outcome == near(name), refused, "{name} in {target:?}: {outcome}");
            }
        }
    }

    #[test]
    fn numbers_differ_between_targets() {
        for (text, cloudberry_2, cloudberry_main) in [
            (
                "CREATE SERVER 1abc",
                "syntax error at or near \"1\"",
                "trailing junk after numeric literal at or near \"1abc\"",
            ),
            ("CREATE SERVER 0x1F", "syntax error at or near \"0\"", "syntax error at or near \"0x1F\""),
        ] {
            assert_eq!(outcome(text, Target::Cloudberry2), cloudberry_2);
            assert_eq!(outcome(text, Target::CloudberryMain), cloudberry_main);
        }
    }
}
