//! Domains: CREATE DOMAIN, and what ALTER DOMAIN changes.

use std::sync::Arc;

use medlar_catalog::{Catalog, ColumnDefault, Constraint, ConstraintKind, Domain, MadeType, Name, Oid, Type, TypeKind};
use medlar_syntax::ast::{
    ColumnConstraintKind, CreateDomain, Expression, Ident, QualifiedName, TableConstraint, TableConstraintKind,
    TypeName, TypeReference,
};
use medlar_syntax::{Span, SqlState};

use super::{check_owner, insert, place};
use crate::context::Context;
use crate::define::is_no_default;
use crate::expression::{self, ExpressionColumn};
use crate::message::{Checked, Failure};
use crate::object_name::numbered;
use crate::types::{self, DataType};
use crate::uses;

pub(crate) fn create(context: &mut Context<'_>, statement: &CreateDomain<'_>) -> Checked {
    let span = statement.name.span;
    let about = |failure: Box<Failure>| failure.without_position().about(span);
    let (schema, name) = place(context, &statement.name).map_err(about)?;
    if context.made_type_at(Some(schema), &name).is_some() {
        return Err(types::already_exists(&name).about(span));
    }
    let data_type = types::resolve(context, &statement.type_name, false).map_err(about)?;
    if data_type.is_pseudo() {
        let message = format!("\"{}\" is not a valid base type for a domain", types::as_written(&statement.type_name));
        return Err(Failure::new(SqlState::DatatypeMismatch, message).about(statement.type_name.span));
    }
    types::check_usage(context, data_type).map_err(about)?;
    let mut domain = Domain {
        base: data_type.stored().into(),
        collation: None,
        is_not_null: false,
        default: None,
        constraints: Vec::new(),
    };
    if let Some(collation) = &statement.collation {
        types::check_collation(context, data_type, &collation.name, collation.span).map_err(about)?;
        domain.collation = collation.name.parts.last().map(|part| Name::from(&*part.name));
    }
    let checks = look_at(context, statement, &name, data_type, &mut domain).map_err(about)?;
    for (given, expression, place) in checks {
        let given = given.map(|name| Name::from(&*name.name));
        add_check(context, &mut domain, (schema, &name), given, (expression, place)).map_err(about)?;
    }
    insert(context, schema, name, TypeKind::Domain(domain)).map_err(about)
}

/// A condition with its name and where it stands.
type Check<'s, 'a> = (Option<&'s Ident<'a>>, &'s Expression<'a>, Span);

/// Everything but the conditions, from left to right.
fn look_at<'s, 'a>(
    context: &mut Context<'_>,
    statement: &'s CreateDomain<'a>,
    name: &Name,
    data_type: DataType,
    domain: &mut Domain,
) -> Checked<Vec<Check<'s, 'a>>> {
    let mut checks = Vec::new();
    let (mut nullable, mut has_default) = (None, false);
    for constraint in &statement.constraints {
        let refused = |sqlstate, message: &'static str| Err(Failure::new(sqlstate, message).about(constraint.span));
        match &constraint.kind {
            ColumnConstraintKind::Default(expression) => {
                if std::mem::replace(&mut has_default, true) {
                    return refused(SqlState::SyntaxError, "multiple default expressions");
                }
                domain.default = default(context, name, data_type, expression)?;
            }
            ColumnConstraintKind::Null | ColumnConstraintKind::NotNull => {
                let is_not_null = matches!(constraint.kind, ColumnConstraintKind::NotNull);
                if nullable.is_some_and(|known| known == is_not_null) {
                    return refused(SqlState::SyntaxError, "conflicting NULL/NOT NULL constraints");
                }
                nullable = Some(!is_not_null);
                domain.is_not_null = is_not_null;
            }
            ColumnConstraintKind::Check { no_inherit: true, .. } => {
                let message = "check constraints for domains cannot be marked NO INHERIT";
                return refused(SqlState::InvalidObjectDefinition, message);
            }
            ColumnConstraintKind::Check { expression, .. } => {
                checks.push((constraint.name.as_ref(), expression, constraint.span));
            }
            ColumnConstraintKind::Unique { .. } => return Err(not_possible("unique").about(constraint.span)),
            ColumnConstraintKind::PrimaryKey(_) => return Err(not_possible("primary key").about(constraint.span)),
            ColumnConstraintKind::References(_) => return Err(not_possible("foreign key").about(constraint.span)),
            ColumnConstraintKind::Attribute(_) => {
                let message = "specifying constraint deferrability not supported for domains";
                return refused(SqlState::FeatureNotSupported, message);
            }
            ColumnConstraintKind::Identity { .. } => {
                return refused(SqlState::InternalError, "unrecognized constraint subtype: 3");
            }
            ColumnConstraintKind::Generated(_) => {
                return refused(SqlState::InternalError, "unrecognized constraint subtype: 4");
            }
        }
    }
    Ok(checks)
}

