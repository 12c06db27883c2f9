//! Foreign-data wrappers, servers and user mappings.

use medlar_catalog::{ForeignDataWrapper, Oid};
use medlar_syntax::printer::quote_literal;

use super::Dump;

impl Dump<'_> {
    pub(super) fn wrapper(&mut self, oid: Oid) {
        let Some(wrapper) = self.catalog().wrapper_by_oid(oid).filter(|wrapper| wrapper.extension.is_none()) else {
            return;
        };
        self.heading(&format!("Foreign-data wrapper {}", wrapper.name));
        let name = self.ident(&wrapper.name);
        let mut statement = format!("CREATE FOREIGN DATA WRAPPER {name}");
        for (word, function) in [("HANDLER", wrapper.handler), ("VALIDATOR", wrapper.validator)] {
            if let Some(function) = function.and_then(|oid| self.catalog().function(oid)) {
                statement.push_str(&format!(" {word} {}", self.in_schema(function.schema, &function.name)));
            }
        }
        statement.push_str(&self.options(&wrapper.options));
        self.statement(&statement);
        self.belongings(oid, "FOREIGN DATA WRAPPER", &name);
    }

    /// What has been changed of the wrapper of an extension.
    pub(super) fn member_wrapper(&mut self, wrapper: &ForeignDataWrapper) {
        let name = self.ident(&wrapper.name);
        let options = self.options(&wrapper.options);
        if !options.is_empty() {
            self.statement(&format!("ALTER FOREIGN DATA WRAPPER {name}{options}"));
        }
        self.belongings(wrapper.oid, "FOREIGN DATA WRAPPER", &name);
    }

    pub(super) fn server(&mut self, oid: Oid) {
        let catalog = self.catalog();
        let Some(server) = catalog.server_by_oid(oid).filter(|server| server.extension.is_none()) else { return };
        let Some(wrapper) = catalog.wrapper_by_oid(server.wrapper) else { return };
        self.heading(&format!("Server {}", server.name));
        let name = self.ident(&server.name);
        let mut statement = format!("CREATE SERVER {name}");
        for (word, value) in [("TYPE", &server.server_type), ("VERSION", &server.version)] {
            if let Some(value) = value {
                statement.push_str(&format!(" {word} {}", quote_literal(value)));
            }
        }
        statement.push_str(&format!(" FOREIGN DATA WRAPPER {}", self.ident(&wrapper.name)));
        statement.push_str(&self.options(&server.options));
        self.statement(&statement);
        self.belongings(oid, "SERVER", &name);
        for mapping in catalog.user_mappings_of(oid) {
            let user = mapping.user.map_or_else(|| "PUBLIC".to_owned(), |user| self.role(user));
            let options = self.options(&mapping.options);
            self.statement(&format!("CREATE USER MAPPING FOR {user} SERVER {name}{options}"));
        }
    }
}

/// How GRANT names the kind of an object that other statements call otherwise.
pub(super) fn kind_in_grant(kind: &str) -> &str {
    match kind {
        "SERVER" => "FOREIGN SERVER",
        "FOREIGN TABLE" | "VIEW" | "MATERIALIZED VIEW" => "TABLE",
        "DOMAIN" => "TYPE",
        kind => kind,
    }
}
