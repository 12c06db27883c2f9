//! The catalog as the page shows it.

use medlar_catalog::{Catalog, ForeignDataWrapper, ForeignServer, Oid, OptionList, Relation, RelationKind, Role, sort};
use medlar_engine::{
    EffectiveExecution, Level, Segments, Session, TransactionStatus, connection_string, displayed_type,
    effective_execution,
};
use medlar_protocol as protocol;
use medlar_psql::{function_name, privilege_items, role_name};

/// At most so many user mappings of one server.
const MOST_MAPPINGS: usize = 100;
/// At most so many columns of one table.
const MOST_COLUMNS: usize = 100;

/// The objects that a query asks for.
pub(crate) fn catalog(session: &Session, query: &protocol::CatalogQuery) -> protocol::CatalogView {
    let catalog = session.catalog();
    let search = query.search.to_ascii_lowercase();
    let matches = |name: &str| search.is_empty() || name.to_ascii_lowercase().contains(&search);
    let limit = query.limit as usize;
    let wrappers: Vec<_> = catalog.wrappers().filter(|wrapper| matches(&wrapper.name)).collect();
    let servers: Vec<_> = catalog.servers().filter(|server| matches(&server.name)).collect();
    let tables: Vec<_> = catalog
        .relations()
        .filter(|relation| relation.kind == RelationKind::ForeignTable && matches(&relation.name))
        .map(|relation| (relation_name(session, relation), relation))
        .collect();
    let tables = sort(tables, |(left, _), (right, _)| left < right);
    let mut cloudberry = cloudberry(catalog);
    cloudberry.retain(|object| matches(&object.name));
    let roles: Vec<_> = catalog.roles().filter(|role| matches(&role.name) && !role.name.starts_with("pg_")).collect();
    protocol::CatalogView {
        wrapper_count: wrappers.len() as u32,
        wrappers: wrappers.into_iter().take(limit).map(|one| wrapper(session, one)).collect(),
        server_count: servers.len() as u32,
        servers: servers.into_iter().take(limit).map(|one| server(session, one)).collect(),
        foreign_table_count: tables.len() as u32,
        foreign_tables: tables.into_iter().take(limit).map(|(name, one)| foreign_table(session, name, one)).collect(),
        cloudberry_count: cloudberry.len() as u32,
        cloudberry: cloudberry.into_iter().take(limit).collect(),
        role_count: roles.len() as u32,
        roles: roles.into_iter().take(limit).map(|one| role(catalog, one)).collect(),
        current_user: role_name(catalog, session.current_user()),
        session_user: role_name(catalog, session.session_user()),
        transaction: match session.transaction_status() {
            TransactionStatus::Idle => "idle",
            TransactionStatus::InBlock => "in transaction",
            TransactionStatus::Failed => "failed transaction",
        }
        .to_owned(),
    }
}

fn wrapper(session: &Session, wrapper: &ForeignDataWrapper) -> protocol::WrapperView {
    let catalog = session.catalog();
    let function = |oid: Option<_>| oid.is_some().then(|| function_name(session, oid));
    protocol::WrapperView {
        name: wrapper.name.to_string(),
        owner: role_name(catalog, wrapper.owner),
        handler: function(wrapper.handler),
        validator: function(wrapper.validator),
        options: options(&wrapper.options),
        privileges: privilege_items(catalog, &wrapper.acl),
        comment: wrapper.comment.as_deref().map(str::to_owned),
        extension: wrapper
            .extension
            .and_then(|oid| catalog.extension_by_oid(oid))
            .map(|extension| extension.name.to_string()),
        server_count: catalog.servers_of(wrapper.oid).count() as u32,
    }
}

fn server(session: &Session, server: &ForeignServer) -> protocol::ServerView {
    let catalog = session.catalog();
    let mappings = catalog.user_mappings_of(server.oid);
    protocol::ServerView {
        name: server.name.to_string(),
        wrapper: catalog.wrapper_by_oid(server.wrapper).map_or_else(String::new, |wrapper| wrapper.name.to_string()),
        owner: role_name(catalog, server.owner),
        server_type: server.server_type.as_deref().map(str::to_owned),
        version: server.version.as_deref().map(str::to_owned),
        options: options(&server.options),
        privileges: privilege_items(catalog, &server.acl),
        comment: server.comment.as_deref().map(str::to_owned),
        execution: execution(effective_execution(catalog, server, None, session.target().rules().num_segments)),
        connection_string: connection_string(catalog, server, session.current_user()).map(|string| string.masked),
        user_mapping_count: mappings.len() as u32,
        user_mappings: mappings
            .into_iter()
            .take(MOST_MAPPINGS)
            .map(|one| mapping(catalog, one.user, &one.options))
            .collect(),
    }
}

