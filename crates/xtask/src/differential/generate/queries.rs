//! Queries of the catalogs. Rows come in any order where none is asked for, so that every query sorts
//! by all that it shows; object identifiers, which differ from server to server, are never shown.

use super::Sentence;

/// Something in FROM under its alias, and what it has to show.
struct Source {
    from: &'static str,
    texts: &'static [&'static str],
    lists: &'static [&'static str],
    numbers: &'static [&'static str],
    /// Where the rows are that a script has made.
    filter: &'static str,
}

const SOURCES: &[Source] = &[
    Source {
        from: "pg_foreign_server s",
        texts: &["s.srvname", "srvname", "srvtype", "s.srvversion", "srvowner::regrole::text", "srvacl::text"],
        lists: &["srvoptions", "s.srvoptions"],
        numbers: &["cardinality(srvoptions)", "length(srvname)", "array_length(srvoptions, 1)"],
        filter: "true",
    },
    Source {
        from: "pg_foreign_data_wrapper w",
        texts: &["w.fdwname", "fdwname", "fdwowner::regrole::text", "fdwacl::text", "fdwhandler::regproc::text"],
        lists: &["fdwoptions"],
        numbers: &["cardinality(w.fdwoptions)", "length(fdwname)"],
        filter: "true",
    },
    Source {
        from: "pg_user_mappings m",
        texts: &["m.srvname", "usename", "m.umoptions::text", "pg_get_userbyid(umuser)"],
        lists: &["umoptions"],
        numbers: &["cardinality(umoptions)", "length(m.srvname)"],
        filter: "true",
    },
    Source {
        from: "pg_foreign_server s JOIN pg_foreign_data_wrapper w ON s.srvfdw = w.oid",
        texts: &["s.srvname", "w.fdwname", "srvtype", "fdwname || '.' || srvname", "srvowner::regrole::text"],
        lists: &["srvoptions", "fdwoptions"],
        numbers: &["cardinality(srvoptions)", "length(fdwname)"],
        filter: "true",
    },
    Source {
        from: "pg_foreign_data_wrapper w LEFT JOIN pg_foreign_server s ON s.srvfdw = w.oid",
        texts: &["s.srvname", "w.fdwname", "coalesce(srvname, '-')"],
        lists: &["srvoptions", "fdwoptions"],
        numbers: &["cardinality(fdwoptions)"],
        filter: "true",
    },
    Source {
        from: "pg_foreign_table t JOIN pg_class c ON c.oid = t.ftrelid JOIN pg_foreign_server s ON s.oid = t.ftserver",
        texts: &["c.relname", "s.srvname", "ftoptions::text", "relkind::text", "relnamespace::regnamespace::text"],
        lists: &["ftoptions", "srvoptions"],
        numbers: &["relnatts", "cardinality(ftoptions)"],
        filter: "true",
    },
    Source {
        from: "pg_attribute a JOIN pg_foreign_table t ON attrelid = ftrelid",
        texts: &["attname", "a.attname", "atttypid::regtype::text", "attfdwoptions::text"],
        lists: &["attfdwoptions"],
        numbers: &["attnum", "a.attnum + 1", "atttypmod"],
        filter: "attnum > 0 AND NOT attisdropped",
    },
    Source {
        from: "information_schema.foreign_servers f",
        texts: &[
            "foreign_server_name",
            "f.foreign_data_wrapper_name",
            "authorization_identifier",
            "foreign_server_type",
        ],
        lists: &[],
        numbers: &["length(foreign_server_name)"],
        filter: "true",
    },
    Source {
        from: "information_schema.foreign_server_options o",
        texts: &["foreign_server_name", "o.option_name", "option_value", "option_name || '=' || option_value"],
        lists: &["ARRAY[option_name, option_value]"],
        numbers: &["length(option_value)"],
        filter: "true",
    },
    Source {
        from: "information_schema.user_mapping_options u",
        texts: &["authorization_identifier", "foreign_server_name", "option_name", "u.option_value"],
        lists: &[],
        numbers: &["length(option_name)"],
        filter: "true",
    },
    Source {
        from: "information_schema.foreign_tables f",
        texts: &["foreign_table_name", "foreign_server_name", "f.foreign_table_schema"],
        lists: &[],
        numbers: &["length(foreign_table_name)"],
        filter: "true",
    },
    Source {
        from: "information_schema.usage_privileges p",
        texts: &["grantor", "grantee", "object_name", "is_grantable", "privilege_type", "p.object_type"],
        lists: &[],
        numbers: &["length(grantee)"],
        filter: "object_type LIKE 'FOREIGN%'",
    },
    Source {
        from: "pg_roles r",
        texts: &["rolname", "r.rolname", "rolsuper::text", "quote_ident(rolname)"],
        lists: &["rolconfig"],
        numbers: &["rolconnlimit", "length(rolname)"],
        filter: "rolname !~ '^pg_'",
    },
    Source {
        from: "pg_foreign_server s, pg_options_to_table(s.srvoptions) o",
        texts: &["srvname", "o.option_name", "option_value", "quote_literal(option_value)"],
        lists: &["srvoptions"],
        numbers: &["length(option_name)"],
        filter: "true",
    },
    Source {
        from: "pg_foreign_server s, aclexplode(s.srvacl) x",
        texts: &[
            "srvname",
            "x.grantee::regrole::text",
            "privilege_type",
            "is_grantable::text",
            "grantor::regrole::text",
        ],
        lists: &[],
        numbers: &["length(privilege_type)"],
        filter: "true",
    },
    Source {
        from: "( VALUES ( 1 , 'a' ) , ( 2 , NULL ) , ( 3 , 'b' ) ) v ( n , l )",
        texts: &["l", "v.l", "n::text", "l || n"],
        lists: &["ARRAY[l, 'x']"],
        numbers: &["n", "v.n * 2", "-n", "n % 2"],
        filter: "true",
    },
];

