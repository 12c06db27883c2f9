//! A catalog as SQL that makes it anew: what pg_dump and pg_dumpall --roles-only write of a server.
//!
//! Names stand with their schemas, so that the search path does not matter, and objects come after what
//! they need. Members of extensions are left out: CREATE EXTENSION makes them.

mod foreign;
mod order;
mod relations;
mod rights;
mod roles;
mod types;

use std::fmt::Write;

use medlar_catalog::{Catalog, ObjectClass, Oid, OptionList};
use medlar_engine::Session;
use medlar_syntax::printer::{quote_ident, quote_literal};

/// What stands for a secret.
const PLACEHOLDER: &str = "REPLACE_ME";

/// Writes the catalog of a session, as it would be if the session ended now. Secrets are replaced where
/// they are not asked for.
pub fn dump(session: &Session, with_secrets: bool) -> String {
    let mut session = session.clone();
    session.simple_query("ROLLBACK");
    session.simple_query("RESET SESSION AUTHORIZATION");
    session.simple_query("RESET ROLE");
    session.simple_query("SET standard_conforming_strings = on");
    // Nothing but the system is found without its schema.
    session.simple_query("SET search_path = ''");
    let text = "SET standard_conforming_strings = on;\nSET check_function_bodies = off;\n\
                SET client_min_messages = warning;\n"
        .to_owned();
    let mut dump = Dump { session: &session, text, with_secrets };
    dump.roles();
    dump.schemas();
    dump.extensions();
    dump.made_objects();
    dump.default_privileges();
    dump.text
}

/// What has been written.
struct Dump<'s> {
    session: &'s Session,
    text: String,
    with_secrets: bool,
}

impl<'s> Dump<'s> {
    fn catalog(&self) -> &'s Catalog {
        self.session.catalog()
    }

    fn ident(&self, name: &str) -> String {
        quote_ident(name, self.session.target()).into_owned()
    }

    fn role(&self, role: Oid) -> String {
        self.ident(&self.catalog().role_name(role))
    }

    /// A name with its schema.
    fn in_schema(&self, schema: Oid, name: &str) -> String {
        format!("{}.{}", self.ident(self.catalog().schema_name(schema)), self.ident(name))
    }

    /// Begins a part of the script.
    fn heading(&mut self, text: &str) {
        let _ = write!(self.text, "\n-- {text}\n\n");
    }

    /// A statement on lines of its own.
    fn statement(&mut self, statement: &str) {
        self.text.push_str(statement);
        self.text.push_str(";\n");
    }

    fn comment(&mut self, kind: &str, name: &str, comment: Option<&str>) {
        if let Some(comment) = comment {
            self.statement(&format!("COMMENT ON {kind} {name} IS {}", quote_literal(comment)));
        }
    }

    /// `OPTIONS (…)` with a blank before it, in stored order; nothing of no options. A comment above the
    /// statement tells where a secret is to be put in.
    fn options(&mut self, options: &OptionList) -> String {
        let mut items = Vec::new();
        for (name, value) in options.iter() {
            let is_hidden = !self.with_secrets && is_secret(name);
            if is_hidden {
                let _ = writeln!(self.text, "-- The value of {name} has been left out.");
            }
            let value = quote_literal(if is_hidden { PLACEHOLDER } else { value });
            items.push(format!("{} {value}", self.ident(name)));
        }
        if items.is_empty() { String::new() } else { format!(" OPTIONS ({})", items.join(", ")) }
    }

    /// Owner, rights and comment of an object. Its maker is the superuser that runs the script.
    fn belongings(&mut self, oid: Oid, kind: &str, name: &str) {
        let Some(common) = self.catalog().common(oid) else { return };
        if common.owner != Oid::BOOTSTRAP_ROLE {
            self.statement(&format!("ALTER {kind} {name} OWNER TO {}", self.role(common.owner)));
        }
        self.comment(kind, name, common.comment.as_deref());
        if let Some(acl_kind) = common.acl_kind {
            self.rights(acl_kind, common.owner, &common.acl, kind, name);
        }
    }

    fn schemas(&mut self) {
        let catalog = self.catalog();
        for schema in catalog.schemas().filter(|schema| schema.extension.is_none()) {
            let is_public = schema.oid == Oid::PUBLIC_SCHEMA;
            if schema.oid < Oid::FIRST_NORMAL && !is_public {
                continue;
            }
            let name = self.ident(&schema.name);
            if is_public {
                self.rights_of_public_schema(schema, &name);
                continue;
            }
            self.heading(&format!("Schema {}", schema.name));
            self.statement(&format!("CREATE SCHEMA {name}"));
            self.belongings(schema.oid, "SCHEMA", &name);
        }
        if catalog.schema("public").is_none() {
            self.statement("DROP SCHEMA public");
        }
    }

    fn extensions(&mut self) {
        let catalog = self.catalog();
        let mut extensions: Vec<_> =
            catalog.extensions().filter(|extension| extension.oid >= Oid::FIRST_NORMAL).collect();
        extensions.sort_unstable_by_key(|extension| extension.oid);
        for extension in extensions {
            self.heading(&format!("Extension {}", extension.name));
            let (name, schema) = (self.ident(&extension.name), self.ident(catalog.schema_name(extension.schema)));
            let version = quote_literal(&extension.version);
            self.statement(&format!("CREATE EXTENSION {name} WITH SCHEMA {schema} VERSION {version}"));
            self.comment("EXTENSION", &name, extension.comment.as_deref());
            for wrapper in catalog.wrappers().filter(|wrapper| wrapper.extension == Some(extension.oid)) {
                self.member_wrapper(wrapper);
            }
        }
    }

    /// Everything else, what is needed before what needs it.
    fn made_objects(&mut self) {
        let catalog = self.catalog();
        let mut later = Vec::new();
        for oid in order::ordered(catalog) {
            match catalog.class(oid) {
                Some(ObjectClass::Wrapper) => self.wrapper(oid),
                Some(ObjectClass::Server) => self.server(oid),
                Some(ObjectClass::Function) => self.function(oid),
                Some(ObjectClass::Type) => self.made_type(oid),
                Some(ObjectClass::Relation) => self.relation(oid, &mut later),
                _ => {}
            }
        }
        for statement in later {
            self.statement(&statement);
        }
    }
}

