//! The servers that Medlar answers for, and everything in which they differ.
//!
//! One table, [`Target::rules`]: code asks a rule by its name and never compares targets.

use crate::keyword::KeywordSet;

/// A server line that Medlar answers for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Target {
    /// Apache Cloudberry 2.x, on PostgreSQL 14.
    #[default]
    Cloudberry2,
    /// Apache Cloudberry's main branch, on PostgreSQL 16.
    CloudberryMain,
    /// PostgreSQL 15, the reference.
    Postgresql15,
}

/// Which HINT goes with `invalid option "…"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidOptionHint {
    /// Always the list, also when it is empty (PostgreSQL 14).
    List,
    /// The list, or a sentence when there are no valid options (PostgreSQL 15).
    ListOrNone,
    /// The closest match, no hint, or a sentence when there are no valid options (PostgreSQL 16).
    ClosestMatch,
}

/// How `num_segments` is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumSegmentsParser {
    /// The server's integer input: the whole text must be a number that fits 32 bits.
    Strict,
    /// The C library's: leading digits count, the rest is ignored, large numbers wrap.
    Lenient,
}

/// Every difference between the targets, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetRules {
    /// Cloudberry's additions: reserved words, `mpp_execute`, `num_segments`, preinstalled objects.
    pub cloudberry: bool,
    /// gp_exttable_fdw takes names of encodings, not only their codes (Cloudberry's main branch).
    pub exttable_encoding_names: bool,
    /// There are foreign catalogs and volumes (Cloudberry's main branch).
    pub foreign_catalogs: bool,
    /// The key words and their classes.
    pub keywords: KeywordSet,
    /// The bootstrap superuser, who is also the session user.
    pub session_user: &'static str,
    /// The version of PostgreSQL it stands on, as psql's variable SERVER_VERSION_NAME tells it.
    pub server_version: &'static str,
    /// The same as a number.
    pub server_version_number: u32,
    /// psql marks foreign tables in lists of children (16 and later).
    pub psql_marks_foreign_children: bool,
    /// psql prints every result of a string of several statements (15 and later), not the last one only.
    pub psql_shows_all_results: bool,
    /// `1abc` is an error of its own (15 and later) and not two tokens.
    pub trailing_junk_after_number: bool,
    /// `0x1F` is an integer (16 and later).
    pub hexadecimal_integers: bool,
    /// Vertical tab is white space (16 and later).
    pub vertical_tab_is_space: bool,
    /// `conflicting or redundant options` of wrapper clauses carries a position (15 and later).
    pub duplicate_clause_position: bool,
    /// HINT of `postgresql_fdw_validator`, postgres_fdw and dblink_fdw.
    pub invalid_option_hint: InvalidOptionHint,
    /// HINT of file_fdw, which had the sentence already in 14.
    pub file_fdw_invalid_option_hint: InvalidOptionHint,
    /// `None` where the option is an ordinary one.
    pub num_segments: Option<NumSegmentsParser>,
    /// An option name with `=` is refused (15.18).
    pub option_name_equals_refused: bool,
    /// Wording of role membership, role administration and privileges of 16.
    pub postgresql_16_role_texts: bool,
    /// A column may have a generation expression of its own where the inherited one has one (16 and later);
    /// before, only where that has none.
    pub generation_is_overridden: bool,
    /// `UNIQUE NULLS NOT DISTINCT`, `ON DELETE SET NULL (columns)`, `SET ACCESS METHOD`, and `LOGGED` of
    /// sequences (15 and later).
    pub postgresql_15_table_clauses: bool,
    /// A column's `STORAGE` (16 and later).
    pub column_storage_clause: bool,
    /// There is a privilege ALTER SYSTEM (15 and later).
    pub alter_system_privilege: bool,
    /// `SET` and `ALTER SYSTEM` are privileges (15 and later).
    pub parameter_privileges: bool,
    /// Predefined roles beyond those of 14: OID and name.
    pub more_predefined_roles: &'static [(u32, &'static str)],
    /// Schemas of a fresh database beyond those of PostgreSQL: OID and name.
    pub more_schemas: &'static [(u32, &'static str)],
    /// PUBLIC may create in the schema public (before 15).
    pub public_creates_in_public_schema: bool,
    /// That an action is not for a kind of relation is said with the action and a DETAIL (15 and later).
    pub wrong_kind_names_the_operation: bool,
    /// TRUE and FALSE are casts, which give columns their name (before 15).
    pub boolean_constants_are_casts: bool,
    /// A query in FROM must have an alias (before 16).
    pub query_in_from_needs_alias: bool,
    /// postgres_fdw knows parallel_commit (15 and later).
    pub postgres_fdw_parallel_commit: bool,
    /// postgres_fdw knows parallel_abort, analyze_sampling and gssdelegation (16 and later).
    pub postgres_fdw_16_options: bool,
    /// HINT sentences of postgres_fdw's superuser-only options end in a full stop (15 and later).
    pub superuser_only_hint_full_stop: bool,
    /// An unavailable extension is 0A000 with a HINT (15 and later) and not 58P01.
    pub extension_not_available_is_0a000: bool,
    /// Where the server looks for the control files of extensions.
    pub extension_directory: &'static str,
    /// Where object files of functions are looked for: `$libdir`.
    pub library_directory: &'static str,
    /// The scale of `numeric` may be negative or greater than the precision (15 and later).
    pub numeric_scale_beyond_precision: bool,
    /// The functions that are new in 15 can be called in expressions, e.g. `regexp_count`.
    pub functions_since_15: bool,
    /// Those that are new in 16, too, e.g. `any_value`.
    pub functions_since_16: bool,
    /// file_fdw table option `default` (16 and later).
    pub file_fdw_default_option: bool,
    /// file_fdw's `header` takes `match` (15 and later).
    pub file_fdw_header_match: bool,
}

