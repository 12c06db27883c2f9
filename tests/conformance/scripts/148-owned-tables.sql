-- DROP OWNED and REASSIGN OWNED over schemas, tables, views, sequences and what is granted on them.
CREATE ROLE conf_r1; CREATE ROLE conf_r2; CREATE ROLE conf_r3; CREATE ROLE conf_m; GRANT conf_r1, conf_r2 TO conf_m;
CREATE FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN DATA WRAPPER w TO conf_r1, conf_r2;
CREATE SCHEMA s1 AUTHORIZATION conf_r1; CREATE SCHEMA s2 AUTHORIZATION conf_r2; GRANT ALL ON SCHEMA public TO conf_r1, conf_r2;
SET ROLE conf_r1;
CREATE SERVER srv FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN SERVER srv TO conf_r2;
CREATE FOREIGN TABLE s1.ft (a int, b text) SERVER srv; CREATE FOREIGN TABLE public.ft (a int) SERVER srv; CREATE TABLE s1.t (a serial); CREATE VIEW s1.v AS SELECT * FROM s1.ft;
GRANT SELECT ON s1.ft TO conf_r2 WITH GRANT OPTION; GRANT SELECT (a), UPDATE (b) ON s1.ft TO conf_r2; GRANT USAGE ON SCHEMA s1 TO conf_r2 WITH GRANT OPTION; GRANT USAGE ON SEQUENCE s1.t_a_seq TO conf_r2;
SET ROLE conf_r2;
GRANT SELECT ON s1.ft TO conf_r3; GRANT USAGE ON SCHEMA s1 TO conf_r3;
CREATE FOREIGN TABLE s2.ft2 (a int) SERVER srv; CREATE VIEW s2.v2 AS SELECT a FROM s1.ft; CREATE FOREIGN TABLE s2.kid (a int) SERVER srv;
RESET ROLE;
CREATE FOREIGN TABLE s1.pg (a int) SERVER srv;
CREATE USER MAPPING FOR conf_r2 SERVER srv; CREATE USER MAPPING FOR conf_r1 SERVER srv;
\det *.*
\dp s1.*
DROP ROLE conf_r1;
DROP ROLE conf_r2;
DROP ROLE conf_r3;
DROP OWNED BY conf_r1;
BEGIN; DROP OWNED BY conf_r1 CASCADE;
\det *.*
\dn s*
ROLLBACK;
BEGIN; DROP OWNED BY conf_r1, conf_r2 CASCADE;
\det *.*
ROLLBACK;
DROP OWNED BY conf_r2;
\dp s1.*
\det *.*
DROP OWNED BY conf_r3;
DROP ROLE conf_r3;
DROP ROLE conf_r2;
REASSIGN OWNED BY conf_r1 TO conf_r2;
REASSIGN OWNED BY conf_r1 TO nosuch;
\det *.*
\dp *.*ft*
\dn+ s*
DROP ROLE conf_r1;
DROP OWNED BY conf_r1;
DROP ROLE conf_r1;
SET ROLE conf_m;
REASSIGN OWNED BY conf_r2 TO conf_m;
DROP OWNED BY conf_m;
SET ROLE conf_r2;
REASSIGN OWNED BY conf_r2 TO conf_m;
DROP OWNED BY conf_r2;
RESET ROLE;
REASSIGN OWNED BY CURRENT_USER TO conf_m;
DROP OWNED BY postgres, conf_m;
DROP OWNED BY conf_m CASCADE;
\det *.*
DROP ROLE conf_m;
DROP ROLE conf_m, conf_r2;
