//! Statements of the SQL/MED family at random, from a weighted grammar.
//!
//! Names come from a small pool, so that statements meet objects that earlier ones made. Most
//! statements are well formed; whether a server accepts them depends on what came before.

mod forms;
mod lists;
mod queries;
mod relations;
mod settings;

use fastrand::Rng;

use super::spelling;

/// A statement as its tokens, without the semicolon.
pub type Tokens = Vec<String>;

const WRAPPERS: &[&str] = &["w1", "w2", "w3", "postgres_fdw", "file_fdw", "dblink_fdw", "W 1"];
const SERVERS: &[&str] = &["s1", "s2", "s3", "s4", "Sérver", "server", "data"];
const ROLES: &[&str] = &["r1", "r2", "r3", "postgres", "Ro le"];
const EXTENSIONS: &[&str] = &["postgres_fdw", "file_fdw", "dblink", "nosuch"];
const SAVEPOINTS: &[&str] = &["a", "b", "c"];
const TRANSACTION_CONTROL: &[&str] = &[
    "BEGIN",
    "BEGIN",
    "START TRANSACTION",
    "COMMIT",
    "COMMIT",
    "END",
    "ROLLBACK",
    "ROLLBACK",
    "ABORT",
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK TO",
];
const VALIDATORS: &[&str] = &[
    "postgresql_fdw_validator",
    "postgres_fdw_validator",
    "file_fdw_validator",
    "pg_catalog.postgresql_fdw_validator",
    "nosuch",
];
const HANDLERS: &[&str] =
    &["postgres_fdw_handler", "file_fdw_handler", "public.postgres_fdw_handler", "nosuch", "nosuch.h", "int4in"];
const SERVER_OPTIONS: &[(&str, &[&str])] = &[
    ("host", &["foo", "localhost", ""]),
    ("dbname", &["foodb", "o'brien"]),
    ("port", &["5432", "abc"]),
    ("use_remote_estimate", &["true", "OFF", "maybe", "1"]),
    ("fdw_startup_cost", &["100", "-1", "1e3", "abc", "NaN"]),
    ("fetch_size", &["100", "0", "0x10", "1.5", "2147483648"]),
    ("batch_size", &["10", "-5", ""]),
    ("extensions", &["", "postgres_fdw", "nosuch", "a,,b"]),
    ("mpp_execute", &["all segments", "any"]),
    ("a", &["1", "two", "\\"]),
    ("A", &["1"]),
    ("sslmode", &["prefer"]),
    ("no such", &["é"]),
    ("user", &["x"]),
];
const MAPPING_OPTIONS: &[(&str, &[&str])] = &[
    ("user", &["alice", ""]),
    ("password", &["secret", "ä'ö"]),
    ("password_required", &["false", "true", "perhaps"]),
    ("sslcert", &["/x"]),
    ("a", &["1"]),
    ("host", &["foo"]),
];

/// A source of statements.
pub struct Generator {
    /// The only source of chance; equal seeds give equal statements.
    pub rng: Rng,
    /// Whether the script is mostly carried out by a role that is no superuser.
    keeps_role: bool,
    focus: Focus,
}

/// What most statements are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Of the family, with a query of the catalogs now and then.
    Family,
    /// Queries of the catalogs, with enough of the others to change them.
    Queries,
}

impl Generator {
    /// A generator whose statements depend on the seed alone.
    pub fn new(seed: u64, focus: Focus) -> Generator {
        Generator { rng: Rng::with_seed(seed), keeps_role: false, focus }
    }