fn mapping(catalog: &Catalog, user: Option<Oid>, of_mapping: &OptionList) -> protocol::UserMappingView {
    protocol::UserMappingView { user: user.map(|user| role_name(catalog, user)), options: options(of_mapping) }
}

/// Storage servers, then foreign catalogs and volumes.
fn cloudberry(catalog: &Catalog) -> Vec<protocol::CloudberryView> {
    let mut views = Vec::new();
    for server in catalog.storage_servers() {
        let mappings = catalog.dependents_of(server.oid).filter_map(|oid| catalog.storage_user_mapping_by_oid(oid));
        let mappings: Vec<_> = mappings.map(|one| mapping(catalog, one.user, &one.options)).collect();
        views.push(protocol::CloudberryView {
            kind: protocol::CloudberryKind::StorageServer,
            name: server.name.to_string(),
            owner: role_name(catalog, server.owner),
            server: None,
            options: options(&server.options),
            user_mapping_count: mappings.len() as u32,
            user_mappings: mappings.into_iter().take(MOST_MAPPINGS).collect(),
        });
    }
    for object in catalog.foreign_catalogs() {
        let server = catalog.server_by_oid(object.server);
        views.push(protocol::CloudberryView {
            kind: match object.is_volume {
                false => protocol::CloudberryKind::ForeignCatalog,
                true => protocol::CloudberryKind::ForeignVolume,
            },
            name: object.name.to_string(),
            owner: role_name(catalog, object.owner),
            server: server.map(|server| server.name.to_string()),
            options: options(&object.options),
            user_mapping_count: 0,
            user_mappings: Vec::new(),
        });
    }
    views
}

/// The name, behind that of its schema unless that is the one where a session makes its tables.
fn relation_name(session: &Session, relation: &Relation) -> String {
    match session.catalog().schema_name(relation.schema) {
        "public" => relation.name.to_string(),
        schema => [schema, ".", &relation.name].concat(),
    }
}

fn foreign_table(session: &Session, name: String, table: &Relation) -> protocol::ForeignTableView {
    let catalog = session.catalog();
    let server = table.server.and_then(|oid| catalog.server_by_oid(oid));
    let rules = session.target().rules();
    let columns = table.numbered_columns().take(MOST_COLUMNS).map(|(_, column)| protocol::ColumnView {
        name: column.name.to_string(),
        type_name: displayed_type(session, &column.type_name),
        not_null: column.is_not_null,
        options: options(&column.options),
    });
    protocol::ForeignTableView {
        name,
        server: server.map_or_else(String::new, |server| server.name.to_string()),
        owner: role_name(catalog, table.owner),
        columns: columns.collect(),
        column_count: table.numbered_columns().count() as u32,
        options: options(&table.options),
        privileges: privilege_items(catalog, &table.acl),
        comment: table.comment.as_deref().map(str::to_owned),
        execution: server
            .and_then(|server| execution(effective_execution(catalog, server, Some(table), rules.num_segments))),
    }
}

fn execution(execution: Option<EffectiveExecution>) -> Option<protocol::EffectiveExecution> {
    let execution = execution?;
    Some(protocol::EffectiveExecution {
        mpp_execute: execution.location.value.as_str().to_owned(),
        mpp_execute_from: level(execution.location.level),
        num_segments: match execution.segments.value {
            Segments::Count(count) => Some(count),
            Segments::Cluster => None,
        },
        num_segments_from: level(execution.segments.level),
    })
}

fn role(catalog: &Catalog, role: &Role) -> protocol::RoleView {
    protocol::RoleView {
        name: role.name.to_string(),
        superuser: role.attributes.superuser,
        login: role.attributes.login,
        member_of: role.member_of.iter().map(|membership| role_name(catalog, membership.role)).collect(),
    }
}

fn options(options: &OptionList) -> Vec<protocol::OptionView> {
    let view = |(name, value): (&str, &str)| protocol::OptionView { name: name.to_owned(), value: value.to_owned() };
    options.iter().map(view).collect()
}

fn level(level: Level) -> protocol::Level {
    match level {
        Level::Table => protocol::Level::Table,
        Level::ForeignSegments => protocol::Level::ForeignSegments,
        Level::Server => protocol::Level::Server,
        Level::Wrapper => protocol::Level::Wrapper,
        Level::Default => protocol::Level::Default,
    }
}
