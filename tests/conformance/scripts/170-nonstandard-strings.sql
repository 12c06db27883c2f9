-- String literals as standard_conforming_strings, escape_string_warning and backslash_quote let them be read.
create foreign data wrapper w;
set standard_conforming_strings = off;
create server s1 foreign data wrapper w options (a 'x\y', b 'a\'b', c 'p\\q');
alter server s1 options (set a 'é\tb' 'c');
alter server s1 options (set a 'é' 
 '\tb\'');
alter server s1 options (set a '\101', set b '\x41', set c '\u00e9');
alter server s1 options (set a E'\101', set b E'\'' , set c E'\\');
alter server s1 options (set a '\u12');
alter server s1 options (set a '\ud800');
alter server s1 options (set a 'x\u0000');
alter server s1 options (set a U&'\0041');
alter server s1 options (set a U&'abc');
alter server U&"s1" options (set a U&'abc' );
alter server U&"s1" options (set a 'abc\');', set b 'x');
alter server s1 options (set a 'q\);
', set b 'x\'');
alter server U&"\0073!0031" UESCAPE '!' options (set a 'x');
alter server U&"\00731" UESCAPE '\\' options (set a 'x');
alter server U&"\00731" UESCAPE '\' options (set a 'x');
';
alter server s1 options (set a '\xff');
alter server s1 options (set a N'a\'b', set b B'10\1', set c X'\1');
alter server s1 options (set a $$a\'b$$, set b $a$\$a$);
alter server s1 options (set a 'x\
y');
alter server s1 opt (set a 'x\y', b 'a\'b', c 'p\\q');
alter server s1 options (set a 'x\y' '\z');
/* ' \ */ -- '\'
alter server s1 options (set a 'x''\y''\'');
\des+
set escape_string_warning = off;
alter server s1 options (set a 'x\y', set b 'a\'b', set c 'p\\q');
alter server s1 options (set a U&'\0041');
alter server s1 options (set a '\u12');
set backslash_quote = off;
alter server s1 options (set a 'x\y', set b 'a\'b');
alter server s1 options (set a E'x\y', set b E'a\'b');
alter server s1 options (set a E'\u12', set b E'a\'b');
alter server s1 options (set b E'a\'b', set a E'\u12');
set escape_string_warning = on;
alter server s1 options (set a 'x\y', set b 'a\'b');
alter server s1 options (set a 'x\\y\'\'');
alter server s1 options (set a 'x\\y\'\');
');
set standard_conforming_strings = on;
alter server s1 options (set a 'x\y', set b E'a\'b');
set backslash_quote = safe_encoding;
alter server s1 options (set a 'x\y', set b E'a\'b');
set client_encoding = SJIS;
alter server s1 options (set a 'x\y', set b E'a\'b');
set client_encoding = UTF8;
set client_min_messages = error;
set standard_conforming_strings = off;
alter server s1 options (set a 'x\y', set b 'a\\b');
set standard_conforming_strings = on\; alter server s1 options (set a 'x\y', set b 'a\\b');
set client_min_messages = notice;
\des+
begin;
set local standard_conforming_strings = off;
alter server s1 options (set a 'x\y', set b 'a\\b');
rollback;
alter server s1 options (set a 'x\y', set b 'a\\b');
begin;
set standard_conforming_strings = off;
alter server s1 options (set a 'x\'y');
savepoint a;
select * from nosuch;
alter server s1 options (set a 'x\'y');
rollback to a;
alter server s1 options (set a 'x\'y');
rollback;
alter server s1 options (set a 'x\y', set b 'a\\b');
set standard_conforming_strings = off;
create foreign table t (a text default 'a\\b', b text check (b <> 'x\\y')) server s1;
create view v as select 'a\\b' as x from t where a = 'c\\d';
\d t
set standard_conforming_strings = on;
\d t
\set q 'a\\b'
alter server s1 options (set a :'q');
\des+
set standard_conforming_strings = off;
alter server s1 options (set a :'q');
\des+
comment on server s1 is 'a\\b';
create function f() returns int language sql as 'select \'1\'::int';
create function g() returns int language sql as 'select 1 where \'a\\\\b\' = U&\'x\'';
set standard_conforming_strings = on;
create function h() returns int language sql as 'select 1 as aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg';
create function h() returns int language sql as E'select \'1\' from x y z';
create function h() returns int language sql as $$ select 'a\' b $$;
create view w1 as select a from t union select b from t order by c;
create view w1 as select a from t union select b as q from t order by q;
create view w1 as select a from t union (select b as q from t union select 'x' as r) union select q order by q;
create view w1 as select a from t union (select b as q from t union select 'x' as r) union select r order by q;
create view w1 as select a from t union (select b as q from t union select 'x' as r order by 1) union select r order by q;
create view w1 as select a as k from t union (values (b)) union values (k) order by q;
