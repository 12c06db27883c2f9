//! `has_server_privilege` and its relatives.

use medlar_catalog::{Acl, AclKind, Oid, PrivilegeSet};
use medlar_engine::{Checked, Failure, has_privileges_of, inherited_roles, is_superuser};
use medlar_syntax::SqlState;

use crate::cast::{Goal, cast};
use crate::evaluate::Evaluator;
use crate::unsupported;
use crate::value::{TextKind, Value};

/// An object whose privileges are asked for.
struct Object {
    kind: AclKind,
    owner: Oid,
    acl: Acl,
}

/// The privileges that each kind of object knows.
fn words(kind: AclKind) -> &'static [(&'static str, PrivilegeSet)] {
    match kind {
        AclKind::Schema => &[("CREATE", PrivilegeSet::CREATE), ("USAGE", PrivilegeSet::USAGE)],
        AclKind::Table => &[
            ("SELECT", PrivilegeSet::SELECT),
            ("INSERT", PrivilegeSet::INSERT),
            ("UPDATE", PrivilegeSet::UPDATE),
            ("DELETE", PrivilegeSet::DELETE),
            ("TRUNCATE", PrivilegeSet::TRUNCATE),
            ("REFERENCES", PrivilegeSet::REFERENCES),
            ("TRIGGER", PrivilegeSet::TRIGGER),
        ],
        AclKind::Function => &[("EXECUTE", PrivilegeSet::EXECUTE)],
        AclKind::Database => &[
            ("CREATE", PrivilegeSet::CREATE),
            ("CONNECT", PrivilegeSet::CONNECT),
            ("TEMPORARY", PrivilegeSet::TEMPORARY),
            ("TEMP", PrivilegeSet::TEMPORARY),
        ],
        _ => &[("USAGE", PrivilegeSet::USAGE)],
    }
}

/// The value of the function, if it is one of these.
pub(crate) fn call(evaluator: &Evaluator<'_>, name: &str, arguments: &[Value]) -> Checked<Option<Value>> {
    let kind = match name {
        "has_server_privilege" => AclKind::ForeignServer,
        "has_foreign_data_wrapper_privilege" => AclKind::ForeignDataWrapper,
        "has_schema_privilege" => AclKind::Schema,
        "has_table_privilege" => AclKind::Table,
        "has_database_privilege" => AclKind::Database,
        "pg_has_role" => return role(evaluator, arguments).map(Some),
        _ => return Ok(None),
    };
    let (user, object, privilege) = match arguments {
        [object, privilege] => (Some(evaluator.database.user()), object, privilege),
        [user, object, privilege] => (user_of(evaluator, user, true)?, object, privilege),
        _ => return Ok(None),
    };
    let found = self::object(evaluator, kind, object)?;
    let wanted = privileges(words(kind), &evaluator.text(privilege))?;
    let Some(object) = found else { return Ok(Some(Value::Null)) };
    Ok(Some(Value::Boolean(
        wanted.iter().any(|(privilege, with_option)| has(evaluator, user, &object, *privilege, *with_option)),
    )))
}

/// A role by name or OID; none is PUBLIC. An OID without a role has what PUBLIC has.
fn user_of(evaluator: &Evaluator<'_>, value: &Value, may_be_public: bool) -> Checked<Option<Oid>> {
    let Value::Text(name, _) = value else {
        return Ok(Some(Oid(value.as_oid().unwrap_or_default())));
    };
    if may_be_public && **name == *"public" {
        return Ok(None);
    }
    match evaluator.database.catalog().role(name) {
        Some(role) => Ok(Some(role.oid)),
        None => Err(Failure::new(SqlState::UndefinedObject, format!("role \"{name}\" does not exist"))),
    }
}

