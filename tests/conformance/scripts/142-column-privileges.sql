-- Privileges on columns.
CREATE ROLE conf_o; CREATE ROLE conf_a; CREATE ROLE conf_b;
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
GRANT CREATE ON SCHEMA public TO conf_o; GRANT USAGE ON FOREIGN SERVER s TO conf_o;
SET ROLE conf_o;
CREATE FOREIGN TABLE t (a int, b text, "C d" date) SERVER s;
CREATE TABLE p (a int, b int);
CREATE VIEW v AS SELECT 1 AS a, 2 AS b;
CREATE SEQUENCE q;
RESET ROLE;
GRANT SELECT (a) ON t TO conf_a;
GRANT SELECT (a, b), INSERT (b), UPDATE ("C d") ON t TO conf_a;
GRANT REFERENCES (a) ON t TO conf_b WITH GRANT OPTION;
GRANT ALL (b) ON t TO conf_b;
GRANT ALL PRIVILEGES (a) ON p, v TO conf_b;
\dp
GRANT SELECT (nosuch) ON t TO conf_a;
GRANT SELECT (a, nosuch) ON t TO conf_a;
GRANT SELECT (a), foo (b) ON t TO conf_a;
GRANT foo (a) ON t TO conf_a;
GRANT DELETE (a) ON t TO conf_a;
GRANT TRUNCATE (a) ON t TO conf_a;
GRANT TRIGGER (nosuch) ON t TO conf_a;
GRANT USAGE (a) ON t TO conf_a;
GRANT DELETE, SELECT (a) ON t TO conf_a;
GRANT SELECT (xmin) ON t TO conf_a;
GRANT SELECT (ctid) ON p TO conf_a;
GRANT SELECT (a, a) ON t TO conf_a;
GRANT SELECT () ON t TO conf_a;
GRANT SELECT a ON t TO conf_a;
GRANT (a) ON t TO conf_a;
GRANT SELECT (a) ON nosuch TO conf_a;
GRANT SELECT (a) ON t TO nosuch;
GRANT SELECT (a) ON t, nosuch TO conf_a;
GRANT SELECT (a) ON t, q TO conf_a;
GRANT SELECT (last_value) ON q TO conf_a;
GRANT UPDATE (last_value) ON q TO conf_a;
GRANT USAGE (a) ON SCHEMA public TO conf_a;
GRANT USAGE (a) ON FOREIGN SERVER s TO conf_a;
GRANT EXECUTE (a) ON FUNCTION postgresql_fdw_validator TO conf_a;
GRANT SELECT (a) ON ALL TABLES IN SCHEMA public TO conf_a;
GRANT SELECT (a) ON t TO PUBLIC;
GRANT SELECT (a) ON t TO PUBLIC WITH GRANT OPTION;
\dp
SET ROLE conf_a;
GRANT SELECT (a) ON t TO conf_b;
GRANT SELECT (b) ON p TO conf_b;
GRANT SELECT ON t TO conf_b;
GRANT SELECT (nosuch) ON p TO conf_b;
REVOKE SELECT (a) ON t FROM conf_b;
SET ROLE conf_b;
GRANT REFERENCES (a) ON t TO conf_a;
GRANT REFERENCES (b) ON t TO conf_a;
GRANT REFERENCES (a, b) ON t TO conf_a;
GRANT ALL (a) ON t TO conf_a;
RESET ROLE;
\dp t
REVOKE REFERENCES (a) ON t FROM conf_b;
REVOKE GRANT OPTION FOR REFERENCES (a) ON t FROM conf_b;
REVOKE REFERENCES (a) ON t FROM conf_b CASCADE;
REVOKE SELECT (a) ON t FROM conf_a, PUBLIC;
REVOKE SELECT (nosuch) ON t FROM conf_a;
REVOKE SELECT ON t FROM conf_a;
\dp t
GRANT SELECT ON t TO conf_a;
REVOKE SELECT (a) ON t FROM conf_a;
GRANT SELECT (b) ON t TO conf_a;
REVOKE ALL ON t FROM conf_a;
REVOKE ALL (b) ON t FROM conf_b;
\dp t
GRANT SELECT (a) ON t TO conf_a;
ALTER FOREIGN TABLE t RENAME a TO z;
\dp t
ALTER FOREIGN TABLE t DROP z;
\dp t
GRANT SELECT (b) ON t TO conf_a; GRANT INSERT (b) ON t TO conf_b;
DROP ROLE conf_a;
ALTER FOREIGN TABLE t OWNER TO conf_a;
\dp t
DROP OWNED BY conf_b;
\dp t
DROP ROLE conf_b;
