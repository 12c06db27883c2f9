//! The lists of foreign-data objects: `\dew`, `\des` and `\deu`.

use medlar_catalog::{Acl, AclItem, AclKind, Catalog, Oid, OptionList, PrivilegeSet, UserMapping};
use medlar_engine::Session;
use medlar_syntax::Target;
use medlar_syntax::printer::{quote_ident, quote_literal};

use crate::pattern::NamePattern;
use crate::table::{Column, Table};

/// Which objects a command lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// `\dew`
    Wrappers,
    /// `\des`
    Servers,
    /// `\deu`
    UserMappings,
}

type Row = Vec<Option<String>>;

/// The list, as psql's query on the system catalogs gives it; `verbose` is the command's `+`.
pub(crate) fn list(session: &Session, list: List, pattern: Option<&NamePattern>, verbose: bool) -> Table {
    let matches = |name: &str| pattern.is_none_or(|pattern| pattern.matches(name));
    match list {
        List::Wrappers => wrappers(session, matches, verbose),
        List::Servers => servers(session, matches, verbose),
        List::UserMappings => user_mappings(session, matches, verbose),
    }
}

fn wrappers(session: &Session, matches: impl Fn(&str) -> bool, verbose: bool) -> Table {
    let catalog = session.catalog();
    let rows = catalog.wrappers().filter(|wrapper| matches(&wrapper.name)).map(|wrapper| {
        let mut row = vec![
            text(&wrapper.name),
            Some(role_name(catalog, wrapper.owner)),
            Some(function_name(session, wrapper.handler)),
            Some(function_name(session, wrapper.validator)),
        ];
        if verbose {
            row.push(privileges(catalog, &wrapper.acl));
            row.push(Some(options(&wrapper.options, session.target())));
            row.push(wrapper.comment.as_deref().and_then(text));
        }
        row
    });
    let headers = ["Name", "Owner", "Handler", "Validator", "Access privileges", "FDW options", "Description"];
    table("List of foreign-data wrappers", &headers, if verbose { 7 } else { 4 }, rows.collect())
}

fn servers(session: &Session, matches: impl Fn(&str) -> bool, verbose: bool) -> Table {
    let catalog = session.catalog();
    let rows = catalog.servers().filter(|server| matches(&server.name)).map(|server| {
        let wrapper = catalog.wrapper_by_oid(server.wrapper).and_then(|wrapper| text(&wrapper.name));
        let mut row = vec![text(&server.name), Some(role_name(catalog, server.owner)), wrapper];
        if verbose {
            row.push(privileges(catalog, &server.acl));
            row.push(server.server_type.as_deref().and_then(text));
            row.push(server.version.as_deref().and_then(text));
            row.push(Some(options(&server.options, session.target())));
            row.push(server.comment.as_deref().and_then(text));
        }
        row
    });
    let headers =
        ["Name", "Owner", "Foreign-data wrapper", "Access privileges", "Type", "Version", "FDW options", "Description"];
    table("List of foreign servers", &headers, if verbose { 8 } else { 3 }, rows.collect())
}

fn user_mappings(session: &Session, matches: impl Fn(&str) -> bool, verbose: bool) -> Table {
    let catalog = session.catalog();
    let mut rows = Vec::new();
    for server in catalog.servers() {
        let mut mappings: Vec<_> = catalog
            .user_mappings_of(server.oid)
            .into_iter()
            .map(|mapping| (mapping.user.map_or_else(|| "public".to_owned(), |user| role_name(catalog, user)), mapping))
            .filter(|(user, _)| matches(&server.name) || matches(user))
            .collect();
        mappings.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
        for (user, mapping) in mappings {
            let mut row = vec![text(&server.name), Some(user)];
            if verbose {
                let visible = sees_options(session, mapping, server.owner, &server.acl);
                row.push(Some(if visible { options(&mapping.options, session.target()) } else { String::new() }));
            }
            rows.push(row);
        }
    }
    table("List of user mappings", &["Server", "User name", "FDW options"], if verbose { 3 } else { 2 }, rows)
}

fn table(title: &str, headers: &[&str], columns: usize, rows: Vec<Row>) -> Table {
    let columns = headers.iter().take(columns).map(|header| Column::text(header)).collect();
    Table { title: Some(title.to_owned()), columns, rows }
}

fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

/// As `pg_get_userbyid` gives it.
pub fn role_name(catalog: &Catalog, role: Oid) -> String {
    match catalog.role_by_oid(role) {
        Some(role) => role.name.to_string(),
        None => format!("unknown (OID={})", role.0),
    }
}

/// As `regproc` prints it: `-` for none, the schema where the name alone would not find the function.
pub fn function_name(session: &Session, function: Option<Oid>) -> String {
    let (catalog, target) = (session.catalog(), session.target());
    let Some(oid) = function else { return "-".to_owned() };
    let Some(function) = catalog.function(oid) else { return oid.0.to_string() };
    let searched = session.searched_schemas();
    let visible = |schema: &Oid| searched.contains(schema);
    let same_name = catalog.functions().filter(|other| other.name == function.name && visible(&other.schema)).count();
    if visible(&function.schema) && same_name == 1 {
        quote_ident(&function.name, target).into_owned()
    } else {
        format!("{}.{}", quote_ident(catalog.schema_name(function.schema), target), quote_ident(&function.name, target))
    }
}

/// `array_to_string(acl, E'\n')`; NULL for the default privileges.
fn privileges(catalog: &Catalog, acl: &Acl) -> Option<String> {
    acl.0.as_deref()?;
    Some(privilege_items(catalog, acl).join("\n"))
}

/// The items of an access control list as the server prints them, e.g. `bob=U*/alice`; none for the
/// default.
pub fn privilege_items(catalog: &Catalog, acl: &Acl) -> Vec<String> {
    acl.stored_items().iter().map(|item| acl_item(catalog, item)).collect()
}

/// An `aclitem`: `grantee=U*/grantor`.
fn acl_item(catalog: &Catalog, item: &AclItem) -> String {
    let AclItem { grantee, grantor, .. } = item;
    let name = |role: Oid| match catalog.role_by_oid(role) {
        Some(role) => acl_name(&role.name),
        None => role.0.to_string(),
    };
    format!("{}={}/{}", grantee.map_or_else(String::new, name), item.letters(), name(*grantor))
}

/// A name in an `aclitem` is quoted unless it is made of ASCII letters, digits and underscores.
fn acl_name(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return name.to_owned();
    }
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// `(name 'value', …)`; empty when there are no options.
fn options(options: &OptionList, target: Target) -> String {
    if options.is_empty() {
        return String::new();
    }
    let items: Vec<String> = options
        .iter()
        .map(|(name, value)| {
            // Stored as one text `name=value` and split at the first `=`.
            let stored = format!("{name}={value}");
            let (name, value) = stored.split_once('=').unwrap_or((&stored, ""));
            format!("{} {}", quote_ident(name, target), quote_literal(value))
        })
        .collect();
    format!("({})", items.join(", "))
}

/// Whose mappings show their options in the view pg_user_mappings: a superuser sees all, others their
/// own where they own the server or may use it, and the one of PUBLIC where they own the server.
fn sees_options(session: &Session, mapping: &UserMapping, owner: Oid, acl: &Acl) -> bool {
    let catalog = session.catalog();
    let user = session.current_user();
    let roles = privileged_roles(catalog, user);
    let is_superuser = |role: &Oid| catalog.role_by_oid(*role).is_some_and(|role| role.attributes.superuser);
    let owns = roles.contains(&owner);
    let usable = || {
        let items = acl.items(AclKind::ForeignServer, owner);
        let mut usages = items.iter().filter(|item| item.privileges.intersects(PrivilegeSet::USAGE));
        usages.any(|item| item.grantee.is_none_or(|grantee| roles.contains(&grantee)))
    };
    is_superuser(&user)
        || match mapping.user {
            None => owns,
            Some(mapped) => mapped == user && (owns || usable()),
        }
}

/// The roles whose privileges a role has without SET ROLE: itself and those it inherits from.
fn privileged_roles(catalog: &Catalog, role: Oid) -> Vec<Oid> {
    let mut roles = vec![role];
    let mut next = 0;
    while let Some(role) = roles.get(next).and_then(|oid| catalog.role_by_oid(*oid)) {
        next += 1;
        if role.attributes.inherit {
            for membership in &role.member_of {
                if !roles.contains(&membership.role) {
                    roles.push(membership.role);
                }
            }
        }
    }
    roles
}
