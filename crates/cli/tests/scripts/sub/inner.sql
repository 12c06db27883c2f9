\ir deepest.sql
drop server;
\q
\echo not reached
