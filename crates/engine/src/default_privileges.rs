//! ALTER DEFAULT PRIVILEGES: the privileges that are given on what is made later.

use std::sync::Arc;

use medlar_catalog::{Acl, AclKind, Catalog, DefaultAcl, Oid, PrivilegeSet};
use medlar_syntax::ast::{
    AlterDefaultPrivileges, DefaultObjects, DefaultPrivilegesOption, DefaultPrivilegesOptionKind, DropBehavior, Ident,
    Privileges, RoleSpec,
};
use medlar_syntax::{Span, SqlState};

use crate::acl_list::{Change, List, differing_roles};
use crate::context::Context;
use crate::footprint::KeyKind;
use crate::grant::{Grantees, grantees, privilege};
use crate::message::{Checked, Failure};
use crate::privileges::is_member_of;

/// What a statement does with each of the lists that it is about.
struct Altered<'s> {
    change: Change,
    kind: AclKind,
    set: PrivilegeSet,
    grantees: &'s Grantees,
}

pub(crate) fn execute(context: &mut Context<'_>, statement: &AlterDefaultPrivileges<'_>) -> Checked {
    let (roles, schemas) = options(&statement.options)?;
    // Grantees, then privileges, then whose objects and in which schemas.
    let grantees = grantees(context, &statement.grantees)?;
    let (kind, noun) = match statement.objects {
        DefaultObjects::Tables => (AclKind::Table, "relation"),
        DefaultObjects::Sequences => (AclKind::Sequence, "sequence"),
        DefaultObjects::Functions => (AclKind::Function, "function"),
        DefaultObjects::Types => (AclKind::Type, "type"),
        DefaultObjects::Schemas => (AclKind::Schema, "schema"),
    };
    let set = privileges(context, &statement.privileges, noun, kind.all())?;
    let change =
        Change { is_grant: statement.is_grant, grant_option: statement.grant_option, behavior: statement.behavior };
    let altered = Altered { change, kind, set, grantees: &grantees };
    let Some(roles) = roles else {
        let user = context.user();
        return in_schemas(context, &altered, user, schemas);
    };
    for specification in roles {
        let role = context.role(specification)?;
        context.read_memberships();
        if !is_member_of(context.catalog, context.user(), role) {
            let name = context.catalog.role_name(role);
            let message = if context.rules.postgresql_16_role_texts {
                "permission denied to change default privileges".to_owned()
            } else {
                format!("must be member of role \"{name}\"")
            };
            return Err(Failure::new(SqlState::InsufficientPrivilege, message).about(specification.span));
        }
        in_schemas(context, &altered, role, schemas)?;
    }
    Ok(())
}

/// The roles and the schemas that a statement names.
type Options<'s, 'a> = (Option<&'s [RoleSpec<'a>]>, Option<&'s [Ident<'a>]>);

/// One list of each kind.
fn options<'s, 'a>(options: &'s [DefaultPrivilegesOption<'a>]) -> Checked<Options<'s, 'a>> {
    let (mut roles, mut schemas) = (None, None);
    for option in options {
        let is_second = match &option.kind {
            DefaultPrivilegesOptionKind::Roles(list) => roles.replace(&**list).is_some(),
            DefaultPrivilegesOptionKind::Schemas(list) => schemas.replace(&**list).is_some(),
        };
        if is_second {
            return Err(Failure::new(SqlState::SyntaxError, "conflicting or redundant options").at(option.span));
        }
    }
    Ok((roles, schemas))
}

fn privileges(
    context: &Context<'_>,
    privileges: &Privileges<'_>,
    noun: &str,
    all: PrivilegeSet,
) -> Checked<PrivilegeSet> {
    let check_columns = |columns: &[Ident<'_>]| match columns {
        [] => Ok(()),
        [first, ..] => {
            let message = "default privileges cannot be set for columns";
            Err(Failure::new(SqlState::InvalidGrantOperation, message).about(first.span))
        }
    };
    match privileges {
        Privileges::All { columns } => {
            check_columns(columns)?;
            Ok(all)
        }
        Privileges::List(list) => {
            let mut set = PrivilegeSet::NONE;
            for word in list {
                check_columns(&word.columns)?;
                set |= privilege::whole(context, word, noun, all)?;
            }
            Ok(set)
        }
    }
}

