//! From a snapshot back to a catalog, checking everything on the way.

use std::fmt;
use std::sync::Arc;

use super::rights::{LANGUAGES, PARAMETERS, SCHEMAS, SYSTEM_TABLES, TABLESPACES};
use super::{AclItemSnapshot, CatalogSnapshot, FunctionSnapshot, RoleSnapshot, VERSION};
use crate::catalog::Object;
use crate::map::Index;
use crate::{
    Acl, AclItem, Catalog, Extension, ForeignCatalog, ForeignDataWrapper, ForeignServer, Function, Membership, Name,
    Oid, OptionList, PrivilegeSet, Role, RoleAttributes, Schema, StorageServer, StorageUserMapping, UserMapping,
};

/// The server cuts names to this many bytes.
const LONGEST_NAME: usize = 63;
/// No text of a statement gets near this.
const LONGEST_TEXT: usize = 1 << 26;
/// No script makes more objects.
const MOST_OBJECTS: usize = 1 << 22;

/// Why a snapshot cannot be a catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// Its form is of another version.
    Version(u32),
    /// It has more objects than could have been made.
    TooManyObjects(usize),
    /// A name is empty, too long, or has a NUL in it.
    BadName(String),
    /// A text is too long or has a NUL in it; of the object of this name.
    BadText(String),
    /// An OID is not one that the object of this name can have.
    BadOid(String, u32),
    /// Two things have the same name or OID.
    Duplicate(String),
    /// Something refers to what is not there.
    Missing(String),
    /// A role is, through others, a member of itself.
    CircularMembership(String),
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SnapshotError::Version(version) => write!(formatter, "version {version} of the form is not known"),
            SnapshotError::TooManyObjects(count) => write!(formatter, "{count} objects are too many"),
            SnapshotError::BadName(name) => write!(formatter, "{name:?} cannot be a name"),
            SnapshotError::BadText(name) => write!(formatter, "a text of {name:?} cannot be stored"),
            SnapshotError::BadOid(name, oid) => write!(formatter, "{name:?} cannot have the OID {oid}"),
            SnapshotError::Duplicate(what) => write!(formatter, "{what} is there twice"),
            SnapshotError::Missing(what) => write!(formatter, "{what} is missing"),
            SnapshotError::CircularMembership(role) => write!(formatter, "role {role:?} is a member of itself"),
        }
    }
}

impl std::error::Error for SnapshotError {}

pub(super) type Restored<T> = Result<T, SnapshotError>;

