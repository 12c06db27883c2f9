//! The key words of every target and their classes: `pg_get_keywords()` of PostgreSQL 15, and what
//! PostgreSQL 14, PostgreSQL 16 and Cloudberry have instead.

/// Where a key word may stand for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeywordClass {
    /// No key word in this target.
    None,
    /// Any name.
    Unreserved,
    /// Any name but that of a function or type.
    ColumnName,
    /// The name of a function, type or role.
    TypeOrFunctionName,
    /// Only an option name or a later part of a dotted name.
    Reserved,
}

/// The sets of key words; columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeywordSet {
    /// PostgreSQL 15
    Postgresql15,
    /// PostgreSQL 14 and Cloudberry's words.
    Cloudberry2,
    /// PostgreSQL 16 and Cloudberry's words.
    CloudberryMain,
}

/// Short forms for the table.
mod class {
    pub use super::KeywordClass::{
        ColumnName as C, None as X, Reserved as R, TypeOrFunctionName as T, Unreserved as U,
    };
}

macro_rules! keywords {
    ($($name:ident $word:literal $postgresql_15:ident $cloudberry_2:ident $cloudberry_main:ident,)*) => {
        /// A word that is a key word in some target.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        #[expect(missing_docs, reason = "each variant is the word of its name")]
        pub enum Keyword { $($name,)* }

        impl Keyword {
            /// Every word, in alphabetical order.
            pub const ALL: &'static [Keyword] = &[$(Keyword::$name,)*];
        }

        static WORDS: &[&str] = &[$($word,)*];

        /// Columns in the order of [`KeywordSet`].
        static CLASSES: &[[KeywordClass; 3]] =
            &[$([class::$postgresql_15, class::$cloudberry_2, class::$cloudberry_main],)*];
    };
}

