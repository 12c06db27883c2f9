//! What `\d` and the commands that begin with it show: which list is meant, and the lists of objects
//! that are in no schema.

use medlar_catalog::{Acl, Catalog, Oid, OptionList, Relation, RelationKind, sort};
use medlar_engine::{Session, sees_mapping_options};
use medlar_syntax::printer::{quote_ident, quote_literal};
use medlar_syntax::{FULL, Target};

use crate::pattern::ObjectPattern;
use crate::table::{Column, Footer, Table};
use crate::{lists, relation, relations};

/// Which objects a command lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// `\dew`
    Wrappers,
    /// `\des`
    Servers,
    /// `\deu`
    UserMappings,
    /// `\det`
    ForeignTables,
    /// `\d` with a name: the columns of each relation, and what it has besides.
    Relation,
    /// `\d` without a name, `\dt` …: the letters of the kinds.
    Relations,
    /// `\dp` and `\z`
    AccessPrivileges,
    /// `\ddp`
    DefaultPrivileges,
    /// `\dn`
    Schemas,
    /// `\dx`, which with `+` lists what belongs to each extension.
    Extensions,
    /// `\du` and `\dg`
    Roles,
}

impl List {
    /// How many parts a pattern may have.
    pub(crate) fn most_parts(self) -> usize {
        match self {
            List::ForeignTables | List::Relation | List::Relations | List::AccessPrivileges => 3,
            List::DefaultPrivileges => 3,
            List::Schemas => 2,
            List::Wrappers | List::Servers | List::UserMappings | List::Extensions | List::Roles => 1,
        }
    }
}

/// The kinds of relations that `\d` without a name lists.
pub(crate) const ALL_KINDS: &str = "tvmsE";

/// What a command asks for.
pub(crate) struct Request<'r> {
    pub(crate) list: List,
    /// The name of the command.
    pub(crate) command: &'r str,
    pub(crate) pattern: Option<&'r ObjectPattern>,
    /// As written.
    pub(crate) pattern_text: Option<&'r str>,
}

/// That there is nothing of the name; whether the command fails with it.
pub(crate) struct NotFound {
    pub(crate) message: String,
    pub(crate) fails: bool,
}

pub(crate) type Row = Vec<Option<String>>;

/// The tables that psql's queries on the system catalogs give.
pub(crate) fn list(session: &Session, request: &Request<'_>) -> Result<Vec<Table>, NotFound> {
    let Request { list, command, pattern, .. } = *request;
    let verbose = command.contains('+');
    let matches = |name: &str| pattern.is_none_or(|pattern| pattern.name.matches(name));
    Ok(vec![match list {
        List::Wrappers => wrappers(session, &matches, verbose),
        List::Servers => servers(session, &matches, verbose),
        List::UserMappings => user_mappings(session, &matches, verbose),
        List::Roles => lists::roles(session, &matches, command.contains('S') || pattern.is_some(), verbose),
        _ if FULL => return list_in_schemas(session, request),
        _ => return Ok(Vec::new()),
    }])
}

