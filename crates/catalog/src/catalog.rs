//! The catalog value and its look-ups.

use std::sync::Arc;

use imbl::OrdMap;

use crate::{Extension, ForeignDataWrapper, ForeignServer, Function, Name, Oid, Role, UserMapping};

/// All objects of one database. Clone is O(1).
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    wrappers: OrdMap<Name, Arc<ForeignDataWrapper>>,
    servers: OrdMap<Name, Arc<ForeignServer>>,
    roles: OrdMap<Name, Arc<Role>>,
    mappings: OrdMap<(Oid, Option<Oid>), Arc<UserMapping>>,
    functions: OrdMap<Oid, Arc<Function>>,
    extensions: OrdMap<Name, Arc<Extension>>,
}

impl Catalog {
    /// The wrapper of that name.
    pub fn wrapper(&self, name: &str) -> Option<&Arc<ForeignDataWrapper>> {
        self.wrappers.get(name)
    }

    /// The wrapper with that OID.
    pub fn wrapper_by_oid(&self, oid: Oid) -> Option<&Arc<ForeignDataWrapper>> {
        self.wrappers().find(|wrapper| wrapper.oid == oid)
    }

    /// Every wrapper, by name, bytewise.
    pub fn wrappers(&self) -> impl Iterator<Item = &Arc<ForeignDataWrapper>> {
        self.wrappers.values()
    }

    /// The server of that name.
    pub fn server(&self, name: &str) -> Option<&Arc<ForeignServer>> {
        self.servers.get(name)
    }

    /// The server with that OID.
    pub fn server_by_oid(&self, oid: Oid) -> Option<&Arc<ForeignServer>> {
        self.servers().find(|server| server.oid == oid)
    }

    /// Every server, by name, bytewise.
    pub fn servers(&self) -> impl Iterator<Item = &Arc<ForeignServer>> {
        self.servers.values()
    }

    /// The mapping of a role (`None` is PUBLIC) for a server.
    pub fn user_mapping(&self, server: Oid, user: Option<Oid>) -> Option<&Arc<UserMapping>> {
        self.mappings.get(&(server, user))
    }

    /// Every mapping of a server, in creation order.
    pub fn user_mappings_of(&self, server: Oid) -> Vec<&Arc<UserMapping>> {
        let mut mappings: Vec<_> = self.mappings.values().filter(|mapping| mapping.server == server).collect();
        mappings.sort_by_key(|mapping| mapping.oid);
        mappings
    }

    /// The role of that name.
    pub fn role(&self, name: &str) -> Option<&Arc<Role>> {
        self.roles.get(name)
    }

    /// The role with that OID.
    pub fn role_by_oid(&self, oid: Oid) -> Option<&Arc<Role>> {
        self.roles().find(|role| role.oid == oid)
    }

    /// Every role, by name, bytewise.
    pub fn roles(&self) -> impl Iterator<Item = &Arc<Role>> {
        self.roles.values()
    }

    /// The function with that OID.
    pub fn function(&self, oid: Oid) -> Option<&Arc<Function>> {
        self.functions.get(&oid)
    }

    /// The extension of that name.
    pub fn extension(&self, name: &str) -> Option<&Arc<Extension>> {
        self.extensions.get(name)
    }

    /// Every extension, by name, bytewise.
    pub fn extensions(&self) -> impl Iterator<Item = &Arc<Extension>> {
        self.extensions.values()
    }
}
