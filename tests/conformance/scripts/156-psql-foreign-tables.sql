-- \det and \d over many shapes of foreign tables.
CREATE ROLE conf_a;
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE SERVER "S 2" FOREIGN DATA WRAPPER w;
CREATE SCHEMA sc; CREATE SCHEMA "S c"; CREATE SCHEMA hidden;
\det
\det+
\det nosuch
\d nosuch
CREATE FOREIGN TABLE t (a int) SERVER s;
CREATE FOREIGN TABLE sc.t (a int OPTIONS (o 'p')) SERVER "S 2" OPTIONS (x '1', "Y z" 'it''s', back E'\\');
CREATE FOREIGN TABLE "S c"."T t" ("A a" text DEFAULT 'é', 日本 int) SERVER s OPTIONS (o '日本');
CREATE FOREIGN TABLE tt (a numeric(5,2)[] NOT NULL, b varchar(5) COLLATE "C" DEFAULT 'x') SERVER s OPTIONS ("select" '');
CREATE FOREIGN TABLE _x () SERVER s; CREATE FOREIGN TABLE "Zed" () SERVER s; CREATE FOREIGN TABLE é () SERVER s; CREATE FOREIGN TABLE "1" () SERVER s;
COMMENT ON FOREIGN TABLE t IS 'the t'; COMMENT ON COLUMN t.a IS E'of\nlines'; COMMENT ON FOREIGN TABLE "S c"."T t" IS '日本語';
\det
\det+
\det t
\det t*
\det *.t
\det sc.*
\det+ *.*
\det "S c".*
\det "S c"."T t"
\det S*
\det "s c".*
\det T
\det "T"
\det t?
\det [tz]*
\det postgres.public.t
\det other.public.t
\det a.b.c.d
\det public.
\det .t
\det+ sc.t
\d t
\d+ t
\d sc.t
\d+ sc.t
\d "S c"."T t"
\d tt
\d+ tt
\d _x
\d+ _x
\d t*
\dE
\dE sc.*
\dt
\x
\det+ sc.t
\d sc.t
\x
\a
\det+ sc.t
\a
\t
\det
\t
SET ROLE conf_a;
\det
\det+ sc.t
\d t
SET search_path = sc;
\det
\d t
\d
RESET ROLE;
RESET search_path;
\z
GRANT SELECT ON t TO conf_a; GRANT UPDATE (a) ON t TO conf_a; GRANT INSERT ON sc.t TO PUBLIC WITH GRANT OPTION; GRANT INSERT ON sc.t TO PUBLIC;
\dp
\dp sc.t
\z t
\dn
\dn+ sc
CREATE TABLE par (a int) PARTITION BY LIST (a);
CREATE FOREIGN TABLE part PARTITION OF par FOR VALUES IN (1) SERVER s;
CREATE FOREIGN TABLE dflt PARTITION OF par DEFAULT SERVER s;
CREATE FOREIGN TABLE kid (b int) INHERITS (t) SERVER s;
ALTER FOREIGN TABLE kid ADD CHECK (a > 0) NOT VALID; ALTER FOREIGN TABLE kid ADD CHECK (b > 0) NO INHERIT;
\d part
\d+ part
\d+ dflt
\d kid
\d+ kid
\d t
\d+ t
\d par
\d+ par
