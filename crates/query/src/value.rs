//! Values as a query has them while it runs: each knows its type.

use std::cmp::Ordering;
use std::rc::Rc;

use medlar_catalog::AclItem;

use crate::number::Decimal;

/// A value, or NULL.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Integer(i64, Width),
    Oid(u32, OidKind),
    Numeric(Decimal),
    Float(f64),
    Text(Rc<str>, TextKind),
    AclItem(AclItem),
    Array(Rc<[Value]>),
    Record(Rc<Record>),
    /// What the server has and the catalog here does not keep: it is refused where it is asked for.
    NotKept,
}

/// The types of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Width {
    Small,
    Integer,
    Big,
}

/// The types whose values are object identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OidKind {
    Oid,
    Class,
    Function,
    /// With the types of its arguments.
    Procedure,
    Role,
    Namespace,
    Type,
    /// Not an OID, but a number of 32 bits without operators of its own.
    Transaction,
}

/// The types whose values are texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextKind {
    /// A literal whose type is open.
    Unknown,
    Text,
    /// A text with the collation "C", as the texts of catalogs have: only ASCII letters have two cases.
    Plain,
    Name,
    /// `"char"`, one byte.
    Letter,
    /// `pg_node_tree`: here the expression as `pg_get_expr` shows it, and not as the server stores it.
    Tree,
}

/// A row as a value.
#[derive(Debug)]
pub(crate) struct Record {
    /// Empty of one whose fields have no names.
    pub(crate) names: Vec<Rc<str>>,
    pub(crate) values: Vec<Value>,
}

impl Value {
    pub(crate) fn text(text: &str) -> Value {
        Value::Text(text.into(), TextKind::Text)
    }

    pub(crate) fn name(text: &str) -> Value {
        Value::Text(text.into(), TextKind::Name)
    }

    pub(crate) fn letter(text: &str) -> Value {
        Value::Text(text.into(), TextKind::Letter)
    }

    pub(crate) fn integer(number: i64) -> Value {
        Value::Integer(number, Width::Integer)
    }

    pub(crate) fn small(number: i64) -> Value {
        Value::Integer(number, Width::Small)
    }

    pub(crate) fn oid(oid: impl Into<u32>) -> Value {
        Value::Oid(oid.into(), OidKind::Oid)
    }

    /// Whether it is a text, or an array of texts, with the collation "C".
    pub(crate) fn is_plain(&self) -> bool {
        match self {
            Value::Text(_, kind) => matches!(kind, TextKind::Plain | TextKind::Name),
            Value::Array(items) => items.first().is_some_and(Value::is_plain),
            _ => false,
        }
    }