impl Target {
    /// Every target, the default first.
    pub const ALL: [Target; 3] = [Target::Cloudberry2, Target::CloudberryMain, Target::Postgresql15];

    /// The name on the command line, in links and in the JavaScript API.
    pub fn name(self) -> &'static str {
        match self {
            Target::Cloudberry2 => "cloudberry-2",
            Target::CloudberryMain => "cloudberry-main",
            Target::Postgresql15 => "postgresql-15",
        }
    }

    /// The target of that name.
    pub fn from_name(name: &str) -> Option<Target> {
        Target::ALL.into_iter().find(|target| target.name() == name)
    }

    /// The table of differences.
    pub fn rules(self) -> &'static TargetRules {
        match self {
            Target::Cloudberry2 => &CLOUDBERRY_2,
            Target::CloudberryMain => &CLOUDBERRY_MAIN,
            Target::Postgresql15 => &POSTGRESQL_15,
        }
    }
}

static POSTGRESQL_15: TargetRules = TargetRules {
    cloudberry: false,
    exttable_encoding_names: false,
    foreign_catalogs: false,
    keywords: KeywordSet::Postgresql15,
    session_user: "postgres",
    server_version: "15.18",
    server_version_number: 150_018,
    psql_marks_foreign_children: false,
    psql_shows_all_results: true,
    trailing_junk_after_number: true,
    hexadecimal_integers: false,
    vertical_tab_is_space: false,
    duplicate_clause_position: true,
    invalid_option_hint: InvalidOptionHint::ListOrNone,
    file_fdw_invalid_option_hint: InvalidOptionHint::ListOrNone,
    num_segments: None,
    option_name_equals_refused: true,
    postgresql_16_role_texts: false,
    generation_is_overridden: false,
    postgresql_15_table_clauses: true,
    column_storage_clause: false,
    alter_system_privilege: true,
    parameter_privileges: true,
    more_predefined_roles: &[(4544, "pg_checkpoint")],
    more_schemas: &[],
    public_creates_in_public_schema: false,
    wrong_kind_names_the_operation: true,
    boolean_constants_are_casts: false,
    query_in_from_needs_alias: true,
    postgres_fdw_parallel_commit: true,
    postgres_fdw_16_options: false,
    superuser_only_hint_full_stop: true,
    extension_not_available_is_0a000: true,
    extension_directory: "/usr/share/postgresql/15/extension",
    library_directory: "/usr/lib/postgresql/15/lib",
    numeric_scale_beyond_precision: true,
    functions_since_15: true,
    functions_since_16: false,
    file_fdw_default_option: false,
    file_fdw_header_match: true,
};

