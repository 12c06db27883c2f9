use super::*;
use crate::{
    AclItem, Column, ColumnReference, ForeignDataWrapper, ForeignSegment, ForeignServer, Generation, Membership,
    PrivilegeSet, Relation, RelationKind, Role, Schema, UserMapping,
};

fn fresh() -> Catalog {
    Catalog::fresh("postgres", &[], &[], false)
}

/// A role, a wrapper, servers with a right and a comment, and mappings.
fn sample() -> Catalog {
    let mut catalog = fresh();
    catalog.end_installation();
    let alice = add_role(&mut catalog, "alice");
    let bob = add_role(&mut catalog, "bob");
    catalog.set_membership(bob, Membership { role: alice, grantor: Oid::BOOTSTRAP_ROLE, admin_option: true }, false);
    let wrapper = catalog.allocate_oid();
    catalog.insert_wrapper(ForeignDataWrapper {
        oid: wrapper,
        name: "w".into(),
        owner: Oid::BOOTSTRAP_ROLE,
        handler: None,
        validator: catalog
            .function_in(Oid::PG_CATALOG, "postgresql_fdw_validator(text[],oid)")
            .map(|function| function.oid),
        acl: Acl::default(),
        options: OptionList::default(),
        comment: None,
        extension: None,
    });
    for name in ["a", "b", "c"] {
        add_server(&mut catalog, wrapper, name, alice);
    }
    let server = catalog.server("b").unwrap().oid;
    let privileges = PrivilegeSet::USAGE;
    let item = AclItem { grantee: None, grantor: alice, privileges, grant_options: PrivilegeSet::NONE };
    catalog.update_server(server, |server| {
        server.acl = Acl(Some([item].into()));
        server.comment = Some("second".into());
    });
    for user in [None, Some(bob)] {
        let oid = catalog.allocate_oid();
        let options = OptionList::from_pairs([("password", "it's")]);
        catalog.insert_user_mapping(UserMapping { oid, user, server, options });
    }
    catalog
}

fn add_role(catalog: &mut Catalog, name: &str) -> Oid {
    let oid = catalog.allocate_oid();
    catalog.insert_role(Role {
        oid,
        name: name.into(),
        attributes: RoleAttributes::plain(),
        member_of: Vec::new(),
        comment: None,
    });
    oid
}

fn add_server(catalog: &mut Catalog, wrapper: Oid, name: &str, owner: Oid) -> Oid {
    let oid = catalog.allocate_oid();
    catalog.insert_server(ForeignServer {
        oid,
        name: name.into(),
        owner,
        wrapper,
        server_type: None,
        version: Some("1".into()),
        acl: Acl::default(),
        options: OptionList::from_pairs([("host", "h")]),
        comment: None,
        extension: None,
    });
    oid
}

