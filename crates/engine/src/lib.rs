//! Executes statements as the server does: the same checks in the same order with the same words.
//!
//! A statement and a catalog go in; an outcome and a catalog come out. No screen, no clock, no I/O.
//!
//! One file per family of statements; each reads top to bottom like the server's checks.
//!
//! ```
//! use medlar_engine::Session;
//! use medlar_syntax::Target;
//!
//! let mut session = Session::new(Target::Cloudberry2);
//! session.simple_query("CREATE FOREIGN DATA WRAPPER w");
//! let answer = session.simple_query("CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'everywhere')");
//! let failure = answer.statements[0].outcome.result.as_ref().expect_err("no such value");
//! assert_eq!(failure.error.message, "\"everywhere\" is not a valid mpp_execute value");
//! assert_eq!(failure.error.sqlstate.code(), "42601");
//! assert!(session.catalog().server("s").is_none());
//! ```

mod acl_list;
mod alter_column;
mod alter_extension;
mod alter_relation;
mod alter_routine;
mod attach;
mod call;
mod catalog_query;
mod column_parameter;
mod column_type;
mod columns;
mod comment;
mod connection;
mod constraint;
mod context;
mod dblink;
mod default_privileges;
mod define;
mod deparse;
mod dependency;
mod displayed;
mod drop;
mod drop_relation;
mod encoding;
mod execution;
mod expression;
mod extension;
mod external_table;
mod footprint;
mod foreign_access;
mod foreign_catalog;
mod foreign_segment;
mod foreign_table;
mod function;
mod grant;
mod identity;
mod import;
mod index;
mod inheritance;
mod lexeme_cursor;
mod like;
mod mapping;
mod membership;
mod message;
mod namespace;
mod number;
mod object;
mod object_name;
mod oid_set;
mod options;
mod owned;
mod owner;
mod parameter;
mod partition;
mod places;
mod privileges;
#[cfg(test)]
mod properties;
mod query;
mod query_columns;
mod rename_relation;
mod role;
mod role_specification;
mod routine;
mod routine_body;
mod routine_option;
mod row_statement;
mod row_use;
mod schema;
mod sequence;
mod server;
mod session;
mod settings;
mod storage;
mod system_catalog;
mod system_relation;
mod table;
mod table_as;
mod temporary;
#[cfg(test)]
mod testing;
mod timestamp;
mod transaction;
mod type_statement;
mod types;
mod uses;
mod validators;
mod view;
mod wrapper;

pub use catalog_query::{
    BuiltInType, Queries, QueryRows, QueryRunner, built_in_type, check_input, column_label, described, format_type,
    printed_type, type_name_printed,
};
pub use dblink::{ConnectionString, connection_string};
pub use displayed::{
    description, displayed, displayed_constant, displayed_partition_bound, displayed_partition_key, displayed_type,
    type_storage,
};
pub use execution::{Effective, EffectiveExecution, Level, Location, Segments, effective_execution};
pub use expression::is_aggregate_name;
pub use extension::makes_result_type;
pub use footprint::{Footprint, Key};
pub use identity::Identity;
pub use index::{DisplayedIndex, displayed_index};
pub use message::{Checked, CommandTag, Failure, ResultColumn, ResultSet, ServerMessage, Severity};
pub use privileges::{
    has_privileges, has_privileges_of, has_usage_on, inherited_roles, is_admin_of, is_member_of, is_superuser,
    sees_mapping_options,
};
pub use query_columns::record_columns;
pub use session::{LoginError, Outcome, QueryOutcome, Session, StatementOutcome, TransactionStatus, not_run};
pub use system_relation::SystemRelation;
