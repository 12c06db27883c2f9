//! CREATE EXTENSION, and the extensions that bring wrappers.

use medlar_catalog::{Acl, Extension, ForeignDataWrapper, ForeignServer, Function, FunctionBody, Oid, OptionList};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{CreateExtension, ExtensionOptionKind, ObjectKind};

use crate::context::{Context, already_exists};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};

/// An extension that can be created.
pub(crate) struct Available {
    name: &'static str,
    versions: &'static [Version],
    comment: &'static str,
    /// Made by the script of the first version.
    wrappers: &'static [Wrapper],
    /// The schema that it is always made in.
    schema: Option<&'static str>,
    /// A server that the extension creates on its wrapper.
    server: Option<&'static str>,
    known: fn(&medlar_syntax::TargetRules) -> bool,
}

struct Wrapper {
    name: &'static str,
    handler: Option<&'static str>,
    validator: &'static str,
    /// Its option `protocol`, where it has one; such a wrapper runs on all segments.
    protocol: Option<&'static str>,
}

/// A version, and the functions it adds to the one before; the last version is the default one.
struct Version {
    name: &'static str,
    functions: &'static [Signature],
}

/// Name, argument types, result type.
type Signature = (&'static str, &'static str, &'static str);

static AVAILABLE: &[Available] = &[
    Available {
        name: "postgres_fdw",
        versions: &[
            Version {
                name: "1.0",
                functions: &[
                    ("postgres_fdw_handler", "", "fdw_handler"),
                    ("postgres_fdw_validator", "text[],oid", "void"),
                ],
            },
            Version {
                name: "1.1",
                functions: &[
                    ("postgres_fdw_get_connections", "", "record"),
                    ("postgres_fdw_disconnect", "text", "boolean"),
                    ("postgres_fdw_disconnect_all", "", "boolean"),
                ],
            },
        ],
        comment: "foreign-data wrapper for remote PostgreSQL servers",
        wrappers: &[Wrapper {
            name: "postgres_fdw",
            handler: Some("postgres_fdw_handler()"),
            validator: "postgres_fdw_validator(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: None,
        known: |_| true,
    },
    Available {
        name: "file_fdw",
        versions: &[Version {
            name: "1.0",
            functions: &[("file_fdw_handler", "", "fdw_handler"), ("file_fdw_validator", "text[],oid", "void")],
        }],
        comment: "foreign-data wrapper for flat file access",
        wrappers: &[Wrapper {
            name: "file_fdw",
            handler: Some("file_fdw_handler()"),
            validator: "file_fdw_validator(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: None,
        known: |_| true,
    },
    Available {
        name: "dblink",
        versions: &[Version { name: "1.2", functions: DBLINK }],
        comment: "connect to other PostgreSQL databases from within a database",
        wrappers: &[Wrapper {
            name: "dblink_fdw",
            handler: None,
            validator: "dblink_fdw_validator(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: None,
        known: |_| true,
    },
    Available {
        name: "gp_exttable_fdw",
        versions: &[Version {
            name: "1.0",
            functions: &[
                ("gp_exttable_fdw_handler", "", "fdw_handler"),
                ("gp_exttable_permission_check", "text[],oid", "void"),
            ],
        }],
        comment: "",
        wrappers: &[Wrapper {
            name: "gp_exttable_fdw",
            handler: Some("gp_exttable_fdw_handler()"),
            validator: "gp_exttable_permission_check(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: Some("gp_exttable_server"),
        known: |rules| rules.cloudberry,
    },
    Available {
        name: "greenplum_fdw",
        versions: &[Version {
            name: "1.0",
            functions: &[
                ("greenplum_fdw_handler", "", "fdw_handler"),
                ("greenplum_fdw_validator", "text[],oid", "void"),
            ],
        }],
        comment: "",
        wrappers: &[Wrapper {
            name: "greenplum_fdw",
            handler: Some("greenplum_fdw_handler()"),
            validator: "greenplum_fdw_validator(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: None,
        known: |rules| rules.cloudberry,
    },
    Available {
        name: "pxf_fdw",
        versions: &[Version {
            name: "2.0",
            functions: &[("pxf_fdw_handler", "", "fdw_handler"), ("pxf_fdw_validator", "text[],oid", "void")],
        }],
        comment: "PXF Foreign Data Wrapper for Apache Cloudberry",
        wrappers: &[
            pxf("jdbc_pxf_fdw", "jdbc"),
            pxf("hdfs_pxf_fdw", "hdfs"),
            pxf("hive_pxf_fdw", "hive"),
            pxf("hbase_pxf_fdw", "hbase"),
            pxf("s3_pxf_fdw", "s3"),
            pxf("gs_pxf_fdw", "gs"),
            pxf("abfss_pxf_fdw", "abfss"),
            pxf("wasbs_pxf_fdw", "wasbs"),
            pxf("file_pxf_fdw", "file"),
        ],
        schema: None,
        server: None,
        known: |rules| rules.cloudberry,
    },
    Available {
        name: "plpgsql",
        versions: &[Version { name: "1.0", functions: &[] }],
        comment: "PL/pgSQL procedural language",
        wrappers: &[],
        schema: Some("pg_catalog"),
        server: None,
        known: |_| true,
    },
];

const fn pxf(name: &'static str, protocol: &'static str) -> Wrapper {
    let (handler, validator) = (Some("pxf_fdw_handler()"), "pxf_fdw_validator(text[],oid)");
    Wrapper { name, handler, validator, protocol: Some(protocol) }
}

static DBLINK: &[Signature] = &[
    ("dblink_connect", "text", "text"),
    ("dblink_connect", "text,text", "text"),
    ("dblink_connect_u", "text", "text"),
    ("dblink_connect_u", "text,text", "text"),
    ("dblink_disconnect", "", "text"),
    ("dblink_disconnect", "text", "text"),
    ("dblink_open", "text,text", "text"),
    ("dblink_open", "text,text,boolean", "text"),
    ("dblink_open", "text,text,text", "text"),
    ("dblink_open", "text,text,text,boolean", "text"),
    ("dblink_fetch", "text,integer", "record"),
    ("dblink_fetch", "text,integer,boolean", "record"),
    ("dblink_fetch", "text,text,integer", "record"),
    ("dblink_fetch", "text,text,integer,boolean", "record"),
    ("dblink_close", "text", "text"),
    ("dblink_close", "text,boolean", "text"),
    ("dblink_close", "text,text", "text"),
    ("dblink_close", "text,text,boolean", "text"),
    ("dblink", "text,text", "record"),
    ("dblink", "text,text,boolean", "record"),
    ("dblink", "text", "record"),
    ("dblink", "text,boolean", "record"),
    ("dblink_exec", "text,text", "text"),
    ("dblink_exec", "text,text,boolean", "text"),
    ("dblink_exec", "text", "text"),
    ("dblink_exec", "text,boolean", "text"),
    ("dblink_get_pkey", "text", "dblink_pkey_results"),
    ("dblink_build_sql_insert", "text,int2vector,integer,text[],text[]", "text"),
    ("dblink_build_sql_delete", "text,int2vector,integer,text[]", "text"),
    ("dblink_build_sql_update", "text,int2vector,integer,text[],text[]", "text"),
    ("dblink_current_query", "", "text"),
    ("dblink_send_query", "text,text", "integer"),
    ("dblink_is_busy", "text", "integer"),
    ("dblink_get_result", "text", "record"),
    ("dblink_get_result", "text,boolean", "record"),
    ("dblink_get_connections", "", "text[]"),
    ("dblink_cancel_query", "text", "text"),
    ("dblink_error_message", "text", "text"),
    ("dblink_get_notify", "", "record"),
    ("dblink_get_notify", "text", "record"),
    ("dblink_fdw_validator", "text[],oid", "void"),
];

fn body_of(name: &str, returns: &str) -> FunctionBody {
    match name {
        // Nothing is known of options that greenplum_fdw has and postgres_fdw has not.
        "postgres_fdw_validator" | "greenplum_fdw_validator" => FunctionBody::PostgresFdwValidator,
        "pxf_fdw_validator" => FunctionBody::PxfValidator,
        "file_fdw_validator" => FunctionBody::FileFdwValidator,
        "dblink_fdw_validator" => FunctionBody::DblinkFdwValidator,
        "gp_exttable_permission_check" => FunctionBody::ExttableValidator,
        _ if returns == "fdw_handler" => FunctionBody::Handler,
        _ => FunctionBody::Other,
    }
}

/// Whether the server has a library of that name: that of an extension with a wrapper.
pub(crate) fn has_library(library: &str, rules: &medlar_syntax::TargetRules) -> bool {
    AVAILABLE
        .iter()
        .any(|available| available.name == library && !available.wrappers.is_empty() && (available.known)(rules))
}

/// What the function of that name in the library of an extension does.
pub(crate) fn library_body(library: &str, symbol: &str) -> Option<FunctionBody> {
    let available = AVAILABLE.iter().find(|available| available.name == library)?;
    let mut functions = available.versions.iter().flat_map(|version| version.functions);
    functions.find(|(name, ..)| *name == symbol).map(|(name, _, returns)| body_of(name, returns))
}

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateExtension<'_>) -> Checked {
    let name = &statement.name;
    let extension = &*name.name;
    check_name("extension", "Extension", extension).map_err(|failure| failure.about(name.span))?;
    context.footprint.read(KeyKind::Extension, extension);
    if context.catalog.extension(extension).is_some() {
        if !statement.if_not_exists {
            return Err(already_exists(ObjectKind::Extension, name));
        }
        let message = format!("extension \"{extension}\" already exists, skipping");
        context.notice(SqlState::DuplicateObject, message);
        return Ok(());
    }
    let (mut schema, mut version, mut cascade) = (None, None, false);
    for option in &statement.options {
        let again = match &option.kind {
            ExtensionOptionKind::Schema(name) => schema.replace(name).is_some(),
            ExtensionOptionKind::Version(name) => version.replace((name, option.span)).is_some(),
            ExtensionOptionKind::Cascade => std::mem::replace(&mut cascade, true),
        };
        if again {
            let failure = Failure::new(SqlState::SyntaxError, "conflicting or redundant options");
            return Err(failure.at(option.span));
        }
    }
    let known = AVAILABLE.iter().find(|available| available.name == extension && (available.known)(context.rules));
    let Some(available) = known else {
        return Err(not_available(context, extension).about(name.span));
    };
    let version = match version {
        Some((version, span)) => {
            check_name("extension version", "Version", version).map_err(|failure| failure.about(span))?;
            let found = available.versions.iter().position(|known| known.name == &**version);
            found.ok_or_else(|| {
                let message = format!(
                    "extension \"{extension}\" has no installation script nor update path for version \"{version}\""
                );
                Failure::new(SqlState::InvalidParameterValue, message).about(span)
            })?
        }
        None => available.versions.len().saturating_sub(1),
    };
    let target = match (schema, available.schema) {
        (Some(schema), _) => context.schema(schema)?.oid,
        (None, Some(schema)) => context.catalog.schema(schema).map(|schema| schema.oid).unwrap_or_default(),
        (None, None) => context.creation_schema().map_err(|failure| failure.about(name.span))?,
    };
    if !context.is_superuser() {
        let message = format!("permission denied to create extension \"{extension}\"");
        return Err(Failure::new(SqlState::InsufficientPrivilege, message)
            .hint("Must be superuser to create this extension.")
            .about(name.span));
    }
    // Functions and wrappers can be made in the schemas of the system, types cannot.
    if let Some(schema) = schema.filter(|schema| matches!(&*schema.name, "pg_catalog" | "pg_toast"))
        && available.name == "dblink"
    {
        let message = format!("permission denied to create \"{}.dblink_pkey_results\"", schema.name);
        return Err(Failure::new(SqlState::InsufficientPrivilege, message)
            .detail("System catalog modifications are currently disallowed.")
            .about(schema.span));
    }
    for wrapper in available.wrappers {
        if context.find_wrapper(wrapper.name).is_some() {
            let message = format!("foreign-data wrapper \"{}\" already exists", wrapper.name);
            return Err(Failure::new(SqlState::DuplicateObject, message).about(name.span));
        }
    }
    if let Some(server) = available.server {
        if context.find_server(server).is_some() {
            let message = format!("server \"{server}\" already exists");
            return Err(Failure::new(SqlState::DuplicateObject, message).about(name.span));
        }
        context.footprint.write(KeyKind::Server, server);
    }
    context.footprint.write(KeyKind::Extension, extension);
    context.footprint.write(KeyKind::Functions, "");
    for wrapper in available.wrappers {
        context.footprint.write(KeyKind::Wrapper, wrapper.name);
        context.footprint.write(KeyKind::ServersOf, wrapper.name);
    }
    context.write_references([context.user()]);
    let owner = context.user();
    install(context.catalog, available, version, target, owner);
    Ok(())
}

/// The extensions that a fresh database has.
pub(crate) fn preinstall(catalog: &mut medlar_catalog::Catalog, rules: &medlar_syntax::TargetRules) {
    for name in ["plpgsql", "gp_exttable_fdw"] {
        if let Some(available) = AVAILABLE.iter().find(|available| available.name == name && (available.known)(rules)) {
            install(catalog, available, 0, Oid::PG_CATALOG, Oid::BOOTSTRAP_ROLE);
        }
    }
}

fn install(catalog: &mut medlar_catalog::Catalog, available: &Available, version: usize, schema: Oid, owner: Oid) {
    let extension = catalog.allocate_oid();
    catalog.insert_extension(Extension {
        oid: extension,
        name: available.name.into(),
        owner,
        schema,
        version: available.versions.get(version).map_or("", |version| version.name).into(),
        comment: Some(available.comment).filter(|comment| !comment.is_empty()).map(Into::into),
    });
    for (place, version) in available.versions.iter().enumerate().take(version + 1) {
        for (name, arguments, returns) in version.functions {
            let oid = catalog.allocate_oid();
            catalog.insert_function(Function {
                oid,
                schema,
                name: (*name).into(),
                owner,
                acl: Acl::default(),
                comment: None,
                arguments: (*arguments).into(),
                returns: (*returns).into(),
                body: body_of(name, returns),
                extension: Some(extension),
            });
        }
        // The first version's script makes the wrapper, later ones only add functions.
        for wrapper in available.wrappers.iter().filter(|_| place == 0) {
            install_wrapper(catalog, wrapper, available.server, (extension, schema), owner);
        }
    }
}

fn install_wrapper(
    catalog: &mut medlar_catalog::Catalog,
    wrapper: &Wrapper,
    server: Option<&str>,
    (extension, schema): (Oid, Oid),
    owner: Oid,
) {
    let function = |signature: &str| catalog.function_in(schema, signature).map(|function| function.oid);
    let (handler, validator) = (wrapper.handler.and_then(function), function(wrapper.validator));
    let oid = catalog.allocate_oid();
    catalog.insert_wrapper(ForeignDataWrapper {
        oid,
        name: wrapper.name.into(),
        owner,
        handler,
        validator,
        acl: Acl::default(),
        options: match wrapper.protocol {
            Some(protocol) => OptionList::from_pairs([("protocol", protocol), ("mpp_execute", "all segments")]),
            None => OptionList::default(),
        },
        comment: None,
        extension: Some(extension),
    });
    if let Some(name) = server {
        let server = catalog.allocate_oid();
        catalog.insert_server(ForeignServer {
            oid: server,
            name: name.into(),
            owner,
            wrapper: oid,
            server_type: None,
            version: None,
            acl: Acl::default(),
            options: OptionList::default(),
            comment: None,
            extension: Some(extension),
        });
    }
}

fn not_available(context: &Context<'_>, extension: &str) -> Box<Failure> {
    let file = format!("{}/{extension}.control", context.rules.extension_directory);
    if context.rules.extension_not_available_is_0a000 {
        let message = format!("extension \"{extension}\" is not available");
        Failure::new(SqlState::FeatureNotSupported, message)
            .detail(format!("Could not open extension control file \"{file}\": No such file or directory."))
            .hint("The extension must first be installed on the system where PostgreSQL is running.")
    } else {
        let message = format!("could not open extension control file \"{file}\": No such file or directory");
        Failure::new(SqlState::UndefinedFile, message)
    }
}

/// What the names of extensions and of their versions must not contain, since they are parts of
/// file names.
fn check_name(what: &str, subject: &str, name: &str) -> Checked {
    let detail = if name.is_empty() {
        "must not be empty"
    } else if name.contains("--") {
        "must not contain \"--\""
    } else if name.starts_with('-') || name.ends_with('-') {
        "must not begin or end with \"-\""
    } else if name.contains('/') {
        "must not contain directory separator characters"
    } else {
        return Ok(());
    };
    let message = format!("invalid {what} name: \"{name}\"");
    Err(Failure::new(SqlState::InvalidParameterValue, message).detail(format!("{subject} names {detail}.")))
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::check;

    #[test]
    fn names_options_and_versions_are_checked_in_turn() {
        check(
            Target::Postgresql15,
            &[
                ("CREATE EXTENSION postgres_fdw", &["CREATE EXTENSION"]),
                ("CREATE EXTENSION postgres_fdw", &["ERROR:  42710: extension \"postgres_fdw\" already exists"]),
                (
                    "CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA a SCHEMA b",
                    &["NOTICE:  42710: extension \"postgres_fdw\" already exists, skipping", "CREATE EXTENSION"],
                ),
                (
                    "CREATE EXTENSION file_fdw VERSION '9.9'",
                    &[
                        "ERROR:  22023: extension \"file_fdw\" has no installation script nor update path for version \"9.9\"",
                    ],
                ),
                ("CREATE EXTENSION file_fdw SCHEMA nope", &["ERROR:  3F000: schema \"nope\" does not exist"]),
                (
                    "CREATE EXTENSION \"bad--name\"",
                    &[
                        "ERROR:  22023: invalid extension name: \"bad--name\"",
                        "DETAIL:  Extension names must not contain \"--\".",
                    ],
                ),
                (
                    "CREATE SERVER p1 FOREIGN DATA WRAPPER postgres_fdw; DROP EXTENSION postgres_fdw",
                    &[
                        "CREATE SERVER",
                        "ERROR:  2BP01: cannot drop extension postgres_fdw because other objects depend on it",
                        "DETAIL:  server p1 depends on foreign-data wrapper postgres_fdw",
                        "HINT:  Use DROP ... CASCADE to drop the dependent objects too.",
                    ],
                ),
                (
                    "DROP EXTENSION postgres_fdw CASCADE; CREATE FOREIGN DATA WRAPPER x HANDLER postgres_fdw_handler",
                    &[
                        "NOTICE:  00000: drop cascades to server p1",
                        "DROP EXTENSION",
                        "ERROR:  42883: function postgres_fdw_handler() does not exist",
                    ],
                ),
                ("CREATE EXTENSION dblink; DROP EXTENSION dblink", &["CREATE EXTENSION", "DROP EXTENSION"]),
            ],
        );
    }

    #[test]
    fn cloudberry_has_a_server_from_the_start() {
        check(
            Target::Cloudberry2,
            &[
                (
                    "CREATE SERVER gp_exttable_server FOREIGN DATA WRAPPER nope",
                    &["ERROR:  42710: server \"gp_exttable_server\" already exists"],
                ),
                ("ALTER SERVER gp_exttable_server OPTIONS (anything 'x')", &["ALTER SERVER"]),
                (
                    "DROP EXTENSION gp_exttable_fdw; CREATE FOREIGN DATA WRAPPER w",
                    &["DROP EXTENSION", "CREATE FOREIGN DATA WRAPPER"],
                ),
                (
                    "CREATE SERVER gp_exttable_server FOREIGN DATA WRAPPER w; CREATE EXTENSION gp_exttable_fdw",
                    &["CREATE SERVER", "ERROR:  42710: server \"gp_exttable_server\" already exists"],
                ),
            ],
        );
    }
}
