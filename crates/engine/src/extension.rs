//! CREATE EXTENSION, and its update to another version.

mod available;

use medlar_catalog::{Acl, AclKind, Extension, ForeignDataWrapper, ForeignServer, Function, Oid, OptionList, Schema};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{CreateExtension, ExtensionOptionKind, Ident, ObjectKind};

use crate::context::{Context, already_exists};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure};
use crate::session::not_run;
pub(crate) use available::body_of;
use available::{AVAILABLE, Available, OTHERS, Version, Wrapper};

/// Whether the object file of an extension has a function; `None` where there is no such file.
pub(crate) fn library_has(rules: &medlar_syntax::TargetRules, library: &str, symbol: &str) -> Option<bool> {
    let available = AVAILABLE.iter().find(|available| available.name == library && (available.known)(rules))?;
    let mut versions = available.versions.iter();
    Some(versions.any(|version| version.functions.iter().any(|(name, _, _)| *name == symbol)))
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
        let other = OTHERS.split(' ').find(|other| other.strip_suffix('*').unwrap_or(other) == extension);
        let Some(other) = other else { return Err(not_available(context, extension).about(name.span)) };
        if !context.is_superuser() {
            return Err(permission_denied(extension, other.ends_with('*')).about(name.span));
        }
        return Err(not_run(&format!("CREATE EXTENSION {extension}")).about(name.span));
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
        (Some(schema), fixed) => {
            let oid = context.schema(schema)?.oid;
            if let Some(fixed) = fixed.filter(|fixed| *fixed != schema.name) {
                let message = format!("extension \"{extension}\" must be installed in schema \"{fixed}\"");
                return Err(Failure::new(SqlState::FeatureNotSupported, message).about(schema.span));
            }
            oid
        }
        (None, Some(schema)) => context.catalog.schema(schema).map(|schema| schema.oid).unwrap_or_default(),
        (None, None) => context.creation_schema().map_err(|failure| failure.about(name.span))?,
    };
    if !context.is_superuser() {
        return Err(permission_denied(extension, available.wrappers.is_empty()).about(name.span));
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
    context.footprint.read(KeyKind::Functions, "");
    for (function, arguments, _) in available.versions.iter().take(version + 1).flat_map(|version| version.functions) {
        if context.catalog.function_in(target, &format!("{function}({arguments})")).is_some() {
            let message = format!("function \"{function}\" already exists with same argument types");
            return Err(Failure::new(SqlState::DuplicateFunction, message).about(name.span));
        }
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

/// A trusted extension needs no superuser.
fn permission_denied(extension: &str, is_trusted: bool) -> Box<Failure> {
    let message = format!("permission denied to create extension \"{extension}\"");
    Failure::new(SqlState::InsufficientPrivilege, message).hint(match is_trusted {
        true => "Must have CREATE privilege on current database to create this extension.",
        false => "Must be superuser to create this extension.",
    })
}

/// Brings an extension to another version: the newest, or the one that is asked for.
pub(crate) fn update(context: &mut Context<'_>, extension: &Extension, versions: &[Ident<'_>]) -> Checked {
    if let Some(second) = versions.get(1) {
        return Err(Failure::new(SqlState::SyntaxError, "conflicting or redundant options").at(second.span));
    }
    let name = &extension.name;
    let Some(available) = AVAILABLE.iter().find(|available| *available.name == **name) else { return Ok(()) };
    let newest = available.versions.last().map_or("", |version| version.name);
    let wanted = match versions.first() {
        Some(version) => {
            let check = check_name("extension version", "Version", &version.name);
            check.map_err(|failure| failure.about(version.span))?;
            &*version.name
        }
        None => newest,
    };
    if wanted == &*extension.version {
        let message = format!("version \"{wanted}\" of extension \"{name}\" is already installed");
        context.notice(SqlState::SuccessfulCompletion, message);
        return Ok(());
    }
    let place = |wanted: &str| available.versions.iter().position(|version| version.name == wanted);
    let (from, to) = match (place(&extension.version), place(wanted)) {
        (Some(from), Some(to)) if from < to => (from, to),
        _ => {
            let message = format!(
                "extension \"{name}\" has no update path from version \"{}\" to version \"{wanted}\"",
                extension.version
            );
            return Err(Failure::new(SqlState::InvalidParameterValue, message));
        }
    };
    context.write_object_and_lists(extension.oid);
    context.footprint.write(KeyKind::Functions, "");
    let owner = context.user();
    for version in available.versions.iter().take(to + 1).skip(from + 1) {
        install_functions(context.catalog, version, extension.oid, extension.schema, owner);
    }
    context.catalog.update_extension(extension.oid, |extension| extension.version = wanted.into());
    Ok(())
}

/// Whether an extension makes the result type of a function along with it.
pub fn makes_result_type(catalog: &medlar_catalog::Catalog, function: &Function) -> bool {
    let extension = function.extension.and_then(|extension| catalog.extension_by_oid(extension));
    extension.is_some_and(|extension| function.returns.starts_with(&*extension.name))
}

/// Whether an extension stays in its schema.
pub(crate) fn is_fixed(name: &str) -> bool {
    AVAILABLE.iter().any(|available| available.name == name && available.schema.is_some())
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
        install_functions(catalog, version, extension, schema, owner);
        // The first version's script makes the wrapper, later ones only add functions.
        for wrapper in available.wrappers.iter().filter(|_| place == 0) {
            install_wrapper(catalog, wrapper, available.server, (extension, schema), owner);
        }
    }
    if available.name == "plpgsql" {
        let oid = catalog.allocate_oid();
        catalog.insert_language(Schema {
            oid,
            name: available.name.into(),
            owner,
            acl: Acl::default(),
            comment: Some(available.comment.into()),
            extension: Some(extension),
        });
    }
}

fn install_functions(
    catalog: &mut medlar_catalog::Catalog,
    version: &Version,
    extension: Oid,
    schema: Oid,
    owner: Oid,
) {
    let acl = catalog.acl_of_new(AclKind::Function, owner, Some(schema));
    for (name, arguments, returns) in version.functions {
        let oid = catalog.allocate_oid();
        catalog.insert_function(Function {
            oid,
            schema,
            name: (*name).into(),
            owner,
            acl: if name.ends_with("_u") { without_public(&acl, owner) } else { acl.clone() },
            comment: None,
            arguments: (*arguments).into(),
            returns: (*returns).into(),
            body: body_of(name, returns),
            source: None,
            extension: Some(extension),
        });
    }
}

/// EXECUTE is revoked from PUBLIC.
fn without_public(acl: &Acl, owner: Oid) -> Acl {
    let mut items = acl.items(AclKind::Function, owner);
    items.retain(|item| item.grantee.is_some());
    Acl(Some(items.into()))
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
