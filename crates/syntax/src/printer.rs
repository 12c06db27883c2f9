//! Writes statements back as SQL that parses to the same tree, and quotes names and values.

mod alter_table;
mod calls;
mod constraint;
mod expression;
mod external_table;
mod index;
mod objects;
mod owned;
mod parameters;
mod roles;
mod routine;
mod sequence;
mod storage;
mod table;
mod table_as;
mod transactions;
mod type_definition;
mod type_name;

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write};

use crate::ast::{
    DropBehavior, Ident, OptionAction, OptionItem, QualifiedName, RoleName, RoleSpec, Statement, StringLiteral,
};
use crate::keyword::{Keyword, KeywordClass};
use crate::scanner::bytes::{DIGIT, IDENTIFIER_START, NOT_IN_KEYWORDS, UPPER, is};
use crate::{Target, TargetRules};

/// The name as SQL, by the server's rule: bare if it is in lower case and no key word but an
/// unreserved one, otherwise in double quotes.
pub fn quote_ident(name: &str, target: Target) -> Cow<'_, str> {
    let rules = target.rules();
    if is_bare(name, rules) {
        return Cow::Borrowed(name);
    }
    let mut result = String::with_capacity(name.len() + 2);
    push_ident(&mut result, name, rules);
    Cow::Owned(result)
}

/// The value as SQL: a string literal, `E'…'` when there is a backslash in it.
pub fn quote_literal(value: &str) -> String {
    let mut result = String::with_capacity(value.len() + 2);
    push_literal(&mut result, value);
    result
}

/// The statement as SQL, without a semicolon. A statement that Medlar does not execute is written
/// as its name, which is all that is known of it.
pub fn print(statement: &Statement, target: Target) -> String {
    let mut printer = Printer { rules: target.rules(), out: String::new() };
    printer.any_statement(statement);
    printer.out
}

fn push_ident(out: &mut String, name: &str, rules: &TargetRules) {
    if is_bare(name, rules) {
        out.push_str(name);
        return;
    }
    out.push('"');
    for character in name.chars() {
        if character == '"' {
            out.push('"');
        }
        out.push(character);
    }
    out.push('"');
}

fn is_bare(name: &str, rules: &TargetRules) -> bool {
    let mut bytes = name.bytes();
    let starts = bytes.next().is_some_and(|byte| is(byte, IDENTIFIER_START) && !is(byte, UPPER | NOT_IN_KEYWORDS));
    let plain = |byte| is(byte, DIGIT) || is(byte, IDENTIFIER_START) && !is(byte, UPPER | NOT_IN_KEYWORDS);
    starts
        && bytes.all(plain)
        && match Keyword::lookup(name.as_bytes(), rules.keywords) {
            Some(keyword) => keyword.class(rules.keywords) == KeywordClass::Unreserved,
            None => true,
        }
}

fn push_literal(out: &mut String, value: &str) {
    let escaped = value.contains('\\');
    if escaped {
        out.push('E');
    }
    out.push('\'');
    for character in value.chars() {
        if character == '\'' || character == '\\' {
            out.push(character);
        }
        out.push(character);
    }
    out.push('\'');
}

/// Writes SQL for one target.
struct Printer {
    rules: &'static TargetRules,
    out: String,
}

