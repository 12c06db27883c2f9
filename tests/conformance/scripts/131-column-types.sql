-- Types of columns: names, modifiers, arrays, and what the server makes of them.
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE n1 (a smallint, b int2, c int, d integer, e int4, f bigint, g int8, h real, i float4, j double precision, k float8, l float, m float(1), n float(24), o float(25), p float(53)) SERVER s;
\d n1
CREATE FOREIGN TABLE n2 (a numeric, b decimal, c dec, d numeric(10), e numeric(10,2), f decimal(5,0), g dec(1000), h numeric(3,-2), i numeric(2,5), j numeric(1000,1000)) SERVER s;
\d n2
CREATE FOREIGN TABLE c1 (a char, b char(1), c character(10), d char varying, e varchar, f varchar(20), g character varying(30), h text, i name, j "char", k bpchar, l nchar(5), m national character varying(6), n national char, o bpchar(7)) SERVER s;
\d c1
CREATE FOREIGN TABLE t1 (a date, b time, c time(3), d time without time zone, e time with time zone, f time(0) with time zone, g timetz, h timestamp, i timestamp(6), j timestamp with time zone, k timestamp(2) with time zone, l timestamptz, m timestamptz(1), n interval, o interval(4)) SERVER s;
\d t1
CREATE FOREIGN TABLE i1 (a interval year, b interval month, c interval day, d interval hour, e interval minute, f interval second, g interval second(3), h interval year to month, i interval day to hour, j interval day to minute, k interval day to second, l interval day to second(2), m interval hour to minute, n interval hour to second, o interval minute to second(1)) SERVER s;
\d i1
CREATE FOREIGN TABLE b1 (a bit, b bit(1), c bit(8), d bit varying, e bit varying(5), f varbit, g varbit(3), h bytea, i boolean, j bool) SERVER s;
\d b1
CREATE FOREIGN TABLE o1 (a uuid, b json, c jsonb, d xml, e inet, f cidr, g macaddr, h macaddr8, i money, j point, k line, l lseg, m box, n path, o polygon, p circle, q tsvector, r tsquery, s jsonpath, t oid, u regclass, v regtype, w xid, x pg_lsn) SERVER s;
\d o1
CREATE FOREIGN TABLE r1 (a int4range, b int8range, c numrange, d tsrange, e tstzrange, f daterange, g int4multirange, h datemultirange) SERVER s;
\d r1
CREATE FOREIGN TABLE a1 (a int[], b int[3], c int[][], d int array, e int array[4], f text[], g varchar(5)[], h numeric(4,1)[2][3], i timestamp(3) with time zone[], j _int4, k "char"[]) SERVER s;
\d a1
CREATE FOREIGN TABLE q1 (a pg_catalog.int4, b pg_catalog.varchar, c pg_catalog.varchar(3), d pg_catalog.numeric(4,2), e pg_catalog.bpchar, f pg_catalog."char", g pg_catalog.int4[], h pg_catalog.timestamptz(2), i pg_catalog."bit"(3)) SERVER s;
\d q1
-- Modifiers that are refused.
CREATE FOREIGN TABLE x (a int(4)) SERVER s;
CREATE FOREIGN TABLE x (a int4(4)) SERVER s;
CREATE FOREIGN TABLE x (a text(4)) SERVER nosuch;
CREATE FOREIGN TABLE x (a date(4)) SERVER s;
CREATE FOREIGN TABLE x (a uuid(1)) SERVER s;
CREATE FOREIGN TABLE x (a pg_catalog.int4(4)) SERVER s;
CREATE FOREIGN TABLE x (a varchar(0)) SERVER nosuch;
CREATE FOREIGN TABLE x (a varchar(-1)) SERVER s;
CREATE FOREIGN TABLE x (a char(0)) SERVER s;
CREATE FOREIGN TABLE x (a varchar(10485760)) SERVER s;
CREATE FOREIGN TABLE x (a varchar(10485761)) SERVER s;
CREATE FOREIGN TABLE x (a char(10485761)) SERVER s;
CREATE FOREIGN TABLE x (a varchar(1,2)) SERVER s;
CREATE FOREIGN TABLE x (a varchar('5')) SERVER s;
CREATE FOREIGN TABLE x (a varchar('abc')) SERVER s;
CREATE FOREIGN TABLE x (a varchar(b)) SERVER s;
CREATE FOREIGN TABLE x (a varchar(1+1)) SERVER s;
CREATE FOREIGN TABLE x (a varchar(1.5)) SERVER s;
CREATE FOREIGN TABLE x (a varchar(99999999999)) SERVER s;
CREATE FOREIGN TABLE x (a numeric(0)) SERVER s;
CREATE FOREIGN TABLE x (a numeric(1001)) SERVER s;
CREATE FOREIGN TABLE x (a numeric(10,1001)) SERVER s;
CREATE FOREIGN TABLE x (a numeric(10,-1001)) SERVER s;
CREATE FOREIGN TABLE x (a numeric(1,2,3)) SERVER s;
CREATE FOREIGN TABLE x (a numeric()) SERVER s;
CREATE FOREIGN TABLE x (a bit(0)) SERVER s;
CREATE FOREIGN TABLE x (a bit(83886081)) SERVER s;
CREATE FOREIGN TABLE x (a varbit(0)) SERVER s;
CREATE FOREIGN TABLE x (a float(0)) SERVER s;
CREATE FOREIGN TABLE x (a float(54)) SERVER nosuch;
CREATE FOREIGN TABLE x (a float(24.5)) SERVER s;
CREATE FOREIGN TABLE x (a timestamp(-1)) SERVER s;
CREATE FOREIGN TABLE w1 (a timestamp(7), b time(9), c interval(8)) SERVER s;
CREATE FOREIGN TABLE w2 (a timestamptz(99) NOT NULL) SERVER nosuch;
CREATE FOREIGN TABLE x (a timestamp(1,2)) SERVER s;
CREATE FOREIGN TABLE x (a interval year(2)) SERVER s;
CREATE FOREIGN TABLE x (a interval month to day) SERVER s;
CREATE FOREIGN TABLE x (a interval(3) second) SERVER s;
\d w1
-- Types that are not there, or not for columns.
CREATE FOREIGN TABLE x (a nosuch) SERVER s;
CREATE FOREIGN TABLE x (a "INT") SERVER s;
CREATE FOREIGN TABLE x (a "int") SERVER s;
CREATE FOREIGN TABLE x (a nosuch[]) SERVER s;
CREATE FOREIGN TABLE x (a nosuch(5)) SERVER s;
CREATE FOREIGN TABLE x (a pg_catalog.nosuch) SERVER s;
CREATE FOREIGN TABLE x (a pg_catalog.int) SERVER s;
CREATE FOREIGN TABLE x (a public.int4) SERVER s;
CREATE FOREIGN TABLE x (a nosuch.int4) SERVER s;
CREATE FOREIGN TABLE x (a postgres.pg_catalog.int4) SERVER s;
CREATE FOREIGN TABLE x (a other.pg_catalog.int4) SERVER s;
CREATE FOREIGN TABLE x (a a.b.c.int4) SERVER s;
CREATE FOREIGN TABLE x (a double) SERVER s;
CREATE FOREIGN TABLE x (a string) SERVER s;
CREATE FOREIGN TABLE x (a datetime, b number(10)) SERVER s;
CREATE FOREIGN TABLE x (a number(10,2)) SERVER s;
CREATE FOREIGN TABLE x (a SETOF int) SERVER s;
CREATE FOREIGN TABLE x (a SETOF nosuch) SERVER s;
CREATE FOREIGN TABLE x (a anyelement) SERVER s;
CREATE FOREIGN TABLE x (a anyarray) SERVER s;
CREATE FOREIGN TABLE x (a record) SERVER s;
CREATE FOREIGN TABLE x (a void) SERVER s;
CREATE FOREIGN TABLE x (a cstring) SERVER s;
CREATE FOREIGN TABLE x (a unknown) SERVER s;
CREATE FOREIGN TABLE x (a trigger) SERVER s;
CREATE FOREIGN TABLE x (a fdw_handler) SERVER s;
CREATE FOREIGN TABLE x (a "any") SERVER s;
CREATE FOREIGN TABLE x (a n1%rowtype) SERVER s;
CREATE FOREIGN TABLE x (a n1.a%TYPE) SERVER s;
CREATE FOREIGN TABLE x (a) SERVER s;
CREATE FOREIGN TABLE x (int) SERVER s;
CREATE FOREIGN TABLE comp (a n1, b n1[]) SERVER s;
CREATE FOREIGN TABLE x (a x) SERVER s;
DROP FOREIGN TABLE n1;
DROP FOREIGN TABLE n1 CASCADE;
\d comp
-- Serial types and collations.
CREATE FOREIGN TABLE se (a serial, b bigserial, c smallserial, d serial4, e serial8, f serial2) SERVER s;
\d se
CREATE FOREIGN TABLE x (a serial DEFAULT 1) SERVER s;
CREATE FOREIGN TABLE x (a serial NULL) SERVER s;
CREATE FOREIGN TABLE x (a serial[]) SERVER s;
CREATE FOREIGN TABLE x (a serial(4)) SERVER s;
CREATE FOREIGN TABLE x (a pg_catalog.serial) SERVER s;
CREATE FOREIGN TABLE co (a text COLLATE "C", b varchar(3) COLLATE "POSIX", c text COLLATE pg_catalog."default", d name COLLATE "C", e text[] COLLATE "C", f text COLLATE pg_catalog."C") SERVER s;
\d co
CREATE FOREIGN TABLE x (a text COLLATE c) SERVER s;
CREATE FOREIGN TABLE x (a text COLLATE nosuch."C") SERVER s;
CREATE FOREIGN TABLE x (a bytea COLLATE "C") SERVER s;
CREATE FOREIGN TABLE x (a numeric(4,2) COLLATE "C", b nosuch) SERVER s;
