//! Sequences, parameters, views and schemas.

use super::Printer;
use crate::ast::{
    AlterSequence, CreateSchema, CreateSequence, CreateView, ImportForeignSchema, ImportSelection, Number,
    ParameterValue, QualifiedName, SequenceOption, SequenceOptionKind, StorageParameter,
};

impl Printer {
    pub(super) fn create_sequence(&mut self, statement: &CreateSequence) {
        let CreateSequence { persistence, if_not_exists, name, options } = statement;
        self.word("CREATE");
        self.persistence(*persistence);
        self.word("SEQUENCE");
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        self.qualified_name(name);
        options.iter().for_each(|option| self.sequence_option(option));
    }

    pub(super) fn alter_sequence(&mut self, statement: &AlterSequence) {
        let AlterSequence { if_exists, name, options } = statement;
        self.word("ALTER SEQUENCE");
        self.word_if(*if_exists, "IF EXISTS");
        self.qualified_name(name);
        options.iter().for_each(|option| self.sequence_option(option));
    }

    pub(super) fn enclosed_sequence_options(&mut self, options: &[SequenceOption]) {
        if !options.is_empty() {
            self.word("(");
            options.iter().for_each(|option| self.sequence_option(option));
            self.out.push(')');
        }
    }

    pub(super) fn sequence_option(&mut self, option: &SequenceOption) {
        let SequenceOption { kind, span: _ } = option;
        match kind {
            SequenceOptionKind::As(type_name) => {
                self.word("AS");
                self.type_name(type_name);
            }
            SequenceOptionKind::Cache(number) => self.word_and_number("CACHE", number),
            SequenceOptionKind::Logged(logged) => self.word(if *logged { "LOGGED" } else { "UNLOGGED" }),
            SequenceOptionKind::Cycle(cycle) => self.word(if *cycle { "CYCLE" } else { "NO CYCLE" }),
            SequenceOptionKind::IncrementBy(number) => self.word_and_number("INCREMENT BY", number),
            SequenceOptionKind::MaxValue(None) => self.word("NO MAXVALUE"),
            SequenceOptionKind::MaxValue(Some(number)) => self.word_and_number("MAXVALUE", number),
            SequenceOptionKind::MinValue(None) => self.word("NO MINVALUE"),
            SequenceOptionKind::MinValue(Some(number)) => self.word_and_number("MINVALUE", number),
            SequenceOptionKind::OwnedBy(name) => self.word_and_name("OWNED BY", name),
            SequenceOptionKind::Name(name) => self.word_and_name("SEQUENCE NAME", name),
            SequenceOptionKind::Start(number) => self.word_and_number("START WITH", number),
            SequenceOptionKind::Restart(None) => self.word("RESTART"),
            SequenceOptionKind::Restart(Some(number)) => self.word_and_number("RESTART WITH", number),
        }
    }

    pub(super) fn word_and_number(&mut self, words: &str, number: &Number) {
        self.word(words);
        self.signed_number(number);
    }

    pub(super) fn signed_number(&mut self, number: &Number) {
        let Number { negative, digits, span: _ } = number;
        self.blank();
        if *negative {
            self.out.push('-');
        }
        self.out.push_str(digits);
    }

    /// ` WITH (…)`; nothing without parameters.
    pub(super) fn with_parameters(&mut self, parameters: &[StorageParameter]) {
        if !parameters.is_empty() {
            self.word("WITH");
            self.enclosed(parameters, Self::storage_parameter);
        }
    }

    pub(super) fn storage_parameter(&mut self, parameter: &StorageParameter) {
        let StorageParameter { namespace, name, value, span: _ } = parameter;
        match namespace {
            Some(namespace) => {
                self.ident(namespace);
                self.out.push('.');
                super::push_ident(&mut self.out, &name.name, self.rules);
            }
            None => self.ident(name),
        }
        if let Some(value) = value {
            self.word("=");
            self.parameter_value(value);
        }
    }

    pub(super) fn parameter_value(&mut self, value: &ParameterValue) {
        match value {
            ParameterValue::Type(type_name) => self.type_name(type_name),
            ParameterValue::Word(word) => self.word(&word.name),
            ParameterValue::Operator(operator) => self.operator(operator),
            ParameterValue::Number(number) => self.signed_number(number),
            ParameterValue::String(string) => self.string(string),
        }
    }

    /// The parts of a name, the last of which is an operator.
    pub(super) fn operator(&mut self, name: &QualifiedName) {
        let QualifiedName { parts, span: _ } = name;
        let Some((operator, schema)) = parts.split_last() else { return };
        self.word("OPERATOR(");
        for part in schema {
            super::push_ident(&mut self.out, &part.name, self.rules);
            self.out.push('.');
        }
        self.out.push_str(&operator.name);
        self.out.push(')');
    }

    pub(super) fn create_view(&mut self, statement: &CreateView) {
        let CreateView { or_replace, persistence, recursive, name, columns, parameters, query, check_option } =
            statement;
        self.word("CREATE");
        self.word_if(*or_replace, "OR REPLACE");
        self.persistence(*persistence);
        self.word_if(*recursive, "RECURSIVE");
        self.word("VIEW");
        self.qualified_name(name);
        self.columns(columns);
        self.with_parameters(parameters);
        self.word("AS");
        self.word(query.text);
        self.word_if(!check_option.is_empty(), check_option);
    }

    pub(super) fn create_schema(&mut self, statement: &CreateSchema) {
        let CreateSchema { if_not_exists, name, authorization, elements } = statement;
        self.word("CREATE SCHEMA");
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        if let Some(name) = name {
            self.ident(name);
        }
        if let Some(authorization) = authorization {
            self.word("AUTHORIZATION");
            self.role(authorization);
        }
        elements.iter().for_each(|element| self.any_statement(element));
    }

    pub(super) fn import_foreign_schema(&mut self, statement: &ImportForeignSchema) {
        let ImportForeignSchema { remote_schema, selection, server, local_schema, options } = statement;
        self.word_and_ident("IMPORT FOREIGN SCHEMA", Some(remote_schema));
        match selection {
            ImportSelection::All => {}
            ImportSelection::LimitTo(relations) => {
                self.word("LIMIT TO");
                self.enclosed(relations, Self::relation_expression);
            }
            ImportSelection::Except(relations) => {
                self.word("EXCEPT");
                self.enclosed(relations, Self::relation_expression);
            }
        }
        self.word_and_ident("FROM SERVER", Some(server));
        self.word_and_ident("INTO", Some(local_schema));
        self.options(options);
    }
}