impl Printer {
    fn any_statement(&mut self, statement: &Statement) {
        match statement {
            Statement::CreateForeignDataWrapper(statement) => self.create_wrapper(statement),
            Statement::AlterForeignDataWrapper(statement) => self.alter_wrapper(statement),
            Statement::CreateServer(statement) => self.create_server(statement),
            Statement::AlterServer(statement) => self.alter_server(statement),
            Statement::CreateUserMapping(statement) => self.create_mapping(statement),
            Statement::AlterUserMapping(statement) => self.alter_mapping(statement),
            Statement::DropUserMapping(statement) => self.drop_mapping(statement),
            Statement::Drop(statement) => self.drop_objects(statement),
            Statement::AlterOwner(statement) => self.alter_owner(statement),
            Statement::Rename(statement) => self.rename(statement),
            Statement::Comment(statement) => self.comment(statement),
            Statement::GrantOnObjects(statement) => self.grant_on_objects(statement),
            Statement::GrantRole(statement) => self.grant_role(statement),
            Statement::AlterDefaultPrivileges(statement) => self.alter_default_privileges(statement),
            Statement::CreateRole(statement) => self.create_role(statement),
            Statement::AlterRole(statement) => self.alter_role(statement),
            Statement::DropRole(statement) => self.drop_role(statement),
            Statement::RenameRole(statement) => self.rename_role(statement),
            Statement::DropOwned(statement) => self.drop_owned(statement),
            Statement::ReassignOwned(statement) => self.reassign_owned(statement),
            Statement::Storage(statement) => self.storage(statement),
            Statement::CreateForeignCatalog(statement) => self.create_foreign_catalog(statement),
            Statement::DropForeignCatalogs(statement) => self.drop_foreign_catalogs(statement),
            Statement::SetIdentity(statement) => self.set_identity(statement),
            Statement::Parameter(statement) => self.parameter(statement),
            Statement::AlterExtension(statement) => self.alter_extension(statement),
            Statement::CreateExtension(statement) => self.create_extension(statement),
            Statement::Transaction(statement) => self.transaction(statement),
            Statement::Call(statement) => self.call(statement),
            Statement::Query(query) => self.word(query.text),
            Statement::Change(change) => self.word(change.text),
            Statement::Explain(statement) => {
                self.word("EXPLAIN");
                self.any_statement(statement);
            }
            Statement::CreateSchema(statement) => self.create_schema(statement),
            Statement::CreateTable(statement) => self.create_table(statement),
            Statement::CreateForeignTable(statement) => self.create_foreign_table(statement),
            Statement::CreateView(statement) => self.create_view(statement),
            Statement::CreateSequence(statement) => self.create_sequence(statement),
            Statement::CreateRoutine(statement) => self.create_routine(statement),
            Statement::AlterRelation(statement) => self.alter_relation(statement),
            Statement::AlterSequence(statement) => self.alter_sequence(statement),
            Statement::AlterRoutine(statement) => self.alter_routine(statement),
            Statement::RenameRelation(statement) => self.rename_relation(statement),
            Statement::SetRelationSchema(statement) => self.set_relation_schema(statement),
            Statement::DropRelations(statement) => self.drop_relations(statement),
            Statement::DropRoutines(statement) => self.drop_routines(statement),
            Statement::ImportForeignSchema(statement) => self.import_foreign_schema(statement),
            Statement::CreateExternalTable(statement) => self.create_external_table(statement),
            Statement::AddForeignSegment(statement) => self.add_foreign_segment(statement),
            Statement::CreateIndex(statement) => self.create_index(statement),
            Statement::CreateTableAs(statement) => self.create_table_as(statement),
            Statement::RefreshMaterializedView(statement) => self.refresh_materialized_view(statement),
            Statement::CreateType(statement) => self.create_type(statement),
            Statement::CreateDomain(statement) => self.create_domain(statement),
            Statement::AlterType(statement) => self.alter_type(statement),
            Statement::DropTypes(statement) => self.drop_types(statement),
            Statement::Unsupported(statement) => self.word(&statement.name),
        }
    }

