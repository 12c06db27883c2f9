-- What is checked of sequences, keys of partitions and USING, and what psql asks for in a transaction.
create sequence q as time(9);
create sequence q as nosuch;
create sequence q as nosuch.x;
create sequence q as int(4);
create sequence q as text;
create sequence q;
alter sequence q as time(9);
alter sequence q as nosuch;
create table t (a int generated always as identity (as time(9)));
create table t (a text, b json) partition by range (zz, (b + 1));
create table t (a text, b json) partition by range (zz, (now()));
create table t (a text, b json) partition by range ((now()), (b+1));
create table t (a text, b json) partition by range ((now()), zz);
create table t (a text, b json) partition by range ((1), zz);
create table t (a text, b json) partition by range ((1), (now()));
begin;
\d
begin isolation level serializable;
rollback;
begin;
\des
set transaction isolation level serializable;
rollback;
begin;
\echo
set transaction isolation level serializable;
rollback;
begin;
\d nosuch
set transaction isolation level serializable;
rollback;
begin;
select * from nosuch;
\d t
\des
rollback;
drop table t;
create foreign data wrapper w;
create server s foreign data wrapper w;
create foreign table t1 (a int, b text) server s;
create table p (a int, b text, g int generated always as (a) stored);
create table c () inherits (p);
create view v as select a from t1;
alter foreign table t1 alter b type date using nofunc();
alter foreign table t1 alter b type date using b;
alter foreign table t1 alter b type date using b::date;
alter foreign table t1 alter b type nosuch using b::date;
alter foreign table t1 alter b type nosuch using zz;
alter foreign table t1 alter zz type date using zz;
alter foreign table t1 alter zz type date using a;
alter foreign table t1 alter a type date using count(*);
alter foreign table t1 alter a type date using (select 1);
alter table p alter b type date using nofunc();
alter table p alter b type date using b;
alter table p alter b type date using 1;
alter table p alter b type nosuch using zz;
alter table p alter zz type date using zz;
alter table p alter a type text using count(*);
alter table p alter a type text using (select 1);
alter table p alter g type text using a;
alter table p alter g type text using zz;
alter table v alter a type text using zz;
alter table v alter a type text using a;
alter view v alter a type text using a;
alter table p alter xmin type text using zz;
alter table p alter a type text using zz, alter b type int using yy;
alter table p drop a, alter b type int using yy;
alter foreign table t1 drop a, alter b type int using a;
alter foreign table t1 alter b type int using a, drop zz;
alter foreign table t1 add c int, alter b type int using c;
alter foreign table t1 alter b type text using b, alter b type nosuch;
alter table c alter a type text using a;
alter table only p alter a type text using a;
alter table p alter a type text using p.a;
alter table p alter b type text using q.a;
select;
