//! Access control lists, as sets of privileges.
//!
//! Here is only the value; who may grant what is the engine's business.

use std::ops::{BitAnd, BitOr, BitOrAssign, Not};
use std::sync::Arc;

use crate::Oid;

/// A set of privileges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PrivilegeSet(u16);

/// The letters of an `aclitem`, in the order in which the server prints them; the place of a letter
/// is the bit of the privilege.
const LETTERS: &[u8; 14] = b"arwdDxtXUCTcsA";

impl PrivilegeSet {
    /// None.
    pub const NONE: PrivilegeSet = PrivilegeSet(0);
    /// INSERT, `a` for append.
    pub const INSERT: PrivilegeSet = PrivilegeSet(1);
    /// SELECT, `r` for read.
    pub const SELECT: PrivilegeSet = PrivilegeSet(1 << 1);
    /// UPDATE, `w` for write.
    pub const UPDATE: PrivilegeSet = PrivilegeSet(1 << 2);
    /// DELETE, `d`.
    pub const DELETE: PrivilegeSet = PrivilegeSet(1 << 3);
    /// TRUNCATE, `D`.
    pub const TRUNCATE: PrivilegeSet = PrivilegeSet(1 << 4);
    /// REFERENCES, `x`.
    pub const REFERENCES: PrivilegeSet = PrivilegeSet(1 << 5);
    /// TRIGGER, `t`.
    pub const TRIGGER: PrivilegeSet = PrivilegeSet(1 << 6);
    /// EXECUTE, `X`.
    pub const EXECUTE: PrivilegeSet = PrivilegeSet(1 << 7);
    /// USAGE, `U`.
    pub const USAGE: PrivilegeSet = PrivilegeSet(1 << 8);
    /// CREATE, `C`.
    pub const CREATE: PrivilegeSet = PrivilegeSet(1 << 9);
    /// TEMPORARY, `T`.
    pub const TEMPORARY: PrivilegeSet = PrivilegeSet(1 << 10);
    /// CONNECT, `c`.
    pub const CONNECT: PrivilegeSet = PrivilegeSet(1 << 11);
    /// SET, `s`.
    pub const SET: PrivilegeSet = PrivilegeSet(1 << 12);
    /// ALTER SYSTEM, `A`.
    pub const ALTER_SYSTEM: PrivilegeSet = PrivilegeSet(1 << 13);
    /// What a column can have: INSERT, SELECT, UPDATE, REFERENCES.
    pub const OF_COLUMN: PrivilegeSet = PrivilegeSet(0b10_0111);
    /// What a table, a foreign table or a view can have.
    pub const OF_TABLE: PrivilegeSet = PrivilegeSet(0b111_1111);
    /// What a sequence can have.
    pub const OF_SEQUENCE: PrivilegeSet = PrivilegeSet(0b1_0000_0110);
    /// What a database can have.
    pub const OF_DATABASE: PrivilegeSet = PrivilegeSet(0b1110_0000_0000);
    /// What a schema can have.
    pub const OF_SCHEMA: PrivilegeSet = PrivilegeSet(0b11_0000_0000);
    /// What a parameter can have.
    pub const OF_PARAMETER: PrivilegeSet = PrivilegeSet(0b11_0000_0000_0000);

    /// Whether there is none in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether any privilege is in both sets.
    pub fn intersects(self, other: PrivilegeSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every privilege of the other set is in this one.
    pub fn contains(self, other: PrivilegeSet) -> bool {
        self.0 & other.0 == other.0
    }

    /// Those of this set that are not in the other.
    pub fn without(self, other: PrivilegeSet) -> PrivilegeSet {
        PrivilegeSet(self.0 & !other.0)
    }

    /// How many privileges are in the set.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The privileges of the set one by one, in the order in which the server prints them.
    pub fn each(self) -> impl Iterator<Item = PrivilegeSet> {
        (0..LETTERS.len()).map(|bit| PrivilegeSet(1 << bit)).filter(move |single| self.intersects(*single))
    }

    /// The name of the first privilege of the set, as GRANT has it; empty without any.
    pub fn keyword(self) -> &'static str {
        const KEYWORDS: [&str; LETTERS.len()] = [
            "INSERT",
            "SELECT",
            "UPDATE",
            "DELETE",
            "TRUNCATE",
            "REFERENCES",
            "TRIGGER",
            "EXECUTE",
            "USAGE",
            "CREATE",
            "TEMPORARY",
            "CONNECT",
            "SET",
            "ALTER SYSTEM",
        ];
        let bit = self.0.trailing_zeros();
        usize::try_from(bit).ok().and_then(|bit| KEYWORDS.get(bit)).copied().unwrap_or_default()
    }

