//! Comparisons with several values: with the elements of an array, `IN` and `BETWEEN`.

use medlar_syntax::ast::{Expression, ExpressionKind, Form};

use super::parentheses::Parent;
use super::{Conversion, Deparser};

impl Deparser<'_> {
    /// An array whose elements are compared with something, as these are converted.
    pub(super) fn array_operand(&mut self, array: &Expression<'_>) -> Option<()> {
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

    /// `value BETWEEN low AND high` is two comparisons.
    pub(super) fn range(&mut self, value: &Expression<'_>, words: [&str; 3], ends: [&Expression<'_>; 2]) -> Option<()> {
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
    pub(super) fn inclusion(
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
}
