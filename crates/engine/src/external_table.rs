//! CREATE EXTERNAL TABLE: Cloudberry only. It makes a foreign table, whose options say what the
//! clauses of the statement said.

use std::borrow::Cow;
use std::sync::Arc;

use medlar_catalog::RelationKind;
use medlar_syntax::ast::{
    CreateExternalTable, ExecuteOn, ExternalEncoding, ExternalSource, FormatOption, Ident, OptionAction, OptionItem,
    ParameterValue, Persistence, StringLiteral,
};
use medlar_syntax::{Span, SqlState};

use crate::columns::{self, Table};
use crate::context::Context;
use crate::define::{self, NewTable, bare_name};
use crate::encoding;
use crate::foreign_table;
use crate::index;
use crate::like;
use crate::message::{Checked, Failure};

/// The server that all of them are on.
const SERVER: &str = "gp_exttable_server";

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateExternalTable<'_>) -> Checked {
    let persistence = if statement.is_temporary { Persistence::Temporary } else { Persistence::Permanent };
    let name = bare_name(&statement.name);
    let table = Table { name: &name, is_foreign: true, is_partition: false };
    let mut definition = columns::analyse(context, table, &statement.elements)?;
    let mut options = Options { items: Vec::with_capacity(16), span: statement.name.span };
    format(context, statement, &mut options)?;
    source(statement, &mut options);
    let mut logs = "f";
    if let Some(handling) = statement.error_handling {
        options.push("reject_limit", handling.limit.to_string());
        options.push("reject_limit_type", if handling.is_percent { "p" } else { "r" });
        logs = match (handling.log_errors, handling.persistently) {
            (true, true) => "p",
            (true, false) => "t",
            (false, _) => "f",
        };
    }
    options.push("log_errors", logs);
    options.push(
        "encoding",
        encoding_code(statement.encoding.as_ref()).map_err(|failure| failure.about(statement.name.span))?,
    );
    options.push("is_writable", if statement.is_writable { "true" } else { "false" });
    options.items.extend(statement.options.iter().cloned());

    let (schema, _) = define::place(context, &statement.name, persistence)?;
    let new = NewTable {
        name: &statement.name,
        schema,
        kind: RelationKind::ForeignTable,
        parents: &[],
        bound: None,
        partition_by: None,
    };
    let has_index = like::without_indexes(&mut definition);
    let oid = define::define(context, &new, &mut definition)?;
    // The right to use the server is not asked for.
    let server = Ident { name: Cow::Borrowed(SERVER), span: statement.name.span };
    let server = Arc::clone(context.server(&server)?);
    foreign_table::set_server(context, oid, &server, &options.items)?;
    // Indexes are made when the table is.
    match has_index {
        true => Err(index::refused(context, RelationKind::ForeignTable, &name).about(statement.name.span)),
        false => Ok(()),
    }
}

/// The options of the foreign table, in order.
struct Options<'a> {
    items: Vec<OptionItem<'a>>,
    /// What they are about.
    span: Span,
}

impl<'a> Options<'a> {
    fn push(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) {
        self.add(name.into(), value.into());
    }

    fn add(&mut self, name: Cow<'a, str>, value: Cow<'a, str>) {
        let span = self.span;
        let value = Some(StringLiteral { value, span });
        self.items.push(OptionItem { action: OptionAction::Plain, name: Ident { name, span }, value, span });
    }
}

/// `FORMAT 'format' [ ( … ) ]`. What is not said of text and csv is stored as its default.
fn format<'a>(context: &Context<'_>, statement: &CreateExternalTable<'a>, options: &mut Options<'a>) -> Checked {
    let is = |name: &str| statement.format.value.eq_ignore_ascii_case(name);
    let is_csv = is("csv");
    if is("custom") {
        options.push("format_type", "b");
        for option in &statement.format_options {
            if let FormatOption::Custom(name, value) = option {
                options.push(name.name.clone(), parameter_text(context, value));
            }
        }
        return Ok(());
    }
    if !is_csv && !is("text") {
        let message = format!("unsupported format '{}'", statement.format.value);
        return Err(Failure::new(SqlState::SyntaxError, message)
            .hint("Available formats for external tables are \"text\", \"csv\" and \"custom\".")
            .about(statement.format.span));
    }
    // In the order in which they are stored.
    let mut values: [(&'static str, Option<Cow<'a, str>>); 9] = [
        ("delimiter", None),
        ("null", None),
        ("escape", None),
        ("quote", None),
        ("header", None),
        ("fill_missing_fields", None),
        ("force_not_null", None),
        ("force_quote", None),
        ("newline", None),
    ];
    for option in &statement.format_options {
        let (name, value): (_, Cow<'a, str>) = match option {
            FormatOption::Delimiter(text) => ("delimiter", text.value.clone()),
            FormatOption::Null(text) => ("null", text.value.clone()),
            FormatOption::Escape(text) => ("escape", text.value.clone()),
            FormatOption::Quote(text) => ("quote", text.value.clone()),
            FormatOption::Newline(text) => ("newline", text.value.clone()),
            FormatOption::Header => ("header", "true".into()),
            FormatOption::FillMissingFields => ("fill_missing_fields", "true".into()),
            FormatOption::ForceNotNull(columns) => ("force_not_null", names(columns).into()),
            FormatOption::ForceQuote(columns) if columns.is_empty() => ("force_quote", "*".into()),
            FormatOption::ForceQuote(columns) => ("force_quote", names(columns).into()),
            FormatOption::Csv | FormatOption::Custom(..) => continue,
        };
        let Some(place) = values.iter_mut().find(|(known, _)| *known == name) else { continue };
        if place.1.replace(value).is_some() {
            let failure = Failure::new(SqlState::SyntaxError, "conflicting or redundant options");
            return Err(failure.about(statement.format.span));
        }
    }
    options.push("format_type", if is_csv { "c" } else { "t" });
    for (name, value) in values {
        let default = match name {
            "delimiter" => Some(if is_csv { "," } else { "\t" }),
            "null" => Some(if is_csv { "" } else { "\\N" }),
            "escape" => Some(if is_csv { "\"" } else { "\\" }),
            "quote" if is_csv => Some("\""),
            _ => None,
        };
        if let Some(value) = value.or(default.map(Cow::Borrowed)) {
            options.push(name, value);
        }
    }
    Ok(())
}

