-- The system catalogs and the information schema, as their owner and as others.
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
\d pg_foreign_data_wrapper
\d pg_foreign_server
\d pg_user_mapping
\d+ pg_user_mappings
\d pg_foreign_table
\d information_schema.foreign_data_wrappers
\d information_schema.foreign_data_wrapper_options
\d information_schema.foreign_servers
\d information_schema.foreign_server_options
\d information_schema.user_mappings
\d information_schema.user_mapping_options
\d information_schema.foreign_tables
\d information_schema.foreign_table_options
\d information_schema.column_options
\d information_schema.usage_privileges
\d information_schema.role_usage_grants
SELECT attname, attfdwoptions FROM pg_attribute WHERE attrelid='ft'::regclass AND attnum>0;
SELECT * FROM information_schema.foreign_data_wrappers ORDER BY 1, 2, 3;
SELECT * FROM information_schema.foreign_data_wrapper_options ORDER BY 1, 2, 3;
SELECT * FROM information_schema.foreign_servers ORDER BY 1, 2;
SELECT * FROM information_schema.foreign_server_options ORDER BY 1, 2, 3;
SELECT * FROM information_schema.user_mappings ORDER BY lower(authorization_identifier), 2, 3;
SELECT * FROM information_schema.user_mapping_options ORDER BY lower(authorization_identifier), 2, 3, 4;
SELECT * FROM information_schema.foreign_tables;
SELECT * FROM information_schema.foreign_table_options;
SELECT * FROM information_schema.column_options;
SELECT * FROM information_schema.usage_privileges WHERE object_type LIKE 'FOREIGN%' ORDER BY 1, 2, 3, 4, 5;
SELECT * FROM information_schema.role_usage_grants WHERE object_type LIKE 'FOREIGN%' ORDER BY 1, 2, 3, 4, 5;
SET ROLE us;
SELECT * FROM information_schema.foreign_data_wrappers ORDER BY 1, 2, 3;
SELECT * FROM information_schema.foreign_servers ORDER BY 1, 2;
SELECT * FROM information_schema.foreign_server_options ORDER BY 1, 2, 3;
SELECT * FROM information_schema.user_mappings ORDER BY 1,2,3;
SELECT * FROM information_schema.user_mapping_options ORDER BY 1,2,3,4;
\deu+
SET ROLE ow;
SELECT * FROM information_schema.user_mapping_options ORDER BY 1,2,3,4;
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
\help CREATE SERVER
\help ALTER SERVER
\help DROP SERVER
\help CREATE USER MAPPING
\help CREATE FOREIGN DATA WRAPPER
