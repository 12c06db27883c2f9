//! The snapshots from and to JavaScript.

use medlar_plain::{structures, words};

use super::*;
use crate::FunctionBody;

words! {
    Snake: FunctionBody {
        PostgresFdwHandler,
        FileFdwHandler,
        Handler,
        PostgresqlValidator,
        PostgresFdwValidator,
        FileFdwValidator,
        DblinkFdwValidator,
        ExttableValidator,
        PxfValidator,
        Other,
    }
}

structures! {
    Snake:
    CatalogSnapshot {
        version, next_oid, roles, extensions, functions, wrappers, servers, user_mappings, database, schemas, languages,
        tablespaces, parameters, system_tables, default_acls, role_uses, relations, types, storage_servers, storage_user_mappings, foreign_catalogs,
    }
    StorageServerSnapshot { oid, name, owner, acl, options, }
    ForeignCatalogSnapshot { oid, name, is_volume, owner, server, options, }
    RoleSnapshot {
        oid, name, superuser, inherit, create_role, create_db, login, replication, bypass_rls, connection_limit,
        valid_until, member_of, comment,
    }
    MembershipSnapshot { role, grantor, admin_option, }
    ExtensionSnapshot { oid, name, owner, schema, version, comment, }
    FunctionSnapshot { oid, schema, name, arguments, returns, body, source, extension, owner, acl, comment, }
    WrapperSnapshot { oid, name, owner, handler, validator, acl, options, comment, extension, }
    ServerSnapshot { oid, name, owner, wrapper, server_type, version, acl, options, comment, extension, }
    UserMappingSnapshot { oid, user, server, options, }
    AclItemSnapshot { grantee, grantor, privileges, usage, grant_option, }
    SchemaSnapshot { oid, name, owner, acl, comment, extension, }
    DefaultAclSnapshot { oid, role, schema, objects, acl, }
    RelationSnapshot {
        oid, kind, schema, name, owner, acl, columns, system_columns, constraints, parents, partition_key, partition_bound,
        server, options, segments, uses, owned_by, query, index, is_unpopulated, comment, extension,
    }
    IndexSnapshot { table, method, is_unique, elements, condition, parameters, }
    IndexElementSnapshot { column, expression, order, is_included, }
    TypeSnapshot { oid, schema, name, owner, acl, values, subtype, domain, comment, extension, }
    DomainSnapshot { base, collation, is_not_null, default, constraints, }
    ForeignSegmentSnapshot { server, options, }
    ColumnSnapshot {
        name, type_name, collation, is_not_null, generation, default, storage, statistics_target, options, acl, comment, is_dropped, is_local,
        inherited_from,
    }
    SystemColumnSnapshot { place, acl, comment, }
    DefaultSnapshot { oid, expression, uses, }
    ConstraintSnapshot {
        oid, name, kind, definition, uses, is_validated, is_no_inherit, is_local, inherited_from, comment,
    }
}