static CLOUDBERRY_SCHEMAS: &[(u32, &str)] =
    &[(6104, "pg_aoseg"), (7012, "pg_bitmapindex"), (8013, "pg_ext_aux"), (13208, "gp_toolkit")];

static CLOUDBERRY_2: TargetRules = TargetRules {
    cloudberry: true,
    exttable_encoding_names: false,
    foreign_catalogs: false,
    keywords: KeywordSet::Cloudberry2,
    session_user: "gpadmin",
    server_version: "14.4",
    server_version_number: 140_004,
    psql_marks_foreign_children: false,
    psql_shows_all_results: false,
    trailing_junk_after_number: false,
    hexadecimal_integers: false,
    vertical_tab_is_space: false,
    duplicate_clause_position: false,
    invalid_option_hint: InvalidOptionHint::List,
    file_fdw_invalid_option_hint: InvalidOptionHint::ListOrNone,
    num_segments: Some(NumSegmentsParser::Strict),
    option_name_equals_refused: false,
    postgresql_16_role_texts: false,
    generation_is_overridden: false,
    postgresql_15_table_clauses: false,
    column_storage_clause: false,
    alter_system_privilege: false,
    parameter_privileges: false,
    more_predefined_roles: &[],
    more_schemas: CLOUDBERRY_SCHEMAS,
    public_creates_in_public_schema: true,
    wrong_kind_names_the_operation: false,
    boolean_constants_are_casts: true,
    query_in_from_needs_alias: true,
    postgres_fdw_parallel_commit: false,
    postgres_fdw_16_options: false,
    superuser_only_hint_full_stop: false,
    extension_not_available_is_0a000: false,
    extension_directory: "/usr/local/cloudberry-db/share/postgresql/extension",
    library_directory: "/usr/local/cloudberry-db/lib/postgresql",
    numeric_scale_beyond_precision: false,
    functions_since_15: false,
    functions_since_16: false,
    file_fdw_default_option: false,
    file_fdw_header_match: false,
};

static CLOUDBERRY_MAIN: TargetRules = TargetRules {
    cloudberry: true,
    exttable_encoding_names: true,
    foreign_catalogs: true,
    keywords: KeywordSet::CloudberryMain,
    session_user: "gpadmin",
    server_version: "16.9",
    server_version_number: 160_009,
    psql_marks_foreign_children: true,
    psql_shows_all_results: true,
    trailing_junk_after_number: true,
    hexadecimal_integers: true,
    vertical_tab_is_space: true,
    duplicate_clause_position: true,
    invalid_option_hint: InvalidOptionHint::ClosestMatch,
    file_fdw_invalid_option_hint: InvalidOptionHint::ClosestMatch,
    num_segments: Some(NumSegmentsParser::Lenient),
    option_name_equals_refused: false,
    postgresql_16_role_texts: true,
    generation_is_overridden: true,
    postgresql_15_table_clauses: true,
    column_storage_clause: true,
    alter_system_privilege: true,
    parameter_privileges: true,
    more_predefined_roles: &[
        (4544, "pg_checkpoint"),
        (4550, "pg_use_reserved_connections"),
        (6304, "pg_create_subscription"),
    ],
    more_schemas: CLOUDBERRY_SCHEMAS,
    public_creates_in_public_schema: false,
    wrong_kind_names_the_operation: true,
    boolean_constants_are_casts: false,
    query_in_from_needs_alias: false,
    postgres_fdw_parallel_commit: true,
    postgres_fdw_16_options: true,
    superuser_only_hint_full_stop: true,
    extension_not_available_is_0a000: true,
    extension_directory: "/usr/local/cloudberry-db/share/postgresql/extension",
    library_directory: "/usr/local/cloudberry-db/lib/postgresql",
    numeric_scale_beyond_precision: true,
    functions_since_15: true,
    functions_since_16: true,
    file_fdw_default_option: true,
    file_fdw_header_match: true,
};
