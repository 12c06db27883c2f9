-- options: -a -v ON_ERROR_STOP=on -v VERBOSITY=sqlstate
CREATE FOREIGN DATA WRAPPER w;
\set ON_ERROR_STOP off
CREATE SERVER;
\nosuch
\set ON_ERROR_STOP
\nosuch
\echo not reached