    /// What makes a script's objects worth asking about, before its first statement.
    pub fn preamble(&mut self) -> Vec<String> {
        let fixed = [
            "CREATE EXTENSION postgres_fdw;",
            "CREATE EXTENSION file_fdw;",
            "CREATE EXTENSION dblink;",
            "CREATE ROLE r1;",
            "CREATE ROLE r2;",
            "CREATE FOREIGN DATA WRAPPER w1;",
            "CREATE FOREIGN DATA WRAPPER w2 VALIDATOR postgresql_fdw_validator;",
            "CREATE SERVER s1 FOREIGN DATA WRAPPER w1;",
            "CREATE SERVER s2 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'foo');",
            "GRANT USAGE ON FOREIGN DATA WRAPPER w1, postgres_fdw TO r1;",
            "GRANT USAGE ON FOREIGN SERVER s1 TO r2 WITH GRANT OPTION;",
            "CREATE SERVER s3 FOREIGN DATA WRAPPER file_fdw;",
            "CREATE SCHEMA sc1;",
            "CREATE TABLE p1 (a int, b text);",
            "CREATE FOREIGN TABLE t1 (a int, b text) SERVER s1;",
            "CREATE FOREIGN TABLE t2 (a int OPTIONS (column_name 'x'), b text NOT NULL) SERVER s2;",
            "CREATE VIEW v1 AS SELECT a FROM t1;",
        ];
        let mut preamble: Vec<String> = fixed.into_iter().filter(|_| self.rng.u8(..) > 25).map(str::to_owned).collect();
        self.keeps_role = self.rng.u8(..4) == 0;
        if self.keeps_role {
            let rights = [
                "ALTER ROLE r1 CREATEROLE;",
                "GRANT CREATE ON SCHEMA public TO r1;",
                "GRANT USAGE ON FOREIGN SERVER s1, s2 TO r1 WITH GRANT OPTION;",
                "GRANT r2 TO r1;",
                "CREATE USER MAPPING FOR r1 SERVER s1;",
                "ALTER FOREIGN TABLE t1 OWNER TO r1;",
                "ALTER SERVER s1 OWNER TO r1;",
            ];
            preamble.extend(rights.into_iter().filter(|_| self.rng.bool()).map(str::to_owned));
            let identities = ["SET ROLE r1;", "SET SESSION AUTHORIZATION r1;", "SET ROLE r2;"];
            preamble.extend(self.rng.choice(identities).map(str::to_owned));
        }
        preamble
    }

    /// One of psql's commands.
    pub fn command(&mut self) -> String {
        lists::command(&mut self.rng)
    }

    /// One statement.
    pub fn statement(&mut self) -> Tokens {
        let keeps_role = self.keeps_role;
        let mut t = Sentence { rng: &mut self.rng, tokens: Vec::new() };
        let queries = if self.focus == Focus::Queries { 75 } else { 3 };
        if t.chance(queries) {
            t.catalog_query();
            return t.tokens;
        }
        match t.rng.u8(..184) {
            0..=4 => t.create_wrapper(),
            5..=9 => t.alter_wrapper(),
            10..=22 => t.create_server(),
            23..=33 => t.alter_server(),
            34..=41 => t.mapping("CREATE"),
            42..=45 => t.mapping("ALTER"),
            46..=49 => t.mapping("DROP"),
            50..=54 => t.drop_objects(),
            55..=60 => t.privileges(),
            61..=63 => t.role(),
            64..=66 if keeps_role && t.chance(90) => t.create_foreign_table(),
            64..=66 => t.identity(),
            67..=74 => t.transaction(),
            75..=99 => t.create_foreign_table(),
            100..=119 => t.alter_table(),
            120..=125 => t.drop_relation(),
            126..=130 => t.create_relation(),
            131..=134 => t.schema(),
            135..=137 => t.import(),
            138..=143 => t.relation_privileges(),
            144..=147 => t.comment(),
            148..=150 => t.setting(),
            151..=152 => t.owned(),
            153..=155 => t.extension(),
            156..=157 => t.membership(),
            158..=165 => t.form(forms::ALTER_RELATIONS),
            166..=178 => t.form(forms::SESSIONS),
            _ => t.alter_role(),
        }
        t.tokens
    }
}

/// A statement in the making.
struct Sentence<'a> {
    rng: &'a mut Rng,
    tokens: Tokens,
}

