-- DISTRIBUTED and TAG of foreign tables: the clause is refused before anything of its string runs.
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE g (a int) SERVER s DISTRIBUTED BY (a);
CREATE FOREIGN TABLE g (a int) SERVER nosuch DISTRIBUTED RANDOMLY;
CREATE FOREIGN TABLE nosuch.g (a nosuch) SERVER s OPTIONS (a '1', a '2') DISTRIBUTED REPLICATED;
CREATE FOREIGN TABLE g (a int) SERVER "Gp_exttable_server" DISTRIBUTED BY (a);
CREATE SERVER first FOREIGN DATA WRAPPER w \; CREATE FOREIGN TABLE g (a int) SERVER s DISTRIBUTED BY (a);
CREATE SERVER first FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE IF NOT EXISTS g (a int) SERVER gp_exttable_server DISTRIBUTED BY (a);
CREATE FOREIGN TABLE g (a int) SERVER gp_exttable_server DISTRIBUTED BY (a);
CREATE FOREIGN TABLE g (a int) SERVER gp_exttable_server OPTIONS (format_type 't', location_uris 'gpfdist://h/f') DISTRIBUTED BY (a);
CREATE FOREIGN TABLE g (a int) SERVER gp_exttable_server OPTIONS (format_type 't', location_uris 'gpfdist://h/f') DISTRIBUTED BY (a);
CREATE FOREIGN TABLE h (a int) SERVER GP_EXTTABLE_SERVER OPTIONS (format_type 't', location_uris 'gpfdist://h/f') DISTRIBUTED RANDOMLY TAG (kind = 'x');
CREATE FOREIGN TABLE t (a int) SERVER s TAG (kind = 'x', "Other" = 'it''s');
CREATE FOREIGN TABLE IF NOT EXISTS t (a int) SERVER s TAG (kind = 'x');
CREATE FOREIGN TABLE u (a int) SERVER s TAG (kind = 'x') DISTRIBUTED BY (a);
CREATE FOREIGN TABLE u (a int) SERVER s TAG (kind 'x');
DROP SERVER s;
