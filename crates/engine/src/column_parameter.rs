//! What ALTER TABLE says of how a column is stored and estimated: STORAGE, and the parameters in
//! parentheses.

use std::sync::Arc;

use medlar_catalog::{ColumnStorage, Relation};
use medlar_syntax::SqlState;
use medlar_syntax::ast::{Ident, StorageParameter};

use crate::alter_column::number_of;
use crate::context::Context;
use crate::external_table::parameter_text;
use crate::message::{Checked, Failure};
use crate::types::DataType;

/// The words of `SET STORAGE`.
static STORAGES: [(&str, ColumnStorage); 4] = [
    ("plain", ColumnStorage::Plain),
    ("external", ColumnStorage::External),
    ("extended", ColumnStorage::Extended),
    ("main", ColumnStorage::Main),
];

/// `SET STORAGE`: what it says, if the type of the column can be stored so.
pub(crate) fn check_storage(
    context: &mut Context<'_>,
    relation: &Arc<Relation>,
    column: &Ident<'_>,
    storage: &Ident<'_>,
) -> Checked<ColumnStorage> {
    let Some((_, wanted)) = STORAGES.iter().find(|(known, _)| storage.name.eq_ignore_ascii_case(known)) else {
        let message = format!("invalid storage type \"{}\"", storage.name);
        return Err(Failure::new(SqlState::InvalidParameterValue, message).about(storage.span));
    };
    let number = number_of(relation, column)?;
    let known = relation.columns.get(usize::from(number) - 1);
    let data_type = known.and_then(|known| DataType::of_column(context.catalog, &known.type_name, context.target));
    match data_type {
        Some(data_type)
            if *wanted != ColumnStorage::Plain && !data_type.is_array && data_type.base.is_stored_plain() =>
        {
            let message = format!("column data type {} can only have storage PLAIN", context.type_name(data_type));
            Err(Failure::new(SqlState::FeatureNotSupported, message).about(column.span))
        }
        _ => Ok(*wanted),
    }
}

/// The largest of the numbers that the server takes, as it prints it.
const GREATEST: &str = "179769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632\
    766878171540458953514382464234321326889464182768467546703537516986049910576551282076245490090389328944075868508455133\
    942304583236903222948165808559332123348274797826204144723168738177180919299881250404026184124858368.000000";

/// `SET (…)`: the parameters of columns are numbers from -1 on.
pub(crate) fn check_parameters(context: &Context<'_>, parameters: &[StorageParameter<'_>]) -> Checked {
    check_namespaces(parameters)?;
    let mut seen: Vec<&str> = Vec::with_capacity(parameters.len());
    for parameter in parameters {
        let name = &*parameter.name.name;
        let refused = |message: String| Failure::new(SqlState::InvalidParameterValue, message).about(parameter.span);
        if !matches!(name, "n_distinct" | "n_distinct_inherited") {
            return Err(refused(format!("unrecognized parameter \"{name}\"")));
        }
        if seen.contains(&name) {
            return Err(refused(format!("parameter \"{name}\" specified more than once")));
        }
        seen.push(name);
        let text = match &parameter.value {
            Some(value) => parameter_text(context, value),
            None => "true".into(),
        };
        // A number too large to be stored is none; infinity is one.
        let is_word = text.contains(['i', 'I']);
        let number =
            text.trim_ascii().parse::<f64>().ok().filter(|number| !number.is_nan() && (number.is_finite() || is_word));
        let Some(number) = number else {
            return Err(refused(format!("invalid value for floating point option \"{name}\": {text}")));
        };
        if number < -1.0 || number.is_infinite() {
            let detail = format!("Valid values are between \"-1.000000\" and \"{GREATEST}\".");
            return Err(refused(format!("value {text} out of bounds for option \"{name}\"")).detail(detail));
        }
    }
    Ok(())
}

/// `RESET (…)`: names that are no parameters are taken, too.
pub(crate) fn check_reset(parameters: &[StorageParameter<'_>]) -> Checked {
    check_namespaces(parameters)?;
    match parameters.iter().find(|parameter| parameter.value.is_some()) {
        Some(parameter) => {
            let message = "RESET must not include values for parameters";
            Err(Failure::new(SqlState::SyntaxError, message).about(parameter.span))
        }
        None => Ok(()),
    }
}

fn check_namespaces(parameters: &[StorageParameter<'_>]) -> Checked {
    match parameters.iter().find_map(|parameter| parameter.namespace.as_ref()) {
        Some(namespace) => {
            let message = format!("unrecognized parameter namespace \"{}\"", namespace.name);
            Err(Failure::new(SqlState::InvalidParameterValue, message).about(namespace.span))
        }
        None => Ok(()),
    }
}
