//! Operators: which one is meant, and what its operands become.

use medlar_syntax::ast::{Expression, Ident};
use medlar_syntax::{Span, SqlState};

use super::candidates::{Candidate, Choice, candidates, choose, exact};
use super::coercion::{Level, is_coercible, of_letter};
use super::{Checker, ExpressionType, plain};
use crate::message::{Checked, Failure};
use crate::types::DataType;

/// The type of the array among the operands, or of one of an operand, or of its elements.
fn of_array(operands: &[Operand<'_>], chosen: Candidate, is_array: bool) -> ExpressionType {
    let typed = |wanted: u8| {
        let mut known = (0..).zip(operands).filter(|(place, _)| chosen.argument(*place) == wanted);
        known.find_map(|(_, (_, found))| found.filter(|found| found.base.name() != "unknown"))
    };
    let element = || typed(b'E').or_else(|| typed(b'A'));
    let found = typed(b'Y').filter(|found| found.is_array).or_else(element)?;
    let found = DataType { modifier: -1, ..found };
    Some(match (is_array, found.is_array) {
        (true, false) => found.array(),
        (false, true) => found.element(),
        _ => found,
    })
}

/// The operators of pg_catalog: the operands' letters, `>` and the result's, and flags.
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
        match candidates(OPERATORS, operator).filter(|_| !is_elsewhere) {
            Some(known) => match self.choose_operator(&known, operator, operands, place)? {
                Some(chosen) => self.convert(operands, chosen),
                None => Ok(None),
            },
            None if is_elsewhere || letters(operands).is_none() => Ok(None),
            None => Err(self.no_operator(operator, operands, place)),
        }
    }

    /// The operator that is meant; none if a type is not known.
    fn choose_operator(
        &mut self,
        known: &[Candidate],
        operator: &str,
        operands: &[Operand<'_>],
        place: Span,
    ) -> Checked<Option<Candidate>> {
        let Some(given) = letters(operands) else { return Ok(None) };
        if let [(_, Some(left)), (_, Some(right))] = operands
            && let (Some(one), Some(other)) = (left.own(), right.own())
            && one != other
        {
            return Err(self.no_operator(operator, operands, place));
        }
        if let Some(exact) = as_other_operand(&given, known) {
            return Ok(Some(exact));
        }
        match choose(known, &given) {
            Choice::One(candidate) if agree(candidate, operands) => Ok(Some(candidate)),
            Choice::One(_) | Choice::None => Err(self.no_operator(operator, operands, place)),
            Choice::Ambiguous => {
                let message = format!("operator is not unique: {}", self.operator_signature(operator, operands));
                Err(Failure::new(SqlState::AmbiguousFunction, message)
                    .hint("Could not choose a best candidate operator. You might need to add explicit type casts.")
                    .at(place))
            }
        }
    }

    /// Literals become values of the types of the candidate; its result.
    pub(super) fn convert(&mut self, operands: &[Operand<'_>], chosen: Candidate) -> Checked<ExpressionType> {
        let mut takes_any = false;
        for (place, (expression, found)) in operands.iter().enumerate() {
            let letter = chosen.argument(place);
            takes_any |= letter == b'A';
            let target = match letter {
                // What takes anything but an array makes a text of it.
                b'A' => plain("text"),
                b'Y' => plain("int4").map(|element| element.array()),
                b'?' => operands.iter().find_map(|(_, found)| found.filter(|found| found.own().is_some())),
                _ => of_letter(letter),
            };
            if let (Some(found), Some(target)) = (*found, target) {
                self.check_literal(expression, found, target)?;
                if matches!(letter, b'A' | b'Y') && found.base.name() != "unknown" {
                    // Values of any type are taken as they are.
                    self.conversions.pop();
                }
            }
        }
        // Whether that text depends on settings is the type's business.
        self.is_mutable |= chosen.flags.contains('!') && !takes_any;
        Ok(match chosen.result {
            result @ (b'E' | b'Y') => of_array(operands, chosen, result == b'Y'),
            result => of_letter(result),
        })
    }

    /// `NULLIF (left, right)`: the left operand as `=` takes it.
    pub(super) fn null_if(&mut self, operands: [Operand<'_>; 2], place: Span) -> Checked<ExpressionType> {
        let Some(known) = candidates(OPERATORS, "=") else { return Ok(None) };
        let Some(chosen) = self.choose_operator(&known, "=", &operands, place)? else { return Ok(None) };
        self.convert(&operands, chosen)?;
        Ok(of_letter(chosen.argument(0)).or(operands[0].1))
    }

    /// `operator` as it compares a value with another one, which gives a truth value.
    pub(super) fn compare(&mut self, operator: &str, operands: &[Operand<'_>], place: Span) -> Checked<ExpressionType> {
        self.apply(&[], operator, operands, place)?;
        Ok(plain("bool"))
    }
}

/// An array goes only with what its elements have a type in common with.
fn agree(candidate: Candidate, operands: &[Operand<'_>]) -> bool {
    let [left, right] = *operands else { return true };
    if !matches!((candidate.argument(0), candidate.argument(1)), (b'Y', b'E') | (b'E', b'Y')) {
        return true;
    }
    let (Some(left), Some(right)) = (left.1, right.1) else { return true };
    let (left, right) = (left.element(), right.element());
    is_coercible(left, right, Level::Implicit) || is_coercible(right, left, Level::Implicit)
}

/// A literal beside a known type is first taken to be of that type.
fn as_other_operand(given: &[u8], candidates: &[Candidate]) -> Option<Candidate> {
    let assumed = match *given {
        [b'u', b'u'] => return None,
        [b'u', other] | [other, b'u'] => [other, other],
        _ => return None,
    };
    exact(candidates, &assumed)
}

/// The letters of the types; none if a type is not known.
pub(super) fn letters(operands: &[Operand<'_>]) -> Option<Vec<u8>> {
    let mut given = Vec::with_capacity(operands.len());
    for (_, found) in operands {
        let found = (*found)?;
        given.push(match found.base.letter() {
            _ if found.is_array => b'Y',
            Some(letter) => letter,
            // The relatives of regclass are taken as the identifiers that they are.
            None if found.base.name().starts_with("reg") => b'o',
            None => b'?',
        });
    }
    Some(given)
}

impl Checker<'_, '_> {
    fn operator_signature(&mut self, operator: &str, operands: &[Operand<'_>]) -> String {
        let mut text = String::new();
        for (index, (_, found)) in operands.iter().enumerate() {
            if index + 1 == operands.len() {
                text.push_str(if index > 0 { " " } else { "" });
                text.push_str(operator);
                text.push(' ');
            }
            text.push_str(&self.name_of(*found));
        }
        text
    }

    fn no_operator(&mut self, operator: &str, operands: &[Operand<'_>], place: Span) -> Box<Failure> {
        let hint = match operands.len() {
            1 => "No operator matches the given name and argument type. You might need to add an explicit type cast.",
            _ => "No operator matches the given name and argument types. You might need to add explicit type casts.",
        };
        let message = format!("operator does not exist: {}", self.operator_signature(operator, operands));
        Failure::new(SqlState::UndefinedFunction, message).hint(hint).at(place)
    }
}
