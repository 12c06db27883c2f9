//! `SELECT function(constants)`: the few functions that scripts about servers call. Other queries are
//! left to a query engine.

use std::borrow::Cow;
use std::sync::Arc;

use medlar_catalog::Function;
use medlar_syntax::ast::{Call, Constant, ConstantKind, Ident, SetIdentity, SetScope, Statement};
use medlar_syntax::{Span, SqlState};

use crate::dblink::{self, Answer};
use crate::footprint::KeyKind;
use crate::message::{Checked, Failure, ResultColumn, ResultSet};
use crate::session::{Session, not_run};
use crate::settings::value;

/// The functions of pg_catalog, with the types of their arguments.
const BUILT_IN: &[(&str, &str)] =
    &[("set_config", "text,text,boolean"), ("current_setting", "text"), ("current_setting", "text,boolean")];

/// What a name and arguments stand for.
enum Callee {
    BuiltIn(&'static str, &'static str),
    /// Of dblink or postgres_fdw.
    OfExtension(Arc<Function>),
}

impl Session {
    /// Executes a call; the session key stands for the parameters that it reads and writes.
    pub(crate) fn call(&mut self, statement: &Call<'_>, rows: &mut Option<ResultSet>) -> Checked<&'static str> {
        let Call { function, arguments, alias, from, columns } = statement;
        let (schema, name) = match &function.parts[..] {
            [name] => (None, &name.name),
            [schema, name] => (Some(&*schema.name), &name.name),
            _ => return Err(not_run("SELECT")),
        };
        if let Some(schema) = schema {
            self.footprint.read(KeyKind::Schema, schema);
        }
        if let Some(schema) = schema.filter(|schema| self.catalog().schema(schema).is_none()) {
            let message = format!("schema \"{schema}\" does not exist");
            return Err(Failure::new(SqlState::InvalidSchemaName, message).at(function.span));
        }
        self.footprint.read(KeyKind::Functions, "");
        let Some(callee) = self.callee(schema, name, arguments) else {
            let types: Vec<&str> = arguments.iter().map(type_of).collect();
            let dot = if schema.is_some() { "." } else { "" };
            let schema = schema.unwrap_or_default();
            let message = format!("function {schema}{dot}{name}({}) does not exist", types.join(", "));
            return Err(Failure::new(SqlState::UndefinedFunction, message)
                .hint(
                    "No function matches the given name and argument types. You might need to add explicit type casts.",
                )
                .at(function.span));
        };
        let is_set = matches!(&callee, Callee::OfExtension(function) if &*function.returns == "record");
        let outputs: &[&str] = match &**name {
            "dblink_get_notify" => &["notify_name", "be_pid", "extra"],
            "postgres_fdw_get_connections" => &["server_name", "valid"],
            _ => &[],
        };
        let is_list_needed = is_set && outputs.is_empty();
        if *from && is_list_needed && columns.is_none() {
            let message = "a column definition list is required for functions returning \"record\"";
            return Err(Failure::new(SqlState::SyntaxError, message).at(function.span));
        }
        // Of what has columns of its own, the first ones are renamed.
        let is_renamed = columns.as_deref().is_some_and(|columns| is_set && !is_list_needed && has_only_names(columns));
        if columns.is_some() && !is_list_needed && !is_renamed {
            return Err(not_run("SELECT"));
        }
        let values = values(&callee, arguments)?;
        if let Callee::OfExtension(function) = &callee {
            dblink::check_right(self, function)?;
        }
        let value = match callee {
            Callee::BuiltIn(name, _) => Some(self.call_built_in(name, &values)?),
            Callee::OfExtension(_) if values.iter().any(Option::is_none) => (!is_set).then_some(None),
            Callee::OfExtension(function) => match call_of_extension(self, &function, &values)? {
                Answer::Value(value) => Some(value),
                Answer::NoRow => None,
                Answer::NotRun => return Err(not_run("SELECT")),
            },
        };
        let given = columns.as_deref().map(column_names).unwrap_or_default();
        let names = match is_set && *from && !is_list_needed {
            true => {
                let kept = outputs.iter().skip(given.len()).map(|name| Cow::Borrowed(*name));
                given.into_iter().chain(kept).collect()
            }
            false if columns.is_some() => given,
            false => vec![Cow::Borrowed(alias.as_ref().map_or(&**name, |alias| &*alias.name))],
        };
        let is_number = |name: &str| columns.is_none() && name == "be_pid";
        let column = |name: &Cow<'_, str>| match is_number(name) {
            true => ResultColumn { name: name.clone().into_owned(), is_number: true, type_name: "integer".to_owned() },
            false => ResultColumn::of_text(name),
        };
        *rows = Some(ResultSet {
            columns: names.iter().map(column).collect(),
            rows: value.into_iter().map(|value| vec![value]).collect(),
        });
        Ok("SELECT")
    }