/// Around a text.
const OF_TEXT: &[&str] = &[
    "upper(@)",
    "lower(@)",
    "initcap(@)",
    "left(@, 3)",
    "right(@, -1)",
    "substr(@, 2, 2)",
    "replace(@, 's', 'X')",
    "coalesce(@, 'none')",
    "nullif(@, 's1')",
    "quote_ident(@)",
    "quote_literal(@)",
    "@ || '!'",
    "format('%s|%I|%L', @, @, @)",
    "lpad(@, 4, '*')",
    "split_part(@, 's', 2)",
    "reverse(@)",
    "CASE WHEN @ > 's' THEN 'big' ELSE @ END",
    "concat(@, NULL, 1)",
    "btrim(@, 'sw')",
    "translate(@, 's1', 'z')",
    "regexp_replace(@, '[0-9]', '#')",
    "greatest(@, 'm')",
    "(SELECT @)",
    "@::name::text",
    "@::varchar(2)",
];

/// Around a list of texts.
const OF_LIST: &[&str] = &[
    "array_to_string(@, ',')",
    "array_to_string(@, '; ', '?')",
    "@[1]",
    "@[2]",
    "@::text",
    "@[1:1]::text",
    "array_append(@, 'z')::text",
    "(@ || ARRAY['q'])::text",
    "array_position(@, 'host=foo')::text",
    "(SELECT string_agg(u, '+' ORDER BY u) FROM unnest(@) u)",
    "array_remove(@, 'a=1')::text",
    "(SELECT count(*) FROM pg_options_to_table(@))::text",
];

/// Over a text.
const CONDITIONS: &[&str] = &[
    "@ IS NULL",
    "@ IS NOT NULL",
    "@ = 's1'",
    "@ <> 's1'",
    "@ LIKE 's%'",
    "@ LIKE '%\\_%'",
    "@ ILIKE 'S_'",
    "@ ~ '^[a-z]+[0-9]$'",
    "@ !~ 's'",
    "@ IN ('s1', 'w1', 'foo')",
    "@ NOT IN ('s1', 's2')",
    "@ BETWEEN 'a' AND 's2'",
    "@ > 's'",
    "length(@) > 2",
    "NOT (@ = 'x')",
    "@ IS DISTINCT FROM 's1'",
    "@ = ANY (ARRAY['s1', 's2'])",
    "coalesce(@, '') <> ''",
    "EXISTS (SELECT 1 FROM pg_foreign_server q WHERE q.srvname = @)",
    "@ = (SELECT min(srvname) FROM pg_foreign_server)",
];

const PRIVILEGE_CALLS: &[&str] = &[
    "has_server_privilege ( 'r1' , 's1' , 'USAGE' )",
    "has_server_privilege ( 'r2' , 's2' , 'usage' )",
    "has_server_privilege ( 's1' , 'USAGE WITH GRANT OPTION' )",
    "has_server_privilege ( 'public' , 's1' , 'USAGE' )",
    "has_server_privilege ( 'r1' , 'nosuch' , 'USAGE' )",
    "has_server_privilege ( 'nosuch' , 's1' , 'USAGE' )",
    "has_server_privilege ( 'r1' , 's1' , 'SELECT' )",
    "has_foreign_data_wrapper_privilege ( 'r1' , 'w1' , 'USAGE' )",
    "has_foreign_data_wrapper_privilege ( 'w2' , 'usage, USAGE WITH GRANT OPTION' )",
    "pg_has_role ( 'r1' , 'r2' , 'MEMBER' )",
    "current_user",
    "to_regclass ( 't1' ) IS NULL",
    "'t1' :: regclass :: text",
    "'r1' :: regrole",
    "obj_description ( 't1' :: regclass )",
];

