//! Types, domains and functions.

use medlar_catalog::{FunctionBody, Oid, TypeKind};
use medlar_engine::displayed_type;
use medlar_syntax::printer::quote_literal;

use super::Dump;

impl Dump<'_> {
    pub(super) fn made_type(&mut self, oid: Oid) {
        let Some(made) = self.catalog().type_by_oid(oid).filter(|made| made.extension.is_none()) else { return };
        self.heading(&format!("Type {}", made.name));
        let name = self.in_schema(made.schema, &made.name);
        let statement = match &made.kind {
            TypeKind::Shell => format!("CREATE TYPE {name}"),
            TypeKind::Enum(labels) => {
                let labels: Vec<String> = labels.iter().map(|label| quote_literal(label)).collect();
                format!("CREATE TYPE {name} AS ENUM ({})", labels.join(", "))
            }
            TypeKind::Range(subtype) => {
                let subtype = displayed_type(self.session, subtype);
                format!("CREATE TYPE {name} AS RANGE (subtype = {subtype})")
            }
            TypeKind::Domain(domain) => {
                let mut text = format!("CREATE DOMAIN {name} AS {}", displayed_type(self.session, &domain.base));
                if let Some(collation) = &domain.collation {
                    text.push_str(&format!(" COLLATE {}", self.ident(collation)));
                }
                text.push_str(if domain.is_not_null { " NOT NULL" } else { "" });
                if let Some(default) = &domain.default {
                    text.push_str(&format!(" DEFAULT {}", self.expression(&default.expression, &default.uses)));
                }
                for check in &domain.constraints {
                    let expression = self.expression(&check.definition, &check.uses);
                    text.push_str(&format!(" CONSTRAINT {} CHECK ({expression})", self.ident(&check.name)));
                }
                text
            }
        };
        self.statement(&statement);
        let kind = if matches!(made.kind, TypeKind::Domain(_)) { "DOMAIN" } else { "TYPE" };
        self.belongings(oid, kind, &name);
    }

    /// Only of handlers and validators, and of what is written in PL/pgSQL, the body is kept.
    pub(super) fn function(&mut self, oid: Oid) {
        let Some(function) = self.catalog().function(oid).filter(|function| function.extension.is_none()) else {
            return;
        };
        self.heading(&format!("Function {}", function.name));
        let mut arguments = Vec::new();
        for argument in function.arguments.split(',').filter(|argument| !argument.is_empty()) {
            arguments.push(displayed_type(self.session, argument));
        }
        let name = format!("{}({})", self.in_schema(function.schema, &function.name), arguments.join(", "));
        let body = match (function.body, &function.source) {
            (_, Some(source)) => Some(format!("LANGUAGE plpgsql AS {}", quote_literal(source))),
            (FunctionBody::PostgresFdwHandler, _) => in_library("postgres_fdw", "postgres_fdw_handler"),
            (FunctionBody::FileFdwHandler, _) => in_library("file_fdw", "file_fdw_handler"),
            (FunctionBody::PostgresFdwValidator, _) => in_library("postgres_fdw", "postgres_fdw_validator"),
            (FunctionBody::FileFdwValidator, _) => in_library("file_fdw", "file_fdw_validator"),
            (FunctionBody::DblinkFdwValidator, _) => in_library("dblink", "dblink_fdw_validator"),
            (FunctionBody::PostgresqlValidator, _) => {
                Some("LANGUAGE internal AS 'postgresql_fdw_validator'".to_owned())
            }
            _ => None,
        };
        let Some(body) = body else {
            self.text.push_str(&format!("-- {name} has been left out: its body is not known.\n"));
            return;
        };
        let (kind, returns) = match function.is_procedure() {
            true => ("PROCEDURE", String::new()),
            false => {
                let (set, returns) = match function.returns.strip_prefix("SETOF ") {
                    Some(element) => ("SETOF ", element),
                    None => ("", &*function.returns),
                };
                ("FUNCTION", format!(" RETURNS {set}{}", displayed_type(self.session, returns)))
            }
        };
        self.statement(&format!("CREATE {kind} {name}{returns} {body}"));
        self.belongings(oid, kind, &name);
    }
}

fn in_library(library: &str, symbol: &str) -> Option<String> {
    Some(format!("LANGUAGE c AS '$libdir/{library}', '{symbol}'"))
}