keywords! {
Abort "abort" U U U,
Absent "absent" X X U,
Absolute "absolute" U U U,
Access "access" U U U,
Action "action" U U U,
Active "active" X U U,
Add "add" U U U,
Admin "admin" U U U,
After "after" U U U,
Aggregate "aggregate" U U U,
All "all" R R R,
Also "also" U U U,
Alter "alter" U U U,
Always "always" U U U,
Analyse "analyse" R R R,
Analyze "analyze" R R R,
And "and" R R R,
Any "any" R R R,
Array "array" R R R,
As "as" R R R,
Asc "asc" R R R,
Asensitive "asensitive" U U U,
Assertion "assertion" U U U,
Assignment "assignment" U U U,
Asymmetric "asymmetric" R R R,
At "at" U U U,
Atomic "atomic" U U U,
Attach "attach" U U U,
Attribute "attribute" U U U,
Authorization "authorization" T T T,
Backward "backward" U U U,
Before "before" U U U,
Begin "begin" U U U,
Between "between" C C C,
Bigint "bigint" C C C,
Binary "binary" T T T,
Bit "bit" C C C,
Boolean "boolean" C C C,
Both "both" R R R,
Breadth "breadth" U U U,
By "by" U U U,
Cache "cache" U U U,
Call "call" U U U,
Called "called" U U U,
Cascade "cascade" U U U,
Cascaded "cascaded" U U U,
Case "case" R R R,
Cast "cast" R R R,
Catalog "catalog" U U U,
Chain "chain" U U U,
Char "char" C C C,
Character "character" C C C,
Characteristics "characteristics" U U U,
Check "check" R R R,
Checkpoint "checkpoint" U U U,
Class "class" U U U,
Close "close" U U U,
Cluster "cluster" U U U,
Coalesce "coalesce" C C C,
Collate "collate" R R R,
Collation "collation" T T T,
Column "column" R R R,
Columns "columns" U U U,
Comment "comment" U U U,
Comments "comments" U U U,
Commit "commit" U U U,
Committed "committed" U U U,
Compression "compression" U U U,
Concurrency "concurrency" X U U,
Concurrently "concurrently" T T T,
Configuration "configuration" U U U,
Conflict "conflict" U U U,
Connection "connection" U U U,
Constraint "constraint" R R R,
Constraints "constraints" U U U,
Contains "contains" X U U,
Content "content" U U U,
Continue "continue" U U U,
Conversion "conversion" U U U,
Coordinator "coordinator" X U U,
Copy "copy" U U U,
Cost "cost" U U U,
CpuRateLimit "cpu_rate_limit" X U U,
Cpuset "cpuset" X U U,
Create "create" R R R,
Createexttable "createexttable" X U U,
Cross "cross" T T T,
Csv "csv" U U U,
Cube "cube" U U U,
Current "current" U U U,
CurrentCatalog "current_catalog" R R R,
CurrentDate "current_date" R R R,
CurrentRole "current_role" R R R,
CurrentSchema "current_schema" T T T,
CurrentTime "current_time" R R R,
CurrentTimestamp "current_timestamp" R R R,
CurrentUser "current_user" R R R,
Cursor "cursor" U U U,
Cycle "cycle" U U U,
Data "data" U U U,
Database "database" U U U,
Day "day" U U U,
Deallocate "deallocate" U U U,
Dec "dec" C C C,
Decimal "decimal" C C C,
Declare "declare" U U U,
Decode "decode" X R R,
Default "default" R R R,
Defaults "defaults" U U U,
Deferrable "deferrable" R R R,
Deferred "deferred" U U U,
Definer "definer" U U U,
Delete "delete" U U U,
Delimiter "delimiter" U U U,
Delimiters "delimiters" U U U,
Deny "deny" X U U,
Depends "depends" U U U,
Depth "depth" U U U,
Desc "desc" R R R,
Detach "detach" U U U,
Dictionary "dictionary" U U U,
Directory "directory" X U U,
Disable "disable" U U U,
Discard "discard" U U U,
Distinct "distinct" R R R,
Distributed "distributed" X R R,
Do "do" R R R,
Document "document" U U U,
Domain "domain" U U U,
Double "double" U U U,
Drop "drop" U U U,
Dxl "dxl" X U U,
Dynamic "dynamic" X U U,
Each "each" U U U,
Else "else" R R R,
Enable "enable" U U U,
Encoding "encoding" U U U,
Encrypted "encrypted" U U U,
End "end" R R R,
Endpoint "endpoint" X U U,
Enum "enum" U U U,
Errors "errors" X U U,
Escape "escape" U U U,
Event "event" U U U,
Every "every" X U U,
Except "except" R R R,
Exchange "exchange" X U U,
Exclude "exclude" U R R,
Excluding "excluding" U U U,
Exclusive "exclusive" U U U,
Execute "execute" U U U,
Exists "exists" C C C,
Expand "expand" X U U,
Explain "explain" U U U,
Expression "expression" U U U,
Extension "extension" U U U,
External "external" U U U,
Extract "extract" C C C,
False "false" R R R,
Family "family" U U U,
Fetch "fetch" R R R,
Fields "fields" X U U,
Fill "fill" X U U,
Filter "filter" U U U,
Finalize "finalize" U U U,
First "first" U U U,
Float "float" C C C,
Following "following" U R R,
For "for" R R R,
Force "force" U U U,
Foreign "foreign" R R R,
Format "format" X U U,
Forward "forward" U U U,
Freeze "freeze" T T T,
From "from" R R R,
Full "full" T T T,
Fullscan "fullscan" X U U,
Function "function" U U U,
Functions "functions" U U U,
Generated "generated" U U U,
Global "global" U U U,
Grant "grant" R R R,
Granted "granted" U U U,
Greatest "greatest" C C C,
Group "group" R R R,
GroupId "group_id" X C C,
Grouping "grouping" C C C,
Groups "groups" U U U,
Handler "handler" U U U,
Hash "hash" X U U,
Having "having" R R R,
Header "header" U U U,
Hold "hold" U U U,
Host "host" X U U,
Hour "hour" U U U,
Identity "identity" U U U,
If "if" U U U,
Ignore "ignore" X U U,
Ilike "ilike" T T T,
Immediate "immediate" U U U,
Immutable "immutable" U U U,
Implicit "implicit" U U U,
Import "import" U U U,
In "in" R R R,
Include "include" U U U,
Including "including" U U U,
Increment "increment" U U U,
Incremental "incremental" X U U,
Indent "indent" X X U,
Index "index" U U U,
Indexes "indexes" U U U,
Inherit "inherit" U U U,
Inherits "inherits" U U U,
Initially "initially" R R R,
Initplan "initplan" X U U,
Inline "inline" U U U,
Inner "inner" T T T,
Inout "inout" C C C,
Input "input" U U U,
Insensitive "insensitive" U U U,
Insert "insert" U U U,
Instead "instead" U U U,
Int "int" C C C,
Integer "integer" C C C,
Intersect "intersect" R R R,
Interval "interval" C C C,
Into "into" R R R,
Invoker "invoker" U U U,
Is "is" T T T,
Isnull "isnull" T T T,
Isolation "isolation" U U U,
Join "join" T T T,
Json "json" X X U,
JsonArray "json_array" X X C,
JsonArrayagg "json_arrayagg" X X C,
JsonObject "json_object" X X C,
JsonObjectagg "json_objectagg" X X C,
Key "key" U U U,
Keys "keys" X X U,
Label "label" U U U,
Language "language" U U U,
Large "large" U U U,
Last "last" U U U,
Lateral "lateral" R R R,
Leading "leading" R R R,
Leakproof "leakproof" U U U,
Least "least" C C C,
Left "left" T T T,
Level "level" U U U,
Like "like" T T T,
Limit "limit" R R R,
List "list" X U U,
Listen "listen" U U U,
Load "load" U U U,
Local "local" U U U,
Localtime "localtime" R R R,
Localtimestamp "localtimestamp" R R R,
Location "location" U U U,
Lock "lock" U U U,
Locked "locked" U U U,
Log "log" X T T,
Logged "logged" U U U,
Mapping "mapping" U U U,
Master "master" X U U,
Match "match" U U U,
Matched "matched" U X U,
Materialized "materialized" U U U,
Maxvalue "maxvalue" U U U,
Median "median" X C C,
MemoryLimit "memory_limit" X U U,
MemorySharedQuota "memory_shared_quota" X U U,
MemorySpillRatio "memory_spill_ratio" X U U,
Merge "merge" U X U,
Method "method" U U U,
Minute "minute" U U U,
Minvalue "minvalue" U U U,
Missing "missing" X U U,
Mode "mode" U U U,
Modifies "modifies" X U U,
Month "month" U U U,
Move "move" U U U,
Name "name" U U U,
Names "names" U U U,
National "national" C C C,
Natural "natural" T T T,
Nchar "nchar" C C C,
New "new" U U U,
Newline "newline" X U U,
Next "next" U U U,
Nfc "nfc" U U U,
Nfd "nfd" U U U,
Nfkc "nfkc" U U U,
Nfkd "nfkd" U U U,
No "no" U U U,
Nocreateexttable "nocreateexttable" X U U,
None "none" C C C,
Noovercommit "noovercommit" X U U,
Normalize "normalize" C C C,
Normalized "normalized" U U U,
Not "not" R R R,
Nothing "nothing" U U U,
Notify "notify" U U U,
Notnull "notnull" T T T,
Nowait "nowait" U U U,
Null "null" R R R,
Nullif "nullif" C C C,
Nulls "nulls" U U U,
Numeric "numeric" C C C,
Object "object" U U U,
Of "of" U U U,
Off "off" U U U,
Offset "offset" R R R,
Oids "oids" U U U,
Old "old" U U U,
On "on" R R R,
Only "only" R R R,
Operator "operator" U U U,
Option "option" U U U,
Options "options" U U U,
Or "or" R R R,
Order "order" R R R,
Ordered "ordered" X U U,
Ordinality "ordinality" U U U,
Others "others" U U U,
Out "out" C C C,
Outer "outer" T T T,
Over "over" U U U,
Overcommit "overcommit" X U U,
Overlaps "overlaps" T T T,
Overlay "overlay" C C C,
Overriding "overriding" U U U,
Owned "owned" U U U,
Owner "owner" U U U,
Parallel "parallel" U U U,
Parameter "parameter" U X U,
Parser "parser" U U U,
Partial "partial" U U U,
Partition "partition" U R R,
Partitions "partitions" X U U,
Passing "passing" U U U,
Password "password" U U U,
Percent "percent" X U U,
Persistently "persistently" X U U,
Placing "placing" R R R,
Plans "plans" U U U,
Policy "policy" U U U,
Position "position" C C C,
Preceding "preceding" U R R,
Precision "precision" C C C,
Prepare "prepare" U U U,
Prepared "prepared" U U U,
Preserve "preserve" U U U,
Primary "primary" R R R,
Prior "prior" U U U,
Privileges "privileges" U U U,
Procedural "procedural" U U U,
Procedure "procedure" U U U,
Procedures "procedures" U U U,
Program "program" U U U,
Protocol "protocol" X U U,
Publication "publication" U U U,
Queue "queue" X U U,
Quote "quote" U U U,
Randomly "randomly" X U U,
Range "range" U U U,
Read "read" U U U,
Readable "readable" X U U,
Reads "reads" X U U,
Real "real" C C C,
Reassign "reassign" U U U,
Recheck "recheck" U U U,
Recursive "recursive" U U U,
Ref "ref" U U U,
References "references" R R R,
Referencing "referencing" U U U,
Refresh "refresh" U U U,
Reindex "reindex" U U U,
Reject "reject" X U U,
Relative "relative" U U U,
Release "release" U U U,
Rename "rename" U U U,
Repeatable "repeatable" U U U,
Replace "replace" U U U,
Replica "replica" U U U,
Replicated "replicated" X U U,
Reset "reset" U U U,
Resource "resource" X U U,
Restart "restart" U U U,
Restrict "restrict" U U U,
Retrieve "retrieve" X U U,
Return "return" U U U,
Returning "returning" R R R,
Returns "returns" U U U,
Revoke "revoke" U U U,
Right "right" T T T,
Role "role" U U U,
Rollback "rollback" U U U,
Rollup "rollup" U U U,
Rootpartition "rootpartition" X U U,
Routine "routine" U U U,
Routines "routines" U U U,
Row "row" C C C,
Rows "rows" U U U,
Rule "rule" U U U,
Savepoint "savepoint" U U U,
Scalar "scalar" X X U,
Scatter "scatter" X R R,
Schema "schema" U U U,
Schemas "schemas" U U U,
Scroll "scroll" U U U,
Search "search" U U U,
Second "second" U U U,
Security "security" U U U,
Segment "segment" X U U,
Segments "segments" X U U,
Select "select" R R R,
Sequence "sequence" U U U,
Sequences "sequences" U U U,
Serializable "serializable" U U U,
Server "server" U U U,
Session "session" U U U,
SessionUser "session_user" R R R,
Set "set" U U U,
Setof "setof" C C C,
Sets "sets" U U U,
Share "share" U U U,
Show "show" U U U,
Similar "similar" T T T,
Simple "simple" U U U,
Skip "skip" U U U,
Smallint "smallint" C C C,
Snapshot "snapshot" U U U,
Some "some" R R R,
Split "split" X U U,
Sql "sql" U U U,
Stable "stable" U U U,
Standalone "standalone" U U U,
Start "start" U U U,
Statement "statement" U U U,
Statistics "statistics" U U U,
Stdin "stdin" U U U,
Stdout "stdout" U U U,
Storage "storage" U U U,
Stored "stored" U U U,
Strict "strict" U U U,
Strip "strip" U U U,
Subpartition "subpartition" X U U,
Subscription "subscription" U U U,
Substring "substring" C C C,
Support "support" U U U,
Symmetric "symmetric" R R R,
Sysid "sysid" U U U,
System "system" U U U,
SystemUser "system_user" X X R,
Table "table" R R R,
Tables "tables" U U U,
Tablesample "tablesample" T T T,
Tablespace "tablespace" U U U,
Tag "tag" X U U,
Task "task" X U U,
Temp "temp" U U U,
Template "template" U U U,
Temporary "temporary" U U U,
Text "text" U U U,
Then "then" R R R,
Threshold "threshold" X U U,
Ties "ties" U U U,
Time "time" C C C,
Timestamp "timestamp" C C C,
To "to" R R R,
Trailing "trailing" R R R,
Transaction "transaction" U U U,
Transform "transform" U U U,
Treat "treat" C C C,
Trigger "trigger" U U U,
Trim "trim" C C C,
True "true" R R R,
Truncate "truncate" U U U,
Trusted "trusted" U U U,
Type "type" U U U,
Types "types" U U U,
Uescape "uescape" U U U,
Unbounded "unbounded" U R R,
Uncommitted "uncommitted" U U U,
Unencrypted "unencrypted" U U U,
Union "union" R R R,
Unique "unique" R R R,
Unknown "unknown" U U U,
Unlisten "unlisten" U U U,
Unlogged "unlogged" U U U,
Until "until" U U U,
Update "update" U U U,
User "user" R R R,
Using "using" R R R,
Vacuum "vacuum" U U U,
Valid "valid" U U U,
Validate "validate" U U U,
Validation "validation" X U U,
Validator "validator" U U U,
Value "value" U U U,
Values "values" C C C,
Varchar "varchar" C C C,
Variadic "variadic" R R R,
Varying "varying" U U U,
Verbose "verbose" T T T,
Version "version" U U U,
View "view" U U U,
Views "views" U U U,
Volatile "volatile" U U U,
Warehouse "warehouse" X U U,
Web "web" X U U,
When "when" R R R,
Where "where" R R R,
Whitespace "whitespace" U U U,
Window "window" R R R,
With "with" R R R,
Within "within" U U U,
Without "without" U U U,
Work "work" U U U,
Wrapper "wrapper" U U U,
Writable "writable" X U U,
Write "write" U U U,
Xml "xml" U U U,
Xmlattributes "xmlattributes" C C C,
Xmlconcat "xmlconcat" C C C,
Xmlelement "xmlelement" C C C,
Xmlexists "xmlexists" C C C,
Xmlforest "xmlforest" C C C,
Xmlnamespaces "xmlnamespaces" C C C,
Xmlparse "xmlparse" C C C,
Xmlpi "xmlpi" C C C,
Xmlroot "xmlroot" C C C,
Xmlserialize "xmlserialize" C C C,
Xmltable "xmltable" C C C,
Year "year" U U U,
Yes "yes" U U U,
Zone "zone" U U U,}

