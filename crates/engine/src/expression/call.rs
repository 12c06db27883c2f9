//! Functions: which one is meant, and what may not be called where the expression stands.

use medlar_catalog::Oid;
use medlar_syntax::ast::{Expression, ExpressionKind, FunctionCall, Ident};
use medlar_syntax::{Span, SqlState};

use super::candidates::{Candidate, Choice, candidates, choose};
use super::coercion::{Level, is_coercible, of_letter};
use super::operator::{Operand, letters};
use super::{Checker, ExpressionType, at_location, plain};
use crate::function;
use crate::message::{Checked, Failure};
use crate::namespace::printed;
use crate::query_columns::record_columns;
use crate::types::{BaseType, DataType};

/// The functions of pg_catalog that are there to be called by name: the arguments' letters, `>` and
/// the result's, and flags.
static FUNCTIONS: &str = include_str!("functions.txt");

/// Functions that are new in PostgreSQL 15.
const SINCE_15: [&str; 5] = ["has_parameter_privilege", "regexp_count", "regexp_instr", "regexp_like", "regexp_substr"];

/// Functions that are new in PostgreSQL 16, in the form of [`FUNCTIONS`].
static SINCE_16: &str = "any_value E>?@\narray_sample Y4>?!\narray_shuffle Y>?!\ndate_add MI>M! MIt>M\n\
    date_subtract MI>M! MIt>M\nerf F>F\nerfc F>F\nrandom_normal FF>F!2\npg_input_is_valid tt>b!";

/// The aggregates that need WITHIN GROUP.
const ORDERED_SETS: [&str; 7] =
    ["rank", "dense_rank", "percent_rank", "cume_dist", "mode", "percentile_cont", "percentile_disc"];

/// The functions whose result depends on a collation.
const COLLATED: [&str; 3] = ["lower", "upper", "initcap"];

/// Whether pg_catalog has a function of that name.
pub(crate) fn is_function_name(name: &str) -> bool {
    candidates(FUNCTIONS, name).is_some()
}

/// Whether pg_catalog has an aggregate of that name.
pub fn is_aggregate_name(name: &str) -> bool {
    candidates(FUNCTIONS, name).is_some_and(|known| known.iter().any(|candidate| candidate.flags.contains('@')))
}

/// Whether a function of that name may return a set.
pub(crate) fn returns_set(name: &str) -> bool {
    candidates(FUNCTIONS, name).is_none_or(|known| known.iter().any(|candidate| candidate.flags.contains('*')))
}

impl Checker<'_, '_> {
    pub(super) fn call(&mut self, call: &FunctionCall<'_>, expression: &Expression<'_>) -> Checked<ExpressionType> {
        let mut arguments: Vec<Operand<'_>> = Vec::with_capacity(call.arguments.len());
        let mut named = false;
        let has_column = std::mem::take(&mut self.has_column);
        let beside = self.aggregate.take();
        for argument in &call.arguments {
            arguments.push((argument, self.check(argument)?));
        }
        let is_constant = !self.has_column && !self.is_mutable;
        self.has_column |= has_column;
        for argument in &call.arguments {
            let is_named = matches!(argument.kind, ExpressionKind::NamedArgument(..));
            if named && !is_named {
                let message = "positional argument cannot follow named argument";
                return Err(Failure::new(SqlState::SyntaxError, message).at(argument.span));
            }
            named |= is_named;
        }
        if let Some(filter) = &call.filter {
            let found = self.check(filter)?;
            self.coerce_to_boolean(filter, found, "FILTER")?;
        }
        for key in &call.order_by {
            arguments.extend(call.within_group.then_some((&key.expression, self.check(&key.expression)?)));
        }
        let inner = std::mem::replace(&mut self.aggregate, beside);
        let place = at_location(expression);
        let (schema, name) = self.context.split(&call.name).map_err(|failure| failure.at(place))?;
        let name = &*name.name;
        let known = match schema {
            None | Some(Oid::PG_CATALOG) => self.built_in(name),
            Some(_) => None,
        };
        if known.is_none() && function::is_named(self.context, schema, name) {
            // A function that was made: only that it is there is known.
            return Ok(None);
        }
        let Some(known) = known else { return self.unknown(call, name, &arguments, place) };
        let given = match letters(&arguments) {
            Some(given) if !named && !call.variadic => given,
            _ => return self.open(call, &known, place),
        };
        // The name of a type makes a literal one of it.
        if let ([(argument, Some(found))], Some(base)) = (&*arguments, BaseType::find(name))
            && found.base.name() == "unknown"
        {
            let target = DataType::new(base);
            self.check_literal(argument, *found, target)?;
            return Ok(Some(target));
        }
        if name == "count" && given.is_empty() && !call.star {
            let message = "count(*) must be used to call a parameterless aggregate function";
            return Err(Failure::new(SqlState::WrongObjectType, message).at(place));
        }
        match choose(&known, &given) {
            Choice::One(chosen) => {
                self.check_kind(call, chosen.flags, place)?;
                let result = self.convert(&arguments, chosen)?;
                self.check_place(call, chosen.flags, place)?;
                self.check_nesting(call, chosen.flags, place, inner)?;
                if is_constant && self.uncollated.is_none() {
                    self.uncollated = COLLATED.into_iter().find(|collated| *collated == name);
                }
                Ok(result)
            }
            Choice::None => self.unknown(call, name, &arguments, place),
            Choice::Ambiguous => {
                let message = format!("function {} is not unique", self.signature(call, &arguments));
                Err(Failure::new(SqlState::AmbiguousFunction, message)
                    .hint("Could not choose a best candidate function. You might need to add explicit type casts.")
                    .at(place))
            }
        }
    }

