//! COMMENT.

use std::sync::Arc;

use medlar_catalog::{Oid, RelationKind};
use medlar_syntax::ast::{
    Comment, CommentTarget, Ident, ObjectKind, QualifiedName, RelationKind as Wanted, RelationPart, StringLiteral,
    TypeWord,
};
use medlar_syntax::{FULL, SqlState};

use crate::constraint;
use crate::context::{Context, not_owner, undefined};
use crate::define::system_column;
use crate::drop_relation::{is_of_kind, wrong_kind};
use crate::footprint::KeyKind;
use crate::like::unsupported;
use crate::message::{Checked, Failure};
use crate::namespace::printed;
use crate::object::{not_owner_of, not_owner_of_routine};
use crate::privileges::{has_create_role, is_admin_of};
use crate::session::not_run;
use crate::system_catalog;
use crate::type_statement;

pub(crate) fn execute(context: &mut Context<'_>, statement: &Comment<'_>) -> Checked {
    let text = stored(statement.text.as_ref());
    let oid = match &statement.target {
        CommentTarget::Object(ObjectKind::Database, name) if context.database(name).is_err() => {
            // Scripts that make dumps of databases again go on.
            let message = format!("database \"{}\" does not exist", name.name);
            context.warn(SqlState::InvalidCatalogName, message);
            return Ok(());
        }
        CommentTarget::Object(ObjectKind::Role, name) => return on_role(context, name, text),
        CommentTarget::Object(kind, name) => object(context, *kind, name)?,
        target if FULL => match in_schema(context, target, &text)? {
            Some(oid) => oid,
            None => return Ok(()),
        },
        _ => return Err(not_run("COMMENT")),
    };
    context.write_object(oid);
    context.catalog.set_comment(oid, text);
    Ok(())
}

/// An object that is in a schema, and the user's; none where a part of it has been commented already.
fn in_schema(context: &mut Context<'_>, target: &CommentTarget<'_>, text: &Option<Arc<str>>) -> Checked<Option<Oid>> {
    match target {
        CommentTarget::Object(kind, name) => object(context, *kind, name).map(Some),
        CommentTarget::Relation(kind, name) => {
            if let Some(table) = system_catalog::find(context, name) {
                let commented = on_system_table(context, *kind, table, text.clone());
                return commented.map(|()| None).map_err(|failure| failure.about(name.span));
            }
            let relation = context.relation(name)?;
            if !is_of_kind(relation.kind, *kind) {
                return Err(wrong_kind(*kind, &relation.name).about(name.span));
            }
            if !context.owns_object(relation.oid) {
                return Err(not_owner_of(context.catalog, relation.oid).about(name.span));
            }
            Ok(Some(relation.oid))
        }
        CommentTarget::Column(name) => on_column(context, name, text.clone()).map(|()| None),
        CommentTarget::Routine(kind, signature) => {
            let oid = context.routine(*kind, signature)?;
            if !context.owns_object(oid) {
                return Err(not_owner_of_routine(context.catalog, oid, *kind).about(signature.span));
            }
            Ok(Some(oid))
        }
        CommentTarget::RelationPart(RelationPart::Constraint, name, relation) => {
            on_constraint(context, name, relation, text.clone()).map(|()| None)
        }
        CommentTarget::DomainConstraint(name, domain) => {
            type_statement::comment_on_constraint(context, name, domain, text.clone()).map(|()| None)
        }
        // Comments on the system's types are not kept.
        CommentTarget::Type(name) => type_statement::owned(context, TypeWord::Type, name),
        CommentTarget::Domain(name) => type_statement::owned(context, TypeWord::Domain, name),
        CommentTarget::RelationPart(..) => Err(not_run("COMMENT")),
    }
}

