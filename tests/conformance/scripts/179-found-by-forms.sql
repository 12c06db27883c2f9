-- What statements drawn from whole forms have shown.
create role conf_r1;
create foreign data wrapper w;
create server s foreign data wrapper w;
create foreign table ft (a int, b text) server s;
create table p (a int, b text);
create table pp (a int, b text) partition by list (a);
create table pc partition of pp for values in (1);
create sequence q;
create view v as select a from ft;
alter table p detach partition nosuch finalize;
alter table p detach partition pc finalize;
alter table pp detach partition nosuch finalize;
alter table pp detach partition pc finalize;
alter table pp detach partition p finalize;
alter table pp detach partition v finalize;
alter table pp detach partition nosuch.x finalize;
alter table pp detach partition ft concurrently;
alter table pp detach partition pc concurrently;
alter table p detach partition pc concurrently;
alter table ft detach partition pc concurrently;
alter table ft detach partition pc finalize;
alter table v detach partition pc finalize;
alter table q detach partition pc finalize;
alter foreign table ft detach partition pc finalize;
alter foreign table ft detach partition pc;
begin;
alter table pp detach partition pc concurrently;
rollback;
begin;
alter table pp detach partition nosuch finalize;
rollback;
alter table q rename constraint k to l;
alter sequence q rename constraint k to l;
alter table q rename a to l;
alter table v rename constraint k to l;
alter view v rename constraint k to l;
alter table ft rename constraint k to l;
create extension file_fdw;
create extension postgres_fdw;
alter extension file_fdw add table ft;
alter extension file_fdw add table v;
alter extension file_fdw add table pp;
alter extension file_fdw drop table pp;
alter extension file_fdw add view ft;
alter extension file_fdw add sequence ft;
alter extension file_fdw add foreign table p;
alter extension file_fdw add foreign table q;
alter extension file_fdw add view nosuch;
create sequence q2 owned by q2.a;
create sequence q2 owned by q2.q2.a;
create sequence q2 owned by p.a;
create sequence q3 owned by q2.a;
create sequence q3 owned by v.a;
create sequence q3 owned by nosuch.a;
create sequence q3 owned by nosuch.p.a;
create sequence q3 owned by none;
set role conf_r1;
drop routine postgres_fdw_handler();
drop function postgres_fdw_handler();
drop procedure postgres_fdw_handler();
alter routine postgres_fdw_handler() owner to conf_r1;
alter routine postgres_fdw_handler() rename to x;
alter routine postgres_fdw_handler() set schema x;
alter routine postgres_fdw_handler() volatile;
comment on routine postgres_fdw_handler() is 'x';
alter extension file_fdw add routine postgres_fdw_handler();
reset role;
alter server s owner to conf_r1;
drop owned by conf_r1, conf_r1;
drop owned by conf_r1, current_user;
alter foreign table ft owner to conf_r1;
drop owned by conf_r1;
reset role;
drop schema public cascade;
create sequence q1 start 0;
create sequence if not exists q1 start 0;
create sequence q1 as text;
create sequence q1;
create sequence nosuch.q1 start 0;
create sequence if not exists nosuch.q1 start 0;
create schema public;
create sequence q1;
create sequence q1 start 0;
create sequence if not exists q1 start 0;
create foreign data wrapper w9;
create server s1 foreign data wrapper w9;
create foreign table t2 (a int) server s1;
alter foreign table t2 set schema pg_catalog;
\dE
\d
\det
\dp
\dp t2
\dp pg_catalog.t2
\dE t2
\dES t2
\d t2
\dt
set search_path = pg_catalog;
\dE
\dp
