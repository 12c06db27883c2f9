//! Data types: which type a name is, with its modifier, and how the server prints it.

mod input;
mod json;
mod made;
mod modifier;
mod row_type;
mod table;

use std::borrow::Cow;

use medlar_catalog::{MadeType, Oid, TypeKind};
use medlar_syntax::ast::{QualifiedName, TypeName, TypeReference};
use medlar_syntax::{Span, SqlState, Target};

use crate::context::Context;
use crate::message::{Checked, Failure};
use crate::namespace::printed;

pub(crate) use input::check_input;
pub(crate) use made::{Found, already_exists, check_usage};
pub(crate) use modifier::precision_warning;
pub(crate) use row_type::{refuse_circle, refuse_stored};
pub(crate) use table::BaseType;

/// A data type with its modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DataType {
    /// The type, or that of the elements.
    pub(crate) base: BaseType,
    /// Whether it is an array of these, of any dimension.
    pub(crate) is_array: bool,
    /// As the server stores it, e.g. of a length the length and 4; -1 for none.
    pub(crate) modifier: i32,
    /// That it is a type which a statement has made. What is above is then what values of it can be taken
    /// for: of a domain the type it is based on, of other types their pseudo-type.
    pub(crate) made: Option<Made>,
}

/// A type that a statement has made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) oid: Oid,
    /// Whether the type is that of arrays of these.
    pub(crate) is_array: bool,
    pub(crate) is_domain: bool,
}

impl Made {
    pub(crate) fn reference(self) -> MadeType {
        MadeType { oid: self.oid, is_array: self.is_array }
    }
}

/// What the type of a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ColumnType {
    /// The type; of `serial` the integer.
    pub(crate) data_type: DataType,
    /// Whether it is `serial` or one of its relatives: a sequence, NOT NULL and a default go with it.
    pub(crate) is_serial: bool,
}

/// The names that are no types but integers with a sequence.
static SERIALS: &[(&str, &str)] = &[
    ("serial", "int4"),
    ("serial4", "int4"),
    ("bigserial", "int8"),
    ("serial8", "int8"),
    ("smallserial", "int2"),
    ("serial2", "int2"),
];

impl DataType {
    /// A type without a modifier.
    pub(crate) fn new(base: BaseType) -> DataType {
        DataType { base, is_array: false, modifier: -1, made: None }
    }

    /// As the catalog writes the type of a column.
    pub(crate) fn stored(self) -> String {
        self.made.map_or_else(|| self.printed(), |made| made.reference().written())
    }

    /// As [`DataType::stored`], without a modifier.
    pub(crate) fn stored_name(self) -> Cow<'static, str> {
        self.made.map_or_else(|| self.name(), |made| made.reference().written().into())
    }

    /// The type of the elements of an array.
    pub(crate) fn element(self) -> DataType {
        let made = self.made.filter(|made| made.is_array).map(|made| Made { is_array: false, ..made });
        DataType { is_array: false, made, ..self }
    }

    /// The type of arrays of these.
    pub(crate) fn array(self) -> DataType {
        DataType { is_array: true, made: self.made.map(|made| Made { is_array: true, ..made }), ..self }
    }

    /// Of a domain the type that it is based on.
    pub(crate) fn based(self) -> DataType {
        DataType { made: self.made.filter(|made| !made.is_domain), ..self }
    }

    /// The type itself, if it is neither built in nor a domain.
    pub(crate) fn own(self) -> Option<Oid> {
        self.made.filter(|made| !made.is_domain).map(|made| made.oid)
    }

    /// Whether it has no values of its own.
    pub(crate) fn is_pseudo(self) -> bool {
        self.made.is_none() && self.base.is_pseudo()
    }

    /// With its modifier, as lists of columns show it: `character varying(20)[]`; of one that is built in.
    pub(crate) fn printed(self) -> String {
        let mut text = modifier::printed(self.base, self.modifier);
        if self.is_array {
            text.push_str("[]");
        }
        text
    }

    /// Without its modifier, as messages name it: `character varying[]`; of one that is built in.
    pub(crate) fn name(self) -> Cow<'static, str> {
        let name = self.base.printed();
        if self.is_array { Cow::Owned(format!("{name}[]")) } else { Cow::Borrowed(name) }
    }
}