impl Sentence<'_> {
    fn chance(&mut self, percent: u8) -> bool {
        self.rng.u8(..100) < percent
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        self.rng.choice(choices).copied()
    }

    /// Keywords and punctuation, in any case.
    fn say(&mut self, words: &str) {
        for word in words.split_whitespace() {
            let word = spelling::keyword(word, self.rng);
            self.tokens.push(word);
        }
    }

    fn say_one_of(&mut self, choices: &[&str]) {
        let words = self.pick(choices).unwrap_or_default();
        self.say(words);
    }

    fn maybe(&mut self, percent: u8, words: &str) {
        if self.chance(percent) {
            self.say(words);
        }
    }

    fn name_of(&mut self, pool: &[&str]) {
        // The smaller of two: the first names of a pool are the likely ones, so that they meet.
        let position = self.rng.usize(..pool.len()).min(self.rng.usize(..pool.len()));
        let spelled = spelling::name(pool.get(position).copied().unwrap_or_default(), self.rng);
        self.tokens.push(spelled);
    }

    fn literal(&mut self, value: &str) {
        let spelled = spelling::string(value, self.rng);
        self.tokens.push(spelled);
    }

    fn wrapper(&mut self) {
        self.name_of(WRAPPERS);
    }

    fn server(&mut self) {
        self.name_of(SERVERS);
    }

    fn role_spec(&mut self) {
        match self.rng.u8(..10) {
            0 => self.say("PUBLIC"),
            1 => self.say("CURRENT_USER"),
            2 => self.say_one_of(&["SESSION_USER", "CURRENT_ROLE", "USER", "none"]),
            _ => self.name_of(ROLES),
        }
    }

    fn list(&mut self, mut each: impl FnMut(&mut Self)) {
        each(self);
        while self.chance(30) {
            self.say(",");
            each(self);
        }
    }

    fn options(&mut self, pool: &[(&str, &[&str])], altering: bool) {
        self.say("OPTIONS (");
        self.list(|t| {
            let change = if altering { t.pick(&["", "ADD", "SET", "SET", "DROP"]).unwrap_or_default() } else { "" };
            t.say(change);
            let Some((name, values)) = t.pick(pool) else { return };
            let spelled = spelling::name(name, t.rng);
            t.tokens.push(spelled);
            if change != "DROP" {
                let value = t.pick(values).unwrap_or_default();
                t.literal(value);
            }
        });
        self.say(")");
    }

    fn functions(&mut self, percent: u8) {
        while self.chance(percent) {
            match self.rng.u8(..6) {
                0 => self.say("NO HANDLER"),
                1 => self.say("NO VALIDATOR"),
                2 => {
                    self.say("HANDLER");
                    self.say_one_of(HANDLERS);
                }
                _ => {
                    self.say("VALIDATOR");
                    self.say_one_of(VALIDATORS);
                }
            }
        }
    }

    fn create_wrapper(&mut self) {
        self.say("CREATE FOREIGN DATA WRAPPER");
        self.wrapper();
        self.functions(35);
        if self.chance(30) {
            self.options(SERVER_OPTIONS, false);
        }
    }

    fn alter_wrapper(&mut self) {
        self.say("ALTER FOREIGN DATA WRAPPER");
        self.wrapper();
        match self.rng.u8(..10) {
            0..=5 => {
                self.functions(30);
                if self.chance(75) {
                    self.options(SERVER_OPTIONS, true);
                }
            }
            6..=7 => self.owner(),
            _ => {
                self.say("RENAME TO");
                self.wrapper();
            }
        }
    }

    fn owner(&mut self) {
        self.say("OWNER TO");
        self.role_spec();
    }

    fn create_server(&mut self) {
        self.say("CREATE SERVER");
        self.maybe(25, "IF NOT EXISTS");
        self.server();
        if self.chance(20) {
            self.say("TYPE");
            self.literal("oracle");
        }
        self.version(20);
        self.say("FOREIGN DATA WRAPPER");
        self.wrapper();
        if self.chance(65) {
            self.options(SERVER_OPTIONS, false);
        }
    }

    fn version(&mut self, percent: u8) {
        if self.chance(percent) {
            self.say("VERSION");
            match self.chance(20) {
                true => self.say("NULL"),
                false => self.literal("1.0"),
            }
        }
    }

    fn alter_server(&mut self) {
        self.say("ALTER SERVER");
        self.server();
        match self.rng.u8(..12) {
            0..=7 => {
                self.version(25);
                if self.chance(85) {
                    self.options(SERVER_OPTIONS, true);
                }
            }
            8..=9 => self.owner(),
            _ => {
                self.say("RENAME TO");
                self.server();
            }
        }
    }

    fn mapping(&mut self, verb: &str) {
        self.say(verb);
        self.say("USER MAPPING");
        match verb {
            "CREATE" => self.maybe(20, "IF NOT EXISTS"),
            "DROP" => self.maybe(40, "IF EXISTS"),
            _ => {}
        }
        self.say("FOR");
        self.role_spec();
        self.say("SERVER");
        self.server();
        if verb == "ALTER" || verb == "CREATE" && self.chance(60) {
            self.options(MAPPING_OPTIONS, verb == "ALTER");
        }
    }

    fn drop_objects(&mut self) {
        let wrapper = self.chance(30);
        self.say(if wrapper { "DROP FOREIGN DATA WRAPPER" } else { "DROP SERVER" });
        self.maybe(40, "IF EXISTS");
        self.list(if wrapper { Self::wrapper } else { Self::server });
        self.say_one_of(&["", "", "CASCADE", "RESTRICT"]);
    }

    fn privileges(&mut self) {
        let grant = self.chance(60);
        self.say(if grant { "GRANT" } else { "REVOKE" });
        if !grant {
            self.maybe(20, "GRANT OPTION FOR");
        }
        self.say_one_of(&["USAGE", "USAGE", "USAGE", "ALL", "ALL PRIVILEGES", "SELECT", "usage , all", "nosuch"]);
        let wrapper = self.chance(40);
        self.say(if wrapper { "ON FOREIGN DATA WRAPPER" } else { "ON FOREIGN SERVER" });
        self.list(if wrapper { Self::wrapper } else { Self::server });
        self.say(if grant { "TO" } else { "FROM" });
        self.list(Self::role_spec);
        if grant {
            self.maybe(25, "WITH GRANT OPTION");
        }
        if self.chance(6) {
            self.say("GRANTED BY");
            self.role_spec();
        }
        if !grant {
            self.say_one_of(&["", "", "CASCADE", "RESTRICT"]);
        }
    }

    fn role(&mut self) {
        let create = self.chance(60);
        self.say(if create { "CREATE" } else { "DROP" });
        self.say_one_of(&["ROLE", "ROLE", "USER"]);
        if create {
            self.name_of(ROLES);
            self.say_one_of(&["", "", "", "SUPERUSER", "LOGIN", "NOINHERIT"]);
            if self.chance(20) {
                self.say("IN ROLE");
                self.name_of(ROLES);
            }
        } else {
            self.maybe(40, "IF EXISTS");
            self.list(|t| t.name_of(ROLES));
        }
    }

    fn identity(&mut self) {
        match self.rng.u8(..10) {
            0..=3 => {
                self.say("SET ROLE");
                self.name_of(ROLES);
            }
            4 => {
                self.say("SET SESSION AUTHORIZATION");
                self.name_of(ROLES);
            }
            5 => {
                self.say_one_of(&["RESET SESSION AUTHORIZATION", "SET SESSION AUTHORIZATION DEFAULT", "SET ROLE NONE"])
            }
            _ => self.say("RESET ROLE"),
        }
    }

    fn transaction(&mut self) {
        // Twice as likely to end a block as to begin one: after a failure the rest of a block says nothing new.
        let control = self.pick(TRANSACTION_CONTROL).unwrap_or_default();
        self.say(control);
        match control {
            "SAVEPOINT" | "RELEASE" | "ROLLBACK TO" => self.name_of(SAVEPOINTS),
            _ => self.maybe(15, "WORK"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_give_equal_statements() {
        let statements = |seed| {
            let mut generator = Generator::new(seed, Focus::Family);
            (0..50).map(|_| generator.statement()).collect::<Vec<_>>()
        };
        assert_eq!(statements(7), statements(7));
        assert_ne!(statements(7), statements(8));
    }
}
