//! Which type becomes which other one by itself, and the values of literals.

use medlar_catalog::{MadeType, Oid, TypeKind};
use medlar_syntax::ast::{Expression, ExpressionKind, Form, TypeName, TypeReference};
use medlar_syntax::{Span, SqlState};

use super::{Checker, ExpressionType, plain};
use crate::deparse::Conversion;
use crate::message::{Checked, Failure};
use crate::namespace::printed;
use crate::types::{self, BaseType, DataType};

/// The casts between the types that have a letter: source, then targets, each with `i` for implicit,
/// `a` for in assignments, `e` for explicit only, and `!` if the result depends on settings.
static CASTS: &str = include_str!("casts.txt");

/// How much is converted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Operands and arguments.
    Implicit,
    /// What is stored in a column.
    Assignment,
    /// CAST
    Explicit,
}

/// The level that a cast needs, and whether it is immutable.
fn cast(from: u8, to: u8) -> Option<(Level, bool)> {
    let row = CASTS.lines().find(|row| row.as_bytes().first() == Some(&from))?;
    let target = row.split(' ').skip(1).find(|target| target.as_bytes().first() == Some(&to))?;
    let level = match target.as_bytes().get(1) {
        Some(b'i') => Level::Implicit,
        Some(b'a') => Level::Assignment,
        _ => Level::Explicit,
    };
    Some((level, !target.ends_with('!')))
}

/// Whether a value of one type becomes one of the other. What is not known is taken to.
pub(super) fn is_coercible(from: DataType, to: DataType, level: Level) -> bool {
    let is_distinct = matches!((from.own(), to.own()), (Some(from), Some(to)) if from != to);
    if is_distinct {
        return false;
    }
    if from.base == to.base && from.is_array == to.is_array || from.base.name() == "unknown" {
        return true;
    }
    let via_text = level >= Level::Assignment && !to.is_array && to.base.category() == b'S'
        || level == Level::Explicit && !from.is_array && from.base.category() == b'S';
    if via_text {
        return true;
    }
    match (from.base.letter(), to.base.letter()) {
        _ if from.is_array && to.is_array => is_coercible(from.element(), to.element(), level),
        _ if from.is_array || to.is_array => false,
        (Some(from), Some(to)) => cast(from, to).is_some_and(|(needed, _)| needed <= level),
        (None, None) => true,
        // Names of objects are numbers, too.
        (Some(_), None) => to.base.name().starts_with("reg"),
        (None, Some(_)) => from.base.name().starts_with("reg"),
    }
}

/// Whether the type of one letter becomes that of the other by itself.
pub(super) fn is_implicit(from: u8, to: u8) -> bool {
    from == to || from == b'u' || to == b'A' || cast(from, to).is_some_and(|(needed, _)| needed == Level::Implicit)
}

impl Checker<'_, '_> {
    /// A literal becomes a value of the type, which must be one.
    pub(super) fn check_literal(&mut self, expression: &Expression<'_>, found: DataType, target: DataType) -> Checked {
        // A literal of a domain is first one of the type that it is based on.
        let target = target.based();
        self.conversions.push(Conversion::new(expression, found, target));
        if found.base.name() != "unknown" {
            self.note_cast(found, target);
            return Ok(());
        }
        let ExpressionKind::String(text) = &expression.kind else { return Ok(()) };
        if target.is_array {
            let start = text.trim_start().bytes().next();
            if matches!(start, Some(b'{' | b'[')) {
                return Ok(());
            }
            let message = format!("malformed array literal: \"{text}\"");
            return Err(Failure::new(SqlState::InvalidTextRepresentation, message)
                .detail("Array value must start with \"{\" or dimension information.")
                .at(expression.span));
        }
        if let Some(made) = target.made {
            return self.check_made_literal(text, made.oid, expression.span);
        }
        if target.base.name() == "regclass" {
            return self.check_relation_name(text, expression.span);
        }
        // What `now` means is settled when the default is stored; a zone may depend on settings.
        types::check_input(target.base, text, self.context.rules).map_err(|failure| failure.at(expression.span))
    }