/// The built-in type of that name; none of one that is not there, or whose modifier is wrong.
pub(crate) fn built_in(type_name: &TypeName<'_>, target: Target) -> Option<DataType> {
    let found = lookup(type_name)?;
    let modifier = modifier::read(found.base, type_name, target.rules()).ok()?.value;
    Some(DataType { modifier, ..found })
}

/// Types as the signature of a function has them.
pub(crate) fn joined(types: &[DataType]) -> String {
    let names: Vec<_> = types.iter().map(|data_type| data_type.stored_name()).collect();
    names.join(",")
}

/// The type of a column while the statement is analysed, where warnings have a position.
pub(crate) fn column(context: &mut Context<'_>, type_name: &TypeName<'_>) -> Checked<ColumnType> {
    if let TypeReference::Named(name) = &type_name.name
        && let [part] = &*name.parts
        && let Some((_, integer)) = SERIALS.iter().find(|(serial, _)| *serial == part.name)
        && let Some(base) = BaseType::find(integer)
    {
        if !type_name.array_bounds.is_empty() {
            let message = "array of serial is not implemented";
            return Err(Failure::new(SqlState::FeatureNotSupported, message).at(type_name.span));
        }
        if !type_name.modifiers.is_empty() {
            return Err(modifier::not_allowed(base.printed(), type_name.span));
        }
        return Ok(ColumnType { data_type: DataType::new(base), is_serial: true });
    }
    Ok(ColumnType { data_type: resolve(context, type_name, true)?, is_serial: false })
}

/// The type again when the relation is described, where warnings have no position.
pub(crate) fn describe(context: &mut Context<'_>, column: &str, type_name: &TypeName<'_>) -> Checked {
    look_again(context, type_name)?;
    if type_name.set_of {
        let message = format!("column \"{column}\" cannot be declared SETOF");
        return Err(Failure::new(SqlState::InvalidTableDefinition, message).about(type_name.span));
    }
    Ok(())
}

/// The type once more, for its warnings without a position.
pub(crate) fn look_again(context: &mut Context<'_>, type_name: &TypeName<'_>) -> Checked {
    // A serial is an integer by now.
    let is_serial = matches!(&type_name.name, TypeReference::Named(name)
        if matches!(&*name.parts, [part] if SERIALS.iter().any(|(serial, _)| *serial == part.name)));
    if !is_serial {
        resolve(context, type_name, false)?;
    }
    Ok(())
}

/// No column of a stored relation has a pseudo-type; checked last, when the columns are stored.
pub(crate) fn check_storable(column: &str, data_type: DataType, subject: Span) -> Checked {
    if !data_type.is_pseudo() {
        return Ok(());
    }
    // An array of `cstring` is one of a pseudo-type; an array of `record` is one itself.
    let printed = match data_type.base.printed() {
        "record" => data_type.name(),
        name => name.into(),
    };
    let message = format!("column \"{column}\" has pseudo-type {printed}");
    Err(Failure::new(SqlState::InvalidTableDefinition, message).about(subject))
}

/// `COLLATE name` of a column of the type; `place` is the clause.
pub(crate) fn check_collation(
    context: &mut Context<'_>,
    data_type: DataType,
    collation: &QualifiedName<'_>,
    place: Span,
) -> Checked {
    check_collation_name(context, collation, place)?;
    check_collatable(context, data_type, place)
}

/// Whether a collation can go with the type.
pub(crate) fn check_collatable(context: &mut Context<'_>, data_type: DataType, place: Span) -> Checked {
    if data_type.base.is_collatable() {
        return Ok(());
    }
    let message = format!("collations are not supported by type {}", context.type_name(data_type));
    Err(Failure::new(SqlState::DatatypeMismatch, message).at(place))
}