/// An object that is in no schema, and the user's.
fn object(context: &mut Context<'_>, kind: ObjectKind, name: &Ident<'_>) -> Checked<Oid> {
    let oid = match kind {
        ObjectKind::Server => context.server(name)?.oid,
        ObjectKind::ForeignDataWrapper => context.wrapper(name)?.oid,
        ObjectKind::Schema => context.schema(name)?.oid,
        ObjectKind::Extension => {
            context.footprint.read(KeyKind::Extension, &name.name);
            let extension = context.catalog.extension(&name.name);
            extension.ok_or_else(|| undefined(ObjectKind::Extension, name))?.oid
        }
        ObjectKind::Database => context.database(name)?,
        ObjectKind::Language => context.language(name)?,
        ObjectKind::Tablespace => context.tablespace(name)?,
        // It has a function of its own.
        ObjectKind::Role => return Err(undefined(kind, name)),
    };
    if context.owns_object(oid) { Ok(oid) } else { Err(not_owner(kind, name)) }
}

/// `COMMENT ON TABLE`, of a table of pg_catalog.
fn on_system_table(context: &mut Context<'_>, kind: Wanted, table: &str, text: Option<Arc<str>>) -> Checked {
    if !is_of_kind(RelationKind::Table, kind) {
        return Err(wrong_kind(kind, table));
    }
    if !context.owns(Oid::BOOTSTRAP_ROLE) {
        return Err(system_catalog::refusal(context, table));
    }
    if let Some(kept) = system_catalog::keep_rights(context, table) {
        context.write_object(kept);
        context.catalog.set_comment(kept, text);
    }
    Ok(())
}

/// `COMMENT ON ROLE`: superusers are commented by superusers, others by those who may create roles.
fn on_role(context: &mut Context<'_>, name: &Ident<'_>, text: Option<Arc<str>>) -> Checked {
    let role = context.find_role(&name.name).map(Arc::clone);
    let role = role.ok_or_else(|| undefined(ObjectKind::Role, name))?;
    context.read_memberships();
    let user = context.user();
    let new_texts = context.rules.postgresql_16_role_texts;
    let missing = if role.attributes.superuser {
        (!context.is_superuser()).then_some(("must be superuser", "SUPERUSER attribute".to_owned()))
    } else if !has_create_role(context.catalog, user) {
        Some(("must have CREATEROLE privilege", "CREATEROLE attribute".to_owned()))
    } else if new_texts && !is_admin_of(context.catalog, user, role.oid) {
        Some(("", format!("ADMIN option on role \"{}\"", name.name)))
    } else {
        None
    };
    if let Some((message, lacks)) = missing {
        let failure = if new_texts {
            Failure::new(SqlState::InsufficientPrivilege, "permission denied")
                .detail(format!("The current user must have the {lacks}."))
        } else {
            Failure::new(SqlState::InsufficientPrivilege, message)
        };
        return Err(failure.about(name.span));
    }
    context.footprint.write(KeyKind::Role, &name.name);
    context.catalog.update_role(role.oid, |role| role.comment = text);
    Ok(())
}

/// `COMMENT ON COLUMN relation.column`
fn on_column(context: &mut Context<'_>, name: &QualifiedName<'_>, text: Option<Arc<str>>) -> Checked {
    let (column, parts) = match name.parts.split_last() {
        Some((column, parts)) if !parts.is_empty() => (column, parts),
        _ => {
            let message = "column name must be qualified";
            return Err(Failure::new(SqlState::SyntaxError, message).about(name.span));
        }
    };
    let table = QualifiedName { parts: parts.to_vec(), span: name.span };
    if system_catalog::find(context, &table).is_some() {
        return Err(not_run("A comment on a column of the tables of pg_catalog").about(name.span));
    }
    let relation = context.relation(&table)?;
    let own = relation.column(&column.name).map(|(number, _)| usize::from(number) - 1);
    let system = match own {
        Some(_) => None,
        None => system_column(&relation, &column.name),
    };
    if own.is_none() && system.is_none() {
        let message = format!("column \"{}\" of relation \"{}\" does not exist", column.name, printed(&table));
        return Err(Failure::new(SqlState::UndefinedColumn, message).about(column.span));
    }
    if !context.owns_object(relation.oid) {
        let message = format!("must be owner of relation {}", relation.name);
        return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(name.span));
    }
    if relation.kind == RelationKind::Sequence || relation.kind.is_index() {
        let message = format!("cannot set comment on relation \"{}\"", relation.name);
        let failure = Failure::new(SqlState::WrongObjectType, message).detail(unsupported(relation.kind));
        return Err(failure.about(name.span));
    }
    context.write_object(relation.oid);
    context.catalog.update_relation(relation.oid, |relation| {
        match own.and_then(|place| relation.columns.get_mut(place)) {
            Some(column) => column.comment = text,
            None => {
                if let Some(place) = system {
                    relation.update_system_column(place, |column| column.comment = text);
                }
            }
        }
    });
    Ok(())
}

