//! ALTER and DROP of relations.

use super::Printer;
use crate::ast::{
    AlterAction, AlterActionKind, AlterRelation, ColumnChange, DetachMode, DropRelations, IdentityChange, NamedAction,
    PlainAction, RelationExpression, RelationKind, RenameRelation, RenamedPart, SequenceOptionKind, SetRelationSchema,
};

impl Printer {
    fn alter(&mut self, kind: RelationKind, if_exists: bool, relation: &RelationExpression) {
        self.word("ALTER");
        self.word(kind.words());
        self.word_if(if_exists, "IF EXISTS");
        self.relation_expression(relation);
    }

    pub(super) fn relation_expression(&mut self, relation: &RelationExpression) {
        let RelationExpression { only, name } = relation;
        self.word_if(*only, "ONLY");
        self.qualified_name(name);
    }

    pub(super) fn drop_relations(&mut self, statement: &DropRelations) {
        let DropRelations { kind, concurrently, if_exists, names, behavior } = statement;
        self.word("DROP");
        self.word(kind.words());
        self.word_if(*concurrently, "CONCURRENTLY");
        self.word_if(*if_exists, "IF EXISTS");
        self.qualified_names(names);
        self.behavior(*behavior);
    }

    pub(super) fn rename_relation(&mut self, statement: &RenameRelation) {
        let RenameRelation { kind, if_exists, relation, part, new_name } = statement;
        self.alter(*kind, *if_exists, relation);
        self.word("RENAME");
        match part {
            RenamedPart::Relation => {}
            RenamedPart::Column(name) => self.word_and_ident("COLUMN", Some(name)),
            RenamedPart::Constraint(name) => self.word_and_ident("CONSTRAINT", Some(name)),
        }
        self.word_and_ident("TO", Some(new_name));
    }

    pub(super) fn set_relation_schema(&mut self, statement: &SetRelationSchema) {
        let SetRelationSchema { kind, if_exists, relation, schema } = statement;
        self.alter(*kind, *if_exists, relation);
        self.word_and_ident("SET SCHEMA", Some(schema));
    }

    pub(super) fn alter_relation(&mut self, statement: &AlterRelation) {
        let AlterRelation { kind, if_exists, relation, actions } = statement;
        self.alter(*kind, *if_exists, relation);
        self.list(actions, Self::alter_action);
    }

