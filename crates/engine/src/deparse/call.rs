//! Functions, those with words of the SQL standard among them, and `CASE`.

use medlar_syntax::ast::{Case, Expression, ExpressionKind, Form, FunctionCall};

use super::Deparser;
use super::parentheses::Parent;
use crate::types::DataType;

impl Deparser<'_> {
    pub(super) fn call(&mut self, call: &FunctionCall<'_>) -> Option<()> {
        let FunctionCall { name, arguments, star, distinct, variadic, order_by, within_group, filter, over } = call;
        let is_plain = !star && !distinct && !variadic && !within_group && order_by.is_empty();
        if !is_plain || filter.is_some() || over.is_some() {
            return None;
        }
        let (is_system, names) = match &*name.parts {
            [schema, name] if schema.name == "pg_catalog" => (true, std::slice::from_ref(name)),
            names => (false, names),
        };
        let [name, ..] = names else { return None };
        if let ([one], [argument]) = (names, &**arguments)
            && let Some(conversion) = self.conversion(argument, 0, false)
            && conversion.from.base.name() == "unknown"
            && conversion.to.base.name() == one.name
        {
            // The name of a type makes a literal one of it.
            return self.value(argument, 0, true);
        }
        if is_system && matches!(&*name.name, "extract" | "timezone" | "position" | "substring" | "overlay" | "btrim") {
            return self.standard_call(&name.name, arguments);
        }
        for (index, name) in names.iter().enumerate() {
            self.push(if index > 0 { "." } else { "" });
            self.push_name(&name.name);
        }
        self.list("(", arguments, ")")
    }

    /// A function that was called by words of the SQL standard.
    fn standard_call(&mut self, name: &str, arguments: &[Expression<'_>]) -> Option<()> {
        let words: [&str; 4] = match name {
            "extract" => {
                let [Expression { kind: ExpressionKind::String(field), .. }, source] = arguments else { return None };
                self.push(&format!("EXTRACT({field} FROM "));
                self.value(source, 0, true)?;
                self.push(")");
                return Some(());
            }
            "timezone" | "position" => {
                let [second, first] = arguments else { return None };
                let words =
                    if name == "timezone" { ["(", " AT TIME ZONE ", ")"] } else { ["POSITION((", ") IN (", "))"] };
                self.push(words[0]);
                self.operand(first, 0, Parent::Other)?;
                self.push(words[1]);
                self.operand(second, 0, Parent::Other)?;
                self.push(words[2]);
                return Some(());
            }
            "substring" => ["SUBSTRING(", " FROM ", " FOR ", ""],
            "overlay" => ["OVERLAY(", " PLACING ", " FROM ", " FOR "],
            _ => {
                let [source, rest @ ..] = arguments else { return None };
                self.push("TRIM(BOTH ");
                if let [characters] = rest {
                    self.value(characters, 0, true)?;
                    self.push(" ");
                }
                self.push("FROM ");
                self.value(source, 0, true)?;
                self.push(")");
                return Some(());
            }
        };
        for (word, argument) in words.iter().zip(arguments) {
            self.push(word);
            self.value(argument, 0, true)?;
        }
        self.push(")");
        Some(())
    }

    /// `CASE`, each branch on a line of its own.
    pub(super) fn case(&mut self, case: &Case<'_>) -> Option<()> {
        let Case { operand, branches, otherwise } = case;
        self.line("CASE");
        if let Some(operand) = operand {
            self.push(" ");
            self.value(operand, 0, true)?;
        }
        self.indentation += 4;
        for branch in branches {
            self.line("WHEN ");
            self.value(&branch.condition, 0, true)?;
            self.push(" THEN ");
            self.value(&branch.result, 0, true)?;
        }
        self.line("ELSE ");
        match otherwise {
            Some(otherwise) => self.value(otherwise, 0, true)?,
            None => {
                let conversion = self.conversion(&branches.first()?.result, 0, false)?;
                self.push("NULL::");
                self.push_type(DataType { modifier: -1, ..conversion.to });
            }
        }
        self.indentation = self.indentation.saturating_sub(4);
        self.line("END");
        Some(())
    }

    fn line(&mut self, word: &str) {
        let length = self.out.trim_end_matches(' ').len();
        self.out.truncate(length);
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', self.indentation));
        self.out.push_str(word);
    }
}

/// The words for what depends on the clock or the session.
pub(super) fn clock_or_session(form: Form) -> Option<&'static str> {
    Some(match form {
        Form::CurrentDate => "CURRENT_DATE",
        Form::CurrentTime => "CURRENT_TIME",
        Form::CurrentTimestamp => "CURRENT_TIMESTAMP",
        Form::Localtime => "LOCALTIME",
        Form::Localtimestamp => "LOCALTIMESTAMP",
        Form::CurrentRole => "CURRENT_ROLE",
        Form::CurrentUser => "CURRENT_USER",
        Form::SessionUser => "SESSION_USER",
        Form::User => "USER",
        Form::CurrentCatalog => "CURRENT_CATALOG",
        Form::CurrentSchema => "CURRENT_SCHEMA",
        _ => return None,
    })
}
