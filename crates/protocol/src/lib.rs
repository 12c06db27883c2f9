//! The values that cross the border between the engine's module and the page.
//!
//! Plain data with `serde`; with the feature `typescript` each type also brings its TypeScript
//! declaration. Every offset is in UTF-16 code units from the start of the script, as JavaScript
//! counts; no other crate of the page knows of any other unit.

use serde::{Deserialize, Serialize};

macro_rules! messages {
    () => {};
    ($(#[$meta:meta])* pub struct $name:ident { $($fields:tt)* } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
        #[serde(rename_all = "camelCase")]
        pub struct $name { $($fields)* }
        messages! { $($rest)* }
    };
    ($(#[$meta:meta])* pub enum $name:ident { $($variants:tt)* } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
        #[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
        pub enum $name { $($variants)* }
        messages! { $($rest)* }
    };
}

messages! {
    /// Replaces `from..to` by `insert`. Edits of one call all refer to the text before the call, in
    /// ascending order and not overlapping, as CodeMirror reports them.
    pub struct Edit {
        /// First replaced code unit.
        pub from: u32,
        /// One past the last replaced code unit.
        pub to: u32,
        /// The new text.
        pub insert: String,
    }

    /// A half-open range of the script.
    pub struct Range {
        /// First code unit.
        pub from: u32,
        /// One past the last code unit.
        pub to: u32,
    }

    /// How grave a diagnostic is.
    pub enum DiagnosticSeverity {
        /// The server would refuse the statement.
        Error,
        /// The server would warn.
        Warning,
        /// The server would send a notice.
        Notice,
    }

    /// What the server says about a place of the script.
    pub struct Diagnostic {
        /// Where it is shown.
        pub range: Range,
        /// How grave.
        pub severity: DiagnosticSeverity,
        /// The server's message; at most 2,000 characters, then an ellipsis.
        pub message: String,
        /// The SQLSTATE, e.g. `42710`.
        pub sqlstate: String,
        /// The server's DETAIL.
        pub detail: Option<String>,
        /// The server's HINT.
        pub hint: Option<String>,
        /// 1-based line of the script.
        pub line: u32,
        /// 1-based column in characters.
        pub column: u32,
        /// Whether it was said when the statement ran (true) or by the dry run (false).
        pub executed: bool,
    }

    /// Where a statement stands.
    pub enum StatementState {
        /// Has not been run; the dry run accepts it.
        Pending,
        /// Has not been run; the dry run refuses it.
        WouldFail,
        /// Was run, has not changed since, and succeeded.
        Succeeded,
        /// Was run, has not changed since, and failed.
        Failed,
    }

    /// A statement of the script.
    pub struct StatementInfo {
        /// Its text with its semicolon, without leading white space and comments.
        pub range: Range,
        /// Where it stands.
        pub state: StatementState,
    }

    /// Everything the editor shows about the script.
    pub struct Analysis {
        /// In order of place, errors first where places are equal; at most 500.
        pub diagnostics: Vec<Diagnostic>,
        /// All of them, also those left out.
        pub diagnostic_count: u32,
        /// How many of them are errors.
        pub error_count: u32,
        /// Statements that touch the range asked for; at most 500.
        pub statements: Vec<StatementInfo>,
        /// Statements in the script.
        pub statement_count: u32,
        /// Statements not run yet.
        pub pending_count: u32,
    }

    /// What a token is, for highlighting.
    pub enum TokenClass {
        /// A word used as a keyword.
        Keyword,
        /// A name.
        Name,
        /// The name of an option.
        OptionName,
        /// A string literal.
        String,
        /// A number.
        Number,
        /// A comment.
        Comment,
        /// An operator or punctuation.
        Punctuation,
        /// A psql command.
        MetaCommand,
        /// Not a token of SQL.
        Invalid,
    }

    /// A token of the script.
    pub struct HighlightToken {
        /// Its text.
        pub range: Range,
        /// What it is.
        pub class: TokenClass,
    }

    /// What to run.
    pub enum RunRequest {
        /// Every statement of the script, in order.
        All,
        /// The statement at this place, or the next one when it stands between two.
        At {
            /// The cursor.
            offset: u32,
        },
        /// The text of this range, whatever it is.
        Selection {
            /// The selection.
            range: Range,
        },
    }

    /// What a line of the transcript is.
    pub enum TranscriptLineKind {
        /// The first line of a statement, shown behind the prompt `=> `.
        Prompt,
        /// Another line of a statement, shown behind `-> `.
        Continuation,
        /// A command tag or a table.
        Result,
        /// A notice and its further lines.
        Notice,
        /// A warning and its further lines.
        Warning,
        /// An error and its further lines.
        Error,
    }

    /// One line of the transcript, as psql prints it, without the prompt.
    pub struct TranscriptLine {
        /// What it is.
        pub kind: TranscriptLineKind,
        /// Its text.
        pub text: String,
    }

    /// What a run printed.
    pub struct RunResult {
        /// The lines, as psql prints them; at most 2,000, then `truncated` says how many are missing.
        pub transcript: Vec<TranscriptLine>,
        /// Lines left out.
        pub truncated: u32,
        /// Statements that succeeded.
        pub succeeded: u32,
        /// Statements that failed.
        pub failed: u32,
        /// The range of the script that was run; `None` when there was nothing to run.
        pub range: Option<Range>,
    }

    /// An option as stored.
    pub struct OptionView {
        /// Its name.
        pub name: String,
        /// Its value.
        pub value: String,
    }

    /// At which level a setting was found.
    pub enum Level {
        /// The foreign table's own option.
        Table,
        /// The segments that were added to the foreign table.
        ForeignSegments,
        /// The server's option.
        Server,
        /// The wrapper's option.
        Wrapper,
        /// Nowhere: the built-in default.
        Default,
    }

    /// Where a foreign table, or the foreign tables of a server, are read and written (Cloudberry).
    pub struct EffectiveExecution {
        /// `coordinator`, `any` or `all segments`.
        pub mpp_execute: String,
        /// Where that comes from.
        pub mpp_execute_from: Level,
        /// The number; `None` is the number of segments of the cluster.
        pub num_segments: Option<i32>,
        /// Where that comes from.
        pub num_segments_from: Level,
    }

    /// A user mapping.
    pub struct UserMappingView {
        /// The role, or `None` for PUBLIC.
        pub user: Option<String>,
        /// Its options.
        pub options: Vec<OptionView>,
    }

    /// A server.
    pub struct ServerView {
        /// Its name.
        pub name: String,
        /// The name of its wrapper.
        pub wrapper: String,
        /// The name of its owner.
        pub owner: String,
        /// TYPE.
        pub server_type: Option<String>,
        /// VERSION.
        pub version: Option<String>,
        /// In stored order.
        pub options: Vec<OptionView>,
        /// Access privileges, one item as the server prints it per entry; empty for the default.
        pub privileges: Vec<String>,
        /// COMMENT.
        pub comment: Option<String>,
        /// `None` for a target without `mpp_execute`.
        pub execution: Option<EffectiveExecution>,
        /// What dblink would connect with for the current user, passwords masked; `None` without a
        /// user mapping for that user or PUBLIC.
        pub connection_string: Option<String>,
        /// In creation order; at most 100.
        pub user_mappings: Vec<UserMappingView>,
        /// All of them.
        pub user_mapping_count: u32,
    }

    /// A column of a foreign table.
    pub struct ColumnView {
        /// Its name.
        pub name: String,
        /// Its type, as `format_type` prints it.
        pub type_name: String,
        /// NOT NULL.
        pub not_null: bool,
        /// In stored order.
        pub options: Vec<OptionView>,
    }

    /// A foreign table.
    pub struct ForeignTableView {
        /// Its name; schema and name, joined by a dot, of one in another schema than `public`.
        pub name: String,
        /// The name of its server.
        pub server: String,
        /// The name of its owner.
        pub owner: String,
        /// In order; at most 100.
        pub columns: Vec<ColumnView>,
        /// All of them.
        pub column_count: u32,
        /// In stored order.
        pub options: Vec<OptionView>,
        /// Access privileges, one item as the server prints it per entry; empty for the default.
        pub privileges: Vec<String>,
        /// COMMENT.
        pub comment: Option<String>,
        /// `None` for a target without `mpp_execute`.
        pub execution: Option<EffectiveExecution>,
    }

    /// The kinds of objects that only Cloudberry has.
    pub enum CloudberryKind {
        /// A storage server.
        StorageServer,
        /// A foreign catalog.
        ForeignCatalog,
        /// A foreign volume.
        ForeignVolume,
    }

    /// An object that only Cloudberry has.
    pub struct CloudberryView {
        /// What it is.
        pub kind: CloudberryKind,
        /// Its name.
        pub name: String,
        /// The name of its owner.
        pub owner: String,
        /// The name of the server of a foreign catalog or volume.
        pub server: Option<String>,
        /// In stored order.
        pub options: Vec<OptionView>,
        /// Of a storage server, in creation order; at most 100.
        pub user_mappings: Vec<UserMappingView>,
        /// All of them.
        pub user_mapping_count: u32,
    }

    /// A foreign-data wrapper.
    pub struct WrapperView {
        /// Its name.
        pub name: String,
        /// The name of its owner.
        pub owner: String,
        /// The handler function.
        pub handler: Option<String>,
        /// The validator function.
        pub validator: Option<String>,
        /// In stored order.
        pub options: Vec<OptionView>,
        /// Access privileges, one item as the server prints it per entry; empty for the default.
        pub privileges: Vec<String>,
        /// COMMENT.
        pub comment: Option<String>,
        /// The extension it belongs to.
        pub extension: Option<String>,
        /// Servers of this wrapper.
        pub server_count: u32,
    }

    /// A role.
    pub struct RoleView {
        /// Its name.
        pub name: String,
        /// Whether it is a superuser.
        pub superuser: bool,
        /// Whether it can log in.
        pub login: bool,
        /// Names of the roles it is a direct member of.
        pub member_of: Vec<String>,
    }

    /// A statement that was run and has not changed since.
    pub struct ExecutionMark {
        /// Its text.
        pub range: Range,
        /// Whether it succeeded.
        pub succeeded: bool,
    }

    /// Which objects to show.
    pub struct CatalogQuery {
        /// Only objects whose name contains this, ignoring ASCII case; empty for all.
        pub search: String,
        /// At most so many of each kind.
        pub limit: u32,
    }

    /// The catalog as the page shows it.
    pub struct CatalogView {
        /// By name.
        pub wrappers: Vec<WrapperView>,
        /// All that match.
        pub wrapper_count: u32,
        /// By name.
        pub servers: Vec<ServerView>,
        /// All that match.
        pub server_count: u32,
        /// By name.
        pub foreign_tables: Vec<ForeignTableView>,
        /// All that match.
        pub foreign_table_count: u32,
        /// By kind and name.
        pub cloudberry: Vec<CloudberryView>,
        /// All that match.
        pub cloudberry_count: u32,
        /// By name.
        pub roles: Vec<RoleView>,
        /// All that match.
        pub role_count: u32,
        /// `current_user`
        pub current_user: String,
        /// `session_user`
        pub session_user: String,
        /// `idle`, `in transaction` or `failed transaction`.
        pub transaction: String,
    }

    /// What `save` gives and `restore` takes, but for the catalog, which the engine alone reads.
    pub struct SavedScript {
        /// The format, see [`SAVED_VERSION`].
        pub version: u32,
        /// Name of the target.
        pub target: String,
        /// The text.
        pub text: String,
        /// What was run.
        pub executions: Vec<ExecutionMark>,
        /// `session_user`
        pub session_user: String,
        /// The role of SET ROLE, or `None`.
        pub role: Option<String>,
    }
}

/// The version of the saved format that this build writes and the newest it reads.
pub const SAVED_VERSION: u32 = 2;
