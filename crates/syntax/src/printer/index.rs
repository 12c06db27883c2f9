//! CREATE INDEX.

use super::Printer;
use crate::ast::{CreateIndex, IndexElement};

impl Printer {
    pub(super) fn create_index(&mut self, statement: &CreateIndex) {
        let CreateIndex {
            is_unique,
            concurrently,
            if_not_exists,
            name,
            relation,
            access_method,
            elements,
            include,
            nulls_not_distinct,
            parameters,
            tablespace,
            condition,
        } = statement;
        self.word("CREATE");
        self.word_if(*is_unique, "UNIQUE");
        self.word("INDEX");
        self.word_if(*concurrently, "CONCURRENTLY");
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        name.iter().for_each(|name| self.ident(name));
        self.word("ON");
        self.relation_expression(relation);
        self.word_and_ident("USING", access_method.as_ref());
        self.enclosed(elements, Self::index_element);
        if !include.is_empty() {
            self.word("INCLUDE");
            self.enclosed(include, Self::index_element);
        }
        self.word_if(*nulls_not_distinct, "NULLS NOT DISTINCT");
        self.with_parameters(parameters);
        self.word_and_ident("TABLESPACE", tablespace.as_ref());
        if let Some(condition) = condition {
            self.word("WHERE");
            self.expression(condition);
        }
    }

    fn index_element(&mut self, element: &IndexElement) {
        let IndexElement { key, collation, operator_class, parameters, order, span: _ } = element;
        self.partition_key(key);
        self.collation(collation.as_ref());
        operator_class.iter().for_each(|name| self.qualified_name(name));
        if !parameters.is_empty() {
            self.enclosed(parameters, Self::storage_parameter);
        }
        self.word_if(!order.is_empty(), order);
    }
}