/// Whether the value of an option is nobody else's business: passwords and keys.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "pw" || ["password", "passwd", "key", "secret", "token"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use super::*;

    fn dumped(script: &str, with_secrets: bool) -> String {
        let mut session = Session::new(Target::Postgresql15);
        for statement in script.split(';') {
            let outcome = session.simple_query(statement);
            assert!(outcome.statements.iter().all(|done| done.outcome.result.is_ok()), "{statement}: {outcome:?}");
        }
        let whole = dump(&session, with_secrets);
        let (_, rest) = whole.split_once("client_min_messages = warning;\n").unwrap_or_default();
        rest.to_owned()
    }

    #[test]
    fn servers_come_with_what_they_need() {
        let script = "CREATE ROLE \"Alice\" LOGIN; CREATE FOREIGN DATA WRAPPER w; \
                      CREATE SERVER s TYPE 't' FOREIGN DATA WRAPPER w OPTIONS (\"B\" '1', a 'it''s'); \
                      ALTER SERVER s OWNER TO postgres; COMMENT ON SERVER s IS 'c'; \
                      GRANT USAGE ON FOREIGN SERVER s TO \"Alice\" WITH GRANT OPTION; \
                      CREATE USER MAPPING FOR \"Alice\" SERVER s OPTIONS (user 'u', password 'p')";
        let expected = "\n-- Role Alice\n\nCREATE ROLE \"Alice\" LOGIN;\n\n-- Foreign-data wrapper w\n\n\
                        CREATE FOREIGN DATA WRAPPER w;\n\n-- Server s\n\n\
                        CREATE SERVER s TYPE 't' FOREIGN DATA WRAPPER w OPTIONS (\"B\" '1', a 'it''s');\n\
                        COMMENT ON SERVER s IS 'c';\n\
                        GRANT USAGE ON FOREIGN SERVER s TO \"Alice\" WITH GRANT OPTION;\n";
        let whole = dumped(script, true);
        let mapping = "CREATE USER MAPPING FOR \"Alice\" SERVER s OPTIONS (\"user\" 'u', password 'p');\n";
        assert_eq!(whole, format!("{expected}{mapping}"));
        let hidden = "-- The value of password has been left out.\n\
                      CREATE USER MAPPING FOR \"Alice\" SERVER s OPTIONS (\"user\" 'u', password 'REPLACE_ME');\n";
        assert_eq!(dumped(script, false), format!("{expected}{hidden}"));
    }

    #[test]
    fn an_open_transaction_is_not_part_of_it() {
        assert_eq!(dumped("CREATE SCHEMA s; BEGIN; DROP SCHEMA s", true), "\n-- Schema s\n\nCREATE SCHEMA s;\n");
    }
}
