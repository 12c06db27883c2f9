//! What the server says: messages as data. No code ever matches a message by its text.

use std::borrow::Cow;

use medlar_syntax::{ByteOffset, ScanNotice, Span, SqlState, SyntaxError};

/// How grave a message is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// `ERROR`: the statement has not been executed.
    Error,
    /// `WARNING`
    Warning,
    /// `NOTICE`
    Notice,
}

impl Severity {
    /// The server's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Notice => "NOTICE",
        }
    }
}

/// One message of the server, to the byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerMessage {
    /// ERROR, WARNING or NOTICE.
    pub severity: Severity,
    /// Its code.
    pub sqlstate: SqlState,
    /// Primary message.
    pub message: String,
    /// DETAIL.
    pub detail: Option<String>,
    /// HINT.
    pub hint: Option<Cow<'static, str>>,
    /// CONTEXT.
    pub context: Option<String>,
    /// Where the server puts the caret, in the query string that was sent.
    pub position: Option<ByteOffset>,
}

/// Why a statement failed: the server's message, and beside it the text that is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the server says.
    pub error: ServerMessage,
    /// The part of the statement the error is about, for an editor. The server does not send it.
    pub subject: Option<Span>,
}

/// A step of a statement: a value, or the failure of the statement.
pub type Checked<T = ()> = Result<T, Box<Failure>>;

impl ServerMessage {
    /// A message without detail, hint, context and position.
    pub fn new(severity: Severity, sqlstate: SqlState, message: impl Into<Cow<'static, str>>) -> ServerMessage {
        ServerMessage::with_text(severity, sqlstate, message.into())
    }

    /// Statements that say nothing are the rule.
    #[cold]
    fn with_text(severity: Severity, sqlstate: SqlState, message: Cow<'static, str>) -> ServerMessage {
        let message = message.into_owned();
        ServerMessage { severity, sqlstate, message, detail: None, hint: None, context: None, position: None }
    }

    /// What is noticed while a text is read.
    pub(crate) fn of_scan(notice: ScanNotice) -> ServerMessage {
        let ScanNotice { sqlstate, message, hint, position, subject: _ } = notice;
        let severity = if sqlstate == SqlState::NameTooLong { Severity::Notice } else { Severity::Warning };
        ServerMessage { hint: hint.map(Cow::Borrowed), position, ..ServerMessage::new(severity, sqlstate, message) }
    }
}

impl Failure {
    /// An error without position and subject.
    pub fn new(sqlstate: SqlState, message: impl Into<Cow<'static, str>>) -> Box<Failure> {
        Failure::with_text(sqlstate, message.into())
    }

    /// What the parser says.
    #[cold]
    pub(crate) fn of_syntax(error: SyntaxError) -> Failure {
        let message = ServerMessage {
            detail: error.detail.map(Cow::into_owned),
            hint: error.hint,
            position: error.position,
            ..ServerMessage::new(Severity::Error, error.sqlstate, error.message)
        };
        Failure { error: message, subject: Some(error.subject) }
    }

    #[cold]
    fn with_text(sqlstate: SqlState, message: Cow<'static, str>) -> Box<Failure> {
        Box::new(Failure { error: ServerMessage::with_text(Severity::Error, sqlstate, message), subject: None })
    }

    /// Names the text at fault.
    #[cold]
    pub fn about(mut self: Box<Failure>, subject: Span) -> Box<Failure> {
        self.subject = Some(subject);
        self
    }

    /// Names the text at fault, at the start of which the server puts the caret.
    #[cold]
    pub fn at(mut self: Box<Failure>, subject: Span) -> Box<Failure> {
        self.error.position = Some(subject.start);
        self.about(subject)
    }

    /// Where the server has lost sight of the text, it puts no caret.
    #[cold]
    pub fn without_position(mut self: Box<Failure>) -> Box<Failure> {
        self.error.position = None;
        self
    }

    /// With a DETAIL.
    pub fn detail(self: Box<Failure>, detail: impl Into<Cow<'static, str>>) -> Box<Failure> {
        self.with_detail(detail.into())
    }

    #[cold]
    fn with_detail(mut self: Box<Failure>, detail: Cow<'static, str>) -> Box<Failure> {
        self.error.detail = Some(detail.into_owned());
        self
    }

    /// With a CONTEXT.
    #[cold]
    pub fn context(mut self: Box<Failure>, context: String) -> Box<Failure> {
        self.error.context = Some(context);
        self
    }

    /// With a HINT.
    pub fn hint(self: Box<Failure>, hint: impl Into<Cow<'static, str>>) -> Box<Failure> {
        self.with_hint(hint.into())
    }

    #[cold]
    fn with_hint(mut self: Box<Failure>, hint: Cow<'static, str>) -> Box<Failure> {
        self.error.hint = Some(hint);
        self
    }
}

/// The rows that a query gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultSet {
    /// The columns.
    pub columns: Vec<ResultColumn>,
    /// The values of each row as text; `None` is NULL.
    pub rows: Vec<Vec<Option<String>>>,
}

/// A column of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultColumn {
    /// Its name.
    pub name: String,
    /// Whether it is of a type of numbers.
    pub is_number: bool,
    /// Its type, as `format_type` prints it.
    pub type_name: String,
}

impl ResultColumn {
    /// A column of text.
    pub(crate) fn of_text(name: &str) -> ResultColumn {
        ResultColumn { name: name.to_owned(), is_number: false, type_name: "text".to_owned() }
    }
}

impl ResultSet {
    /// One row of one text.
    pub(crate) fn of_text(column: &str, value: Option<String>) -> ResultSet {
        let columns = vec![ResultColumn::of_text(column)];
        ResultSet { columns, rows: vec![vec![value]] }
    }
}

/// The tag of a completed command, e.g. `CREATE SERVER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandTag(pub Cow<'static, str>);
