-- What a fresh database holds.
\dew
\des
\deu
CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1 OPTIONS (host 'foo', dbname 'foodb', port '5432');
CREATE FOREIGN DATA WRAPPER gpfdw1;
CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1 OPTIONS (host 'foo', dbname 'foodb', port '5432');
CREATE FOREIGN DATA WRAPPER gp_exttable_fdw;
CREATE SERVER gp_exttable_server FOREIGN DATA WRAPPER gpfdw1;
CREATE SERVER IF NOT EXISTS gp_exttable_server FOREIGN DATA WRAPPER nosuch;
CREATE EXTENSION gp_exttable_fdw;
CREATE EXTENSION IF NOT EXISTS gp_exttable_fdw;
CREATE SERVER more FOREIGN DATA WRAPPER gp_exttable_fdw OPTIONS (anything 'goes');
\des
\echo :USER :DBNAME