/// Whether there is a collation of that name.
pub(crate) fn check_collation_name(context: &mut Context<'_>, collation: &QualifiedName<'_>, place: Span) -> Checked {
    let (schema, name) = context.split(collation).map_err(|failure| failure.at(place))?;
    if schema.is_none_or(|schema| schema == Oid::PG_CATALOG) && is_collation(&name.name) {
        return Ok(());
    }
    let message = format!("collation \"{}\" for encoding \"UTF8\" does not exist", printed(collation));
    Err(Failure::new(SqlState::UndefinedObject, message).at(place))
}

/// Built-in collations, and names of the form that those of the operating system and of ICU have.
fn is_collation(name: &str) -> bool {
    let has_locale = name.as_bytes().get(2).is_some_and(|byte| matches!(byte, b'_' | b'-'));
    matches!(name, "default" | "C" | "POSIX" | "ucs_basic" | "unicode" | "C.utf8" | "C.UTF-8")
        || name.ends_with("-x-icu")
        || has_locale
}

/// The type of that name, its modifier checked.
pub(crate) fn resolve(context: &mut Context<'_>, type_name: &TypeName<'_>, positioned: bool) -> Checked<DataType> {
    let schema = match &type_name.name {
        TypeReference::Named(name) | TypeReference::ColumnType(name) => match context.split(name) {
            Ok((schema, _)) => schema,
            // Only the schema is looked up where the type stands.
            Err(failure) if failure.error.sqlstate == SqlState::InvalidSchemaName => {
                return Err(failure.at(type_name.span));
            }
            Err(failure) => return Err(failure),
        },
        TypeReference::Standard(_) | TypeReference::Interval(_) => None,
    };
    let Some(found) = find(context, type_name, schema)? else {
        let message = format!("type \"{}\" does not exist", as_written(type_name));
        return Err(Failure::new(SqlState::UndefinedObject, message).at(type_name.span));
    };
    if found.made.is_some() {
        return match type_name.modifiers.is_empty() {
            true => Ok(found),
            false => Err(modifier::not_allowed(&as_written(type_name), type_name.span)),
        };
    }
    let modifier = modifier::read(found.base, type_name, context.rules)?;
    if let Some(warning) = modifier.warning {
        context.warn(SqlState::InvalidParameterValue, warning);
        if let Some(message) = context.notices.last_mut()
            && positioned
        {
            message.position = Some(type_name.span.start);
        }
    }
    Ok(DataType { modifier: modifier.value, ..found })
}

/// The type of that name, which the schemas of the search path are asked for in their order.
fn find(context: &mut Context<'_>, type_name: &TypeName<'_>, schema: Option<Oid>) -> Checked<Option<DataType>> {
    let TypeReference::Named(name) = &type_name.name else { return Ok(lookup(type_name)) };
    if let Some(made) = reference(type_name) {
        return Ok(DataType::of_made(context.catalog, made, context.target));
    }
    let searched = match schema {
        Some(schema) => vec![schema],
        None => context.searched(),
    };
    let Some(name) = name.parts.last() else { return Ok(None) };
    let has_bounds = !type_name.array_bounds.is_empty();
    for schema in searched {
        if schema == Oid::PG_CATALOG {
            if let Some(found) = lookup(type_name) {
                return Ok(Some(found));
            }
            continue;
        }
        let (found, is_array) = match context.made_type_at(Some(schema), &name.name) {
            Some(found) => (Some(found), has_bounds),
            // The type of arrays has a name, too, and itself no arrays.
            None => match name.name.strip_prefix('_').filter(|_| !has_bounds) {
                Some(element) => (context.made_type_at(Some(schema), element), true),
                None => (None, false),
            },
        };
        let Some(found) = found else { continue };
        if matches!(&found, Found::Type(found) if found.kind == TypeKind::Shell) {
            let message = format!("type \"{}\" is only a shell", as_written(type_name));
            return Err(Failure::new(SqlState::UndefinedObject, message).at(type_name.span));
        }
        let made = MadeType { oid: found.oid(), is_array };
        return Ok(DataType::of_made(context.catalog, made, context.target));
    }
    Ok(None)
}

