//! Changes: insert, update, rename, remove. Nothing is checked here but that the indexes stay true;
//! whether a name is free, who inserts has to know.

use std::sync::Arc;

use crate::catalog::Object;
use crate::full::OnlyInFull;
use crate::{
    Acl, AclItem, Catalog, DefaultAcl, Extension, ForeignCatalog, ForeignDataWrapper, ForeignServer, Function,
    MadeType, Membership, Name, Oid, Relation, Role, RolePart, RoleUse, Schema, StorageServer, StorageUserMapping,
    Type, UserMapping,
};

impl Object {
    pub(crate) fn oid(&self) -> Oid {
        match self {
            Object::Wrapper(object) => object.oid,
            Object::Server(object) => object.oid,
            Object::Mapping(object) => object.oid,
            Object::Role(object) => object.oid,
            Object::Function(object) => object.oid,
            Object::Extension(object) => object.oid,
            Object::StorageServer(object) => object.oid,
            Object::StorageMapping(object) => object.oid,
            Object::ForeignCatalog(object) => object.oid,
            Object::Schema(object) | Object::Database(object) | Object::Language(object) => object.oid,
            Object::Tablespace(object) => object.oid,
            Object::Parameter(object) | Object::SystemTable(object) => object.oid,
            Object::DefaultAcl(object) => object.oid,
            Object::Relation(object) => object.oid,
            Object::Type(object) => object.oid,
        }
    }

    /// The objects this one depends on. As in the server, dependence on a role of the database
    /// system is not recorded, except for membership.
    pub(crate) fn references(&self, found: &mut dyn FnMut(Oid)) {
        match self {
            Object::Wrapper(wrapper) => {
                each(&[wrapper.handler, wrapper.validator, wrapper.extension], found);
                roles(wrapper.owner, &wrapper.acl, found);
            }
            Object::Server(server) => {
                each(&[Some(server.wrapper), server.extension], found);
                roles(server.owner, &server.acl, found);
            }
            Object::Mapping(mapping) => {
                found(mapping.server);
                each(&[mapping.user.filter(|user| !user.is_pinned())], found);
            }
            Object::Role(role) => {
                for membership in &role.member_of {
                    found(membership.role);
                    each(&[Some(membership.grantor).filter(|grantor| !grantor.is_pinned())], found);
                }
            }
            Object::Function(function) => {
                each(&[schema(function.schema), function.extension], found);
                MadeType::all_in(&function.arguments)
                    .chain(MadeType::all_in(&function.returns))
                    .for_each(|used| found(used.oid));
                roles(function.owner, &function.acl, found);
            }
            Object::Extension(extension) => {
                each(&[schema(extension.schema)], found);
                roles(extension.owner, &Acl(None), found);
            }
            Object::Schema(_)
            | Object::Database(_)
            | Object::Language(_)
            | Object::Tablespace(_)
            | Object::Parameter(_)
            | Object::SystemTable(_) => {
                let Some(object) = self.as_schema() else { return };
                each(&[object.extension], found);
                roles(object.owner, &object.acl, found);
            }
            Object::DefaultAcl(object) => {
                each(&[object.schema.and_then(schema)], found);
                roles(object.role, &Acl(Some(Arc::clone(&object.items))), found);
            }
            Object::Type(object) => {
                each(&[schema(object.schema), object.extension], found);
                object.for_each_use(found);
                roles(object.owner, &object.acl, found);
            }
            // An index is part of its table, which has a schema and an owner.
            Object::Relation(relation) if relation.index.is_some() => relation.for_each_use(found),
            Object::Relation(relation) => {
                each(&[schema(relation.schema), relation.extension], found);
                relation.for_each_use(found);
                for acl in relation.acls() {
                    roles(relation.owner, acl, found);
                }
            }
            Object::StorageServer(server) => roles(server.owner, &server.acl, found),
            Object::StorageMapping(mapping) => {
                each(&[Some(mapping.server), mapping.user.filter(|user| !user.is_pinned())], found);
            }
            Object::ForeignCatalog(catalog) => {
                found(catalog.server);
                roles(catalog.owner, &Acl(None), found);
            }
        }
    }