    /// The function that takes these arguments: a string is taken as text rather than as anything else.
    fn callee(&self, schema: Option<&str>, name: &str, arguments: &[Constant<'_>]) -> Option<Callee> {
        if schema.is_none_or(|schema| schema == "pg_catalog")
            && let Some((name, types)) =
                BUILT_IN.iter().find(|(known, types)| *known == name && fit(types, arguments).is_some())
        {
            return Some(Callee::BuiltIn(name, types));
        }
        let searched = match schema {
            Some(schema) => self.catalog().schema(schema).map(|schema| schema.oid).into_iter().collect(),
            None => self.searched_schemas(),
        };
        let mut best = None;
        for function in self.catalog().functions() {
            if &*function.name != name || !is_of_extension(name) || !searched.contains(&function.schema) {
                continue;
            }
            if let Some(fit) = fit(&function.arguments, arguments)
                && best.is_none_or(|(better, _)| fit > better)
            {
                best = Some((fit, function));
            }
        }
        best.map(|(_, function)| Callee::OfExtension(Arc::clone(function)))
    }

    fn call_built_in(&mut self, name: &str, values: &[Option<Cow<'_, str>>]) -> Checked<Option<String>> {
        let text = |place: usize| values.get(place).and_then(Option::as_deref);
        if name == "current_setting" {
            let Some(parameter) = text(0).filter(|_| values.iter().all(Option::is_some)) else { return Ok(None) };
            return match self.parameter_value(parameter) {
                Err(failure) if failure.error.sqlstate == SqlState::UndefinedObject && text(1) == Some("true") => {
                    Ok(None)
                }
                found => found.map(|(_, value)| Some(value)),
            };
        }
        let Some(parameter) = text(0) else {
            return Err(Failure::new(SqlState::NullValueNotAllowed, "SET requires parameter name"));
        };
        self.footprint.write(KeyKind::Session, "");
        let is = |name: &str| parameter.eq_ignore_ascii_case(name);
        let scope = if text(2) == Some("true") { SetScope::Local } else { SetScope::Session };
        if is("role") || is("session_authorization") {
            let name = text(1).map(|name| Ident { name: Cow::Borrowed(name), span: Span::default() });
            let statement = match (is("role"), name) {
                (true, Some(name)) => SetIdentity::Role(scope, name),
                (true, None) => SetIdentity::RoleDefault(scope),
                (false, Some(name)) => SetIdentity::SessionAuthorization(scope, name),
                (false, None) => SetIdentity::SessionAuthorizationDefault(scope),
            };
            self.run("", &Statement::SetIdentity(statement), &mut Vec::new(), &mut None)?;
            return self.parameter_value(parameter).map(|(_, value)| Some(value));
        }
        // Outside of a block the transaction ends with the query, which sees what it has set.
        let before = (scope == SetScope::Local && self.block.is_none()).then(|| self.state.settings.clone());
        self.set_parameter_now(scope, parameter, text(1))?;
        let (_, value) = self.parameter_value(parameter)?;
        if let Some(before) = before {
            self.state.settings = before;
        }
        Ok(Some(value))
    }
}

/// Whether a function of this name is one of an extension that we call.
fn is_of_extension(name: &str) -> bool {
    name.starts_with("dblink") || name.starts_with("postgres_fdw_get") || name.starts_with("postgres_fdw_disconnect")
}

fn call_of_extension(session: &mut Session, function: &Function, values: &[Option<Cow<'_, str>>]) -> Checked<Answer> {
    if function.name.starts_with("dblink") {
        return dblink::call(session, function, values);
    }
    // No connection is ever open.
    if let [Some(server), ..] = values {
        session.footprint.read(KeyKind::Server, server);
        if session.catalog().server(server).is_none() {
            let message = format!("server \"{server}\" does not exist");
            return Err(Failure::new(SqlState::UndefinedObject, message));
        }
    }
    Ok(if &*function.returns == "record" { Answer::NoRow } else { Answer::Value(Some("f".to_owned())) })
}

/// How many strings are taken as text; `None` where the arguments are not of these types.
fn fit(types: &str, arguments: &[Constant<'_>]) -> Option<usize> {
    let mut types = types.split(',').filter(|name| !name.is_empty());
    let mut fit = 0;
    for argument in arguments {
        let name = types.next()?;
        match &argument.kind {
            ConstantKind::Text(_) | ConstantKind::Null => fit += usize::from(name == "text"),
            ConstantKind::Boolean(_) if name == "boolean" => {}
            ConstantKind::Integer(_) if name == "integer" => {}
            ConstantKind::TypedText(_) if name == "text" => {}
            ConstantKind::Boolean(_) | ConstantKind::Integer(_) | ConstantKind::TypedText(_) => return None,
        }
    }
    types.next().is_none().then_some(fit)
}

fn type_of(constant: &Constant<'_>) -> &'static str {
    match constant.kind {
        ConstantKind::Null | ConstantKind::Text(_) => "unknown",
        ConstantKind::TypedText(_) => "text",
        ConstantKind::Boolean(_) => "boolean",
        ConstantKind::Integer(_) => "integer",
    }
}

/// The arguments as texts; `None` is NULL.
fn values<'a>(callee: &Callee, arguments: &'a [Constant<'_>]) -> Checked<Vec<Option<Cow<'a, str>>>> {
    let types = match callee {
        Callee::BuiltIn(_, types) => types,
        Callee::OfExtension(function) => &*function.arguments,
    };
    let mut values = Vec::with_capacity(arguments.len());
    for (argument, name) in arguments.iter().zip(types.split(',')) {
        values.push(match &argument.kind {
            ConstantKind::Null => None,
            ConstantKind::Boolean(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
            ConstantKind::Integer(digits) => Some(Cow::Borrowed(&**digits)),
            ConstantKind::Text(text) if name == "boolean" => match value::boolean(text.trim_ascii()) {
                Some(value) => Some(Cow::Borrowed(if value { "true" } else { "false" })),
                None => {
                    let message = format!("invalid input syntax for type boolean: \"{text}\"");
                    return Err(Failure::new(SqlState::InvalidTextRepresentation, message).at(argument.span));
                }
            },
            ConstantKind::Text(text) | ConstantKind::TypedText(text) => Some(Cow::Borrowed(&**text)),
        });
    }
    Ok(values)
}

/// Whether a list behind an alias has names only, without types.
fn has_only_names(list: &str) -> bool {
    list.split(',').all(|item| item.split_ascii_whitespace().count() == 1)
}

/// The names in a list of column definitions.
fn column_names(definitions: &str) -> Vec<Cow<'_, str>> {
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut starts = true;
    let mut rest = definitions.trim_ascii_start();
    while let Some(first) = rest.chars().next() {
        match first {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => starts = true,
            '"' if starts => {
                let (name, behind) = rest.get(1..).and_then(|rest| rest.split_once('"')).unwrap_or((rest, ""));
                names.push(Cow::Borrowed(name));
                starts = false;
                rest = behind;
                continue;
            }
            _ if starts && !first.is_ascii_whitespace() => {
                let end = rest.find(|next: char| next.is_ascii_whitespace() || next == ',').unwrap_or(rest.len());
                let (name, behind) = rest.split_at(end);
                names.push(Cow::Owned(name.to_ascii_lowercase()));
                starts = false;
                rest = behind;
                continue;
            }
            _ => {}
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    names
}
