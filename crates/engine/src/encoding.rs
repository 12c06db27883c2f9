//! The encodings that the server knows.

/// As the server prints them, in the order of their codes, each with its other names; signs between
/// letters and digits are left out of names.
static ENCODINGS: &[&str] = &[
    "SQL_ASCII",
    "EUC_JP",
    "EUC_CN",
    "EUC_KR",
    "EUC_TW",
    "EUC_JIS_2004",
    "UTF8 unicode",
    "MULE_INTERNAL",
    "LATIN1 iso88591",
    "LATIN2 iso88592",
    "LATIN3 iso88593",
    "LATIN4 iso88594",
    "LATIN5 iso88599",
    "LATIN6 iso885910",
    "LATIN7 iso885913",
    "LATIN8 iso885914",
    "LATIN9 iso885915",
    "LATIN10 iso885916",
    "WIN1256 windows1256",
    "WIN1258 windows1258 abc tcvn tcvn5712 vscii",
    "WIN866 windows866 alt",
    "WIN874 windows874",
    "KOI8R koi8",
    "WIN1251 windows1251 win",
    "WIN1252 windows1252",
    "ISO_8859_5",
    "ISO_8859_6",
    "ISO_8859_7",
    "ISO_8859_8",
    "WIN1250 windows1250",
    "WIN1253 windows1253",
    "WIN1254 windows1254",
    "WIN1255 windows1255",
    "WIN1257 windows1257",
    "KOI8U",
    "SJIS mskanji shiftjis win932 windows932",
    "BIG5 win950 windows950",
    "GBK win936 windows936",
    "UHC win949 windows949",
    "GB18030",
    "JOHAB",
    "SHIFT_JIS_2004",
];

/// Whether an encoding of that name is one of clients only: a byte in a character of it may be that of a
/// backslash.
pub(crate) fn is_client_only(name: &str) -> bool {
    matches!(name, "SJIS" | "BIG5" | "GBK" | "UHC" | "GB18030" | "JOHAB" | "SHIFT_JIS_2004")
}

fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

/// The code of the encoding of that name.
pub(crate) fn code(name: &str) -> Option<usize> {
    let wanted = letters(name);
    ENCODINGS.iter().position(|known| known.split(' ').any(|name| letters(name) == wanted))
}

/// The encoding of that name, as the server prints it.
pub(crate) fn by_name(name: &str) -> Option<&'static str> {
    ENCODINGS.get(code(name)?)?.split(' ').next()
}

/// Whether an encoding has this code.
pub(crate) fn is_code(code: &str) -> bool {
    code.parse::<usize>().is_ok_and(|code| code < ENCODINGS.len())
}

#[cfg(test)]
mod tests {
    use super::{by_name, is_code};

    #[test]
    fn names_are_read_without_signs() {
        for (name, expected) in
            [("utf-8", Some("UTF8")), ("Latin 1", Some("LATIN1")), ("vscii", Some("WIN1258")), ("", None), ("x", None)]
        {
            assert_eq!(by_name(name), expected, "{name}");
        }
        assert!(is_code("41") && !is_code("42") && !is_code("-1"));
    }
}