    /// The roles that it belongs to and that have rights on it, each with what part of it. As in the
    /// server, a right of the owner is not recorded, and nothing of a role of the database system.
    fn role_uses(&self) -> Vec<(Oid, RoleUse)> {
        let (owner, items): (Oid, &[AclItem]) = match self {
            Object::Wrapper(object) => (object.owner, object.acl.stored_items()),
            Object::Server(object) => (object.owner, object.acl.stored_items()),
            Object::Function(object) => (object.owner, object.acl.stored_items()),
            Object::Schema(object)
            | Object::Database(object)
            | Object::Language(object)
            | Object::Tablespace(object) => (object.owner, object.acl.stored_items()),
            Object::Parameter(object) | Object::SystemTable(object) => (object.owner, object.acl.stored_items()),
            Object::Relation(object) => (object.owner, object.acl.stored_items()),
            Object::Type(object) => (object.owner, object.acl.stored_items()),
            Object::StorageServer(object) => (object.owner, object.acl.stored_items()),
            Object::DefaultAcl(object) => (object.role, &object.items),
            Object::Extension(object) => (object.owner, &[]),
            Object::ForeignCatalog(object) => (object.owner, &[]),
            Object::Mapping(mapping) => (mapping.user.unwrap_or_default(), &[]),
            Object::StorageMapping(mapping) => (mapping.user.unwrap_or_default(), &[]),
            Object::Role(_) => return Vec::new(),
        };
        let object = self.oid();
        let mut uses = Vec::new();
        let mut add = |role: Oid, part| {
            if !role.is_pinned() {
                uses.push((role, RoleUse { object, part }));
            }
        };
        add(owner, RolePart::Owner);
        let mut add_items = |items: &[AclItem], part| {
            let roles = items.iter().flat_map(|item| [item.grantee, Some(item.grantor)]).flatten();
            roles.filter(|role| *role != owner).for_each(|role| add(role, part));
        };
        add_items(items, RolePart::Rights);
        if let Object::Relation(relation) = self {
            for (place, column) in (0..).zip(&relation.columns) {
                add_items(column.acl.stored_items(), RolePart::ColumnRights(place));
            }
            for column in &relation.system_columns {
                add_items(column.acl.stored_items(), RolePart::SystemColumnRights(column.place));
            }
        }
        uses
    }

    fn collect_references(&self) -> References {
        let mut references = References::default();
        self.references(&mut |referenced| references.push(referenced));
        references
    }
}

/// A list of references; a few fit in without an allocation.
#[derive(Default)]
struct References {
    few: [Oid; 8],
    count: usize,
    many: Vec<Oid>,
}

impl References {
    fn push(&mut self, oid: Oid) {
        match self.few.get_mut(self.count) {
            Some(place) => *place = oid,
            None => {
                if self.many.is_empty() {
                    self.many.extend(self.few);
                }
                self.many.push(oid);
            }
        }
        self.count += 1;
    }

    fn as_slice(&self) -> &[Oid] {
        self.few.get(..self.count).unwrap_or(&self.many)
    }
}

fn each(references: &[Option<Oid>], found: &mut dyn FnMut(Oid)) {
    references.iter().flatten().for_each(|referenced| found(*referenced));
}

/// That something is in a schema which cannot be dropped is not recorded.
fn schema(oid: Oid) -> Option<Oid> {
    Some(oid).filter(|oid| !oid.is_pinned() || *oid == Oid::PUBLIC_SCHEMA)
}

fn roles(owner: Oid, acl: &Acl, found: &mut dyn FnMut(Oid)) {
    let in_acl = acl.stored_items().iter().flat_map(|item| [item.grantee, Some(item.grantor)]).flatten();
    std::iter::once(owner).chain(in_acl).filter(|role| !role.is_pinned()).for_each(found);
}

