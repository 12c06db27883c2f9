//! Expressions as the server shows them once they are stored: literals with their types, conversions
//! as casts, and shorthands like `IN` and `BETWEEN` as what they stand for.
//!
//! What is stored has parentheses around every operator. Of that text, which says everything, the
//! form with few parentheses is made that psql shows. Where an expression has a part whose form is not
//! known here, there is no text at all.

mod constant;
mod parentheses;

use medlar_syntax::Target;
use medlar_syntax::ast::{Case, Expression, ExpressionKind, Form, FunctionCall, Operation, Quantifier, TypeName};
use medlar_syntax::printer::quote_ident;

use crate::types::{self, BaseType, DataType};
pub(crate) use constant::constant;
use parentheses::{Parent, needs_none};

/// That an operand becomes a value of another type, or of the same one.
#[derive(Clone, Copy)]
pub(crate) struct Conversion {
    /// The address of the operand, by which its node is known as long as the tree stands.
    node: usize,
    from: DataType,
    pub(crate) to: DataType,
    /// Of the array that is compared with element by element.
    pub(crate) is_of_array: bool,
}

impl Conversion {
    pub(crate) fn new(expression: &Expression<'_>, from: DataType, to: DataType) -> Conversion {
        Conversion { node: address(expression), from, to, is_of_array: false }
    }

    pub(crate) fn is_of(&self, expression: &Expression<'_>) -> bool {
        self.node == address(expression)
    }
}

fn address(expression: &Expression<'_>) -> usize {
    std::ptr::from_ref(expression).addr()
}

/// The text that is stored of an expression that has been checked.
pub(crate) fn stored(expression: &Expression<'_>, conversions: &[Conversion], target: Target) -> Option<String> {
    let mut deparser = Deparser::new(target);
    deparser.conversions = conversions;
    deparser.value(expression, 0, false)?;
    Some(deparser.out)
}

/// The text that psql shows of one that is stored; `sequence` is the name now of the one it uses.
pub(crate) fn pretty(text: &str, sequence: Option<&str>, target: Target) -> Option<String> {
    let expression = medlar_syntax::parse_expression(text, target).ok()?;
    let mut deparser = Deparser::new(target);
    (deparser.is_pretty, deparser.sequence) = (true, sequence);
    deparser.bare(&expression)?;
    Some(deparser.out)
}

/// The stored text with another name of a column.
pub(crate) fn with_column_renamed(text: &str, from: &str, to: &str, target: Target) -> Option<String> {
    let expression = medlar_syntax::parse_expression(text, target).ok()?;
    let mut deparser = Deparser::new(target);
    deparser.renamed = Some((from, to));
    deparser.bare(&expression)?;
    Some(deparser.out)
}

struct Deparser<'d> {
    target: Target,
    /// What was found out about the operands; nothing of a text that says it all.
    conversions: &'d [Conversion],
    is_pretty: bool,
    sequence: Option<&'d str>,
    renamed: Option<(&'d str, &'d str)>,
    out: String,
    indentation: usize,
}

impl<'d> Deparser<'d> {
    fn new(target: Target) -> Deparser<'d> {
        Deparser {
            target,
            conversions: &[],
            is_pretty: false,
            sequence: None,
            renamed: None,
            out: String::new(),
            indentation: 0,
        }
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn push_name(&mut self, name: &str) {
        let target = self.target;
        self.out.push_str(&quote_ident(name, target));
    }

    /// What became of an operand the nth time that it was looked at.
    fn conversion(&self, expression: &Expression<'_>, nth: usize, is_of_array: bool) -> Option<Conversion> {
        let mut found = self.conversions.iter().filter(|one| one.is_of(expression) && one.is_of_array == is_of_array);
        found.nth(nth).copied()
    }

    /// An expression with what it is converted to; by itself only where the conversion shows.
    fn value(&mut self, expression: &Expression<'_>, nth: usize, shows_conversion: bool) -> Option<()> {
        let Some(Conversion { from, to, .. }) = self.conversion(expression, nth, false) else {
            return self.bare(expression);
        };
        if from.base.name() == "unknown" {
            return self.literal(expression, DataType { modifier: -1, ..to });
        }
        if !shows_conversion || from.base == to.base && from.is_array == to.is_array {
            return self.bare(expression);
        }
        self.push("(");
        self.bare(expression)?;
        self.push(")::");
        self.push(&to.name());
        Some(())
    }

