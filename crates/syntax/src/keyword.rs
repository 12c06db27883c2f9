//! The key words of every target and their classes: `pg_get_keywords()` of PostgreSQL 15, and what
//! PostgreSQL 14, PostgreSQL 16 and Cloudberry have instead.

mod table;

pub use table::Keyword;
use table::{CLASSES, WORDS};

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
