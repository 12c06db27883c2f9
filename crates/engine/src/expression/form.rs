//! Forms with key words of their own.

use medlar_syntax::SqlState;
use medlar_syntax::ast::{Case, CaseBranch, Expression, ExpressionKind, Form};

use super::coercion::{Level, common_type, is_coercible, value_span};
use super::operator::Operand;
use super::{Checker, ExpressionType, at_location, plain};
use crate::message::{Checked, Failure};
use crate::types::{self, BaseType, DataType};

/// What a form makes of its operands.
enum Rule {
    /// Each is a truth value, and so is the result; the word of messages.
    Boolean(&'static str),
    /// One of any type; the result is a truth value.
    Test,
    /// One type for all, which is the result's.
    Common(&'static str),
    /// Nothing or a precision; the result's type, which depends on the clock or the session.
    Value(&'static str),
    /// A rule of its own.
    Special,
}

fn rule(form: Form) -> Rule {
    match form {
        Form::And => Rule::Boolean("AND"),
        Form::Or => Rule::Boolean("OR"),
        Form::Not => Rule::Boolean("NOT"),
        Form::IsTrue => Rule::Boolean("IS TRUE"),
        Form::IsNotTrue => Rule::Boolean("IS NOT TRUE"),
        Form::IsFalse => Rule::Boolean("IS FALSE"),
        Form::IsNotFalse => Rule::Boolean("IS NOT FALSE"),
        Form::IsUnknown => Rule::Boolean("IS UNKNOWN"),
        Form::IsNotUnknown => Rule::Boolean("IS NOT UNKNOWN"),
        Form::IsNull | Form::IsNotNull | Form::IsDocument | Form::IsNotDocument => Rule::Test,
        Form::Coalesce => Rule::Common("COALESCE"),
        Form::Greatest => Rule::Common("GREATEST"),
        Form::Least => Rule::Common("LEAST"),
        Form::CurrentDate => Rule::Value("date"),
        Form::CurrentTime => Rule::Value("timetz"),
        Form::CurrentTimestamp => Rule::Value("timestamptz"),
        Form::Localtime => Rule::Value("time"),
        Form::Localtimestamp => Rule::Value("timestamp"),
        Form::CurrentRole
        | Form::CurrentUser
        | Form::SessionUser
        | Form::User
        | Form::CurrentCatalog
        | Form::CurrentSchema => Rule::Value("name"),
        Form::SystemUser => Rule::Value("text"),
        _ => Rule::Special,
    }
}

impl Checker<'_, '_> {
    pub(super) fn form(
        &mut self,
        form: Form,
        operands: &[Expression<'_>],
        expression: &Expression<'_>,
    ) -> Checked<ExpressionType> {
        match rule(form) {
            Rule::Boolean(construct) => {
                for operand in operands {
                    let found = self.check(operand)?;
                    self.coerce_to_boolean(operand, found, construct)?;
                }
                Ok(plain("bool"))
            }
            Rule::Test => {
                for operand in operands {
                    self.check(operand)?;
                }
                Ok(plain("bool"))
            }
            Rule::Common(construct) => {
                let found = self.check_all(operands)?;
                self.common_type(&found, construct)
            }
            Rule::Value(data_type) => {
                self.is_mutable = true;
                if let (Some(Expression { kind: ExpressionKind::Integer(precision), .. }), Some(base)) =
                    (operands.first(), BaseType::find(data_type))
                    && let Some(warning) = types::precision_warning(base, *precision)
                {
                    self.context.warn(SqlState::InvalidParameterValue, warning);
                }
                Ok(plain(data_type))
            }
            Rule::Special => self.special(form, operands, expression),
        }
    }

    fn special(
        &mut self,
        form: Form,
        operands: &[Expression<'_>],
        expression: &Expression<'_>,
    ) -> Checked<ExpressionType> {
        let place = at_location(expression);
        match (form, operands) {
            (Form::Between | Form::NotBetween | Form::BetweenSymmetric | Form::NotBetweenSymmetric, [value, a, b]) => {
                let pairs: [(&Expression<'_>, &str); 2] = match form {
                    Form::Between | Form::BetweenSymmetric => [(a, ">="), (b, "<=")],
                    _ => [(a, "<"), (b, ">")],
                };
                for (border, operator) in pairs {
                    let found = self.check_pair(value, border)?;
                    self.compare(operator, &found, place)?;
                }
                Ok(plain("bool"))
            }
            (Form::IsDistinctFrom | Form::IsNotDistinctFrom, [left, right]) => {
                let rows = matches!(left.kind, ExpressionKind::Form(Form::Row, _))
                    && matches!(right.kind, ExpressionKind::Form(Form::Row, _));
                let is_null = |operand: &Expression<'_>| matches!(operand.kind, ExpressionKind::Null);
                let found = self.check_pair(left, right)?;
                if !rows && !is_null(left) && !is_null(right) {
                    self.compare("=", &found, place)?;
                }
                Ok(plain("bool"))
            }
            (Form::NullIf, [left, right]) => {
                let found = self.check_pair(left, right)?;
                self.null_if(found, place)
            }
            (Form::In | Form::NotIn, [value, list @ ..]) => self.inclusion(value, list, expression),
            (Form::Exists, [Expression { kind: ExpressionKind::Subquery(query), .. }]) => {
                self.query_in_expression(query, expression)?;
                Ok(plain("bool"))
            }
            (Form::ArrayQuery, [Expression { kind: ExpressionKind::Subquery(query), .. }]) => {
                let element = self.one_column(query, expression)?;
                Ok(element.map(|element| element.array()))
            }
            (Form::Array, elements) => self.array(elements, expression),
            (Form::Subscript | Form::Slice | Form::SliceFrom | Form::SliceTo | Form::SliceAll, [base, bounds @ ..]) => {
                self.subscript(form, base, bounds)
            }
            (Form::Grouping, _) if self.is_in_query() => Ok(plain("int4")),
            (Form::Grouping, _) => {
                let message = format!("grouping operations are not allowed in {}", self.purpose.plural);
                Err(Failure::new(SqlState::GroupingError, message).at(place))
            }
            (Form::Default, _) => {
                Err(Failure::new(SqlState::SyntaxError, "DEFAULT is not allowed in this context").at(place))
            }
            (Form::Row, fields) => {
                for field in fields {
                    self.check(field)?;
                }
                Ok(plain("record"))
            }
            _ => Ok(None),
        }
    }

    /// The operands with their types.
    fn check_all<'e>(&mut self, operands: &'e [Expression<'e>]) -> Checked<Vec<Operand<'e>>> {
        let mut found = Vec::with_capacity(operands.len());
        for operand in operands {
            found.push((operand, self.check(operand)?));
        }
        Ok(found)
    }

    fn check_pair<'e>(&mut self, left: &'e Expression<'e>, right: &'e Expression<'e>) -> Checked<[Operand<'e>; 2]> {
        Ok([(left, self.check(left)?), (right, self.check(right)?)])
    }

    /// `value IN (list)`: one comparison with an array where the types have one in common, else one each.
    fn inclusion(
        &mut self,
        value: &Expression<'_>,
        list: &[Expression<'_>],
        expression: &Expression<'_>,
    ) -> Checked<ExpressionType> {
        let place = at_location(expression);
        if let [right @ Expression { kind: ExpressionKind::Subquery(query), .. }] = list {
            return self.compare_with_query("=", value, (query, right), expression);
        }
        let left = (value, self.check(value)?);
        let found = self.check_all(list)?;
        if list.len() > 1 && !matches!(value.kind, ExpressionKind::Form(Form::Row, _)) {
            let mut all = vec![left];
            all.extend(found.iter().copied());
            let becomes =
                |found: ExpressionType, common| found.is_none_or(|found| is_coercible(found, common, Level::Implicit));
            if let Ok(Some(common)) = common_type(&all)
                && all.iter().all(|(_, found)| becomes(*found, common))
            {
                for (operand, found) in &found {
                    if let Some(found) = *found {
                        self.check_literal(operand, found, common)?;
                    }
                }
                // The elements are of the common type; only their type counts.
                let before = self.conversions.len();
                let compared = self.compare("=", &[left, (expression, Some(common))], place);
                self.mark_array(expression, before);
                return compared;
            }
        }
        for operand in found {
            let rows = matches!(value.kind, ExpressionKind::Form(Form::Row, _));
            if !rows {
                self.compare("=", &[left, operand], place)?;
            }
        }
        Ok(plain("bool"))
    }

    /// `ARRAY[elements]`
    fn array(&mut self, elements: &[Expression<'_>], expression: &Expression<'_>) -> Checked<ExpressionType> {
        let mut leaves = Vec::new();
        self.leaves(elements, &mut leaves)?;
        if leaves.is_empty() {
            return Err(Failure::new(SqlState::IndeterminateDatatype, "cannot determine type of empty array")
                .hint("Explicitly cast to the desired type, for example ARRAY[]::integer[].")
                .at(at_location(expression)));
        }
        let common = self.common_type(&leaves, "ARRAY")?;
        Ok(common.map(|common| common.array()))
    }

    /// The elements of an array and of those in it.
    fn leaves<'e>(&mut self, elements: &'e [Expression<'e>], leaves: &mut Vec<Operand<'e>>) -> Checked {
        for element in elements {
            match &element.kind {
                ExpressionKind::Form(Form::NestedArray, nested) => self.leaves(nested, leaves)?,
                _ => leaves.push((element, self.check(element)?)),
            }
        }
        Ok(())
    }

    /// `base[bounds]`
    fn subscript(&mut self, form: Form, base: &Expression<'_>, bounds: &[Expression<'_>]) -> Checked<ExpressionType> {
        let found = self.check(base)?;
        let Some(found) = found else {
            self.check_all(bounds)?;
            return Ok(None);
        };
        if !found.is_array {
            // A name is an array of letters.
            if found.base.name() == "name" {
                self.check_all(bounds)?;
                return Ok(plain("char"));
            }
            if found.base.name() == "jsonb" || found.base.letter().is_none() {
                self.check_all(bounds)?;
                return Ok(Some(found).filter(|found| found.base.name() == "jsonb"));
            }
            let message = format!(
                "cannot subscript type {} because it does not support subscripting",
                self.context.type_name(found)
            );
            return Err(Failure::new(SqlState::DatatypeMismatch, message).at(value_span(base)));
        }
        for bound in bounds {
            let index = self.check(bound)?;
            if let (Some(index), Some(integer)) = (index, plain("int4")) {
                if !is_coercible(index, integer, Level::Assignment) {
                    let message = "array subscript must have type integer";
                    return Err(Failure::new(SqlState::DatatypeMismatch, message).at(value_span(bound)));
                }
                self.check_literal(bound, index, integer)?;
            }
        }
        Ok(Some(DataType { is_array: form != Form::Subscript, ..found }))
    }

    /// `CASE`
    pub(super) fn case(&mut self, case: &Case<'_>) -> Checked<ExpressionType> {
        let Case { operand, branches, otherwise } = case;
        let operand = match operand {
            // A literal is compared as a text.
            Some(operand) => match self.check(operand)? {
                Some(found) if found.base.name() == "unknown" => Some((operand, plain("text"))),
                found => Some((operand, found)),
            },
            None => None,
        };
        let mut results = Vec::new();
        for CaseBranch { condition, result, span } in branches {
            let found = self.check(condition)?;
            match operand {
                Some(operand) => {
                    self.compare("=", &[operand, (condition, found)], *span)?;
                }
                None => self.coerce_to_boolean(condition, found, "CASE/WHEN")?,
            }
            results.push((result, self.check(result)?));
        }
        if let Some(otherwise) = otherwise {
            let found = self.check(otherwise)?;
            results.insert(0, (otherwise, found));
        }
        self.common_type(&results, "CASE")
    }
}