    /// A literal whose type is open by itself.
    fn literal(&mut self, expression: &Expression<'_>, data_type: DataType) -> Option<()> {
        match &expression.kind {
            ExpressionKind::Null => self.push(&format!("NULL::{}", data_type.printed())),
            ExpressionKind::String(text) => match self.sequence {
                Some(name) if data_type.base.name() == "regclass" => {
                    let name = medlar_syntax::printer::quote_literal(name);
                    self.push(&format!("{name}::regclass"));
                }
                _ => self.push(&constant(text, data_type)?),
            },
            // The text of a literal that a collation stands behind, and the like.
            _ => return None,
        }
        Some(())
    }

    /// An operand, in parentheses where it needs them.
    fn operand(&mut self, expression: &Expression<'_>, nth: usize, parent: Parent<'_>) -> Option<()> {
        let in_parentheses = self.is_pretty && !needs_none(expression, parent);
        self.push(if in_parentheses { "(" } else { "" });
        self.value(expression, nth, true)?;
        self.push(if in_parentheses { ")" } else { "" });
        Some(())
    }

    /// Opens or closes the parentheses that an operator has in what is stored.
    fn parenthesis(&mut self, text: &str) {
        if !self.is_pretty {
            self.push(text);
        }
    }

    /// An expression as it is.
    fn bare(&mut self, expression: &Expression<'_>) -> Option<()> {
        match &expression.kind {
            ExpressionKind::Null => self.push("NULL"),
            ExpressionKind::Boolean(value) => self.push(if *value { "true" } else { "false" }),
            ExpressionKind::Integer(value) => {
                let text = value.to_string();
                self.push(&constant(&text, DataType::new(BaseType::find("int4")?))?);
            }
            ExpressionKind::Numeric(digits) => {
                let name = if digits.parse::<i64>().is_ok() { "int8" } else { "numeric" };
                self.push(&constant(digits, DataType::new(BaseType::find(name)?))?);
            }
            ExpressionKind::String(text) => self.push(&medlar_syntax::printer::quote_literal(text)),
            ExpressionKind::BitString(digits) => {
                self.push(&format!("'{}'::\"bit\"", digits.strip_prefix('b')?));
            }
            ExpressionKind::Column { name, all: false } => {
                let name = &*name.parts.last()?.name;
                let name = match self.renamed {
                    Some((from, to)) if from == name => to,
                    _ => name,
                };
                self.push_name(name);
            }
            ExpressionKind::Operation(operation) => return self.operation(operation),
            ExpressionKind::Form(form, operands) => return self.form(*form, operands, expression),
            ExpressionKind::Function(call) => return self.call(call),
            ExpressionKind::NamedArgument(name, value) => {
                self.push_name(&name.name);
                self.push(" => ");
                return self.value(value, 0, true);
            }
            ExpressionKind::Cast(operand, type_name) => return self.cast(operand, type_name),
            ExpressionKind::Collate(operand, collation) => {
                self.parenthesis("(");
                self.operand(operand, 0, Parent::Other)?;
                self.push(" COLLATE ");
                self.push_name(&collation.parts.last()?.name);
                self.parenthesis(")");
            }
            ExpressionKind::Case(case) => return self.case(case),
            ExpressionKind::Parameter(_)
            | ExpressionKind::Column { .. }
            | ExpressionKind::Field(..)
            | ExpressionKind::Subquery { .. }
            | ExpressionKind::Xml { .. } => return None,
        }
        Some(())
    }

    fn operation(&mut self, operation: &Operation<'_>) -> Option<()> {
        let Operation { schema, operator, left, right, quantifier } = operation;
        let is_row = |operand: &Expression<'_>| matches!(operand.kind, ExpressionKind::Form(Form::Row, _));
        // Rows are compared field by field.
        if !schema.is_empty() || is_row(right) && left.as_ref().is_some_and(is_row) {
            return None;
        }
        self.parenthesis("(");
        let parent = |is_left| Parent::Operator { operator, is_left };
        match (left, quantifier) {
            (None, _) => {
                self.push(operator);
                self.push(" ");
                self.operand(right, 0, Parent::Other)?;
            }
            (Some(left), None) => {
                self.operand(left, 0, parent(true))?;
                self.push(&format!(" {operator} "));
                self.operand(right, 0, parent(false))?;
            }
            (Some(left), Some(quantifier)) => {
                self.operand(left, 0, Parent::Other)?;
                let word = if *quantifier == Quantifier::Any { "ANY" } else { "ALL" };
                self.push(&format!(" {operator} {word} ("));
                self.array_operand(right)?;
                self.push(")");
            }
        }
        self.parenthesis(")");
        Some(())
    }

