//! The catalog value and its look-ups.

use std::sync::Arc;

use crate::links::Links;
use crate::map::Map;
use crate::names::{Key, Kind, Names};
use crate::{
    Extension, ForeignCatalog, ForeignDataWrapper, ForeignServer, Function, Name, Oid, Role, StorageServer,
    StorageUserMapping, UserMapping,
};

/// Any object.
#[derive(Clone, Debug)]
pub(crate) enum Object {
    Wrapper(Arc<ForeignDataWrapper>),
    Server(Arc<ForeignServer>),
    Mapping(Arc<UserMapping>),
    Role(Arc<Role>),
    Function(Arc<Function>),
    Extension(Arc<Extension>),
    StorageServer(Arc<StorageServer>),
    StorageMapping(Arc<StorageUserMapping>),
    ForeignCatalog(Arc<ForeignCatalog>),
}

/// An object and what the content hash knows of it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) object: Object,
    pub(crate) identity: u64,
    pub(crate) term: u64,
}

/// All objects of one database. Clone is O(1).
#[derive(Clone, Debug)]
pub struct Catalog {
    pub(crate) objects: Map<Entry>,
    pub(crate) names: Names,
    pub(crate) links: Links,
    pub(crate) terms: u64,
    pub(crate) next_oid: u32,
}

impl Default for Catalog {
    /// A catalog without any object, not even a role.
    fn default() -> Catalog {
        Catalog {
            objects: Map::default(),
            names: Names::default(),
            links: Links::default(),
            terms: 0,
            next_oid: Oid::FIRST_NORMAL.0,
        }
    }
}

macro_rules! only {
    ($object:expr, $variant:ident) => {
        match $object {
            Some(Object::$variant(object)) => Some(object),
            _ => None,
        }
    };
}

impl Catalog {
    pub(crate) fn object(&self, oid: Oid) -> Option<&Object> {
        self.objects.get(oid.into()).map(|entry| &entry.object)
    }

    pub(crate) fn find(&self, key: &Key<'_>) -> Option<&Object> {
        self.names.candidates(key).filter_map(|oid| self.object(oid)).find(|object| object.key() == *key)
    }

    /// Every object of a kind, by name, bytewise.
    fn by_name(&self, kind: Kind) -> impl Iterator<Item = &Object> {
        let named = |object| match Object::key(object) {
            Key::Named(of_kind, name) if of_kind == kind => Some((name, object)),
            _ => None,
        };
        let mut objects: Vec<_> = self.objects.iter().filter_map(|(_, entry)| named(&entry.object)).collect();
        objects.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
        objects.into_iter().map(|(_, object)| object)
    }

    /// The wrapper of that name.
    pub fn wrapper(&self, name: &str) -> Option<&Arc<ForeignDataWrapper>> {
        only!(self.find(&Key::named(Kind::Wrapper, name)), Wrapper)
    }

    /// The wrapper with that OID.
    pub fn wrapper_by_oid(&self, oid: Oid) -> Option<&Arc<ForeignDataWrapper>> {
        only!(self.object(oid), Wrapper)
    }

    /// Every wrapper, by name, bytewise.
    pub fn wrappers(&self) -> impl Iterator<Item = &Arc<ForeignDataWrapper>> {
        self.by_name(Kind::Wrapper).filter_map(|object| only!(Some(object), Wrapper))
    }

    /// The server of that name.
    pub fn server(&self, name: &str) -> Option<&Arc<ForeignServer>> {
        only!(self.find(&Key::named(Kind::Server, name)), Server)
    }

    /// The server with that OID.
    pub fn server_by_oid(&self, oid: Oid) -> Option<&Arc<ForeignServer>> {
        only!(self.object(oid), Server)
    }

    /// Every server, by name, bytewise.
    pub fn servers(&self) -> impl Iterator<Item = &Arc<ForeignServer>> {
        self.by_name(Kind::Server).filter_map(|object| only!(Some(object), Server))
    }

    /// The servers of a wrapper, oldest first.
    pub fn servers_of(&self, wrapper: Oid) -> impl Iterator<Item = &Arc<ForeignServer>> {
        self.links.dependents(wrapper).filter_map(|oid| self.server_by_oid(oid))
    }

    /// The mapping of a role (`None` is PUBLIC) for a server.
    pub fn user_mapping(&self, server: Oid, user: Option<Oid>) -> Option<&Arc<UserMapping>> {
        only!(self.find(&Key::Mapping(server, user)), Mapping)
    }

