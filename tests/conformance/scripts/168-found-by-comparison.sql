-- Cases in which generated statements were once answered otherwise than by the server, the fewest that show each.
CREATE ROLE conf_r1;
CREATE ROLE conf_r2;
CREATE FOREIGN DATA WRAPPER w1;
CREATE SERVER s1 FOREIGN DATA WRAPPER w1;
CREATE FOREIGN TABLE t1 (a int, b text) SERVER s1;
CREATE VIEW v1 AS SELECT a FROM t1;
-- GRANT calls a foreign table a table.
SET ROLE conf_r1;
REVOKE GRANT OPTION FOR ALL ON t1 FROM CURRENT_USER RESTRICT;
RESET ROLE;
-- The owner of the database is a member of pg_database_owner, and so are its members.
GRANT conf_r1, postgres TO conf_r2;
SET SESSION AUTHORIZATION conf_r2;
CREATE TABLE t2 (c xml);
RESET SESSION AUTHORIZATION;
-- The sequence of a column comes before its table, and a relation that a literal names before the types.
CREATE TABLE pg_catalog.p1 (a serial);
CREATE FOREIGN TABLE x (a boolean DEFAULT nextval('nosuch')) SERVER s1;
-- Of two columns that are there twice, the first one is named.
CREATE FOREIGN TABLE x (a varchar, c timestamp, c json, a uuid) SERVER s1;
-- A view has no system columns.
ALTER TABLE ONLY v1 RENAME xmin TO a;
ALTER TABLE v1 RENAME a TO xmin;
ALTER TABLE v1 RENAME xmin TO a;
ALTER TABLE t1 RENAME xmin TO a;
ALTER TABLE t1 RENAME a TO xmin;
-- Views are read.
CREATE VIEW v2 AS SELECT .;
CREATE VIEW v2 AS SELECT t1;
CREATE VIEW v2 AS SELECT select;
CREATE VIEW v2 AS SELECT a, a FROM t1;
CREATE VIEW v2 AS SELECT zzz FROM t1;
DROP VIEW v1;
-- Options of a column that is added come last.
create foreign data wrapper wadd validator postgresql_fdw_validator; create server sadd foreign data wrapper wadd;
create schema cadd; create foreign table tadd (a int) server sadd; create table cadd.p (a int);
comment on column public.tadd.nosuch is 'x'; comment on column tadd.nosuch is 'x'; comment on column cadd.p.nosuch is 'x';
alter foreign table tadd add b int options (x '1'), options (drop z);
alter foreign table tadd add b int options (x '1'), add c nosuch;
alter foreign table tadd add if not exists a int options (x '1');
alter table cadd.p add b int options (x '1');
alter table cadd.p add b int options (x '1'), drop nosuch;
alter foreign table tadd add b int options (x '1'), alter b options (y '1');
-- What the superuser may do without being one.
ALTER ROLE postgres NOSUPERUSER;
CREATE FOREIGN TABLE t3 (b second) SERVER s1;
CREATE SCHEMA sc2;
ALTER ROLE postgres SUPERUSER;
-- What is looked at first and what is carried out later in ALTER TABLE.
CREATE TABLE p1 (a int, b text);
ALTER TABLE p1 ALTER a SET DATA TYPE bit(3), DROP c;
ALTER TABLE p1 ALTER b TYPE int;
ALTER TABLE p1 ALTER a TYPE boolean;
ALTER TABLE p1 ALTER b TYPE date USING b::date;
ALTER FOREIGN TABLE t1 ADD IF NOT EXISTS b double, ALTER c SET DEFAULT 0.5, ADD CHECK (nofunc());
-- A serial column is one with a default.
CREATE FOREIGN TABLE q1 (b serial GENERATED ALWAYS AS IDENTITY) SERVER s1;
CREATE FOREIGN TABLE q1 (b serial GENERATED ALWAYS AS (NULL) STORED) SERVER s1;
CREATE FOREIGN TABLE q1 (b serial DEFAULT 1) SERVER s1;
-- Merging looks at a type once more.
CREATE FOREIGN TABLE c1 (a time(9) DEFAULT 'x') INHERITS (p1) SERVER s1;
CREATE TABLE p2 (a time(6));
CREATE FOREIGN TABLE c2 (z time(9), a time(9)) INHERITS (p2) SERVER s1;
-- What cannot be sorted is no key of partitions.
CREATE TABLE p3 (a xml) PARTITION BY LIST (a);
CREATE TABLE p3 (a json) PARTITION BY RANGE (a);
-- The schema of the system holds nothing of others, and is no table.
CREATE VIEW pg_catalog.p1 AS SELECT FROM t1;
CREATE SEQUENCE pg_catalog.t3;
CREATE VIEW v9 AS SELECT FROM pg_catalog t2;
COMMENT ON COLUMN public.t1.c IS 'a comment';
CREATE VIEW v9 AS SELECT FROM pg_catalog.b;
CREATE SEQUENCE q2;
CREATE VIEW v9 AS SELECT n FROM q2;
CREATE VIEW v9 AS SELECT last_value, is_called FROM q2;
-- The constraints of an added column come after all added columns.
ALTER FOREIGN TABLE t1 ADD c boolean CONSTRAINT k2 CHECK (zzz > 1), ADD c nosuch;
ALTER FOREIGN TABLE t1 ADD c boolean CHECK (d > 1), ADD d int, ADD CHECK (e > d), ADD e int DEFAULT 1;
\d t1
ALTER TABLE p1 ADD c int CHECK (zzz > 1), ADD d nosuch;
-- A type is changed once, a column that is dropped can be added again with options.
ALTER FOREIGN TABLE t1 ALTER b TYPE varchar, ADD CHECK (nosuch), ALTER b TYPE int[];
CREATE EXTENSION postgres_fdw;
CREATE SERVER s2 FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE t9 (a int) SERVER s2;
ALTER FOREIGN TABLE t9 DROP a, ADD IF NOT EXISTS a double precision OPTIONS (force_null 'false');
ALTER FOREIGN TABLE t9 ADD IF NOT EXISTS a double precision OPTIONS (force_null 'false');
BEGIN;
SELECT 1 / 0 FROM nosuch;
CREATE text TAble;
ROLLBACK;
CREATE VIEW v9 AS SELECT count() FROM t1;
CREATE VIEW v9 AS SELECT count(*), count(a) FROM t1;
CREATE FOREIGN TABLE t10 (a bigint DEFAULT count()) SERVER s1;
CREATE VIEW v10 AS SELECT a FROM t1;
ALTER TABLE v10 ALTER xmin DROP DEFAULT;
ALTER TABLE t1 ALTER xmin DROP DEFAULT;
CREATE FOREIGN TABLE t11 (a time(9) CONSTRAINT k2 GENERATED ALWAYS AS IDENTITY) SERVER s1;
CREATE DEFAULT "x";
CREATE FOREIGN TABLE t12 (a int, b text) SERVER s1;
CREATE TABLE child (c boolean) INHERITS (t12);
ALTER FOREIGN TABLE t12 ADD c oid, ALTER b TYPE oid;
ALTER FOREIGN TABLE t12 ALTER b TYPE oid USING b::oid;
ALTER FOREIGN TABLE t12 ALTER b TYPE varchar;
-- What is set for a role is read to its end.
ALTER USER mapping SET */);
ALTER ROLE postgres SET (a);
ALTER ROLE postgres SET a TO 1 1;
ALTER ROLE postgres IN DATABASE x RESET 1;
ALTER ROLE ALL SET TRANSACTION foo;
BEGIN;
SELECT 1 / 0 FROM nosuch;
ALTER ROLE postgres SET (a);
ALTER ROLE postgres IN DATABASE x RESET ALL;
ALTER ROLE postgres IN DATABASE x SET SESSION AUTHORIZATION DEFAULT;
ALTER ROLE postgres IN DATABASE x SET TRANSACTION READ ONLY;
ALTER ROLE postgres IN DATABASE x SET LOCAL a = 1;
SET CONSTRAINTS ALL;
SET CONSTRAINTS a, b.c IMMEDIATE;
SET CONSTRAINTS a, b.c DEFERRED 2;
SET SESSION LOCAL a = 1;
SET SESSION SESSION AUTHORIZATION DEFAULT;
SET LOCAL SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;
SET LOCAL SESSION;
ROLLBACK;
-- A predicate that the grammar knows to refuse it.
CREATE FOREIGN TABLE t13 (a int CHECK (UNIQUE (1)), b bit(3, UNIQUE)) SERVER s1;
CREATE FOREIGN TABLE t13 (a int, b bit(3, UNIQUE)) SERVER s1;
CREATE FOREIGN TABLE t13 (a int CHECK (UNIQUE (SELECT 1) + #)) SERVER s1;
CREATE FOREIGN TABLE t13 (a int CHECK (1 + UNIQUE NULLS NOT DISTINCT (VALUES (1)))) SERVER s1;
CREATE FOREIGN TABLE t13 (a int CHECK (UNIQUE NULLS)) SERVER s1;
CREATE FOREIGN TABLE t13 (a int DEFAULT UNIQUE (SELECT 1)) SERVER s1;
-- Sequences of columns get their names before the first of them is made.
CREATE FOREIGN TABLE t13 (a serial, a serial) SERVER s1;
CREATE FOREIGN TABLE t13 (a int, a serial) SERVER s1;
CREATE FOREIGN TABLE t13 (t13 serial, t13_t13_seq serial) SERVER s1;
CREATE TABLE p4 (a int GENERATED ALWAYS AS IDENTITY, a serial);
-- The letter of a string is a word.
ALTER SERVER s2 OPTIONS (N'any');
-- Rights on a column are those that columns have.
GRANT INSERT (b), DELETE ON TABLE t1 TO conf_r1;
SET ROLE conf_r1;
REVOKE ALL ON t1 FROM conf_r1;
REVOKE SELECT ON t1 FROM conf_r1;
DROP OWNED BY CURRENT_USER CASCADE;
RESET ROLE;
