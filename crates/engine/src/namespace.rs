//! Schemas as names are looked up in them: the search path, what a bare name means, and how the
//! server prints the name of a relation.

use std::sync::Arc;

use medlar_catalog::{AclKind, Catalog, Function, Oid, PrivilegeSet, Relation, Schema};
use medlar_syntax::ast::{Ident, ObjectKind, QualifiedName};
use medlar_syntax::printer::quote_ident;
use medlar_syntax::{FULL, SqlState, Target};

use crate::context::{Context, undefined};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::privileges::has_privileges;
use crate::settings::Settings;
use crate::settings::value::list;
use crate::temporary;

/// The parameter `search_path`: names of schemas, `$user` for that of the current user's name.
pub(crate) struct SearchPath(Option<Vec<String>>);

impl SearchPath {
    pub(crate) fn of(settings: &Settings) -> SearchPath {
        SearchPath(settings.get("search_path").map(|text| list(text).unwrap_or_default()))
    }

    fn names(&self) -> Vec<&str> {
        match &self.0 {
            Some(names) => names.iter().map(|name| &**name).collect(),
            None => vec!["$user", "public"],
        }
    }

    /// The schemas that exist and that the user may look into, in order, without those that are
    /// searched implicitly.
    pub(crate) fn schemas(&self, catalog: &Catalog, user: Oid) -> Vec<Oid> {
        let mut found = Vec::new();
        for name in self.names() {
            let own;
            let name = if name == "$user" {
                own = catalog.role_name(user);
                &own
            } else {
                name
            };
            if let Some(schema) = temporary::schema(catalog).filter(|_| name == temporary::ALIAS) {
                if !found.contains(&schema) {
                    found.push(schema);
                }
            } else if let Some(schema) = catalog.schema(name)
                && !found.contains(&schema.oid)
                && has_schema_privilege(catalog, user, schema, PrivilegeSet::USAGE)
            {
                found.push(schema.oid);
            }
        }
        found
    }

    /// The schemas that a bare name is looked up in: pg_catalog first, unless the path has it.
    pub(crate) fn searched(&self, catalog: &Catalog, user: Oid) -> Vec<Oid> {
        let mut schemas = self.schemas(catalog, user);
        if !schemas.contains(&Oid::PG_CATALOG) {
            schemas.insert(0, Oid::PG_CATALOG);
        }
        if let Some(temporary) = temporary::schema(catalog)
            && !schemas.contains(&temporary)
        {
            schemas.insert(0, temporary);
        }
        schemas
    }

    /// Whether the schema to create in is that of what is temporary.
    fn is_temporary_first(&self, catalog: &Catalog, user: Oid) -> bool {
        let names = self.names();
        let Some(place) = names.iter().position(|name| *name == temporary::ALIAS) else { return false };
        let before = names.iter().take(place).map(|name| (*name).to_owned()).collect();
        SearchPath(Some(before)).schemas(catalog, user).is_empty()
    }
}

fn has_schema_privilege(catalog: &Catalog, user: Oid, schema: &Schema, wanted: PrivilegeSet) -> bool {
    has_privileges(catalog, user, AclKind::Schema, schema.owner, &schema.acl, wanted)
}

/// How the server names things in messages: quoted where needed, with the schema where the bare name
/// would not find them.
pub(crate) struct Naming<'c> {
    pub(crate) catalog: &'c Catalog,
    pub(crate) searched: Vec<Oid>,
    target: Target,
}

impl<'c> Naming<'c> {
    pub(crate) fn new(catalog: &'c Catalog, searched: Vec<Oid>, target: Target) -> Naming<'c> {
        Naming { catalog, searched, target }
    }

    pub(crate) fn relation(&self, relation: &Relation) -> String {
        let found = self.searched.iter().find_map(|schema| self.catalog.relation_in(*schema, &relation.name));
        let is_visible = found.is_some_and(|found| found.oid == relation.oid);
        self.qualified(relation.schema, &relation.name, is_visible)
    }

    /// With the argument types.
    pub(crate) fn function(&self, function: &Function) -> String {
        let signature = function.signature();
        let found = self.searched.iter().find_map(|schema| self.catalog.function_in(*schema, &signature));
        let is_visible = found.is_some_and(|found| found.oid == function.oid);
        let arguments = self.type_list(&function.arguments);
        format!("{}({arguments})", self.qualified(function.schema, &function.name, is_visible))
    }

    pub(crate) fn qualified(&self, schema: Oid, name: &str, is_visible: bool) -> String {
        let quoted = quote_ident(name, self.target);
        if is_visible {
            return quoted.into_owned();
        }
        format!("{}.{quoted}", quote_ident(self.catalog.schema_name(schema), self.target))
    }
}

impl Context<'_> {
    /// The schemas that a bare name is looked up in.
    pub(crate) fn searched(&mut self) -> Vec<Oid> {
        let mut searched = self.read_path().searched(self.catalog, self.user());
        if let Some(schema) = self.creating_in {
            let temporary = temporary::schema(self.catalog).is_some_and(|schema| searched.first() == Some(&schema));
            searched.insert(1 + usize::from(temporary), schema);
        }
        searched
    }