    /// The mapping with that OID.
    pub fn user_mapping_by_oid(&self, oid: Oid) -> Option<&Arc<UserMapping>> {
        only!(self.object(oid), Mapping)
    }

    /// Every mapping of a server, in creation order.
    pub fn user_mappings_of(&self, server: Oid) -> Vec<&Arc<UserMapping>> {
        self.links.dependents(server).filter_map(|oid| self.user_mapping_by_oid(oid)).collect()
    }

    /// The role of that name.
    pub fn role(&self, name: &str) -> Option<&Arc<Role>> {
        only!(self.find(&Key::named(Kind::Role, name)), Role)
    }

    /// The role with that OID.
    pub fn role_by_oid(&self, oid: Oid) -> Option<&Arc<Role>> {
        only!(self.object(oid), Role)
    }

    /// Every role, by name, bytewise.
    pub fn roles(&self) -> impl Iterator<Item = &Arc<Role>> {
        self.by_name(Kind::Role).filter_map(|object| only!(Some(object), Role))
    }

    /// The roles that are direct members of a role, oldest first.
    pub fn members_of(&self, role: Oid) -> impl Iterator<Item = &Arc<Role>> {
        self.links
            .dependents(role)
            .filter_map(|oid| self.role_by_oid(oid))
            .filter(move |member| member.member_of.iter().any(|membership| membership.role == role))
    }

    /// The function with that OID.
    pub fn function(&self, oid: Oid) -> Option<&Arc<Function>> {
        only!(self.object(oid), Function)
    }

    /// The function of that signature, e.g. `loud(text[],oid)`.
    pub fn function_by_signature(&self, signature: &str) -> Option<&Arc<Function>> {
        only!(self.find(&Key::named(Kind::Function, signature)), Function)
    }

    /// Every function, by signature, bytewise.
    pub fn functions(&self) -> impl Iterator<Item = &Arc<Function>> {
        self.by_name(Kind::Function).filter_map(|object| only!(Some(object), Function))
    }

    /// The extension of that name.
    pub fn extension(&self, name: &str) -> Option<&Arc<Extension>> {
        only!(self.find(&Key::named(Kind::Extension, name)), Extension)
    }

    /// The extension with that OID.
    pub fn extension_by_oid(&self, oid: Oid) -> Option<&Arc<Extension>> {
        only!(self.object(oid), Extension)
    }

    /// Every extension, by name, bytewise.
    pub fn extensions(&self) -> impl Iterator<Item = &Arc<Extension>> {
        self.by_name(Kind::Extension).filter_map(|object| only!(Some(object), Extension))
    }

    /// The objects that depend on this one, oldest first: the servers of a wrapper, the mappings of
    /// a server, the wrappers of a function, the members of an extension; of a role the objects that
    /// it owns, that it has rights on or a mapping for, and its members.
    pub fn dependents_of(&self, oid: Oid) -> impl Iterator<Item = Oid> {
        self.links.dependents(oid)
    }

    /// Whether anything depends on this object.
    pub fn has_dependents(&self, oid: Oid) -> bool {
        self.links.any(oid)
    }

    /// A number that is equal for catalogs of equal content, whatever statements made them, and
    /// (but for one chance in 2^64) different for others. Everything counts that can change what a
    /// later statement says or does: every field of every object, and the order of creation where
    /// the server lists objects by age; OIDs do not.
    pub fn content_hash(&self) -> u64 {
        self.terms.wrapping_add(self.links.hash)
    }

    /// What the content hash knows an object by.
    pub(crate) fn identity_of(&self, oid: Oid) -> u64 {
        identity_in(&self.objects, oid)
    }

    /// The name of a role, or what the server prints for an OID without a role.
    pub fn role_name(&self, oid: Oid) -> Name {
        match self.role_by_oid(oid) {
            Some(role) => role.name.clone(),
            None => format!("unknown (OID={})", oid.0).into(),
        }
    }
}

pub(crate) fn identity_in(objects: &Map<Entry>, oid: Oid) -> u64 {
    if oid == Oid::BOOTSTRAP_ROLE {
        return crate::hash::BOOTSTRAP_IDENTITY;
    }
    objects.get(oid.into()).map_or(u64::from(oid.0), |entry| entry.identity)
}