fn names(columns: &[Ident<'_>]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
    names.join(",")
}

/// The value of an option of a custom format: a string, or what is written.
pub(crate) fn parameter_text<'a>(context: &Context<'_>, value: &ParameterValue<'a>) -> Cow<'a, str> {
    let span = match value {
        ParameterValue::String(text) => return text.value.clone(),
        ParameterValue::Type(name) => name.span,
        ParameterValue::Word(word) => word.span,
        ParameterValue::Operator(name) => name.span,
        ParameterValue::Number(number) => number.span,
    };
    context.text(span).to_owned().into()
}

/// `LOCATION` or `EXECUTE`, and `ON`.
fn source<'a>(statement: &CreateExternalTable<'a>, options: &mut Options<'a>) {
    match &statement.source {
        ExternalSource::Command(command) => options.push("command", command.value.clone()),
        ExternalSource::Locations(locations) => {
            let locations: Vec<&str> = locations.iter().map(|location| &*location.value).collect();
            options.push("location_uris", locations.join("|"));
        }
    }
    let place: Cow<'a, str> = match &statement.execute_on {
        None | Some(ExecuteOn::All) => "ALL_SEGMENTS".into(),
        Some(ExecuteOn::Coordinator) => "COORDINATOR_ONLY".into(),
        Some(ExecuteOn::Host(None)) => "PER_HOST".into(),
        Some(ExecuteOn::Host(Some(host))) => ["HOST:", &host.value].concat().into(),
        Some(ExecuteOn::Segment(number)) => format!("SEGMENT_ID:{number}").into(),
        Some(ExecuteOn::Segments(count)) => format!("TOTAL_SEGS:{count}").into(),
    };
    options.push("execute_on", place);
}

/// The code of the encoding; without the clause it is that of the client, UTF8.
fn encoding_code(clause: Option<&ExternalEncoding<'_>>) -> Checked<String> {
    let unknown = |message| Err(Failure::new(SqlState::UndefinedObject, message));
    match clause {
        None => Ok("6".to_owned()),
        Some(ExternalEncoding::Name(name)) => match encoding::code(&name.value) {
            Some(code) => Ok(code.to_string()),
            None => unknown(format!("{} is not a valid encoding name", name.value)),
        },
        Some(ExternalEncoding::Number(number)) => match number.to_string() {
            code if encoding::is_code(&code) => Ok(code),
            code => unknown(format!("{code} is not a valid encoding code")),
        },
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::Session;
    use crate::testing::run;

    /// The options that the foreign table has.
    fn stored(clauses: &str) -> String {
        let mut session = Session::new(Target::Cloudberry2);
        let said = run(&mut session, &format!("CREATE {clauses}"));
        assert_eq!(said, ["CREATE EXTERNAL TABLE"], "{clauses}");
        let table = session.catalog().relation_in(medlar_catalog::Oid::PUBLIC_SCHEMA, "t").unwrap();
        let options: Vec<String> = table.options.iter().map(|(name, value)| format!("{name} {value}")).collect();
        options.join("; ")
    }

    #[test]
    fn clauses_are_stored_as_options_in_one_order() {
        let cases = [
            (
                "EXTERNAL TABLE t (a int) LOCATION ('gpfdist://h/f', 'gpfdist://h/g') FORMAT 'text'",
                "format_type t; delimiter \t; null \\N; escape \\; location_uris gpfdist://h/f|gpfdist://h/g; \
                 execute_on ALL_SEGMENTS; log_errors f; encoding 6; is_writable false",
            ),
            (
                "EXTERNAL WEB TABLE t (a int) EXECUTE 'cat' ON HOST 'h' FORMAT 'CSV' (HEADER QUOTE AS '''' DELIMITER ';') \
                 ENCODING 'latin1' LOG ERRORS SEGMENT REJECT LIMIT 5 PERCENT",
                "format_type c; delimiter ;; null ; escape \"; quote '; header true; command cat; execute_on HOST:h; \
                 reject_limit 5; reject_limit_type p; log_errors t; encoding 8; is_writable false",
            ),
            (
                "WRITABLE EXTERNAL TABLE t (a int) LOCATION ('gpfdist://h/f') FORMAT 'custom' (formatter = 'f', width = 3) \
                 OPTIONS (more 'x') DISTRIBUTED BY (a)",
                "format_type b; formatter f; width 3; location_uris gpfdist://h/f; execute_on ALL_SEGMENTS; log_errors f; \
                 encoding 6; is_writable true; more x",
            ),
        ];
        for (clauses, expected) in cases {
            assert_eq!(stored(clauses), expected);
        }
    }
}