impl Catalog {
    /// The catalog of a snapshot, after everything in it has been checked. What version 1 did not know
    /// is as in this fresh catalog.
    pub fn from_snapshot(snapshot: &CatalogSnapshot, fresh: &Catalog) -> Result<Catalog, SnapshotError> {
        if !(1..=VERSION).contains(&snapshot.version) {
            return Err(SnapshotError::Version(snapshot.version));
        }
        let CatalogSnapshot {
            version: _,
            next_oid,
            roles,
            extensions,
            functions,
            wrappers,
            servers,
            user_mappings,
            database,
            schemas,
            languages,
            tablespaces,
            parameters,
            system_tables,
            default_acls,
            role_uses,
            relations,
            types,
            storage_servers,
            storage_user_mappings,
            foreign_catalogs,
        } = snapshot;
        let relations = relations.as_deref().unwrap_or_default();
        let default_acls = default_acls.as_deref().unwrap_or_default();
        let types = types.as_deref().unwrap_or_default();
        let storage_servers = storage_servers.as_deref().unwrap_or_default();
        let storage_user_mappings = storage_user_mappings.as_deref().unwrap_or_default();
        let foreign_catalogs = foreign_catalogs.as_deref().unwrap_or_default();
        let count = roles.len()
            + extensions.len()
            + functions.len()
            + wrappers.len()
            + servers.len()
            + user_mappings.len()
            + schemas.as_ref().map_or(0, Vec::len)
            + languages.as_ref().map_or(0, Vec::len)
            + tablespaces.as_ref().map_or(0, Vec::len)
            + parameters.as_ref().map_or(0, Vec::len)
            + system_tables.as_ref().map_or(0, Vec::len)
            + default_acls.len()
            + relations.len()
            + types.len()
            + storage_servers.len()
            + storage_user_mappings.len()
            + foreign_catalogs.len();
        if count > MOST_OBJECTS {
            return Err(SnapshotError::TooManyObjects(count));
        }
        if *next_oid < Oid::FIRST_NORMAL.0 {
            return Err(SnapshotError::BadOid("the next object".to_owned(), *next_oid));
        }
        let mut restore = Restore { catalog: Catalog::default(), next_oid: *next_oid };
        restore.catalog.next_oid = *next_oid;
        restore.roles(roles)?;
        match database {
            Some(database) => restore.database(database)?,
            None => {
                fresh.database().into_iter().for_each(|known| restore.catalog.insert_database(Schema::clone(known)))
            }
        }
        let kinds = [
            (&SCHEMAS, schemas.as_deref()),
            (&LANGUAGES, languages.as_deref()),
            (&TABLESPACES, tablespaces.as_deref()),
            (&PARAMETERS, parameters.as_deref()),
            (&SYSTEM_TABLES, system_tables.as_deref()),
        ];
        for (kind, snapshots) in kinds {
            restore.kind(kind, snapshots, fresh)?;
        }
        for extension in extensions {
            let name = name(&extension.name)?;
            restore.free(restore.catalog.extension(&name).is_none(), || format!("extension {name:?}"))?;
            let oid = restore.oid(&name, extension.oid)?;
            let owner = restore.role(&extension.owner)?;
            restore.catalog.insert_extension(Extension {
                oid,
                owner,
                schema: restore.schema(&extension.schema)?,
                version: text(&name, &extension.version)?,
                comment: optional_text(&name, &extension.comment)?,
                name,
            });
        }
        for (_, snapshots) in kinds {
            restore.members(snapshots.unwrap_or_default())?;
        }
        restore.default_acls(default_acls)?;
        restore.types(types)?;
        for function in functions {
            let oid = restore.oid(&function.name, function.oid)?;
            let restored = Function {
                oid,
                schema: restore.schema(&function.schema)?,
                owner: restore.function_owner(function)?,
                acl: restore.acl(&function.acl)?,
                comment: optional_text(&function.name, &function.comment)?,
                name: name(&function.name)?,
                arguments: text(&function.name, &function.arguments)?,
                returns: text(&function.name, &function.returns)?,
                body: function.body,
                source: optional_text(&function.name, &function.source)?,
                extension: restore.extension(&function.extension)?,
            };
            let signature = restored.signature();
            let free = restore.catalog.function_in(restored.schema, &signature).is_none();
            restore.free(free, || signature.clone())?;
            restore.catalog.insert_function(restored);
        }
        for wrapper in wrappers {
            let name = name(&wrapper.name)?;
            restore.free(restore.catalog.wrapper(&name).is_none(), || format!("foreign-data wrapper {name:?}"))?;
            let restored = ForeignDataWrapper {
                oid: restore.oid(&name, wrapper.oid)?,
                owner: restore.role(&wrapper.owner)?,
                handler: restore.function(&wrapper.handler)?,
                validator: restore.function(&wrapper.validator)?,
                acl: restore.acl(&wrapper.acl)?,
                options: options(&name, &wrapper.options)?,
                comment: optional_text(&name, &wrapper.comment)?,
                extension: restore.extension(&wrapper.extension)?,
                name,
            };
            restore.catalog.insert_wrapper(restored);
        }
        for server in servers {
            let name = name(&server.name)?;
            restore.free(restore.catalog.server(&name).is_none(), || format!("server {name:?}"))?;
            let wrapper = restore.catalog.wrapper(&server.wrapper).map(|wrapper| wrapper.oid);
            let restored = ForeignServer {
                oid: restore.oid(&name, server.oid)?,
                owner: restore.role(&server.owner)?,
                wrapper: wrapper.ok_or_else(|| missing("foreign-data wrapper", &server.wrapper))?,
                server_type: optional_text(&name, &server.server_type)?,
                version: optional_text(&name, &server.version)?,
                acl: restore.acl(&server.acl)?,
                options: options(&name, &server.options)?,
                comment: optional_text(&name, &server.comment)?,
                extension: restore.extension(&server.extension)?,
                name,
            };
            restore.catalog.insert_server(restored);
        }
        for mapping in user_mappings {
            let server = restore.catalog.server(&mapping.server).map(|server| server.oid);
            let server = server.ok_or_else(|| missing("server", &mapping.server))?;
            let user = mapping.user.as_ref().map(|user| restore.role(user)).transpose()?;
            let what = || format!("user mapping for {:?} on server {:?}", mapping.user, mapping.server);
            restore.free(restore.catalog.user_mapping(server, user).is_none(), what)?;
            let oid = restore.oid(&mapping.server, mapping.oid)?;
            let options = options(&mapping.server, &mapping.options)?;
            restore.catalog.insert_user_mapping(UserMapping { oid, user, server, options });
        }
        for server in storage_servers {
            let name = name(&server.name)?;
            restore.free(restore.catalog.storage_server(&name).is_none(), || format!("storage server {name:?}"))?;
            let oid = restore.oid(&name, server.oid)?;
            let owner = restore.role(&server.owner)?;
            let (acl, options) = (restore.acl(&server.acl)?, options(&name, &server.options)?);
            restore.catalog.insert_storage_server(StorageServer { oid, name, owner, acl, options });
        }
        for mapping in storage_user_mappings {
            let server = restore.catalog.storage_server(&mapping.server).map(|server| server.oid);
            let server = server.ok_or_else(|| missing("storage server", &mapping.server))?;
            let user = mapping.user.as_ref().map(|user| restore.role(user)).transpose()?;
            let what = || format!("user mapping for {:?} on storage server {:?}", mapping.user, mapping.server);
            restore.free(restore.catalog.storage_user_mapping(server, user).is_none(), what)?;
            let oid = restore.oid(&mapping.server, mapping.oid)?;
            let options = options(&mapping.server, &mapping.options)?;
            restore.catalog.insert_storage_user_mapping(StorageUserMapping { oid, user, server, options });
        }
        for object in foreign_catalogs {
            let (name, is_volume) = (name(&object.name)?, object.is_volume);
            let is_free = restore.catalog.foreign_catalog(is_volume, &name).is_none();
            restore.free(is_free, || format!("foreign catalog or volume {name:?}"))?;
            let server = restore.catalog.server(&object.server).map(|server| server.oid);
            let server = server.ok_or_else(|| missing("server", &object.server))?;
            let oid = restore.oid(&name, object.oid)?;
            let owner = restore.role(&object.owner)?;
            let options = options(&name, &object.options)?;
            restore.catalog.insert_foreign_catalog(ForeignCatalog { oid, name, is_volume, owner, server, options });
        }
        restore.relations(relations)?;
        restore.check_references()?;
        restore.order_role_uses(role_uses.as_deref().unwrap_or_default());
        Ok(restore.catalog)
    }
}