fn not_possible(what: &str) -> Box<Failure> {
    Failure::new(SqlState::SyntaxError, format!("{what} constraints not possible for domains"))
}

fn default(
    context: &mut Context<'_>,
    name: &str,
    data_type: DataType,
    expression: &Expression<'_>,
) -> Checked<Option<ColumnDefault>> {
    let stored = expression::check_default(context, name, Some(data_type), expression)?;
    if is_no_default(context, expression, Some(data_type))? {
        return Ok(None);
    }
    let uses = uses::of_query_expression(context, expression)?;
    Ok(Some(ColumnDefault { oid: context.catalog.allocate_oid(), expression: stored, uses }))
}

/// Adds a condition over VALUE.
fn add_check(
    context: &mut Context<'_>,
    domain: &mut Domain,
    (schema, name): (Oid, &Name),
    given: Option<Name>,
    (expression, place): (&Expression<'_>, Span),
) -> Checked {
    let is_used = |known: &[Constraint], wanted: &str| known.iter().any(|known| *known.name == *wanted);
    let chosen = match given {
        Some(given) if is_used(&domain.constraints, &given) => {
            let message = format!("constraint \"{given}\" for domain \"{name}\" already exists");
            return Err(Failure::new(SqlState::DuplicateObject, message).about(place));
        }
        Some(given) => given,
        None => {
            let catalog = &*context.catalog;
            numbered(name, "check", &mut |wanted| {
                !is_used(&domain.constraints, wanted)
                    && !catalog.has_constraint(schema, wanted)
                    && !has_constraint(catalog, schema, wanted)
            })
        }
    };
    let data_type = DataType::of_column(context.catalog, &domain.base, context.target);
    let value = ExpressionColumn { name: "value", data_type, is_generated: false };
    let definition = expression::check_constraint(context, "", &[value], expression).map_err(|mut failure| {
        // VALUE is no column that another name could be taken for.
        failure.error.hint = failure.error.hint.filter(|_| failure.error.sqlstate != SqlState::UndefinedColumn);
        failure
    })?;
    let uses = uses::of_query_expression(context, expression)?;
    domain.constraints.push(Constraint {
        oid: context.catalog.allocate_oid(),
        name: chosen,
        kind: ConstraintKind::Check,
        definition,
        uses,
        is_validated: true,
        is_no_inherit: false,
        is_local: true,
        inherited_from: 0,
        comment: None,
    });
    Ok(())
}

/// Whether a domain of the schema has a constraint of that name.
fn has_constraint(catalog: &Catalog, schema: Oid, name: &str) -> bool {
    let has = |found: &Arc<Type>| match &found.kind {
        TypeKind::Domain(domain) if found.schema == schema => domain.constraints.iter().any(|one| *one.name == *name),
        _ => false,
    };
    catalog.types().any(has)
}

/// The domain, or that it is none.
fn domain_of(context: &mut Context<'_>, found: &Type, made: MadeType) -> Checked<Domain> {
    match &found.kind {
        TypeKind::Domain(domain) if !made.is_array => Ok(domain.clone()),
        _ => Err(no_domain(context, made)),
    }
}

pub(super) fn no_domain(context: &mut Context<'_>, made: MadeType) -> Box<Failure> {
    let message = format!("{} is not a domain", context.naming().made_type(made));
    Failure::new(SqlState::WrongObjectType, message)
}

/// What ALTER DOMAIN makes of a domain.
pub(super) fn change(
    context: &mut Context<'_>,
    found: &Type,
    made: MadeType,
    how: &mut dyn FnMut(&mut Context<'_>, &mut Domain) -> Checked,
) -> Checked {
    let mut domain = domain_of(context, found, made)?;
    check_owner(context, made)?;
    how(context, &mut domain)?;
    context.write_object_and_lists(found.oid);
    context.catalog.update_type(found.oid, |found| found.kind = TypeKind::Domain(domain));
    Ok(())
}

pub(super) fn set_default(
    context: &mut Context<'_>,
    domain: &mut Domain,
    name: &str,
    expression: Option<&Expression<'_>>,
) -> Checked {
    let data_type = DataType::of_column(context.catalog, &domain.base, context.target);
    domain.default = match (expression, data_type) {
        (Some(expression), Some(data_type)) => default(context, name, data_type, expression)?,
        _ => None,
    };
    Ok(())
}

pub(super) fn add_constraint(
    context: &mut Context<'_>,
    domain: &mut Domain,
    found: &Type,
    constraint: &TableConstraint<'_>,
) -> Checked {
    let what = match &constraint.kind {
        TableConstraintKind::Check(expression) => {
            let given = constraint.name.as_ref().map(|name| Name::from(&*name.name));
            add_check(context, domain, (found.schema, &found.name), given, (expression, constraint.span))?;
            if let Some(added) = domain.constraints.last_mut() {
                added.is_validated = !constraint.attributes.not_valid;
            }
            return Ok(());
        }
        TableConstraintKind::Unique { .. } | TableConstraintKind::UniqueIndex(_) => "unique",
        TableConstraintKind::PrimaryKey { .. } | TableConstraintKind::PrimaryKeyIndex(_) => "primary key",
        TableConstraintKind::Exclude { .. } => "exclusion",
        TableConstraintKind::ForeignKey { .. } => "foreign key",
    };
    Err(not_possible(what).about(constraint.span))
}

/// That there is no such constraint, as ALTER DOMAIN says it.
pub(super) fn no_constraint(domain: &str, name: &Ident<'_>) -> Box<Failure> {
    let message = format!("constraint \"{}\" of domain \"{domain}\" does not exist", name.name);
    Failure::new(SqlState::UndefinedObject, message).about(name.span)
}

/// The constraint of that name, which RENAME and COMMENT say is there.
pub(super) fn constraint_of<'d>(
    context: &mut Context<'_>,
    domain: &'d mut Domain,
    made: MadeType,
    name: &Ident<'_>,
) -> Checked<&'d mut Constraint> {
    let known = domain.constraints.iter_mut().find(|known| *known.name == *name.name);
    known.ok_or_else(|| {
        let domain = context.naming().made_type(made);
        let message = format!("constraint \"{}\" for domain {domain} does not exist", name.name);
        Failure::new(SqlState::UndefinedObject, message).about(name.span)
    })
}

/// `COMMENT ON CONSTRAINT name ON DOMAIN domain`
pub(crate) fn comment_on_constraint(
    context: &mut Context<'_>,
    name: &Ident<'_>,
    domain: &QualifiedName<'_>,
    text: Option<Arc<str>>,
) -> Checked {
    let type_name = type_of(domain);
    let named = super::named(context, medlar_syntax::ast::TypeWord::Domain, &type_name)?;
    let super::Named::Made(types::Found::Type(found), made) = named else { return Ok(()) };
    change(context, &found, made, &mut |context, domain| {
        constraint_of(context, domain, made, name)?.comment = text.clone();
        Ok(())
    })
}

/// A qualified name as that of a type.
pub(super) fn type_of<'a>(name: &QualifiedName<'a>) -> TypeName<'a> {
    TypeName {
        set_of: false,
        name: TypeReference::Named(name.clone()),
        modifiers: Vec::new(),
        array_bounds: Vec::new(),
        span: name.span,
    }
}
