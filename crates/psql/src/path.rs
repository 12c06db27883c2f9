//! Paths as psql shows and opens them.

/// A path without `.`, doubled and trailing slashes, and each `..` with what it leads back from.
/// Symbolic links are not looked at.
pub(crate) fn canonical(path: &str) -> String {
    if path.is_empty() {
        return String::new();
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            // Nothing is above the root.
            ".." if !root.is_empty() => {}
            _ => parts.push(part),
        }
    }
    let canonical = format!("{root}{}", parts.join("/"));
    if canonical.is_empty() { ".".to_owned() } else { canonical }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_psql_shows_them() {
        for (path, shown) in [
            ("./f.sql", "f.sql"),
            (".//f.sql", "f.sql"),
            ("dir/../f.sql", "f.sql"),
            ("dir//./g.sql", "dir/g.sql"),
            ("./../d/f.sql", "../d/f.sql"),
            ("dir/../../d/f.sql", "../d/f.sql"),
            ("a/b/../../f.sql", "f.sql"),
            ("/../tmp/f.sql", "/tmp/f.sql"),
            ("f.sql/", "f.sql"),
            ("dir/.", "dir"),
            ("..", ".."),
            (".", "."),
            ("-", "-"),
            ("", ""),
        ] {
            assert_eq!(canonical(path), shown, "{path:?}");
        }
    }
}