pub(super) struct Restore {
    pub(super) catalog: Catalog,
    next_oid: u32,
}

impl Restore {
    fn roles(&mut self, roles: &[RoleSnapshot]) -> Restored<()> {
        for role in roles {
            let name = name(&role.name)?;
            self.free(self.catalog.role(&name).is_none(), || format!("role {name:?}"))?;
            let oid = self.oid(&name, role.oid)?;
            let attributes = RoleAttributes {
                superuser: role.superuser,
                inherit: role.inherit,
                create_role: role.create_role,
                create_db: role.create_db,
                login: role.login,
                replication: role.replication,
                bypass_rls: role.bypass_rls,
                connection_limit: role.connection_limit,
                valid_until: optional_text(&name, &role.valid_until)?,
            };
            let comment = optional_text(&name, &role.comment)?;
            self.catalog.insert_role(Role { oid, name, attributes, member_of: Vec::new(), comment });
        }
        if self.catalog.role_by_oid(Oid::BOOTSTRAP_ROLE).is_none() {
            return Err(SnapshotError::Missing("the bootstrap superuser".to_owned()));
        }
        for role in roles {
            let oid = self.role(&role.name)?;
            let mut member_of: Vec<Membership> = Vec::with_capacity(role.member_of.len());
            let mut seen = Index::default();
            for membership in &role.member_of {
                let (group, grantor) = (self.role(&membership.role)?, self.role(&membership.grantor)?);
                self.free(seen.insert(group.0, grantor), || {
                    format!("membership of {:?} in {:?}", role.name, membership.role)
                })?;
                member_of.push(Membership { role: group, grantor, admin_option: membership.admin_option });
            }
            self.catalog.update_role(oid, |role| role.member_of = member_of);
        }
        self.refuse_circles(roles)
    }

