-- The functions of postgres_fdw, and what extensions contain.
CREATE EXTENSION postgres_fdw;
CREATE SERVER p FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
SELECT * FROM postgres_fdw_get_connections();
SELECT postgres_fdw_get_connections();
SELECT * FROM postgres_fdw_get_connections() AS c;
SELECT * FROM postgres_fdw_get_connections() AS c(a, b);
SELECT * FROM postgres_fdw_get_connections() c(a);
SELECT postgres_fdw_get_connections(1);
SELECT postgres_fdw_disconnect('p');
SELECT postgres_fdw_disconnect('p') AS x;
SELECT * FROM postgres_fdw_disconnect('p');
SELECT * FROM postgres_fdw_disconnect('p') AS x;
SELECT postgres_fdw_disconnect('s');
SELECT postgres_fdw_disconnect('nosuch');
SELECT postgres_fdw_disconnect(NULL);
SELECT postgres_fdw_disconnect('');
SELECT postgres_fdw_disconnect(1);
SELECT postgres_fdw_disconnect();
SELECT postgres_fdw_disconnect_all();
SELECT public.postgres_fdw_disconnect_all();
SELECT nosuch.postgres_fdw_disconnect_all();
SELECT pg_catalog.postgres_fdw_disconnect_all();
SELECT postgres_fdw_disconnect_all('x');
SELECT * FROM postgres_fdw_disconnect_all();
CREATE ROLE conf_a;
REVOKE EXECUTE ON FUNCTION postgres_fdw_disconnect(text), postgres_fdw_get_connections() FROM PUBLIC;
SET ROLE conf_a;
SELECT postgres_fdw_disconnect('p');
SELECT * FROM postgres_fdw_get_connections();
SELECT postgres_fdw_disconnect_all();
RESET ROLE;
\dx+ postgres_fdw
\dx+ file_fdw
\dx+ dblink
CREATE EXTENSION file_fdw; CREATE EXTENSION dblink;
\dx+ file_fdw
\dx+ dblink
\dx+ nosuch
\dx+ *fdw
CREATE SCHEMA e; ALTER EXTENSION dblink SET SCHEMA e;
\dx+ dblink
DROP ROLE conf_a;
