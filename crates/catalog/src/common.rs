//! What objects of most kinds have in common: a name, an owner, privileges, a comment, an extension.

use std::sync::Arc;

use crate::catalog::Object;
use crate::{Acl, AclKind, Catalog, Name, Oid};

/// The kinds of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the kind of its name")]
pub enum ObjectClass {
    Wrapper,
    Server,
    Mapping,
    Role,
    Function,
    Extension,
    Schema,
    Database,
    Language,
    Tablespace,
    Parameter,
    SystemTable,
    DefaultAcl,
    Relation,
    Type,
    StorageServer,
    StorageMapping,
    ForeignCatalog,
}

/// What an object has in common with others; what a kind does not have stays at its default.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns of the system catalogs")]
pub struct Common {
    pub name: Name,
    pub owner: Oid,
    pub acl: Acl,
    pub comment: Option<Arc<str>>,
    pub extension: Option<Oid>,
    /// What can be granted on it; `None` of what GRANT does not name.
    pub acl_kind: Option<AclKind>,
}

/// The places of an object that can be changed.
struct Places<'o> {
    owner: &'o mut Oid,
    acl: Option<&'o mut Acl>,
    comment: Option<&'o mut Option<Arc<str>>>,
    extension: Option<&'o mut Option<Oid>>,
}

impl Object {
    fn places(&mut self) -> Option<Places<'_>> {
        macro_rules! places {
            ($object:expr) => {{
                let object = Arc::make_mut($object);
                Places {
                    owner: &mut object.owner,
                    acl: Some(&mut object.acl),
                    comment: Some(&mut object.comment),
                    extension: Some(&mut object.extension),
                }
            }};
        }
        Some(match self {
            Object::Wrapper(object) => places!(object),
            Object::Server(object) => places!(object),
            Object::Function(object) => places!(object),
            Object::Schema(object) | Object::Database(object) | Object::Language(object) => places!(object),
            Object::Tablespace(object) => places!(object),
            Object::Parameter(object) | Object::SystemTable(object) => places!(object),
            Object::Relation(object) => places!(object),
            Object::Type(object) => places!(object),
            Object::Extension(object) => {
                let object = Arc::make_mut(object);
                Places { owner: &mut object.owner, acl: None, comment: Some(&mut object.comment), extension: None }
            }
            Object::StorageServer(object) => {
                let object = Arc::make_mut(object);
                Places { owner: &mut object.owner, acl: Some(&mut object.acl), comment: None, extension: None }
            }
            Object::ForeignCatalog(object) => {
                Places { owner: &mut Arc::make_mut(object).owner, acl: None, comment: None, extension: None }
            }
            Object::Mapping(_) | Object::StorageMapping(_) | Object::Role(_) | Object::DefaultAcl(_) => return None,
        })
    }
}

/// What only Cloudberry has knows neither comments nor grants.
fn without_comment(name: &Name, owner: Oid, acl: Acl) -> Common {
    Common { name: name.clone(), owner, acl, comment: None, extension: None, acl_kind: None }
}

impl Catalog {
    /// What kind of object has this OID.
    pub fn class(&self, oid: Oid) -> Option<ObjectClass> {
        Some(match self.objects.get(oid)? {
            Object::Wrapper(_) => ObjectClass::Wrapper,
            Object::Server(_) => ObjectClass::Server,
            Object::Mapping(_) => ObjectClass::Mapping,
            Object::Role(_) => ObjectClass::Role,
            Object::Function(_) => ObjectClass::Function,
            Object::Extension(_) => ObjectClass::Extension,
            Object::Schema(_) => ObjectClass::Schema,
            Object::Database(_) => ObjectClass::Database,
            Object::Language(_) => ObjectClass::Language,
            Object::Tablespace(_) => ObjectClass::Tablespace,
            Object::Parameter(_) => ObjectClass::Parameter,
            Object::SystemTable(_) => ObjectClass::SystemTable,
            Object::DefaultAcl(_) => ObjectClass::DefaultAcl,
            Object::Relation(_) => ObjectClass::Relation,
            Object::Type(_) => ObjectClass::Type,
            Object::StorageServer(_) => ObjectClass::StorageServer,
            Object::StorageMapping(_) => ObjectClass::StorageMapping,
            Object::ForeignCatalog(_) => ObjectClass::ForeignCatalog,
        })
    }

