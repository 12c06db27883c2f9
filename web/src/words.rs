//! How the page says things: numbers, targets, what it keeps to itself.

/// `1 error`, `2 errors`.
pub fn count(number: u32, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}

/// The targets in the order of the menu, with what the page calls them.
pub const TARGETS: [(&str, &str); 3] =
    [("cloudberry-2", "Cloudberry 2"), ("cloudberry-main", "Cloudberry main"), ("postgresql-15", "PostgreSQL 15")];

/// What the page calls a target.
pub fn target_label(name: &str) -> &str {
    TARGETS.iter().find(|(known, _)| *known == name).map_or(name, |(_, label)| label)
}

/// Whether a fresh Cloudberry database has this wrapper, and its server, for external tables.
pub fn is_built_in(wrapper: &str) -> bool {
    wrapper == "gp_exttable_fdw"
}

/// Whether the value of an option is hidden until it is asked for.
pub fn is_secret(option: &str) -> bool {
    let option = option.to_ascii_lowercase();
    ["password", "passwd", "secret", "token"].iter().any(|word| option.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        assert_eq!(count(0, "error"), "0 errors");
        assert_eq!(count(1, "error"), "1 error");
        assert_eq!(count(2, "error"), "2 errors");
    }

    #[test]
    fn passwords_are_secret_whatever_their_case() {
        assert!(is_secret("password"));
        assert!(is_secret("SSLPassword"));
        assert!(!is_secret("user"));
        assert!(!is_secret("sslkey"));
    }

    #[test]
    fn a_target_without_a_label_keeps_its_name() {
        assert_eq!(target_label("postgresql-15"), "PostgreSQL 15");
        assert_eq!(target_label("postgresql-99"), "postgresql-99");
    }
}
