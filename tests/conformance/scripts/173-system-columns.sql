-- Rights and comments on columns of the system and of sequences.
CREATE ROLE conf_a; CREATE ROLE conf_b;
CREATE TABLE t(a int, b int); CREATE SEQUENCE q; CREATE VIEW v AS SELECT 1 AS a;
GRANT SELECT (xmin, ctid, tableoid, a), UPDATE (b) ON t TO conf_a;
GRANT SELECT ON t TO conf_a;
GRANT SELECT (cmin) ON t TO conf_b WITH GRANT OPTION;
GRANT SELECT (oid) ON t TO conf_a;
GRANT SELECT (ctid) ON v TO conf_a;
GRANT ALL (ctid) ON t TO conf_b;
GRANT DELETE (ctid) ON t TO conf_b;
GRANT SELECT (last_value), ALL (is_called), UPDATE (log_cnt) ON q TO conf_a;
GRANT SELECT (ctid) ON q TO conf_a;
GRANT INSERT (nosuch) ON q TO conf_a;
\dp
COMMENT ON COLUMN t.ctid IS 'the place';
COMMENT ON COLUMN v.ctid IS 'the place';
COMMENT ON COLUMN q.ctid IS 'the place';
COMMENT ON COLUMN q.last_value IS 'the place';
SET ROLE conf_b;
GRANT SELECT (cmin) ON t TO conf_a;
GRANT SELECT (xmin) ON t TO conf_a;
GRANT SELECT (xmax) ON t TO conf_a;
COMMENT ON COLUMN t.ctid IS 'x';
RESET ROLE;
DROP ROLE conf_a;
REVOKE SELECT ON t FROM conf_a;
REVOKE SELECT ON t FROM conf_a CASCADE;
REVOKE ALL ON q FROM conf_a;
\dp
DROP ROLE conf_b;
DROP OWNED BY conf_b;
ALTER TABLE t OWNER TO conf_b;
\dp
REASSIGN OWNED BY conf_b TO conf_a;
\dp
DROP OWNED BY conf_a;
DROP ROLE conf_a, conf_b;