    /// `(function (…)).field` of a function whose values are rows.
    pub(super) fn field_of_function(
        &self,
        base: &Expression<'_>,
        field: Option<&Ident<'_>>,
    ) -> Checked<ExpressionType> {
        let ExpressionKind::Function(call) = &base.kind else { return Ok(None) };
        let columns = call.name.parts.last().and_then(|name| record_columns(&name.name));
        let (Some(columns), Some(field)) = (columns, field) else { return Ok(None) };
        match columns.iter().find(|(name, _)| *name == field.name) {
            Some((_, type_name)) => Ok(plain(type_name)),
            None => {
                let message = format!("could not identify column \"{}\" in record data type", field.name);
                Err(Failure::new(SqlState::UndefinedColumn, message).at(base.span))
            }
        }
    }

    /// The functions of that name in pg_catalog.
    fn built_in(&self, name: &str) -> Option<Vec<Candidate>> {
        let rules = self.context.rules;
        if !rules.functions_since_15 && SINCE_15.contains(&name) {
            return None;
        }
        let newer = if rules.functions_since_16 { candidates(SINCE_16, name) } else { None };
        newer.or_else(|| candidates(FUNCTIONS, name))
    }

    /// A function over types that are not known: what all of that name are counts.
    fn open(&mut self, call: &FunctionCall<'_>, known: &[Candidate], place: Span) -> Checked<ExpressionType> {
        let Some(first) = known.first() else { return Ok(None) };
        let flags: String =
            first.flags.chars().filter(|flag| known.iter().all(|one| one.flags.contains(*flag))).collect();
        self.check_kind(call, &flags, place)?;
        self.is_mutable |= flags.contains('!');
        self.check_place(call, &flags, place)?;
        let same = known.iter().all(|one| one.result == first.result);
        Ok(of_letter(first.result).filter(|_| same))
    }

