//! The lists of schemas, extensions and roles: `\dn`, `\dx` and `\du`.

use std::sync::Arc;

use medlar_catalog::{Acl, AclKind};
use medlar_engine::{Session, description, makes_result_type};
use medlar_syntax::printer::quote_ident;

use crate::describe::{Row, privileges, role_name, table, text};
use crate::pattern::ObjectPattern;
use crate::table::{Footer, Table};

pub(crate) fn schemas(session: &Session, matches: &dyn Fn(&str) -> bool, with_system: bool, verbose: bool) -> Table {
    let catalog = session.catalog();
    let mut rows = Vec::new();
    for schema in catalog.schemas().filter(|schema| matches(&schema.name)) {
        if !with_system && (schema.name.starts_with("pg_") || &*schema.name == "information_schema") {
            continue;
        }
        rows.push(vec![
            text(&schema.name),
            Some(role_name(catalog, schema.owner)),
            privileges(catalog, &schema.acl),
            schema.comment.as_deref().and_then(text),
        ]);
    }
    let headers = ["Name", "Owner", "Access privileges", "Description"];
    table("List of schemas", &headers, if verbose { 4 } else { 2 }, rows)
}

/// `\ddp`; a pattern means roles or schemas, and nothing with a dot in it.
pub(crate) fn default_privileges(session: &Session, pattern: Option<&ObjectPattern>) -> Table {
    let catalog = session.catalog();
    let mut rows = Vec::new();
    for found in catalog.default_acls() {
        let (role, schema) = (role_name(catalog, found.role), found.schema.map(|schema| catalog.schema_name(schema)));
        let is_meant = |pattern: &ObjectPattern| {
            let is_named = pattern.name.matches(&role) || schema.is_some_and(|schema| pattern.name.matches(schema));
            pattern.schema.is_none() && is_named
        };
        if !pattern.is_none_or(is_meant) {
            continue;
        }
        let kind = match found.kind {
            AclKind::Sequence => "sequence",
            AclKind::Function => "function",
            AclKind::Type => "type",
            AclKind::Schema => "schema",
            _ => "table",
        };
        let acl = Acl(Some(Arc::clone(&found.items)));
        rows.push(vec![Some(role), schema.and_then(text), text(kind), privileges(catalog, &acl)]);
    }
    // What is given in every schema comes last.
    rows.sort_unstable_by(|left, right| {
        let key = |row: &Row| {
            let [role, schema, kind, _] = row.as_slice() else { return Default::default() };
            (role.clone(), schema.is_none(), schema.clone(), kind.clone())
        };
        key(left).cmp(&key(right))
    });
    let headers = ["Owner", "Schema", "Type", "Access privileges"];
    table("Default access privileges", &headers, headers.len(), rows)
}

pub(crate) fn extensions(session: &Session, matches: &dyn Fn(&str) -> bool) -> Table {
    let catalog = session.catalog();
    let mut rows = Vec::new();
    for extension in catalog.extensions().filter(|extension| matches(&extension.name)) {
        rows.push(vec![
            text(&extension.name),
            text(&extension.version),
            text(catalog.schema_name(extension.schema)),
            extension.comment.as_deref().and_then(text),
        ]);
    }
    table("List of installed extensions", &["Name", "Version", "Schema", "Description"], 4, rows)
}

/// A table for each extension, of the objects that belong to it.
pub(crate) fn extension_contents(session: &Session, matches: &dyn Fn(&str) -> bool) -> Vec<Table> {
    let catalog = session.catalog();
    let mut tables = Vec::new();
    for extension in catalog.extensions().filter(|extension| matches(&extension.name)) {
        let mut descriptions = Vec::new();
        for oid in catalog.dependents_of(extension.oid) {
            let Some(common) = catalog.common(oid) else { continue };
            if common.extension != Some(extension.oid) {
                continue;
            }
            descriptions.push(description(session, oid));
            if let Some(function) = catalog.function(oid).filter(|function| makes_result_type(catalog, function)) {
                let is_visible = session.searched_schemas().contains(&function.schema);
                let schema = quote_ident(catalog.schema_name(function.schema), session.target());
                let schema = if is_visible { String::new() } else { format!("{schema}.") };
                descriptions.push(format!("type {schema}{}", function.returns));
            }
        }
        descriptions.sort_unstable();
        let rows = descriptions.into_iter().map(|description| vec![Some(description)]).collect();
        let title = format!("Objects in extension \"{}\"", extension.name);
        tables.push(table(&title, &["Object description"], 1, rows));
    }
    tables
}

pub(crate) fn roles(session: &Session, matches: &dyn Fn(&str) -> bool, with_system: bool, verbose: bool) -> Table {
    let catalog = session.catalog();
    let mut rows = Vec::new();
    for role in catalog.roles().filter(|role| matches(&role.name)) {
        if !with_system && role.name.starts_with("pg_") {
            continue;
        }
        let of = &role.attributes;
        let mut words = Vec::new();
        for (is_shown, word) in [
            (of.superuser, "Superuser"),
            (!of.inherit, "No inheritance"),
            (of.create_role, "Create role"),
            (of.create_db, "Create DB"),
            (!of.login, "Cannot login"),
            (of.replication, "Replication"),
            (of.bypass_rls, "Bypass RLS"),
        ] {
            words.extend(is_shown.then_some(word));
        }
        let mut lines: Vec<String> = Vec::new();
        lines.extend((!words.is_empty()).then(|| words.join(", ")));
        match of.connection_limit {
            limit if limit < 0 => {}
            0 => lines.push("No connections".to_owned()),
            1 => lines.push("1 connection".to_owned()),
            limit => lines.push(format!("{limit} connections")),
        }
        if let Some(time) = &of.valid_until {
            // As in the text of a role without attributes, the line stands alone.
            lines.push(format!("Password valid until {time}"));
        }
        let groups: Vec<String> =
            role.member_of.iter().map(|group| array_element(role_name(catalog, group.role))).collect();
        rows.push(vec![text(&role.name), Some(lines.join("\n")), Some(format!("{{{}}}", groups.join(","))), None]);
    }
    let headers = ["Role name", "Attributes", "Member of", "Description"];
    let roles = table("List of roles", &headers, if verbose { 4 } else { 3 }, rows);
    Table { footer: Footer::Nothing, ..roles }
}

/// A text in the output of an array.
fn array_element(text: String) -> String {
    let is_bare = |character: char| !character.is_ascii_whitespace() && !"{},\"\\".contains(character);
    if !text.is_empty() && !text.eq_ignore_ascii_case("null") && text.chars().all(is_bare) {
        return text;
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