#[test]
fn comes_back_as_it_was() {
    let catalog = sample();
    let snapshot = catalog.to_snapshot();
    let restored = Catalog::from_snapshot(&snapshot, &fresh()).unwrap();
    assert_eq!(restored.to_snapshot(), snapshot);
    assert_eq!(restored.servers().map(|server| &*server.name).collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[test]
fn what_is_renamed_or_dropped_is_found_as_it_stands() {
    let mut catalog = sample();
    let wrapper = catalog.wrapper("w").unwrap().oid;
    let server = catalog.server("b").unwrap().oid;
    catalog.rename(server, "z".into());
    assert!(catalog.server("b").is_none());
    assert_eq!(catalog.server("z").unwrap().oid, server);
    let dependents =
        |catalog: &Catalog| catalog.servers_of(wrapper).map(|server| server.name.to_string()).collect::<Vec<_>>();
    assert_eq!(dependents(&catalog), ["a", "z", "c"]);
    let alice = catalog.role("alice").unwrap().oid;
    catalog.remove(catalog.server("a").unwrap().oid);
    add_server(&mut catalog, wrapper, "a", alice);
    assert_eq!(dependents(&catalog), ["z", "c", "a"]);
    assert_eq!(Catalog::from_snapshot(&catalog.to_snapshot(), &fresh()).unwrap().to_snapshot(), catalog.to_snapshot());
}

#[test]
fn refuses_what_cannot_be() {
    type Damage = fn(&mut CatalogSnapshot);
    let cases: [(Damage, SnapshotError); 12] = [
        (|snapshot| snapshot.version = 9, SnapshotError::Version(9)),
        (|snapshot| snapshot.next_oid = 5, SnapshotError::BadOid("the next object".into(), 5)),
        (|snapshot| snapshot.servers[1].oid = snapshot.servers[0].oid, SnapshotError::BadOid("b".into(), 16387)),
        (|snapshot| snapshot.servers[1].name = "a".into(), SnapshotError::Duplicate("server \"a\"".into())),
        (|snapshot| snapshot.servers[1].name = String::new(), SnapshotError::BadName(String::new())),
        (|snapshot| snapshot.servers[1].name = "x".repeat(64), SnapshotError::BadName("x".repeat(64))),
        (|snapshot| snapshot.servers[0].owner = "eve".into(), SnapshotError::Missing("role \"eve\"".into())),
        (|snapshot| snapshot.servers[0].comment = Some("\0".into()), SnapshotError::BadText("a".into())),
        (|snapshot| snapshot.wrappers.clear(), SnapshotError::Missing("foreign-data wrapper \"w\"".into())),
        (
            |snapshot| snapshot.servers[0].options.push(("host".into(), String::new())),
            SnapshotError::Duplicate("option \"host\" of \"a\"".into()),
        ),
        (
            |snapshot| snapshot.functions.clear(),
            SnapshotError::Missing("function \"pg_catalog.postgresql_fdw_validator(text[],oid)\"".into()),
        ),
        (
            |snapshot| {
                let bob = MembershipSnapshot { role: "bob".into(), grantor: "postgres".into(), admin_option: false };
                let alice = snapshot.roles.iter_mut().find(|role| role.name == "alice").unwrap();
                alice.member_of.push(bob);
            },
            SnapshotError::CircularMembership("alice".into()),
        ),
    ];
    for (damage, expected) in cases {
        let mut snapshot = sample().to_snapshot();
        damage(&mut snapshot);
        assert_eq!(Catalog::from_snapshot(&snapshot, &fresh()).unwrap_err(), expected);
    }
}

/// A schema with two foreign tables, the older of which inherits from the younger, and a view.
fn with_relations() -> Catalog {
    let mut catalog = sample();
    let owner = catalog.role("alice").unwrap().oid;
    let schema = catalog.allocate_oid();
    let (name, acl, comment) = ("s".into(), Acl::default(), Some("mine".into()));
    catalog.insert_schema(Schema { oid: schema, name, owner, acl, comment, extension: None });
    let [child, parent, view] = std::array::from_fn(|_| catalog.allocate_oid());
    let server = catalog.server("a").map(|server| server.oid);
    let table = |oid, name: &str| Relation {
        server,
        columns: vec![column("a"), column("b")],
        ..Relation::new(oid, RelationKind::ForeignTable, schema, name.into(), owner)
    };
    catalog.insert_relation(Relation { parents: vec![parent], ..table(child, "child") });
    let options = OptionList::from_pairs([("host", "h")]);
    let segments = vec![ForeignSegment { server: catalog.server("b").unwrap().oid, options }];
    catalog.insert_relation(Relation { segments, ..table(parent, "parent") });
    let uses = vec![ColumnReference { oid: child, column: 2 }];
    let view = Relation::new(view, RelationKind::View, Oid::PUBLIC_SCHEMA, "v".into(), owner);
    catalog.insert_relation(Relation { uses, query: Some("SELECT b FROM s.child".into()), ..view });
    catalog
}

fn column(name: &str) -> Column {
    Column {
        name: name.into(),
        type_name: "integer".into(),
        collation: None,
        is_not_null: true,
        generation: Generation::IdentityAlways,
        default: None,
        storage: None,
        statistics_target: None,
        options: OptionList::from_pairs([("column_name", "x")]),
        acl: Acl::default(),
        comment: None,
        is_dropped: false,
        is_local: true,
        inherited_from: 0,
    }
}

#[test]
fn relations_come_back() {
    let snapshot = with_relations().to_snapshot();
    let restored = Catalog::from_snapshot(&snapshot, &fresh()).unwrap();
    assert_eq!(restored.to_snapshot(), snapshot);
    let schema = restored.schema("s").unwrap().oid;
    let child = restored.relation_in(schema, "child").unwrap();
    let parent = restored.relation(child.parents[0]).unwrap();
    assert_eq!(&*parent.name, "parent");
    assert_eq!(parent.segments[0].server, restored.server("b").unwrap().oid);
    let dependents = restored.dependents_of(child.oid).filter_map(|oid| restored.relation(oid));
    assert_eq!(dependents.map(|relation| &*relation.name).collect::<Vec<_>>(), ["v"]);

    let mut damaged = snapshot.clone();
    damaged.relations.as_mut().unwrap().pop();
    assert!(Catalog::from_snapshot(&damaged, &fresh()).is_ok());
    damaged.relations.as_mut().unwrap().pop();
    assert!(matches!(Catalog::from_snapshot(&damaged, &fresh()), Err(SnapshotError::Missing(_))));
}

#[test]
fn names_in_schemas_follow_their_objects() {
    let mut catalog = with_relations();
    let schema = catalog.schema("s").unwrap().oid;
    catalog.rename(schema, "t".into());
    let child = catalog.relation_in(schema, "child").unwrap().oid;
    catalog.set_schema(child, Oid::PUBLIC_SCHEMA);
    catalog.rename(child, "c".into());
    assert!(catalog.relation_in(schema, "child").is_none());
    assert_eq!(catalog.relation_in(Oid::PUBLIC_SCHEMA, "c").unwrap().oid, child);
    let names = |oid| catalog.dependents_of(oid).filter_map(|oid| catalog.relation(oid)).map(|found| &*found.name);
    assert_eq!(names(schema).collect::<Vec<_>>(), ["parent"]);
    assert_eq!(names(Oid::PUBLIC_SCHEMA).collect::<Vec<_>>(), ["c", "v"]);
}

#[test]
fn version_1_is_read() {
    let mut old = sample().to_snapshot();
    old.version = 1;
    (old.schemas, old.relations) = (None, None);
    for function in &mut old.functions {
        function.owner = None;
    }
    old.wrappers[0].validator = Some("postgresql_fdw_validator(text[],oid)".into());
    let item = &mut old.servers[1].acl.as_mut().unwrap()[0];
    (item.privileges, item.usage, item.grant_option) = (None, Some(true), Some(false));
    assert_eq!(Catalog::from_snapshot(&old, &fresh()).unwrap().to_snapshot(), sample().to_snapshot());
}

#[test]
fn uses_of_roles_keep_their_order() {
    let mut catalog = sample();
    let alice = catalog.role("alice").unwrap().oid;
    let [a, b] = ["a", "b"].map(|name| catalog.server(name).unwrap().oid);
    catalog.set_owner(a, Oid::BOOTSTRAP_ROLE);
    catalog.set_owner(a, alice);
    let owned = |catalog: &Catalog| catalog.uses_of_role(alice).map(|found| found.object).collect::<Vec<_>>();
    assert_eq!((owned(&catalog).first(), owned(&catalog).last()), (Some(&b), Some(&a)));
    let mut snapshot = catalog.to_snapshot();
    assert_eq!(owned(&Catalog::from_snapshot(&snapshot, &fresh()).unwrap()), owned(&catalog));
    snapshot.role_uses = Some(vec![1, 2, 3, 4]);
    assert_eq!(owned(&Catalog::from_snapshot(&snapshot, &fresh()).unwrap()).first(), Some(&a));
}