    /// The set of the privilege with this letter; empty for other characters.
    fn of_letter(letter: u8) -> PrivilegeSet {
        LETTERS.iter().position(|known| *known == letter).map_or(PrivilegeSet::NONE, |bit| PrivilegeSet(1 << bit))
    }
}

impl BitOr for PrivilegeSet {
    type Output = PrivilegeSet;

    fn bitor(self, other: PrivilegeSet) -> PrivilegeSet {
        PrivilegeSet(self.0 | other.0)
    }
}

impl BitOrAssign for PrivilegeSet {
    fn bitor_assign(&mut self, other: PrivilegeSet) {
        self.0 |= other.0;
    }
}

impl BitAnd for PrivilegeSet {
    type Output = PrivilegeSet;

    fn bitand(self, other: PrivilegeSet) -> PrivilegeSet {
        PrivilegeSet(self.0 & other.0)
    }
}

impl Not for PrivilegeSet {
    type Output = PrivilegeSet;

    fn not(self) -> PrivilegeSet {
        PrivilegeSet(!self.0)
    }
}

/// The kinds of objects that have an access control list, each with defaults of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AclKind {
    /// A foreign-data wrapper.
    ForeignDataWrapper,
    /// A foreign server.
    ForeignServer,
    /// A schema.
    Schema,
    /// A table, foreign table or view.
    Table,
    /// A column of one.
    Column,
    /// A sequence.
    Sequence,
    /// A function.
    Function,
    /// A database.
    Database,
    /// A type or domain.
    Type,
    /// A procedural language.
    Language,
    /// A tablespace.
    Tablespace,
    /// A configuration parameter.
    Parameter,
}

impl AclKind {
    /// Everything that can be granted on the object; its owner has all of it by default.
    pub fn all(self) -> PrivilegeSet {
        match self {
            AclKind::ForeignDataWrapper | AclKind::ForeignServer => PrivilegeSet::USAGE,
            AclKind::Type | AclKind::Language => PrivilegeSet::USAGE,
            AclKind::Tablespace => PrivilegeSet::CREATE,
            AclKind::Parameter => PrivilegeSet::OF_PARAMETER,
            AclKind::Schema => PrivilegeSet::OF_SCHEMA,
            AclKind::Table => PrivilegeSet::OF_TABLE,
            AclKind::Column => PrivilegeSet::OF_COLUMN,
            AclKind::Sequence => PrivilegeSet::OF_SEQUENCE,
            AclKind::Function => PrivilegeSet::EXECUTE,
            AclKind::Database => PrivilegeSet::OF_DATABASE,
        }
    }
}

/// One entry: what `grantor` gave to `grantee`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AclItem {
    /// `None` is PUBLIC.
    pub grantee: Option<Oid>,
    /// Who gave it.
    pub grantor: Oid,
    /// The privileges.
    pub privileges: PrivilegeSet,
    /// Those of them that may be given on.
    pub grant_options: PrivilegeSet,
}

impl AclItem {
    /// The privileges as the server prints them between `=` and `/`: `r*w`.
    pub fn letters(&self) -> String {
        let mut text = String::new();
        for (bit, letter) in LETTERS.iter().enumerate() {
            let single = PrivilegeSet(1 << bit);
            if self.privileges.intersects(single) {
                text.push(char::from(*letter));
            }
            if self.grant_options.intersects(single) {
                text.push('*');
            }
        }
        text
    }

    /// Privileges and grant options of a text like `r*w`; `None` of any other text.
    pub fn read_letters(text: &str) -> Option<(PrivilegeSet, PrivilegeSet)> {
        let (mut privileges, mut grant_options, mut last) = Default::default();
        for byte in text.bytes() {
            if byte == b'*' {
                grant_options |= std::mem::take(&mut last);
                continue;
            }
            last = PrivilegeSet::of_letter(byte);
            if last.is_empty() {
                return None;
            }
            privileges |= last;
        }
        Some((privileges, grant_options))
    }
}