    /// What is made of values of which one has the collation "C" has it, too.
    pub(crate) fn made_of<'v>(self, mut values: impl Iterator<Item = &'v Value>) -> Value {
        match self {
            Value::Text(text, TextKind::Text) if values.any(Value::is_plain) => Value::Text(text, TextKind::Plain),
            other => other,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The text of what is one.
    pub(crate) fn as_text(&self) -> Option<&Rc<str>> {
        match self {
            Value::Text(text, _) => Some(text),
            _ => None,
        }
    }

    /// The number of what is a whole one.
    pub(crate) fn as_integer(&self) -> Option<i64> {
        match self {
            Value::Integer(number, _) => Some(*number),
            Value::Oid(oid, _) => Some(i64::from(*oid)),
            _ => None,
        }
    }

    /// The OID of what is one.
    pub(crate) fn as_oid(&self) -> Option<u32> {
        self.as_integer().and_then(|number| u32::try_from(number).ok())
    }

    /// Whether a condition holds; NULL is not true.
    pub(crate) fn is_true(&self) -> bool {
        matches!(self, Value::Boolean(true))
    }

    /// As its type is printed in messages.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "unknown",
            Value::Boolean(_) => "boolean",
            Value::Integer(_, Width::Small) => "smallint",
            Value::Integer(_, Width::Integer) => "integer",
            Value::Integer(_, Width::Big) => "bigint",
            Value::Oid(_, kind) => match kind {
                OidKind::Oid => "oid",
                OidKind::Class => "regclass",
                OidKind::Function => "regproc",
                OidKind::Procedure => "regprocedure",
                OidKind::Role => "regrole",
                OidKind::Namespace => "regnamespace",
                OidKind::Type => "regtype",
                OidKind::Transaction => "xid",
            },
            Value::Numeric(_) => "numeric",
            Value::Float(_) => "double precision",
            Value::Text(_, kind) => match kind {
                TextKind::Unknown => "unknown",
                TextKind::Text | TextKind::Plain => "text",
                TextKind::Name => "name",
                TextKind::Letter => "\"char\"",
                TextKind::Tree => "pg_node_tree",
            },
            Value::AclItem(_) => "aclitem",
            Value::Array(items) => match items.first() {
                Some(first) => match first.type_name() {
                    "integer" => "integer[]",
                    "oid" => "oid[]",
                    "name" => "name[]",
                    "aclitem" => "aclitem[]",
                    _ => "text[]",
                },
                None => "text[]",
            },
            Value::Record(_) => "record",
            Value::NotKept => "unknown",
        }
    }

    /// As a number with a fraction; none of what is no number.
    fn as_float(&self) -> Option<f64> {
        match self {
            Value::Integer(number, _) => Some(*number as f64),
            Value::Oid(oid, _) => Some(f64::from(*oid)),
            Value::Numeric(decimal) => Some(decimal.to_float()),
            Value::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// As a decimal number; none of what is none.
    pub(crate) fn as_decimal(&self) -> Option<Decimal> {
        match self {
            Value::Integer(number, _) => Some(Decimal::from_integer(*number)),
            Value::Numeric(decimal) => Some(*decimal),
            _ => None,
        }
    }

    /// How two values sort, neither of them NULL; none of values that are not comparable.
    pub(crate) fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
            (Value::Text(left, _), Value::Text(right, _)) => Some(left.as_bytes().cmp(right.as_bytes())),
            (Value::Array(left), Value::Array(right)) => Some(compare_lists(left, right)),
            (Value::Record(left), Value::Record(right)) => Some(compare_lists(&left.values, &right.values)),
            (Value::AclItem(left), Value::AclItem(right)) => (left == right).then_some(Ordering::Equal),
            _ => match (self.as_integer(), other.as_integer()) {
                (Some(left), Some(right)) => Some(left.cmp(&right)),
                _ => match (self.as_decimal(), other.as_decimal()) {
                    (Some(left), Some(right)) => Some(left.compare(right)),
                    _ => self.as_float()?.partial_cmp(&other.as_float()?),
                },
            },
        }
    }

    /// How two values sort where NULL comes last.
    pub(crate) fn sort(&self, other: &Value) -> Ordering {
        match (self.is_null(), other.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => self.compare(other).unwrap_or(Ordering::Equal),
        }
    }

    /// A part of [`row_key`]; numbers of all types that are equal have the same.
    fn push_key(&self, key: &mut String) {
        let mut push = |letter: char, text: &str| {
            key.push(letter);
            key.push_str(&text.len().to_string());
            key.push(':');
            key.push_str(text);
        };
        match self {
            Value::Null | Value::NotKept => push('n', ""),
            Value::Boolean(value) => push('b', if *value { "t" } else { "f" }),
            Value::Integer(..) | Value::Oid(..) => push('d', &self.as_integer().unwrap_or_default().to_string()),
            Value::Numeric(decimal) => push('d', &decimal.shortest()),
            Value::Float(number) => push('d', &number.to_string()),
            Value::Text(text, _) => push('t', text),
            Value::AclItem(item) => push('a', &format!("{item:?}")),
            Value::Array(items) => push('l', &row_key(items)),
            Value::Record(record) => push('r', &row_key(&record.values)),
        }
    }

    /// Whether two values are the same where NULL is a value like others.
    pub(crate) fn is_same(&self, other: &Value) -> bool {
        match (self.is_null(), other.is_null()) {
            (false, false) => self.compare(other) == Some(Ordering::Equal),
            (left, right) => left == right,
        }
    }
}

fn compare_lists(left: &[Value], right: &[Value]) -> Ordering {
    let unequal = left.iter().zip(right).map(|(left, right)| left.sort(right)).find(|found| found.is_ne());
    unequal.unwrap_or_else(|| left.len().cmp(&right.len()))
}

/// What is the same for rows that are the same, as DISTINCT and UNION compare them, and for no others.
pub(crate) fn row_key(row: &[Value]) -> String {
    let mut key = String::new();
    row.iter().for_each(|value| value.push_key(&mut key));
    key
}
