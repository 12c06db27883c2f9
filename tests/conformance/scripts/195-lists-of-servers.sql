-- The lists of wrappers, servers, mappings and tables, as their owner and as others.
CREATE ROLE ow; CREATE ROLE us; CREATE ROLE us2;
CREATE EXTENSION postgres_fdw; CREATE EXTENSION file_fdw;
CREATE FOREIGN DATA WRAPPER dummy OPTIONS (debug 'true', "Mixed" 'a b');
GRANT USAGE ON FOREIGN DATA WRAPPER dummy TO ow;
COMMENT ON FOREIGN DATA WRAPPER dummy IS 'useless';
SET ROLE ow;
CREATE SERVER "Srv A" TYPE 'oracle' VERSION '9.1' FOREIGN DATA WRAPPER dummy OPTIONS (host 'foo', dbname 'foodb', port '5432', pw E'a\\b''c');
CREATE SERVER srvb FOREIGN DATA WRAPPER dummy;
CREATE USER MAPPING FOR us SERVER "Srv A" OPTIONS (username 'bob', password 'secret');
CREATE USER MAPPING FOR PUBLIC SERVER "Srv A" OPTIONS (username 'anon');
CREATE USER MAPPING FOR ow SERVER srvb;
GRANT USAGE ON FOREIGN SERVER srvb TO us WITH GRANT OPTION;
COMMENT ON SERVER srvb IS 'second';
RESET ROLE;
CREATE FOREIGN TABLE ft (a int OPTIONS (col 'x'), b text NOT NULL) SERVER "Srv A" OPTIONS (tab 'T1', "quote" '''');
COMMENT ON FOREIGN TABLE ft IS 'a table';
SET ROLE us;
\deu+
SET ROLE ow;
RESET ROLE;
\dew
\dew+
\dew dum*
\dew nope
\des
\des+
\des srv*
\des "Srv A"
\des Srv*
\des nope
\deu
\deu+
\deu "Srv A"
\deu *.us
\det
\det+
\det public.*
\det nope
\d ft
\d+ ft
\x
\des+ "Srv A"
\x