    /// Takes away roles whose groups have all been taken away; what remains goes in a circle.
    fn refuse_circles(&self, roles: &[RoleSnapshot]) -> Restored<()> {
        // In the order of their OIDs, with the number of their groups.
        let mut waiting = Vec::new();
        let mut free = Vec::new();
        for object in self.catalog.objects.iter() {
            let Object::Role(role) = object else { continue };
            let mut groups = Index::default();
            let count = role.member_of.iter().filter(|membership| groups.insert(0, membership.role)).count();
            waiting.push((role.oid, count));
            if count == 0 {
                free.push(role.oid);
            }
        }
        let place = |waiting: &[(Oid, usize)], oid| waiting.binary_search_by_key(&oid, |(oid, _)| *oid);
        while let Some(group) = free.pop() {
            for member in self.catalog.members_of(group) {
                let found = place(&waiting, member.oid).ok().and_then(|place| waiting.get_mut(place));
                if let Some((_, count)) = found {
                    *count -= 1;
                    if *count == 0 {
                        free.push(member.oid);
                    }
                }
            }
        }
        let circular = waiting.iter().filter(|(_, count)| *count > 0);
        match roles.iter().find(|role| circular.clone().any(|(oid, _)| oid.0 == role.oid)) {
            Some(role) => Err(SnapshotError::CircularMembership(role.name.clone())),
            None => Ok(()),
        }
    }

    pub(super) fn free(&self, is_free: bool, what: impl FnOnce() -> String) -> Restored<()> {
        if is_free { Ok(()) } else { Err(SnapshotError::Duplicate(what())) }
    }

    /// An OID below the next one that no object has yet.
    pub(super) fn oid(&self, name: &str, oid: u32) -> Restored<Oid> {
        let plausible = oid != 0 && oid < self.next_oid;
        let is_free = self.catalog.objects.get(Oid(oid)).is_none();
        if plausible && is_free { Ok(Oid(oid)) } else { Err(SnapshotError::BadOid(name.to_owned(), oid)) }
    }

    pub(super) fn role(&self, name: &str) -> Restored<Oid> {
        self.catalog.role(name).map(|role| role.oid).ok_or_else(|| missing("role", name))
    }

    pub(super) fn extension(&self, name: &Option<String>) -> Restored<Option<Oid>> {
        let Some(name) = name else { return Ok(None) };
        let extension = self.catalog.extension(name).ok_or_else(|| missing("extension", name))?;
        Ok(Some(extension.oid))
    }

    pub(super) fn schema(&self, name: &str) -> Restored<Oid> {
        self.catalog.schema(name).map(|schema| schema.oid).ok_or_else(|| missing("schema", name))
    }

