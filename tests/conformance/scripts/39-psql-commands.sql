-- Commands of psql: unknown ones, arguments too many, files included, statements around them.
CREATE FOREIGN DATA WRAPPER w;
\nosuch
\nosuch with arguments 'quoted ones' too
\desnosuch
\Echo x
\ECHO x
\
\echo \echo two
\echo one \echo two \echo three
\echo one\echo two
\echo 'one'\echo two
\echo one \\ CREATE SERVER s1 FOREIGN DATA WRAPPER w;
\echo "unterminated
\echo one two "three
\echo -n one 'two
\echo 'unterminated
\set x 'unterminated
\echo after
CREATE SERVER s2 FOREIGN DATA WRAPPER w \echo in the middle
;
CREATE SERVER s3 FOREIGN DATA WRAPPER w; \echo behind a statement
CREATE SERVER s4 FOREIGN DATA WRAPPER w; \echo before; CREATE SERVER s5 FOREIGN DATA WRAPPER w;
CREATE SERVER s6 TYPE '\echo no' FOREIGN DATA WRAPPER "\echo no";
CREATE SERVER s7 /* \echo no */ FOREIGN DATA WRAPPER w; -- \echo no
CREATE SERVER s8 FOREIGN
\des
DATA WRAPPER w;
\des s8
\i
\i nosuch.sql
\i include/end-whole.sql
\i include/three-servers.sql
\i 'include/three-servers.sql'
\set v value
\i include/three-servers.sql extra arguments :v a:'v' :{?v}
\i include
\i include/outer.sql
\include include/three-servers.sql
\set ON_ERROR_STOP on
\i include/three-servers.sql
\echo not reached