    /// What the path means depends on the schemas that are there and on who may use them.
    fn read_path(&mut self) -> SearchPath {
        self.read_memberships();
        let path = SearchPath::of(self.settings);
        for name in path.names() {
            match name {
                "$user" => self.footprint.read(KeyKind::Schema, &self.catalog.role_name(self.user())),
                name => self.footprint.read(KeyKind::Schema, name),
            }
        }
        path
    }

    pub(crate) fn naming(&mut self) -> Naming<'_> {
        let searched = self.searched();
        Naming::new(self.catalog, searched, self.target)
    }

    /// The schema that something without one is made in: the first of the path.
    pub(crate) fn creation_schema(&mut self) -> Checked<Oid> {
        if let Some(schema) = self.creating_in {
            return Ok(schema);
        }
        let path = self.read_path();
        if FULL && path.is_temporary_first(self.catalog, self.user()) {
            return temporary::make_schema(self);
        }
        let first = path.schemas(self.catalog, self.user()).first().copied();
        first.ok_or_else(|| Failure::new(SqlState::InvalidSchemaName, "no schema has been selected to create in"))
    }

    /// Schema and name of something in a schema; the schema exists, and the user may look into it.
    pub(crate) fn split<'n, 'a>(&mut self, name: &'n QualifiedName<'a>) -> Checked<(Option<Oid>, &'n Ident<'a>)> {
        match name.parts.as_slice() {
            [name] => Ok((None, name)),
            [schema, name] => Ok((Some(self.schema_to_use(schema)?), name)),
            [database, schema, name] if database.name == DATABASE => Ok((Some(self.schema_to_use(schema)?), name)),
            [_, _, _] => {
                let message = format!("cross-database references are not implemented: {}", printed(name));
                Err(Failure::new(SqlState::FeatureNotSupported, message).about(name.span))
            }
            _ => {
                let message = format!("improper qualified name (too many dotted names): {}", printed(name));
                Err(Failure::new(SqlState::SyntaxError, message).about(name.span))
            }
        }
    }

    /// As [`Context::split`], of a relation.
    pub(crate) fn split_relation<'n, 'a>(
        &mut self,
        name: &'n QualifiedName<'a>,
    ) -> Checked<(Option<Oid>, &'n Ident<'a>)> {
        match name.parts.as_slice() {
            [database, _, _] if database.name != DATABASE => {
                let message = format!("cross-database references are not implemented: \"{}\"", printed(name));
                Err(Failure::new(SqlState::FeatureNotSupported, message).about(name.span))
            }
            [_, _, _, _, ..] => {
                let message = format!("improper relation name (too many dotted names): {}", printed(name));
                Err(Failure::new(SqlState::SyntaxError, message).about(name.span))
            }
            _ => self.split(name),
        }
    }

    /// The relation of that name, in this schema or where the search path finds it.
    pub(crate) fn relation_at(&mut self, schema: Option<Oid>, name: &str) -> Option<Arc<Relation>> {
        self.footprint.read(KeyKind::Relation, name);
        let searched = match schema {
            Some(schema) => vec![schema],
            None => self.searched(),
        };
        searched.into_iter().find_map(|schema| self.catalog.relation_in(schema, name)).map(Arc::clone)
    }

    /// The relation of that name, if there is one; its schema exists.
    pub(crate) fn find_relation(&mut self, name: &QualifiedName<'_>) -> Checked<Option<Arc<Relation>>> {
        let (schema, relation) = self.split_relation(name)?;
        Ok(self.relation_at(schema, &relation.name))
    }

    /// The relation of that name.
    pub(crate) fn relation(&mut self, name: &QualifiedName<'_>) -> Checked<Arc<Relation>> {
        self.find_relation(name)?.ok_or_else(|| undefined_relation(name))
    }

    /// The database, by its name; there is only one.
    pub(crate) fn database(&mut self, name: &Ident<'_>) -> Checked<Oid> {
        self.footprint.read(KeyKind::Database, DATABASE);
        if name.name == DATABASE {
            return Ok(Oid::DATABASE);
        }
        let message = format!("database \"{}\" does not exist", name.name);
        Err(Failure::new(SqlState::InvalidCatalogName, message).about(name.span))
    }

    /// A procedural language, by its name.
    pub(crate) fn language(&mut self, name: &Ident<'_>) -> Checked<Oid> {
        self.footprint.read(KeyKind::Language, &name.name);
        let found = self.catalog.language(&name.name).map(|language| language.oid);
        found.ok_or_else(|| undefined(ObjectKind::Language, name))
    }

    /// A tablespace, by its name.
    pub(crate) fn tablespace(&mut self, name: &Ident<'_>) -> Checked<Oid> {
        self.footprint.read(KeyKind::Tablespace, &name.name);
        let found = self.catalog.tablespace(&name.name).map(|tablespace| tablespace.oid);
        found.ok_or_else(|| undefined(ObjectKind::Tablespace, name))
    }

    pub(crate) fn find_schema(&mut self, name: &str) -> Option<&Arc<Schema>> {
        self.footprint.read(KeyKind::Schema, name);
        self.catalog.schema(name)
    }

    /// A schema that a statement names, in which something is to be found.
    pub(crate) fn schema_to_use(&mut self, name: &Ident<'_>) -> Checked<Oid> {
        if let Some(temporary) = temporary::schema(self.catalog).filter(|_| name.name == temporary::ALIAS) {
            return Ok(temporary);
        }
        let oid = match self.find_schema(&name.name) {
            Some(schema) => schema.oid,
            None => return Err(undefined_schema(&name.name).about(name.span)),
        };
        self.check_schema(oid, PrivilegeSet::USAGE).map_err(|failure| failure.about(name.span))?;
        Ok(oid)
    }

    /// A schema that a statement names, in which something is to be made.
    pub(crate) fn schema_to_create_in(&mut self, name: &Ident<'_>) -> Checked<Oid> {
        if FULL && name.name == temporary::ALIAS {
            return temporary::make_schema(self);
        }
        Ok(self.schema(name)?.oid)
    }

    /// Refuses where the user has no right on a schema.
    pub(crate) fn check_schema(&mut self, oid: Oid, wanted: PrivilegeSet) -> Checked {
        self.check_schema_of(oid, self.user(), wanted)
    }

    /// As [`Context::check_schema`], of another role.
    pub(crate) fn check_schema_of(&mut self, oid: Oid, role: Oid, wanted: PrivilegeSet) -> Checked {
        self.read_memberships();
        // The schema of what is temporary is there for everyone who may make something in it.
        if temporary::schema(self.catalog) == Some(oid)
            && (wanted == PrivilegeSet::USAGE || temporary::may_create(self, role))
        {
            return Ok(());
        }
        match self.catalog.schema_by_oid(oid) {
            Some(schema) if !has_schema_privilege(self.catalog, role, schema, wanted) => {
                let message = format!("permission denied for schema {}", schema.name);
                Err(Failure::new(SqlState::InsufficientPrivilege, message))
            }
            _ => Ok(()),
        }
    }
}

pub(crate) fn undefined_schema(name: &str) -> Box<Failure> {
    Failure::new(SqlState::InvalidSchemaName, format!("schema \"{name}\" does not exist"))
}

pub(crate) fn undefined_relation(name: &QualifiedName<'_>) -> Box<Failure> {
    let message = format!("relation \"{}\" does not exist", printed(name));
    Failure::new(SqlState::UndefinedTable, message).about(name.span)
}

/// As written, with dots and without quotes.
pub(crate) fn printed(name: &QualifiedName<'_>) -> String {
    let parts: Vec<&str> = name.parts.iter().map(|part| &*part.name).collect();
    parts.join(".")
}

/// The database of every session.
pub(crate) const DATABASE: &str = "postgres";
