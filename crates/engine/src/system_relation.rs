//! The tables and views of pg_catalog and information_schema: their names and columns.

use medlar_catalog::Oid;
use medlar_syntax::Target;

/// A line for each: `schema.name`, OID or 0, kind, and `column:type` for each column, where `_` before a
/// type makes it an array. As PostgreSQL 15 has them, without the views of what is measured.
static RELATIONS: &str = include_str!("system_catalog/relations.txt");

/// What only Cloudberry has, in the same form.
static CLOUDBERRY: &str = "\
pg_catalog.gp_storage_server 6015 r oid:oid srvname:name srvowner:oid srvacl:_aclitem srvoptions:_text
pg_catalog.gp_storage_user_mapping 6131 r oid:oid umuser:oid umserver:oid umoptions:_text
pg_catalog.pg_foreign_table_seg 5110 r ftsrelid:oid ftsserver:oid ftsoptions:_text";

/// Relations and columns that are new in PostgreSQL 15.
static SINCE_15: &[&str] = &[
    "pg_parameter_acl",
    "pg_publication_namespace",
    "pg_ident_file_mappings",
    "datlocprovider",
    "daticulocale",
    "datcollversion",
    "confdelsetcols",
    "indnullsnotdistinct",
    "colliculocale",
];

/// A table or view of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemRelation {
    /// `pg_catalog` or `information_schema`.
    pub schema: &'static str,
    /// Its name in the schema.
    pub name: &'static str,
    /// None where servers give it different ones.
    pub oid: Option<u32>,
    /// Its place among all of them.
    place: u32,
    /// `r` of a table, `v` of a view.
    pub kind: char,
    columns: &'static str,
    has_15: bool,
}

impl SystemRelation {
    /// All of a server, those of pg_catalog first.
    pub fn all(target: Target) -> impl Iterator<Item = SystemRelation> {
        let rules = target.rules();
        let has_15 = rules.functions_since_15;
        let more = if rules.cloudberry { CLOUDBERRY } else { "" };
        let lines = (0..).zip(RELATIONS.lines().chain(more.lines()));
        let read = move |(place, line)| SystemRelation::read(place, line, has_15);
        lines.filter_map(read).filter(move |relation| has_15 || !SINCE_15.contains(&relation.name))
    }

    /// The one of that name in the schema.
    pub fn find(target: Target, schema: &str, name: &str) -> Option<SystemRelation> {
        SystemRelation::all(target).find(|relation| relation.name == name && relation.schema == schema)
    }

    fn read(place: u32, line: &'static str, has_15: bool) -> Option<SystemRelation> {
        let mut fields = line.splitn(4, ' ');
        let (schema, name) = fields.next()?.split_once('.')?;
        let oid = fields.next()?.parse().ok().filter(|oid| *oid != 0);
        let kind = fields.next()?.chars().next()?;
        Some(SystemRelation { schema, name, oid, place, kind, columns: fields.next().unwrap_or_default(), has_15 })
    }

    /// By which it is told from all relations: its OID, or a number that no relation has.
    pub(crate) fn identity(&self) -> Oid {
        Oid(self.oid.unwrap_or(self.place))
    }

    /// Names and types of its columns. The type is the name in pg_catalog, behind `_` for an array.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let has_15 = self.has_15;
        let columns = self.all_columns();
        columns.filter(move |(name, _)| has_15 || !SINCE_15.contains(name))
    }

    /// As [`SystemRelation::columns`], with those that the server does not have yet.
    pub fn all_columns(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.columns.split(' ').filter_map(|column| column.split_once(':'))
    }
}

#[cfg(test)]
mod tests {
    use medlar_syntax::Target;

    use super::SystemRelation;

    #[test]
    fn relations_are_found_with_their_columns() {
        let find = |target, name| SystemRelation::find(target, "pg_catalog", name);
        let server = find(Target::Postgresql15, "pg_foreign_server").unwrap();
        assert_eq!((server.oid, server.kind), (Some(1417), 'r'));
        let columns: Vec<_> = server.columns().collect();
        assert_eq!(columns.first(), Some(&("oid", "oid")));
        assert_eq!(columns.last(), Some(&("srvoptions", "_text")));
        assert!(SystemRelation::find(Target::Postgresql15, "information_schema", "pg_foreign_server").is_none());
        assert!(find(Target::Postgresql15, "gp_storage_server").is_none());
        assert!(find(Target::Cloudberry2, "gp_storage_server").is_some());
        assert!(find(Target::Cloudberry2, "pg_parameter_acl").is_none());
        let has_provider = |target| {
            let database = find(target, "pg_database").unwrap();
            database.columns().any(|(name, _)| name == "datlocprovider")
        };
        assert!(has_provider(Target::Postgresql15) && !has_provider(Target::Cloudberry2));
    }
}
