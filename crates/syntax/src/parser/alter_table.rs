//! ALTER of tables, foreign tables, views, sequences and indexes.

use super::cursor::{Parser, Result};
use super::name::IfClause;
use super::table_constraint::Allowed;
use crate::ast::{
    AlterAction, AlterActionKind, AlterRelation, DetachMode, NamedAction, PlainAction, RelationExpression,
    RelationKind, RenameRelation, RenamedPart, SetRelationSchema, Statement,
};
use crate::keyword::Keyword;
use crate::scanner::TokenKind;

impl<'a> Parser<'a> {
    /// ```text
    /// ALTER { TABLE | FOREIGN TABLE } [ IF EXISTS ] [ ONLY ] name [ * ] action [, ... ]
    /// ALTER { VIEW | MATERIALIZED VIEW | SEQUENCE | INDEX } [ IF EXISTS ] name action [, ... ]
    /// ALTER ... [ IF EXISTS ] name RENAME [ COLUMN ] column_name TO new_column_name
    /// ALTER TABLE [ IF EXISTS ] name RENAME CONSTRAINT constraint_name TO new_constraint_name
    /// ALTER ... [ IF EXISTS ] name RENAME TO new_name
    /// ALTER ... [ IF EXISTS ] name SET SCHEMA new_schema
    /// ALTER TABLE [ IF EXISTS ] name ATTACH PARTITION partition_name { FOR VALUES bound | DEFAULT }
    /// ALTER TABLE [ IF EXISTS ] name DETACH PARTITION partition_name [ CONCURRENTLY | FINALIZE ]
    /// ```
    /// From `IF` on.
    pub(super) fn alter_relation(&mut self, kind: RelationKind) -> Result<Statement<'a>> {
        let has_descendants = matches!(kind, RelationKind::Table | RelationKind::ForeignTable);
        let is_stored = matches!(kind, RelationKind::Table | RelationKind::Index | RelationKind::MaterializedView);
        if is_stored && self.accept(Keyword::All) {
            return self.move_all(kind);
        }
        let (if_exists, relation) = match self.if_clause([Keyword::Exists])? {
            IfClause::Name(_, first) => {
                let name = self.relation_name_from(first)?;
                let relation = RelationExpression { only: false, name };
                (false, if has_descendants { self.with_descendants(relation.name) } else { relation })
            }
            clause => {
                let if_exists = matches!(clause, IfClause::Present);
                let relation = if has_descendants {
                    self.relation_expression()?
                } else {
                    RelationExpression { only: false, name: self.relation_name()? }
                };
                (if_exists, relation)
            }
        };
        match self.peek_keyword() {
            Some(Keyword::Rename) => return self.rename_relation(kind, if_exists, relation),
            Some(Keyword::Set) if kind != RelationKind::Index => {
                let mark = self.mark();
                self.advance();
                if self.accept(Keyword::Schema) {
                    let schema = self.column_id()?;
                    return Ok(Statement::SetRelationSchema(SetRelationSchema { kind, if_exists, relation, schema }));
                }
                self.restore(mark);
            }
            Some(Keyword::Depends) if !if_exists && depends_on_extensions(kind) => {
                return self.depends_on_extension(kind);
            }
            Some(Keyword::No) if depends_on_extensions(kind) || kind == RelationKind::Sequence => {
                let mark = self.mark();
                self.advance();
                let next = self.peek_keyword();
                if next == Some(Keyword::Depends) && !if_exists && depends_on_extensions(kind) {
                    return self.depends_on_extension(kind);
                }
                self.restore(mark);
                if kind == RelationKind::Sequence
                    && matches!(next, Some(Keyword::Cycle | Keyword::Maxvalue | Keyword::Minvalue))
                {
                    return self.alter_sequence(if_exists, relation.name);
                }
            }
            Some(word) if kind == RelationKind::Sequence && self.begins_sequence_option(word) => {
                return self.alter_sequence(if_exists, relation.name);
            }
            Some(Keyword::Attach | Keyword::Detach) if matches!(kind, RelationKind::Table | RelationKind::Index) => {
                let action = self.partition_action(kind)?;
                return Ok(Statement::AlterRelation(AlterRelation {
                    kind,
                    if_exists,
                    relation,
                    actions: vec![action],
                }));
            }
            _ => {}
        }
        let mut actions = Vec::new();
        loop {
            if self.begins_old_partition_action()? {
                return self.unsupported(kind.alter_tag());
            }
            actions.push(self.alter_action()?);
            if !self.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        Ok(Statement::AlterRelation(AlterRelation { kind, if_exists, relation, actions }))
    }

