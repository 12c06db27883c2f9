use super::*;
use crate::{AclItem, ForeignDataWrapper, ForeignServer, Membership, Role, UserMapping};

/// A role, a wrapper, servers with a right and a comment, and mappings.
fn sample() -> Catalog {
    let mut catalog = Catalog::fresh("postgres", &[]);
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
        validator: catalog.function_by_signature("postgresql_fdw_validator(text[],oid)").map(|function| function.oid),
        acl: Acl::default(),
        options: OptionList::default(),
        comment: None,
        extension: None,
    });
    for name in ["a", "b", "c"] {
        add_server(&mut catalog, wrapper, name, alice);
    }
    let server = catalog.server("b").unwrap().oid;
    let item = AclItem { grantee: None, grantor: alice, usage: true, grant_option: false };
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
    catalog.insert_role(Role { oid, name: name.into(), attributes: RoleAttributes::plain(), member_of: Vec::new() });
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
    let restored = Catalog::from_snapshot(&snapshot).unwrap();
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
    assert_eq!(Catalog::from_snapshot(&catalog.to_snapshot()).unwrap().to_snapshot(), catalog.to_snapshot());
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
            SnapshotError::Missing("function \"postgresql_fdw_validator(text[],oid)\"".into()),
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
        assert_eq!(Catalog::from_snapshot(&snapshot).unwrap_err(), expected);
    }
}