    /// An OID below the next one, of a part of an object.
    pub(super) fn made(&self, of: &str, oid: u32) -> Restored<Oid> {
        if oid != 0 && oid < self.next_oid { Ok(Oid(oid)) } else { Err(SnapshotError::BadOid(of.to_owned(), oid)) }
    }

    fn function_owner(&self, function: &FunctionSnapshot) -> Restored<Oid> {
        match (&function.owner, self.extension(&function.extension)?) {
            (Some(owner), _) => self.role(owner),
            (None, Some(extension)) => {
                Ok(self.catalog.extension_by_oid(extension).map_or(Oid::BOOTSTRAP_ROLE, |extension| extension.owner))
            }
            (None, None) => Ok(Oid::BOOTSTRAP_ROLE),
        }
    }

    fn function(&self, name: &Option<String>) -> Restored<Option<Oid>> {
        let Some(name) = name else { return Ok(None) };
        let is_named = |function: &&Arc<Function>| {
            let signature = function.signature();
            let of_schema = name.strip_suffix(&*signature).and_then(|schema| schema.strip_suffix('.'));
            signature == *name || of_schema == Some(self.catalog.schema_name(function.schema))
        };
        let function = self.catalog.functions().find(is_named).ok_or_else(|| missing("function", name))?;
        Ok(Some(function.oid))
    }

    pub(super) fn acl(&self, items: &Option<Vec<AclItemSnapshot>>) -> Restored<Acl> {
        let Some(items) = items else { return Ok(Acl::default()) };
        let mut restored = Vec::with_capacity(items.len());
        let mut seen = Index::default();
        for item in items {
            let grantee = item.grantee.as_ref().map(|grantee| self.role(grantee)).transpose()?;
            let grantor = self.role(&item.grantor)?;
            self.free(seen.insert(grantee.unwrap_or_default().0, grantor), || {
                format!("a right granted by {:?}", item.grantor)
            })?;
            let (privileges, grant_options) = privileges(item)?;
            restored.push(AclItem { grantee, grantor, privileges, grant_options });
        }
        Ok(Acl(Some(restored.into())))
    }
}

fn privileges(item: &AclItemSnapshot) -> Restored<(PrivilegeSet, PrivilegeSet)> {
    let usage = |has: Option<bool>| if has == Some(true) { PrivilegeSet::USAGE } else { PrivilegeSet::NONE };
    match &item.privileges {
        Some(letters) => AclItem::read_letters(letters).ok_or_else(|| SnapshotError::BadText(item.grantor.clone())),
        None => Ok((usage(item.usage), usage(item.grant_option))),
    }
}

pub(super) fn missing(kind: &str, name: &str) -> SnapshotError {
    SnapshotError::Missing(format!("{kind} {name:?}"))
}

pub(super) fn name(name: &str) -> Restored<Name> {
    if name.is_empty() || name.len() > LONGEST_NAME || name.contains('\0') {
        return Err(SnapshotError::BadName(name.to_owned()));
    }
    Ok(name.into())
}

pub(super) fn text(of: &str, text: &str) -> Restored<Arc<str>> {
    if text.len() > LONGEST_TEXT || text.contains('\0') {
        return Err(SnapshotError::BadText(of.to_owned()));
    }
    Ok(text.into())
}

pub(super) fn optional_text(of: &str, value: &Option<String>) -> Restored<Option<Arc<str>>> {
    value.as_ref().map(|value| text(of, value)).transpose()
}

pub(super) fn options(of: &str, pairs: &[(String, String)]) -> Restored<OptionList> {
    for (option, value) in pairs {
        name(option)?;
        text(of, value)?;
    }
    let mut names: Vec<&str> = pairs.iter().map(|(option, _)| &**option).collect();
    names.sort_unstable();
    if let Some([option, _]) = names.array_windows().find(|[name, next]| name == next) {
        return Err(SnapshotError::Duplicate(format!("option {option:?} of {of:?}")));
    }
    Ok(OptionList::from_pairs(pairs.iter().map(|(name, value)| (&**name, &**value))))
}
