//! CREATE TABLE AS, SELECT INTO, CREATE and REFRESH MATERIALIZED VIEW.

use super::Printer;
use crate::ast::{CreateTableAs, MadeOfQuery, RefreshMaterializedView};

impl Printer {
    pub(super) fn create_table_as(&mut self, statement: &CreateTableAs) {
        let CreateTableAs {
            made,
            persistence,
            if_not_exists,
            name,
            columns,
            access_method,
            parameters,
            on_commit,
            tablespace,
            query,
            with_data,
            distribution,
        } = statement;
        if *made == MadeOfQuery::SelectInto {
            return self.word(query.text);
        }
        self.word("CREATE");
        self.persistence(*persistence);
        self.word(if *made == MadeOfQuery::Table { "TABLE" } else { "MATERIALIZED VIEW" });
        self.word_if(*if_not_exists, "IF NOT EXISTS");
        self.qualified_name(name);
        self.columns(columns);
        self.word_and_ident("USING", access_method.as_ref());
        self.with_parameters(parameters);
        self.on_commit(*on_commit);
        self.word_and_ident("TABLESPACE", tablespace.as_ref());
        self.word("AS");
        self.word(query.text);
        self.word_if(!with_data, "WITH NO DATA");
        self.distribution(distribution.as_ref());
    }

    pub(super) fn refresh_materialized_view(&mut self, statement: &RefreshMaterializedView) {
        let RefreshMaterializedView { concurrently, name, with_data } = statement;
        self.word("REFRESH MATERIALIZED VIEW");
        self.word_if(*concurrently, "CONCURRENTLY");
        self.qualified_name(name);
        self.word_if(!with_data, "WITH NO DATA");
    }
}
