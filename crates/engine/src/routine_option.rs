//! The options of CREATE and ALTER FUNCTION: which may stand together, and their values.

use medlar_syntax::SqlState;
use medlar_syntax::ast::{Ident, Number, RoutineOption, RoutineOptionKind, StringLiteral};

use crate::context::Context;
use crate::function;
use crate::message::{Checked, Failure};
use crate::namespace::printed;
use crate::types;

/// The options of a statement, none of them twice.
pub(crate) struct Options<'s, 'a>(&'s [RoutineOption<'a>]);

/// A number for each kind, and whether procedures have it, too. `None` of what may stand several times.
fn kind_of(kind: &RoutineOptionKind<'_>) -> Option<(u32, bool)> {
    Some(match kind {
        RoutineOptionKind::As(_) => (0, true),
        RoutineOptionKind::Language(_) => (1, true),
        RoutineOptionKind::Transform(_) => (2, true),
        RoutineOptionKind::Window => (3, false),
        RoutineOptionKind::Strict(_) => (4, false),
        RoutineOptionKind::Volatility(_) => (5, false),
        RoutineOptionKind::SecurityDefiner(_) => (6, true),
        RoutineOptionKind::Leakproof(_) => (7, false),
        RoutineOptionKind::Cost(_) => (8, false),
        RoutineOptionKind::Rows(_) => (9, false),
        RoutineOptionKind::Support(_) => (10, false),
        RoutineOptionKind::Parallel(_) => (11, false),
        RoutineOptionKind::Setting(_) | RoutineOptionKind::Cloudberry(_) => return None,
    })
}

/// Looks at the options from left to right.
pub(crate) fn collect<'s, 'a>(options: &'s [RoutineOption<'a>], is_procedure: bool) -> Checked<Options<'s, 'a>> {
    let mut seen = 0u32;
    for option in options {
        let Some((number, of_procedures)) = kind_of(&option.kind) else { continue };
        if is_procedure && !of_procedures {
            let message = "invalid attribute in procedure definition";
            return Err(Failure::new(SqlState::InvalidFunctionDefinition, message).at(option.span));
        }
        if seen & (1 << number) != 0 {
            return Err(Failure::new(SqlState::SyntaxError, "conflicting or redundant options").at(option.span));
        }
        seen |= 1 << number;
    }
    Ok(Options(options))
}

impl<'s, 'a> Options<'s, 'a> {
    pub(crate) fn language(&self) -> Option<&'s Ident<'a>> {
        self.0.iter().find_map(|option| match &option.kind {
            RoutineOptionKind::Language(name) => Some(name),
            _ => None,
        })
    }

    pub(crate) fn body(&self) -> Option<&'s [StringLiteral<'a>]> {
        self.0.iter().find_map(|option| match &option.kind {
            RoutineOptionKind::As(strings) => Some(&**strings),
            _ => None,
        })
    }
}

/// `COST`, `ROWS`, `SUPPORT` and `PARALLEL`, in this order.
pub(crate) fn check_values(context: &mut Context<'_>, options: &Options<'_, '_>) -> Checked {
    let positive = |word: &str, number: &Number<'_>| {
        let is_zero = !number.digits.bytes().any(|digit| digit.is_ascii_digit() && digit != b'0');
        if number.negative || is_zero {
            let message = format!("{word} must be positive");
            return Err(Failure::new(SqlState::InvalidParameterValue, message).about(number.span));
        }
        Ok(())
    };
    for wanted in 8..=11 {
        for option in options.0 {
            if kind_of(&option.kind).is_none_or(|(number, _)| number != wanted) {
                continue;
            }
            match &option.kind {
                RoutineOptionKind::Cost(number) => positive("COST", number)?,
                RoutineOptionKind::Rows(number) => positive("ROWS", number)?,
                RoutineOptionKind::Support(name) => {
                    let (schema, support) = context.split(name)?;
                    if function::at(context, schema, &format!("{}(internal)", support.name)).is_none() {
                        let message = format!("function {}(internal) does not exist", printed(name));
                        return Err(Failure::new(SqlState::UndefinedFunction, message).about(name.span));
                    }
                }
                RoutineOptionKind::Parallel(word) if !matches!(&*word.name, "safe" | "restricted" | "unsafe") => {
                    let message = "parameter \"parallel\" must be SAFE, RESTRICTED, or UNSAFE";
                    return Err(Failure::new(SqlState::SyntaxError, message).about(word.span));
                }
                _ => {}
            }
        }
    }
    Ok(())
}

pub(crate) fn check_leakproof(context: &Context<'_>, options: &Options<'_, '_>) -> Checked {
    for option in options.0 {
        if matches!(option.kind, RoutineOptionKind::Leakproof(true)) && !context.is_superuser() {
            let message = "only superuser can define a leakproof function";
            return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(option.span));
        }
    }
    Ok(())
}

pub(crate) fn check_transforms(context: &mut Context<'_>, options: &Options<'_, '_>) -> Checked {
    for option in options.0 {
        let RoutineOptionKind::Transform(type_names) = &option.kind else { continue };
        // There is no transform at all, so the first one is refused.
        if let Some(type_name) = type_names.first() {
            let data_type = types::resolve(context, type_name, false).map_err(Failure::without_position)?;
            let language = options.language().map_or("", |name| &*name.name);
            let data_type = context.type_name(data_type);
            let message = format!("transform for type {data_type} language \"{language}\" does not exist");
            return Err(Failure::new(SqlState::UndefinedObject, message).about(type_name.span));
        }
    }
    Ok(())
}

/// An estimate of rows is for sets only.
pub(crate) fn check_rows(options: &Options<'_, '_>, is_set: bool) -> Checked {
    for option in options.0 {
        if matches!(option.kind, RoutineOptionKind::Rows(_)) && !is_set {
            let message = "ROWS is not applicable when function does not return a set";
            return Err(Failure::new(SqlState::InvalidParameterValue, message).about(option.span));
        }
    }
    Ok(())
}
