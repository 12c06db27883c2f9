//! The connection parameters of the client library, in its order: postgres_fdw and dblink_fdw take
//! them from there. The library is that of PostgreSQL 15 for every target.

/// A connection parameter and where it may be set.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Server,
    /// Who connects: a matter of the user mapping.
    UserMapping,
    /// Set by postgres_fdw itself, open to dblink_fdw.
    ServerOfDblinkOnly,
}

const fn server(name: &'static str) -> Parameter {
    Parameter { name, place: Place::Server }
}

const fn user(name: &'static str) -> Parameter {
    Parameter { name, place: Place::UserMapping }
}

/// Every parameter that can be set by an option.
pub(crate) static PARAMETERS: &[Parameter] = &[
    server("service"),
    user("user"),
    user("password"),
    server("passfile"),
    server("channel_binding"),
    server("connect_timeout"),
    server("dbname"),
    server("host"),
    server("hostaddr"),
    server("port"),
    server("options"),
    server("application_name"),
    Parameter { name: "fallback_application_name", place: Place::ServerOfDblinkOnly },
    server("keepalives"),
    server("keepalives_idle"),
    server("keepalives_interval"),
    server("keepalives_count"),
    server("tcp_user_timeout"),
    server("sslmode"),
    server("sslcompression"),
    server("sslcert"),
    server("sslkey"),
    user("sslpassword"),
    server("sslrootcert"),
    server("sslcrl"),
    server("sslcrldir"),
    server("sslsni"),
    server("requirepeer"),
    server("ssl_min_protocol_version"),
    server("ssl_max_protocol_version"),
    server("gssencmode"),
    server("krbsrvname"),
    server("gsslib"),
    server("target_session_attrs"),
];