    /// A blank, unless it would be the first character or follow a parenthesis.
    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(['(', ' ']) {
            self.out.push(' ');
        }
    }

    /// A word or several.
    fn word(&mut self, words: &str) {
        self.blank();
        self.out.push_str(words);
    }

    fn word_if(&mut self, condition: bool, words: &str) {
        if condition {
            self.word(words);
        }
    }

    fn number(&mut self, number: impl Display) {
        self.blank();
        // Writing to a String does not fail.
        let _ = write!(self.out, "{number}");
    }

    fn name(&mut self, name: &str) {
        self.blank();
        push_ident(&mut self.out, name, self.rules);
    }

    fn ident(&mut self, ident: &Ident) {
        let Ident { name, span: _ } = ident;
        self.name(name);
    }

    fn string(&mut self, literal: &StringLiteral) {
        let StringLiteral { value, span: _ } = literal;
        self.value(value);
    }

    fn value(&mut self, value: &str) {
        self.blank();
        push_literal(&mut self.out, value);
    }

    fn string_or_null(&mut self, literal: Option<&StringLiteral>) {
        match literal {
            Some(literal) => self.string(literal),
            None => self.word("NULL"),
        }
    }

    fn list<T>(&mut self, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        for (index, each) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            item(self, each);
        }
    }

    /// ` (…)` with a list.
    fn enclosed<T>(&mut self, items: &[T], item: impl FnMut(&mut Self, &T)) {
        self.word("(");
        self.list(items, item);
        self.out.push(')');
    }

    /// Words and a name; nothing without the name.
    fn word_and_ident(&mut self, words: &str, name: Option<&Ident>) {
        if let Some(name) = name {
            self.word(words);
            self.ident(name);
        }
    }

    /// As [`Printer::word_and_ident`], where DEFAULT is no name.
    fn word_and_ident_or_default(&mut self, words: &str, name: Option<&Ident>) {
        match name {
            Some(name) if name.name == "default" => {
                self.word(words);
                self.word("DEFAULT");
            }
            _ => self.word_and_ident(words, name),
        }
    }

    fn word_and_name(&mut self, words: &str, name: &QualifiedName) {
        self.word(words);
        self.qualified_name(name);
    }

    fn idents(&mut self, names: &[Ident]) {
        self.list(names, Self::ident);
    }

    fn role(&mut self, spec: &RoleSpec) {
        let RoleSpec { role, span: _ } = spec;
        match role {
            RoleName::Named(name) => self.role_name(name),
            RoleName::CurrentUser => self.word("CURRENT_USER"),
            RoleName::CurrentRole => self.word("CURRENT_ROLE"),
            RoleName::SessionUser => self.word("SESSION_USER"),
            RoleName::Public => self.word("PUBLIC"),
        }
    }

    fn role_name(&mut self, name: &str) {
        self.name(name);
    }

    fn roles(&mut self, roles: &[RoleSpec]) {
        self.list(roles, Self::role);
    }

    fn qualified_name(&mut self, name: &QualifiedName) {
        let QualifiedName { parts, span: _ } = name;
        for (index, part) in parts.iter().enumerate() {
            if index == 0 {
                self.ident(part);
            } else {
                self.out.push('.');
                push_ident(&mut self.out, &part.name, self.rules);
            }
        }
    }

    fn qualified_names(&mut self, names: &[QualifiedName]) {
        self.list(names, Self::qualified_name);
    }

    fn granted_by(&mut self, grantor: Option<&RoleSpec>) {
        if let Some(grantor) = grantor {
            self.word("GRANTED BY");
            self.role(grantor);
        }
    }

    fn behavior(&mut self, behavior: DropBehavior) {
        self.word_if(behavior == DropBehavior::Cascade, "CASCADE");
    }

    /// ` OPTIONS (…)`; nothing for an empty list, which has no spelling.
    fn options(&mut self, options: &[OptionItem]) {
        if options.is_empty() {
            return;
        }
        self.word("OPTIONS (");
        self.list(options, Self::option);
        self.out.push(')');
    }

    fn option(&mut self, option: &OptionItem) {
        let OptionItem { action, name, value, span: _ } = option;
        match action {
            OptionAction::Plain => {}
            OptionAction::Add => self.word("ADD"),
            OptionAction::Set => self.word("SET"),
            OptionAction::Drop => self.word("DROP"),
        }
        self.ident(name);
        if let Some(value) = value {
            self.string(value);
        }
    }
}

impl Display for Statement<'_> {
    /// As [`print`] for the default target, whose key words are the most.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&print(self, Target::default()))
    }
}
