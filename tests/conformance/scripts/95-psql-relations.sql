-- Lists of relations, schemas and roles, and what \d says of tables.
create role conf_a; create role conf_b createrole createdb replication bypassrls noinherit connection limit 0 in role conf_a; create role conf_c connection limit 1 login; create role "Conf d" superuser login connection limit 5 role conf_a;
create schema sc; create schema "S c" authorization conf_a;
create table p(a int primary key, b text not null default 'x', c varchar(3) unique, check (a > 0), d int references p);
create table pt(a int, b text) partition by range (a, lower(b));
create table pt1 partition of pt for values from (1, 'a') to (10, maxvalue);
create table pt2 partition of pt for values from (20, minvalue) to (30, 'q') partition by hash (a);
create table pl(a bigint, b text) partition by list (b);
create table pl1 partition of pl for values in ('x', null, 'it''s');
create table pl2 partition of pl default;
create table pi(a smallint) partition by list (a);
create table pi1 partition of pi for values in (-1, 5);
create table ph(a int) partition by hash (a);
create table ph1 partition of ph for values with (modulus 4, remainder 1);
create table kid() inherits (p);
create table kid2(z int) inherits (p);
create table sc.ref(a int references p(a), b int, foreign key (b) references p);
create table gen(a int generated always as identity, b int generated always as (a*2) stored, c serial);
create view v as select a, b from p;
create sequence q;
comment on table p is 'the p';
\d p
\d kid
\d kid2
\d sc.ref
\d gen
\d pt
\d pt1
\d pt2
\d pl
\d pl1
\d pl2
\d pi
\d pi1
\d ph
\d ph1
\d v
\d nope*
\d kid*
\d+ p
\d+ kid
\d+ pt
\d+ pl
\d+ pl1
\d+ pl2
\d+ pi1
\d+ sc.*
\d
\d+
\dt
\dt+ sc.*
\dv
\dv+
\ds
\dE
\dtv kid*|v
\dt nosuch
\d a.b.c
\d postgres.public.v
\d a.b.c.d
\dn
\dn+ s*
\dn a.b
\dx
\dx a.b
\dx+ nosuch
\du conf*
\du+ conf_a
\dg "Conf d"
\dg a.b
\dp a.b.c
\dp p
\z sc.*
set search_path = sc;
\d
\d p
\d ref
\d public.v
begin; drop table nosuch;
\d
\dn
rollback;
create table r(a int, b text) partition by range (a);
create table r1 partition of r for values from (1) to (10);
create table rd partition of r default;
\d+ rd
create table r2 partition of r for values from (10) to (maxvalue);
\d+ rd
\d+ r2
create table q(a int, b text, c date) partition by range (a, b, c);
create table q1 partition of q for values from (1,'x','2020-01-01') to (1,'y','2021-01-01');
create table q2 partition of q for values from (2,'x','2020-01-01') to (3,'y',maxvalue);
create table q3 partition of q for values from (minvalue,minvalue,minvalue) to (0,maxvalue,maxvalue);
create table q4 partition of q for values from (5,'a',minvalue) to (maxvalue,maxvalue,maxvalue);
create table q5 partition of q for values from (4,'a','2020-01-01') to (4,'a','2021-01-01');
create table qd partition of q default;
create table h(a int) partition by hash(a);
create table h1 partition of h for values with (modulus 2, remainder 0);
create table l(a int) partition by list(a);
create table l1 partition of l for values in (1);
create table l2 partition of l1 for values in (1);
create table l3 partition of l for values in (5) partition by range (a);
create table l4 partition of l3 for values from (1) to (10);
create table ll partition of l for values in (-1, 2);
create table ln partition of l for values in (null);
create table l0 partition of l default;
\d+ q1
\d+ q2
\d+ q3
\d+ q4
\d+ q5
\d+ qd
\d+ l1
\d+ l4
\d+ ll
\d+ ln
\d+ l0
create table lone(a int) partition by list(a);
create table lone1 partition of lone default;
\d+ lone1
create table mm(a int) partition by range(a);
create table mm1 partition of mm for values from (minvalue) to (maxvalue);
\d+ mm1