    /// `IN TABLESPACE name [ OWNED BY role [, ...] ] SET TABLESPACE name [ NOWAIT ]`
    fn move_all(&mut self, kind: RelationKind) -> Result<Statement<'a>> {
        self.expect([Keyword::In, Keyword::Tablespace])?;
        self.column_id()?;
        if self.accept(Keyword::Owned) {
            self.expect([Keyword::By])?;
            self.role_specs()?;
        }
        self.expect([Keyword::Set, Keyword::Tablespace])?;
        self.column_id()?;
        self.accept(Keyword::Nowait);
        self.unsupported_at_end(kind.alter_tag())
    }

    fn begins_sequence_option(&self, word: Keyword) -> bool {
        use Keyword::{As, Cache, Cycle, Increment, Maxvalue, Minvalue, Owned, Restart, Sequence, Start};
        [As, Cache, Cycle, Increment, Maxvalue, Minvalue, Owned, Restart, Sequence, Start].contains(&word)
            || matches!(word, Keyword::Logged | Keyword::Unlogged) && self.rules().postgresql_15_table_clauses
    }

    /// `DEPENDS ON EXTENSION name`
    fn depends_on_extension(&mut self, kind: RelationKind) -> Result<Statement<'a>> {
        self.expect([Keyword::Depends, Keyword::On, Keyword::Extension])?;
        self.column_id()?;
        self.unsupported_at_end(kind.alter_tag())
    }

    /// Whether Cloudberry's actions on partitions of old are ahead, which are not read.
    fn begins_old_partition_action(&mut self) -> Result<bool> {
        use Keyword::{
            Add, Alter, Default, Drop, Exchange, Expand, Partition, Rename, Set, Split, Subpartition, Truncate,
        };
        if !self.rules().cloudberry {
            return Ok(false);
        }
        match self.peek_keyword() {
            Some(Exchange | Split | Truncate | Expand) => Ok(true),
            Some(Add | Alter | Drop | Rename | Set) => {
                let mark = self.mark();
                self.advance();
                let mut next = self.peek_keyword();
                if next == Some(Default) {
                    self.advance();
                    next = self.peek_keyword();
                }
                self.restore(mark);
                Ok(matches!(next, Some(Partition | Subpartition)))
            }
            _ => Ok(false),
        }
    }

    fn rename_relation(
        &mut self,
        kind: RelationKind,
        if_exists: bool,
        relation: RelationExpression<'a>,
    ) -> Result<Statement<'a>> {
        self.advance();
        if self.rules().cloudberry && matches!(self.peek_keyword(), Some(Keyword::Partition | Keyword::Default)) {
            return self.unsupported(kind.alter_tag());
        }
        let has_columns = !matches!(kind, RelationKind::Sequence | RelationKind::Index);
        let part = match self.peek_keyword() {
            Some(Keyword::To) => RenamedPart::Relation,
            Some(Keyword::Constraint) if kind == RelationKind::Table => {
                self.advance();
                RenamedPart::Constraint(self.column_id()?)
            }
            _ if has_columns => {
                self.accept(Keyword::Column);
                RenamedPart::Column(self.column_id()?)
            }
            _ => return self.fail(),
        };
        self.expect([Keyword::To])?;
        let new_name = self.column_id()?;
        Ok(Statement::RenameRelation(RenameRelation { kind, if_exists, relation, part, new_name }))
    }

    /// `ATTACH PARTITION name [ bound ]` or `DETACH PARTITION name [ CONCURRENTLY | FINALIZE ]`
    fn partition_action(&mut self, kind: RelationKind) -> Result<AlterAction<'a>> {
        let first = self.peek();
        let attach = self.accept(Keyword::Attach);
        if !attach {
            if kind == RelationKind::Index {
                return self.fail();
            }
            self.advance();
        }
        self.expect([Keyword::Partition])?;
        let partition = self.relation_name()?;
        let kind = if kind == RelationKind::Index {
            AlterActionKind::AttachIndex(partition)
        } else if attach {
            AlterActionKind::AttachPartition { partition, bound: self.partition_bound()? }
        } else {
            let mode = match self.peek_keyword() {
                Some(Keyword::Concurrently) => DetachMode::Concurrently,
                Some(Keyword::Finalize) => DetachMode::Finalize,
                _ => DetachMode::Plain,
            };
            if mode != DetachMode::Plain {
                self.advance();
            }
            AlterActionKind::DetachPartition { partition, mode }
        };
        Ok(AlterAction { kind, span: self.span_from(first) })
    }

    fn alter_action(&mut self) -> Result<AlterAction<'a>> {
        let first = self.peek();
        let Some(word) = first.keyword() else { return self.fail() };
        let mark = self.mark();
        self.advance();
        let kind = match word {
            Keyword::Add => self.add_action()?,
            Keyword::Drop => self.drop_action()?,
            Keyword::Alter => self.alter_column_or_constraint()?,
            Keyword::Validate => {
                self.expect([Keyword::Constraint])?;
                AlterActionKind::ValidateConstraint(self.column_id()?)
            }
            Keyword::Owner => {
                self.expect([Keyword::To])?;
                AlterActionKind::OwnerTo(self.role_spec()?)
            }
            Keyword::Options => {
                self.restore(mark);
                AlterActionKind::Options(self.alter_options()?)
            }
            Keyword::Inherit => AlterActionKind::Inherit(self.relation_name()?),
            Keyword::No if self.accept(Keyword::Inherit) => AlterActionKind::NoInherit(self.relation_name()?),
            Keyword::Of => AlterActionKind::OfType(self.qualified_name()?),
            Keyword::Reset => AlterActionKind::ResetParameters(self.storage_parameters(true)?),
            Keyword::Set if self.peek_kind() == TokenKind::OpenParenthesis => {
                AlterActionKind::SetParameters(self.storage_parameters(true)?)
            }
            Keyword::Set
                if self.rules().cloudberry
                    && matches!(self.peek_keyword(), Some(Keyword::Distributed | Keyword::With)) =>
            {
                let parameters = self.with_parameters(true)?;
                AlterActionKind::SetDistribution { parameters, distribution: self.distribution()? }
            }
            _ => {
                self.restore(mark);
                self.action_of_words()?
            }
        };
        Ok(AlterAction { kind, span: self.span_from(first) })
    }

    /// An action that is words, or words and a name: the longest that the words ahead spell.
    fn action_of_words(&mut self) -> Result<AlterActionKind<'a>> {
        let mut read = String::new();
        loop {
            let word = self.peek_keyword().map_or("", Keyword::word);
            let length = read.len();
            if length > 0 {
                read.push(' ');
            }
            read.extend(word.chars().map(|letter| letter.to_ascii_uppercase()));
            let continues = |words: &str| {
                words.get(..read.len()) == Some(&read) && matches!(words.as_bytes().get(read.len()), None | Some(b' '))
            };
            let known = !word.is_empty()
                && (PlainAction::WORDS.iter().any(|(_, words)| continues(words))
                    || NamedAction::WORDS.iter().any(|(action, words)| {
                        continues(words)
                            && (*action != NamedAction::SetAccessMethod || self.rules().postgresql_15_table_clauses)
                    }));
            if known {
                self.advance();
                continue;
            }
            read.truncate(length);
            if let Some((action, _)) = PlainAction::WORDS.iter().find(|(_, words)| *words == read) {
                return Ok(AlterActionKind::Plain(*action));
            }
            return match NamedAction::WORDS.iter().find(|(_, words)| *words == read) {
                Some((action, _)) => Ok(AlterActionKind::Named(*action, self.column_id()?)),
                None => self.fail(),
            };
        }
    }

    /// `ADD [ COLUMN ] [ IF NOT EXISTS ] column` or `ADD constraint`
    fn add_action(&mut self) -> Result<AlterActionKind<'a>> {
        if self.is_table_constraint() {
            return Ok(AlterActionKind::AddConstraint(Box::new(self.table_constraint()?)));
        }
        self.accept(Keyword::Column);
        let mark = self.mark();
        let if_not_exists = match self.if_clause([Keyword::Not, Keyword::Exists])? {
            IfClause::Present => true,
            _ => {
                self.restore(mark);
                false
            }
        };
        Ok(AlterActionKind::AddColumn { if_not_exists, column: Box::new(self.column_definition()?) })
    }

    /// `DROP { [ COLUMN ] | CONSTRAINT } [ IF EXISTS ] name [ CASCADE | RESTRICT ]`
    fn drop_action(&mut self) -> Result<AlterActionKind<'a>> {
        let is_constraint = self.accept(Keyword::Constraint);
        if !is_constraint {
            self.accept(Keyword::Column);
        }
        let (if_exists, name) = match self.if_clause([Keyword::Exists])? {
            IfClause::Absent => (false, self.column_id()?),
            IfClause::Present => (true, self.column_id()?),
            IfClause::Name(name, _) => (false, name),
        };
        let behavior = self.drop_behavior()?;
        Ok(if is_constraint {
            AlterActionKind::DropConstraint { if_exists, name, behavior }
        } else {
            AlterActionKind::DropColumn { if_exists, column: name, behavior }
        })
    }

    fn alter_column_or_constraint(&mut self) -> Result<AlterActionKind<'a>> {
        let first = self.peek();
        if self.accept(Keyword::Constraint) {
            let name = self.column_id()?;
            let attributes = self.constraint_attributes(Allowed::ALTERED, first)?;
            return Ok(AlterActionKind::AlterConstraint { name, attributes });
        }
        self.accept(Keyword::Column);
        if self.peek_kind() == TokenKind::Integer {
            let number = self.integer()? as u32;
            self.expect([Keyword::Set, Keyword::Statistics])?;
            return Ok(AlterActionKind::SetStatisticsOfNumber { number, target: self.signed_integer()? });
        }
        let column = self.column_id()?;
        Ok(AlterActionKind::AlterColumn { column, change: self.column_change()? })
    }
}

/// Whether there is `ALTER … DEPENDS ON EXTENSION` for the kind.
fn depends_on_extensions(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::Index | RelationKind::MaterializedView)
}
