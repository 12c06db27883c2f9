//! Objects that only Cloudberry has.

use std::sync::Arc;

use crate::names::{Key, Kind};
use crate::{Acl, Catalog, Name, Oid, OptionList, catalog::Object};

/// A row of gp_storage_server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct StorageServer {
    pub oid: Oid,
    pub name: Name,
    pub owner: Oid,
    pub acl: Acl,
    pub options: OptionList,
}

/// A row of gp_storage_user_mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct StorageUserMapping {
    pub oid: Oid,
    /// `None` is PUBLIC.
    pub user: Option<Oid>,
    pub server: Oid,
    pub options: OptionList,
}

/// A row of pg_foreign_catalog or pg_foreign_volume.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalog")]
pub struct ForeignCatalog {
    pub oid: Oid,
    pub name: Name,
    /// A volume, not a catalog.
    pub is_volume: bool,
    pub owner: Oid,
    pub server: Oid,
    pub options: OptionList,
}

impl ForeignCatalog {
    pub(crate) fn kind(is_volume: bool) -> Kind {
        if is_volume { Kind::ForeignVolume } else { Kind::ForeignCatalog }
    }
}

impl Catalog {
    /// The storage server of that name.
    pub fn storage_server(&self, name: &str) -> Option<&Arc<StorageServer>> {
        match self.find(&Key::named(Kind::StorageServer, name)) {
            Some(Object::StorageServer(server)) => Some(server),
            _ => None,
        }
    }

    /// The storage server with that OID.
    pub fn storage_server_by_oid(&self, oid: Oid) -> Option<&Arc<StorageServer>> {
        match self.object(oid) {
            Some(Object::StorageServer(server)) => Some(server),
            _ => None,
        }
    }

    /// The storage user mapping of a role (`None` is PUBLIC) for a storage server.
    pub fn storage_user_mapping(&self, server: Oid, user: Option<Oid>) -> Option<&Arc<StorageUserMapping>> {
        match self.find(&Key::Mapping(server, user)) {
            Some(Object::StorageMapping(mapping)) => Some(mapping),
            _ => None,
        }
    }

    /// The storage user mapping with that OID.
    pub fn storage_user_mapping_by_oid(&self, oid: Oid) -> Option<&Arc<StorageUserMapping>> {
        match self.object(oid) {
            Some(Object::StorageMapping(mapping)) => Some(mapping),
            _ => None,
        }
    }

    /// The foreign catalog, or the volume, of that name.
    pub fn foreign_catalog(&self, is_volume: bool, name: &str) -> Option<&Arc<ForeignCatalog>> {
        match self.find(&Key::named(ForeignCatalog::kind(is_volume), name)) {
            Some(Object::ForeignCatalog(catalog)) => Some(catalog),
            _ => None,
        }
    }

    /// The foreign catalog or volume with that OID.
    pub fn foreign_catalog_by_oid(&self, oid: Oid) -> Option<&Arc<ForeignCatalog>> {
        match self.object(oid) {
            Some(Object::ForeignCatalog(catalog)) => Some(catalog),
            _ => None,
        }
    }

    /// Every storage server, oldest first.
    pub fn storage_servers(&self) -> impl Iterator<Item = &Arc<StorageServer>> {
        self.objects.iter().filter_map(|object| match object {
            Object::StorageServer(server) => Some(&**server),
            _ => None,
        })
    }

    /// Every foreign catalog and volume, oldest first.
    pub fn foreign_catalogs(&self) -> impl Iterator<Item = &Arc<ForeignCatalog>> {
        self.objects.iter().filter_map(|object| match object {
            Object::ForeignCatalog(catalog) => Some(&**catalog),
            _ => None,
        })
    }
}
