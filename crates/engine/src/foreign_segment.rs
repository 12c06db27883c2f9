//! ADD FOREIGN SEGMENT: Cloudberry only.
//!
//! Where the server has no text of its own for a table that is missing (it ends in an internal
//! error), the words are those of other statements.

use std::sync::Arc;

use medlar_catalog::{ForeignSegment, OptionList};
use medlar_syntax::SqlState;
use medlar_syntax::ast::AddForeignSegment;

use crate::context::Context;
use crate::footprint::KeyKind;
use crate::foreign_table::validator_of_server;
use crate::message::{Checked, Failure};
use crate::options;
use crate::validators::Level;

/// No right is asked for.
pub(crate) fn add(context: &mut Context<'_>, statement: &AddForeignSegment<'_>) -> Checked {
    let server = Arc::clone(context.server(&statement.server)?);
    let name = &statement.table;
    let Some(table) = context.relation_at(None, &name.name) else {
        let message = format!("relation \"{}\" does not exist", name.name);
        return Err(Failure::new(SqlState::UndefinedTable, message).about(name.span));
    };
    let validator = validator_of_server(context, &server);
    let none = OptionList::default();
    let options = options::transform(context, &none, &statement.options, Level::ForeignTable, validator)?;
    context.footprint.write(KeyKind::TablesOf, &server.name);
    context.write_object(table.oid);
    let segment = ForeignSegment { server: server.oid, options };
    context.catalog.update_relation(table.oid, |table| table.segments.push(segment));
    Ok(())
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use crate::testing::run;
    use crate::{Level, Location, Segments, Session, effective_execution};

    #[test]
    fn the_segments_of_a_table_decide_between_its_own_number_and_that_of_its_server() {
        let mut session = Session::new(Target::Cloudberry2);
        let script = "CREATE FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'any', num_segments '9');
            CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'all segments', num_segments '5');
            CREATE FOREIGN TABLE plain (a int) SERVER s;
            CREATE FOREIGN TABLE added (a int) SERVER s;
            CREATE FOREIGN TABLE own (a int) SERVER s OPTIONS (mpp_execute 'coordinator', num_segments '2');
            ADD FOREIGN SEGMENT FROM SERVER s OPTIONS (host 'a') INTO added;
            ADD FOREIGN SEGMENT FROM SERVER s INTO own;
            ADD FOREIGN SEGMENT FROM SERVER s OPTIONS (host 'b') INTO added;
            ADD FOREIGN SEGMENT FROM SERVER s INTO added";
        run(&mut session, script);
        let cases = [
            ("plain", (Location::AllSegments, Level::Server), (5, Level::Server)),
            ("added", (Location::AllSegments, Level::Server), (3, Level::ForeignSegments)),
            ("own", (Location::Coordinator, Level::Table), (2, Level::Table)),
        ];
        let catalog = session.catalog();
        for (name, location, (count, level)) in cases {
            let table = catalog.relation_in(medlar_catalog::Oid::PUBLIC_SCHEMA, name).unwrap();
            let server = catalog.server("s").unwrap();
            let parser = Target::Cloudberry2.rules().num_segments;
            let effective = effective_execution(catalog, server, Some(table), parser).unwrap();
            assert_eq!((effective.location.value, effective.location.level), location, "{name}");
            assert_eq!((effective.segments.value, effective.segments.level), (Segments::Count(count), level), "{name}");
        }
    }
}