impl Sentence<'_> {
    /// A query that succeeds, mostly.
    pub(super) fn catalog_query(&mut self) {
        if self.chance(8) {
            self.say("SELECT");
            self.list(|t| t.raw_one_of(PRIVILEGE_CALLS));
            return;
        }
        let Some(source) = self.rng.choice(SOURCES) else { return };
        if self.chance(15) {
            self.grouped(source);
        } else {
            self.listed(source);
        }
        if self.chance(8) {
            self.say_one_of(&["LIMIT 2", "LIMIT 1 OFFSET 1", "OFFSET 1", "LIMIT 0", "FETCH FIRST ROW ONLY"]);
        }
    }

    /// Words as they are, which a mutation moves one by one.
    fn raw(&mut self, text: &str) {
        self.tokens.extend(text.split_whitespace().map(str::to_owned));
    }

    fn raw_one_of(&mut self, choices: &[&str]) {
        let text = self.pick(choices).unwrap_or_default();
        self.raw(text);
    }

    fn around(&mut self, forms: &[&str], value: &str) -> String {
        self.pick(forms).unwrap_or("@").replace('@', value)
    }

    fn item(&mut self, source: &Source) -> String {
        let text = self.pick(source.texts).unwrap_or("NULL");
        match self.rng.u8(..10) {
            0..=3 => text.to_owned(),
            4..=5 => self.around(OF_TEXT, text),
            6 => {
                let inner = self.around(OF_TEXT, text);
                self.around(OF_TEXT, &inner)
            }
            7 => self.pick(source.numbers).unwrap_or("1").to_owned(),
            _ => match self.pick(source.lists) {
                Some(list) => self.around(OF_LIST, list),
                None => text.to_owned(),
            },
        }
    }

    fn filter_over(&mut self, source: &Source) -> String {
        let text = self.pick(source.texts).unwrap_or("NULL");
        let first = self.around(CONDITIONS, text);
        if !self.chance(25) {
            return first;
        }
        let text = self.pick(source.texts).unwrap_or("NULL");
        let second = self.around(CONDITIONS, text);
        let word = self.pick(&["AND", "OR", "AND NOT"]).unwrap_or("AND");
        format!("{first} {word} {second}")
    }

    fn where_clause(&mut self, source: &Source) {
        let condition = if self.chance(35) { self.filter_over(source) } else { "true".to_owned() };
        if source.filter != "true" || condition != "true" {
            self.raw(&format!("WHERE {} AND ( {condition} )", source.filter));
        }
    }

    fn order_by(&mut self, columns: usize) {
        self.say("ORDER BY");
        for number in 1..=columns {
            if number > 1 {
                self.say(",");
            }
            self.tokens.push(number.to_string());
            if self.chance(15) {
                self.say_one_of(&["DESC", "ASC", "NULLS FIRST", "DESC NULLS LAST"]);
            }
        }
    }

    fn listed(&mut self, source: &Source) {
        self.say("SELECT");
        self.maybe(12, "DISTINCT");
        let columns = self.rng.usize(1..=3);
        for number in 0..columns {
            if number > 0 {
                self.say(",");
            }
            let item = self.item(source);
            self.raw(&item);
            if self.chance(20) {
                self.say("AS");
                self.raw_one_of(&["x", "y", "\"Two words\""]);
            }
        }
        self.say("FROM");
        self.raw(source.from);
        self.where_clause(source);
        self.order_by(columns);
    }

    fn grouped(&mut self, source: &Source) {
        let key = self.item(source);
        let text = self.pick(source.texts).unwrap_or("NULL");
        let number = self.pick(source.numbers).unwrap_or("1");
        let aggregates = [
            "count(*)".to_owned(),
            format!("count(DISTINCT {text})"),
            format!("min({text})"),
            format!("max({text})"),
            format!("string_agg({text}, ',' ORDER BY {text})"),
            format!("array_agg({text} ORDER BY {text} DESC)::text"),
            format!("sum({number})"),
            format!("avg({number})"),
            format!("count({text}) FILTER (WHERE {text} > 's')"),
            format!("bool_or({text} = 's1')"),
        ];
        let aggregate = self.rng.choice(&aggregates).cloned().unwrap_or_default();
        self.say("SELECT");
        self.raw(&format!("{key} , {aggregate}"));
        self.say("FROM");
        self.raw(source.from);
        self.where_clause(source);
        self.say("GROUP BY 1");
        if self.chance(25) {
            self.raw_one_of(&["HAVING count(*) > 1", "HAVING count(*) < 3"]);
        }
        self.order_by(2);
    }
}