/// ASCII letters folded.
static LOWER: [u8; 256] = lower();

const fn lower() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).to_ascii_lowercase();
        byte += 1;
    }
    table
}

const LONGEST: usize = 19;
const SLOTS: usize = 2048;
const EMPTY: u16 = u16::MAX;

/// Open addressing with linear probing: a word's slot holds its index in [`WORDS`].
static TABLE: [u16; SLOTS] = table();

const fn table() -> [u16; SLOTS] {
    let mut table = [EMPTY; SLOTS];
    let mut index = 0;
    while index < WORDS.len() {
        let mut slot = hash(WORDS[index].as_bytes());
        while table[slot] != EMPTY {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = index as u16;
        index += 1;
    }
    table
}

/// Of a word of at least two letters, in either case.
#[inline(always)]
const fn hash(word: &[u8]) -> usize {
    let last = word.len() - 1;
    let letters = (word[0] | 0x20) as u32
        | ((word[1] | 0x20) as u32) << 8
        | ((word[word.len() / 2] | 0x20) as u32) << 16
        | ((word[last] | 0x20) as u32) << 24;
    (letters.wrapping_add((word.len() as u32) << 11).wrapping_mul(0x9E37_79B1) >> 21) as usize % SLOTS
}

impl Keyword {
    /// The key word that the word is in some case, in the targets of the set.
    #[inline]
    pub fn lookup(word: &[u8], set: KeywordSet) -> Option<Keyword> {
        if word.len() < 2 || word.len() > LONGEST {
            return None;
        }
        let mut slot = hash(word);
        loop {
            // The mask does not change the slot and shows that it is one.
            let index = TABLE[slot % SLOTS];
            if index == EMPTY {
                return None;
            }
            let candidate = WORDS.get(usize::from(index))?.as_bytes();
            if candidate.len() == word.len() && candidate.iter().zip(word).all(|(a, b)| *a == LOWER[*b as usize]) {
                let keyword = *Keyword::ALL.get(usize::from(index))?;
                return (keyword.class(set) != KeywordClass::None).then_some(keyword);
            }
            slot += 1;
        }
    }

    /// The word in lower case.
    pub fn word(self) -> &'static str {
        WORDS[self as usize]
    }

    /// Its class in the targets of the set.
    #[inline]
    pub fn class(self, set: KeywordSet) -> KeywordClass {
        CLASSES[self as usize][set as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_word_in_either_case() {
        for keyword in Keyword::ALL {
            let word = keyword.word();
            assert!(word.len() <= LONGEST);
            let set = if keyword.class(KeywordSet::Postgresql15) == KeywordClass::None {
                if keyword.class(KeywordSet::Cloudberry2) == KeywordClass::None {
                    KeywordSet::CloudberryMain
                } else {
                    KeywordSet::Cloudberry2
                }
            } else {
                KeywordSet::Postgresql15
            };
            assert_eq!(Keyword::lookup(word.as_bytes(), set), Some(*keyword));
            assert_eq!(Keyword::lookup(word.to_uppercase().as_bytes(), set), Some(*keyword));
        }
        for word in ["", "a", "servers", "creat", "current_timestampp", "public"] {
            assert_eq!(Keyword::lookup(word.as_bytes(), KeywordSet::CloudberryMain), None);
        }
    }

    /// The counts of `SELECT catcode, count(*) FROM pg_get_keywords() GROUP BY 1`.
    #[test]
    fn has_as_many_words_of_each_class_as_postgresql_15() {
        let count = |class| Keyword::ALL.iter().filter(|word| word.class(KeywordSet::Postgresql15) == class).count();
        assert_eq!(count(KeywordClass::Unreserved), 309);
        assert_eq!(count(KeywordClass::ColumnName), 51);
        assert_eq!(count(KeywordClass::TypeOrFunctionName), 23);
        assert_eq!(count(KeywordClass::Reserved), 77);
    }

    #[test]
    fn classes_differ_between_targets() {
        use KeywordClass::{None, Reserved, Unreserved};
        for (word, classes) in [
            (Keyword::Partition, [Unreserved, Reserved, Reserved]),
            (Keyword::Decode, [None, Reserved, Reserved]),
            (Keyword::SystemUser, [None, None, Reserved]),
            (Keyword::Merge, [Unreserved, None, Unreserved]),
        ] {
            let sets = [KeywordSet::Postgresql15, KeywordSet::Cloudberry2, KeywordSet::CloudberryMain];
            assert_eq!(sets.map(|set| word.class(set)), classes);
        }
    }
}