    /// A literal of a type that a statement has made: a value of an enumerated type, or a row.
    fn check_made_literal(&mut self, text: &str, oid: Oid, place: Span) -> Checked {
        let kind = self.context.catalog.type_by_oid(oid).map(|found| found.kind.clone());
        let invalid = |message: String| Failure::new(SqlState::InvalidTextRepresentation, message).at(place);
        match kind {
            Some(TypeKind::Enum(labels)) if !labels.iter().any(|label| **label == *text) => {
                let reference = MadeType { oid, is_array: false };
                let name = self.context.naming().made_type(reference);
                Err(invalid(format!("invalid input value for enum {name}: \"{text}\"")))
            }
            None if !text.trim_ascii_start().starts_with('(') => {
                Err(invalid(format!("malformed record literal: \"{text}\"")).detail("Missing left parenthesis."))
            }
            _ => Ok(()),
        }
    }

    /// The name of a relation, as `nextval` takes it. Those of the system are not known here.
    fn check_relation_name(&mut self, text: &str, place: Span) -> Checked {
        let name = match medlar_syntax::parse_type_name(text, self.context.target).map(|parsed| parsed.name) {
            Ok(TypeReference::Named(name)) => name,
            _ => return Ok(()),
        };
        let (schema, relation) = self.context.split_relation(&name).map_err(|failure| failure.at(place))?;
        let is_systems = relation.name.starts_with("pg_") || schema == Some(Oid::PG_CATALOG);
        if is_systems || self.context.relation_at(schema, &relation.name).is_some() {
            return Ok(());
        }
        let in_making = self.context.table_in_making.clone().filter(|(_, name)| **name == *relation.name);
        if let Some((made_in, _)) = in_making
            && schema.map_or_else(|| self.context.searched().contains(&made_in), |schema| schema == made_in)
        {
            return Ok(());
        }
        let message = format!("relation \"{}\" does not exist", printed(&name));
        Err(Failure::new(SqlState::UndefinedTable, message).at(place))
    }

    /// The conversion may depend on settings: a cast that says so, or the text of a date.
    fn note_cast(&mut self, from: DataType, to: DataType) {
        if from.is_array != to.is_array {
            self.is_mutable = true;
        }
        let (Some(from), Some(to)) = (from.base.letter(), to.base.letter()) else { return };
        let is_text = |letter: u8| b"tvcN".contains(&letter);
        self.is_mutable |= match cast(from, to) {
            _ if from == to => false,
            Some((_, immutable)) => !immutable,
            None => is_text(to) && b"DmMI$r".contains(&from) || is_text(from) && b"DmMhHI$r".contains(&to),
        };
    }

    /// `argument of … must be type boolean`
    pub(super) fn coerce_to_boolean(
        &mut self,
        expression: &Expression<'_>,
        found: ExpressionType,
        construct: &str,
    ) -> Checked {
        let (Some(found), Some(boolean)) = (found, plain("bool")) else { return Ok(()) };
        if is_coercible(found, boolean, Level::Assignment) {
            return self.check_literal(expression, found, boolean);
        }
        let message =
            format!("argument of {construct} must be type boolean, not type {}", self.context.type_name(found));
        Err(Failure::new(SqlState::DatatypeMismatch, message).at(value_span(expression)))
    }