/// The object of a name or OID; an OID without an object gives none.
fn object(evaluator: &Evaluator<'_>, kind: AclKind, value: &Value) -> Checked<Option<Object>> {
    let catalog = evaluator.database.catalog();
    let oid = match value {
        Value::Text(name, kind_of_text) => {
            let missing = |sqlstate, what: &str| Failure::new(sqlstate, format!("{what} \"{name}\" does not exist"));
            let undefined = SqlState::UndefinedObject;
            let found = match kind {
                AclKind::ForeignServer => {
                    catalog.server(name).map(|server| server.oid).ok_or_else(|| missing(undefined, "server"))
                }
                AclKind::ForeignDataWrapper => catalog
                    .wrapper(name)
                    .map(|wrapper| wrapper.oid)
                    .ok_or_else(|| missing(undefined, "foreign-data wrapper")),
                AclKind::Schema => catalog
                    .schema(name)
                    .map(|schema| schema.oid)
                    .ok_or_else(|| missing(SqlState::InvalidSchemaName, "schema")),
                AclKind::Database if **name == *crate::database::NAME => Ok(Oid::DATABASE),
                AclKind::Database => Err(missing(SqlState::InvalidCatalogName, "database")),
                _ => {
                    let text = Value::Text(name.clone(), TextKind::Unknown);
                    let _ = kind_of_text;
                    let goal = Goal { name: "regclass", is_array: false, modifier: -1 };
                    Ok(Oid(cast(&evaluator.database, &text, goal)?.as_oid().unwrap_or_default()))
                }
            };
            found?
        }
        value => Oid(value.as_oid().unwrap_or_default()),
    };
    let common = match catalog.common(oid) {
        Some(common) if common.acl_kind == Some(kind) => common,
        Some(_) if kind == AclKind::Table && catalog.relation(oid).is_some() => {
            return Err(unsupported("has_table_privilege of a sequence"));
        }
        _ if kind == AclKind::Table && evaluator.database.relation_text(oid.0).is_some() => {
            return Err(unsupported("has_table_privilege of a system catalog"));
        }
        _ => return Ok(None),
    };
    Ok(Some(Object { kind, owner: common.owner, acl: common.acl }))
}

/// The privileges in a list with commas, each with whether it is asked for with grant option.
fn privileges(known: &[(&str, PrivilegeSet)], text: &str) -> Checked<Vec<(PrivilegeSet, bool)>> {
    let mut found = Vec::new();
    for part in text.split(',') {
        let part = part.trim_ascii();
        let upper = part.to_ascii_uppercase();
        let (word, with_option) = match upper.strip_suffix(" WITH GRANT OPTION") {
            Some(word) => (word, true),
            None => (&*upper, false),
        };
        let Some((_, privilege)) = known.iter().find(|(known, _)| *known == word) else {
            let message = format!("unrecognized privilege type: \"{part}\"");
            return Err(Failure::new(SqlState::InvalidParameterValue, message));
        };
        found.push((*privilege, with_option));
    }
    Ok(found)
}

fn has(evaluator: &Evaluator<'_>, user: Option<Oid>, object: &Object, wanted: PrivilegeSet, with_option: bool) -> bool {
    let catalog = evaluator.database.catalog();
    let roles = match user {
        Some(user) if is_superuser(catalog, user) => return true,
        Some(user) => inherited_roles(catalog, user),
        None => Vec::new(),
    };
    // An owner may always give everything on.
    if with_option && roles.contains(&object.owner) {
        return true;
    }
    object.acl.items(object.kind, object.owner).iter().any(|item| {
        let is_meant = item.grantee.is_none_or(|grantee| roles.contains(&grantee));
        let privileges = if with_option { item.grant_options } else { item.privileges };
        is_meant && privileges.intersects(wanted)
    })
}

/// `pg_has_role ([user,] role, privilege)`
fn role(evaluator: &Evaluator<'_>, arguments: &[Value]) -> Checked<Value> {
    let (user, role, privilege) = match arguments {
        [role, privilege] => (evaluator.database.user(), role, privilege),
        [user, role, privilege] => (user_of(evaluator, user, false)?.unwrap_or_default(), role, privilege),
        _ => return Err(unsupported("Function pg_has_role")),
    };
    let role = user_of(evaluator, role, false)?.unwrap_or_default();
    let catalog = evaluator.database.catalog();
    let mut holds = false;
    for part in evaluator.text(privilege).split(',') {
        let upper = part.trim_ascii().to_ascii_uppercase();
        holds |= match &*upper {
            "USAGE" => has_privileges_of(catalog, user, role),
            "MEMBER" => medlar_engine::is_member_of(catalog, user, role),
            "USAGE WITH GRANT OPTION"
            | "USAGE WITH ADMIN OPTION"
            | "MEMBER WITH GRANT OPTION"
            | "MEMBER WITH ADMIN OPTION" => medlar_engine::is_admin_of(catalog, user, role),
            _ => {
                let message = format!("unrecognized privilege type: \"{}\"", part.trim_ascii());
                return Err(Failure::new(SqlState::InvalidParameterValue, message));
            }
        };
    }
    Ok(Value::Boolean(holds))
}
