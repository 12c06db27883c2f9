//! The tables and views of pg_catalog and information_schema: their names and columns.

/// A line for each: `schema.name`, OID or 0, kind, and `column:type` for each column, where `_` before a
/// type makes it an array. As PostgreSQL 15 has them, without the views of what is measured.
static RELATIONS: &str = include_str!("system_catalog/relations.txt");

/// A table or view of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemRelation {
    /// `pg_catalog` or `information_schema`.
    pub schema: &'static str,
    /// Its name in the schema.
    pub name: &'static str,
    /// None where servers give it different ones.
    pub oid: Option<u32>,
    /// `r` of a table, `v` of a view.
    pub kind: char,
    columns: &'static str,
}

impl SystemRelation {
    /// All of them, those of pg_catalog first.
    pub fn all() -> impl Iterator<Item = SystemRelation> {
        RELATIONS.lines().filter_map(SystemRelation::read)
    }

    /// The one of that name in the schema.
    pub fn find(schema: &str, name: &str) -> Option<SystemRelation> {
        SystemRelation::all().find(|relation| relation.name == name && relation.schema == schema)
    }

    fn read(line: &'static str) -> Option<SystemRelation> {
        let mut fields = line.splitn(4, ' ');
        let (schema, name) = fields.next()?.split_once('.')?;
        let oid = fields.next()?.parse().ok().filter(|oid| *oid != 0);
        let kind = fields.next()?.chars().next()?;
        Some(SystemRelation { schema, name, oid, kind, columns: fields.next().unwrap_or_default() })
    }

    /// Names and types of its columns. The type is the name in pg_catalog, behind `_` for an array.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.columns.split(' ').filter_map(|column| column.split_once(':'))
    }
}

#[cfg(test)]
mod tests {
    use super::SystemRelation;

    #[test]
    fn relations_are_found_with_their_columns() {
        let server = SystemRelation::find("pg_catalog", "pg_foreign_server").unwrap();
        assert_eq!((server.oid, server.kind), (Some(1417), 'r'));
        let columns: Vec<_> = server.columns().collect();
        assert_eq!(columns.first(), Some(&("oid", "oid")));
        assert_eq!(columns.last(), Some(&("srvoptions", "_text")));
        assert!(SystemRelation::find("information_schema", "pg_foreign_server").is_none());
        assert!(SystemRelation::all().all(|relation| relation.columns().count() > 0));
    }
}