fn in_schemas(context: &mut Context<'_>, altered: &Altered<'_>, role: Oid, schemas: Option<&[Ident<'_>]>) -> Checked {
    let Some(schemas) = schemas else { return alter(context, altered, role, None) };
    for name in schemas {
        let schema = context.schema(name)?.oid;
        if altered.kind == AclKind::Schema {
            let message = "cannot use IN SCHEMA clause when using GRANT/REVOKE ON SCHEMAS";
            return Err(Failure::new(SqlState::InvalidGrantOperation, message).about(name.span));
        }
        alter(context, altered, role, Some(schema))?;
    }
    Ok(())
}

/// Changes one list. The role itself is the grantor; a list that has become the default goes.
fn alter(context: &mut Context<'_>, altered: &Altered<'_>, role: Oid, schema: Option<Oid>) -> Checked {
    let known = context.catalog.default_acl(role, schema, altered.kind).map(Arc::clone);
    // What is given in one schema is added to the default.
    let default = match schema {
        Some(_) => Vec::new(),
        None => Acl::default().items(altered.kind, role),
    };
    let before = known.as_ref().map_or_else(|| default.clone(), |known| known.items.to_vec());
    let mut list = List { catalog: context.catalog, owner: role, items: before.clone() };
    for (grantee, span) in altered.grantees {
        let result = list.apply(altered.change, altered.set, role, *grantee);
        result.map_err(|failure| failure.about(*span))?;
    }
    let after = list.items;
    context.write_references(differing_roles(&before, &after));
    if Acl::has_same_items(&after, &default) {
        if let Some(known) = known {
            write(context, known.oid);
            context.catalog.remove(known.oid);
        }
        return Ok(());
    }
    let sorted = Acl::sorted(after);
    let items = sorted.stored_items().into();
    let oid = match known {
        Some(known) => {
            context.catalog.update_default_acl(known.oid, |known| known.items = items);
            known.oid
        }
        None => {
            let oid = context.catalog.allocate_oid();
            context.catalog.insert_default_acl(DefaultAcl { oid, role, schema, kind: altered.kind, items });
            oid
        }
    };
    write(context, oid);
    Ok(())
}

/// The list is changed, or about to be.
pub(crate) fn write(context: &mut Context<'_>, oid: Oid) {
    let Some(found) = context.catalog.default_acl_by_oid(oid).map(Arc::clone) else { return };
    context.footprint.write(KeyKind::DefaultPrivileges, &context.catalog.role_name(found.role));
    let granted = found.items.iter().flat_map(|item| [item.grantee, Some(item.grantor)]).flatten();
    context.write_references(granted.chain([found.role]));
    if let Some(schema) = found.schema {
        context.footprint.write(KeyKind::ContentsOf, context.catalog.schema_name(schema));
    }
}

/// DROP OWNED takes all that a list gives to a role.
pub(crate) fn revoke_all(context: &mut Context<'_>, oid: Oid, role: Oid) -> Checked {
    let Some(found) = context.catalog.default_acl_by_oid(oid).map(Arc::clone) else { return Ok(()) };
    let change = Change { is_grant: false, grant_option: false, behavior: DropBehavior::Cascade };
    let grantees = [(Some(role), Span::default())];
    let altered = Altered { change, kind: found.kind, set: found.kind.all(), grantees: &grantees };
    alter(context, &altered, found.role, found.schema)
}

/// As the server describes a list in messages about dependencies.
pub(crate) fn describe(catalog: &Catalog, found: &DefaultAcl) -> String {
    let objects = match found.kind {
        AclKind::Sequence => "sequences",
        AclKind::Function => "functions",
        AclKind::Type => "types",
        AclKind::Schema => "schemas",
        _ => "relations",
    };
    let whole = format!("default privileges on new {objects} belonging to role {}", catalog.role_name(found.role));
    match found.schema {
        Some(schema) => format!("{whole} in schema {}", catalog.schema_name(schema)),
        None => whole,
    }
}

impl Context<'_> {
    /// The list of privileges that a new object of this owner gets.
    pub(crate) fn acl_of_new(&mut self, kind: AclKind, owner: Oid, schema: Option<Oid>) -> Acl {
        self.footprint.read(KeyKind::DefaultPrivileges, &self.catalog.role_name(owner));
        self.catalog.acl_of_new(kind, owner, schema)
    }
}