    /// No function of that name takes the arguments; it may be the name of a type, which converts.
    fn unknown(
        &mut self,
        call: &FunctionCall<'_>,
        name: &str,
        arguments: &[Operand<'_>],
        place: Span,
    ) -> Checked<ExpressionType> {
        if let ([(argument, found)], Some(base)) = (arguments, BaseType::find(name)) {
            let target = DataType::new(base);
            match *found {
                Some(found) if is_coercible(found, target, Level::Explicit) => {
                    self.check_literal(argument, found, target)?;
                    return Ok(Some(target));
                }
                Some(_) => {}
                None => return Ok(Some(target)),
            }
        }
        self.context.footprint.read(crate::footprint::KeyKind::Functions, "");
        let is_cloudberrys = self.context.rules.cloudberry && name.starts_with("gp_");
        if is_cloudberrys || self.context.catalog.functions().any(|function| &*function.name == name) {
            return Ok(None);
        }
        let message = format!("function {} does not exist", self.signature(call, arguments));
        Err(Failure::new(SqlState::UndefinedFunction, message)
            .hint("No function matches the given name and argument types. You might need to add explicit type casts.")
            .at(place))
    }

    /// Clauses that only aggregates and window functions have.
    fn check_kind(&mut self, call: &FunctionCall<'_>, flags: &str, place: Span) -> Checked {
        let name = printed(&call.name);
        if flags.contains('@') {
            let is_ordered = ORDERED_SETS.contains(&&*name);
            if is_ordered && !call.within_group && call.over.is_none() {
                let message = format!("WITHIN GROUP is required for ordered-set aggregate {name}");
                return Err(Failure::new(SqlState::WrongObjectType, message).at(place));
            }
            return Ok(());
        }
        if flags.contains('#') {
            let message = format!("window function {name} requires an OVER clause");
            return match call.over {
                Some(_) => Ok(()),
                None => Err(Failure::new(SqlState::WrongObjectType, message).at(place)),
            };
        }
        let misused = [
            (call.star, "*"),
            (call.distinct, "DISTINCT"),
            (call.within_group, "WITHIN GROUP"),
            (!call.order_by.is_empty(), "ORDER BY"),
            (call.filter.is_some(), "FILTER"),
            (call.over.is_some(), "OVER"),
        ];
        let Some((_, clause)) = misused.iter().find(|(is_there, _)| *is_there) else { return Ok(()) };
        let clause = if *clause == "*" { format!("{name}(*)") } else { (*clause).to_owned() };
        let kind = match &*clause {
            "WITHIN GROUP" => "an ordered-set aggregate function",
            "OVER" => "a window function nor an aggregate function",
            _ => "an aggregate function",
        };
        let message = format!("{clause} specified, but {name} is not {kind}");
        Err(Failure::new(SqlState::WrongObjectType, message).at(place))
    }

    /// An aggregate takes no aggregates of its own query; `inner` is the first in its arguments.
    fn check_nesting(&mut self, call: &FunctionCall<'_>, flags: &str, place: Span, inner: Option<Span>) -> Checked {
        let is_aggregate = flags.contains('@') && call.over.is_none();
        if let Some(inner) = inner.filter(|_| is_aggregate) {
            return Err(Failure::new(SqlState::GroupingError, "aggregate function calls cannot be nested").at(inner));
        }
        let found = inner.or_else(|| is_aggregate.then_some(place));
        self.aggregate = self.aggregate.take().or(found);
        Ok(())
    }

    /// Aggregates, window functions and functions that return sets stand only in queries.
    fn check_place(&mut self, call: &FunctionCall<'_>, flags: &str, place: Span) -> Checked {
        let is_window = flags.contains('#') || flags.contains('@') && call.over.is_some();
        let (sqlstate, kind) = if is_window {
            (SqlState::WindowingError, "window functions")
        } else if flags.contains('@') {
            (SqlState::GroupingError, "aggregate functions")
        } else if flags.contains('*') {
            (SqlState::FeatureNotSupported, "set-returning functions")
        } else {
            return Ok(());
        };
        if kind == "set-returning functions" && matches!(self.purpose.plural, "functions in FROM" | "GROUP BY") {
            return Ok(());
        }
        if self.purpose.plural.is_empty() {
            self.aggregates |= kind == "aggregate functions";
            return Ok(());
        }
        let message = format!("{kind} are not allowed in {}", self.purpose.plural);
        Err(Failure::new(sqlstate, message).at(place))
    }
}

impl Checker<'_, '_> {
    /// The name and the types of the arguments, as messages show a function.
    fn signature(&mut self, call: &FunctionCall<'_>, arguments: &[Operand<'_>]) -> String {
        let mut text = printed(&call.name);
        text.push('(');
        for (index, (argument, found)) in arguments.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            if let ExpressionKind::NamedArgument(name, _) = &argument.kind {
                text.push_str(&name.name);
                text.push_str(" => ");
            }
            text.push_str(&self.name_of(*found));
        }
        text.push(')');
        text
    }
}