/// As [`list`], of what is in schemas, of these themselves and of extensions.
fn list_in_schemas(session: &Session, request: &Request<'_>) -> Result<Vec<Table>, NotFound> {
    let Request { list, command, pattern, pattern_text } = *request;
    let verbose = command.contains('+');
    let matches = |name: &str| pattern.is_none_or(|pattern| pattern.name.matches(name));
    let mut found = match list {
        List::ForeignTables | List::Relation | List::Relations | List::AccessPrivileges => {
            relations::matching(session, pattern)
        }
        _ => Vec::new(),
    };
    // What is in schemas of the system is left out where it is not asked for.
    let schema_of = |relation: &Relation| session.catalog().schema_name(relation.schema);
    match list {
        List::Relations if pattern.is_none() && !command.contains('S') => {
            found.retain(|relation| !matches!(schema_of(relation), "pg_catalog" | "information_schema"));
        }
        List::AccessPrivileges if pattern.is_none_or(|pattern| pattern.schema.is_none()) => {
            found.retain(|relation| !schema_of(relation).starts_with("pg_"));
        }
        _ => {}
    }
    let not_found = |kind: &str, fails| {
        let message = match pattern_text {
            Some(pattern) => format!("Did not find any {kind} named \"{pattern}\"."),
            None => format!("Did not find any {kind}s."),
        };
        Err(NotFound { message, fails })
    };
    Ok(vec![match list {
        List::ForeignTables => relations::foreign_tables(session, &found, verbose),
        List::Relation if found.is_empty() => return not_found("relation", true),
        List::Relation if found.iter().any(|one| one.kind == RelationKind::Sequence) => {
            let message = format!("\\{command} of a sequence is not available in Medlar yet");
            return Err(NotFound { message, fails: true });
        }
        List::Relation => return Ok(found.iter().map(|one| relation::describe(session, one, verbose)).collect()),
        List::Relations => {
            let is_kind = |letter: &char| ALL_KINDS.contains(*letter) || *letter == relations::INDEXES;
            let letters: String = command.chars().filter(is_kind).collect();
            let letters = if letters.is_empty() { ALL_KINDS } else { &letters };
            match relations::relations(session, &found, letters, verbose) {
                Some(table) => table,
                None => return not_found("relation", false),
            }
        }
        List::AccessPrivileges => relations::access_privileges(session, &found),
        List::DefaultPrivileges => lists::default_privileges(session, pattern),
        List::Schemas => lists::schemas(session, &matches, command.contains('S') || pattern.is_some(), verbose),
        List::Extensions if verbose => {
            let tables = lists::extension_contents(session, &matches);
            return if tables.is_empty() { not_found("extension", true) } else { Ok(tables) };
        }
        List::Extensions => lists::extensions(session, &matches),
        List::Wrappers | List::Servers | List::UserMappings | List::Roles => return Ok(Vec::new()),
    }])
}

fn wrappers(session: &Session, matches: &dyn Fn(&str) -> bool, verbose: bool) -> Table {
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

fn servers(session: &Session, matches: &dyn Fn(&str) -> bool, verbose: bool) -> Table {
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

fn user_mappings(session: &Session, matches: &dyn Fn(&str) -> bool, verbose: bool) -> Table {
    let catalog = session.catalog();
    let mut rows = Vec::new();
    for server in catalog.servers() {
        let mappings: Vec<_> = catalog
            .user_mappings_of(server.oid)
            .into_iter()
            .map(|mapping| (mapping.user.map_or_else(|| "public".to_owned(), |user| role_name(catalog, user)), mapping))
            .filter(|(user, _)| matches(&server.name) || matches(user))
            .collect();
        for (user, mapping) in sort(mappings, |(left, _), (right, _)| left < right) {
            let mut row = vec![text(&server.name), Some(user)];
            if verbose {
                let visible = sees_mapping_options(catalog, session.current_user(), server, mapping);
                row.push(Some(if visible { options(&mapping.options, session.target()) } else { String::new() }));
            }
            rows.push(row);
        }
    }
    table("List of user mappings", &["Server", "User name", "FDW options"], if verbose { 3 } else { 2 }, rows)
}

/// A table of the first columns.
pub(crate) fn table(title: &str, headers: &[&str], columns: usize, rows: Vec<Row>) -> Table {
    let columns: Vec<Column> = headers.iter().take(columns).map(|header| Column::text(header)).collect();
    let mut rows = rows;
    rows.iter_mut().for_each(|row: &mut Row| row.truncate(columns.len()));
    Table { title: Some(title.to_owned()), columns, rows, footer: Footer::RowCount }
}

pub(crate) fn text(value: &str) -> Option<String> {
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
pub(crate) fn privileges(catalog: &Catalog, acl: &Acl) -> Option<String> {
    acl.0.as_deref()?;
    Some(privilege_items(catalog, acl).join("\n"))
}

/// The items of an access control list as the server prints them, e.g. `bob=U*/alice`; none for the
/// default.
pub fn privilege_items(catalog: &Catalog, acl: &Acl) -> Vec<String> {
    acl.stored_items().iter().map(|item| catalog.printed_acl_item(item)).collect()
}

/// `(name 'value', …)`; empty when there are no options.
pub(crate) fn options(options: &OptionList, target: Target) -> String {
    if options.is_empty() {
        return String::new();
    }
    let items: Vec<String> = options
        .read_back()
        .map(|(name, value)| format!("{} {}", quote_ident(&name, target), quote_literal(&value)))
        .collect();
    format!("({})", items.join(", "))
}