    fn alter_action(&mut self, action: &AlterAction) {
        let AlterAction { kind, span: _ } = action;
        match kind {
            AlterActionKind::AddColumn { if_not_exists, column } => {
                self.word("ADD COLUMN");
                self.word_if(*if_not_exists, "IF NOT EXISTS");
                self.column_definition(column);
            }
            AlterActionKind::DropColumn { if_exists, column, behavior } => {
                self.word("DROP COLUMN");
                self.word_if(*if_exists, "IF EXISTS");
                self.ident(column);
                self.behavior(*behavior);
            }
            AlterActionKind::AlterColumn { column, change } => {
                self.word_and_ident("ALTER COLUMN", Some(column));
                self.column_change(change);
            }
            AlterActionKind::SetStatisticsOfNumber { number, target } => {
                self.word("ALTER COLUMN");
                self.number(number);
                self.word("SET STATISTICS");
                self.number(target);
            }
            AlterActionKind::AddConstraint(constraint) => {
                self.word("ADD");
                self.table_constraint(constraint);
            }
            AlterActionKind::AlterConstraint { name, attributes } => {
                self.word_and_ident("ALTER CONSTRAINT", Some(name));
                self.constraint_attributes(*attributes);
            }
            AlterActionKind::ValidateConstraint(name) => self.word_and_ident("VALIDATE CONSTRAINT", Some(name)),
            AlterActionKind::DropConstraint { if_exists, name, behavior } => {
                self.word("DROP CONSTRAINT");
                self.word_if(*if_exists, "IF EXISTS");
                self.ident(name);
                self.behavior(*behavior);
            }
            AlterActionKind::OwnerTo(owner) => {
                self.word("OWNER TO");
                self.role(owner);
            }
            AlterActionKind::Options(options) => self.options(options),
            AlterActionKind::Inherit(name) => self.word_and_name("INHERIT", name),
            AlterActionKind::NoInherit(name) => self.word_and_name("NO INHERIT", name),
            AlterActionKind::OfType(name) => self.word_and_name("OF", name),
            AlterActionKind::SetParameters(parameters) => {
                self.word("SET");
                self.enclosed(parameters, Self::storage_parameter);
            }
            AlterActionKind::ResetParameters(parameters) => {
                self.word("RESET");
                self.enclosed(parameters, Self::storage_parameter);
            }
            AlterActionKind::AttachPartition { partition, bound } => {
                self.word_and_name("ATTACH PARTITION", partition);
                self.partition_bound(bound);
            }
            AlterActionKind::DetachPartition { partition, mode } => {
                self.word_and_name("DETACH PARTITION", partition);
                match mode {
                    DetachMode::Plain => {}
                    DetachMode::Concurrently => self.word("CONCURRENTLY"),
                    DetachMode::Finalize => self.word("FINALIZE"),
                }
            }
            AlterActionKind::AttachIndex(index) => self.word_and_name("ATTACH PARTITION", index),
            AlterActionKind::Plain(action) => {
                let words = PlainAction::WORDS.iter().find(|(known, _)| known == action);
                self.word(words.map_or("", |(_, words)| words));
            }
            AlterActionKind::Named(action, name) => {
                let words = NamedAction::WORDS.iter().find(|(known, _)| known == action);
                self.word_and_ident(words.map_or("", |(_, words)| words), Some(name));
            }
            AlterActionKind::SetDistribution { parameters, distribution } => {
                self.word("SET");
                self.with_parameters(parameters);
                self.distribution(distribution.as_ref());
            }
        }
    }

    fn column_change(&mut self, change: &ColumnChange) {
        match change {
            ColumnChange::SetDefault(expression) => {
                self.word("SET DEFAULT");
                self.expression(expression);
            }
            ColumnChange::DropDefault => self.word("DROP DEFAULT"),
            ColumnChange::SetNotNull => self.word("SET NOT NULL"),
            ColumnChange::DropNotNull => self.word("DROP NOT NULL"),
            ColumnChange::DropExpression { if_exists } => {
                self.word("DROP EXPRESSION");
                self.word_if(*if_exists, "IF EXISTS");
            }
            ColumnChange::SetStatistics(target) => {
                self.word("SET STATISTICS");
                self.number(target);
            }
            ColumnChange::SetParameters(parameters) => {
                self.word("SET");
                self.enclosed(parameters, Self::storage_parameter);
            }
            ColumnChange::ResetParameters(parameters) => {
                self.word("RESET");
                self.enclosed(parameters, Self::storage_parameter);
            }
            ColumnChange::SetStorage(storage) => self.word_and_ident_or_default("SET STORAGE", Some(storage)),
            ColumnChange::SetCompression(method) => self.word_and_ident_or_default("SET COMPRESSION", Some(method)),
            ColumnChange::AddIdentity { when, options } => {
                self.word("ADD");
                self.generated_when(*when);
                self.word("AS IDENTITY");
                self.enclosed_sequence_options(options);
            }
            ColumnChange::AlterIdentity(changes) => {
                for change in changes {
                    match change {
                        IdentityChange::Generated(when) => {
                            self.word("SET");
                            self.generated_when(*when);
                        }
                        IdentityChange::Sequence(option) => {
                            self.word_if(!matches!(option.kind, SequenceOptionKind::Restart(_)), "SET");
                            self.sequence_option(option);
                        }
                    }
                }
            }
            ColumnChange::DropIdentity { if_exists } => {
                self.word("DROP IDENTITY");
                self.word_if(*if_exists, "IF EXISTS");
            }
            ColumnChange::Type { type_name, collation, using } => {
                self.word("TYPE");
                self.type_name(type_name);
                self.collation(collation.as_ref());
                if let Some(using) = using {
                    self.word("USING");
                    self.expression(using);
                }
            }
            ColumnChange::Options(options) => self.options(options),
        }
    }
}
