-- Keywords as names, statements cut short, levels of VERBOSITY, quoting functions.
CREATE FOREIGN DATA WRAPPER w;
CREATE ROLE left; CREATE ROLE between; CREATE ROLE authorization; CREATE ROLE select; CREATE ROLE "select"; CREATE ROLE server;
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (select '1', user '2', all '3', left '4', between '5', server '6', "Mixed" '7', mpp_execute '8', Num_Segments '9');
SELECT srvoptions FROM pg_foreign_server;
\des+
CREATE USER MAPPING FOR left SERVER s; CREATE USER MAPPING FOR between SERVER s; CREATE USER MAPPING FOR authorization SERVER s; CREATE USER MAPPING FOR select SERVER s; CREATE USER MAPPING FOR "select" SERVER s;
CREATE USER MAPPING FOR server SERVER s;
\deu
DROP SERVER s CASCADE;
CREATE FOREIGN DATA WRAPPER x VALIDATOR left;
CREATE FOREIGN DATA WRAPPER x VALIDATOR a.select;
CREATE FOREIGN DATA WRAPPER x VALIDATOR a.b.c.d;
CREATE FOREIGN DATA WRAPPER x HANDLER a.;
CREATE FOREIGN DATA WRAPPER x HANDLER 'abc';
CREATE FOREIGN DATA WRAPPER x HANDLER;
CREATE FOREIGN DATA WRAPPER x NO;
CREATE FOREIGN DATA WRAPPER;
CREATE FOREIGN DATA x;
CREATE FOREIGN x;
DROP FOREIGN DATA x;
CREATE USER MAPPING;
CREATE USER MAPPING FOR;
ALTER SERVER;
ALTER SERVER s OWNER;
ALTER SERVER s RENAME;
ALTER SERVER s RENAME COLUMN a TO b;
ALTER SERVER s SET (a = b);
ALTER SERVER s OWNER TO;
ALTER SERVER s OPTIONS (a);
ALTER SERVER s OPTIONS (DROP);
ALTER SERVER s OPTIONS (ADD a '1' SET b '2');
GRANT USAGE ON FOREIGN SERVER s;
GRANT USAGE ON FOREIGN SERVER s TO;
GRANT USAGE ON FOREIGN SERVER s TO public WITH GRANT;
GRANT ON FOREIGN SERVER s TO public;
GRANT USAGE ON FOREIGN DATA s TO public;
REVOKE USAGE ON FOREIGN SERVER s TO public;
REVOKE USAGE ON FOREIGN SERVER s FROM public WITH GRANT OPTION;
REVOKE GRANT OPTION FOR ALL ON FOREIGN SERVER s FROM public;
COMMENT ON SERVER s;
COMMENT ON SERVER s IS "x";
DROP USER MAPPING FOR x SERVER;
SELECT 'abc' AS x \gdesc
SET ROLE; 
SET SESSION AUTHORIZATION;
SET ROLE = left;
SET ROLE TO left;
SELECT current_user; RESET ROLE;
SET SESSION ROLE left; RESET ROLE;
SET role TO 'none';
SHOW ROLE;
-- membership
CREATE ROLE m1; CREATE ROLE m2 CREATEROLE; GRANT m1 TO m2;
CREATE SERVER s FOREIGN DATA WRAPPER w; ALTER SERVER s OWNER TO m1;
SET ROLE m2; CREATE ROLE m3; DROP ROLE m1; DROP ROLE m3; 
ALTER SERVER s OWNER TO m2;
DROP OWNED BY m1; REASSIGN OWNED BY m1 TO m2; REASSIGN OWNED BY m1 TO m2, m3;
DROP ROLE m1; RESET ROLE;
GRANT USAGE ON FOREIGN DATA WRAPPER w TO m2; SET ROLE m2; ALTER SERVER s OWNER TO m2; RESET ROLE;
DROP ROLE m1, m2; 
DROP SERVER s; DROP ROLE m1, m2; REVOKE ALL ON FOREIGN DATA WRAPPER w FROM m2; DROP ROLE m2; SELECT rolname FROM pg_roles WHERE rolname ~ '^m[0-9]';
-- truncated names in messages
DROP SERVER aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg;
ALTER SERVER a OPTIONS (aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg '1');
-- error in a multi-line statement
CREATE SERVER bad
  FOREIGN DATA WRAPPER w
  OPTIONS (
     host 'foo',
     port 5432
  );
CREATE SERVER bad FOREIGN DATA WRAPPER w OPTIONS (host 'foo' dbname 'x', very_long_option_name_number_one 'a', very_long_option_name_number_two 'b');
\set VERBOSITY terse
CREATE SERVER bad FOREIGN DATA WRAPPER w OPTIONS (host 5);
DROP FOREIGN DATA WRAPPER nope;
\set VERBOSITY default
CREATE SERVER bad FOREIGN DATA WRAPPER w OPTIONS (host 5);
DROP FOREIGN DATA WRAPPER nope;
\set VERBOSITY sqlstate
CREATE SERVER bad FOREIGN DATA WRAPPER w OPTIONS (host 5);
DROP SERVER IF EXISTS nope;
\set VERBOSITY verbose
\set SHOW_CONTEXT always
DROP SERVER IF EXISTS nope;
CREATE SERVER qq FOREIGN DATA WRAPPER w OPTIONS (a '1'); ALTER SERVER qq OPTIONS (DROP a); SELECT srvoptions IS NULL FROM pg_foreign_server WHERE srvname = 'qq';
ALTER SERVER qq OPTIONS (DROP a);
ALTER SERVER qq VERSION '2' OPTIONS (DROP a); SELECT srvversion FROM pg_foreign_server WHERE srvname = 'qq';
CREATE USER MAPPING FOR CURRENT_USER SERVER qq OPTIONS ("user" 'x', user 'y');
SELECT quote_ident('user'), quote_ident('server'), quote_ident('host'), quote_ident('password'), quote_ident('left'), quote_ident('int'), quote_ident('a b'), quote_ident('Abc'), quote_ident('a$b'), quote_ident('1a'), quote_ident('é'), quote_ident('a"b'), quote_ident('options'), quote_ident('type'), quote_ident('_x'), quote_ident('mpp_execute');
SELECT quote_literal('a''b'), quote_literal('a\b'), quote_literal(''), quote_literal(E'a\nb');