/// An access control list. The default (`None` in the server) depends on the kind of object and is
/// different from an empty list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acl(pub Option<Arc<[AclItem]>>);

impl Acl {
    /// The entries, with the default spelled out for this kind of object and this owner.
    pub fn items(&self, kind: AclKind, owner: Oid) -> Vec<AclItem> {
        if let Some(items) = &self.0 {
            return items.to_vec();
        }
        let item =
            |grantee, privileges| AclItem { grantee, grantor: owner, privileges, grant_options: PrivilegeSet::NONE };
        match kind {
            AclKind::Column => Vec::new(),
            AclKind::Function | AclKind::Type | AclKind::Language => {
                vec![item(None, kind.all()), item(Some(owner), kind.all())]
            }
            AclKind::Database => {
                vec![item(None, kind.all().without(PrivilegeSet::CREATE)), item(Some(owner), kind.all())]
            }
            _ => vec![item(Some(owner), kind.all())],
        }
    }

    /// The entries as stored: none for the default.
    pub fn stored_items(&self) -> &[AclItem] {
        self.0.as_deref().unwrap_or_default()
    }

    /// Whether the entries, in any order, are the same as these.
    pub fn has_same_items(left: &[AclItem], right: &[AclItem]) -> bool {
        sorted(left.to_vec()) == sorted(right.to_vec())
    }

    /// The list of these entries in the order in which the server keeps the privileges of what is made later.
    pub fn sorted(items: Vec<AclItem>) -> Acl {
        Acl(Some(sorted(items).into()))
    }

    /// The list for a new owner: the old owner is replaced as grantee and as grantor, and entries
    /// that become equal are merged into the first. The default stays the default.
    pub fn with_owner(&self, old: Oid, new: Oid) -> Acl {
        let Some(items) = &self.0 else { return Acl(None) };
        let mut merged: Vec<AclItem> = Vec::with_capacity(items.len());
        for item in items.iter() {
            let grantee = if item.grantee == Some(old) { Some(new) } else { item.grantee };
            let grantor = if item.grantor == old { new } else { item.grantor };
            match merged.iter_mut().find(|other| other.grantee == grantee && other.grantor == grantor) {
                Some(first) => {
                    first.privileges |= item.privileges;
                    first.grant_options |= item.grant_options;
                }
                None => merged.push(AclItem { grantee, grantor, ..*item }),
            }
        }
        Acl(Some(merged.into()))
    }
}

/// By grantee, PUBLIC first, then by grantor and privileges.
fn sorted(items: Vec<AclItem>) -> Vec<AclItem> {
    let key = |item: &AclItem| (item.grantee, item.grantor, item.grant_options.0, item.privileges.0);
    crate::sort(items, |left, right| key(left) < key(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(grantee: u32, grantor: u32, grant_option: bool) -> AclItem {
        let privileges = PrivilegeSet::USAGE;
        let grant_options = if grant_option { privileges } else { PrivilegeSet::NONE };
        AclItem { grantee: Some(Oid(grantee)), grantor: Oid(grantor), privileges, grant_options }
    }

    #[test]
    fn a_new_owner_takes_over_and_equal_entries_merge() {
        // {a1=U/a1,a2=U*/a1,a3=U/a2,a1=U/a2} given to a3 is {a3=U/a3,a2=U*/a3,a3=U/a2}
        let acl = Acl(Some([item(1, 1, false), item(2, 1, true), item(3, 2, false), item(1, 2, false)].into()));
        let expected = [item(3, 3, false), item(2, 3, true), item(3, 2, false)];
        assert_eq!(acl.with_owner(Oid(1), Oid(3)).stored_items(), expected);
        assert_eq!(Acl::default().with_owner(Oid(1), Oid(3)), Acl::default());
    }

    #[test]
    fn letters_come_back() {
        for text in ["", "arwdDxt", "r*w", "U*C*", "a*r*w*d*D*x*t*X*U*C*T*c*s*A*"] {
            let (privileges, grant_options) = AclItem::read_letters(text).unwrap();
            let item = AclItem { privileges, grant_options, ..item(1, 1, false) };
            assert_eq!(item.letters(), text);
        }
        assert_eq!(AclItem::read_letters("rq"), None);
        assert_eq!(PrivilegeSet::OF_TABLE.each().count(), 7);
    }
}
