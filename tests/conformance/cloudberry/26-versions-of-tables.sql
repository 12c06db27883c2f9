-- Where PostgreSQL 14 and 16 say other things about tables.
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE TABLE plain (a int) DISTRIBUTED BY (a);
CREATE FOREIGN TABLE ft (a int CONSTRAINT c CHECK (a > 0)) SERVER s;
-- An action on a relation of the wrong kind.
ALTER TABLE plain OPTIONS (a 'b');
ALTER TABLE plain ALTER a OPTIONS (a 'b');
ALTER FOREIGN TABLE plain OPTIONS (a 'b');
ALTER FOREIGN TABLE ft ALTER CONSTRAINT c DEFERRABLE;
ALTER TABLE ft OPTIONS (a 'b');
-- Who may create in the schema public.
CREATE ROLE conf_a;
GRANT USAGE ON FOREIGN SERVER s TO conf_a;
SET ROLE conf_a;
CREATE FOREIGN TABLE mine (a int) SERVER s;
RESET ROLE;
-- file_fdw: who may name a file, the options, and header.
CREATE EXTENSION file_fdw;
CREATE SERVER f FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE matching (a int) SERVER f OPTIONS (filename '/x', header 'match');
CREATE FOREIGN TABLE csv (a int) SERVER f OPTIONS (filename '/x', header 'perhaps');
CREATE FOREIGN TABLE csv (a int) SERVER f OPTIONS (filename '/x', filenam '/y');
CREATE FOREIGN TABLE csv (a int) SERVER f OPTIONS (filename '/x', foo '1');
CREATE FOREIGN TABLE defaulting (a int) SERVER f OPTIONS (filename '/x', "default" 'd');
CREATE FOREIGN TABLE none (a int) SERVER f;
CREATE FOREIGN TABLE col (a int OPTIONS (force_not_nul 'true')) SERVER f OPTIONS (filename '/x');
CREATE FOREIGN TABLE col (a int OPTIONS (force_not_null 'true', force_not_null 'true')) SERVER f OPTIONS (filename '/x');
CREATE FOREIGN TABLE anywhere (a int) SERVER f OPTIONS (filename '/x<SEGID>', mpp_execute 'any');
GRANT USAGE ON FOREIGN SERVER f TO conf_a;
GRANT CREATE ON SCHEMA public TO conf_a;
SET ROLE conf_a;
CREATE FOREIGN TABLE prog (a int) SERVER f OPTIONS (program 'ls');
CREATE FOREIGN TABLE file (a int) SERVER f OPTIONS (format 'nosuch', filename '/x');
RESET ROLE;
-- Options of tables and columns of postgres_fdw and of postgresql_fdw_validator.
CREATE EXTENSION postgres_fdw;
CREATE FOREIGN DATA WRAPPER v VALIDATOR postgresql_fdw_validator;
CREATE SERVER p FOREIGN DATA WRAPPER postgres_fdw OPTIONS (fdw_startup_cost 'x');
CREATE SERVER p FOREIGN DATA WRAPPER postgres_fdw OPTIONS (fetch_size '1.5', batch_size '0x10');
CREATE SERVER pv FOREIGN DATA WRAPPER v;
CREATE FOREIGN TABLE pt (a int) SERVER p OPTIONS (fetch_size '5kB');
CREATE FOREIGN TABLE pt (a int) SERVER p OPTIONS (batch_size '0');
CREATE FOREIGN TABLE pt (a int) SERVER p OPTIONS (schema_nam 'x');
CREATE FOREIGN TABLE pt (a int) SERVER p OPTIONS (foo 'x');
CREATE FOREIGN TABLE pt (a int) SERVER p OPTIONS (analyze_sampling 'RANDOM');
CREATE FOREIGN TABLE sampled (a int) SERVER p OPTIONS (analyze_sampling 'random');
CREATE FOREIGN TABLE pt (a int OPTIONS (column_nam 'x')) SERVER p;
CREATE FOREIGN TABLE pt (a int OPTIONS (foo 'x')) SERVER p;
CREATE FOREIGN TABLE vt (a int) SERVER pv OPTIONS (host 'x');
CREATE FOREIGN TABLE vt (a int OPTIONS (host 'x')) SERVER pv;
CREATE FOREIGN TABLE eq (a int OPTIONS ("a=b" 'c')) SERVER s OPTIONS ("a=b" 'c');
-- Indexes.
CREATE INDEX ON ft (a);
CREATE UNIQUE INDEX CONCURRENTLY ix ON ft (nosuch);
CREATE VIEW v AS SELECT 1 AS a;
CREATE INDEX ON v (a);
CREATE INDEX ON nosuch (a);
