//! Expressions, with parentheses around every operand.

use super::Printer;
use crate::ast::{Case, CaseBranch, Expression, ExpressionKind, Form, FunctionCall, Operation, Quantifier, SortKey};

/// How a form is written around its operands.
enum Shape {
    /// A word alone, or with its operand in parentheses.
    Word(&'static str),
    /// Words before the operand.
    Before(&'static str),
    /// Words behind the operand.
    After(&'static str),
    /// Words between the operands.
    Between(&'static str),
    /// Words between the first two operands, and AND before the third.
    Range(&'static str),
    /// Words between the first operand and a list.
    List(&'static str),
    /// Words and a list in parentheses.
    Call(&'static str),
    /// A list in brackets.
    Brackets(&'static str),
    /// The first operand, and in brackets: what stands before the second, and behind it.
    Subscript(&'static str, &'static str),
}

fn shape(form: Form) -> Shape {
    match form {
        Form::And => Shape::Between("AND"),
        Form::Or => Shape::Between("OR"),
        Form::Not => Shape::Before("NOT"),
        Form::IsNull => Shape::After("IS NULL"),
        Form::IsNotNull => Shape::After("IS NOT NULL"),
        Form::IsTrue => Shape::After("IS TRUE"),
        Form::IsNotTrue => Shape::After("IS NOT TRUE"),
        Form::IsFalse => Shape::After("IS FALSE"),
        Form::IsNotFalse => Shape::After("IS NOT FALSE"),
        Form::IsUnknown => Shape::After("IS UNKNOWN"),
        Form::IsNotUnknown => Shape::After("IS NOT UNKNOWN"),
        Form::IsDocument => Shape::After("IS DOCUMENT"),
        Form::IsNotDocument => Shape::After("IS NOT DOCUMENT"),
        Form::IsDistinctFrom => Shape::Between("IS DISTINCT FROM"),
        Form::IsNotDistinctFrom => Shape::Between("IS NOT DISTINCT FROM"),
        Form::Between => Shape::Range("BETWEEN"),
        Form::NotBetween => Shape::Range("NOT BETWEEN"),
        Form::BetweenSymmetric => Shape::Range("BETWEEN SYMMETRIC"),
        Form::NotBetweenSymmetric => Shape::Range("NOT BETWEEN SYMMETRIC"),
        Form::In => Shape::List("IN"),
        Form::NotIn => Shape::List("NOT IN"),
        Form::Exists => Shape::Before("EXISTS"),
        Form::ArrayQuery => Shape::Before("ARRAY"),
        Form::Array => Shape::Brackets("ARRAY"),
        Form::NestedArray => Shape::Brackets(""),
        Form::Row => Shape::Call("ROW"),
        Form::Coalesce => Shape::Call("COALESCE"),
        Form::Greatest => Shape::Call("GREATEST"),
        Form::Least => Shape::Call("LEAST"),
        Form::NullIf => Shape::Call("NULLIF"),
        Form::Grouping => Shape::Call("GROUPING"),
        Form::Subscript => Shape::Subscript("", ""),
        Form::Slice => Shape::Subscript("", ":"),
        Form::SliceFrom => Shape::Subscript("", ":"),
        Form::SliceTo => Shape::Subscript(":", ""),
        Form::SliceAll => Shape::Subscript(":", ""),
        Form::CurrentDate => Shape::Word("CURRENT_DATE"),
        Form::CurrentTime => Shape::Word("CURRENT_TIME"),
        Form::CurrentTimestamp => Shape::Word("CURRENT_TIMESTAMP"),
        Form::Localtime => Shape::Word("LOCALTIME"),
        Form::Localtimestamp => Shape::Word("LOCALTIMESTAMP"),
        Form::CurrentRole => Shape::Word("CURRENT_ROLE"),
        Form::CurrentUser => Shape::Word("CURRENT_USER"),
        Form::SessionUser => Shape::Word("SESSION_USER"),
        Form::SystemUser => Shape::Word("SYSTEM_USER"),
        Form::User => Shape::Word("USER"),
        Form::CurrentCatalog => Shape::Word("CURRENT_CATALOG"),
        Form::CurrentSchema => Shape::Word("CURRENT_SCHEMA"),
        Form::Default => Shape::Word("DEFAULT"),
    }
}

impl Printer {
    /// The expression between parentheses, where only some expressions may stand bare.
    pub(super) fn enclosed_expression(&mut self, expression: &Expression) {
        self.word("(");
        self.expression(expression);
        self.out.push(')');
    }

    pub(super) fn expressions(&mut self, expressions: &[Expression]) {
        self.list(expressions, Self::expression);
    }

    /// The expression where any may stand.
    pub(super) fn expression(&mut self, expression: &Expression) {
        let Expression { kind, location: _, span: _ } = expression;
        match kind {
            ExpressionKind::Null => self.word("NULL"),
            ExpressionKind::Boolean(value) => self.word(if *value { "TRUE" } else { "FALSE" }),
            ExpressionKind::Integer(value) => self.number(value),
            ExpressionKind::Numeric(digits) => self.word(digits),
            ExpressionKind::String(value) => self.value(value),
            ExpressionKind::BitString(value) => {
                let (letter, digits) = value.split_at_checked(1).unwrap_or(("b", ""));
                self.word(letter);
                super::push_literal(&mut self.out, digits);
            }
            ExpressionKind::Parameter(number) => {
                self.word("$");
                self.out.push_str(&number.to_string());
            }
            ExpressionKind::Column { name, all } => {
                self.qualified_name(name);
                if *all {
                    self.out.push_str(".*");
                }
            }
            ExpressionKind::Operation(operation) => self.operation(operation),
            ExpressionKind::Form(form, operands) => self.form(shape(*form), operands),
            ExpressionKind::Function(call) => self.function_call(call),
            ExpressionKind::NamedArgument(name, value) => {
                self.ident(name);
                self.word("=>");
                self.expression(value);
            }
            ExpressionKind::Cast(value, type_name) => {
                self.enclosed_expression(value);
                self.out.push_str("::");
                self.type_name(type_name);
            }
            ExpressionKind::Collate(value, collation) => {
                self.enclosed_expression(value);
                self.word("COLLATE");
                self.qualified_name(collation);
            }
            ExpressionKind::Field(value, field) => {
                self.enclosed_expression(value);
                self.out.push('.');
                match field {
                    Some(field) => super::push_ident(&mut self.out, &field.name, self.rules),
                    None => self.out.push('*'),
                }
            }
            ExpressionKind::Case(case) => self.case(case),
            ExpressionKind::Subquery(query) => {
                self.word("(");
                self.out.push_str(query.text);
                self.out.push(')');
            }
            ExpressionKind::Xml { text } => self.word(text),
        }
    }

    /// A query stands in parentheses of its own.
    fn operand(&mut self, expression: &Expression) {
        if matches!(expression.kind, ExpressionKind::Subquery { .. }) {
            self.expression(expression);
        } else {
            self.enclosed_expression(expression);
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let Operation { schema, operator, left, right, quantifier } = operation;
        if let Some(left) = left {
            self.operand(left);
        }
        if schema.is_empty() {
            self.word(operator);
        } else {
            self.word("OPERATOR(");
            for part in schema {
                super::push_ident(&mut self.out, &part.name, self.rules);
                self.out.push('.');
            }
            self.out.push_str(operator);
            self.out.push(')');
        }
        match quantifier {
            Some(Quantifier::Any) => self.word("ANY"),
            Some(Quantifier::All) => self.word("ALL"),
            None => {}
        }
        self.operand(right);
    }

    fn form(&mut self, shape: Shape, operands: &[Expression]) {
        match shape {
            Shape::Word(word) => {
                self.word(word);
                if let Some(operand) = operands.first() {
                    self.enclosed_expression(operand);
                }
            }
            Shape::Before(words) => {
                self.word(words);
                operands.iter().for_each(|operand| self.operand(operand));
            }
            Shape::After(words) => {
                operands.iter().for_each(|operand| self.operand(operand));
                self.word(words);
            }
            Shape::Between(words) => {
                for (index, operand) in operands.iter().enumerate() {
                    self.word_if(index > 0, words);
                    self.operand(operand);
                }
            }
            Shape::Range(words) => {
                for (operand, words) in operands.iter().zip(["", words, "AND"]) {
                    self.word_if(!words.is_empty(), words);
                    self.operand(operand);
                }
            }
            Shape::List(words) => {
                let Some((first, rest)) = operands.split_first() else { return };
                self.operand(first);
                self.word(words);
                match rest {
                    [query] if matches!(query.kind, ExpressionKind::Subquery { .. }) => self.expression(query),
                    _ => {
                        self.word("(");
                        self.expressions(rest);
                        self.out.push(')');
                    }
                }
            }
            Shape::Call(words) => {
                self.word(words);
                self.word("(");
                self.expressions(operands);
                self.out.push(')');
            }
            Shape::Brackets(words) => {
                self.word(words);
                self.out.push('[');
                self.expressions(operands);
                self.out.push(']');
            }
            Shape::Subscript(before, behind) => {
                let Some((base, subscripts)) = operands.split_first() else { return };
                self.operand(base);
                self.out.push('[');
                self.out.push_str(before);
                for (index, subscript) in subscripts.iter().enumerate() {
                    if index == 0 {
                        self.expression(subscript);
                        self.out.push_str(behind);
                    } else {
                        self.expression(subscript);
                    }
                }
                self.out.push(']');
            }
        }
    }

    fn function_call(&mut self, call: &FunctionCall) {
        let FunctionCall { name, arguments, star, distinct, variadic, order_by, within_group, filter, over } = call;
        self.qualified_name(name);
        self.out.push('(');
        self.word_if(*star, "*");
        self.word_if(*distinct, "DISTINCT");
        for (index, argument) in arguments.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.word_if(*variadic && index + 1 == arguments.len(), "VARIADIC");
            self.expression(argument);
        }
        if *within_group {
            self.out.push_str(") WITHIN GROUP (");
        }
        self.order_by(order_by);
        self.out.push(')');
        if let Some(filter) = filter {
            self.word("FILTER (WHERE");
            self.expression(filter);
            self.out.push(')');
        }
        if let Some(over) = over {
            self.word("OVER");
            self.word(over);
        }
    }

    fn order_by(&mut self, keys: &[SortKey]) {
        if keys.is_empty() {
            return;
        }
        self.word("ORDER BY");
        self.list(keys, |printer, SortKey { expression, order }| {
            printer.enclosed_expression(expression);
            printer.word_if(!order.is_empty(), order);
        });
    }

    fn case(&mut self, case: &Case) {
        let Case { operand, branches, otherwise } = case;
        self.word("CASE");
        if let Some(operand) = operand {
            self.operand(operand);
        }
        for CaseBranch { condition, result, span: _ } in branches {
            self.word("WHEN");
            self.operand(condition);
            self.word("THEN");
            self.operand(result);
        }
        if let Some(otherwise) = otherwise {
            self.word("ELSE");
            self.operand(otherwise);
        }
        self.word("END");
    }
}
