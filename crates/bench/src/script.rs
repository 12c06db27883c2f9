//! A long script of mixed valid statements, the same at every call.

use std::fmt::Write;

/// Statements that share a wrapper.
const GROUP: usize = 20;

/// That many statements of the family, about 160 bytes each, all of which succeed one after the other
/// in a fresh database.
pub fn script(count: usize) -> String {
    let mut text = String::with_capacity(count * 170);
    for position in 0..count {
        // Writing to a string cannot fail.
        let _ = statement(&mut text, position / GROUP, position % GROUP);
    }
    text
}

/// The `step`th statement of a group: a wrapper, servers, mappings, and what happens to them.
fn statement(text: &mut String, group: usize, step: usize) -> std::fmt::Result {
    let wrapper = format!("warehouse_wrapper_{group}");
    let server = format!("warehouse_{group}_{}", step / 5);
    match step {
        0 => writeln!(
            text,
            "-- The warehouse of group {group}: one wrapper, a few servers and who may use them.\n\
             CREATE FOREIGN DATA WRAPPER {wrapper}\n    OPTIONS (debug 'true', application_name 'group {group}');"
        ),
        1 | 5 | 10 => writeln!(
            text,
            "CREATE SERVER {server} TYPE 'postgresql' VERSION '15.{step}' FOREIGN DATA WRAPPER {wrapper}\n    \
             OPTIONS (host 'segment{step}.group{group}.example.com', dbname 'warehouse', port '{}', fetch_size '1000',\n    \
             mpp_execute 'all segments', num_segments '{}');",
            5432 + step,
            step + 1
        ),
        15 => writeln!(
            text,
            "CREATE SERVER IF NOT EXISTS \"Archive {group}\" FOREIGN DATA WRAPPER {wrapper}\n    \
             OPTIONS (host 'archive.example.com', dbname 'archive', service U&'caf\\00e9', mpp_execute 'any');"
        ),
        2 | 6 | 11 => writeln!(
            text,
            "CREATE USER MAPPING FOR CURRENT_USER SERVER {server}\n    \
             OPTIONS (user 'reader_{group}_{step}', password 'it''s a secret', sslmode 'require', target_session 'any');"
        ),
        3 | 7 | 12 => writeln!(
            text,
            "ALTER SERVER {server} VERSION '16.{step}'\n    \
             OPTIONS (SET host 'replica{step}.group{group}.example.com', ADD connect_timeout '10', DROP fetch_size);"
        ),
        4 | 8 | 13 => writeln!(
            text,
            "/* Everybody may look things up here; only the owner may change how. */\n\
             GRANT USAGE ON FOREIGN SERVER {server} TO PUBLIC;"
        ),
        9 => writeln!(
            text,
            "COMMENT ON SERVER {server} IS 'The second server of group {group}; it holds the sales of the last two years, \
             one partition for every month.';"
        ),
        14 => writeln!(
            text,
            "ALTER USER MAPPING FOR CURRENT_USER SERVER warehouse_{group}_2\n    \
             OPTIONS (SET password $$n3w \"secret\"$$, ADD connect_timeout '{step}', DROP sslmode);"
        ),
        16 => writeln!(text, "ALTER SERVER \"Archive {group}\" RENAME TO archive_of_group_{group};"),
        17 => writeln!(
            text,
            "CREATE USER MAPPING IF NOT EXISTS FOR PUBLIC SERVER archive_of_group_{group}\n    \
             OPTIONS (user 'guest', password E'tab\\there', options '-c search_path=archive,public');"
        ),
        18 => writeln!(
            text,
            "DROP USER MAPPING IF EXISTS FOR PUBLIC SERVER archive_of_group_{group}; -- nobody needs it any more"
        ),
        _ => writeln!(text, "DROP SERVER archive_of_group_{group} RESTRICT;"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_have_about_160_bytes() {
        let bytes = script(1_000).len() / 1_000;
        assert!((140..=180).contains(&bytes), "{bytes}");
    }
}
