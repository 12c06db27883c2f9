//! What a fresh database holds before the first statement.

use crate::{Catalog, Function, FunctionBody, Membership, Oid, Role, RoleAttributes};

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
    /// every version has, and `more_roles`), and the validator that is built in. What is made until
    /// [`Catalog::end_installation`] can be dropped, but has an OID below those of statements.
    pub fn fresh(superuser: &str, more_roles: &[(u32, &str)]) -> Catalog {
        let mut catalog = Catalog { next_oid: Oid::FIRST_UNPINNED.0, ..Catalog::default() };
        catalog.insert_role(Role {
            oid: Oid::BOOTSTRAP_ROLE,
            name: superuser.into(),
            attributes: RoleAttributes::bootstrap(),
            member_of: Vec::new(),
        });
        for (oid, name) in PREDEFINED_ROLES.iter().chain(more_roles) {
            let attributes = RoleAttributes::plain();
            catalog.insert_role(Role { oid: Oid(*oid), name: (*name).into(), attributes, member_of: Vec::new() });
        }
        // pg_monitor reads all settings and statistics and scans tables.
        for role in [3374, 3375, 3377] {
            let membership = Membership { role: Oid(role), grantor: Oid::BOOTSTRAP_ROLE, admin_option: false };
            catalog.set_membership(Oid(3373), membership, false);
        }
        catalog.insert_function(Function {
            oid: Oid(2316),
            schema: "pg_catalog".into(),
            name: "postgresql_fdw_validator".into(),
            arguments: "text[],oid".into(),
            returns: "boolean".into(),
            body: FunctionBody::PostgresqlValidator,
            extension: None,
        });
        catalog
    }
}