macro_rules! inserts_and_updates {
    ($($insert:ident, $update:ident, $variant:ident, $type:ident, $in_this_build:path;)*) => {
        $(
            #[doc = concat!("Adds a ", stringify!($type), ".")]
            pub fn $insert(&mut self, object: $type) {
                if let Some(object) = $in_this_build(Arc::new(object)) {
                    self.insert(Object::$variant(object));
                }
            }

            #[doc = concat!("Changes a ", stringify!($type), " in place. The change must keep its OID and its name.")]
            pub fn $update(&mut self, oid: Oid, change: impl FnOnce(&mut $type)) {
                let mut change = Some(change);
                self.update(oid, &mut |object| {
                    if let (Object::$variant(object), Some(change)) = (object, change.take()) {
                        change(Arc::make_mut(object));
                    }
                });
            }
        )*
    };
}

impl Catalog {
    /// The OID for the next object.
    pub fn allocate_oid(&mut self) -> Oid {
        let oid = Oid(self.next_oid);
        self.next_oid = self.next_oid.checked_add(1).unwrap_or(Oid::FIRST_NORMAL.0);
        oid
    }

    /// What is made from now on is made by statements.
    pub fn end_installation(&mut self) {
        self.next_oid = self.next_oid.max(Oid::FIRST_NORMAL.0);
    }

    inserts_and_updates! {
        insert_wrapper, update_wrapper, Wrapper, ForeignDataWrapper, Some;
        insert_server, update_server, Server, ForeignServer, Some;
        insert_user_mapping, update_user_mapping, Mapping, UserMapping, Some;
        insert_role, update_role, Role, Role, Some;
        insert_function, update_function, Function, Function, Some;
        insert_extension, update_extension, Extension, Extension, Some;
        insert_storage_server, update_storage_server, StorageServer, StorageServer, OnlyInFull::new;
        insert_storage_user_mapping, update_storage_user_mapping, StorageMapping, StorageUserMapping, OnlyInFull::new;
        insert_foreign_catalog, update_foreign_catalog, ForeignCatalog, ForeignCatalog, OnlyInFull::new;
        insert_schema, update_schema, Schema, Schema, Some;
        insert_database, update_database, Database, Schema, Some;
        insert_language, update_language, Language, Schema, Some;
        insert_tablespace, update_tablespace, Tablespace, Schema, Some;
        insert_parameter, update_parameter, Parameter, Schema, OnlyInFull::new;
        insert_system_table, update_system_table, SystemTable, Schema, OnlyInFull::new;
        insert_default_acl, update_default_acl, DefaultAcl, DefaultAcl, OnlyInFull::new;
        insert_relation, update_relation, Relation, Relation, OnlyInFull::new;
        insert_type, update_type, Type, Type, OnlyInFull::new;
    }

    /// Gives an object another name; mappings and extensions keep theirs.
    pub fn rename(&mut self, oid: Oid, name: Name) {
        let Some(object) = self.objects.get_mut(oid) else { return };
        self.names.remove(&object.key(), oid);
        match object {
            Object::Wrapper(wrapper) => Arc::make_mut(wrapper).name = name,
            Object::Server(server) => Arc::make_mut(server).name = name,
            Object::Role(role) => Arc::make_mut(role).name = name,
            Object::Schema(schema) | Object::Database(schema) => Arc::make_mut(schema).name = name,
            Object::Relation(relation) => Arc::make_mut(relation).name = name,
            Object::Type(object) => Arc::make_mut(object).name = name,
            Object::Function(function) => Arc::make_mut(function).name = name,
            Object::Mapping(_)
            | Object::Extension(_)
            | Object::StorageServer(_)
            | Object::StorageMapping(_)
            | Object::ForeignCatalog(_)
            | Object::Language(_)
            | Object::Tablespace(_)
            | Object::Parameter(_)
            | Object::SystemTable(_)
            | Object::DefaultAcl(_) => {}
        }
        self.names.insert(&object.key(), oid);
    }

    /// Moves a relation, type, function or extension to another schema.
    pub fn set_schema(&mut self, oid: Oid, schema: Oid) {
        let Some(object) = self.objects.get_mut(oid) else { return };
        self.names.remove(&object.key(), oid);
        self.names.index_constraints(object, false);
        let old = match object {
            Object::Relation(relation) => std::mem::replace(&mut Arc::make_mut(relation).schema, schema),
            Object::Function(function) => std::mem::replace(&mut Arc::make_mut(function).schema, schema),
            Object::Type(object) => std::mem::replace(&mut Arc::make_mut(object).schema, schema),
            Object::Extension(extension) => std::mem::replace(&mut Arc::make_mut(extension).schema, schema),
            _ => schema,
        };
        self.names.insert(&object.key(), oid);
        self.names.index_constraints(object, true);
        let is_index = matches!(object, Object::Relation(relation) if relation.index.is_some());
        self.links.remove(old.0, oid);
        if let Some(schema) = self::schema(schema).filter(|_| !is_index) {
            self.links.insert(schema.0, oid);
        }
    }

