//! Operators: which one is meant, and what its operands become.

use medlar_syntax::ast::{Expression, Ident};
use medlar_syntax::{Span, SqlState};

use super::candidates::{Candidate, Choice, choose, overloads};
use super::coercion::of_letter;
use super::{Checker, ExpressionType, plain};
use crate::message::{Checked, Failure};

/// The operators of pg_catalog over types with letters, and `?` where there are others.
static OPERATORS: &str = include_str!("operators.txt");

/// An operand or argument and its type.
pub(super) type Operand<'e> = (&'e Expression<'e>, ExpressionType);

impl Checker<'_, '_> {
    /// The type of `operator` over one or two operands.
    pub(super) fn apply(
        &mut self,
        schema: &[Ident<'_>],
        operator: &str,
        operands: &[Operand<'_>],
        place: Span,
    ) -> Checked<ExpressionType> {
        let is_elsewhere = schema.last().is_some_and(|schema| schema.name != "pg_catalog");
        let Some(known) = overloads(OPERATORS, operator).filter(|_| !is_elsewhere) else {
            return match is_elsewhere || operands.iter().any(|(_, found)| found.is_none()) {
                true => Ok(None),
                false => Err(no_operator(operator, operands, place)),
            };
        };
        let Some(given) = letters(operands) else { return Ok(None) };
        let chosen = match as_other_operand(&given, &known.candidates) {
            Some(exact) => exact,
            None => match choose(&known.candidates, &given) {
                Choice::One(candidate) => candidate,
                // A literal may also be of a type that has no letter.
                Choice::None if known.others.is_some() && given.contains(&b'u') => return Ok(None),
                Choice::None => return Err(no_operator(operator, operands, place)),
                Choice::Ambiguous => {
                    let message = format!("operator is not unique: {}", signature(operator, operands));
                    return Err(Failure::new(SqlState::AmbiguousFunction, message)
                        .hint("Could not choose a best candidate operator. You might need to add explicit type casts.")
                        .at(place));
                }
            },
        };
        self.convert(operands, chosen)
    }

    /// Literals become values of the types of the candidate; its result.
    pub(super) fn convert(&mut self, operands: &[Operand<'_>], chosen: Candidate) -> Checked<ExpressionType> {
        // What takes any type makes a text of it.
        let is_any = chosen.arguments.contains(&b'A');
        self.is_mutable |= chosen.flags.contains('!') && !is_any;
        for ((expression, found), letter) in operands.iter().zip(chosen.arguments) {
            let target = if *letter == b'A' { plain("text") } else { of_letter(*letter) };
            if let (Some(found), Some(target)) = (*found, target) {
                self.check_literal(expression, found, target)?;
            }
        }
        Ok(of_letter(chosen.result))
    }

    /// `operator` as it compares a value with another one, which gives a truth value.
    pub(super) fn compare(&mut self, operator: &str, operands: &[Operand<'_>], place: Span) -> Checked<ExpressionType> {
        self.apply(&[], operator, operands, place)?;
        Ok(plain("bool"))
    }
}

/// A literal beside a known type is first taken to be of that type.
fn as_other_operand(given: &[u8], candidates: &[Candidate]) -> Option<Candidate> {
    let assumed = match *given {
        [b'u', b'u'] => return None,
        [b'u', other] | [other, b'u'] => [other, other],
        _ => return None,
    };
    candidates.iter().find(|candidate| candidate.arguments == assumed).copied()
}

/// The letters of the types; none if a type has none.
pub(super) fn letters(operands: &[Operand<'_>]) -> Option<Vec<u8>> {
    let mut given = Vec::with_capacity(operands.len());
    for (_, found) in operands {
        let found = (*found)?;
        given.push(found.base.letter().filter(|_| !found.is_array)?);
    }
    Some(given)
}

fn signature(operator: &str, operands: &[Operand<'_>]) -> String {
    let mut text = String::new();
    for (index, (_, found)) in operands.iter().enumerate() {
        if index + 1 == operands.len() {
            text.push_str(if index > 0 { " " } else { "" });
            text.push_str(operator);
            text.push(' ');
        }
        text.push_str(&found.map_or("unknown".into(), |found| found.name()));
    }
    text
}

fn no_operator(operator: &str, operands: &[Operand<'_>], place: Span) -> Box<Failure> {
    let hint = match operands.len() {
        1 => "No operator matches the given name and argument type. You might need to add an explicit type cast.",
        _ => "No operator matches the given name and argument types. You might need to add explicit type casts.",
    };
    let message = format!("operator does not exist: {}", signature(operator, operands));
    Failure::new(SqlState::UndefinedFunction, message).hint(hint).at(place)
}
