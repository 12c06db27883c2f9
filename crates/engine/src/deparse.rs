//! Expressions as the server shows them once they are stored: literals with their types, conversions
//! as casts, and shorthands like `IN` and `BETWEEN` as what they stand for.
//!
//! What is stored has parentheses around every operator. Of that text, which says everything, the
//! form with few parentheses is made that psql shows. Where an expression has a part whose form is not
//! known here, there is no text at all.

mod call;
mod comparison;
mod constant;
mod parentheses;

use medlar_catalog::MadeType;
use medlar_syntax::Target;
use medlar_syntax::ast::{Expression, ExpressionKind, Form, Operation, Quantifier, TypeName};
use medlar_syntax::printer::quote_ident;

use crate::namespace::Naming;
use crate::types::{self, BaseType, DataType};
use call::clock_or_session;
pub(crate) use constant::{constant, literal};
use parentheses::{Parent, needs_none};

/// That an operand becomes a value of another type, or of the same one.
#[derive(Clone, Copy)]
pub(crate) struct Conversion {
    /// The address of the operand, by which its node is known as long as the tree stands.
    node: usize,
    /// The place among all, in the order in which they were found out.
    order: usize,
    from: DataType,
    pub(crate) to: DataType,
    /// Of the array that is compared with element by element.
    pub(crate) is_of_array: bool,
}

