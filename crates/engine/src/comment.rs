//! COMMENT ON FOREIGN DATA WRAPPER, SERVER and EXTENSION.

use std::sync::Arc;

use medlar_syntax::ast::{Ident, ObjectKind, StringLiteral};

use crate::context::{Context, not_owner, undefined};
use crate::footprint::KeyKind;
use crate::message::Checked;

pub(crate) fn execute(
    context: &mut Context<'_>,
    kind: ObjectKind,
    name: &Ident<'_>,
    text: Option<&StringLiteral<'_>>,
) -> Checked {
    let oid = match kind {
        ObjectKind::Server => context.server(name)?.oid,
        ObjectKind::ForeignDataWrapper => context.wrapper(name)?.oid,
        ObjectKind::Schema => context.schema(name)?.oid,
        _ => {
            context.footprint.read(KeyKind::Extension, &name.name);
            let extension = context.catalog.extension(&name.name);
            extension.ok_or_else(|| undefined(ObjectKind::Extension, name))?.oid
        }
    };
    if !context.owns_object(oid) {
        return Err(not_owner(kind, name));
    }
    context.write_object(oid);
    context.catalog.set_comment(oid, stored(text));
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