    /// An array whose elements are compared with something, as these are converted.
    fn array_operand(&mut self, array: &Expression<'_>) -> Option<()> {
        let Some(Conversion { from, to, .. }) =
            self.conversion(array, 0, true).filter(|one| one.from.base != one.to.base)
        else {
            return self.operand(array, 0, Parent::Other);
        };
        self.push("(");
        match from.base.name() {
            "unknown" => self.literal(array, to)?,
            _ => self.elements_or_bare(array)?,
        }
        self.push(&format!(")::{}[]", to.name()));
        Some(())
    }

    /// The list of `IN` as an array, or an array as it is.
    fn elements_or_bare(&mut self, expression: &Expression<'_>) -> Option<()> {
        match &expression.kind {
            ExpressionKind::Form(Form::In | Form::NotIn, operands) => self.list("ARRAY[", operands.get(1..)?, "]"),
            _ => self.bare(expression),
        }
    }

    fn list(&mut self, start: &str, items: &[Expression<'_>], end: &str) -> Option<()> {
        self.push(start);
        for (index, item) in items.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.value(item, 0, true)?;
        }
        self.push(end);
        Some(())
    }

    /// `CAST (operand AS type)`
    fn cast(&mut self, operand: &Expression<'_>, type_name: &TypeName<'_>) -> Option<()> {
        let data_type = types::built_in(type_name, self.target)?;
        if matches!(operand.kind, ExpressionKind::Null | ExpressionKind::String(_)) {
            return self.literal(operand, data_type);
        }
        if let ExpressionKind::Form(Form::Array, elements) = &operand.kind
            && data_type.is_array
            && (elements.is_empty() || !self.conversions.is_empty())
        {
            // The elements have been converted, and an array without any says what it is one of.
            self.bare(operand)?;
            self.push(&if elements.is_empty() { format!("::{}", data_type.printed()) } else { String::new() });
            return Some(());
        }
        let known = self.conversion(operand, 0, false).map(|conversion| conversion.from);
        let is_same = |known: DataType| known.base == data_type.base && known.is_array == data_type.is_array;
        if known.is_some_and(|known| is_same(known) && known.modifier == data_type.modifier) {
            return self.bare(operand);
        }
        let is_number = matches!(operand.kind, ExpressionKind::Numeric(_)) && data_type.base.name() == "numeric";
        let in_parentheses = match self.is_pretty {
            true => !needs_none(operand, Parent::Other),
            false => !is_number,
        };
        self.push(if in_parentheses { "(" } else { "" });
        self.bare(operand)?;
        self.push(if in_parentheses { ")::" } else { "::" });
        self.push(&data_type.printed());
        Some(())
    }