impl Conversion {
    pub(crate) fn new(expression: &Expression<'_>, from: DataType, to: DataType) -> Conversion {
        Conversion { node: address(expression), order: 0, from, to, is_of_array: false }
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
    let mut sorted: Vec<Conversion> = conversions.to_vec();
    for (order, conversion) in sorted.iter_mut().enumerate() {
        conversion.order = order;
    }
    sorted.sort_unstable_by_key(|conversion| (conversion.node, conversion.order));
    let mut deparser = Deparser::new(target);
    deparser.conversions = &sorted;
    deparser.value(expression, 0, false)?;
    Some(deparser.out)
}

/// The text that psql shows of one that is stored; `sequence` is the name now of the one it uses.
pub(crate) fn pretty(
    text: &str,
    sequence: Option<&str>,
    naming: Option<&Naming<'_>>,
    target: Target,
) -> Option<String> {
    let expression = medlar_syntax::parse_expression(text, target).ok()?;
    let mut deparser = Deparser::new(target);
    (deparser.is_pretty, deparser.naming, deparser.sequence) = (true, naming, sequence);
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
    /// What was found out about the operands, node by node; nothing of a text that says it all.
    conversions: &'d [Conversion],
    is_pretty: bool,
    /// How types that statements have made are named; what is stored refers to them.
    naming: Option<&'d Naming<'d>>,
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
            naming: None,
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

    /// A type with its modifier; in what is stored, a made one by its reference.
    fn push_type(&mut self, data_type: DataType) {
        let text = match (data_type.made, self.naming) {
            (None, _) => data_type.printed(),
            (Some(made), Some(naming)) => naming.made_type(made.reference()),
            (Some(made), None) => {
                let element = MadeType { is_array: false, ..made.reference() };
                let array = if made.is_array { "[]" } else { "" };
                format!("\"{}\"{array}", element.written())
            }
        };
        self.push(&text);
    }

    /// What became of an operand the nth time that it was looked at.
    fn conversion(&self, expression: &Expression<'_>, nth: usize, is_of_array: bool) -> Option<Conversion> {
        let start = self.conversions.partition_point(|one| one.node < address(expression));
        let found = self.conversions.iter().skip(start).take_while(|one| one.is_of(expression));
        found.filter(|one| one.is_of_array == is_of_array).nth(nth).copied()
    }

    /// An expression with what it is converted to; by itself only where the conversion shows.
    fn value(&mut self, expression: &Expression<'_>, nth: usize, shows_conversion: bool) -> Option<()> {
        let Some(Conversion { from, to, .. }) = self.conversion(expression, nth, false) else {
            return self.bare(expression);
        };
        if from.base.name() == "unknown" {
            return self.literal(expression, DataType { modifier: -1, ..to });
        }
        let is_same = from.base == to.base && from.is_array == to.is_array && from.made == to.made;
        if !shows_conversion || is_same {
            return self.bare(expression);
        }
        self.push("(");
        self.bare(expression)?;
        self.push(")::");
        self.push_type(DataType { modifier: -1, ..to });
        Some(())
    }

    /// A literal whose type is open by itself.
    fn literal(&mut self, expression: &Expression<'_>, data_type: DataType) -> Option<()> {
        match &expression.kind {
            ExpressionKind::Null => {
                self.push("NULL::");
                self.push_type(data_type);
            }
            ExpressionKind::String(text) if data_type.made.is_some() => {
                self.push(&medlar_syntax::printer::quote_literal(text));
                self.push("::");
                self.push_type(data_type);
            }
            ExpressionKind::String(text) => match self.sequence {
                Some(name) if data_type.base.name() == "regclass" => {
                    let name = literal(name);
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
            ExpressionKind::String(text) => self.push(&literal(text)),
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
        let converted = || self.conversion(operand, 0, false).map(|conversion| conversion.to);
        let data_type = types::built_in(type_name, self.target).or_else(|| self.made(type_name)).or_else(converted)?;
        if matches!(operand.kind, ExpressionKind::Null | ExpressionKind::String(_)) {
            return self.literal(operand, data_type);
        }
        if let ExpressionKind::Form(Form::Array, elements) = &operand.kind
            && data_type.is_array
            && (elements.is_empty() || !self.conversions.is_empty())
        {
            // The elements have been converted, and an array without any says what it is one of.
            self.bare(operand)?;
            if elements.is_empty() {
                self.push("::");
                self.push_type(data_type);
            }
            return Some(());
        }
        let known = self.conversion(operand, 0, false).map(|conversion| conversion.from);
        let is_same = |known: DataType| {
            known.base == data_type.base && known.is_array == data_type.is_array && known.made == data_type.made
        };
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
        self.push_type(data_type);
        Some(())
    }

    /// A type that a stored text refers to.
    fn made(&self, type_name: &TypeName<'_>) -> Option<DataType> {
        let naming = self.naming?;
        DataType::of_made(naming.catalog, types::reference(type_name)?, self.target)
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
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use super::{pretty, with_column_renamed};

    #[test]
    fn psql_is_shown_fewer_parentheses() {
        for (stored, expected) in [
            ("((a > 0) AND ((b)::text = 'x'::text))", "a > 0 AND b::text = 'x'::text"),
            ("((a > 0) AND ((b IS NULL) OR (c < 1)))", "a > 0 AND (b IS NULL OR c < 1)"),
            ("((a - (b - 1)) > (((a * 2) - b) - 1))", "(a - (b - 1)) > (a * 2 - b - 1)"),
            (
                "((a)::text = ANY ((ARRAY['x'::character varying])::text[]))",
                "a::text = ANY (ARRAY['x'::character varying]::text[])",
            ),
            ("(NOT (a IS DISTINCT FROM 3))", "NOT a IS DISTINCT FROM 3"),
            ("('-5'::integer + 1)", "'-5'::integer + 1"),
        ] {
            assert_eq!(pretty(stored, None, None, Target::Postgresql15).as_deref(), Some(expected), "{stored}");
        }
        let default = pretty("nextval('old'::regclass)", Some("sc.\"Q q\""), None, Target::Postgresql15);
        assert_eq!(default.as_deref(), Some("nextval('sc.\"Q q\"'::regclass)"));
    }

    #[test]
    fn stored_expressions_follow_the_name_of_a_column() {
        let renamed = with_column_renamed("((a > 0) AND (lower(b) = 'a'::text))", "a", "A a", Target::Postgresql15);
        assert_eq!(renamed.as_deref(), Some("((\"A a\" > 0) AND (lower(b) = 'a'::text))"));
    }
}
