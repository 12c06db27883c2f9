//! Tables, foreign tables, views, sequences, composite types and indexes.

use medlar_catalog::{Column, ColumnReference, Constraint, ConstraintKind, Generation, Oid, Relation, RelationKind};
use medlar_engine::{displayed, displayed_index, displayed_partition_bound, displayed_partition_key, displayed_type};

use super::Dump;
use crate::relation::{foreign_key, key_columns};

impl Dump<'_> {
    /// A stored expression, with all names in their schemas.
    pub(super) fn expression(&self, text: &str, uses: &[ColumnReference]) -> String {
        displayed(self.session, text, uses)
    }

    /// A relation; what may need relations that come later goes to `later`.
    pub(super) fn relation(&mut self, oid: Oid, later: &mut Vec<String>) {
        let Some(relation) = self.catalog().relation(oid).filter(|relation| relation.extension.is_none()) else {
            return;
        };
        let name = self.in_schema(relation.schema, &relation.name);
        let kind = match relation.kind {
            RelationKind::Table | RelationKind::PartitionedTable => "TABLE",
            RelationKind::ForeignTable => "FOREIGN TABLE",
            RelationKind::View => "VIEW",
            RelationKind::MaterializedView => "MATERIALIZED VIEW",
            RelationKind::CompositeType => "TYPE",
            RelationKind::Sequence => return self.sequence(relation, &name, later),
            RelationKind::Index | RelationKind::PartitionedIndex => return self.index(relation, &name),
        };
        self.heading(&format!("{}{} {}", &kind[..1], kind[1..].to_lowercase(), relation.name));
        if let Some(query) = &relation.query {
            // The query stands as it was written: its names are looked up in the schema of the view, too.
            let schema = self.ident(self.catalog().schema_name(relation.schema));
            self.statement(&format!("SET search_path = {schema}, public"));
            let query = query.trim().trim_end_matches(';');
            self.statement(&format!("CREATE {kind} {name} AS {query}"));
            self.statement("RESET search_path");
        } else {
            self.table(relation, kind, &name);
            self.constraints(relation, &name, later);
        }
        self.belongings(oid, kind, &name);
        self.columns(relation, &name);
    }

    fn table(&mut self, relation: &Relation, kind: &str, name: &str) {
        let mut items = Vec::new();
        for (_, column) in relation.numbered_columns() {
            if column.is_local || relation.is_partition() {
                items.push(self.column(relation, column));
            }
        }
        for constraint in &relation.constraints {
            let is_own = constraint.is_local && constraint.is_validated;
            if constraint.kind == ConstraintKind::Check && is_own {
                items.push(self.check(constraint));
            }
        }
        let as_type = if relation.kind == RelationKind::CompositeType { " AS" } else { "" };
        let mut statement = format!("CREATE {kind} {name}{as_type} (\n    {}\n)", items.join(",\n    "));
        if items.is_empty() {
            statement = format!("CREATE {kind} {name}{as_type} ()");
        }
        let parents: Vec<String> = relation.parents.iter().filter_map(|oid| self.name_of(*oid)).collect();
        if !parents.is_empty() && !relation.is_partition() {
            statement.push_str(&format!(" INHERITS ({})", parents.join(", ")));
        }
        if relation.partition_key.is_some() {
            statement.push_str(&format!(" PARTITION BY {}", displayed_partition_key(self.session, relation)));
        }
        if let Some(server) = relation.server.and_then(|server| self.catalog().server_by_oid(server)) {
            statement.push_str(&format!(" SERVER {}", self.ident(&server.name)));
            statement.push_str(&self.options(&relation.options));
        }
        self.statement(&statement);
        let parent = relation.parents.first().and_then(|oid| self.catalog().relation(*oid));
        if let Some(parent) = parent.filter(|_| relation.is_partition()) {
            let bound = displayed_partition_bound(self.session, parent, &relation.partition_bound);
            let parent = self.in_schema(parent.schema, &parent.name);
            self.statement(&format!("ALTER TABLE ONLY {parent} ATTACH PARTITION {name} {bound}"));
        }
        if relation.is_partition() {
            return;
        }
        // What differs from the parents in columns that come from them.
        for (_, column) in relation.numbered_columns().filter(|(_, column)| !column.is_local) {
            let column_name = self.ident(&column.name);
            let action = match &column.default {
                Some(default) if column.generation == Generation::Default => {
                    format!("SET DEFAULT {}", self.expression(&default.expression, &default.uses))
                }
                _ => continue,
            };
            self.statement(&format!("ALTER {kind} ONLY {name} ALTER COLUMN {column_name} {action}"));
        }
    }

    fn column(&mut self, relation: &Relation, column: &Column) -> String {
        let mut text = format!("{} {}", self.ident(&column.name), displayed_type(self.session, &column.type_name));
        if relation.kind == RelationKind::ForeignTable {
            text.push_str(&self.options(&column.options));
        }
        if let Some(collation) = &column.collation {
            text.push_str(&format!(" COLLATE pg_catalog.{}", self.ident(collation)));
        }
        let expression = column.default.as_ref().map(|default| self.expression(&default.expression, &default.uses));
        match (column.generation, expression) {
            (Generation::IdentityAlways, _) => text.push_str(" GENERATED ALWAYS AS IDENTITY"),
            (Generation::IdentityByDefault, _) => text.push_str(" GENERATED BY DEFAULT AS IDENTITY"),
            (Generation::Stored, Some(expression)) => {
                text.push_str(&format!(" GENERATED ALWAYS AS ({expression}) STORED"));
            }
            (_, Some(expression)) => text.push_str(&format!(" DEFAULT {expression}")),
            (_, None) => {}
        }
        text.push_str(if column.is_not_null { " NOT NULL" } else { "" });
        text
    }

    fn check(&self, constraint: &Constraint) -> String {
        let expression = self.expression(&constraint.definition, &constraint.uses);
        let no_inherit = if constraint.is_no_inherit { " NO INHERIT" } else { "" };
        format!("CONSTRAINT {} CHECK ({expression}){no_inherit}", self.ident(&constraint.name))
    }

    /// Keys, and checks that have not been validated. Foreign keys wait until every key is there.
    fn constraints(&mut self, relation: &Relation, name: &str, later: &mut Vec<String>) {
        let foreign = if relation.kind == RelationKind::ForeignTable { "FOREIGN " } else { "" };
        let mut constraints: Vec<&Constraint> = relation.constraints.iter().collect();
        constraints.sort_unstable_by_key(|constraint| constraint.oid);
        for constraint in constraints {
            let add = format!("ALTER {foreign}TABLE ONLY {name} ADD CONSTRAINT {}", self.ident(&constraint.name));
            match constraint.kind {
                ConstraintKind::Check if constraint.is_local && !constraint.is_validated => {
                    let check = self.check(constraint);
                    // It goes down to children as it did.
                    self.statement(&format!("ALTER {foreign}TABLE {name} ADD {check} NOT VALID"));
                }
                ConstraintKind::PrimaryKey | ConstraintKind::Unique if constraint.inherited_from == 0 => {
                    let word = if constraint.kind == ConstraintKind::Unique { "UNIQUE" } else { "PRIMARY KEY" };
                    let columns = key_columns(self.session, relation, constraint);
                    self.statement(&format!("{add} {word} ({columns})"));
                }
                ConstraintKind::ForeignKey if constraint.inherited_from == 0 => {
                    // On a partitioned table it cannot be added without its partitions.
                    let add = if relation.partition_key.is_some() { add.replacen(" ONLY", "", 1) } else { add };
                    later.push(format!("{add} {}", foreign_key(self.session, relation, constraint)));
                }
                _ => {}
            }
            if let Some(comment) = &constraint.comment {
                let on = format!("{} ON {name}", self.ident(&constraint.name));
                self.comment("CONSTRAINT", &on, Some(comment));
            }
        }
    }

    /// Rights on columns, and their comments.
    fn columns(&mut self, relation: &Relation, name: &str) {
        for (_, column) in relation.numbered_columns() {
            let column_name = self.ident(&column.name);
            self.comment("COLUMN", &format!("{name}.{column_name}"), column.comment.as_deref());
            self.rights_on_column(relation.owner, &column.acl, name, &column_name);
        }
    }

    /// The sequence of an identity column comes with its column.
    fn sequence(&mut self, sequence: &Relation, name: &str, later: &mut Vec<String>) {
        let owner = sequence.owned_by.and_then(|owner| Some((self.catalog().relation(owner.oid)?, owner.column)));
        let owner = owner.and_then(|(table, number)| {
            let (_, column) = table.numbered_columns().find(|(found, _)| *found == number)?;
            Some((table, column))
        });
        let is_identity =
            |column: &Column| matches!(column.generation, Generation::IdentityAlways | Generation::IdentityByDefault);
        if !owner.is_some_and(|(_, column)| is_identity(column)) {
            self.heading(&format!("Sequence {}", sequence.name));
            self.statement(&format!("CREATE SEQUENCE {name}"));
            if let Some((table, column)) = owner {
                let column = format!("{}.{}", self.in_schema(table.schema, &table.name), self.ident(&column.name));
                later.push(format!("ALTER SEQUENCE {name} OWNED BY {column}"));
            }
            self.belongings(sequence.oid, "SEQUENCE", name);
        }
    }

    /// Indexes of keys come with their keys, those of partitions with those of the whole table.
    fn index(&mut self, relation: &Relation, name: &str) {
        let Some(index) = relation.index.as_ref().filter(|_| relation.parents.is_empty()) else { return };
        let Some(shown) = displayed_index(self.session, relation).filter(|shown| shown.of_key.is_none()) else {
            return;
        };
        let Some(table) = self.name_of(index.table) else { return };
        let unique = if index.is_unique { "UNIQUE " } else { "" };
        let own = self.ident(&relation.name);
        self.statement(&format!("CREATE {unique}INDEX {own} ON {table} USING {}", shown.definition));
        self.comment("INDEX", name, relation.comment.as_deref());
    }

    fn name_of(&self, relation: Oid) -> Option<String> {
        self.catalog().relation(relation).map(|relation| self.in_schema(relation.schema, &relation.name))
    }
}
