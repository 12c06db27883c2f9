//! Tables, foreign tables and their partitions.

use super::Printer;
use crate::ast::{
    ColumnDefinition, CreateForeignTable, CreateTable, Distribution, LikeClause, LikeOption, OnCommit, PartitionBound,
    PartitionBoundKind, PartitionBy, PartitionElement, PartitionKey, Persistence, TableElement, TableSource, Tag,
};

impl Printer {
    pub(super) fn create_table(&mut self, statement: &CreateTable) {
        let CreateTable {
            persistence,
            if_not_exists,
            name,
            source,
            partition_by,
            access_method,
            parameters,
            on_commit,
            tablespace,
            distribution,
            tags,
        } = statement;
        self.word("CREATE");
        self.persistence(*persistence);
        self.word("TABLE");
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        self.qualified_name(name);
        self.table_source(source);
        if let Some(partition_by) = partition_by {
            self.partition_by(partition_by);
        }
        self.word_and_ident("USING", access_method.as_ref());
        self.with_parameters(parameters);
        self.on_commit(*on_commit);
        self.word_and_ident("TABLESPACE", tablespace.as_ref());
        self.distribution(distribution.as_ref());
        self.tags(tags);
    }

    pub(super) fn on_commit(&mut self, on_commit: Option<OnCommit>) {
        match on_commit {
            None => {}
            Some(OnCommit::Drop) => self.word("ON COMMIT DROP"),
            Some(OnCommit::DeleteRows) => self.word("ON COMMIT DELETE ROWS"),
            Some(OnCommit::PreserveRows) => self.word("ON COMMIT PRESERVE ROWS"),
        }
    }

    pub(super) fn create_foreign_table(&mut self, statement: &CreateForeignTable) {
        let CreateForeignTable { if_not_exists, name, source, server, options, distribution, tags } = statement;
        self.word("CREATE FOREIGN TABLE");
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        self.qualified_name(name);
        self.table_source(source);
        self.word_and_ident("SERVER", Some(server));
        self.options(options);
        self.distribution(distribution.as_ref());
        self.tags(tags);
    }

    pub(super) fn persistence(&mut self, persistence: Persistence) {
        match persistence {
            Persistence::Permanent => {}
            Persistence::Temporary => self.word("TEMPORARY"),
            Persistence::Unlogged => self.word("UNLOGGED"),
        }
    }

    fn table_source(&mut self, source: &TableSource) {
        match source {
            TableSource::Elements { elements, inherits } => {
                self.enclosed(elements, Self::table_element);
                if !inherits.is_empty() {
                    self.word("INHERITS");
                    self.enclosed(inherits, Self::qualified_name);
                }
            }
            TableSource::Type { name, elements } => {
                self.word("OF");
                self.qualified_name(name);
                self.typed_elements(elements);
            }
            TableSource::Partition { parent, elements, bound } => {
                self.word("PARTITION OF");
                self.qualified_name(parent);
                self.typed_elements(elements);
                self.partition_bound(bound);
            }
        }
    }

    fn typed_elements(&mut self, elements: &[TableElement]) {
        if !elements.is_empty() {
            self.enclosed(elements, Self::table_element);
        }
    }

    pub(super) fn table_element(&mut self, element: &TableElement) {
        match element {
            TableElement::Column(column) => self.column_definition(column),
            TableElement::Constraint(constraint) => self.table_constraint(constraint),
            TableElement::Like(clause) => self.like_clause(clause),
        }
    }

    pub(super) fn column_definition(&mut self, column: &ColumnDefinition) {
        let ColumnDefinition {
            name,
            type_name,
            storage,
            compression,
            options,
            collation,
            constraints,
            encoding,
            span: _,
        } = column;
        self.ident(name);
        if let Some(type_name) = type_name {
            self.type_name(type_name);
        }
        self.word_and_ident_or_default("STORAGE", storage.as_ref());
        self.word_and_ident_or_default("COMPRESSION", compression.as_ref());
        self.options(options);
        self.collation(collation.as_ref());
        constraints.iter().for_each(|constraint| self.column_constraint(constraint));
        if !encoding.is_empty() {
            self.word("ENCODING");
            self.enclosed(encoding, Self::storage_parameter);
        }
    }

    fn like_clause(&mut self, clause: &LikeClause) {
        let LikeClause { relation, options, span: _ } = clause;
        self.word("LIKE");
        self.qualified_name(relation);
        for (is_included, option) in options {
            self.word(if *is_included { "INCLUDING" } else { "EXCLUDING" });
            let word = LikeOption::WORDS.iter().find(|(known, _)| known == option);
            self.word(word.map_or("", |(_, word)| word));
        }
    }

    fn partition_by(&mut self, partition_by: &PartitionBy) {
        let PartitionBy { strategy, elements, span: _ } = partition_by;
        self.word_and_ident("PARTITION BY", Some(strategy));
        self.enclosed(elements, |printer, element| {
            let PartitionElement { key, collation, operator_class, span: _ } = element;
            printer.partition_key(key);
            printer.collation(collation.as_ref());
            if let Some(operator_class) = operator_class {
                printer.qualified_name(operator_class);
            }
        });
    }

    pub(super) fn partition_key(&mut self, key: &PartitionKey) {
        match key {
            PartitionKey::Column(name) => self.ident(name),
            PartitionKey::Expression(expression) => self.enclosed_expression(expression),
        }
    }

    pub(super) fn partition_bound(&mut self, bound: &PartitionBound) {
        let PartitionBound { kind, span: _, location: _ } = bound;
        match kind {
            PartitionBoundKind::Default => self.word("DEFAULT"),
            PartitionBoundKind::In(values) => {
                self.word("FOR VALUES IN");
                self.enclosed(values, Self::expression);
            }
            PartitionBoundKind::Range { from, to } => {
                self.word("FOR VALUES FROM");
                self.enclosed(from, Self::expression);
                self.word("TO");
                self.enclosed(to, Self::expression);
            }
            PartitionBoundKind::Hash { modulus, remainder } => {
                self.word("FOR VALUES WITH (MODULUS");
                self.number(modulus);
                self.word(", REMAINDER");
                self.number(remainder);
                self.out.push(')');
            }
        }
    }

    pub(super) fn distribution(&mut self, distribution: Option<&Distribution>) {
        match distribution {
            None => {}
            Some(Distribution::Randomly) => self.word("DISTRIBUTED RANDOMLY"),
            Some(Distribution::Replicated) => self.word("DISTRIBUTED REPLICATED"),
            Some(Distribution::By(columns)) => {
                self.word("DISTRIBUTED BY");
                self.enclosed(columns, |printer, (column, operator_class)| {
                    printer.ident(column);
                    if let Some(operator_class) = operator_class {
                        printer.qualified_name(operator_class);
                    }
                });
            }
        }
    }

    fn tags(&mut self, tags: &[Tag]) {
        if !tags.is_empty() {
            self.word("TAG");
            self.enclosed(tags, |printer, Tag { name, value }| {
                printer.ident(name);
                printer.word("=");
                printer.string(value);
            });
        }
    }
}
