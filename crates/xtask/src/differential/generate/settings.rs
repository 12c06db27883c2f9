//! Settings, extensions, and what belongs to a role as a whole.

use super::{EXTENSIONS, ROLES, Sentence};

const SETTINGS: &[(&str, &[&str])] = &[
    ("statement_timeout", &["0", "'5s'", "'abc'", "- 1", "DEFAULT"]),
    ("lock_timeout", &["0", "'1min'", "100"]),
    ("client_encoding", &["'UTF8'", "UTF8", "nosuch", "DEFAULT"]),
    ("standard_conforming_strings", &["on", "off", "off", "maybe"]),
    ("escape_string_warning", &["on", "off"]),
    ("backslash_quote", &["on", "off", "safe_encoding"]),
    ("check_function_bodies", &["false", "off", "1", "2"]),
    ("xmloption", &["content", "document", "nosuch"]),
    ("client_min_messages", &["warning", "notice", "error", "loud", "DEFAULT"]),
    ("row_security", &["off", "on"]),
    ("search_path", &["public", "sc1 , public", "''", "DEFAULT", "\"$user\" , public", "nosuch"]),
    ("default_transaction_read_only", &["off", "DEFAULT"]),
    ("datestyle", &["ISO", "'ISO, DMY'", "nosuch"]),
    ("timezone", &["'UTC'", "'nosuch'", "5"]),
    ("application_name", &["'x'", "x", "DEFAULT"]),
    ("default_tablespace", &["''", "nosuch"]),
    ("nosuch", &["1"]),
    ("my.setting", &["1", "'x'"]),
];

impl Sentence<'_> {
    pub(super) fn setting(&mut self) {
        let Some((name, values)) = self.pick(SETTINGS) else { return };
        match self.rng.u8(..10) {
            0..=5 => {
                self.say("SET");
                self.say_one_of(&["", "", "", "LOCAL", "SESSION"]);
                self.say(name);
                self.say_one_of(&["TO", "="]);
                let value = self.pick(values).unwrap_or_default();
                self.tokens.extend(value.split_whitespace().map(str::to_owned));
            }
            6..=7 => {
                self.say("RESET");
                self.say(name);
            }
            _ => {
                self.say("SHOW");
                self.say(name);
            }
        }
    }

    pub(super) fn owned(&mut self) {
        let reassign = self.chance(50);
        self.say(if reassign { "REASSIGN OWNED BY" } else { "DROP OWNED BY" });
        self.list(Self::role_spec);
        if reassign {
            self.say("TO");
            self.role_spec();
        } else {
            self.say_one_of(&["", "CASCADE", "RESTRICT"]);
        }
    }

    pub(super) fn extension(&mut self) {
        match self.rng.u8(..10) {
            0..=4 => {
                self.say("CREATE EXTENSION");
                self.maybe(40, "IF NOT EXISTS");
                self.name_of(EXTENSIONS);
                self.maybe(20, "WITH");
                if self.chance(20) {
                    self.say("SCHEMA");
                    self.name_of(super::relations::SCHEMAS);
                }
                self.maybe(10, "VERSION '1.0'");
                self.maybe(10, "CASCADE");
            }
            5..=7 => {
                self.say("DROP EXTENSION");
                self.maybe(30, "IF EXISTS");
                self.list(|t| t.name_of(EXTENSIONS));
                self.say_one_of(&["", "CASCADE", "RESTRICT"]);
            }
            _ => {
                self.say("ALTER EXTENSION");
                self.name_of(EXTENSIONS);
                self.say("UPDATE");
                self.maybe(40, "TO '1.1'");
            }
        }
    }

    pub(super) fn membership(&mut self) {
        let grant = self.chance(60);
        self.say(if grant { "GRANT" } else { "REVOKE" });
        if !grant {
            self.maybe(20, "ADMIN OPTION FOR");
        }
        self.list(|t| t.name_of(ROLES));
        self.say(if grant { "TO" } else { "FROM" });
        self.list(Self::role_spec);
        if grant {
            self.maybe(25, "WITH ADMIN OPTION");
        } else {
            self.say_one_of(&["", "", "CASCADE"]);
        }
    }

    pub(super) fn alter_role(&mut self) {
        self.say_one_of(&["ALTER ROLE", "ALTER USER"]);
        if self.chance(20) {
            self.name_of(ROLES);
            self.say("RENAME TO");
            self.name_of(ROLES);
            return;
        }
        self.role_spec();
        self.maybe(30, "WITH");
        while self.chance(60) {
            self.say_one_of(&[
                "SUPERUSER",
                "NOSUPERUSER",
                "CREATEDB",
                "CREATEROLE",
                "NOCREATEROLE",
                "INHERIT",
                "NOINHERIT",
                "LOGIN",
                "NOLOGIN",
                "BYPASSRLS",
                "CONNECTION LIMIT 5",
                "CONNECTION LIMIT -2",
                "PASSWORD NULL",
                "nosuch",
            ]);
        }
    }
}