/// `COMMENT ON CONSTRAINT name ON relation`
fn on_constraint(
    context: &mut Context<'_>,
    name: &Ident<'_>,
    table: &QualifiedName<'_>,
    text: Option<Arc<str>>,
) -> Checked {
    let relation = context.relation(table)?;
    let Some((place, _)) = constraint::find(&relation, &name.name) else {
        let message = format!("constraint \"{}\" for table \"{}\" does not exist", name.name, relation.name);
        return Err(Failure::new(SqlState::UndefinedObject, message).about(name.span));
    };
    if !context.owns_object(relation.oid) {
        let message = format!("must be owner of relation {}", relation.name);
        return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(table.span));
    }
    context.write_object(relation.oid);
    context.catalog.update_relation(relation.oid, |relation| {
        if let Some(constraint) = relation.constraints.get_mut(place) {
            constraint.comment = text;
        }
    });
    Ok(())
}

/// An empty comment is none.
fn stored(text: Option<&StringLiteral<'_>>) -> Option<Arc<str>> {
    text.filter(|text| !text.value.is_empty()).map(|text| Arc::from(&*text.value))
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::Session;
    use crate::testing::{check, run};

    #[test]
    fn only_owners_and_members_of_owners_comment() {
        check(
            Target::Postgresql15,
            &[
                ("COMMENT ON SERVER nope IS 'x'", &["ERROR:  42704: server \"nope\" does not exist"]),
                (
                    "COMMENT ON FOREIGN DATA WRAPPER nope IS 'x'",
                    &["ERROR:  42704: foreign-data wrapper \"nope\" does not exist"],
                ),
                ("COMMENT ON EXTENSION nope IS 'x'", &["ERROR:  42704: extension \"nope\" does not exist"]),
                ("CREATE ROLE r1; CREATE ROLE r2; GRANT r1 TO r2", &["CREATE ROLE", "CREATE ROLE", "GRANT ROLE"]),
                (
                    "CREATE FOREIGN DATA WRAPPER v; CREATE SERVER sv FOREIGN DATA WRAPPER v; CREATE SERVER s2 FOREIGN DATA WRAPPER v",
                    &["CREATE FOREIGN DATA WRAPPER", "CREATE SERVER", "CREATE SERVER"],
                ),
                ("ALTER SERVER sv OWNER TO r1; SET ROLE r2", &["ALTER SERVER", "SET"]),
                ("COMMENT ON SERVER sv IS 'by a member of the owner'", &["COMMENT"]),
                ("COMMENT ON SERVER s2 IS 'x'", &["ERROR:  42501: must be owner of foreign server s2"]),
                (
                    "COMMENT ON FOREIGN DATA WRAPPER v IS 'x'",
                    &["ERROR:  42501: must be owner of foreign-data wrapper v"],
                ),
                ("COMMENT ON EXTENSION plpgsql IS 'x'", &["ERROR:  42501: must be owner of extension plpgsql"]),
            ],
        );
    }

    #[test]
    fn an_empty_comment_and_null_take_the_comment_away() {
        let mut session = Session::new(Target::Postgresql15);
        run(&mut session, "CREATE FOREIGN DATA WRAPPER w; COMMENT ON FOREIGN DATA WRAPPER w IS 'x'");
        let comment = |session: &Session| session.catalog().wrapper("w").unwrap().comment.clone();
        assert_eq!(comment(&session).as_deref(), Some("x"));
        run(&mut session, "COMMENT ON FOREIGN DATA WRAPPER w IS ''");
        assert_eq!(comment(&session), None);
        run(&mut session, "COMMENT ON EXTENSION plpgsql IS NULL");
        assert_eq!(session.catalog().extension("plpgsql").unwrap().comment, None);
    }
}
