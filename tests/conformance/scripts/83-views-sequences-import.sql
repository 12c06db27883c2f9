-- Views and sequences over foreign tables; IMPORT FOREIGN SCHEMA.
create foreign data wrapper w; create server s foreign data wrapper w; create foreign table ft (a int, b text) server s; 
create view v1 as select * from ft;
create view v2 (x) as select a from ft;
create or replace view v2 as select a from ft;
create or replace view v2 as select b as x from ft;
create or replace view v2 as select a as x, b from ft;
create view v2 as create view nosc.v as create view v3 as select * from nope; create view v4 (a,b,c) as select a from ft; create view v5 as select a, a from ft;
alter foreign table ft drop column a;
alter foreign table ft alter a type bigint;
create view vx as select count(*) from ft; create view vy as select f.b from ft f join ft g using (a) where exists (select 1 from v1); drop view v1;
alter foreign table ft drop column a cascade;
create view v7 as select * from ft f join plain2 p on true;
create or replace view ft as 
create sequence ft; create sequence if not exists ft; create sequence nosc.s; create sequence s1 as text; create sequence s2 increment 0; create sequence s3 minvalue 5 maxvalue 4; create sequence s4 start 0; create sequence s5 owned by ft.zz; create sequence s5 owned by ft; create sequence s6 owned by nope.a; create sequence s7 owned by ft.b; create sequence s8 cache 0; create sequence s8 increment 1 increment 2;
drop sequence s7; drop sequence nope; drop sequence if exists nope; alter sequence ft owned by none; create sequence s9; alter sequence s9 owned by ft.b; alter sequence nope owned by none; alter sequence if exists nope restart; alter sequence s9 rename to s10; alter view vx rename to vx2; alter view nope rename to x; alter view vx2 rename count to c; alter view vx2 set schema nope; alter view ft rename to q; alter view vx2 owner to postgres; alter view vx2 alter c set default 1; alter table vx2 add d int; alter sequence s10 owner to postgres; alter sequence s10 set schema nope;
alter foreign table ft rename to f2; drop foreign table f2; drop view vx2; drop foreign table f2 cascade;
create view w1 as select x.a, 1 as one, 'x'::text as t, now() from (select 1 as a) x; create view w2 as select * from w1; drop view w1; create view w3 as select extract(year from now()) as y; create view w4 as with q as (select 1 as a) select * from q; drop view w1 cascade;
create schema sc create table t1 (a int) create view v1 as select * from t1 create view v2 as select a from v1; drop schema sc; drop schema sc cascade;
create extension postgres_fdw; create extension file_fdw; create server pg foreign data wrapper postgres_fdw options (host '127.0.0.1', port '1'); create server fi foreign data wrapper file_fdw; create foreign data wrapper wn; create server sn foreign data wrapper wn;
import foreign schema x from server nope into nope; import foreign schema x from server sn into nope; import foreign schema x from server sn into public; import foreign schema x from server fi into public; import foreign schema x from server fi into public options (a 'b');
import foreign schema x from server pg into public options (foo 'x'); import foreign schema x from server pg into public options (import_default 'x', foo 'y'); import foreign schema x from server pg into public; create user mapping for postgres server pg; import foreign schema x limit to (a, a) from server pg into public options (import_collate 'off'); import foreign schema x from server pg into public;
create role conf_ra; set role conf_ra; import foreign schema x from server pg into public; reset role; grant usage on foreign server pg to conf_ra; set role conf_ra; import foreign schema x from server pg into public; import foreign schema x from server fi into public; reset role; grant create on schema public to conf_ra; set role conf_ra; import foreign schema x from server pg into public; create user mapping for conf_ra server pg; import foreign schema x from server pg into public;alter user mapping for conf_ra server pg options (password 'x');import foreign schema x from server pg into public;