    fn form(&mut self, form: Form, operands: &[Expression<'_>], expression: &Expression<'_>) -> Option<()> {
        let word = |word: &'static str| Some(word);
        let behind = match form {
            Form::IsNull => word(" IS NULL"),
            Form::IsNotNull => word(" IS NOT NULL"),
            Form::IsTrue => word(" IS TRUE"),
            Form::IsNotTrue => word(" IS NOT TRUE"),
            Form::IsFalse => word(" IS FALSE"),
            Form::IsNotFalse => word(" IS NOT FALSE"),
            Form::IsUnknown => word(" IS UNKNOWN"),
            Form::IsNotUnknown => word(" IS NOT UNKNOWN"),
            _ => None,
        };
        if let (Some(behind), [operand]) = (behind, operands) {
            self.parenthesis("(");
            self.operand(operand, 0, Parent::Other)?;
            self.push(behind);
            self.parenthesis(")");
            return Some(());
        }
        match (form, operands) {
            (Form::And | Form::Or, _) => {
                self.parenthesis("(");
                for (index, operand) in operands.iter().enumerate() {
                    let word = if form == Form::And { " AND " } else { " OR " };
                    self.push(if index > 0 { word } else { "" });
                    self.operand(operand, 0, Parent::Boolean(form))?;
                }
                self.parenthesis(")");
            }
            (Form::Not, [operand]) => {
                self.parenthesis("(");
                self.push("NOT ");
                self.operand(operand, 0, Parent::Boolean(form))?;
                self.parenthesis(")");
            }
            (Form::IsDistinctFrom | Form::IsNotDistinctFrom, [left, right]) => {
                // NULL is distinct from what is not NULL; the negation stands outside.
                if matches!(left.kind, ExpressionKind::Null) || matches!(right.kind, ExpressionKind::Null) {
                    return None;
                }
                let is_negated = form == Form::IsNotDistinctFrom;
                self.push(if is_negated { "(NOT " } else { "" });
                self.parenthesis("(");
                self.operand(left, 0, Parent::Other)?;
                self.push(" IS DISTINCT FROM ");
                self.operand(right, 0, Parent::Other)?;
                self.parenthesis(")");
                self.push(if is_negated { ")" } else { "" });
            }
            (Form::Between, [value, low, high]) => self.range(value, [">=", "AND", "<="], [low, high])?,
            (Form::NotBetween, [value, low, high]) => self.range(value, ["<", "OR", ">"], [low, high])?,
            (Form::In | Form::NotIn, [value, list @ ..]) => self.inclusion(form, value, list, expression)?,
            (Form::Array | Form::NestedArray, _) => self.list("ARRAY[", operands, "]")?,
            (Form::Row, _) => self.list("ROW(", operands, ")")?,
            (Form::Coalesce, _) => self.list("COALESCE(", operands, ")")?,
            (Form::Greatest, _) => self.list("GREATEST(", operands, ")")?,
            (Form::Least, _) => self.list("LEAST(", operands, ")")?,
            (Form::NullIf, _) => self.list("NULLIF(", operands, ")")?,
            (Form::Subscript, [base, index]) if matches!(base.kind, ExpressionKind::Column { .. }) => {
                self.bare(base)?;
                self.list("[", std::slice::from_ref(index), "]")?;
            }
            _ => {
                self.push(clock_or_session(form)?);
                if let Some(precision) = operands.first() {
                    self.list("(", std::slice::from_ref(precision), ")")?;
                }
            }
        }
        Some(())
    }

    /// `value BETWEEN low AND high` is two comparisons.
    fn range(&mut self, value: &Expression<'_>, words: [&str; 3], ends: [&Expression<'_>; 2]) -> Option<()> {
        let [first, word, second] = words;
        self.push("(");
        for (nth, (operator, end)) in [first, second].into_iter().zip(ends).enumerate() {
            self.push(&if nth > 0 { format!(" {word} ") } else { String::new() });
            self.push("(");
            self.value(value, nth, true)?;
            self.push(&format!(" {operator} "));
            self.value(end, 0, true)?;
            self.push(")");
        }
        self.push(")");
        Some(())
    }

    /// `value IN (list)`: a comparison with the elements of an array, or with the one value.
    fn inclusion(
        &mut self,
        form: Form,
        value: &Expression<'_>,
        list: &[Expression<'_>],
        expression: &Expression<'_>,
    ) -> Option<()> {
        let has_column = |item: &Expression<'_>| {
            !matches!(
                &item.kind,
                ExpressionKind::Null
                    | ExpressionKind::Boolean(_)
                    | ExpressionKind::Integer(_)
                    | ExpressionKind::Numeric(_)
                    | ExpressionKind::String(_)
                    | ExpressionKind::Cast(..)
            )
        };
        let (operator, quantifier) = if form == Form::In { ("=", "ANY") } else { ("<>", "ALL") };
        match list {
            [one] => {
                self.push("(");
                self.value(value, 0, true)?;
                self.push(&format!(" {operator} "));
                self.value(one, 0, true)?;
            }
            // Columns in the list are compared one by one.
            _ if list.iter().any(has_column) => {
                let conversion = self.conversion(expression, 0, true)?;
                let constants = list.iter().filter(|item| !has_column(item)).count();
                if constants > 1 || conversion.from.base != conversion.to.base {
                    return None;
                }
                self.push("(");
                for (index, item) in list.iter().enumerate() {
                    let word = if form == Form::In { " OR " } else { " AND " };
                    self.push(if index > 0 { word } else { "" });
                    self.push("(");
                    self.value(value, 0, true)?;
                    self.push(&format!(" {operator} "));
                    match item.kind {
                        ExpressionKind::String(_) | ExpressionKind::Null => self.value(item, 0, true)?,
                        _ => self.bare(item)?,
                    }
                    self.push(")");
                }
            }
            _ => {
                let conversion = self.conversion(expression, 0, true)?;
                self.push("(");
                self.value(value, 0, true)?;
                self.push(&format!(" {operator} {quantifier} ("));
                if conversion.from.base == conversion.to.base {
                    self.list("ARRAY[", list, "]")?;
                } else {
                    self.array_operand(expression)?;
                }
                self.push(")");
            }
        }
        self.push(")");
        Some(())
    }

    fn call(&mut self, call: &FunctionCall<'_>) -> Option<()> {
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
    fn case(&mut self, case: &Case<'_>) -> Option<()> {
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
                self.push(&format!("NULL::{}", conversion.to.name()));
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
fn clock_or_session(form: Form) -> Option<&'static str> {
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
