-- What psql does with the rows of queries: \g, \gx, \gset, \gdesc, \gexec; variables that tell of them; \errverbose.
\errverbose
create schema g1; create schema g2;
create foreign data wrapper w options (a '1');
select nspname from pg_namespace where nspname ~ '^g' order by 1 \g
\g
\gx
select nspname as a, 1 as b from pg_namespace where nspname ~ '^g' order by 1 \g (format=csv)
\g (format=unaligned fieldsep='*' tuples_only=on)
\g (border=2 expanded)
\gx (border=0)
\g ( format=html )
\g (nosuch=1)
\g (format=csv
\g (format=nosuch) (x)
\g
create schema g3 \g
drop schema g3 \gx
create schema g3 \g (format=html)
drop schema g3 \gset
select nspname as name, 12 as number, null as nothing from pg_namespace where nspname = 'g1' \gset
\echo :name :number :nothing :ROW_COUNT
\set q_nothing x
select nspname as name, 12 as number, null as nothing from pg_namespace where nspname = 'g2' \gset q_
\echo :q_name :q_number :q_nothing :name
select nspname as name from pg_namespace where nspname ~ '^g' \gset
\echo :ERROR :SQLSTATE :ROW_COUNT :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE
select nspname as name from pg_namespace where nspname = 'nosuch' \gset
select nspname as "a b" from pg_namespace where nspname = 'g1' \gset
select nspname as "ECHO", nspname as other from pg_namespace where nspname = 'g1' \gset
\echo :ECHO :other
select nosuch from pg_namespace \gset
\echo :ERROR :SQLSTATE :ROW_COUNT :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE
\errverbose
select nspname from pg_namespace where nspname ~ '^g' order by 1;
\echo :ERROR :SQLSTATE :ROW_COUNT :LAST_ERROR_SQLSTATE
create server s foreign data wrapper w;
\echo :ERROR :SQLSTATE :ROW_COUNT :LASTOID
create server s foreign data wrapper w;
\echo :ERROR :SQLSTATE :ROW_COUNT
\errverbose
select srvname, oid, srvfdw, srvoptions, srvacl, srvtype from pg_foreign_server \gdesc
select 1 as a, 'x' as b, 'x'::varchar(3) as c, null, oid::regclass as d, array['a'] as e, 1.5 as f, relkind from pg_class \gdesc
table pg_foreign_data_wrapper \gdesc
create schema gx \gdesc
\gdesc
show server_version \gdesc
selec \gdesc
select nosuch from pg_namespace \gdesc
\echo :ERROR :SQLSTATE :ROW_COUNT
select 1 as a from pg_namespace\; select 2 as b from pg_namespace \gdesc
select 'create schema ge_' || nspname, 'drop schema ge_' || nspname from pg_namespace where nspname ~ '^g.$' order by nspname \gexec
select 'create schema ' || nspname, null, 'create schema e_' || nspname from pg_namespace where nspname ~ '^g.$' order by nspname \gexec
\echo :ERROR :SQLSTATE :ROW_COUNT :LAST_ERROR_SQLSTATE
select 'select nspname from pg_namespace where nspname = ' || quote_literal(nspname) from pg_namespace where nspname ~ '^g.$' order by nspname \gexec
\timing off
\timing nosuch
\p
\r
\p
\g (format=csv) /nosuch/x
\o /nosuch/x
\w /nosuch/x
\w
\qecho to the results
\html
create schema html;
drop schema html, nosuch;
\html
begin;
select nosuch from pg_namespace;
select 1 as a from pg_namespace \gdesc
rollback;
\set ECHO queries
select nspname from pg_namespace where nspname = 'g1' \gx
\set ECHO none
\set ON_ERROR_STOP on
select 'create schema g1', 'create schema g5' from pg_namespace where nspname ~ '^g.$' \gexec
\echo not reached