    /// The type that several expressions have in common, for `CASE`, `COALESCE` and the like; none if
    /// one is not known.
    pub(super) fn common_type(
        &mut self,
        found: &[(&Expression<'_>, ExpressionType)],
        construct: &str,
    ) -> Checked<ExpressionType> {
        let common = match common_type(found) {
            Ok(common) => common,
            Err(Mismatch { left, right, place }) => {
                let message = {
                    let (left, right) = (self.context.type_name(left), self.context.type_name(right));
                    format!("{construct} types {left} and {right} cannot be matched")
                };
                return Err(Failure::new(SqlState::DatatypeMismatch, message).at(place));
            }
        };
        let Some(common) = common else { return Ok(None) };
        for (index, (expression, found)) in found.iter().enumerate() {
            let Some(found) = *found else { continue };
            if !is_coercible(found, common, Level::Implicit) {
                // Of CASE, what stands behind ELSE comes first.
                let construct = match (construct, index) {
                    ("CASE", 0) => "CASE/ELSE",
                    ("CASE", _) => "CASE/WHEN",
                    _ => construct,
                };
                let message = {
                    let (found, common) = (self.context.type_name(found), self.context.type_name(common));
                    format!("{construct} could not convert type {found} to {common}")
                };
                return Err(Failure::new(SqlState::CannotCoerce, message).at(value_span(expression)));
            }
            self.check_literal(expression, found, common)?;
        }
        Ok(Some(common))
    }
}

/// Two types without a common one.
pub(super) struct Mismatch {
    left: DataType,
    right: DataType,
    place: Span,
}

/// The rules of UNION, CASE and related constructs.
pub(super) fn common_type(found: &[(&Expression<'_>, ExpressionType)]) -> Result<ExpressionType, Mismatch> {
    let mut common: Option<DataType> = None;
    for (expression, found) in found {
        let Some(found) = *found else { return Ok(None) };
        let found = DataType { modifier: -1, ..found };
        if found.base.name() == "unknown" {
            continue;
        }
        let Some(before) = common else {
            common = Some(found);
            continue;
        };
        if before == found {
            continue;
        }
        if !before.is_array && !found.is_array && (before.base.letter().is_none() || found.base.letter().is_none()) {
            return Ok(None);
        }
        let category = |data_type: DataType| if data_type.is_array { b'A' } else { data_type.base.category() };
        if category(before) != category(found) {
            return Err(Mismatch { left: before, right: found, place: value_span(expression) });
        }
        if !before.base.is_preferred()
            && is_coercible(before, found, Level::Implicit)
            && !is_coercible(found, before, Level::Implicit)
        {
            common = Some(found);
        }
    }
    Ok(common.or_else(|| plain("text")))
}

/// Where the server places an expression once it is analysed: where its leftmost part begins, and
/// a literal that has been cast is its own leftmost part.
pub(crate) fn value_span(expression: &Expression<'_>) -> Span {
    let leftmost = match &expression.kind {
        ExpressionKind::Cast(operand, _) => match operand.kind {
            ExpressionKind::String(_) | ExpressionKind::Null => Some(&**operand),
            _ => Some(&**operand).filter(|operand| expression.location > operand.span.start),
        },
        ExpressionKind::Collate(operand, _) => Some(&**operand),
        ExpressionKind::Operation(operation) => operation.left.as_ref(),
        ExpressionKind::Form(_, operands) => {
            operands.first().filter(|operand| expression.location > operand.span.start)
        }
        _ => None,
    };
    match leftmost {
        Some(leftmost) => Span { start: value_span(leftmost).start, end: expression.span.end },
        None => expression.span,
    }
}

impl Checker<'_, '_> {
    /// `CAST (operand AS type)`
    pub(super) fn cast(
        &mut self,
        operand: &Expression<'_>,
        type_name: &TypeName<'_>,
        expression: &Expression<'_>,
    ) -> Checked<ExpressionType> {
        let target = types::resolve(self.context, type_name, true)?;
        let found = match &operand.kind {
            // Elements take the type of the array that is wanted.
            ExpressionKind::Form(Form::Array, elements) if target.is_array => {
                let wanted = target.element();
                self.elements(elements, wanted)?;
                Some(target)
            }
            _ => self.check(operand)?,
        };
        let Some(found) = found else { return Ok(Some(target)) };
        if is_coercible(found, target, Level::Explicit) {
            self.check_literal(operand, found, target)?;
            return Ok(Some(target));
        }
        let message = self.no_cast(found, target);
        Err(Failure::new(SqlState::CannotCoerce, message).at(super::at_location(expression)))
    }

    fn no_cast(&mut self, from: DataType, to: DataType) -> String {
        let (from, to) = (self.context.type_name(from), self.context.type_name(to));
        format!("cannot cast type {from} to {to}")
    }

    /// Elements of an array whose type is given.
    fn elements(&mut self, elements: &[Expression<'_>], wanted: DataType) -> Checked {
        for element in elements {
            if let ExpressionKind::Form(Form::NestedArray, nested) = &element.kind {
                self.elements(nested, wanted)?;
                continue;
            }
            let found = self.check(element)?;
            if let Some(found) = found {
                if !is_coercible(found, wanted, Level::Explicit) {
                    let message = self.no_cast(found, wanted);
                    return Err(Failure::new(SqlState::CannotCoerce, message).at(value_span(element)));
                }
                self.check_literal(element, found, wanted)?;
            }
        }
        Ok(())
    }
}

/// The base type of a letter.
pub(super) fn of_letter(letter: u8) -> ExpressionType {
    BaseType::from_letter(letter).map(DataType::new)
}
