//! Access methods of indexes, and which types their operator classes take.

use medlar_catalog::Oid;
use medlar_syntax::SqlState;
use medlar_syntax::ast::QualifiedName;

use crate::context::Context;
use crate::message::{Checked, Failure};
use crate::namespace::printed;
use crate::types::DataType;

/// An access method.
pub(super) struct Method {
    pub(super) name: &'static str,
    /// Whether its indexes can be unique, have several columns, include others, and be ordered.
    pub(super) can_be_unique: bool,
    pub(super) can_have_many: bool,
    pub(super) can_include: bool,
    pub(super) can_order: bool,
    /// Its storage parameters.
    pub(super) parameters: &'static [&'static str],
    /// Its operator classes: the type alone where the name is that of the type and `_ops`, else name and
    /// type; `-` behind one that is not the default of its type.
    classes: &'static str,
}

pub(super) static METHODS: &[Method] = &[
    Method {
        name: "btree",
        can_be_unique: true,
        can_have_many: true,
        can_include: true,
        can_order: true,
        parameters: &["fillfactor", "deduplicate_items"],
        classes: "int4 int2 oid date float8 int8 numeric text timestamptz timestamp text_pattern_ops:text- \
                  varchar_pattern_ops:text- bpchar_pattern_ops:bpchar- array_ops:anyarray bit bool bpchar bytea char \
                  cidr_ops:inet- float4 inet interval macaddr macaddr8 name oidvector record record_image_ops:record- \
                  time timetz varbit varchar_ops:text- money tid xid8 uuid pg_lsn enum_ops:anyenum tsvector tsquery \
                  range_ops:anyrange multirange_ops:anymultirange jsonb",
    },
    Method {
        name: "hash",
        can_be_unique: false,
        can_have_many: false,
        can_include: false,
        can_order: false,
        parameters: &["fillfactor"],
        classes: "array_ops:anyarray bpchar char cidr_ops:inet- date float4 float8 inet int2 int4 int8 interval macaddr \
                  macaddr8 name numeric oid oidvector record text time timestamptz timetz varchar_ops:text- timestamp \
                  bool bytea xid xid8 cid tid text_pattern_ops:text- varchar_pattern_ops:text- \
                  bpchar_pattern_ops:bpchar- aclitem uuid pg_lsn enum_ops:anyenum range_ops:anyrange \
                  multirange_ops:anymultirange jsonb",
    },
    Method {
        name: "gist",
        can_be_unique: false,
        can_have_many: true,
        can_include: true,
        can_order: false,
        parameters: &["fillfactor", "buffering"],
        classes: "inet- box point poly_ops:polygon circle tsvector tsquery range_ops:anyrange \
                  multirange_ops:anymultirange",
    },
    Method {
        name: "gin",
        can_be_unique: false,
        can_have_many: true,
        can_include: false,
        can_order: false,
        parameters: &["fastupdate", "gin_pending_list_limit"],
        classes: "array_ops:anyarray tsvector jsonb jsonb_path_ops:jsonb-",
    },
    Method {
        name: "spgist",
        can_be_unique: false,
        can_have_many: false,
        can_include: true,
        can_order: false,
        parameters: &["fillfactor"],
        classes: "inet range_ops:anyrange box quad_point_ops:point kd_point_ops:point- text poly_ops:polygon",
    },
    Method {
        name: "brin",
        can_be_unique: false,
        can_have_many: true,
        can_include: false,
        can_order: false,
        parameters: &["pages_per_range", "autosummarize"],
        classes: "@bytea @char @name @int8 @int2 @int4 @text @oid @tid @float4 @float8 @macaddr @macaddr8 \
                  inet_minmax_ops:inet- inet_inclusion_ops:inet @bpchar @time @date @timestamp @timestamptz @interval \
                  @timetz bit_minmax_ops:bit varbit_minmax_ops:varbit @numeric @uuid range_inclusion_ops:anyrange \
                  @pg_lsn box_inclusion_ops:box",
    },
];

/// An operator class: its name, the type that it takes, and whether it is the default of that type.
struct Class {
    name: String,
    type_name: &'static str,
    is_default: bool,
}

impl Method {
    pub(super) fn find(name: &str) -> Option<&'static Method> {
        METHODS.iter().find(|method| method.name == name)
    }

    fn classes(&self) -> Vec<Class> {
        let mut found = Vec::new();
        for text in self.classes.split_ascii_whitespace() {
            let is_default = !text.ends_with('-');
            let text = text.trim_end_matches('-');
            // Of most types there are three, of which the first is the default.
            if let Some(type_name) = text.strip_prefix('@') {
                for (kind, is_default) in [("minmax", true), ("minmax_multi", false), ("bloom", false)] {
                    found.push(Class { name: format!("{type_name}_{kind}_ops"), type_name, is_default });
                }
                continue;
            }
            let (name, type_name) = match text.split_once(':') {
                Some((name, type_name)) => (name.to_owned(), type_name),
                None => (format!("{text}_ops"), text),
            };
            found.push(Class { name, type_name, is_default });
        }
        found
    }
}

/// Whether a class over that type takes values of the other as they are.
fn takes(type_name: &str, data_type: DataType) -> bool {
    if data_type.is_array {
        return type_name == "anyarray";
    }
    let name = data_type.base.name();
    let like = match name {
        "varchar" | "refcursor" => "text",
        "cidr" => "inet",
        _ if name.ends_with("multirange") => "anymultirange",
        _ if name.ends_with("range") => "anyrange",
        _ => name,
    };
    type_name == name || type_name == like
}

/// Checks the operator class of an element; its name where it is not the default.
pub(super) fn resolve(
    context: &mut Context<'_>,
    method: &Method,
    given: Option<&QualifiedName<'_>>,
    data_type: Option<DataType>,
) -> Checked<Option<String>> {
    let classes = method.classes();
    let default = |data_type| classes.iter().find(|class| class.is_default && takes(class.type_name, data_type));
    let Some(given) = given else {
        let Some(data_type) = data_type.filter(|data_type| default(*data_type).is_none()) else { return Ok(None) };
        let name = context.type_name(data_type);
        let message = format!("data type {name} has no default operator class for access method \"{}\"", method.name);
        return Err(Failure::new(SqlState::UndefinedObject, message).hint(
            "You must specify an operator class for the index or define a default operator class for the data type.",
        ));
    };
    let (schema, name) = context.split(given)?;
    let is_systems = schema.is_none_or(|schema| schema == Oid::PG_CATALOG);
    let Some(class) = classes.iter().find(|class| is_systems && class.name == name.name) else {
        let message =
            format!("operator class \"{}\" does not exist for access method \"{}\"", printed(given), method.name);
        return Err(Failure::new(SqlState::UndefinedObject, message));
    };
    let Some(data_type) = data_type else { return Ok(Some(class.name.clone())) };
    if !takes(class.type_name, data_type) {
        let data_type = context.type_name(data_type);
        let message = format!("operator class \"{}\" does not accept data type {data_type}", printed(given));
        return Err(Failure::new(SqlState::DatatypeMismatch, message));
    }
    let is_default = default(data_type).is_some_and(|default| default.name == class.name);
    Ok((!is_default).then(|| class.name.clone()))
}

/// Checks an operator class that is written behind an element of a partition key.
pub(crate) fn check_operator_class(
    context: &mut Context<'_>,
    method: &str,
    class: &QualifiedName<'_>,
    data_type: Option<DataType>,
) -> Checked {
    match Method::find(method) {
        Some(method) => resolve(context, method, Some(class), data_type).map(|_| ()),
        None => Ok(()),
    }
}