    /// What the object has in common with others; `None` of mappings, roles, and what is not there.
    pub fn common(&self, oid: Oid) -> Option<Common> {
        macro_rules! common {
            ($object:expr, $acl_kind:expr) => {
                Common {
                    name: $object.name.clone(),
                    owner: $object.owner,
                    acl: $object.acl.clone(),
                    comment: $object.comment.clone(),
                    extension: $object.extension,
                    acl_kind: Some($acl_kind),
                }
            };
        }
        Some(match self.objects.get(oid)? {
            Object::Wrapper(object) => common!(object, AclKind::ForeignDataWrapper),
            Object::Server(object) => common!(object, AclKind::ForeignServer),
            Object::Function(object) => common!(object, AclKind::Function),
            Object::Schema(object) => common!(object, AclKind::Schema),
            Object::Database(object) => common!(object, AclKind::Database),
            Object::Language(object) => common!(object, AclKind::Language),
            Object::Tablespace(object) => common!(object, AclKind::Tablespace),
            Object::Parameter(object) => common!(object, AclKind::Parameter),
            Object::SystemTable(object) => common!(object, AclKind::Table),
            Object::DefaultAcl(object) => Common {
                name: "".into(),
                owner: object.role,
                acl: Acl(Some(Arc::clone(&object.items))),
                comment: None,
                extension: None,
                acl_kind: None,
            },
            Object::Relation(object) => common!(object, object.kind.acl_kind()),
            Object::Type(object) => common!(object, AclKind::Type),
            Object::Extension(object) => Common {
                name: object.name.clone(),
                owner: object.owner,
                acl: Acl::default(),
                comment: object.comment.clone(),
                extension: None,
                acl_kind: None,
            },
            Object::StorageServer(object) => without_comment(&object.name, object.owner, object.acl.clone()),
            Object::ForeignCatalog(object) => without_comment(&object.name, object.owner, Acl::default()),
            Object::Mapping(_) | Object::StorageMapping(_) | Object::Role(_) => return None,
        })
    }

    /// Gives an object another access control list.
    pub fn set_acl(&mut self, oid: Oid, acl: Acl) {
        self.update_places(oid, &mut |places| {
            if let Some(place) = places.acl {
                place.clone_from(&acl);
            }
        });
    }

    /// Gives an object another comment.
    pub fn set_comment(&mut self, oid: Oid, comment: Option<Arc<str>>) {
        self.update_places(oid, &mut |places| {
            if let Some(place) = places.comment {
                place.clone_from(&comment);
            }
        });
    }

    /// Makes an object a member of an extension, or of none.
    pub fn set_extension(&mut self, oid: Oid, extension: Option<Oid>) {
        self.update_places(oid, &mut |places| {
            if let Some(place) = places.extension {
                *place = extension;
            }
        });
    }

    /// Gives an object to another owner, who takes the place of the old one in its access control lists.
    pub fn set_owner(&mut self, oid: Oid, owner: Oid) {
        self.update(oid, &mut |object| {
            if let Object::Relation(relation) = object {
                let relation = Arc::make_mut(relation);
                let of_columns = relation.columns.iter_mut().map(|column| &mut column.acl);
                for acl in of_columns.chain(relation.system_columns.iter_mut().map(|column| &mut column.acl)) {
                    *acl = acl.with_owner(relation.owner, owner);
                }
            }
            if let Some(places) = object.places() {
                if let Some(acl) = places.acl {
                    *acl = acl.with_owner(*places.owner, owner);
                }
                *places.owner = owner;
            }
        });
    }

    fn update_places(&mut self, oid: Oid, change: &mut dyn FnMut(Places<'_>)) {
        self.update(oid, &mut |object| {
            if let Some(places) = object.places() {
                change(places);
            }
        });
    }
}
