//! What a fresh database holds before the first statement.

use crate::{
    Acl, AclItem, Catalog, Function, FunctionBody, Membership, Oid, PrivilegeSet, Role, RoleAttributes, Schema,
};

/// The predefined roles of PostgreSQL 14 and later, in the order of creation.
const PREDEFINED_ROLES: [(u32, &str); 11] = [
    (6171, "pg_database_owner"),
    (6181, "pg_read_all_data"),
    (6182, "pg_write_all_data"),
    (3373, "pg_monitor"),
    (3374, "pg_read_all_settings"),
    (3375, "pg_read_all_stats"),
    (3377, "pg_stat_scan_tables"),
    (4569, "pg_read_server_files"),
    (4570, "pg_write_server_files"),
    (4571, "pg_execute_server_program"),
    (4200, "pg_signal_backend"),
];

/// The schemas that every version has.
const SCHEMAS: [(u32, &str); 4] =
    [(11, "pg_catalog"), (99, "pg_toast"), (Oid::PUBLIC_SCHEMA.0, "public"), (13207, "information_schema")];

/// The languages that are built in.
const LANGUAGES: [(u32, &str); 3] = [(12, "internal"), (13, "c"), (14, "sql")];

const TABLESPACES: [(u32, &str); 2] = [(1663, "pg_default"), (1664, "pg_global")];

fn owned_by_superuser(oid: u32, name: &str, comment: Option<&str>) -> Schema {
    Schema {
        oid: Oid(oid),
        name: name.into(),
        owner: Oid::BOOTSTRAP_ROLE,
        acl: Acl::default(),
        comment: comment.map(Into::into),
        extension: None,
    }
}

impl RoleAttributes {
    /// What CREATE ROLE gives without options.
    pub fn plain() -> RoleAttributes {
        RoleAttributes {
            superuser: false,
            inherit: true,
            create_role: false,
            create_db: false,
            login: false,
            replication: false,
            bypass_rls: false,
            connection_limit: -1,
            valid_until: None,
        }
    }

    /// What the bootstrap superuser has.
    pub fn bootstrap() -> RoleAttributes {
        RoleAttributes {
            superuser: true,
            create_role: true,
            create_db: true,
            login: true,
            replication: true,
            bypass_rls: true,
            ..RoleAttributes::plain()
        }
    }
}

impl Catalog {
    /// A fresh database: the bootstrap superuser under this name, the predefined roles (those that
    /// every version has, and `more_roles`), the schemas (likewise), and the validator that is built
    /// in. In the schema public, PUBLIC may only create something with `public_creates`. What is made
    /// until [`Catalog::end_installation`] can be dropped, but has an OID below those of statements.
    pub fn fresh(
        superuser: &str,
        more_roles: &[(u32, &str)],
        more_schemas: &[(u32, &str)],
        public_creates: bool,
    ) -> Catalog {
        let mut catalog = Catalog { next_oid: Oid::FIRST_UNPINNED.0, ..Catalog::default() };
        catalog.insert_role(Role {
            oid: Oid::BOOTSTRAP_ROLE,
            name: superuser.into(),
            attributes: RoleAttributes::bootstrap(),
            member_of: Vec::new(),
            comment: None,
        });
        for (oid, name) in PREDEFINED_ROLES.iter().chain(more_roles) {
            let attributes = RoleAttributes::plain();
            catalog.insert_role(Role {
                oid: Oid(*oid),
                name: (*name).into(),
                attributes,
                member_of: Vec::new(),
                comment: None,
            });
        }
        // pg_monitor reads all settings and statistics and scans tables.
        for role in [3374, 3375, 3377] {
            let membership = Membership { role: Oid(role), grantor: Oid::BOOTSTRAP_ROLE, admin_option: false };
            catalog.set_membership(Oid(3373), membership, false);
        }
        let comment = "default administrative connection database";
        catalog.insert_database(owned_by_superuser(Oid::DATABASE.0, "postgres", Some(comment)));
        for (oid, name) in LANGUAGES {
            catalog.insert_language(owned_by_superuser(oid, name, None));
        }
        for (oid, name) in TABLESPACES {
            catalog.insert_tablespace(owned_by_superuser(oid, name, None));
        }
        for (oid, name) in SCHEMAS.iter().chain(more_schemas) {
            catalog.insert_fresh_schema(Oid(*oid), name, public_creates);
        }
        catalog.insert_function(Function {
            oid: Oid(2316),
            schema: Oid::PG_CATALOG,
            name: "postgresql_fdw_validator".into(),
            owner: Oid::BOOTSTRAP_ROLE,
            acl: Acl::default(),
            comment: None,
            arguments: "text[],oid".into(),
            returns: "boolean".into(),
            body: FunctionBody::PostgresqlValidator,
            source: None,
            extension: None,
        });
        catalog
    }

    /// The owner of public is the owner of the database, where PUBLIC may not create.
    fn insert_fresh_schema(&mut self, oid: Oid, name: &str, public_creates: bool) {
        let (mut owner, mut of_public, mut comment) = (Oid::BOOTSTRAP_ROLE, PrivilegeSet::USAGE, None);
        let mut has_acl = matches!(name, "pg_catalog" | "information_schema" | "gp_toolkit");
        if oid == Oid::PUBLIC_SCHEMA {
            has_acl = true;
            comment = Some("standard public schema".into());
            if public_creates {
                of_public = PrivilegeSet::OF_SCHEMA;
            } else {
                owner = Oid(PREDEFINED_ROLES[0].0);
            }
        }
        let item =
            |grantee, privileges| AclItem { grantee, grantor: owner, privileges, grant_options: PrivilegeSet::NONE };
        let acl = has_acl.then(|| [item(Some(owner), PrivilegeSet::OF_SCHEMA), item(None, of_public)].into());
        self.insert_schema(Schema { oid, name: name.into(), owner, acl: Acl(acl), comment, extension: None });
    }
}