/// The type that a stored text refers to: a name of its own, which no other type has.
pub(crate) fn reference(type_name: &TypeName<'_>) -> Option<MadeType> {
    let TypeReference::Named(name) = &type_name.name else { return None };
    let [name] = &*name.parts else { return None };
    let is_array = !type_name.array_bounds.is_empty();
    MadeType::read(&name.name).map(|made| MadeType { is_array, ..made })
}

/// The built-in type of that name.
fn lookup(type_name: &TypeName<'_>) -> Option<DataType> {
    let name = match &type_name.name {
        TypeReference::Named(name) => &*name.parts.last()?.name,
        TypeReference::Standard(name) => name,
        TypeReference::Interval(_) => "interval",
        TypeReference::ColumnType(_) => return None,
    };
    // The type of arrays has a name, too, and itself no arrays.
    let (element, named_array) = match name.strip_prefix('_') {
        Some(element) => (element, true),
        None => (name, false),
    };
    let base = BaseType::find(element)?;
    let bounds = !type_name.array_bounds.is_empty();
    let is_array = named_array || bounds;
    let fits = !(named_array && bounds) && (!is_array || base.has_array());
    fits.then_some(DataType { is_array, ..DataType::new(base) })
}

/// The name as messages quote it: dots, no quotes, `[]` for an array.
pub(crate) fn as_written(type_name: &TypeName<'_>) -> String {
    let mut text = match &type_name.name {
        TypeReference::Named(name) => printed(name),
        TypeReference::ColumnType(name) => printed(name) + "%TYPE",
        TypeReference::Standard(name) => format!("pg_catalog.{name}"),
        TypeReference::Interval(_) => "pg_catalog.interval".to_owned(),
    };
    if !type_name.array_bounds.is_empty() {
        text.push_str("[]");
    }
    text
}

#[cfg(test)]
mod tests {
    use medlar_catalog::Catalog;
    use medlar_syntax::ast::{Ident, QualifiedName};
    use medlar_syntax::{Span, Target, parse_type_name};

    use super::{DataType, check_collation, check_storable, column, describe};
    use crate::testing::{answer, check_answers, syntax_answer};

    #[test]
    fn collations_go_with_types_of_text() {
        for (text, name, expected) in [
            ("integer", "C", "42804 9 collations are not supported by type integer"),
            ("text", "nosuch", "42704 6 collation \"nosuch\" for encoding \"UTF8\" does not exist"),
            ("integer", "nosuch", "42704 9 collation \"nosuch\" for encoding \"UTF8\" does not exist"),
            ("text[]", "C", "ok"),
            ("name", "POSIX", "ok"),
        ] {
            let sql = format!("{text} COLLATE \"{name}\"");
            let type_name = parse_type_name(text, Target::Postgresql15).unwrap();
            let span = Span::new(text.len() + 1, sql.len());
            let collation = QualifiedName { parts: vec![Ident { name: name.into(), span }], span };
            let said = answer(&sql, 0, |context| {
                let data_type = column(context, &type_name)?.data_type;
                check_collation(context, data_type, &collation, span)
            });
            assert_eq!(said, expected, "{sql}");
        }
    }

    /// What the server says to `CREATE FOREIGN TABLE t (x TYPE) …`, and how it prints the type then.
    #[test]
    fn types_of_columns_are_answered_as_the_server_does() {
        check_answers(include_str!("types/postgresql_15.answers"), |case| {
            let text = case[1];
            let type_name = match parse_type_name(text, Target::Postgresql15) {
                Ok(type_name) => type_name,
                Err(error) => return syntax_answer(&error, text, 0),
            };
            if case[0] == "print" {
                let mut printed = String::new();
                answer(text, 0, |context| {
                    printed = column(context, &type_name)?.data_type.printed();
                    Ok(())
                });
                // What was printed is read back.
                let read = DataType::of_column(&Catalog::default(), &printed, Target::Postgresql15);
                return read.map(DataType::printed).unwrap_or_default();
            }
            answer(text, 0, |context| {
                let found = column(context, &type_name)?;
                describe(context, "x", &type_name)?;
                check_storable("x", found.data_type, type_name.span)
            })
        });
    }
}
