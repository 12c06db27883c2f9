//! The built-in types, as data.

/// A built-in type that is no array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BaseType(u8);

/// Name; letter in the tables of functions and operators, or `-`; category and flags; printed name
/// where it differs. Flags: `*` preferred in its category, `c` collatable, `m` takes a modifier, `p`
/// pseudo-type, `!` no arrays, `=` stored as it is.
static TYPES: &str = "\
bool b B*= boolean|int2 2 N= smallint|int4 4 N= integer|int8 8 N= bigint|float4 f N= real|\
float8 F N*= double precision|numeric n Nm|text t S*c|varchar v Scm character varying|bpchar c Scm character|\
name N Sc=|char C Z= \"char\"|bytea a U|date D D=|time h Dm= time without time zone|timetz H Dm= time with time zone|\
timestamp m Dm= timestamp without time zone|timestamptz M D*m= timestamp with time zone|interval I T*m=|uuid U U=|\
json j U|jsonb J U|oid o N*=|bit x Vm|varbit X V*m bit varying|inet i I*|cidr d I|money $ N=|unknown u Xp!|\
xml - U|macaddr - U=|macaddr8 - U=|point - G=|lseg - G=|path - G|box - G=|polygon - G|line - G=|circle - G=|\
int4range - R|numrange - R|tsrange - R|tstzrange - R|daterange - R|int8range - R|int4multirange - R|\
nummultirange - R|tsmultirange - R|tstzmultirange - R|datemultirange - R|int8multirange - R|tsvector - U|tsquery - U=|\
regproc - N=|regprocedure - N=|regoper - N=|regoperator - N=|regclass r N=|regtype - N=|regconfig - N=|regdictionary - N=|\
regnamespace - N=|regrole - N=|regcollation - N=|tid - U=|xid - U=|xid8 - U=|cid - U=|pg_lsn - U=|jsonpath - U|aclitem - U=|\
refcursor - U|txid_snapshot - U|pg_snapshot - U|gtsvector - U=|int2vector - A|oidvector - A|pg_node_tree - Zc!|\
pg_ndistinct - Zc!|pg_dependencies - Zc!|pg_mcv_list - Zc!|pg_brin_bloom_summary - Zc!|\
pg_brin_minmax_multi_summary - Zc!|record - Pp|cstring - Pp|any - Pp! \"any\"|anyarray - Pp!|anyelement - Pp!|\
anynonarray - Pp!|anyenum - Pp!|anyrange - Pp!|anymultirange - Pp!|anycompatible - Pp!|anycompatiblearray - Pp!|\
anycompatiblenonarray - Pp!|anycompatiblerange - Pp!|anycompatiblemultirange - Pp!|void - Pp!|trigger - Pp!|\
event_trigger - Pp!|language_handler - Pp!|fdw_handler - Pp!|internal - Pp!|index_am_handler - Pp!|\
table_am_handler - Pp!|tsm_handler - Pp!|pg_ddl_command - Pp!";

impl BaseType {
    /// The type of that name in pg_catalog.
    pub(crate) fn find(name: &str) -> Option<BaseType> {
        BaseType::position(|row| row.split(' ').next() == Some(name))
    }

    /// The type with that letter in the tables of functions and operators.
    pub(crate) fn from_letter(letter: u8) -> Option<BaseType> {
        BaseType::position(|row| letter_of(row) == letter)
    }

    fn position(is_wanted: impl Fn(&str) -> bool) -> Option<BaseType> {
        TYPES.split('|').position(is_wanted).map(|index| BaseType(index as u8))
    }

    fn row(self) -> &'static str {
        TYPES.split('|').nth(usize::from(self.0)).unwrap_or_default()
    }

    fn field(self, number: usize) -> &'static str {
        self.row().splitn(4, ' ').nth(number).unwrap_or_default()
    }

    /// Its name in pg_catalog.
    pub(crate) fn name(self) -> &'static str {
        self.field(0)
    }

    /// As messages name it: `character varying`.
    pub(crate) fn printed(self) -> &'static str {
        let printed = self.field(3);
        if printed.is_empty() { self.name() } else { printed }
    }

    /// Its letter in the tables of functions and operators; none if they leave it out.
    pub(crate) fn letter(self) -> Option<u8> {
        Some(letter_of(self.row())).filter(|letter| *letter != b'-')
    }

    /// The letter of its category, e.g. `N` for numbers.
    pub(crate) fn category(self) -> u8 {
        self.field(2).bytes().next().unwrap_or_default()
    }

    /// Whether it is the one that its category prefers.
    pub(crate) fn is_preferred(self) -> bool {
        self.field(2).contains('*')
    }

    pub(super) fn is_collatable(self) -> bool {
        self.field(2).contains('c')
    }

    pub(super) fn takes_modifier(self) -> bool {
        self.field(2).contains('m')
    }

    pub(crate) fn is_pseudo(self) -> bool {
        self.field(2).contains('p')
    }

    /// Whether its values are never compressed nor stored apart.
    pub(crate) fn is_stored_plain(self) -> bool {
        self.field(2).contains('=')
    }

    pub(super) fn has_array(self) -> bool {
        !self.field(2).contains('!')
    }
}

fn letter_of(row: &str) -> u8 {
    row.split(' ').nth(1).and_then(|letter| letter.bytes().next()).unwrap_or_default()
}
