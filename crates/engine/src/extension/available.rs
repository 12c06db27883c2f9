//! The extensions that can be created, and what they bring.

use medlar_catalog::FunctionBody;

/// An extension that can be created.
pub(super) struct Available {
    pub(super) name: &'static str,
    pub(super) versions: &'static [Version],
    pub(super) comment: &'static str,
    /// Made by the script of the first version.
    pub(super) wrappers: &'static [Wrapper],
    /// The schema that it is always made in.
    pub(super) schema: Option<&'static str>,
    /// A server that the extension creates on its wrapper.
    pub(super) server: Option<&'static str>,
    pub(super) known: fn(&medlar_syntax::TargetRules) -> bool,
}

pub(super) struct Wrapper {
    pub(super) name: &'static str,
    pub(super) handler: Option<&'static str>,
    pub(super) validator: &'static str,
    /// Its option `protocol`, where it has one; such a wrapper runs on all segments.
    pub(super) protocol: Option<&'static str>,
}

/// A version, and the functions it adds to the one before; the last version is the default one.
pub(super) struct Version {
    pub(super) name: &'static str,
    pub(super) functions: &'static [Signature],
}

/// Name, argument types, result type.
pub(super) type Signature = (&'static str, &'static str, &'static str);

/// What else comes with the server and is not kept here; with a star where it is trusted.
pub(super) static OTHERS: &str = "adminpack amcheck autoinc bloom btree_gin* btree_gist* citext* cube* dict_int* \
    dict_xsyn earthdistance fuzzystrmatch* hstore* insert_username intagg intarray* isn* lo* ltree* moddatetime \
    old_snapshot pageinspect pg_buffercache pg_freespacemap pg_prewarm pg_stat_statements pg_surgery pg_trgm* \
    pg_visibility pg_walinspect pgcrypto* pgrowlocks pgstattuple refint seg* sslinfo tablefunc* tcn* \
    tsm_system_rows* tsm_system_time* unaccent* uuid-ossp* xml2";

pub(super) static AVAILABLE: &[Available] = &[
    Available {
        name: "postgres_fdw",
        versions: &[
            Version {
                name: "1.0",
                functions: &[
                    ("postgres_fdw_handler", "", "fdw_handler"),
                    ("postgres_fdw_validator", "text[],oid", "void"),
                ],
            },
            Version {
                name: "1.1",
                functions: &[
                    ("postgres_fdw_get_connections", "", "record"),
                    ("postgres_fdw_disconnect", "text", "boolean"),
                    ("postgres_fdw_disconnect_all", "", "boolean"),
                ],
            },
        ],
        comment: "foreign-data wrapper for remote PostgreSQL servers",
        wrappers: &[Wrapper {
            name: "postgres_fdw",
            handler: Some("postgres_fdw_handler()"),
            validator: "postgres_fdw_validator(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: None,
        known: |_| true,
    },
    Available {
        name: "file_fdw",
        versions: &[Version {
            name: "1.0",
            functions: &[("file_fdw_handler", "", "fdw_handler"), ("file_fdw_validator", "text[],oid", "void")],
        }],
        comment: "foreign-data wrapper for flat file access",
        wrappers: &[Wrapper {
            name: "file_fdw",
            handler: Some("file_fdw_handler()"),
            validator: "file_fdw_validator(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: None,
        known: |_| true,
    },
    Available {
        name: "dblink",
        versions: &[Version { name: "1.2", functions: DBLINK }],
        comment: "connect to other PostgreSQL databases from within a database",
        wrappers: &[Wrapper {
            name: "dblink_fdw",
            handler: None,
            validator: "dblink_fdw_validator(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: None,
        known: |_| true,
    },
    Available {
        name: "gp_exttable_fdw",
        versions: &[Version {
            name: "1.0",
            functions: &[
                ("gp_exttable_fdw_handler", "", "fdw_handler"),
                ("gp_exttable_permission_check", "text[],oid", "void"),
            ],
        }],
        comment: "",
        wrappers: &[Wrapper {
            name: "gp_exttable_fdw",
            handler: Some("gp_exttable_fdw_handler()"),
            validator: "gp_exttable_permission_check(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: Some("gp_exttable_server"),
        known: |rules| rules.cloudberry,
    },
    Available {
        name: "greenplum_fdw",
        versions: &[Version {
            name: "1.0",
            functions: &[
                ("greenplum_fdw_handler", "", "fdw_handler"),
                ("greenplum_fdw_validator", "text[],oid", "void"),
            ],
        }],
        comment: "",
        wrappers: &[Wrapper {
            name: "greenplum_fdw",
            handler: Some("greenplum_fdw_handler()"),
            validator: "greenplum_fdw_validator(text[],oid)",
            protocol: None,
        }],
        schema: None,
        server: None,
        known: |rules| rules.cloudberry,
    },
    Available {
        name: "pxf_fdw",
        versions: &[Version {
            name: "2.0",
            functions: &[("pxf_fdw_handler", "", "fdw_handler"), ("pxf_fdw_validator", "text[],oid", "void")],
        }],
        comment: "PXF Foreign Data Wrapper for Apache Cloudberry",
        wrappers: &[
            pxf("jdbc_pxf_fdw", "jdbc"),
            pxf("hdfs_pxf_fdw", "hdfs"),
            pxf("hive_pxf_fdw", "hive"),
            pxf("hbase_pxf_fdw", "hbase"),
            pxf("s3_pxf_fdw", "s3"),
            pxf("gs_pxf_fdw", "gs"),
            pxf("abfss_pxf_fdw", "abfss"),
            pxf("wasbs_pxf_fdw", "wasbs"),
            pxf("file_pxf_fdw", "file"),
        ],
        schema: None,
        server: None,
        known: |rules| rules.cloudberry,
    },
    Available {
        name: "plpgsql",
        versions: &[Version {
            name: "1.0",
            functions: &[
                ("plpgsql_call_handler", "", "language_handler"),
                ("plpgsql_inline_handler", "internal", "void"),
                ("plpgsql_validator", "oid", "void"),
            ],
        }],
        comment: "PL/pgSQL procedural language",
        wrappers: &[],
        schema: Some("pg_catalog"),
        server: None,
        known: |_| true,
    },
];

const fn pxf(name: &'static str, protocol: &'static str) -> Wrapper {
    let (handler, validator) = (Some("pxf_fdw_handler()"), "pxf_fdw_validator(text[],oid)");
    Wrapper { name, handler, validator, protocol: Some(protocol) }
}

static DBLINK: &[Signature] = &[
    ("dblink_connect", "text", "text"),
    ("dblink_connect", "text,text", "text"),
    ("dblink_connect_u", "text", "text"),
    ("dblink_connect_u", "text,text", "text"),
    ("dblink_disconnect", "", "text"),
    ("dblink_disconnect", "text", "text"),
    ("dblink_open", "text,text", "text"),
    ("dblink_open", "text,text,boolean", "text"),
    ("dblink_open", "text,text,text", "text"),
    ("dblink_open", "text,text,text,boolean", "text"),
    ("dblink_fetch", "text,integer", "record"),
    ("dblink_fetch", "text,integer,boolean", "record"),
    ("dblink_fetch", "text,text,integer", "record"),
    ("dblink_fetch", "text,text,integer,boolean", "record"),
    ("dblink_close", "text", "text"),
    ("dblink_close", "text,boolean", "text"),
    ("dblink_close", "text,text", "text"),
    ("dblink_close", "text,text,boolean", "text"),
    ("dblink", "text,text", "record"),
    ("dblink", "text,text,boolean", "record"),
    ("dblink", "text", "record"),
    ("dblink", "text,boolean", "record"),
    ("dblink_exec", "text,text", "text"),
    ("dblink_exec", "text,text,boolean", "text"),
    ("dblink_exec", "text", "text"),
    ("dblink_exec", "text,boolean", "text"),
    ("dblink_get_pkey", "text", "dblink_pkey_results"),
    ("dblink_build_sql_insert", "text,int2vector,integer,text[],text[]", "text"),
    ("dblink_build_sql_delete", "text,int2vector,integer,text[]", "text"),
    ("dblink_build_sql_update", "text,int2vector,integer,text[],text[]", "text"),
    ("dblink_current_query", "", "text"),
    ("dblink_send_query", "text,text", "integer"),
    ("dblink_is_busy", "text", "integer"),
    ("dblink_get_result", "text", "record"),
    ("dblink_get_result", "text,boolean", "record"),
    ("dblink_get_connections", "", "text[]"),
    ("dblink_cancel_query", "text", "text"),
    ("dblink_error_message", "text", "text"),
    ("dblink_get_notify", "", "record"),
    ("dblink_get_notify", "text", "record"),
    ("dblink_fdw_validator", "text[],oid", "void"),
];

pub(crate) fn body_of(name: &str, returns: &str) -> FunctionBody {
    match name {
        // Nothing is known of options that greenplum_fdw has and postgres_fdw has not.
        "postgres_fdw_validator" | "greenplum_fdw_validator" => FunctionBody::PostgresFdwValidator,
        "pxf_fdw_validator" => FunctionBody::PxfValidator,
        "file_fdw_validator" => FunctionBody::FileFdwValidator,
        "dblink_fdw_validator" => FunctionBody::DblinkFdwValidator,
        "gp_exttable_permission_check" => FunctionBody::ExttableValidator,
        "postgres_fdw_handler" => FunctionBody::PostgresFdwHandler,
        "file_fdw_handler" => FunctionBody::FileFdwHandler,
        _ if returns == "fdw_handler" => FunctionBody::Handler,
        _ => FunctionBody::Other,
    }
}