    /// Removes an object. What depends on it must have been removed before.
    pub fn remove(&mut self, oid: Oid) {
        if let Some(object) = self.objects.remove(oid) {
            self.names.remove(&object.key(), oid);
            self.names.index_constraints(&object, false);
            object.references(&mut |referenced| self.links.remove(referenced.0, oid));
            self.change_role_uses(&object.role_uses(), &[]);
        }
    }

    /// Ends every membership in a role and every membership of it, and removes it.
    pub fn remove_role(&mut self, oid: Oid) {
        let members: Vec<Oid> = self.members_of(oid).map(|member| member.oid).collect();
        for member in members {
            self.update_role(member, |member| member.member_of.retain(|membership| membership.role != oid));
        }
        self.remove(oid);
    }

    /// Makes `member` a member of a role, or changes the membership that the same grantor gave.
    pub fn set_membership(&mut self, member: Oid, membership: Membership, same_grantor_only: bool) {
        self.update_role(member, |member| {
            let same = |other: &&mut Membership| {
                other.role == membership.role && (!same_grantor_only || other.grantor == membership.grantor)
            };
            match member.member_of.iter_mut().find(same) {
                Some(existing) => *existing = membership,
                None => member.member_of.push(membership),
            }
        });
    }

    pub(crate) fn insert(&mut self, object: Object) {
        let oid = object.oid();
        self.names.insert(&object.key(), oid);
        self.names.index_constraints(&object, true);
        object.references(&mut |referenced| {
            self.links.insert(referenced.0, oid);
        });
        self.change_role_uses(&[], &object.role_uses());
        self.objects.insert(oid, object);
    }

    fn change_role_uses(&mut self, before: &[(Oid, RoleUse)], after: &[(Oid, RoleUse)]) {
        let (gone, new) = differing_parts(before, after);
        for (at, (role, found)) in gone.iter().enumerate() {
            let is_first = gone.iter().take(at).all(|other| *other != (*role, *found));
            if is_first && !after.contains(&(*role, *found)) {
                self.role_uses.remove(*role, *found);
            }
        }
        for (at, (role, found)) in new.iter().enumerate() {
            let is_first = new.iter().take(at).all(|other| *other != (*role, *found));
            if is_first && !before.contains(&(*role, *found)) {
                self.role_uses.push(*role, *found);
            }
        }
    }

    pub(crate) fn update(&mut self, oid: Oid, change: &mut dyn FnMut(&mut Object)) {
        let Some(object) = self.objects.get_mut(oid) else { return };
        let before = object.collect_references();
        let uses_before = object.role_uses();
        self.names.index_constraints(object, false);
        change(object);
        self.names.index_constraints(object, true);
        let after = object.collect_references();
        let uses_after = object.role_uses();
        let (before, after) = (before.as_slice(), after.as_slice());
        let (gone, new) = differing_parts(before, after);
        for referenced in gone.iter().filter(|referenced| !after.contains(referenced)) {
            self.links.remove(referenced.0, oid);
        }
        for referenced in new.iter().filter(|referenced| !before.contains(referenced)) {
            self.links.insert(referenced.0, oid);
        }
        self.change_role_uses(&uses_before, &uses_after);
    }
}

/// Two lists without their common beginning and end: a long list mostly changes in one place.
fn differing_parts<'l, T: PartialEq>(left: &'l [T], right: &'l [T]) -> (&'l [T], &'l [T]) {
    let start = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let (left, right) = (left.get(start..).unwrap_or_default(), right.get(start..).unwrap_or_default());
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    let without_end = |list: &'l [T]| list.get(..list.len() - end).unwrap_or_default();
    (without_end(left), without_end(right))
}
