//! CREATE, ALTER and DROP of types and domains.

use super::Printer;
use crate::ast::{AlterType, AttributeChange, CreateDomain, CreateType, DropTypes, TypeChange, TypeDefinition};

impl Printer {
    pub(super) fn create_type(&mut self, statement: &CreateType) {
        let CreateType { name, definition } = statement;
        self.word_and_name("CREATE TYPE", name);
        match definition {
            TypeDefinition::Shell => {}
            TypeDefinition::Composite(attributes) => {
                self.word("AS");
                self.enclosed(attributes, Self::column_definition);
            }
            TypeDefinition::Enum(labels) => {
                self.word("AS ENUM");
                self.enclosed(labels, Self::string);
            }
            TypeDefinition::Range(parameters) => {
                self.word("AS RANGE");
                self.enclosed(parameters, Self::storage_parameter);
            }
            TypeDefinition::Base(parameters) => self.enclosed(parameters, Self::storage_parameter),
        }
    }

    pub(super) fn create_domain(&mut self, statement: &CreateDomain) {
        let CreateDomain { name, type_name, collation, constraints } = statement;
        self.word_and_name("CREATE DOMAIN", name);
        self.word("AS");
        self.type_name(type_name);
        self.collation(collation.as_ref());
        constraints.iter().for_each(|constraint| self.column_constraint(constraint));
    }

    pub(super) fn drop_types(&mut self, statement: &DropTypes) {
        let DropTypes { word, if_exists, names, behavior } = statement;
        self.word("DROP");
        self.word(word.word());
        self.word_if(*if_exists, "IF EXISTS");
        self.list(names, Self::type_name);
        self.behavior(*behavior);
    }

    pub(super) fn alter_type(&mut self, statement: &AlterType) {
        let AlterType { word, name, change } = statement;
        self.word("ALTER");
        self.word_and_name(word.word(), name);
        match change {
            TypeChange::Owner(role) => {
                self.word("OWNER TO");
                self.role(role);
            }
            TypeChange::Rename(name) => self.word_and_ident("RENAME TO", Some(name)),
            TypeChange::Schema(name) => self.word_and_ident("SET SCHEMA", Some(name)),
            TypeChange::AddValue { if_not_exists, value, place } => {
                self.word("ADD VALUE");
                self.word_if(*if_not_exists, "IF NOT EXISTS");
                self.string(value);
                if let Some((is_before, neighbour)) = place {
                    self.word(if *is_before { "BEFORE" } else { "AFTER" });
                    self.string(neighbour);
                }
            }
            TypeChange::RenameValue(old, new) => {
                self.word("RENAME VALUE");
                self.string(old);
                self.word("TO");
                self.string(new);
            }
            TypeChange::RenameAttribute(old, new, behavior) => {
                self.word_and_ident("RENAME ATTRIBUTE", Some(old));
                self.word_and_ident("TO", Some(new));
                self.behavior(*behavior);
            }
            TypeChange::Attributes(changes) => self.list(changes, Self::attribute_change),
            TypeChange::Properties(parameters) => {
                self.word("SET");
                self.enclosed(parameters, Self::storage_parameter);
            }
            TypeChange::Default(Some(expression)) => {
                self.word("SET DEFAULT");
                self.expression(expression);
            }
            TypeChange::Default(None) => self.word("DROP DEFAULT"),
            TypeChange::NotNull(is_set) => self.word(if *is_set { "SET NOT NULL" } else { "DROP NOT NULL" }),
            TypeChange::AddConstraint(constraint) => {
                self.word("ADD");
                self.table_constraint(constraint);
            }
            TypeChange::DropConstraint { if_exists, name, behavior } => {
                self.word("DROP CONSTRAINT");
                self.word_if(*if_exists, "IF EXISTS");
                self.ident(name);
                self.behavior(*behavior);
            }
            TypeChange::ValidateConstraint(name) => self.word_and_ident("VALIDATE CONSTRAINT", Some(name)),
            TypeChange::RenameConstraint(old, new) => {
                self.word_and_ident("RENAME CONSTRAINT", Some(old));
                self.word_and_ident("TO", Some(new));
            }
        }
    }

    fn attribute_change(&mut self, change: &AttributeChange) {
        let behavior = match change {
            AttributeChange::Add(column, behavior) => {
                self.word("ADD ATTRIBUTE");
                self.column_definition(column);
                behavior
            }
            AttributeChange::Drop(if_exists, name, behavior) => {
                self.word("DROP ATTRIBUTE");
                self.word_if(*if_exists, "IF EXISTS");
                self.ident(name);
                behavior
            }
            AttributeChange::Type(column, behavior) => {
                self.word("ALTER ATTRIBUTE");
                self.ident(&column.name);
                self.word("TYPE");
                column.type_name.iter().for_each(|name| self.type_name(name));
                self.collation(column.collation.as_ref());
                behavior
            }
        };
        self.behavior(*behavior);
    }
}
