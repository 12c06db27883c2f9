//! What only Cloudberry has: external tables and foreign segments.

use super::{Distribution, Ident, OptionItem, ParameterValue, QualifiedName, StringLiteral, TableElement};

/// Where the data of an external table are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExternalSource<'a> {
    /// `LOCATION ('uri', …)`
    Locations(Vec<StringLiteral<'a>>),
    /// `EXECUTE 'command'`
    Command(StringLiteral<'a>),
}

/// Where an external table is read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the clause of its name")]
pub enum ExecuteOn<'a> {
    All,
    /// Also `MASTER`.
    Coordinator,
    /// `HOST`: one segment of each host; with a name: on that host.
    Host(Option<StringLiteral<'a>>),
    /// `SEGMENT n`
    Segment(i32),
    /// `n` segments.
    Segments(i32),
}

/// One option behind `FORMAT`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the option of its name")]
pub enum FormatOption<'a> {
    Delimiter(StringLiteral<'a>),
    Null(StringLiteral<'a>),
    Csv,
    Header,
    Quote(StringLiteral<'a>),
    Escape(StringLiteral<'a>),
    Newline(StringLiteral<'a>),
    ForceNotNull(Vec<Ident<'a>>),
    /// Empty for `*`.
    ForceQuote(Vec<Ident<'a>>),
    FillMissingFields,
    /// `name = value` of a custom format.
    Custom(Ident<'a>, ParameterValue<'a>),
}

/// `ENCODING 'name'` or `ENCODING number`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the two spellings")]
pub enum ExternalEncoding<'a> {
    Name(StringLiteral<'a>),
    Number(i32),
}

/// `[ LOG ERRORS [ PERSISTENTLY ] ] SEGMENT REJECT LIMIT …`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the words of the clause")]
pub struct ErrorHandling {
    pub log_errors: bool,
    pub persistently: bool,
    pub limit: i32,
    /// `PERCENT`; otherwise rows.
    pub is_percent: bool,
}

/// `CREATE EXTERNAL TABLE`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct CreateExternalTable<'a> {
    pub is_writable: bool,
    pub is_web: bool,
    pub is_temporary: bool,
    pub name: QualifiedName<'a>,
    /// Columns without constraints, and LIKE.
    pub elements: Vec<TableElement<'a>>,
    pub source: ExternalSource<'a>,
    pub execute_on: Option<ExecuteOn<'a>>,
    pub format: StringLiteral<'a>,
    pub format_options: Vec<FormatOption<'a>>,
    pub options: Vec<OptionItem<'a>>,
    pub encoding: Option<ExternalEncoding<'a>>,
    pub error_handling: Option<ErrorHandling>,
    pub distribution: Option<Distribution<'a>>,
}

/// `ADD FOREIGN SEGMENT`
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the clauses of the statement")]
pub struct AddForeignSegment<'a> {
    pub server: Ident<'a>,
    pub options: Vec<OptionItem<'a>>,
    pub table: Ident<'a>,
}
